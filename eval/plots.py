"""Plots as SVG that stands in a page: no script, no network, readable in black and white."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from eval.compare import Difference
from eval.report import change_words, signed

_ROW, _LABEL, _WIDTH, _RIGHT = 26, 250, 760, 90
_GOOD, _BAD, _EVEN = "#1a6b3c", "#9b1c1c", "#566173"


def forest(differences: Sequence[Difference], *, label: str) -> str:
    """Each share's change as a point with its confidence interval around a line at 0; ``label`` tells what it shows.

    Differences in [-1, 1] only: milliseconds have no place on this axis.
    """
    reach = max((abs(end) for one in differences for end in (one.change.low, one.change.high)), default=0.0)
    reach = max(reach, 0.01) * 1.1
    height = _ROW * len(differences) + 34
    middle = _LABEL + (_WIDTH - _LABEL - _RIGHT) / 2

    def x(change: float) -> float:
        return middle + change / reach * (_WIDTH - _LABEL - _RIGHT) / 2

    rows = "".join(_row(one, at=_ROW * at + _ROW / 2 + 4, x=x) for at, one in enumerate(differences))
    bottom = _ROW * len(differences) + 8
    ticks = "".join(
        f'<text x="{x(tick):.1f}" y="{bottom + 18}" text-anchor="middle" class="tick">{signed(100 * tick)}</text>'
        for tick in (-reach / 1.1, 0.0, reach / 1.1)
    )
    return (
        f'<svg class="nq-plot" viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{escape(label)}">'
        f'<line x1="{middle:.1f}" x2="{middle:.1f}" y1="0" y2="{bottom}" stroke="{_EVEN}" stroke-dasharray="3 3"/>'
        f"{rows}{ticks}</svg>"
    )


def _row(one: Difference, *, at: float, x: Callable[[float], float]) -> str:
    colour = _EVEN if not one.significant else _GOOD if one.improved else _BAD
    low, mean, high = x(one.change.low), x(one.change.mean), x(one.change.high)
    told = f"{one.title}: {change_words(one)}"
    return (
        f"<g><title>{escape(told)}</title>"
        f'<text x="{_LABEL - 10}" y="{at + 4:.1f}" text-anchor="end">{escape(one.title)}</text>'
        f'<line x1="{low:.1f}" x2="{high:.1f}" y1="{at:.1f}" y2="{at:.1f}" stroke="{colour}" stroke-width="2"/>'
        f'<circle cx="{mean:.1f}" cy="{at:.1f}" r="4" fill="{colour}"/>'
        f'<text x="{_WIDTH - 4}" y="{at + 4:.1f}" text-anchor="end">{signed(100 * one.change.mean)}</text></g>'
    )
