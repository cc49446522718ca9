"""Sentences and rows of tables, each with what stands above it."""

from dataclasses import replace

import pytest

from assistant.ask.retrieving.stretches import FRAME, stretches, whole_sentences
from assistant.types import Dropped
from tests.assistant.ask.retrieving.documents import document

LOST_LINES = """UBND XÃ KHE SẬY
QUYẾT ĐỊNH
Về việc giao chỉ tiêu năm 2021

Điều 1. Giao các bản như sau:
Số
Bản
Ngô (ha)
Đàn dê (con)
1
Nà Khoang
12,5
140
2
Phiêng Lừ
9
85
3
Huổi Mịn
7,5
60
"""


@pytest.fixture
def resolution(tmp_path):
    return document(tmp_path)


def test_every_quote_is_the_text(resolution):
    found = stretches(resolution)
    assert len(found) > 8
    assert all(resolution.text[each.start : each.end] == each.quote for each in found)


def test_a_sentence_has_its_headings_above_it(resolution):
    goats = next(each for each in stretches(resolution) if each.quote.startswith("Đàn dê"))
    assert "KẾT QUẢ NĂM 2023" in goats.above
    assert "DỰ TOÁN" not in goats.above


def test_a_row_has_the_names_of_its_columns(resolution):
    row = next(each for each in stretches(resolution) if each.label == "Chi mua sắm")
    assert row.cells == (("Dự toán 2023", "120"), ("Dự toán 2024", "90"))
    assert "triệu đồng" in row.above


def test_cells_that_stand_one_a_line_are_rows_again(tmp_path):
    found = stretches(document(tmp_path, LOST_LINES, "khe_say.txt"))
    rows = {each.label: [cell for _, cell in each.cells] for each in found if each.is_row}
    assert {label: rows[label] for label in ("Nà Khoang", "Huổi Mịn")} == {
        "Nà Khoang": ["12,5", "140"],
        "Huổi Mịn": ["7,5", "60"],
    }


def test_what_a_page_shows_around_its_document_has_no_place_in_the_text(resolution):
    around = Dropped(FRAME, "Tin khác\nXã Tà Lài: thu nhập 51 triệu đồng/người")
    found = stretches(replace(resolution, dropped=(around,)))
    assert [(each.start, each.quote) for each in found[-2:]] == [
        (-1, "Tin khác"),
        (-1, "Xã Tà Lài: thu nhập 51 triệu đồng/người"),
    ]


def test_parts_of_a_sentence_are_put_together(resolution):
    whole = whole_sentences(stretches(resolution), resolution)
    assert any(each.quote.endswith("36 tấn quả khô; mật ong 4.800 lít.") for each in whole)
