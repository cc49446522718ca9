"""Where a document says what it is: its title, number, date, and from when it is in force."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Literal

from assistant.language.dates import find_date
from assistant.language.text import LOWER, UPPER
from assistant.types import Resolution, Span

_MAX_TITLE = 300  # characters of a line that are quoted
_HEAD = 6  # lines of a page among which its date stands
# "Sơn Hà, ngày 08 tháng 4 năm 2025", over two lines in a narrow column; the number may stand before it.
_DATED = re.compile(
    rf"(?:(?<![\w/-])[{UPPER}][{LOWER}'’]+(?:\s[{UPPER}][{LOWER}'’]+){{0,4}}\s?,\s*)?"
    r"[Nn]gày\s*\d{1,2}\s*tháng\s*\d{1,2}\s*năm\s*\d{4}"
)
_PASSED = re.compile(
    r"(?:được\s[^\n;]{0,120})?thông qua\s(?:[^\n.;]{0,60}?\s)?ngày\s*"
    r"\d{1,2}\s*(?:[/.-]\s*\d{1,2}\s*[/.-]|tháng\s*\d{1,2}\s*năm)\s*(?:19|20)\d{2}",
    re.IGNORECASE,
)
# "… hết hiệu lực từ ngày …" tells of another document.
_IN_FORCE = re.compile(
    r"[^\n.;]*(?<!hết )(?<!không còn )(?<!chấm dứt )hiệu lực[^\n.;]*(?:từ|kể từ|sau)[^\n;]*", re.IGNORECASE
)


def first_line(document: Resolution) -> Span:
    """The line that opens the title, where a reader sees what the document is; else the first with words."""
    opening = " ".join(document.identity.title.split()[:2])
    title = re.search(rf"^[^\n]*{re.escape(opening)}[^\n]*(?:\n[^\n]+)?", document.text, re.MULTILINE)
    match = title or re.search(r"[^\n]*\w[^\n]*", document.text)
    start, end = match.span() if match else (0, len(document.text))
    end = min(end, start + _MAX_TITLE)
    return Span(document.document_id, "", start, end, document.text[start:end])


def number_spans(document: Resolution) -> list[Span]:
    """The number with the word before it, without what stands beside it on its line."""
    number = document.identity.number
    if not number:
        return []
    written = r"[ \t]*".join(map(re.escape, re.sub(r"\s", "", number)))
    found = list(re.finditer(rf"(?:Số\s*:?\s*)?(?<![\w/-]){written}(?!\w)", document.text, re.IGNORECASE))
    return [_span(document, *found[-1].span())] if found else []


def date_spans(document: Resolution) -> list[Span]:
    """Where the date of issue stands; a narrow column may break it over two lines."""
    date = document.identity.date
    lines = document.text.splitlines()
    pairs = (f"{first}\n{second}" for first, second in pairwise(lines))
    line = next((each for each in (*lines, *pairs) if date and find_date(each) == date), None)
    whole = line_with(document, line) if line is not None else None
    if whole is None:
        return []
    told = next((each for each in _DATED.finditer(whole.quote) if find_date(each.group()) == date), None)
    return [_span(document, whole.start + told.start(), whole.start + told.end())] if told else [whole]


def passed_spans(document: Resolution) -> list[Span]:
    """The closing sentence that says when the document was passed: "được … thông qua ngày 20 tháng 12 năm 2019"."""
    found = [each for each in _PASSED.finditer(document.text) if find_date(each.group())]
    return [_span(document, *found[-1].span())] if found else []


def effective_spans(document: Resolution) -> list[Span]:
    """The last sentence that says from when the document is in force."""
    found = [match.group().strip() for match in _IN_FORCE.finditer(document.text)]
    span = line_with(document, found[-1]) if found else None
    return [] if span is None else [span]


def linked_spans(document: Resolution, link: Literal["amends", "carries_out", "grounds"]) -> list[Span]:
    """Where a document says which other one it amends or carries out, with its number and date; or on what grounds it
    was issued.
    """
    found = [_span(document, *match.span()) for match in _LINKS[link].finditer(document.text)]
    each_once = list({in_line(span.quote).casefold(): span for span in reversed(found)}.values())[::-1]
    return each_once if link == "grounds" else each_once[:_MOST_LINKS]


_MOST_LINKS = 2
_KINDS = (
    r"(?:nghị\s+quyết|quyết\s+định|kết\s+luận|chỉ\s+thị|kế\s+hoạch|đề\s+án|chương\s+trình|công\s+văn|thông\s+báo)"
)
# Its number, its date, and whose it is: "Nghị quyết số 31/NQ-HĐND ngày 18/12/2020 của HĐND xã".
_NAMED = (
    rf"{_KINDS}\s+(?:số\s*:?\s*)?\d+[^\s,;.]*"
    r"(?:,?\s+ngày\s+\d{1,2}(?:\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\s+tháng\s+\d{1,2}\s+năm\s+\d{4}))?"
    r"(?:\s+của\s+[^\n,;.:]{2,80})?"
)
_LINKS: Mapping[str, re.Pattern[str]] = {
    "amends": re.compile(
        rf"(?:sửa\s+đổi|điều\s+chỉnh|bổ\s+sung|thay\s+thế|thay\s+cho|bãi\s+bỏ|đính\s+chính)(?!\w)[^.;]{{0,90}}?{_NAMED}"
        rf"(?:[^.;]{{0,160}};\s*(?:và\s+)?{_NAMED})*",  # "bãi bỏ: nghị quyết …; nghị quyết …"
        re.IGNORECASE,
    ),
    "carries_out": re.compile(
        rf"(?:thực\s+hiện|triển\s+khai|cụ\s+thể\s+hóa|cụ\s+thể\s+hoá|thi\s+hành)\s+(?:theo\s+|các\s+)?{_NAMED}",
        re.IGNORECASE,
    ),
    "grounds": re.compile(r"^[^\w\n]*Căn cứ[^\n;]+", re.MULTILINE),
}


def dated_line(document: Resolution) -> Span | None:
    """The line at the head of a page that opens with a date: "20-12-2025 Lượt xem: 2.017"."""
    if document.identity.date is not None or document.identity.kind != "khác":
        return None
    line = next((each for each in document.text.splitlines()[:_HEAD] if _opens_with_date(each)), None)
    return line_with(document, line) if line else None


def _opens_with_date(line: str) -> bool:
    first = re.match(r"\W*(?:ngày\s+)?(\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4})", line.casefold())
    return first is not None and find_date(first[1]) is not None


def issued(document: Resolution) -> str | None:
    """The date of issue in ISO form; of a page that is no document of its own the date at its head."""
    if document.identity.date is not None:
        return document.identity.date
    span = dated_line(document)
    return find_date(span.quote) if span is not None else None


def telling_lines(document: Resolution) -> tuple[Span, ...]:
    """The lines by which a reader sees what a document is: its title, its number and its date."""
    found = [first_line(document), *number_spans(document), *date_spans(document)]
    # One line often says all of it.
    return tuple(
        dict.fromkeys(
            span
            for span in found
            if not any(each.start <= span.start and span.end <= each.end for each in found if each != span)
        )
    )


def line_with(document: Resolution, line: str) -> Span | None:
    """The last place of some words in a document, cut where they are long."""
    start = document.text.rfind(line)
    return _span(document, start, start + len(line[:_MAX_TITLE])) if start >= 0 else None


def in_line(quote: str) -> str:
    """A quote over two lines as one."""
    return " ".join(quote.split())


def _span(document: Resolution, start: int, end: int) -> Span:
    return Span(document.document_id, "", start, end, document.text[start:end])
