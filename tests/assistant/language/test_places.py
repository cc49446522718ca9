"""Units named in a text."""

import pytest

from assistant.language.places import level_of, named_units


def _found(text):
    return [(unit.level, unit.name) for unit in named_units(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nhân dân xã Trường Xuân thực hiện", [("xã", "Trường Xuân")]),
        ("CỦA BAN CHẤP HÀNH ĐẢNG BỘ XÃ TRƯỜNG XUÂN", [("xã", "Trường Xuân")]),
        ("ĐẢNG BỘ XÃ KHÓA XXX", []),
        ("xây dựng xã Nông thôn mới", []),
        ("VỀ VIỆC XÂY DỰNG XÃ ĐẠT CHUẨN NÔNG THÔN MỚI", []),
        ("Ban Thường vụ Huyện ủy Thọ Xuân về", [("huyện", "Thọ Xuân")]),
        ("Ban thường vụ tỉnh ủy Hà Tĩnh.", [("tỉnh", "Hà Tĩnh")]),
        ("Ủy ban nhân dân tỉnh về việc", []),
        ("thành phố Hải Phòng và thành phố Lạc Hà", [("tỉnh", "Hải Phòng"), ("huyện", "Lạc Hà")]),
        ("Xã Yên Lộc, huyện Bình Lâm", [("xã", "Yên Lộc"), ("huyện", "Bình Lâm")]),
        ("phường Lê Xá đạt 12%", [("phường", "Lê Xá")]),
        ("THÀNH PHỐ HẢI PHÒNG", [("tỉnh", "Hải Phòng")]),
        ("THÀNH PHỐ LẠC HÀ", [("huyện", "Lạc Hà")]),
        ("ĐẢNG ỦY THỊ TRẤN ĐÔNG KHÊ", [("thị trấn", "Đông Khê")]),
        ("HUYỆN ỦY THỌ XUÂN", [("huyện", "Thọ Xuân")]),
    ],
)
def test_names_with_their_level(text, expected):
    assert _found(text) == expected


def test_the_span_is_the_name():
    text = "Đảng ủy xã Trường Xuân họp"
    (unit,) = named_units(text)
    assert text[unit.start : unit.end] == "Trường Xuân"


@pytest.mark.parametrize(
    ("word", "following", "level"),
    [
        ("thành phố", "hồ chí minh về việc", "tỉnh"),
        ("thành phố", "lạc hà", "huyện"),
        ("thành phố", "", "huyện"),
        ("quận", "hải phòng", "huyện"),
        ("xã", "yên lộc", "xã"),
    ],
)
def test_the_level_of_a_name(word, following, level):
    assert level_of(word, following) == level
