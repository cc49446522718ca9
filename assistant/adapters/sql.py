"""What every store in SQL shares: opening the database, SQLite's habits, and making the tables.

The archive, the conversations and the drafts live in one database, each store with tables of its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from time import sleep
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, Engine, MetaData, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError

from assistant.errors import NghiquyetError

Made = TypeVar("Made")

BUSY_SECONDS = 30.0  # how long a writer waits for another; a document of 130 rows is written in 5 ms
OPEN_ATTEMPTS = 20  # two processes may create the same archive at once; the loser looks again
OPEN_PAUSE_SECONDS = 0.05
_WRITES = "nghiquyet_writes"


class SqlStore:
    """A store over tables of its own, made where they do not exist; safe for several threads and processes.

    Raises ``NghiquyetError`` if the database cannot be opened.
    """

    def __init__(self, url: str, tables: MetaData) -> None:
        self._engine = open_engine(url)
        try:
            prepare(self._engine, tables.create_all)
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


def open_engine(url: str) -> Engine:
    """An engine for an SQLAlchemy URL; the folder of an SQLite file is made."""
    parsed = make_url(url)
    options: dict[str, Any] = {"json_serializer": partial(json.dumps, ensure_ascii=False)}
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, **options)
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, connect_args={"timeout": BUSY_SECONDS}, **options)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: object) -> None:
    """Readers beside a writer (WAL), foreign keys, and transactions that we begin ourselves."""
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA foreign_keys = ON")


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
