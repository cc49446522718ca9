"""Features by name as columns."""

import numpy as np

from ingest.weigh.columns import columns, spread, stacked


def test_what_a_row_does_not_have_is_unknown():
    found = columns([{"a": 1.0}, {"b": 2.0, "a": 3.0}, {}])
    assert found.keys() == {"a", "b"}
    assert found["a"].dtype == np.float64
    np.testing.assert_array_equal(found["a"], [1.0, 3.0, np.nan])
    np.testing.assert_array_equal(found["b"], [np.nan, 2.0, np.nan])
    assert columns([]) == {}


def test_columns_of_few_rows_serve_many():
    np.testing.assert_array_equal(spread({"a": np.array([5.0, 7.0])}, np.array([1, 0, 1]))["a"], [7.0, 5.0, 7.0])


def test_tables_are_laid_one_below_the_other():
    found = stacked([({"a": np.array([1.0])}, 1), ({"b": np.array([2.0, 3.0])}, 2)])
    np.testing.assert_array_equal(found["a"], [1.0, np.nan, np.nan])
    np.testing.assert_array_equal(found["b"], [np.nan, 2.0, 3.0])
