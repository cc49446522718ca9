"""Retrieval: how deep in a ranked list the support of a case is found.

A reader of the first ``k`` passages can answer only from what stands in them, so the share of cases whose whole
support does is the ceiling of any answer written from them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.cases import Support
from eval.metrics.support import places


@dataclass(frozen=True, slots=True)
class Stretch:
    """A passage or chunk: file name of its document and its characters in the cleaned text."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """For each support quote the rank, from 1, by which the list holds all of it; None where it never does."""

    ranks: tuple[int | None, ...]

    def recall(self, k: int) -> float:
        """Share of the quotes that the first ``k`` hold, in [0, 1]; 1 without support."""
        found = sum(rank is not None and rank <= k for rank in self.ranks)
        return found / len(self.ranks) if self.ranks else 1.0

    def complete(self, k: int) -> bool:
        """Whether the first ``k`` hold every quote."""
        return all(rank is not None and rank <= k for rank in self.ranks)


def evidence(wanted: Sequence[Support], *, ranked: Sequence[Stretch], texts: Mapping[str, str]) -> Evidence:
    """Where ``wanted`` is found in ``ranked``, best first; ``texts`` is cleaned text by file name.

    A quote that is cut between two passages is found at the deeper of the two.
    """
    return Evidence(tuple(_rank(one, ranked, texts) for one in wanted))


def _rank(wanted: Support, ranked: Sequence[Stretch], texts: Mapping[str, str]) -> int | None:
    own = [(rank, one) for rank, one in enumerate(ranked, start=1) if one.document == wanted.document]
    if wanted.quote == "":
        return own[0][0] if own else None
    ranks = [rank for place in places(wanted, texts=texts) if (rank := _covered_by(place, own)) is not None]
    return min(ranks, default=None)


def _covered_by(place: range, own: Sequence[tuple[int, Stretch]]) -> int | None:
    """The rank by which every character of ``place`` stands in one of the stretches before it."""
    left = [place]
    for rank, one in own:
        left = [rest for part in left for rest in _without(part, one) if rest]
        if not left:
            return rank
    return None


def _without(part: range, one: Stretch) -> tuple[range, range]:
    """What of ``part`` lies before and after a stretch."""
    return range(part.start, min(part.stop, one.start)), range(max(part.start, one.end), part.stop)
