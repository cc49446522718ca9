"""The lines that the ledger is filtered and sorted by, in SQL: kept beside the rows, and asked for a page of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, exists, func, insert, select

from assistant.adapters.archive_tables import DOCUMENTS, INDICATORS, LISTED
from assistant.language.text import fold
from assistant.ledger.listed import listed, within
from assistant.ledger.sureness import SURE
from assistant.types import Indicator, Resolution, RowChoices, RowQuery


@dataclass(frozen=True, slots=True)
class PageIds:
    """The ids of the rows of a page in their order, and how many rows there are in all."""

    ids: tuple[str, ...]
    total: int


def list_rows(connection: Connection, resolution: Resolution, rows: Sequence[Indicator]) -> None:
    """Puts the lines of all rows of a document in the place of those that it had."""
    connection.execute(delete(LISTED).where(LISTED.c.document_id == resolution.document_id))
    lines = [{**asdict(listed(row, resolution.identity)), "position": position} for position, row in enumerate(rows)]
    if lines:
        connection.execute(insert(LISTED), lines)


def unlisted(connection: Connection) -> list[str]:
    """The documents whose rows have no lines: those of an archive of an older version."""
    lines = exists().where(LISTED.c.document_id == DOCUMENTS.c.document_id)
    rows = exists().where(INDICATORS.c.document_id == DOCUMENTS.c.document_id)
    return list(connection.scalars(select(DOCUMENTS.c.document_id).where(rows & ~lines)))


def page_ids(connection: Connection, query: RowQuery) -> PageIds:
    """The rows of a page by their ids; what has several of one value comes in the order of the text."""
    conditions = _conditions(query)
    wanted = select(LISTED.c.row_id).where(*conditions)
    if query.sort == "document":
        wanted = wanted.join_from(DOCUMENTS, LISTED)
        names = [_plain(connection, column) for column in (DOCUMENTS.c.name, DOCUMENTS.c.document_id)]
        order = [_turned(column, query) for column in names]
    else:
        column = LISTED.c[query.sort]
        order = [column.is_(None)] if column.nullable else []
        order += [_turned(_plain(connection, column), query), _plain(connection, LISTED.c.document_id)]
    wanted = wanted.order_by(*order, LISTED.c.position)
    if query.rows is not None:  # there may be more of them than a statement takes
        ids = [row_id for row_id in connection.scalars(wanted) if row_id in query.rows]
        end = None if query.limit is None else query.offset + query.limit
        return PageIds(tuple(ids[query.offset : end]), len(ids))
    total = connection.scalar(select(func.count()).select_from(LISTED).where(*conditions)) or 0
    page = wanted.limit(query.limit).offset(query.offset or None)
    return PageIds(tuple(connection.scalars(page)), total)


def choices(connection: Connection) -> RowChoices:
    """What the rows can be narrowed by, each with the number of its rows."""
    held = LISTED.c.review != "rejected"

    def counted(column: ColumnElement[Any]) -> dict[Any, int]:
        query = select(column, func.count()).where(held).group_by(column)
        return {value: count for value, count in connection.execute(query) if value not in (None, "")}

    return RowChoices(
        indicators=counted(LISTED.c.name),
        places=counted(LISTED.c.shown),
        levels=counted(LISTED.c.level),
        years=counted(LISTED.c.year),
        units=counted(LISTED.c.unit),
    )


def _conditions(query: RowQuery) -> list[ColumnElement[bool]]:
    line = LISTED.c
    exact = ((line.year, query.year), (line.kind, query.kind), (line.unit, query.unit), (line.level, query.level))
    conditions = [column == wanted for column, wanted in (*exact, (line.document_id, query.document)) if wanted]
    if query.indicators is not None:
        conditions.append(line.name.in_(query.indicators))
    if query.place is not None:
        conditions.append(line.names.contains(within(query.place), autoescape=True))
    conditions += [line.sought.contains(word, autoescape=True) for word in fold(query.text).split()]
    return [*conditions, *_state(query)]


def _state(query: RowQuery) -> list[ColumnElement[bool]]:
    review = LISTED.c.review
    if query.state is None:
        return [] if query.with_rejected else [review != "rejected"]
    if query.state == "unsure":
        return [review == "extracted", LISTED.c.confidence < SURE]
    return [review == query.state]


def _plain(connection: Connection, column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A column in the order of its characters, which databases with a language of their own do not keep to."""
    is_words = column.type.python_type is str and connection.dialect.name != "sqlite"
    return column.collate("C") if is_words else column


def _turned(column: ColumnElement[Any], query: RowQuery) -> ColumnElement[Any]:
    return column.desc() if query.descending else column.asc()
