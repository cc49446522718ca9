"""Which unit a document speaks for, at what level, and which units stand above it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from assistant.language.merged_units import units_of_today
from assistant.language.places import LEVEL_WORDS, level_of
from assistant.language.text import fold, normalise
from assistant.types import COMMUNE_LEVELS, Inference
from ingest.identity.dates import date_lines
from ingest.identity.evidence import Evidence, Weighed, support, weigh
from ingest.identity.mentions import CENTRAL, RANK, Told, bare_names, beside, items, key, table, told
from ingest.identity.page import Page

_FIELD = ("commune", "district", "province")
_WORDS_BEFORE = 4  # shown in a reason
_ADDRESS = re.compile(r"[\w.-]*\.(?:gov\.)?vn\b|[\w.+-]+@[\w.-]+")
_SIGNS = re.compile(r"(?:^|\W)(?:t/m|tm|t\.m|kt|tl|t/l|thay mặt)\W")
_SELDOM_OWN = frozenset({"opening", "subject", "body", "heading"})  # witnesses to which superiors are named too
_OF_THE_WHOLE = frozenset({"issuer", "signature", "title", "chrome"})  # witnesses that speak for a whole page
_OUTSIDE = frozenset({"chrome", "around", "owner", "unlevelled", "alone"})
_ABOLISHED = "2025-07"  # the month in which the districts ended


@dataclass(frozen=True, slots=True)
class Units:
    """The level and the units of a document: stated ones, and inferred ones with their reason."""

    level: str | None
    stated: Mapping[str, str]
    inferred: Mapping[str, Inference]


def read_units(page: Page, *, number: str | None, date: str | None) -> Units:
    """The level of the unit that a document speaks for, the unit, and its superiors."""
    mentions = told(page)
    level = _level(page, mentions, number)
    if level is None or level == CENTRAL:
        return Units(level, {}, _superiors(page, mentions, date) if level is None else {})
    own = _own(page, mentions, level)
    found: dict[str, Weighed] = {_FIELD[RANK[level]]: own} if own else {}
    if own and level in COMMUNE_LEVELS:
        mentions += beside(page, own.value)
    field = RANK[level] + 1
    while field < len(_FIELD):
        winner = _superior(page, mentions, _FIELD[field], found, ended=field == 1 and _has_ended(page, date))
        if winner:
            found[_FIELD[field]] = winner
        field += 1
    _merged(found, level, date)
    return _settled(level, found)


def _settled(level: str, found: Mapping[str, Weighed]) -> Units:
    stated = {field: each.value for field, each in found.items() if each.stated}
    inferred = {field: Inference(each.value, each.reason) for field, each in found.items() if field not in stated}
    return Units(level, stated, inferred)


# -- level -------------------------------------------------------------------------------------------


@cache
def _bodies() -> re.Pattern[str]:
    bodies = "|".join(sorted(table()["level"]["bodies"], key=len, reverse=True))
    levels = "|".join(sorted(LEVEL_WORDS, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{bodies})(?: việt nam| lâm thời)?\s+(?P<level>{levels})(?!\w)")


def _level(page: Page, mentions: Sequence[Told], number: str | None) -> str | None:
    """The level best supported: first commune, district or province, then which of the communes' levels."""
    floors = table()["floors"]
    evidence = list(_level_evidence(page, mentions, number))
    rank = weigh(evidence, floor=floors["level"], margin=floors["level_margin"], key=_rank_of)
    if rank is None:
        return None
    winner = weigh(rank.evidence, floor=0.0, margin=0.0)
    return winner.value if winner else None


def _rank_of(level: str) -> str:
    return str(RANK[level])


def _level_evidence(page: Page, mentions: Sequence[Told], number: str | None) -> Iterator[Evidence]:
    strength = table()["level"]["strength"]
    for witness, texts in _speaking(page).items():
        level = _lowest(_levels_of_bodies(texts))
        if level:
            share = _share(level) if witness == "opening" else 1.0
            yield Evidence("level", level, witness, strength[witness] * share)
    central = tuple(table()["level"]["central"]["lines"])
    if any(line.text.isupper() and line.words.startswith(central) for line in page.zone("head")):
        yield Evidence("level", CENTRAL, "central", strength["issuer"])
    named = [mention.unit.level for mention in page.mentions if mention.line.zone in ("head", "opening")]
    if named:
        lowest = min(named, key=lambda level: RANK[level])
        yield Evidence("level", lowest, "named", strength["named"] * _share(lowest))
    yield from _by_number(number, strength["number"], page, mentions)
    yield from _by_phrases(page, strength["phrases"])
    yield from _by_mentions(mentions, strength["mention"])


def _share(level: str) -> float:
    """How much of it counts that the first sentences name this level."""
    share: float = table()["level"]["share"].get(level, 1.0)
    return share


def _speaking(page: Page) -> Mapping[str, list[str]]:
    """Where bodies speak for themselves: heading block, headlines, first sentences, and who signs.

    The heading block is joined, since a body's name may be parted from its level.
    """
    head = page.zone("head")
    issuers = [line for line in head if line.text.isupper() or _bodies().match(line.words)]
    return {
        "issuer": [" ".join(line.words for line in issuers)],
        "title": [line.words for line in head if line not in issuers],
        "opening": [line.words for line in page.zone("opening")],
        "signature": [line.words for line in page.zone("closing") if _SIGNS.search(line.words)],
    }


def _levels_of_bodies(texts: Iterable[str]) -> list[str]:
    found: list[str] = []
    for text in texts:
        words = " ".join(text.split())
        found += [level_of(match["level"], words[match.end() :]) for match in _bodies().finditer(words)]
        found += [
            level for body, level in table()["level"]["carried"].items() if re.search(rf"(?<!\w){body}(?!\w)", words)
        ]
    return found


def _lowest(levels: Sequence[str]) -> str | None:
    """The lowest level, and of those as low the one named first: the superior stands above who issues."""
    return min(levels, key=lambda level: RANK[level], default=None)


def _by_number(number: str | None, strength: float, page: Page, mentions: Sequence[Told]) -> Iterator[Evidence]:
    for ending, levels in table()["level"]["numbers"].items():
        if number and normalise(number).endswith(ending):
            said = Counter(level for unit in mentions if (level := unit.level) in levels)
            said.update({level: page_count for level in levels if (page_count := _said(page, level))})
            level = said.most_common(1)[0][0] if said else levels[0]
            yield Evidence("level", level, "number", strength)


def _said(page: Page, level: str) -> int:
    return sum(len(re.findall(rf"(?<!\w){level}(?!\w)", line.words)) for line in page.lines if line.zone != "related")


@cache
def _own_phrases(name: str) -> Mapping[str, re.Pattern[str]]:
    """The phrases of this name ("surest", "phrases") with each level word in them."""
    phrases, others = table()["level"]["own"][name], table()["level"]["own"]["others"]
    alone = "".join(f"(?<!{before})" for before in others)
    return {
        word: re.compile(
            rf"(?<!\w){alone}(?:{'|'.join(phrase.replace('{level}', word) for phrase in phrases)})(?!\w)"
        )
        for word in LEVEL_WORDS
    }


def _by_phrases(page: Page, strength: float) -> Iterator[Evidence]:
    """Each level by its share of phrases such as "toàn xã", "trên địa bàn huyện"."""
    words = "\n".join(line.words for line in page.zone("opening", "body", "head"))
    weight = table()["level"]["weight"]
    counts: Counter[str] = Counter()
    for name, times in (("surest", weight["surest"]), ("phrases", 1)):
        for word, pattern in _own_phrases(name).items():
            counts[LEVEL_WORDS[word]] += times * len(pattern.findall(words))
    total = sum(counts.values())
    for level, count in counts.items():
        if count:
            yield Evidence("level", level, "phrases", strength * count / max(total, weight["enough"]))


def _by_mentions(mentions: Sequence[Told], strength: float) -> Iterator[Evidence]:
    """Each level by the unit that is best supported at it; a superior named after its commune does not count."""
    own = [
        unit
        for unit in mentions
        if not unit.chained
        and unit.witness not in ("addressee", "cited", "owner", "member")
        and (unit.level in COMMUNE_LEVELS or unit.witness not in _SELDOM_OWN)
    ]
    for level in {unit.level for unit in own}:
        of_level = [unit for unit in own if unit.level == level]
        supported = support(_own_evidence(of_level), key=key)
        if supported:
            yield Evidence("level", level, "mention", strength * max(supported.values()))


# -- the unit itself ---------------------------------------------------------------------------------


def _own_evidence(mentions: Iterable[Told]) -> Iterator[Evidence]:
    strengths = table()["own"]
    for unit in mentions:
        if unit.witness in strengths:
            yield _evidence(unit, _FIELD[RANK[unit.level]], unit.witness, strengths[unit.witness], stated=True)


def _own(page: Page, mentions: Sequence[Told], level: str) -> Weighed | None:
    """The unit of the document's own level that is best supported."""
    floors = table()["floors"]
    field = _FIELD[RANK[level]]
    units = [unit for unit in mentions if RANK[unit.level] == RANK[level]]
    evidence = list(_own_evidence(units))
    evidence = [replace(each, stated=each.witness not in _OUTSIDE) for each in evidence]
    if level in COMMUNE_LEVELS and items(page) >= table()["own_limits"]["items"]:
        evidence = [each for each in evidence if each.witness in _OF_THE_WHOLE]
    evidence += _date_places(page, field, level)
    evidence += _often(page, field, {each.value for each in evidence})
    evidence += _addressed(page, field, {each.value for each in evidence}, table()["own"])
    if not any(total >= floors["own"] for total in support(evidence, key=key).values()) and level in COMMUNE_LEVELS:
        bare = list(_own_evidence(bare_names(page)))
        evidence += [*bare, *_often(page, field, {each.value for each in bare})]
    return weigh(evidence, floor=floors["own"], margin=floors["own_margin"], key=key, spelt=_most_common)


def _most_common(values: Sequence[str]) -> str:
    return Counter(values).most_common(1)[0][0]


def _date_places(page: Page, field: str, level: str) -> Iterator[Evidence]:
    for found in date_lines(page):
        if not found.place.isdigit() or level in ("phường", "huyện"):
            witness = "date_line"
            end = found.line.start + len(found.line.text)
            yield Evidence(field, found.place, witness, table()["own"][witness], found.line.start, end)


def _often(page: Page, field: str, names: Iterable[str]) -> Iterator[Evidence]:
    """How often the text says a name without its level word."""
    text = "\n".join(line.text for line in page.zone("head", "opening", "body", "closing"))
    for name in names:
        count = min(table()["own_limits"]["often"], _count(text, name))
        if count:
            yield Evidence(field, name, "often", count * table()["own"]["often"])


def _count(text: str, name: str) -> int:
    """Whole occurrences of a name: "Trường Xuân" is not in "Trường Xuân Thiều"."""
    count, at = 0, text.find(name)
    while at >= 0 and not name.isdigit():
        end = at + len(name)
        whole = not (text[at - 1 : at].isalnum() or text[end : end + 1].isalnum())
        longer = (
            text[end : end + 1] == " " and text[end + 1 : end + 2].isupper() and text[end + 2 : end + 3].islower()
        )
        count += whole and not longer
        at = text.find(name, end)
    return count


def _addressed(page: Page, field: str, names: Iterable[str], strengths: Mapping[str, float]) -> Iterator[Evidence]:
    """Names that stand in an address of the page or in the name of the file."""
    addresses = " ".join(
        found for line in page.lines if line.zone != "related" for found in _ADDRESS.findall(line.text.lower())
    )
    plain = re.sub(r"[\W_]", "", fold(page.name))
    for name in names:
        slug = re.sub(r"[\W_]", "", fold(name))
        if len(slug) > 3 and slug in addresses.replace("-", ""):
            yield Evidence(field, name, "address", strengths["address"], stated=False)
        if len(slug) > 3 and slug in plain and "file" in strengths:
            yield Evidence(field, name, "file", strengths["file"], stated=False)


# -- superiors ---------------------------------------------------------------------------------------


def _superiors(page: Page, mentions: Sequence[Told], date: str | None) -> Mapping[str, Inference]:
    """Of a document whose level nothing tells: the superiors that it may have, as inferences."""
    found = {
        field: _superior(page, mentions, field, {}, ended=field == "district" and _has_ended(page, date))
        for field in _FIELD[1:]
    }
    return {field: Inference(each.value, each.reason) for field, each in found.items() if each}


@cache
def _abolished() -> re.Pattern[str]:
    return re.compile(table()["abolished"]["pattern"])


def _has_ended(page: Page, date: str | None) -> bool:
    """Whether a document is of the time since July 2025, which has no districts."""
    if date:
        return date >= _ABOLISHED
    return any(_abolished().search(line.words) for line in page.zone("head", "opening", "body"))


def _superior(
    page: Page,
    mentions: Sequence[Told],
    field: str,
    found: Mapping[str, Weighed],
    *,
    ended: bool,
) -> Weighed | None:
    """The unit of ``field`` that stands above those already found; what has ``ended`` only by the strongest word."""
    floors = table()["floors"]
    below = {key(each.value) for each in found.values()}
    evidence = [
        each
        for unit in mentions
        if _FIELD[RANK[unit.level]] == field
        for each in _of_superior(unit, field, _as_superior(unit, below))
        if not ended or each.witness in table()["abolished"]["witnesses"]
    ]
    names = {each.value for each in evidence}
    evidence += _addressed(page, field, names, {"address": table()["superior"]["address"]})
    return weigh(evidence, floor=floors["superior"], margin=floors["superior_margin"], key=key, spelt=_most_common)


def _of_superior(unit: Told, field: str, witness: str) -> Iterator[Evidence]:
    strengths = table()["superior"]
    stated = witness in table()["stated"]["witnesses"] and unit.line.zone != "chrome"
    if witness in strengths:
        yield _evidence(unit, field, witness, strengths[witness], stated=stated)


def _as_superior(unit: Told, below: set[str]) -> str:
    """A superior named right after one of the units below it is its own; after another unit it is barely heard."""
    if not unit.chained:
        return unit.witness
    return "chain" if unit.chained in below else "other"


def _evidence(unit: Told, field: str, witness: str, strength: float, *, stated: bool) -> Evidence:
    reasons = table()["reasons"]
    said = reasons.get(witness) or reasons["chrome" if unit.line.zone == "chrome" else "other"]
    before = unit.line.text[: max(0, unit.start)].split()[-_WORDS_BEFORE:]
    words = " ".join([*before, unit.name if not unit.level else _shown(unit)])
    start = unit.line.start + unit.start if unit.line.start >= 0 else -1
    end = start + len(unit.name) if start >= 0 else -1
    return Evidence(field, unit.name, witness, strength, start, end, stated, said.format(words=words))


def _shown(unit: Told) -> str:
    opened = unit.line.text[unit.start :]
    at = opened.lower().find(unit.name.lower())
    return f"{opened[:at]}{unit.name}" if 0 <= at < 20 else unit.name


def _merged(found: dict[str, Weighed], level: str, date: str | None) -> None:
    """What the table of mergers says of a commune and its one stated superior."""
    commune, district, province = (found.get(field) for field in _FIELD)
    if level not in COMMUNE_LEVELS or commune is None or (district is None) == (province is None):
        return
    known = district or province
    if known is None or not known.stated or (province and (date or "9999") >= _ABOLISHED):
        return
    old = {merger.old for merger in units_of_today(commune.value, within=[known.value]) if merger.old.level == level}
    if len(old) == 1:
        unit = old.pop()
        field, value = ("province", unit.province) if district else ("district", unit.district)
        if value:
            words = f"{unit.level} {unit.name}, {unit.district}, {unit.province}"
            reason = table()["reasons"]["merger"].format(words=words)
            strength = table()["superior"]["merger"]
            told_by = Evidence(field, value, "merger", strength, stated=False, reason=reason)
            found[field] = Weighed(value, strength, strength, (told_by,))
