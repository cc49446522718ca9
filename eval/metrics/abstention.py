"""Refusals: were they made where they had to be, and only there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from eval.metrics.set_score import SetScore


@dataclass(frozen=True, slots=True)
class Refusal:
    """One case: whether its answer had to refuse, and whether it did."""

    demanded: bool
    made: bool


def abstention(refusals: Iterable[Refusal]) -> SetScore:
    """Refusals made (found) against refusals demanded (wanted), counted in cases.

    Low precision: questions that have an answer were refused. Low recall: an answer was made up.
    """
    seen = list(refusals)
    return SetScore(
        hits=sum(refusal.demanded and refusal.made for refusal in seen),
        found=sum(refusal.made for refusal in seen),
        wanted=sum(refusal.demanded for refusal in seen),
    )
