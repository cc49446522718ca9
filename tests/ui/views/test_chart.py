import re
from dataclasses import replace

import pytest

from assistant.types import AnswerRow
from tests.ui.fake_assistant import FakeAssistant
from ui.views.chart import chart


@pytest.fixture
def rows(assistant: FakeAssistant) -> list[AnswerRow]:
    same = [replace(row.indicator, year=2024, label="x") for row in assistant.ask("trên 58").rows]
    return [replace(row, indicator=each) for row, each in zip(assistant.ask("trên 58").rows, same, strict=True)]


def test_units_stand_as_bars_the_highest_first_and_their_figures_are_told(rows: list[AnswerRow]) -> None:
    html = chart(rows)
    assert html.count("<rect") == 3
    assert html.index(">60,5</text>") < html.index(">từ 58 trở lên</text>") < html.index(">52</text>")
    assert 'role="img"' in html
    assert "<title>Biểu đồ Thu nhập" in html
    assert "60,5 triệu đồng/người/năm" in html


def test_a_range_is_marked_as_it_is_said_and_not_by_a_figure_between(rows: list[AnswerRow]) -> None:
    between = replace(rows[0].indicator, comparator="range", value=60.0, value_max=61.0)
    html = chart([replace(rows[0], indicator=between), *rows[1:]])
    assert ">từ 60 đến 61</text>" in html
    assert "60,5" not in html


def test_years_of_a_unit_stand_as_a_line_with_plan_beside_result(rows: list[AnswerRow]) -> None:
    one = rows[0]
    years = [
        replace(one, indicator=replace(one.indicator, year=year, kind=kind, value=value))
        for year, kind, value in ((2022, "target", 50.0), (2022, "actual", 52.0), (2023, "target", 55.0))
    ]
    html = chart(years)
    assert html.count("<polyline") == 2
    assert html.count("<circle") == 3
    assert "chỉ tiêu" in html
    assert "kết quả" in html


def test_where_a_chart_tells_nothing_there_is_none(rows: list[AnswerRow]) -> None:
    other = replace(rows[1], indicator=replace(rows[1].indicator, unit="%"))
    assert chart(rows[:1]) is None
    assert chart([rows[0], other]) is None
    assert chart([]) is None
    assert chart([replace(row, indicator=replace(row.indicator, measure="change")) for row in rows]) is None


def test_a_name_of_a_document_stays_text(rows: list[AnswerRow]) -> None:
    evil = replace(rows[0], identity=replace(rows[0].identity, commune="<script>x", status={}))
    assert "<script" not in chart([evil, rows[1]])


def test_namesakes_stand_apart_and_figures_that_disagree_are_left_to_the_table(rows: list[AnswerRow]) -> None:
    identity = replace(rows[1].identity, district="Bình Lâm")
    other = replace(rows[1], identity=identity, indicator=replace(rows[1].indicator, value=49.5))
    html = chart([rows[1], other])
    assert "xã Trường Xuân, Bình Lâm" in html
    assert "xã Trường Xuân, Thọ Xuân" in html
    assert chart([rows[0], rows[1], replace(other, identity=rows[1].identity)]) is None


def test_a_long_name_keeps_its_year(rows: list[AnswerRow]) -> None:
    def of(district: str, year: int) -> AnswerRow:
        identity = replace(rows[0].identity, commune="Vạn Thủy Thượng", district=district)
        return replace(rows[0], identity=identity, indicator=replace(rows[0].indicator, year=year))

    apart = str(chart([of("Tân Giang", 2023), of("Bình Lâm", 2024)]))
    assert "xã Vạn Thủy Thượng 2023<" in apart
    assert "xã Vạn Thủy Thượng 2024<" in apart
    together = str(chart([of("Tân Giang", 2023), of("Bình Lâm", 2023), of("Bình Lâm", 2024)]))
    assert "… 2023<" in together
    assert "xã Vạn Thủy Thượng 2024<" in together


def test_the_higher_of_a_year_is_told_above_and_the_lower_below(rows: list[AnswerRow]) -> None:
    one = rows[0]
    told = ((2023, "actual", 2.1, "2,1"), (2024, "actual", 1.58, "1,58"), (2024, "target", 1.7, "1,7"))
    html = str(
        chart(
            [
                replace(one, indicator=replace(one.indicator, year=year, kind=kind, value=v))
                for year, kind, v, _ in told
            ]
        )
    )
    dot, label = ({v: float(y) for v, y in found} for found in _places(html))
    assert label["1,7"] < dot["1,7"] < dot["1,58"] < label["1,58"]
    assert label["2,1"] < dot["2,1"]


def _places(html: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The heights of the dots and of their figures, each by its figure."""
    found = re.findall(r'<circle[^>]*cy="(\d+)".*?</circle><text[^>]*y="(\d+)"[^>]*>([\d,]+)<', html)
    return [(figure, y) for y, _, figure in found], [(figure, y) for _, y, figure in found]
