"""Documents of one unit are one, whatever each says of where it lies; those of namesakes are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ledger.units import succeed, unit_of, units_of
from assistant.types import Identity


def _identity(**told):
    return Identity(
        **{"kind": "nghị quyết", "family": "hđnd", "title": "", "level": "xã", "commune": "Gò Mít", **told}
    )


def _are_one(*identities):
    return len(set(units_of({str(at): each for at, each in enumerate(identities)}).values())) == 1


@pytest.mark.parametrize(
    "told",
    [
        ({}, {"district": "Long Điền"}),
        ({"province": "Vĩnh Sơn"}, {"district": "Long Điền"}),
        ({"commune": "GÒ MÍT"}, {"district": "Long Điền", "province": "Vĩnh Sơn"}),
        ({"date": "2024-12-20"}, {"district": "Long Điền", "date": "2025-01-05"}),
        ({"date": "2025-08-01", "province": "Vĩnh Sơn"}, {"date": "2026-01-05"}),
    ],
)
def test_a_document_that_says_less_is_of_the_unit_of_one_that_says_more(told):
    assert _are_one(*(_identity(**each) for each in told))


@pytest.mark.parametrize(
    "told",
    [
        ({"district": "Long Điền"}, {"district": "Tân Giang"}),
        ({"province": "Vĩnh Sơn"}, {"province": "Hải Khê"}),
        ({"level": "phường"}, {"level": "xã"}),
        ({"commune": "Bàu Năng"}, {}),
        ({"date": "2025-08-01"}, {"district": "Long Điền"}),  # made anew, and in no district
        ({"commune": None}, {"commune": None}),
        ({"village": "Hạ", "level": "thôn"}, {"village": "Hạ", "level": "thôn", "commune": "Bàu Năng"}),
    ],
)
def test_units_that_differ_stay_apart(told):
    assert not _are_one(*(_identity(**each) for each in told))


@pytest.mark.parametrize(
    ("told", "is_of_the_old"),
    [
        ({"date": "2023-12-18"}, True),  # then each commune lay in a district, and there is one it can be
        ({"date": "2023-12-18", "province": "Vĩnh Sơn"}, True),
        ({"date": "2023-12-18", "province": "Hải Khê"}, False),
        ({}, False),  # of either
    ],
)
def test_a_commune_of_before_july_2025_is_none_of_today(told, is_of_the_old):
    old = _identity(district="Long Điền", province="Vĩnh Sơn", date="2024-12-20")
    units = units_of({"old": old, "new": _identity(date="2025-12-15"), "asked": _identity(**told)})
    assert (units["asked"] == units["old"]) is is_of_the_old
    assert units["asked"] != units["new"]
    assert units["asked"].district in ("long dien", None)


def test_of_two_namesakes_it_may_be_either():
    identities = {"a": _identity(district="Long Điền"), "b": _identity(district="Tân Giang"), "c": _identity()}
    assert len(set(units_of(identities).values())) == 3
    identities["c"] = _identity(date="2023-12-18")
    assert len(set(units_of(identities).values())) == 3


IDENTITIES = st.builds(
    _identity,
    commune=st.sampled_from(["Gò Mít", "Bàu Năng", None]),
    district=st.sampled_from(["Long Điền", "Tân Giang", None]),
    province=st.sampled_from(["Vĩnh Sơn", "Hải Khê", None]),
    date=st.sampled_from(["2024-05-05", "2025-09-01", None]),
)


@given(st.lists(IDENTITIES, max_size=7))
def test_what_is_one_is_never_said_to_lie_elsewhere(identities):
    named = {str(at): each for at, each in enumerate(identities)}
    units = units_of(named)
    for one, unit in units.items():
        assert unit.may_be(unit_of(one, named[one]))
        assert all(unit_of(one, named[one]).may_be(unit_of(two, named[two])) for two in units if units[two] == unit)
    assert units == {name: units_of(dict(reversed(named.items())))[name] for name in units}  # in any order


@pytest.mark.parametrize(
    ("told", "one"),
    [
        (({"district": "Long Điền", "date": "2025-01-05"}, {"date": "2026-01-05"}), True),
        (({"district": "Long Điền"}, {"district": "Tân Giang"}), False),
        (({"district": "Long Điền"}, {"district": "Tân Giang"}, {"date": "2026-01-05"}), False),
        (({"district": "Long Điền"}, {"commune": "Gò Nổi", "date": "2026-01-05"}), False),
    ],
)
def test_a_commune_of_before_july_2025_and_its_namesake_of_today_are_a_line(told, one):
    identities = {str(at): _identity(**each) for at, each in enumerate(told)}
    assert succeed(set(units_of(identities).values())) is one
