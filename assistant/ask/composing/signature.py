"""Who signed a document: the office and the name under it, without what stands beside them.

The closing part of a Vietnamese document has two columns, recipients on the left and signature on the right; a
reader keeps them side by side on one line, in cells of a table, or one below the other. The office tells the column,
the name is the next stretch of words that each begin with a capital letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.ask.understanding.vocabulary import table
from assistant.language.text import normalise
from assistant.types import Resolution, Span

_CLOSING = 700  # characters at the end of a document that has no closing part
_AFTER = 8  # lines below the office in which the name stands
_GAP = re.compile(r"\||\t|[ ]{2,}|(?<=;)[ ]+|(?<=[^\W\d_]{3}\.)[ ]+")
_SIGNED = re.compile(r"\(?(?:đã ký|đã kí|ký tên|ký thay)\)?[\s:.]*", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_]+(?:[ ]+[^\W\d_]+){1,4}")


@dataclass(frozen=True, slots=True)
class _Cell:
    """A stretch of one line between gaps; offsets are those of the document."""

    line: int
    start: int
    text: str


def signature(document: Resolution) -> tuple[Span, ...]:
    """The spans of the office and of the name; none where the document ends without either."""
    cells = list(_cells(document))
    for at in range(len(cells) - 1, -1, -1):
        office, name = _office_and_name(cells[at])
        if office is None or not _is_of(document, office):
            continue
        spans = [_span(document, office)]
        below = (cell for cell in cells if 0 < cell.line - cells[at].line <= _AFTER)
        found = name or next((each for cell in below if (each := _name_in(cell)) is not None), None)
        if found is not None:
            return (*spans, _span(document, found))
        if document.identity.signer_role is not None:
            return tuple(spans)
    return ()


def _cells(document: Resolution) -> Iterator[_Cell]:
    """The stretches between gaps of the closing part, line by line."""
    closing = [section for section in document.sections if section.role == "closing"]
    at = closing[-1].start if closing else max(0, len(document.text) - _CLOSING)
    for number, line in enumerate(document.text[at:].splitlines(keepends=True)):
        position = 0
        for gap in (*_GAP.finditer(line), None):
            text = line[position : gap.start() if gap is not None else len(line)]
            bare = text.strip(" .*\r\n")
            if bare:
                yield _Cell(number, at + position + text.index(bare), bare)
            position = gap.end() if gap is not None else len(line)
        at += len(line)


def _office_and_name(cell: _Cell) -> tuple[_Cell | None, _Cell | None]:
    """The office of a cell that is nothing else, or that goes on with the name: "CHỦ TỊCH: Vũ Văn An"."""
    said = normalise(cell.text)
    for office in sorted(table()["offices"]["words"], key=len, reverse=True):
        at = said.find(office)
        if at < 0 or _is_lower(cell.text[at : at + len(office)]) or len(said[:at].split()) > _FEW:
            continue
        lead = cell.text[:at].rfind(":") + 1  # "Nơi nhận: BÍ THƯ" are two columns
        lead += len(cell.text[lead:at]) - len(cell.text[lead:at].lstrip())
        rest = _Cell(cell.line, cell.start + at + len(office), cell.text[at + len(office) :])
        name = _name_in(rest)
        if name is None and len(rest.text.split()) > _FEW:
            continue
        end = len(cell.text) if name is None else at + len(office)
        return _Cell(cell.line, cell.start + lead, cell.text[lead:end]), name
    return None, None


_FEW = 4  # words beside an office in its cell: "KT. CHỦ TỊCH", "Thường trực"


def _is_lower(text: str) -> bool:
    """In a sentence an office is written small: "báo cáo đồng chí bí thư"."""
    return text[:1].islower()


def _is_of(document: Resolution, office: _Cell) -> bool:
    """Whether a cell is of the office that the document is known to be signed by; any, where none is known."""
    role = document.identity.signer_role
    return role is None or normalise(role) in normalise(office.text)


def _name_in(cell: _Cell) -> _Cell | None:
    """The name of a person, if a cell is one: two to five words with capitals, behind "(đã ký)" or alone."""
    lead = _SIGNED.match(cell.text.lstrip(" :-–"))
    text = cell.text.lstrip(" :-–")
    text = text[lead.end() :] if lead is not None else text
    text = text.strip(" .:;")
    is_name = _NAME.fullmatch(text) is not None and all(word[0].isupper() for word in text.split())
    starts_list = cell.text.lstrip().startswith(("-", "–", "+"))
    if not is_name or starts_list or any(office in normalise(text) for office in table()["offices"]["words"]):
        return None
    return _Cell(cell.line, cell.start + cell.text.index(text), text)


def _span(document: Resolution, cell: _Cell) -> Span:
    return Span(document.document_id, "", cell.start, cell.start + len(cell.text), cell.text)
