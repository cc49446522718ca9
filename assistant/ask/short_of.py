"""What is short of a whole, where a document gives only how much is reached: of "đạt 21/22 chỉ tiêu" 1 is not.

Such a row is told as its document writes it ("21/22 chỉ tiêu"); a document that counts the rest itself keeps its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from assistant.ask.tallying.met import is_part_of_year
from assistant.types import Indicator

WHOLES: Mapping[str, str] = {  # what is short -> what is reached of the same whole
    "so_chi_tieu_khong_dat": "so_chi_tieu_dat",
    "so_tieu_chi_ntm_chua_dat": "so_tieu_chi_ntm",
}


def with_short(rows: Sequence[Indicator], reached: Iterable[Indicator]) -> list[Indicator]:
    """``rows`` of what is short, and those that follow from the ``reached`` of units that give none of their own."""
    of_whole = {whole: short for short, whole in WHOLES.items()}
    told = {(row.document_id, row.indicator, row.year) for row in rows}
    made = [
        replace(
            row, row_id=f"short:{row.row_id}", indicator=of_whole[row.indicator], value=row.of - row.value, of=None
        )
        for row in reached
        if row.indicator in of_whole
        and row.kind == "actual"
        and row.measure == "level"
        and row.of is not None
        and row.comparator == "="
        and not is_part_of_year(row)
    ]
    return [*rows, *(row for row in made if (row.document_id, row.indicator, row.year) not in told)]
