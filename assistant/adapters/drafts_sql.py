"""Drafts in SQL, beside the archive in its database, in a table of their own.

A draft is small (what was asked, typed and edited) and always read and written whole, so its content is one JSON
column. The manuscript itself is not kept: it follows from the base document.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import JSON, Column, Connection, MetaData, Row, Table, Text, delete, insert, select

from assistant.adapters.sql import SqlStore, add_columns, as_stored
from assistant.errors import UnknownDraft
from assistant.types import DraftRequest, Edit, Entry, Figure, SavedDraft

_METADATA = MetaData()
DRAFTS = Table(
    "drafts",
    _METADATA,
    Column("draft_id", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("changed_at", Text, nullable=False),  # ISO 8601, UTC
    Column("request", JSON, nullable=False),
    Column("entries", JSON, nullable=False),
    Column("edits", JSON, nullable=False),
    Column("owner", Text, nullable=True),
)
_SINCE_OWNERS = ("owner",)  # what the drafts of an older archive lack

# Beside the drafts, since the table of drafts is older than their steps.
_STEPS = Table(
    "draft_steps", _METADATA, Column("draft_id", Text, primary_key=True), Column("step", Text, nullable=False)
)
_WITH_STEP = select(DRAFTS, _STEPS.c.step).outerjoin(_STEPS, _STEPS.c.draft_id == DRAFTS.c.draft_id)


class SqlDrafts(SqlStore):
    """``ports.Drafts`` over SQL; safe for several threads.

    Raises ``NghiquyetError`` if the database cannot be opened.
    """

    def __init__(self, url: str) -> None:
        super().__init__(url, _METADATA, make=_make)

    def save(self, draft: SavedDraft) -> None:
        """Stores a draft, or replaces the one of its id."""
        kept = asdict(draft)
        step = {"draft_id": draft.draft_id, "step": kept.pop("step")}
        with self.writing() as connection:
            connection.execute(delete(DRAFTS).where(DRAFTS.c.draft_id == draft.draft_id))
            connection.execute(insert(DRAFTS), kept)
            connection.execute(delete(_STEPS).where(_STEPS.c.draft_id == draft.draft_id))
            connection.execute(insert(_STEPS), step)

    def draft(self, draft_id: str) -> SavedDraft:
        """One draft. Raises ``UnknownDraft``."""
        with self.reading() as connection:
            row = connection.execute(_WITH_STEP.where(DRAFTS.c.draft_id == draft_id)).one_or_none()
        if row is None:
            raise _unknown(draft_id)
        with as_stored():
            return _draft(row)

    def drafts(self) -> list[SavedDraft]:
        """All drafts, the one changed last first."""
        order = (DRAFTS.c.changed_at.desc(), DRAFTS.c.draft_id.desc())
        with self.reading() as connection, as_stored():
            return [_draft(row) for row in connection.execute(_WITH_STEP.order_by(*order))]

    def remove(self, draft_id: str) -> None:
        """Forgets a draft. Raises ``UnknownDraft``."""
        with self.writing() as connection:
            connection.execute(delete(_STEPS).where(_STEPS.c.draft_id == draft_id))
            if connection.execute(delete(DRAFTS).where(DRAFTS.c.draft_id == draft_id)).rowcount == 0:
                raise _unknown(draft_id)


def _make(connection: Connection) -> None:
    add_columns(connection, DRAFTS, _SINCE_OWNERS)
    _METADATA.create_all(connection)


def _unknown(draft_id: str) -> UnknownDraft:
    return UnknownDraft(f"Không có dự thảo '{draft_id}'.")


def _draft(row: Row[Any]) -> SavedDraft:
    request = dict(row.request)
    return SavedDraft(
        draft_id=row.draft_id,
        title=row.title,
        changed_at=row.changed_at,
        request=DraftRequest(**(request | {"examples": tuple(request["examples"])})),
        entries={key: _entry(kept) for key, kept in row.entries.items()},
        edits=tuple(Edit(**kept) for kept in row.edits),
        step=row.step or "table",
        owner=row.owner,
    )


def _entry(kept: dict[str, Any]) -> Entry:
    figures = {name: Figure(**kept[name]) if kept[name] else None for name in ("result", "target", "superior")}
    return Entry(**figures, accept=kept["accept"])
