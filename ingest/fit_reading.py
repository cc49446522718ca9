"""Learns how figures are read: ``python -m ingest.fit_reading FOLDER... [--out FILE]``.

Each FOLDER is one author's: ``docs/`` and ``ledger.jsonl`` with gold rows; a folder without a ledger holds documents
in which no figure is a row. One that ``nghiquyet ledger corrections`` wrote speaks of the rows that staff reviewed,
and of no other figure. One run takes a few minutes on two cores and is seeded: the same folders give the same
file. The weights that ship were fitted with the folders that the README names.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from ingest.training.fit import fit
from ingest.training.held_out import authors_of
from ingest.training.sources import gold
from ingest.weigh.weights import WEIGHTS, save


def main(arguments: Sequence[str] | None = None) -> int:
    """Fits on the folders given, besides the ones of the project, and writes the weights."""
    parser = argparse.ArgumentParser(prog="python -m ingest.fit_reading", description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "weigh" / WEIGHTS)
    chosen = parser.parse_args(arguments)
    begun = perf_counter()
    learnt = gold(chosen.folders)
    authors = authors_of(learnt)
    save(fit(learnt), chosen.out)
    size = chosen.out.stat().st_size
    print(  # noqa: T201  # the command's own words
        f"{len(learnt)} documents, gold of {len(authors)} authors ({', '.join(authors)}): "
        f"{chosen.out}, {size / 1e3:.0f} kB, {perf_counter() - begun:.0f} s"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
