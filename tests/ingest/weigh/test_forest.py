"""A forest adds up leaves; what nothing says goes the way that its node learnt."""

import numpy as np
import pytest

from ingest.weigh.forest import Forest, restore, store


@pytest.fixture
def forest():
    """Two trees: size <= 3 gives -1, else +1 (unknown: left); age <= 10 gives +0.5, else -0.5 (unknown: right)."""
    return Forest(
        names=("size", "age"),
        classes=1,
        roots=np.array([0, 1], np.int32),
        feature=np.array([0, 1], np.int16),
        threshold=np.array([3.0, 10.0]),
        left=np.array([~0, ~2], np.int32),
        right=np.array([~1, ~3], np.int32),
        missing_left=np.array([True, False]),
        leaf=np.array([-1.0, 1.0, 0.5, -0.5]),
        depth=1,
    )


@pytest.mark.parametrize(
    ("size", "age", "score"),
    [(2, 5, -1 + 0.5), (4, 5, 1 + 0.5), (4, 11, 1 - 0.5), (np.nan, 5, -1 + 0.5), (2, np.nan, -1 - 0.5)],
)
def test_a_chance_is_the_sum_of_leaves(forest, size, age, score):
    chance = forest({"size": np.array([size], float), "age": np.array([age], float)}, 1)
    assert chance == pytest.approx([1 / (1 + np.exp(-score))])


def test_a_column_that_is_not_there_is_unknown(forest):
    assert forest({}, 1) == pytest.approx([1 / (1 + np.exp(1.5))])
    assert forest({}, 0).shape == (0,)


def test_what_is_stored_comes_back(forest):
    back = restore(store(forest, "x"), "x")
    columns = {"size": np.array([2.0, 4.0]), "age": np.array([5.0, np.nan])}
    assert back(columns, 2) == pytest.approx(forest(columns, 2))


def test_a_forest_that_asks_for_nothing_gives_everything_the_same_chance():
    """What few documents teach where all of them are alike."""
    none = Forest(
        names=(),
        classes=1,
        roots=np.array([~0, ~1], np.int32),
        feature=np.array([], np.int16),
        threshold=np.array([]),
        left=np.array([], np.int32),
        right=np.array([], np.int32),
        missing_left=np.array([], bool),
        leaf=np.array([0.5, 0.25]),
        depth=0,
    )
    for each in (none, restore(store(none, "x"), "x")):
        assert each({"size": np.array([1.0, 2.0])}, 2) == pytest.approx([1 / (1 + np.exp(-0.75))] * 2)
