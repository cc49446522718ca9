"""The audit in SQL: one table beside those of the archive, in the same database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict

from sqlalchemy import Column, ColumnElement, Integer, MetaData, Table, Text, delete, insert, select

from assistant.adapters.sql import SqlStore
from assistant.types import EVERY_DEED, Deed, DeedQuery

_METADATA = MetaData()

AUDIT = Table(
    "audit",
    _METADATA,
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("digest", Text, nullable=False),
)


class SqlAudit(SqlStore):
    """An ``AuditLog`` in an SQL database, made where it does not exist; safe for several threads and processes."""

    def __init__(self, url: str) -> None:
        super().__init__(url, _METADATA)

    def append(self, chained: Callable[[Deed | None], Deed]) -> Deed:
        """Adds the line after the last; writers wait for each other before they read it."""
        with self.writing() as connection:
            row = connection.execute(select(AUDIT).order_by(AUDIT.c.n.desc()).limit(1)).first()
            deed = chained(Deed(**row._mapping) if row else None)
            connection.execute(insert(AUDIT), asdict(deed))
        return deed

    def deeds(self, asked: DeedQuery = EVERY_DEED) -> list[Deed]:
        """Lines oldest first; of more than ``asked.limit`` the last."""
        found = select(AUDIT).where(*_wanted(asked)).order_by(AUDIT.c.n.desc())
        if asked.limit is not None:
            found = found.limit(asked.limit)
        if asked.skip:
            found = found.offset(asked.skip)
        with self.reading() as connection:
            return [Deed(**row._mapping) for row in reversed(connection.execute(found).all())]

    def forget(self, until: int) -> None:
        """Takes out the lines up to this number."""
        with self.writing() as connection:
            connection.execute(delete(AUDIT).where(AUDIT.c.n <= until))


def _wanted(asked: DeedQuery) -> Iterator[ColumnElement[bool]]:
    if asked.who is not None:
        yield AUDIT.c.who == asked.who
    if asked.what is not None:
        yield AUDIT.c.what == asked.what
    if asked.words is not None:
        yield AUDIT.c.about.contains(asked.words, autoescape=True)
    if asked.since is not None:
        yield AUDIT.c.at >= asked.since
    if asked.until is not None:
        yield AUDIT.c.at < asked.until
