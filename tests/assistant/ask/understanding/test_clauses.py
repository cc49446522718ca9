"""Conditions of a question, as a small tree."""

import pytest

from assistant.ask.understanding.gazetteer import gazetteer
from assistant.ask.understanding.understand import understand
from assistant.types import Clause, Condition, Identity, Place

NAMES = gazetteer(
    [
        Identity("nghị quyết", "Đảng", "t", level="xã", commune="Trường Xuân"),
        Identity("nghị quyết", "Đảng", "t", level="xã", commune="Hưng Tân"),
    ]
)
INCOME, REVENUE = "thu_nhap_binh_quan", "thu_ngan_sach"


def _any_of(text):
    question = understand(text, NAMES)
    assert question.unread == ()
    return [
        [(clause.indicator, clause.condition.comparator, clause.condition.value) for clause in row]
        for row in question.any_of
    ]


@pytest.mark.parametrize(
    ("text", "any_of"),
    [
        (
            "Xã nào đặt thu nhập trên 50 triệu và thu ngân sách trên 10 tỷ?",
            [[(INCOME, ">", 50.0), (REVENUE, ">", 10.0)]],
        ),
        (
            "Xã nào vừa có thu nhập từ 58 triệu trở lên vừa thu ngân sách dưới 10 tỷ?",
            [[(INCOME, ">=", 58.0), (REVENUE, "<", 10.0)]],
        ),
        (
            "Xã nào đặt thu nhập trên 60 triệu hoặc thu ngân sách trên 20 tỷ?",
            [[(INCOME, ">", 60.0)], [(REVENUE, ">", 20.0)]],
        ),
        ("Xã nào đặt thu nhập trên 50 triệu nhưng dưới 60 triệu?", [[(INCOME, ">", 50.0), (INCOME, "<", 60.0)]]),
        (
            "xa nao dat thu nhap tren 50 trieu va thu ngan sach tren 10 ty",
            [[(INCOME, ">", 50.0), (REVENUE, ">", 10.0)]],
        ),
        ("Xã nào đặt trên 95% người dân tham gia BHYT?", [[("ty_le_bhyt", ">", 95.0)]]),
        ("Xã nào có tỷ lệ hộ nghèo dưới 1%?", [[("ty_le_ho_ngheo", "<", 1.0)]]),
        ("Xã nào giảm trên 5 hộ nghèo?", [[("so_ho_ngheo", ">", 5.0)]]),
        ("Xã nào đặt thu nhập trên năm mươi tám triệu?", [[(INCOME, ">", 58.0)]]),
        ("Xã nào không đặt thu nhập trên 58 triệu?", [[(INCOME, "<=", 58.0)]]),
        ("Xã nào chưa đạt thu nhập 58 triệu?", [[(INCOME, "<", 58.0)]]),
        (
            "xa nao co ty le tre duoi 5 tuoi suy dinh duong the thap coi tren 9%",
            [[("ty_le_suy_dd_thap_coi", ">", 9.0)]],
        ),
        ("Xã nào có số chỉ tiêu không đạt dưới 2 chỉ tiêu?", [[("so_chi_tieu_khong_dat", "<", 2.0)]]),
    ],
)
def test_conditions(text, any_of):
    assert _any_of(text) == any_of


@pytest.mark.parametrize(
    "text",
    [
        "Xã nào đặt thu nhập từ 50 đến 60 triệu?",
        "Xã nào đặt thu nhập trong khoảng 50 đến 60 triệu?",
        "Xã nào đặt thu nhập giữa 50 và 60 triệu?",
        "Xã nào đặt thu nhập từ 50 tới 60 triệu?",
    ],
)
def test_between(text):
    (clause,) = understand(text, NAMES).clauses
    assert clause.condition == Condition("range", 50.0, 60.0, "triệu đồng")


def test_one_figure_for_several_indicators():
    found = _any_of("Xã nào có chi bộ hoàn thành tốt nhiệm vụ và đảng viên hoàn thành tốt nhiệm vụ đều trên 80%?")
    assert found == [[("ty_le_chi_bo_httnv", ">", 80.0), ("ty_le_dang_vien_httnv", ">", 80.0)]]


@pytest.mark.parametrize(
    ("text", "comparator"),
    [("Xã nào đặt thu nhập cao hơn xã Hưng Tân?", ">"), ("Xã nào có thu nhập thấp hơn so với Hưng Tân?", "<")],
)
def test_one_unit_held_against_the_others(text, comparator):
    question = understand(text, NAMES)
    (clause,) = question.clauses
    assert (clause.than.name, clause.condition.comparator, question.places) == ("Hưng Tân", comparator, ())


def test_two_units_compared_are_no_condition():
    question = understand("Thu ngân sách giữa Hưng Tân với Trường Xuân, xã nào cao hơn?", NAMES)
    assert (question.intent, question.any_of, len(question.places)) == ("compare", (), 2)


def test_a_clause_without_an_indicator_is_not_read():
    assert understand("Xã nào đặt chỉ tiêu trên 58 triệu?", NAMES).unread


def test_the_reading_says_the_whole_condition():
    reading = understand("Xã nào đặt thu nhập trên 60 triệu hoặc thu ngân sách trên 20 tỷ?", NAMES).reading
    assert "thu nhập bình quân đầu người trên 60 triệu đồng hoặc thu ngân sách trên 20 tỷ đồng" in reading
    reading = understand("Xã nào đặt thu nhập cao hơn xã Hưng Tân?", NAMES).reading
    assert "trên mức của xã Hưng Tân" in reading


def test_places_are_of_a_clause_and_not_of_the_question():
    (clause,) = understand("Xã nào đặt thu nhập cao hơn xã Hưng Tân?", NAMES).clauses
    assert clause == Clause(INCOME, Condition(">", 0.0), than=Place("Hưng Tân", "xã"))


@pytest.mark.parametrize(
    "text", ["Ai ký kế hoạch năm 2025 của xã Trường Xuân?", "Bí thư Đảng ủy xã Trường Xuân là ai?"]
)
def test_who_signed_is_asked_of_no_figure(text):
    question = understand(text, NAMES)
    assert (question.about, question.indicators) == (("signer",), ())


def test_communes_of_a_district_are_several():
    names = gazetteer([Identity("nghị quyết", "Đảng", "t", level="xã", commune="Hưng Tân", district="Bình Lâm")])
    question = understand("Tổng chỉ tiêu thu ngân sách năm 2024 của các xã huyện Bình Lâm", names)
    assert (question.intent, question.levels) == ("sum", ("xã",))
    assert [(place.name, place.members) for place in question.places] == [("Bình Lâm", True)]


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("Chỉ tiêu số xã đạt chuẩn nông thôn mới năm 2024 của huyện Bình Lâm là bao nhiêu?", False),
        ("Thu ngân sách năm 2024 của các xã huyện Bình Lâm là bao nhiêu?", True),
    ],
)
def test_a_level_in_the_name_of_an_indicator_asks_of_no_commune(text, members):
    names = gazetteer([Identity("nghị quyết", "Đảng", "t", level="huyện", district="Bình Lâm")])
    (place,) = understand(text, names).places
    assert (place.name, place.members) == ("Bình Lâm", members)


@pytest.mark.parametrize(
    "text",
    [
        "Diện tích lúa theo Đề án 1 triệu ha của xã Hưng Tân năm 2026?",
        "Thu ngân sách theo Nghị quyết 68 của xã Hưng Tân?",
        "Hộ nghèo vay vốn chương trình 135 của xã Hưng Tân còn bao nhiêu?",
        "Xã Hưng Tân đạt mấy trên 19 tiêu chí nông thôn mới?",
        "Xã Hưng Tân có bao nhiêu trên 12 thôn văn hóa?",
    ],
)
def test_a_number_within_a_name_or_the_whole_asked_for_is_no_condition(text):
    assert _any_of(text) == []


def test_a_number_beside_a_name_is_a_condition():
    assert _any_of("Xã nào đặt mấy chỉ tiêu thu nhập trên 58 triệu?") == [[(INCOME, ">", 58.0)]]


def test_a_year_before_a_word_that_reads_as_a_unit_is_no_figure():
    assert understand("heo hung tan 6 thang 2019 con may con", NAMES).any_of == ()


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("Xã nào có thu nhập thua Hưng Tân?", "<"),
        ("Xã nào nghèo hơn Hưng Tân?", ">"),
        ("Xã nào hộ nghèo tốt hơn Hưng Tân?", "<"),
    ],
)
def test_better_and_worse_than_another_unit(text, comparator):
    (clause,) = understand(text, NAMES).clauses
    assert (clause.condition.comparator, clause.than) == (comparator, Place("Hưng Tân", None))


@pytest.mark.parametrize(
    "text", ["Thu nhập 2025 chỉ tiêu", "thu nhap 2025 chi tieu", "Thu nhập năm 2025 kế hoạch bao nhiêu"]
)
def test_a_year_before_a_word_for_target_is_no_condition(text):
    question = understand(text, NAMES)
    assert (question.any_of, question.years) == ((), (2025,))


@pytest.mark.parametrize("text", ["Trồng rừng được hỗ trợ bao nhiêu tiền một ha?", "trồng rừng mấy triệu 1 ha"])
def test_one_for_which_an_amount_is_asked_is_no_condition(text):
    assert understand(text, gazetteer([])).any_of == ()


@pytest.mark.parametrize(
    "text",
    ["Đấu giá 18 khu đất thu ngân sách dự kiến bao nhiêu?", "Thu ngân sách của 3 thị xã là bao nhiêu?"],
)
def test_a_bare_figure_that_counts_what_stands_behind_it_is_no_condition(text):
    assert understand(text, gazetteer([])).any_of == ()
