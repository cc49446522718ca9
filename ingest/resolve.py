"""From the text of a file to a document: cleaned, outlined and identified, its figures not yet read."""

from __future__ import annotations

from assistant.types import Resolution, SourceDocument
from ingest.clean import clean
from ingest.identify import identify
from ingest.outline import outline

_ID_LENGTH = 16  # hex digits of the content hash: 64 bits, no collision in any archive of this kind


def resolve(source: SourceDocument) -> Resolution:
    """The document in a file. Pure: the same file gives the same id."""
    cleaned = clean(source)
    sections = outline(cleaned.text)
    return Resolution(
        document_id=source.content_hash[:_ID_LENGTH],
        name=source.name,
        content_hash=source.content_hash,
        text=cleaned.text,
        dropped=cleaned.dropped,
        sections=sections,
        identity=identify(cleaned, sections, name=source.name),
        remarks=source.remarks,
        doubtful=cleaned.doubtful,
    )
