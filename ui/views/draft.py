"""A draft as HTML: findings, the outline, paragraphs beside their sources, and the comparison with the base."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape

from assistant.drafting.figures import reached, show_bound, show_figure
from assistant.types import Change, DraftFinding, DraftParagraph, IndicatorRow, Manuscript, Severity
from ui.draft_words import CHECK_NAMES, SEVERITIES, STATES
from ui.html import Html, join, tag
from ui.views.actions import jump_button, paragraph_button
from ui.views.tables import table

_FEW = 8  # findings of one check that are shown unfolded
_SHOWN = 40  # findings of one check before the rest is only counted
_ORDER: tuple[Severity, ...] = ("error", "warning", "note")
_STYLE = """
body { font: 15px/1.5 "Segoe UI", "Noto Sans", Arial, sans-serif; margin: 24px; color: #1b2430; }
h1 { font-size: 20px; } h2 { font-size: 16px; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #c7ced8; padding: 6px 8px; vertical-align: top; }
th { background: #eef2f7; text-align: left; } td { width: 45%; } td.state { width: 10%; color: #566173; }
ins { background: #d9f2e0; text-decoration: none; } del { background: #fbdcdc; } .dropped { color: #8a8f98; }
"""


def findings(manuscript: Manuscript) -> Html:
    """What was found, the gravest first, grouped by check; each leads to its paragraph."""
    if not manuscript.findings:
        return tag("p", "Không thấy điểm nào cần sửa.", class_="nq-empty")
    groups: dict[tuple[int, str], list[DraftFinding]] = {}
    for finding in manuscript.findings:
        groups.setdefault((_ORDER.index(finding.severity), finding.check), []).append(finding)
    count = Counter(finding.severity for finding in manuscript.findings)
    told = ", ".join(f"{count[severity]} {SEVERITIES[severity]}" for severity in _ORDER if count[severity])
    shown = (_group(check, _ORDER[order], found) for (order, check), found in sorted(groups.items()))
    return join(tag("p", told, class_="nq-count"), *shown)


def _group(check: str, severity: Severity, found: Sequence[DraftFinding]) -> Html:
    head = tag("summary", f"{CHECK_NAMES.get(check, check)}: {len(found)} {SEVERITIES[severity]}")
    items = [tag("li", _place(finding), tag("small", f" {finding.remedy}")) for finding in found[:_SHOWN]]
    if len(found) > _SHOWN:
        items.append(tag("li", f"… và {len(found) - _SHOWN} điểm khác."))
    return tag("details", head, tag("ul", *items), class_=f"nq-fold nq-grave-{severity}", open=len(found) <= _FEW)


def _place(finding: DraftFinding) -> Html:
    if not finding.paragraph:
        return tag("span", f"{finding.message} “{finding.quote}”" if finding.quote else finding.message)
    return jump_button(f"nq-doan-{finding.paragraph}", finding.message)


def outline(manuscript: Manuscript) -> Html:
    """The headings of the draft; each leads to its place."""
    items = (
        tag(
            "li",
            jump_button(f"nq-doan-{paragraph.key}", paragraph.text),
            class_=f"nq-depth-{min(paragraph.depth, 4)}",
        )
        for paragraph in manuscript.kept
        if paragraph.depth
    )
    return tag("ul", *items, class_="nq-outline")


def side_by_side(manuscript: Manuscript) -> Html:
    """Each paragraph of the draft beside its source."""
    troubled = Counter(finding.paragraph for finding in manuscript.findings)
    rows = (_pair(paragraph, troubled[paragraph.key]) for paragraph in manuscript.paragraphs)
    return tag("div", *rows, class_="nq-pairs")


def _pair(paragraph: DraftParagraph, troubles: int) -> Html:
    state = STATES[paragraph.state]
    badge = tag("small", f"{state} · {troubles} điểm" if troubles else state, class_="nq-state")
    source = (
        f"{paragraph.document}, mục {paragraph.source.section}" if paragraph.source.section else paragraph.document
    )
    return tag(
        "div",
        tag("div", tag("small", source, class_="nq-state"), tag("p", _before(paragraph)), class_="nq-source"),
        tag("div", badge, tag("p", _after(paragraph)), paragraph_button(paragraph.key), class_="nq-made"),
        class_=f"nq-pair nq-{paragraph.state} nq-depth{min(paragraph.depth, 2)}",
        id=f"nq-doan-{paragraph.key}",
    )


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
    result, target, superior = (show_figure(one) if one is not None else "" for one in figures)
    offered = row.suggestion
    hint = f"{show_figure(offered.figure)}: {offered.reason}" if offered else ""
    return [row.number, row.label, row.unit, last, result, reached(row), target, superior, hint]
