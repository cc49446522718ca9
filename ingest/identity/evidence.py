"""Evidence for a field of a document's identity, and how it is weighed.

A witness yields evidence and never drops anything. The evidence for one value adds up: of one witness the strongest
counts whole, what it says again a little. The value with most support wins if it reaches the floor and leads the next
one by the margin; where two are close, the document does not say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

_AGAIN = 0.15  # of a witness' strength, for each further time that it says the same
_MOST_AGAIN = 5


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one witness says of one field. ``start``/``end`` span it in the text (-1 outside of it).

    ``stated`` is false where the document lets it be concluded only; ``reason`` says from what, in Vietnamese.
    """

    field: str
    value: str
    witness: str
    strength: float
    start: int = -1
    end: int = -1
    stated: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Weighed:
    """The value that won, its support, the lead over the next value, and the evidence for it, strongest first."""

    value: str
    score: float
    margin: float
    evidence: tuple[Evidence, ...]

    @property
    def stated(self) -> bool:
        """Whether any of the evidence is the document's own word."""
        return any(each.stated for each in self.evidence)

    @property
    def reason(self) -> str:
        """The reason that the strongest evidence gives."""
        return next((each.reason for each in self.evidence if each.reason), "")


def support(evidence: Iterable[Evidence], *, key: Callable[[str], str] = str) -> dict[str, float]:
    """The support of each value, by its ``key``."""
    told: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for each in evidence:
        told[key(each.value), each.witness].append(each.strength)
    totals: defaultdict[str, float] = defaultdict(float)
    for (value, _), strengths in told.items():
        totals[value] += _said(strengths)
    return dict(totals)


def _said(strengths: list[float]) -> float:
    """What a witness counts that says the same several times."""
    best = max(strengths, key=abs)
    return best * (1 + _AGAIN * min(_MOST_AGAIN, len(strengths) - 1))


def weigh(
    evidence: Iterable[Evidence],
    *,
    floor: float,
    margin: float,
    key: Callable[[str], str] = str,
    spelt: Callable[[list[str]], str] | None = None,
) -> Weighed | None:
    """The best-supported value, or None where none is well enough supported or two are close.

    Values with the same ``key`` are one; ``spelt`` picks how it is written.
    """
    held = list(evidence)
    totals = support(held, key=key)
    winner = _winner(totals, floor, margin)
    if winner is None:
        return None
    of_it = sorted((each for each in held if key(each.value) == winner), key=lambda each: -each.strength)
    values = [each.value for each in of_it]
    rest = [total for value, total in totals.items() if value != winner]
    lead = totals[winner] - max(rest, default=0.0)
    return Weighed(spelt(values) if spelt else values[0], totals[winner], lead, tuple(of_it))


def _winner(totals: Mapping[str, float], floor: float, margin: float) -> str | None:
    ranked = sorted(totals, key=lambda value: -totals[value])
    if not ranked or totals[ranked[0]] < floor:
        return None
    if len(ranked) > 1 and totals[ranked[0]] - totals[ranked[1]] < margin:
        return None
    return ranked[0]
