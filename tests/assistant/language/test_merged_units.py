"""What became of communes in July 2025; the cases are those of administrative_reality.md, section 1."""

import pytest

from assistant.language.merged_units import former_units, is_of_unit, units_of_today


@pytest.mark.parametrize(
    ("name", "within", "now"),
    [
        ("Trường Xuân", ("Thanh Hóa",), "xã Xuân Lập, Thanh Hóa"),
        ("Trường Xuân", ("Thọ Xuân",), "xã Xuân Lập, Thanh Hóa"),
        ("Hưng Tân", (), "xã Hưng Nguyên Nam, Nghệ An"),  # merged into Thông Tân before
        ("Hoa Thám", ("Lạng Sơn",), "xã Hoa Thám, Lạng Sơn"),
        ("Bùi Xá", (), "xã Đức Quang, Hà Tĩnh"),
        ("bui xa", (), "xã Đức Quang, Hà Tĩnh"),
    ],
)
def test_an_old_commune_has_a_unit_of_today(name, within, now):
    assert {merger.now.words for merger in units_of_today(name, within=within)} == {now}


def test_a_bare_name_is_no_place():
    assert len({merger.now for merger in units_of_today("Trường Xuân")}) > 3
    assert units_of_today("Trường Xuân", within=("Sơn Giang",)) == ()


def test_the_old_communes_of_a_unit_of_today():
    found = former_units("Xuân Lập", within=("Thanh Hóa",))
    assert sorted(merger.old.name for merger in found) == ["Trường Xuân", "Xuân Lai", "Xuân Lập", "Xuân Minh"]
    assert not any(merger.split for merger in found)


def test_a_name_from_before_an_earlier_merger_is_known():
    (merger,) = units_of_today("Hưng Tân")
    assert merger.old.name == "Thông Tân"
    assert is_of_unit("Hưng Tân", merger)
    assert not is_of_unit("Hưng Đạo", merger)


def test_a_split_commune_is_said_to_have_gone_there_for_the_most_part():
    (merger,) = units_of_today("Tân Thạnh", within=("Thới Lai",))
    assert merger.split
