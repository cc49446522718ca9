"""Figures in the words of an answer."""

from dataclasses import replace

import pytest

from assistant.ask.composing.wording import figure_words, library, said_words, spans_of
from tests.builders import document, indicator, row_of

ROW = indicator("r", "d", figure="58 triệu đồng", comparator="=")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (ROW, "58 triệu đồng"),
        (replace(ROW, figure="= 58 triệu đồng"), "58 triệu đồng"),
        (
            replace(ROW, figure="5.900.000.000 đồng", indicator="thu_ngan_sach", unit="tỷ đồng", value=5.9),
            "5.900.000.000 đồng (5,9 tỷ đồng)",
        ),
        (replace(ROW, figure="0,34%", direction="giảm", measure="change"), "giảm 0,34%"),
        (replace(ROW, figure="94,8%", measure="vs_plan"), "đạt 94,8% so với kế hoạch"),
    ],
)
def test_a_figure_as_written(row, words):
    assert figure_words(row) == words
    assert said_words(row) == ()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"value": 59.5}, "59,5 triệu đồng/người/năm (cán bộ đã sửa; văn bản ghi “58 triệu đồng”)"),
        ({"comparator": ">="}, "từ 58 triệu đồng/người/năm trở lên (cán bộ đã sửa; văn bản ghi “58 triệu đồng”)"),
        ({"value": 6, "of": 19, "unit": "tiêu chí"}, "6/19 tiêu chí (cán bộ đã sửa; văn bản ghi “58 triệu đồng”)"),
        (
            {"value": 97.5, "unit": "%", "measure": "vs_plan"},
            "97,5 % so với kế hoạch (cán bộ đã sửa; văn bản ghi “58 triệu đồng”)",
        ),
    ],
)
def test_a_corrected_figure_says_so_and_what_the_document_has(changes, words):
    row = replace(ROW, review="corrected", **changes)
    assert figure_words(row) == words
    assert said_words(row) == (words,)


@pytest.mark.parametrize(
    "changes",
    [{"review": "confirmed"}, {"review": "corrected", "kind": "actual"}, {"review": "corrected", "year": 2023}],
)
def test_a_figure_that_nobody_changed_is_as_written(changes):
    row = replace(ROW, unit="triệu đồng", **changes)
    assert (figure_words(row), said_words(row)) == ("58 triệu đồng", ())


@pytest.mark.parametrize(
    ("runner_up", "mark"),
    [
        (None, "(đọc chưa chắc)"),
        ("năm 2022 (0,40)", "(đọc chưa chắc: có thể của năm 2022)"),
        ("loại kết quả (0,31)", "(đọc chưa chắc: có thể là kết quả)"),
        ("chỉ tiêu Tổng đàn lợn (heo) (0,28)", "(đọc chưa chắc: có thể là tổng đàn lợn)"),
    ],
)
def test_a_figure_that_was_not_read_for_sure_says_so(runner_up, mark):
    row = replace(ROW, confidence=0.55, runner_up=runner_up)
    assert figure_words(row) == f"58 triệu đồng {mark}"
    assert said_words(row) == (mark,)


@pytest.mark.parametrize("changes", [{"confidence": 0.8}, {"review": "confirmed"}, {"review": "corrected"}])
def test_a_sure_figure_and_one_that_a_person_confirmed_bear_no_mark(changes):
    row = replace(ROW, unit="triệu đồng", **{"confidence": 0.55, "runner_up": "năm 2022 (0,40)", **changes})
    assert figure_words(row) == "58 triệu đồng"


def test_a_percentage_of_a_table_is_cited_with_the_head_of_its_column():
    table = (
        "| Chỉ tiêu | ĐVT | KH | TH | Đạt (%) |",
        "| Lúa | ha | 150 | 141 | 94 |",
        "| Ngô | ha | 80 | 84 | 105 |",
    )
    paper = document("d", "Bảng:", *table)
    row = row_of(paper, table[2], value=105.0, measure="vs_plan", unit="% so với kế hoạch", figure="105%")
    assert [span.quote for span in spans_of(row, library([paper]))] == [table[2], "Đạt (%)"]
    level = row_of(paper, table[2], value=84.0, unit="ha", figure="84 ha")
    assert [span.quote for span in spans_of(level, library([paper]))] == [table[2]]


def test_without_such_a_head_only_the_row_is_cited():
    paper = document("d", "| Chỉ tiêu | ĐVT | TH |", "| Ngô | ha | 105 |")
    row = row_of(paper, "| Ngô | ha | 105 |", value=105.0, measure="vs_plan", figure="105%")
    assert len(spans_of(row, library([paper]))) == 1


def test_the_way_of_a_figure_is_not_said_twice():
    paper = document("d", "thấp hơn 2% so với chỉ tiêu")
    row = row_of(paper, "thấp hơn 2%", value=2.0, measure="vs_plan", direction="hụt", unit="%")
    assert figure_words(row) == "thấp hơn 2% so với kế hoạch"


def test_a_unit_that_a_row_only_repeats_is_cited_where_it_stands():
    table = ("| Chỉ tiêu | ĐVT | TH |", "| Tổng giá trị | tỷ đồng | 91,5 |", "| Dịch vụ | - | 20,4 |")
    paper = document("d", *table)
    row = row_of(paper, table[2], value=20.4, unit="tỷ đồng", figure="20,4 tỷ đồng")
    assert [span.quote for span in spans_of(row, library([paper]))] == [table[2], "tỷ đồng"]
