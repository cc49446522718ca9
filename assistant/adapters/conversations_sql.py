"""Conversations in SQL, beside the archive: every answer as it was shown, so that it reloads the same.

An answer is kept whole, as JSON of the types in ``types.py``. A document that changes or goes later does not change
an old answer; its quotes stay as they were read.
"""

from __future__ import annotations

from datetime import UTC, datetime

from pydantic import TypeAdapter
from sqlalchemy import Column, Connection, ForeignKey, Integer, MetaData, Table, Text, delete, func, insert, select

from assistant.adapters.sql import SqlStore
from assistant.types import Answer, Conversation, Exchanged

TITLE_CHARS = 200  # characters of the first question that a list shows

_METADATA = MetaData()
_CONVERSATIONS = Table(
    "conversations",
    _METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("title", Text, nullable=False),
    Column("started", Text, nullable=False),
)
_EXCHANGES = Table(
    "exchanges",
    _METADATA,
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("question", Text, nullable=False),
    Column("answer", Text, nullable=False),
)
_ANSWER = TypeAdapter(Answer)


class SqlConversations(SqlStore):
    """Conversations of one database; safe for several threads."""

    def __init__(self, url: str) -> None:
        super().__init__(url, _METADATA)

    def append(self, conversation_id: int | None, question: str, answer: Answer) -> int:
        """Adds an exchange to a conversation; None, or one that is gone, begins a new one. Returns its id."""
        with self.writing() as connection:
            known = conversation_id is not None and _exists(connection, conversation_id)
            held = conversation_id if known and conversation_id is not None else _begun(connection, question)
            count = connection.scalar(
                select(func.count()).select_from(_EXCHANGES).where(_EXCHANGES.c.conversation_id == held)
            )
            connection.execute(
                insert(_EXCHANGES).values(
                    conversation_id=held,
                    ordinal=count,
                    question=question,
                    answer=_ANSWER.dump_json(answer).decode(),
                )
            )
        return held

    def recent(self, limit: int) -> list[Conversation]:
        """The conversations begun last, newest first, without their exchanges."""
        wanted = select(_CONVERSATIONS).order_by(_CONVERSATIONS.c.id.desc()).limit(limit)
        with self.reading() as connection:
            return [Conversation(row.id, row.title, row.started) for row in connection.execute(wanted)]

    def load(self, conversation_id: int) -> Conversation | None:
        """A conversation with all of its exchanges; None where it is gone."""
        head = select(_CONVERSATIONS).where(_CONVERSATIONS.c.id == conversation_id)
        held = select(_EXCHANGES).where(_EXCHANGES.c.conversation_id == conversation_id)
        with self.reading() as connection:
            found = connection.execute(head).one_or_none()
            rows = connection.execute(held.order_by(_EXCHANGES.c.ordinal)).all()
        if found is None:
            return None
        exchanges = tuple(Exchanged(row.question, _ANSWER.validate_json(row.answer)) for row in rows)
        return Conversation(found.id, found.title, found.started, exchanges)

    def remove(self, conversation_id: int) -> None:
        """Forgets a conversation; an unknown id is ignored."""
        with self.writing() as connection:
            connection.execute(delete(_EXCHANGES).where(_EXCHANGES.c.conversation_id == conversation_id))
            connection.execute(delete(_CONVERSATIONS).where(_CONVERSATIONS.c.id == conversation_id))


def _exists(connection: Connection, conversation_id: int) -> bool:
    found = select(_CONVERSATIONS.c.id).where(_CONVERSATIONS.c.id == conversation_id)
    return connection.scalar(found) is not None


def _begun(connection: Connection, question: str) -> int:
    """A new conversation, under the question that it begins with."""
    started = datetime.now(UTC).isoformat(timespec="seconds")
    made = connection.execute(insert(_CONVERSATIONS).values(title=question[:TITLE_CHARS], started=started))
    (identity,) = made.inserted_primary_key or (0,)
    return int(identity)
