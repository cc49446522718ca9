"""The documents that an answer lists, against those that it should list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.types import AnswerRow, Verdict
from eval.metrics.set_score import SetScore


@dataclass(frozen=True, slots=True)
class ListedPlaces:
    """File names that are missing from a list or too many on it, and the score of the list."""

    missing: tuple[str, ...]
    extra: tuple[str, ...]
    score: SetScore

    @property
    def exact(self) -> bool:
        """Whether the list names all that it should and nothing else."""
        return not self.missing and not self.extra


def listed_places(rows: Sequence[AnswerRow], *, verdict: Verdict, expected: frozenset[str]) -> ListedPlaces:
    """The documents with a row of this ``verdict`` compared, as a set of file names, with ``expected``."""
    listed = {row.document for row in rows if row.verdict == verdict}
    return ListedPlaces(
        missing=tuple(sorted(expected - listed)),
        extra=tuple(sorted(listed - expected)),
        score=SetScore(hits=len(listed & expected), found=len(listed), wanted=len(expected)),
    )
