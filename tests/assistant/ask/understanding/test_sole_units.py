"""The unit that a level alone means, where the archive has one of that level."""

from dataclasses import replace

import pytest

from assistant.ask.understanding.gazetteer import gazetteer
from assistant.ask.understanding.sole_units import with_sole_units
from assistant.ask.understanding.understand import understand
from assistant.types import Identity, Resolution, Turn


def _resolution(level, **unit):
    identity = Identity("nghị quyết", "HĐND", "t", level=level, **unit)
    return Resolution(f"{level} {unit}", "a.txt", "h", "chữ", (), (), identity)


def _names(*resolutions):
    return gazetteer([each.identity for each in resolutions], documents=resolutions)


PROVINCE = _resolution("tỉnh", province="Cẩm Hà")
DISTRICT = _resolution("huyện", district="Trà Vinh Thượng", province="Cẩm Hà")
COMMUNE = _resolution("xã", commune="Đồng Nghi", province="Cẩm Hà")
WARD = _resolution("phường", commune="Cửa Lũy", province="Cẩm Hà")
NAMES = _names(PROVINCE, DISTRICT, COMMUNE, WARD)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Nghị quyết của HĐND tỉnh có hiệu lực khi nào?", "Nghị quyết của HĐND tỉnh Cẩm Hà có hiệu lực khi nào?"),
        ("Thu ngân sách toàn tỉnh năm 2026?", "Thu ngân sách toàn tỉnh Cẩm Hà năm 2026?"),
        ("Tỉnh ủy đề ra mấy khâu đột phá?", "Tỉnh ủy Cẩm Hà đề ra mấy khâu đột phá?"),
        ("Tỉnh đặt mục tiêu GRDP bao nhiêu?", "Tỉnh Cẩm Hà đặt mục tiêu GRDP bao nhiêu?"),
        ("Tỉnh năm 2026 đề ra chỉ tiêu gì?", "Tỉnh Cẩm Hà năm 2026 đề ra chỉ tiêu gì?"),
        ("thu ngan sach cua xa nam 2025 bao nhieu", "thu ngan sach cua xa dong nghi nam 2025 bao nhieu"),
        ("Thế còn tỉnh thì sao?", "Thế còn tỉnh Cẩm Hà thì sao?"),
        ("BHYT của phường đạt mấy %?", "BHYT của phường Cửa Lũy đạt mấy %?"),
        ("Hộ nghèo của xã so với toàn huyện", "Hộ nghèo của xã Đồng Nghi so với toàn huyện Trà Vinh Thượng"),
        (
            "Xã Đồng Nghi hạn đến bao giờ, còn HĐND tỉnh yêu cầu khi nào?",
            "Xã Đồng Nghi hạn đến bao giờ, còn HĐND tỉnh Cẩm Hà yêu cầu khi nào?",
        ),
        ("BHYT của xã Đồng Nghi và của tỉnh", "BHYT của xã Đồng Nghi và của tỉnh Cẩm Hà"),
    ],
)
def test_the_only_unit_of_a_level_is_meant(text, read):
    assert with_sole_units(text, NAMES) == read


@pytest.mark.parametrize(
    "text",
    [
        "Thu ngân sách của xã Bình Lương năm 2025?",
        "thu ngan sach cua xa binh luong nam 2025",
        "Nghị quyết của HĐND tỉnh nào?",
        "Các xã của tỉnh khác",
        "Xã nào có thu nhập cao nhất?",
        "UBND xã Đồng Nghi kiến nghị với UBND tỉnh điều gì?",
        "Xã Đồng Nghi được HĐND tỉnh giao bao nhiêu biên chế?",
        "Xã Đồng Nghi trình HĐND huyện những gì?",
        "Thu ngân sách xã Đồng Nghi theo nghị quyết của HĐND tỉnh giao",
        "Thu ngân sách của các xã năm 2025",
        "Thị trấn đặt chỉ tiêu gì?",
        "Liệt kê xã, phường đề ra mục tiêu trên 70 triệu",
        "Thu ngân sách của xã, phường năm 2025?",
        "Chỉ tiêu của xã và phường",
        "Xã nào thu nhập thấp hơn của tỉnh?",
        "Tỉnh yêu cầu các xã rà soát hộ nghèo trước ngày nào?",
        "Kho có mấy văn bản của tỉnh?",
        "Thu nhập của xã có thôn Hạ Đồng",
    ],
)
def test_names_others_and_units_in_general_stay(text):
    assert with_sole_units(text, NAMES) == text


def test_where_two_are_of_a_level_or_one_is_unnamed_none_is_meant():
    text = "Thu ngân sách của xã năm 2025?"
    for other in (_resolution("xã", commune="Tân Lâm"), _resolution("xã")):
        assert with_sole_units(text, _names(COMMUNE, other)) == text


def test_a_level_in_a_conversation_on_another_unit_of_it_is_that_unit():
    text = "Còn chi của xã?"
    assert with_sole_units(text, NAMES, talked={"xã"}) == text
    assert with_sole_units(text, NAMES, talked={"huyện"}) == "Còn chi của xã Đồng Nghi?"
    with_other = _names(PROVINCE, COMMUNE)
    with_other = replace(with_other, communes=with_other.communes | {"Tân Lâm"})
    asked = understand(text, with_other, history=[Turn("user", "Thu ngân sách xã Đồng Nghi?"), Turn("assistant", "")])
    assert [place.name for place in asked.places] == ["Đồng Nghi"]


def test_a_question_is_read_as_if_the_name_had_been_typed():
    asked = understand("Tỷ lệ hộ nghèo của tỉnh năm 2025?", NAMES)
    assert [(place.name, place.level) for place in asked.places] == [("Cẩm Hà", "tỉnh")]
    assert asked.typed == "Tỷ lệ hộ nghèo của tỉnh năm 2025?"
    assert "Cẩm Hà" in asked.reading


def test_a_follow_up_on_the_unit_above_is_of_that_unit():
    asked = understand(
        "còn của tỉnh?", NAMES, history=[Turn("user", "Thu ngân sách xã Đồng Nghi?"), Turn("assistant", "")]
    )
    assert [(place.name, place.within) for place in asked.places] == [("Cẩm Hà", ())]
