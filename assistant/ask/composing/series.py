"""Lines of a table of the text: the highest or lowest, those that keep a bound, and what some come to together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.ask.composing.from_text import row_words
from assistant.ask.composing.wording import Library, counted, document_words
from assistant.ask.retrieving.series import Entry, Series
from assistant.ask.understanding.reading import condition_words, lower_first
from assistant.language.quantities import format_number
from assistant.language.text import normalise
from assistant.types import DERIVED_DECIMALS, Condition, Derived, Draft, Span, Statement, Verdict


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of a series: its highest or lowest, how many, the other end too, and those added up."""

    highest: bool
    limit: int = 1
    both: bool = False
    added: bool = False


def compose_order(
    series: Series, entries: Sequence[Entry], order: Order, books: Library, *, beside: Sequence[Series] = ()
) -> Draft:
    """The things asked for, each cited; beside one alone the whole line, or its figures in the lines ``beside`` where
    each is a column; then all others.
    """
    ordered = sorted((each for each in entries if each.value is not None), key=_value, reverse=order.highest)
    first = _first(ordered, order.limit)
    told = [_lead(series, order.highest, books), *(_item(each, series, books) for each in first)]
    if order.added and len(first) > 1:
        told.append(_sum(first, books))
    last = _first(ordered[::-1], order.limit) if order.both else []
    if last:
        told += [_lead(series, not order.highest, books), *(_item(each, series, books) for each in last)]
    if series.whole is not None:
        told.append(_item(series.whole, series, books))
    if series.by_row and len(first) == 1:
        told += [Statement("Cả dòng của bảng:"), row_words(first[0].row, books.of(series.document_id))]
    elif len(first) == 1 and beside:
        told.append(Statement(f"Số khác của {first[0].name} trong bảng:", labels=(first[0].name,)))
        told += [
            _item(replace(entry, name=each.name), each, books)
            for each in beside
            for entry in each.entries
            if entry.name == first[0].name and entry.text
        ]
    rest = [each for each in ordered if each not in first and each not in last]
    others = [Statement("Các dòng còn lại của bảng:", part="coverage")] if rest else []
    others += [_item(each, series, books, part="coverage") for each in rest]
    return Draft("answered", (*told, *others))


def compose_bounded(
    series: Series,
    judged: Sequence[tuple[Entry, Verdict | None]],
    conditions: Sequence[Condition],
    books: Library,
    *,
    beside: Entry | None = None,
) -> Draft:
    """The things whose figures keep the bounds, how many, and those right at a bound that do not count; with the line
    ``beside`` of which a bound is the figure.
    """
    held = _by_verdict(judged, "match")
    bound = " và ".join(map(condition_words, conditions))
    where, name = document_words(books.of(series.document_id)), _named(series)
    labels = (where, name, bound)
    opens = f"Có {len(held)} {things(series)}" if held else f"Không có {things(series)} nào"
    text = f"{opens} có “{name}” {bound}, theo bảng trong văn bản của {where}{':' if held else '.'}"
    lead = Statement(text, _head_spans(series, books), (counted(len(held)),), (*labels, things(series)))
    told = [lead, *(_item(each, series, books) for each in held)]
    told += [_item(beside, series, books)] if beside is not None else []
    if edge := _by_verdict(judged, "boundary"):
        told.append(Statement(f"Vừa đúng mức, không tính là {bound}:", labels=(bound,), part="boundary"))
        told += [_item(each, series, books, part="boundary") for each in edge]
    rest = len(_by_verdict(judged, "no_match"))
    if rest:
        text = f"{rest} dòng còn lại của bảng không đạt điều kiện này."
        told.append(Statement(text, derived=(counted(rest),), part="coverage"))
    return Draft("answered", (*told, *_without_figure(each for each, verdict in judged if verdict is None)))


def compose_blank(series: Series, entries: Sequence[Entry], books: Library) -> Draft:
    """The things for which a table has no figure."""
    held = [each for each in entries if each.is_blank]
    where, name = document_words(books.of(series.document_id)), _named(series)
    opens = f"Có {len(held)} {things(series)}" if held else f"Không có {things(series)} nào"
    text = f"{opens} không có số ở cột “{name}”, theo bảng trong văn bản của {where}{':' if held else '.'}"
    lead = Statement(text, _head_spans(series, books), (counted(len(held)),), (where, name, things(series)))
    return Draft("answered", (lead, *(row_words(each.row, books.of(series.document_id)) for each in held)))


def compose_group(series: Series, entries: Sequence[Entry], books: Library) -> Draft:
    """The lines of one group of a table, each whole."""
    document, group = books.of(series.document_id), entries[0].group
    where, noun = document_words(document), things(series)
    text = f"{len(entries)} {noun} thuộc “{group}”, theo bảng trong văn bản của {where}:"
    lead = Statement(text, _head_spans(series, books), (counted(len(entries)),), (group, where, noun))
    return Draft("answered", (lead, *(row_words(each.row, document) for each in entries)))


def compose_sum(series: Series, entries: Sequence[Entry], books: Library) -> Draft:
    """What the figures of some things come to, each cited."""
    where, name = document_words(books.of(series.document_id)), _named(series)
    text = f"Cộng “{name}” theo bảng trong văn bản của {where}:"
    told = [Statement(text, _head_spans(series, books), labels=(where, name))]
    counted_in = [each for each in entries if each.value is not None]
    if len(counted_in) > 1:
        told.append(_sum(counted_in, books))
    told += [_item(each, series, books) for each in counted_in]
    return Draft("answered", (*told, *_without_figure(each for each in entries if each.value is None)))


def _without_figure(entries: Iterable[Entry]) -> list[Statement]:
    """That some things have no figure, named; [] where all have one."""
    names = ", ".join(each.name for each in entries)
    return [Statement(f"Bảng không ghi một con số của: {names}.", labels=(names,), part="coverage")] if names else []


def _value(entry: Entry) -> float:
    return entry.value or 0.0


def _first(ordered: Sequence[Entry], limit: int) -> list[Entry]:
    """The first so many, with those that have the figure of the last of them."""
    edge = ordered[min(limit, len(ordered)) - 1].value
    return [each for at, each in enumerate(ordered) if at < limit or each.value == edge]


def _by_verdict(judged: Sequence[tuple[Entry, Verdict | None]], name: Verdict) -> list[Entry]:
    return [each for each, verdict in judged if verdict == name]


def _lead(series: Series, highest: bool, books: Library) -> Statement:
    where, name = document_words(books.of(series.document_id)), _named(series)
    text = f"Theo bảng trong văn bản của {where}, “{name}” {'cao nhất' if highest else 'thấp nhất'}:"
    return Statement(text, _head_spans(series, books), labels=(name, where))


def _named(series: Series) -> str:
    """The figure's name with its unit, where the line over the table tells it."""
    said = series.unit in normalise(series.name) or (series.is_share and "%" in series.name)
    return series.name if said or not series.unit else f"{series.name} ({series.unit})"


def things(series: Series) -> str:
    """What the lines are, as the head calls them."""
    key = series.key.removeprefix("Tên ").removeprefix("Danh mục ")
    return lower_first(key) if key else "đơn vị"


def _item(entry: Entry, series: Series, books: Library, *, part: str = "answer") -> Statement:
    labels = (entry.name, series.name)
    spans = _spans(entry, books)
    if entry.is_ratio and entry.value is not None:
        told, whole = map(format_number, entry.parts)
        text = f"- {entry.name}: {told} : {whole} = {format_number(entry.value)}%"
        made = Derived("share", entry.parts, entry.value)
        return Statement(text, spans, (made,), labels, part)  # type: ignore[arg-type]
    if entry.parts and entry.value is not None:
        terms = " + ".join(map(format_number, entry.parts))
        text = f"- {entry.name}: {terms} = {format_number(entry.value)}"
        return Statement(text, spans, (Derived("sum", entry.parts, entry.value),), labels, part)  # type: ignore[arg-type]
    return Statement(f"- {entry.name}: {entry.text or 'không ghi'}", spans, labels=labels, part=part)  # type: ignore[arg-type]


def _sum(entries: Sequence[Entry], books: Library) -> Statement:
    values = tuple(_value(each) for each in entries)
    made = Derived("sum", values, round(sum(values), DERIVED_DECIMALS))
    terms = " + ".join(format_number(each) for each in values)
    spans = tuple(span for each in entries for span in _spans(each, books))
    return Statement(f"Cộng lại: {terms} = {format_number(made.value)}", spans, derived=(made,))


def _spans(entry: Entry, books: Library) -> tuple[Span, ...]:
    return (_span(entry.row.document_id, entry.row.start, entry.row.end, books),)


def _head_spans(series: Series, books: Library) -> tuple[Span, ...]:
    """The lines of the head that name the column."""
    row, text = series.entries[0].row, books.of(series.document_id).text
    words = {word for word in series.name.split() if word[0].isalpha()}
    return tuple(
        _span(series.document_id, start, end, books)
        for start, end in row.heads
        if "|" in text[start:end] and any(word in text[start:end] for word in words)
    )


def _span(document_id: str, start: int, end: int, books: Library) -> Span:
    document = books.of(document_id)
    return Span(document_id, document.label_at(start), start, end, document.text[start:end])
