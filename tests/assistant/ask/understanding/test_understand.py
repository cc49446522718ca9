"""Questions as staff type them, and how they must be read."""

import pytest

from assistant.ask.understanding.gazetteer import gazetteer
from assistant.ask.understanding.understand import understand
from assistant.ask.understanding.vocabulary import WHOLE_YEAR
from assistant.ask.understanding.words import restore_figure_words
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


def _condition(question):
    (clause,) = question.clauses
    return clause.condition


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
        ("Xã nào có thu nhập nhỏ hơn 60 triệu?", Condition("<", 60.0, None, "triệu đồng")),
        ("xa nao phan dau thu nhap lon hon 60 trieu", Condition(">", 60.0, None, "triệu đồng")),
    ],
)
def test_a_condition_over_all_communes(text, condition):
    question = _read(text)
    assert (question.route, question.intent) == ("ledger", "filter")
    assert question.indicators == ("thu_nhap_binh_quan",)
    assert _condition(question) == condition
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
        ("Những văn bản nào nói đến Đề án 06?", "mention", ()),
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
        ("Xã Yên Lộc, huyện Tân Giang thì sao?", (Place("Yên Lộc", "xã", within=("Tân Giang",)),)),
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
    assert _condition(question) == Condition(">=", 60.0, None, "triệu đồng")
    assert question.levels == ("xã",)


def test_only_words_of_figures_get_their_diacritics_back():
    assert restore_figure_words("xa nao thu nhap tren 58 trieu dong") == "xa nao thu nhap trên 58 triệu đồng"
    assert restore_figure_words("ba con tu ly") == "ba con tu ly"


def test_the_reading_is_one_line_in_vietnamese():
    reading = _read("Xã nào đặt chỉ tiêu thu nhập trên 58 triệu năm 2024?").reading
    assert "Thu nhập bình quân đầu người" in reading
    assert "trên 58 triệu đồng" in reading
    assert "\n" not in reading


@pytest.mark.parametrize(
    "text",
    [
        "Xã nào khác đặt chỉ tiêu thu nhập trên 58 triệu?",
        "Xã nào đặt chỉ tiêu trên 58 triệu?",
        "Xã nào có số lễ hội nhiều nhất?",
        "Theo bạn, lãnh đạo xã nào giỏi hơn?",
    ],
)
def test_what_is_not_understood_is_said(text):
    assert _read(text).unread


def test_who_does_not_state_an_indicator():
    question = _read("Xã nào chưa đặt chỉ tiêu nước sạch?")
    assert (question.intent, question.unread) == ("missing", ())


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Nghị quyết xã Hưng Tân ban hành ngày nào?", "date"),
        ("Ai ký nghị quyết của xã Hưng Tân?", "signer"),
        ("Số hiệu nghị quyết của xã Hưng Tân?", "number"),
        ("Xã Hưng Tân thuộc huyện nào?", "place"),
    ],
)
def test_facts_of_a_document(text, about):
    assert _read(text).about == (about,)


def test_two_places_joined_by_and_are_two():
    places = _read("So sánh thu nhập xã Hưng Tân và huyện Bình Lâm").places
    assert [place.name for place in places] == ["Hưng Tân", "Bình Lâm"]


def test_the_superior_may_stand_first():
    assert _read("Huyện Tân Giang, xã Yên Lộc thu nhập bao nhiêu?").places == (
        Place("Yên Lộc", "xã", ("Tân Giang",)),
    )


def test_a_name_taken_for_misspelt_is_said():
    assert _read("Thu nhập của xã Hưng Tâm?").corrections == (("Hưng Tâm", "Hưng Tân"),)
    assert _read("thu nhap cua xa hung tan").corrections == ()


@pytest.mark.parametrize("text", ["Thu nhập của Sơn Bình?", "Thu nhập của xã Tân Hưng Đông?"])
def test_a_capitalised_name_that_is_not_held(text):
    assert _read(text).unknown_places


def test_three_communes_are_no_condition():
    question = _read("3 xã nào có thu nhập cao nhất?")
    assert (question.intent, question.any_of, question.limit) == ("rank", (), 3)


def test_the_bare_district_is_a_level():
    assert _read("Thu ngân sách của huyện năm 2023 đạt bao nhiêu?").levels == ("huyện",)


def test_a_complete_question_does_not_lean_on_the_one_before():
    question = _read("Liệt kê các chỉ tiêu năm 2025 của phường Lê Xá", "Tỷ lệ hộ nghèo xã Hưng Tân?")
    assert (question.intent, question.indicators) == ("list", ())


def test_a_long_conversation_is_read_in_one_pass():
    question = _read("Còn Hưng Tân thì sao?", *["Xã Trường Xuân thu nhập bao nhiêu?"] * 2000)
    assert question.places == (Place("Hưng Tân"),)


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Văn bản nào không nhắc đến du lịch?", True),
        ("van ban nao khong nhac den du lich", True),
        ("Xã nào không đề cập đến rừng?", True),
        ("Văn bản nào nhắc đến du lịch?", False),
    ],
)
def test_documents_that_do_or_do_not_speak_of_a_matter(text, negated):
    question = _read(text)
    assert (question.intent, question.negated, question.unread) == ("mention", negated, ())


def test_who_says_nothing_about_an_indicator():
    question = _read("Văn bản nào không nói gì về tỷ lệ hộ nghèo?")
    assert (question.intent, question.indicators, question.unread) == ("missing", ("ty_le_ho_ngheo",), ())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Tốc độ tăng trưởng kinh tế năm 2022 của Hưng Tân có đạt từ 9% không?", None),
        ("Xã Hưng Tân có đặt thu nhập trên 58 triệu không?", "target"),
        ("Xã nào của huyện Bình Lâm có thu nhập trên 58 triệu?", "target"),
        ("Thu nhập xã Hưng Tân năm 2022 đạt bao nhiêu và chỉ tiêu năm 2023 là bao nhiêu?", None),
    ],
)
def test_target_or_result_of_one_unit_or_of_many(text, kind):
    assert _read(text).kind == kind


def test_an_extreme_of_what_is_no_indicator_is_not_read():
    assert _read("Xã nào có số lễ hội nhiều nhất?").unread


def test_the_name_of_an_indicator_asks_for_no_share_of_the_plan():
    question = _read("Xã Hưng Tân thực hiện số chỉ tiêu đạt và vượt kế hoạch năm 2023 được bao nhiêu?")
    assert (question.indicators, question.measure) == (("so_chi_tieu_dat",), None)
    assert _read("Xã nào thu ngân sách vượt kế hoạch?").measure == "vs_plan"


@pytest.mark.parametrize(
    "text",
    [
        "Trường Xuân thu nhập bình quân bao nhiêu 1 người?",
        "truong xuan thu nhap may trieu 1 nguoi",
        "Thu nhập một người ở Trường Xuân là mấy triệu?",
    ],
)
def test_what_a_figure_is_reckoned_by_is_no_condition(text):
    assert _read(text).any_of == ()


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("Chỉ tính cấp xã (không tính thị trấn, phường), xã nào thu nhập cao nhất?", {"xã", "đặc khu"}),
        ("Xã, phường nào có hộ nghèo cao nhất, không kể phường?", {"xã"}),
    ],
)
def test_levels_that_are_not_meant(text, levels):
    assert set(_read(text).levels) == levels


def test_a_kind_that_is_not_meant():
    assert _read("Xã nào thu nhập trên 50 triệu (kết quả, không tính chỉ tiêu)?").kind == "actual"


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("Có mấy xã kết nạp đảng viên vượt kế hoạch?", "exceeded"),
        ("Bao nhiêu đơn vị không đủ chỉ tiêu thu ngân sách?", "missed"),
        ("Mấy nơi hoàn thành kế hoạch thu ngân sách?", "reached"),
    ],
)
def test_units_that_are_counted_by_their_plans(text, met):
    assert (_read(text).met, _read(text).intent) == (met, "filter")


def test_sums_over_one_kind_of_document():
    assert _read("Tổng thu ngân sách trong các báo cáo là bao nhiêu?").document_kinds == ("báo cáo",)
    assert _read("Tổng thu ngân sách của các xã là bao nhiêu?").document_kinds == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Đặt cạnh nhau thu nhập của xã Trường Xuân và xã Hưng Tân", None),
        ("Đặt lên bàn cân tỷ lệ hộ nghèo của xã Trường Xuân với xã Hưng Tân", None),
        ("Xã Trường Xuân đặt thu nhập bao nhiêu?", "target"),
    ],
)
def test_what_is_set_beside_another_is_no_target(text, kind):
    assert _read(text).kind == kind


def test_districts_that_are_listed_are_gone_through_too():
    listed = _read("Tỷ lệ hộ nghèo nơi nào cao nhất (tính cả xã, phường, huyện)?")
    assert set(listed.levels) == {"xã", "phường", "huyện"}
    assert _read("Huyện nào có xã nghèo nhất?").levels == ("huyện",)


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("Xã nào thu ngân sách đạt từ 120% dự toán trở lên?", Condition(">=", 120.0, None, "%")),
        ("Xã nào thu ngân sách vượt dự toán trên 20%?", Condition(">", 120.0, None, "%")),
        ("Xã nào thu ngân sách hụt trên 10% kế hoạch?", Condition("<", 90.0, None, "%")),
    ],
)
def test_a_condition_on_the_share_of_the_plan(text, condition):
    question = _read(text)
    assert (question.measure, question.kind) == ("vs_plan", "actual")
    assert _condition(question) == condition


@pytest.mark.parametrize(
    ("text", "levels", "limit"),
    [
        ("Trường Xuân cuối 2022 thôn nào tỷ lệ hộ nghèo cao nhất?", ("thôn",), None),
        ("3 thôn nghèo nhất Trường Xuân", ("thôn",), None),
        ("Trường Xuân 2020, 3 ấp có nhiều hộ nghèo nhất là ấp nào?", ("ấp",), 3),
    ],
)
def test_a_year_or_a_number_before_villages_is_no_condition(text, levels, limit):
    question = _read(text)
    assert (question.any_of, question.levels) == ((), levels)
    assert limit is None or question.limit == limit


@pytest.mark.parametrize(
    "text",
    [
        "Kho đang có văn bản của những phường nào?",
        "kho mình có tài liệu của mấy thị trấn, kể tên",
        "có văn bản của bao nhiêu huyện",
    ],
)
def test_units_of_which_the_archive_holds_documents(text):
    assert _read(text).intent == "archive"


def test_the_level_beside_an_aim_is_no_change():
    text = "So sánh hộ nghèo hiện nay và mục tiêu giảm nghèo của xã Trường Xuân với xã Hưng Tân"
    assert _read(text).measure is None


def test_both_ends_of_an_order():
    assert "ends" in _read("Xã nào thu nhập cao nhất, xã nào thấp nhất?").operations
    assert "ends" not in _read("Xã nào thu nhập cao nhất?").operations


def test_villages_of_the_commune_that_was_talked_of():
    question = _read("Thôn nào thấp nhất?", "Tỷ lệ BHYT năm 2023 của xã Hưng Tân là bao nhiêu?")
    assert [place.name for place in question.places] == ["Hưng Tân"]
    assert (question.levels, question.indicators) == (("thôn",), ("ty_le_bhyt",))


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Cả năm 2025 xã Hưng Tân thu ngân sách được bao nhiêu?", True),
        ("6 tháng đầu năm xã Hưng Tân thu ngân sách được bao nhiêu so với chỉ tiêu cả năm 2025?", False),
        ("Năm 2025 xã Hưng Tân thu ngân sách được bao nhiêu?", False),
    ],
)
def test_a_whole_year_is_asked_of_where_no_part_is(text, whole):
    names = gazetteer([Identity("nghị quyết", "Đảng", "t", level="xã", commune="Hưng Tân")])
    assert (understand(text, names).part_of_year == WHOLE_YEAR) is whole


@pytest.mark.parametrize(
    ("text", "words"), [("Chủ đề năm 2024 là gì?", ("chủ", "đề")), ("chu de nam 2024", ("chu", "de"))]
)
def test_the_theme_of_a_year_is_a_matter(text, words):
    assert understand(text, gazetteer([])).words == words


def test_strange_characters_are_not_looked_up():
    asked = understand("⦬瞝☤🞺̂🠼🔻璧鋗籺̡䀹ḭ⏡🍉蓚谝🐧棏弰🏴" * 3, gazetteer(PLACES))
    assert asked.unread
    assert not asked.words


@pytest.mark.parametrize(
    "text", ["Xã Trường Xuân thu ngân sách bao nhiêu? 😀😀😀", "Tỷ lệ hộ nghèo ≤ 1 % … “xã” nào — năm 2024‽", "中文"]
)
def test_a_question_with_a_few_strange_characters_is_read(text):
    assert "phần lớn là ký tự lạ" not in understand(text, gazetteer(PLACES)).unread


def test_levels_that_are_told_too_leave_none_out():
    assert understand("Kho có những nghị quyết nào (kể cả của xã, thị trấn)?", gazetteer(PLACES)).levels == ()
    assert understand("Kho có những nghị quyết nào của xã?", gazetteer(PLACES)).levels == ("xã",)


def test_the_latest_day_for_something_is_no_extreme():
    asked = understand("Xã Trường Xuân nộp thu ngân sách chậm nhất vào ngày nào?", gazetteer(PLACES))
    assert asked.intent != "superlative"
    assert understand("Xã nào thu ngân sách chậm nhất?", gazetteer(PLACES)).intent == "superlative"
