"""What stands above and below the text of a draft: issuer, number, place and date, title, recipients, signature.

Nothing of last year's number, date or signature is carried over. A name that was only inferred is used and noted, so
that a person confirms it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from assistant.drafting.vocabulary import BLANK
from assistant.language.tables import load_table
from assistant.language.text import normalise
from assistant.types import HeadingBlock, Identity, Resolution

_LAST_DISTRICT_YEAR = 2025  # a resolution for 2025 was adopted while there were districts
_ABOUT = ("về ", "v/v ")
_DEFAULT, _DEFAULT_KIND = "Đảng", "nghị quyết"


def _table() -> Mapping[str, Any]:
    return load_table("assistant.drafting", "block.toml")


def family_of(identity: Identity) -> str:
    """The system whose block a document has: Đảng, HĐND or UBND."""
    return identity.family if identity.family in ("Đảng", "HĐND", "UBND") else _DEFAULT


def heading_block(base: Resolution, *, place: str | None, year: int) -> HeadingBlock:
    """The block of a draft; ``place`` is given where the draft is for another commune than the base's."""
    identity, family = base.identity, family_of(base.identity)
    words, notes = _table()[family], list[str]()
    name = place or _known(identity, _own_field(identity), notes) or BLANK
    kind = identity.kind if identity.kind in _table()["signs"]["kind"] else _DEFAULT_KIND
    return HeadingBlock(
        family=family,
        superior=_superior(identity, words, year, notes, stated=place is None),
        issuer=words["issuer"].format(PLACE=f"{identity.level or 'xã'} {name}".upper()),
        number=words["number"].format(kind=_table()["signs"]["kind"][kind], body=_body_sign(identity)),
        place_date=f"{name}, ngày {BLANK} tháng {BLANK} năm {BLANK}",
        kind=kind.upper(),
        title=about(base),
        recipients=tuple(_recipients(base)) or tuple(words["recipients"]),
        authority=words["authority"],
        signer=words["signer"],
        notes=tuple(notes),
    )


def _body_sign(identity: Identity) -> str:
    signs = _table()["signs"]
    sign: str = signs["body"].get(identity.level, signs["body_default"])
    return sign


def _own_field(identity: Identity) -> str:
    return {"huyện": "district", "tỉnh": "province"}.get(identity.level or "", "commune")


def _known(identity: Identity, field: str, notes: list[str]) -> str | None:
    """A name as stated, else as inferred, which is then noted."""
    stated: str | None = getattr(identity, field)
    guess = identity.inferred.get(field)
    if stated is not None or guess is None:
        return stated
    notes.append(f"Tên {guess.value} là suy ra ({guess.reason}).")
    return guess.value


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


def _superior(identity: Identity, words: dict[str, Any], year: int, notes: list[str], *, stated: bool) -> str:
    """The body above the issuer; since July 2025 that is the province's. Its name only where it is the base's own."""
    field = "province" if year > _LAST_DISTRICT_YEAR or identity.level == "huyện" else "district"
    template: str = words[f"superior_{field}"]
    if not template:
        return ""
    name = _known(identity, field, notes) if stated else None
    return template.format(name=(name or BLANK).upper())


def _recipients(base: Resolution) -> list[str]:
    closing = next((part for part in base.sections if part.role == "closing"), None)
    lines = base.text[closing.start : closing.end].split("\n") if closing else []
    return [line.strip() for line in lines if line.strip().startswith(("-", "–"))]
