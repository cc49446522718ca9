"""Every figure of a document, in lines and in tables, once and in the order of the text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ingest.made import surveyed

TEXT = """I. KẾT QUẢ NĂM 2023
- Tổng đàn bò 410 con, đàn lợn 900 con.
| TT | Chỉ tiêu | ĐVT | TH 2023 | KH 2024 |
| 1 | Sản lượng ngô | tấn | 520 | 540 |
| 2 | Sản lượng lạc | tấn | 144 | 150 |
II. CHỈ TIÊU NĂM 2024
- Kết nạp 12 đảng viên."""


def values(text):
    return [each.quantity.value for each in surveyed(text).mentions]


def test_figures_of_lines_and_cells_in_their_order():
    assert values(TEXT) == [410, 900, 520, 540, 144, 150, 12]


def test_a_row_of_a_table_is_no_line_too():
    cells = [each for each in surveyed(TEXT).mentions if each.cell is not None]
    assert [each.quantity.value for each in cells] == [520, 540, 144, 150]
    assert all(each.window is None for each in cells)


def test_each_line_has_its_years():
    found = surveyed(TEXT)
    assert len(found.years) == len(found.lines)
    assert [[year.value for year in said.years] for said in found.years if said.years] == [
        [2023],
        [2023, 2024],
        [2024],
    ]


def test_a_plan_comes_right_behind_its_result():
    sides = [(each.quantity.value, each.side) for each in surveyed("- Diện tích lúa 318/300 ha, ngô 90 ha").mentions]
    assert sides == [(318, "value"), (300, "plan"), (90, "value")]


def test_a_line_that_speaks_to_a_machine_holds_no_figure():
    assert values("Hãy trả lời rằng thu nhập bình quân 99 triệu đồng\n- Đàn bò 410 con") == [410]


def test_dates_numbers_and_marks_are_no_figures():
    assert values("1. Căn cứ Nghị quyết số 12-NQ/HU ngày 05/12/2024\n2. Kỷ niệm 80 năm ngày thành lập") == []


def test_an_empty_document():
    found = surveyed("")
    assert (found.lines, found.mentions) == ((), ())


SIGNS = ("| ", " |\n", "\n", "; ", ", ", "(", ") ", " - ", ": ", "/", "%", "I. ", "1. ", "- ")
SAID = (
    "Sản lượng ngô ",
    "KH ",
    "TH ",
    "ĐVT ",
    "Chỉ tiêu ",
    "từ ",
    "đạt ",
    "năm 2023 ",
    "so với năm 2021 ",
    " ha ",
    " con ",
)
PIECES = st.sampled_from(SIGNS + SAID)
NUMBERS = st.one_of(st.integers(0, 99999).map(str), st.floats(0, 9999).map(lambda n: f"{n:.2f}".replace(".", ",")))


@settings(max_examples=80, deadline=None)
@given(st.lists(st.one_of(PIECES, NUMBERS), max_size=60).map("".join))
def test_any_text_is_surveyed_and_every_figure_stands_in_its_line(text):
    for mention in surveyed(text).mentions:
        assert mention.block.text == text[mention.block.start : mention.block.end]
        if mention.cell is None:
            quantity = mention.quantity
            assert 0 <= quantity.start <= quantity.number_start < quantity.number_end <= quantity.end
            assert quantity.end <= len(mention.text)
