import pytest

from assistant.drafting.figures import convert_figure, reached, read_figure, show_bound, show_figure
from assistant.types import Figure, IndicatorRow, Span


@pytest.mark.parametrize(
    ("typed", "figure"),
    [
        ("60,5", Figure(60.5)),
        ("9.850", Figure(9850.0)),
        ("5.900.000.000", Figure(5.9e9)),
        ("1.234,5", Figure(1234.5)),
        ("06", Figure(6.0)),
        (" 27 / 29 ", Figure(27.0, of=29.0)),
        ("15-16", Figure(15.0, 16.0)),
        ("0", Figure(0.0)),
        ("≥ 70", Figure(70.0, comparator=">=")),
        ("70 trở lên", Figure(70.0, comparator=">=")),
        ("trên 95", Figure(95.0, comparator=">")),
        ("không quá 2,5", Figure(2.5, comparator="<=")),
        ("dưới 2", Figure(2.0, comparator="<")),
        ("đúng 18", Figure(18.0, comparator="=")),
    ],
)
def test_figures_are_read(typed, figure):
    assert read_figure(typed) == figure


@pytest.mark.parametrize(
    "typed", ["", "1e9", "-5", "=1+1", "khoảng 5", "16-15", "1,2,3", "∞", "9" * 20, "5%", "0x10"]
)
def test_what_is_no_figure(typed):
    assert read_figure(typed) is None


@pytest.mark.parametrize(
    ("figure", "like", "shown"),
    [
        (Figure(9850.0), "", "9.850"),
        (Figure(60.5), "58", "60,5"),
        (Figure(7.0), "06", "07"),
        (Figure(12.0), "06", "12"),
        (Figure(27.0, of=29.0), "", "27/29"),
        (Figure(15.0, 16.0), "", "15-16"),
    ],
)
def test_figures_are_shown_as_staff_write_them(figure, like, shown):
    assert show_figure(figure, like=like) == shown


def test_units_are_converted_or_do_not_fit():
    assert convert_figure(Figure(6.2), "tỷ đồng", to="đồng") == Figure(6.2e9)
    assert convert_figure(Figure(5.0, 6.0), "tạ", to="tấn") == Figure(0.5, 0.6)
    assert convert_figure(Figure(0.3), "%", to="điểm %") == Figure(0.3)
    assert convert_figure(Figure(1.0), "tấn", to="ha") is None


def row(*, last, result, better="higher"):
    return IndicatorRow(
        "k", "1", "targets", None, "x", "tấn", "", "=", "level", better, last, Span("d", "", 0, 0, ""), result
    )


def test_how_a_target_was_met():
    assert reached(row(last=Figure(170.5), result=Figure(172.3))) == "101,1%"  # 172.3 / 170.5 = 1.01056
    assert reached(row(last=Figure(1.2), result=Figure(0.9), better="lower")) == "đạt"
    assert reached(row(last=Figure(1.2), result=Figure(1.5), better="lower")) == "không đạt"
    assert reached(row(last=Figure(1.2), result=None)) == ""
    assert reached(row(last=Figure(0.0), result=Figure(1.0))) == ""


@pytest.mark.parametrize(
    ("figure", "comparator", "shown"),
    [
        (Figure(58.0), ">=", "từ 58"),
        (Figure(9850.0), ">", "trên 9.850"),
        (Figure(0.5), "<", "dưới 0,5"),
        (Figure(3.0), "<=", "không quá 3"),
        (Figure(12.0), "=", "12"),
        (Figure(60.0, 61.0), "range", "60-61"),
    ],
)
def test_a_target_is_shown_with_its_bound(figure, comparator, shown):
    assert show_bound(figure, comparator) == shown
