"""Headers and footers of a Word file, each once: what they say is text, unless the document says it itself.

A letterhead often stands in the header of the first page, so that header comes first. The headers of the others
repeat the title or number the pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.readers.docx_blocks import blocks
from ingest.readers.docx_fields import Fields
from ingest.readers.docx_shown import settle
from ingest.readers.docx_walk import Walk
from ingest.readers.docx_xml import Element, is_on, qn

HEADER, FOOTER = "đầu trang", "chân trang"
_REPEATED = "lặp lại dòng đã có trong văn bản"
_PAGE_LINE = re.compile(r"\W*(?:trang|page|tr)?(?:\W*\d{1,4}(?:\s*/\s*\d{1,4})?)?\W*", re.IGNORECASE)
_CHANGE = qn("w:sectPrChange")  # how the section was before
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Margin:
    """A header or footer: its part, and the number of the first section (0-based) that shows it.

    ``opens`` tells that the first page of the section shows it.
    """

    kind: str
    part: str
    section: int
    opens: bool


def margins(body: Element, settings: Element | None, walk: Walk) -> list[Margin]:
    """The headers and footers that the pages show, each once, in the order of their sections."""
    both_sides = settings is not None and is_on(settings.find(qn("w:evenAndOddHeaders")))
    relations = walk.package.related(walk.part)
    found: dict[str, Margin] = {}
    inherited: dict[tuple[str, str], str] = {}
    sections = (each for each in body.iter(qn("w:sectPr")) if each.getparent().tag != _CHANGE)
    for number, section in enumerate(sections):
        title = is_on(section.find(qn("w:titlePg")))
        for kind, tag in ((HEADER, "w:headerReference"), (FOOTER, "w:footerReference")):
            for reference in section.iterchildren(qn(tag)):
                relation = relations.get(reference.get(qn("r:id"), ""))
                inherited[kind, reference.get(qn("w:type"), "default")] = "" if relation is None else relation.target
            shown = [*(["first"] if title else []), "default", *(["even"] if both_sides else [])]
            for at, type_ in enumerate(shown):
                if part := inherited.get((kind, type_)):
                    found.setdefault(part, Margin(kind, part, number, opens=at == 0))
    return list(found.values())


def margin_lines(margin: Margin, said: Sequence[str], walk: Walk) -> list[str]:
    """The lines of a header or footer that ``said``, the lines of the document, does not have already."""
    root = walk.package.root(margin.part)
    if root is None:
        walk.told.unread(margin.kind, f"phần {margin.part} đã hỏng; hãy mở bằng Word, lưu lại rồi nạp")
        return []
    own = replace(walk, part=margin.part, fields=Fields(), boxes=[], drawn=[], in_margin=True)
    lines = [line for line in blocks(settle(root, walk.told), own) if line.strip()]
    new = list(_new(lines, said, margin, walk))
    if new:
        walk.told.read(margin.kind)
    return new


def _new(lines: Sequence[str], said: Sequence[str], margin: Margin, walk: Walk) -> Iterator[str]:
    """The lines that say more than the number of a page and more than the document does."""
    document = "\n".join(_plain(line) for line in said)
    for line in lines:
        plain = _plain(line)
        whole = re.search("^" + plain.replace(" ", r"[ \n]") + "$", document, re.MULTILINE)
        if _PAGE_LINE.fullmatch(line):
            walk.told.dropped(margin.kind, "số trang không phải lời văn", line)
        elif whole or (not margin.opens and plain in document):
            walk.told.dropped(margin.kind, _REPEATED, line)
        else:
            yield line


def _plain(line: str) -> str:
    """The words and digits of a line in small letters."""
    return " ".join(_WORD.findall(line.casefold()))
