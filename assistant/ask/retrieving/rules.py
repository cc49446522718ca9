"""The rule under which a case falls: the article or section that speaks of it as a whole.

A rule tells whom it is for, how much and on which conditions in lines of their own ("1. Mức hỗ trợ …", "2. Điều kiện
…"), so that no line by itself holds what a case names.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from assistant.ask.retrieving.said import SHARED, Said, Texts, said_in
from assistant.ask.retrieving.stretches import Stretch
from assistant.ask.retrieving.wanted import Wanted
from assistant.ask.retrieving.worth import covered_by, evidence_of
from assistant.language.tables import load_table
from assistant.language.text import normalise
from assistant.types import Resolution, Section

_LONGEST = 1800  # characters of a rule: an article with its clauses
_SPEAKS = 0.7  # share of the weight of the words asked for that a rule holds
_LEVEL = 0.15  # by how much a clause may hold less of the case than the article with it, and be told alone
_BESIDE = 0.05  # by how much another rule may fall short of the best and still be told beside it
_NEAR = 0.85  # share of the best line of a table or of a long section from which another is told
_SHORT = 800  # characters of an article that is told whole, whatever clause of it the case falls under
_MOST = 2  # rules that are told


@dataclass(frozen=True, slots=True)
class Rule:
    """A section of a document with those of its lines that speak of the case, headings left out, and the share of the
    words asked for that it holds.
    """

    document: Resolution
    section: Section
    lines: tuple[Stretch, ...]
    share: float

    @property
    def start(self) -> int:
        """The first character of its heading."""
        return self.section.start

    @property
    def end(self) -> int:
        """One past the last character, its subsections with it."""
        return self.document.end_of(self.section)

    @property
    def is_whole(self) -> bool:
        """Whether it is told whole: an article of a policy that is short."""
        return _is_whole(self.section, self.end, self.document)


def _is_whole(section: Section, end: int, document: Resolution) -> bool:
    said = normalise(f"{document.identity.title} {section.heading}")
    is_policy = any(word in said for word in load_table("assistant.ask.retrieving", "rules.toml")["policy"])
    return is_policy and section.path[0].startswith(_ARTICLE) and end - section.start <= _SHORT


def rules_of(asked: Wanted, documents: Sequence[Resolution], known: Texts, *, naming: Collection[str]) -> list[Rule]:
    """The rules that speak of a case, best first: of a long article the clause that holds about as much, of a short
    one all of it, since its conditions and limits stand in other clauses. Each has one of the words ``naming`` what
    follows, where there are any.
    """
    found = [rule for document in documents for rule in _rules_in(asked, document, known, naming)]
    best = max((rule.share for rule in found), default=0.0)
    if best < _SPEAKS:
        return []
    able = [rule for rule in found if rule.share >= best - _LEVEL]
    least = _apart(sorted(able, key=lambda rule: (rule.end - rule.start, -rule.share)))
    told = _apart(
        max(
            (each for each in able if each.is_whole and _holds(each, rule)),
            key=lambda each: each.end - each.start,
            default=rule,
        )
        for rule in least
    )
    told.sort(key=lambda rule: -rule.share)
    return [rule for rule in told[:_MOST] if rule.share >= told[0].share - _BESIDE]


def _holds(outer: Rule, inner: Rule) -> bool:
    return outer.document is inner.document and outer.start <= inner.start and inner.end <= outer.end


def _apart(rules: Iterable[Rule]) -> list[Rule]:
    """Without rules that one before them holds, or that hold one."""
    kept: list[Rule] = []
    for rule in rules:
        if not any(_holds(each, rule) or _holds(rule, each) for each in kept):
            kept.append(rule)
    return kept


def _rules_in(asked: Wanted, document: Resolution, known: Texts, naming: Collection[str]) -> Iterator[Rule]:
    stretches = sorted((each for each in known.stretches(document.document_id) if each.start >= 0), key=_START)
    for section in document.sections:
        end = document.end_of(section)
        if not section.path or section.role in _FRAME or end - section.start > _LONGEST:
            continue
        within = stretches[
            bisect_left(stretches, section.start, key=_START) : bisect_left(stretches, end, key=_START)
        ]
        said = _together([said_in(each) for each in within])
        if said is None or evidence_of(asked, said, known.rarity) < SHARED:
            continue
        if naming and said.words.isdisjoint(naming):
            continue
        share, _ = covered_by(asked, said, known.rarity)
        lines = [each for each in within if not each.is_heading]
        # A table has rows, and a section that is no short article lines, for other cases.
        worth = {
            each: covered_by(asked, said_in(each), known.rarity)[1]
            for each in lines
            if each.is_row or not _is_whole(section, end, document)
        }
        near = _NEAR * max(worth.values(), default=0.0)
        yield Rule(document, section, tuple(each for each in lines if worth.get(each, near) >= near), share)


_START = attrgetter("start")
_ARTICLE = "Điều"
_FRAME = frozenset({"heading", "basis", "closing"})


def _together(said: Sequence[Said]) -> Said | None:
    """Several stretches as one, with the words and pairs of all of them."""
    if not said:
        return None
    first = said[0]
    return Said(
        first.stretch,
        " ".join(each.text for each in said),
        frozenset().union(*(each.words for each in said)),
        frozenset().union(*(each.pairs for each in said)),
        first.above,
    )
