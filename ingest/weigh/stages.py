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

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ingest.figures.measure import is_against_plan
from ingest.weigh.columns import spread
from ingest.weigh.forest import Array
from ingest.weigh.state import DOCUMENT, Index, State, best_of, of_figures, settle_years

_NEAR = 6  # figures before and after one that are its neighbours
_FAR = 12  # figures before and after a cell among which the rest of its row stands
_SETTLED = 0.02  # chance left to what a convention settles
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


def _options_again(state: State) -> Mapping[str, Array]:
    """How likely its neighbours are rows, and whether they are of the same indicator."""
    figures = len(state.mentions)
    near = _mean_of(state.row, [_beside(state, figure) for figure in range(figures)])
    listed = _mean_of(state.row, [_listed_with(state, figure) for figure in range(figures)])
    rows = _row_mates(state)
    again: dict[str, Array] = {
        "nb row": near[state.option_of],
        "list row": listed[state.option_of],
        "doc row": np.full(len(state.options), float(state.row.mean()) if figures else 0.0),
        "own chance": state.chance,
        "rival chance": _rivals(state),
        "nearby": np.zeros(len(state.options)),
        "row same": np.full(len(state.options), np.nan),
    }
    ids = [option.entry.id if option.entry else None for option in state.options]
    chosen = [ids[best] if best >= 0 and state.row[at] > _ROW else "" for at, best in enumerate(state.best)]
    for index, figure in enumerate(state.option_of):
        beside = Counter(chosen[other] for other in _beside(state, figure))
        again["nearby"][index] = beside[ids[index]]
        if mates := rows[figure]:
            again["row same"][index] = sum(chosen[other] == ids[index] for other in mates) / len(mates)
    return {**_options(state), **again}


def _rivals(state: State) -> Array:
    """For each option the largest chance among the figure's others."""
    found = np.zeros(len(state.options))
    for figure in range(len(state.mentions)):
        begin, end = state.first_option[figure], state.first_option[figure + 1]
        for index in range(begin, end):
            others = [state.chance[other] for other in range(begin, end) if other != index]
            found[index] = max(others, default=0.0)
    return found


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
                column[state.year_of[there]] = np.clip(state.years[there] - year, least, most)
    found.update(_of_chosen(state))
    found["row"] = state.row
    return found


def _top(years: Sequence[int], chances: Array) -> int | None:
    return years[int(np.argmax(chances))] if len(chances) and chances.max() > 0 else None


def _of_chosen(state: State) -> dict[str, Array]:
    """What the chosen option of each figure says of it."""
    found = {name: np.full(len(state.mentions), np.nan) for name in _CHOSEN}
    for figure in range(len(state.mentions)):
        option = state.chosen(figure)
        if option is None:
            continue
        entry, how = option.entry, option.named.measured
        found["option measure"][figure] = _MEASURES[how.measure]
        found["option direction"][figure] = how.direction is not None
        found["option last year"][figure] = how.against_last_year
        found["option known"][figure] = entry is not None
        if entry is not None:
            found["option rate"][figure] = entry.rate
            found["option outcome"][figure] = entry.outcome
            found["option of plan"][figure] = entry.of_plan
            found["option percent"][figure] = entry.unit.startswith("%")
    return found


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
    """The chances, but where a convention settles it: X of "318/300 ha" is a result and Y its plan, and so is the
    figure with its target in brackets right behind it.
    """
    state.actual = chances.copy()
    bracketed = state.figures.get("target in bracket", np.zeros(len(state.mentions)))
    for figure, mention in enumerate(state.mentions):
        if mention.side == "plan":
            state.actual[figure] = _SETTLED
        elif is_against_plan(mention.quantity) or bracketed[figure] > 0:
            state.actual[figure] = 1 - _SETTLED


def _kinds_again(state: State) -> Mapping[str, Array]:
    """What the neighbours are: all of the same list, the ones right before and after, those of the same column."""
    figures = len(state.mentions)
    listed = [[at for at in _listed_with(state, figure) if state.row[at] > _ROW] for figure in range(figures)]
    columns = _column_mates(state)
    before = [_next_row(state, figure, -1) for figure in range(figures)]
    after = [_next_row(state, figure, 1) for figure in range(figures)]
    return {
        **_kinds(state),
        "own actual": state.actual,
        "nb actual": _mean_of(state.actual, listed),
        "nb rows": np.array([float(len(near)) for near in listed]),
        "before actual": _mean_of(state.actual, before),
        "after actual": _mean_of(state.actual, after),
        "column actual chance": _mean_of(state.actual, columns),
    }


# -- which year ----------------------------------------------------------------------------------------


def _years(state: State) -> Mapping[str, Array]:
    measure = {"option measure": _of_chosen(state)["option measure"], "actual": state.actual}
    return {**state.of_year, **of_figures(state, state.year_of, *_FOR_YEARS), **spread(measure, state.year_of)}


def _put_years(state: State, chances: Array) -> None:
    """The chances, but where a convention settles it: the one year of a column's heading or of own words."""
    unsaid = np.full(len(state.years), np.nan)
    said = [state.of_year.get(name, unsaid) == 1.0 for name in ("y column", "y told")]
    state.year_chance = np.where(said[0] | said[1], np.maximum(chances, 1 - _SETTLED), chances)
    others = np.isin(state.year_of, state.year_of[said[1]]) & ~said[1]
    state.year_chance[others] = np.minimum(state.year_chance[others], _SETTLED)
    state.best_year = best_of(state.year_chance, state.year_of, len(state.mentions))


def _years_again(state: State) -> Mapping[str, Array]:
    """How many of the neighbours, of the column and of the document's figures of the same kind have this year."""
    figures = len(state.mentions)
    top = [state.year(figure) for figure in range(figures)]
    kinds = state.actual > 0.5
    counted = [top[at] is not None and state.row[at] > _ROW for at in range(figures)]
    columns = _column_mates(state)
    by_kind: dict[bool, Counter[int | None]] = defaultdict(Counter)
    for at in range(figures):
        if counted[at]:
            by_kind[bool(kinds[at])][top[at]] += 1
    names = ("nb year", "nb year of kind", "doc year of kind", "column year")
    found = {name: np.full(len(state.years), np.nan) for name in names}
    listed = [[at for at in _listed_with(state, figure) if counted[at]] for figure in range(figures)]
    for index, figure in enumerate(state.year_of):
        year = int(state.years[index])
        near = listed[figure]
        same = [at for at in near if kinds[at] == kinds[figure]]
        votes = by_kind[bool(kinds[figure])]
        others = votes.total() - counted[figure]
        found["nb year"][index] = _share([top[at] == year for at in near])
        found["nb year of kind"][index] = _share([top[at] == year for at in same])
        found["column year"][index] = _share([top[at] == year for at in columns[figure] if top[at] is not None])
        if others > 0:
            own = counted[figure] and top[figure] == year
            found["doc year of kind"][index] = (votes[year] - own) / others
    chosen = np.array([state.best_year[figure] == index for index, figure in enumerate(state.year_of)], float)
    return {**_years(state), **found, "own year chance": state.year_chance, "own year": chosen}


# -- level, change or share of the plan ----------------------------------------------------------------


def _measures(state: State) -> Mapping[str, Array]:
    return {**state.figures, **_of_chosen(state), "actual": state.actual}


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
        **_of_chosen(state),
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


# -- who stands beside whom ----------------------------------------------------------------------------


def _beside(state: State, figure: int) -> list[int]:
    return [at for at in range(max(0, figure - 5), min(len(state.mentions), figure + 6)) if at != figure]


def _listed_with(state: State, figure: int) -> list[int]:
    """The figures near one that stand in its line or under the same heads."""
    mentions, block = state.mentions, state.mentions[figure].block
    near = range(max(0, figure - _NEAR), min(len(mentions), figure + _NEAR + 1))
    return [
        at
        for at in near
        if at != figure and (mentions[at].block.index == block.index or mentions[at].block.above == block.above)
    ]


def _next_row(state: State, figure: int, step: int) -> list[int]:
    """The nearest figure on one side that is a row."""
    at = figure + step
    while 0 <= at < len(state.mentions) and abs(at - figure) <= _NEAR + 1:
        if state.row[at] > _ROW:
            return [at]
        at += step
    return []


def _column_mates(state: State) -> list[list[int]]:
    """For each figure of a table the others of its column."""
    columns: dict[tuple[int, str], list[int]] = defaultdict(list)
    for at, mention in enumerate(state.mentions):
        if mention.cell is not None:
            columns[id(mention.cell.column), mention.side].append(at)
    found: list[list[int]] = [[] for _ in state.mentions]
    for mates in columns.values():
        for at in mates:
            found[at] = [other for other in mates if other != at]
    return found


def _row_mates(state: State) -> list[list[int]]:
    """For each figure of a table the others of its row."""
    found: list[list[int]] = []
    for at, mention in enumerate(state.mentions):
        near = range(max(0, at - _FAR), min(len(state.mentions), at + _FAR + 1))
        own = mention.cell
        found.append([] if own is None else [other for other in near if other != at and _same_row(state, other, at)])
    return found


def _same_row(state: State, one: int, other: int) -> bool:
    left, right = state.mentions[one].cell, state.mentions[other].cell
    return left is not None and right is not None and left.row is right.row


def _mean_of(values: Array, groups: Sequence[Sequence[int]]) -> Array:
    return np.array([float(values[list(group)].mean()) if group else np.nan for group in groups])


def _share(votes: Sequence[bool]) -> float:
    return sum(votes) / len(votes) if votes else float("nan")


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
