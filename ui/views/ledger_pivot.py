"""One indicator as a table of units and years, targets and results apart, with a chart of one of the two."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from assistant.language.catalogue import Catalogue
from assistant.language.text import fold
from assistant.types import Indicator, Kind
from ui import words
from ui.html import Html, join, tag
from ui.ledger import Entry
from ui.views.ledger import bar, bare_amount
from ui.views.ledger_state import LedgerState, address
from ui.views.pivot_chart import MOST_LINES, Figure, Line, bar_chart, line_chart

MOST_UNITS = 200
_MOST_BARS = 30


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: one year's targets, or its results."""

    year: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Pivot:
    """Rows by unit and column. ``left_out`` counts those that are no whole year's level in ``unit``."""

    unit: str
    columns: tuple[Column, ...]
    cells: Mapping[str, Mapping[Column, tuple[Indicator, ...]]]
    left_out: int


def pivoted(entries: Sequence[Entry]) -> Pivot:
    """The levels of whole units over whole years, in the unit of measure that most of them have."""
    whole = [entry for entry in entries if _is_whole(entry.indicator)]
    common = Counter(entry.indicator.unit for entry in whole).most_common(1)
    unit = common[0][0] if common else ""
    cells: defaultdict[str, defaultdict[Column, list[Indicator]]] = defaultdict(lambda: defaultdict(list))
    held = [entry for entry in whole if entry.indicator.unit == unit]
    for entry in held:
        row = entry.indicator
        cells[_name(entry)][Column(row.year or 0, row.kind)].append(row)
    columns = {column for by_column in cells.values() for column in by_column}
    return Pivot(
        unit=unit,
        columns=tuple(sorted(columns, key=lambda column: (column.year, column.kind == "actual"))),
        cells={
            name: {column: tuple(rows) for column, rows in cells[name].items()}
            for name in sorted(cells, key=lambda name: fold(name))
        },
        left_out=len(entries) - len(held),
    )


def pivot(entries: Sequence[Entry], state: LedgerState, known: Catalogue) -> Html:
    """The table and its chart for the indicator of the state; a sentence where none is chosen."""
    if not state.indicator:
        told = "Chọn một chỉ tiêu ở bộ lọc để xem các đơn vị theo từng năm."
        return join(bar("", state), tag("p", told, class_="nq-nothing"))
    found = pivoted(entries)
    if not found.cells:
        told = "Chỉ tiêu này chưa có số liệu cả năm của đơn vị nào. Hãy chọn chỉ tiêu khác hoặc bỏ bớt điều kiện lọc."
        return join(bar("", state), tag("p", told, class_="nq-nothing"))
    entry = known.entries.get(state.indicator)
    title = f"{entry.name if entry else state.indicator}{f', {found.unit}' if found.unit else ''}"
    count = f"{words.number(len(found.cells))} đơn vị"
    drawn = _drawn(found, state)
    chart = _chart(found, state, title, drawn)
    return join(bar(count, state), chart, _table(found, state, title, drawn), _notes(found))


def _is_whole(row: Indicator) -> bool:
    """Whether a row is the level of a whole unit in a whole year."""
    return row.measure == "level" and row.year is not None and not (row.sub_of or row.scope or row.period)


def _name(entry: Entry) -> str:
    """The unit, and where it lies: communes of one name are two."""
    around = words.shown_surroundings(entry.identity)
    return f"{words.shown_place(entry.identity)}{f', {around}' if around else ''}"


def _table(found: Pivot, state: LedgerState, title: str, drawn: Sequence[str]) -> Html:
    years = Counter(column.year for column in found.columns)
    over = (tag("th", str(year), colspan=count, scope="colgroup") for year, count in years.items())
    under = (tag("th", words.KINDS[column.kind], scope="col", class_="nq-digits") for column in found.columns)
    head = tag(
        "thead",
        tag("tr", tag("th", "Đơn vị", rowspan=2, scope="col"), *over),
        tag("tr", *under),
    )
    body = (
        tag(
            "tr",
            tag("th", _toggle(name, state, drawn), scope="row"),
            *(tag("td", _cell(by_column.get(column, ())), class_="nq-digits") for column in found.columns),
        )
        for name, by_column in list(found.cells.items())[:MOST_UNITS]
    )
    caption = tag("caption", title)
    return tag("div", tag("table", caption, head, tag("tbody", *body)), class_="nq-sheet nq-pivot", tabindex=0)


def _cell(rows: Sequence[Indicator]) -> Html | str:
    """Each different figure once; it opens its row."""
    by_amount = {bare_amount(row): row for row in reversed(rows)}
    if not by_amount:
        return "–"
    links = (
        tag("a", amount, href=f"?{urlencode({'row': row.row_id})}", data_nq="review", data_key=row.row_id)
        for amount, row in sorted(by_amount.items(), key=lambda item: item[1].value)
    )
    return join(*links, between=Html("; "))


def _toggle(name: str, state: LedgerState, drawn: Sequence[str]) -> Html:
    """Puts a unit on the chart of lines, or takes it off."""
    is_drawn = name in drawn
    others = [each for each in drawn if each != name]
    chosen = others if is_drawn else [*others, name][-MOST_LINES:]
    key = address(state, drawn=";".join(chosen), chart="line")
    told = "Bỏ khỏi biểu đồ" if is_drawn else "Đưa vào biểu đồ"
    return tag(
        "a",
        name,
        href=f"?{key}",
        title=told,
        class_="nq-drawn" if is_drawn else None,
        data_nq="list",
        data_key=key,
    )


def _chart(found: Pivot, state: LedgerState, title: str, units: Sequence[str]) -> Html:
    kind = _kind(found)
    years = sorted({column.year for column in found.columns if column.kind == kind})
    is_line = len(years) > 1 and state.chart != "bars"
    if is_line:
        lines = [Line(name, _values(found, name, kind)) for name in units]
        drawn = line_chart([line for line in lines if line.values], title=f"{title}: {words.KINDS[kind]} qua các năm")
        other: Html | None = _switch(state, "Cột theo đơn vị", "bars")
    else:
        year = _fullest(found, kind)
        bars = {name: value for name in found.cells if (value := _values(found, name, kind).get(year)) is not None}
        highest = dict(sorted(bars.items(), key=lambda each: -each[1].value)[:_MOST_BARS])
        drawn = bar_chart(highest, title=f"{title}: {words.KINDS[kind]} năm {year}{_most(len(bars))}")
        other = _switch(state, "Đường qua các năm", "line") if len(years) > 1 else None
    return tag("div", drawn, other, class_="nq-chart-frame")


def _most(count: int) -> str:
    return f", {_MOST_BARS} đơn vị cao nhất" if count > _MOST_BARS else ""


def _switch(state: LedgerState, said: str, chart: str) -> Html:
    key = address(state, chart=chart)
    return tag("a", said, href=f"?{key}", data_nq="list", data_key=key, class_="nq-button")


def _kind(found: Pivot) -> Kind:
    """What the chart shows: the kind that has more figures; the filter leaves one of them where it is set."""
    counted = Counter(column.kind for by_column in found.cells.values() for column in by_column)
    return counted.most_common(1)[0][0]


def _fullest(found: Pivot, kind: Kind) -> int:
    """The year that most units have a figure of, the latest of several."""
    counted = Counter(column.year for cells in found.cells.values() for column in cells if column.kind == kind)
    return max(counted, key=lambda year: (counted[year], year))


def _drawn(found: Pivot, state: LedgerState) -> list[str]:
    """The units on the chart of lines: those chosen, else those with figures of the most years."""
    chosen = [name for name in state.drawn.split(";") if name in found.cells]
    kind = _kind(found)
    by_years = sorted(found.cells, key=lambda name: -len(_values(found, name, kind)))
    return chosen or by_years[:MOST_LINES]


def _values(found: Pivot, name: str, kind: Kind) -> dict[int, Figure]:
    """One figure a year: where documents state several, the one that is surest."""
    by_column = found.cells[name]
    return {
        column.year: _figure(max(rows, key=lambda row: row.confidence))
        for column, rows in by_column.items()
        if column.kind == kind
    }


def _figure(row: Indicator) -> Figure:
    return Figure(row.value, words.bare_amount(row))


def _notes(found: Pivot) -> Html | None:
    more = len(found.cells) - MOST_UNITS
    told = (
        f"Hiện {MOST_UNITS} đơn vị đầu; lọc theo địa phương để xem {words.number(more)} đơn vị còn lại."
        if more > 0
        else "",
        f"{words.number(found.left_out)} dòng không đưa vào bảng: không ghi năm, chỉ là một phần, mức tăng giảm, "
        "số giữa năm hoặc theo đơn vị tính khác."
        if found.left_out
        else "",
    )
    lines = [tag("p", line, class_="nq-count") for line in told if line]
    return join(*lines) if lines else None
