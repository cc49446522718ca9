"""What each witness is worth: how often it speaks of a gold row, is right, and is overruled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from ingest.training.held_out import Read

_LEAST = 20  # times that a witness must have spoken to be told of
_ASIDE = re.compile(
    r"y (?:said|age|options|witnesses)$|^(?:before|after) (?:words|figures)$|^figures back$|^like own$"
)  # no witnesses


@dataclass(frozen=True, slots=True)
class Account:
    """One witness over documents: figures it spoke of, shares of them where it was right, and where overruled."""

    name: str
    spoken: int
    right: float
    overruled: float


@dataclass(frozen=True, slots=True)
class _Said:
    witness: str
    right: bool
    followed: bool


def accounts(reads: Iterable[Read]) -> list[Account]:
    """The witnesses for indicators and for years ("y …") over all figures that are gold rows, the busiest first."""
    found: dict[str, list[_Said]] = {}
    for read in reads:
        for said in (*_of_indicators(read), *_of_years(read)):
            found.setdefault(said.witness, []).append(said)
    told = [
        Account(
            name,
            len(said),
            sum(one.right for one in said) / len(said),
            sum(not one.followed for one in said) / len(said),
        )
        for name, said in found.items()
        if len(said) >= _LEAST
    ]
    return sorted(told, key=lambda account: -account.spoken)


def _of_indicators(read: Read) -> Iterator[_Said]:
    state = read.state
    for figure, labels in enumerate(read.example.labels):
        if not any(labels):
            continue
        first = state.first_option
        options = state.options[first[figure] : first[figure + 1]]
        for name in {name for option in options for name in option.witness if not _ASIDE.search(name)}:
            best = max(options, key=lambda option: option.witness.get(name, -1.0))
            right = best.entry is not None and best.entry.id in labels
            yield _Said(name, right, best is state.chosen(figure))


def _of_years(read: Read) -> Iterator[_Said]:
    state = read.state
    gold = [next(iter(labels.values()), None) for labels in read.example.labels]
    for name, strengths in state.of_year.items():
        if not name.startswith("y ") or _ASIDE.search(name):
            continue
        best: dict[int, int] = {}
        for at in map(int, np.flatnonzero(~np.isnan(strengths))):
            figure = int(state.year_of[at])
            if figure not in best or strengths[at] > strengths[best[figure]]:
                best[figure] = at
        for figure, at in best.items():
            row = gold[figure]
            if row is not None and row["year"] is not None:
                yield _Said(name, int(state.years[at]) == row["year"], at == state.best_year[figure])
