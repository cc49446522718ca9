"""Which years a figure may be of, and what speaks for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.evidence.facts import Said, Spoken, spoken
from ingest.evidence.features import Context, Features
from ingest.evidence.options import Mention
from ingest.evidence.words import count, last_end

_HEADS = 4  # heads above a line whose years are looked at
_LINES = 6  # lines above a line whose years are looked at
_COMPARED = 20  # characters before a year in which a word tells that something is held against it


@dataclass(frozen=True, slots=True)
class Vote:
    """One witness for a year; ``strength`` is 1 where the year is said right there and less from farther off."""

    year: int
    witness: str
    strength: float


def votes(mention: Mention, context: Context, previous: int | None) -> Iterator[Vote]:
    """All years that anything gives to a figure. ``previous`` is the year that the figure before it was said with."""
    facts = context.facts
    if mention.cell is not None:
        yield from _of_heading(spoken(mention.cell.column.heading), "column")
        for group in mention.cell.group[::-1][:1]:
            yield from _of_heading(spoken(group), "group")
        yield from _of_heading(spoken(mention.cell.label), "label")
    else:
        yield from _of_line(mention, context.years[mention.block.index])
        yield from _of_lines_above(mention, context)
    for depth, head in enumerate(mention.block.above[::-1][:_HEADS]):
        yield from _of_heading(context.years[head.index], f"head {depth}")
    dated = [head for head in mention.block.above[::-1] if context.years[head.index] != _NOTHING]
    if dated:
        yield from _of_heading(context.years[dated[0].index], "dated head")
    yield from _of_heading(facts.title, "title")
    if previous is not None:
        yield Vote(previous, "figure before", 1.0)
    for year, chance in context.result.items():
        yield Vote(year, "under review", chance)
        yield Vote(year + 1, "after review", chance)
        yield Vote(year - 1, "before review", chance)
    for year, chance in context.target.items():
        yield Vote(year, "of targets", chance)
        yield Vote(year - 1, "before targets", chance)
    if facts.signed:
        yield Vote(facts.signed, "signed", 1.0)
        yield Vote(facts.signed + 1, "after signed", 1.0)


_NOTHING = Spoken((), ())


def _of_line(mention: Mention, said: Spoken) -> Iterator[Vote]:
    window = mention.window
    if window is None or said == _NOTHING:
        return
    start = window.quantity.start
    sentence = mention.said.rfind(". ", 0, start) + 1
    own = [year for year in said.years if not year.against]
    before = [year for year in own if year.start < start]
    yield from _nearest([y for y in before if y.start >= window.clause_start], start, "clause")
    yield from _nearest([y for y in before if sentence <= y.start], start, "sentence")
    yield from _nearest(before, start, "line")
    if before:
        yield Vote(before[0].value, "line first", 1.0)
    after = [year for year in own if window.quantity.end <= year.start < window.right]
    if after:
        yield Vote(after[0].value, "behind", 1 / (1 + (after[0].start - window.quantity.end) / 10))
    later = [year for year in own if window.right <= year.start < window.tail]
    if later:
        yield Vote(later[0].value, "later", 1.0)
    for year in said.years:
        if year.against and window.clause_start <= year.start < window.tail:
            yield Vote(year.value, "against", 1.0)
            yield Vote(year.value + 1, "after against", 1.0)
    for first, last, at in said.terms:
        name = (
            "clause" if window.clause_start <= at < window.right else "sentence" if sentence <= at < start else "line"
        )
        yield Vote(last, f"{name} term", 1.0)
        yield Vote(first, f"{name} term first", 1.0)


def _nearest(years: list[Said], start: int, name: str) -> Iterator[Vote]:
    if not years:
        return
    yield Vote(years[-1].value, name, 1 / (1 + (start - years[-1].start) / 25))
    if years[-1].until:
        yield Vote(years[-1].value, f"{name} until", 1.0)
    for other in {year.value for year in years[:-1]} - {years[-1].value}:
        yield Vote(other, f"{name} earlier", 1.0)


def _of_lines_above(mention: Mention, context: Context) -> Iterator[Vote]:
    """The last year said in the lines right above, of the same heading."""
    index = mention.block.index
    top = mention.block.above[-1].index if mention.block.above else -1
    for back in range(1, _LINES + 1):
        if index - back <= top or index - back < 0:
            return
        years = [year for year in context.years[index - back].years if not year.against]
        if years:
            yield Vote(years[-1].value, "lines above", 1 / back)
            return


def _of_heading(said: Spoken, name: str) -> Iterator[Vote]:
    """The years of a heading: alone, or the first and the last of several, or of a term."""
    values = sorted({year.value for year in said.years if not year.against})
    if len(values) == 1:
        yield Vote(values[0], name, 1.0)
    elif values:
        yield Vote(values[0], f"{name} first", 1.0)
        yield Vote(values[-1], f"{name} last", 1.0)
    for first, last, _ in said.terms:
        yield Vote(last, f"{name} term", 1.0)
        yield Vote(first, f"{name} term first", 1.0)
    for year in said.years:
        if year.against:
            yield Vote(year.value + 1, f"{name} after against", 1.0)


def year_of_words(mention: Mention, said: Spoken) -> int | None:
    """The one year within a figure's own words: "năm 2023 đạt 55 triệu đồng, năm 2024 phấn đấu 57 triệu đồng".

    Where they have none, the one year of the sentence, said before it in its clause: "năm 2023 có 41 trâu, 90 bò".
    None where there are several, or a term, or where the year is one that a figure is held against or comes from:
    "hơn năm 2016 68 tỷ đồng", "từ 418 ha năm 2016 lên 905 ha", "(giá 2010)".
    """
    window = mention.window
    if window is None or mention.side == "plan":
        return None
    start, text = window.quantity.start, mention.said
    year = _only(said, window.left, window.right)
    if year is None:
        sentence, end = text.rfind(". ", 0, start) + 1, text.find(". ", start)
        year = _only(said, sentence, end if end >= 0 else len(text))
        if year is None or not window.clause_start <= year.start < window.left:
            return None
    before, between = text[window.clause_start : year.start], text[year.start : start]
    compared = 0 <= last_end("compared", before) <= _COMPARED
    elsewhere = year.start >= start or count("since", between) > 0 or between.count(")") > between.count("(")
    return None if compared or elsewhere else year.value


def _only(said: Spoken, begin: int, end: int) -> Said | None:
    """The one year of a stretch; None where it has none, several, or a term."""
    years = [year for year in said.years if not year.against and begin <= year.start < end]
    return years[0] if len(years) == 1 and not any(begin <= at < end for _, _, at in said.terms) else None


def year_options(mention: Mention, context: Context, previous: int | None) -> dict[int, Features]:
    """Each year that a figure may be of, with its features."""
    found: dict[int, Features] = {}
    for vote in votes(mention, context, previous):
        if 1990 <= vote.year <= 2060:
            features = found.setdefault(vote.year, {})
            name = f"y {vote.witness}"
            features[name] = max(vote.strength, features.get(name, 0.0))
    newest = max(context.facts.counts, default=0)
    for year, features in found.items():
        features["y said"] = float(context.facts.counts.get(year, 0))
        features["y age"] = float(newest - year) if newest else 0.0
        features["y signed"] = float(year - context.facts.signed) if context.facts.signed else 99.0
        features["y options"] = float(len(found))
        features["y witnesses"] = float(len(features))
    told = year_of_words(mention, context.years[mention.block.index])
    if told in found:
        found[told]["y told"] = 1.0
    return found
