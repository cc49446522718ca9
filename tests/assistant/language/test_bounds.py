"""Bounds as sets of values."""

import pytest

from assistant.language.bounds import holds_for, interval
from assistant.types import Condition


@pytest.mark.parametrize(
    ("value", "unit", "condition", "verdict"),
    [
        (30.0, "%", Condition(">", 30.0, unit="%"), "boundary"),
        (30.0, "%", Condition(">=", 30.0, unit="%"), "match"),
        (30.0, "‰", Condition("<", 3.1, unit="%"), "match"),
        (26_800.0, "triệu đồng", Condition(">=", 26.8, unit="tỷ đồng"), "match"),
        (18.0, "", Condition("range", 15.0, 20.0), "match"),
        (20.5, "hộ", Condition("range", 15.0, 20.0, "hộ"), "no_match"),
        (20.0, "hộ", Condition(">", 15.0, unit="ha"), None),
    ],
)
def test_a_bare_figure_is_within_a_bound_at_its_edge_or_neither(value, unit, condition, verdict):
    assert holds_for(value, unit, condition) == verdict


def test_from_58_is_not_above_58():
    above, at_least = interval(">", 58.0), interval(">=", 58.0)
    assert above.within(at_least)
    assert not at_least.within(above)
    assert at_least.within(above, closed=True)
