"""What a document is, as it states it: its number, date, signer, place; who holds an office."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.ask.composing.archive import asked_documents
from assistant.ask.composing.choosing import named_years, standing_out
from assistant.ask.composing.excerpts import passed_resolutions
from assistant.ask.composing.located import FIELD_WORDS, asked_fields, located
from assistant.ask.composing.signature import holds_office, offices_signed, persons_in, signature
from assistant.ask.composing.telling import (
    date_spans,
    dated_line,
    effective_spans,
    first_line,
    in_line,
    line_with,
    linked_spans,
    number_spans,
    passed_spans,
)
from assistant.ask.composing.wording import Library, kind_words, unit_words
from assistant.ask.understanding.vocabulary import table
from assistant.language.text import fold
from assistant.types import Draft, Outcome, Question, Resolution, Span, Statement

_MAX_HOLDERS = 3  # sentences that name who holds an office


def compose_about(question: Question, books: Library) -> Draft:
    """What a document is: its date, number, signer, place, in one line for each, as it states them; an inference is
    said to be one.
    """
    if "passed" in question.about:  # the kind that is named is that of what was passed
        question = replace(question, document_kinds=())
    found = asked_documents(question, books) or _of_other_years(question, books) or _of_any_kind(question, books)
    # "Nghị quyết năm 2025" is the one for that year rather than the one that looks back on it.
    found = [each for each in found if each.identity.target_year in question.years] or found
    known = set(question.about) <= {*_FACTS, "place"}
    told_by_head = None if question.places or question.levels else standing_out(question, found)
    found = found if told_by_head is None else [told_by_head]
    is_told = bool(question.places or question.levels or told_by_head is not None)
    if is_told and not found and question.places and question.about == ("place",):
        return _without_own(question)
    if not is_told or not found or not question.about or not known:
        text = "Hãy nêu rõ xã, phường hoặc đơn vị ban hành để tra văn bản."
        return Draft("abstained", (Statement(text),))
    beside: tuple[Statement, ...] = ()
    if "signer" in question.about and (offices := _offices_asked(question.text)):
        signed = [document for document in found if any(_is_signed_as(document, *each) for each in offices)]
        unsigned = [each for each in offices if not any(_is_signed_as(document, *each) for document in found)]
        told = tuple(dict.fromkeys(line for each in unsigned for line in _holders(found, *each)))
        if not signed and set(question.about) == {"signer"}:
            return Draft("answered", told) if told else _not_named(question, offices[0][0], found)
        found, beside = signed or found, told
    if question.about == ("passed",):
        found = [document for document in found if passed_resolutions(document)] or found
    facts = [_facts(document, question) for document in found]
    cited = [each for document in found for each in _cited_number(question, document)]
    inferred = "place" in question.about and any(fact.labels[1:] for fact in facts)
    answered = inferred or any(fact.spans for fact in facts) or bool(cited or beside)
    missed = question.about == ("place",) and not any(_tells_asked(each, question) for each in found)
    # A signature without a name, where nothing but who signed is asked for of a document told by its number.
    by_name = set(question.about) <= {"signer", "number"} and "signer" in question.about and not beside
    missed |= by_name and bool(found) and all(len(signature(each)) == 1 for each in found)
    outcome: Outcome = "answered" if answered and not missed else "abstained"
    denies = outcome == "abstained" and question.about == ("passed",)
    return Draft(outcome, (*facts, *cited, *beside), denies=denies)


def _without_own(question: Question) -> Draft:
    """That no document is of the unit: where it lies is for the texts that name it."""
    names = ", ".join(place.name for place in question.places)
    text = f"Kho không có văn bản riêng của {names}, và văn bản nhắc tên không nêu nơi này thuộc huyện, tỉnh nào."
    return Draft("abstained", (Statement(text, labels=(names,)),), denies=True)


def _of_other_years(question: Question, books: Library) -> list[Resolution]:
    """Where no document is about the years asked for: those whose heads name one of them."""
    undated = asked_documents(replace(question, years=()), books) if question.years else []
    return [each for each in undated if set(question.years) & named_years(each)]


def _of_any_kind(question: Question, books: Library) -> list[Resolution]:
    """Where none of a named unit is of the kind asked for: its others, news of the same meeting among them."""
    if not (question.places and (question.document_kinds or question.families)):
        return []
    return asked_documents(replace(question, document_kinds=(), families=()), books)


# -- one line on a document --------------------------------------------------------------------------


def _facts(document: Resolution, question: Question) -> Statement:
    """One line on one document, with each fact that is asked for."""
    name = f"{kind_words(document)} của {unit_words(document)}, tệp {document.name}"
    told = [part for each in question.about for part in _fact(document, each, question)]
    text = f"- {name}: {'; '.join(each.text for each in told)}"
    spans = tuple(dict.fromkeys(span for each in told for span in each.spans))
    text = text if text.endswith("”") or not told else f"{text}."
    return Statement(text, spans=spans, labels=(name, *(label for each in told for label in each.labels)))


def _fact(document: Resolution, about: str, question: Question) -> Iterator[Statement]:
    """As in "người ký: “BÍ THƯ”; “Huỳnh Văn An”"."""
    if about == "place":
        yield from _place(document, question)
        return
    what, find = _FACTS[about]
    spans = tuple(find(document))
    if about == "signer" and len(spans) == 1:
        yield _quoted("văn bản không ghi họ tên người ký, chỉ ghi chức danh", spans)
        return
    yield _quoted(what, spans) if spans else Statement(f"văn bản không ghi {what}")
    passed = passed_spans(document) if about == "date" else []
    if passed and (not spans or _PASSED.search(fold(question.text))):
        yield _quoted("ngày thông qua", passed)


_PASSED = re.compile(r"(?<!\w)thong qua(?!\w)")


def _quoted(what: str, spans: Sequence[Span]) -> Statement:
    return Statement(f"{what}: {'; '.join(f'“{in_line(span.quote)}”' for span in spans)}", spans=tuple(spans))


def _place(document: Resolution, question: Question) -> Iterator[Statement]:
    """The district and the province that are asked for; of one that is not stated that it is not, and what speaks
    for one.
    """
    fields = asked_fields(question.text)
    told = {field: each for field in fields if (each := located(document, field)) is not None}
    both = [each for each in told.values() if not each.reason]
    if len(both) == len(FIELD_WORDS) and both[0].spans == both[1].spans:
        yield _quoted("huyện, tỉnh", both[0].spans)
        return
    missing = [FIELD_WORDS[field] for field in fields if field not in told]
    for field, each in told.items():
        if each.reason:
            because = f"{each.name} ({each.reason})"
            quote = f": “{in_line(each.spans[0].quote)}”" if each.spans else ""
            text = f"văn bản không ghi {FIELD_WORDS[field]}; suy luận: {because}{quote}"
            yield Statement(text, spans=each.spans, labels=(because,))
        else:
            yield _quoted(each.words, each.spans)
    # A city is a district or a province: one of them is enough.
    if missing and (not told or len(fields) == 1 or "thanh pho" not in fold(question.text)):
        yield Statement(f"văn bản không nêu {', '.join(missing)}")
        other = located(document, "district") if fields == ("province",) else None
        if other is not None and other.spans:
            yield _quoted("chỉ ghi huyện", other.spans)


def _tells_asked(document: Resolution, question: Question) -> bool:
    return any(located(document, field) is not None for field in asked_fields(question.text))


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
        span = line_with(document, line) if line else None
        if span is not None:
            text = f"- Không: {number} là số của văn bản khác, được viện dẫn ở đoạn: “{span.quote}”"
            found.append(Statement(text, spans=(span,)))
    return found


def _page_date(document: Resolution) -> list[Span]:
    """The date at the head of a page of news."""
    span = dated_line(document)
    return [] if span is None else [span]


_FACTS: Mapping[str, tuple[str, Callable[[Resolution], Sequence[Span]]]] = {
    "number": ("số, ký hiệu", number_spans),
    "date": ("ngày ban hành", lambda document: date_spans(document) or _page_date(document)),
    "passed": ("đã thông qua", lambda document: passed_resolutions(document)),
    "signer": ("người ký", signature),
    "effective": ("hiệu lực", effective_spans),
    "amends": ("văn bản được sửa đổi, thay thế", lambda document: linked_spans(document, "amends")),
    "carries_out": ("văn bản được thực hiện", lambda document: linked_spans(document, "carries_out")),
    "grounds": ("căn cứ ban hành", lambda document: linked_spans(document, "grounds")),
    "title": ("trích yếu", lambda document: [first_line(document)]),
    "kind": ("loại văn bản", lambda document: [first_line(document)]),
    "issuer": ("cơ quan ban hành", lambda document: [first_line(document)]),
}


# -- who holds an office -----------------------------------------------------------------------------


def _offices_asked(text: str) -> list[tuple[str, str]]:
    """The offices that a question asks the holders of, folded, each with what is said of it: "Chủ tịch HĐND" and
    "Chủ tịch UBND xã …" are two.
    """
    said = fold(text)
    words = sorted(map(fold, table()["offices"]["words"]), key=len, reverse=True)
    found = list(re.finditer(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", said))
    bounds = itertools.pairwise([*(each.start() for each in found), len(said)])
    told = [(each.group(), text[slice(*bound)]) for each, bound in zip(found, bounds, strict=True)]
    return [(office, own if bodies_in(own) or len(told) > 1 else text) for office, own in told]


def bodies_in(text: str) -> set[str]:
    """The families of bodies that some words name."""
    said = fold(text)
    named = table()["families"].items()
    return {
        name
        for name, words in named
        if any(re.search(rf"(?<!\w){re.escape(fold(word))}(?!\w)", said) for word in words)
    }


def _is_signed_as(document: Resolution, office: str, asked: str) -> bool:
    """Whether the office asked about, of the body asked about, has signed a document."""
    signed = [each for each in offices_signed(document) if holds_office(each, office)]
    if not signed:
        return False
    bodies = bodies_in(asked)
    own = bodies_in(signed[-1]) or {document.identity.family}
    return not bodies or bool(bodies & own)


def _holders(documents: Sequence[Resolution], office: str, asked: str) -> Iterator[Statement]:
    """The sentences that name who holds the office: "đồng chí Hà Kiên Trì giữ chức Bí thư Đảng ủy xã"."""
    bodies = bodies_in(asked)
    found = [span for document in documents for span in persons_in(document, office)]
    fitting = [span for span in found if not bodies or bodies & bodies_in(span.quote)]
    for span in fitting[:_MAX_HOLDERS]:
        yield Statement(f"- Văn bản ghi: “{in_line(span.quote)}”", spans=(span,))


def _not_named(question: Question, office: str, documents: Sequence[Resolution]) -> Draft:
    """That no document names the holder of the office, and who signed instead."""
    words = next(each for each in table()["offices"]["words"] if fold(each) == office)
    bodies = ", ".join(sorted(bodies_in(question.text)))
    lead = Statement(
        f"Văn bản không nêu ai giữ chức {words}{f' ({bodies})' if bodies else ''} của nơi này.",
        labels=(words, bodies),
    )
    told = [_facts(document, question) for document in documents if signature(document)]
    return Draft("abstained", (lead, *told))
