"""One row of the ledger in a drawer: where it was read, why so, what was said of it, and the form to correct it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from assistant.language.catalogue import Catalogue
from assistant.language.sections import section_place
from assistant.language.text import fold
from assistant.ledger.alternative import changes
from assistant.ledger.sureness import SURE
from assistant.types import Comparator, Correction, Indicator
from ui import words
from ui.html import Html, join, one_line, tag
from ui.ledger import Entry
from ui.views import passage
from ui.views.actions import decide_button
from ui.views.ledger import opener, reviewer, second_reading

FIELDS: Mapping[str, str] = {
    "indicator": "Chỉ tiêu",
    "comparator": "So sánh",
    "value": "Mức",
    "value_max": "Đến",
    "unit": "Đơn vị tính",
    "kind": "Loại",
    "year": "Năm",
}
_COMPARED: Mapping[Comparator, str] = {
    "=": "đúng mức này",
    ">=": "từ mức này trở lên",
    ">": "trên mức này",
    "<=": "không quá mức này",
    "<": "dưới mức này",
    "range": "từ mức này đến mức kia",
}
_SURENESS = ((0.95, "rất chắc"), (SURE, "chắc"), (0.5, "chưa chắc"), (0.0, "rất không chắc"))


def drawer(entry: Entry, said: Correction | None, known: Catalogue, *, told: Html | None = None) -> Html:
    """The row as it is now, with what was just done to it."""
    row = entry.indicator
    about = f"{words.KINDS[row.kind].capitalize()} năm {row.year}" if row.year else words.KINDS[row.kind].capitalize()
    head = tag(
        "header",
        tag("h2", one_line(row.label), tabindex=-1),
        tag("button", "Đóng", type="button", class_="nq-button nq-button-undo", data_nq="shut"),
    )
    return tag(
        "aside",
        head,
        tag("p", words.amount(row), class_="nq-drawer-amount"),
        tag("p", f"{about} · {words.shown_place(entry.identity)} · {words.REVIEWS[row.review]}", class_="nq-count"),
        told,
        _decisions(row, said),
        *(tag("p", finding.message, class_="nq-finding") for finding in entry.findings),
        _form(row, known),
        _read(entry, known),
        _history(said) if said else None,
        class_="nq-drawer",
        aria_label="Một dòng của sổ chỉ tiêu",
        data_row=row.row_id,
    )


def failed_drawer(told: Html) -> Html:
    """The drawer of a row that cannot be shown."""
    shut = tag("button", "Đóng", type="button", class_="nq-button nq-button-undo", data_nq="shut")
    head = tag("header", tag("h2", "Không mở được dòng này", tabindex=-1), shut)
    return tag("aside", head, told, class_="nq-drawer")


def sureness(confidence: float) -> str:
    """How sure a reading is, in words and as a chance: "chưa chắc (khoảng 42 lần đúng trong 100)"."""
    said = next(said for least, said in _SURENESS if confidence >= least)
    return f"{said} (khoảng {round(100 * confidence)} lần đúng trong 100)"


def _decisions(row: Indicator, said: Correction | None) -> Html:
    back = decide_button("undo", row.row_id, "Hoàn lại như máy đọc") if said else None
    confirm = decide_button("confirm", row.row_id, "Đúng") if row.review != "confirmed" else None
    reject = decide_button("reject", row.row_id, "Loại khỏi sổ") if row.review != "rejected" else None
    return join(reviewer(), tag("p", confirm, reject, back, class_="nq-decisions"))


def _read(entry: Entry, known: Catalogue) -> Html:
    """Where the row stands in its document, and why it was read so."""
    row = entry.indicator
    section = f", {section_place(row.section)}" if row.section else ""
    text = tag("div", passage.around(entry.resolution, start=row.start, end=row.end), class_="nq-passage", tabindex=0)
    whys = tag("ul", *(tag("li", why) for why in row.why)) if row.why else tag("p", "Không ghi lại căn cứ.")
    second = changes(row, known) is not None
    button = (
        decide_button("second", row.row_id, f"Lấy cách đọc kia: {second_reading(row, known)}") if second else None
    )
    other = tag("p", f"Cũng có thể là: {row.runner_up}. ", button) if row.runner_up else None
    return join(
        tag("h3", "Nguyên văn"),
        tag("p", opener(entry), section, class_="nq-count"),
        text,
        tag("h3", "Vì sao đọc như vậy"),
        tag("p", f"Máy đọc {sureness(row.confidence)}."),
        whys,
        other,
    )


def _history(said: Correction) -> Html:
    """What was said of the row, by whom and when, and what the machine had read."""
    read = said.extracted
    note = f" Lý do: {said.note}." if said.note else ""
    year = f", năm {read.year}" if read.year else ""
    return join(
        tag("h3", "Đã xem xét"),
        tag("p", f"{words.REVIEWS[said.row.review].capitalize()} bởi {said.by}, {_day(said.at)}.{note}"),
        tag("p", f"Máy đọc: {one_line(read.label)}, {words.KINDS[read.kind]} {words.amount(read)}{year}."),
    )


def _day(at: str) -> str:
    try:
        return date.fromisoformat(at[:10]).strftime("%d/%m/%Y")
    except ValueError:
        return at


def _form(row: Indicator, known: Catalogue) -> Html:
    """The fields that a person may correct, as they stand now."""
    names = sorted(known.entries.values(), key=lambda entry: fold(entry.name))
    indicators = [("", "(ngoài danh mục)"), *((entry.id, entry.name) for entry in names)]
    units = sorted({entry.unit for entry in names}, key=fold)
    shown = form_values(row)
    fields = (
        _choice("indicator", indicators, shown),
        _choice("comparator", _COMPARED.items(), shown),
        _typed("value", shown, inputmode="decimal"),
        _typed("value_max", shown, inputmode="decimal"),
        _typed("unit", shown, list="nq-units"),
        tag("datalist", *(tag("option", value=unit) for unit in units), id="nq-units"),
        _choice("kind", words.KINDS.items(), shown),
        _typed("year", shown, inputmode="numeric"),
        _labelled("Lý do", tag("input", type="text", name="note", maxlength=300)),
        decide_button("correct", row.row_id, "Lưu sửa"),
    )
    form = tag("form", *fields, class_="nq-row-form")
    return tag("details", tag("summary", "Sửa dòng này"), form, class_="nq-row-fold")


def form_values(row: Indicator) -> dict[str, str]:
    """The fields of a row as the form shows them."""
    return {
        "indicator": row.indicator or "",
        "comparator": row.comparator,
        "value": words.number(row.value),
        "value_max": "" if row.value_max is None else words.number(row.value_max),
        "unit": row.unit,
        "kind": row.kind,
        "year": str(row.year or ""),
    }


def _choice(name: str, options: Iterable[tuple[str, str]], shown: Mapping[str, str]) -> Html:
    offered = (tag("option", said, value=value, selected=value == shown[name]) for value, said in options)
    return _labelled(FIELDS[name], tag("select", *offered, name=name))


def _typed(name: str, shown: Mapping[str, str], **attributes: str) -> Html:
    field = tag("input", type="text", name=name, value=shown[name], autocomplete="off", **attributes)
    return _labelled(FIELDS[name], field)


def _labelled(label: str, control: Html) -> Html:
    return tag("label", tag("span", label), control, class_="nq-field")
