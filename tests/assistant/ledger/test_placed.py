"""Whom a row speaks for where it is not its document's own unit."""

import pytest

from assistant.ledger.placed import identity_of, split
from tests.builders import identity, indicator


@pytest.mark.parametrize(
    ("place", "level", "name"),
    [
        ("xã Mỹ Lâm", "xã", "Mỹ Lâm"),
        ("thị trấn Sông Nhạn", "thị trấn", "Sông Nhạn"),
        ("huyện Sông Nhạn", "huyện", "Sông Nhạn"),
        ("tổ dân phố 5", "tổ dân phố", "5"),
        ("Mỹ Lâm", None, "Mỹ Lâm"),
    ],
)
def test_level_and_name(place, level, name):
    assert split(place) == (level, name)


def test_a_row_without_a_place_is_its_documents():
    own = identity()
    assert identity_of(indicator("r", "d"), own) is own


def test_a_commune_of_a_district_lies_in_it():
    own = identity(level="huyện", commune=None, district="Sông Nhạn", province="Hà Tĩnh")
    found = identity_of(indicator("r", "d", place="xã Mỹ Lâm"), own)
    assert (found.level, found.place, found.district, found.province) == ("xã", "Mỹ Lâm", "Sông Nhạn", "Hà Tĩnh")
    assert found.inferred == {}


def test_a_commune_that_a_province_names_lies_in_no_known_district():
    own = identity(level="tỉnh", commune=None, district="Sông Nhạn", province="Hà Tĩnh")
    found = identity_of(indicator("r", "d", place="xã Mỹ Lâm"), own)
    assert (found.place, found.district, found.province) == ("Mỹ Lâm", None, "Hà Tĩnh")


def test_a_village_is_no_commune():
    found = identity_of(indicator("r", "d", place="thôn Hạ Đồng"), identity())
    assert (found.level, found.place, found.commune) == ("thôn", "Hạ Đồng", "Trường Xuân")


def test_a_superior_is_itself():
    own = identity(district="Sông Nhạn", province="Hà Tĩnh")
    assert identity_of(indicator("r", "d", place="huyện Sông Nhạn"), own).place == "Sông Nhạn"
    assert identity_of(indicator("r", "d", place="tỉnh Hà Tĩnh"), own).place == "Hà Tĩnh"
