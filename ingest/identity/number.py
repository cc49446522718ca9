"""A document's own number: of its number line, not of what it cites."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from assistant.language.tables import load_table
from assistant.language.text import UPPER, normalise
from ingest.identity.attached import attached, strengths
from ingest.identity.evidence import Evidence, Weighed, weigh
from ingest.identity.page import Line, Page


@dataclass(frozen=True, slots=True)
class _Rules:
    line: re.Pattern[str]
    bare: re.Pattern[str]
    cited: re.Pattern[str]
    basis: re.Pattern[str]
    strength: Mapping[str, float]
    floor: float
    margin: float
    kinds: Mapping[str, str]


@cache
def _rules() -> _Rules:
    table = load_table("ingest.identity", "number.toml")
    form = table["number"]["form"]
    return _Rules(
        line=re.compile(rf"(?<!\w){table['number']['word']}\s*[:.]?\s*(?P<number>{form})(?!\w)"),
        bare=re.compile(rf"(?:^[\s*_|(]*|(?<=[{UPPER}]\s))(?P<number>{form})[\s*_|)]*$"),
        cited=re.compile(table["cited"]["before"]),
        basis=re.compile(table["cited"]["basis"]),
        strength=table["strength"],
        floor=table["floors"]["floor"],
        margin=table["floors"]["margin"],
        kinds=table["kinds"],
    )


def own_number(page: Page) -> Weighed | None:
    """The document's number, without blanks."""
    return weigh(_evidence(page), floor=_rules().floor, margin=_rules().margin)


def kind_of(number: str) -> str | None:
    """The kind of document that the letters of a number stand for: "12-NQ/ĐU" -> "nghị quyết"."""
    letters = re.findall(r"[^\W\d_]+", normalise(number))
    return _rules().kinds.get(letters[0]) if letters else None


def _evidence(page: Page) -> Iterator[Evidence]:
    parent = attached(page)
    if parent:
        yield Evidence("number", parent.number, "attached", strengths()["number"], parent.line.start)
    for line in page.zone("head", "opening", "closing", "chrome"):
        if _rules().basis.match(line.words.lstrip("( ")):
            continue
        for match in _rules().line.finditer(line.text):
            witness = _witness(line, line.text[: match.start()])
            if witness:
                yield _told(match["number"], witness, line)
        bare = _rules().bare.search(line.text)
        if bare and line.zone == "head":
            yield _told(bare["number"], "bare", line)


def _witness(line: Line, before: str) -> str | None:
    """Who tells the number, by what stands before "Số"; None where it is another document's."""
    cited = _rules().cited.search(before)
    if cited is None:
        column = not before.strip(" |*_(") or before.strip(" |*_")[-1:].isupper() or before.rstrip()[-1:] in "|*"
        return line.zone if column else None
    opens_title = not before[: cited.start()].strip(" *#")
    return "title" if line.zone == "head" and opens_title else None


def _told(number: str, witness: str, line: Line) -> Evidence:
    end = line.start + len(line.text) if line.start >= 0 else -1
    value = re.sub(r"\s", "", number).replace("–", "-")
    return Evidence("number", value, witness, _rules().strength[witness], line.start, end)
