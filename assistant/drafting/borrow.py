"""What examples lend to a draft: whole sections that the base lacks, scrubbed, and the names of their indicators.

Nothing comes in silently: a borrowed paragraph is highlighted as a whole and says which document it is from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from assistant.drafting.move import Source, moved_paragraph
from assistant.drafting.vocabulary import BLANK, Plan, Planned, Years
from assistant.language.catalogue import catalogue
from assistant.language.text import normalise
from assistant.types import DraftFinding, DraftParagraph, Resolution

_TOPICS = ("khen thưởng", "tổ chức thực hiện", "kiểm tra, giám sát", "công tác cán bộ")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_NUMBER = re.compile(r"[IVX]{1,5}(?=\s*[-.–)/:])")


@dataclass(frozen=True, slots=True)
class Lender:
    """An example with its plan."""

    resolution: Resolution
    plan: Plan


@dataclass(frozen=True, slots=True)
class Borrowed:
    """What one or more examples lend."""

    paragraphs: tuple[DraftParagraph, ...]
    findings: tuple[DraftFinding, ...]


def borrow(lenders: Sequence[Lender], made: Plan, *, own: str | None, years: Years) -> Borrowed:
    """The top sections that the base's plan lacks, each from the first lender that has it.

    ``own`` is the commune of the draft; an example of another one is scrubbed.
    """
    held = {_topic(planned.text) for planned in made.paragraphs if planned.depth}
    indicators = {row.indicator for row in made.rows}
    paragraphs: list[DraftParagraph] = []
    findings: list[DraftFinding] = []
    for lender in lenders:
        same = own is not None and lender.resolution.identity.commune == own
        source = Source(lender.resolution, _years(lender.resolution, years), None if same else own or BLANK)
        for section in _top_sections(lender.plan):
            topic = _topic(section[0].text)
            if topic and topic not in held:
                held.add(topic)
                paragraphs.extend(_borrowed(planned, source) for planned in section)
        findings.extend(_indicators(lender, held=indicators))
    findings.extend(_told(paragraph) for paragraph in paragraphs if paragraph.depth == 1)
    return Borrowed(tuple(paragraphs), tuple(findings))


def renumber(paragraphs: Sequence[DraftParagraph]) -> tuple[DraftParagraph, ...]:
    """Borrowed top sections go on with the base's Roman numbers."""
    count, numbered = 0, list[DraftParagraph]()
    for paragraph in paragraphs:
        roman = _NUMBER.match(paragraph.text) if paragraph.depth == 1 else None
        count += roman is not None
        if roman and paragraph.state == "added" and count <= len(_ROMAN):
            text = _ROMAN[count - 1] + paragraph.text[roman.end() :]
            paragraph = replace(paragraph, text=text, marks=((0, len(text)),))
        numbered.append(paragraph)
    return tuple(numbered)


def _topic(heading: str) -> str | None:
    """Which of the sections that resolutions usually end with a heading opens."""
    lowered = normalise(heading)
    return next((topic for topic in _TOPICS if topic in lowered), None)


def _years(example: Resolution, years: Years) -> Years:
    """An example of any year moves on to the draft's; one that names no year is read as the base's."""
    target = example.identity.target_year or years.target
    result = example.identity.result_year
    return Years(target, min(result if result is not None else target - 1, target - 1), years.to)


def _top_sections(made: Plan) -> Iterator[list[Planned]]:
    section: list[Planned] = []
    for planned in made.paragraphs:
        if planned.depth == 1 and section:
            yield section
            section = []
        if planned.depth == 1 or section:
            section.append(planned)
    if section:
        yield section


def _borrowed(planned: Planned, source: Source) -> DraftParagraph:
    paragraph = moved_paragraph(planned, source.reworked(planned.text, role=planned.role)[0], source, "added")
    return replace(paragraph, marks=((0, len(paragraph.text)),))


def _told(heading: DraftParagraph) -> DraftFinding:
    message = f"Mục “{heading.text}” lấy từ {heading.document}, đã bỏ tên và số liệu của nơi ấy."
    return DraftFinding("example", "note", message, "Giữ, sửa, hoặc bỏ.", heading.text, heading.key)


def _indicators(lender: Lender, *, held: AbstractSet[str | None]) -> Iterator[DraftFinding]:
    """Which indicators only the example has, by their names in the catalogue and without a figure."""
    ids = dict.fromkeys(
        row.indicator for row in lender.plan.rows if row.group == "targets" and row.indicator not in held
    )
    names = [entry.name for one in ids if one and (entry := catalogue().entries.get(one))]
    if names:
        message = f"{lender.resolution.name} còn có các chỉ tiêu: {'; '.join(names)}."
        yield DraftFinding("example", "note", message, "Thêm vào dự thảo nếu cần.")
