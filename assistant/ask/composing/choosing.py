"""Which document a summary is of: of those of the units asked about the one that the question's other words name.

A document is told by its head (what it says of itself, and its first lines). A word of the question that stands in no
head is of a matter and not of a document: then no summary is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from assistant.ask.composing.by_unit import texts_on
from assistant.ask.composing.wording import Library
from assistant.ask.tallying.tally import documents_of
from assistant.ask.understanding.gazetteer import bare_number
from assistant.ask.understanding.intent import document_kinds
from assistant.ask.understanding.words import prepared
from assistant.language.abbreviations import spelled_out
from assistant.language.dates import find_periods
from assistant.language.text import fold, normalise, syllables
from assistant.types import Place, Question, Resolution, Statement

_HEAD = 600  # characters of a document's beginning in which it says what it is
_LACKING = 0.3  # share of the words of a wish for a summary that the head of its document may lack
_NUMBER = re.compile(r"\d+(?:/\d{4})?\s*[-/]\s*[A-Za-zĐđ]+(?:[-/][A-Za-zĐđ]+)*")
# How much speaks for a document: its number before its kind, its year and the other words of its head.
_OF_NUMBER, _OF_KIND, _OF_WORDS = 4.0, 1.0, 2.0
_OF_TARGET_YEAR, _OF_RESULT_YEAR, _OF_DATE = 1.0, 0.6, 0.3


@dataclass(frozen=True, slots=True)
class Chosen:
    """The document taken for one unit of the question, and the others of that unit that fit too, newest first."""

    document: Resolution
    others: tuple[Resolution, ...]


def is_of_documents(question: Question, books: Library) -> bool:
    """Whether a question that may ask for a summary does: most of its other words name a document."""
    if question.summary is None:
        return False
    within = _within(question, books)
    wanted = question.summary
    if not within and not wanted:
        return bool(texts_on(_names(question), books.documents.values()))
    return any(_is_headed(document, question) for document in within)


def _is_headed(document: Resolution, question: Question) -> bool:
    """Whether a document's head has most of the words of a wish for a summary, with their marks where they have any:
    "bão" is no "báo". Words that only say which document it is are among the question's, and need not be there.
    """
    plain = head_words(document)
    marked = frozenset(syllables(spelled_out(_head(document), plain=False)))
    words = list(map(normalise, question.summary or ()))
    lacking = [word for word in words if word not in marked and not (fold(word) == word and word in plain)]
    return len(lacking) <= _LACKING * max(len(words), len(question.words))


def _names(question: Question) -> tuple[str, ...]:
    return (*question.unknown_places, *(place.name for place in question.places))


def told_of_elsewhere(question: Question, books: Library) -> list[tuple[Resolution, list[Statement]]]:
    """What texts of several units tell of units that have no document of their own."""
    return (
        [] if _within(question, books) and question.places else texts_on(_names(question), books.documents.values())
    )


def chosen(question: Question, books: Library) -> list[Chosen]:
    """For each unit asked about the document meant; empty where the words fit several units, or no year asked for."""
    found = []
    for place in question.places or (None,):
        fitting = _fitting(question, place, books) or _fitting(question, place, books, wide=True)
        if not fitting or (place is None and not _is_told(question, fitting)):
            continue
        out = standing_out(question, fitting) if place is None else None
        ordered = sorted(fitting, key=lambda each: (each != out, -_score(question, each), _newest_first(each)))
        others = sorted(ordered[1:], key=_newest_first)
        found.append(Chosen(ordered[0], tuple(others if place is not None else ())))
    return list({each.document.document_id: each for each in found}.values())


def of_units(question: Question, books: Library) -> list[Resolution]:
    """The documents of the units asked about, whatever their year, newest first; all where no unit is named."""
    return sorted(_within(question, books), key=_newest_first)


def _within(question: Question, books: Library) -> list[Resolution]:
    documents = list(books.documents.values())
    if not question.places:
        return [] if question.unknown_places else documents
    meant = {each.document_id for place in question.places for each in documents_of(place, documents)}
    return [document for document in documents if document.document_id in meant]


def _fitting(question: Question, place: Place | None, books: Library, *, wide: bool = False) -> list[Resolution]:
    """The documents of one unit that speak of the year asked for and whose heads have the question's words.

    With ``wide`` also those whose head names the year in any way.
    """
    years_of = named_years if wide else partial(_asked_years, question)
    documents = list(books.documents.values())
    own = documents if place is None else documents_of(place, documents)
    own = [each for each in own if not question.years or set(question.years) & years_of(each)]
    return [each for each in own if _is_headed(each, question)] if question.summary else own


def _is_told(question: Question, fitting: Sequence[Resolution]) -> bool:
    """Whether a question without a unit tells one document: by its words, its number, or since there is no other."""
    told = len(fitting) == 1 or any(_has_number(question, each) for each in fitting)
    return told or standing_out(question, fitting) is not None


def standing_out(question: Question, documents: Sequence[Resolution]) -> Resolution | None:
    """The document whose head has clearly more of the question's pairs of words than any other; None without one."""
    asked = {" ".join(pair) for pair in pairwise(_said(question))}
    heads = ((document, sum(f" {pair} " in head_text(document) for pair in asked)) for document in documents)
    ordered = sorted(heads, key=lambda each: -each[1])
    if not ordered or ordered[0][1] < _LEAST_PAIRS:
        return None
    return ordered[0][0] if len(ordered) == 1 or ordered[0][1] >= ordered[1][1] + _MORE_PAIRS else None


_LEAST_PAIRS, _MORE_PAIRS = 3, 2


def _score(question: Question, document: Resolution) -> float:
    asked = set(_said(question))
    head = head_words(document)
    score = _OF_NUMBER * _has_number(question, document)
    score += _OF_WORDS * len(asked & head) / max(len(asked), 1)
    score += _OF_KIND * (document.identity.kind in _kinds(question))
    for year in question.years:
        identity = document.identity
        issued = int(identity.date[:4]) if identity.date else None
        ways = ((identity.target_year, _OF_TARGET_YEAR), (identity.result_year, _OF_RESULT_YEAR), (issued, _OF_DATE))
        score += max((worth for known, worth in ways if known == year), default=0.0)
    return score


def _said(question: Question) -> list[str]:
    return syllables(spelled_out(question.text, plain=True))


def _has_number(question: Question, document: Resolution) -> bool:
    number = document.identity.number
    asked = {bare_number(match.group()) for match in _NUMBER.finditer(question.text)}
    return number is not None and bare_number(number) in asked


def head_words(document: Resolution) -> frozenset[str]:
    """The folded syllables by which a document says what it is."""
    return frozenset(head_text(document).split())


def head_text(document: Resolution) -> str:
    """What a document says that it is, as folded syllables with one blank beside each."""
    return f" {' '.join(syllables(spelled_out(_head(document), plain=True)))} "


def _head(document: Resolution) -> str:
    identity = document.identity
    said = (identity.kind, identity.family, identity.number, identity.issuer, identity.title, _beginning(document))
    return " ".join(part for part in said if part)


def _asked_years(question: Question, document: Resolution) -> set[int]:
    """The years of a document; where no kind of document is asked for, that which a plan looks back on too."""
    years = _years(document)
    planned = document.identity.target_year
    if planned is not None and document.identity.result_year is None and not _kinds(question):
        years.add(planned - 1)
    return years


def _kinds(question: Question) -> tuple[str, ...]:
    """The kinds of document that the question names."""
    return document_kinds(prepared(question.text))


def _beginning(document: Resolution) -> str:
    """What stands before the first section that is of a matter."""
    first = (each.start for each in document.sections if each.role not in ("heading", "basis"))
    return document.text[: min(_HEAD, next(first, _HEAD))]


def _years(document: Resolution) -> set[int]:
    """The years that a document speaks of and was issued in, else those that its head names."""
    identity = document.identity
    told = {year for year in (identity.target_year, identity.result_year) if year}
    if identity.date:
        told.add(int(identity.date[:4]))
    # Laws that a document is based on have their years in its head too.
    return told or {int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", _beginning(document))}


def named_years(document: Resolution) -> set[int]:
    """Every year that a document's head names or that it speaks of, those within a term too ("2026 - 2030")."""
    head = f"{document.identity.title} {_beginning(document)}"
    terms = (range(each.first, each.last + 1) for each in find_periods(head))
    said = (int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", head))
    return _years(document) | set(said) | {year for term in terms for year in term}


def nearest(question: Question, books: Library) -> list[Resolution]:
    """Of the units asked about the document whose years come nearest to those asked for."""

    def distance(document: Resolution) -> int:
        own = _years(document)
        return min((abs(one - other) for one in own for other in question.years), default=_FAR)

    ordered = sorted(_within(question, books), key=lambda each: (distance(each), _newest_first(each)))
    return ordered[:1] if question.places and question.years else []


_FAR = 1000  # years


def _newest_first(document: Resolution) -> tuple[int, int, str]:
    identity = document.identity
    year = identity.target_year or identity.result_year or max(_years(document), default=0)
    return (-year, -int((identity.date or "0").replace("-", "")), document.name)
