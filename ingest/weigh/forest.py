"""Boosted trees, evaluated with numpy: what ``ingest.fit_reading`` learnt, without the library that learnt it.

A forest adds up the leaves that a row falls into (gradient boosting: Friedman 2001, LightGBM's trees). A feature that
nothing says is NaN and goes the way that its node learnt.

No tree is walked. All nodes ask their question of all rows at once; one that sends a row to the right rules out the
leaves on its left, and the first leaf that no node of its tree rules out is where the row falls (QuickScorer:
Lucchese et al. 2015).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Columns = Mapping[str, Array]

_MOST_LEAVES = 64  # of a tree: each has a bit in a number
_AT_ONCE = 128  # rows for which the questions of all nodes are asked together, so that they stay in the cache


@dataclass(frozen=True, slots=True)
class _Questions:
    """The nodes of a forest as ``(nodes of the largest tree, trees)``; smaller trees are filled up with nodes that
    send every row to the left.

    ``feature`` counts the features twice: once with -inf for what is not known, so that it goes left, and again with
    inf. ``ruled_out`` has a bit for each leaf of the tree, first leaf lowest: those that going right rules out are 1.
    ``leaves`` are the worth of all leaves from left to right, ``first`` is where those of each tree begin.
    """

    feature: npt.NDArray[np.intp]
    threshold: Array
    ruled_out: npt.NDArray[np.unsignedinteger]
    leaves: Array
    first: npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees over named features, ``classes`` of them in turn (1 for a yes or no).

    ``feature``, ``threshold``, ``left``, ``right`` and ``missing_left`` are those of all nodes, tree after tree;
    a child below 0 is the leaf ``~child`` of ``leaf``. ``roots`` are the first nodes. Raises ``ValueError`` for a
    tree of more than 64 leaves.
    """

    names: tuple[str, ...]
    classes: int
    roots: npt.NDArray[np.int32]
    feature: npt.NDArray[np.int16]
    threshold: Array
    left: npt.NDArray[np.int32]
    right: npt.NDArray[np.int32]
    missing_left: npt.NDArray[np.bool_]
    leaf: Array
    _questions: _Questions = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_questions", _questions_of(self))

    def __call__(self, columns: Columns, rows: int) -> Array:
        """Chances: ``(rows,)`` for a yes or no, ``(rows, classes)`` that add up to 1 for several.

        ``columns`` are float64 of length ``rows`` by name; a feature without a column is not known of any row.
        """
        if rows == 0:
            return np.zeros((0, self.classes) if self.classes > 1 else 0)
        unknown = np.full(rows, np.nan)
        values = np.array([columns.get(name, unknown) for name in self.names]).reshape(-1, rows)
        parts = [self._scores(values[:, begin : begin + _AT_ONCE]) for begin in range(0, rows, _AT_ONCE)]
        scores = np.concatenate(parts)
        if self.classes == 1:
            chances: Array = 1.0 / (1.0 + np.exp(-scores[:, 0]))
            return chances
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares: Array = powers / powers.sum(axis=1, keepdims=True)
        return shares

    def _scores(self, values: Array) -> Array:
        """Sums of leaves, ``(rows, classes)``, of ``values``, ``(features, rows)``."""
        asked, unknown = self._questions, np.isnan(values)
        known = np.concatenate([np.where(unknown, -np.inf, values), np.where(unknown, np.inf, values)])
        right = known.take(asked.feature, axis=0) > asked.threshold[:, :, np.newaxis]
        ruled_out = np.bitwise_or.reduce(right * asked.ruled_out[:, :, np.newaxis], axis=0)
        before = np.bitwise_count(ruled_out & ~(ruled_out + 1))  # leaves before the first that is not ruled out
        leaves = asked.leaves[asked.first[:, np.newaxis] + before]
        return np.stack([leaves[index :: self.classes].sum(axis=0) for index in range(self.classes)], axis=1)


@dataclass(frozen=True, slots=True)
class _Tree:
    """A tree from left to right: its ``leaves``, and its ``nodes``, each with the leaves of its left side as bits."""

    nodes: list[tuple[int, int]]
    leaves: list[int]


def _questions_of(forest: Forest) -> _Questions:
    sides = forest.left.tolist(), forest.right.tolist()
    trees = [_walked(_Tree([], []), root, *sides) for root in forest.roots.tolist()]
    most = max(len(tree.leaves) for tree in trees)
    if most > _MOST_LEAVES:
        raise ValueError(f"a tree has {most} leaves; {_MOST_LEAVES} are the most")
    bits = np.min_scalar_type(2**most - 1)
    shape = (max(len(tree.nodes) for tree in trees), len(trees))
    feature = forest.feature + np.where(forest.missing_left, 0, len(forest.names))
    found = _Questions(
        feature=np.zeros(shape, np.intp),
        threshold=np.full(shape, np.inf),
        ruled_out=np.zeros(shape, bits),
        leaves=forest.leaf[[leaf for tree in trees for leaf in tree.leaves]],
        first=np.cumsum([0, *(len(tree.leaves) for tree in trees[:-1])]),
    )
    for at, tree in enumerate(trees):
        nodes = [node for node, _ in tree.nodes]
        found.feature[: len(nodes), at] = feature[nodes]
        found.threshold[: len(nodes), at] = forest.threshold[nodes]
        found.ruled_out[: len(nodes), at] = [ruled_out for _, ruled_out in tree.nodes]
    return found


def _walked(tree: _Tree, at: int, left: Sequence[int], right: Sequence[int]) -> _Tree:
    """``tree`` with all that lies below the node or leaf ``at``."""
    if at < 0:
        tree.leaves.append(~at)
        return tree
    before = len(tree.leaves)
    _walked(tree, left[at], left, right)
    tree.nodes.append((at, (1 << len(tree.leaves)) - (1 << before)))
    return _walked(tree, right[at], left, right)


def store(forest: Forest, name: str) -> dict[str, npt.NDArray[np.generic]]:
    """The arrays of a forest under names that begin with ``name``, for a file that is no pickle."""
    return {
        f"{name}/names": np.array("\n".join(forest.names)),
        f"{name}/shape": np.array([forest.classes], np.int32),
        f"{name}/roots": forest.roots,
        f"{name}/feature": forest.feature,
        f"{name}/threshold": forest.threshold,
        f"{name}/left": forest.left,
        f"{name}/right": forest.right,
        f"{name}/missing": forest.missing_left,
        f"{name}/leaf": forest.leaf.astype(np.float32),
    }


def restore(arrays: Mapping[str, npt.NDArray[np.generic]], name: str) -> Forest:
    """The forest that ``store`` wrote under ``name``."""
    return Forest(
        names=tuple(str(arrays[f"{name}/names"]).splitlines()),
        classes=int(arrays[f"{name}/shape"][0]),
        roots=arrays[f"{name}/roots"].astype(np.int32),
        feature=arrays[f"{name}/feature"].astype(np.int16),
        threshold=arrays[f"{name}/threshold"].astype(np.float64),
        left=arrays[f"{name}/left"].astype(np.int32),
        right=arrays[f"{name}/right"].astype(np.int32),
        missing_left=arrays[f"{name}/missing"].astype(np.bool_),
        leaf=arrays[f"{name}/leaf"].astype(np.float64),
    )
