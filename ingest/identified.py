"""A document read again with what a person said of what it is: its rows, its passages and its place follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from assistant.errors import InvalidCorrection
from assistant.language.catalogue import Catalogue
from assistant.ledger.identities import Value, changes_of, corrected
from assistant.types import Archived, Identity, IdentityCorrection, Indicator, Resolution
from ingest.extract import read_document
from ingest.filing import Filing
from ingest.split import split


def with_identity(found: Archived, changes: Mapping[str, Value], *, known: Catalogue | None = None) -> Archived:
    """``found`` as it is with ``changes``: years and units of its figures are read by them. Pure.

    Without changes it is read again as it stands.
    """
    resolution = found.resolution
    identity = corrected(resolution.identity, changes)
    read, reading = read_document(replace(resolution, identity=identity), known=known)
    # The years that its figures tell are no better than what a person says.
    read = replace(read, identity=identity)
    passages = split(read.text, read.sections, identity, document_id=read.document_id)
    rows = tuple(_in_year(row, resolution, identity) for row in reading.rows)
    return Archived(read, passages, rows, reading.figures)


def _in_year(row: Indicator, before: Resolution, after: Identity) -> Indicator:
    """The row in the year that its document is of now, unless its own words or headings say their year."""
    for field in ("target_year", "result_year"):
        old, new = getattr(before.identity, field), getattr(after, field)
        if row.year == old != new and None not in (old, new) and not _says(str(old), row, before):
            return replace(row, year=new, why=(*row.why, f"năm {new}: theo năm của văn bản mà người dùng đã sửa"))
    return row


def _says(year: str, row: Indicator, document: Resolution) -> bool:
    headings = (
        document.text[section.start : section.body]
        for section in document.sections
        if row.section == section.label or row.section.startswith(f"{section.label} > ")
    )
    return any(year in said for said in (row.quote, *headings))


def correct_identity(
    filing: Filing,
    id_or_name: str,
    typed: Mapping[str, str],
    *,
    by: str,
    note: str = "",
    known: Catalogue | None = None,
) -> Resolution:
    """The document with fields corrected as a person typed them, to what was corrected before.

    Raises ``UnknownDocument``, ``InvalidCorrection``.
    """
    if not by.strip():
        raise InvalidCorrection("Hãy ghi tên người sửa, để sau này biết ai đã sửa thông tin văn bản.")
    archive = filing.archive
    document = archive.document(id_or_name)
    said = archive.identified(document.document_id)
    extracted = said.extracted if said is not None else document.identity
    whole = {**(said.changes if said is not None else {}), **changes_of(typed)}
    changes = {field: value for field, value in whole.items() if value != getattr(extracted, field)}
    at = datetime.now(UTC).isoformat(timespec="seconds")
    correction = IdentityCorrection(document.document_id, extracted, changes, by.strip(), at, note.strip())
    return _stand(filing, document, correction, known=known)


def as_read(filing: Filing, id_or_name: str, *, known: Catalogue | None = None) -> Resolution:
    """The document as it was read, all that a person said of what it is taken back. Raises ``UnknownDocument``."""
    document = filing.archive.document(id_or_name)
    said = filing.archive.identified(document.document_id)
    if said is None:
        return document
    return _stand(filing, document, replace(said, changes={}), known=known)


def _stand(
    filing: Filing, document: Resolution, correction: IdentityCorrection, *, known: Catalogue | None
) -> Resolution:
    archive = filing.archive
    before = Archived(replace(document, identity=correction.extracted), (), ())
    after = with_identity(before, correction.changes, known=known)
    archive.identify(correction)
    origin = next((filed.origin for filed in archive.files(document.document_id)), None)
    archive.save(after, origin=origin)
    filing.update()
    return archive.document(document.document_id)
