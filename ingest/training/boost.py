"""Fitting a forest with LightGBM, and its trees as arrays that numpy evaluates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import lightgbm
import numpy as np

from ingest.weigh.forest import Array, Columns, Forest


@dataclass(frozen=True, slots=True)
class Shape:
    """How large a forest grows: trees for each class, leaves of a tree, rows that a leaf needs, step of a tree."""

    rounds: int
    leaves: int
    fewest: int = 10
    rate: float = 0.06


def fit_forest(columns: Columns, labels: Array, weights: Array, *, shape: Shape, classes: int, seed: int) -> Forest:
    """A forest for ``labels`` (0 or 1, or a class), each row counted as ``weights`` says. Same input, same forest."""
    names = tuple(sorted(columns))
    values = np.stack([columns[name] for name in names], axis=1) if names else np.zeros((len(labels), 0))
    settings: dict[str, Any] = {
        "objective": "binary" if classes == 1 else "multiclass",
        "learning_rate": shape.rate,
        "num_leaves": shape.leaves,
        "min_data_in_leaf": shape.fewest,
        "feature_fraction": 0.5,
        "bagging_fraction": 0.8,
        "bagging_freq": 1,
        "lambda_l2": 5.0,
        "seed": seed,
        "num_threads": 2,
        "deterministic": True,
        "force_row_wise": True,
        "verbose": -1,
        **({"num_class": classes} if classes > 1 else {}),
    }
    data = lightgbm.Dataset(values, label=labels, weight=weights, free_raw_data=True)
    return forest_of(lightgbm.train(settings, data, shape.rounds).dump_model(), names, classes)


@dataclass(slots=True)
class _Nodes:
    feature: list[int]
    threshold: list[float]
    left: list[int]
    right: list[int]
    missing: list[bool]
    leaf: list[float]


def forest_of(dumped: Mapping[str, Any], names: tuple[str, ...], classes: int) -> Forest:
    """LightGBM's ``dump_model()`` as arrays, with the features that no tree asks for left out."""
    nodes = _Nodes([], [], [], [], [], [])
    roots = [_add(nodes, tree["tree_structure"]) for tree in dumped["tree_info"]]
    used = sorted(set(nodes.feature))
    place = {feature: at for at, feature in enumerate(used)}
    return Forest(
        names=tuple(names[feature] for feature in used),
        classes=classes,
        roots=np.array(roots, np.int32),
        feature=np.array([place[feature] for feature in nodes.feature], np.int16),
        threshold=np.array(nodes.threshold),
        left=np.array(nodes.left, np.int32),
        right=np.array(nodes.right, np.int32),
        missing_left=np.array(nodes.missing, np.bool_),
        leaf=np.array(nodes.leaf),
    )


def _add(nodes: _Nodes, tree: Mapping[str, Any]) -> int:
    """Adds a tree and returns its root, or ``~leaf`` for a leaf."""
    if "leaf_value" in tree and "split_feature" not in tree:
        nodes.leaf.append(float(tree["leaf_value"]))
        return ~(len(nodes.leaf) - 1)
    at = len(nodes.feature)
    nodes.feature.append(int(tree["split_feature"]))
    nodes.threshold.append(float(tree["threshold"]))
    # Without missing values in its data LightGBM takes a NaN for 0.
    known = tree["missing_type"] == "None"
    nodes.missing.append(float(tree["threshold"]) >= 0.0 if known else bool(tree["default_left"]))
    nodes.left.append(0)
    nodes.right.append(0)
    nodes.left[at] = _add(nodes, tree["left_child"])
    nodes.right[at] = _add(nodes, tree["right_child"])
    return at
