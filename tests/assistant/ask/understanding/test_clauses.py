"""Conditions of a question, as a small tree."""

import pytest

from assistant.ask.understanding.gazetteer import gazetteer
from assistant.ask.understanding.understand import understand
from assistant.types import Clause, Condition, Identity, Place
from tests.builders import identity

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


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("Thu nhập, thu ngân sách và hộ nghèo của Hưng Tân?", (INCOME, REVENUE, "ty_le_ho_ngheo")),
        ("Diện tích ngô, lạc và đậu của Hưng Tân?", ("dien_tich_ngo", "dien_tich_lac", "dien_tich_dau")),
        ("Kinh tế Hưng Tân tăng trưởng bao nhiêu?", ("tang_truong_kinh_te",)),
        ("chỉ tiêu thu nhạp bình quân của Hưng Tân", (INCOME,)),
        ("Thu ngnâ sách của Hưng Tân?", (REVENUE,)),
        ("Tỷ lệ hộ ngèo của Hưng Tân?", ("ty_le_ho_ngheo",)),
        ("TNBQĐN của Hưng Tân?", (INCOME,)),
        ("Kỷ niệm bao nhiêu năm, tính từ ngày nào?", ()),
        ("Trong số đó xã nào?", ()),
        ("Tỷ lệ hộ nghèo được bao nhiêu ở Hưng Tân?", ("ty_le_ho_ngheo",)),
        ("So sánh kết quả hộ nghèo của Hưng Tân và Trường Xuân", ("ty_le_ho_ngheo",)),
        ("Số hộ nghèo của Hưng Tân so với Trường Xuân?", ("so_ho_ngheo",)),
        ("Tỷ lệ gia đình văn hóa của Hưng Tân so với Trường Xuân?", ("ty_le_gia_dinh_van_hoa",)),
        ("so sanh ty le gia dinh van hoa cua hung tan va truong xuan", ("ty_le_gia_dinh_van_hoa",)),
        ("Đếm số xã có tỷ lệ gia đình văn hóa trên 90%", ("ty_le_gia_dinh_van_hoa",)),
        ("So sánh hoàn thành chỉ tiêu giao quân của Hưng Tân và Trường Xuân", ("ty_le_giao_quan",)),
        ("Kết quả số chỉ tiêu không đạt của Hưng Tân?", ("so_chi_tieu_khong_dat",)),
        ("Đơn vị nào phấn đấu số làng văn hóa cao nhất?", ("so_lang_van_hoa",)),
        ("don vi nao phan dau so lang van hoa cao nhat", ("so_lang_van_hoa",)),
    ],
)
def test_indicators(text, indicators):
    assert understand(text, NAMES).indicators == indicators


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
    ("text", "part"),
    [
        ("Trường Xuân thu ngân sách 6 tháng đầu năm 2024 đạt bao nhiêu?", "6 tháng đầu năm"),
        ("Trường Xuân 9 tháng đầu năm 2025 thu ngân sách bao nhiêu?", "9 tháng đầu năm"),
        ("truong xuan thu ngan sach 6 thang dau nam 2024 bao nhieu", "6 thang dau nam"),
        ("Thu ngân sách của Trường Xuân năm 2024 bao nhiêu?", None),
    ],
)
def test_a_part_of_the_year_is_no_condition(text, part):
    question = understand(text, NAMES)
    assert (question.indicators, question.any_of, question.part_of_year) == ((REVENUE,), (), part)


@pytest.mark.parametrize(
    "text", ["Ai ký kế hoạch năm 2025 của xã Trường Xuân?", "Bí thư Đảng ủy xã Trường Xuân là ai?"]
)
def test_who_signed_is_asked_of_no_figure(text):
    question = understand(text, NAMES)
    assert (question.about, question.indicators) == (("signer",), ())


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("Hưng Tân năm 2023 có đạt chỉ tiêu thu ngân sách không?", "reached"),
        ("Chỉ tiêu thu ngân sách của Hưng Tân có đạt không?", "reached"),
        ("Hung Tan co hoan thanh chi tieu thu ngan sach khong", "reached"),
        ("Xã nào đạt và vượt kế hoạch thu ngân sách?", "reached"),
        ("Hưng Tân đạt thu ngân sách theo chỉ tiêu không?", "reached"),
        ("Thu ngân sách Hưng Tân đạt hay không đạt chỉ tiêu?", "reached"),
        ("Xã nào thu ngân sách vượt chỉ tiêu?", "exceeded"),
        ("Đơn vị nào không đạt kế hoạch thu ngân sách?", "missed"),
        ("Hưng Tân đặt chỉ tiêu thu ngân sách bao nhiêu?", None),
        ("Hưng Tân đạt chỉ tiêu thu ngân sách bao nhiêu?", None),
        ("Xã nào đạt chỉ tiêu thu nhập 58 triệu?", None),
        ("Hưng Tân có đặt chỉ tiêu thu ngân sách không?", None),
        ("Chỉ tiêu thu ngân sách của Hưng Tân có vượt Trường Xuân không?", None),
    ],
)
def test_results_held_against_targets(text, met):
    assert understand(text, NAMES).met == met


@pytest.mark.parametrize(
    ("text", "intent", "years", "since"),
    [
        ("Tỷ lệ hộ nghèo Hưng Tân năm 2023 so với 2022 giảm bao nhiêu?", "compare", (2023, 2022), None),
        ("Hưng Tân đặt thu nhập 2026 tăng bao nhiêu so với thực hiện 2025?", "compare", (2026, 2025), None),
        ("Hộ nghèo của Hưng Tân từ 2022 tới nay tăng hay giảm?", "compare", (), 2022),
    ],
)
def test_a_change_between_years_is_of_their_levels(text, intent, years, since):
    question = understand(text, NAMES)
    assert (question.intent, question.years, question.since) == (intent, years, since)
    assert (question.measure, question.direction, question.kind) == (None, None, None)


def test_a_change_of_one_year_stays_one():
    assert understand("Hưng Tân đặt chỉ tiêu giảm hộ nghèo năm 2023 bao nhiêu?", NAMES).measure == "change"


def test_communes_of_a_district_are_several():
    names = gazetteer([Identity("nghị quyết", "Đảng", "t", level="xã", commune="Hưng Tân", district="Bình Lâm")])
    question = understand("Tổng chỉ tiêu thu ngân sách năm 2024 của các xã huyện Bình Lâm", names)
    assert (question.intent, question.levels) == ("sum", ("xã",))
    assert [(place.name, place.members) for place in question.places] == [("Bình Lâm", True)]


def test_an_abbreviated_how_many():
    question = understand("bn xã có tỉ lệ hộ nghèo 2024 trên 10%", NAMES)
    assert (question.intent, question.levels) == ("count", ("xã",))


LABELS = gazetteer(
    [Identity("nghị quyết", "Đảng", "t", level="xã", commune="Hưng Tân")],
    [
        "sản lượng",
        "sản lượng tôm nuôi",
        "Sản lượng mật ong",
        "Diện tích chuyển đổi đất lúa kém hiệu quả sang trồng sen",
    ],
)


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("Sản lượng tôm của xã Hưng Tân năm 2025", ("sản lượng tôm nuôi",)),
        ("san luong tom cua xa hung tan nam 2025", ("sản lượng tôm nuôi",)),
        ("Sản lượng tôm nuôi của xã Hưng Tân", ("sản lượng tôm nuôi",)),
        ("Xã nào có sản lượng tôm trên 400 tấn?", ("sản lượng tôm nuôi",)),
        ("Sản lượng mật ong của xã Hưng Tân?", ("Sản lượng mật ong",)),
        ("Sản lượng của xã Hưng Tân?", ("sản lượng",)),
        ("Diện tích lúa của xã Hưng Tân?", ("dien_tich_lua",)),
        ("Sản lượng cá tra của xã Hưng Tân?", ()),
        ("san luong ca tra cua xa hung tan", ()),
    ],
)
def test_every_word_after_the_head_is_in_the_label(text, indicators):
    assert understand(text, LABELS).indicators == indicators


def test_what_no_label_has_is_refused_by_its_words():
    question = understand("Xã nào có sản lượng cá tra trên 1000 tấn?", LABELS)
    assert "sản lượng cá tra" in question.unread
    question = understand("Xã nào có sản lượng cá tra cao nhất?", LABELS)
    assert question.unread == ("sản lượng cá tra cao nhất",)


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
    ("text", "indicators"),
    [
        ("rừng che phủ của Hưng Tân mấy phần trăm", ("ty_le_che_phu_rung",)),
        ("rung che phu cua Hung Tan", ("ty_le_che_phu_rung",)),
        ("ngân sách thu của Hưng Tân bao nhiêu", ("thu_ngan_sach",)),
        ("rừng của Hưng Tân che phủ đâu", ()),
    ],
)
def test_a_name_in_another_order(text, indicators):
    assert understand(text, NAMES).indicators == indicators


HELD = gazetteer(
    [Identity("nghị quyết", "Đảng", "t", level="xã", commune="Hưng Tân")],
    labels=["trâu cày kéo", "dê sinh sản", "mật ong rừng"],
)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Đàn trâu bò Hưng Tân bao nhiêu, riêng trâu cày kéo mấy con?", ("trâu cày kéo",)),
        ("dan lon Hung Tan may con, de sinh san bao nhieu con", ("dê sinh sản",)),
        ("Thu nhập của Hưng Tân bao nhiêu, còn mật ong rừng được mấy lít?", ("mật ong rừng",)),
        ("Thu nhập của Hưng Tân nhờ mật ong rừng, năm 2023 bao nhiêu?", ()),
    ],
)
def test_a_label_beside_a_name_is_asked_for_too(text, labels):
    _, *others = understand(text, HELD).indicators
    assert tuple(others) == labels


@pytest.mark.parametrize(
    "text",
    [
        "Thu ngân sách Hưng Tân 9 tháng được bao nhiêu?",
        "Thu ngân sách Hưng Tân 6T 2023 bao nhiêu?",
        "thu ngan sach hung tan 11 thang 2024 duoc may ty",
    ],
)
def test_so_many_months_are_no_condition(text):
    question = understand(text, NAMES)
    assert (question.any_of, question.intent) == ((), "lookup")
    assert question.part_of_year is not None


def test_beside_the_whole_year_no_part_is_preferred():
    question = understand("Thu ngân sách Hưng Tân 9 tháng bao nhiêu, ước cả năm bao nhiêu?", NAMES)
    assert question.part_of_year is None


@pytest.mark.parametrize("end", ["năm cuối kỳ", "năm gốc", "xuất phát"])
def test_a_year_told_by_its_place_in_the_term_leaves_years_and_kind_open(end):
    question = understand(f"Kế hoạch thu nhập của Hưng Tân năm 2023 và {end} bao nhiêu?", NAMES)
    assert (question.years, question.kind) == ((), None)


@pytest.mark.parametrize(
    "text",
    [
        "huong tra con bao nhieu ho ngheo, may %",
        "Hưng Tân còn bao nhiêu hộ nghèo, mấy %",
        "hung tan bn ho ngheo, may %",
    ],
)
def test_units_asked_for_are_read_with_and_without_marks(text):
    assert set(understand(text, NAMES).indicators) == {"so_ho_ngheo", "ty_le_ho_ngheo"}


def test_a_label_is_told_by_its_marks():
    names = gazetteer([Identity("nghị quyết", "Đảng", "t", level="xã", commune="Hưng Tân")], ["Số hộ cận nghèo"])
    assert understand("hung tan con bao nhieu ho ngheo", names).indicators == ("so_ho_ngheo",)


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


def test_a_share_is_a_label_that_begins_with_it():
    names = gazetteer([identity(commune="Yên Mỹ")], ["tỷ lệ hộ có lò sấy", "tỷ lệ hộ có bể chứa"])
    question = understand("Yên Mỹ có bao nhiêu phần trăm hộ có lò sấy?", names)
    assert question.indicators == ("tỷ lệ hộ có lò sấy",)


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("Xã Hưng Tân còn bao nhiêu hộ cận nghèo?", ("hộ cận nghèo",)),
        ("Hộ cận nghèo của xã Hưng Tân có mấy hộ?", ("hộ cận nghèo",)),
        ("Xã Hưng Tân hộ cận nghèo bao nhiêu phần trăm?", ("ty_le_ho_can_ngheo",)),
        ("Tỷ lệ hộ cận nghèo của xã Hưng Tân?", ("ty_le_ho_can_ngheo",)),
    ],
)
def test_the_unit_asked_for_chooses_between_the_catalogue_and_the_ledgers_own_label(text, indicators):
    names = gazetteer([Identity("nghị quyết", "Đảng", "t", level="xã", commune="Hưng Tân")], ("hộ cận nghèo",))
    assert understand(text, names).indicators == indicators


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("Yên Mỹ năm 2024 phải thu bao nhiêu tỷ?", ("thu_ngan_sach",)),
        ("Năm 2024 Yên Mỹ chi mấy triệu?", ("chi_ngan_sach",)),
        ("Yên Mỹ doanh thu bao nhiêu tỷ?", ()),
    ],
)
def test_money_that_is_taken_in_or_spent_is_of_the_budget(text, indicators):
    assert understand(text, gazetteer([identity(commune="Yên Mỹ")])).indicators == indicators


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("Xã nào nuôi nhiều heo nhất?", ("tong_dan_lon",)),
        ("xa nao nuoi nhieu lon nhat", ("tong_dan_lon",)),
        ("Có mấy xã trồng lúa trên 300 ha?", ("dien_tich_lua",)),
        ("Nơi nào nuôi trên 2.000 con heo?", ("tong_dan_lon",)),
        ("Xã nào cà phê nhiều nhất?", ("dien_tich_ca_phe",)),
        ("noi nao heo it nhat", ("tong_dan_lon",)),
        ("Xã nào thu thấp nhất?", (REVENUE,)),
        ("So sánh số xã viên, hộ nghèo của Hưng Tân và Trường Xuân", ("ty_le_ho_ngheo",)),
        ("So sánh số hộ nghèo của Hưng Tân và Trường Xuân", ("so_ho_ngheo",)),
        ("Đơn vị nào có tỷ lệ hoàn thành chỉ tiêu cao nhất?", ("so_chi_tieu_dat",)),
    ],
)
def test_what_is_done_with_a_thing_tells_what_of_it(text, indicators):
    assert understand(text, NAMES).indicators == indicators


def test_a_year_before_a_word_that_reads_as_a_unit_is_no_figure():
    assert understand("heo hung tan 6 thang 2019 con may con", NAMES).any_of == ()


def test_a_label_does_not_run_over_a_figure():
    names = gazetteer([identity(commune="Hưng Tân")], labels=["thu nhập bình quân của hộ nghèo"])
    question = understand("Xã nào có cả thu nhập trên 60 triệu và hộ nghèo dưới 2%?", names)
    assert question.indicators == (INCOME, "ty_le_ho_ngheo")


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


CROPS = gazetteer([identity(commune="Ea Nôr")], ["diện tích sắn", "diện tích sắn cao sản", "sản lượng sắn"])


@pytest.mark.parametrize("text", ["Ea Nôr trồng sắn bao nhiêu ha?", "ea nor trong san bao nhieu ha"])
def test_a_thing_beside_its_unit_names_labels_of_the_ledger(text):
    assert understand(text, CROPS).indicators == ("diện tích sắn", "diện tích sắn cao sản")


def test_a_part_takes_the_tail_of_a_label():
    first, second = understand("Ea Nôr trồng sắn bao nhiêu ha, sản lượng mấy tấn?", CROPS).also
    assert (first.indicators[0], second.indicators) == ("diện tích sắn", ("sản lượng sắn",))


def test_a_long_name_with_a_wrong_mark():
    question = understand("Hưng Tân có bao nhiêu trương đạt chuẩn quốc gia?", NAMES)
    assert "so_truong_chuan_quoc_gia" in (*question.indicators, *question.related)
