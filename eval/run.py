"""Asks every question of a set, grades the answers and keeps them in ``results.jsonl``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any, Protocol

from assistant.ports import Shelf
from assistant.types import Answer, Turn
from eval.cases import Case
from eval.grade import Grade, Library, grade, grade_failure, library

RESULTS = "results.jsonl"


class Answering(Protocol):
    """What is evaluated: the assistant, or a fake of it."""

    @property
    def shelf(self) -> Shelf:
        """The documents that it answers from."""

    def ask(self, text: str, *, history: Sequence[Turn] = ()) -> Answer:
        """Its answer to one question."""


@dataclass(frozen=True, slots=True)
class Result:
    """One case with its grade; ``answer`` is None where asking raised; ``ms`` is wall time."""

    case: Case
    answer: Answer | None
    grade: Grade
    ms: float


def run_cases(assistant: Answering, *, cases: Iterable[Case]) -> Iterator[Result]:
    """Asks the cases one after the other. An exception is a wrong answer and ends nothing."""
    books = library(assistant.shelf.documents())
    for case in cases:
        yield _run_case(assistant, case, books)


def _run_case(assistant: Answering, case: Case, books: Library) -> Result:
    start = perf_counter()
    try:
        answer = assistant.ask(case.question, history=case.history)
    except Exception as error:
        return Result(case, None, grade_failure(case, error, books=books), _ms_since(start))
    ms = _ms_since(start)
    return Result(case, answer, grade(case, answer, books=books), ms)


def _ms_since(start: float) -> float:
    return 1000 * (perf_counter() - start)


def write_results(results: Iterable[Result], *, folder: Path) -> list[Result]:
    """Writes each result as it comes, so that a run that is stopped keeps what it had."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = []
    with (folder / RESULTS).open("w", encoding="utf-8") as file:
        for result in results:
            file.write(json.dumps(result_line(result), ensure_ascii=False) + "\n")
            file.flush()
            kept.append(result)
    return kept


def result_line(result: Result) -> dict[str, Any]:
    """One result as a line of ``results.jsonl``: enough to see why it is wrong, and to compare runs."""
    case, graded = result.case, result.grade
    return {
        "id": case.id,
        "type": case.type,
        "tags": list(case.tags),
        "question": case.question,
        "right": graded.right,
        "reasons": list(graded.unmet),
        "error": result.answer is None,
        "ms": round(result.ms, 3),
        "answer": _answer_line(result.answer) if result.answer else None,
        "misquoted": list(graded.verbatim.misquoted),
        "support_missed": [item.quote for item in graded.support.missed],
        "support_unknown": [item.quote for item in graded.support.unknown],
        "unexplained_numbers": [f"{number:f}" for number in graded.numbers.unexplained],
    }


def _answer_line(answer: Answer) -> dict[str, Any]:
    cited = [
        {"n": one.n, "document": one.document, "start": one.start, "end": one.end, "quote": one.quote}
        for one in answer.citations
    ]
    rows = [
        {
            "document": row.document,
            "verdict": row.verdict,
            "value": row.indicator.value,
            "unit": row.indicator.unit,
        }
        for row in answer.rows
    ]
    return {
        "route": answer.question.route,
        "outcome": answer.outcome,
        "text": answer.text,
        "rows": rows,
        "citations": cited,
    }
