"""The decisions about a document's figures, in their order; each sees what the ones before it decided.

    document    year under review, year of the targets
    first pass  which indicator, or none; result or target; which year
    second pass the same three again, now that the figures of the same line, list, column and row have their say
    measure     level, change or share of the plan
    sure        how likely all of it is right

A stage names its rows (pairs of years, the figures, their options or their possible years), gives their features,
and puts the chances that its forest gave into the state. Fitting and reading run the same stages.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

import numpy as np

from ingest.evidence.options import Option
from ingest.evidence.rivals import best_of_others
from ingest.figures.measure import is_against_plan
from ingest.weigh.columns import columns, spread
from ingest.weigh.forest import Array
from ingest.weigh.neighbours import NEAR
from ingest.weigh.state import DOCUMENT, Index, State, best_of, of_figures, settle_years

_SETTLED = 0.02  # chance left to what a convention settles
_EARLY = 3  # last month of a year in which nobody knows yet what the year has brought ...
_KNOWN = 0.05  # ... and what is left of the chance that a figure is a result of it all the same
_UNSIGNED = 99  # years that a year is said to be after the signature of a document that has no date
_ROW = 0.5  # chance from which a figure counts as a row while its neighbours are weighed
_MEASURES = {"level": 0, "change": 1, "vs_plan": 2}
# Where a year is said that is held against the document's own, to tell result from target.
_PLACES = (
    "clause",
    "sentence",
    "line",
    "behind",
    "column",
    "group",
    "head 0",
    "head 1",
    "dated head",
    "title",
    "clause term",
    "column term",
    "head 0 term",
    "figure before",
    "lines above",
)
# What of a figure tells how to take the years around it.
_FOR_YEARS = (
    "dimension",
    "plan side",
    "cell",
    "rule measure",
    "role",
    "within",
    "doc kind",
    "part of year",
    "title term",
    "term",
    "at",
    "comparator",
    "of",
    "bracket",
    "part said",
    "figures",
    "mark",
    "rank",
    "title target",
    "title actual",
    "clause coming",
    "clause gone",
    "column gone",
    "column coming",
    "column actual",
    "column target",
)


@dataclass(frozen=True, slots=True)
class Stage:
    """A decision: ``rows`` counts what it decides on, ``features`` describes it, ``put`` keeps the chances."""

    name: str
    classes: int
    rows: Callable[[State], int]
    features: Callable[[State], Mapping[str, Array]]
    put: Callable[[State, Array], None]


# -- the document --------------------------------------------------------------------------------------


def pairs(state: State) -> tuple[Index, Index]:
    """Every pair of a year under review and a later or equal year of the targets, -1 for none of them."""
    years = state.candidates
    pairs = [
        (review, target)
        for review in range(-1, len(years))
        for target in range(-1, len(years))
        if review < 0 or target < 0 or years[target] >= years[review]
    ]
    return np.array([pair[0] for pair in pairs]), np.array([pair[1] for pair in pairs])


def _document(state: State) -> Mapping[str, Array]:
    """What speaks for each of the two years, and how far they lie apart."""
    review, target = pairs(state)
    found: dict[str, Array] = {name: np.full(len(review), state.shared[name]) for name in DOCUMENT}
    for name, column in state.document.items():
        known = np.append(column, np.nan)  # place -1: no year at all
        found[f"review {name}"], found[f"targets {name}"] = known[review], known[target]
    years = np.append(np.array(state.candidates, float), np.nan)
    found["apart"] = years[target] - years[review]
    found["no review"], found["no targets"] = (review < 0).astype(float), (target < 0).astype(float)
    return found


def _put_document(state: State, chances: Array) -> None:
    """The chance of each year to be under review, and of the targets: shares of the pairs that have it."""
    review, target = pairs(state)
    shares = chances / max(float(chances.sum()), 1e-9)
    state.review = np.array([shares[review == at].sum() for at in range(len(state.candidates))])
    state.targets = np.array([shares[target == at].sum() for at in range(len(state.candidates))])
    settle_years(state)


# -- which indicator -----------------------------------------------------------------------------------


def _options(state: State) -> Mapping[str, Array]:
    return {**of_figures(state, state.option_of), **state.own}


def _put_options(state: State, chances: Array) -> None:
    state.chance = chances
    state.best = best_of(chances, state.option_of, len(state.mentions))
    state.row = np.array([chances[best] if best >= 0 else 0.0 for best in state.best])
    state.of_chosen = _of_chosen(state)


def _options_again(state: State) -> Mapping[str, Array]:
    """How likely its neighbours are rows, and whether they are of the same indicator."""
    figures = len(state.mentions)
    near = _mean_of(state.row, state.neighbours.beside)
    listed = _mean_of(state.row, state.neighbours.listed)
    again: dict[str, Array] = {
        "nb row": near[state.option_of],
        "list row": listed[state.option_of],
        "doc row": np.full(len(state.options), float(state.row.mean()) if figures else 0.0),
        "own chance": state.chance,
        "rival chance": _rivals(state),
    }
    return {**_options(state), **again, **_same_indicator(state)}


def _same_indicator(state: State) -> dict[str, Array]:
    """For each option how many figures beside, and what share of its row, are of the same indicator."""
    ids = [option.entry.id if option.entry else None for option in state.options]
    chosen = [ids[best] if best >= 0 and row > _ROW else "" for best, row in zip(state.best, state.row, strict=True)]
    nearby: list[float] = []
    in_row: list[float] = []
    for figure, mention in enumerate(state.mentions):
        beside = [chosen[other] for other in state.neighbours.beside[figure]]
        mates = [chosen[other] for other in state.neighbours.row[figure]]
        begin = state.first_option[figure]
        for own in ids[begin : begin + len(mention.options)]:
            nearby.append(beside.count(own))
            in_row.append(_share(mates, own))
    return {"nearby": np.array(nearby, float), "row same": np.array(in_row, float)}


def _rivals(state: State) -> Array:
    """For each option the largest chance among the figure's others."""
    chances, bounds = state.chance.tolist(), itertools.pairwise(state.first_option.tolist())
    return np.array([rival for begin, end in bounds for rival in best_of_others(chances[begin:end])])


# -- result or target ----------------------------------------------------------------------------------


def _kinds(state: State) -> Mapping[str, Array]:
    figures = len(state.mentions)
    found = dict(state.figures)
    review, targets = _top(state.candidates, state.review), _top(state.candidates, state.targets)
    found["has review"] = np.full(figures, float(review is not None))
    found["has targets"] = np.full(figures, float(targets is not None))
    for place in _PLACES:
        said = state.of_year.get(f"y {place}")
        if said is None:
            continue
        for name, year, least, most in (("review", review, -3, 6), ("targets", targets, -6, 3)):
            if year is not None:
                column = found[f"{place} - {name}"] = np.full(figures, np.nan)
                there = ~np.isnan(said)
                column[state.year_of[there]] = np.minimum(np.maximum(state.years[there] - year, least), most)
    found.update(state.of_chosen)
    found["row"] = state.row
    return found


def _top(years: Sequence[int], chances: Array) -> int | None:
    return years[int(np.argmax(chances))] if len(chances) and chances.max() > 0 else None


def _of_chosen(state: State) -> dict[str, Array]:
    """What the chosen option of each figure says of it: columns of ``_CHOSEN``."""
    said = columns([_said_by(option) for option in map(state.chosen, range(len(state.mentions)))])
    unknown = np.full(len(state.mentions), np.nan)
    return {name: said.get(name, unknown) for name in _CHOSEN}


def _said_by(option: Option | None) -> dict[str, float]:
    if option is None:
        return {}
    entry, how = option.entry, option.named.measured
    said = (_MEASURES[how.measure], how.direction is not None, how.against_last_year, entry is not None)
    known = (entry.rate, entry.outcome, entry.of_plan, entry.unit.startswith("%")) if entry else ()
    return {name: float(value) for name, value in zip(_CHOSEN, (*said, *known), strict=False)}


# Of an option that the catalogue does not know only the first half is said.
_CHOSEN = (
    "option measure",
    "option direction",
    "option last year",
    "option known",
    "option rate",
    "option outcome",
    "option of plan",
    "option percent",
)


def _put_kinds(state: State, chances: Array) -> None:
    """The chances, one for all of a column, but where a convention settles it: X of "318/300 ha" is a result and Y
    its plan, and so is the figure with its target in brackets right behind it; a column "KH" beside one "TH" is of
    targets, whatever the document is about.
    """
    state.actual = chances.copy()
    for figure, mates in enumerate(state.neighbours.kind):
        rows = [at for at in (figure, *mates) if state.row[at] > _ROW]
        if len(rows) > 1:
            state.actual[figure] = chances[rows].mean()
    bracketed = state.figures.get("target in bracket", np.zeros(len(state.mentions)))
    for figure, mention in enumerate(state.mentions):
        if mention.side == "plan" or _is_of_plan_column(state, figure):
            state.actual[figure] = _SETTLED
        elif is_against_plan(mention.quantity) or bracketed[figure] > 0:
            state.actual[figure] = 1 - _SETTLED


def _is_of_plan_column(state: State, figure: int) -> bool:
    """Whether a figure's column tells targets and nothing else, and another of its row results."""
    return _heads_only(state, figure, "target") and any(
        _heads_only(state, mate, "actual") for mate in state.neighbours.row[figure]
    )


def _heads_only(state: State, figure: int, side: str) -> bool:
    said = {name for name in _COLUMN_SAYS if name in state.figures and state.figures[name][figure] > 0}
    return said == {f"column {side}"}


_SIDES = ("target", "actual", "task", "limit", "plan_share", "past_share", "share")
_COLUMN_SAYS = tuple(f"column {side}" for side in _SIDES)


def _kinds_again(state: State) -> Mapping[str, Array]:
    """What the neighbours are: all of the same list, the ones right before and after, those of the same column."""
    figures = len(state.mentions)
    listed = [[at for at in near if state.row[at] > _ROW] for near in state.neighbours.listed]
    before = [_next_row(state, figure, -1) for figure in range(figures)]
    after = [_next_row(state, figure, 1) for figure in range(figures)]
    return {
        **_kinds(state),
        "own actual": state.actual,
        "nb actual": _mean_of(state.actual, listed),
        "nb rows": np.array([float(len(near)) for near in listed]),
        "before actual": _mean_of(state.actual, before),
        "after actual": _mean_of(state.actual, after),
        "column actual chance": _mean_of(state.actual, state.neighbours.column),
    }


# -- which year ----------------------------------------------------------------------------------------


def _years(state: State) -> Mapping[str, Array]:
    measure = {"option measure": state.of_chosen["option measure"], "actual": state.actual}
    return {**state.of_year, **of_figures(state, state.year_of, *_FOR_YEARS), **spread(measure, state.year_of)}


def _put_years(state: State, chances: Array) -> None:
    """The chances, but where a convention settles it: the one year of a column's heading or of own words, for a
    result no year after the one in which its document was signed, and hardly that one early in it.
    """
    unsaid = np.full(len(state.years), np.nan)
    said = [state.of_year.get(name, unsaid) == 1.0 for name in ("y column", "y told")]
    state.year_chance = np.where(said[0] | said[1], np.maximum(chances, 1 - _SETTLED), chances)
    others = np.isin(state.year_of, state.year_of[said[1]]) & ~said[1]
    after = state.of_year.get("y signed", unsaid)
    others |= (state.actual[state.year_of] > 0.5) & (after > 0) & (after < _UNSIGNED) & ~said[0] & ~said[1]
    state.year_chance[others] = np.minimum(state.year_chance[others], _SETTLED)
    state.best_year = best_of(state.year_chance, state.year_of, len(state.mentions))
    for figure in _too_early(state, after):
        _settle_early(state, figure, after)


def _too_early(state: State, after: Array) -> list[int]:
    """The figures told as results of the year that has just begun, but not as counted by the day of signing."""
    unsaid = np.full(len(state.mentions), np.nan)
    by_now, month = state.figures.get("by now", unsaid), state.figures.get("signed month", unsaid)
    there = (state.actual > 0.5) & (by_now == 0) & (month >= 1) & (month <= _EARLY) & (state.best_year >= 0)
    return [figure for figure in np.flatnonzero(there).tolist() if after[state.best_year[figure]] == 0]


def _settle_early(state: State, figure: int, after: Array) -> None:
    """Whether it is a target of that year, a result of an earlier one, or what it was told as: the likeliest of them.

    "Năm 2025 thu ngân sách đạt 9 tỷ đồng", signed in January 2025, is what the year is to bring.
    """
    best, actual = int(state.best_year[figure]), float(state.actual[figure])
    first, last = np.searchsorted(state.year_of, [figure, figure + 1]).tolist()
    told = float(state.year_chance[best])
    earlier = max((at for at in range(first, last) if after[at] < 0), key=state.year_chance.__getitem__, default=best)
    target, result = (1 - actual) * told, actual * told * _KNOWN
    before = actual * float(state.year_chance[earlier]) if earlier != best else 0.0
    if target >= max(before, result):
        state.actual[figure] = max(before, result) / (target + max(before, result))
    elif before > result:
        state.best_year[figure] = earlier
        state.year_chance[best] = min(told * _KNOWN, float(state.year_chance[earlier]))


def _years_again(state: State) -> Mapping[str, Array]:
    """How the neighbours speak for a year, and that it is the one chosen before."""
    chosen = np.array([state.best_year[figure] == index for index, figure in enumerate(state.year_of)], float)
    return {**_years(state), **_same_year(state), "own year chance": state.year_chance, "own year": chosen}


def _same_year(state: State) -> dict[str, Array]:
    """How many of the neighbours, of the column and of the document's figures of the same kind have this year."""
    figures = range(len(state.mentions))
    top = [state.year(figure) for figure in figures]
    kinds = (state.actual > 0.5).tolist()
    counted = [top[at] is not None and bool(state.row[at] > _ROW) for at in figures]
    of_kind = {
        kind: Counter(top[at] for at in figures if counted[at] and kinds[at] == kind) for kind in (False, True)
    }
    totals = {kind: votes.total() for kind, votes in of_kind.items()}
    found: list[tuple[float, float, float, float]] = []
    of_year = itertools.groupby(zip(state.year_of.tolist(), state.years.tolist(), strict=True), itemgetter(0))
    for figure, options in of_year:
        listed = [at for at in state.neighbours.listed[figure] if counted[at]]
        near = [top[at] for at in listed]
        same = [top[at] for at in listed if kinds[at] == kinds[figure]]
        column = [top[at] for at in state.neighbours.column[figure] if top[at] is not None]
        votes, others = of_kind[kinds[figure]], totals[kinds[figure]] - counted[figure]
        for _, year in options:
            own = counted[figure] and top[figure] == year  # a figure has no vote on itself
            of_others = (votes[year] - own) / others if others else float("nan")
            found.append((_share(near, year), _share(same, year), of_others, _share(column, year)))
    names = ("nb year", "nb year of kind", "doc year of kind", "column year")
    return dict(zip(names, np.array(found, float).reshape(-1, len(names)).T, strict=True))


# -- level, change or share of the plan ----------------------------------------------------------------


def _measures(state: State) -> Mapping[str, Array]:
    return {**state.figures, **state.of_chosen, "actual": state.actual}


def _put_measures(state: State, chances: Array) -> None:
    state.measure = chances


# -- how sure ------------------------------------------------------------------------------------------


def _sureness(state: State) -> Mapping[str, Array]:
    """What the decisions themselves say of how sure they are."""
    figures = len(state.mentions)
    found = {name: np.full(figures, np.nan) for name in ("rival", "year first", "year second", "year votes")}
    rivals = _rivals(state)
    years: list[list[float]] = [[] for _ in range(figures)]
    for figure, chance in zip(state.year_of, state.year_chance, strict=True):
        years[figure].append(float(chance))
    for figure in range(figures):
        if state.best[figure] >= 0:
            found["rival"][figure] = rivals[state.best[figure]]
        ordered = sorted(years[figure], reverse=True)
        found["year first"][figure] = ordered[0] if ordered else np.nan
        found["year second"][figure] = ordered[1] if len(ordered) > 1 else 0.0
        found["year votes"][figure] = len(ordered)
    measure = np.array(
        [_MEASURES[option.named.measured.measure] if (option := state.chosen(at)) else 0 for at in range(figures)]
    )
    review, targets = (float(chances.max()) if len(chances) else 0.0 for chances in (state.review, state.targets))
    again = _kinds_again(state)
    extra = _years_of_best(state)
    return {
        **found,
        **extra,
        **state.of_chosen,
        **{name: state.figures[name] for name in _FOR_YEARS if name in state.figures},
        **{
            name: again[name]
            for name in ("nb actual", "before actual", "after actual", "column actual chance", "nb rows")
        },
        "row": state.row,
        "actual": state.actual,
        "kind margin": np.abs(state.actual - 0.5),
        "measure chance": state.measure[np.arange(figures), measure] if figures else np.zeros(0),
        "review chance": np.full(figures, review),
        "targets chance": np.full(figures, targets),
        "mean row": np.full(figures, float(state.row.mean()) if figures else 0.0),
    }


def _years_of_best(state: State) -> dict[str, Array]:
    """The witnesses of each figure's best year, and how its neighbours agree with it."""
    again = _years_again(state)
    names = [name for name in again if name.startswith("y ") or name.endswith(("year", "of kind"))]
    there = state.best_year >= 0
    found = {f"best {name}": np.full(len(state.mentions), np.nan) for name in names}
    for name in names:
        found[f"best {name}"][there] = again[name][state.best_year[there]]
    return found


def _put_sureness(state: State, chances: Array) -> None:
    state.sure = chances


# -- votes ---------------------------------------------------------------------------------------------


def _next_row(state: State, figure: int, step: int) -> list[int]:
    """The nearest figure on one side that is a row."""
    at = figure + step
    while 0 <= at < len(state.mentions) and abs(at - figure) <= NEAR + 1:
        if state.row[at] > _ROW:
            return [at]
        at += step
    return []


def _mean_of(values: Array, groups: Sequence[Sequence[int]]) -> Array:
    told = values.tolist()
    return np.array([sum(told[at] for at in group) / len(group) if group else np.nan for group in groups])


def _share(votes: Sequence[object], voted: object) -> float:
    """The share of the votes that are for something; NaN where nobody voted."""
    return votes.count(voted) / len(votes) if votes else float("nan")


def _figures(state: State) -> int:
    return len(state.mentions)


STAGES: tuple[Stage, ...] = (
    Stage("document", 1, lambda state: len(pairs(state)[0]), _document, _put_document),
    Stage("indicator", 1, lambda state: len(state.options), _options, _put_options),
    Stage("kind", 1, _figures, _kinds, _put_kinds),
    Stage("year", 1, lambda state: len(state.years), _years, _put_years),
    Stage("indicator again", 1, lambda state: len(state.options), _options_again, _put_options),
    Stage("kind again", 1, _figures, _kinds_again, _put_kinds),
    Stage("year again", 1, lambda state: len(state.years), _years_again, _put_years),
    Stage("measure", 3, _figures, _measures, _put_measures),
    Stage("sure", 1, _figures, _sureness, _put_sureness),
)
