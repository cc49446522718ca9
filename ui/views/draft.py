"""A draft as HTML: its text with what was found beside, the findings, and the comparison with the base."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby

from assistant.drafting.columns import cells_of, is_table_line
from assistant.drafting.figures import reached, show_bound
from assistant.drafting.vocabulary import BLANK
from assistant.language.sections import section_place
from assistant.types import (
    Change,
    Comparator,
    DraftFinding,
    DraftParagraph,
    IndicatorRow,
    Manuscript,
    SavedDraft,
    Severity,
)
from ui.draft_words import CHECK_NAMES, SEVERITIES, STATES
from ui.html import Html, join, tag
from ui.views.actions import paragraph_button, step_button
from ui.views.tables import table

_SHOWN = 60  # findings of one severity before the rest is only counted
_ORDER: tuple[Severity, ...] = ("error", "warning", "blank", "note")
_STYLE = """
body { font: 15px/1.5 "Segoe UI", "Noto Sans", Arial, sans-serif; margin: 24px; color: #1b2430; }
h1 { font-size: 20px; } h2 { font-size: 16px; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #c7ced8; padding: 6px 8px; vertical-align: top; }
th { background: #eef2f7; text-align: left; } td { width: 45%; } td.state { width: 10%; color: #566173; }
ins { background: #d9f2e0; text-decoration: none; } del { background: #fbdcdc; } .dropped { color: #8a8f98; }
"""


def check_step(saved: SavedDraft, manuscript: Manuscript) -> Html:
    """What was found, grouped by severity, the gravest first; each leads to its paragraph or its row."""
    if not manuscript.findings:
        return tag("p", "Không thấy điểm nào cần sửa. Có thể tải dự thảo về.", class_="nq-empty")
    groups = ((one, [each for each in manuscript.findings if each.severity == one]) for one in _ORDER)
    return join(*(_group(saved, manuscript, severity, found) for severity, found in groups if found))


def _group(saved: SavedDraft, manuscript: Manuscript, severity: Severity, found: Sequence[DraftFinding]) -> Html:
    head = tag("summary", f"{SEVERITIES[severity].capitalize()} ", tag("span", str(len(found)), class_="nq-badge"))
    rows = {row.key.partition(".")[0] for row in manuscript.rows}
    items = [tag("li", *_told(saved, finding, rows)) for finding in found[:_SHOWN]]
    if len(found) > _SHOWN:
        items.append(tag("li", f"… và {len(found) - _SHOWN} điểm khác; xem đủ trong danh sách tải về."))
    opened = severity in ("error", "warning") or len(found) <= _SHOWN
    return tag("details", head, tag("ul", *items), class_=f"nq-fold nq-grave-{severity}", open=opened)


def _told(saved: SavedDraft, finding: DraftFinding, rows: Container[str]) -> Iterator[Html | str]:
    """A finding with the way to where it is mended: figures in the table, words in the text."""
    name = CHECK_NAMES.get(finding.check, "")
    where = f"{finding.place[:1].upper()}{finding.place[1:]}" if finding.place else name[:1].upper() + name[1:]
    if finding.check in ("missing_result", "missing_target") and finding.paragraph in rows:
        yield step_button(saved.draft_id, "table", where, place=f"nq-dong-{finding.paragraph}")
    elif finding.paragraph:
        yield step_button(saved.draft_id, "text", where, place=f"nq-doan-{finding.paragraph}")
    else:
        yield tag("strong", where)
    quote = f" “{finding.quote}”" if finding.quote and not finding.paragraph else ""
    yield tag("span", f" {finding.message}{quote} ")
    yield tag("small", finding.remedy, class_="nq-quiet")


def text_step(manuscript: Manuscript, *, opened: str = "", problem: str = "") -> Html:
    """The draft's text, each paragraph with what was found in it beside; ``opened`` is the one being edited."""
    found: dict[str, list[DraftFinding]] = {}
    for finding in manuscript.findings:
        found.setdefault(finding.paragraph, []).append(finding)
    blocks = groupby(manuscript.paragraphs, key=lambda one: is_table_line(one.text) and one.state != "dropped")
    parts = (
        _table(list(lines), found) if is_table else join(*(_pair(one, found, opened, problem) for one in lines))
        for is_table, lines in blocks
    )
    return tag("div", _block(manuscript), *parts, class_="nq-pairs")


def _block(manuscript: Manuscript) -> Html:
    """What stands above the text; it is filled in the Word file."""
    block = manuscript.block
    lines = (block.superior, block.issuer, block.number, block.place_date, block.kind, block.title)
    shown = [tag("p", _blanked(line)) for line in lines if line]
    told = tag("p", "Số, ngày, người ký để trống trong dự thảo; điền ở tệp Word.", class_="nq-quiet")
    return tag(
        "div", tag("div", *shown, class_="nq-made nq-block"), tag("div", told, class_="nq-beside"), class_="nq-pair"
    )


def _blanked(line: str) -> Html:
    parts = line.split(BLANK)
    return join(*(join(tag("mark", BLANK) if at else None, part) for at, part in enumerate(parts)))


def _table(lines: Sequence[DraftParagraph], found: Mapping[str, Sequence[DraftFinding]]) -> Html:
    """Lines of a table as a table; what was found in them stands beside."""
    head, *rest = lines
    titles = [tag("th", cell.text, scope="col") for cell in cells_of(head.text)]
    rows = (tag("tr", *(_cell(cell.text) for cell in cells_of(line.text)), id=f"nq-doan-{line.key}") for line in rest)
    body = tag("table", tag("thead", tag("tr", *titles)), tag("tbody", *rows), class_="nq-table")
    notes = [_note(one) for line in lines for one in found.get(line.key, ()) if one.severity != "blank"]
    blanks = sum(one.severity == "blank" for line in lines for one in found.get(line.key, ()))
    if blanks:
        notes.append(tag("p", f"{blanks} chỗ cần điền: nhập ở bước Biểu chỉ tiêu.", class_="nq-note nq-note-blank"))
    made = tag("div", tag("div", body, class_="nq-scroll", tabindex="0"), class_="nq-made")
    return tag("div", made, tag("div", *notes, class_="nq-beside"), class_="nq-pair", id=f"nq-doan-{head.key}")


def _cell(text: str) -> Html:
    waits = BLANK in text
    return tag("td", _blanked(text), class_="nq-figure" if waits or any(map(str.isdigit, text[:2])) else None)


def _pair(paragraph: DraftParagraph, found: Mapping[str, Sequence[DraftFinding]], opened: str, problem: str) -> Html:
    is_open = paragraph.key == opened
    level = {0: "p", 1: "h3", 2: "h4"}.get(paragraph.depth, "h5")
    made = [_editor(paragraph)] if is_open else [tag(level, _after(paragraph)), _acts(paragraph)]
    if is_open and problem:
        made.append(tag("p", problem, class_="nq-wrong", role="alert"))
    notes = tuple(_note(one) for one in found.get(paragraph.key, ()))
    return tag(
        "div",
        tag("div", *made, class_="nq-made"),
        tag("div", *notes, _origin(paragraph), class_="nq-beside"),
        class_=f"nq-pair nq-{paragraph.state}",
        id=f"nq-doan-{paragraph.key}",
    )


def _note(finding: DraftFinding) -> Html:
    name = SEVERITIES[finding.severity].capitalize()
    told = (tag("strong", f"{name}: "), finding.message, " ", tag("small", finding.remedy))
    return tag("p", *told, class_=f"nq-note nq-note-{finding.severity}")


def _origin(paragraph: DraftParagraph) -> Html:
    """Where a paragraph comes from, folded; what was taken out is struck."""
    section = f" · {section_place(paragraph.source.section)}" if paragraph.source.section else ""
    example = f" · {paragraph.document}" if paragraph.state == "added" else ""
    head = tag("summary", f"{STATES[paragraph.state].capitalize()}{example}{section}")
    return tag("details", head, tag("p", _before(paragraph)), class_="nq-origin")


def _acts(paragraph: DraftParagraph) -> Html:
    if paragraph.state == "dropped":
        return tag("p", paragraph_button("back", paragraph.key, "Lấy lại"), class_="nq-acts")
    back = paragraph_button("back", paragraph.key, "Lấy lại lời cũ") if paragraph.state == "edited" else None
    acts = (paragraph_button("open", paragraph.key, "Sửa"), paragraph_button("drop", paragraph.key, "Bỏ"), back)
    return tag("p", *acts, class_="nq-acts")


def _editor(paragraph: DraftParagraph) -> Html:
    """The paragraph in a field; leaving the field keeps it."""
    field = tag(
        "textarea",
        paragraph.text,
        class_="nq-input nq-editor",
        id=f"nq-sua-{paragraph.key}",
        aria_label="Lời của đoạn",
        rows=str(min(12, 2 + len(paragraph.text) // 70)),
        data_write=paragraph.key,
    )
    close = paragraph_button("close", paragraph.key, "Xong")
    rewrite = paragraph_button("rewrite", paragraph.key, "Viết lại bằng mô hình")
    return join(field, tag("p", close, rewrite, class_="nq-acts"))


def _before(paragraph: DraftParagraph) -> Html:
    """The source with what was taken out struck."""
    changes = paragraph.changes if paragraph.state in ("carried", "changed") else ()
    return _woven(paragraph.source.quote, ((one.start, one.end, tag("del", _cut(paragraph, one))) for one in changes))


def _cut(paragraph: DraftParagraph, change: Change) -> str:
    return paragraph.source.quote[change.start : change.end]


def _after(paragraph: DraftParagraph) -> Html:
    """The draft's text with what is new or unsettled marked."""
    marks = ((start, end, tag("mark", paragraph.text[start:end])) for start, end in paragraph.marks)
    return _woven(paragraph.text, marks)


def _woven(text: str, pieces: Iterable[tuple[int, int, Html]]) -> Html:
    """A text with stretches of it replaced by HTML, in order."""
    parts: list[str] = []
    done = 0
    for start, end, html in pieces:
        parts += (escape(text[done:start]), html)
        done = end
    return Html("".join((*parts, escape(text[done:]))))


def comparison(manuscript: Manuscript) -> str:
    """A page of its own that shows what of the base was carried, changed, dropped, and what is new."""
    count = Counter(paragraph.state for paragraph in manuscript.paragraphs)
    told = "; ".join(f"{count[state]} đoạn {name}" for state, name in STATES.items() if count[state])
    title = f"So sánh dự thảo năm {manuscript.request.year} với {manuscript.base_name}"
    head = tag("tr", tag("th", "Văn bản gốc"), tag("th", "Dự thảo"), tag("th", ""))
    body = tag(
        "body",
        tag("h1", title),
        tag("p", f"{told}."),
        tag("h2", "Chỉ tiêu"),
        indicator_table(manuscript),
        tag("h2", "Lời văn"),
        tag("table", head, *(_compared(paragraph) for paragraph in manuscript.paragraphs)),
    )
    meta = join(tag("meta", charset="utf-8"), tag("title", title), tag("style", Html(_STYLE)))
    return "<!doctype html>" + tag("html", tag("head", meta), body, lang="vi")


def _compared(paragraph: DraftParagraph) -> Html:
    state = tag("td", STATES[paragraph.state], class_="state")
    if paragraph.state == "added":
        return tag("tr", tag("td", f"({paragraph.document})"), tag("td", tag("ins", paragraph.text)), state)
    if paragraph.state == "dropped":
        return tag("tr", tag("td", tag("del", paragraph.source.quote)), tag("td"), state, class_="dropped")
    if paragraph.state == "edited":
        made = tag("ins", paragraph.text)
        return tag("tr", tag("td", tag("del", paragraph.source.quote)), tag("td", made), state)
    return tag("tr", tag("td", _before(paragraph)), tag("td", _inserted(paragraph)), state)


def _inserted(paragraph: DraftParagraph) -> Html:
    pieces = ((one.start, one.end, tag("ins", one.text)) for one in paragraph.changes)
    return _woven(paragraph.source.quote, pieces)


def indicator_table(manuscript: Manuscript) -> Html:
    """The indicator table, to be read."""
    last, year = manuscript.last_year, manuscript.request.year
    titles = ("TT", "Chỉ tiêu", "Đơn vị", f"Chỉ tiêu {last}", f"Kết quả {last}", "% đạt", f"Chỉ tiêu {year}")
    return table((*titles, "Cấp trên giao", "Gợi ý"), [cells(row) for row in manuscript.rows])


def cells(row: IndicatorRow) -> list[str]:
    """A row as the table shows it: figures as staff write them, blank where there is none."""
    last = show_bound(row.last, row.comparator) if row.last is not None else ""
    figures = (row.result, row.target, row.superior)
    bounds: tuple[Comparator, ...] = ("=", row.comparator, "=")
    result, target, superior = (
        show_bound(one, bound) if one is not None else "" for one, bound in zip(figures, bounds, strict=True)
    )
    offered = row.suggestion
    hint = f"{show_bound(offered.figure, row.comparator)}: {offered.reason}" if offered else ""
    return [row.number, row.label, row.unit, last, result, reached(row), target, superior, hint]
