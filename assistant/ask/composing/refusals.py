"""Why there is no answer, and the nearest true fact: the place, the indicator, the year or the premise."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.ask.composing.coverage import MAX_NAMED, coverage
from assistant.ask.composing.items import head_of
from assistant.ask.composing.wording import Library, capital, figure_words, said_words, span_of, spans_of, unit_words
from assistant.ask.tallying.tally import documents_of, rows_of, verdict
from assistant.ask.understanding.reading import indicator_name, lower_first, measure_words, place_words
from assistant.ask.understanding.understand import STRANGE
from assistant.types import Draft, Indicator, Kind, Outcome, Question, Statement, Tally

MAX_NEAREST = 3  # figures that a refusal offers instead
_KINDS: dict[Kind | None, str] = {"target": "chỉ tiêu", "actual": "kết quả", None: "số liệu"}


def refuse(question: Question, tally: Tally, books: Library, nearest: Sequence[Indicator]) -> Draft:
    """Why the ledger has no answer, and the nearest rows that it has."""
    names, years, about = _names(question), _years(question), _about(question)
    where = ", ".join(map(place_words, question.places))
    documents = books.units
    held = any(documents_of(place, documents) for place in question.places)
    if question.places and not held:
        reason = f"Kho không có văn bản nào của {where}."
    elif question.places:
        reason = f"{'Không: các' if question.yes_no else 'Các'} văn bản của {where} không nêu {about}."
    else:
        reason = f"Không văn bản nào trong phạm vi câu hỏi nêu {about}."
    first = Statement(reason, labels=(names, where, years, *map(place_words, question.places)))
    premise = premises(question, books, nearest) if held else []
    offered = premise or _nearest(question, nearest, books, held=held)
    own = {row.document_id for row in _own_rows(question, books, nearest)}
    told = any(span.document_id in own for each in offered for span in each.spans)
    outcome: Outcome = "answered" if question.yes_no and question.any_of and told else "abstained"
    return Draft(outcome, (first, *offered, *coverage(question, tally, books)), denies=outcome == "abstained")


def _names(question: Question) -> str:
    return ", ".join(lower_first(indicator_name(each)) for each in question.indicators) or "chỉ tiêu"


def _years(question: Question) -> str:
    return f"năm {', '.join(map(str, question.years))}" if question.years else ""


def _about(question: Question) -> str:
    """As in "chỉ tiêu tỷ lệ hộ nghèo năm 2024"."""
    parts = (_KINDS[question.kind], measure_words(question), _names(question), _years(question))
    return " ".join(part for part in parts if part)


def refuse_rejected(question: Question, tally: Tally, books: Library, rows: Sequence[Indicator]) -> Draft:
    """That staff rejected the rows that would answer: the documents do state the figure."""
    text = f"Văn bản có ghi {_about(question)}, nhưng cán bộ đã loại khỏi sổ nên không dùng để trả lời:"
    first = Statement(text, labels=(_names(question), _years(question)))
    listed = [_rejected(row, books) for row in rows[:MAX_NEAREST]]
    return Draft("abstained", (first, *listed, *coverage(question, tally, books)))


def _rejected(row: Indicator, books: Library) -> Statement:
    """Whose row was rejected, and where it stands."""
    head, name = capital(head_of(row, books)), f"tệp {books.of(row.document_id).name}"
    return Statement(f"- {head} (dòng đã loại, {name}).", spans=(span_of(row),), labels=(head, name))


def premises(question: Question, books: Library, rows: Sequence[Indicator]) -> list[Statement]:
    """What the question takes for one thing and the documents call another: "0,57% là mức, không phải mức giảm"."""
    own = _own_rows(question, books, rows)
    found = [
        _not_so(question, row, books)
        for clause in question.clauses
        for row in own
        if clause.indicator == row.indicator and verdict(row, clause.condition) == "match"
    ]
    return list(dict.fromkeys(found))[:MAX_NEAREST]


def _not_so(question: Question, row: Indicator, books: Library) -> Statement:
    """What a figure is, and what it is not."""
    what = lower_first(indicator_name(row.indicator or row.label))
    denied = []
    if question.measure == "change" and row.measure == "level":
        denied.append(f"mức {question.direction or 'tăng, giảm'}")
    if question.kind is not None and question.kind != row.kind:
        denied.append(_KINDS[question.kind])
    if question.years and row.year not in question.years:
        denied.append(f"số của năm {', '.join(map(str, question.years))}")
    head = head_of(row, books)
    tail = f", không phải {' hay '.join(denied)}" if denied else ""
    years = tuple(map(str, question.years))
    return Statement(
        f"{capital(head)}: {what} {figure_words(row)}{tail}.",
        spans=spans_of(row, books),
        labels=(capital(head), what, *years, *said_words(row, books)),
    )


def contradicted(question: Question, tally: Tally, books: Library, rows: Sequence[Indicator]) -> list[Statement]:
    """Where a figure asked about is none of the unit's: whose it is, so that a mix-up can be seen."""
    if tally.match or not question.yes_no:
        return []
    decided = {row.row_id for row in (*rows_of(tally.boundary), *rows_of(tally.no_match))}
    own = _own_rows(question, books, rows)
    return [
        _not_so(question, row, books)
        for clause in question.clauses
        if clause.condition.comparator == "="
        for row in own
        if row.row_id not in decided
        and row.indicator == clause.indicator
        and verdict(row, clause.condition) == "match"
    ][:MAX_NEAREST]


def _own_rows(question: Question, books: Library, rows: Sequence[Indicator]) -> list[Indicator]:
    """The rows of the places asked about, whatever their kind, year and measure."""
    documents = books.units
    meant = {each.document_id for place in question.places for each in documents_of(place, documents)}
    return [row for row in rows if row.document_id in meant]


def _nearest(question: Question, rows: Sequence[Indicator], books: Library, *, held: bool) -> list[Statement]:
    """The row of the same indicator that is nearest to the year asked for; of another place than those that are named
    none, whose figure nobody asked for and a hasty reader takes for theirs.
    """
    rows = _own_rows(question, books, rows) if question.places else rows
    if not rows or not question.indicators:
        return []
    year = question.years[0] if question.years else 0

    def distance(row: Indicator) -> tuple[object, ...]:
        return (
            abs((row.year or 0) - year),
            row.kind != question.kind,
            row.measure != (question.measure or "level"),
            row.document_id,
            row.start,
        )

    row = min(rows, key=distance)
    head = head_of(row, books)
    about = lower_first(indicator_name(row.indicator or row.label))
    text = f"Gần nhất trong kho: {head}, {about}: {figure_words(row)}"
    return [Statement(text, spans=spans_of(row, books), labels=(head, about, *said_words(row, books)))]


def refuse_unknown_places(question: Question, books: Library) -> Draft:
    """A place that no document carries; the places that the archive has, so that one can be chosen."""
    names = ", ".join(f"“{name}”" for name in question.unknown_places)
    held = list(dict.fromkeys(unit_words(d) for d in books.documents.values() if d.identity.place))
    shown = "; ".join(held[:MAX_NAMED]) + ("; …" if len(held) > MAX_NAMED else "")
    reason = Statement(f"Kho không có văn bản nào của {names}.", labels=question.unknown_places)
    offer = Statement(f"Kho hiện có văn bản của: {shown}.", labels=(shown,), part="coverage")
    return Draft("abstained", (reason, offer) if held else (reason,), denies=True)


def refuse_unread(question: Question) -> Draft:
    """A question of which a part was not understood: an answer to the rest would be an answer to another question."""
    if question.unread == (STRANGE,):
        return Draft("abstained", (Statement("Câu hỏi phần lớn là ký tự lạ; hãy gõ lại bằng tiếng Việt."),))
    parts = "; ".join(f"“{part}”" for part in question.unread)
    text = f"Chưa hiểu phần này của câu hỏi: {parts}. Hãy hỏi từng điều kiện một, hoặc nói theo cách khác."
    return Draft("abstained", (Statement(text, labels=question.unread),))
