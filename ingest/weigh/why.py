"""Why a figure was read so, in words: the witnesses that speak for what was chosen, and what came second."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np

from assistant.language.tables import load_table
from assistant.types import Kind
from ingest.evidence.options import Option
from ingest.weigh.state import State

_MOST = 2  # witnesses told for each field
_CLOSE = 0.25  # chance from which something else is told as what came second


@cache
def _words() -> Mapping[str, Any]:
    """The table, read once."""
    return load_table("ingest.weigh", "why.toml")


def why(state: State, figure: int, option: Option) -> tuple[str, ...]:
    """What spoke for indicator, kind and year of a row, strongest first, as staff would say it."""
    kind: Kind = "actual" if state.actual[figure] > 0.5 else "target"
    table = _words()
    none = table["words"]["none"]
    told = _told(table["indicator"], option.witness)
    sides = {name: column[figure] for name in table[kind] if (column := state.figures.get(name)) is not None}
    years = {
        name: column[state.best_year[figure]]
        for name in table["year"]
        if (column := state.of_year.get(name)) is not None
    }
    return (
        f"chỉ tiêu: {told or table['words']['unknown']}",
        f"{table['words'][kind]}: {_told(table[kind], _spoken(sides)) or none}",
        *(
            (f"năm {state.year(figure)}: {_told(table['year'], _spoken(years)) or none}",)
            if state.year(figure)
            else ()
        ),
    )


def _spoken(values: Mapping[str, float]) -> dict[str, float]:
    """The features that say something: a distance of 0 speaks too where words are looked for."""
    far = ("clause ", "sentence ", "heads ")
    return {
        name: value for name, value in values.items() if not np.isnan(value) and (value > 0 or name.startswith(far))
    }


def _told(words: Mapping[str, str], spoken: Mapping[str, float]) -> str:
    return ", ".join([told for name, told in words.items() if name in spoken][:_MOST])


def runner_up(state: State, figure: int, option: Option) -> str | None:
    """The other reading that came closest, with its chance; None where nothing did."""
    found: list[tuple[float, str]] = []
    begin, end = state.first_option[figure], state.first_option[figure + 1]
    for index in range(begin, end):
        other = state.options[index]
        if other is not option and other.entry is not None:
            found.append((float(state.chance[index]), f"chỉ tiêu {other.entry.name}"))
    other_kind = "chỉ tiêu" if state.actual[figure] > 0.5 else "kết quả"
    found.append((float(min(state.actual[figure], 1 - state.actual[figure])), f"loại {other_kind}"))
    first, last = np.searchsorted(state.year_of, [figure, figure + 1])
    found.extend(
        (float(state.year_chance[at]), f"năm {state.years[at]}")
        for at in range(int(first), int(last))
        if at != state.best_year[figure]
    )
    chance, said = max(found)
    return f"{said} ({chance:.2f})".replace(".", ",") if chance >= _CLOSE else None
