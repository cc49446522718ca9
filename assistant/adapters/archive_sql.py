"""The archive in SQL: SQLite in a file by default, PostgreSQL by URL.

One document is one row of ``documents`` with its ``names``, ``sections``, ``dropped``, ``passages`` and
``indicators``, written in one transaction; ``corrections`` stay when a document goes, and are put in the place of
what was read whenever it is read again. ``state`` holds one row, the schema version and the revision;
every writer locks it first, so that writers of several processes come one after the other and revisions
become visible in their order. ``revisions`` keeps what happened when. ``vectors`` is a cache.

The same content under two names is one document: it is shown under the name it came with first, is found
under both, and lives as long as one of its names does.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from functools import lru_cache
from threading import Lock
from types import TracebackType
from typing import Any, Self

import numpy as np
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Dialect,
    Double,
    Engine,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    Select,
    Table,
    Text,
    TypeDecorator,
    delete,
    func,
    insert,
    inspect,
    select,
    update,
)
from sqlalchemy.schema import CreateColumn

from assistant.adapters.sql import open_engine, prepare, shown, writer
from assistant.errors import NghiquyetError, UnknownDocument, UnknownRow
from assistant.ledger.review import Reviewed, reviewed
from assistant.ports import Saved, Vectors
from assistant.types import (
    Archived,
    Correction,
    Dropped,
    Identity,
    Indicator,
    Inference,
    Passage,
    Resolution,
    Section,
)

SCHEMA_VERSION = 4
IDS_PER_QUERY = 1000  # SQLite allows 32,766 parameters in a statement, PostgreSQL 65,535


# -- tables --------------------------------------------------------------------------------------------


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
    return tuple(json.loads(stored))


_METADATA = MetaData()


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
    return Table(name, _METADATA, document_id, position, *columns)


STATE = Table(
    "state",
    _METADATA,
    Column("id", Integer, primary_key=True),
    _number("schema_version"),
    _number("revision"),
)

DOCUMENTS = Table(
    "documents",
    _METADATA,
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

NAMES = Table(
    "names",
    _METADATA,
    Column("name", Text, primary_key=True),
    Column(
        "document_id",
        Text,
        ForeignKey("documents.document_id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
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

REVISIONS = Table(
    "revisions",
    _METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    _text("at"),  # ISO 8601, UTC
    _text("what"),  # added, updated, removed or corrected
    _text("document"),  # its id; it may be gone
)

CORRECTIONS = Table(
    "corrections",
    _METADATA,
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

VECTORS = Table(
    "vectors",
    _METADATA,
    Column("model", Text, primary_key=True),
    Column("hash", Text, primary_key=True),
    Column("vector", LargeBinary, nullable=False),  # float32, little-endian
)


_CORRECTED = "corrected"


def _names(kind: type[Any], *left_out: str) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.name not in left_out)


SECTION_FIELDS = _names(Section)
DROPPED_FIELDS = _names(Dropped)
PASSAGE_FIELDS = _names(Passage)
INDICATOR_FIELDS = _names(Indicator)
IDENTITY_FIELDS = _names(Identity, "status", "inferred", "village")


# -- the archive ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Held:
    """A document in memory, with the revision of its last change."""

    revision: int
    resolution: Resolution


@dataclass(frozen=True, slots=True)
class _Snapshot:
    """All documents by id, in the order of their names, as of a revision."""

    revision: int
    held: Mapping[str, _Held]


class SqlArchive:
    """Archive, Shelf and VectorCache over SQL; safe for several threads, and for several processes.

    ``url`` is an SQLAlchemy URL (``sqlite:///…/archive.db``); tables are created where there are none.
    Raises ``NghiquyetError`` if the archive cannot be opened or is of a newer version.
    """

    def __init__(self, url: str) -> None:
        self._engine = open_engine(url)
        self._reader = self._engine
        if self._engine.dialect.name != "sqlite":  # there, a transaction reads one state anyway
            self._reader = self._engine.execution_options(isolation_level="REPEATABLE READ")
        self._snapshot = _Snapshot(revision=0, held={})
        self._lock = Lock()
        try:
            _check_version(self._engine)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Gives all connections back."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- writing

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction that holds the lock of all writers from its first statement on."""
        with writer(self._engine).begin() as connection:
            connection.execute(update(STATE).values(revision=STATE.c.revision))
            yield connection

    def save(self, archived: Archived) -> Saved:
        """Stores a document with all that was read from it, in one transaction.

        Known content under another name becomes a further name of the same document ("unchanged").
        """
        name, content_hash = archived.resolution.name, archived.resolution.content_hash
        with self._writing() as connection:
            found = reviewed(archived, _corrections_of(connection, archived.resolution))
            archived = found.archived
            owner = connection.scalar(select(NAMES.c.document_id).where(NAMES.c.name == name))
            twin = connection.scalar(select(DOCUMENTS.c.document_id).where(DOCUMENTS.c.content_hash == content_hash))
            same = twin is not None and _read_alike(connection, twin, archived)
            if same and owner in {None, twin}:
                if owner is None:
                    connection.execute(insert(NAMES).values(name=name, document_id=twin))
                return "unchanged"
            saved: Saved = "added" if owner is None and twin is None else "updated"
            number = _advance(connection, what=saved, document_id=archived.resolution.document_id)
            if owner is not None:
                _take_name(connection, name=name, owner=owner, keep=twin, number=number)
            if same:
                connection.execute(insert(NAMES).values(name=name, document_id=twin))
            else:
                _write(connection, archived, twin=twin, number=number)
            _keep_corrections(connection, found)
        return saved

    def correct(self, correction: Correction) -> None:
        """Puts a person's word in the place of a row, now and at every later reading. Raises ``UnknownRow``."""
        row_id = correction.row.row_id
        with self._writing() as connection:
            this = INDICATORS.c.row_id == row_id
            document_id = connection.scalar(select(INDICATORS.c.document_id).where(this))
            if document_id is None:
                raise _unknown_row(row_id)
            _advance(connection, what=_CORRECTED, document_id=document_id)
            connection.execute(update(INDICATORS).where(this).values(**_values(correction.row, INDICATOR_FIELDS)))
            connection.execute(delete(CORRECTIONS).where(CORRECTIONS.c.row_id == row_id))
            if correction.row != correction.extracted:
                _insert_corrections(connection, [correction], name=_shown_name(connection, document_id))

    def remove(self, document_id: str) -> None:
        """Forgets a document under all its names. Raises ``UnknownDocument``."""
        with self._writing() as connection:
            gone = connection.execute(delete(DOCUMENTS).where(DOCUMENTS.c.document_id == document_id))
            if gone.rowcount == 0:
                raise _unknown(document_id)
            _advance(connection, what="removed", document_id=document_id)

    # -- reading

    def revision(self) -> int:
        """The number of the last change; 0 for a new archive."""
        with self._reader.begin() as connection:
            return _revision(connection)

    def text_revision(self) -> int:
        """The revision of the last change to a text: a correction of a row leaves the indexes as good as before."""
        query = select(func.max(REVISIONS.c.number)).where(REVISIONS.c.what != _CORRECTED)
        with self._reader.begin() as connection:
            return connection.scalar(query) or 0

    def documents(self) -> list[Resolution]:
        """All documents, in the order of their file names; kept in memory and read again where changed."""
        with self._lock, self._reader.begin() as connection:
            revision = _revision(connection)
            if revision != self._snapshot.revision:
                self._snapshot = _refreshed(connection, self._snapshot, revision)
            return [held.resolution for held in self._snapshot.held.values()]

    def document(self, id_or_name: str) -> Resolution:
        """One document by id or by any of its file names. Raises ``UnknownDocument``."""
        with self._reader.begin() as connection:
            document_id = connection.scalar(select(NAMES.c.document_id).where(NAMES.c.name == id_or_name))
            document_id = document_id or id_or_name
            row = connection.execute(
                select(DOCUMENTS.c.revision).where(DOCUMENTS.c.document_id == document_id)
            ).one_or_none()
            if row is None:
                raise _unknown(id_or_name)
            known = self._snapshot.held.get(document_id)
            if known is not None and known.revision == row.revision:
                return known.resolution
            return _load(connection, [document_id])[0].resolution

    def passages(self, ids: Sequence[str] | None = None) -> list[Passage]:
        """Passages in the order of ``ids`` (unknown ids are left out), or all, document by document."""
        query = select(*(PASSAGES.c[field] for field in PASSAGE_FIELDS))
        with self._reader.begin() as connection:
            if ids is None:
                return [Passage(*row) for row in _by_document(connection, query, PASSAGES)]
            found = {
                row.passage_id: Passage(*row._tuple())
                for some in _chunks(ids)
                for row in connection.execute(query.where(PASSAGES.c.passage_id.in_(some)))
            }
        return [found[one] for one in ids if one in found]

    def passage_ids(self, since: int = 0) -> set[str]:
        """Ids of the passages of documents that changed after revision ``since``; 0 for all."""
        query = select(PASSAGES.c.passage_id)
        if since:
            query = query.join_from(PASSAGES, DOCUMENTS).where(DOCUMENTS.c.revision > since)
        with self._reader.begin() as connection:
            return set(connection.scalars(query))

    def indicators(
        self,
        ids: Sequence[str] | None = None,
        *,
        documents: Sequence[str] | None = None,
        unsure_below: float | None = None,
    ) -> list[Indicator]:
        """Rows of these catalogue ids and unknown labels, of these documents, or all, in the order of the text.

        With ``unsure_below`` those alone that nobody has looked at and whose confidence is less.
        """
        query = select(*(INDICATORS.c[field] for field in INDICATOR_FIELDS))
        query = query.where(INDICATORS.c.review != "rejected")
        if ids is not None:
            unknown = INDICATORS.c.indicator.is_(None) & INDICATORS.c.label.in_(list(ids))
            query = query.where(INDICATORS.c.indicator.in_(list(ids)) | unknown)
        if documents is not None:
            query = query.where(INDICATORS.c.document_id.in_(list(documents)))
        if unsure_below is not None:
            query = query.where((INDICATORS.c.review == "extracted") & (INDICATORS.c.confidence < unsure_below))
        with self._reader.begin() as connection:
            return [Indicator(*row) for row in _by_document(connection, query, INDICATORS)]

    def placed(self) -> list[Indicator]:
        """One row of each unit that is not its document's own, in the order of the text."""
        query = select(*(INDICATORS.c[field] for field in INDICATOR_FIELDS))
        query = query.where(INDICATORS.c.place.is_not(None) & (INDICATORS.c.review != "rejected"))
        with self._reader.begin() as connection:
            rows = [Indicator(*row) for row in _by_document(connection, query, INDICATORS)]
        return list({(row.document_id, row.place): row for row in reversed(rows)}.values())[::-1]

    def row(self, row_id: str) -> Indicator:
        """One row by its id, also a rejected one. Raises ``UnknownRow``."""
        query = select(*(INDICATORS.c[field] for field in INDICATOR_FIELDS)).where(INDICATORS.c.row_id == row_id)
        with self._reader.begin() as connection:
            found = connection.execute(query).one_or_none()
        if found is None:
            raise _unknown_row(row_id)
        return Indicator(*found)

    def corrections(self) -> list[Correction]:
        """What people said of rows, oldest first."""
        with self._reader.begin() as connection:
            return [_correction(row) for row in connection.execute(select(CORRECTIONS).order_by(CORRECTIONS.c.id))]

    def labels(self) -> list[str]:
        """The labels of rows that the catalogue does not know, each once."""
        unknown = INDICATORS.c.indicator.is_(None) & (INDICATORS.c.review != "rejected")
        query = select(INDICATORS.c.label).where(unknown).distinct()
        with self._reader.begin() as connection:
            return sorted(connection.scalars(query))

    # -- vectors

    def get_vectors(self, model_id: str, hashes: Sequence[str]) -> Mapping[str, Vectors]:
        """What is known of ``hashes``: hash to a read-only vector of shape ``(dimension,)``, float32."""
        query = select(VECTORS.c.hash, VECTORS.c.vector).where(VECTORS.c.model == model_id)
        with self._reader.begin() as connection:
            return {
                text_hash: np.frombuffer(vector, dtype="<f4")
                for some in _chunks(hashes)
                for text_hash, vector in connection.execute(query.where(VECTORS.c.hash.in_(some)))
            }

    def put_vectors(self, model_id: str, vectors: Mapping[str, Vectors]) -> None:
        """Keeps vectors by text hash; one that is known is replaced."""
        rows = [
            {"model": model_id, "hash": text_hash, "vector": np.asarray(vector, dtype="<f4").tobytes()}
            for text_hash, vector in vectors.items()
        ]
        if not rows:
            return
        with self._writing() as connection:
            known = delete(VECTORS).where(VECTORS.c.model == model_id)
            for some in _chunks(list(vectors)):
                connection.execute(known.where(VECTORS.c.hash.in_(some)))
            connection.execute(insert(VECTORS), rows)


# -- opening -------------------------------------------------------------------------------------------


def _check_version(engine: Engine) -> None:
    """Creates the tables where there are none, and refuses an archive of a newer version."""
    version = prepare(engine, _version)
    if version > SCHEMA_VERSION:
        raise NghiquyetError(
            f"Kho văn bản {shown(engine)} do một phiên bản mới hơn tạo ra (lược đồ {version}; bản này "
            f"chỉ hiểu đến {SCHEMA_VERSION}). Hãy cập nhật chương trình rồi mở lại."
        )


def _version(connection: Connection) -> int:
    """The version of the archive, after bringing an older one up to ours."""
    if not inspect(connection).has_table(STATE.name):
        _METADATA.create_all(connection)
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
    _METADATA.create_all(connection)
    connection.execute(update(STATE).values(schema_version=SCHEMA_VERSION))
    return SCHEMA_VERSION


def _unknown(id_or_name: str) -> UnknownDocument:
    return UnknownDocument(
        f"Kho không có văn bản nào mang mã hoặc tên tệp “{id_or_name}”. Xem danh sách bằng: nghiquyet documents"
    )


def _unknown_row(row_id: str) -> UnknownRow:
    return UnknownRow(f"Sổ chỉ tiêu không có dòng nào mang mã “{row_id}”. Xem mã dòng bằng: nghiquyet ledger --ids")


# -- rows in -------------------------------------------------------------------------------------------


def _revision(connection: Connection) -> int:
    revision: int = connection.execute(select(STATE.c.revision)).scalar_one()
    return revision


def _advance(connection: Connection, *, what: str, document_id: str) -> int:
    """Takes the next revision number and notes what it stands for."""
    number = _revision(connection) + 1
    connection.execute(update(STATE).values(revision=number))
    now = datetime.now(UTC).isoformat(timespec="seconds")
    connection.execute(insert(REVISIONS).values(number=number, at=now, what=what, document=document_id))
    return number


def _take_name(connection: Connection, *, name: str, owner: str, keep: str | None, number: int) -> None:
    """Frees ``name`` for other content: ``owner`` is shown under its next name, or goes with its last.

    ``keep`` is the document that is being written; it is left to ``_write``.
    """
    if owner == keep:
        return
    connection.execute(delete(NAMES).where(NAMES.c.name == name))
    others = connection.scalars(select(NAMES.c.name).where(NAMES.c.document_id == owner)).all()
    this = DOCUMENTS.c.document_id == owner
    if not others:
        connection.execute(delete(DOCUMENTS).where(this))
    elif _shown_name(connection, owner) == name:
        connection.execute(update(DOCUMENTS).where(this).values(name=min(others), revision=number))


def _write(connection: Connection, archived: Archived, *, twin: str | None, number: int) -> None:
    """Writes a document whole; ``twin``, the same content as it was read before, passes its names on."""
    resolution = archived.resolution
    names = [resolution.name]
    if twin is not None:
        others = connection.scalars(select(NAMES.c.name).where(NAMES.c.document_id == twin))
        names = list(dict.fromkeys([_shown_name(connection, twin), *others, resolution.name]))
        connection.execute(delete(DOCUMENTS).where(DOCUMENTS.c.document_id == twin))
    document = _document_values(replace(resolution, name=names[0]))
    connection.execute(insert(DOCUMENTS).values(**document, revision=number))
    document_id = resolution.document_id
    connection.execute(insert(NAMES), [{"name": name, "document_id": document_id} for name in names])
    for table, parts, columns in (
        (SECTIONS, resolution.sections, SECTION_FIELDS),
        (DROPPED, resolution.dropped, DROPPED_FIELDS),
        (PASSAGES, archived.passages, PASSAGE_FIELDS),
        (INDICATORS, archived.indicators, INDICATOR_FIELDS),
    ):
        rows = [{**_values(part, columns), "position": position} for position, part in enumerate(parts)]
        if rows:
            connection.execute(insert(table), [{"document_id": document_id, **row} for row in rows])


def _corrections_of(connection: Connection, resolution: Resolution) -> list[Correction]:
    """The corrections of a document, under this content or under this name."""
    theirs = (CORRECTIONS.c.document_id == resolution.document_id) | (CORRECTIONS.c.name == resolution.name)
    query = select(CORRECTIONS).where(theirs).order_by(CORRECTIONS.c.id)
    return [_correction(row) for row in connection.execute(query)]


def _keep_corrections(connection: Connection, found: Reviewed) -> None:
    """Writes corrections anew where they stand now; lost ones stay as they are."""
    if not found.kept:
        return
    resolution = found.archived.resolution
    lost = [correction.row.row_id for correction in found.lost]
    theirs = (CORRECTIONS.c.document_id == resolution.document_id) | (CORRECTIONS.c.name == resolution.name)
    connection.execute(delete(CORRECTIONS).where(theirs & CORRECTIONS.c.row_id.not_in(lost)))
    _insert_corrections(connection, found.kept, name=resolution.name)


def _insert_corrections(connection: Connection, corrections: Sequence[Correction], *, name: str) -> None:
    rows = [
        {
            "document_id": correction.row.document_id,
            "name": name,
            "row_id": correction.row.row_id,
            "extracted": asdict(correction.extracted),
            "row": asdict(correction.row),
            "by": correction.by,
            "at": correction.at,
            "note": correction.note,
        }
        for correction in corrections
    ]
    connection.execute(insert(CORRECTIONS), rows)


def _shown_name(connection: Connection, document_id: str) -> str:
    query = select(DOCUMENTS.c.name).where(DOCUMENTS.c.document_id == document_id)
    name: str = connection.execute(query).scalar_one()
    return name


def _values(part: object, columns: Iterable[str]) -> dict[str, Any]:
    return {column: getattr(part, column) for column in columns}


def _document_values(resolution: Resolution) -> dict[str, Any]:
    identity = resolution.identity
    return {
        **_values(resolution, ("document_id", "name", "content_hash", "text")),
        **_values(identity, IDENTITY_FIELDS),
        "status": dict(identity.status),
        "inferred": {field: asdict(inference) for field, inference in identity.inferred.items()},
    }


# -- rows out ------------------------------------------------------------------------------------------


def _read_alike(connection: Connection, document_id: str, archived: Archived) -> bool:
    """Whether the archive holds exactly these rows for the document; its name may differ."""
    resolution = _load(connection, [document_id])[0].resolution
    if resolution != replace(archived.resolution, name=resolution.name):
        return False
    return all(
        [kind(*row) for row in _parts(connection, table, columns, [document_id])] == list(parts)
        for kind, table, columns, parts in (
            (Passage, PASSAGES, PASSAGE_FIELDS, archived.passages),
            (Indicator, INDICATORS, INDICATOR_FIELDS, archived.indicators),
        )
    )


def _refreshed(connection: Connection, old: _Snapshot, revision: int) -> _Snapshot:
    """The snapshot of a later revision; only documents that changed are read."""
    heads = connection.execute(select(DOCUMENTS.c.document_id, DOCUMENTS.c.revision)).all()
    held = {
        document_id: old.held[document_id]
        for document_id, number in heads
        if document_id in old.held and old.held[document_id].revision == number
    }
    changed = [document_id for document_id, _ in heads if document_id not in held]
    for one in _load(connection, changed if held else None):
        held[one.resolution.document_id] = one
    by_name = sorted(held.items(), key=lambda item: item[1].resolution.name)
    return _Snapshot(revision=revision, held=dict(by_name))


def _correction(row: Row[Any]) -> Correction:
    extracted, as_said = (
        Indicator(**{**said, "why": tuple(said.get("why", ()))}) for said in (row.extracted, row._mapping["row"])
    )
    return Correction(extracted=extracted, row=as_said, by=row.by, at=row.at, note=row.note)


def _load(connection: Connection, ids: Sequence[str] | None) -> list[_Held]:
    """Documents with their sections and what was dropped, by id or all, in no order."""
    if ids is not None:
        return [held for some in _chunks(ids) for held in _load_some(connection, some)]
    return _load_some(connection, None)


def _load_some(connection: Connection, ids: Sequence[str] | None) -> list[_Held]:
    sections: defaultdict[str, list[Section]] = defaultdict(list)
    for *values, document_id in _parts(connection, SECTIONS, (*SECTION_FIELDS, "document_id"), ids):
        sections[document_id].append(Section(*values))
    dropped: defaultdict[str, list[Dropped]] = defaultdict(list)
    for *values, document_id in _parts(connection, DROPPED, (*DROPPED_FIELDS, "document_id"), ids):
        dropped[document_id].append(Dropped(*values))
    query = select(DOCUMENTS) if ids is None else select(DOCUMENTS).where(DOCUMENTS.c.document_id.in_(ids))
    return [
        _Held(row.revision, _resolution(row, sections[row.document_id], dropped[row.document_id]))
        for row in connection.execute(query)
    ]


def _resolution(row: Row[Any], sections: Iterable[Section], dropped: Iterable[Dropped]) -> Resolution:
    values = row._mapping
    identity = Identity(
        **{field: values[field] for field in IDENTITY_FIELDS},
        status=row.status,
        inferred={field: Inference(**inference) for field, inference in row.inferred.items()},
    )
    return Resolution(
        document_id=row.document_id,
        name=row.name,
        content_hash=row.content_hash,
        text=row.text,
        dropped=tuple(dropped),
        sections=tuple(sections),
        identity=identity,
    )


def _parts(
    connection: Connection, table: Table, columns: Sequence[str], ids: Sequence[str] | None
) -> Iterable[Sequence[Any]]:
    """Rows of these documents, or of all, with the parts of one document together and in their order."""
    query = select(*(table.c[column] for column in columns)).order_by(table.c.document_id, table.c.position)
    return connection.execute(query if ids is None else query.where(table.c.document_id.in_(ids)))


def _by_document(connection: Connection, query: Select[Any], table: Table) -> list[Sequence[Any]]:
    """Rows ordered by file name and place in the text.

    Sorted here, since databases disagree on the order of Vietnamese names.
    """
    query = query.add_columns(DOCUMENTS.c.name, table.c.position).join_from(table, DOCUMENTS)
    rows = sorted(connection.execute(query), key=lambda row: row[-2:])
    return [row[:-2] for row in rows]


def _chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), IDS_PER_QUERY):
        yield ids[start : start + IDS_PER_QUERY]
