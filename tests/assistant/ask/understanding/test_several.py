"""A question that asks several things, cut into its parts, and each part as it is understood."""

import pytest

from assistant.ask.understanding.gazetteer import gazetteer
from assistant.ask.understanding.several import parted
from assistant.ask.understanding.understand import understand
from assistant.ask.understanding.words import prepare
from assistant.types import Turn
from tests.builders import identity

NAMES = gazetteer([identity(commune="Bình Sơn"), identity(commune="Tân Lập")])
INCOME = "thu_nhap_binh_quan"


def _parts(text, *history):
    return understand(text, NAMES, history=[Turn("user", said) for said in history]).also


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thu ngân sách bao nhiêu, năm sau đặt mấy?", ["Thu ngân sách bao nhiêu", "năm sau đặt mấy?"]),
        ("thu ns bao nhieu, chi may ty", ["thu ngan sach bao nhieu", "chi may ty"]),
        ("Diện tích, sản lượng ra sao, có vượt không?", ["Diện tích, sản lượng ra sao", "có vượt không?"]),
        ("Kết nạp mấy đảng viên và vì sao chưa đạt?", ["Kết nạp mấy đảng viên", "và vì sao chưa đạt?"]),
        ("Đón bao nhiêu khách, trong đó khách quốc tế mấy?", ["Đón bao nhiêu khách", "trong đó khách quốc tế mấy?"]),
        ("Thu ngân sách bao nhiêu, đàn bò nữa nhé", ["Thu ngân sách bao nhiêu", "đàn bò nữa nhé"]),
        ("Thu 7,5 tỷ hay bao nhiêu?", ["Thu 7,5 tỷ hay bao nhiêu?"]),
        ("Số hộ nghèo và cận nghèo là bao nhiêu?", ["Số hộ nghèo và cận nghèo là bao nhiêu?"]),
        (
            "Năm 2024, xã Bình Sơn nuôi bao nhiêu, theo báo cáo?",
            ["Năm 2024, xã Bình Sơn nuôi bao nhiêu, theo báo cáo?"],
        ),
    ],
)
def test_a_part_holds_a_word_that_asks(text, expected):
    assert [each.text for each in parted(prepare(text))] == expected


def test_a_part_takes_place_and_year_from_the_one_before():
    first, second = _parts("Xã Bình Sơn năm 2024 còn bao nhiêu hộ nghèo, trồng mấy ha ngô?")
    assert [place.name for place in second.places] == ["Bình Sơn"]
    assert (first.years, second.years) == ((2024,), (2024,))
    assert (first.indicators, second.indicators) == (("so_ho_ngheo",), ("dien_tich_ngo",))


def test_a_part_with_a_year_of_its_own_asks_of_that_year():
    first, second = _parts("Thu nhập Bình Sơn năm 2024 được bao nhiêu, đến 2030 đặt mấy?")
    assert (first.years, second.years) == ((2024,), (2030,))
    assert (second.indicators, second.kind) == ((INCOME,), "target")


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("Bình Sơn gieo cấy mấy ha lúa, năng suất bao nhiêu?", "nang_suat_lua"),
        ("binh son gieo cay may ha lua, san luong bao nhieu", "san_luong_lua"),
        ("Bình Sơn giảm bao nhiêu hộ nghèo, cuối năm còn tỷ lệ mấy?", "ty_le_ho_ngheo"),
        ("Bình Sơn thu ngân sách bao nhiêu, chi bao nhiêu?", "chi_ngan_sach"),
    ],
)
def test_a_head_takes_its_tail_from_the_part_before(text, indicator):
    assert _parts(text)[-1].indicators == (indicator,)


def test_the_level_after_a_change_is_no_change():
    first, second = _parts("Năm 2024 Bình Sơn giảm bao nhiêu hộ nghèo, cuối năm còn bao nhiêu?")
    assert (first.measure, second.measure) == ("change", None)


@pytest.mark.parametrize("part", ["mỗi năm mấy người", "cả nhiệm kỳ bao nhiêu", "kế hoạch cả năm là mấy"])
def test_words_of_time_and_plan_are_no_matter_of_their_own(part):
    *_, last = _parts(f"Bình Sơn kết nạp bao nhiêu đảng viên, {part}?")
    assert last.indicators == ("ket_nap_dang_vien",)


def test_what_the_catalogue_does_not_know_is_looked_for_in_the_text():
    *_, last = _parts("Bình Sơn có bao nhiêu hộ nghèo, bao nhiêu tàu cá công suất lớn?")
    assert (last.route, last.indicators) == ("passages", ())
    assert {"tàu", "cá"} <= set(last.words)


def test_a_part_for_text_beside_a_figure():
    first, second = _parts("Thu nhập của Tân Lập bao nhiêu và có giải pháp gì về đất đai?")
    assert (first.route, first.intent) == ("ledger", "lookup")
    assert (second.route, second.intent) == ("passages", "describe")


def test_the_first_part_takes_a_place_that_a_later_one_names():
    first, _ = _parts("Thu ngân sách được bao nhiêu, chi bao nhiêu ở xã Tân Lập?")
    assert [place.name for place in first.places] == ["Tân Lập"]


@pytest.mark.parametrize(
    "text",
    [
        "Nghị quyết của Bình Sơn ai ký, ngày nào?",
        "Xã nào thu nhập trên 50 triệu và thu ngân sách bao nhiêu?",
        "Trong kho có mấy báo cáo, của những nơi nào?",
        "Thu nhập của Bình Sơn bao nhiêu?",
    ],
)
def test_one_answer_is_enough(text):
    assert _parts(text) == ()


def test_a_figure_beside_facts_of_a_document_is_a_part():
    *_, last = _parts("Nghị quyết của Bình Sơn ai ký, ngày nào, thu ngân sách năm 2025 bao nhiêu?")
    assert (last.intent, last.indicators, last.years) == ("lookup", ("thu_ngan_sach",), (2025,))


def test_what_is_now_is_asked_whatever_year_the_part_before_was_of():
    *_, last = _parts("Đến 2030 Bình Sơn trồng bao nhiêu ha ngô, hiện có mấy ha?")
    assert (last.indicators, last.years) == (("dien_tich_ngo",), ())


def test_parts_of_a_follow_up_go_on_with_the_conversation():
    first, second = _parts("Đến 2030 thì bao nhiêu, gấp mấy lần?", "Bình Sơn đặt thu nhập năm 2026 bao nhiêu?")
    assert (first.indicators, first.years) == ((INCOME,), (2030,))
    assert {each.year for each in second.references} | set(second.years) == {2026, 2030}


def test_the_parts_of_a_whole_are_asked_for_with_it():
    text = "Bình Sơn chi ngân sách bao nhiêu, chia ra lương, xây dựng mỗi khoản mấy, ai duyệt?"
    assert [each.text for each in parted(prepare(text))] == [
        "Bình Sơn chi ngân sách bao nhiêu, chia ra lương, xây dựng mỗi khoản mấy",
        "ai duyệt?",
    ]


def test_figures_beside_facts_of_a_document():
    text = "Cho xin số, người ký nghị quyết năm 2024 của xã Bình Sơn, và tổng chi ngân sách bao nhiêu?"
    question = understand(text, NAMES)
    (part,) = question.also
    assert question.intent == "about"
    assert (part.indicators, part.years, [place.name for place in part.places]) == (
        ("chi_ngan_sach",),
        (2024,),
        ["Bình Sơn"],
    )


def test_several_units_stay_in_a_part_that_asks_which():
    *_, last = _parts("Thu ngân sách 2024 của Bình Sơn và Tân Lập cộng lại bao nhiêu, xã nào nhiều hơn mấy tỷ?")
    assert ({place.name for place in last.places}, last.levels) == ({"Bình Sơn", "Tân Lập"}, ())


@pytest.mark.parametrize(
    ("text", "several"),
    [
        ("Xã Bình Sơn thôn nào nghèo nhất, cả xã tỷ lệ bao nhiêu?", True),
        ("Xã Bình Sơn thôn nào nghèo nhất, tỷ lệ hộ nghèo bao nhiêu?", False),
    ],
)
def test_the_commune_beside_its_poorest_village_is_a_part(text, several):
    assert bool(_parts(text)) is several
