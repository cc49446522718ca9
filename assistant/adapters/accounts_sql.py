"""Accounts, sessions and keys in SQL: three tables beside those of the archive, in the same database."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import Boolean, Column, Connection, MetaData, Row, Table, Text, delete, false, insert, select

from assistant.adapters.sql import SqlStore, add_columns
from assistant.types import Account, ApiKey, Session

_METADATA = MetaData()

ACCOUNTS = Table(
    "accounts",
    _METADATA,
    Column("name", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("password", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("locked", Boolean, nullable=False, server_default=false()),
    Column("code", Text, nullable=True),
    Column("code_ends", Text, nullable=True),
)
_LATER = ("locked", "code", "code_ends")  # columns that the first archives with accounts lack
SESSIONS = Table(
    "sessions",
    _METADATA,
    Column("digest", Text, primary_key=True),
    Column("name", Text, nullable=False, index=True),
    Column("address", Text, nullable=False),
    Column("begun", Text, nullable=False),
    Column("ends", Text, nullable=False),
)
KEYS = Table(
    "api_keys",
    _METADATA,
    Column("digest", Text, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("ends", Text, nullable=True),
)


class SqlAccounts(SqlStore):
    """``Accounts`` in an SQL database, made where they do not exist; safe for several threads."""

    def __init__(self, url: str) -> None:
        super().__init__(url, _METADATA, make=_make)

    def accounts(self) -> list[Account]:
        """All, by name."""
        with self.reading() as connection:
            return [_account(row) for row in connection.execute(select(ACCOUNTS).order_by(ACCOUNTS.c.name))]

    def account(self, name: str) -> Account | None:
        """The account of a name."""
        with self.reading() as connection:
            row = connection.execute(select(ACCOUNTS).where(ACCOUNTS.c.name == name)).first()
        return _account(row) if row else None

    def save_account(self, account: Account) -> None:
        """Makes or replaces it."""
        with self.writing() as connection:
            connection.execute(delete(ACCOUNTS).where(ACCOUNTS.c.name == account.name))
            connection.execute(insert(ACCOUNTS), asdict(account))

    def remove_account(self, name: str) -> None:
        """Forgets it with its sessions."""
        with self.writing() as connection:
            connection.execute(delete(ACCOUNTS).where(ACCOUNTS.c.name == name))
            connection.execute(delete(SESSIONS).where(SESSIONS.c.name == name))

    def sessions(self) -> list[Session]:
        """All, the newest first."""
        newest = select(SESSIONS).order_by(SESSIONS.c.begun.desc(), SESSIONS.c.digest)
        with self.reading() as connection:
            return [_session(row) for row in connection.execute(newest)]

    def session(self, digest: str) -> Session | None:
        """The session of a hash."""
        with self.reading() as connection:
            row = connection.execute(select(SESSIONS).where(SESSIONS.c.digest == digest)).first()
        return _session(row) if row else None

    def save_session(self, session: Session) -> None:
        """Keeps it."""
        with self.writing() as connection:
            connection.execute(insert(SESSIONS), asdict(session))

    def end_sessions(
        self,
        *,
        name: str | None = None,
        digest: str | None = None,
        until: str | None = None,
        but: str | None = None,
    ) -> int:
        """Forgets those of a name, of a hash, or that ended until a time, all ``but`` one."""
        ended = delete(SESSIONS)
        if name is not None:
            ended = ended.where(SESSIONS.c.name == name)
        if digest is not None:
            ended = ended.where(SESSIONS.c.digest == digest)
        if until is not None:
            ended = ended.where(SESSIONS.c.ends <= until)
        if but is not None:
            ended = ended.where(SESSIONS.c.digest != but)
        with self.writing() as connection:
            return connection.execute(ended).rowcount

    def api_keys(self) -> list[ApiKey]:
        """All, by name."""
        with self.reading() as connection:
            return [_key(row) for row in connection.execute(select(KEYS).order_by(KEYS.c.name))]

    def key(self, digest: str) -> ApiKey | None:
        """The key of a hash."""
        with self.reading() as connection:
            row = connection.execute(select(KEYS).where(KEYS.c.digest == digest)).first()
        return _key(row) if row else None

    def save_key(self, key: ApiKey) -> None:
        """Keeps it."""
        with self.writing() as connection:
            connection.execute(insert(KEYS), asdict(key))

    def remove_key(self, digest: str) -> None:
        """Forgets it."""
        with self.writing() as connection:
            connection.execute(delete(KEYS).where(KEYS.c.digest == digest))


def _make(connection: Connection) -> None:
    add_columns(connection, ACCOUNTS, _LATER)
    _METADATA.create_all(connection)


def _account(row: Row[Any]) -> Account:
    return Account(**row._mapping)


def _session(row: Row[Any]) -> Session:
    return Session(**row._mapping)


def _key(row: Row[Any]) -> ApiKey:
    return ApiKey(**row._mapping)
