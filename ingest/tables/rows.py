"""The rows of an indicator table as rows of the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.language.catalogue import Catalogue
from assistant.language.quantities import find_quantities
from assistant.language.text import normalise
from assistant.types import Indicator, Kind, Resolution, Section
from ingest.figures.measure import VERSUS_PLAN, Figure, Measured, fitted, measured
from ingest.figures.vocabulary import found_in, words
from ingest.tables.heads import Cell, Row, read_table


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one table, the section that it ends in, and the catalogue to name them by."""

    rows: tuple[Row, ...]
    section: Section
    known: Catalogue


def rows_of_table(table: Table, resolution: Resolution) -> Iterator[Indicator]:
    """One row for each figure of a table; a line that opens with "trong đó" is part of the one above it."""
    whole: dict[str, Indicator] = {}
    stem = ""
    for cell in read_table(table.rows):
        row = _row_of_cell(cell, table, resolution, stem)
        if row is None:
            continue
        stem = next(iter(words().stems.findall(normalise(cell.label))), stem)
        column = f"{row.kind} {row.year} {row.measure}"
        if cell.part and column in whole and whole[column].unit == row.unit:
            yield replace(row, sub_of=whole[column].indicator or whole[column].label)
        else:
            whole[column] = row
            yield row


def _row_of_cell(cell: Cell, table: Table, resolution: Resolution, stem: str) -> Indicator | None:
    """A cell as a row of the ledger; the quote is the whole line of the table.

    ``stem`` is what the rows above are figures of: "Ngô" under "Sản lượng lương thực" is a yield.
    """
    written = cell.text if cell.measure == "vs_plan" else f"{cell.text} {cell.unit}".strip()
    quantity = next(iter(find_quantities(written, words=False)), None)
    if quantity is None:
        return None
    how = Measured(cell.measure) if cell.measure != "level" else measured(cell.label, "")
    fitting = [
        (match, value)
        for match in table.known.find(cell.label) or table.known.find(f"{stem} {cell.label}")
        if (value := fitted(quantity, match.entry, how)) is not None
    ]
    best = max(fitting, key=lambda found: found[0].words, default=None)
    unit = VERSUS_PLAN if how.measure == "vs_plan" else quantity.unit or cell.unit
    figure = best[1] if best else Figure(quantity.value, quantity.value_max, unit)
    kind: Kind = cell.kind or ("actual" if table.section.role == "results" else "target")
    identity = resolution.identity
    said = normalise(cell.label)
    return Indicator(
        row_id="",
        document_id=resolution.document_id,
        indicator=best[0].entry.id if best else None,
        label=cell.label,
        comparator=quantity.comparator,
        value=figure.value,
        value_max=figure.value_max,
        unit=figure.unit,
        kind=kind,
        measure=how.measure,
        direction=how.direction,
        year=cell.year or (identity.result_year if kind == "actual" else identity.target_year),
        section=table.section.label,
        quote=resolution.text[cell.start : cell.end],
        start=cell.start,
        end=cell.end,
        figure=written,
        of=quantity.of,
        scope=found_in(words().scopes, said),
        rank=found_in(words().ranks, said),
        averaging=found_in(words().averaging, said),
        approximate=quantity.approximate,
    )
