import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from eval.bench.questions import QUESTIONS
from eval.bench.routes import REPEATS, time_routes
from tests.eval.making import FakeAssistant, FakeShelf, make_answer

STEPS = {"understand": 2.0, "tally": 1.0, "compose": 0.0}


def assistant(monkeypatch: pytest.MonkeyPatch) -> FakeAssistant:
    answers = {
        question: make_answer("Có.", route=route, ms=STEPS)
        for route, questions in QUESTIONS.items()
        for question in questions
    }
    made = FakeAssistant(FakeShelf(), answers)
    monkeypatch.setitem(sys.modules, "assistant.build", SimpleNamespace(open_assistant=lambda _: made))
    return made


def test_p50_and_p95_of_both_routes(monkeypatch: pytest.MonkeyPatch) -> None:
    made = assistant(monkeypatch)
    figures = list(time_routes(Path("kho"), name="x", what="mẫu"))
    assert [one.name for one in figures] == [
        "x.ledger.p50",
        "x.ledger.p95",
        "x.passages.p50",
        "x.passages.p95",
    ]
    assert [one.limit for one in figures] == [None, 50.0, None, 100.0]
    assert figures[1].detail == "từng bước, p50/p95: understand 2,0/2,0, tally 1,0/1,0"
    assert len(made.heard) == sum(map(len, QUESTIONS.values())) * (1 + REPEATS)
    assert made.closed


def test_a_question_that_takes_the_other_route_is_no_measurement(monkeypatch: pytest.MonkeyPatch) -> None:
    made = assistant(monkeypatch)
    made.answers = {**made.answers, QUESTIONS["ledger"][0]: make_answer("Có.", route="passages")}
    with pytest.raises(RuntimeError, match="đi đường passages, không phải ledger"):
        list(time_routes(Path("kho"), name="x", what="mẫu"))
    assert made.closed
