"""Answers about the archive itself: which documents it holds, and how many."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from assistant.ask.tally import is_of
from assistant.ask.wording import Library, capital, counted, unit_words
from assistant.language.dates import find_date
from assistant.language.text import fold
from assistant.types import Draft, Question, Resolution, Span, Statement

MAX_LISTED = 100  # documents that an answer lists
_MAX_TITLE = 300  # characters of a document's first line that are quoted


def compose_archive(question: Question, books: Library) -> Draft:
    """The documents of the places, levels, years and kinds asked about."""
    found = [document for document in books.documents.values() if _is_asked(question, document)]
    if not found:
        reason = Statement(
            f"Kho có {len(books.documents)} văn bản, nhưng không văn bản nào như câu hỏi nêu.",
            derived=(counted(len(books.documents)),),
        )
        return Draft("abstained", (reason,))
    lead = Statement(f"Kho có {len(found)} văn bản phù hợp:", derived=(counted(len(found)),))
    rest = len(found) - MAX_LISTED
    more = [Statement(f"- … và {rest} văn bản nữa.", derived=(counted(rest),))] if rest > 0 else []
    return Draft("answered", (lead, *map(_item, found[:MAX_LISTED]), *more))


def compose_about(question: Question, books: Library) -> Draft:
    """What a document is: its date, number, signer or place, as it states it; an inference is said to be one."""
    found = [document for document in books.documents.values() if _is_asked(question, document)]
    if not question.places or not found or question.about is None:
        text = "Hãy nêu rõ xã, phường hoặc đơn vị ban hành để tra văn bản."
        return Draft("abstained", (Statement(text),))
    facts = [_fact(document, question.about) for document in found]
    stated = any(fact.spans for fact in facts)
    return Draft("answered" if stated else "abstained", tuple(facts))


def _fact(document: Resolution, about: str) -> Statement:
    """One line on one document."""
    name = f"{capital(document.identity.kind)} của {unit_words(document)}, tệp {document.name}"
    what, pattern = _FACTS[about]
    spans = [span for span in (_line_with(document, value) for value in pattern(document)) if span is not None]
    if spans:
        quotes = "; ".join(f"“{span.quote}”" for span in spans)
        return Statement(f"- {name}: {what}: {quotes}", spans=tuple(spans), labels=(name,))
    inferred = [each for field, each in document.identity.inferred.items() if field in ("district", "province")]
    if about == "place" and inferred:
        reasons = "; ".join(f"{each.value} ({each.reason})" for each in inferred)
        text = f"- {name}: văn bản không ghi {what}; suy luận: {reasons}"
        return Statement(text, labels=(name, reasons))
    return Statement(f"- {name}: văn bản không ghi {what}.", labels=(name,))


def _signature(document: Resolution) -> list[str]:
    """The last two lines with words of the closing part: the signer's role and name."""
    closing = [section for section in document.sections if section.role == "closing"]
    if not closing or document.identity.signer_role is None:
        return []
    text = document.text[closing[-1].start : closing[-1].end]
    lines = [line for line in text.splitlines() if re.search(r"\w", line)]
    role = document.identity.signer_role.casefold()
    at = next((i for i, line in enumerate(lines) if line.strip(" .*").casefold().endswith(role)), None)
    return lines[at : at + 3] if at is not None else []


def _date_line(document: Resolution) -> list[str]:
    date = document.identity.date
    return [line for line in document.text.splitlines() if date and find_date(line) == date][:1]


def _number_line(document: Resolution) -> list[str]:
    number = document.identity.number
    return [line for line in document.text.splitlines() if number and number in line.replace(" ", "")][:1]


def _place_lines(document: Resolution) -> list[str]:
    names = [name for name in (document.identity.district, document.identity.province) if name]
    return [line for line in document.text.splitlines() if any(fold(name) in fold(line) for name in names)][:1]


_FACTS: Mapping[str, tuple[str, Callable[[Resolution], list[str]]]] = {
    "date": ("ngày ban hành", _date_line),
    "number": ("số, ký hiệu", _number_line),
    "signer": ("người ký", _signature),
    "place": ("huyện, tỉnh", _place_lines),
}


def _line_with(document: Resolution, line: str) -> Span | None:
    start = document.text.rfind(line)
    quote = line[:_MAX_TITLE]
    return Span(document.document_id, "", start, start + len(quote), quote) if start >= 0 else None


def _is_asked(question: Question, document: Resolution) -> bool:
    identity = document.identity
    return (
        (not question.places or any(is_of(place, identity) for place in question.places))
        and (not question.levels or identity.level in question.levels)
        and (not question.years or bool({identity.target_year, identity.result_year} & set(question.years)))
        and (not question.document_kinds or identity.kind in question.document_kinds)
    )


def _item(document: Resolution) -> Statement:
    identity = document.identity
    who = unit_words(document)
    year = identity.target_year or identity.result_year
    when = f", năm {year}" if year else ""
    file = "" if document.name in who else f" (tệp {document.name})"
    text = f"- {capital(identity.kind)} của {who}{when}{file}"
    return Statement(text, spans=(_first_line(document),), labels=(text,))


def _first_line(document: Resolution) -> Span:
    """The line that opens the title, where a reader sees what the document is; else the first with words."""
    opening = " ".join(document.identity.title.split()[:2])
    title = re.search(rf"^[^\n]*{re.escape(opening)}[^\n]*(?:\n[^\n]+)?", document.text, re.MULTILINE)
    match = title or re.search(r"[^\n]*\w[^\n]*", document.text)
    start, end = match.span() if match else (0, len(document.text))
    end = min(end, start + _MAX_TITLE)
    return Span(document.document_id, "", start, end, document.text[start:end])
