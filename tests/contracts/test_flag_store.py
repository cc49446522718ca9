"""FlagStore: what SqlFlags and MemoryFlags both must do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.adapters.flags_sql import SqlFlags
from assistant.fakes import MemoryFlags
from assistant.ports import FlagStore
from assistant.types import Flagged, Turn

HISTORY = (Turn("user", "Thu nhập xã A?"), Turn("assistant", "58 [1]"))
FIRST = Flagged("f1", "Còn năm 2024?", HISTORY, "Không có.", "2026-01-02T03:04:05+00:00")
SECOND = Flagged("f2", "Thu ngân sách?", (), "13 tỷ", "2026-01-03T03:04:05+00:00")


@pytest.fixture(params=["sqlite", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[FlagStore]:
    if request.param == "memory":
        yield MemoryFlags()
        return
    with SqlFlags(f"sqlite:///{tmp_path / 'archive.db'}") as opened:
        yield opened


def test_what_was_flagged_comes_back_newest_first(store: FlagStore) -> None:
    assert store.flagged() == []
    store.flag(FIRST)
    store.flag(SECOND)
    assert store.flagged() == [SECOND, FIRST]


def test_staff_complete_it_and_a_second_flag_changes_nothing(store: FlagStore) -> None:
    store.flag(FIRST)
    store.complete("f1", expected="60,5 triệu", documents=["a.txt", "b.txt"])
    store.flag(replace(FIRST, at="2027-01-01T00:00:00+00:00"))
    assert store.flagged() == [replace(FIRST, expected="60,5 triệu", documents=("a.txt", "b.txt"))]


def test_what_is_forgotten_is_gone_and_unknown_ids_are_ignored(store: FlagStore) -> None:
    store.flag(FIRST)
    store.unflag("f1")
    store.unflag("f1")
    store.complete("f9", expected="x", documents=[])
    assert store.flagged() == []
