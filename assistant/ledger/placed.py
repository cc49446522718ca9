"""The unit of a row that is not its document's own: "xã Mỹ Lâm" in a table of its district."""

from __future__ import annotations

from dataclasses import replace

from assistant.language.places import VILLAGE_WORDS
from assistant.types import COMMUNE_LEVELS, Identity, Indicator

_LEVELS = sorted((*COMMUNE_LEVELS, "huyện", "tỉnh", *VILLAGE_WORDS), key=len, reverse=True)


def split(place: str) -> tuple[str | None, str]:
    """Level and name of a place as a row keeps it; the level is None where none is named."""
    level = next((each for each in _LEVELS if place.lower().startswith(f"{each} ")), None)
    return level, place[len(level) + 1 :] if level else place


def identity_of(row: Indicator, identity: Identity) -> Identity:
    """Whom a row speaks for: its document's unit, or the one that it names, as far as its document places that."""
    if row.place is None:
        return identity
    level, name = split(row.place)
    stated = {field: status for field, status in identity.status.items() if field not in _UNITS}
    bare = replace(identity, level=level, commune=None, village=None, status=stated, inferred={})
    if level in COMMUNE_LEVELS:
        within = identity.district if identity.level in (*COMMUNE_LEVELS, "huyện") else None
        return replace(bare, commune=name, district=within)
    if level == "huyện":
        return replace(bare, district=name)
    if level == "tỉnh":
        return replace(bare, district=None, province=name)
    return replace(bare, village=name, commune=identity.commune)


def inferred_unit(identity: Identity) -> str | None:
    """The unit that was inferred for a document that states none."""
    field = "district" if identity.level == "huyện" else "province"
    guess = identity.inferred.get("commune" if identity.level in COMMUNE_LEVELS else field)
    return guess.value if guess else None


_UNITS = frozenset({"level", "commune", "district", "province"})
