"""A document while its figures are weighed: its features as columns, and what is decided so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from ingest.evidence.features import Context, Features, mention_features, option_features, shared_features, states
from ingest.evidence.options import Mention, Option
from ingest.evidence.years import year_options
from ingest.survey import Survey
from ingest.weigh.columns import columns, spread
from ingest.weigh.forest import Array
from ingest.weigh.neighbours import Neighbours, neighbours_of

Index = npt.NDArray[np.intp]

# What of a whole document tells how to take its years.
DOCUMENT = (
    "doc kind",
    "doc family",
    "doc level",
    "part of year",
    "title term",
    "title target",
    "title actual",
    "signed month",
)
_LIKELY = 3  # years that a document may be about, with ...
_LEAST = 0.03  # ... at least this chance


@dataclass(slots=True)
class State:
    """What the stages of ``weigh`` read and write. Figures are counted by ``m``, options by ``o``, years by ``y``.

    ``option_of`` and ``year_of`` give the figure of each option and of each possible year; ``first_option`` where the
    options of a figure begin. Decided one after the other: ``chance`` of each option, ``best`` option of each figure
    (-1 without any) and its chance ``row``; ``actual``, the chance that a figure is a result; ``year_chance`` of each
    possible year and the ``best_year`` of each figure (-1 without any); ``measure``, the chance of each measure;
    ``sure``, the chance that all of it is right.
    """

    survey: Survey
    shared: Features
    candidates: tuple[int, ...]
    document: dict[str, Array]
    figures: dict[str, Array]
    options: list[Option]
    option_of: Index
    first_option: Index
    own: dict[str, Array]
    neighbours: Neighbours
    review: Array = field(default_factory=lambda: np.zeros(0))
    targets: Array = field(default_factory=lambda: np.zeros(0))
    context: Context | None = None
    years: Index = field(default_factory=lambda: np.zeros(0, np.intp))
    year_of: Index = field(default_factory=lambda: np.zeros(0, np.intp))
    of_year: dict[str, Array] = field(default_factory=dict)
    chance: Array = field(default_factory=lambda: np.zeros(0))
    best: Index = field(default_factory=lambda: np.zeros(0, np.intp))
    of_chosen: dict[str, Array] = field(default_factory=dict)
    row: Array = field(default_factory=lambda: np.zeros(0))
    actual: Array = field(default_factory=lambda: np.zeros(0))
    year_chance: Array = field(default_factory=lambda: np.zeros(0))
    best_year: Index = field(default_factory=lambda: np.zeros(0, np.intp))
    measure: Array = field(default_factory=lambda: np.zeros((0, 3)))
    sure: Array = field(default_factory=lambda: np.zeros(0))

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """The figures, in the order of the text."""
        return self.survey.mentions

    def chosen(self, figure: int) -> Option | None:
        """The best option of a figure."""
        return self.options[self.best[figure]] if self.best[figure] >= 0 else None

    def year(self, figure: int) -> int | None:
        """The best year of a figure."""
        return int(self.years[self.best_year[figure]]) if self.best_year[figure] >= 0 else None


def prepare(survey: Survey) -> State:
    """The features of a document that no decision changes."""
    resolution, facts = survey.resolution, survey.facts
    shared = shared_features(resolution, facts)
    state = states(survey.lines)
    context = Context(resolution, facts, survey.years, shared, state, {}, {})
    figures = [mention_features(mention, context) for mention in survey.mentions]
    options = [option for mention in survey.mentions for option in mention.options]
    sizes = [len(mention.options) for mention in survey.mentions]
    level = resolution.identity.level
    own = [features for mention in survey.mentions for features in option_features(mention, level=level)]
    years = tuple(facts.candidates)
    document = [facts.candidates[year] for year in years]
    return State(
        survey=survey,
        shared=shared,
        candidates=years,
        document=columns(document),
        figures=columns(figures),
        options=options,
        option_of=np.repeat(np.arange(len(sizes)), sizes),
        first_option=np.cumsum([0, *sizes]).astype(np.intp),
        own=columns(own),
        context=context,
        neighbours=neighbours_of(survey.mentions),
    )


def settle_years(state: State) -> None:
    """The years that each figure may be of, once the document's own years are weighed."""
    survey, context = state.survey, state.context
    if context is None:
        return
    likely = [_likeliest(state.candidates, chances) for chances in (state.review, state.targets)]
    state.context = context = Context(
        context.resolution, context.facts, context.years, context.shared, context.state, *likely
    )
    found: list[dict[int, Features]] = []
    previous: int | None = None
    line = -1
    for mention in survey.mentions:
        if mention.block.index != line:
            previous, line = None, mention.block.index
        found.append(year_options(mention, context, previous))
        previous = _said_before(mention, context) or previous
    state.years = np.array([year for options in found for year in options], np.intp)
    state.year_of = np.repeat(np.arange(len(found)), [len(options) for options in found])
    state.of_year = columns([features for options in found for features in options.values()])


def _likeliest(years: Sequence[int], chances: Array) -> dict[int, float]:
    ordered = sorted(zip(years, chances, strict=True), key=lambda pair: -pair[1])[:_LIKELY]
    return {year: float(chance) for year, chance in ordered if chance > _LEAST}


def _said_before(mention: Mention, context: Context) -> int | None:
    """The year that is said with a figure in its clause, which the figures after it may share."""
    window = mention.window
    if window is None:
        return None
    years = [
        year.value
        for year in context.years[mention.block.index].years
        if not year.against and window.clause_start <= year.start < window.quantity.start
    ]
    return years[-1] if years else None


def best_of(chances: Array, owner: Index, figures: int) -> Index:
    """For each figure the row of its largest chance; -1 for one without any."""
    best, top = [-1] * figures, [-np.inf] * figures
    for index, (figure, chance) in enumerate(zip(owner.tolist(), chances.tolist(), strict=True)):
        if chance > top[figure]:
            top[figure], best[figure] = chance, index
    return np.array(best, np.intp)


def of_figures(state: State, index: Index, *names: str) -> dict[str, Array]:
    """Columns of the figures, for rows that belong to them."""
    picked = {name: state.figures[name] for name in (names or state.figures) if name in state.figures}
    return spread(picked, index)
