"""Values in the archive's file that went wrong: told as damage with a remedy, never as a fault of the software."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.adapters.archive_sql import SqlArchive
from assistant.adapters.sql import sqlite_url
from assistant.errors import ArchiveUnusable, NghiquyetError
from assistant.types import Correction, IdentityCorrection, SourceDocument
from ingest.read_file import archived

TEXT = (
    "ĐẢNG ỦY XÃ GÒ {n}\nNGHỊ QUYẾT\nVề nhiệm vụ năm 2026\nI. CHỈ TIÊU\n- Thu ngân sách đạt {n},5 tỷ đồng;\n"
    "II. GIẢI PHÁP\nTổ chức nạo vét kênh số {n}, trồng dừa ven đê."
)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of an archive with documents, a correction, and a document that was removed."""
    path = tmp_path_factory.mktemp("kho") / "archive.db"
    with SqlArchive(sqlite_url(path)) as archive:
        for number in (10, 11):
            archive.save(archived(SourceDocument(f"{number}.txt", f"{number}" * 32, TEXT.format(n=number))))
        kept, gone = archive.documents()
        archive.remove(gone.document_id)
        row, at = archive.indicators()[0], "2026-01-01T00:00:00+00:00"
        archive.correct(Correction(row, replace(row, review="confirmed"), "Lan", at))
        archive.identify(IdentityCorrection(kept.document_id, kept.identity, {"commune": "Gò Tre"}, "Lan", at))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    return path.read_bytes()


def read_all(path: Path) -> None:
    with SqlArchive(sqlite_url(path)) as archive:
        archive.require_sound()
        archive.indicators()
        archive.passages()
        archive.corrections()
        for removed in archive.removed():
            archive.restore(removed.document_id)
        for document in archive.documents():
            archive.receipt(document.document_id)
            archive.identified(document.document_id)


def refusal(path: Path) -> NghiquyetError | None:
    try:
        read_all(path)
    except NghiquyetError as error:
        return error
    return None


def cut(value: str, _: random.Random) -> str:
    return value[:-1]


def flipped(value: str, chance: random.Random) -> str:
    at = chance.randrange(len(value))
    return value[:at] + chance.choice('{}[]",:x0') + value[at + 1 :]


def other(_: str, chance: random.Random) -> object:
    return chance.choice(("7", "null", '"chữ"', "[7]", b"\xff\xfe", 7))


def _columns(path: Path) -> list[tuple[str, str]]:
    """Tables with their columns that hold JSON."""
    with closing(sqlite3.connect(path)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return [
            (table, column)
            for table in tables
            for _, column, *_ in connection.execute(f"PRAGMA table_info({table})").fetchall()
            if connection.execute(f'SELECT 1 FROM {table} WHERE "{column}" GLOB ?', ("[[{]*",)).fetchone()
        ]


@pytest.mark.parametrize("way", [cut, flipped, other])
def test_each_column_of_json_that_is_broken_is_told(
    way: Callable[[str, random.Random], object], sound: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "archive.db"
    path.write_bytes(sound)
    for seed, (table, column) in enumerate(_columns(path) * 4):
        path.write_bytes(sound)
        with closing(sqlite3.connect(path)) as connection:
            value = connection.execute(f'SELECT "{column}" FROM {table}').fetchone()[0]
            connection.execute(f'UPDATE {table} SET "{column}" = ?', (way(value, random.Random(seed)),))
            connection.commit()
        if (error := refusal(path)) is not None:
            assert isinstance(error, ArchiveUnusable), (table, column)
            assert "ãy " in str(error)
            assert "\n" not in str(error)
