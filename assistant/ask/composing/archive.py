"""Answers about the archive itself: which documents it holds, and how many."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from assistant.ask.composing.wording import Library, capital, counted, unit_words
from assistant.ask.tallying.tally import out_of_scope
from assistant.ask.understanding.vocabulary import table
from assistant.language.dates import find_date
from assistant.language.text import fold
from assistant.types import Draft, Question, Resolution, Span, Statement

MAX_LISTED = 100  # documents that an answer lists
_SIGNATURE = 400  # characters at the end of a document that has no closing part
_MAX_TITLE = 300  # characters of a document's first line that are quoted


def compose_archive(question: Question, books: Library) -> Draft:
    """The documents of the places, levels, years and kinds asked about."""
    found = _asked(question, books)
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
    found = _asked(question, books)
    if not (question.places or question.levels) or not found or question.about is None:
        text = "Hãy nêu rõ xã, phường hoặc đơn vị ban hành để tra văn bản."
        return Draft("abstained", (Statement(text),))
    if not (signed := _signed_as(question, found)):
        return Draft("abstained", (Statement("Không văn bản nào của nơi này do người giữ chức vụ được hỏi ký."),))
    found = signed
    facts = [_fact(document, question.about) for document in found]
    cited = [each for document in found for each in _cited_number(question, document)]
    told = question.about == "place" and any(document.identity.inferred for document in found)
    answered = told or any(fact.spans for fact in facts) or bool(cited)
    return Draft("answered" if answered else "abstained", (*facts, *cited))


def _signed_as(question: Question, found: list[Resolution]) -> list[Resolution]:
    """The documents that the office asked for has signed; all where none is asked for."""
    if question.about != "signer":
        return found
    asked = fold(question.text)
    roles = {fold(role) for each in found if (role := each.identity.signer_role) and fold(role) in asked}
    office = max(roles, key=len, default="")
    named = any(fold(words) in asked for words in table()["offices"]["words"])
    return [each for each in found if not named or (office and fold(each.identity.signer_role or "") == office)]


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


_NUMBER = re.compile(r"\d+(?:/\d{4})?\s*[-/]\s*[A-ZĐa-zđ]+(?:[-/][A-ZĐa-zđ]+)*")


def _cited_number(question: Question, document: Resolution) -> list[Statement]:
    """A number asked about that is not the document's own, but of one that it refers to."""
    if question.about != "number":
        return []
    asked = {match.group() for match in _NUMBER.finditer(question.text)}
    found = []
    for number in sorted(asked):
        if fold(number) == fold(document.identity.number or ""):
            continue
        line = next((line for line in document.text.splitlines() if fold(number) in fold(line)), None)
        span = _line_with(document, line) if line else None
        if span is not None:
            text = f"- Không: {number} là số của văn bản khác, được viện dẫn ở đoạn: “{span.quote}”"
            found.append(Statement(text, spans=(span,)))
    return found


def _signature(document: Resolution) -> list[str]:
    """The lines of the closing part from the signer's role on: the role and the name under it."""
    closing = [section for section in document.sections if section.role == "closing"]
    if document.identity.signer_role is None:
        return []
    text = document.text[closing[-1].start if closing else -_SIGNATURE :]
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
    "title": ("trích yếu", lambda document: [first_line(document).quote]),
    "kind": ("loại văn bản", lambda document: [first_line(document).quote]),
    "issuer": ("cơ quan ban hành", lambda document: [first_line(document).quote]),
}


def telling_lines(document: Resolution) -> tuple[Span, ...]:
    """The lines by which a reader sees what a document is: its title, its number and its date."""
    said = (*_number_line(document), *_date_line(document))
    spans = (first_line(document), *(_line_with(document, line) for line in said))
    found = [span for span in spans if span is not None]
    # One line often says all of it.
    return tuple(
        dict.fromkeys(
            span
            for span in found
            if not any(each.start <= span.start and span.end <= each.end for each in found if each != span)
        )
    )


def _line_with(document: Resolution, line: str) -> Span | None:
    start = document.text.rfind(line)
    quote = line[:_MAX_TITLE]
    return Span(document.document_id, "", start, start + len(quote), quote) if start >= 0 else None


def _asked(question: Question, books: Library) -> list[Resolution]:
    """The documents of the places, levels, years and kinds asked about."""
    documents = list(books.documents.values())
    outside = out_of_scope(question, documents)
    return [
        document
        for document in documents
        if document.document_id not in outside
        and (not question.years or bool(_years(document, issued=question.issued) & set(question.years)))
        and (not question.families or document.identity.family in question.families)
        and (not question.document_kinds or document.identity.kind in question.document_kinds)
    ]


def _years(document: Resolution, *, issued: bool) -> set[int | None]:
    """The year in which a document was issued, or those that it speaks of."""
    identity = document.identity
    if issued:
        return {int(identity.date[:4])} if identity.date else set()
    return {identity.target_year, identity.result_year}


def _item(document: Resolution) -> Statement:
    identity = document.identity
    who = unit_words(document)
    year = identity.target_year or identity.result_year
    when = f", năm {year}" if year else ""
    file = "" if document.name in who else f" (tệp {document.name})"
    text = f"- {capital(identity.kind)} của {who}{when}{file}"
    return Statement(text, spans=(first_line(document),), labels=(text,))


def first_line(document: Resolution) -> Span:
    """The line that opens the title, where a reader sees what the document is; else the first with words."""
    opening = " ".join(document.identity.title.split()[:2])
    title = re.search(rf"^[^\n]*{re.escape(opening)}[^\n]*(?:\n[^\n]+)?", document.text, re.MULTILINE)
    match = title or re.search(r"[^\n]*\w[^\n]*", document.text)
    start, end = match.span() if match else (0, len(document.text))
    end = min(end, start + _MAX_TITLE)
    return Span(document.document_id, "", start, end, document.text[start:end])
