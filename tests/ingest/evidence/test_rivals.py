"""The strongest other one, for each of several."""

import pytest

from ingest.evidence.rivals import best_of_others


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], []),
        ([0.3], [0.0]),
        ([0.3, 0.9, 0.5], [0.9, 0.5, 0.9]),
        ([0.9, 0.2, 0.9], [0.9, 0.9, 0.9]),
        ([-2.0, -3.0], [-3.0, -2.0]),
    ],
)
def test_each_sees_the_strongest_of_the_others(values, expected):
    assert best_of_others(values) == expected
