"""What every store in SQL shares: opening the database, SQLite's habits, and making the tables.

The archive, the conversations and the drafts live in one database, each store with tables of its own.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from time import sleep
from types import TracebackType
from typing import Any, Self, TypeVar
from urllib.parse import quote

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    ExceptionContext,
    MetaData,
    Table,
    create_engine,
    event,
    inspect,
    make_url,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import CreateColumn

from assistant.errors import ArchiveUnusable, NghiquyetError

Made = TypeVar("Made")

BUSY_SECONDS = 30.0  # how long a writer waits for another; a document of 130 rows is written in 5 ms
OPEN_ATTEMPTS = 20  # two processes may create the same archive at once; the loser looks again
OPEN_PAUSE_SECONDS = 0.05
_WRITES = "nghiquyet_writes"
_MENDED = (
    "Hãy khôi phục bản sao lưu gần nhất: nghiquyet restore TỆP --replace (kho hỏng được dời sang backups/); không có "
    "bản sao lưu thì dời archive.db đi rồi nạp lại văn bản gốc: nghiquyet ingest THƯ_MỤC."
)
# What SQLite says, and what the user is told.
_TROUBLES = (
    (
        "disk is full",
        "Ổ đĩa chứa {where} đã đầy, chưa ghi thêm được. Hãy dọn bớt ổ đĩa rồi làm lại; kho còn nguyên.",
    ),
    (
        "readonly database",
        "Không được phép ghi vào {where}: thư mục hoặc ổ đĩa chỉ cho đọc. Hãy cấp quyền ghi, hoặc chép cả thư mục "
        "dữ liệu sang nơi ghi được; danh mục và sổ chỉ tiêu vẫn xem được.",
    ),
    (
        "disk I/O error",
        "Ổ đĩa báo lỗi khi đọc ghi {where} ({said}). Hãy kiểm tra ổ đĩa và đường mạng tới nó, rồi chạy: "
        "nghiquyet doctor",
    ),
    (
        "malformed",
        "Kho văn bản {where} đã hỏng ({said}). " + _MENDED + " Xem chi tiết: nghiquyet doctor",
    ),
    (
        "file is not a database",
        "{where} không còn là tệp kho văn bản ({said}). " + _MENDED,
    ),
)
_MALFORMED = "database disk image is malformed"
_LONGEST_SAID = 120
_DAMAGED = "Kho văn bản có dữ liệu đã hỏng, không đọc được ({said}). " + _MENDED


class SqlStore:
    """A store over tables of its own, made where they do not exist; safe for several threads and processes.

    ``make`` makes the tables where those of an older archive have to be brought up first. Raises
    ``NghiquyetError`` if the database cannot be opened.
    """

    def __init__(self, url: str, tables: MetaData, *, make: Callable[[Connection], None] | None = None) -> None:
        self._engine = open_engine(url)
        try:
            prepare(self._engine, make or tables.create_all)
        except BaseException:
            self.close()
            raise

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that only reads."""
        return self._engine.begin()

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction that may write; in SQLite it waits for other writers before its first statement."""
        return writer(self._engine).begin()

    def close(self) -> None:
        """Gives all connections back."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def add_columns(connection: Connection, table: Table, names: Collection[str]) -> None:
    """Brings a table of an older archive up: what it lacks of ``names`` is added; one that is not there stays so."""
    inspector = inspect(connection)
    if not inspector.has_table(table.name):
        return
    known = {column["name"] for column in inspector.get_columns(table.name)}
    for column in (table.c[name] for name in names if name not in known):
        added = CreateColumn(column).compile(connection)
        connection.exec_driver_sql(f"ALTER TABLE {table.name} ADD COLUMN {added}")


def open_engine(url: str) -> Engine:
    """An engine for an SQLAlchemy URL; the folder of an SQLite file is made."""
    parsed = make_url(url)
    options: dict[str, Any] = {
        "json_serializer": partial(json.dumps, ensure_ascii=False),
        "json_deserializer": _parsed,
    }
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, **options)
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    place = Path(parsed.database).absolute() if parsed.database else None
    if place is not None and _is_read_only(place):
        engine = create_engine(parsed, creator=partial(_reading_only, place), **options)
    else:
        engine = create_engine(parsed, connect_args={"timeout": BUSY_SECONDS}, **options)
        event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "handle_error", _told)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def sqlite_url(path: Path) -> str:
    """The URL of an SQLite file, whatever signs its name has: "?" and "%20" would lead elsewhere."""
    return URL.create("sqlite", database=str(path)).render_as_string()


def reading_only(path: Path) -> sqlite3.Connection:
    """A connection to an archive's file that is there, to read all of it beside whoever writes."""
    return _reading_only(path) if _is_read_only(path) else sqlite3.connect(path, timeout=BUSY_SECONDS)


def _is_read_only(path: Path) -> bool:
    """Whether a database is there that can be read, and nothing beside it written."""
    return path.is_file() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))


def _reading_only(path: Path) -> sqlite3.Connection:
    """A connection that needs no file beside the database. What was never written back from a WAL is not seen."""
    left = path.with_name(f"{path.name}-wal")
    still = "" if left.is_file() and left.stat().st_size else "&immutable=1"
    connection = sqlite3.connect(f"file:{quote(str(path))}?mode=ro{still}", uri=True, check_same_thread=False)
    connection.isolation_level = None
    return connection


def _told(context: ExceptionContext) -> ArchiveUnusable | None:
    """The error that is raised in the place of one of the disk or of the file: a line with what to do."""
    said = str(context.original_exception)
    if isinstance(context.original_exception, UnicodeDecodeError):  # SQLite quotes the broken file, which is no text
        said = _MALFORMED
    for sign, line in (*_TROUBLES, ("Could not decode to UTF-8", dict(_TROUBLES)["malformed"])):
        if sign in said:
            where = shown(context.engine) if context.engine is not None else ""
            return ArchiveUnusable(line.format(where=where, said=_in_one_line(said)))
    return None


def _in_one_line(said: str) -> str:
    """What SQLite says, without the bytes that it may quote of a broken file."""
    return " ".join("".join(each if each.isprintable() and each != "\ufffd" else " " for each in said).split())


def broken(engine: Engine, said: str) -> ArchiveUnusable:
    """The error for a database that SQLite finds broken."""
    return ArchiveUnusable(dict(_TROUBLES)["malformed"].format(where=shown(engine), said=_in_one_line(said)))


@contextmanager
def as_stored() -> Iterator[None]:
    """For the block in which stored values become ours: where they cannot, the archive is broken, and not we are."""
    try:
        yield
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ArchiveUnusable(_DAMAGED.format(said=_in_one_line(str(error))[:_LONGEST_SAID])) from error


def _parsed(stored: str) -> Any:
    with as_stored():
        return json.loads(stored)


def _set_up_sqlite(connection: Any, _record: object) -> None:
    """Readers beside a writer (WAL), foreign keys, and transactions that we begin ourselves."""
    connection.isolation_level = None
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA foreign_keys = ON")
    except UnicodeDecodeError as error:  # SQLite quotes the broken file, which is no text
        raise sqlite3.DatabaseError(_MALFORMED) from error


def _begin_sqlite(connection: Connection) -> None:
    # Who reads first and writes later would lose against a writer in between, at once and without waiting.
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def writer(engine: Engine) -> Engine:
    """The engine for transactions that may write."""
    return engine.execution_options(**{_WRITES: True})


def prepare(engine: Engine, make: Callable[[Connection], Made]) -> Made:
    """What ``make`` returns, run in a transaction, and again where another process was making the same tables.

    Raises ``NghiquyetError`` where the database cannot be opened.
    """
    for _ in range(OPEN_ATTEMPTS - 1):
        try:
            with engine.begin() as connection:
                return make(connection)
        except DBAPIError:
            sleep(OPEN_PAUSE_SECONDS)
    try:
        with engine.begin() as connection:
            return make(connection)
    except DBAPIError as error:
        raise NghiquyetError(
            f"Không mở được kho văn bản {shown(engine)} ({error.orig}). Hãy kiểm tra đường dẫn và "
            "quyền ghi; nếu tệp đã hỏng, hãy chép lại bản sao lưu của tệp này"
        ) from error


def shown(engine: Engine) -> str:
    """The file, or the URL without its password."""
    if engine.dialect.name == "sqlite":
        return str(engine.url.database)
    return engine.url.render_as_string(hide_password=True)
