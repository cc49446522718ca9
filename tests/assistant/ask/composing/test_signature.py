"""Who signed, however the two columns of the closing part were read."""

import pytest

from assistant.ask.composing.signature import holds_office, offices_signed, persons_in, signature
from tests.builders import document


def _signed(*lines, role="Bí thư"):
    return [span.quote for span in signature(document("d", "NGHỊ QUYẾT", *lines, signer_role=role))]


@pytest.mark.parametrize(
    "lines",
    [
        ("Nơi nhận:", "- Như trên;", "T/M ĐẢNG ỦY", "BÍ THƯ", "Trần Văn Lực"),
        ("Nơi nhận:      T/M ĐẢNG ỦY", "- Huyện ủy;      BÍ THƯ", "- Lưu.      (đã ký)", "            Trần Văn Lực"),
        ("- Ban Thường vụ (báo cáo); BÍ THƯ", "- Các chi bộ;", "- Lưu VPĐU. (đã ký) Trần Văn Lực"),
        ("| Nơi nhận: | BÍ THƯ |", "| - Các chi bộ; | Trần Văn Lực |"),
        ("BÍ THƯ: Trần Văn Lực",),
    ],
)
def test_office_and_name(lines):
    assert _signed(*lines) == ["BÍ THƯ", "Trần Văn Lực"]


def test_a_deputy_signs_for_the_head():
    lines = ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Thị Bích Hạnh")
    assert _signed(*lines, role="Phó Chủ tịch") == ["PHÓ CHỦ TỊCH", "Lê Thị Bích Hạnh"]


def test_neighbours_are_no_name():
    assert _signed("BÍ THƯ", "- Lưu Văn Phòng", "- Các Chi Bộ") == ["BÍ THƯ"]
    assert _signed("Báo cáo đồng chí bí thư", role=None) == []
    assert _signed("Nghị quyết có hiệu lực từ ngày ký.", role=None) == []


def test_an_office_that_identification_missed_is_found_with_its_name():
    assert _signed("CHỦ TỊCH: Phạm Minh Châu", role=None) == ["CHỦ TỊCH", "Phạm Minh Châu"]


@pytest.mark.parametrize(
    ("lines", "quotes"),
    [
        # One blank parts the columns, and an abbreviation of two letters stands before the name.
        (
            (
                "Nơi nhận: T/M ĐẢNG ỦY",
                "- Thường trực Huyện ủy, BÍ THƯ",
                "- Các chi bộ, (Đã ký)",
                "- Lưu VP. Lê Bá Sen",
            ),
            ["BÍ THƯ", "Lê Bá Sen"],
        ),
        (("TM. ỦY BAN NHÂN DÂN — KT. CHỦ TỊCH, PHÓ CHỦ TỊCH: Y Blun Ktla",), ["PHÓ CHỦ TỊCH", "Y Blun Ktla"]),
        (("TM. HỘI ĐỒNG NHÂN DÂN — CHỦ TỊCH (đã ký) Điểu K'Xuân",), ["CHỦ TỊCH", "Điểu K'Xuân"]),
        (("Chủ tịch HĐND: Tô Hải Yến (đã ký)", "Bài liên quan: Thăm đảo"), ["Chủ tịch HĐND", "Tô Hải Yến"]),
        (("PHÓ BÍ THƯ THƯỜNG TRỰC **Lò Văn Sướng** |",), ["PHÓ BÍ THƯ THƯỜNG TRỰC", "Lò Văn Sướng"]),
        (
            ("| Nơi nhận: - Lưu VP. | T/M BAN THƯỜNG VỤ PHÓ BÍ THƯ (đã ký) Phạm Thị Thương |",),
            ["PHÓ BÍ THƯ", "Phạm Thị Thương"],
        ),
        (("TM. BAN KINH TẾ", "TRƯỞNG BAN", "Đặng Thị Lệ"), ["TRƯỞNG BAN", "Đặng Thị Lệ"]),
        (("CHỦ TỊCH", "(Đã ký)", "Hoàng văn Mùi"), ["CHỦ TỊCH", "Hoàng văn Mùi"]),
        (("TRƯỞNG ĐOÀN", "Ngô Đức Thành - Phó Chủ tịch UBND huyện"), ["TRƯỞNG ĐOÀN", "Ngô Đức Thành"]),
    ],
)
def test_the_columns_fall_together_in_many_ways(lines, quotes):
    assert _signed("Điều 3. Giao các cơ quan thi hành.", *lines, role=None) == quotes


@pytest.mark.parametrize(
    "lines",
    [
        ("Phát biểu, đồng chí Bí thư Huyện ủy tặng 20 suất quà.", "Quang Duy - Thu Huyền"),
        ("Ông Kiều Ngọc, Bí thư Đảng ủy, hẹn cuối năm.", "Phan Trọng"),
        ("Đồng chí Chu Văn tái đắc cử Bí thư Đảng ủy thị trấn.", "Hoàng Lê"),
        ("Chủ tịch UBND xã trả lời: việc này phải làm ngay.", "Tin: Mỹ Nhiên"),
    ],
)
def test_who_wrote_the_news_has_not_signed(lines):
    assert _signed(*lines, role=None) == []


def test_a_signature_before_the_annex_is_found_by_its_mark():
    annex = ["| Chỉ tiêu | Kế hoạch |", *(f"| Thôn {number} | {number * 7} ha lúa |" for number in range(120))]
    assert _signed("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Hồ Minh Tâm", "PHỤ LỤC", *annex, role=None) == [
        "CHỦ TỊCH",
        "Hồ Minh Tâm",
    ]


def test_a_deputy_holds_no_head_s_office():
    assert holds_office("PHÓ CHỦ TỊCH", "pho chu tich")
    assert not holds_office("PHÓ CHỦ TỊCH", "chu tich")
    signed = document("d", "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Thị Hạnh")
    assert offices_signed(signed) == ("PHÓ CHỦ TỊCH",)
    of_two = document("d", "TRƯỞNG BAN", "(đã ký)", "PHÓ BÍ THƯ ĐẢNG ỦY - CHỦ TỊCH UBND XÃ", "Quách Thi")
    assert any(holds_office(each, "truong ban") for each in offices_signed(of_two))


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        (
            "Khai mạc lúc 8 giờ. Đồng chí Hà Kiên Trinh giữ chức Bí thư Đảng ủy xã.",
            ["Đồng chí Hà Kiên Trinh giữ chức Bí thư Đảng ủy xã."],
        ),
        ("Bí thư Đảng ủy xã Vàng A Sình nói thêm.", ["Bí thư Đảng ủy xã Vàng A Sình nói thêm."]),
        ("Bí thư Đảng ủy xã Yên Lộc nói thêm.", []),  # the commune's own name
        ("Phó Bí thư Trần Tâm dự.", []),
        ("Đồng chí Bí thư nhắc các chi bộ.", []),
    ],
)
def test_who_stands_beside_an_office(text, quotes):
    assert [span.quote for span in persons_in(document("d", text, commune="Yên Lộc"), "bi thu")] == quotes
