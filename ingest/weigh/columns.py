"""Features by name as columns, so that many rows are weighed at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from ingest.weigh.forest import Array


def columns(rows: Sequence[Mapping[str, float]]) -> dict[str, Array]:
    """One float64 column for each name of any row; NaN where a row does not have it."""
    found: dict[str, list[float]] = {}
    unknown = [float("nan")] * len(rows)
    for index, row in enumerate(rows):
        for name, value in row.items():
            column = found.get(name)
            if column is None:
                column = found[name] = unknown.copy()
            column[index] = value
    return {name: np.array(column) for name, column in found.items()}


def spread(shared: Mapping[str, Array], index: npt.NDArray[np.intp]) -> dict[str, Array]:
    """The columns of few rows for many: row i gets what row ``index[i]`` has."""
    return {name: column[index] for name, column in shared.items()}


def stacked(parts: Sequence[tuple[Mapping[str, Array], int]]) -> dict[str, Array]:
    """The columns of several tables, one below the other; each part with its number of rows."""
    names = sorted({name for part, _ in parts for name in part})
    return {
        name: np.concatenate([part[name] if name in part else np.full(size, np.nan) for part, size in parts])
        for name in names
    }
