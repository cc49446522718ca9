"""What is measured of a case: one number in [0, 1] for each measure that the case has something to show for.

These numbers are what runs are compared by and what the gate holds; ``ms`` stands beside them, never among them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from assistant.types import Answer, Verdict
from eval.cases import Case
from eval.grade import Grade

# Depths at which retrieval is measured: what a small model is given, and what a large one is.
DEPTHS = (4, 10)


@dataclass(frozen=True, slots=True)
class Graded:
    """A case with its answer (None where asking raised) and its grade."""

    case: Case
    answer: Answer | None
    grade: Grade


@dataclass(frozen=True, slots=True)
class Measure:
    """``title`` is what people read; ``of`` gives None where a case has nothing to measure."""

    title: str
    of: Callable[[Graded], float | None]


def _right(one: Graded) -> float:
    return float(one.grade.right)


def _listed(verdict: Verdict) -> Callable[[Graded], float | None]:
    def f1(one: Graded) -> float | None:
        places = one.grade.listed.get(verdict)
        if places is None:
            return None
        # An empty list is no merit where asking failed.
        return places.score.f1 if one.answer else 0.0

    return f1


def _figures(one: Graded) -> float | None:
    return one.grade.figures.share if one.grade.figures.wanted else None


def _refusal(one: Graded) -> float:
    refused = one.answer is not None and one.answer.outcome == "abstained"
    return float(one.answer is not None and refused == one.case.abstain)


def _verbatim(one: Graded) -> float | None:
    return one.grade.verbatim.share if one.grade.verbatim.citations else None


def _support_recall(one: Graded) -> float | None:
    return one.grade.support.recall if one.grade.support.wanted else None


def _support_precision(one: Graded) -> float | None:
    found = one.grade.support
    return found.precision if found.wanted and found.citations else None


def _numbers(one: Graded) -> float | None:
    return one.grade.numbers.share if one.grade.numbers.said else None


def _retrieval(k: int) -> Callable[[Graded], float | None]:
    def recall(one: Graded) -> float | None:
        return None if one.grade.evidence is None else one.grade.evidence.recall(k)

    return recall


MEASURES: Mapping[str, Measure] = {
    "right": Measure("Trả lời đúng", _right),
    "match_f1": Measure("Danh sách đạt (F1)", _listed("match")),
    "boundary_f1": Measure("Danh sách giáp ranh (F1)", _listed("boundary")),
    "figures": Measure("Con số mong đợi được nêu đúng", _figures),
    "refusal": Measure("Từ chối đúng chỗ", _refusal),
    "verbatim": Measure("Trích dẫn nguyên văn", _verbatim),
    "support_recall": Measure("Căn cứ được trích (đầy đủ)", _support_recall),
    "support_precision": Measure("Trích dẫn là căn cứ (chính xác)", _support_precision),
    "numbers": Measure("Số liệu có nguồn", _numbers),
    **{f"retrieval_{k}": Measure(f"Căn cứ trong {k} đoạn tìm được", _retrieval(k)) for k in DEPTHS},
}


def measure(one: Graded) -> dict[str, float]:
    """The measures of a case, by name."""
    found = {name: each.of(one) for name, each in MEASURES.items()}
    return {name: value for name, value in found.items() if value is not None}
