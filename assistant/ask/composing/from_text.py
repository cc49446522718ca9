"""What an answer says after the second look at the text: the lines that hold what is asked, or what it looked at.

Where the ledger has no row and retrieval no passage, the text itself is quoted ("Văn bản ghi: …"); where it holds
nothing either, the refusal says how many documents were looked at, and shows what comes nearest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.ask.composing.wording import Library, capital, counted, document_words, unit_words
from assistant.ask.retrieving.second_look import Found, Seen
from assistant.ask.retrieving.stretches import Stretch
from assistant.language.catalogue import convert
from assistant.language.quantities import find_quantities, format_number, parse_number
from assistant.language.text import fold
from assistant.types import DERIVED_DECIMALS, Derived, Draft, Intent, Question, Resolution, Span, Statement

_MAY_ANSWER: frozenset[Intent] = frozenset({"lookup", "list", "compare", "describe", "sum", "mean"})
_NOT_SURELY = Statement(
    "Không có số liệu hay đoạn nào trả lời đúng câu hỏi, nhưng lời văn có câu gần với điều được hỏi; cần xem lại:"
)
_UNIT = re.compile(r"\W*(?:don vi|dvt)\b[^:\n]*:")
_THOUSANDS = re.compile(r":\s*(?:1[.,]000|nghin|ngan)\s*dong")
_THOUSANDS_A_BILLION = 1_000_000.0
_OPENS_LIST = re.compile(r"(?:gồm|trong đó|cụ thể|:)[^;]*;$")
_LONGEST = 700  # characters of a sentence that is quoted
_LONGEST_NEAR = 300  # the same where it is only near


def compose_from_text(question: Question, denied: Draft, seen: Seen, books: Library) -> Draft:
    """``denied`` is a refusal that says that the documents do not say a thing; what the text has to say to that."""
    if seen.clear and not (question.yes_no and question.any_of):
        return _told(question, denied, seen, books)
    first, *rest = denied.statements
    if seen.textless:
        first = _unsure(seen, books)
    elif any(not each.misses for each in seen.near):
        first = _NOT_SURELY
    shown = {each.stretch for each in seen.near}
    named = [each for each in seen.named if each not in shown]
    return replace(denied, statements=(first, *_near(seen, books), *_naming(named, books), *rest, *_looked(seen)))


def _told(question: Question, denied: Draft, seen: Seen, books: Library) -> Draft:
    """The lines that hold what is asked; of a condition over many units they are no answer, but are shown."""
    answers = question.route == "passages" or (question.intent in _MAY_ANSWER and not question.any_of)
    lines = quoted_lines(seen.clear, books, headed=True)
    lines += [line for each in seen.clear for line in what_is_left(each.stretch)]
    if answers:
        remark = " (chưa đọc được thành số liệu trong sổ)" if question.route == "ledger" else ""
        return Draft("answered", (Statement(f"Văn bản ghi{remark}:"), *lines))
    lead = Statement("Văn bản có ghi, chưa đọc được thành số liệu để trả lời câu hỏi này:")
    rest = [each for each in denied.statements if each.part == "coverage"]
    return replace(denied, outcome="abstained", statements=(lead, *lines, *rest))


def what_is_left(stretch: Stretch) -> list[Statement]:
    """What "còn lại là …" at the end of a sentence comes to, that tells a whole and its other parts: "128,4 − 71,2 −
    9,4 − 24,8 = 23"; nothing where the parts are no less than the whole.
    """
    rest = _REST.search(stretch.quote) if stretch.start >= 0 else None
    told = find_quantities(stretch.quote[: rest.start()]) if rest is not None else []
    told = [each for each in told if each.comparator == "=" and each.unit and each.unit != "%"]
    figures = [convert(each.value, each.unit, to=told[0].unit) for each in told]
    values = [float(each) for each in figures if each is not None]
    read = [(each.start, each.end) for each in told]
    whole = rest is not None and all(
        any(start <= match.start() < end for start, end in read)
        for match in _NUMBER.finditer(stretch.quote[: rest.start()])
    )
    if rest is None or not whole or len(values) != len(told) or len(values) < _WHOLE_AND_PARTS:
        return []
    left = float(f"{values[0] - sum(values[1:]):.9g}")
    if left <= 0:
        return []
    name = f"Phần còn lại ({' '.join(rest[1].split())})"
    formula = f"{' − '.join(map(format_number, values))} = {format_number(left)}"
    span = Span(stretch.document_id, "", stretch.start, stretch.end, stretch.quote)
    made = Derived("difference", tuple(values), left, told[0].unit)
    return [Statement(f"{name}: {format_number(left)} {told[0].unit} ({formula}).", (span,), (made,), (name,))]


_REST = re.compile(r"(?:phần |số )?còn lại\s+(?:là|thuộc|do)?\s*([^\d;.]+)[.;]?\s*$")
_WHOLE_AND_PARTS = 3
_NUMBER = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d[\d.,]*")  # a year is no part


def quoted_lines(found: Sequence[Found], books: Library, *, headed: bool = False) -> list[Statement]:
    """Each stretch as a line of the answer; ``headed`` with a line above those of each document."""
    lines: list[Statement] = []
    last = ""
    for each in found:
        document = books.of(each.stretch.document_id)
        if headed and document.document_id != last:
            label = capital(document_words(document))
            lines.append(Statement(f"**{label}**", labels=(label,)))
            last = document.document_id
        lines.append(_quoted(each.stretch, document, longest=_LONGEST))
    return lines


def _quoted(stretch: Stretch, document: Resolution, *, longest: int, remark: str = "") -> Statement:
    """A sentence as it stands, a row with the names of its columns, a line of the page's frame said to be one."""
    if stretch.start < 0:
        text = f"- “{stretch.quote}” (mục bên lề của trang trong tệp {document.name}, ngoài văn bản){remark}"
        return Statement(text, labels=(text,))
    if stretch.is_row:
        return row_words(stretch, document, remark=remark)
    stretch = _with_list(stretch, document)
    quote = stretch.quote[:longest].rsplit(" ", 1)[0] if len(stretch.quote) > longest else stretch.quote
    more = " …" if len(quote) < len(stretch.quote) else ""
    return Statement(
        f"- “{quote}{more}”{remark}", spans=(_span(stretch.start, len(quote), document),), labels=(remark,)
    )


def _with_list(stretch: Stretch, document: Resolution) -> Stretch:
    """A sentence that opens a list of what it sums up ("bao gồm: …; …") with that list."""
    if not _OPENS_LIST.search(stretch.quote):
        return stretch
    line = document.text[stretch.start :].partition("\n")[0]
    end = re.search(r"[.!?](?=\s|$)", line)
    whole = line[: end.end()] if end else line
    return replace(stretch, end=stretch.start + len(whole), quote=whole)


def row_words(stretch: Stretch, document: Resolution, *, remark: str = "") -> Statement:
    """As in "- Đàn lợn: Kế hoạch: 260; Thực hiện: 242", cited with the head that names the columns."""
    named = all(name for name, _ in stretch.cells)
    unit = next((words for span in stretch.heads if (words := _unit_line(document.text[slice(*span)]))), "")
    made = {cell: ratio for _, cell in stretch.cells if named and (ratio := _in_billions(cell, unit)) is not None}
    shown = [
        (name, f"{cell} ({format_number(made[cell].value)} tỷ đồng)" if cell in made else cell)
        for name, cell in stretch.cells
    ]
    cells = "; ".join(f"{name}: {cell}" for name, cell in shown)
    text = f"- {stretch.label}: {cells}" if named else f"- “{' '.join(stretch.quote.split())}”"
    spans = [_span(stretch.start, stretch.end - stretch.start, document)]
    labels = [remark, unit]
    text += f" ({unit.strip('()')})" if unit else ""
    for start, end in stretch.heads:
        words = document.text[start:end]
        if any(name and name.split()[0] in words for name, _ in stretch.cells):
            spans.append(_span(start, end - start, document))
    names = tuple(name for name, _ in stretch.cells if name)
    return Statement(
        f"{text}{remark}",
        spans=tuple(dict.fromkeys(spans)),
        derived=tuple(made.values()),
        labels=(*labels, stretch.label, *names),
    )


def _unit_line(head: str) -> str:
    """A line above a table that says in which unit it is ("Đơn vị tính: 1.000 đồng"), else ""."""
    return head.strip() if _UNIT.match(fold(head.strip())) and len(head) <= _LONGEST_NEAR else ""


def _in_billions(cell: str, unit: str) -> Derived | None:
    """A figure of a table in thousands of đồng as one of billions, where two decimals hold all of it."""
    if not re.fullmatch(r"\d{1,3}(?:\.\d{3})+", cell) or not _THOUSANDS.search(fold(unit)):
        return None
    value = parse_number(cell)
    billions = round(value / _THOUSANDS_A_BILLION, DERIVED_DECIMALS)
    is_whole = abs(billions * _THOUSANDS_A_BILLION - value) < 1
    return Derived("ratio", (value, _THOUSANDS_A_BILLION), billions) if is_whole else None


def _span(start: int, length: int, document: Resolution) -> Span:
    section = document.label_at(start)
    return Span(document.document_id, section, start, start + length, document.text[start : start + length])


# -- a refusal, with what was looked at --------------------------------------------------------------


def _looked(seen: Seen) -> list[Statement]:
    """How much was looked at before it is said that nothing was found."""
    if not seen.documents:
        text = f"Đã tìm tên này trong lời văn của cả {seen.by_name} văn bản{'' if seen.named else ', không thấy'}."
        return [Statement(text, derived=(counted(seen.by_name),), part="coverage")] if seen.by_name else []
    text = f"Đã xem cả số liệu trong sổ và lời văn của {seen.documents} văn bản."
    return [Statement(text, derived=(counted(seen.documents),), part="coverage")]


def _naming(named: Sequence[Stretch], books: Library) -> list[Statement]:
    """Where the name of a unit of which there is no document stands in those of others."""
    if not named:
        return []
    lines = [_near_line(Found(each, 0.0), books) for each in named]
    return [Statement("Tên này chỉ được nhắc trong văn bản của nơi khác:"), *lines]


def _unsure(seen: Seen, books: Library) -> Statement:
    """In the place of the claim, where some documents have no text that could be looked at."""
    told = "; ".join(_unseen(books.of(each)) for each in seen.textless)
    return Statement(f"Chưa thể nói là văn bản không nêu: {told}.", labels=(told,))


def _unseen(document: Resolution) -> str:
    """What of a document there is no text of."""
    parts = ", ".join(remark.part for remark in document.remarks if remark.fate == "unread")
    return f"{parts} của {document.name} chưa đọc được" if parts else f"không có chữ để xem trong tệp {document.name}"


def _near(seen: Seen, books: Library) -> list[Statement]:
    """What comes nearest in the text, each with what it is not."""
    if not seen.near:
        return []
    lines = [_near_line(each, books) for each in seen.near]
    if not seen.textless and any(not each.misses for each in seen.near):
        return lines
    return [Statement("Gần nhất trong lời văn (không phải câu trả lời):"), *lines]


def _near_line(found: Found, books: Library) -> Statement:
    document = books.of(found.stretch.document_id)
    missing = f"; khác {', '.join(found.misses)} được hỏi" if found.misses else ""
    remark = f" — {unit_words(document)}{missing}"
    return _quoted(found.stretch, document, longest=_LONGEST_NEAR, remark=remark)
