import pytest

from assistant.adapters.draft_tables import column_widths, is_number

ROWS = [
    ("TT", "Chỉ tiêu", "Đơn vị", "KH 2024"),
    ("1", "Tỷ lệ hộ dân được sử dụng nước sạch theo quy chuẩn", "%", "95"),
]


def test_columns_are_as_wide_as_what_they_hold():
    widths = column_widths(ROWS, total_mm=165, size_pt=11)
    assert sum(widths) == pytest.approx(165)
    assert widths[1] > 2 * max(widths[0], widths[2], widths[3])
    assert widths[0] < widths[3]


def test_a_table_that_is_too_wide_still_fits():
    rows = [["mộttừrấtdàikhôngngắtđược"] * 9]
    assert sum(column_widths(rows, total_mm=120, size_pt=12)) == pytest.approx(120)


@pytest.mark.parametrize(
    "text",
    ["95", "1.234,5", "≥ 67", "từ 58", "27/29", "103,8%", ".....", "≥ .....", "..... trở lên", "-", "90 trở lên"],
)
def test_figures_go_to_the_right(text):
    assert is_number(text)


@pytest.mark.parametrize("text", ["%", "Đạt", "xã 5", "", "tấn", "Quý II/2024"])
def test_words_do_not(text):
    assert not is_number(text)
