"""What a text says was not reached, and the rows of tables that a word marks ("Hụt"): named, with their figures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from assistant.ask.composing.from_text import quoted_lines
from assistant.ask.composing.items import items
from assistant.ask.composing.wording import counted
from assistant.ask.elsewhere import document_id_of
from assistant.ask.parts import Known, documents_within
from assistant.ask.retrieving.facets import numbers_in, serial_of
from assistant.ask.retrieving.second_look import Found
from assistant.ask.retrieving.stretches import Stretch
from assistant.ask.routes.text import sides
from assistant.ask.tallying.met import missed, planned
from assistant.ask.understanding.facets import asked_facets, is_unmet, judges, marks_asked
from assistant.ask.understanding.facets import told as tells
from assistant.language.catalogue import catalogue
from assistant.language.quantities import rules
from assistant.language.text import fold, normalise
from assistant.types import Draft, Indicator, Question, Span, Statement


def targets_not_reached(question: Question, known: Known) -> Draft | None:
    """Which targets a unit did not reach, where its documents name them: rows tell each target, and not which.

    Sentences that name them come first, with the figures of those that they name by number ("số 9"), then the rows of
    tables that are marked so ("Chưa đạt").
    """
    if not question.places or question.indicators:
        return None
    if "unmet" not in asked_facets(question.text):
        return None
    told = sides(question, known, of=("unmet",))
    spans = [span for each in told.statements for span in each.spans] if told is not None else []
    if question.also:  # its parts are told by themselves, but for figures that only numbers tie to what is named
        numbered = told and _with_numbered(told, spans, question, known)
        return numbered if numbered is not None and numbered.rows else None
    rows = _rows_not_reached(question, known)
    if not rows:
        if told is None or not any(_names_them(span.quote, question) for span in spans):
            return _short_of_targets(question, told, known) or _none_named(question, known)
        return _with_numbered(told, spans, question, known)
    found = [Found(each, 1.0) for each in rows]
    lines = [
        Statement("Các dòng của biểu được ghi là không đạt:"),
        *quoted_lines(found, known.books, headed=told is None),
    ]
    why = sides(question, known, of=("causes",)) if "causes" in asked_facets(question.text) else None
    because = why.statements if why is not None and why.outcome == "answered" else ()
    return Draft("answered", (*(told.statements if told is not None else ()), *lines, *because))


def _names_them(quote: str, question: Question) -> bool:
    """Whether a sentence names what was not reached of what is asked for."""
    return _NAMES_THEM.search(_ATTACHED.sub("", quote)) is not None and _is_of_asked(quote, question)


def _is_of_asked(quote: str, question: Question) -> bool:
    """Whether a sentence is of targets, where only they are asked for: criteria have numbers of their own."""
    asked = fold(question.text)
    return "chi tieu" not in asked or "tieu chi" in asked or "chỉ tiêu" in normalise(quote)


_NAMES_THEM = re.compile(r":|(?<!\w)(?:là|gồm|cụ thể)(?!\w)|\(")  # a sentence that counts them and names them too
_ATTACHED = re.compile(r"(?i)\((?:[^()]*(?:biểu|kèm theo|phụ lục)[^()]*)\)")  # where they are named, and no names


def _with_numbered(told: Draft, spans: Sequence[Span], question: Question, known: Known) -> Draft:
    """What was told, with the figures of the rows that its sentences name by their numbers."""
    found: list[Indicator] = []
    rows = known.rows(replace(question, areas=()))
    for document_id in dict.fromkeys(span.document_id for span in spans):
        document = known.books.of(document_id)
        quotes = [span.quote for span in spans if span.document_id == document_id]
        named = {each for quote in quotes if _is_of_asked(quote, question) for each in numbers_in(quote)}
        own = (row for row in rows if document_id_of(row.document_id) == document_id) if named else ()
        of_year = (row for row in own if not question.years or row.year in question.years)
        found += [row for row in of_year if serial_of(row.start, document) in named]
    if not found:
        return told
    lead = Statement("Số liệu của các chỉ tiêu đó trong biểu:")
    asked = _asked_of(question, found)
    lines = items(asked, found, known.books)
    return Draft(
        "answered", (*told.statements, lead, *lines), tuple((row, "match") for row in found), clear=told.clear
    )


def _none_named(question: Question, known: Known) -> Draft | None:
    """That neither text nor figures say which targets were not reached, with the sentences that count them."""
    within = documents_within(question, list(known.books.documents.values())) or set()
    stretches = [stretch for each in sorted(within) for stretch in known.texts().stretches(each)]
    counting = [each for each in stretches if each.start >= 0 and not each.is_row and _COUNTS.search(each.quote)]
    if not counting:
        return None
    names = ", ".join(place.name for place in question.places)
    lead = Statement(f"Văn bản của {names} không nêu những chỉ tiêu nào không đạt; chỉ ghi:", labels=(names,))
    lines = quoted_lines([Found(each, 1.0) for each in counting[:_MOST_COUNTING]], known.books, headed=True)
    return Draft("abstained", (lead, *lines), denies=True)


_COUNTS = re.compile(r"\d+\s*/\s*(?:tổng số\s+)?\d+\s+(?:chỉ tiêu|tiêu chí|mục tiêu)", re.IGNORECASE)
_MOST_COUNTING = 3


def _short_of_targets(question: Question, told: Draft | None, known: Known) -> Draft | None:
    """The results that fell short of their targets by the rows, where no words say which did."""
    documents = list(known.books.documents.values())
    within = documents_within(replace(question, years=()), documents) or set()
    rows = known.rows(replace(question, areas=()))
    plans = planned(documents, rows, without=())
    groups = [
        group
        for each in documents
        if each.document_id in within
        for group in missed(question, each, [row for row in rows if row.document_id == each.document_id], plans)
    ]
    found = list(dict.fromkeys(row for group in groups for row in group))
    if not found:
        return told
    lead = Statement("Theo số liệu trong sổ, kết quả không đạt chỉ tiêu:")
    statements = (
        *(told.statements if told is not None else ()),
        lead,
        *items(_asked_of(question, found), found, known.books),
    )
    return Draft("answered", statements, tuple((row, "match") for row in found))


def _asked_of(question: Question, rows: Sequence[Indicator]) -> Question:
    return replace(question, indicators=tuple(dict.fromkeys(row.indicator or row.label for row in rows)))


def _rows_not_reached(question: Question, known: Known) -> list[Stretch]:
    """The rows of the documents asked about in which a cell says that the target was not reached."""
    return [each for each in _table_rows(question, known) if any(is_unmet(cell) for _, cell in each.cells)]


def with_told_missed(question: Question, draft: Draft, known: Known) -> Draft:
    """An answer which units missed a target, with those whose texts name it among what was not reached ("02 chỉ tiêu
    chưa đạt là …"), though no figure is held against another there.
    """
    if question.met != "missed" or question.places or not question.indicators:
        return draft
    answered = {document_id_of(row.document_id) for row, verdict in draft.rows if verdict == "match"}
    texts = known.texts()
    lines = [
        Found(texts.stretch(placed.number), 1.0)
        for placed in texts.places_with(("đạt", "hụt"))
        if placed.document_id not in answered and placed.start >= 0 and not placed.is_row
        if _names_as_missed(question, texts.quote(placed))
    ]
    if not lines:
        return draft
    of = {each.stretch.document_id for each in lines}
    rows = [row for row in known.rows(question) if row.kind == "actual" and document_id_of(row.document_id) in of]
    lead = Statement("Lời văn ghi là chưa đạt:")
    answer = [each for each in draft.statements if each.part == "answer"]
    behind = [each for each in draft.statements if each.part != "answer"]
    quoted = quoted_lines(lines, known.books, headed=True)
    told_rows = tuple((row, verdict) for row, verdict in draft.rows if document_id_of(row.document_id) not in of)
    return Draft(
        "answered", (*answer, lead, *quoted, *behind), (*told_rows, *((row, "match") for row in rows)), draft.listed
    )


def with_named_unmet(question: Question, draft: Draft, known: Known) -> Draft:
    """An answer how many targets or criteria were not reached, with the sentences that name them, where it is asked
    which: "xã còn thiếu những tiêu chí nào".
    """
    asked = _ASKS_WHICH.search(fold(question.text))
    if asked is None or draft.outcome != "answered" or not question.places:
        return draft
    documents = list(known.books.documents.values())
    within = (
        documents_within(question, documents) or documents_within(replace(question, years=()), documents) or set()
    )
    # What a year missed is told by the document that looks back on it.
    back = {key for key in within if known.books.of(key).identity.result_year in question.years}
    within = back or within
    what = "tiêu chí" if "tieu chi" in asked.group() else "chỉ tiêu"
    lines = [
        Found(each, 1.0)
        for key in sorted(within)
        for each in known.texts().stretches(key)
        if each.start >= 0 and not each.is_row and what in normalise(each.quote)
        if tells(each.quote, "unmet") > 0 and _NAMES_THEM.search(each.quote)
    ]
    if not lines:
        return draft
    lead = Statement("Văn bản nêu tên:")
    quoted = quoted_lines(lines[:_MOST_COUNTING], known.books, headed=True)
    return replace(draft, statements=(lead, *quoted, *draft.statements))


# Folded: which of them, before or behind what says that they were not reached.
_ASKS_WHICH = re.compile(
    r"(?:tieu chi|chi tieu)[^,;?.]{0,20}(?<!\w)(?:nao|gi)(?!\w)[^,;?.]{0,20}(?:chua|khong|con thieu)"
    r"|(?<!\w)(?:thieu|chua dat|khong dat|con)(?!\w)[^,;?.]{0,25}(?:tieu chi|chi tieu)[^,;?.]{0,20} (?:nao|gi)(?!\w)"
    r"|(?:chua dat|khong dat)[^?]{0,25}(?:tieu chi|chi tieu)[^?]{0,12}(?:ke ten|la gi|nhung gi|gom)"
)


def _names_as_missed(question: Question, quote: str) -> bool:
    """Whether a sentence counts one of the question's indicators among what was not reached."""
    if tells(quote, "unmet") <= 0:
        return False
    return any(match.entry.id in question.indicators for match in catalogue().find(quote))


def rows_marked(question: Question, known: Known) -> Draft | None:
    """The rows of tables that a word marks which the question says: "những việc nào bị ghi khó đạt"; None where it
    names no mark of these tables.

    A mark is a cell of words that several rows of a document share with other rows' in few words ("Đạt", "Hụt").
    """
    rows = _table_rows(question, known) if question.places and not question.indicators else []
    marks = _marks(rows)
    asked = marks_asked(question.text, marks)
    found = [each for each in rows if any(_as_mark(cell) in asked for _, cell in each.cells)]
    if not found:
        return None
    names = ", ".join(f"“{each}”" for each in sorted(asked))
    lead = f"Có {len(found)} dòng của biểu được ghi {names}:"
    lines = quoted_lines([Found(each, 1.0) for each in found], known.books, headed=True)
    return Draft("answered", (Statement(lead, derived=(counted(len(found)),), labels=(names,)), *lines))


def _marks(rows: Sequence[Stretch]) -> set[str]:
    """The words that mark rows: those of columns that judge by their names, or whose cells are a few words and no
    figures.
    """
    columns: dict[tuple[str, str], Counter[str]] = {}
    for row in rows:
        for name, cell in row.cells:
            columns.setdefault((row.document_id, name), Counter())[_as_mark(cell)] += 1
    return {
        cell
        for (_, name), cells in columns.items()
        if cells.total() >= _FEWEST_MARKED and (judges(name) or _is_of_few_words(cells))
        for cell in cells
        if not _is_no_mark(cell)
    }


def _is_of_few_words(cells: Counter[str]) -> bool:
    """Whether the cells of a column are the same few words again and again, and no figures."""
    return len(cells) * 2 <= cells.total() + 1 and not any(map(_is_no_mark, cells))


_FEWEST_MARKED = 3  # cells of a column that tell that it marks rows
_LONGEST_MARK = 20  # characters


def _is_no_mark(cell: str) -> bool:
    return len(cell) > _LONGEST_MARK or cell[:1].isdigit() or cell in rules().forms


def _as_mark(cell: str) -> str:
    return normalise(cell.strip(" .*_"))


def _table_rows(question: Question, known: Known) -> list[Stretch]:
    documents = list(known.books.documents.values())
    within = (
        documents_within(question, documents) or documents_within(replace(question, years=()), documents) or set()
    )
    stretches = (stretch for each in sorted(within) for stretch in known.texts().stretches(each))
    return [each for each in stretches if each.is_row]
