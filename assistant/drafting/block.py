"""What stands above and below the text of a draft: issuer, number, place and date, title, recipients, signature.

Nothing of last year's number, date or signature is carried over. A name that was only inferred is used and noted, so
that a person confirms it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from assistant.drafting.vocabulary import BLANK
from assistant.language.tables import load_table
from assistant.language.text import normalise
from assistant.types import HeadingBlock, Identity, Resolution

_LAST_DISTRICT_YEAR = 2025  # a resolution for 2025 was adopted while there were districts
_ABOUT = ("về ", "v/v ")
_DEFAULT = "Đảng"


@cache
def _table() -> dict[str, dict[str, Any]]:
    return load_table("assistant.drafting", "block.toml")


def family_of(identity: Identity) -> str:
    """The system whose block a document has: Đảng, HĐND or UBND."""
    return identity.family if identity.family in _table() else _DEFAULT


def heading_block(base: Resolution, *, place: str | None, year: int) -> HeadingBlock:
    """The block of a draft; ``place`` is given where the draft is for another commune than the base's."""
    identity, family = base.identity, family_of(base.identity)
    words, notes = _table()[family], list[str]()
    name = place or identity.commune
    if name is None and (guess := identity.inferred.get("commune")):
        name = guess.value
        notes.append(f"Tên {name} là suy ra ({guess.reason}).")
    unit = f"{identity.level or 'xã'} {name or BLANK}"
    superior = "" if place else _superior(identity, words, year, notes)
    if place:
        superior = (words["superior_province"] if year > _LAST_DISTRICT_YEAR else words["superior_district"]).format(
            name=BLANK
        )
    return HeadingBlock(
        family=family,
        superior=superior,
        issuer=words["issuer"].format(PLACE=unit.upper()),
        number=words["number"],
        place_date=f"{name or BLANK}, ngày {BLANK} tháng {BLANK} năm {BLANK}",
        kind=(identity.kind if identity.kind != "khác" else "nghị quyết").upper(),
        title=about(base),
        recipients=tuple(_recipients(base)) or tuple(words["recipients"]),
        authority=words["authority"],
        signer=words["signer"],
        notes=tuple(notes),
    )


def about(base: Resolution) -> str:
    """What the base is about ("Về mục tiêu, phương hướng, nhiệm vụ năm 2023"), from its heading block."""
    heading = next((part for part in base.sections if part.role == "heading"), None)
    lines = base.text[heading.start : heading.end].split("\n") if heading else []
    opening = next((at for at, line in enumerate(lines) if normalise(line.strip()).startswith(_ABOUT)), None)
    if opening is not None:
        return " ".join(line.strip() for line in lines[opening:] if _is_title(line))
    said = re.search(r"\b(?:về|v/v)\s", base.identity.title, re.IGNORECASE)
    return base.identity.title[said.start() :] if said else base.identity.title


def _is_title(line: str) -> bool:
    return any(map(str.isalnum, line)) and not normalise(line).startswith(("khóa", "kỳ họp"))


def _superior(identity: Identity, words: dict[str, Any], year: int, notes: list[str]) -> str:
    """The body above the issuer; since July 2025 that is the province's."""
    field = "province" if year > _LAST_DISTRICT_YEAR else "district"
    template: str = words[f"superior_{field}"]
    stated = getattr(identity, field)
    guess = identity.inferred.get(field)
    if template and stated is None and guess is not None:
        notes.append(f"Tên {guess.value} là suy ra ({guess.reason}).")
        stated = guess.value
    return template.format(name=(stated or BLANK).upper())


def _recipients(base: Resolution) -> list[str]:
    closing = next((part for part in base.sections if part.role == "closing"), None)
    lines = base.text[closing.start : closing.end].split("\n") if closing else []
    return [line.strip() for line in lines if line.strip().startswith(("-", "–"))]
