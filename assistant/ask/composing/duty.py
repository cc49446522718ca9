"""Who is in charge of a figure, as the column of its table says: "…, phấn đấu bao nhiêu, đơn vị nào phụ trách"."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.ask.composing.wording import Library
from assistant.ask.elsewhere import document_id_of
from assistant.ask.retrieving.said import Texts
from assistant.ask.retrieving.stretches import Stretch
from assistant.ask.understanding.facets import told
from assistant.types import Indicator, Span, Statement

_BETWEEN = 3  # lines that one cell may stand for


def compose_duty(rows: Sequence[Indicator], books: Library, texts: Texts) -> list[Statement]:
    """One line for each table row that holds one of ``rows`` and whose column tells who is in charge.

    A cell that the line itself lacks is that of the nearest line above it that has one: it stands for several lines.
    """
    found: dict[str, Statement] = {}
    for row in rows:
        lines = texts.stretches(document_id_of(row.document_id))
        at = next((i for i, each in enumerate(lines) if each.start <= row.start < each.end), None)
        if at is None or not lines[at].is_row:
            continue
        for line in reversed(lines[max(0, at - _BETWEEN) : at + 1]):
            cell = _duty_of(line)
            if cell is not None:
                name, text = cell[0], f"- {lines[at].label}: {cell[0]}: {cell[1]}"
                spans = tuple(_span(each, books) for each in dict.fromkeys((lines[at], line)))
                found.setdefault(text, Statement(text, spans, labels=(lines[at].label, name, cell[1])))
                break
    return list(found.values())


def _duty_of(line: Stretch) -> tuple[str, str] | None:
    """The name of the column and the cell that tell who is in charge; None where the line has none."""
    named = ((name.strip(" -:"), cell) for name, cell in line.cells)
    return next(((name, cell) for name, cell in named if told(name, "responsibility")), None)


def _span(line: Stretch, books: Library) -> Span:
    document = books.of(line.document_id)
    section = document.label_at(line.start)
    return Span(line.document_id, section, line.start, line.end, line.quote)
