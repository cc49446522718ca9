"""Conversations in SQL, beside the archive: every answer as it was shown, so that it reloads the same.

An answer is kept whole, as JSON of the types in ``types.py``. A document that changes or goes later does not change
an old answer; its quotes stay as they were read.

A conversation belongs to who began it, by a name that the caller gives; those of an archive from before that have no
owner and are everybody's. One that is taken away is kept for a day, so that it can be had back.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Integer,
    MetaData,
    Row,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
    update,
)

from assistant.adapters.sql import SqlStore, add_columns, as_stored
from assistant.types import Answer, Conversation, Exchanged

TITLE_CHARS = 200  # characters of the first question that a list shows
KEPT = timedelta(days=1)  # how long a conversation that was taken away can be had back

_METADATA = MetaData()
_CONVERSATIONS = Table(
    "conversations",
    _METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("title", Text, nullable=False),
    Column("started", Text, nullable=False),
    Column("owner", Text, index=True),  # None: of the time before there were owners, and everybody's
    Column("pinned", Boolean, nullable=False, server_default="0"),
    Column("removed", Text),  # ISO, UTC
)
_SINCE_OWNERS = ("owner", "pinned", "removed")  # columns that an archive of version 7 has not
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
        super().__init__(url, _METADATA, make=_make)

    def append(self, conversation_id: int | None, question: str, answer: Answer, *, owner: str | None = None) -> int:
        """Adds an exchange to a conversation; None, or one that is gone, begins a new one. Returns its id."""
        with self.writing() as connection:
            known = conversation_id is not None and _exists(connection, conversation_id, owner)
            held = conversation_id if known and conversation_id is not None else _begun(connection, question, owner)
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

    def recent(self, limit: int, *, owner: str | None = None) -> list[Conversation]:
        """The conversations begun last, without their exchanges: pinned ones first, else the newest first."""
        wanted = select(_CONVERSATIONS).where(_visible(owner), _CONVERSATIONS.c.removed.is_(None))
        ordered = wanted.order_by(_CONVERSATIONS.c.pinned.desc(), _CONVERSATIONS.c.id.desc()).limit(limit)
        with self.reading() as connection:
            return [_conversation(row) for row in connection.execute(ordered)]

    def load(self, conversation_id: int, *, owner: str | None = None) -> Conversation | None:
        """A conversation with all of its exchanges; None where it is gone."""
        head = select(_CONVERSATIONS).where(_one(conversation_id, owner), _CONVERSATIONS.c.removed.is_(None))
        held = select(_EXCHANGES).where(_EXCHANGES.c.conversation_id == conversation_id)
        with self.reading() as connection:
            found = connection.execute(head).one_or_none()
            rows = connection.execute(held.order_by(_EXCHANGES.c.ordinal)).all() if found else []
        if found is None:
            return None
        with as_stored():
            exchanges = tuple(Exchanged(row.question, _ANSWER.validate_json(row.answer)) for row in rows)
        return _conversation(found, exchanges)

    def rename(self, conversation_id: int, title: str, *, owner: str | None = None) -> None:
        """Gives a conversation another title; an unknown id is ignored."""
        self._set(conversation_id, owner, title=title[:TITLE_CHARS])

    def pin(self, conversation_id: int, *, pinned: bool, owner: str | None = None) -> None:
        """Pins a conversation above the others, or lets it go; an unknown id is ignored."""
        self._set(conversation_id, owner, pinned=pinned)

    def remove(self, conversation_id: int, *, owner: str | None = None) -> None:
        """Takes a conversation away, to be had back for a day; forgets those whose day is over."""
        now = datetime.now(UTC)
        self._set(conversation_id, owner, removed=_iso(now))
        over = select(_CONVERSATIONS.c.id).where(_CONVERSATIONS.c.removed < _iso(now - KEPT))
        with self.writing() as connection:
            connection.execute(delete(_EXCHANGES).where(_EXCHANGES.c.conversation_id.in_(over)))
            connection.execute(delete(_CONVERSATIONS).where(_CONVERSATIONS.c.id.in_(over)))

    def restore(self, conversation_id: int, *, owner: str | None = None) -> None:
        """Puts back a conversation that was taken away; an unknown id is ignored."""
        self._set(conversation_id, owner, removed=None)

    def _set(self, conversation_id: int, owner: str | None, **values: str | bool | None) -> None:
        with self.writing() as connection:
            connection.execute(update(_CONVERSATIONS).where(_one(conversation_id, owner)).values(**values))


def _make(connection: Connection) -> None:
    """The tables; an archive of version 7 gets the columns that came with owners."""
    add_columns(connection, _CONVERSATIONS, _SINCE_OWNERS)
    _METADATA.create_all(connection)


def _visible(owner: str | None) -> ColumnElement[bool]:
    """What this owner finds; without one, only what has none."""
    of_all = _CONVERSATIONS.c.owner.is_(None)
    return of_all if owner is None else of_all | (_CONVERSATIONS.c.owner == owner)


def _one(conversation_id: int, owner: str | None) -> ColumnElement[bool]:
    return (_CONVERSATIONS.c.id == conversation_id) & _visible(owner)


def _conversation(row: Row[Any], exchanges: tuple[Exchanged, ...] = ()) -> Conversation:
    return Conversation(row.id, row.title, row.started, exchanges, bool(row.pinned), own=row.owner is not None)


def _exists(connection: Connection, conversation_id: int, owner: str | None) -> bool:
    this = (_one(conversation_id, owner), _CONVERSATIONS.c.removed.is_(None))
    return connection.scalar(select(_CONVERSATIONS.c.id).where(*this)) is not None


def _begun(connection: Connection, question: str, owner: str | None) -> int:
    """A new conversation, under the question that it begins with."""
    values = {"title": question[:TITLE_CHARS], "started": _iso(datetime.now(UTC)), "owner": owner}
    made = connection.execute(insert(_CONVERSATIONS).values(**values))
    (identity,) = made.inserted_primary_key or (0,)
    return int(identity)


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
