"""Arithmetic between rows, each figure cited and verified."""

from assistant.ask.composing.wording import library
from assistant.ask.composing.worked import between, compose_worked, fulfilments
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


def test_the_year_before_from_level_and_change():
    assert "38,8 triệu đồng/người/năm (42 − 3,2 = 38,8)" in _worked(_question("back", years=(2019,)), [*ROWS, CHANGE])
    assert _worked(_question("back", years=(2019,)), ROWS) is None  # without the change
    assert _worked(_question("back", years=(2020,)), [*ROWS, CHANGE]) is None  # the year itself is stated


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
