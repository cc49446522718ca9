"""Evidence as numbers: for each figure what is said around it, for each of its options what speaks for that one.

All features are plain floats under plain names, so that a weight can be read; what no witness says is left out and
counts as not known. Distances are in characters unless the name says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log10

from assistant.language.catalogue import Entry
from assistant.language.dates import part_of_year
from assistant.language.quantities import rules
from assistant.language.text import normalise
from assistant.types import DOCUMENT_KINDS, Resolution
from ingest.evidence.facts import Facts, Spoken
from ingest.evidence.options import Mention, Option
from ingest.evidence.rivals import best_of_others
from ingest.evidence.words import count, last_end
from ingest.figures.blocks import Block
from ingest.figures.measure import is_against_plan, measured
from ingest.figures.periods import hints_at_part
from ingest.figures.vocabulary import words

Features = dict[str, float]

_SIDES = ("target", "actual", "task", "limit")
_FAR = 2_000  # characters before a figure that are looked at; longer sentences are none
_NEAR, _AFTER = 48, 40  # characters before and after a figure that are its own
_COMPARATORS = {"=": 0, ">": 1, ">=": 2, "<": 3, "<=": 4, "range": 5}
_ROLES = {
    "heading": 0,
    "basis": 1,
    "body": 2,
    "results": 3,
    "targets": 4,
    "tasks": 5,
    "implementation": 6,
    "closing": 7,
}
_DIMENSIONS = {
    "money": 1,
    "share": 2,
    "permille": 3,
    "points": 4,
    "mass": 5,
    "area": 6,
    "length": 7,
    "volume": 8,
    "dollars": 9,
}
_FAMILIES = {"Đảng": 1, "HĐND": 2, "UBND": 3, "MTTQ": 4, "trung ương": 5}
_LEVELS = {"xã": 1, "phường": 2, "thị trấn": 3, "đặc khu": 4, "huyện": 5, "tỉnh": 6, "trung ương": 7}
_MEASURES = {"level": 0, "change": 1, "vs_plan": 2}
_TOLD_OF_OTHERS = ("naming words", "before words", "label", "group and label", "heading")
_BEST_OTHER = tuple(f"best other {name}" for name in _TOLD_OF_OTHERS)
_RISE = re.compile(r"(?<!\w)(?:tăng|giảm|vượt|hụt|cao hơn|thấp hơn|bằng)(?!\w)")
_HELD = re.compile(r"(?<!\w)(?:so|cùng kỳ|kế hoạch|kh|dự toán|nghị quyết|chỉ tiêu)(?!\w)")
_TERM = re.compile(r"(?<!\w)(?:nhiệm kỳ|giai đoạn|5 năm|thời kỳ|bình quân|hằng năm|hàng năm|mỗi năm)(?!\w)")


@lru_cache(maxsize=4096)
def _profile(said: str) -> tuple[int, ...]:
    return tuple(count(side, said) for side in _SIDES)


@dataclass(frozen=True, slots=True)
class Context:
    """What every figure of a document shares; ``state`` is how far above each line one spoke for a side."""

    resolution: Resolution
    facts: Facts
    years: Sequence[Spoken]
    shared: Features
    state: Sequence[Features]
    result: Mapping[int, float]
    target: Mapping[int, float]


def shared_features(resolution: Resolution, facts: Facts) -> Features:
    """What is known of the document as a whole."""
    identity = resolution.identity
    title = _profile(facts.title_said)
    return {
        "doc kind": float(DOCUMENT_KINDS.index(identity.kind)) if identity.kind in DOCUMENT_KINDS else 9.0,
        "doc family": float(_FAMILIES.get(identity.family, 0)),
        "doc level": float(_LEVELS.get(identity.level or "", 0)),
        **{f"title {side}": float(value) for side, value in zip(_SIDES, title, strict=True)},
        "title regulates": float(count("group", facts.title_said)),
        "title speaks": float(words().titles.search(facts.title_said) is not None),
        "title term": float(bool(facts.title.terms)),
        "part of year": float(part_of_year().search(facts.title_said) is not None),
        "signed month": float(facts.dated[5:7]) if facts.dated else 0.0,
        "doc length": log10(len(resolution.text) + 1),
    }


def states(lines: Sequence[Block]) -> list[Features]:
    """For each line how many lines above it the last one stood that spoke for one side only."""
    last = dict.fromkeys(_SIDES, -99)
    found: list[Features] = []
    for block in lines:
        found.append({f"lines since {side}": float(min(block.index - at, 60)) for side, at in last.items()})
        profile = dict(zip(_SIDES, _profile(block.said[:300]), strict=True))
        best = max(profile.values())
        for side, value in profile.items():
            if value and value == best:
                last[side] = block.index
    return found


def mention_features(mention: Mention, context: Context) -> Features:
    """What is said around a figure, whatever it stands for."""
    quantity, block = mention.quantity, mention.block
    unit = rules().units.get(quantity.unit.partition("/")[0])
    dimension = unit.dimension if unit else ""
    found: Features = {
        **context.shared,
        **context.state[block.index],
        "dimension": float(_DIMENSIONS.get(dimension, 10 if dimension.startswith("count") else 0)),
        "comparator": float(_COMPARATORS[quantity.comparator]),
        "approximate": float(quantity.approximate),
        "of": 0.0 if quantity.of is None else 2.0 if is_against_plan(quantity) else 1.0,
        "over": 0.0 if not quantity.of else quantity.value / quantity.of,
        "size": log10(quantity.value + 0.001),
        "whole": float(quantity.value == int(quantity.value)),
        "previous": float(quantity.previous is not None),
        "plan side": float(mention.side == "plan"),
        "cell": float(mention.cell is not None),
        "figures": float(mention.place[0]),
        "figure at": float(mention.place[1]),
        "line length": float(min(len(block.text), 2000)),
        "mark": float(block.mark > 0),
        "rank": block.rank,
        "heads": float(len(block.above)),
        "role": float(_ROLES[block.section.role]),
        "at": block.start / (len(context.resolution.text) + 1),
    }
    _heads(found, block)
    if mention.cell is None:
        _around(found, mention)
        found["by now"] = float(_is_by_now(mention, context))
    else:
        _of_cell(found, mention)
    return found


def _heads(found: Features, block: Block) -> None:
    """What the heads above say: the nearest three one by one, and how far up each side is first named."""
    for depth, head in enumerate(block.above[::-1]):
        profile = _profile(head.said)
        for side, value in zip(_SIDES, profile, strict=True):
            if value:
                found.setdefault(f"heads {side}", float(depth))
                if depth < 3:
                    found[f"head {depth} {side}"] = float(value)
        if depth == 0:
            found["head lead"] = float(head.lead)
            found["head lines"] = float(min(block.index - head.index, 60))


def _around(found: Features, mention: Mention) -> None:
    """The words of the clause, the sentence and behind the figure."""
    window, said = mention.window, mention.said
    if window is None:
        return
    start, end = window.quantity.start, window.quantity.end
    clause = said[max(window.clause_start, start - _FAR) : start]
    sentence_at = max(said.rfind(". ", 0, start), said.rfind("; ", 0, start)) + 1
    sentence = said[max(said.rfind(". ", 0, start) + 1, start - _FAR) : start]
    after = said[end : end + _AFTER]
    for side in _SIDES:
        if (distance := last_end(side, clause)) >= 0:
            found[f"clause {side}"] = float(distance)
        if (distance := last_end(side, sentence)) >= 0:
            found[f"sentence {side}"] = float(distance)
        if count(side, after):
            found[f"after {side}"] = 1.0
    found["clause gone"] = float(count("gone", clause[-_NEAR:]))
    found["clause coming"] = float(count("coming", sentence))
    own = said[max(window.left, start - _NEAR) : start]
    found["near target"] = float(words().target.search(own) is not None)
    found["near actual"] = float(words().actual.search(own) is not None)
    found["target in bracket"] = float(words().target_in_bracket.match(after) is not None)
    found["part said"] = float(part_of_year().search(said[max(0, start - _FAR) : start]) is not None)
    found["within"] = float(window.within)
    found["first"] = float(window.first)
    found["clause length"] = float(start - window.clause_start)
    found["left"] = float(start - window.left)
    found["clause at"] = float(sentence_at)
    found["rise"] = float(len(_RISE.findall(own)))
    found["held"] = float(len(_HELD.findall(after)))
    found["held before"] = float(len(_HELD.findall(own)))
    found["term"] = float(len(_TERM.findall(said[max(window.clause_start, start - _FAR) : window.right])))
    found["bracket"] = float(said.rfind("(", 0, start) > said.rfind(")", 0, start))
    found["bracket after"] = float(after.lstrip().startswith("("))
    how = measured(clause, said[end : window.tail])
    found["rule measure"] = float(_MEASURES[how.measure])
    found["rule last year"] = float(how.against_last_year)
    found["in words"] = float(not mention.text[quantity_at(mention)].isdigit())


def _is_by_now(mention: Mention, context: Context) -> bool:
    """Whether a figure counts what is there when its document is signed, or a part of a year or a term is near."""
    window, said = mention.window, mention.said
    if window is None:
        return False
    start = window.quantity.start
    sentence = said.rfind(". ", 0, start) + 1
    years = [year.start for year in context.years[mention.block.index].years if sentence <= year.start < start]
    if count("counted", said[sentence:start]) or count("by_now", said[max([sentence, *years]) : start]):
        return True
    return hints_at_part(mention.block, window, identity=context.resolution.identity)


def quantity_at(mention: Mention) -> int:
    """Where the digits of a figure begin in its text."""
    return min(mention.quantity.number_start, len(mention.text) - 1)


def _of_cell(found: Features, mention: Mention) -> None:
    """What a column's heading and the group of its row say."""
    cell = mention.cell
    if cell is None:
        return
    heading = normalise(cell.column.heading)
    for side in (*_SIDES, "gone", "coming", "plan_share", "past_share", "share", "place"):
        if value := count(side, heading):
            found[f"column {side}"] = float(value)
            if side in ("target", "actual"):
                found[f"column {side} at"] = float(last_end(side, heading))
    for side in _SIDES:
        if value := sum(count(side, normalise(group)) for group in cell.group):
            found[f"group {side}"] = float(value)
    for name in mention.part:
        found[f"column {name}"] = 1.0
    found["signed"] = float(cell.text.lstrip()[:1] in "+-–−" and len(cell.text) > 1)
    found["label place"] = float(count("place", normalise(cell.label)[:12]))
    found["column"] = float(cell.column.index)
    found["heading length"] = float(len(heading))
    found["heading percent"] = float("%" in heading)
    found["row unit percent"] = float("%" in cell.unit)
    found["part"] = float(cell.part)
    found["cell length"] = float(len(cell.text))


def _off(entry: Entry, value: float, level: str | None) -> float:
    """How far a level lies outside what is plausible, as a power of ten; 0 within."""
    ranges = (
        list(entry.plausible.values()) if level is None or level not in entry.plausible else [entry.plausible[level]]
    )
    if not ranges or any(low <= value <= high for low, high in ranges):
        return 0.0
    low, high = min(low for low, _ in ranges), max(high for _, high in ranges)
    return abs(log10((value + 1e-9) / (high + 1e-9))) if value > high else abs(log10((low + 1e-9) / (value + 1e-9)))


def option_features(mention: Mention, *, level: str | None) -> list[Features]:
    """For each indicator that a figure may stand for what speaks for it, beside the others."""
    options = mention.options
    known = float(sum(option.entry is not None for option in options))
    rivals = best_of_others([float(len(option.witness)) for option in options])
    told = [best_of_others([option.witness.get(name, 0.0) for option in options]) for name in _TOLD_OF_OTHERS]
    found = []
    for option, most, *others in zip(options, rivals, *told, strict=True):
        features = _of_option(option, mention, level)
        features["options"], features["rivals"] = known, most
        features.update(zip(_BEST_OTHER, others, strict=True))
        found.append(features)
    return found


def _of_option(option: Option, mention: Mention, level: str | None) -> Features:
    """What speaks for one indicator by itself."""
    entry, named = option.entry, option.named
    found: Features = {f"w {name}": value for name, value in option.witness.items()}
    found["is known"] = float(entry is not None)
    found["witnesses"] = float(len(option.witness))
    found["option measure"] = float(_MEASURES[named.measured.measure])
    found["label words"] = float(len(named.label.split()))
    if entry is not None:
        said = mention.quantity.unit.partition("/")[0]
        found["unit same"] = float(said == entry.unit.partition("/")[0])
        found["scale"] = log10(abs(named.figure.value) + 1e-9) - log10(abs(mention.quantity.value) + 1e-9)
        # What a document says in so many words is a row, however implausible: a finding will tell.
        said_so = "naming words" in option.witness or "label" in option.witness
        is_loose = named.measured.measure == "level" and not said_so
        found["off"] = _off(entry, named.figure.value, level) if is_loose else 0.0
        found["unit said"] = float(bool(mention.quantity.unit))
        found["plausible"] = float(not is_loose or entry.is_plausible(named.figure.value, level=level))
        unit = rules().units.get(entry.unit.partition("/")[0])
        found["option counts"] = float(unit is None or unit.dimension.startswith("count"))
        found["rate"] = float(entry.rate)
        found["outcome"] = float(entry.outcome)
        found["extended"] = float(entry.tier == "extended")
    return found
