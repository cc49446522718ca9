"""The unit that a document speaks for: the best-supported one of its own level."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.language.text import fold
from assistant.types import COMMUNE_LEVELS
from ingest.identity.dates import date_lines
from ingest.identity.evidence import Evidence, Weighed, support, weigh
from ingest.identity.mentions import FIELDS, RANK, Told, bare_names, evidence_of, items, key, table
from ingest.identity.page import Page

_ADDRESS = re.compile(r"(?<![\w.-])[\w.-]*\.(?:gov\.)?vn\b|(?<![\w.+-])[\w.+-]+@[\w.-]+")
_OF_THE_WHOLE = frozenset({"issuer", "signature", "title", "chrome"})  # witnesses that speak for a whole page
_OUTSIDE = frozenset({"chrome", "around", "owner", "unlevelled", "alone"})


def read_own(page: Page, mentions: Sequence[Told], level: str) -> Weighed | None:
    """The unit of the document's own level that is best supported."""
    floors = table()["floors"]
    field = FIELDS[RANK[level]]
    units = [unit for unit in mentions if RANK[unit.level] == RANK[level]]
    evidence = list(own_evidence(units))
    evidence = [replace(each, stated=each.witness not in _OUTSIDE) for each in evidence]
    if level in COMMUNE_LEVELS and items(page) >= table()["own_limits"]["items"]:
        evidence = [each for each in evidence if each.witness in _OF_THE_WHOLE]
    evidence += _date_places(page, field, level)
    evidence += _often(page, field, {each.value for each in evidence})
    evidence += addressed(page, field, {each.value for each in evidence}, table()["own"])
    if not any(total >= floors["own"] for total in support(evidence, key=key).values()) and level in COMMUNE_LEVELS:
        bare = list(own_evidence(bare_names(page)))
        evidence += [*bare, *_often(page, field, {each.value for each in bare})]
    return weigh(evidence, floor=floors["own"], margin=floors["own_margin"], key=key, spelt=most_common)


def own_evidence(mentions: Iterable[Told]) -> Iterator[Evidence]:
    """What mentions say as names of the document's own unit."""
    strengths = table()["own"]
    for unit in mentions:
        if unit.witness in strengths:
            yield evidence_of(unit, FIELDS[RANK[unit.level]], unit.witness, strengths[unit.witness], stated=True)


def most_common(values: Sequence[str]) -> str:
    """The spelling used most often."""
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


def addressed(page: Page, field: str, names: Iterable[str], strengths: Mapping[str, float]) -> Iterator[Evidence]:
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
