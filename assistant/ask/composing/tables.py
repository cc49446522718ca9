"""Tables in Markdown whose cells are cited: each mark stands behind the figure that it is of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.ask.composing.wording import CITED, figure_words, said_words, span_of
from assistant.types import Indicator, Span, Statement


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table with what it rests on; the mark of each span stands where ``text`` has ``CITED``."""

    text: str
    spans: tuple[Span, ...] = ()
    labels: tuple[str, ...] = ()


def cell(rows: Sequence[Indicator], *, year: int | None) -> Cell:
    """Figures as one cell; one of another year than its column's says so."""
    texts, labels = [], []
    for row in rows:
        figure = on_one_line(figure_words(row))
        when = f" (năm {row.year})" if row.year is not None and row.year != year else ""
        texts.append(f"{figure}{when} {CITED}")
        labels += [when, *map(on_one_line, said_words(row))]
    return Cell("; ".join(texts), tuple(map(span_of, rows)), tuple(label for label in labels if label))


def table_head(first: str, columns: Sequence[str]) -> Statement:
    """The heading of a table and the line below it, with the columns beside ``first``."""
    names = [" ".join(each.replace("|", "/").split()) for each in (first, *columns)]
    text = f"| {' | '.join(names)} |\n|{'---|' * len(names)}"
    return Statement(text, labels=tuple(names))


def table_row(name: str, cells: Sequence[Cell]) -> Statement:
    """A line of a table: what it is of, and its cells."""
    spans = tuple(span for each in cells for span in each.spans)
    labels = (name, *(label for each in cells for label in each.labels))
    return Statement(f"| {name} | {' | '.join(each.text for each in cells)} |", spans, labels=labels)


def on_one_line(text: str) -> str:
    """Without what would end a cell."""
    return re.sub(r"\s+", " ", text.replace("|", "/")).strip()
