"""The day on which a document was signed: of its place-and-date line, wherever that stands.

The day of a meeting, of a cited document or of posting is none of it: those stand in sentences or in what a web page
says of itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from assistant.language.dates import find_date
from assistant.language.places import title_case
from assistant.language.tables import load_table
from assistant.language.text import LOWER, UPPER
from ingest.identity.attached import attached, strengths
from ingest.identity.evidence import Evidence, Weighed, weigh
from ingest.identity.page import Line, Page, lines_with

_SYLLABLE = rf"[{UPPER}][{UPPER}{LOWER}]*(?:['\u2019\u02bc-][{UPPER}{LOWER}]+)?"
_LEVEL = r"(?:(?i:xã|phường|thị trấn|đặc khu|huyện|thị xã|tp\.?|thành phố|tỉnh)\s+)?"

_MOTTO = ("phúc", "Phúc")  # the last word of the right column above the date


@dataclass(frozen=True, slots=True)
class _Rules:
    placed: re.Pattern[str]
    opened: re.Pattern[str]
    alone: re.Pattern[str]
    number: re.Pattern[str]
    numbered: re.Pattern[str]
    told: re.Pattern[str]
    titled: re.Pattern[str]
    minutes: re.Pattern[str]
    heads_minutes: re.Pattern[str]
    strength: dict[str, float]
    floor: float
    margin: float


@dataclass(frozen=True, slots=True)
class DateLine:
    """A place-and-date line: its place, and the date, None where its blanks are not filled in."""

    place: str
    date: str | None
    line: Line


@cache
def _rules() -> _Rules:
    table = load_table("ingest.identity", "dates.toml")
    long, short, after = table["long"]["pattern"], table["long"]["short"], table["place"]["after"]
    kinds = "|".join(kind for kind in load_table("ingest.identity", "kind.toml")["kinds"] if kind != "khác")
    place = rf"(?!{table['place']['none']}){_LEVEL}(?P<place>(?:{_SYLLABLE}|\d{{1,2}}(?=,))(?:\s+{_SYLLABLE}){{0,3}})"
    blanks = r"(?i:ngày)[\s.…_\d]*(?i:tháng)[\s.…_\d]*(?i:năm)[\s.…_\d]*"
    return _Rules(
        placed=re.compile(rf"(?:^|(?<=[\s|*_(—–])){place}\s*[,;.]?\s*(?P<date>{long}|{blanks})(?={after})"),
        opened=re.compile(
            rf"^[\s*_(]*(?!{table['place']['none']})(?P<place>[{UPPER}][^\W\d_]*(?:\s[^\W\d_]+){{0,3}}|[.…_]{{2,}})"
            rf"\s*,\s*(?P<date>{long})[\s*_).]*$"
        ),
        alone=re.compile(rf"^[\s*_|(]*(?P<date>{long})[\s*_|).]*$"),
        number=re.compile(r"(?i:số)\b"),
        numbered=re.compile(rf".*[\s—–-]{place}\s*,\s*(?P<date>{short})"),
        told=re.compile(table["told"]["pattern"]),
        titled=re.compile(table["titled"]["pattern"].replace("{kinds}", kinds)),
        minutes=re.compile(table["minutes"]["pattern"]),
        heads_minutes=re.compile(table["minutes"]["heading"]),
        strength=table["strength"],
        floor=table["floors"]["floor"],
        margin=table["floors"]["margin"],
    )


def date_lines(page: Page) -> Iterator[DateLine]:
    """Every place-and-date line outside the boxes of a web page."""
    rules = _rules()
    for line in page.zone("head", "opening", "body", "closing"):
        match = rules.placed.search(line.text) or _numbered(line.text) or rules.opened.match(line.text)
        if match and _stands_alone(line.text[: match.start()], match["place"]):
            yield DateLine(title_case(match["place"]), find_date(match["date"]), line)


def _numbered(text: str) -> re.Match[str] | None:
    """A place and a date behind the number of a document: what is behind a later number is behind the first too."""
    rules = _rules()
    number = rules.number.search(text)
    return rules.numbered.match(text, number.start()) if number else None


def _stands_alone(before: str, place: str) -> bool:
    """Whether the place opens its column: "Số: 12/BC-UBND An Lạc, ngày …", and not a sentence's last words."""
    word = before.rstrip(" |*_—–(")[-1:]
    return not set(place) <= set("IVXL") and (not word or not word.islower() or before.rstrip().endswith(_MOTTO))


def date_evidence(page: Page) -> Iterator[Evidence]:
    """What the page says of the day of signing."""
    strength = _rules().strength
    for found in date_lines(page):
        zone = {"head": "heading", "closing": "closing"}.get(found.line.zone, "anywhere")
        if found.date and len(found.line.text) < 200:
            yield _evidence(found.date, zone, strength[zone], found.line)
    rules = _rules()
    yield from _found(page.zone("head", "chrome"), rules.told, "told")
    yield from _found(page.zone("head"), rules.titled, "titled")
    for line in page.zone("closing"):
        match = rules.alone.match(line.text)
        date = find_date(match["date"]) if match else None
        if date:
            yield _evidence(date, "line", strength["line"], line)
    if any(rules.heads_minutes.match(line.words) for line in page.zone("head")):
        yield from _found(page.zone("head", "opening"), rules.minutes, "minutes")
    parent = attached(page)
    if parent and parent.date:
        yield _evidence(parent.date, "attached", strengths()["date"], parent.line)


def _found(lines: Iterable[Line], pattern: re.Pattern[str], witness: str) -> Iterator[Evidence]:
    """The date of each line that the pattern finds."""
    for line, match in lines_with(lines, pattern):
        date = find_date(match["date"])
        if date:
            yield _evidence(date, witness, _rules().strength[witness], line)


def _evidence(date: str, witness: str, strength: float, line: Line) -> Evidence:
    end = line.start + len(line.text) if line.start >= 0 else -1
    return Evidence("date", date, witness, strength, line.start, end)


def signing_date(page: Page) -> Weighed | None:
    """The day of signing, in ISO form."""
    return weigh(date_evidence(page), floor=_rules().floor, margin=_rules().margin)
