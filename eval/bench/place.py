"""Where benchmarks find their material, and how they call the program."""

from __future__ import annotations

import lzma
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from json import loads
from pathlib import Path
from typing import Any

from eval.bench.figure import Skipped

REPOSITORY = Path(__file__).resolve().parents[2]
SAMPLE = REPOSITORY / "ingest" / "sample"
# A call that has not ended by then hangs, in seconds. For each passage that it works through it is given more: the
# indexes take 1.3 ms of processor time a passage, which by the clock of a loaded machine is many times that.
PATIENCE = 1800.0
PATIENCE_A_PASSAGE = 0.02


@dataclass(frozen=True)
class Place:
    """A temporary folder for one run, the folder with the shared data, and how much of it is used.

    ``passages`` is the size of the large archive; ``runs`` how often a process is started for one figure;
    ``questions`` how many are made from the ledger; ``documents`` how many are written out as files of each kind;
    ``seconds`` is how long many users ask at once for one figure.
    """

    folder: Path
    shared: Path
    passages: int = 100_000
    runs: int = 5
    questions: int = 10_000
    documents: int = 20
    seconds: float = 20.0

    @cached_property
    def sample_data(self) -> Path:
        """A data folder into which the sample was ingested, once for the run."""
        data = self.folder / "sample-data"
        nghiquyet("ingest", sample(), data=data)
        return data


def sample() -> Path:
    """The documents that ship with the project."""
    if not any(SAMPLE.glob("*.txt")):
        raise Skipped("không có văn bản mẫu trong ingest/sample")
    return SAMPLE


def shared_rows(place: Place, *, name: str) -> Iterator[dict[str, Any]]:
    """The rows of one ``.jsonl.xz`` file of the shared data, one by one."""
    path = place.shared / name
    if not path.exists():
        raise Skipped(f"không có {name} trong thư mục dữ liệu dùng chung; đặt NQ_SHARED để chỉ chỗ")
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        yield from map(loads, lines)


def nghiquyet(*arguments: str | Path, data: Path, passages: int = 0) -> str:
    """What the command line prints to stdout, run as its own process that works through ``passages``. Raises where it
    fails, or takes longer than it may.
    """
    return python("-c", "from ui.cli import main; main()", *arguments, data=data, passages=passages)


def patience(passages: int) -> float:
    """Seconds after which a process that works through ``passages`` hangs."""
    return PATIENCE + PATIENCE_A_PASSAGE * passages


def python(*arguments: str | Path, data: Path, passages: int = 0) -> str:
    """What a Python process prints to stdout."""
    done = subprocess.run(  # noqa: S603 - our own interpreter and our own arguments
        [sys.executable, *map(str, arguments)],
        cwd=REPOSITORY,
        env={**environment(), "NQ_DATA": str(data)},
        capture_output=True,
        encoding="utf-8",
        timeout=patience(passages),
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(map(str, arguments))}: mã thoát {done.returncode}\n{done.stderr[-2000:]}")
    return done.stdout


def environment() -> dict[str, str]:
    """The environment without the settings of whoever measures: the program is measured as it ships."""
    return {name: value for name, value in os.environ.items() if not name.startswith("NQ_")}
