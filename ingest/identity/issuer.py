"""Who issues a document, of which family of bodies, and in what office it is signed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from assistant.language.tables import load_table
from assistant.language.text import normalise
from assistant.types import COMMUNE_LEVELS
from ingest.identity.parts import Parts

_ISSUER = re.compile(
    r"(?i)(?<!\w)((?:ban chấp hành|ban thường vụ|hội đồng nhân dân|ủy ban nhân dân|uỷ ban nhân dân|hđnd|ubnd|"
    r"ủy ban mttq(?: việt nam)?|đảng ủy|đảng uỷ|huyện ủy|huyện uỷ|tỉnh ủy|bch)(?:\s+(?:đảng bộ|lâm thời))?)"
    r"(\s+(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh))?(?!\w)"
)
_CAPITALS = {
    "đảng bộ": "Đảng bộ",
    "nhân dân": "nhân dân",
    "mttq": "MTTQ",
    "hđnd": "HĐND",
    "ubnd": "UBND",
    "bch": "BCH",
}


@dataclass(frozen=True, slots=True)
class _Rules:
    families: tuple[tuple[str, tuple[str, ...]], ...]
    signers: Mapping[str, str]


@cache
def _rules() -> _Rules:
    table = load_table("ingest.identity", "issuer.toml")
    families = tuple((row["name"], tuple(row["words"])) for row in table["family"])
    return _Rules(families, table["signers"])


def read_family(parts: Parts) -> str:
    """The body named first in the heading block, else in the signature, else in the preamble."""
    for text in (parts.heading, parts.closing[-300:], parts.preamble):
        words = normalise(text)
        found = [(words.find(marker), name) for name, markers in _rules().families for marker in markers]
        named = [(position, name) for position, name in found if position >= 0]
        if named:
            return min(named)[1]
    return "khác"


def read_signer(closing: str) -> str | None:
    """The office in which the document is signed, as it is shown."""
    lines = [normalise(line).strip(" .*()") for line in closing.splitlines()[-8:]]
    signers = _rules().signers.items()
    return next(
        (shown for line in lines for ending, shown in signers if line.endswith(ending) and len(line) < 60),
        None,
    )


def read_issuer(parts: Parts, commune: str | None) -> str | None:
    """The body that issues the document, with its commune."""
    for text in (parts.heading, parts.preamble):
        matches = list(_ISSUER.finditer(" ".join(text.split())))
        match = next((m for m in reversed(matches) if m[2]), None) or (matches[0] if matches else None)
        if match:
            words = _sentence_case(" ".join(match.group().split()))
            at_commune = commune and (match[2] or "").strip().lower() in COMMUNE_LEVELS
            return f"{words} {commune}" if at_commune else words
    return None


def _sentence_case(words: str) -> str:
    lowered = words.lower() if words.isupper() or words.istitle() else words
    for plain, proper in _CAPITALS.items():
        lowered = re.sub(plain, proper, lowered, flags=re.IGNORECASE)
    return lowered[:1].upper() + lowered[1:]
