import json
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.errors import ModelUnavailable
from assistant.types import Answer, Turn
from eval.cases import Case, ExpectedRows, Support
from eval.run import RESULTS, Result, keep_results, run_cases
from tests.eval.making import (
    TEXT,
    FakeAssistant,
    FakeShelf,
    make_answer,
    make_citation,
    make_document,
    make_evidence,
    make_row,
)

DOCUMENT = make_document()
CITED = [make_citation(DOCUMENT, start=0, end=TEXT.index("."))]


@pytest.fixture
def assistant() -> FakeAssistant:
    answers = {
        "đúng": make_answer("Từ 58 triệu [1]", citations=CITED, rows=[make_row(DOCUMENT)]),
        "sai số": make_answer("Từ 85 triệu [1]", citations=CITED),
    }
    return FakeAssistant(FakeShelf([DOCUMENT]), answers)


def case(question: str, **demands: object) -> Case:
    return Case(id=question, question=question, must_include=(("58",),), **demands)  # type: ignore[arg-type]


def run(assistant: FakeAssistant, *cases: Case) -> list[Result]:
    return list(run_cases(assistant, cases=cases))


def test_right_wrong_and_raising_cases(assistant: FakeAssistant) -> None:
    right, wrong, raised = run(assistant, case("đúng"), case("sai số"), case("gây lỗi"))
    assert right.grade.right
    assert wrong.grade.unmet == ("thiếu “58”",)
    assert [f"{number}" for number in wrong.grade.numbers.unexplained] == ["85"]
    assert raised.answer is None
    assert raised.grade.unmet == ("lỗi KeyError: 'gây lỗi'",)


def test_the_history_is_handed_over(assistant: FakeAssistant) -> None:
    turn = Turn("user", "Thu nhập?")
    run(assistant, case("đúng", history=(turn,)), case("đúng"))
    assert assistant.heard == [(turn,), ()]


def test_what_retrieval_alone_finds_is_measured(assistant: FakeAssistant) -> None:
    assistant.found = [make_evidence(DOCUMENT, start=0, end=TEXT.index("."))]
    wanted = Support(DOCUMENT.name, "đạt từ 58 triệu"), Support(DOCUMENT.name, "13 tỷ 655")
    (result,) = run(assistant, case("đúng", support=wanted))
    assert result.measures["retrieval_4"] == 1 / 2
    assert result.measures["support_recall"] == 1 / 2


class Barrier(FakeAssistant):
    """Answers only when several ask at once."""

    def ask(self, text: str, *, history: Sequence[Turn] = ()) -> Answer:
        TOGETHER.wait(timeout=10)
        return super().ask(text, history=history)


TOGETHER = threading.Barrier(3)


def test_cases_are_asked_in_parallel_and_come_back_in_order(assistant: FakeAssistant) -> None:
    together = Barrier(assistant.shelf, assistant.answers)
    cases = [case(name) for name in ("đúng", "sai số", "gây lỗi") * 2]
    results = list(run_cases(together, cases=cases, workers=3))
    assert [result.case for result in results] == cases
    assert [result.grade.right for result in results] == [True, False, False] * 2


def test_a_judge_stands_beside_and_its_failure_is_no_wrong_answer(assistant: FakeAssistant) -> None:
    (result,) = run_cases(assistant, cases=[case("sai số")], judge=lambda _, answer: float("85" in answer.text))
    assert (result.measures["judge"], result.measures["right"]) == (1.0, 0.0)

    def broken(_: Case, __: Answer) -> float:
        raise ModelUnavailable("mất mạng")

    with pytest.raises(ModelUnavailable):
        list(run_cases(assistant, cases=[case("đúng")], judge=broken))


def test_results_are_written_as_they_come(assistant: FakeAssistant, tmp_path: Path) -> None:
    cases = [case("đúng", rows=ExpectedRows(match=frozenset({DOCUMENT.name}))), case("gây lỗi", type="x")]
    kept = list(keep_results(run_cases(assistant, cases=cases), folder=tmp_path / "new" / "folder"))
    written = (tmp_path / "new" / "folder" / RESULTS).read_text(encoding="utf-8").splitlines()
    first, second = map(json.loads, written)
    assert len(kept) == 2
    assert (first["id"], first["right"], first["reasons"], first["error"]) == ("đúng", True, [], False)
    assert first["answer"]["rows"] == [
        {"document": DOCUMENT.name, "verdict": "match", "value": 58.0, "unit": "triệu đồng/người/năm"}
    ]
    assert first["answer"]["citations"][0]["quote"] == TEXT[: TEXT.index(".")]
    assert (second["type"], second["right"], second["error"], second["answer"]) == ("x", False, True, None)
