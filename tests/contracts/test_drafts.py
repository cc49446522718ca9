"""Drafts: what SqlDrafts and MemoryDrafts both must do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.adapters.drafts_sql import SqlDrafts
from assistant.errors import UnknownDraft
from assistant.fakes import MemoryDrafts
from assistant.types import DraftRequest, Edit, Entry, Figure, SavedDraft

Store = SqlDrafts | MemoryDrafts
FULL = SavedDraft(
    draft_id="a1",
    title="Dự thảo năm 2024 – xã Trường Xuân",
    changed_at="2024-01-05T08:00:00+00:00",
    request=DraftRequest("d1", 2024, place="An Hòa", examples=("d2", "d3"), superior="d4", profile="36-HD"),
    entries={
        "d1-4105.1": Entry(Figure(172.3), Figure(175.0), Figure(15.0, 16.0)),
        "d1-5.2": Entry(Figure(9.0, None, 9.0), accept=True),
    },
    edits=(Edit("d1-180", "Ngày 05/01/2024, …"), Edit("d1-190", None)),
)


@pytest.fixture(params=["sqlite", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "memory":
        yield MemoryDrafts()
        return
    opened = SqlDrafts(f"sqlite:///{tmp_path / 'archive.db'}")
    yield opened
    opened.close()


def test_a_new_store_is_empty(store: Store) -> None:
    assert store.drafts() == []


def test_a_draft_comes_back_equal(store: Store) -> None:
    store.save(FULL)
    assert store.draft("a1") == FULL
    assert store.drafts() == [FULL]


def test_a_bare_draft_comes_back_equal(store: Store) -> None:
    bare = SavedDraft("b", "t", "2024-01-01T00:00:00+00:00", DraftRequest("d", 2024))
    store.save(bare)
    assert store.draft("b") == bare


def test_saving_again_replaces(store: Store) -> None:
    store.save(FULL)
    later = replace(FULL, edits=(), entries={})
    store.save(later)
    assert store.drafts() == [later]


def test_the_one_changed_last_comes_first(store: Store) -> None:
    for draft_id, day in (("a", "01"), ("b", "03"), ("c", "02")):
        store.save(replace(FULL, draft_id=draft_id, changed_at=f"2024-01-{day}T00:00:00+00:00"))
    assert [draft.draft_id for draft in store.drafts()] == ["b", "c", "a"]


def test_a_removed_draft_is_unknown(store: Store) -> None:
    store.save(FULL)
    store.remove("a1")
    for act in (store.draft, store.remove):
        with pytest.raises(UnknownDraft, match="a1"):
            act("a1")


def test_whose_a_draft_is_is_kept(store: Store) -> None:
    store.save(replace(FULL, owner="an"))
    assert store.draft("a1").owner == "an"
    assert [one.owner for one in store.drafts()] == ["an"]


def test_drafts_of_an_older_archive_have_no_owner(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with SqlDrafts(f"sqlite:///{path}") as store:
        store.save(FULL)
    with sqlite3.connect(path) as old:
        old.execute("ALTER TABLE drafts DROP COLUMN owner")
    with SqlDrafts(f"sqlite:///{path}") as store:
        assert store.draft("a1") == FULL
