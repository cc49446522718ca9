"""Arithmetic between rows, each figure cited and verified."""

from dataclasses import replace

from assistant.ask.composing.wording import library
from assistant.ask.composing.worked import (
    added_changes,
    after_flows,
    between,
    communes_beside,
    compose_following,
    compose_worked,
    fulfilments,
    left_of,
    parts_held,
    shared_figures,
    shares_of_commune,
)
from assistant.ask.elsewhere import under_unit
from assistant.ask.verifying.verify import holds
from assistant.types import Place, Question, Reference
from tests.builders import document, row_of

PLAN_2025 = "Kế hoạch 2025: trên 63 triệu đồng/người"
DONE_2024 = "thu nhập đạt 4,9 triệu đồng/người/tháng"
PAPER = document("d", DONE_2024, PLAN_2025, "Năm 2020 là 42 triệu đồng", "tăng 3,2 triệu đồng", commune="Yên Mỹ")
ROWS = [
    row_of(PAPER, DONE_2024, value=58.8, year=2024, figure="4,9 triệu đồng/người/tháng"),
    row_of(PAPER, PLAN_2025, value=63.0, year=2025, kind="target", comparator=">", figure="trên 63 triệu đồng"),
    row_of(PAPER, "Năm 2020 là 42 triệu đồng", value=42.0, year=2020, figure="42 triệu đồng"),
]
CHANGE = row_of(
    PAPER, "tăng 3,2 triệu đồng", value=3.2, year=2020, measure="change", direction="tăng", figure="3,2 triệu đồng"
)


def _question(*operations, **changes):
    values = {"indicators": ("thu_nhap_binh_quan",), "places": (Place("Yên Mỹ", None),), "operations": operations}
    return Question("", "", "ledger", "compare", **(values | changes))


def _told(question, rows=ROWS, papers=(PAPER,)):
    statements = between(question, rows, library(papers))
    texts = {each.document_id: each.text for each in papers}
    assert all(holds(each, texts.__getitem__) for each in statements)
    return [each.text for each in statements]


def test_a_target_and_a_result_with_a_bound_and_a_conversion():
    references = (Reference("target", 2025), Reference("actual", 2024))
    first, second = _told(_question("difference", references=references))
    assert first == (
        "Chênh lệch trên 4,2 triệu đồng/người/năm: chỉ tiêu năm 2025 cao hơn kết quả năm 2024 (63 − 58,8 = 4,2)."
    )
    assert "tăng trên 7,14 %" in second


def test_times_are_the_larger_by_the_smaller():
    assert _told(_question("times", years=(2020, 2024))) == [
        "Kết quả năm 2024 gấp 1,4 lần kết quả năm 2020 (58,8 : 42 = 1,4 lần)."
    ]


def test_two_units_are_held_together_in_a_year_that_both_have():
    other = document("e", "đạt 49 triệu đồng", commune="Sơn Hà")
    rows = [*ROWS, row_of(other, "đạt 49 triệu đồng", value=49.0, year=2024, figure="49 triệu đồng")]
    places = (Place("Yên Mỹ", None), Place("Sơn Hà", None))
    (told, _) = _told(_question("difference", places=places), rows, (PAPER, other))
    assert "9,8 triệu đồng/người/năm: xã Yên Mỹ (kết quả năm 2024) cao hơn xã Sơn Hà" in told


BUDGET = document("b", "Thu 830 triệu đồng", "Chi 1.909 triệu đồng", "Thu 702 triệu đồng", commune="Yên Mỹ")
MONEY = [
    row_of(BUDGET, quote, value=value, year=year, kind=kind, indicator=indicator, unit="tỷ đồng", figure=figure)
    for quote, value, year, kind, indicator, figure in (
        ("Thu 830 triệu đồng", 0.83, 2026, "target", "thu_ngan_sach", "830 triệu đồng"),
        ("Chi 1.909 triệu đồng", 1.909, 2026, "target", "chi_ngan_sach", "1.909 triệu đồng"),
        ("Thu 702 triệu đồng", 0.702, 2025, "actual", "thu_ngan_sach", "702 triệu đồng"),
    )
]


def test_two_indicators_of_one_unit_are_held_together_where_both_are_told():
    asked = _question("difference", "times", indicators=("thu_ngan_sach", "chi_ngan_sach"))
    assert _told(asked, MONEY, (BUDGET,)) == [
        "Chênh lệch 1,079 tỷ đồng (1.079 triệu đồng): chỉ tiêu năm 2026, chi ngân sách cao hơn thu ngân sách "
        "(1,909 − 0,83 = 1,079).",
        "Chỉ tiêu năm 2026: chi ngân sách gấp 2,3 lần thu ngân sách (1,909 : 0,83 = 2,3 lần).",
    ]


def test_of_two_years_each_indicator_is_held_together_too():
    asked = _question("difference", indicators=("thu_ngan_sach", "chi_ngan_sach"), years=(2025, 2026))
    told = _told(asked, MONEY, (BUDGET,))
    assert "chi ngân sách cao hơn thu ngân sách" in told[0]
    assert "chỉ tiêu năm 2026 cao hơn kết quả năm 2025" in told[1]


def test_a_result_is_told_in_the_unit_in_which_both_figures_are_written():
    references = (Reference("target", 2026), Reference("actual", 2025))
    asked = _question("difference", indicators=("thu_ngan_sach",), references=references, unit="%")
    assert "Chênh lệch 0,128 tỷ đồng (128 triệu đồng)" in _told(asked, MONEY, (BUDGET,))[0]


def test_two_figures_that_differ_are_not_chosen_from():
    twice = [*ROWS, row_of(PAPER, DONE_2024, value=60.0, year=2024, figure="60")]
    assert _told(_question("difference", years=(2020, 2024)), twice) == []


def test_an_operand_that_no_quote_has_is_struck():
    wrong = [ROWS[0], row_of(PAPER, "Năm 2020 là 42 triệu đồng", value=41.0, year=2020, figure="42 triệu đồng")]
    statements = between(_question("difference", years=(2020, 2024)), wrong, library([PAPER]))
    assert statements
    assert not any(holds(each, lambda _: PAPER.text) for each in statements)


def _worked(question, rows):
    draft = compose_worked(question, rows, library([PAPER]))
    if draft is None:
        return None
    assert all(holds(each, lambda _: PAPER.text) for each in draft.statements)
    return draft.statements[0].text


def test_a_rise_on_a_base():
    question = _question("grown", rate=-5.0, years=(2024,), references=(Reference("actual", 2024),))
    assert _worked(question, ROWS) == (
        "Giảm 5% so với kết quả năm 2024 là 55,86 triệu đồng/người/năm (58,8 − 5% = 55,86)."
    )
    assert _worked(_question("grown", rate=5.0, years=(2019,)), ROWS) is None


def _follows(question, rows, paper=PAPER):
    draft = compose_following(question, rows, library([paper]))
    assert draft is None or all(holds(each, lambda _: paper.text) for each in draft.statements)
    return draft.statements[0].text if draft is not None else None


def test_the_year_before_from_level_and_change():
    assert "38,8 triệu đồng/người/năm (42 − 3,2 = 38,8)" in _follows(_question(years=(2019,)), [*ROWS, CHANGE])
    assert _follows(_question(years=(2019,)), ROWS) is None  # without the change
    assert _follows(_question(years=(2020,)), [*ROWS, CHANGE]) is None  # the year itself is stated


def test_the_plan_that_a_share_is_of():
    paper = document("d", "thu 84 tỷ đồng", "bằng 56% kế hoạch", commune="Yên Mỹ")
    of_money = {"indicator": "thu_ngan_sach", "year": 2020, "period": "6 tháng đầu năm"}
    level = row_of(paper, "thu 84 tỷ đồng", value=84.0, unit="tỷ đồng", **of_money)
    share = row_of(paper, "bằng 56% kế hoạch", value=56.0, unit="% so với kế hoạch", measure="vs_plan", **of_money)
    question = _question(indicators=("thu_ngan_sach",), years=(2020,), kind="target")
    assert _follows(question, [level, share], paper) == (
        "Văn bản không nêu chỉ tiêu năm 2020; suy ra từ kết quả 6 tháng đầu năm 2020 và mức so với kế hoạch: "
        "khoảng 150 tỷ đồng (84 : 56% = 150)."
    )


def test_from_and_to_are_held_together():
    quote = "từ 28 triệu đồng đầu nhiệm kỳ lên 42 triệu đồng"
    paper = document("d", quote, commune="Yên Mỹ")
    rows = [row_of(paper, quote, value=42.0, previous=28.0, year=2020)]
    first, second = _told(_question("difference", "percent"), rows, (paper,))
    assert "42 − 28 = 14" in first
    assert "tăng 50 %" in second


def test_what_is_missing_to_a_plan_and_to_a_part_of_it():
    paper = document("d", "9 tháng thu 6 tỷ đồng", "kế hoạch 8 tỷ đồng", commune="Yên Mỹ")
    of_money = {"indicator": "thu_ngan_sach", "unit": "tỷ đồng", "year": 2021}
    rows = [
        row_of(paper, "9 tháng thu 6 tỷ đồng", value=6.0, period="9 tháng", figure="6 tỷ đồng", **of_money),
        row_of(paper, "kế hoạch 8 tỷ đồng", value=8.0, kind="target", figure="8 tỷ đồng", **of_money),
    ]
    question = _question("to_go", indicators=("thu_ngan_sach",), years=(2021,))
    assert "8 − 6 = 2" in _told(question, rows, (paper,))[0]
    (told,) = _told(replace(question, rate=90.0), rows, (paper,))
    assert "8 × 90% = 7,2" in told
    assert "7,2 − 6 = 1,2" in told


def test_what_is_left_after_what_went_and_came():
    paper = document("d", "đầu năm có 80 hộ nghèo", "12 hộ thoát nghèo", "3 hộ phát sinh", commune="Yên Mỹ")
    of_poor = {"indicator": "so_ho_ngheo", "unit": "hộ", "year": 2021}
    rows = [
        row_of(paper, "đầu năm có 80 hộ nghèo", value=80.0, period="đầu năm", **of_poor),
        row_of(
            paper, "12 hộ thoát nghèo", value=12.0, measure="change", direction="giảm", period="9 tháng", **of_poor
        ),
        row_of(paper, "3 hộ phát sinh", value=3.0, measure="change", direction="tăng", period="9 tháng", **of_poor),
    ]
    question = replace(_question(indicators=("so_ho_ngheo",), years=(2021,)), text="còn mấy hộ nghèo")
    (told,) = after_flows(question, rows, library([paper]))
    assert "71 hộ (80 − 12 + 3 = 71)" in told.text
    assert holds(told, lambda _: paper.text)
    assert after_flows(replace(question, text="mấy hộ nghèo"), rows, library([paper])) == []


def test_changes_of_years_are_added_up_where_each_has_one():
    lines = ("năm 2021 giảm 2%", "năm 2022 giảm 3%")
    paper = document("d", *lines, commune="Yên Mỹ")
    of_poor = {"indicator": "ty_le_ho_ngheo", "unit": "điểm %", "measure": "change", "direction": "giảm"}
    rows = [
        row_of(paper, line, value=value, year=year, figure=f"{value:.0f}%", **of_poor)
        for line, value, year in zip(lines, (2.0, 3.0), (2021, 2022), strict=True)
    ]
    question = replace(_question(years=(2021, 2022)), text="cộng mức giảm từng năm")
    (told,) = added_changes(question, rows, library([paper]))
    assert "2 + 3 = 5" in told.text
    assert added_changes(replace(question, years=(2021, 2022, 2023)), rows, library([paper])) == []


def test_the_share_of_x_of_y():
    paper = document("d", "đạt 15/16 chỉ tiêu")
    row = row_of(paper, "đạt 15/16 chỉ tiêu", indicator="so_chi_tieu_dat", value=15.0, of=16.0, unit="chỉ tiêu")
    (told,) = fulfilments([row], library([paper]))
    assert "tỷ lệ 93,75 % (15 : 16 = 93,75 %)" in told.text
    assert holds(told, lambda _: paper.text)


def test_of_one_year_the_first_is_said_to_be_higher_or_lower():
    other = document("e", "đạt 49 triệu đồng", commune="Sơn Hà")
    rows = [*ROWS, row_of(other, "đạt 49 triệu đồng", value=49.0, year=2024, figure="49 triệu đồng")]
    places = (Place("Sơn Hà", None), Place("Yên Mỹ", None))
    assert "chênh 16,67 %, mức trước thấp hơn" in _told(_question("percent", places=places), rows, (PAPER, other))[1]


def test_of_its_own_plan_the_mark_counts():
    paper = document("d", "đạt 61 triệu đồng", "chỉ tiêu từ 58 triệu đồng trở lên", commune="Yên Mỹ")
    rows = [
        row_of(paper, "đạt 61 triệu đồng", value=61.0, figure="61 triệu đồng"),
        row_of(paper, "chỉ tiêu từ 58 triệu đồng trở lên", value=58.0, kind="target", comparator=">="),
    ]
    references = (Reference("actual", 2023), Reference("target", 2023))
    told = _told(_question("difference", references=references), rows, (paper,))
    assert told[0].startswith(
        "Chênh lệch 3 triệu đồng/người/năm: kết quả năm 2023 cao hơn chỉ tiêu năm 2023 (61 − 58"
    )


def test_of_two_units_results_go_before_targets():
    other = document("e", "đạt 49 triệu đồng", "2025: 60 triệu đồng", commune="Sơn Hà")
    plan = row_of(other, "2025: 60 triệu đồng", value=60.0, year=2025, kind="target", figure="60 triệu đồng")
    rows = [*ROWS, row_of(other, "đạt 49 triệu đồng", value=49.0, year=2024, figure="49 triệu đồng"), plan]
    places = (Place("Yên Mỹ", None), Place("Sơn Hà", None))
    assert "58,8 − 49" in _told(_question("difference", places=places), rows, (PAPER, other))[0]


PLANTED = "trồng 300 ha rừng trong cả nhiệm kỳ"
GROWN = document("g", PLANTED, "năm 2030 thu 75 tỷ đồng", "thu 24 tỷ đồng", commune="Yên Mỹ")


def _shared(each, quote, value, unit, text="", **changes):
    row = row_of(GROWN, quote, value=value, unit=unit, **changes)
    question = _question("each", each=each, each_of=changes.pop("each_of", None))
    told = shared_figures(replace(question, text=text), [row], library([GROWN]))
    assert all(holds(one, lambda _: GROWN.text) for one in told)
    return [one.text for one in told]


def test_a_figure_of_a_term_is_shared_out_to_its_years():
    assert _shared("năm", PLANTED, 300.0, "ha", period="2025-2030", kind="target") == [
        "Chia đều chỉ tiêu giai đoạn 2025-2030 cho 5 năm: 60 ha/năm (300 : 5 = 60)."
    ]
    assert "cho 5 năm" in _shared("năm", PLANTED, 300.0, "ha", period="2021-2025")[0]


def test_what_the_last_year_is_to_have_is_not_shared_out():
    assert _shared("năm", "năm 2030 thu 75 tỷ đồng", 75.0, "tỷ đồng", period="2025-2030", kind="target") == []


def test_a_year_is_shared_out_to_months_and_a_part_of_it_to_its_own():
    assert "cho 12 tháng: 2 tỷ đồng/tháng" in _shared("tháng", "thu 24 tỷ đồng", 24.0, "tỷ đồng", year=2024)[0]
    told = _shared("tháng", "thu 24 tỷ đồng", 24.0, "tỷ đồng", year=2024, period="6 tháng đầu năm")
    assert "cho 6 tháng: 4 tỷ đồng/tháng" in told[0]


def test_what_is_left_of_a_figure_out_of_another():
    paper = document("x", "đạt 16/18 chỉ tiêu", commune="Yên Mỹ")
    row = row_of(paper, "đạt 16/18 chỉ tiêu", value=16.0, of=18.0, unit="chỉ tiêu", year=2023)
    (told,) = left_of([row], library([paper]))
    assert told.text.endswith("còn lại 2 chỉ tiêu (18 − 16 = 2).")


def test_the_share_of_villages_in_their_commune():
    paper = document(
        "d", "Thôn 1 có 12 hộ", "Thôn 2 có 8 hộ", "Cuối năm toàn xã 40 hộ", "Đầu năm 55 hộ", commune="Yên Mỹ"
    )
    rows = [
        replace(row_of(paper, quote, value=value, indicator="so_ho_ngheo", unit="hộ", year=2022), place=place)
        for quote, value, place in (
            ("Thôn 1 có 12 hộ", 12.0, "thôn 1"),
            ("Thôn 2 có 8 hộ", 8.0, "thôn 2"),
            ("Cuối năm toàn xã 40 hộ", 40.0, None),
            ("Đầu năm 55 hộ", 55.0, None),
        )
    ]
    held = [under_unit(row) for row in rows]
    books = library([paper], rows)
    question = replace(_question("share", indicators=("so_ho_ngheo",)), text="cuối năm bằng mấy phần trăm cả xã")
    (told,) = shares_of_commune(question, held[:2], held, books)
    assert "20 hộ (12 + 8 = 20), bằng 50 % của xã Yên Mỹ (20 : 40 = 50 %)" in told.text
    assert shares_of_commune(replace(question, text="bằng mấy phần trăm"), held[:2], held, books) == []
    assert [row.value for row in communes_beside(held[:2], held)] == [40.0, 55.0]


def test_units_without_a_year_in_common_are_held_by_their_last_results():
    other = document("e", "đạt 49 triệu đồng", commune="Sơn Hà")
    rows = [*ROWS, row_of(other, "đạt 49 triệu đồng", value=49.0, year=2022, figure="49 triệu đồng")]
    places = (Place("Yên Mỹ", None), Place("Sơn Hà", None))
    told, *_ = _told(_question("difference", places=places), rows, (PAPER, other))
    assert "xã Yên Mỹ (kết quả năm 2024) cao hơn xã Sơn Hà (kết quả năm 2022) (58,8 − 49 = 9,8)" in told


def test_what_is_missing_is_counted_from_the_largest_part_of_the_year():
    paper = document("p", "tháng này 1 tỷ đồng", "lũy kế 4 tỷ đồng", "dự toán 10 tỷ đồng", commune="Yên Mỹ")
    money = {"indicator": "thu_ngan_sach", "unit": "tỷ đồng", "year": 2024}
    rows = [
        row_of(paper, "tháng này 1 tỷ đồng", value=1.0, **money),
        row_of(paper, "lũy kế 4 tỷ đồng", value=4.0, period="4 tháng", **money),
        row_of(paper, "dự toán 10 tỷ đồng", value=10.0, kind="target", **money),
    ]
    question = _question("to_go", "difference", indicators=("thu_ngan_sach",), years=(2024,))
    assert "(10 − 4 = 6)" in _told(question, rows, (paper,))[0]


def test_a_part_beside_its_whole():
    paper = document("p", "thu 8 tỷ đồng", "tiền đất 6 tỷ đồng", commune="Yên Mỹ")
    money = {"unit": "tỷ đồng", "year": 2024}
    rows = [
        row_of(paper, "thu 8 tỷ đồng", value=8.0, indicator="thu_ngan_sach", label="Thu ngân sách", **money),
        row_of(
            paper,
            "tiền đất 6 tỷ đồng",
            value=6.0,
            indicator="thu_tien_su_dung_dat",
            label="tiền đất",
            sub_of="thu_ngan_sach",
            **money,
        ),
    ]
    question = _question("share", "remainder", indicators=("thu_ngan_sach", "thu_tien_su_dung_dat"))
    told = parts_held(question, rows, library([paper]))
    assert all(holds(each, lambda _: paper.text) for each in told)
    assert [each.text for each in told] == [
        "Kết quả năm 2024: tiền đất chiếm 75 % Thu ngân sách (6 : 8 = 75 %).",
        "Kết quả năm 2024: Thu ngân sách trừ tiền đất còn 2 tỷ đồng (8 − 6 = 2).",
    ]
