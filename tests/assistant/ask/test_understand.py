"""Questions as staff type them, and how they must be read."""

import pytest

from assistant.ask.gazetteer import gazetteer
from assistant.ask.understand import restore_figure_words, understand
from assistant.types import Condition, Identity, Place, Turn


def _identity(level, name, district=None):
    fields = {"commune": name, "district": district} if level != "huyện" else {"district": name}
    return Identity("nghị quyết", "Đảng", "t", level=level, **fields)


PLACES = [
    _identity("xã", "Trường Xuân"),
    _identity("xã", "Hưng Tân"),
    _identity("xã", "Yên Lộc", "Bình Lâm"),
    _identity("xã", "Yên Lộc", "Tân Giang"),
    _identity("phường", "Lê Xá"),
    _identity("huyện", "Bình Lâm"),
]


def _read(text, *history):
    turns = [Turn("user", said) for said in history]
    return understand(text, gazetteer(PLACES), history=turns)


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("Xã nào đặt chỉ tiêu thu nhập trên 58 triệu?", Condition(">", 58.0, None, "triệu đồng")),
        ("xa nao dat chi tieu thu nhap tren 58 trieu", Condition(">", 58.0, None, "triệu đồng")),
        ("Xã nào đặt chỉ tiêu thu nhập từ 58 triệu đồng trở lên?", Condition(">=", 58.0, None, "triệu đồng")),
        ("xa nao dat chi tieu thu nhap tu 58 trieu tro len", Condition(">=", 58.0, None, "triệu đồng")),
        ("Xã nào có thu nhập dưới 60 triệu?", Condition("<", 60.0, None, "triệu đồng")),
        ("Xã nào đặt thu nhập từ 50 đến 60 triệu?", Condition("range", 50.0, 60.0, "triệu đồng")),
        ("Xã nào phấn đấu thu nhập vượt 58 triệu?", Condition(">", 58.0, None, "triệu đồng")),
    ],
)
def test_a_condition_over_all_communes(text, condition):
    question = _read(text)
    assert (question.route, question.intent) == ("ledger", "filter")
    assert question.indicators == ("thu_nhap_binh_quan",)
    assert question.condition == condition
    assert question.levels == ("xã",)


@pytest.mark.parametrize(
    ("text", "intent", "indicators"),
    [
        ("Xã Trường Xuân đặt chỉ tiêu thu nhập bao nhiêu?", "lookup", ("thu_nhap_binh_quan",)),
        ("Có bao nhiêu xã đặt chỉ tiêu BHYT trên 95%?", "count", ("ty_le_bhyt",)),
        ("Xã nào có chỉ tiêu thu ngân sách thấp nhất?", "superlative", ("thu_ngan_sach",)),
        ("So sánh thu ngân sách của xã Trường Xuân và xã Hưng Tân", "compare", ("thu_ngan_sach",)),
        ("Liệt kê các chỉ tiêu của xã Hưng Tân", "list", ()),
        ("Có bao nhiêu văn bản trong kho?", "archive", ()),
        ("Xã Hưng Tân có giải pháp gì để giảm nghèo?", "describe", ("ty_le_ho_ngheo",)),
        ("Xã nào kết nạp ít nhất 10 đảng viên?", "filter", ("ket_nap_dang_vien",)),
    ],
)
def test_intent_and_indicator(text, intent, indicators):
    question = _read(text)
    assert question.intent == intent
    assert question.indicators == indicators


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Xã Trường Xuân đặt chỉ tiêu gì?", (Place("Trường Xuân", "xã"),)),
        ("xa truong xuan dat chi tieu gi", (Place("Trường Xuân", "xã"),)),
        ("Xã Trường Xuan đặt chỉ tiêu gì?", (Place("Trường Xuân", "xã"),)),
        ("Xã Trừơng Xuânn đặt chỉ tiêu gì?", (Place("Trường Xuân", "xã"),)),
        ("Trường Xuân Thiều ở đâu?", ()),
        ("Xã Yên Lộc, huyện Tân Giang thì sao?", (Place("Yên Lộc", "xã", within="Tân Giang"),)),
        ("Huyện Bình Lâm thu ngân sách bao nhiêu?", (Place("Bình Lâm", "huyện"),)),
    ],
)
def test_places_are_whole_names_of_the_archive(text, places):
    assert _read(text).places == places


def test_a_place_that_the_archive_does_not_hold_is_kept_as_unknown():
    assert _read("Xã Bình Khê đặt chỉ tiêu thu nhập bao nhiêu?").unknown_places == ("Bình Khê",)
    assert _read("Xã nào đặt chỉ tiêu thu nhập trên 58 triệu?").unknown_places == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Xã nào đặt chỉ tiêu thu nhập trên 58 triệu?", "target"),
        ("Kết quả năm 2023 xã nào có thu nhập trên 58 triệu?", "actual"),
        ("Xã Hưng Tân đặt chỉ tiêu bao nhiêu và kết quả thu ngân sách đạt bao nhiêu?", None),
    ],
)
def test_target_or_result(text, kind):
    assert _read(text).kind == kind


def test_years():
    assert _read("Thu ngân sách xã Hưng Tân năm 2023?").years == (2023,)
    assert _read("Thu ngân sách xã Hưng Tân từ năm 2022 đến 2024?").years == (2022, 2023, 2024)


def test_a_follow_up_takes_what_it_leaves_out():
    question = _read("Còn Hưng Tân thì sao?", "Xã Trường Xuân đặt chỉ tiêu thu nhập năm 2023 bao nhiêu?")
    assert question.indicators == ("thu_nhap_binh_quan",)
    assert question.places == (Place("Hưng Tân"),)
    assert question.years == (2023,)
    assert "Hưng Tân" in question.standalone


def test_the_year_before():
    question = _read("Năm trước đó thì sao?", "Xã Trường Xuân đặt chỉ tiêu thu nhập năm 2023 bao nhiêu?")
    assert question.years == (2022,)
    assert question.places == (Place("Trường Xuân", "xã"),)


def test_a_new_condition_keeps_the_indicator():
    question = _read("Thế từ 60 triệu trở lên?", "Xã nào đặt chỉ tiêu thu nhập trên 58 triệu?")
    assert question.condition == Condition(">=", 60.0, None, "triệu đồng")
    assert question.levels == ("xã",)


def test_only_words_of_figures_get_their_diacritics_back():
    assert restore_figure_words("xa nao thu nhap tren 58 trieu dong") == "xa nao thu nhap trên 58 triệu đồng"
    assert restore_figure_words("ba con tu ly") == "ba con tu ly"


def test_the_reading_is_one_line_in_vietnamese():
    reading = _read("Xã nào đặt chỉ tiêu thu nhập trên 58 triệu năm 2024?").reading
    assert "Thu nhập bình quân đầu người" in reading
    assert "trên 58 triệu đồng" in reading
    assert "\n" not in reading
