"""What a document says of its years as a whole, gathered once and read by every witness.

The year under review and the year of the targets are decided over the whole text: every year of the title, of every
heading, of the sentences with "đạt" or "phấn đấu", of the signature, and every comparison ("so với cùng kỳ năm 2021"
speaks of 2022) is evidence for one of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.language.dates import find_date, find_periods, find_years
from assistant.language.text import normalise
from assistant.types import Resolution
from ingest.evidence.rivals import best_of_others
from ingest.evidence.words import count, last_end
from ingest.figures.blocks import Block

_AGAINST = re.compile(r"(?:so (?:với )?(?:cùng kỳ )?(?:của )?(?:thực hiện )?(?:năm )?|cùng kỳ (?:năm )?)$")
_DATED = re.compile(
    r"(?<!\d)\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*((?:19|20)\d\d)(?!\d)|tháng\s+\d{1,2}\s+năm\s+((?:19|20)\d\d)"
)
_MONTH = re.compile(r"(?:tháng\s+\d{1,2}|quý\s+(?:[ivx]{1,3}|\d)|6 tháng|9 tháng)\s*[/-]\s*((?:19|20)\d\d)(?!\d)")
_SIGNED = re.compile(r"ngày\s*[\d….]{1,4}\s*(?:tháng|/|-)\s*[\d….]{1,4}\s*(?:năm|/|-)\s*((?:19|20)\d\d)\W*$")
_POSTED = re.compile(
    r"(?:(?:thứ \w+|chủ nhật|ngày|đăng|cập nhật|xuất bản|lúc)[\s,:]*)*\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*20\d\d"
    r"(?:[\s,|–-]*(?:lúc\s*)?\d{1,2}[:h]\d{2}(?::\d{2})?)?\W*"
)
_SCHOOL = re.compile(r"năm học\s+((?:19|20)\d\d)\s*[-–]\s*((?:19|20)\d\d)")
_OWN_NUMBER = re.compile(r"/((?:19|20)\d\d)/")
_ORDERS: Mapping[str, int] = {
    **{word: at for at, word in enumerate(("thứ nhất", "thứ hai", "thứ ba", "thứ tư", "thứ năm"), start=1)},
    "đầu tiên": 1,
    "đầu": 1,
}
_YEAR_OF_TERM = re.compile(
    rf"năm (?P<order>{'|'.join(_ORDERS)})(?!\w)[^.\n]{{0,90}}?(?P<first>20\d\d)\s*[-–]\s*(?P<last>20\d\d)"
)
_MIDDLE = re.compile(r"giữa nhiệm kỳ[^.\n]{0,60}?(?P<first>20\d\d)\s*[-–]\s*20\d\d")
_PLAN_YEARS = 4  # from the first to the last year of a plan; a term begins in the year of its congress
_STEMS = ("giáp", "ất", "bính", "đinh", "mậu", "kỷ", "canh", "tân", "nhâm", "quý")
_BRANCHES = ("tý", "sửu", "dần", "mão", "thìn", "tỵ", "ngọ", "mùi", "thân", "dậu", "tuất", "hợi")
_LUNAR = re.compile(rf"(?<!\w)(?P<stem>{'|'.join(_STEMS)})\s+(?P<branch>{'|'.join(_BRANCHES)})(?!\w)")
_GIAP_TY = 1984  # a first year of the cycle of sixty
_REACH = 60  # characters before a year in which a word says what the year is one of
_HEAD_RANK = 4.7  # lines that stand higher are headings
_TOP = 8  # lines in which a page says when it was posted
_SIGNING = 140  # characters; a longer line is no line of place and date
_FIRST, _LAST = 1990, 2060  # years that any document of this kind is about
_MOST = 9  # years that a document may be about


@dataclass(frozen=True, slots=True)
class Said:
    """A year said in a text, and where: ``against`` tells that a figure is held against it, ``until`` "đến năm"."""

    value: int
    start: int
    against: bool
    until: bool


@dataclass(frozen=True, slots=True)
class Spoken:
    """The years and terms of one line or heading; ``terms`` are (first, last, start)."""

    years: tuple[Said, ...]
    terms: tuple[tuple[int, int, int], ...]


def spoken(text: str) -> Spoken:
    """The years of a line, in order; nothing is searched where no "20.." or "19.." stands."""
    if "20" not in text and "19" not in text:
        return _NONE
    lowered = normalise(text)
    return Spoken(
        tuple(
            Said(year.value, year.start, _AGAINST.search(lowered[: year.start]) is not None, year.until)
            for year in find_years(text)
        ),
        tuple((period.first, period.last, period.start) for period in find_periods(text)),
    )


_NONE = Spoken((), ())


@dataclass(frozen=True, slots=True)
class Facts:
    """A document's years; each of ``candidates`` may be its own, with what speaks for it.

    ``dated`` is the day of issue in ISO form, else that on which a web page was posted.
    """

    title: Spoken
    title_said: str
    dated: str | None
    counts: Mapping[int, int]
    candidates: Mapping[int, Mapping[str, float]]

    @property
    def signed(self) -> int | None:
        """The year of ``dated``."""
        return int(self.dated[:4]) if self.dated else None


class _Evidence(dict[int, Counter[str]]):
    """What speaks for each year, gathered; a year outside of any document's is not taken."""

    def __call__(self, year: int | None, name: str, weight: float = 1.0) -> None:
        if year is not None and _FIRST <= year <= _LAST:
            self.setdefault(year, Counter())[name] += weight  # type: ignore[assignment]  # counters add weights too

    def around(self, year: int, name: str) -> None:
        """A year that is said, and the ones before and after it, which a document of that time may be about."""
        self(year, name)
        self(year - 1, f"before {name}")
        self(year + 1, f"after {name}")


def gather(resolution: Resolution, lines: Sequence[Block], years: Sequence[Spoken]) -> Facts:
    """The facts of a document; ``years`` are those of its ``lines``, one for each."""
    identity = resolution.identity
    title = spoken(identity.title)
    dated = identity.date or _posted(resolution, lines)
    signed = int(dated[:4]) if dated else None
    counts = Counter(year.value for said in years for year in said.years if not year.against)
    evidence = _Evidence()
    _of_title(title, identity.title, evidence)
    evidence(identity.result_year, "identity_result")
    evidence(identity.target_year, "identity_target")
    if signed:
        for shift in (-1, 0, 1):
            evidence(signed + shift, f"signed_{shift}")
    for block, of_line in zip(lines, years, strict=True):
        _of_line(block, of_line, evidence)
    said = normalise(resolution.text)
    _of_dates(resolution, said, lines, evidence)
    _of_what_comes(said, evidence, counts)
    return Facts(title, normalise(identity.title), dated, counts, _candidates(evidence, counts, signed))


def _posted(resolution: Resolution, lines: Sequence[Block]) -> str | None:
    """When a web page was posted: the first date among the short lines that cleaning took for the page's own, or
    among the first lines of the text one that holds nothing else.
    """
    own = (piece.text for piece in resolution.dropped if len(piece.text) < _SIGNING)
    alone = (block.text for block in lines[:_TOP] if _POSTED.fullmatch(block.said))
    return next((found for line in (*own, *alone) if (found := find_date(line)) is not None), None)


def _of_dates(resolution: Resolution, said: str, lines: Sequence[Block], evidence: _Evidence) -> None:
    """Years that stand in dates, months, quarters, school years, the title's and the document's own number."""
    identity = resolution.identity
    for order, dated in enumerate(_DATED.finditer(said)):
        evidence(int(dated[1] or dated[2]), "dated")
        if order == 0:
            evidence.around(int(dated[1] or dated[2]), "first dated")
    for month in _MONTH.finditer(said):
        evidence(int(month[1]), "month")
    for block in lines:
        if len(block.text) < _SIGNING and (line := _SIGNED.search(block.said)) is not None:
            evidence.around(int(line[1]), "signing line")
    for school in _SCHOOL.finditer(said):
        evidence(int(school[2]), "school_last")
    for month in _MONTH.finditer(normalise(identity.title)):
        evidence(int(month[1]), "title_only")
    for number in _OWN_NUMBER.finditer(identity.number or ""):
        evidence(int(number[1]), "number")


def _candidates(evidence: _Evidence, counts: Counter[int], signed: int | None) -> dict[int, dict[str, float]]:
    """The years for which most speaks, each with its evidence and how far it is ahead of the others in it."""
    strongest = sorted(evidence, key=lambda year: -_worth(evidence[year]))[:_MOST]
    newest_dated = max((year for year, said in evidence.items() if said["dated"] or said["signing line"]), default=0)
    total, newest = sum(counts.values()) or 1, max(counts, default=0)
    found: dict[int, dict[str, float]] = {
        year: {
            **evidence[year],
            "ahead said": float(counts.get(year + 1, 0)),
            "back said": float(counts.get(year - 1, 0)),
            "newest dated": float(year - newest_dated) if newest_dated else 99.0,
            "share": counts[year] / total,
            "age": float(newest - year) if newest else 0.0,
            "from_signed": float(year - signed) if signed else 99.0,
        }
        for year in strongest
    }
    for name in dict.fromkeys(name for each in found.values() for name in each):
        values = [each.get(name, 0.0) for each in found.values()]
        for each, value, rival in zip(found.values(), values, best_of_others(values), strict=True):
            each[f"{name} ahead"] = value - rival
    return found


def _of_what_comes(said: str, evidence: _Evidence, counts: Mapping[int, int]) -> None:
    """Years that are said only as the one before or after another: "năm tới", "năm thứ hai … nhiệm kỳ 2020-2025"."""
    dated = [year for year, votes in evidence.items() if votes["first dated"] or votes["signing line"]]
    for year in {*sorted(counts, key=lambda year: -counts[year])[:2], *dated}:
        evidence(year + 1, "next of known", 1.0 + count("coming", said))
        evidence(year - 1, "before known", 1.0)
    for match in _YEAR_OF_TERM.finditer(said):
        first, last = int(match["first"]), int(match["last"])
        evidence(first + _ORDERS[match["order"]] - (last - first == _PLAN_YEARS), "year of term")
    for match in _MIDDLE.finditer(said):
        evidence(int(match["first"]) + 3, "middle of term")
        evidence(int(match["first"]) + 2, "middle of term", 0.5)
    for year in lunar_years(said):
        evidence.around(year, "lunar")


def lunar_years(said: str) -> list[int]:
    """The years that a text names by stem and branch ("xuân Bính Thân" is 2016), between 1984 and 2043."""
    found = []
    for match in _LUNAR.finditer(said):
        stem, branch = _STEMS.index(match["stem"]), _BRANCHES.index(match["branch"])
        if stem % 2 == branch % 2:  # half of the pairs are no year
            found.append(_GIAP_TY + (6 * stem - 5 * branch) % 60)
    return found


def _worth(evidence: Counter[str]) -> float:
    """How much speaks for a year at all; only the order matters."""
    weights = {
        "title_only": 9,
        "title_first": 6,
        "title_last": 6,
        "identity_result": 5,
        "identity_target": 5,
        "dated": 0.2,
    }
    return sum(min(value, 5) * weights.get(name, 1) for name, value in evidence.items())


def _of_title(title: Spoken, text: str, evidence: _Evidence) -> None:
    values = [year.value for year in title.years if not year.against]
    said = normalise(text)
    if len(set(values)) == 1:
        evidence(values[0], "title_only")
    elif values:
        evidence(min(values), "title_first")
        evidence(max(values), "title_last")
    for year in title.years:
        before = said[max(0, year.start - _REACH) : year.start]
        for side in ("target", "actual"):
            if (distance := last_end(side, before)) >= 0:
                evidence(year.value, f"title_{side}", 1 / (1 + distance / 10))
    for first, last, _ in title.terms:
        evidence(first, "title_term_first")
        evidence(last, "title_term_last")


def _of_line(block: Block, said: Spoken, evidence: _Evidence) -> None:
    place = "head" if block.rank < _HEAD_RANK and len(block.text) < 200 else "line"
    for year in said.years:
        before = block.said[max(0, year.start - _REACH) : year.start]
        if year.against:
            evidence(year.value, "against")
            evidence(year.value + 1, "after_against")
            continue
        evidence(year.value, place)
        after = block.said[year.start + 4 : year.start + 4 + _REACH]
        for side in ("target", "actual"):
            if count(side, before):
                evidence(year.value, f"{place}_{side}")
            if count(side, after):
                evidence(year.value, f"{place}_{side}_after")
        if year.start < 6 and not year.until:
            evidence(year.value, "opens")
        if year.until:
            evidence(year.value, "until")
    for first, last, _ in said.terms:
        evidence(last, f"{place}_term_last")
        evidence(first, f"{place}_term_first")
