"""Answers about the archive itself: which documents it holds, and how many."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from assistant.ask.composing.choosing import head_words
from assistant.ask.composing.signature import signature
from assistant.ask.composing.wording import Library, capital, counted, unit_words
from assistant.ask.retrieving.topic import topic_of
from assistant.ask.tallying.tally import out_of_scope
from assistant.ask.understanding.vocabulary import table
from assistant.language.dates import find_date
from assistant.language.text import fold
from assistant.types import Draft, Question, Resolution, Span, Statement

MAX_LISTED = 100  # documents that an answer lists
_MAX_TITLE = 300  # characters of a document's first line that are quoted


def compose_archive(question: Question, books: Library) -> Draft:
    """The documents of the places, levels, years and kinds asked about."""
    found, named = _named(question, _asked(question, books))
    if not found:
        reason = Statement(
            f"Kho có {len(books.documents)} văn bản, nhưng không văn bản nào như câu hỏi nêu.",
            derived=(counted(len(books.documents)),),
        )
        return Draft("abstained", (reason,))
    by = f" (đầu văn bản có “{named}”)" if named else ""
    lead = Statement(f"Kho có {len(found)} văn bản phù hợp{by}:", derived=(counted(len(found)),), labels=(by,))
    rest = len(found) - MAX_LISTED
    more = [Statement(f"- … và {rest} văn bản nữa.", derived=(counted(rest),))] if rest > 0 else []
    listed = (_item(each, dated=bool(question.months)) for each in found[:MAX_LISTED])
    return Draft("answered", (lead, *listed, *more))


def _named(question: Question, documents: list[Resolution]) -> tuple[list[Resolution], str]:
    """Of ``documents`` those whose heads have the question's further words, and these: "nghị quyết đại hội".

    All of them, and "", where none has, since the words then say something else. A single word says too little.
    """
    runs = [run for run in topic_of(question).runs if len(run) > 1 and not any(map(str.isdigit, "".join(run)))]
    wanted = {fold(word) for run in runs for word in run}
    found = [each for each in documents if wanted <= head_words(each)] if wanted else []
    return (found, ", ".join(" ".join(run) for run in runs)) if found else (documents, "")


def compose_about(question: Question, books: Library) -> Draft:
    """What a document is: its date, number, signer, place, in one line for each, as it states them; an inference is
    said to be one.
    """
    found = _asked(question, books)
    if not (question.places or question.levels) or not found or not question.about:
        text = "Hãy nêu rõ xã, phường hoặc đơn vị ban hành để tra văn bản."
        return Draft("abstained", (Statement(text),))
    if not (signed := _signed_as(question, found)):
        return Draft("abstained", (Statement("Không văn bản nào của nơi này do người giữ chức vụ được hỏi ký."),))
    found = signed
    facts = [_facts(document, question.about) for document in found]
    cited = [each for document in found for each in _cited_number(question, document)]
    told = "place" in question.about and any(document.identity.inferred for document in found)
    answered = told or any(fact.spans for fact in facts) or bool(cited)
    return Draft("answered" if answered else "abstained", (*facts, *cited))


def _signed_as(question: Question, found: list[Resolution]) -> list[Resolution]:
    """The documents that the office asked for has signed; all where none is asked for."""
    if "signer" not in question.about:
        return found
    asked = fold(question.text)
    roles = {fold(role) for each in found if (role := each.identity.signer_role) and fold(role) in asked}
    office = max(roles, key=len, default="")
    named = any(fold(words) in asked for words in table()["offices"]["words"])
    return [each for each in found if not named or (office and fold(each.identity.signer_role or "") == office)]


def _facts(document: Resolution, asked: Sequence[str]) -> Statement:
    """One line on one document, with each fact that is asked for."""
    name = f"{capital(document.identity.kind)} của {unit_words(document)}, tệp {document.name}"
    told = [_fact(document, each) for each in asked]
    text = f"- {name}: {'; '.join(each.text for each in told)}"
    spans = tuple(dict.fromkeys(span for each in told for span in each.spans))
    text = text if text.endswith("”") or not told else f"{text}."
    return Statement(text, spans=spans, labels=(name, *(label for each in told for label in each.labels)))


def _fact(document: Resolution, about: str) -> Statement:
    """As in "người ký: “BÍ THƯ”; “Huỳnh Văn An”"."""
    what, find = _FACTS[about]
    if spans := tuple(find(document)):
        return Statement(f"{what}: {'; '.join(f'“{_in_line(span.quote)}”' for span in spans)}", spans=spans)
    inferred = [each for field, each in document.identity.inferred.items() if field in ("district", "province")]
    if about == "place" and inferred:
        reasons = "; ".join(f"{each.value} ({each.reason})" for each in inferred)
        return Statement(f"văn bản không ghi {what}; suy luận: {reasons}", labels=(reasons,))
    return Statement(f"văn bản không ghi {what}")


def _in_line(quote: str) -> str:
    """A quote over two lines as one."""
    return " ".join(quote.split())


_NUMBER = re.compile(r"\d+(?:/\d{4})?\s*[-/]\s*[A-ZĐa-zđ]+(?:[-/][A-ZĐa-zđ]+)*")


def _cited_number(question: Question, document: Resolution) -> list[Statement]:
    """A number asked about that is not the document's own, but of one that it refers to."""
    if "number" not in question.about:
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


def _date_spans(document: Resolution) -> list[Span]:
    """Where the date of issue stands; a narrow column may break it over two lines."""
    date = document.identity.date
    lines = document.text.splitlines()
    pairs = (f"{first}\n{second}" for first, second in pairwise(lines))
    found = next((each for each in (*lines, *pairs) if date and find_date(each) == date), None)
    return _spans(document, found)


def _number_spans(document: Resolution) -> list[Span]:
    number = document.identity.number
    lines = document.text.splitlines()
    return _spans(document, next((line for line in lines if number and number in line.replace(" ", "")), None))


def _place_spans(document: Resolution) -> list[Span]:
    names = [name for name in (document.identity.district, document.identity.province) if name]
    lines = document.text.splitlines()
    return _spans(document, next((line for line in lines if any(fold(n) in fold(line) for n in names)), None))


def _effective_spans(document: Resolution) -> list[Span]:
    """The last sentence that says from when the document is in force."""
    found = [match.group().strip() for match in _IN_FORCE.finditer(document.text)]
    return _spans(document, found[-1] if found else None)


_IN_FORCE = re.compile(r"[^\n.;]*hiệu lực[^\n.;]*(?:từ|kể từ|sau)[^\n;]*", re.IGNORECASE)


def _spans(document: Resolution, words: str | None) -> list[Span]:
    span = _line_with(document, words) if words else None
    return [] if span is None else [span]


_FACTS: Mapping[str, tuple[str, Callable[[Resolution], Sequence[Span]]]] = {
    "number": ("số, ký hiệu", _number_spans),
    "date": ("ngày ban hành", _date_spans),
    "signer": ("người ký", signature),
    "effective": ("hiệu lực", _effective_spans),
    "place": ("huyện, tỉnh", _place_spans),
    "title": ("trích yếu", lambda document: [first_line(document)]),
    "kind": ("loại văn bản", lambda document: [first_line(document)]),
    "issuer": ("cơ quan ban hành", lambda document: [first_line(document)]),
}


def telling_lines(document: Resolution) -> tuple[Span, ...]:
    """The lines by which a reader sees what a document is: its title, its number and its date."""
    found = [first_line(document), *_number_spans(document), *_date_spans(document)]
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
        and (not question.months or (_issued(document) or "")[:7] in question.months)
        and (not question.families or document.identity.family in question.families)
        and (not question.document_kinds or document.identity.kind in question.document_kinds)
    ]


def _issued(document: Resolution) -> str | None:
    """The date of issue in ISO form; of a page that is no document of its own the date at its head."""
    if document.identity.date is not None:
        return document.identity.date
    span = _dated_line(document)
    return find_date(span.quote) if span is not None else None


def _dated_line(document: Resolution) -> Span | None:
    """The line at the head of a page that opens with a date: "20-12-2025 Lượt xem: 2.017"."""
    if document.identity.date is not None or document.identity.kind != "khác":
        return None
    head = document.text.splitlines()[:_HEAD]
    return next(iter(_spans(document, next((line for line in head if _opens_with_date(line)), None))), None)


_HEAD = 6  # lines of a page among which its date stands


def _opens_with_date(line: str) -> bool:
    first = re.match(r"\W*(?:ngày\s+)?(\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4})", line.casefold())
    return first is not None and find_date(first[1]) is not None


def _years(document: Resolution, *, issued: bool) -> set[int | None]:
    """The year in which a document was issued, or those that it speaks of."""
    identity = document.identity
    if issued:
        date = _issued(document)
        return {int(date[:4])} if date else set()
    return {identity.target_year, identity.result_year}


def _item(document: Resolution, *, dated: bool = False) -> Statement:
    """As in "- Nghị quyết của xã Yên Lộc, năm 2024 (tệp a.docx)"; with the date of issue where it was asked by."""
    identity = document.identity
    who = unit_words(document)
    year = identity.target_year or identity.result_year
    when = f", năm {year}" if year else ""
    file = "" if document.name in who else f" (tệp {document.name})"
    text = f"- {capital(identity.kind)} của {who}{when}{file}"
    spans = (_dated_line(document),) if identity.date is None else tuple(_date_spans(document))
    told = [span for span in spans if span is not None] if dated else []
    date = "".join(f", ngày ghi trên văn bản: “{_in_line(span.quote)}”" for span in told)
    return Statement(f"{text}{date}", spans=(first_line(document), *told), labels=(text,))


def first_line(document: Resolution) -> Span:
    """The line that opens the title, where a reader sees what the document is; else the first with words."""
    opening = " ".join(document.identity.title.split()[:2])
    title = re.search(rf"^[^\n]*{re.escape(opening)}[^\n]*(?:\n[^\n]+)?", document.text, re.MULTILINE)
    match = title or re.search(r"[^\n]*\w[^\n]*", document.text)
    start, end = match.span() if match else (0, len(document.text))
    end = min(end, start + _MAX_TITLE)
    return Span(document.document_id, "", start, end, document.text[start:end])
