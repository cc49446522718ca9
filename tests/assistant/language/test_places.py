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
        ("xã Ea M'lông, huyện Cư M’gar", [("xã", "Ea M'lông"), ("huyện", "Cư M’gar")]),
        ("xã IA MLƠNG, huyện K'Rinh", [("xã", "Ia Mlơng"), ("huyện", "K'Rinh")]),
        ("xã Phú Lãng-huyện Bình Lâm", [("xã", "Phú Lãng"), ("huyện", "Bình Lâm")]),
        (
            "huyện Kỳ Bình, huyện Văn Hạ, tỉnh Đắk Nông",
            [("huyện", "Kỳ Bình"), ("huyện", "Văn Hạ"), ("tỉnh", "Đắk Nông")],
        ),
        ("ĐẢNG BỘ TỈNH HƯNG YÊN ĐẢNG ỦY PHƯỜNG HẠ LANG", [("tỉnh", "Hưng Yên"), ("phường", "Hạ Lang")]),
        ("xã Khe Trong đạt chuẩn", [("xã", "Khe Trong")]),
        ("XÃ KHE HẠ TRONG THÁNG 5", [("xã", "Khe Hạ")]),
        ("UBND HUYỆN LƯƠNG ĐẠT\nBÁO CÁO", [("huyện", "Lương Đạt")]),
        ("ĐẢNG ỦY XÃ TÂN CẤP, HUYỆN BÌNH LÂM", [("huyện", "Bình Lâm")]),  # "cấp" ends names in any letters
        ("XÃ TÂN ĐẠT, HUYỆN BÌNH LÂM", [("xã", "Tân Đạt"), ("huyện", "Bình Lâm")]),
        ("HUYỆN LƯƠNG ĐẠT CHUẨN NÔNG THÔN MỚI", [("huyện", "Lương")]),
        ("KINH TẾ - XÃ HỘI CHỦ YẾU XÃ HỘI XUÂN", [("xã", "Hội Xuân")]),
        ("Ban Chấp hành Đảng bộ xã Ban Chấp hành", []),
        ("TP. Lạc Hà, tx Bình Lãng", [("huyện", "Lạc Hà"), ("huyện", "Bình Lãng")]),
        ("Thành ủy Lạc Hà, Thành ủy Hà Nội", [("huyện", "Lạc Hà"), ("tỉnh", "Hà Nội")]),
        ("tỉnh Bà Rịa - Vũng Tàu", [("tỉnh", "Bà Rịa - Vũng Tàu")]),
    ],
)
def test_names_with_their_level(text, expected):
    assert _found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("phường 5, quận 3", [("phường", "5"), ("huyện", "3")]),
        ("xã Gào, huyện Lộc Hà", [("xã", "Gào"), ("huyện", "Lộc Hà")]),
        ("phường 12,5% hộ; xã Trường học", []),
    ],
)
def test_short_names_only_when_asked_for(text, expected):
    assert [(unit.level, unit.name) for unit in named_units(text, short=True)] == expected
    assert [unit for unit in _found(text) if unit[0] in ("xã", "phường")] == []


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


def test_the_motto_names_no_commune():
    assert named_units("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") == []
    assert named_units("Cộng hoà xã hội chủ nghĩa Việt Nam") == []
