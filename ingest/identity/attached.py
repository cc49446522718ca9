"""An annex has the kind, number and date of its parent: "(Kèm theo Báo cáo số 418/BC-UBND ngày 11/12/2024 …)"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from assistant.language.dates import find_date
from assistant.language.places import LEVEL_WORDS
from assistant.language.tables import load_table
from assistant.types import COMMUNE_LEVELS
from ingest.identity.page import Line, Page

_RANK = {**dict.fromkeys(COMMUNE_LEVELS, 0), "huyện": 1, "tỉnh": 2}
_LEVEL = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(LEVEL_WORDS, key=len, reverse=True))})(?!\w)(?! hội)")


@dataclass(frozen=True, slots=True)
class Attached:
    """The document to which an annex belongs, as the annex tells it on ``line``."""

    kind: str
    number: str
    date: str | None
    line: Line


@cache
def _pattern() -> re.Pattern[str]:
    kinds = "|".join(kind for kind in load_table("ingest.identity", "kind.toml")["kinds"] if kind != "khác")
    form = load_table("ingest.identity", "number.toml")["number"]["form"]
    pattern = load_table("ingest.identity", "attached.toml")["attached"]["pattern"]
    return re.compile(pattern.replace("{kinds}", kinds).replace("{form}", form), re.IGNORECASE)


@cache
def strengths() -> Mapping[str, float]:
    """How much an annex's parent says of its number, date and kind."""
    table: Mapping[str, float] = load_table("ingest.identity", "attached.toml")["strength"]
    return table


def attached(page: Page) -> Attached | None:
    """The parent of an annex; None where it is a superior's, by whose order this document was made."""
    head = page.zone("head", "opening")
    for line in head:
        match = _pattern().match(line.text.strip(" *_#>|"))
        if match and not _is_superiors(match["body"] or "", [other for other in head if other is not line]):
            number = re.sub(r"\s", "", match["number"]).replace("–", "-")
            date = find_date(f"ngày {match['date']}") if match["date"] else None
            return Attached(match["kind"].lower(), number, date, line)
    return None


def _is_superiors(body: str, others: list[Line]) -> bool:
    """Whether the body stands higher than the lowest level that the rest of the heading block names."""
    own = [_RANK[LEVEL_WORDS[word]] for line in others if line.zone == "head" for word in _LEVEL.findall(line.words)]
    told = [_RANK[LEVEL_WORDS[word]] for word in _LEVEL.findall(body.lower())]
    return bool(own and told) and min(told) > min(own)
