"""How evidence is weighed; sums are written out so that they can be checked by eye."""

import pytest

from ingest.identity.evidence import Evidence, support, weigh


def _said(value, witness, strength, **more):
    return Evidence("commune", value, witness, strength, **more)


def test_of_one_witness_the_strongest_counts_whole_and_the_rest_a_little():
    told = [_said("An Lạc", "body", 1.0), _said("An Lạc", "body", 1.0), _said("An Lạc", "title", 4.0)]
    assert support(told) == {"An Lạc": pytest.approx(4.0 + 1.0 * 1.15)}


def test_values_with_the_same_key_are_one_and_the_spelling_is_picked():
    told = [_said("AN LẠC", "title", 4.0), _said("An Lạc", "body", 1.0)]
    won = weigh(told, floor=1.0, margin=0.5, key=str.lower, spelt=min)
    assert won is not None
    assert (won.value, won.score) == ("AN LẠC", 5.0)


@pytest.mark.parametrize(("first", "second", "winner"), [(3.0, 2.0, "An Lạc"), (3.0, 2.9, None), (0.5, 0.0, None)])
def test_below_the_floor_or_without_a_lead_nothing_is_said(first, second, winner):
    told = [_said("An Lạc", "title", first), _said("An Bình", "title", second)]
    won = weigh(told, floor=1.0, margin=0.5)
    assert (won.value if won else None) == winner


def test_what_no_witness_states_is_inferred_for_the_strongest_reason():
    told = [
        _said("An Lạc", "chrome", 3.0, stated=False, reason="chân trang"),
        _said("An Lạc", "cited", 2.0, stated=False, reason="căn cứ"),
    ]
    won = weigh(told, floor=1.0, margin=0.5)
    assert won is not None
    assert (won.stated, won.reason, won.margin) == (False, "chân trang", 5.0)


def test_without_evidence_there_is_no_value():
    assert weigh([], floor=0.0, margin=0.0) is None
