"""What looks wrong in the ledger, row by row, for a person to decide: never a silent fix.

Findings are not kept: they follow from the rows as they stand, so that a correction settles them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from math import inf, isclose

from assistant.language.catalogue import Catalogue, convert
from assistant.language.quantities import find_quantities, format_number, otherwise
from assistant.language.sections import section_place
from assistant.ledger.placed import identity_of
from assistant.ledger.units import Unit, units_of
from assistant.types import Correction, Finding, Identity, Indicator, Resolution

_MISREAD = re.compile(r"(?:\d[.,]?[lLoO]|[lLoO][.,]?\d)")  # a letter that a scanner put among digits
_DOT = re.compile(r"\d\.\d{1,2}(?!\d)")  # "43.16%", "5.119.34 ha": a decimal point where a comma is the rule
# Parts whose sum is nearer to the whole than this, and not the whole, are a slip and no incomplete list.
_NEARLY = 0.05
_SAME = 1e-6  # largest relative difference between a sum and its whole

Found = defaultdict[str, list[Finding]]


def findings(
    rows: Sequence[Indicator], *, documents: Mapping[str, Resolution], known: Catalogue
) -> dict[str, tuple[Finding, ...]]:
    """The findings of ``rows`` by row id; rows without any are left out. ``documents`` is by document id.

    ``range``: a level that the catalogue holds for implausible. ``digits``: letters among digits, a sign of
    thousands or decimals taken for the other one. ``parts``: sub-items that do not add up. ``contradiction`` and
    ``other_document``: figures of one indicator, year and unit that cannot both hold, in one document or in two.
    A row that a person has confirmed or corrected has no finding of its own reading.
    """
    found: Found = defaultdict(list)
    held = [row for row in rows if row.document_id in documents]
    for row in held:
        if row.review == "extracted":
            identity = identity_of(row, documents[row.document_id].identity)
            found[row.row_id].extend((*implausible(row, identity, known), *_digits(row, known)))
    _parts(held, found)
    _contradictions(held, documents, found)
    return {row_id: tuple(listed) for row_id, listed in found.items() if listed}


def lost(corrections: Iterable[Correction], *, rows: Iterable[str]) -> list[Correction]:
    """Corrections whose figure stands in no document any more; ``rows`` are all row ids, rejected ones too."""
    ids = set(rows)
    return [each for each in corrections if each.row.row_id not in ids]


def implausible(row: Indicator, identity: Identity, known: Catalogue) -> Iterator[Finding]:
    """That a level is beyond what the catalogue holds for plausible at the document's level."""
    entry = known.entries.get(row.indicator or "")
    if entry is None or row.measure != "level":
        return
    scale = 0.1 if row.unit == "‰" and entry.unit == "%" else 1.0
    if entry.is_plausible(row.value * scale, level=identity.level):
        return
    level = identity.level or "đơn vị"
    yield Finding("range", f"{_amount(row)} nằm ngoài khoảng thường gặp của chỉ tiêu này ở {level}.")


def _digits(row: Indicator, known: Catalogue) -> Iterator[Finding]:
    if _MISREAD.search(row.figure):
        yield Finding("digits", f"“{row.figure}” có chữ lẫn trong số; đã đọc là {_amount(row)}.")
    quantity = next(iter(find_quantities(row.figure)), None)
    if quantity is None:
        return
    digits = row.figure[quantity.number_start : quantity.number_end]
    other = otherwise(digits)
    entry = known.entries.get(row.indicator or "")
    if other is not None and entry is not None and row.measure == "level":
        read = convert(other, quantity.unit, to=entry.unit)
        if read is not None and isclose(read, row.value):
            yield Finding("digits", f"“{digits}” được đọc là {_amount(row)}; đọc theo cách thường thì vô lý.")
    if _DOT.search(digits):
        yield Finding("digits", f"“{digits}” dùng dấu chấm cho phần thập phân; đã đọc là {_amount(row)}.")


def _parts(rows: Sequence[Indicator], found: Found) -> None:
    """Parts that exceed their whole, or miss it by little; the finding stands on the whole."""
    whole: Indicator | None = None
    parts: list[Indicator] = []
    for row in (*rows, None):
        if row is not None and whole is not None and row.sub_of is not None and _is_part(row, whole):
            parts.append(row)
            continue
        if whole is not None and len(parts) > 1:
            found[whole.row_id].extend(_sum(whole, parts))
        if row is None or row.sub_of is None:
            whole, parts = row, []


def _is_part(row: Indicator, whole: Indicator) -> bool:
    same = ("document_id", "kind", "year", "unit", "measure", "place")
    return row.sub_of in (whole.indicator, whole.label) and all(
        getattr(row, name) == getattr(whole, name) for name in same
    )


def _sum(whole: Indicator, parts: Sequence[Indicator]) -> Iterator[Finding]:
    total = sum(part.value for part in parts)
    if isclose(total, whole.value, rel_tol=_SAME) or total < whole.value * (1 - _NEARLY):
        return
    written = " + ".join(format_number(part.value) for part in parts)
    yield Finding(
        "parts", f"Các phần cộng lại {written} = {format_number(total)}, khác tổng {format_number(whole.value)}."
    )


def _contradictions(rows: Sequence[Indicator], documents: Mapping[str, Resolution], found: Found) -> None:
    """Figures of one thing that cannot both hold; the finding stands on both."""
    groups: defaultdict[tuple[object, ...], list[Indicator]] = defaultdict(list)
    whole = [row for row in rows if row.indicator is not None and row.sub_of is None and row.measure == "level"]
    spoken_for = {_speaker(row): identity_of(row, documents[row.document_id].identity) for row in whole}
    units = units_of(spoken_for)
    for row in whole:
        groups[_thing(row, units[_speaker(row)])].append(row)
    for group in groups.values():
        for one, other in combinations(group, 2):
            if one.value == other.value or not _disjoint(one, other):
                continue
            inside = one.document_id == other.document_id
            for row, against in ((one, other), (other, one)):
                found[row.row_id].append(_against(against, documents[against.document_id], inside=inside))


def _against(row: Indicator, document: Resolution, *, inside: bool) -> Finding:
    if inside:
        where = f", {section_place(row.section)}" if row.section else ""
        return Finding("contradiction", f"Cùng văn bản{where} lại ghi {_amount(row)}.")
    date = f" ({document.identity.date})" if document.identity.date else ""
    return Finding("other_document", f"“{document.name}”{date} ghi {_amount(row)} cho cùng đơn vị và năm.")


def _speaker(row: Indicator) -> str:
    """Who tells a row: its document, for itself or for a unit that it names."""
    return row.document_id if row.place is None else f"{row.document_id}\n{row.place}"


def _thing(row: Indicator, unit: Unit) -> tuple[object, ...]:
    """What a row is a figure of; a document that does not name its unit shares it with none."""
    return (
        row.indicator,
        row.unit,
        row.kind,
        row.year,
        row.scope,
        row.rank,
        row.averaging,
        row.period,
        unit,
    )


def _disjoint(one: Indicator, other: Indicator) -> bool:
    """Whether no value satisfies both rows."""
    (low, high), (floor, ceiling) = _bounds(one), _bounds(other)
    return high < floor or ceiling < low


def _bounds(row: Indicator) -> tuple[float, float]:
    """The least and the greatest value that a row admits; an open end counts as reached."""
    if row.comparator == "range":
        return row.value, row.value_max if row.value_max is not None else row.value
    if row.comparator in (">", ">="):
        return row.value, inf
    return (-inf if row.comparator in ("<", "<=") else row.value), row.value


def _amount(row: Indicator) -> str:
    upper = f"–{format_number(row.value_max)}" if row.value_max is not None else ""
    sign = {"=": "", "range": ""}.get(row.comparator, f"{row.comparator} ")
    return (f"{sign}{format_number(row.value)}{upper} {row.unit}").strip()
