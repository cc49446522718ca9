import json
from pathlib import Path

from eval.cases import Case, ExpectedRows, QuestionSet, Support
from eval.grade import grade, grade_failure, library
from eval.run import Result
from eval.summary import SUMMARY, summarise, write_summary
from tests.eval.making import TEXT, make_answer, make_citation, make_document, make_row

A, B = make_document("a.txt"), make_document("b.txt")
BOOKS = library([A, B])
END = TEXT.index(".")


def demand(name: str, *, kind: str, **demands: object) -> Case:
    return Case(id=name, question=f"{name}?", type=kind, **demands)  # type: ignore[arg-type]


def results() -> list[Result]:
    both = ExpectedRows(match=frozenset({"a.txt", "b.txt"}))
    listed = demand("Q1", kind="filter", rows=both, support=(Support("a.txt", "từ 58"),))
    found = make_answer("58", rows=[make_row(A), make_row(B)], citations=[make_citation(A, start=0, end=END)])
    raised = demand("Q2", kind="filter", rows=both, support=(Support("a.txt", "13 tỷ"),))
    refused = demand("Q3", kind="lookup", abstain=True)
    wrong = demand("Q4", kind="lookup")
    off = make_answer("99", citations=[make_citation(A, start=1, end=END + 1, quote=TEXT[:END])])
    return [
        Result(listed, found, grade(listed, found, books=BOOKS), 10.0),
        Result(raised, None, grade_failure(raised, ValueError("hỏng"), books=BOOKS), 40.0),
        Result(
            refused,
            none := make_answer("Không có.", outcome="abstained"),
            grade(refused, none, books=BOOKS),
            20.0,
        ),
        Result(wrong, off, grade(wrong, off, books=BOOKS), 30.0),
    ]


QUESTIONS = QuestionSet("set.jsonl", "abc", tuple(result.case for result in results()))


def test_in_all_and_by_type() -> None:
    summary = summarise(results(), questions=QUESTIONS)
    assert summary["set"] == {"name": "set.jsonl", "hash": "abc", "cases": 4}
    assert (summary["all"]["cases"], summary["all"]["right"], summary["all"]["errors"]) == (4, 2, 1)
    assert summary["all"]["accuracy"] == 2 / 4
    assert summary["all"]["ms"] == {"p50": 20.0, "p95": 40.0}
    assert {name: figures["accuracy"] for name, figures in summary["by_type"].items()} == {
        "filter": 1 / 2,
        "lookup": 1 / 2,
    }


def test_an_exception_counts_as_wrong_in_every_measure() -> None:
    filtered = summarise(results(), questions=QUESTIONS)["by_type"]["filter"]
    assert filtered["match"]["recall"] == (2 + 0) / (2 + 2)
    assert filtered["match"]["exact"] == 1
    assert filtered["support_recall"] == (1 + 0) / (1 + 1)


def test_measures_are_pooled_over_cases() -> None:
    figures = summarise(results(), questions=QUESTIONS)["all"]
    assert figures["verbatim"] == 1 - 1 / 2
    assert figures["numbers_explained"] == 1 - 1 / 2  # 58 and 99
    assert (figures["abstention"]["precision"], figures["abstention"]["recall"]) == (1 / 1, 1 / 1)
    assert figures["boundary"] is None
    assert figures["measures"]["verbatim"] == (1 + 0) / 2  # two cases have citations, one of them right
    assert figures["measures"]["refusal"] == (1 + 0 + 1 + 1) / 4  # the one that raised refused nothing rightly


def test_wrong_cases_are_listed() -> None:
    summary = summarise(results(), questions=QUESTIONS)
    assert [(one["id"], one["reasons"]) for one in summary["failed"]] == [
        ("Q2", ["lỗi ValueError: hỏng"]),
        ("Q4", ["trích dẫn [1] không đúng nguyên văn"]),
    ]
    assert summary["unexplained_numbers"] == {"Q4": ["99"]}


def test_it_is_written_as_json(tmp_path: Path) -> None:
    summary = summarise(results(), questions=QUESTIONS)
    write_summary(summary, folder=tmp_path)
    assert json.loads((tmp_path / SUMMARY).read_text(encoding="utf-8")) == summary
