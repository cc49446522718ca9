"""The ledger as a sheet for staff: what each column is called and what a row says in it, in their words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from assistant.language.catalogue import Catalogue
from assistant.language.dates import period_words
from assistant.language.sections import section_number
from assistant.ledger.sureness import is_unsure
from assistant.types import Comparator, Identity, Measure
from ui import words
from ui.ledger import Entry
from ui.views.passage import in_words

Cell = str | int | float | date | None

MEASURES: Mapping[Measure, str] = {
    "level": "mức",
    "change": "mức tăng, giảm",
    "vs_plan": "so với kế hoạch",
}
_COMPARED: Mapping[Comparator, str] = {
    "=": "bằng",
    ">": "trên",
    ">=": "từ … trở lên",
    "<": "dưới",
    "<=": "không quá",
    "range": "từ … đến …",
}
_NARROW, _MIDDLE, _WIDE, _WIDEST = 9, 16, 34, 70  # characters


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its heading, its width in characters, and what a row says in it."""

    title: str
    width: int
    cell: Callable[[Entry, Catalogue], Cell]


def columns() -> tuple[SheetColumn, ...]:
    """The columns in their order: whose figure, what it is, how much, when, and where it stands."""
    return _COLUMNS


def _place(entry: Entry) -> Cell:
    return words.shown_place(entry.identity)


def _period(entry: Entry, _: Catalogue) -> Cell:
    period = entry.indicator.period
    return period and period_words(period)


def _above(entry: Entry, field: str) -> Cell:
    """A district or a province, stated or inferred and marked as such."""
    stated: str | None = getattr(entry.identity, field)
    guess = entry.identity.inferred.get(field)
    return stated or (f"{guess.value} (suy ra)" if guess else None)


def _indicator(entry: Entry, known: Catalogue) -> Cell:
    found = known.entries.get(entry.indicator.indicator or "")
    return found.name if found else "(ngoài danh mục)"


def _state(entry: Entry) -> Cell:
    return "chưa chắc" if is_unsure(entry.indicator) else words.REVIEWS[entry.indicator.review]


def _day(identity: Identity) -> Cell:
    """The document's date; as it is kept where it is no whole date."""
    try:
        return date.fromisoformat(identity.date) if identity.date else None
    except ValueError:
        return identity.date


def _text(name: str) -> Callable[[Entry, Catalogue], Cell]:
    def cell(entry: Entry, _: Catalogue) -> Cell:
        value: Cell = getattr(entry.indicator, name)
        return value

    return cell


_COLUMNS = (
    SheetColumn("Địa phương", 24, lambda entry, _: _place(entry)),
    SheetColumn("Huyện", _MIDDLE, lambda entry, _: _above(entry, "district")),
    SheetColumn("Tỉnh", _MIDDLE, lambda entry, _: _above(entry, "province")),
    SheetColumn("Chỉ tiêu", _WIDE, _indicator),
    SheetColumn("Chỉ tiêu trong văn bản", _WIDE, _text("label")),
    SheetColumn("Loại", _NARROW, lambda entry, _: words.KINDS[entry.indicator.kind]),
    SheetColumn("Năm", _NARROW, _text("year")),
    SheetColumn("So sánh", _MIDDLE, lambda entry, _: _COMPARED[entry.indicator.comparator]),
    SheetColumn("Mức", _MIDDLE, _text("value")),
    SheetColumn("Đến", _NARROW, _text("value_max")),
    SheetColumn("Trên tổng số", _MIDDLE, _text("of")),
    SheetColumn("Đơn vị tính", _MIDDLE, _text("unit")),
    SheetColumn("Cách đo", _MIDDLE, lambda entry, _: MEASURES[entry.indicator.measure]),
    SheetColumn("Chiều", _NARROW, _text("direction")),
    SheetColumn("Ước chừng", _NARROW, lambda entry, _: "khoảng" if entry.indicator.approximate else None),
    SheetColumn("Kế hoạch", _MIDDLE, _text("plan")),
    SheetColumn("Mức cũ", _MIDDLE, _text("previous")),
    SheetColumn("Kỳ", _MIDDLE, _period),
    SheetColumn("Phạm vi", _MIDDLE, _text("scope")),
    SheetColumn("Trong đó của", 24, _text("sub_of")),
    SheetColumn("Xếp hạng", _MIDDLE, _text("rank")),
    SheetColumn("Cách tính bình quân", _MIDDLE, _text("averaging")),
    SheetColumn("Trạng thái", _MIDDLE, lambda entry, _: _state(entry)),
    SheetColumn("Cũng có thể là", 24, _text("runner_up")),
    SheetColumn("Cần xem lại", _WIDE, lambda entry, _: " ".join(each.message for each in entry.findings) or None),
    SheetColumn("Số, ký hiệu", _MIDDLE, lambda entry, _: entry.resolution.identity.number),
    SheetColumn("Ngày ban hành", _MIDDLE, lambda entry, _: _day(entry.resolution.identity)),
    SheetColumn("Cơ quan ban hành", 24, lambda entry, _: entry.resolution.identity.issuer),
    SheetColumn("Trích yếu", _WIDE, lambda entry, _: entry.resolution.identity.title),
    SheetColumn("Mục", _NARROW, lambda entry, _: section_number(entry.indicator.section) or None),
    SheetColumn("Nguyên văn", _WIDEST, lambda entry, _: in_words(entry.indicator.quote)),
    SheetColumn("Tệp", 28, lambda entry, _: entry.resolution.name),
)
