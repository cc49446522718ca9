"""What a mention of a unit says by the words around it and by where it stands: its witness."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.language.places import MAX_SYLLABLES, PROVINCES, NamedUnit, named_units, title_case
from assistant.language.tables import load_table
from assistant.language.text import LOWER, UPPER, normalise
from assistant.types import COMMUNE_LEVELS
from ingest.identity.evidence import Evidence
from ingest.identity.page import Line, Mention, Page, bare, is_chrome

CENTRAL = "trung ương"
FIELDS = ("commune", "district", "province")  # by rank
_LONGEST_CHROME = 200  # characters
_LONGEST_HEADING = 160
_WORDS_BEFORE = 4  # shown in a reason
_SHOWN_BEFORE = 200  # characters in which they stand
_LONGEST_LEVEL = 20  # characters from a mention's start within which its name begins: "thành phố trực thuộc "
RANK: Mapping[str, int] = {**dict.fromkeys(COMMUNE_LEVELS, 0), "huyện": 1, "tỉnh": 2, CENTRAL: 3}
_SYLLABLE = rf"(?:[{UPPER}]+|[{UPPER}][{LOWER}'’]*)(?!\w)"
_NAME = rf"{_SYLLABLE}(?:\s+{_SYLLABLE}){{0,3}}"
_RUN = re.compile(rf"(?<!\w)[{UPPER}][{LOWER}'’]+(?: [{UPPER}][{LOWER}'’]+){{1,3}}(?!\w)")
_BRACKET = re.compile(rf"^\s*\((?P<first>{_NAME})(?:\s*[,–-]\s*(?P<second>{_NAME}))?\)")
_COMMA = re.compile(rf"^\s*[,–-]\s*(?P<first>{_NAME})(?!\s+[{UPPER}])")


@dataclass(frozen=True, slots=True)
class Told:
    """A unit with its witness; ``chained`` is the key of the smaller unit right before it, or ``""``."""

    level: str
    name: str
    witness: str
    line: Line
    start: int
    chained: str = ""


@cache
def table() -> Mapping[str, Any]:
    """All that ``units.toml`` knows."""
    return load_table("ingest.identity", "units.toml")


@cache
def _context() -> Mapping[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in table()["context"].items()}


def key(name: str) -> str:
    """A name as it is compared: "Đắk Pru" and "ĐĂK PRU" are one, "Hưng" and "Hùng" are two."""
    return re.sub(r"[\W_]", "", normalise(name)).replace("đắk", "đăk").replace("đak", "đăk")


def told(page: Page) -> list[Told]:
    """Every unit named outside the boxes of other pages, and what a bracket or a comma adds to one."""
    spelt = _spelt(page)
    heads = [line for line in page.lines if line.zone == "head"]
    found: list[Told] = []
    several = items(page) >= table()["own_limits"]["items"]
    last: Mention | None = None
    foreign = False
    for mention in page.mentions:
        if mention.line.zone != "related":
            chained = _chained(last, mention)
            others = _is_foreign(mention) or (foreign and _is_enumerated(last, mention))
            foreign = _is_former(mention) or (not chained and others)
            if not foreign and not (several and _is_item(mention)):
                found.append(_told(mention, _witness(mention, heads), spelt, chained))
                found += _named_after(mention, spelt)
        last = mention
    owners = [unit for line in page.lines for unit in (*_owner(line), *_alone(line), *_told_as(line))]
    return found + [unit for unit in owners if unit.witness != "unlevelled" or _says(page, unit.name) > 1]


def _told(mention: Mention, witness: str, spelt: Mapping[str, str], chained: str) -> Told:
    unit = mention.unit
    name = spelt.get(f"{RANK[unit.level]}{key(unit.name)}", unit.name)
    return Told(unit.level, name, witness, mention.line, unit.opens, chained)


def _spelt(page: Page) -> Mapping[str, str]:
    """For names read too long or cut short the name that the page says more often: "An Lạc Phát" -> "An Lạc"."""
    counts = Counter(
        (RANK[mention.unit.level], " ".join(mention.unit.name.split()))
        for mention in page.mentions
        if mention.line.zone != "related"
    )
    spelt = {f"{rank}{key(name)}": shorter for rank, name in counts if (shorter := _cut_short(page, name))}
    for rank, name in counts:
        for other_rank, longer in counts:
            if rank == other_rank and normalise(longer).startswith(f"{normalise(name)} "):
                # A line may break within a name ("xã Tiên / Bửu"): one syllable shortens none.
                if " " in name and _says(page, name) - _says(page, longer) >= _says(page, longer):
                    spelt[f"{rank}{key(longer)}"] = name
                elif " " not in name or _says(page, name) == _says(page, longer):
                    spelt[f"{rank}{key(name)}"] = longer
    return spelt


def _cut_short(page: Page, name: str) -> str | None:
    """The part of a name read too long that the page says by itself: "An Lạc Hoàng Văn" -> "An Lạc"."""
    words = name.split()
    if len(words) < MAX_SYLLABLES:
        return None
    parts = (" ".join(words[:size]) for size in (3, 2))
    return next((part for part in parts if _says(page, part) - _says(page, name) > _says(page, name)), None)


def _says(page: Page, name: str) -> int:
    """How often the page says a name, with its level word or without."""
    words = normalise(name)
    return sum(line.words.count(words) for line in page.lines)


def items(page: Page) -> int:
    """How many communes have an item of their own: "* Xã An Lạc: …", "* Xã An Bình: …"."""
    return len({key(mention.unit.name) for mention in page.mentions if _is_item(mention)})


def _is_item(mention: Mention) -> bool:
    in_text = mention.line.zone in ("head", "opening", "body") and mention.unit.level in COMMUNE_LEVELS
    return in_text and not bare(mention.before) and _context()["item"].match(mention.after) is not None


def bare_names(page: Page) -> Iterable[Told]:
    """Names without a level word in a headline that the text goes on to use: "An Lạc về đích sớm"."""
    text = "\n".join(line.text for line in page.zone("head", "opening", "body"))
    limits = table()["own_limits"]
    for line in page.zone("head"):
        shown = sorted(set(_RUN.findall(text))) if line.text.isupper() else _RUN.findall(line.text)
        for name in shown:
            at = line.text.find(name.upper() if line.text.isupper() else name)
            witness = "opens" if _opens(line, at, name) else "bare"
            if at >= 0 and _may_be_commune(line, at, name) and _whole(name, text) >= limits[witness]:
                yield Told("xã", name, witness, line, at)


def _told_as(line: Line) -> Iterable[Told]:
    """Names with what they are behind a comma: "tới An Lạc, xã vùng cao của huyện Bình Lâm"."""
    for match in _RUN.finditer(line.text):
        level = _context()["told_as"].match(line.text[match.end() :])
        if level and line.zone in ("head", "opening", "body") and _may_be_commune(line, match.start(), match.group()):
            yield Told(level["level"], match.group(), "told_as", line, match.start())


def _may_be_commune(line: Line, at: int, name: str) -> bool:
    """Whether a bare name is no person's, hamlet's or province's by the words before it and by its first."""
    words = (line.text[:at], name.split()[0])
    return not _is_province(name) and not any(re.search(table()["bare"]["others"], normalise(each)) for each in words)


def _whole(name: str, text: str) -> int:
    return len(re.findall(rf"(?<!\w){re.escape(normalise(name))}(?!\w)", normalise(text)))


def _opens(line: Line, at: int, name: str) -> bool:
    """Whether a headline says a name first and parts it from the rest: "AN LẠC – MỘT NĂM VƯỢT KHÓ"."""
    return not at and re.match(r"\s*[:–—-]", line.text[len(name) :]) is not None


def _chained(last: Mention | None, mention: Mention) -> str:
    """The key of the smaller unit after which this one is named: "xã An Lạc, huyện Bình Lâm"."""
    if last is None or last.line is not mention.line or RANK[last.unit.level] >= RANK[mention.unit.level]:
        return ""
    between = mention.line.text[last.unit.end : mention.unit.opens]
    return key(last.unit.name) if _context()["chained"].match(normalise(between)) else ""


def _witness(mention: Mention, heads: Sequence[Line]) -> str:
    """The witness as whom a mention speaks, by its place on the page and the words around it."""
    before = re.sub(r"\s+", " ", mention.before)
    zone = mention.line.zone
    if zone == "head":
        return "issuer" if _is_issuer(mention, heads) else "title"
    if zone == "closing":
        return "signature" if _context()["body"].search(before) else "addressee"
    if zone == "chrome":
        return "chrome" if is_chrome(mention.line) or mention.line.text.isupper() else "around"
    if _context()["addressee"].match(mention.line.words):
        return "addressee"
    return _in_text(mention, before)


def _in_text(mention: Mention, before: str) -> str:
    context = _context()
    if context["office"].search(before):
        return "person" if context["person"].match(normalise(mention.unit.name)) else "office"
    if context["cited"].search(bare(before)):
        return "cited"
    if context["member"].search(before):
        return "member"
    opens = not bare(before) or context["body"].search(before)
    if opens and context["subject"].match(mention.after):
        return "subject"
    if mention.line.zone == "opening":
        return "opening"
    if len(mention.line.text) < _LONGEST_HEADING and mention.line.text.isupper():
        return "heading"
    return "acts" if _is_committee(mention) or context["body"].search(before) else "body"


def _is_committee(mention: Mention) -> bool:
    """Whether the level stands in a committee's own name: "Huyện ủy"."""
    opened = mention.line.text[mention.unit.opens : mention.unit.start]
    return " ".join(normalise(opened).split()) in table()["level"]["carried"]


def _is_foreign(mention: Mention) -> bool:
    """Whether a mention is of a neighbour or of one of several units."""
    context, before = _context(), re.sub(r"\s+", " ", mention.before)
    return any(context[name].search(before) for name in ("foreign", "several", "list"))


def _is_former(mention: Mention) -> bool:
    """Whether a unit is no more: "huyện Bình Lâm cũ"."""
    return _context()["former"].match(mention.after) is not None


def _is_enumerated(last: Mention | None, mention: Mention) -> bool:
    """Whether a unit goes on with a list of its like: "sáp nhập xã An Lạc, xã An Bình"."""
    if last is None or last.line is not mention.line or RANK[last.unit.level] != RANK[mention.unit.level]:
        return False
    between = normalise(mention.line.text[last.unit.end : mention.unit.opens])
    return _context()["enumerated"].match(between) is not None


def _is_issuer(mention: Mention, heads: Sequence[Line]) -> bool:
    """Whether a unit of the heading block is named as a body is: after the body's name, or alone under it."""
    before = re.sub(r"\s+", " ", bare(mention.before))
    capitals = mention.line.text[: mention.unit.end].strip().isupper()
    if _is_committee(mention) or _context()["body"].search(before):
        return capitals or (len(before.split()) <= 8 and not re.search(r"[,.;:]", before))
    return not before and (capitals or _follows_body(mention.line, heads))


def _follows_body(line: Line, heads: Sequence[Line]) -> bool:
    at = heads.index(line)
    return at > 0 and _context()["body"].search(heads[at - 1].words) is not None


def _named_after(mention: Mention, spelt: Mapping[str, str]) -> list[Told]:
    """Superiors named without their level word: "xã An Lạc (Bình Lâm)", "xã An Lạc, huyện Bình Lâm, Lạng Sơn"."""
    if mention.unit.level == "tỉnh":
        return []
    after = mention.line.text[mention.unit.end :]
    smaller = spelt.get(f"{RANK[mention.unit.level]}{key(mention.unit.name)}", mention.unit.name)
    names: list[str] = []
    if match := _BRACKET.match(after):
        names = [name for name in match.groups() if name and not named_units(name)]
    elif (match := _COMMA.match(after)) and normalise(match["first"]) in PROVINCES:
        names = [match["first"]]
    return [_superior(name, mention, smaller) for name in names if 1 < len(name.split()) <= 4 or _is_province(name)]


def beside(page: Page, own: str) -> Iterable[Told]:
    """Superiors in a bracket behind the own unit where it is named without its level word: "An Lạc (Bình Lâm)"."""
    for line in page.lines:
        at = line.text.find(f"{own} (")
        match = _BRACKET.match(line.text[at + len(own) :]) if at >= 0 and line.zone != "related" else None
        for name in match.groups() if match else ():
            if name and not named_units(name) and (len(name.split()) > 1 or _is_province(name)):
                yield Told("tỉnh" if _is_province(name) else "huyện", title_case(name), "body", line, at, key(own))


def _is_province(name: str) -> bool:
    return normalise(name) in PROVINCES


def _superior(name: str, mention: Mention, smaller: str) -> Told:
    level = "tỉnh" if _is_province(name) else "huyện" if mention.unit.level in COMMUNE_LEVELS else "tỉnh"
    return Told(level, title_case(name), "body", mention.line, mention.unit.opens, key(smaller))


@cache
def _owner_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){table()['owner']['pattern'].replace('{name}', _NAME)}")


def _owner(line: Line) -> Iterable[Told]:
    """Who runs a page, named without a level word: "BÁO ĐIỆN TỬ BÌNH LÂM - TIẾNG NÓI CỦA … HUYỆN"."""
    if line.zone == "related" or len(line.text) > _LONGEST_CHROME:
        return
    for match in _owner_pattern().finditer(line.text):
        words = _cut(match["name"])
        if len(words.split()) > 1 and not named_units(match["name"]):
            rest = normalise(line.text[match.end("name") :])
            levels = [
                level
                for word, level in table()["owner"]["levels"].items()
                if re.search(rf"(?<!\w){word}(?!\w)", rest)
            ]
            level = "tỉnh" if _is_province(words) else levels[0] if levels else ""
            witness = "owner" if level else "unlevelled"
            yield Told(level or "huyện", title_case(words), witness, line, match.start())


def _alone(line: Line) -> Iterable[Told]:
    """Provinces named alone in a cell of a page's chrome: "LẠNG SƠN | HUYỆN BÌNH LÂM - ĐÀI TRUYỀN THANH"."""
    if line.zone == "chrome" and len(line.text) < _LONGEST_CHROME:
        for match in re.finditer(r"[^|·»/()–-]+", line.text):
            name = re.sub(table()["owner"]["beside"], "", match.group().strip())
            if _is_province(name):
                yield Told("tỉnh", title_case(name), "alone", line, match.start())


def _cut(name: str) -> str:
    """A bare name, cut where a name would end after a level word."""
    units: list[NamedUnit] = named_units(f"huyện {name}" if not name.isupper() else f"HUYỆN {name}")
    return units[0].name if units else ""


def evidence_of(unit: Told, field: str, witness: str, strength: float, *, stated: bool) -> Evidence:
    """A mention as evidence for a field, with the words around it as its reason."""
    reasons = table()["reasons"]
    said = reasons.get(witness) or reasons["chrome" if unit.line.zone == "chrome" else "other"]
    before = unit.line.text[max(0, unit.start - _SHOWN_BEFORE) : max(0, unit.start)].split()[-_WORDS_BEFORE:]
    words = " ".join([*before, _shown(unit)])
    start = unit.line.start + unit.start if unit.line.start >= 0 else -1
    end = start + len(unit.name) if start >= 0 else -1
    return Evidence(field, unit.name, witness, strength, start, end, stated, said.format(words=words))


def _shown(unit: Told) -> str:
    opened = unit.line.text[unit.start : unit.start + _LONGEST_LEVEL + len(unit.name)]
    at = opened.lower().find(unit.name.lower())
    return f"{opened[:at]}{unit.name}" if 0 <= at < _LONGEST_LEVEL else unit.name
