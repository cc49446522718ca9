"""What of another commune's text must not survive in a draft: its names, its figures, its own documents.

    1. ``names_of`` collects the names of a document: its units, villages, roads, schools, people (``scrub.toml``).
    2. ``scrub`` takes them out of a paragraph wherever they stand, with every figure, every citation of a province,
       district or commune, the number of the commune's own congress, and the period of its own plans.

The commune's own name becomes the new one; everything else becomes "....." and is highlighted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from assistant.drafting.cite import find_citations
from assistant.drafting.vocabulary import BLANK
from assistant.language.places import named_units
from assistant.language.quantities import find_quantities
from assistant.language.tables import load_table
from assistant.language.text import LOWER, UPPER, normalise
from assistant.types import COMMUNE_LEVELS, Change, Resolution, Reworked

_SYLLABLE = rf"[{UPPER}][{LOWER}]*"
_PERSON = re.compile(rf"[{UPPER}][{LOWER}]+(?:\s+[^\W\d_]+){{1,4}}")
_LISTED_NAME = re.compile(rf"{_SYLLABLE}(?:\s+{_SYLLABLE})+")
_LISTED = re.compile(
    rf"(?:xã|phường|thôn|bản|làng|xóm|ấp|trường)\s*\((?P<names>{_LISTED_NAME.pattern}(?:\s*[,;]\s*{_LISTED_NAME.pattern})*)\)"
)
_LIST_MARK = re.compile(r"\s*(?:\|\s*\d{1,3}\s*(?=\|)|\(?\d{1,2}\s*[-.):](?!\d)|\d{1,2}\s*[-.](?=\s)|[-–+*•▪])")
_LONGEST_PERSON = 40  # characters; a line after the signature block that is longer is no name


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one document: ``own`` are its commune's, ``others`` all else, each as it is written."""

    own: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """Every name, longest first, so that no part of one is taken for another."""
        return tuple(sorted({*self.own, *self.others}, key=len, reverse=True))


@dataclass(frozen=True, slots=True)
class _Rules:
    opened: re.Pattern[str]
    roads: tuple[re.Pattern[str], ...]
    no_name: frozenset[str]
    public: frozenset[str]
    term: re.Pattern[str]
    plan: re.Pattern[str]
    anniversary: re.Pattern[str]
    anniversary_dates: re.Pattern[str]


@cache
def _rules() -> _Rules:
    table = load_table("assistant.drafting", "scrub.toml")
    openers = "|".join(sorted(map(re.escape, table["openers"]["words"]), key=len, reverse=True))
    return _Rules(
        opened=re.compile(rf"(?<!\w)(?<!môi )(?i:{openers})\s+(?P<name>{_SYLLABLE}(?:\s+{_SYLLABLE}){{0,3}})(?!\w)"),
        roads=(re.compile(table["roads"]["pattern"]), re.compile(table["ends"]["pattern"])),
        no_name=frozenset(table["no_name"]["words"].split()),
        public=frozenset(table["public"]["names"]),
        term=re.compile(table["term"]["pattern"]),
        plan=re.compile(table["plan"]["pattern"]),
        anniversary=re.compile(table["anniversary"]["number"]),
        anniversary_dates=re.compile(table["anniversary"]["dates"]),
    )


def names_of(resolution: Resolution) -> Names:
    """The names of a document, from its identity, its text and its signature."""
    identity, text = resolution.identity, resolution.text
    own = {identity.commune} if identity.level in COMMUNE_LEVELS else set()
    others = {identity.district, identity.province, *(guess.value for guess in identity.inferred.values())}
    others.update(unit.name for unit in named_units(text))
    others.update(name for name, _ in _opened_names(text) if " " in name)
    others.update(_signer(resolution))
    found = {name for name in others if name} - own - _rules().public
    return Names(tuple(sorted(name for name in own if name)), tuple(sorted(found)))


def _opened_names(text: str) -> Iterator[tuple[str, int]]:
    """Each name after an opener ("thôn Hạ Tứ", "03 xã (Tả Lèng, Nà Tăm)"), and where it starts; words that name
    nothing are left out.
    """
    for bracket in _LISTED.finditer(text):
        for match in _LISTED_NAME.finditer(text, bracket.start("names"), bracket.end("names")):
            yield match.group(), match.start()
    for match in _rules().opened.finditer(text):
        words = list(re.finditer(r"\S+", match["name"]))
        while words and words[0].group() in _rules().no_name:
            words.pop(0)
        while words and words[-1].group() in _rules().no_name:
            words.pop()
        if words and (name := match["name"][words[0].start() : words[-1].end()]) not in _rules().public:
            yield name, match.start("name") + words[0].start()


def _signer(resolution: Resolution) -> Iterator[str]:
    """The name under the signature: the last short line, where its words begin with capitals."""
    closing = next((part for part in reversed(resolution.sections) if part.role == "closing"), None)
    if closing is None:
        return
    last = resolution.text[closing.start : closing.end].strip().splitlines()[-1].strip()
    if len(last) <= _LONGEST_PERSON and _PERSON.fullmatch(last):
        yield last


def scrub(text: str, *, names: Names, place: str) -> Reworked:
    """What another commune's paragraph must lose before it may stand in a draft for ``place``."""
    found: list[Change] = []
    for change in (
        *_local_citations(text),
        *_matched(text, _rules().roads, "name", "tên, số đường"),
        *_names(text, names, place),
        *_matched(text, (_rules().term,), "number", "khóa, lần đại hội"),
        *_matched(text, (_rules().anniversary,), "number", "lễ kỷ niệm riêng"),
        *_matched(text, (_rules().anniversary_dates,), "dates", "ngày truyền thống riêng"),
        *_matched(text, (_rules().plan,), "period", "giai đoạn của đề án"),
        *_figures(text),
    ):
        if not any(other.start < change.end and change.start < other.end for other in found):
            found.append(change)
    told = (replace(one, reason=f"{one.reason} của văn bản mẫu", sure=False) for one in found)
    return Reworked(tuple(sorted(told, key=lambda change: change.start)))


def _names(text: str, names: Names, place: str) -> Iterator[Change]:
    lowered = normalise(text)
    for name in names.all:
        for match in re.finditer(rf"(?<!\w){re.escape(normalise(name))}(?!\w)", lowered):
            said = text[match.start() : match.end()]
            if not said[0].isupper() and not said[0].isdigit():
                continue
            new = place if name in names.own else BLANK
            yield Change(match.start(), match.end(), new.upper() if said.isupper() else new, "name", "tên riêng")
    for name, start in _opened_names(text):
        yield Change(start, start + len(name), BLANK, "name", "tên riêng")


def _matched(text: str, patterns: tuple[re.Pattern[str], ...], group: str, reason: str) -> Iterator[Change]:
    lowered = normalise(text)
    for pattern in patterns:
        for match in pattern.finditer(lowered):
            yield Change(*match.span(group), BLANK, "name", reason)


def _local_citations(text: str) -> Iterator[Change]:
    """A citation of a province, district or commune, with its date and its issuer, as one blank."""
    for cited in find_citations(text):
        if cited.local:
            kind = text[cited.start : cited.start + len(cited.kind)]
            yield Change(cited.start, cited.head, f"{kind} số {BLANK}", "citation", "văn bản của địa phương khác")


def _figures(text: str) -> Iterator[Change]:
    """Every figure, in digits or in words; a list mark is none."""
    mark = _LIST_MARK.match(text)
    length = mark.end() if mark else 0
    for quantity in find_quantities(" " * length + text[length:]):
        if quantity.value or text[quantity.number_start].isdigit():
            yield Change(quantity.number_start, quantity.number_end, BLANK, "figure", "số liệu")
