"""The indicator table of a draft to work in: last year's plan and result, the new figure, each with its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.drafting.figures import reached, show_bound, show_figure
from assistant.language.sections import section_number, section_place
from assistant.types import Figure, IndicatorRow, Manuscript, RowGroup
from ui.draft_words import BOUNDS, GROUPS
from ui.html import Child, Html, join, tag
from ui.views.actions import span_button

_TITLES = {"result": "Kết quả", "target": "Chỉ tiêu mới", "superior": "Cấp trên giao"}


@dataclass(frozen=True, slots=True)
class Refused:
    """A cell that could not be taken: the row's key, the column, what was typed and why it was refused."""

    key: str
    column: str
    typed: str
    why: str


def working_table(manuscript: Manuscript, *, refused: Refused | None = None) -> Html:
    """The table with a field for each figure that staff give; ``refused`` is told in its place."""
    if not manuscript.rows:
        return tag("p", "Văn bản gốc không có chỉ tiêu nào ghi bằng số; sang bước Lời văn.", class_="nq-empty")
    last, year = manuscript.last_year, manuscript.request.year
    titles = (
        *("TT", "Chỉ tiêu", "Đơn vị", f"Kế hoạch {last}", f"Kết quả {last}", "% đạt"),
        *("So sánh", f"Chỉ tiêu {year}", "Cấp trên giao"),
    )
    head = tag("thead", tag("tr", *(tag("th", title, scope="col") for title in titles)))
    own = not manuscript.request.place
    bodies = []
    for group, rows in groupby(manuscript.rows, key=lambda row: row.group):
        numbered = _numbered(list(rows))
        lines = (_row(row, number, refused, manuscript, own=own) for number, row in numbered)
        bodies.append(tag("tbody", _group_head(group, len(titles)), *lines))
    return tag("div", tag("table", head, *bodies, class_="nq-table nq-work"), class_="nq-scroll", tabindex="0")


def _group_head(group: RowGroup, columns: int) -> Html:
    return tag("tr", tag("th", GROUPS[group], colspan=columns, scope="colgroup"), class_="nq-group")


def _numbered(rows: Sequence[IndicatorRow]) -> Iterator[tuple[str, IndicatorRow]]:
    """The rows with their own numbers; where none has one they are counted (the section stands below each name)."""
    bare = [row.number == row.source.section for row in rows]
    for at, (row, is_bare) in enumerate(zip(rows, bare, strict=True), start=1):
        yield str(at) if all(bare) else "" if is_bare else section_number(row.number), row


def _row(row: IndicatorRow, number: str, refused: Refused | None, manuscript: Manuscript, *, own: bool) -> Html:
    held = _Fields(row, refused if refused is not None and refused.key == row.key else None)
    measured = row.last is not None
    plan: Child = show_bound(row.last, row.comparator) if row.last is not None and own else None
    shown = tag("span", row.label[:1].upper() + row.label[1:])
    place = section_place(row.source.section or "")
    section = f"{place[0].upper()}{place[1:]}" if place else "Xem nguồn"
    source = span_button(
        row.source.document_id, section, start=row.source.start, end=row.source.end, class_="nq-cell-source"
    )
    return tag(
        "tr",
        tag("td", number, data_title="TT"),
        tag("td", shown, source, data_title="Chỉ tiêu", class_="nq-name"),
        tag("td", row.unit, data_title="Đơn vị"),
        _figure(plan, title=f"Kế hoạch {manuscript.last_year}"),
        held.field("result", row.result, row.result_source, measured=measured or row.group == "results"),
        _figure(reached(row) if own else "", title="% đạt"),
        tag("td", _bound(row), data_title="So sánh"),
        held.field("target", row.target, row.target_source, measured=measured),
        held.field("superior", row.superior, row.superior_source, measured=measured),
        id=f"nq-dong-{row.key.partition('.')[0]}",
    )


def _figure(text: Child, *, title: str) -> Html:
    return tag("td", text, class_="nq-figure", data_title=title)


@dataclass(frozen=True, slots=True)
class _Fields:
    """The fields of a row; ``bad`` is the one whose text could not be taken."""

    row: IndicatorRow
    bad: Refused | None

    def field(self, column: str, figure: Figure | None, source: str, *, measured: bool) -> Html:
        """A field with where its figure comes from, or why what was typed could not be taken."""
        title = _TITLES[column]
        if not measured:
            return _figure("–", title=title)
        wrong = self.bad if self.bad is not None and self.bad.column == column else None
        field = tag(
            "input",
            type="text",
            value=wrong.typed if wrong else (show_figure(figure) if figure is not None else ""),
            placeholder=".....",
            class_="nq-input nq-cell",
            id=f"nq-o-{self.row.key}-{column}",
            aria_label=f"{title}: {self.row.label}",
            aria_invalid="true" if wrong else None,
            data_cell=f"{self.row.key}:{column}",
        )
        told = tag("small", wrong.why, class_="nq-wrong", role="alert") if wrong else None
        notes = join(*_notes(self.row, column, figure, source))
        return tag("td", field, told, notes, class_="nq-figure", data_title=title)


def _notes(row: IndicatorRow, column: str, figure: Figure | None, source: str) -> Iterator[Html]:
    if figure is not None and source:
        yield tag("small", source, class_="nq-quiet")
    if column == "target" and figure is None and row.suggestion is not None:
        offered = show_bound(row.suggestion.figure, row.comparator)
        yield tag(
            "button",
            f"Nhận {offered}",
            type="button",
            class_="nq-link",
            title=row.suggestion.reason,
            data_nq="cell",
            data_key=f"{row.key}:target:gợi ý",
        )
        yield tag("small", row.suggestion.reason, class_="nq-quiet")


def _bound(row: IndicatorRow) -> Html | str:
    """How the new figure is to be held against the result; it follows last year's until it is changed."""
    if row.last is None:
        return ""
    held = (row.target.comparator if row.target else None) or row.comparator
    options = (
        tag("option", said, value=sign, selected=sign == held or (held == "range" and sign == "="))
        for sign, said in BOUNDS.items()
    )
    return tag(
        "select",
        *options,
        class_="nq-input",
        id=f"nq-o-{row.key}-bound",
        aria_label=f"So sánh: {row.label}",
        disabled=row.target is None,
        title="Nhập chỉ tiêu mới trước" if row.target is None else None,
        data_cell=f"{row.key}:bound",
    )
