"""What the reading of a Word file keeps from one paragraph to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ingest.readers.docx_fields import Fields
from ingest.readers.docx_fonts import Restore
from ingest.readers.docx_notes import Notes
from ingest.readers.docx_numbering import Numbering
from ingest.readers.docx_package import Package
from ingest.readers.docx_styles import Styles
from ingest.readers.docx_told import Told
from ingest.readers.docx_xml import Element


@dataclass(frozen=True, slots=True)
class Box:
    """A text box that hangs on a paragraph, deleted together with its anchor or not."""

    content: Element
    deleted: bool


@dataclass(slots=True)
class Walk:
    """The counters of a document, and the part that is being read.

    ``boxes`` are the text boxes of the paragraph that is being read, ``drawn`` the lines that are drawn in it as a
    picture; ``chunks`` and ``pictures`` are the files and pictures within the file that were read, each once.
    ``deleted`` tells that the place is within a deletion, ``in_margin`` that it is in a header or footer.
    """

    package: Package
    part: str
    styles: Styles
    numbering: Numbering
    notes: Notes
    fonts: Mapping[str, Restore]
    told: Told
    fields: Fields = field(default_factory=Fields)
    boxes: list[Box] = field(default_factory=list)
    drawn: list[str] = field(default_factory=list)
    chunks: set[str] = field(default_factory=set)
    pictures: set[str] = field(default_factory=set)
    deleted: bool = False
    in_margin: bool = False
