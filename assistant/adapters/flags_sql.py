"""Flagged questions in SQL: one table beside those of the archive, in the same database."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import JSON, Column, Connection, MetaData, Table, Text, delete, insert, select, update

from assistant.adapters.sql import SqlStore, add_columns
from assistant.types import Flagged, Turn

_METADATA = MetaData()

FLAGGED = Table(
    "flagged",
    _METADATA,
    Column("flag_id", Text, primary_key=True),
    Column("question", Text, nullable=False),
    Column("history", JSON, nullable=False),
    Column("answer", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("expected", Text, nullable=False),
    Column("documents", JSON, nullable=False),
    Column("reason", Text, nullable=False, server_default=""),
)


def _make(connection: Connection) -> None:
    """The table; that of an archive of version 7 gets the column for reasons."""
    add_columns(connection, FLAGGED, ("reason",))
    _METADATA.create_all(connection)


class SqlFlags(SqlStore):
    """A ``FlagStore`` in an SQL database, made where it does not exist; safe for several threads."""

    def __init__(self, url: str) -> None:
        super().__init__(url, _METADATA, make=_make)

    def flag(self, flagged: Flagged) -> None:
        """Keeps it, unless it is kept already."""
        row = {
            "flag_id": flagged.flag_id,
            "question": flagged.question,
            "history": [[turn.role, turn.content] for turn in flagged.history],
            "answer": flagged.answer,
            "at": flagged.at,
            "expected": flagged.expected,
            "documents": list(flagged.documents),
            "reason": flagged.reason,
        }
        with self.writing() as connection:
            known = select(FLAGGED.c.flag_id).where(FLAGGED.c.flag_id == flagged.flag_id)
            if connection.execute(known).first() is None:
                connection.execute(insert(FLAGGED), row)

    def flagged(self) -> list[Flagged]:
        """All, the newest first."""
        newest = select(FLAGGED).order_by(FLAGGED.c.at.desc(), FLAGGED.c.flag_id.desc())
        with self.reading() as connection:
            rows = connection.execute(newest).all()
        return [
            Flagged(
                flag_id=row.flag_id,
                question=row.question,
                history=tuple(Turn(role, content) for role, content in row.history),
                answer=row.answer,
                at=row.at,
                expected=row.expected,
                documents=tuple(row.documents),
                reason=row.reason,
            )
            for row in rows
        ]

    def complete(self, flag_id: str, *, expected: str, documents: Sequence[str]) -> None:
        """Writes down what staff expect."""
        filled = update(FLAGGED).where(FLAGGED.c.flag_id == flag_id)
        with self.writing() as connection:
            connection.execute(filled.values(expected=expected, documents=list(documents)))

    def unflag(self, flag_id: str) -> None:
        """Forgets it."""
        with self.writing() as connection:
            connection.execute(delete(FLAGGED).where(FLAGGED.c.flag_id == flag_id))
