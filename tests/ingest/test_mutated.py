"""Files of every kind with bytes gone wrong: each is read or rejected in one line, within its time and memory.

``NQ_TEST_MUTATED`` says how many; the kinds take turns.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

import pytest

from assistant.errors import UnreadableFile
from assistant.settings import Settings
from ingest.crew import Limits, Lost, each
from ingest.members import Member
from ingest.read import read_bytes
from ingest.read_file import archived
from ingest.unpack import unpack
from tests.ingest.formats import damaged, every_format

HOW_MANY = int(os.environ.get("NQ_TEST_MUTATED", "66"))
SEED = int(os.environ.get("NQ_TEST_SEED", "7"))
SECONDS = 60.0  # a fifth of what is allowed by default
KEPT = os.environ.get("NQ_TEST_KEEP", "")  # a folder for those that went wrong


def tried(job: tuple[str, bytes]) -> tuple[str, float]:
    """What became of a file, "" where it was read or rejected as it should, and the seconds that it took."""
    began = time.monotonic()
    name, data = job
    wrong = "; ".join(filter(None, _each_member(name, data)))
    return wrong, time.monotonic() - began


def _each_member(name: str, data: bytes) -> Iterator[str]:
    try:
        for member in unpack(data, name=name):
            if isinstance(member, Member):
                yield _member(member)
            elif "\n" in member.reason or "hãy" not in member.reason:
                yield f"câu báo không nêu cách xử lý: {member.reason}"
    except MemoryError:
        raise
    except Exception as error:
        yield f"unpack: {type(error).__name__}: {error}"


def _member(member: Member) -> str:
    try:
        archived(read_bytes(member.data, name=member.name))
    except UnreadableFile as error:
        return "" if "\n" not in str(error) and "hãy" in str(error) else f"câu báo không nêu cách xử lý: {error}"
    except MemoryError:
        raise
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""


@pytest.mark.slow
@pytest.mark.timeout(120 + 5 * HOW_MANY)
def test_no_damaged_file_costs_more_than_itself(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    kinds = list(every_format(tmp_path).items())
    jobs = [(f"{at}.{kind}", damaged(data, chance)) for at, (kind, data) in enumerate(islice(cycle(kinds), HOW_MANY))]
    limits = Limits(SECONDS, Settings().file_memory_mb)

    wrong, slowest = [], ("", 0.0)
    for (name, data), done in zip(jobs, each(tried, jobs, workers=2, limits=limits), strict=True):
        said, seconds = (done.cause, SECONDS) if isinstance(done, Lost) else done
        slowest = max(slowest, (name, seconds), key=lambda each: each[1])
        if said:
            wrong.append((name, said))
            if KEPT:
                Path(KEPT, name).write_bytes(data)

    assert wrong == [], f"lâu nhất {slowest[1]:.1f} giây ({slowest[0]})"
