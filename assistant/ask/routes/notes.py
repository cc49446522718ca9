"""What a user must know beside an answer: names taken for others, namesakes, what became of a unit."""

from __future__ import annotations

from dataclasses import replace

from assistant.ask.composing.units import merged_notes, merger_note, of_place
from assistant.ask.composing.wording import Library, counted, units
from assistant.ask.tallying.tally import documents_of, superiors
from assistant.ledger.units import succeed
from assistant.types import (
    Merger,
    Place,
    Question,
    Statement,
)


def namesakes(question: Question, books: Library) -> list[Statement]:
    """That several units bear a name that was asked about, so that the next question can say which is meant."""
    documents = books.units
    found = []
    for place in question.places:
        is_bare = bool(place.name) and not (place.within or place.documents or place.held_to)
        named = documents_of(place, documents) if is_bare else []
        bearing = units(each for each in named if each.identity.place is not None)
        count = len(bearing)
        if succeed(bearing) and not place.members:
            text = f"{place.name} có văn bản của xã, phường trước và sau ngày 01/7/2025; nêu năm để chỉ lấy một."
            found.append(Statement(text, labels=(place.name, text), part="coverage"))
        elif count > 1 and not place.members:
            text = f"Trong kho có {count} đơn vị tên {place.name}; nêu huyện hoặc tỉnh để chỉ lấy một nơi."
            found.append(Statement(text, derived=(counted(count),), labels=(place.name,), part="coverage"))
    return found


def units_of_today(question: Question, books: Library) -> list[Statement]:
    """What became of the units asked about, where their documents say where they lie."""
    if len(question.places) > _FEW_PLACES or question.merged or question.intent == "about":
        return []
    named = (place for place in question.places if place.name and not place.documents and not place.members)
    mergers = (of_place(place, books) for place in named if _is_located(place, books))
    return [
        replace(merger_note(each[0]), part="coverage") for each in mergers if len(each) == 1 and _is_other(each[0])
    ]


_FEW_PLACES = 2  # named units of which an answer says where they belong today


def _is_located(place: Place, books: Library) -> bool:
    """Whether the documents of a place say in which district or province it lies."""
    return any(superiors(each.identity) for each in documents_of(place, list(books.documents.values())))


def _is_other(merger: Merger) -> bool:
    return (merger.old.level, merger.old.name) != (merger.now.level, merger.now.name)


def notes_of(question: Question) -> list[Statement]:
    """What a user must know before the answer: a name taken for misspelt, a name that the archive does not hold."""
    notes = [
        Statement(f"Kho không có “{typed}”; trả lời theo “{used}”.", labels=(typed, used))
        for typed, used in question.corrections
    ]
    notes += merged_notes(question)
    if question.unknown_places and question.places and not question.unread:
        names = ", ".join(f"“{name}”" for name in question.unknown_places)
        notes.append(Statement(f"Kho không có văn bản nào của {names}.", labels=question.unknown_places))
    return notes
