"""The trees that numpy evaluates are the ones that LightGBM learnt."""

import lightgbm
import numpy as np
import pytest

from ingest.training.boost import forest_of


@pytest.mark.parametrize("classes", [1, 3])
def test_numpy_and_lightgbm_agree_also_where_values_are_missing(classes):
    random = np.random.default_rng(5)
    values = random.normal(size=(400, 4))
    values[random.random(values.shape) < 0.2] = np.nan
    values[:, 3] = random.integers(0, 3, 400)  # a column without missing values
    labels = (np.nan_to_num(values[:, 0]) + values[:, 3] > 1).astype(float)
    if classes == 3:
        labels += np.nan_to_num(values[:, 1]) > 0.5
    objective = {"objective": "binary"} if classes == 1 else {"objective": "multiclass", "num_class": 3}
    booster = lightgbm.train({**objective, "verbose": -1, "num_leaves": 7}, lightgbm.Dataset(values, labels), 12)
    names = ("a", "b", "c", "d")
    forest = forest_of(booster.dump_model(), names, classes)
    asked = np.vstack([values, np.full((1, 4), np.nan)])
    assert forest(dict(zip(names, asked.T, strict=True)), len(asked)) == pytest.approx(booster.predict(asked))
