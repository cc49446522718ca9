"""Why a figure was read so, in words: the witnesses that speak for what was chosen, and what came second."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import islice
from typing import Any

import numpy as np

from assistant.language.tables import load_table
from assistant.ledger.alternative import KIND_NAMES, Field, written
from assistant.types import Kind
from ingest.evidence.options import Option
from ingest.weigh.forest import Columns
from ingest.weigh.state import State

_MOST = 2  # witnesses told for each field
_FAR = ("clause ", "sentence ", "heads ")  # features that are distances to words
_CLOSE = 0.25  # chance from which something else is told as what came second


def _words() -> Mapping[str, Any]:
    """The table, read once."""
    return load_table("ingest.weigh", "why.toml")


def why(state: State, figure: int, option: Option) -> tuple[str, ...]:
    """What spoke for indicator, kind and year of a row, strongest first, as staff would say it."""
    kind: Kind = "actual" if state.actual[figure] > 0.5 else "target"
    table = _words()
    none = table["words"]["none"]
    told = _told(table["indicator"], option.witness.__contains__)
    side = _told(table[kind], lambda name: _speaks(name, state.figures, figure))
    said = [f"tên chỉ tiêu: {told or table['words']['unknown']}", f"{table['words'][kind]}: {side or none}"]
    if (year := state.year(figure)) is not None:
        at = int(state.best_year[figure])
        said.append(f"năm {year}: {_told(table['year'], lambda name: _speaks(name, state.of_year, at)) or none}")
    return tuple(said)


def _speaks(name: str, columns: Columns, row: int) -> bool:
    """Whether a feature says something: a distance of 0 speaks too where words are looked for."""
    column = columns.get(name)
    return column is not None and bool(column[row] > 0 or (column[row] == 0 and name.startswith(_FAR)))


def _told(words: Mapping[str, str], speaks: Callable[[str], bool]) -> str:
    return ", ".join(islice((told for name, told in words.items() if speaks(name)), _MOST))


def runner_up(state: State, figure: int, option: Option) -> str | None:
    """The other reading that came closest, with its chance; None where nothing did."""
    found: list[tuple[float, Field, str]] = []
    begin, end = state.first_option[figure], state.first_option[figure + 1]
    for index in range(begin, end):
        other = state.options[index]
        if other is not option and other.entry is not None:
            found.append((float(state.chance[index]), "indicator", other.entry.name))
    other_kind: Kind = "target" if state.actual[figure] > 0.5 else "actual"
    found.append((float(min(state.actual[figure], 1 - state.actual[figure])), "kind", KIND_NAMES[other_kind]))
    first, last = np.searchsorted(state.year_of, [figure, figure + 1])
    found.extend(
        (float(state.year_chance[at]), "year", str(state.years[at]))
        for at in range(int(first), int(last))
        if at != state.best_year[figure]
    )
    chance, field, said = max(found)
    return written(field, said, chance) if chance >= _CLOSE else None
