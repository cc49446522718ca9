"""The tables of the archive, and how an archive of an older version is brought up to ours."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Connection,
    Dialect,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    insert,
    inspect,
    select,
    update,
)
from sqlalchemy.schema import CreateColumn

from assistant.adapters.sql import as_stored

SCHEMA_VERSION = 8  # 8: conversations have owners; an older program would show them to everybody


class _Words(TypeDecorator[tuple[str, ...]]):
    """A tuple of strings as a JSON array; sections share few paths, so each is parsed once."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str:
        """The tuple as stored."""
        return json.dumps(value or (), ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...]:
        """The tuple as saved."""
        return _words(value or "[]")


@lru_cache(maxsize=65536)
def _words(stored: str) -> tuple[str, ...]:
    with as_stored():
        return tuple(json.loads(stored))


METADATA = MetaData()


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


def _part(name: str, *columns: Column[Any]) -> Table:
    """A table of parts of a document, in their order, that go when it goes."""
    document_id = Column(
        "document_id", Text, ForeignKey("documents.document_id", ondelete="CASCADE"), primary_key=True
    )
    position = Column("position", Integer, primary_key=True, autoincrement=False)
    return Table(name, METADATA, document_id, position, *columns)


STATE = Table(
    "state",
    METADATA,
    Column("id", Integer, primary_key=True),
    _number("schema_version"),
    _number("revision"),
)

DOCUMENTS = Table(
    "documents",
    METADATA,
    Column("document_id", Text, primary_key=True),
    _text("name"),
    Column("content_hash", Text, nullable=False, unique=True),
    _text("text"),
    _text("kind"),
    _text("family"),
    _text("title"),
    Column("number", Text),
    Column("issuer", Text),
    Column("level", Text),
    Column("commune", Text),
    Column("district", Text),
    Column("province", Text),
    Column("date", Text),
    Column("result_year", Integer),
    Column("target_year", Integer),
    Column("signer_role", Text),
    Column("status", JSON, nullable=False),
    Column("inferred", JSON, nullable=False),
    _number("revision"),  # of the last change to this document
)

# The files that a document came in. The name is the one that it is asked for by: the path below the folder that was
# given, with more of the folders above it where another document has that name already.
FILES = Table(
    "files",
    METADATA,
    Column("path", Text, primary_key=True),  # where the file lies, on this machine
    Column("name", Text, nullable=False, unique=True),
    Column(
        "document_id",
        Text,
        ForeignKey("documents.document_id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("size", BigInteger, nullable=False),
    Column("modified", BigInteger, nullable=False),
    _text("reading"),
)

# Files that gave no document, so that they are told and not read again at every run.
REJECTED = Table(
    "rejected",
    METADATA,
    Column("path", Text, primary_key=True),  # where the file lies, on this machine
    Column("size", BigInteger, nullable=False),
    Column("modified", BigInteger, nullable=False),
    _text("reading"),
    _text("reason"),
)

SECTIONS = _part(
    "sections",
    Column("path", _Words, nullable=False),
    _text("heading"),
    _text("role"),
    _number("start"),
    _number("body"),
    _number("end"),
)

DROPPED = _part("dropped", _text("reason"), _text("text"))

REMARKS = _part("remarks", _text("part"), _text("fate"), _text("reason"), _text("text"))

FIGURES = _part(
    "figures",
    _text("figure"),
    _number("start"),
    _number("end"),
    _text("verdict"),
    Column("confidence", Double),
    Column("why", _Words, nullable=False),
    Column("row_id", Text),
)

PASSAGES = _part(
    "passages",
    Column("passage_id", Text, nullable=False, unique=True),
    _text("section"),
    _text("role"),
    _number("start"),
    _number("end"),
    _text("text"),
    _text("context"),
)


INDICATORS = _part(
    "indicators",
    Column("row_id", Text, nullable=False, unique=True),
    Column("indicator", Text),
    _text("label"),
    _text("comparator"),
    Column("value", Double, nullable=False),
    Column("value_max", Double),
    _text("unit"),
    _text("kind"),
    _text("measure"),
    Column("direction", Text),
    Column("year", Integer),
    _text("section"),
    _text("quote"),
    _number("start"),
    _number("end"),
    _text("figure"),
    Column("of", Double),
    Column("scope", Text),
    Column("rank", Text),
    Column("sub_of", Text),
    Column("averaging", Text),
    Column("approximate", Boolean, nullable=False),
    Column("period", Text),
    Column("previous", Double),
    Column("plan", Double),
    Column("review", Text, nullable=False, server_default="extracted"),
    Column("confidence", Double, nullable=False, server_default="1"),
    Column("why", _Words, nullable=False, server_default="[]"),
    Column("runner_up", Text),
    Column("place", Text),
)
Index("indicators_by_indicator", INDICATORS.c.indicator)

# What the ledger is filtered and sorted by, a narrow line a row (``assistant/ledger/listed.py``): a page of it reads
# these lines, and then the rows of that page alone. It follows from the rows and their document.
LISTED = Table(
    "listed",
    METADATA,
    Column("document_id", Text, ForeignKey("documents.document_id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("row_id", Text, nullable=False, unique=True),
    _text("name"),
    _text("label"),
    _text("place"),
    _text("shown"),
    _text("names"),
    Column("level", Text),
    Column("year", Integer),
    _text("kind"),
    _text("unit"),
    _text("review"),
    Column("confidence", Double, nullable=False),
    Column("value", Double, nullable=False),
    _text("sought"),
    sqlite_with_rowid=False,
)
Index("listed_by_name", LISTED.c.name)
# The queue of what is not sure in its order; and what is narrow enough to be counted through.
Index("listed_by_confidence", LISTED.c.review, LISTED.c.confidence, LISTED.c.document_id, LISTED.c.position)
Index("documents_by_name", DOCUMENTS.c.name, DOCUMENTS.c.document_id)

REVISIONS = Table(
    "revisions",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    _text("at"),  # ISO 8601, UTC
    _text("what"),  # added, updated, removed or corrected
    _text("document"),  # its id; it may be gone
)

CORRECTIONS = Table(
    "corrections",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("document_id", Text, nullable=False, index=True),  # it may be gone
    _text("name"),  # the file's, under which other content may come
    _text("row_id"),
    Column("extracted", JSON, nullable=False),
    Column("row", JSON, nullable=False),
    _text("by"),
    _text("at"),
    _text("note"),
)

# What people said of what a document is; it stays when the document goes, and may come back.
IDENTITIES = Table(
    "identities",
    METADATA,
    Column("document_id", Text, primary_key=True),
    Column("extracted", JSON, nullable=False),
    Column("changes", JSON, nullable=False),
    _text("by"),
    _text("at"),
    _text("note"),
)

# What a model read a second time, until a person has decided on it; it goes when the document is read again.
PROPOSALS = _part(
    "proposals",
    Column("row_id", Text, nullable=False, unique=True),
    Column("row", JSON, nullable=False),
    _text("model"),
    _text("at"),
    Column("replaces", Text),
)
SECOND_READINGS = Table(
    "second_readings",
    METADATA,
    Column("document_id", Text, ForeignKey("documents.document_id", ondelete="CASCADE"), primary_key=True),
    _text("model"),
)

# Documents that are in the archive no more, for answers that cite them and for whoever wants them back.
GONE = Table(
    "gone",
    METADATA,
    Column("document_id", Text, primary_key=True),
    _text("name"),
    _text("at"),  # ISO 8601, UTC
    Column("replaced_by", Text),  # the document that came in its place; it may be gone, too
    Column("kept", Text),  # all of it as JSON, where it was removed by hand
)

VECTORS = Table(
    "vectors",
    METADATA,
    Column("model", Text, primary_key=True),
    Column("hash", Text, primary_key=True),
    Column("vector", LargeBinary, nullable=False),  # float32, little-endian
)


def migrated(connection: Connection) -> int:
    """The version of the archive, after making its tables or bringing those of an older one up to ours."""
    if not inspect(connection).has_table(STATE.name):
        METADATA.create_all(connection)
        connection.execute(insert(STATE).values(id=1, schema_version=SCHEMA_VERSION, revision=0))
    version: int = connection.execute(select(STATE.c.schema_version)).scalar_one()
    if version >= SCHEMA_VERSION:
        return version
    columns = INDICATORS.c
    new = {
        1: (columns.previous, columns.plan, columns.review),
        2: (columns.confidence, columns.why, columns.runner_up),
        3: (columns.place,),
    }
    for column in (each for since, added in new.items() if version <= since for each in added):
        connection.exec_driver_sql(f"ALTER TABLE indicators ADD COLUMN {CreateColumn(column).compile(connection)}")
    METADATA.create_all(connection)
    for index in DOCUMENTS.indexes:  # ``create_all`` makes the indexes of new tables alone
        index.create(connection, checkfirst=True)
    if inspect(connection).has_table("names"):  # of version 4 and before, when a file was its name
        connection.exec_driver_sql(
            "INSERT INTO files (path, name, document_id, size, modified, reading) "
            "SELECT name, name, document_id, 0, 0, '' FROM names"
        )
        connection.exec_driver_sql("DROP TABLE names")
    connection.execute(update(STATE).values(schema_version=SCHEMA_VERSION))
    return SCHEMA_VERSION
