"""Check 7: X of Y: no more than all, and all of the same commune the same number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.drafting.checked import Checked, Line, around, finding
from assistant.language.quantities import find_quantities, format_number
from assistant.types import DraftFinding, Quantity

# What is counted in whole villages; "làng" and "khu dân cư" are the same places under other names.
_VILLAGES = frozenset({"thôn", "làng", "bản", "ấp", "xóm", "khu dân cư", "tổ dân phố", "khóm"})
_WHOLE = frozenset({*_VILLAGES, "tiêu chí", "xã", "chi bộ", "trường", "chỉ tiêu"})


@dataclass(frozen=True, slots=True)
class _Share:
    quantity: Quantity
    line: Line


def check_shares(checked: Checked) -> Iterator[DraftFinding]:
    """A warning where X exceeds Y, and where a count or a Y of villages is not what it is elsewhere."""
    shares = [
        _Share(quantity, line)
        for line in checked.lines()
        if line.role in ("results", "targets", "tasks", "body")
        for quantity in find_quantities(line.text, words=False)
    ]
    for share in shares:
        quantity = share.quantity
        if quantity.of is not None and quantity.unit in _WHOLE and quantity.value > quantity.of:
            yield _told(share, f"{_shown(quantity)}: phần nhiều hơn cả tổng.", "Sửa một trong hai số.")
    yield from _villages(shares)


def _villages(shares: list[_Share]) -> Iterator[DraftFinding]:
    """How many villages there are must be one number; a lesser count without "/" may be some of them."""
    totals = Counter(share.quantity.of for share in shares if share.quantity.of and share.quantity.unit in _VILLAGES)
    if not totals:
        return
    usual = totals.most_common(1)[0][0]
    for share in shares:
        quantity = share.quantity
        if quantity.unit not in _VILLAGES:
            continue
        other_total = quantity.of is not None and quantity.of != usual
        too_many = quantity.of is None and quantity.value > usual
        if other_total or too_many:
            told = f"{_shown(quantity)}, nơi khác ghi tất cả {format_number(usual or 0)} thôn (khu dân cư)."
            yield _told(share, told, "Thống nhất số thôn, khu dân cư.")


def _shown(quantity: Quantity) -> str:
    whole = f"/{format_number(quantity.of)}" if quantity.of is not None else ""
    return f"“{format_number(quantity.value)}{whole} {quantity.unit}”"


def _told(share: _Share, message: str, remedy: str) -> DraftFinding:
    quote = around(share.line.text, share.quantity.start, share.quantity.end)
    return finding("shares", "warning", message, remedy, re.sub(r"\s+", " ", quote))
