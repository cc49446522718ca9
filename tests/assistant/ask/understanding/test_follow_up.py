"""Questions that lean on the one before."""

import pytest

from assistant.ask.understanding.gazetteer import gazetteer
from assistant.ask.understanding.understand import understand
from assistant.types import Condition, Identity, Place, Turn

NAMES = gazetteer(
    [
        Identity("nghị quyết", "Đảng", "t", level="xã", commune="Trường Xuân"),
        Identity("nghị quyết", "Đảng", "t", level="xã", commune="Hưng Tân"),
    ]
)
INCOME = "thu_nhap_binh_quan"


def _read(text, *turns):
    roles = ("user", "assistant")
    history = [Turn(roles[at % 2], said) for at, said in enumerate(turns)]
    return understand(text, NAMES, history=history)


@pytest.mark.parametrize("text", ["Trong số đó xã nào cao nhất?", "trong so do xa nao cao nhat?"])
def test_the_highest_among_those_found_keeps_the_condition(text):
    question = _read(text, "Xã nào đặt chỉ tiêu thu nhập từ 58 triệu trở lên?", "Có 2 xã.")
    assert (question.intent, question.highest, question.indicators) == ("superlative", True, (INCOME,))
    (clause,) = question.clauses
    assert clause.condition == Condition(">=", 58.0, None, "triệu đồng")


@pytest.mark.parametrize("text", ["Trong đó xã nào có hộ nghèo dưới 1%?", "trong so do xa nao co ho ngheo duoi 1%"])
def test_a_condition_among_those_found_is_one_more(text):
    question = _read(text, "Xã nào đặt chỉ tiêu thu nhập từ 65 triệu trở lên?", "Có 2 xã.")
    ((first, second),) = question.any_of
    assert (first.indicator, first.condition.value) == (INCOME, 65.0)
    assert (second.indicator, second.condition.value) == ("ty_le_ho_ngheo", 1.0)
    assert (question.intent, question.indicators) == ("filter", (INCOME, "ty_le_ho_ngheo"))


def test_a_new_condition_among_those_found_may_be_of_the_same_indicator():
    question = _read("Trong số đó xã nào dưới 80 triệu?", "Xã nào đặt thu nhập từ 65 triệu trở lên?", "Có 2 xã.")
    ((first, second),) = question.any_of
    assert [each.indicator for each in (first, second)] == [INCOME, INCOME]


def test_a_result_and_not_the_target():
    question = _read("Ý mình hỏi kết quả chứ không phải chỉ tiêu.", "Chỉ tiêu thu nhập của Hưng Tân?", "57 triệu.")
    assert (question.kind, question.indicators) == ("actual", (INCOME,))
    assert question.places == (Place("Hưng Tân"),)


def test_how_far_two_units_are_apart():
    question = _read("Hai xã chênh nhau bao nhiêu?", "So sánh thu nhập của Hưng Tân và Trường Xuân", "57 và 58.")
    assert question.intent == "compare"
    assert [place.name for place in question.places] == ["Hưng Tân", "Trường Xuân"]


def test_in_another_year_target_or_result_is_open_again():
    question = _read("Năm trước đó thì được bao nhiêu?", "Chỉ tiêu thu nhập năm 2023 của Hưng Tân?", "57 triệu.")
    assert question.years == (2022,)
    assert not question.kind_said


def test_the_document_of_the_answer_before():
    question = _read("Ai ký văn bản đó?", "Văn bản nào nói về đề án 06?", "Nghị quyết của xã Hưng Tân.")
    assert (question.about, [place.name for place in question.places]) == (("signer",), ["Hưng Tân"])


def test_the_standalone_question_says_what_was_taken_over():
    question = _read("Còn Trường Xuân thì sao?", "Chỉ tiêu thu nhập năm 2023 của Hưng Tân?", "57 triệu.")
    assert "Thu nhập bình quân đầu người" in question.standalone
    assert "Trường Xuân" in question.standalone
    assert "2023" in question.standalone


def test_a_question_of_its_own_takes_nothing_over():
    question = _read("Kho có bao nhiêu văn bản?", "Chỉ tiêu thu nhập năm 2023 của Hưng Tân?", "57 triệu.")
    assert (question.intent, question.places, question.standalone) == ("archive", (), "Kho có bao nhiêu văn bản?")


@pytest.mark.parametrize("text", ["Trong đó thu tiền sử dụng đất được mấy tỷ?", "Còn năm 2024?", "Thế còn hộ nghèo?"])
def test_a_place_that_the_archive_does_not_hold_is_still_talked_of(text):
    names = gazetteer([Identity("nghị quyết", "Đảng", "t", level="xã", commune="Trường Xuân")])
    history = [Turn("user", "Thu ngân sách năm 2023 của thị trấn Hà Mỹ là bao nhiêu?")]
    question = understand(text, names, history=history)
    assert question.places == ()
    assert question.unknown_places == ("Hà Mỹ",)


@pytest.mark.parametrize(
    "text", ["đến 2025 tính nâng lên bao nhiêu?", "thế năm 2025 thì mấy?", "den 2025 keo len bao nhieu?"]
)
def test_a_figure_of_what_the_catalogue_does_not_know_keeps_its_words(text):
    question = _read(text, "Trường Xuân trồng được mấy ha trầm hương?")
    assert question.places == (Place("Trường Xuân"),)
    assert (question.figure, question.years) == (True, (2025,))
    assert {"trầm", "hương"} <= set(question.words)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Thế năm sau đặt bao nhiêu, đến 2030 thì sao?", (2024, 2030)),
        ("Còn năm trước và năm 2020?", (2022, 2020)),
        ("Thế năm sau?", (2024,)),
        ("Còn năm 2021?", (2021,)),
    ],
)
def test_years_said_by_number_and_by_their_place(text, years):
    assert _read(text, "Thu nhập của Hưng Tân năm 2023?", "58 triệu.").years == years


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Còn thị trấn cùng tên thì sao?", "thị trấn"),
        ("thế phường trùng tên bao nhiêu?", "phường"),
        ("con xa cung ten", "xã"),
    ],
)
def test_another_unit_of_the_name(text, level):
    assert _read(text, "Thu nhập huyện Hưng Tân năm 2023?", "58 triệu.").places == (Place("Hưng Tân", level),)


@pytest.mark.parametrize("text", ["Riêng Trường Xuân bao nhiêu?", "rieng truong xuan thi sao", "Riêng năm 2022?"])
def test_one_alone_is_asked_of_the_same(text):
    assert _read(text, "Thu nhập của Hưng Tân năm 2023?", "58 triệu.").indicators == (INCOME,)


@pytest.mark.parametrize(
    "text", ["Hai xã chênh nhau bao nhiêu?", "hai noi hon nhau may ty", "Cả hai xã tổng cộng bao nhiêu?"]
)
def test_two_units_talked_of_one_after_the_other(text):
    question = _read(text, "Thu ngân sách 2024 của Hưng Tân?", "9 tỷ.", "Còn Trường Xuân?", "8 tỷ.")
    assert [place.name for place in question.places] == ["Hưng Tân", "Trường Xuân"]
    assert (question.corrections, question.unknown_places) == ((), ())


def test_a_part_of_a_figure_is_no_figure_of_the_whole():
    question = _read("Trong đó nữ bao nhiêu?", "Năm 2024 Hưng Tân tạo việc làm cho bao nhiêu người?", "210 người.")
    assert question.route == "passages"
    assert [place.name for place in question.places] == ["Hưng Tân"]


@pytest.mark.parametrize(
    ("text", "years"),
    [("Cộng cả hai năm được bao nhiêu?", (2023, 2024)), ("cong ca 2 nam lai la may ty", (2023, 2024))],
)
def test_the_years_talked_of_are_added_up(text, years):
    question = _read(text, "Thu ngân sách 2024 của Hưng Tân?", "9 tỷ.", "Còn năm 2023?", "8 tỷ.")
    assert (question.intent, tuple(sorted(question.years))) == ("sum", years)


def test_a_kind_that_was_taken_for_granted_stays_open():
    open_kind = _read("Còn thấp nhất?", "Xã nào thu nhập cao nhất?", "…")
    assert (open_kind.kind_said, "kind" in open_kind.inherited) == (False, False)
    said = _read("Còn thấp nhất?", "Xã nào đặt mục tiêu thu nhập cao nhất?", "…")
    assert (said.kind, said.kind_said) == ("target", True)


@pytest.mark.parametrize("text", ["Năm 2023 xã phấn đấu lên bao nhiêu?", "xã đặt năm 2023 bao nhiêu"])
def test_a_bare_level_word_is_the_unit_talked_of(text):
    question = _read(text, "Năm 2022 xã Hưng Tân thu nhập bao nhiêu?", "50 triệu.")
    assert question.places == (Place("Hưng Tân", "xã"),)
    assert (question.indicators, question.years) == ((INCOME,), (2023,))


def test_units_in_general_stay_so():
    question = _read("Các xã khác năm 2022 thì sao?", "Năm 2022 xã Hưng Tân thu nhập bao nhiêu?", "50 triệu.")
    assert question.levels == ("xã",)


def test_one_unit_that_the_answer_named():
    said = "Cao nhất:\n- Xã Trường Xuân, kết quả năm 2022: 61 triệu đồng"
    question = _read("xã đó thu ngân sách bao nhiêu?", "Xã nào thu nhập cao nhất?", said)
    assert (question.intent, question.places) == ("lookup", (Place("Trường Xuân", "xã"),))


def test_a_district_itself_after_a_commune_of_its_name():
    names = gazetteer(
        [
            Identity("nghị quyết", "Đảng", "t", level="xã", commune="Bản Vẽ", district="Bản Vẽ"),
            Identity("nghị quyết", "Đảng", "t", level="huyện", district="Bản Vẽ"),
        ]
    )
    history = [Turn("user", "Xã Bản Vẽ thu ngân sách bao nhiêu?"), Turn("assistant", "5 tỷ.")]
    question = understand("Còn cả huyện Bản Vẽ thì sao?", names, history=history)
    assert question.places == (Place("Bản Vẽ", "huyện"),)


def test_a_part_asks_for_the_share_of_the_plan():
    question = _read("Hưng Tân thu ngân sách bao nhiêu, đạt mấy % kế hoạch?")
    assert question.also[-1].measure == "vs_plan"


def test_a_summary_of_a_unit_by_name_leans_on_nothing():
    question = _read(
        "Đề nghị tóm tắt nghị quyết năm 2024 của xã Hưng Tân", "Xã Hưng Tân thu ngân sách bao nhiêu?", "5 tỷ."
    )
    assert question.standalone == question.text


@pytest.mark.parametrize(
    "text", ["Kỳ họp đó thông qua mấy nghị quyết?", "Đại hội ấy bầu ai, ai ký?", "Văn bản đó ai ký?"]
)
def test_what_is_pointed_to_is_of_the_unit_talked_of(text):
    told = _read(text, "Xã Hưng Tân họp ngày nào?", "Ngày 20/7/2023.")
    assert [place.name for place in told.places] == ["Hưng Tân"]


@pytest.mark.parametrize(
    "text", ["Sang năm giao bao nhiêu?", "Năm kế tiếp giao bao nhiêu?", "Qua năm phấn đấu bao nhiêu?"]
)
def test_the_year_after_the_one_talked_of(text):
    assert _read(text, "Năm 2024 xã Hưng Tân thu ngân sách bao nhiêu?", "7,2 tỷ").years[0] == 2025


@pytest.mark.parametrize(
    ("text", "met"),
    [("Có đạt không?", "reached"), ("co dat ke hoach khong", "reached"), ("Thế có vượt kế hoạch không?", "exceeded")],
)
def test_whether_the_figure_before_reached_its_target(text, met):
    question = _read(text, "Thu ngân sách năm 2023 của xã Hưng Tân là bao nhiêu?", "12 tỷ đồng.")
    assert (question.met, question.indicators, question.years) == (met, ("thu_ngan_sach",), (2023,))
    assert question.yes_no


def test_communes_asked_about_anew_stay_within_the_district():
    names = gazetteer(
        [
            Identity("báo cáo", "UBND", "t", level="huyện", district="Lũng Cao"),
            Identity("nghị quyết", "HĐND", "t", level="xã", commune="Pố Lồ", district="Lũng Cao"),
        ]
    )
    first = Turn("user", "Xã nào của huyện Lũng Cao có tỷ lệ hộ nghèo từ 30% trở lên?")
    question = understand("Còn trên 30% thì mấy xã?", names, history=[first])
    assert [(each.name, each.members) for each in question.places] == [("Lũng Cao", True)]


def test_another_figure_takes_nothing_of_what_else_the_words_before_might_mean():
    question = _read("Thế hộ cận nghèo là bao nhiêu?", "Xã Hưng Tân còn bao nhiêu hộ nghèo?", "31 hộ.")
    assert question.indicators == ("ty_le_ho_can_ngheo",)
    assert "ty_le_ho_ngheo" not in question.related


@pytest.mark.parametrize("text", ["Sang 2026 phấn đấu giảm bao nhiêu hộ?", "năm 2026 giảm mấy hộ"])
def test_by_how_much_of_nothing_that_is_named_goes_on(text):
    question = _read(text, "Hết năm 2025 xã Hưng Tân còn bao nhiêu hộ nghèo?", "31 hộ.")
    assert "so_ho_ngheo" in question.indicators
    assert [each.name for each in question.places] == ["Hưng Tân"]
    assert 2026 in question.years
