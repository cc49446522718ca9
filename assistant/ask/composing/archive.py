"""Answers about the archive itself: which documents it holds, and how many, of each kind and level asked about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import replace
from itertools import product

from assistant.ask.composing.choosing import head_text
from assistant.ask.composing.located import Located, in_province
from assistant.ask.composing.telling import dated_line, first_line, in_line, issued, telling_lines
from assistant.ask.composing.wording import Library, counted, kind_words, unit_words, units
from assistant.ask.retrieving.topic import topic_of
from assistant.ask.tallying.tally import out_of_scope
from assistant.ask.understanding.vocabulary import table
from assistant.language.abbreviations import spelled_out
from assistant.language.dates import find_date
from assistant.language.text import fold, syllables
from assistant.types import COMMUNE_LEVELS, Derived, Draft, Question, Resolution, Span, Statement

MAX_LISTED = 100  # documents that an answer lists


def compose_archive(question: Question, books: Library) -> Draft:
    """The documents of the places, levels, years and kinds asked about."""
    bounds = _bounds(question)
    within = replace(question, years=(), months=()) if bounds else question
    found, named = _named(question, asked_documents(within, books))
    found = [each for each in _of_time(question, found) if _is_within(each, bounds) and _lacks(question, each)]
    copies = sum(each.document_id in books.copies for each in found)
    found = [each for each in found if each.document_id not in books.copies]
    likely = _likely_there(question, books, found)
    if not (found or likely):
        reason = Statement(
            f"Kho có {len(books.documents)} văn bản, nhưng không văn bản nào như câu hỏi nêu.",
            derived=(counted(len(books.documents)),),
        )
        return Draft("abstained", (reason,))
    grouped, told, derived = _grouped(question, found)
    lead = _lead(question, found, named, told, derived)
    rest = len(found) - MAX_LISTED
    more = [Statement(f"- … và {rest} văn bản nữa.", derived=(counted(rest),))] if rest > 0 else []
    shown = grouped[:MAX_LISTED]
    listed = tuple(first_line(each) for each in shown)
    items = (_item(each, quoted=_asks_lines(question)) for each in shown)
    if copies:
        told = f"Không kể {copies} tệp là bản khác của văn bản đã có trong kho."
        more.append(Statement(told, derived=(counted(copies),)))
    return Draft("answered", (lead, *items, *more, *likely), listed=listed)


def _asks_lines(question: Question) -> bool:
    """Whether number or date are asked for, so that their own lines are cited beside the first."""
    asked = [
        word for name in ("about", "about_beside") for fact in ("number", "date") for word in table()[name][fact]
    ]
    return bool(question.months) or question.issued or _says(question, asked)


_SIDE = re.compile(r"(?<!\w)(?P<side>truoc|sau|tu|den)\s+(?=(?:ngay\s+|thang\s+|nam\s+)?\d)")
_MONTH_OR_YEAR = re.compile(
    r"(?:thang\s+(?P<month>\d{1,2})(?:\s*[/-]\s*|\s+nam\s+)|nam\s+)?(?P<year>(?:19|20)\d{2})(?!\d)"
)
_RUNS_ON = re.compile(r"\s*(?:den|toi|-|–)")  # "từ 2021 đến 2025" is no bound but a time
_DAY = re.compile(r"(?:ngay\s+)?\d{1,2}\s*(?:[/.-]|thang)")


def _bounds(question: Question) -> list[tuple[str, str]]:
    """The days, months or years before, after, from or up to which documents were issued, as starts of ISO dates:
    "trước năm 2016", "từ ngày 01/7/2025 đến ngày 31/12/2025". "Đến năm 2030" is no bound but a term.
    """
    bounds: list[tuple[str, str]] = []
    said = fold(question.text)  # character for character
    for match in _SIDE.finditer(said):
        rest, typed = said[match.end() :], question.text[match.end() :]
        if match["side"] == "den" and not bounds:
            continue  # "tính đến ngày 30/6/2025" is when it is asked
        if _DAY.match(rest) and (day := find_date(typed[:_LONGEST_DATE])) is not None:
            bounds.append((match["side"], day))
            continue
        found = _MONTH_OR_YEAR.match(rest)
        if found is None or match["side"] == "den" or int(found["month"] or 1) > _MONTHS:
            continue
        if len(question.years) <= 1 and not _RUNS_ON.match(rest, found.end()):
            month = f"-{int(found['month']):02d}" if found["month"] else ""
            bounds.append((match["side"], f"{found['year']}{month}"))
    return bounds


_MONTHS = 12
_LONGEST_DATE = 32  # characters of "ngày 01 tháng 7 năm 2025"


def _is_within(document: Resolution, bounds: Sequence[tuple[str, str]]) -> bool:
    """Whether a document was issued within all bounds; one without a date within none."""
    date = issued(document) or ""
    sides = [(side, date[: len(until)], until) for side, until in bounds]
    return not bounds or (
        bool(date)
        and all(
            {"truoc": own < until, "sau": own > until, "tu": own >= until, "den": own <= until}[side]
            for side, own, until in sides
        )
    )


def _lacks(question: Question, document: Resolution) -> bool:
    """Whether a document lacks the number or the date that the question says it lacks."""
    sides = (("without_number", document.identity.number), ("without_date", issued(document)))
    return not any(_says(question, table()[name]["words"]) and held for name, held in sides)


def _of_time(question: Question, found: Sequence[Resolution]) -> list[Resolution]:
    """The document issued last or first, where that is asked for; all of one day, undated ones not."""
    newest, oldest = (_says(question, table()[name]["words"]) for name in ("newest", "oldest"))
    dated = {each.document_id: date for each in found if (date := issued(each))}
    if newest == oldest or not dated:
        return list(found)
    day = max(dated.values()) if newest else min(dated.values())
    return [each for each in found if dated.get(each.document_id) == day]


def _lead(
    question: Question, found: Sequence[Resolution], named: str, told: str, derived: Sequence[Derived]
) -> Statement:
    """As in "Kho có 5 văn bản phù hợp: 3 nghị quyết; 2 báo cáo."."""
    by = f" (đầu văn bản có “{named}”)" if named else ""
    count = len(units(each for each in found if each.identity.place is not None))
    of_units = f", của {count} đơn vị" if _asks_units(question) else ""
    return Statement(
        f"Kho có {len(found)} văn bản phù hợp{by}{of_units}{f': {told}.' if told else ':'}",
        derived=(counted(len(found)), counted(count), *derived),
        labels=(by,),
    )


def _asks_units(question: Question) -> bool:
    return _asks_each(question, "unit")


def _says(question: Question, words: Sequence[str]) -> bool:
    said = fold(question.text)
    held = (each for each in map(fold, words) if each in said)
    return any(re.search(rf"(?<!\w){re.escape(each)}(?!\w)", said) for each in held)


def _named(question: Question, documents: list[Resolution]) -> tuple[list[Resolution], str]:
    """Of ``documents`` those whose heads have the question's further words, and these: "nghị quyết đại hội".

    All of them, and "", where none has, since the words then say something else. A single word says too little.
    """
    known = _read_words(question)
    said = [tuple(word for word in run if fold(word) not in known) for run in topic_of(question).runs]
    runs = [run for run in said if len(run) > 1 and not any(map(str.isdigit, "".join(run)))]
    wanted = [f" {fold(' '.join(run))} " for run in runs]
    found = [each for each in documents if wanted and all(words in head_text(each) for words in wanted)]
    return (found, ", ".join(" ".join(run) for run in runs)) if found else (documents, "")


def _read_words(question: Question) -> set[str]:
    """The folded syllables by which documents were chosen already: kinds, bodies, and words that say no more."""
    bodies = (words for family in question.families for words in table()["families"][family])
    said = (*question.document_kinds, *question.levels, *bodies, *table()["of_documents"]["words"])
    return {syllable for words in said for syllable in syllables(spelled_out(fold(words), plain=True))}


# -- how many of each --------------------------------------------------------------------------------

_FEW = 3  # groups of which one that is empty is told

_Sides = tuple[tuple[str, Callable[[Resolution], bool]], ...]


def _grouped(question: Question, found: Sequence[Resolution]) -> tuple[list[Resolution], str, list[Derived]]:
    """The documents in the order of the groups asked about, and how many of each: "3 nghị quyết; 2 báo cáo".

    Groups are the kinds, bodies and levels of which the question names several, or each of which it asks.
    """
    sides = [side for side in (_kinds(question, found), _families(question), _levels(question, found)) if side]
    if not sides:
        return list(found), "", []
    ordered: list[Resolution] = []
    told, derived = [], []
    for group in product(*sides):
        own = [each for each in found if all(belongs(each) for _, belongs in group)]
        if not own and len(sides[0]) > _FEW:
            continue
        words = " ".join(name for name, _ in group)
        ordered += own
        told.append(f"{len(own) or 'không có'} {words}")
        derived.append(counted(len(own)))
    return ordered, "; ".join(told), derived


def _kinds(question: Question, found: Iterable[Resolution]) -> _Sides:
    named = question.document_kinds if len(question.document_kinds) > 1 else ()
    if not named and _asks_each(question, "kind"):
        named = tuple(dict.fromkeys(each.identity.kind for each in found))
    return tuple(("tin, bài và văn bản khác" if kind == "khác" else kind, _has_kind(kind)) for kind in named)


def _has_kind(kind: str) -> Callable[[Resolution], bool]:
    return lambda document: document.identity.kind == kind


def _families(question: Question) -> _Sides:
    named = question.families if len(question.families) > 1 else ()
    return tuple((f"văn bản của {name}", _has_family(name)) for name in named)


def _has_family(family: str) -> Callable[[Resolution], bool]:
    return lambda document: document.identity.family == family


def _levels(question: Question, found: Iterable[Resolution]) -> _Sides:
    named = question.levels if len(question.levels) > 1 else ()
    if not named and _asks_each(question, "level"):
        named = tuple(dict.fromkeys(each.identity.level for each in found if each.identity.level))
    if set(named) > COMMUNE_LEVELS:
        others = tuple(level for level in named if level not in COMMUNE_LEVELS)
        return (*_of_levels(others), ("văn bản cấp xã", _has_level(COMMUNE_LEVELS)))
    return _of_levels(named)


def _of_levels(levels: Sequence[str]) -> _Sides:
    return tuple((f"văn bản của {level}", _has_level({level})) for level in levels)


def _has_level(levels: Set[str]) -> Callable[[Resolution], bool]:
    return lambda document: document.identity.level in levels


def _asks_each(question: Question, side: str) -> bool:
    """Whether the question asks how many there are of each kind or level: "mỗi loại mấy cái"."""
    return _says(question, table()["of_each"][side])


# -- which documents ---------------------------------------------------------------------------------


def asked_documents(question: Question, books: Library) -> list[Resolution]:
    """The documents of the places, levels, years and kinds asked about."""
    documents = list(books.documents.values())
    outside = {
        key: why for key, why in out_of_scope(question, documents).items() if not _lies_there(question, books.of(key))
    }
    return [
        document
        for document in documents
        if document.document_id not in outside
        and (not question.years or bool(_years(document, by_issue=question.issued) & set(question.years)))
        and (not question.months or (issued(document) or "")[:7] in question.months)
        and (not question.families or document.identity.family in question.families)
        and (not question.document_kinds or document.identity.kind in question.document_kinds)
    ]


def _lies_there(question: Question, document: Resolution) -> bool:
    """Whether a document states that its unit, a district too, lies in a district or province asked about."""
    there = {fold(name) for name in (document.identity.district, document.identity.province) if name}
    above = (place for place in question.places if place.name and place.level in ("huyện", "tỉnh"))
    return not question.levels and any(place.members and fold(place.name) in there for place in above)


def _years(document: Resolution, *, by_issue: bool) -> set[int | None]:
    """The year in which a document was issued, or those that it speaks of."""
    identity = document.identity
    if by_issue:
        date = issued(document)
        return {int(date[:4])} if date else set()
    return {identity.target_year, identity.result_year}


def _likely_there(question: Question, books: Library, found: Sequence[Resolution]) -> list[Statement]:
    """The documents that may lie in a province asked about, though they do not state it, each with what says so."""
    held = {each.document_id for each in found}
    told = [
        _likely(document, each)
        for place in question.places
        if place.name and place.level == "tỉnh"
        for document, each in in_province(list(books.documents.values()), place.name)
        if document.document_id not in held and not question.levels
    ]
    return [Statement("Có thể còn (văn bản không ghi tỉnh, suy luận):"), *told] if told else []


def _likely(document: Resolution, there: Located) -> Statement:
    name = f"{kind_words(document)} của {unit_words(document)} (tệp {document.name})"
    quote = f": “{in_line(there.spans[0].quote)}”" if there.spans else ""
    return Statement(f"- {name}; {there.reason}{quote}", spans=there.spans, labels=(name, there.reason))


def _item(document: Resolution, *, quoted: bool) -> Statement:
    """As in "- Nghị quyết của xã Yên Lộc, số 12/NQ-HĐND, ngày 20/12/2023, năm 2024 (tệp a.docx)"; with the lines of
    number and date where ``quoted``.
    """
    identity = document.identity
    who = unit_words(document)
    number = f", số {identity.number}" if identity.number else ""
    date = issued(document)
    day = f", ngày {_day(date)}" if date else ""
    year = identity.target_year or identity.result_year
    when = f", năm {year}" if year else ""
    file = "" if document.name in who else f" (tệp {document.name})"
    text = f"- {kind_words(document)} của {who}{number}{day}{when}{file}"
    spans = _shown_lines(document) if quoted else (first_line(document),)
    return Statement(text, spans=spans, labels=(text,))


def _day(date: str) -> str:
    """A date in ISO form as it is written: "20/12/2023"."""
    year, month, day = date.split("-")
    return f"{day}/{month}/{year}"


def _shown_lines(document: Resolution) -> tuple[Span, ...]:
    """The lines that say what a document is, the first line before its number and its date."""
    dated = dated_line(document)
    return tuple(dict.fromkeys((first_line(document), *telling_lines(document)[1:], *((dated,) if dated else ()))))
