"""Every number of an answer has a source that the reader can see.

This audits ``assistant.ask.verifying.verify`` and so shares nothing with it: it sees only the finished ``Answer``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations
from math import isclose

from assistant.types import (
    COMMUNE_LEVELS,
    DERIVED_DECIMALS,
    DOCUMENT_KINDS,
    Answer,
    AnswerRow,
    Coverage,
    Identity,
    Question,
    Resolution,
)
from eval.metrics.formulas import formulas
from eval.metrics.numbers import Number, find_numbers, numbers, plain

# Relative difference under which a figure of a row and its writing in the answer are the same number.
TOLERANCE = 1e-9
MONTHS = Decimal(12)
_BILLIONS = re.compile(r"(\d+) tỷ (\d{1,3})(?!\d)")
# Factors between a figure as the document writes it and the same in another unit, shown in brackets after it:
# thousand, million, billion, ten thousand, ten (tấn/ha to tạ/ha), a month to a year.
CONVERSIONS = tuple(map(Decimal, ("1e-3", "1e-4", "1e-6", "1e-9", "0.1", "10", "12", "1e3", "1e4", "12e-6")))


@dataclass(frozen=True, slots=True)
class Known:
    """What an answer may say of the archive itself: its size, the years of its documents, and their names."""

    documents: int = 0
    years: frozenset[int] = frozenset()
    labels: tuple[str, ...] = ()
    counts: frozenset[int] = frozenset()  # of the documents of one kind, body or level, or of two of them at once


@dataclass(frozen=True, slots=True)
class NumberExactness:
    """How many numbers an answer says, and those of them that nothing explains."""

    said: int
    unexplained: tuple[Decimal, ...]

    @property
    def share(self) -> float:
        """Share of the numbers that are explained, in [0, 1]; 1 where no number is said."""
        return 1 - len(self.unexplained) / self.said if self.said else 1.0


def number_exactness(answer: Answer, *, known: Known = Known()) -> NumberExactness:
    """The numbers of ``answer.text`` against all that explains them:

    1. a cited quote, a row, the question;
    2. a count that coverage, rows or citations explain, the size of the archive, the year of a document;
    3. the sum or the mean of the answer's rows that match, or of those of one year, the difference of two of them,
       or a yearly figure by the month;
    4. what a formula of the text makes of numbers that are explained ("(57 − 55) : 55 = 3,64 %"), done again here;
    5. another unit: "10.500 triệu đồng (10,5 tỷ đồng)" is explained where 10.500 is.

    Where the text repeats a name of a document whole ("Nghị quyết số 12-NQ/ĐU"), its digits are no figures.
    """
    text = _without(plain(answer.text), known.labels)
    said = find_numbers(text)
    sources = {*_sources(answer), *map(Decimal, (known.documents, *known.years))}
    for formula in formulas(text):
        if formula.stands and all(_explained(operand, sources) for operand in formula.operands):
            sources.add(formula.result)
    unexplained = [
        number.value
        for before, number in zip((None, *said), said, strict=False)
        if not _explained(number.value, sources)
        and not (before and _converts(before, number, text, sources))
        and not _counts_documents(number, text, known)
    ]
    return NumberExactness(len(said), tuple(unexplained))


def known_of(documents: Sequence[Resolution]) -> Known:
    """What an answer may say of these documents."""
    identities = [document.identity for document in documents]
    years = {year for one in identities for year in (one.result_year, one.target_year) if year}
    labels = tuple(label for document in documents for label in _labels(document))
    return Known(
        documents=len(documents), years=frozenset(years), labels=labels, counts=_documents_of_each(identities)
    )


def _documents_of_each(identities: Sequence[Identity]) -> frozenset[int]:
    """How many documents there are of each kind, body and level, and of each two of them."""
    sides: list[list[object]] = [[one.kind for one in identities], [one.family for one in identities]]
    sides.append([one.level for one in identities])
    sides += [list(zip(first, second, strict=True)) for first, second in combinations(tuple(sides), 2)]
    communes = sum(one.level in COMMUNE_LEVELS for one in identities)
    return frozenset({communes, *(count for side in sides for count in Counter(side).values())})


def _counts_documents(number: Number, text: str, known: Known) -> bool:
    """Whether ``number`` is told as a count of documents, and is one."""
    told = _DOCUMENTS.match(text, number.end) is not None
    return told and any(number.value == count for count in known.counts)


_DOCUMENTS = re.compile(rf"\s+(?:văn bản|tin, bài|{'|'.join(DOCUMENT_KINDS)})(?!\w)")


def _labels(document: Resolution) -> Iterator[str]:
    """What an answer may call a document: file name, title, number, issuer and date, as usually written."""
    identity = document.identity
    for name in (document.name, identity.title, identity.number, identity.issuer):
        if name:
            yield name
    if identity.date:
        day = date.fromisoformat(identity.date)
        yield from (identity.date, f"{day:%d/%m/%Y}", f"{day.day}/{day.month}/{day.year}")
        yield f"ngày {day:%d} tháng {day:%m} năm {day.year}"
        yield f"ngày {day.day} tháng {day.month} năm {day.year}"


def _without(text: str, labels: Sequence[str]) -> str:
    """``text`` without the labels, the longest first, so that one inside another does not break it."""
    wanted = sorted({label for label in labels if numbers(label)}, key=len, reverse=True)
    pattern = "|".join(rf"(?<!\w){re.escape(label)}(?!\w)" for label in wanted)
    return re.sub(pattern, " ", text, flags=re.IGNORECASE) if pattern else text


def _converts(before: Number, number: Number, text: str, sources: set[Decimal]) -> bool:
    """Whether ``number`` opens a bracket and is ``before``, which is explained, in another unit."""
    between = text[before.end : number.start]
    if not between.endswith("(") or not _explained(before.value, sources):
        return False
    return any(isclose(number.value, before.value * factor, rel_tol=TOLERANCE) for factor in CONVERSIONS)


def _sources(answer: Answer) -> Iterator[Decimal]:
    """Every number that the answer itself explains."""
    for cited in answer.citations:
        yield from numbers(cited.quote)
        # "13 tỷ 655 triệu" is one amount of 13,655 tỷ.
        yield from (Decimal(f"{m[1]}.{int(m[2]):03d}") for m in _BILLIONS.finditer(cited.quote))
    yield Decimal(len({cited.document_id for cited in answer.citations}))
    for row in answer.rows:
        yield from _of_row(row)
    yield from _of_question(answer.question)
    yield from _made(answer.rows)
    yield from _counts(answer.rows)
    if answer.coverage:
        yield from _of_coverage(answer.coverage)


def _counts(rows: Sequence[AnswerRow]) -> Iterator[Decimal]:
    """How many rows, documents and places there are of each verdict, and the ranks of an order of them; unnamed
    places are told by document.
    """
    for verdict in {row.verdict for row in rows}:
        chosen = [row for row in rows if row.verdict == verdict]
        documents = {row.document for row in chosen}
        places = {(row.identity.place or row.document, row.identity.district) for row in chosen}
        yield from map(Decimal, map(len, (chosen, documents, places)))
        yield from map(Decimal, range(1, len(chosen) + 1))


def _made(rows: Sequence[AnswerRow]) -> Iterator[Decimal]:
    """What can be made of the rows that match, indicator by indicator or of all, year by year or of all."""
    held = (row.indicator for row in rows if row.verdict == "match" and row.indicator is not None)
    figures = [figure for figure in held if figure.measure == "level"]
    for unit in {figure.unit for figure in figures}:
        own = [figure for figure in figures if figure.unit == unit]
        years = [[figure for figure in own if figure.year == year] for year in {figure.year for figure in own}]
        for group in (own, *years):
            values = [Decimal(str(figure.value)) for figure in group]
            yield sum(values, Decimal())
            yield round(sum(values, Decimal()) / len(values), DERIVED_DECIMALS)
        yield from (abs(Decimal(str(a.value)) - Decimal(str(b.value))) for a, b in combinations(own, 2))
        yield from (round(Decimal(str(figure.value)) / MONTHS, DERIVED_DECIMALS) for figure in own)


def _of_row(row: AnswerRow) -> Iterator[Decimal]:
    figure = row.indicator
    if figure is None:
        yield from numbers(" ".join((row.identity.number or "", *(row.identity.date or "").split("-"))))
        return
    for value in (figure.value, figure.value_max, figure.of, figure.year):
        if value is not None:
            yield Decimal(str(value))
    for words in (figure.label, figure.quote, figure.unit, figure.scope, figure.period):
        yield from numbers(words or "")


def _of_question(question: Question) -> Iterator[Decimal]:
    """The numbers asked, as written and as understood ("5 triệu/tháng" is asked of the year as 60)."""
    yield from numbers(f"{question.typed} {question.text} {question.standalone}")
    yield from map(Decimal, question.years)
    for clause in question.clauses:
        for value in (clause.condition.value, clause.condition.value_max):
            if value is not None:
                yield Decimal(str(value))


def _of_coverage(coverage: Coverage) -> Iterator[Decimal]:
    counts = coverage.match, coverage.boundary, coverage.no_match, coverage.silent, coverage.excluded
    yield from map(
        Decimal, (coverage.documents, *counts, coverage.texts, coverage.written, coverage.silent - coverage.written)
    )


def _explained(number: Decimal, sources: set[Decimal]) -> bool:
    return number in sources or any(isclose(number, source, rel_tol=TOLERANCE) for source in sources)
