"""A text that speaks of several units gives each its lines."""

import pytest

from assistant.ask.composing.by_unit import lines_by_unit, of_unit, texts_on, unit_lines
from tests.builders import document

NEWS = document(
    "n",
    "Tin địa phương ngày 30-12",
    "* Xã Suối Lạnh: 17/18 chỉ tiêu đạt",
    "Chiều nay, xã Suối Lạnh tổng kết năm 2025.",
    "Xã thu ngân sách 9,4 tỷ đồng, kết nạp 21 đảng viên, còn 34 hộ nghèo.",
    "Kim Hoa",
    "* Phường Bến Đá giao chỉ tiêu",
    "Cùng ngày, UBND phường Bến Đá trao quyết định cho 14 đơn vị; thu 412 tỷ đồng.",
    "Chủ tịch UBND phường Huỳnh Văn Sắt lưu ý 2 dự án.",
    "* Công an xã Tà Nung tổng kết năm",
    "Năm 2025 xảy ra 28 vụ, giảm 4 vụ.",
    kind="khác",
)


def _names(source):
    return [each.words for each in lines_by_unit(source)]


def test_each_unit_has_its_lines():
    assert _names(NEWS) == ["xã Suối Lạnh", "phường Bến Đá", "xã Tà Nung"]
    assert [each.text for each in of_unit(NEWS, "Bến Đá")] == [
        "- “Phường Bến Đá giao chỉ tiêu”",
        "- “Cùng ngày, UBND phường Bến Đá trao quyết định cho 14 đơn vị; thu 412 tỷ đồng.”",
        "- “Chủ tịch UBND phường Huỳnh Văn Sắt lưu ý 2 dự án.”",
    ]


def test_one_line_on_each_has_its_heading_and_most_of_its_figures():
    first, *_ = unit_lines(NEWS)
    assert first.text.startswith("- **Xã Suối Lạnh**: “Xã Suối Lạnh: 17/18 chỉ tiêu đạt”;")
    assert "“Xã thu ngân sách 9,4 tỷ đồng, kết nạp 21 đảng viên, còn 34 hộ nghèo.”" in first.text
    assert "Kim Hoa" not in first.text
    assert all(NEWS.text[span.start : span.end] == span.quote for span in first.spans)


@pytest.mark.parametrize(
    "lines",
    [
        # One commune, and others only within its sentences.
        (
            "Xã Suối Lạnh họp tổng kết năm.",
            "Xã thu 9 tỷ đồng, hơn xã Tà Nung 2 tỷ đồng.",
            "Xã Suối Lạnh còn 34 hộ nghèo.",
        ),
        # Headlines of other news have no text below them.
        (
            "Xã Suối Lạnh thu 9 tỷ đồng trong năm nay.",
            "1. Phường Bến Đá thu 95 tỷ đồng",
            "2. Xã Tà Nung còn 41 hộ nghèo",
        ),
        # Officers are named, not units.
        (
            "Xã Suối Lạnh thu 9 tỷ đồng.",
            "Chủ tịch UBND xã Hồ Văn Sắt nói 2 việc.",
            "Bí thư Đảng ủy xã Lò Thị Mai nêu 3 việc.",
        ),
        ("Ba xã Vùng Cao họp năm 2025.", "Các phường Ven Sông thu 9 tỷ đồng."),
    ],
)
def test_a_text_of_one_unit_is_none_of_several(lines):
    assert _names(document("d", *lines, kind="khác")) == []


def test_a_formal_document_or_a_district_s_is_of_its_own_unit():
    text = NEWS.text.split("\n")
    assert _names(document("d", *text, kind="báo cáo")) == []
    assert _names(document("d", *text, kind="khác", level="huyện")) == []


def test_a_numbered_part_that_names_no_unit_ends_the_last():
    pact = document(
        "p",
        "I. PHƯỜNG BẾN ĐÁ đăng ký",
        "- Thu ngân sách vượt 5%.",
        "II. XÃ TÀ NUNG đăng ký",
        "- Hộ nghèo giảm 15 hộ.",
        "III. XÃ SUỐI LẠNH đăng ký",
        "- Trồng 31 ha rừng.",
        "IV. CHẤM ĐIỂM: thang 1.000 điểm.",
        kind="khác",
    )
    assert [each.text for each in of_unit(pact, "Suối Lạnh")] == [
        "- “III. XÃ SUỐI LẠNH đăng ký”",
        "- “Trồng 31 ha rừng.”",
    ]


def test_texts_on_a_unit_without_a_document_of_its_own():
    other = document("o", "Xã Suối Lạnh họp.", kind="khác")
    ((found, lines),) = texts_on(["Tà Nung"], [other, NEWS])
    assert found is NEWS
    assert "28 vụ" in lines[-1].text
    assert texts_on(["Sông Mây"], [other, NEWS]) == []


def test_a_bare_name_heads_its_lines_where_the_text_has_its_level_elsewhere():
    source = document(
        "b",
        "Các xã Suối Lạnh, phường Bến Đá vừa đại hội.",
        "* SUỐI LẠNH: GIỮ RỪNG",
        "Xã sẽ lập vườn ươm quế bản địa và mở tuyến du lịch thác Nước Ruộng cho khách phương xa về thăm bản làng.",
        "* BẾN ĐÁ: PHƯỜNG CHÀI",
        "Khó nhất là rác thải bãi chài mùa cá; phường sẽ xây trạm xử lý tập trung cạnh chợ để gom cho hết mỗi ngày.",
        kind="khác",
    )
    assert [each.name for each in lines_by_unit(source)] == ["Suối Lạnh", "Bến Đá"]
    assert "Khó nhất" in of_unit(source, "Bến Đá")[-1].text
