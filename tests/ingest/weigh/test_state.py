"""A document while it is weighed: whose each option and year is, and the best of each figure."""

import numpy as np
import pytest

from ingest.weigh.state import best_of, of_figures, prepare, settle_years
from tests.ingest.made import surveyed

TEXT = "I. KẾT QUẢ NĂM 2023\n- Năm 2022 có 410 con bò, 900 con lợn.\n- Sản lượng ngô 520 tấn"


@pytest.fixture
def state():
    return prepare(surveyed(TEXT, title="Kết quả năm 2023"))


def test_options_belong_to_their_figures(state):
    assert len(state.options) == len(state.option_of) == state.first_option[-1]
    for figure, mention in enumerate(state.mentions):
        begin, end = state.first_option[figure], state.first_option[figure + 1]
        assert state.options[begin:end] == mention.options
        assert set(state.option_of[begin:end].tolist()) == {figure}


def test_columns_have_one_value_for_each_row(state):
    assert {len(column) for column in state.figures.values()} == {len(state.mentions)}
    assert {len(column) for column in state.own.values()} == {len(state.options)}
    assert {len(column) for column in state.document.values()} == {len(state.candidates)}


def test_nothing_is_chosen_before_it_is_weighed(state):
    state.best = np.full(len(state.mentions), -1)
    state.best_year = np.full(len(state.mentions), -1)
    assert state.chosen(0) is None
    assert state.year(0) is None


def settled(state, review, targets):
    year = dict(enumerate(state.candidates))
    state.review = np.array([review.get(year[at], 0.0) for at in year])
    state.targets = np.array([targets.get(year[at], 0.0) for at in year])
    settle_years(state)
    return state


def votes(state, figure, witness):
    column = state.of_year[f"y {witness}"]
    own = (state.year_of == figure) & ~np.isnan(column)
    return dict(zip(state.years[own].tolist(), column[own].tolist(), strict=True))


def test_the_documents_years_vote_for_themselves_and_for_their_neighbours(state):
    settled(state, {2023: 0.9, 2022: 0.01}, {2024: 0.8})
    last = len(state.mentions) - 1
    assert votes(state, last, "under review") == {2023: 0.9}  # what is hardly likely has no say
    assert votes(state, last, "before review") == {2022: 0.9}
    assert votes(state, last, "of targets") == {2024: 0.8}


def test_a_year_said_with_a_figure_is_offered_to_the_next_one_of_its_line_only(state):
    settled(state, {}, {})
    assert votes(state, 1, "figure before") == {2022: 1.0}
    assert votes(state, 2, "figure before") == {}


def test_the_best_of_each_figure():
    best = best_of(np.array([0.2, 0.9, 0.4, 0.1]), np.array([0, 0, 2, 2]), 3)
    assert best.tolist() == [1, -1, 2]


def test_columns_of_figures_for_what_belongs_to_them(state):
    spread = of_figures(state, np.array([2, 0, 2]), "size", "no such feature")
    assert list(spread) == ["size"]
    assert spread["size"].tolist() == [state.figures["size"][at] for at in (2, 0, 2)]


def test_a_document_without_figures():
    state = settled(prepare(surveyed("Không có gì")), {}, {})
    assert (state.mentions, len(state.options), len(state.years)) == ((), 0, 0)
