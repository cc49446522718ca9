"""A data folder may be called anything that a disk takes: every store lies in it, and nowhere else."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from assistant.build import (
    Places,
    account_book,
    open_archive,
    open_audit,
    open_conversations,
    open_drafts,
    open_flags,
    open_lexical,
    open_vectors,
    own_data,
)
from assistant.settings import Settings
from tests.builders import archived

NAMES = ("hỏi gì? mode=memory, 50%20 phần #1 của Đảng ủy", "a&b;c=d  'ngoặc\" ~nhà")


def _tables(path: Path) -> set[str]:
    with sqlite3.connect(path) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_every_store_lies_in_the_folder_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    settings = Settings(data=tmp_path / name)
    with own_data(settings):
        with open_archive(settings) as archive:
            archive.save(archived("a.docx"))
        open_conversations(settings).close()
        open_drafts(settings).close()
        open_flags(settings).close()
        with account_book(settings) as book:
            book.add_key("máy", role="reader")
        with open_audit(settings) as audit:
            audit.note("login", who="an", about="")
        with open_lexical(settings) as lexical:
            lexical.add(archived("a.docx").passages)
        with open_vectors(settings, dimension=3) as vectors:
            assert vectors.ids() == set()
    assert [path.name for path in tmp_path.iterdir()] == [name]
    places = Places(settings.data)
    tables = " ".join(_tables(places.archive))
    for store in ("documents", "conversations", "drafts", "accounts", "audit"):
        assert store in tables
    assert any(places.lexical.iterdir())
    assert any(places.vectors.iterdir())
    with open_archive(settings) as again:
        assert [each.name for each in again.documents()] == ["a.docx"]
