"""A run in figures: in all and by type, with every wrong case listed; kept in ``summary.json``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

from assistant.types import Verdict
from eval.cases import QuestionSet
from eval.grade import Grade
from eval.metrics.abstention import Refusal, abstention
from eval.metrics.latency import percentile
from eval.metrics.number_exactness import NumberExactness
from eval.metrics.set_score import SetScore
from eval.metrics.support import SupportScore
from eval.metrics.verbatim import Verbatim
from eval.run import Result

SUMMARY = "summary.json"


def summarise(results: Sequence[Result], *, questions: QuestionSet) -> dict[str, Any]:
    """The run in figures: in all, by type, and every case that is wrong with its reasons."""
    types = sorted({result.case.type for result in results})
    return {
        "set": {"name": questions.name, "hash": questions.hash, "cases": len(questions.cases)},
        "all": _figures(results),
        "by_type": {name: _figures([one for one in results if one.case.type == name]) for name in types},
        "failed": [_failed(result) for result in results if not result.grade.right],
        "unexplained_numbers": {
            result.case.id: [f"{number:f}" for number in result.grade.numbers.unexplained]
            for result in results
            if result.grade.numbers.unexplained
        },
        "support_unknown": [result.case.id for result in results if result.grade.support.unknown],
    }


def _failed(result: Result) -> dict[str, Any]:
    case = result.case
    return {"id": case.id, "type": case.type, "question": case.question, "reasons": list(result.grade.unmet)}


def _figures(results: Sequence[Result]) -> dict[str, Any]:
    """Counts, shares in [0, 1] and milliseconds; shares are of all things pooled, not means of cases."""
    grades = [result.grade for result in results]
    times = [result.ms for result in results]
    right = sum(one.right for one in grades)
    return {
        "cases": len(results),
        "right": right,
        "accuracy": right / len(results) if results else 0.0,
        "errors": sum(result.answer is None for result in results),
        "match": _listed(grades, "match"),
        "boundary": _listed(grades, "boundary"),
        "abstention": _shares(abstention(map(_refusal, results))),
        "verbatim": _verbatim(grades),
        "support_recall": _support(grades),
        "measures": means([result.measures for result in results]),
        "numbers_explained": _numbers(grades),
        "ms": {"p50": percentile(times, 0.5), "p95": percentile(times, 0.95)},
    }


def means(measured: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The mean of each measure over the cases that have it: every case counts the same."""
    names = dict.fromkeys(name for one in measured for name in one)
    return {name: fmean(one[name] for one in measured if name in one) for name in names}


def _refusal(result: Result) -> Refusal:
    made = result.answer is not None and result.answer.outcome == "abstained"
    return Refusal(demanded=result.case.abstain, made=made)


def _listed(grades: Iterable[Grade], verdict: Verdict) -> dict[str, Any] | None:
    """Precision, recall, F1 and the number of exact lists; None where no case demands this list."""
    lists = [one.listed[verdict] for one in grades if verdict in one.listed]
    if not lists:
        return None
    pooled = SetScore(
        hits=sum(one.score.hits for one in lists),
        found=sum(one.score.found for one in lists),
        wanted=sum(one.score.wanted for one in lists),
    )
    return {"cases": len(lists), "exact": sum(one.exact for one in lists), **_shares(pooled)}


def _shares(score: SetScore) -> dict[str, Any]:
    counts = {"hits": score.hits, "found": score.found, "wanted": score.wanted}
    return {**counts, "precision": score.precision, "recall": score.recall, "f1": score.f1}


def _verbatim(grades: Sequence[Grade]) -> float:
    """Share of all citations that are verbatim."""
    misquoted = tuple(number for one in grades for number in one.verbatim.misquoted)
    return Verbatim(sum(one.verbatim.citations for one in grades), misquoted).share


def _numbers(grades: Sequence[Grade]) -> float:
    """Share of all numbers said that are explained."""
    unexplained = tuple(number for one in grades for number in one.numbers.unexplained)
    return NumberExactness(sum(one.numbers.said for one in grades), unexplained).share


def _support(grades: Sequence[Grade]) -> float | None:
    """Share of all support quotes that are cited; None where no case names any."""
    pooled = SupportScore(
        cited=tuple(item for one in grades for item in one.support.cited),
        missed=tuple(item for one in grades for item in one.support.missed),
        unknown=tuple(item for one in grades for item in one.support.unknown),
    )
    return pooled.recall if pooled.wanted else None


def write_summary(summary: Mapping[str, Any], *, folder: Path) -> None:
    """Writes ``summary.json``."""
    text = json.dumps(summary, ensure_ascii=False, indent=2)
    (folder / SUMMARY).write_text(text + "\n", encoding="utf-8")
