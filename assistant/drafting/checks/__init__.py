"""The twelve checks, one file each, in the order in which staff read their findings.

Each is a function from a ``Checked`` document to its findings; none knows of another, and none raises on any text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from assistant.drafting.checked import Checked
from assistant.drafting.checks.citations import check_citations
from assistant.drafting.checks.direction import check_direction
from assistant.drafting.checks.heading import check_heading
from assistant.drafting.checks.indicators import check_indicators
from assistant.drafting.checks.leftovers import check_leftovers
from assistant.drafting.checks.numbers import check_numbers
from assistant.drafting.checks.ranks import check_ranks
from assistant.drafting.checks.shares import check_shares
from assistant.drafting.checks.sums import check_sums
from assistant.drafting.checks.units import check_units
from assistant.drafting.checks.wording import check_wording
from assistant.drafting.checks.years import check_years
from assistant.types import DraftFinding

Check = Callable[[Checked], Iterator[DraftFinding]]

CHECKS: dict[str, Check] = {
    "indicators": check_indicators,
    "units": check_units,
    "sums": check_sums,
    "years": check_years,
    "direction": check_direction,
    "wording": check_wording,
    "shares": check_shares,
    "ranks": check_ranks,
    "numbers": check_numbers,
    "heading": check_heading,
    "citations": check_citations,
    "leftovers": check_leftovers,
}
NEEDS_BASE = frozenset({"indicators"})  # what cannot be checked without last year's document
