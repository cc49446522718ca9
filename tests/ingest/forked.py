"""Stands in for ``subprocess`` where indexes are opened alone, as often as the tests of damage do.

Each look is a process of its own here too, which may die of broken files. But it is forked from one that holds Chroma
already, where in earnest it imports it: that is most of what a look costs.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

PARENT = """
import json, os, sys
from pathlib import Path

import chromadb.api.rust, chromadb.config  # what ChromaVectors imports once it is opened
from ingest.open_alone import held

for asked in sys.stdin:
    words, vectors, dimension = json.loads(asked)
    reading, writing = os.pipe()
    if not (child := os.fork()):
        os.write(writing, str(held(Path(words), Path(vectors), int(dimension))).encode())
        os._exit(0)
    os.close(writing)
    with open(reading, "rb") as pipe:
        said = pipe.read().decode()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(json.dumps([code, said]), flush=True)
"""


class Forked:
    """What ``ingest.heal`` asks of ``subprocess``."""

    TimeoutExpired = subprocess.TimeoutExpired

    def __init__(self, parent: subprocess.Popen[str]) -> None:
        self._parent = parent

    def run(self, command: Sequence[str], **_: Any) -> subprocess.CompletedProcess[bytes]:
        assert command[:3] == [sys.executable, "-m", "ingest.open_alone"]
        assert self._parent.stdin is not None
        assert self._parent.stdout is not None
        self._parent.stdin.write(json.dumps(command[3:]) + "\n")
        self._parent.stdin.flush()
        code, said = json.loads(self._parent.stdout.readline())
        return subprocess.CompletedProcess(command, code, said.encode())


@contextmanager
def forked() -> Iterator[Forked]:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as parent:
        yield Forked(parent)
