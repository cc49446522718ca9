"""What is SqlArchive's own: its file, its schema, its processes and its memory."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import Table, event
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from assistant.adapters import archive_sql, archive_tables, sql
from assistant.adapters.archive_sql import SCHEMA_VERSION, SqlArchive
from assistant.errors import NghiquyetError
from assistant.types import Dropped, Identity, Indicator, Origin, Passage, RowQuery, Section
from tests.builders import archived

ROOT = Path(archive_sql.__file__).parents[2]


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'archive.db'}"


@pytest.fixture
def archive(url: str) -> Iterator[SqlArchive]:
    with SqlArchive(url) as opened:
        yield opened


def raw(url: str, statement: str) -> list[Any]:
    connection = sqlite3.connect(url.removeprefix("sqlite:///"))
    try:
        with connection:
            return connection.execute(statement).fetchall()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        (archive_sql.SECTIONS, Section),
        (archive_sql.DROPPED, Dropped),
        (archive_sql.PASSAGES, Passage),
        (archive_sql.INDICATORS, Indicator),
    ],
)
def test_a_table_has_a_column_for_every_field(table: Table, kind: type[Any]) -> None:
    columns = {column.name for column in table.columns}
    names = {field.name for field in fields(kind)}
    assert names | {"document_id", "position"} == columns


def test_documents_have_a_column_for_every_field_of_identity() -> None:
    columns = {column.name for column in archive_sql.DOCUMENTS.columns}
    held = {field.name for field in fields(Identity)} - {"village"}  # of a row's unit, no document has one
    assert held <= columns


def test_the_tables_can_be_made_in_postgresql() -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    statements = [str(CreateTable(table).compile(dialect=dialect)) for table in archive_tables.METADATA.sorted_tables]
    indicators = next(statement for statement in statements if "TABLE indicators" in statement)
    assert '"end" INTEGER' in indicators
    assert "value DOUBLE PRECISION" in indicators


def test_it_is_there_when_opened_again(url: str) -> None:
    document = archived()
    with SqlArchive(url) as first:
        first.save(document)
    with SqlArchive(url) as second:
        assert second.documents() == [document.resolution]
        assert second.revision() == 1


def test_readers_do_not_wait_for_a_writer(archive: SqlArchive, url: str) -> None:
    archive.save(archived())
    assert raw(url, "PRAGMA journal_mode") == [("wal",)]
    with archive._writing():
        assert len(archive.documents()) == 1


def test_nothing_is_kept_of_a_save_that_fails(archive: SqlArchive, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.save(archived("a.docx"))
    document = archived("a.docx", sentences=("Câu khác.",))
    monkeypatch.setattr(archive_sql, "INDICATOR_FIELDS", ("row_id", "no_such_field"))
    with pytest.raises(AttributeError):
        archive.save(document)
    monkeypatch.undo()
    assert archive.documents() == [archived("a.docx").resolution]
    assert archive.revision() == 1


def test_parts_go_with_their_document(archive: SqlArchive, url: str) -> None:
    document = archived()
    archive.save(document)
    archive.remove(document.resolution.document_id)
    for table in ("documents", "files", "sections", "dropped", "passages", "indicators"):
        assert raw(url, f"SELECT count(*) FROM {table}") == [(0,)], table


def test_revisions_tell_what_happened(archive: SqlArchive, url: str) -> None:
    document = archived()
    archive.save(document)
    archive.save(document)
    archive.save(archived(indicators=()))
    archive.remove(document.resolution.document_id)
    written = raw(url, "SELECT number, what, document FROM revisions ORDER BY number")
    one = document.resolution.document_id
    assert written == [(1, "added", one), (2, "updated", one), (3, "removed", one)]


def test_rows_of_an_indicator_are_found_by_index(archive: SqlArchive, url: str) -> None:
    plan = raw(url, "EXPLAIN QUERY PLAN SELECT * FROM indicators WHERE indicator IN ('a', 'b')")
    assert "USING INDEX indicators_by_indicator" in plan[0][-1]


def test_a_newer_schema_is_refused(url: str) -> None:
    SqlArchive(url).close()
    raw(url, f"UPDATE state SET schema_version = {SCHEMA_VERSION + 1}")
    with pytest.raises(NghiquyetError, match=r"archive\.db.*phiên bản mới hơn.*cập nhật"):
        SqlArchive(url)


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sql, "OPEN_PAUSE_SECONDS", 0)
    (tmp_path / "archive.db").write_bytes(b"no database " * 1000)
    with pytest.raises(NghiquyetError, match=r"archive\.db.*bản sao lưu"):
        SqlArchive(f"sqlite:///{tmp_path / 'archive.db'}")


def test_an_archive_of_the_first_version_is_brought_up(url: str) -> None:
    with SqlArchive(url) as archive:
        archive.save(archived())
        before = archive.indicators()
    for column in ("previous", "plan", "review", "confidence", "why", "runner_up", "place"):
        raw(url, f"ALTER TABLE indicators DROP COLUMN {column}")
    for dropped in ("TABLE corrections", "TABLE listed", "INDEX documents_by_name"):
        raw(url, f"DROP {dropped}")
    raw(url, "UPDATE state SET schema_version = 1")
    with SqlArchive(url) as archive:
        assert archive.indicators() == before
        assert archive.ledger_page(RowQuery(place="Trường Xuân")).total == len(before)
        assert archive.corrections() == []
    assert raw(url, "SELECT schema_version FROM state") == [(SCHEMA_VERSION,)]


def test_the_folder_is_made(tmp_path: Path) -> None:
    with SqlArchive(f"sqlite:///{tmp_path / 'new' / 'archive.db'}") as archive:
        assert archive.documents() == []


class Counting:
    """Counts the documents' texts that are read from disk."""

    def __init__(self, archive: SqlArchive) -> None:
        self.statements: list[str] = []
        event.listen(archive._engine, "before_cursor_execute", self._note)

    def _note(self, _connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        self.statements.append(statement)

    def texts(self) -> int:
        """How many statements read texts, since the last call."""
        read = sum("documents.text" in statement for statement in self.statements)
        self.statements.clear()
        return read


def test_documents_are_read_once_for_many_questions(archive: SqlArchive) -> None:
    for place in range(3):
        archive.save(archived(f"{place}.docx", sentences=(f"Câu {place}.",)))
    counting = Counting(archive)
    first = archive.documents()
    assert counting.texts() == 1
    again = archive.documents()
    assert all(one is other for one, other in zip(first, again, strict=True))
    assert archive.document("1.docx") is first[1]
    assert counting.texts() == 0


def test_only_what_changed_is_read_again(archive: SqlArchive, url: str) -> None:
    for place in range(3):
        archive.save(archived(f"{place}.docx", sentences=(f"Câu {place}.",)))
    before = archive.documents()
    with SqlArchive(url) as other_process:
        other_process.save(archived("1.docx", sentences=("Câu mới.",)))
        other_process.remove(before[2].document_id)
    after = archive.documents()
    assert [document.text for document in after] == ["Câu 0.", "Câu mới."]
    assert after[0] is before[0]


def test_many_threads(archive: SqlArchive) -> None:
    def work(number: int) -> None:
        for place in range(5):
            archive.save(archived(f"{number}-{place}.docx", sentences=(f"Câu {number} {place}.",)))
            archive.documents()
            archive.indicators(["thu_nhap_binh_quan"])

    threads = [Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(archive.documents()) == len(archive.indicators()) == archive.revision() == 30


WRITER = """
import sys
from assistant.adapters.archive_sql import SqlArchive
from tests.builders import archived
url, writer = sys.argv[1:]
with SqlArchive(url) as archive:
    for place in range(25):
        archive.save(archived(f"{writer}-{place}.docx", sentences=(f"Câu {writer} {place}.",)))
        archive.save(archived("shared.docx", sentences=(f"Câu chung {writer} {place}.",)))
"""


def test_writers_in_two_processes_lose_nothing(url: str) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, url, name], cwd=ROOT, stderr=subprocess.PIPE)
        for name in ("a", "b", "c")
    ]
    for writer in writers:
        _, errors = writer.communicate(timeout=120)
        assert writer.returncode == 0, errors.decode()
    assert raw(url, "PRAGMA integrity_check") == [("ok",)]
    with SqlArchive(url) as archive:
        names = [document.name for document in archive.documents()]
        expected = [f"{writer}-{place}.docx" for writer in "abc" for place in range(25)]
        assert sorted(names) == sorted([*expected, "shared.docx"])
        assert archive.revision() == 150
    numbers = raw(url, "SELECT number FROM revisions ORDER BY number")
    assert numbers == [(number,) for number in range(1, 151)]


def test_an_archive_whose_files_were_their_names_is_brought_up(url: str) -> None:
    document = archived("nq.txt")
    with SqlArchive(url) as archive:
        archive.save(document)
    raw(url, "CREATE TABLE names (name TEXT PRIMARY KEY, document_id TEXT)")
    raw(url, "INSERT INTO names SELECT name, document_id FROM files")
    for table in ("files", "remarks", "figures", "gone"):
        raw(url, f"DROP TABLE {table}")
    raw(url, "UPDATE state SET schema_version = 4")
    with SqlArchive(url) as archive:
        assert archive.document("nq.txt") == document.resolution
        newer = archived("nq.txt", sentences=("Thu ngân sách đạt 9 tỷ đồng.",))
        assert archive.save(newer, origin=Origin("/kho/nq.txt")) == "updated"  # the first file of that name takes it
        assert [filed.origin.path for filed in archive.files()] == ["/kho/nq.txt"]
