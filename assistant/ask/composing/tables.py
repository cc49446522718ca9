"""Tables in Markdown whose cells are cited: each mark stands behind the figure that it is of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.ask.composing.wording import CITED, figure_words, said_words, span_of, unsure_words
from assistant.ask.understanding.reading import lower_first
from assistant.language.figures import is_close
from assistant.language.quantities import find_quantities
from assistant.ledger.sureness import is_unsure
from assistant.types import Indicator, Span, Statement


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table with what it rests on; the mark of each span stands where ``text`` has ``CITED``.

    ``units`` are those of figures whose documents write them elsewhere, in the head or the label of a table; they are
    told with the name of the line, or behind each figure where they differ.
    """

    text: str
    spans: tuple[Span, ...] = ()
    labels: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


def cell(rows: Sequence[Indicator], *, year: int | None) -> Cell:
    """Figures as one cell; one of another year than its column's says so."""
    texts, labels, units = [], [], []
    for row in rows:
        bare, unit = _apart(row)
        # How else an unsure figure may be read is told in the ledger; a cell has no room for it.
        figure = bare or on_one_line(figure_words(row).replace(unsure_words(row), ""))
        doubt = UNSURE if is_unsure(row) else ""
        units.append(unit)
        figure = f"{figure}{_UNIT}" if unit else figure
        when = f" (năm {row.year})" if row.year is not None and row.year != year else ""
        texts.append(f"{figure}{when}{doubt} {CITED}")
        labels += [when, *map(on_one_line, said_words(row))]
    said = tuple(unit for unit in units if unit)
    return Cell("; ".join(texts), tuple(map(span_of, rows)), tuple(label for label in labels if label), said)


UNSURE = " (đọc chưa chắc)"
_UNIT = "\ue001"  # where the unit of a figure goes that its document writes elsewhere


def _apart(row: Indicator) -> tuple[str, str]:
    """A figure's number and its unit, where they do not stand together in the document; ("", "") where they do."""
    found = _NUMBER_AND_UNIT.fullmatch(row.figure.strip())
    if found is None or row.review == "corrected" or row.measure != "level":
        return "", ""
    if not found["unit"]:
        (read,) = find_quantities(found["number"], words=False) or (None,)
        return (found["number"], row.unit) if read is not None and is_close(read.value, row.value) else ("", "")
    written = on_one_line(row.quote)
    return ("", "") if on_one_line(row.figure) in written else (found["number"], on_one_line(found["unit"]))


_NUMBER_AND_UNIT = re.compile(r"(?P<number>\d+(?:[.,]\d+)*)\s*(?P<unit>(?:[^\d\s][^\d]*)?)")


def told_units(name: str, cells: Sequence[Cell]) -> tuple[str, list[str]]:
    """The name of a line with the unit that its cells do not tell ("Thu nhập bình quân (triệu đồng)"), and the cells.

    Where their units differ each figure has its own behind it, in brackets.
    """
    units = [unit for each in cells for unit in each.units]
    if len(set(units)) <= 1:
        texts = [each.text.replace(_UNIT, "") for each in cells]
        return (f"{name} ({lower_first(units[0])})" if units else name), texts
    left = iter(units)
    texts = [
        "".join(f" ({lower_first(next(left))})" if piece == _UNIT else piece for piece in each.text) for each in cells
    ]
    return name, texts


def table_head(first: str, columns: Sequence[str]) -> Statement:
    """The heading of a table and the line below it, with the columns beside ``first``."""
    names = [" ".join(each.replace("|", "/").split()) for each in (first, *columns)]
    text = f"| {' | '.join(names)} |\n|{'---|' * len(names)}"
    return Statement(text, labels=tuple(names))


def table_row(name: str, cells: Sequence[Cell]) -> Statement:
    """A line of a table: what it is of, and its cells."""
    name, texts = told_units(name, cells)
    spans = tuple(span for each in cells for span in each.spans)
    labels = (name, *(label for each in cells for label in each.labels))
    return Statement(f"| {name} | {' | '.join(texts)} |", spans, labels=labels)


def on_one_line(text: str) -> str:
    """Without what would end a cell."""
    return re.sub(r"\s+", " ", text.replace("|", "/")).strip()
