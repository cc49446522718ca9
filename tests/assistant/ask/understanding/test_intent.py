"""What a question wants."""

import pytest

from assistant.ask.understanding.gazetteer import gazetteer
from assistant.ask.understanding.intent import units_said
from assistant.ask.understanding.understand import understand
from assistant.ask.understanding.words import prepare
from assistant.types import Identity
from tests.builders import identity

NAMES = gazetteer(
    [
        Identity("nghị quyết", "Đảng", "t", level="xã", commune="Trường Xuân"),
        Identity("nghị quyết", "Đảng", "t", level="xã", commune="Hưng Tân"),
    ]
)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Tổng chỉ tiêu thu ngân sách của các xã là bao nhiêu?", "sum"),
        ("Thu ngân sách của Hưng Tân và Trường Xuân cộng lại bao nhiêu?", "sum"),
        ("Tổng diện tích ngô, lạc, đậu của Hưng Tân?", "sum"),
        ("Tổng thu ngân sách của Hưng Tân?", "lookup"),
        ("Cộng giúp số đảng viên kết nạp năm 2021, 2022 và 2023 của Hưng Tân", "sum"),
        ("thu ngân sách Hưng Tân 2 năm 2020, 2021 cộng lại là mấy", "sum"),
        ("cong ho thu ngan sach Hung Tan nam 2021, 2022, 2023", "sum"),
        ("Tổng thu ngân sách của Hưng Tân năm 2021, 2022?", "lookup"),
        ("Trong tổng thu ngân sách của Hưng Tân, tiền sử dụng đất là bao nhiêu?", "lookup"),
        ("Thu nhập bình quân trung bình của các xã?", "mean"),
        ("Thu nhập bình quân của các xã?", "list"),
        ("Mục tiêu năm 2023 của Hưng Tân là gì?", "list"),
        ("Chỉ tiêu chủ yếu của Hưng Tân", "list"),
        ("ket qua cua Hung Tan", "list"),
        ("Mục tiêu tổng quát của Hưng Tân là gì?", "describe"),
        ("Mục tiêu nuôi tôm của Hưng Tân", "describe"),
        ("Mục tiêu là gì?", "describe"),
        ("Nghị quyết của Hưng Tân đề ra giải pháp gì?", "describe"),
        ("Cộng lại rồi chia đều thu nhập của các xã?", "mean"),
        ("Thôn nào nghèo nhất, còn bao nhiêu hộ nghèo?", "superlative"),
        ("Xếp hạng các xã theo thu nhập", "rank"),
        ("3 xã có thu nhập cao nhất", "rank"),
        ("Xã nào có thu nhập cao nhất?", "superlative"),
        ("Có mấy xã đặt thu nhập trên 58 triệu?", "count"),
        ("Thu nhập của Hưng Tân thay đổi thế nào qua các năm?", "compare"),
        ("Chênh lệch thu nhập giữa Hưng Tân và Trường Xuân?", "compare"),
        ("Văn bản nào nhắc đến đề án 06?", "mention"),
        ("Xã nào đề cập đến du lịch?", "mention"),
        ("Liệt kê các chỉ tiêu về môi trường của Hưng Tân", "list"),
        ("Kho có bao nhiêu văn bản cấp xã?", "archive"),
        ("Có mấy thông báo của phường?", "archive"),
        ("kể tên các báo cáo của xã", "archive"),
        ("kho có mấy kế hoạch", "archive"),
        ("Kỳ họp của Hưng Tân thông qua mấy nghị quyết?", "about"),
        ("Vì sao Hưng Tân còn hạn chế?", "describe"),
        ("Trong các đơn vị, nơi nào giao tổng đàn lợn lớn nhất?", "superlative"),
        ("liet ke cac don vi dat tong thu ngan sach it hon 12.590 trieu dong", "filter"),
        ("Tổng đàn lợn của các xã là bao nhiêu?", "sum"),
        ("tim cac xa co chi tieu tong thu ngan sach qua 14 ty dong", "filter"),
        ("Tổng thu ngân sách của Hưng Tân và Trường Xuân khác nhau thế nào?", "compare"),
        ("Tổng thu ngân sách của Hưng Tân và Trường Xuân là bao nhiêu?", "sum"),
        ("Hưng Tân phấn đấu tỷ lệ chi bộ hoàn thành tốt nhiệm vụ đạt mức nào?", "lookup"),
        ("Hưng Tân có nhiệm vụ gì để chi bộ hoàn thành tốt nhiệm vụ?", "describe"),
    ],
)
def test_intents(text, intent):
    assert understand(text, NAMES).intent == intent


@pytest.mark.parametrize(
    "text", ["Hưng Tân đặt thu nhập 57 triệu đúng không?", "Có phải Hưng Tân đặt 57 triệu thu nhập?"]
)
def test_a_question_for_yes_or_no(text):
    assert understand(text, NAMES).yes_no


def test_a_double_question_is_read_in_both_halves():
    question = understand("Thu nhập của Hưng Tân bao nhiêu và có giải pháp gì về đất đai?", NAMES)
    assert (question.route, question.intent) == ("ledger", "lookup")
    assert (question.also[1].route, question.also[1].intent) == ("passages", "describe")
    assert "sau đó" in question.reading


def test_fields_and_themes_of_a_list():
    assert understand("Liệt kê các chỉ tiêu về môi trường của Hưng Tân", NAMES).areas == ("môi trường",)
    assert understand("Liệt kê chỉ tiêu y tế và chăn nuôi của Hưng Tân", NAMES).areas == ("y tế", "chăn nuôi")


def test_the_direction_of_a_change():
    question = understand("Hưng Tân giảm bao nhiêu hộ nghèo?", NAMES)
    assert (question.measure, question.direction) == ("change", "giảm")
    assert "mức giảm" in question.reading


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("ba xã nào có thu nhập cao nhất", 3),
        ("hai bản nào ở Hưng Tân thu nhập thấp nhất", 2),
        ("bon xa co thu nhap cao nhat", 4),
        ("Trong năm xã nào có thu nhập cao nhất?", None),
        ("Trong kế hoạch 87 bản nào thu nhập cao nhất?", None),  # the number of a document
        ("Trong hai xã Hưng Tân, Trường Xuân thì thu nhập cao nhất là xã nào?", None),
    ],
)
def test_how_many_are_to_be_shown(text, limit):
    assert understand(text, NAMES).limit == limit


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("Thôn nào của Hưng Tân có thu nhập cao nhất?", ("thôn",)),
        ("ban nao o Hung Tan co ho ngheo nhieu nhat", ("bản",)),
        ("Văn bản nào đặt thu nhập cao nhất?", ()),
    ],
)
def test_villages_are_what_is_asked_for(text, levels):
    assert understand(text, NAMES).levels == levels


DISTRICT = gazetteer([Identity("quyết định", "UBND", "t", level="huyện", district="Sông Nhạn")])


@pytest.mark.parametrize(
    ("text", "intent", "levels"),
    [
        ("Huyện Sông Nhạn giao thu trên địa bàn cho 4 xã, thị trấn tổng cộng bao nhiêu?", "sum", ("xã", "thị trấn")),
        ("Cộng chia đều thu nhập của 3 xã huyện Sông Nhạn ra bao nhiêu?", "mean", ("xã",)),
        ("Thu ngân sách huyện Sông Nhạn là bao nhiêu?", "lookup", ("huyện",)),
    ],
)
def test_what_the_communes_of_a_district_have_together(text, intent, levels):
    question = understand(text, DISTRICT)
    assert (question.intent, question.levels) == (intent, levels)


@pytest.mark.parametrize("units", ["những đơn vị có nêu", "các địa phương", "ba phường"])
def test_a_sum_over_units_told_by_a_quantifier(units):
    assert (
        understand(f"Cộng chỉ tiêu kết nạp đảng viên năm 2024 của {units} thì được bao nhiêu?", NAMES).intent == "sum"
    )


@pytest.mark.parametrize(
    ("text", "highest"),
    [
        ("Xã nào kết nạp được nhiều đảng viên nhất?", True),
        ("Xã nào còn ít hộ nghèo nhất?", False),
        ("xa nao con it ho ngheo nhat", False),
        ("Nơi nào thu ngân sách cao nhứt?", True),
        ("Xã nào có đàn lợn đông nhất?", True),
        ("Xã nào tham gia BHYT tốt nhất?", True),
        ("Xã nào tỷ lệ hộ nghèo tốt nhất?", False),
        ("Xã nào tỷ lệ hộ nghèo tệ nhất?", True),
        ("Xã nào nghèo nhất?", True),
        ("Xã nào thu ngân sách kém nhất?", False),
    ],
)
def test_extremes_with_what_is_counted_between_and_by_what_is_better(text, highest):
    question = understand(text, NAMES)
    assert (question.intent, question.highest, question.unread) == ("superlative", highest, ())


def test_a_bound_is_no_extreme():
    assert understand("Xã nào đặt kết nạp ít nhất 10 đảng viên?", NAMES).intent == "filter"


def test_units_within_a_village_s_commune_are_several():
    assert understand("Trung bình mỗi thôn ở Hưng Tân còn bao nhiêu hộ nghèo?", NAMES).intent == "mean"


@pytest.mark.parametrize(
    "text", ["Bên nào thu nhập tốt hơn, Hưng Tân hay Trường Xuân?", "Hưng Tân với Trường Xuân, xã nào nghèo hơn?"]
)
def test_who_is_better_is_compared_by_a_figure(text):
    question = understand(text, NAMES)
    assert (question.intent, question.unread) == ("compare", ())


def test_who_is_better_without_a_figure_is_an_opinion():
    assert understand("Bên nào tốt hơn, Hưng Tân hay Trường Xuân?", NAMES).unread


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Cộng thu ngân sách năm 2024 của 4 xã thuộc huyện Sông Giăng", "sum"),
        ("Bình quân số hộ nghèo của các xã huyện Sông Giăng năm 2024", "mean"),
        ("Thu nhập bình quân của các xã huyện Sông Giăng năm 2024", "list"),
        ("Tổng số hộ nghèo các thôn của xã Hòa Lộc năm 2024", "sum"),
    ],
)
def test_what_several_units_are_asked_for(text, intent):
    names = gazetteer([identity(level="huyện", commune=None, district="Sông Giăng"), identity(commune="Hòa Lộc")])
    assert understand(text, names).intent == intent


def test_a_village_by_its_number_counts_no_units():
    assert units_said(prepare("của thôn 5 xã Hòa Lộc")) is None
    assert units_said(prepare("của 5 xã huyện Sông Giăng")) == 5
