"""Units of before July 2025 and of today: what became of one, and what one was made of.

The facts are those of the table of mergers and not of the archive, and each answer says so. A name that several
units bear is asked back, with the candidates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from assistant.ask.composing.located import FIELD_WORDS, located
from assistant.ask.composing.wording import Library, capital, unit_words
from assistant.ask.retrieving.said import names_unit
from assistant.ask.tallying.tally import documents_of, superiors
from assistant.ask.understanding.vocabulary import table
from assistant.language.merged_units import SINCE, former_units, is_of_unit, units_of_today
from assistant.language.text import fold, normalise
from assistant.types import Draft, Merger, Place, Question, Resolution, Span, Statement

_SOURCE = (
    f"Theo bảng sắp xếp đơn vị hành chính cấp xã từ {SINCE} (dữ liệu vietnamadminunits), "
    "không phải theo văn bản trong kho."
)
_MAX_CANDIDATES = 12


def compose_units(question: Question, books: Library) -> Draft | None:
    """What a question on merged units asks; None where the table does not have the names."""
    merged = tuple(dict.fromkeys(merger.now.name for merger in question.merged))
    names = question.unknown_places or merged or tuple(place.name for place in question.places)
    if "former" in question.about:
        own = () if question.merged else question.places  # else the places are old parts of the unit asked about
        if stated := _stated(own, books):
            return Draft("answered", stated)
        if lines := _told_in_text(question.unknown_places, books):
            return Draft("answered", lines)
        if any(_is_elsewhere(place, books) for place in own):
            return Draft(
                "abstained", (Statement("Văn bản trong kho không ghi đơn vị này được lập từ những đơn vị nào."),)
            )
        found = [merger for name in names for merger in former_units(name, within=_within(question))]
        if not found:
            return None
        told = _told(found, former=True)
        unsure = [_unsure(place.name) for place in own if not place.within and not question.superiors]
        return replace(told, statements=(*told.statements, *unsure)) if told.outcome == "answered" else told
    if lines := _told_in_text(names, books):
        return Draft("answered", lines)
    if "now" not in question.about:
        return None
    found = [merger for place in question.places for merger in of_place(place, books)]
    found += [m for name in question.unknown_places for m in units_of_today(name, within=_within(question))]
    return _told(found, former=False) if found else None


def _stated(places: Sequence[Place], books: Library) -> tuple[Statement, ...]:
    """What the documents of the units asked about say themselves of the units that they were made of."""
    documents = [each for place in places for each in documents_of(place, list(books.documents.values()))]
    return tuple(
        Statement(f"- “{quote}”", spans=(Span(each.document_id, "", start, start + len(quote), quote),))
        for each in documents
        for quote, start in _sentences(each.text)
        if _merging().search(normalise(quote)) and _is_of_own(quote, each.identity.commune or "")
    )


def _is_of_own(quote: str, commune: str) -> bool:
    """Whether a sentence is of its document's commune: it names it, or opens with a bare "Xã được lập …"."""
    said = normalise(quote)
    return fold(commune) in fold(quote) or _BARE.match(said) is not None or _IN_BRACKETS.search(said) is not None


_BARE = re.compile(r"\W*(?:xã|phường|thị trấn|đặc khu) (?:được|mới|ta|hình thành|thành lập)(?!\w)")

_IN_BRACKETS = re.compile(
    r"(?<!\w)(?:xã|phường|thị trấn|đặc khu)(?: mới| này)?\s*[,(]\s*"
    r"(?:được\s)?(?:hợp nhất|sáp nhập|nhập|thành lập|lập)(?!\w)"
)


def _told_in_text(names: Sequence[str], books: Library) -> tuple[Statement, ...]:
    """What the documents say became of units that they name, and of which unit each is; it goes before the table."""
    found: dict[str, list[Statement]] = {}
    for document in books.documents.values():
        for quote, start in _sentences(document.text):
            said = any(names_unit(fold(name), fold(quote)) for name in names)
            if said and _became().search(normalise(quote)) and len(quote) <= _LONGEST:
                span = Span(document.document_id, "", start, start + len(quote), quote)
                found.setdefault(document.document_id, []).append(Statement(f"- “{quote}”", spans=(span,)))
    return tuple(each for key, lines in found.items() for each in (*lines[:_MOST_LINES], _whose(books.of(key))))


_LONGEST, _MOST_LINES = 700, 3  # characters of a sentence that is quoted, and sentences of one document


@cache
def _became() -> re.Pattern[str]:
    return re.compile(table()["became"]["pattern"])


def _whose(document: Resolution) -> Statement:
    """Of which unit a document is, and where that lies: "Văn bản này là của xã Vàm Lộc; tỉnh Tây Ninh: “…”"."""
    name = unit_words(document)
    above = [each for field in FIELD_WORDS if (each := located(document, field)) is not None]
    there = [
        f"{each.words} {each.name}{f' ({each.reason})' if each.reason else ''}"
        for each in above
        if each.name not in name
    ]
    text = f"Câu trên ở văn bản của {', '.join((name, *there))} (tệp {document.name})."
    spans = tuple(span for each in above for span in each.spans)
    return Statement(text, spans=spans, labels=(text,))


def _unsure(name: str) -> Statement:
    text = f"Văn bản của {name} trong kho không ghi tỉnh, nên chưa chắc {name} trong kho là đơn vị này."
    return Statement(text, labels=(text,), part="coverage")


def _sentences(text: str) -> Iterator[tuple[str, int]]:
    for match in re.finditer(r"[^\n]+?(?:[.;](?=\s)|$)", text, re.MULTILINE):
        said = match.group().lstrip()
        yield said, match.end() - len(said)


@cache
def _merging() -> re.Pattern[str]:
    return re.compile(table()["merging"]["pattern"])


def _is_elsewhere(place: Place, books: Library) -> bool:
    """Whether the archive's unit lies where the table has none of its name that became or is a unit of today."""
    documents = documents_of(place, list(books.documents.values()))
    known = {name for document in documents for name in superiors(document.identity).values()}
    return bool(known) and not former_units(place.name, within=(*place.within, *known))


def _within(question: Question) -> tuple[str, ...]:
    return tuple(name for place in question.places for name in place.within) or question.superiors


def of_place(place: Place, books: Library) -> tuple[Merger, ...]:
    """Where a unit of the archive went: of all units of its name those that lie where its documents say it lies."""
    documents = documents_of(place, list(books.documents.values()))
    known = {name for document in documents for name in superiors(document.identity).values()}
    return units_of_today(place.name, within=(*place.within, *known))


def _told(mergers: Sequence[Merger], *, former: bool) -> Draft:
    units = dict.fromkeys(merger.now if former else merger.old for merger in mergers)
    if len(units) > 1:
        names = [unit.words for unit in list(units)[:_MAX_CANDIDATES]]
        lead = Statement("Tên này có ở nhiều nơi; hãy nêu rõ huyện hoặc tỉnh:")
        listed = [Statement(f"- {capital(name)}", labels=(capital(name),)) for name in names]
        return Draft("abstained", (lead, *listed))
    if not former:
        return Draft("answered", (*map(merger_note, mergers), _source()))
    lead_text = f"{capital(mergers[0].now.words)} gồm các đơn vị cũ:"
    parts = [f"{merger.old.words}{' (phần lớn)' if merger.split else ''}" for merger in mergers]
    listed = [Statement(f"- {capital(part)}", labels=(capital(part),)) for part in parts]
    return Draft("answered", (Statement(lead_text, labels=(lead_text,)), *listed, _source()))


def merger_note(merger: Merger, *, called: str = "") -> Statement:
    """That an old unit is part of one of today, and no more than is known of it.

    ``called`` is the name that the archive has for it, where it had been merged into the old unit before.
    """
    part = "phần lớn nay thuộc" if merger.split else "nay thuộc"
    name = merger.old.name
    if called and fold(called) != fold(name):
        name = f"{called} (sau nhập vào {name})"
    text = f"{capital(merger.old.level)} {name} (cũ, {merger.old.province}) {part} {merger.now.words}."
    return Statement(text, labels=(text,))


def merged_notes(question: Question) -> list[Statement]:
    """Which unit of today the old units stand for that a question on that one is answered from."""
    return [
        merger_note(merger, called=next((p.name for p in question.places if is_of_unit(p.name, merger)), ""))
        for merger in question.merged
    ]


def _source() -> Statement:
    return Statement(_SOURCE, labels=(_SOURCE,), part="coverage")
