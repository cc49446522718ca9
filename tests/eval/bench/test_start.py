import json
from pathlib import Path

import pytest

from eval.bench import start
from eval.bench.place import Place
from eval.bench.questions import QUESTIONS

ROUTES = {question: route for route, questions in QUESTIONS.items() for question in questions}


@pytest.fixture
def place(tmp_path: Path) -> Place:
    made = Place(tmp_path, shared=tmp_path, runs=3)
    vars(made)["sample_data"] = tmp_path  # ingested already
    return made


def test_one_figure_for_each_route(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def nghiquyet(command: str, question: str, *_: str, data: Path) -> str:
        calls.append((command, data))
        return json.dumps({"route": ROUTES[question]})

    monkeypatch.setattr(start, "nghiquyet", nghiquyet)
    figures = list(start.start(place))
    assert [one.name for one in figures] == ["start.ledger", "start.passages"]
    assert calls == [("ask", place.folder)] * (2 * 3)
    assert figures[0].detail.startswith("3 lần, nhỏ nhất 0,0")


def test_the_wrong_route_is_no_measurement(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "nghiquyet", lambda *_, **__: '{"route": "passages"}')
    with pytest.raises(RuntimeError, match="không phải ledger"):
        next(start.start(place))
