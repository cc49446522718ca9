"""What was learnt: one forest for each stage, in one file that is no pickle."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np

from ingest.weigh.forest import Forest, restore, store
from ingest.weigh.stages import STAGES

WEIGHTS = "weights.npz"


@dataclass(frozen=True, slots=True)
class Weights:
    """The forest of each stage by its name."""

    forests: Mapping[str, Forest]


@cache
def shipped() -> Weights:
    """The weights that come with the package, read once."""
    return _read(resources.files("ingest.weigh").joinpath(WEIGHTS).read_bytes())


def load(path: Path) -> Weights:
    """The weights in a file that ``save`` wrote."""
    return _read(path.read_bytes())


def save(weights: Weights, path: Path) -> None:
    """Writes the weights, compressed, without a pickle; the same weights give the same arrays."""
    arrays = {key: array for name, forest in weights.forests.items() for key, array in store(forest, name).items()}
    with path.open("wb") as file:
        np.savez_compressed(file, **arrays)  # type: ignore[arg-type]  # numpy's stub takes no mapping of arrays


def _read(data: bytes) -> Weights:
    with np.load(io.BytesIO(data), allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    return Weights({stage.name: restore(arrays, stage.name) for stage in STAGES})
