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


def test_a_numbered_item_stands_below_the_line_that_opens_its_list(tmp_path):
    text = """ĐẢNG ỦY XÃ KHE SẬY
CHỈ THỊ
Về phòng rét cho trâu, bò

Ban Thường vụ yêu cầu:
1- Các bản dự trữ rơm. Mỗi hộ che chuồng.
2- Hội Nông dân đi từng nhà nhắc dân.
"""
    found = stretches(document(tmp_path, text, "ct.txt"))
    last = next(each for each in found if each.quote.startswith("Hội Nông dân") or "Hội Nông dân" in each.quote)
    assert "Ban Thường vụ yêu cầu" in last.above


def test_the_last_item_of_a_list_says_something_and_heads_nothing(tmp_path):
    text = """UBND XÃ KHE SẬY
KẾ HOẠCH
Phát triển nghề rèn năm 2024

III. KHÂU ĐỘT PHÁ
1. Mở lớp dạy nghề rèn cho thanh niên các bản.
2. Làm đường nối các bản vùng cao với trung tâm của xã.

LIÊN KẾT
"""
    found = stretches(document(tmp_path, text, "kh.txt"))
    assert not any(each.is_heading for each in found if "Làm đường nối" in each.quote)


def test_a_group_of_rows_is_no_column(tmp_path):
    cells = ["STT", "Chỉ tiêu", "ĐVT", "Giao", "Kết quả", "Xếp loại", "A", "KINH TẾ"]
    cells += ["1", "Đàn dê", "con", "140", "120", "Chưa đạt", "2", "Mật ong", "lít", "90", "95", "Vượt"]
    cells += ["3", "Ngô", "ha", "12,5", "13", "Vượt", "4", "Quế", "ha", "8", "9", "Vượt"]
    text = "UBND XÃ KHE SẬY\nBÁO CÁO\nKết quả năm 2021\n\n" + "\n".join(cells) + "\n"
    row = next(each for each in stretches(document(tmp_path, text, "bc.txt")) if each.label == "Đàn dê")
    assert dict(row.cells)["Xếp loại"] == "Chưa đạt"
    assert dict(row.cells)["Giao"] == "140"


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        (["| TT | Việc | Hạn |", "| 1 | Lập tổ | Quý I/2026 |", "| 2 | Làm đường | 31/10/2026 |"], {"Hạn"}),
        (["| Đồng chí | Chức vụ |", "| Lò Văn Tỉnh | Phó Bí thư |", "| Vàng Thị Mỷ | Chủ tịch |"], {"Chức vụ"}),
        (
            ["| TT | Việc | Năm | |", "| | | 2025 | 2026 |", "| 1 | Đàn dê | 40 | 50 |"],
            {"Năm 2025", "2026"},
        ),
    ],
)
def test_a_head_ends_where_rows_are_numbered_or_have_figures(tmp_path, rows, names):
    table = document(tmp_path, "ỦY BAN NHÂN DÂN XÃ MỎ VÀNG\nKẾ HOẠCH\nNăm 2026\n" + "\n".join(rows) + "\n")
    found = [each for each in stretches(table) if each.is_row]
    assert {name for each in found for name, _ in each.cells} == names


def test_a_row_is_of_its_words_and_not_of_its_number(tmp_path):
    lines = ["| STT | Danh mục | Vốn |", "|---|---|---|", "| I | Giao thông | 900 |", "| II | Giáo dục | 530 |"]
    text = "\n".join([*lines, "| 1 | Cầu | 900 |"])
    rows = [each for each in stretches(document(tmp_path, text, "von.txt")) if each.is_row]
    assert [each.label for each in rows] == ["Giao thông", "Giáo dục", "Cầu"]
    assert {each.key for each in rows} == {"Danh mục"}
    assert rows[1].cells == (("Vốn", "530"),)
