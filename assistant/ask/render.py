"""From a verified draft to what is shown: Markdown with numbered citations, rows and coverage."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.ask.composing.wording import CITED, Library, span_of
from assistant.ask.elsewhere import document_id_of, in_document, is_elsewhere, under_document
from assistant.ask.tallying.doubt import used_unsurely
from assistant.types import Answer, AnswerRow, Citation, Coverage, Draft, Question, Span, Statement, Tally, Trace


def rendered(
    question: Question,
    draft: Draft,
    struck: tuple[str, ...],
    looked: Coverage | None,
    books: Library,
    trace: Trace,
) -> Answer:
    """The answer with its citations numbered in the order of the text, those of the rows after them."""
    numbers: dict[Span, int] = {}
    text = markdown(draft.statements, numbers)
    rows = [
        AnswerRow(
            indicator=under_document(row),
            document=books.of(row.document_id).name,
            identity=books.of(row.document_id).identity,
            verdict=verdict,
            citation=numbers.setdefault(in_document(span_of(row)), len(numbers) + 1),
            document_place=books.of(document_id_of(row.document_id)).identity.place if row.place else None,
        )
        for row, verdict in draft.rows
    ]
    rows += [_listed(span, numbers, books) for span in draft.listed]
    return Answer(
        question=question,
        outcome=draft.outcome,
        text=text,
        citations=tuple(_citation(span, n, books) for span, n in numbers.items()),
        rows=tuple(rows),
        coverage=looked,
        trace=trace,
        struck=struck,
    )


def _listed(span: Span, numbers: dict[Span, int], books: Library) -> AnswerRow:
    """A document that the answer lists: it fulfils what was asked, and states no figure."""
    document = books.of(span.document_id)
    cited = numbers.setdefault(in_document(span), len(numbers) + 1)
    return AnswerRow(None, document.name, document.identity, "match", cited)


def markdown(statements: Iterable[Statement], numbers: dict[Span, int]) -> str:
    """The statements joined; each new citation takes the next number in ``numbers``."""
    blocks: list[str] = []
    part = "answer"
    for statement in statements:
        # A list or a table ends where another part, another document's heading or a line that is no item begins.
        after = any(
            bool(blocks) and blocks[-1].startswith(mark) and not statement.text.startswith(mark) for mark in _MARKS
        )
        table = statement.text.startswith("|") and bool(blocks) and not blocks[-1].startswith("|")
        if blocks and (statement.part != part or statement.text.startswith("**") or after or table):
            blocks.append("")
        part = statement.part
        blocks.append(_with_marks(statement, numbers))
    return "\n".join(blocks)


_MARKS = ("- ", "|")  # how a line of a list and one of a table begin


def _with_marks(statement: Statement, numbers: dict[Span, int]) -> str:
    """A statement with the marks of its citations, behind it or where it says.

    A "[2]" of its own would pass for one and becomes "(2)".
    """
    text = re.sub(r"\[(\d+)\]", r"(\1)", statement.text)
    spans = dict.fromkeys(map(in_document, statement.spans))
    if CITED in text:
        for span in map(in_document, statement.spans):
            text = text.replace(CITED, f"[{numbers.setdefault(span, len(numbers) + 1)}]", 1)
        return text
    marks = "".join(f" [{numbers.setdefault(span, len(numbers) + 1)}]" for span in spans)
    return text + marks


def _citation(span: Span, n: int, books: Library) -> Citation:
    document = books.of(span.document_id)
    return Citation(
        n=n,
        document_id=span.document_id,
        document=document.name,
        title=document.identity.title,
        issuer=document.identity.issuer,
        section=span.section,
        quote=span.quote,
        start=span.start,
        end=span.end,
    )


def coverage_of(tallied: Tally) -> Coverage:
    """How many documents ended in each group of a tally."""
    return Coverage(
        documents=tallied.documents,
        match=len(tallied.match),
        boundary=len(tallied.boundary),
        no_match=len(tallied.no_match),
        silent=len(tallied.silent),
        excluded=len(tallied.excluded),
        unsure=len(used_unsurely(tallied)),
        could_change=len(tallied.doubtful),
        elsewhere=sum(
            is_elsewhere(each.document_id) for each in (*tallied.match, *tallied.boundary, *tallied.no_match)
        ),
        written=len(tallied.written),
    )
