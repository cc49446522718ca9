"""Where a finding is, in words: "mục II.2, đoạn 3", "mục II.2, bảng, dòng 4", "phần đầu văn bản"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from assistant.drafting.columns import is_table_line
from assistant.language.sections import section_place
from assistant.language.text import fold
from assistant.types import DraftFinding, Manuscript

HEAD, FOOT = "phần đầu văn bản", "phần cuối văn bản"
_TABLE = "biểu chỉ tiêu"


def located(findings: Iterable[DraftFinding], manuscript: Manuscript) -> Iterator[DraftFinding]:
    """The findings with their places."""
    places = places_of(manuscript)
    block = manuscript.block
    head = _folded("\n".join((block.superior, block.issuer, block.number, block.place_date, block.kind, block.title)))
    foot = _folded("\n".join(("Nơi nhận:", *block.recipients, block.authority, block.signer)))
    for one in findings:
        quote = _folded(one.quote)
        if one.paragraph:
            place = places.get(one.paragraph, "")
        elif one.check == "indicators":
            place = _TABLE
        elif quote and quote in foot:
            place = FOOT
        else:
            place = HEAD if one.check in ("heading", "years", "example") or (quote and quote in head) else ""
        yield replace(one, place=place)


def places_of(manuscript: Manuscript) -> dict[str, str]:
    """Paragraph key -> where it stands: its section, and its number among the paragraphs or the lines of it."""
    counts: Counter[tuple[str, str]] = Counter()
    places: dict[str, str] = {}
    for paragraph in manuscript.paragraphs:
        section = section_place(paragraph.source.section or "")
        kind = "tiêu đề" if paragraph.depth else "bảng, dòng" if is_table_line(paragraph.text) else "đoạn"
        counts[section, kind] += 1
        number = "" if paragraph.depth else f" {counts[section, kind]}"
        where = section or "phần mở đầu"
        places[paragraph.key] = f"{where}, {kind}{number}"
    return places


def _folded(text: str) -> str:
    return " ".join(fold(text).split())
