"""One reply of the chat: an answer with its rows and coverage, a piece of one, or a failure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.types import Answer, AnswerRow, Indicator
from ui import words
from ui.html import Html, join, one_line, tag
from ui.markdown import to_html
from ui.views.actions import cite_link, copy_button, flag_button
from ui.views.tables import breakable, table, unsure

# Rows shown at once; the rest folds away so that the coverage line stays in sight.
_ROWS_SHOWN = 8
_TITLES = ("Địa phương", "Chỉ tiêu trong văn bản", "Mức", "Loại", "Năm")
_VERDICT = "Kết luận"
_FLAGGED = "Đã ghi vào thẻ Đánh giá để bổ sung câu trả lời đúng."


def waiting() -> Html:
    """What stands in for an answer until its first piece arrives."""
    return tag("div", "Đang tra cứu…", class_="nq-waiting", role="status")


def piece(markdown: str, *, turn: int) -> Html:
    """An answer that is still growing."""
    return tag("div", _text(markdown, turn=turn), class_="nq-answer")


def failure(line: str) -> Html:
    """A failure, shown as one."""
    return tag("div", tag("strong", "Không thực hiện được. "), line, class_="nq-error", role="alert")


def message(answer: Answer, *, turn: int, flagged: bool = False) -> Html:
    """A finished answer: how the question was read, the text, the rows, the coverage; whether it was called wrong."""
    notes = (words.coverage_line(answer), words.struck_line(answer))
    return tag(
        "div",
        _reading(answer),
        _text(answer.text, turn=turn),
        _rows(answer, turn=turn),
        *(tag("p", line, class_="nq-coverage") for line in notes if line),
        copy_button(),
        tag("span", _FLAGGED, class_="nq-flagged", role="status") if flagged else flag_button(turn),
        class_=f"nq-answer nq-{answer.outcome}",
    )


def _reading(answer: Answer) -> Html:
    asked = answer.question
    follows = asked.standalone and one_line(asked.standalone) != one_line(asked.text)
    return join(
        tag("p", tag("b", "Câu hỏi đầy đủ: "), asked.standalone, class_="nq-reading") if follows else None,
        tag("p", tag("b", "Hiểu là: "), asked.reading, class_="nq-reading") if asked.reading else None,
    )


def _text(markdown: str, *, turn: int) -> Html:
    return tag("div", to_html(markdown, mark=lambda n: cite_link(turn, n)), class_="nq-text")


def _rows(answer: Answer, *, turn: int) -> Html | None:
    # Documents that are the answer themselves are listed in its text.
    rows = [(row, row.indicator) for row in answer.rows if row.indicator is not None]
    if not rows:
        return None
    shown, folded = rows[:_ROWS_SHOWN], rows[_ROWS_SHOWN:]
    judged = words.judged(answer)
    more = tag("details", tag("summary", f"Xem thêm {len(folded)} dòng"), _table(folded, judged=judged, turn=turn))
    return join(_table(shown, judged=judged, turn=turn), more if folded else None)


def _table(rows: Sequence[tuple[AnswerRow, Indicator]], *, judged: bool, turn: int) -> Html:
    titles = [*_TITLES, *([_VERDICT] if judged else []), "Nguồn"]
    return table(titles, (_cells(*row, judged=judged, turn=turn) for row in rows))


def _cells(row: AnswerRow, indicator: Indicator, *, judged: bool, turn: int) -> list[Html | str]:
    verdict = tag("span", words.VERDICTS[row.verdict], class_=f"nq-verdict nq-{row.verdict}")
    return [
        _place(row),
        one_line(indicator.label),
        join(breakable(words.amount(indicator)), unsure(indicator)),
        words.KINDS[indicator.kind],
        str(indicator.year or "–"),
        *([verdict] if judged else []),
        cite_link(turn, row.citation),
    ]


def _place(row: AnswerRow) -> Html:
    around = words.shown_surroundings(row.identity)
    return join(words.shown_place(row.identity), tag("small", around) if around else None)
