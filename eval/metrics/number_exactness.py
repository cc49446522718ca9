"""Every number of an answer has a source that the reader can see.

This audits ``assistant.ask.verify`` and so shares nothing with it: it sees only the finished ``Answer``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import isclose

from assistant.types import Answer, AnswerRow, Coverage, Question, Resolution
from eval.metrics.numbers import numbers, plain

# Relative difference under which a figure of a row and its writing in the answer are the same number.
TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class NumberExactness:
    """How many numbers an answer says, and those of them that nothing explains."""

    said: int
    unexplained: tuple[Decimal, ...]

    @property
    def share(self) -> float:
        """Share of the numbers that are explained, in [0, 1]; 1 where no number is said."""
        return 1 - len(self.unexplained) / self.said if self.said else 1.0


def number_exactness(
    answer: Answer, *, documents: int | None = None, labels: Sequence[str] = ()
) -> NumberExactness:
    """The numbers of ``answer.text``, and those that stand in no cited quote, no row and not in the question,
    and are no count that coverage or the rows explain.

    ``documents`` is how many the archive holds, which an answer may say. ``labels`` are names of documents ("Nghị quyết số 12-NQ/ĐU"): where the text repeats one whole, its digits
    are no figures.
    """
    said = numbers(_without(plain(answer.text), labels))
    sources = {*_sources(answer), *([] if documents is None else [Decimal(documents)])}
    return NumberExactness(len(said), tuple(number for number in said if not _explained(number, sources)))


def labels_of(document: Resolution) -> tuple[str, ...]:
    """What an answer may call ``document``: file name, title, number, date, years, as usually written."""
    identity = document.identity
    years = (identity.result_year, identity.target_year)
    named = (document.name, identity.title, identity.number, identity.issuer)
    return (
        *(name for name in named if name),
        *(f"năm {year}" for year in years if year),
        *(_dates(identity.date) if identity.date else ()),
    )


def _dates(iso: str) -> tuple[str, ...]:
    day = date.fromisoformat(iso)
    spoken = (
        f"ngày {day:%d} tháng {day:%m} năm {day.year}",
        f"ngày {day.day} tháng {day.month} năm {day.year}",
    )
    return iso, f"{day:%d/%m/%Y}", f"{day.day}/{day.month}/{day.year}", *spoken


def _without(text: str, labels: Sequence[str]) -> str:
    """``text`` without the labels, the longest first, so that one inside another does not break it."""
    wanted = sorted({label for label in labels if numbers(label)}, key=len, reverse=True)
    pattern = "|".join(rf"(?<!\w){re.escape(label)}(?!\w)" for label in wanted)
    return re.sub(pattern, " ", text, flags=re.IGNORECASE) if pattern else text


def _sources(answer: Answer) -> Iterator[Decimal]:
    """Every number that the answer may say."""
    for cited in answer.citations:
        yield from numbers(f"{cited.quote} {cited.title}")
    for row in answer.rows:
        yield from _of_row(row)
    yield from _of_question(answer.question)
    yield from _counts(answer.rows)
    if answer.coverage:
        yield from _of_coverage(answer.coverage)


def _counts(rows: Sequence[AnswerRow]) -> Iterator[Decimal]:
    """How many rows, documents and places there are of each verdict; unnamed places are told by document."""
    for verdict in {row.verdict for row in rows}:
        chosen = [row for row in rows if row.verdict == verdict]
        documents = {row.document for row in chosen}
        places = {(row.identity.place or row.document, row.identity.district) for row in chosen}
        yield from map(Decimal, map(len, (chosen, documents, places)))


def _of_row(row: AnswerRow) -> Iterator[Decimal]:
    figure = row.indicator
    for value in (figure.value, figure.value_max, figure.of, figure.year):
        if value is not None:
            yield Decimal(str(value))
    for words in (figure.label, figure.quote, figure.unit, figure.scope, figure.period):
        yield from numbers(words or "")


def _of_question(question: Question) -> Iterator[Decimal]:
    """The numbers asked, as written and as understood ("5 triệu/tháng" is asked of the year as 60)."""
    yield from numbers(f"{question.text} {question.standalone}")
    yield from map(Decimal, question.years)
    if question.condition:
        for value in (question.condition.value, question.condition.value_max):
            if value is not None:
                yield Decimal(str(value))


def _of_coverage(coverage: Coverage) -> Iterator[Decimal]:
    counts = coverage.match, coverage.boundary, coverage.no_match, coverage.silent, coverage.excluded
    yield from map(Decimal, (coverage.documents, *counts))


def _explained(number: Decimal, sources: set[Decimal]) -> bool:
    return number in sources or any(isclose(number, source, rel_tol=TOLERANCE) for source in sources)
