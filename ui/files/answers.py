"""Answers as files: a conversation, or one answer of it, for Word and for Excel, each with its sources."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from assistant.build import blocks_docx
from assistant.types import Answer, AnswerRow, Block, Indicator
from ui import words
from ui.files.cells import fitting, harmless
from ui.html import one_line
from ui.views.cited import Source
from ui.views.once import told_once
from ui.views.passage import in_words

Form = Literal["docx", "xlsx"]
MEDIA_TYPES: Mapping[Form, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
ROW_TITLES = ("Địa phương", "Chỉ tiêu trong văn bản", "Mức", "Loại", "Năm", "Kết luận", "Nguồn")
SOURCE_TITLES = ("Câu hỏi số", "Số", "Văn bản", "Mục", "Nguyên văn")
_SHEET_TITLES = ("Câu hỏi số", *ROW_TITLES[:2], "Giá trị", "Đến", "Đơn vị", *ROW_TITLES[2:])
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_RULE = re.compile(r"\|[\s|:-]+\|?")
_WIDTHS = (10, 30, 40, 12, 10, 22, 30, 12, 8, 14, 10)  # of the columns in Excel, in characters


@dataclass(frozen=True, slots=True)
class Told:
    """A question with its answer and the sources of it."""

    question: str
    answer: Answer
    cited: Mapping[int, Source]


def answers_file(told: Sequence[Told], *, title: str, form: Form) -> bytes:
    """The file; headings in Vietnamese, figures as numbers in Excel, no text of a document run as a formula."""
    return blocks_docx(list(_blocks(told, title=title))) if form == "docx" else _excel(told)


def _blocks(told: Sequence[Told], *, title: str) -> Iterator[Block]:
    """Each question with its answer as the page shows it, and its sources."""
    yield Block("title", title)
    for each in told:
        if each.question != title:  # a conversation of one question is named after it
            yield Block("heading", each.question)
        yield from _answer_blocks(each.answer)
        if each.cited:
            yield Block("text", "**Nguồn:**")
        for n, source in each.cited.items():
            yield Block("text", f"[{n}] {source.line}: “{in_words(source.quote)}”")


def _answer_blocks(answer: Answer) -> Iterator[Block]:
    judged = words.judged(answer)
    shown = told_once(answer, judged=judged)
    yield from _text_blocks(shown.text)
    rows = _rows(answer)
    if rows and shown.table_first:
        titles = ROW_TITLES if judged else tuple(title for title in ROW_TITLES if title != "Kết luận")
        yield Block("table", rows=(titles, *(tuple(_shown(*row, judged=judged)) for row in rows)))
    yield from _text_blocks("\n".join(filter(None, (shown.looked_at or words.coverage_line(answer), shown.beyond))))


def _text_blocks(markdown: str) -> Iterator[Block]:
    """Paragraphs, items and tables of an answer's Markdown."""
    lines = (line.strip() for line in markdown.splitlines())
    for is_table, group in groupby((line for line in lines if line), key=lambda line: line.startswith("|")):
        if is_table:
            cells = (line.strip("|").split("|") for line in group if not _RULE.fullmatch(line))
            yield Block("table", rows=tuple(tuple(cell.strip() for cell in row) for row in cells))
        else:
            for line in group:
                item = line.startswith("- ")
                yield Block("item" if item else "text", line.removeprefix("- "))


def _shown(row: AnswerRow, indicator: Indicator, *, judged: bool) -> list[str]:
    return [
        words.shown_place(row.identity),
        one_line(indicator.label),
        words.amount(indicator),
        words.KINDS[indicator.kind],
        str(indicator.year or ""),
        *([words.VERDICTS[row.verdict]] if judged else []),
        f"[{row.citation}]",
    ]


def _excel(told: Sequence[Told]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.remove(book.worksheets[0])
    sheets = {
        "Trả lời": [("Câu hỏi số", "Câu hỏi", "Trả lời"), *_answer_lines(told)],
        "Số liệu": [_SHEET_TITLES, *_figure_lines(told)],
        "Nguồn": [SOURCE_TITLES, *_source_lines(told)],
    }
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append([_cell(value) for value in line])
        for column in range(1, len(lines[0]) + 1):
            sheet.cell(row=1, column=column).font = Font(bold=True)
            wide = _WIDTHS[column - 1] if name == "Số liệu" else 12 if column == 1 else 60
            sheet.column_dimensions[get_column_letter(column)].width = wide
        sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _answer_lines(told: Sequence[Told]) -> list[Sequence[object]]:
    return [(at, each.question, _BOLD.sub(r"\1", each.answer.text)) for at, each in enumerate(told, start=1)]


def _figure_lines(told: Sequence[Told]) -> list[Sequence[object]]:
    lines: list[Sequence[object]] = []
    for at, each in enumerate(told, start=1):
        judged = words.judged(each.answer)
        for row, figure in _rows(each.answer):
            place, label, *rest = _shown(row, figure, judged=True)
            said, kind, year, verdict, mark = rest
            amounts = (figure.value, figure.value_max, figure.unit)
            lines.append(
                (at, place, label, *amounts, said, kind, int(year) if year else None, verdict if judged else "", mark)
            )
    return lines


def _source_lines(told: Sequence[Told]) -> list[Sequence[object]]:
    return [
        (at, f"[{n}]", source.line, source.section.removeprefix("mục "), in_words(source.quote))
        for at, each in enumerate(told, start=1)
        for n, source in each.cited.items()
    ]


def _rows(answer: Answer) -> list[tuple[AnswerRow, Indicator]]:
    found = [(row, row.indicator) for row in answer.rows if row.indicator is not None]
    return sorted(found, key=lambda each: each[0].citation)


def _cell(value: object) -> object:
    return harmless(fitting(value)) if isinstance(value, str) else value
