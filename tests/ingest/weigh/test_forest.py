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


@pytest.mark.parametrize(("leaves", "classes"), [(1, 1), (5, 1), (16, 3), (64, 1)])
def test_every_row_falls_into_the_leaf_that_its_tree_leads_to(leaves, classes):
    rng = np.random.default_rng(leaves)
    grown = _grown(rng, trees=6 * classes, leaves=leaves, classes=classes)
    rows = 150  # more than are weighed at once
    values = np.where(rng.random((rows, 3)) < 0.2, np.nan, rng.integers(-2, 3, (rows, 3)))
    scores = np.zeros((rows, classes))
    for tree, root in enumerate(grown.roots):
        scores[:, tree % classes] += [_leaf_of(grown, root, row) for row in values]
    expected = 1 / (1 + np.exp(-scores[:, 0]))
    if classes > 1:
        expected = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    chances = grown(dict(zip(grown.names, values.T, strict=True)), rows)
    assert chances == pytest.approx(expected)


def test_a_tree_of_too_many_leaves_is_refused():
    with pytest.raises(ValueError, match="65 leaves"):
        _grown(np.random.default_rng(0), trees=1, leaves=65, classes=1)


def _grown(rng, *, trees, leaves, classes):
    """Trees of at most so many leaves, each grown by splitting leaves drawn by lot."""
    nodes, worth, roots = [], [], []

    def grow(size):
        if size == 1:
            worth.append(rng.normal())
            return ~(len(worth) - 1)
        at, left = len(nodes), int(rng.integers(1, size))
        nodes.append([rng.integers(3), rng.integers(-2, 3), 0, 0, rng.random() < 0.5])
        nodes[at][2:4] = grow(left), grow(size - left)
        return at

    roots = [grow(max(1, leaves - tree)) for tree in range(trees)]
    columns = [np.array([node[at] for node in nodes]) for at in range(5)]
    feature, threshold, left, right, missing = columns
    return Forest(
        names=("a", "b", "c"),
        classes=classes,
        roots=np.array(roots, np.int32),
        feature=feature.astype(np.int16),
        threshold=threshold.astype(float),
        left=left.astype(np.int32),
        right=right.astype(np.int32),
        missing_left=missing.astype(bool),
        leaf=np.array(worth),
    )


def _leaf_of(forest, at, row):
    """The worth of the leaf that a row comes to, node by node."""
    while at >= 0:
        value = row[forest.feature[at]]
        left = forest.missing_left[at] if np.isnan(value) else value <= forest.threshold[at]
        at = forest.left[at] if left else forest.right[at]
    return forest.leaf[~at]


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
    )
    for each in (none, restore(store(none, "x"), "x")):
        assert each({"size": np.array([1.0, 2.0])}, 2) == pytest.approx([1 / (1 + np.exp(-0.75))] * 2)
