"""The tab of the ledger: what waits for a person, the filters, and the rows of one page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlencode

from assistant.language.catalogue import Catalogue
from assistant.language.dates import period_words
from assistant.language.text import fold
from assistant.ledger.alternative import alternative, changes
from assistant.ledger.sureness import is_unsure
from assistant.types import COMMUNE_LEVELS, Indicator, Resolution, RowChoices, RowSort
from ui import words
from ui.html import NOTHING, Html, join, one_line, tag
from ui.ledger import Entry, EntryPage, Waiting
from ui.views.actions import decide_button, review_button, span_button
from ui.views.ledger_state import PAGE_ROWS, LedgerState, address

QUEUED = 3  # rows that wait for a person, in one view
_UNKNOWN_OFFERED = 100  # indicators outside the catalogue that the filter offers, the most frequent ones
_DOCUMENTS_OFFERED = 500
_COLUMNS: tuple[tuple[str, RowSort, str], ...] = (
    ("Địa phương", "place", ""),
    ("Chỉ tiêu trong văn bản", "label", ""),
    ("Mức", "value", "nq-digits"),
    ("Đơn vị", "unit", ""),
    ("Loại", "kind", ""),
    ("Năm", "year", "nq-digits"),
    ("Văn bản", "document", ""),
    ("Trạng thái", "review", ""),
)
STATES: Mapping[str, str] = {
    "unsure": "chưa chắc",
    "confirmed": "đã xem",
    "corrected": "đã sửa",
    "rejected": "đã loại",
    "extracted": "chưa ai xem",
    "findings": "có điều cần xem lại",
}
_LEVELS = (*sorted(COMMUNE_LEVELS), "huyện", "tỉnh")


# -- the filters --------------------------------------------------------------------------------------


def filters(choices: RowChoices, documents: Sequence[Resolution], known: Catalogue) -> Html:
    """One row of what the rows can be narrowed by; the script fills in what the address says."""
    years = ((str(year), str(year)) for year in sorted(choices.years, reverse=True))
    levels = sorted(choices.levels, key=lambda level: (level not in _LEVELS, fold(level)))
    names = (resolution.name for resolution in documents[:_DOCUMENTS_OFFERED])
    more = (
        _select("level", "Cấp", ((level, level) for level in levels)),
        _typed("unit", "Đơn vị tính", sorted(choices.units, key=fold)),
        _typed("document", "Văn bản", names),
    )
    unfold = tag(
        "button",
        "Bộ lọc",
        type="button",
        class_="nq-button nq-filters-fold",
        data_nq="foldfilters",
        aria_expanded="false",
    )
    return tag(
        "form",
        unfold,
        _field("Tìm", tag("input", type="search", name="q", placeholder="Tên chỉ tiêu, câu gốc")),
        _select("indicator", "Chỉ tiêu", _indicators(choices, known)),
        _typed("place", "Địa phương", sorted(choices.places, key=fold)),
        _select("year", "Năm", years),
        _select("kind", "Loại", ((kind, said.capitalize()) for kind, said in words.KINDS.items())),
        _select("state", "Trạng thái", ((state, said.capitalize()) for state, said in STATES.items())),
        tag("button", "Lọc thêm", type="button", class_="nq-button nq-filters-more", data_nq="unfold"),
        tag("span", *more, class_="nq-filters-rest"),
        tag("button", "Bỏ lọc", type="reset", class_="nq-button nq-button-undo"),
        class_="nq-filters",
        aria_label="Lọc sổ chỉ tiêu",
    )


def _field(label: str, control: Html) -> Html:
    return tag("label", tag("span", label), control, class_="nq-field")


def _select(name: str, label: str, options: Iterable[tuple[str, str]]) -> Html:
    offered = (tag("option", said, value=value) for value, said in options)
    return _field(label, tag("select", Html('<option value="">Tất cả</option>'), *offered, name=name))


def _typed(name: str, label: str, offered: Iterable[str]) -> Html:
    listed = f"nq-offered-{name}"
    options = (tag("option", value=value) for value in offered)
    field = _field(label, tag("input", type="text", name=name, list=listed, placeholder="Tất cả", autocomplete="off"))
    return join(field, tag("datalist", *options, id=listed))


def _indicators(choices: RowChoices, known: Catalogue) -> list[tuple[str, str]]:
    """Those of the catalogue by name, then those outside it, the most frequent ones."""
    inside = [(each, known.entries[each].name) for each in choices.indicators if each in known.entries]
    outside = [each for each in choices.indicators if each not in known.entries]
    frequent = sorted(outside, key=lambda each: (-choices.indicators[each], fold(each)))[:_UNKNOWN_OFFERED]
    return [
        *sorted(inside, key=lambda each: fold(each[1])),
        *((each, f"{one_line(each)} (ngoài danh mục)") for each in frequent),
    ]


# -- the rows -----------------------------------------------------------------------------------------


def rows(found: EntryPage, state: LedgerState) -> Html:
    """One page of the rows: each opens itself, each heading sorts."""
    if not found.total:
        return join(bar("Không có dòng nào", state), _none(state))
    first = state.query().offset + 1
    if not found.entries:
        back = _to(state, "Về trang đầu", leaf="1")
        return join(bar(_total(found.total), state), tag("p", "Trang này không còn dòng nào. ", back))
    last = first + len(found.entries) - 1
    count = f"{words.number(first)}–{words.number(last)} trong {_total(found.total)}"
    head = tag("tr", *(_heading(title, column, class_, state) for title, column, class_ in _COLUMNS))
    body = tag("tbody", *(_row(entry) for entry in found.entries))
    sheet = tag("div", tag("table", tag("thead", head), body), class_="nq-sheet")
    return join(bar(count, state), sheet, _pager(found.total, state))


def _total(count: int) -> str:
    return f"{words.number(count)} dòng"


def bar(count: str, state: LedgerState) -> Html:
    """How many rows there are, the other view of them, and the downloads."""
    views = (("rows", "Danh sách"), ("pivot", "Bảng theo năm"))
    switch = (
        tag(
            "a",
            said,
            href=f"?{address(state, ledger=view)}",
            aria_current="true" if state.ledger == view else None,
            data_nq="list",
            data_key=address(state, ledger=view),
        )
        for view, said in views
    )
    return tag(
        "div",
        tag("span", *switch, class_="nq-switch"),
        tag("span", count, class_="nq-count", aria_live="polite"),
        downloads(state),
        class_="nq-bar",
    )


def downloads(state: LedgerState) -> Html:
    """Links to all rows of the filters as a spreadsheet."""
    chosen = {**state.filters(), **({"sort": state.sort} if state.sort else {})}
    query = f"?{urlencode(chosen)}" if chosen else ""
    links = (
        tag("a", said, href=f"api/ledger.{form}{query}", download=f"so-chi-tieu.{form}", class_="nq-button")
        for said, form in (("Tải Excel", "xlsx"), ("Tải CSV", "csv"))
    )
    return tag("span", *links, class_="nq-downloads")


def _none(state: LedgerState) -> Html:
    if not state.is_narrowed:
        told = "Sổ chưa có dòng nào. Hãy nạp văn bản ở thẻ “Văn bản”; mỗi số liệu đọc được sẽ thành một dòng ở đây."
        return tag("p", told, class_="nq-nothing")
    told = "Không có dòng nào khớp với bộ lọc. Hãy bỏ bớt một điều kiện, hoặc "
    return tag("p", told, _to(LedgerState(ledger=state.ledger), "bỏ hết bộ lọc"), ".", class_="nq-nothing")


def _to(state: LedgerState, said: str, /, **changes: str) -> Html:
    key = address(state, **changes)
    return tag("a", said, href=f"?{key}", data_nq="list", data_key=key, class_="nq-page")


def _heading(title: str, column: RowSort, class_: str, state: LedgerState) -> Html:
    """Sorts by its column, and the other way round where it is sorted by already."""
    sorted_by = state.sort or "document"
    rising, falling = sorted_by == column, sorted_by == f"-{column}"
    key = address(state, sort=f"-{column}" if rising else column)
    mark = tag("span", "▲" if rising else "▼", aria_hidden="true") if rising or falling else None
    link = tag("a", title, mark, href=f"?{key}", data_nq="list", data_key=key, title=f"Xếp theo {title.lower()}")
    order = "ascending" if rising else "descending" if falling else None
    return tag("th", link, scope="col", class_=class_ or None, aria_sort=order)


def _row(entry: Entry) -> Html:
    row = entry.indicator
    place, label = words.shown_place(entry.identity), one_line(row.label)
    notes = (row.sub_of and f"trong đó của: {row.sub_of}", row.scope, row.period and period_words(row.period))
    note = " · ".join(one_line(each) for each in notes if each)
    opener = tag("a", label, href=f"?{urlencode({'row': row.row_id})}", class_="nq-row-open")
    told = tag("small", f" {note}") if note else None
    return tag(
        "tr",
        tag("td", place, title=place, class_="nq-c-place"),
        tag("td", opener, told, title=f"{label} {note}".strip(), class_="nq-c-label"),
        tag("td", bare_amount(row), class_="nq-c-value nq-digits"),
        tag("td", row.unit, title=row.unit, class_="nq-c-unit"),
        tag("td", words.KINDS[row.kind], class_="nq-c-kind"),
        tag("td", str(row.year or "–"), class_="nq-c-year nq-digits"),
        tag("td", document_label(entry.resolution), title=entry.resolution.name, class_="nq-c-document"),
        tag("td", _state(entry), class_="nq-c-state"),
        data_nq="review",
        data_key=row.row_id,
    )


def bare_amount(row: Indicator) -> str:
    """The figure of a row without its unit, which has a column of its own."""
    return words.amount(replace(row, unit=""))


def document_label(resolution: Resolution) -> str:
    """A document as staff name it: its number, else its kind and year, else its file."""
    identity = resolution.identity
    if identity.number:
        return identity.number
    year = identity.target_year or identity.result_year
    return f"{identity.kind} {year}" if year and identity.kind != "khác" else resolution.name


def _state(entry: Entry) -> Html | None:
    row = entry.indicator
    if is_unsure(row):
        return tag("span", STATES["unsure"], class_="nq-state nq-state-unsure", title=words.unsure_line(row))
    if entry.findings:
        told = " ".join(finding.message for finding in entry.findings)
        return tag("span", "cần xem lại", class_="nq-state nq-state-unsure", title=told)
    said = STATES.get(row.review) if row.review != "extracted" else None
    return tag("span", said, class_=f"nq-state nq-state-{row.review}") if said else None


def _pager(total: int, state: LedgerState) -> Html:
    pages = -(-total // PAGE_ROWS)
    at = state.page_number
    if pages == 1:
        return NOTHING
    before = _to(state, "‹ Trước", leaf=str(at - 1)) if at > 1 else None
    after = _to(state, "Sau ›", leaf=str(at + 1)) if at < pages else None
    field = tag(
        "input", type="number", name="page", min=1, max=pages, value=at, aria_label="Trang", data_nq_page=pages
    )
    where = tag("span", "Trang ", field, f" / {words.number(pages)}")
    return tag("nav", before, where, after, class_="nq-pager", aria_label="Các trang của sổ")


# -- what waits for a person --------------------------------------------------------------------------


_ALL_SEEN = "Không còn số liệu nào chờ xem lại."


def queue(unsure: EntryPage, proposed: Sequence[Waiting], known: Catalogue, state: LedgerState) -> Html:
    """What a model proposes, then the least sure rows; one line where nothing waits."""
    if state.state:
        return NOTHING  # staff look at what they chose
    waiting = unsure.total + len(proposed)
    if not waiting:
        told = "Phần đang lọc không có số liệu nào chờ xem lại." if state.is_narrowed else _ALL_SEEN
        return tag("p", told, class_="nq-queue-none")
    parts = (
        f"{words.number(unsure.total)} số liệu đọc chưa chắc, chưa ai xem" if unsure.total else "",
        f"{words.number(len(proposed))} dòng mô hình đề nghị, chưa tính vào đâu" if proposed else "",
    )
    items = (
        *(_proposed(each) for each in proposed[:QUEUED]),
        *(_queued(each, known) for each in unsure.entries[: max(0, QUEUED - len(proposed))]),
    )
    all_of_them = _to(state, "Xem tất cả trong bảng", state="unsure", sort="confidence") if unsure.total else None
    return tag(
        "details",
        tag("summary", tag("b", "Chờ xem lại: "), "; ".join(filter(None, parts))),
        tag("div", reviewer(), *items, class_="nq-queue-items"),
        all_of_them if waiting > QUEUED else None,
        class_="nq-queue",
        open=True,
    )


def reviewer() -> Html:
    """Who decides; the browser remembers the name."""
    field = tag("input", type="text", name="by", maxlength=100, autocomplete="name")
    return tag("label", tag("span", "Người xem xét"), field, class_="nq-field nq-by")


def _proposed(waiting: Waiting) -> Html:
    entry, row = waiting.entry, waiting.entry.indicator
    instead = "; thay cho dòng đọc chưa chắc" if waiting.proposal.replaces else ""
    return _item(
        entry,
        f"Mô hình {waiting.proposal.model} đề nghị{instead}",
        decide_button("confirm", row.row_id, "Đúng, ghi vào sổ"),
        decide_button("reject", row.row_id, "Bỏ"),
    )


def _queued(entry: Entry, known: Catalogue) -> Html:
    row = entry.indicator
    second = changes(row, known) is not None
    return _item(
        entry,
        words.unsure_line(row).capitalize(),
        decide_button("confirm", row.row_id, "Đúng"),
        decide_button("second", row.row_id, f"Lấy cách đọc kia: {second_reading(row, known)}") if second else None,
        decide_button("reject", row.row_id, "Loại"),
        review_button(row.row_id, "Mở"),
    )


def _item(entry: Entry, why: str, *buttons: Html | None) -> Html:
    row = entry.indicator
    about = f"{words.KINDS[row.kind]} năm {row.year}" if row.year else words.KINDS[row.kind]
    return tag(
        "div",
        tag(
            "p",
            tag("b", f"{one_line(row.label)}: {words.amount(row)}"),
            f" – {about}, {words.shown_place(entry.identity)}",
        ),
        tag("p", f"“{one_line(row.quote)}”", class_="nq-queued-quote"),
        tag("p", tag("span", why, class_="nq-queued-why"), *buttons, class_="nq-decisions"),
        class_="nq-queued",
    )


def second_reading(row: Indicator, known: Catalogue) -> str:
    """The reading that came second, as a button says it: "năm 2023"."""
    other = alternative(row, known)
    prefix = "năm " if other is not None and other.field == "year" else ""
    return f"{prefix}{other.said}" if other is not None else ""


def opener(entry: Entry) -> Html:
    """The document's name, which opens it at the figure."""
    row, resolution = entry.indicator, entry.resolution
    return span_button(
        resolution.document_id, document_label(resolution), start=row.start, end=row.end, class_="nq-link"
    )
