"""Which arithmetic a question asks for, and with which figures."""

import pytest

from assistant.ask.understanding.gazetteer import gazetteer
from assistant.ask.understanding.operations import (
    asks_verdict,
    broken_down,
    is_of_whole_term,
    read_operations,
    read_rate,
    read_references,
    share_of_plan,
    shared_out,
)
from assistant.ask.understanding.understand import understand
from assistant.ask.understanding.words import prepare
from assistant.types import Reference, Turn
from tests.builders import identity

NAMES = gazetteer([identity(commune="Yên Mỹ"), identity(commune="Sơn Hà")])


def _read(text, *history):
    return understand(text, NAMES, history=[Turn("user", said) for said in history])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kế hoạch hơn thực hiện mấy tỷ", ("difference",)),
        ("thấp hơn bao nhiêu triệu, mấy phần trăm", ("percent", "difference")),
        ("tăng bao nhiêu % so với năm trước", ("percent",)),
        ("sản lượng kém năm ngoái bao nhiêu tấn", ("difference",)),
        ("gấp mấy lần năm 2019", ("times",)),
        ("gap may lan nam 2019", ("times",)),
        ("chi thường xuyên chiếm mấy phần trăm tổng chi", ("share",)),
        ("ba khoản cộng lại bao nhiêu, còn lại mấy tỷ", ("parts", "remainder")),
        ("trừ vốn huyện và vốn dân thì còn mấy tỷ", ("remainder",)),
        ("bớt đi tiền đất, phí thì thu khác còn bao nhiêu", ("remainder",)),
        ("tru tien dat voi le phi thi con may ty", ("remainder",)),
        ("suy ra năm 2020 là mấy triệu", ("back",)),
        ("giao bao nhiêu, có đạt không", ("verdict",)),
        ("thu được mấy tỷ, đã hoàn thành dự toán chưa", ("verdict",)),
        ("thu ngân sách bao nhiêu", ()),
        ("còn thiếu bao nhiêu nữa mới đạt", ("difference", "to_go")),
        ("phải thu thêm bao nhiêu tỷ", ("to_go",)),
        ("con bao nhieu chua chi", ("to_go",)),
        ("tăng thêm mấy triệu", ("difference",)),
        ("năm sau tăng hay giảm", ("difference",)),
        ("có đạt chỉ tiêu không", ()),
    ],
)
def test_operations(text, expected):
    assert read_operations(prepare(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kế hoạch 2025 hơn thực hiện 2024", [("target", 2025), ("actual", 2024)]),
        ("năm 2020 thu 5 tỷ mà KH 2021 có 4 tỷ", [(None, 2020), ("target", 2021)]),
        ("kết quả 2025 và mục tiêu 2030", [("actual", 2025), ("target", 2030)]),
        ("kế hoạch và thực hiện năm 2023", [("target", 2023), ("actual", 2023)]),
        ("năm 2022 ước bao nhiêu, năm 2023 phấn đấu mấy tỷ", [("actual", 2022), ("target", 2023)]),
        ("thực hiện các năm 2021, 2022 và 2023", [("actual", 2021), ("actual", 2022), ("actual", 2023)]),
        ("thực hiện 2022 so với kế hoạch", [("actual", 2022), ("target", 2022)]),
        ("thu nhập 2025 và mục tiêu 2026", [(None, 2025), ("target", 2026)]),
        ("so với năm 2024 thì chỉ tiêu năm 2025 tăng mấy tỷ", [(None, 2024), ("target", 2025)]),
        ("kế hoạch bao nhiêu", []),
    ],
)
def test_kinds_and_years_that_stand_together(text, expected):
    assert read_references(prepare(text)) == tuple(Reference(*each) for each in expected)


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("thu ngân sách tăng 6% so với ước 2019", 6.0),
        ("giảm 2,5% so kết quả năm 2019", -2.5),
        ("tăng thu nhập 10% so với 2019", 10.0),
        ("đạt 6% so với kế hoạch", None),
        ("tăng 6 tỷ so với 2019", None),
    ],
)
def test_a_rise_that_is_put_on_a_base(text, rate):
    assert read_rate(prepare(text)) == rate


def test_the_two_operands_are_kept_apart():
    question = _read("Thu ngân sách kế hoạch 2025 của Yên Mỹ hơn thực hiện 2024 bao nhiêu tỷ?")
    assert question.intent == "compare"
    assert question.references == (Reference("target", 2025), Reference("actual", 2024))
    assert question.kind is None


def test_the_year_before_is_counted_from_the_year_named():
    question = _read("Thu nhập bình quân của Yên Mỹ năm 2023 tăng mấy phần trăm so với năm trước?")
    assert question.years == (2023, 2022)
    assert (question.intent, question.operations) == ("compare", ("percent",))


def test_a_follow_up_compares_what_was_asked_before():
    question = _read("Vậy cao hơn kết quả năm trước đó mấy triệu?", "Năm 2025 Yên Mỹ đặt thu nhập bao nhiêu?")
    assert question.references == (Reference("target", 2025), Reference("actual", 2024))


def test_at_least_how_much_is_no_order():
    question = _read("Thu nhập của Yên Mỹ kế hoạch 2025 tăng ít nhất mấy triệu so với thực hiện 2024?")
    assert question.intent == "compare"


def test_all_years_of_a_period_stay():
    assert _read("Thu nhập thực hiện của Yên Mỹ thay đổi thế nào từ năm 2020 đến 2023?").years == (
        2020,
        2021,
        2022,
        2023,
    )


def test_a_rise_is_no_condition():
    question = _read("Yên Mỹ phấn đấu thu ngân sách tăng 12% so với ước 2022 thì phải thu bao nhiêu?")
    assert (question.operations, question.rate, question.any_of) == (("grown",), 12.0, ())
    assert _read("Thu ngân sách của Yên Mỹ năm 2023 tăng 12% so với năm 2022 phải không?").operations != ("grown",)


@pytest.mark.parametrize(
    "text",
    [
        "Yên Mỹ năm 2021 thu ngân sách vượt dự toán 2,4 tỷ, vậy dự toán giao là bao nhiêu tỷ?",
        "Thu ngân sách của Yên Mỹ năm 2021 gấp 1,5 lần 2018, vậy năm 2018 khoảng mấy tỷ?",
        "6 tháng 2021 thu ngân sách Yên Mỹ bằng 47% kế hoạch, tính ngược lại kế hoạch cả năm mấy tỷ?",
    ],
)
def test_what_a_question_for_an_amount_repeats_is_no_condition(text):
    question = _read(text)
    assert (question.intent, question.any_of, question.measure) == ("lookup", (), None)


def test_a_condition_on_a_named_unit_stays():
    assert _read("Thu ngân sách của Yên Mỹ năm 2021 có trên 5 tỷ không?").any_of
    assert _read("Thu ngân sách của Yên Mỹ năm 2021 là 5 tỷ phải không?").any_of


def test_now_beside_a_year():
    question = _read("Thu ngân sách của Yên Mỹ bây giờ gấp mấy lần năm 2015?")
    assert "now" in question.operations
    assert "now" not in _read("Thu ngân sách của Yên Mỹ hiện nay là bao nhiêu?").operations


def test_so_much_of_the_plan():
    assert share_of_plan(prepare("muốn được 60% dự toán thì còn phải thu bao nhiêu")) == 60
    assert share_of_plan(prepare("đạt 60% dự toán là bao nhiêu")) is None


def test_the_part_of_the_year_that_is_left():
    question = _read("trừ quý III ra thì 6 tháng đầu năm được mấy tỷ?", "9 tháng 2021 Yên Mỹ thu ngân sách mấy tỷ?")
    assert (question.part_of_year, question.years) == ("6 tháng đầu năm", (2021,))


def test_a_figure_that_is_only_repeated_is_no_condition():
    question = _read("Trong 75% lao động qua đào tạo của Yên Mỹ thì có bằng cấp chiếm mấy phần trăm?")
    assert question.any_of == ()


def test_a_verdict_asks_for_target_and_result():
    question = _read("BHYT của Sơn Hà năm 2022 đạt bao nhiêu, có đạt chỉ tiêu không?")
    assert (question.kind, question.measure) == (None, None)
    assert "verdict" in question.operations


def test_named_parts_are_without_amounts_and_whole():
    question = _read(
        "Trong thu ngân sách của Yên Mỹ năm 2023, thuế ngoài quốc doanh và phí lệ phí cộng lại bao nhiêu?"
    )
    assert question.named_parts == ("thuế ngoài quốc doanh", "phí lệ phí")


def test_newest_figures_and_shares_of_the_whole():
    assert _read("Kết quả mới nhất, nơi nào có tỷ lệ hộ nghèo cao nhất?").operations == ("latest",)
    shares = _read("Tỷ lệ số chỉ tiêu đạt trên tổng số chỉ tiêu nơi nào cao nhất?")
    assert shares.operations == ("fulfilment",)


@pytest.mark.parametrize(
    "text",
    [
        "Thu ngân sách năm 2022 của Yên Mỹ hụt bao nhiêu tỷ so với dự toán?",
        "Yên Mỹ năm 2022 kết nạp đảng viên thiếu mấy người so với chỉ tiêu?",
        "Thu nhập năm 2022 của Sơn Hà vượt kế hoạch mấy triệu?",
    ],
)
def test_a_result_against_the_plan_of_its_own_year(text):
    question = _read(text)
    assert question.references == (Reference("actual", 2022), Reference("target", 2022))
    assert question.operations == ("difference",)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Chi ngân sách của Yên Mỹ bao nhiêu, trừ chi lương với chi trường học thì còn mấy tỷ?",
            ("chi lương", "chi trường học"),
        ),
        ("Thu ngân sách Yên Mỹ trừ tiền đất, lệ phí thì phần thuế còn bao nhiêu?", ("tiền đất", "lệ phí")),
        ("thu ngan sach Yen My tru tien dat va le phi thi con may ty", ("tien dat", "le phi")),
    ],
)
def test_what_is_taken_away_are_the_parts(text, parts):
    assert _read(text).named_parts == parts


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Thu ngân sách Yên Mỹ cuối nhiệm kỳ phải đạt mấy tỷ, năm 2021 thu được bao nhiêu?", True),
        ("thu ngan sach Yen My nam 2022 may ty, het giai doan dat may ty", True),
        ("Hộ nghèo Sơn Hà năm 2020 bao nhiêu %, kết thúc nhiệm kỳ còn bao nhiêu %?", True),
        ("Thu ngân sách Yên Mỹ cuối nhiệm kỳ 2020-2025 là bao nhiêu?", False),
        ("Thu ngân sách Yên Mỹ năm 2021 mấy tỷ, năm 2022 mấy tỷ?", False),
    ],
)
def test_the_last_year_of_a_term_beside_another(text, asked):
    assert ("last" in _read(text).operations) is asked


@pytest.mark.parametrize(
    ("text", "history", "expected"),
    [
        ("So với năm 2024 thì giảm bao nhiêu?", ("Yên Mỹ trồng lúa 2024 mấy ha?", "Kế hoạch 2025 thì sao?"), 2),
        ("Gấp mấy lần?", ("Thu ngân sách năm 2021 của Yên Mỹ?", "Còn năm 2025?"), 2),
        ("Chênh nhau bao nhiêu?", ("Thu nhập của Yên Mỹ năm 2022?", "Thế năm 2023?"), 2),
        ("Đến 2030 gấp mấy lần?", ("Thu nhập Yên Mỹ năm 2025 được bao nhiêu?",), 2),
        ("tang bao nhieu so voi uoc nam 2024", ("Kế hoạch thu ngân sách năm 2025 của Yên Mỹ?",), 2),
        ("Năm sau thì tăng hay giảm?", ("Sản lượng lúa năm 2024 của Yên Mỹ bao nhiêu?",), 2),
    ],
)
def test_a_follow_up_is_held_against_what_was_talked_of(text, history, expected):
    question = _read(text, *history)
    assert question.intent == "compare"
    assert len({each.year for each in question.references} or set(question.years)) == expected


def test_what_was_talked_of_is_of_the_same_figure():
    question = _read("Gấp mấy lần?", "Thu nhập Yên Mỹ năm 2021?", "Thu ngân sách năm 2025 của Yên Mỹ?")
    assert set(question.years) == {2025}


def test_still_to_go_is_to_the_plan_of_the_same_year():
    question = _read("Năm 2024 Yên Mỹ thu ngân sách còn thiếu bao nhiêu nữa mới đủ?")
    assert question.references == (Reference("actual", 2024), Reference("target", 2024))


@pytest.mark.parametrize(
    ("text", "history"),
    [
        ("Năm 2023 Yên Mỹ giảm được 27 hộ nghèo, vậy đầu năm có bao nhiêu hộ nghèo?", ()),
        ("Vậy hồi đầu năm có bao nhiêu hộ?", ("Năm 2023 Yên Mỹ giảm được bao nhiêu hộ nghèo?",)),
        ("dau nam la bao nhieu", ("Năm 2023 Yên Mỹ giảm được bao nhiêu hộ nghèo?",)),
    ],
)
def test_the_level_at_the_start_of_a_year_is_worked_out_from_its_change(text, history):
    question = _read(text, *history)
    assert (question.operations, question.years, question.any_of) == (("back",), (2022,), ())
    assert question.indicators == ("so_ho_ngheo",)


def test_the_first_months_of_a_year_are_not_its_start():
    assert "back" not in _read("6 tháng đầu năm 2023 Yên Mỹ giảm bao nhiêu hộ nghèo?").operations


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Tổng chi Yên Mỹ bao nhiêu, chia ra đầu tư, thường xuyên, dự phòng từng khoản thế nào?", 3),
        ("tong chi Yen My bao nhieu, gom luong giao vien, chi quan ly moi khoan bao nhieu", 2),
        ("Thu ngân sách Yên Mỹ bao nhiêu, gồm những khoản nào?", 0),
        ("Thu ngân sách Yên Mỹ, trong đó thuế, lệ phí từng loại bao nhiêu?", 1),  # one syllable is no name
        ("Yên Mỹ đón bao nhiêu khách, trong đó khách quốc tế mấy lượt?", None),
        ("Yên Mỹ có mấy thôn, gồm những thôn nào?", None),
    ],
)
def test_the_parts_of_a_whole(text, parts):
    listed = broken_down(prepare(text))
    assert (None if listed is None else len(_read(text).named_parts)) == parts


def test_the_whole_of_a_share_is_named_by_its_words():
    question = _read("Chi lương giáo viên năm 2022 của Yên Mỹ chiếm mấy phần trăm tổng chi ngân sách xã?")
    assert (question.named_whole, question.named_parts) == ("tổng chi ngân sách", ("chi lương giáo viên",))
    assert _read("Thu ngân sách Yên Mỹ bằng mấy phần trăm kế hoạch?").named_whole == ""


@pytest.mark.parametrize(
    ("text", "shared"),
    [
        ("chia đều thì mỗi năm mấy ha", ("năm", None)),
        ("binh quan moi thang thu bao nhieu", ("tháng", None)),
        ("chia đều cho 9 thôn thì mỗi thôn mấy người", ("thôn", 9)),
        ("thu nhập bình quân bao nhiêu", None),
    ],
)
def test_what_a_figure_is_shared_out_to(text, shared):
    assert shared_out(prepare(text)) == shared


def test_units_that_a_figure_is_shared_out_to_are_not_asked_about():
    question = _read("Yên Mỹ năm 2023 kết nạp bao nhiêu đảng viên, chia đều cho 8 thôn thì mỗi thôn mấy người?")
    assert (question.levels, question.any_of, question.each, question.each_of) == ((), (), "thôn", 8)


@pytest.mark.parametrize(("text", "is_whole"), [("trồng 200 ha trong cả nhiệm kỳ", True), ("đến năm 2030", False)])
def test_figures_of_a_whole_term(text, is_whole):
    assert is_of_whole_term(text) is is_whole


def test_what_is_added_up_is_a_count():
    question = _read("Cộng hộ nghèo của xã Yên Mỹ và xã Sơn Hà năm 2023 được bao nhiêu?")
    assert (question.intent, question.indicators) == ("sum", ("so_ho_ngheo",))


def test_a_term_is_held_against_the_one_before():
    question = _read("Yên Mỹ đặt kết nạp bao nhiêu đảng viên, hơn nhiệm kỳ trước mấy người?")
    assert (question.intent, question.kind) == ("compare", None)


@pytest.mark.parametrize(
    ("text", "shared"),
    [
        ("bình quân thu ngân sách cho 5 xã", ("xã", 5)),
        ("chia đều số đảng viên kết nạp cho mỗi xã", ("xã", None)),
        ("bình quân thu nhập bình quân đầu người giao cho 5 xã", None),
        ("trung bình tỷ lệ hộ nghèo giao cho mỗi xã", None),
        ("binh quan nang suat lua cho 5 xa", None),
        ("tỷ lệ hộ nghèo bình quân mỗi năm giảm mấy %", ("năm", None)),
    ],
)
def test_what_already_is_of_each_cannot_be_shared_out(text, shared):
    assert shared_out(prepare(text)) == shared


@pytest.mark.parametrize(
    "text",
    [
        "Năm 2025 xã Yên Mỹ thu ngân sách đạt mấy % kế hoạch?",
        "nam 2025 xa Yen My thu ngan sach dat bao nhieu phan tram ke hoach",
        "Năm 2025 thu ngân sách xã Yên Mỹ đạt bao nhiêu phần trăm so với nghị quyết giao?",
    ],
)
def test_a_share_of_the_plan_is_worked_out(text):
    question = _read(text)
    assert "share" in question.operations
    assert {each.kind for each in question.references} == {None, "target"}


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("giao mấy tỷ, có đạt không", True),
        ("có hoàn thành chỉ tiêu thu ngân sách không, đạt bao nhiêu so với kế hoạch", True),
        ("có hoàn thành chỉ tiêu thu ngân sách không", False),
        ("hoàn thành chỉ tiêu nào, không kể thu ngân sách bao nhiêu", False),
    ],
)
def test_a_verdict_beside_figures(text, asks):
    assert asks_verdict(prepare(text)) is asks


def test_a_target_of_another_year_than_was_talked_of_is_not_the_figures_own():
    before = "Chỉ tiêu thu ngân sách năm 2025 của xã Yên Mỹ là bao nhiêu?"
    question = _read("So với chỉ tiêu năm 2024 thì tăng mấy phần trăm?", before)
    assert (set(question.years), question.kind) == ({2024, 2025}, "target")
    pointing = _read("So với năm 2024 thì chỉ tiêu ấy tăng thêm mấy triệu?", before)
    assert set(pointing.references) == {Reference(None, 2024), Reference("target", 2025)}
    own = _read("Năm 2025 thu ngân sách xã Yên Mỹ vượt bao nhiêu so với chỉ tiêu?")
    assert set(own.references) == {Reference("actual", 2025), Reference("target", 2025)}


@pytest.mark.parametrize(
    "text",
    [
        "Từ năm 2022 đến năm 2024 tỷ lệ hộ nghèo xã Yên Mỹ giảm bao nhiêu?",
        "từ cuối năm 2022 đến cuối năm 2024 hộ nghèo xã Yên Mỹ phải giảm thêm bao nhiêu điểm phần trăm",
        "tu nam 2022 den nam 2024 ty le ho ngheo xa Yen My giam bao nhieu",
    ],
)
def test_a_change_over_years_is_told_by_their_levels(text):
    question = _read(text)
    assert (question.intent, question.measure) == ("compare", None)
    assert question.operations == ("difference",)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Thu nhập 2023 của Hưng Tân so với nghị quyết giao đầu năm thì thế nào?", True),
        ("Thu nhập 2023 của Hưng Tân so với kế hoạch ra sao?", True),
        ("Thu nhập 2023 của Hưng Tân so với năm 2022 thế nào?", False),
    ],
)
def test_how_a_result_stands_against_its_plan_is_a_verdict(text, asked):
    assert asks_verdict(prepare(text)) is asked
