"""Asks every question of a set, grades the answers and keeps them in ``results.jsonl``."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any, Protocol

from assistant.ports import Shelf
from assistant.types import Answer, Evidence, Turn
from eval.cases import Case
from eval.grade import Grade, Library, grade, grade_failure, library
from eval.judge import Judge
from eval.measures import DEPTHS, Graded, measure
from eval.metrics.evidence import Stretch

RESULTS = "results.jsonl"
# Cases handed out ahead of the one that is waited for, for each worker: keeps all busy and memory small.
_AHEAD = 4


class Answering(Protocol):
    """What is evaluated: the assistant, or a fake of it. Asked from several threads at a time."""

    @property
    def shelf(self) -> Shelf:
        """The documents that it answers from."""

    def ask(self, text: str, *, history: Sequence[Turn] = ()) -> Answer:
        """Its answer to one question."""

    def search(self, text: str, *, k: int) -> list[Evidence]:
        """The ``k`` best passages, best first."""


@dataclass(frozen=True, slots=True)
class Result:
    """One case with its grade; ``answer`` is None where asking raised; ``ms`` is wall time of the answer.

    ``judged`` is the opinion of a judging model in [0, 1], or None without one.
    """

    case: Case
    answer: Answer | None
    grade: Grade
    ms: float
    retrieved: tuple[Stretch, ...] = ()
    judged: float | None = None

    @property
    def measures(self) -> dict[str, float]:
        """What is measured of it, by name (``eval.measures.MEASURES``, and ``judge``)."""
        opinion = {} if self.judged is None else {"judge": self.judged}
        return {**measure(Graded(self.case, self.answer, self.grade)), **opinion}


@dataclass(frozen=True, slots=True)
class _Examiner:
    """What asking and grading one case needs."""

    assistant: Answering
    books: Library
    judge: Judge | None
    names: Mapping[str, str] = field(default_factory=dict)

    def examine(self, case: Case) -> Result:
        """Asks and grades. An exception is a wrong answer."""
        start = perf_counter()
        try:
            answer = self.assistant.ask(case.question, history=case.history)
            ms = _ms_since(start)
            retrieved = self._retrieved(case, answer)
        except Exception as error:
            return Result(case, None, grade_failure(case, error, books=self.books), _ms_since(start))
        graded = grade(case, answer, books=self.books, ranked=retrieved)
        # A judge that fails is no wrong answer: it ends the run.
        judged = self.judge(case, answer) if self.judge else None
        return Result(case, answer, graded, ms, retrieved, judged)

    def _retrieved(self, case: Case, answer: Answer) -> tuple[Stretch, ...]:
        """What retrieval alone finds, for cases that name their support."""
        if not case.support:
            return ()
        found = self.assistant.search(answer.question.standalone or case.question, k=max(DEPTHS))
        passages = [one.passage for one in found]
        return tuple(Stretch(self.names[one.document_id], one.start, one.end) for one in passages)


def run_cases(
    assistant: Answering, *, cases: Iterable[Case], workers: int = 1, judge: Judge | None = None
) -> Iterator[Result]:
    """Asks the cases, ``workers`` at a time; results come in the order of the cases.

    An exception is a wrong answer and ends nothing, but one of ``judge`` ends the run. Closing the iterator stops it.
    """
    documents = assistant.shelf.documents()
    names = {document.document_id: document.name for document in documents}
    examiner = _Examiner(assistant, library(documents), judge, names)
    if workers == 1:
        yield from map(examiner.examine, cases)
        return
    with ThreadPoolExecutor(max_workers=workers) as pool:
        yield from _in_order(pool, examiner, cases, ahead=_AHEAD * workers)


def _in_order(
    pool: ThreadPoolExecutor, examiner: _Examiner, cases: Iterable[Case], *, ahead: int
) -> Iterator[Result]:
    waiting: deque[Future[Result]] = deque()
    try:
        for case in cases:
            waiting.append(pool.submit(examiner.examine, case))
            if len(waiting) >= ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()


def _ms_since(start: float) -> float:
    return 1000 * (perf_counter() - start)


def keep_results(results: Iterable[Result], *, folder: Path) -> Iterator[Result]:
    """Writes each result as it comes and hands it on, so that a run that is stopped keeps what it had."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / RESULTS).open("w", encoding="utf-8") as file:
        for result in results:
            file.write(json.dumps(result_line(result), ensure_ascii=False) + "\n")
            file.flush()
            yield result


def result_line(result: Result) -> dict[str, Any]:
    """One result as a line of ``results.jsonl``: enough to see why it is wrong, and to compare runs."""
    case, graded = result.case, result.grade
    return {
        "id": case.id,
        "type": case.type,
        "tags": list(case.tags),
        "question": case.question,
        "history": [turn.content for turn in case.history if turn.role == "user"],
        "expected": _expected_line(case),
        "right": graded.right,
        "reasons": list(graded.unmet),
        "error": result.answer is None,
        "ms": round(result.ms, 3),
        "measures": result.measures,
        "answer": _answer_line(result.answer) if result.answer else None,
        "retrieved": [[one.document, one.start, one.end] for one in result.retrieved],
        "misquoted": list(graded.verbatim.misquoted),
        "support_missed": [item.quote for item in graded.support.missed],
        "support_unknown": [item.quote for item in graded.support.unknown],
        "unexplained_numbers": [f"{number:f}" for number in graded.numbers.unexplained],
    }


def _expected_line(case: Case) -> dict[str, Any]:
    return {
        "answer": case.answer,
        "must_include": [list(group) for group in case.must_include],
        "match": sorted(case.rows.match or ()),
        "boundary": sorted(case.rows.boundary or ()),
        "abstain": case.abstain,
        "support": [[item.document, item.quote] for item in case.support],
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
            "value": row.indicator.value if row.indicator else None,
            "unit": row.indicator.unit if row.indicator else None,
        }
        for row in answer.rows
    ]
    return {
        "route": answer.question.route,
        "outcome": answer.outcome,
        "standalone": answer.question.standalone,
        "reading": answer.question.reading,
        "text": answer.text,
        "rows": rows,
        "citations": cited,
        "ms": {step: round(ms, 3) for step, ms in answer.trace.ms.items()},
    }
