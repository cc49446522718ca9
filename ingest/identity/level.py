"""At what level the unit stands that a document speaks for: commune (of four kinds), district, province, centre."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from assistant.language.places import LEVEL_WORDS, level_of
from assistant.language.text import normalise
from assistant.types import COMMUNE_LEVELS
from ingest.identity.evidence import Evidence, support, weigh
from ingest.identity.mentions import CENTRAL, RANK, Told, bare_names, key, table
from ingest.identity.own import own_evidence
from ingest.identity.page import Page

_SIGNS = re.compile(r"(?:^|\W)(?:t/m|tm|t\.m|kt|tl|t/l|thay mặt)\W")
_SELDOM_OWN = frozenset({"opening", "subject", "body", "heading"})  # witnesses to which superiors are named too


def read_level(page: Page, mentions: Sequence[Told], number: str | None) -> str | None:
    """The level best supported: first commune, district or province, then which of the communes' levels."""
    floors = table()["floors"]
    evidence = list(level_evidence(page, mentions, number))
    rank = weigh(evidence, floor=floors["level"], margin=floors["level_margin"], key=_rank_of)
    if rank is None:
        return None
    winner = weigh(rank.evidence, floor=0.0, margin=0.0)
    return winner.value if winner else None


@cache
def _bodies() -> re.Pattern[str]:
    bodies = "|".join(sorted(table()["level"]["bodies"], key=len, reverse=True))
    levels = "|".join(sorted(LEVEL_WORDS, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{bodies})(?: việt nam| lâm thời)?\s+(?P<level>{levels})(?!\w)")


def _rank_of(level: str) -> str:
    return str(RANK[level])


def level_evidence(page: Page, mentions: Sequence[Told], number: str | None) -> Iterator[Evidence]:
    """What every witness says of the level."""
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
    yield from _by_mentions([*mentions, *bare_names(page)], strength["mention"])


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
        supported = support(own_evidence(of_level), key=key)
        if supported:
            yield Evidence("level", level, "mention", strength * max(supported.values()))
