"""One reply of the chat: an answer with its rows and coverage, a piece of one, or a failure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Literal

from assistant.types import Answer, AnswerRow, Indicator
from assistant.types import Verdict as RowVerdict
from ui import words
from ui.html import Html, join, one_line, tag
from ui.views.actions import cite_link, copy_button, export_button, flag_button, praise_button
from ui.views.chart import chart
from ui.views.cited import Source
from ui.views.markdown import CitationMark, to_html
from ui.views.once import Told, told_once
from ui.views.tables import breakable, table, unsure
from ui.views.understood import as_answered, understood

Verdict = Literal["right", "wrong"]

REASONS = ("Sai số liệu", "Thiếu nội dung", "Hiểu sai câu hỏi", "Trích dẫn không khớp", "Lý do khác")
NO_SOURCES: Mapping[int, Source] = MappingProxyType({})
# Rows shown at once; the rest folds away so that the coverage line stays in sight.
_ROWS_SHOWN = 8
_INDICATOR, _KIND, _YEAR = "Chỉ tiêu trong văn bản", "Loại", "Năm"
_MAY_BE_SAME = (_INDICATOR, _KIND, _YEAR)
_FLAGGED = "Đã ghi vào thẻ Đánh giá để bổ sung câu trả lời đúng."
_UNDER_WAY = {
    "": "Đang đọc câu hỏi…",
    "search": "Đang tra sổ chỉ tiêu và văn bản, đối chiếu từng trích dẫn…",
    "write": "Đang viết câu trả lời, đối chiếu từng câu với văn bản…",
}
_PRAISED = "Cảm ơn. Đã giữ làm câu hỏi đánh giá."
_VERDICTS: tuple[RowVerdict, ...] = ("match", "boundary", "no_match")


def waiting(step: str = "") -> Html:
    """What stands in for an answer until its first piece arrives: the step under way."""
    return tag("div", _UNDER_WAY[step], class_="nq-waiting", role="status")


def piece(markdown: str, *, turn: int) -> Html:
    """An answer that is still growing."""
    return tag("div", _text(markdown, mark=_marker(turn, NO_SOURCES)), class_="nq-answer", aria_busy="true")


def failure(line: str) -> Html:
    """A failure, shown as one."""
    return tag("div", tag("strong", "Không thực hiện được. "), line, class_="nq-error", role="alert")


def message(
    answer: Answer, *, turn: int, cited: Mapping[int, Source] = NO_SOURCES, verdict: Verdict | None = None
) -> Html:
    """A finished answer: how the question was read, the text, chart and rows, what was looked at, what can be done.

    ``cited`` are its sources in words, ``verdict`` whether the user found it right or wrong.
    """
    judged = words.judged(answer)
    told = told_once(answer, judged=judged)
    mark = _marker(turn, cited)
    return tag(
        "div",
        _reading(answer),
        _text(told.text, mark=mark),
        chart(answer.rows),
        _rows(answer, judged=judged, first=told.table_first, mark=mark, cited=cited),
        _looked_at(answer, told, mark=mark),
        _sources(cited),
        tag("div", *_actions(turn, verdict), class_="nq-actions"),
        class_=f"nq-answer nq-{answer.outcome}",
    )


def _marker(turn: int, cited: Mapping[int, Source]) -> CitationMark:
    def mark(n: int) -> Html:
        return cite_link(turn, n, hint=cited[n].hint if n in cited else None)

    return mark


def _reading(answer: Answer) -> Html:
    asked = answer.question
    follows = asked.standalone and one_line(asked.standalone) != one_line(asked.text)
    return join(
        tag("p", tag("b", "Câu hỏi đầy đủ: "), asked.standalone, class_="nq-reading") if follows else None,
        understood(as_answered(answer)),
    )


def _text(markdown: str, *, mark: CitationMark) -> Html:
    return tag("div", to_html(markdown, mark=mark), class_="nq-text")


def _rows(
    answer: Answer, *, judged: bool, first: bool, mark: CitationMark, cited: Mapping[int, Source]
) -> Html | None:
    """The table of rows, in the order of their citations; folded where the text has told them already."""
    # Documents that are the answer themselves are listed in its text.
    told = [(row, row.indicator) for row in answer.rows if row.indicator is not None]
    if not told:
        return None
    rows = sorted(told, key=lambda each: (_VERDICTS.index(each[0].verdict) if judged else 0, each[0].citation))
    made = [_cells(*row, judged=judged, mark=mark, cited=cited) for row in rows]
    same, shown_titles = _same(made)
    cells = [[row[title] for title in shown_titles] for row in made]
    head = tag("p", " · ".join(same), class_="nq-count") if same else None
    if not first:
        summary = tag("summary", f"Từng số liệu ({len(cells)} dòng)")
        return tag("details", summary, head, table(shown_titles, cells), class_="nq-more")
    shown, folded = cells[:_ROWS_SHOWN], cells[_ROWS_SHOWN:]
    summary = tag("summary", f"Xem thêm {len(folded)} dòng")
    more = tag("details", summary, table(shown_titles, folded), class_="nq-more")
    return join(head, table(shown_titles, shown), more if folded else None)


def _same(rows: Sequence[Mapping[str, Html | str]]) -> tuple[list[str], list[str]]:
    """What is the same in all rows and is said once above them; the titles of the columns that are left."""
    titles = list(rows[0])
    if len(rows) == 1:
        return [], titles
    alike = [title for title in _MAY_BE_SAME if len({str(row[title]).casefold() for row in rows}) == 1]
    return [str(rows[0][title]) for title in alike], [title for title in titles if title not in alike]


def _cells(
    row: AnswerRow, indicator: Indicator, *, judged: bool, mark: CitationMark, cited: Mapping[int, Source]
) -> dict[str, Html | str]:
    verdict = tag("span", words.VERDICTS[row.verdict], class_=f"nq-verdict nq-{row.verdict}")
    hint = cited[row.citation].hint if row.citation in cited else one_line(indicator.quote)
    return {
        "Địa phương": _place(row),
        _INDICATOR: one_line(indicator.label),
        "Mức": tag("span", breakable(words.amount(indicator)), unsure(indicator), title=hint),
        _KIND: words.KINDS[indicator.kind],
        _YEAR: str(indicator.year or "–"),
        **({"Kết luận": verdict} if judged else {}),
        "Nguồn": mark(row.citation),
    }


def _place(row: AnswerRow) -> Html:
    around = words.shown_surroundings(row.identity)
    return join(words.shown_place(row.identity), tag("small", around) if around else None)


def _looked_at(answer: Answer, told: Told, *, mark: CitationMark) -> Html | None:
    """What was looked at, in one line that unfolds to what is said of the rest."""
    line = told.looked_at or words.coverage_line(answer)
    struck = words.struck_line(answer)
    beyond = join(
        _text(told.beyond, mark=mark) if told.beyond else None,
        tag("p", struck) if line and struck else None,
    )
    if not beyond:
        return tag("p", line or struck, class_="nq-coverage") if line or struck else None
    return tag("details", tag("summary", line), beyond, class_="nq-coverage")


def _sources(cited: Mapping[int, Source]) -> Html | None:
    """What a copy of the answer ends with; it is not seen on the page, where the sources stand beside the answer."""
    if not cited:
        return None
    lines = (tag("p", f"[{n}] {source.line}") for n, source in cited.items())
    return tag("div", tag("p", tag("b", "Nguồn:")), *lines, class_="nq-sources-told", hidden=True)


def _actions(turn: int, verdict: Verdict | None) -> Iterator[Html]:
    yield copy_button()
    yield export_button(turn, "docx", "Tải Word")
    yield export_button(turn, "xlsx", "Tải Excel")
    if verdict is not None:
        yield tag("span", _PRAISED if verdict == "right" else _FLAGGED, class_="nq-flagged", role="status")
        return
    yield praise_button(turn)
    menu = tag("summary", "Chưa đúng", class_="nq-flag", title="Báo câu trả lời chưa đúng, kèm lý do")
    yield tag("details", menu, tag("div", *(flag_button(turn, reason) for reason in REASONS)), class_="nq-flag-menu")
