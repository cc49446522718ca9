from ui import words
from ui.views.pivot_chart import Figure, Line, bar_chart, line_chart


def figure(value: float) -> Figure:
    return Figure(value, words.number(value))


def test_a_line_leaves_a_gap_where_a_year_is_missing() -> None:
    lines = [
        Line("xã A", {2022: figure(10.0), 2023: figure(20.0), 2024: figure(30.0)}),
        Line("xã B", {2022: figure(5.0), 2024: figure(7.5)}),
    ]
    html = line_chart(lines, title="Thu nhập")
    assert html.count("<circle") == 5
    assert html.count("<line") == 2 + html.count('class="nq-grid"')
    assert "xã B, 2024: 7,5" in html


def test_at_most_four_lines_are_told_apart() -> None:
    html = line_chart([Line(f"xã {n}", {2022: figure(n), 2023: figure(n + 1)}) for n in range(6)], title="x")
    assert html.count("<g ") == 4


def test_years_stand_as_far_apart_as_they_are() -> None:
    html = line_chart([Line("xã A", {2015: figure(10.0), 2020: figure(20.0), 2021: figure(21.0)})], title="x")
    assert [f">{year}<" in html for year in range(2015, 2022)] == [True] * 7
    assert html.count("<line") - html.count('class="nq-grid"') == 1
    assert (
        line_chart([Line("xã A", {1990: figure(1.0), 2030: figure(2.0)})], title="x").count('text-anchor="middle"')
        == 14
    )


def test_one_value_and_none_are_drawn() -> None:
    assert "<circle" in line_chart([Line("xã A", {2022: figure(0.0)})], title="x")
    assert "<svg" in line_chart([], title="x")
    assert "<svg" in bar_chart({}, title="x")


def test_bars_begin_at_zero_and_text_is_escaped() -> None:
    html = bar_chart({"xã <b>A</b>": figure(50.0), "xã B": figure(25.0), "xã C": figure(0.0)}, title="x")
    assert 'width="400.0"' in html
    assert 'width="200.0"' in html
    assert 'width="0.0"' in html
    assert "<b>" not in html
