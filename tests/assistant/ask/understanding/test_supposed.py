"""What a question supposes before it asks."""

import pytest

from assistant.ask.understanding.gazetteer import gazetteer
from assistant.ask.understanding.supposed import supposed_case
from assistant.ask.understanding.understand import understand
from assistant.ask.understanding.words import prepare
from assistant.types import Identity

NAMES = gazetteer([Identity("nghị quyết", "HĐND", "t", level="tỉnh", province="Cẩm Hà")])


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("Nếu công trình chậm 3 tháng thì bị xử lý sao?", "công trình chậm 3 tháng"),
        ("Nhà thầu giải ngân được 20% vốn thì ai xem xét?", "Nhà thầu giải ngân được 20% vốn"),
        ("Trường hợp hộ cận nghèo xây bể biogas thì được hỗ trợ gì?", "hộ cận nghèo xây bể biogas"),
        ("Tàu cá dài 15 m chưa lắp giám sát thì bị phạt thế nào?", "Tàu cá dài 15 m chưa lắp giám sát"),
        ("ho ngheo nuoi 5 con trau thi duoc ho tro bao nhieu", "ho ngheo nuoi 5 con trau"),
        ("Hộ nghèo sửa nhà được hỗ trợ bao nhiêu tiền?", "Hộ nghèo sửa nhà"),
        ("Sản phẩm OCOP 4 sao được tỉnh thưởng mấy triệu?", "Sản phẩm OCOP 4 sao"),
        ("HTX mới thành lập được vay tối đa bao nhiêu?", "HTX mới thành lập"),
    ],
)
def test_a_case_ends_where_it_is_asked_what_follows(text, case):
    asked = prepare(text)
    start, end = supposed_case(asked)
    assert asked.text[start:end].strip() == prepare(case).text


@pytest.mark.parametrize(
    "text",
    [
        "Xã Hòa An thì thu ngân sách bao nhiêu?",
        "Thu nhập từ 60 triệu trở lên thì có những xã nào?",
        "Cộng số hộ nghèo của ba xã thì được bao nhiêu hộ?",
        "Năm 2017 đặt thu ngân sách tăng 8% so với 2016 thì tương ứng bao nhiêu tỷ?",
        "Còn năm 2025 thì sao?",
        "GRDP tăng 8,5% thì thu nhập đạt bao nhiêu?",
        "Xã đặt thu tăng 12% so với năm trước thì phải thu bao nhiêu?",
        "Cộng chỉ tiêu việc làm của các đơn vị thì được bao nhiêu lao động?",
        "Trong 88% lao động qua đào tạo thì có chứng chỉ chiếm mấy phần trăm?",
        "Chỉ tính số đã thực hiện thì đơn vị nào có thu nhập cao nhất?",
        "Xã nào thu trên 20 tỷ thì được khen?",
        "Bao nhiêu hộ nghèo được hỗ trợ nhà ở?",
        "Số hộ nghèo được hỗ trợ nhà ở năm 2024 là bao nhiêu hộ?",
        "Tỷ lệ hộ nghèo giảm bao nhiêu?",
    ],
)
def test_a_topic_a_condition_and_a_count_are_no_case(text):
    assert supposed_case(prepare(text)) is None


def test_what_a_case_names_is_neither_asked_for_nor_a_condition():
    asked = understand("Hộ nghèo ở tỉnh Cẩm Hà trồng 1,5 ha quế thì được hỗ trợ bao nhiêu?", NAMES)
    assert (asked.route, asked.indicators, asked.any_of, asked.unread) == ("passages", (), (), ())
    assert asked.figure
    assert asked.case.startswith("Hộ nghèo")
    assert {"nghèo", "quế"} <= set(asked.words)


def test_who_decides_on_a_case_is_no_fact_of_a_document():
    asked = understand("Hồ sơ 300 triệu đồng thì ai ký quyết định, theo nghị quyết của tỉnh Cẩm Hà?", NAMES)
    assert (asked.route, asked.about, asked.also) == ("passages", (), ())


def test_a_figure_that_is_asked_behind_a_case_is_asked_for():
    asked = understand("Nếu sáp nhập 2 thôn thì tỷ lệ hộ nghèo của tỉnh Cẩm Hà phải đạt bao nhiêu?", NAMES)
    assert asked.indicators == ("ty_le_ho_ngheo",)


def test_what_help_is_for_is_no_figure_asked_for():
    asked = understand("Học sinh ở tỉnh Cẩm Hà được hỗ trợ đóng BHYT bao nhiêu phần trăm?", NAMES)
    assert (asked.route, asked.indicators) == ("passages", ())
    assert {"học", "sinh", "bảo", "hiểm"} <= set(asked.words)
