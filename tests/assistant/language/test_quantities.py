"""Figures as they stand in real documents, and what each must be read as (from the documents, by eye)."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.language.quantities import find_quantities, format_number, parse_number, rules
from assistant.language.tables import load_table
from assistant.language.text import normalise

SAMPLE = Path(__file__).parents[3] / "ingest" / "sample"

# text, comparator, value, value_max, unit
FIGURES = [
    ("đạt 60,5 triệu đồng/người/năm", "=", 60.5, None, "triệu đồng/người/năm"),
    ("Thu ngân sách trên địa bàn xã: 5.900.000.000 đồng", "=", 5.9e9, None, "đồng"),
    ("Khu dân cư được công nhận đạt chuẩn văn hóa = 13", "=", 13, None, ""),
    ("nghị quyết 35 đảng viên", "=", 35, None, "đảng viên"),
    ("đạt trên 170,5 tỷ đồng", ">", 170.5, None, "tỷ đồng"),
    ("trên 9.850 tấn", ">", 9850, None, "tấn"),
    (">80% đảng viên", ">", 80, None, "%"),
    ("từ 9 doanh nghiệp trở lên", ">=", 9, None, "doanh nghiệp"),
    ("kết nạp 18 Đảng viên mới trở lên", ">=", 18, None, "đảng viên"),
    ("đạt 80% trở lên", ">=", 80, None, "%"),
    ("đạt từ 58 triệu đồng/người/năm", ">=", 58, None, "triệu đồng/người/năm"),
    ("ít nhất 01 làng", ">=", 1, None, "thôn"),
    ("tối thiểu 12%", ">=", 12, None, "%"),
    ("không thấp hơn 12%", ">=", 12, None, "%"),
    ("≥ 95%", ">=", 95, None, "%"),
    ("dưới 0,5 %", "<", 0.5, None, "%"),
    ("không quá 1,2%", "<=", 1.2, None, "%"),
    ("còn 12,1‰", "=", 12.1, None, "‰"),
    ("giảm xuống còn 2,27%", "=", 2.27, None, "%"),
    ("Kết nạp 15-16 đảng viên mới", "range", 15, 16, "đảng viên"),
    ("6- 6,8%", "range", 6, 6.8, "%"),
    ("64.400- 64.920 tỉ", "range", 64400, 64920, "tỷ đồng"),
    ("9,5 – 10%", "range", 9.5, 10, "%"),
    ("từ 8% đến 8,5%", "range", 8, 8.5, "%"),
    ("từ 6,5 đến 7%", "range", 6.5, 7, "%"),
    ("từ 12 tỷ lên 13,5 tỷ", "=", 13.5, None, "tỷ đồng"),
    ("từ 28 hộ xuống còn 23 hộ", "=", 23, None, "hộ"),
    ("100% chi bộ hoàn thành nhiệm vụ trở lên", "=", 100, None, "%"),
    ("80% chi bộ được xếp hoàn thành tốt nhiệm vụ trở lên", "=", 80, None, "%"),
    ("từ 85% chi bộ trở lên hoàn thành tốt nhiệm vụ", ">=", 85, None, "%"),
    ("trẻ em dưới 5 tuổi suy dinh dưỡng 16,9%", "=", 16.9, None, "%"),
    ("trên 1 ha đất canh tác: 105 triệu", "=", 105, None, "triệu đồng"),
    ("sinh con thứ ba trở lên dưới 9%", "<", 9, None, "%"),
    ("13 tỷ 655 triẹu đồng", "=", 13.655, None, "tỷ đồng"),
    ("682 tỷ 068 triệu", "=", 682.068, None, "tỷ đồng"),
    ("1 tỷ 051 triệu", "=", 1.051, None, "tỷ đồng"),
    ("50.390.000đồng/người/năm", "=", 50.39e6, None, "đồng/người/năm"),
    ("21, 72 tỷ", "=", 21.72, None, "tỷ đồng"),
    ("448, 666 tỷ", "=", 448.666, None, "tỷ đồng"),
    ("61,8 vạn tấn", "=", 618000, None, "tấn"),
    ("12 vạn lượt", "=", 120000, None, "lượt"),
    ("43,5 nghìn tỷ", "=", 43.5, None, "nghìn tỷ đồng"),
    ("1,8 triệu lượt", "=", 1800000, None, "lượt"),
    ("1,4km", "=", 1.4, None, "km"),
    ("4.150con", "=", 4150, None, "con"),
    ("14,2%o", "=", 14.2, None, "‰"),
    ("0,30%0", "=", 0.3, None, "‰"),
    ("28,6% triệu đồng/người/năm", "=", 28.6, None, "triệu đồng/người/năm"),
    ("43.16%", "=", 43.16, None, "%"),
    ("7.2 ha", "=", 7.2, None, "ha"),
    ("5.119.34 ha", "=", 5119.34, None, "ha"),
    ("5,2 triệu đồng/người/tháng", "=", 5.2, None, "triệu đồng/người/tháng"),
    ("ít nhất một mô hình mới", ">=", 1, None, "mô hình"),
    ("không có chi bộ yếu kém", "=", 0, None, "chi bộ"),
    ("trên 500.000 lượt người", ">", 500000, None, "lượt"),
    ("trồng dặm theo kế hoạch 12 - 15 ha", "range", 12, 15, "ha"),
    ("độ che phủ theo mục tiêu 42-45%", "range", 42, 45, "%"),
    ("kết nạp 02 đến 03 đảng viên", "range", 2, 3, "đảng viên"),
    ("đạt 85 tới 90%", "range", 85, 90, "%"),
    ("bổ sung từ ngân sách cấp trên: 5.120.000.000 đồng", "=", 5120000000, None, "đồng"),
    ("các khoản nêu trên 3 tỷ đồng", "=", 3, None, "tỷ đồng"),
    ("trực tuyến trên 70%", ">", 70, None, "%"),
    ("cấp trên 120 giấy", ">", 120, None, ""),
    ("đàn gia cầm 052.000 con", "=", 52000, None, "con"),
    ("hotline tiếp nhận 1.250 lượt", "=", 1250, None, "lượt"),
    ("đường ĐT 127 dài 12,5 km", "=", 12.5, None, "km"),
    ("12.345 tài khoản", "=", 12345, None, ""),
]

NO_FIGURES = [
    "ngày 26 tháng 12 năm 2022",
    "ngày 18/5/2021",
    "Kết luận số 01-KL/TW",
    "Quyết định 1988/2017/QĐ-UBND ngày 12/6/2017",
    "Quyết định 217,218 của Bộ Chính trị",
    "Quyết định 52 của UBND tỉnh",
    "Chỉ thị số 12 và số 15",
    "giai đoạn 2021 - 2025",
    "nhiệm kỳ 2020 – 2025",
    "năm học 2023-2024",
    "kỷ niệm 85 năm ngày truyền thống (20/6/1938 – 20/6/2023)",
    "các tuyến đường 506b, 506c",
    "hành lang an toàn giao thông đường 542C",
    "trực ca 24/24",
    "chuẩn mức 2",
    "tiêu chí số 10 Thu nhập",
    "đề án 06 của Chính phủ",
    "đại dịch Covid – 19",
    "SĐT: 0374408758",
    "Đăng lúc: 13/03/2023 14:51:27",
    "Nghị quyết Trung ương 4( khoá XI)",
    "Hội nghị lần thứ 25",
    "tăng so với năm 2021",
    "trẻ em dưới 5 tuổi",
    "một cửa liên thông",
    "một số nhiệm vụ",
    "liên hệ 0218.3852166",
    "ĐT: 0218.38.52.166, (0218) 3852 167",
    "đường dây nóng 0968 217 045 (ông Hà) hoặc Zalo 0968.217 046",
    "hotline 1900 6412 - 1900.6413",
    "+84 218 3852 166",
    "tài khoản Kho bạc 9523.2.1027731; STK 214 700 3385",
    "TK 3200 215 007 118 tại Agribank",
    "mã QHNS 1027731, mã số thuế 5400210337-002",
    "hồ sơ lưu số 2024.02.0117",
    "Nghị quyết 76/2025/UBTVQH15 và 60/2024/QH15",
]


@pytest.mark.parametrize(("text", "comparator", "value", "value_max", "unit"), FIGURES, ids=[f[0] for f in FIGURES])
def test_reads_a_figure(text, comparator, value, value_max, unit):
    (found,) = find_quantities(text)
    assert (found.comparator, found.value, found.value_max, found.unit) == (
        comparator,
        pytest.approx(value),
        value_max,
        unit,
    )


@pytest.mark.parametrize("text", NO_FIGURES)
def test_leaves_alone_what_is_no_figure(text):
    assert find_quantities(text) == ()


@pytest.mark.parametrize(
    ("text", "value", "of"),
    [
        ("đạt 6/19 tiêu chí", 6, 19),
        ("giữ vững 9/9 thôn", 9, 9),
        ("35/36 chỉ tiêu thành phần", 35, 36),
        ("vượt mức 14/15 chỉ tiêu", 14, 15),
        ("trồng 14 ha/60 ha", 14, 60),
        ("thu 5 tỷ đồng/6 tỷ đồng", 5, 6),
    ],
)
def test_reads_x_of_y(text, value, of):
    (found,) = find_quantities(text)
    assert (found.value, found.of) == (value, of)


@pytest.mark.parametrize("text", ["gần 24 tỷ đồng", "khoảng 35%", "xấp xỉ 12 ha"])
def test_marks_what_is_approximate(text):
    (found,) = find_quantities(text)
    assert found.approximate
    assert found.comparator == "="


def test_a_span_covers_comparator_number_and_unit():
    text = "Thu nhập bình quân đầu người đạt từ 58 triệu đồng/người/năm;"
    (found,) = find_quantities(text)
    assert text[found.start : found.end] == "từ 58 triệu đồng/người/năm"
    assert text[found.number_start : found.number_end] == "58"


@given(st.integers(min_value=0, max_value=10**12), st.integers(min_value=0, max_value=3))
def test_a_formatted_number_is_read_back(digits, decimals):
    value = round(digits / 10**decimals, decimals)
    assert parse_number(format_number(value)) == pytest.approx(value)


@pytest.mark.parametrize(("form", "unit"), [(unit_form, unit.name) for unit_form, unit in rules().forms.items()])
@given(value=st.integers(min_value=0, max_value=10**7), decimals=st.integers(min_value=0, max_value=2))
@settings(max_examples=20)
def test_a_figure_of_every_unit_is_read_back(form, unit, value, decimals):
    written = round(value / 10**decimals, decimals)
    (found,) = find_quantities(f"đạt {format_number(written)} {form}.")
    worth, meant = found.value * rules().units[found.unit].scale, written * rules().units[unit].scale
    assert (worth, found.comparator) == (pytest.approx(meant), "=")  # "3 ngàn đồng" may be read as 3.000 đồng


@pytest.mark.parametrize(("word", "comparator"), [("từ", ">="), ("trên", ">"), ("dưới", "<"), ("không quá", "<=")])
@given(value=st.integers(min_value=0, max_value=10**7), decimals=st.integers(min_value=0, max_value=2))
def test_every_comparator_is_read_back(word, comparator, value, decimals):
    written = round(value / 10**decimals, decimals)
    (found,) = find_quantities(f"đạt {word} {format_number(written)} tỷ đồng")
    assert (found.value, found.comparator) == (pytest.approx(written), comparator)


@given(low=st.integers(min_value=0, max_value=10**6), more=st.integers(min_value=1, max_value=10**6))
def test_a_range_is_read_back(low, more):
    (found,) = find_quantities(f"đạt từ {format_number(low)} đến {format_number(low + more)} tấn")
    assert (found.comparator, found.value, found.value_max) == ("range", low, low + more)


@given(st.text(max_size=200))
def test_never_raises_and_every_span_holds_its_figure(text):
    import unicodedata

    text = unicodedata.normalize("NFC", text)
    for found in find_quantities(text):
        assert 0 <= found.start <= found.number_start < found.number_end <= found.end <= len(text)
        number = text[found.number_start : found.number_end]
        assert any(character.isdigit() for character in number) or number.lower() in (
            ["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "không có", "không còn"]
        )


def test_asking_for_a_word_boundary_once_changes_no_pattern():
    """``rules`` joins the patterns of what is no figure so that they are quick; alone they find the same."""
    each = load_table("assistant.language", "quantities.toml")["not_figures"].values()
    alone = re.compile("|".join(f"(?:{pattern})" for pattern in each))
    texts = [normalise(path.read_text(encoding="utf-8")) for path in sorted(SAMPLE.glob("*.txt"))]
    found = [[match.span() for match in rules().not_figures.finditer(text)] for text in texts]
    assert found == [[match.span() for match in alone.finditer(text)] for text in texts]
    assert sum(map(len, found)) > 100
