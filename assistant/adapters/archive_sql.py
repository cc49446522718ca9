"""The archive in SQL: SQLite in a file by default, PostgreSQL by URL.

One document is one row of ``documents`` with its ``files``, ``sections``, ``dropped``, ``remarks``, ``passages``,
``indicators`` and ``figures``, written in one transaction; ``corrections`` stay when a document goes, and are put in
the place of what was read whenever it is read again. ``state`` holds one row, the schema version and the revision;
every writer locks it first, so that writers of several processes come one after the other and revisions
become visible in their order. ``revisions`` keeps what happened when. ``vectors`` is a cache.

A file is known by where it lies. The same content in two files is one document: it is shown under the name of the
first, is found under both, and lives as long as one of its files does. Files of one name in several folders have
names of their own: the later one is told apart by the folders above it. What is replaced or removed stands in
``gone``, so that answers that cite it can say so, and what was removed by hand can be had back.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from threading import Lock
from types import TracebackType
from typing import Any, Self

import numpy as np
from pydantic import TypeAdapter
from sqlalchemy import Connection, Engine, Row, Select, Table, delete, func, insert, select, update

from assistant.adapters.archive_listed import choices, list_rows, page_ids, unlisted
from assistant.adapters.archive_tables import (
    CORRECTIONS,
    DOCUMENTS,
    DROPPED,
    FIGURES,
    FILES,
    GONE,
    IDENTITIES,
    INDICATORS,
    PASSAGES,
    PROPOSALS,
    REJECTED,
    REMARKS,
    REVISIONS,
    SCHEMA_VERSION,
    SECOND_READINGS,
    SECTIONS,
    STATE,
    VECTORS,
    migrated,
)
from assistant.adapters.sql import as_stored, broken, open_engine, prepare, shown, writer
from assistant.errors import NghiquyetError, UnknownDocument, UnknownRow
from assistant.ledger.file_names import free_name, meant
from assistant.ledger.gone import unknown
from assistant.ledger.receipt import receipt_of
from assistant.ledger.review import Reviewed, adopted, reviewed
from assistant.ports import Saved, Vectors
from assistant.types import (
    Archived,
    Correction,
    Dropped,
    FigureTold,
    Filed,
    Gone,
    Identity,
    IdentityCorrection,
    Indicator,
    Inference,
    Origin,
    Passage,
    Proposal,
    Receipt,
    Rejected,
    Remark,
    Removed,
    Resolution,
    RowChoices,
    RowPage,
    RowQuery,
    Section,
)

IDS_PER_QUERY = 1000  # SQLite allows 32,766 parameters in a statement, PostgreSQL 65,535
_CORRECTED = "corrected"
_RENAMED = "renamed"


def _names(kind: type[Any], *left_out: str) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.name not in left_out)


SECTION_FIELDS = _names(Section)
DROPPED_FIELDS = _names(Dropped)
REMARK_FIELDS = _names(Remark)
FIGURE_FIELDS = _names(FigureTold)
ORIGIN_FIELDS = _names(Origin)
PASSAGE_FIELDS = _names(Passage)
INDICATOR_FIELDS = _names(Indicator)
IDENTITY_CORRECTION_FIELDS = _names(IdentityCorrection)
IDENTITY_FIELDS = _names(Identity, "status", "inferred", "village")


# -- the archive ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Held:
    """A document in memory, with the revision of its last change."""

    revision: int
    resolution: Resolution


@dataclass(frozen=True, slots=True)
class _Kept:
    """A document that was removed, as it was."""

    archived: Archived
    files: tuple[Filed, ...]


_KEPT = TypeAdapter(_Kept)


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

    def require_sound(self) -> None:
        """Raises ``ArchiveUnusable`` where SQLite finds its file broken. Reads all of it."""
        if self._engine.dialect.name != "sqlite":
            return
        with self._reader.connect() as connection:
            said = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
        if said != "ok":
            raise broken(self._engine, str(said))

    # -- writing

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction that holds the lock of all writers from its first statement on."""
        with writer(self._engine).begin() as connection:
            connection.execute(update(STATE).values(revision=STATE.c.revision))
            yield connection

    def save(self, archived: Archived, *, origin: Origin | None = None, gone: Collection[str] = ()) -> Saved:
        """Stores a document with all that was read from it, in one transaction.

        Known content in another file becomes a further file of the same document ("unchanged"); one of its files that
        lies in ``gone`` was moved.
        """
        resolution = archived.resolution
        origin = origin or Origin(resolution.name)
        with self._writing() as connection:
            found = reviewed(archived, _corrections_of(connection, resolution))
            archived = found.archived
            twin = connection.scalar(
                select(DOCUMENTS.c.document_id).where(DOCUMENTS.c.content_hash == resolution.content_hash)
            )
            name, owner = _filed(connection, origin, name=resolution.name, twin=twin, gone=gone)
            same = twin is not None and _read_alike(connection, twin, archived)
            if same and owner in {None, twin}:
                _file(connection, origin, name=name, document_id=resolution.document_id)
                return "unchanged"
            saved: Saved = "added" if owner is None and twin is None else "updated"
            number = _advance(connection, what=saved, document_id=resolution.document_id)
            if owner is not None and owner != twin:
                _take_file(connection, origin.path, owner=owner, heir=resolution.document_id, number=number)
            if not same:
                _write(connection, archived, name=name, twin=twin, number=number)
            _file(connection, origin, name=name, document_id=resolution.document_id)
            _keep_corrections(connection, found)
        return saved

    def seen(self, origin: Origin) -> None:
        """Notes that a known file was looked at again and has not changed; an unknown path is ignored."""
        with self._writing() as connection:
            this = update(FILES).where(FILES.c.path == origin.path)
            connection.execute(this.values(**_values(origin, ORIGIN_FIELDS)))

    def settle(self, file: Origin, *, held: Collection[str], rejected: Sequence[Rejected]) -> None:
        """Notes that a file is stored to its end, and what of it was rejected, in place of what was."""
        now = _values(file, ORIGIN_FIELDS)
        del now["path"]
        below = REJECTED.c.path.startswith(f"{file.path}/", autoescape=True)
        with self._writing() as connection:
            for path in held:
                connection.execute(update(FILES).where(FILES.c.path == path).values(**now))
            connection.execute(delete(REJECTED).where((REJECTED.c.path == file.path) | below))
            for one in {one.origin.path: one for one in rejected}.values():
                connection.execute(insert(REJECTED).values(**_values(one.origin, ORIGIN_FIELDS), reason=one.reason))

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
            _list(connection, document_id)
            connection.execute(delete(CORRECTIONS).where(CORRECTIONS.c.row_id == row_id))
            if correction.row != correction.extracted:
                _insert_corrections(connection, [correction], name=_shown_name(connection, document_id))

    def identify(self, correction: IdentityCorrection) -> None:
        """Keeps what a person said of what a document is; none where it changes nothing."""
        values = _values(correction, IDENTITY_CORRECTION_FIELDS) | {
            "extracted": asdict(correction.extracted),
            "changes": dict(correction.changes),
        }
        with self._writing() as connection:
            connection.execute(delete(IDENTITIES).where(IDENTITIES.c.document_id == correction.document_id))
            if correction.changes:
                connection.execute(insert(IDENTITIES).values(**values))

    def identified(self, document_id: str, *, path: str | None = None) -> IdentityCorrection | None:
        """What a person said of what a document is, or of the one that the file at ``path`` held so far."""
        held = select(FILES.c.document_id).where(FILES.c.path == (path or ""))
        query = select(*(IDENTITIES.c[field] for field in IDENTITY_CORRECTION_FIELDS))
        with self._reader.begin() as connection:
            own = connection.execute(query.where(IDENTITIES.c.document_id == document_id)).one_or_none()
            before = connection.execute(query.where(IDENTITIES.c.document_id.in_(held))).one_or_none()
        found = own or before
        if found is None:
            return None
        with as_stored():
            extracted = TypeAdapter(Identity).validate_python(found.extracted)
        return replace(IdentityCorrection(*found), extracted=extracted)

    def propose(self, document_id: str, proposals: Sequence[Proposal], *, model: str) -> None:
        """Notes that a model has read a document a second time, and what it proposes. Raises ``UnknownDocument``."""
        with self._writing() as connection:
            if not _load(connection, [document_id]):
                raise unknown(document_id, _gone(connection, document_id))
            for table in (PROPOSALS, SECOND_READINGS):
                connection.execute(delete(table).where(table.c.document_id == document_id))
            connection.execute(insert(SECOND_READINGS).values(document_id=document_id, model=model))
            for position, one in enumerate(proposals):
                told = _values(one, ("model", "at", "replaces")) | {"row_id": one.row.row_id, "row": asdict(one.row)}
                connection.execute(insert(PROPOSALS).values(document_id=document_id, position=position, **told))

    def second_readers(self) -> Mapping[str, str]:
        """The model that read each document a second time, by document id."""
        query = select(SECOND_READINGS.c.document_id, SECOND_READINGS.c.model)
        with self._reader.begin() as connection:
            return {row.document_id: row.model for row in connection.execute(query)}

    def proposals(self) -> list[Proposal]:
        """What waits for a person, in the order of the documents and their text."""
        columns = (PROPOSALS.c[name] for name in ("row", "model", "at", "replaces"))
        with self._reader.begin() as connection:
            found = _by_document(connection, select(*columns), PROPOSALS)
        return [Proposal(_indicator(row), *others) for row, *others in found]

    def adopt(self, proposal_id: str, correction: Correction) -> None:
        """Makes of a proposal what a person says of it. Raises ``UnknownRow`` where no such proposal waits."""
        with self._writing() as connection:
            document_id = _take_proposal(connection, proposal_id)
            _advance(connection, what=_CORRECTED, document_id=document_id)
            rows = [Indicator(*row) for row in _parts(connection, INDICATORS, INDICATOR_FIELDS, [document_id])]
            rows = [row for row in rows if row.row_id != correction.row.row_id]
            connection.execute(delete(INDICATORS).where(INDICATORS.c.document_id == document_id))
            _insert_parts(
                connection, INDICATORS, adopted(rows, correction.row), INDICATOR_FIELDS, document_id=document_id
            )
            _list(connection, document_id)
            connection.execute(delete(CORRECTIONS).where(CORRECTIONS.c.row_id == correction.row.row_id))
            _insert_corrections(connection, [correction], name=_shown_name(connection, document_id))

    def drop(self, proposal_id: str) -> None:
        """Forgets a proposal. Raises ``UnknownRow`` where no such proposal waits."""
        with self._writing() as connection:
            _take_proposal(connection, proposal_id)

    def remove(self, document_id: str) -> None:
        """Takes a document out with all of its files, to be had back by ``restore``. Raises ``UnknownDocument``."""
        with self._writing() as connection:
            held = _load(connection, [document_id])
            if not held:
                raise unknown(document_id, _gone(connection, document_id))
            kept = _Kept(_archived(connection, held[0].resolution), tuple(_files(connection, document_id)))
            connection.execute(delete(DOCUMENTS).where(DOCUMENTS.c.document_id == document_id))
            _note_gone(connection, document_id, name=held[0].resolution.name, kept=_KEPT.dump_json(kept).decode())
            _advance(connection, what="removed", document_id=document_id)

    def restore(self, id_or_name: str) -> str:
        """Puts a document that was removed back as it was, with those of its files that nothing else has come from.

        Gives its id; of two that went by one name the last comes back. Raises ``UnknownDocument``.
        """
        with self._writing() as connection:
            kept = _removed(connection, id_or_name)
            document_id = kept.archived.resolution.document_id
            number = _advance(connection, what="added", document_id=document_id)
            name = _free_name(connection, kept.archived.resolution.name, path="")
            _write(connection, kept.archived, name=name, twin=None, number=number)
            taken = set(connection.scalars(select(FILES.c.path)))
            files = [filed for filed in kept.files if filed.origin.path not in taken]
            if all(filed.name != kept.archived.resolution.name for filed in files):
                _file(connection, Origin(name), name=name, document_id=document_id)
            for filed in files:
                free = _free_name(connection, filed.name, path=filed.origin.path)
                _file(connection, filed.origin, name=free, document_id=document_id)
        return document_id

    # -- reading

    def revision(self) -> int:
        """The number of the last change; 0 for a new archive."""
        with self._reader.begin() as connection:
            return _revision(connection)

    def text_revision(self) -> int:
        """The revision of the last change to a text: a correction of a row leaves the indexes as good as before."""
        query = select(func.max(REVISIONS.c.number)).where(REVISIONS.c.what.not_in([_CORRECTED, _RENAMED]))
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
            snapshot = self._snapshot
            if id_or_name in snapshot.held and snapshot.revision == _revision(connection):
                return snapshot.held[id_or_name].resolution
            document_id = _id_of(connection, id_or_name)
            query = select(DOCUMENTS.c.revision).where(DOCUMENTS.c.document_id == document_id)
            known = self._snapshot.held.get(document_id)
            if known is not None and known.revision == connection.scalar(query):
                return known.resolution
            return _load(connection, [document_id])[0].resolution

    def files(self, document_id: str | None = None) -> list[Filed]:
        """The files that documents, or this one, came in, by path."""
        with self._reader.begin() as connection:
            return _files(connection, document_id)

    def rejected(self) -> list[Rejected]:
        """What was rejected of the files that were looked at, by path."""
        columns = (*(REJECTED.c[field] for field in ORIGIN_FIELDS), REJECTED.c.reason)
        with self._reader.begin() as connection:
            found = connection.execute(select(*columns).order_by(REJECTED.c.path)).all()
        return [Rejected(Origin(*origin), reason) for *origin, reason in found]

    def removed(self) -> list[Removed]:
        """The files of the documents that were removed by hand and have not come back, by path."""
        query = select(GONE.c.document_id, GONE.c.at, GONE.c.kept).where(GONE.c.kept.is_not(None))
        with self._reader.begin() as connection, as_stored():
            found = [
                Removed(Origin(**filed["origin"]), document_id, filed["content_hash"], at)
                for document_id, at, kept in connection.execute(query)
                for filed in json.loads(kept)["files"]
            ]
        return sorted(found, key=lambda removed: removed.origin.path)

    def receipt(self, id_or_name: str) -> Receipt:
        """What became of a document's file. Raises ``UnknownDocument``."""
        with self._reader.begin() as connection:
            held = _load(connection, [_id_of(connection, id_or_name)])
            found = _archived(connection, held[0].resolution)
        return receipt_of(found)

    def gone(self, document_id: str) -> Gone | None:
        """What is known of a document that is in the archive no more; None for any other."""
        query = select(GONE.c.document_id, GONE.c.name, GONE.c.at, GONE.c.replaced_by)
        with self._reader.begin() as connection:
            row = connection.execute(query.where(GONE.c.document_id == document_id)).one_or_none()
        return Gone(*row) if row is not None else None

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

    def ledger_page(self, query: RowQuery) -> RowPage:
        """Some rows of the ledger, filtered and sorted, and how many there are in all; ties in a fixed order."""
        columns = [INDICATORS.c[field] for field in INDICATOR_FIELDS]
        with self._reader.begin() as connection:
            found = page_ids(connection, query)
            rows = {
                row.row_id: Indicator(*row)
                for some in _chunks(found.ids)
                for row in connection.execute(select(*columns).where(INDICATORS.c.row_id.in_(some)))
            }
        return RowPage(tuple(rows[row_id] for row_id in found.ids), found.total)

    def ledger_choices(self) -> RowChoices:
        """What the rows can be narrowed by."""
        with self._reader.begin() as connection:
            return choices(connection)

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

    def vector_hashes(self, model_id: str) -> set[str]:
        """The hashes of all texts whose vectors of this model are kept."""
        with self._reader.begin() as connection:
            return set(connection.scalars(select(VECTORS.c.hash).where(VECTORS.c.model == model_id)))


# -- opening -------------------------------------------------------------------------------------------


def _check_version(engine: Engine) -> None:
    """Creates the tables where there are none, and refuses an archive of a newer version."""
    version = prepare(engine, _brought_up)
    if version > SCHEMA_VERSION:
        raise NghiquyetError(
            f"Kho văn bản {shown(engine)} do một phiên bản mới hơn tạo ra (lược đồ {version}; bản này "
            f"chỉ hiểu đến {SCHEMA_VERSION}). Hãy cập nhật chương trình rồi mở lại."
        )


def _brought_up(connection: Connection) -> int:
    """The version of the archive with its tables as we know them, and every row of it listed."""
    version = migrated(connection)
    if version == SCHEMA_VERSION:
        for document_id in unlisted(connection):
            _list(connection, document_id)
    return version


def _list(connection: Connection, document_id: str) -> None:
    """Brings the lines that the ledger is filtered and sorted by up to the rows and the identity of a document."""
    held = _load(connection, [document_id])
    rows = [Indicator(*row) for row in _parts(connection, INDICATORS, INDICATOR_FIELDS, [document_id])]
    list_rows(connection, held[0].resolution, rows)


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
    connection.execute(insert(REVISIONS).values(number=number, at=_now(), what=what, document=document_id))
    return number


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _filed(
    connection: Connection, origin: Origin, *, name: str, twin: str | None, gone: Collection[str]
) -> tuple[str, str | None]:
    """The name that the file of ``origin`` goes by, and the document that it held so far.

    That is the file that lies there; else the one of ``twin`` that was moved there; else one that was kept before
    paths were, when a file was its name.
    """
    held = select(FILES.c.path, FILES.c.name, FILES.c.document_id)
    known = connection.execute(held.where(FILES.c.path == origin.path)).one_or_none()
    if known is not None:
        return known.name, known.document_id
    moved = held.where((FILES.c.document_id == twin) & FILES.c.path.in_(sorted(gone))).order_by(FILES.c.path)
    old = connection.execute(moved).first()
    if old is not None:
        connection.execute(delete(FILES).where(FILES.c.path == old.path))
        free = _free_name(connection, name, path=origin.path)
        if _shown_name(connection, old.document_id) == old.name != free:
            number = _advance(connection, what=_RENAMED, document_id=old.document_id)
            this = update(DOCUMENTS).where(DOCUMENTS.c.document_id == old.document_id)
            connection.execute(this.values(name=free, revision=number))
        return free, old.document_id
    old = connection.execute(held.where(FILES.c.path == name)).one_or_none()
    if old is not None:
        connection.execute(update(FILES).where(FILES.c.path == name).values(path=origin.path))
        return old.name, old.document_id
    return _free_name(connection, name, path=origin.path), None


def _free_name(connection: Connection, name: str, *, path: str) -> str:
    """A name for the file at ``path`` that no other file has."""
    held = select(FILES.c.name)
    return free_name(
        name, path=path, taken=lambda wanted: connection.scalar(held.where(FILES.c.name == wanted)) is not None
    )


def _file(connection: Connection, origin: Origin, *, name: str, document_id: str) -> None:
    """Notes the file as one of the document's."""
    connection.execute(delete(FILES).where(FILES.c.path == origin.path))
    values = {**_values(origin, ORIGIN_FIELDS), "name": name, "document_id": document_id}
    connection.execute(insert(FILES).values(**values))


def _take_file(connection: Connection, path: str, *, owner: str, heir: str, number: int) -> None:
    """Frees the file at ``path`` for other content: ``owner`` is shown under its next name, or goes with its last."""
    name = connection.scalar(select(FILES.c.name).where(FILES.c.path == path))
    connection.execute(delete(FILES).where(FILES.c.path == path))
    others = connection.scalars(select(FILES.c.name).where(FILES.c.document_id == owner)).all()
    shown_name, this = _shown_name(connection, owner), DOCUMENTS.c.document_id == owner
    if not others:
        connection.execute(delete(DOCUMENTS).where(this))
        _note_gone(connection, owner, name=shown_name, replaced_by=heir)
    elif shown_name == name:
        connection.execute(update(DOCUMENTS).where(this).values(name=min(others), revision=number))


def _note_gone(
    connection: Connection, document_id: str, *, name: str, replaced_by: str | None = None, kept: str | None = None
) -> None:
    """Keeps what answers that cite the document will want to say of it."""
    connection.execute(delete(GONE).where(GONE.c.document_id == document_id))
    values = {"document_id": document_id, "name": name, "at": _now(), "replaced_by": replaced_by, "kept": kept}
    connection.execute(insert(GONE).values(**values))


def _gone(connection: Connection, id_or_name: str) -> Gone | None:
    """What is known of a document that is here no more: of that id, or the last of that name removed by hand."""
    named = (GONE.c.name == id_or_name) & GONE.c.kept.is_not(None)
    query = select(GONE.c.document_id, GONE.c.name, GONE.c.at, GONE.c.replaced_by)
    query = query.where((GONE.c.document_id == id_or_name) | named).order_by(GONE.c.at.desc())
    row = connection.execute(query).first()
    return Gone(*row) if row is not None else None


def _removed(connection: Connection, id_or_name: str) -> _Kept:
    """All that was kept of a document that was removed by hand. Raises ``UnknownDocument``."""
    removed = connection.scalars(select(GONE.c.name).where(GONE.c.kept.is_not(None)))
    name = meant(id_or_name, {name: name for name in removed})
    wanted = (GONE.c.document_id == id_or_name) | (GONE.c.name == name)
    changed = select(func.max(REVISIONS.c.number)).where(REVISIONS.c.document == GONE.c.document_id)
    last = select(GONE.c.kept).where(wanted & GONE.c.kept.is_not(None)).order_by(changed.scalar_subquery().desc())
    stored = connection.scalar(last.limit(1))
    if stored is None:
        raise UnknownDocument(
            f"Không có văn bản nào mang mã hoặc tên tệp “{id_or_name}” đã bị gỡ để lấy lại. Hãy nạp lại tệp bằng: "
            "nghiquyet ingest ĐƯỜNG_DẪN"
        )
    with as_stored():
        return _KEPT.validate_json(stored)


def _write(connection: Connection, archived: Archived, *, name: str, twin: str | None, number: int) -> None:
    """Writes a document whole; ``twin``, the same content as it was read before, passes its name and files on."""
    resolution, files = archived.resolution, list[Filed]()
    if twin is not None:
        name, files = _shown_name(connection, twin), _files(connection, twin)
        connection.execute(delete(DOCUMENTS).where(DOCUMENTS.c.document_id == twin))
    document = _document_values(replace(resolution, name=name))
    document_id = resolution.document_id
    connection.execute(insert(DOCUMENTS).values(**document, revision=number))
    connection.execute(delete(GONE).where(GONE.c.document_id == document_id))
    for filed in files:
        _file(connection, filed.origin, name=filed.name, document_id=document_id)
    for table, parts, columns in (
        (SECTIONS, resolution.sections, SECTION_FIELDS),
        (DROPPED, resolution.dropped, DROPPED_FIELDS),
        (REMARKS, resolution.remarks, REMARK_FIELDS),
        (PASSAGES, archived.passages, PASSAGE_FIELDS),
        (INDICATORS, archived.indicators, INDICATOR_FIELDS),
        (FIGURES, archived.figures, FIGURE_FIELDS),
    ):
        _insert_parts(connection, table, parts, columns, document_id=document_id)
    list_rows(connection, resolution, archived.indicators)


def _insert_parts(
    connection: Connection, table: Table, parts: Sequence[object], columns: Iterable[str], *, document_id: str
) -> None:
    """Writes parts of a document in their order."""
    rows = [
        {"document_id": document_id, **_values(part, columns), "position": position}
        for position, part in enumerate(parts)
    ]
    if rows:
        connection.execute(insert(table), rows)


def _take_proposal(connection: Connection, proposal_id: str) -> str:
    """Takes a proposal out, and gives the id of its document. Raises ``UnknownRow``."""
    this = PROPOSALS.c.row_id == proposal_id
    document_id: str | None = connection.scalar(select(PROPOSALS.c.document_id).where(this))
    if document_id is None:
        raise _unknown_row(proposal_id)
    connection.execute(delete(PROPOSALS).where(this))
    return document_id


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
    return _archived(connection, resolution) == replace(archived, resolution=resolution)


def _archived(connection: Connection, resolution: Resolution) -> Archived:
    """A document with all that was read from it."""
    ids = [resolution.document_id]
    passages = tuple(Passage(*row) for row in _parts(connection, PASSAGES, PASSAGE_FIELDS, ids))
    rows = tuple(Indicator(*row) for row in _parts(connection, INDICATORS, INDICATOR_FIELDS, ids))
    figures = tuple(FigureTold(*row) for row in _parts(connection, FIGURES, FIGURE_FIELDS, ids))
    return Archived(resolution, passages, rows, figures)


def _files(connection: Connection, document_id: str | None = None) -> list[Filed]:
    """The files of a document, or all, by path."""
    columns = (*(FILES.c[field] for field in ORIGIN_FIELDS), FILES.c.name, FILES.c.document_id)
    query = select(*columns, DOCUMENTS.c.content_hash).join_from(FILES, DOCUMENTS).order_by(FILES.c.path)
    if document_id is not None:
        query = query.where(FILES.c.document_id == document_id)
    return [
        Filed(Origin(*origin), name, held, content_hash)
        for *origin, name, held, content_hash in connection.execute(query)
    ]


def _id_of(connection: Connection, id_or_name: str) -> str:
    """The id of the document that is meant. Raises ``UnknownDocument``, also where several may be."""
    exact = connection.scalar(select(FILES.c.document_id).where(FILES.c.name == id_or_name)) or connection.scalar(
        select(DOCUMENTS.c.document_id).where(DOCUMENTS.c.document_id == id_or_name)
    )
    if exact is not None:
        return str(exact)
    named = dict(connection.execute(select(FILES.c.name, FILES.c.document_id)).tuples().all())
    found = meant(id_or_name, named)
    if found is None:
        raise unknown(id_or_name, _gone(connection, id_or_name), named)
    return found


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
    extracted, as_said = map(_indicator, (row.extracted, row._mapping["row"]))
    return Correction(extracted=extracted, row=as_said, by=row.by, at=row.at, note=row.note)


def _indicator(stored: Mapping[str, Any]) -> Indicator:
    """A row from its JSON."""
    with as_stored():
        return Indicator(**{**stored, "why": tuple(stored.get("why", ()))})


def _load(connection: Connection, ids: Sequence[str] | None) -> list[_Held]:
    """Documents with their sections, what was dropped and what is remarked, by id or all, in no order."""
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
    remarks: defaultdict[str, list[Remark]] = defaultdict(list)
    for *values, document_id in _parts(connection, REMARKS, (*REMARK_FIELDS, "document_id"), ids):
        remarks[document_id].append(Remark(*values))
    query = select(DOCUMENTS) if ids is None else select(DOCUMENTS).where(DOCUMENTS.c.document_id.in_(ids))
    return [
        _Held(
            row.revision,
            _resolution(row, sections[row.document_id], dropped[row.document_id], remarks=remarks[row.document_id]),
        )
        for row in connection.execute(query)
    ]


def _resolution(
    row: Row[Any], sections: Iterable[Section], dropped: Iterable[Dropped], *, remarks: Iterable[Remark]
) -> Resolution:
    values = row._mapping
    with as_stored():
        inferred = {field: Inference(**inference) for field, inference in row.inferred.items()}
    identity = Identity(**{field: values[field] for field in IDENTITY_FIELDS}, status=row.status, inferred=inferred)
    return Resolution(
        document_id=row.document_id,
        name=row.name,
        content_hash=row.content_hash,
        text=row.text,
        dropped=tuple(dropped),
        sections=tuple(sections),
        identity=identity,
        remarks=tuple(remarks),
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
