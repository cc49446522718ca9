"""Boosted trees, evaluated with numpy: what ``ingest.fit_reading`` learnt, without the library that learnt it.

A forest adds up the leaves that a row falls into (gradient boosting: Friedman 2001, LightGBM's trees). A feature that
nothing says is NaN and goes the way that its node learnt.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Columns = Mapping[str, Array]


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees over named features, ``classes`` of them in turn (1 for a yes or no).

    ``feature``, ``threshold``, ``left``, ``right`` and ``missing_left`` are those of all nodes, tree after tree;
    a child below 0 is the leaf ``~child`` of ``leaf``. ``roots`` are the first nodes, ``depth`` the deepest tree's.
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
    depth: int

    def __call__(self, columns: Columns, rows: int) -> Array:
        """Chances: ``(rows,)`` for a yes or no, ``(rows, classes)`` that add up to 1 for several.

        ``columns`` are float64 of length ``rows`` by name; a feature without a column is not known of any row.
        """
        if rows == 0:
            return np.zeros((0, self.classes) if self.classes > 1 else 0)
        unknown = np.full(rows, np.nan)
        values = np.array([columns.get(name, unknown) for name in self.names]).reshape(-1, rows).T
        scores = self._scores(values)
        if self.classes == 1:
            chances: Array = 1.0 / (1.0 + np.exp(-scores[:, 0]))
            return chances
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares: Array = powers / powers.sum(axis=1, keepdims=True)
        return shares

    def _scores(self, values: Array) -> Array:
        """Sums of leaves, ``(rows, classes)``; all trees go down one level at a time."""
        rows, trees = len(values), len(self.roots)
        at = np.tile(self.roots, rows)
        flat = values.ravel()
        # Places (row, tree) that have not come to a leaf yet; they grow fewer from level to level.
        going = np.flatnonzero(at >= 0)
        begin = (going // trees) * values.shape[1]
        for _ in range(self.depth):
            if not len(going):
                break
            node = at[going]
            value = flat[begin + self.feature[node]]
            left = np.where(np.isnan(value), self.missing_left[node], value <= self.threshold[node])
            following = np.where(left, self.left[node], self.right[node])
            at[going] = following
            inner = following >= 0
            going, begin = going[inner], begin[inner]
        at = at.reshape(rows, trees)
        leaves = self.leaf[~at]
        per_class = [leaves[:, index :: self.classes].sum(axis=1) for index in range(self.classes)]
        return np.stack(per_class, axis=1)


def store(forest: Forest, name: str) -> dict[str, npt.NDArray[np.generic]]:
    """The arrays of a forest under names that begin with ``name``, for a file that is no pickle."""
    return {
        f"{name}/names": np.array("\n".join(forest.names)),
        f"{name}/shape": np.array([forest.classes, forest.depth], np.int32),
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
    classes, depth = (int(number) for number in arrays[f"{name}/shape"])
    return Forest(
        names=tuple(str(arrays[f"{name}/names"]).splitlines()),
        classes=classes,
        roots=arrays[f"{name}/roots"].astype(np.int32),
        feature=arrays[f"{name}/feature"].astype(np.int16),
        threshold=arrays[f"{name}/threshold"].astype(np.float64),
        left=arrays[f"{name}/left"].astype(np.int32),
        right=arrays[f"{name}/right"].astype(np.int32),
        missing_left=arrays[f"{name}/missing"].astype(np.bool_),
        leaf=arrays[f"{name}/leaf"].astype(np.float64),
        depth=depth,
    )
