"""What people said of rows, put in the place of what was read.

A correction names its row by what was read there: the same quote and figure, else the same figure within the quote's
place in the text. So it finds its row again after the file is read by a newer version, or comes back changed. One
that finds no row, but its quote, is a row of its own; one whose quote is gone is lost, and said to be.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, get_args

from assistant.errors import InvalidCorrection
from assistant.language.catalogue import Catalogue, convert
from assistant.language.quantities import parse_number, read_unit
from assistant.types import Archived, Comparator, Correction, Direction, Indicator, Kind, Measure, Resolution

# What makes two rows of one figure the same reading of it.
_MEANING = ("indicator", "measure", "kind", "year", "value", "place")
_CHOICES = {
    "comparator": get_args(Comparator),
    "kind": get_args(Kind),
    "measure": get_args(Measure),
    "direction": get_args(Direction),
}
_NUMBERS = frozenset({"value", "value_max", "of", "plan", "previous"})
_WORDS = frozenset({"label", "unit", "scope", "rank", "averaging", "period", "place"})
_AMOUNTS = ("value", "value_max", "plan", "previous")  # what is in the row's unit
_SHARES = ("%", "điểm %")
_EMPTY = frozenset({"", "null", "không"})
# What staff call the fields that are told of; the others go by the names that they are typed under.
FIELD_NAMES: Mapping[str, str] = {
    "indicator": "Chỉ tiêu",
    "label": "Tên trong văn bản",
    "comparator": "So sánh",
    "value": "Mức",
    "value_max": "Mức cuối của khoảng",
    "unit": "Đơn vị",
    "kind": "Loại",
    "measure": "Cách đo",
    "direction": "Chiều",
    "year": "Năm",
    "of": "Mẫu số",
    "plan": "Kế hoạch",
    "previous": "Mức cũ",
    "place": "Địa phương",
}
CHANGEABLE = ("indicator", *sorted(_WORDS), *_CHOICES, *sorted(_NUMBERS), "year")


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A document with the corrections that found their place in it, and those that did not."""

    archived: Archived
    kept: tuple[Correction, ...]
    lost: tuple[Correction, ...]


def reviewed(archived: Archived, corrections: Sequence[Correction]) -> Reviewed:
    """``archived`` with ``corrections`` in the place of the rows they speak of, in the order of the text."""
    if not corrections:
        return Reviewed(archived, (), ())
    rows = {row.row_id: row for row in archived.indicators}
    left = list(archived.indicators)
    kept: list[Correction] = []
    lost: list[Correction] = []
    for correction in corrections:
        found = _found(left, archived.resolution.text, correction.extracted)
        if found is None:
            placed = _placed(correction, archived.resolution, ordinal=len(kept) + 1)
            if placed is None:
                lost.append(correction)
                continue
        else:
            left.remove(found)
            placed = replace(correction, extracted=found, row=at_place_of(correction.row, found))
        kept.append(placed)
        if found is not None or placed.row.review != "rejected":
            rows[placed.row.row_id] = placed.row
    ordered = tuple(sorted(rows.values(), key=lambda row: row.start))
    return Reviewed(replace(archived, indicators=ordered), tuple(kept), tuple(lost))


def adopted(rows: Sequence[Indicator], row: Indicator) -> tuple[Indicator, ...]:
    """``rows`` with one more, in the order of the text."""
    return tuple(sorted((*rows, row), key=lambda each: each.start))


def _found(rows: Sequence[Indicator], text: str, wanted: Indicator) -> Indicator | None:
    """The row that was read where ``wanted`` was read, the one that says most nearly the same."""
    same = [row for row in rows if row.figure == wanted.figure and row.quote == wanted.quote]
    if not same:
        begin = text.find(wanted.quote)
        end = begin + len(wanted.quote) if begin >= 0 else begin
        same = [row for row in rows if row.figure == wanted.figure and row.start < end and begin < row.end]
    return min(same, key=lambda row: (_differences(row, wanted), abs(row.start - wanted.start)), default=None)


def _differences(row: Indicator, wanted: Indicator) -> int:
    return sum(getattr(row, name) != getattr(wanted, name) for name in _MEANING)


def at_place_of(row: Indicator, place: Indicator) -> Indicator:
    """``row`` at the place and under the id of a row that was read."""
    names = ("row_id", "document_id", "section", "quote", "start", "end", "figure")
    return replace(row, **{name: getattr(place, name) for name in names})


def _placed(correction: Correction, resolution: Resolution, *, ordinal: int) -> Correction | None:
    """A correction of a figure that is no longer read, where its quote still stands in the text."""
    quote = correction.extracted.quote
    start = resolution.text.find(quote)
    if start < 0:
        return None
    section = next((each.label for each in resolution.sections if each.start <= start < each.end), "")
    place = replace(
        correction.extracted,
        row_id=f"{resolution.document_id}/{section or '0'}/s{ordinal}",
        document_id=resolution.document_id,
        section=section,
        start=start,
        end=start + len(quote),
    )
    return replace(correction, extracted=place, row=at_place_of(correction.row, place))


def change(row: Indicator, changes: Mapping[str, str], *, known: Catalogue) -> Indicator:
    """``row`` with fields changed as a person typed them: "12,5", "target", "" for none.

    A new indicator brings its unit; a value typed in another unit of the same kind is converted to it. Raises
    ``InvalidCorrection`` with every field that cannot be used.
    """
    defects: list[str] = []
    values: dict[str, Any] = {}
    for name, typed in changes.items():
        try:
            values[name] = _value(name, typed.strip(), known)
        except ValueError as error:
            defects.append(f"{FIELD_NAMES.get(name, name)} “{typed}”: {error}")
    if defects:
        raise InvalidCorrection("; ".join(defects))
    if values.get("indicator") and "unit" not in values and values["indicator"] != row.indicator:
        values["unit"] = known.entries[values["indicator"]].unit
    changed = _in_its_unit(replace(row, **values), values, known) if "unit" in values else replace(row, **values)
    if (changed.comparator == "range") != (changed.value_max is not None):
        raise InvalidCorrection("Khoảng “từ … đến …” cần cả hai mức; mức đơn thì để trống mức cuối.")
    if changed.value_max is not None and changed.value_max <= changed.value:
        raise InvalidCorrection(f"Mức cuối của khoảng {changed.value_max:g} phải lớn hơn mức đầu {changed.value:g}.")
    return changed


def _in_its_unit(row: Indicator, typed: Collection[str], known: Catalogue) -> Indicator:
    """``row`` in the unit of its indicator: the numbers typed beside a unit are in it; where none is, all are.

    Raises ``InvalidCorrection`` where the row's unit cannot become the indicator's.
    """
    entry = known.entries.get(row.indicator or "")
    if entry is None or row.unit == entry.unit or _is_share(row, entry.unit):
        return row
    if convert(row.value, row.unit, to=entry.unit) is None:
        raise InvalidCorrection(
            f"Đơn vị “{row.unit}”: chỉ tiêu “{entry.name}” tính bằng {entry.unit}, không đổi được từ đơn vị này."
        )
    names = [name for name in _AMOUNTS if name in typed] or _AMOUNTS
    held = {name: getattr(row, name) for name in names}
    amounts: dict[str, Any] = {
        name: convert(value, row.unit, to=entry.unit) for name, value in held.items() if value is not None
    }
    return replace(row, unit=entry.unit, **amounts)


def _is_share(row: Indicator, unit: str) -> bool:
    """A change or a share of the plan may be told in % of anything; a rate may be told in ‰."""
    return row.unit.startswith(_SHARES) if row.measure != "level" else (row.unit, unit) == ("‰", "%")


def _value(name: str, typed: str, known: Catalogue) -> Any:
    """One field as typed. Raises ``ValueError`` with the remedy."""
    if name not in CHANGEABLE:
        raise ValueError(f"không có trường này; các trường sửa được: {', '.join(CHANGEABLE)}")
    if typed.lower() in _EMPTY and name not in {"value", "label", "comparator", "kind", "measure"}:
        return "" if name == "unit" else None
    if name == "indicator":
        if typed not in known.entries:
            raise ValueError(
                "danh mục không có mã này; xem các mã ở cột “indicator” của: nghiquyet ledger --format csv --raw"
            )
        return typed
    if name in _CHOICES:
        if typed not in _CHOICES[name]:
            raise ValueError(f"ghi một trong: {' '.join(_CHOICES[name])}")
        return typed
    if name == "unit":
        return _unit(typed, known)
    if name in _WORDS:
        if not typed:
            raise ValueError("không được để trống")
        return typed
    return _year(typed) if name == "year" else _number(typed)


def _unit(typed: str, known: Catalogue) -> str:
    """A unit as rows keep it ("Tỉ  đồng" is "tỷ đồng"); one that nobody knows as it was typed.

    Whether an indicator can have it is decided once all fields are known.
    """
    said = " ".join(typed.split())
    held = next((entry.unit for entry in known.entries.values() if entry.unit.lower() == said.lower()), None)
    read, end = read_unit(said.lower(), 0)
    return held or (read if end == len(said) else said)


def _year(typed: str) -> int:
    if not (typed.isdigit() and 1990 <= int(typed) <= 2100):
        raise ValueError("ghi năm bốn chữ số, ví dụ 2025")
    return int(typed)


def _number(typed: str) -> float:
    try:
        value = parse_number(typed)
    except ValueError:
        raise ValueError("ghi một số, ví dụ 13,655") from None
    if not 0 <= value < 1e18:
        raise ValueError("ghi một số không âm; tăng hay giảm thì ghi ở trường chiều")
    return value
