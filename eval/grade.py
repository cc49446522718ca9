"""One answer held against its case: what is demanded, and what is measured beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.types import Answer, Resolution, Verdict
from eval.cases import Case
from eval.metrics.answer_right import unmet_demands
from eval.metrics.evidence import Evidence, Stretch, evidence
from eval.metrics.exact_figures import ExactFigures, exact_figures
from eval.metrics.listed_places import ListedPlaces, listed_places
from eval.metrics.number_exactness import Known, NumberExactness, known_of, number_exactness
from eval.metrics.support import SupportScore, support
from eval.metrics.verbatim import Verbatim, verbatim

_LIST_NAMES: Mapping[Verdict, str] = {"match": "danh sách khớp", "boundary": "danh sách giáp ranh"}


@dataclass(frozen=True, slots=True)
class Library:
    """The documents that answers are held against: cleaned text by id and by file name."""

    by_id: Mapping[str, str]
    by_name: Mapping[str, str]
    known: Known


@dataclass(frozen=True, slots=True)
class Grade:
    """``unmet`` are the reasons why an answer is wrong, in Vietnamese. The rest is measured, not demanded.

    ``listed`` holds a comparison for each list that the case demands; ``evidence`` is None where nothing was
    retrieved or the case names no support.
    """

    unmet: tuple[str, ...]
    listed: Mapping[Verdict, ListedPlaces]
    verbatim: Verbatim
    support: SupportScore
    numbers: NumberExactness
    figures: ExactFigures
    evidence: Evidence | None = None

    @property
    def right(self) -> bool:
        """Whether all that the case demands holds."""
        return not self.unmet


def library(documents: Sequence[Resolution]) -> Library:
    """The archive's documents as ``grade`` needs them."""
    return Library(
        by_id={document.document_id: document.text for document in documents},
        by_name={document.name: document.text for document in documents},
        known=known_of(documents),
    )


def grade(case: Case, answer: Answer, *, books: Library, ranked: Sequence[Stretch] | None = None) -> Grade:
    """The grade of ``answer``. It is right when all of what its case demands holds, all or nothing:

    1. it refuses where ``abstain`` is true, and answers where it is false;
    2. it says one alternative of each group of ``must_include`` and nothing of ``must_not_include``;
    3. its rows name exactly the documents of ``rows.match`` and of ``rows.boundary``, where these are given;
    4. each of its citations is verbatim, which every case demands without writing it.

    Recall of ``support`` and exactness of numbers are measured beside it: another stretch of the document may
    support the same answer, and a number may be derived by arithmetic that the ``Answer`` does not show.
    ``ranked`` are the passages that retrieval alone found for the question, best first.
    """
    listed = _listed(case, answer)
    quoted = verbatim(answer.citations, texts=books.by_id)
    return Grade(
        unmet=(
            *unmet_demands(case, answer),
            *(reason for verdict, places in listed.items() for reason in _unlisted(places, _LIST_NAMES[verdict])),
            *(f"trích dẫn [{number}] không đúng nguyên văn" for number in quoted.misquoted),
        ),
        listed=listed,
        verbatim=quoted,
        support=support(case.support, citations=answer.citations, texts=books.by_name),
        numbers=number_exactness(answer, known=books.known),
        figures=exact_figures(case, answer),
        evidence=_evidence(case, ranked, books),
    )


def grade_failure(case: Case, error: Exception, *, books: Library) -> Grade:
    """The grade of a case that raised: wrong, nothing listed, nothing cited."""
    expected = _expected(case)
    return Grade(
        unmet=(f"lỗi {type(error).__name__}: {error}",),
        listed={name: listed_places((), verdict=name, expected=names) for name, names in expected.items()},
        verbatim=Verbatim(0, ()),
        support=support(case.support, citations=(), texts=books.by_name),
        numbers=NumberExactness(0, ()),
        figures=exact_figures(case, None),
        evidence=_evidence(case, (), books),
    )


def _evidence(case: Case, ranked: Sequence[Stretch] | None, books: Library) -> Evidence | None:
    if ranked is None or not case.support:
        return None
    return evidence(case.support, ranked=ranked, texts=books.by_name)


def _expected(case: Case) -> dict[Verdict, frozenset[str]]:
    """The lists that a case demands."""
    demanded: dict[Verdict, frozenset[str] | None] = {
        "match": case.rows.match,
        "boundary": case.rows.boundary,
    }
    return {verdict: names for verdict, names in demanded.items() if names is not None}


def _listed(case: Case, answer: Answer) -> dict[Verdict, ListedPlaces]:
    return {
        verdict: listed_places(answer.rows, verdict=verdict, expected=names)
        for verdict, names in _expected(case).items()
    }


def _unlisted(places: ListedPlaces, name: str) -> list[str]:
    """What is wrong with one list, in words."""
    wrong = (("thiếu", places.missing), ("thừa", places.extra))
    return [f"{name} {word} {', '.join(names)}" for word, names in wrong if names]
