"""Which documents speak for one unit: two years of one commune are one, an unnamed unit is its document's own.

A document need not say where its unit lies: over the heading of a people's council its district hardly stands, over
that of a party committee it does. So a document that says less is taken with those that say more, where all of them
agree; of two namesakes it may be either, and stays apart. From July 2025 there are no districts: a commune of since
then is none that lay in one, though it may bear the name of one of those that it was made of; one of before
lay in one, whether its document names it or not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Set
from typing import NamedTuple

from assistant.language.text import fold
from assistant.types import COMMUNE_LEVELS, Identity

_WITHOUT_DISTRICTS = "2025-07-01"  # law 72/2025/QH15 on local government, in force


_TWO = 2
_UNSAID = "?"  # a district that there was and that nobody says


class Unit(NamedTuple):
    """A unit by its level, its folded name and those of what it lies in; None what nobody says, "" what there is not.

    ``place`` is the id of the document where that names none; ``commune`` is that of a village.
    """

    level: str | None
    place: str
    commune: str | None
    district: str | None
    province: str | None

    def may_be(self, other: Unit) -> bool:
        """Whether two of one name may be one: nothing that is said of where they lie speaks against it."""
        pairs = ((self.district, other.district), (self.province, other.province))
        return self[:3] == other[:3] and all(_agree(one, two) for one, two in pairs)


def _agree(one: str | None, two: str | None) -> bool:
    said = {one, two} - {None}
    return len(said - {_UNSAID}) < _TWO and said != {_UNSAID, ""}


def succeed(units: Set[Unit]) -> bool:
    """Whether several units are one name before and since July 2025, when the district fell away: hardly the same
    area, but nobody who names it means to hold the one against the other.
    """
    districts, provinces = ({getattr(unit, name) for unit in units} for name in ("district", "province"))
    one_name = len({unit[:3] for unit in units}) == 1 and len(provinces - {None}) < _TWO
    return one_name and "" in districts and len(districts - {""}) == 1


def unit_of(document_id: str, identity: Identity) -> Unit:
    """The unit of a document, as far as the document itself tells."""
    return Unit(
        level=identity.level,
        place=fold(identity.place) if identity.place else document_id,
        commune=_folded(identity.commune) if identity.village is not None else None,
        district=None if (district := _district(identity)) == _UNSAID else district,
        province=_folded(identity.province),
    )


def units_of(identities: Mapping[str, Identity]) -> dict[str, Unit]:
    """The unit of each document by its id; the same for all that speak for one."""
    own = {
        document_id: unit_of(document_id, identity)._replace(district=_district(identity))
        for document_id, identity in identities.items()
    }
    namesakes: defaultdict[tuple[str | None, str, str | None], set[Unit]] = defaultdict(set)
    for unit in own.values():
        namesakes[unit[:3]].add(unit)
    joined = {unit: _joined(unit, among) for among in namesakes.values() for unit in among}
    return {document_id: joined[unit] for document_id, unit in own.items()}


def _joined(unit: Unit, among: Set[Unit]) -> Unit:
    """A unit with all that its namesakes tell of where it lies; as it is where they do not agree."""
    districts, provinces = (
        {told for other in among if unit.may_be(other) and (told := getattr(other, field)) not in (None, _UNSAID)}
        for field in ("district", "province")
    )
    if len(districts) > 1 or len(provinces) > 1:
        return unit._replace(district=None if unit.district == _UNSAID else unit.district)
    return unit._replace(district=next(iter(districts), None), province=next(iter(provinces), None))


def _district(identity: Identity) -> str | None:
    """The district of a document's unit: "" where there are none, ``_UNSAID`` where there was one, None where nobody
    tells.
    """
    if identity.district or identity.level not in COMMUNE_LEVELS or identity.date is None:
        return _folded(identity.district)
    return "" if identity.date >= _WITHOUT_DISTRICTS else _UNSAID


def _folded(name: str | None) -> str | None:
    return fold(name) if name else None
