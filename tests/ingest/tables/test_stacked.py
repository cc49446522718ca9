"""Tables of one cell a line: which lines make up a record, and which column each heading is of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.types import Section
from ingest.tables.grid import read_grid
from ingest.tables.place import Placed
from ingest.tables.stacked import stacked_tables


def cells(text: str) -> list[str]:
    section = Section((), "", "body", 0, 0, len(text))
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append(Placed(section, line, at))
        at += len(line) + 1
    found = [cell for table in stacked_tables(lines) for cell in read_grid(table.rows).cells]
    return [f"{cell.label}/{cell.unit}/{cell.column.heading}/{cell.text}" for cell in found]


def test_values_with_words_and_verdicts() -> None:
    text = (
        "Nội dung\nMức phải đạt\nXã đạt được\nĐánh giá\nTrường đạt chuẩn\n≥ 80%\n3/3 trường (100%)\nĐạt\n"
        "Hộ dùng nước sạch\n≥ 95% / ≥ 60%\n98,7% / 55,3%\nChưa đạt\nHộ nghèo\n≤ 5%\n2,87%\n(50 hộ)\nĐạt"
    )
    assert cells(text) == [
        "Trường đạt chuẩn//Mức phải đạt/≥ 80%",
        "Trường đạt chuẩn//Xã đạt được/3/3 trường (100%)",
        "Hộ dùng nước sạch//Mức phải đạt/≥ 95% / ≥ 60%",
        "Hộ dùng nước sạch//Xã đạt được/98,7% / 55,3%",
        "Hộ nghèo//Mức phải đạt/≤ 5%",
        "Hộ nghèo//Xã đạt được/2,87% (50 hộ)",
    ]


def test_places_as_labels_and_no_listed_word() -> None:
    text = "Nơi giao\nLúa mùa (ha)\nNgao (tấn)\nBHYT (%)\nĐông Biên\n42,5\n-\n91\nTây Cồn\n31\n120\n88,5"
    assert cells(text) == [
        "Đông Biên//Lúa mùa (ha)/42,5",
        "Đông Biên//BHYT (%)/91",
        "Tây Cồn//Lúa mùa (ha)/31",
        "Tây Cồn//Ngao (tấn)/120",
        "Tây Cồn//BHYT (%)/88,5",
    ]


def test_a_label_over_two_lines_a_page_number_and_the_head_again() -> None:
    text = (
        "TT\nChỉ tiêu\nĐVT\nKH\nTH\n1\nThu ngân sách\ntrên địa bàn\ntỷ đồng\n12\n13\n2\nĐàn bò\ncon\n820\n815\n7\n"
        "3\nĐàn dê\ncon\n90\n95\nTT\nChỉ tiêu\nĐVT\nKH\nTH\n4\nTrồng rừng\nha\n15\n16"
    )
    assert [cell.rsplit("/", 2)[0] for cell in cells(text)][::2] == [
        "Thu ngân sách trên địa bàn/tỷ đồng",
        "Đàn bò/con",
        "Đàn dê/con",
        "Trồng rừng/ha",
    ]


def test_a_missing_value_that_the_arithmetic_tells() -> None:
    # 105 = 100 * 21 / 20, 90 = 100 * 9 / 10, 50 = 100 * 4 / 8; 75 = 100 * 30 / 40, so the first is missing
    text = (
        "TT\nChỉ tiêu\nTH 2022\nKH 2023\nTH 2023\n%\n1\nBò\n18\n20\n21\n105\n2\nDê\n11\n10\n9\n90\n"
        "3\nGà\n7\n8\n4\n50\n4\nVịt\n40\n30\n75"
    )
    assert cells(text)[-3:] == ["Vịt//KH 2023/40", "Vịt//TH 2023/30", "Vịt//%/75"]


def test_a_missing_value_that_nothing_tells() -> None:
    text = "TT\nChỉ tiêu\nKH\nTH\n1\nBò\n20\n21\n2\nDê\n7\n3\nGà\n8\n5"
    assert [cell.split("/")[0] for cell in cells(text)] == ["Bò", "Bò", "Gà", "Gà"]


def test_notes_behind_the_figures() -> None:
    text = (
        "TT\nChỉ tiêu\nKH\nTH\nCơ quan theo dõi\n1\nBò\n20\n21\nPhòng Kinh tế\n2\nDê\n10\n9\nPhòng Văn hóa\n"
        "3\nGà\n8\n5\nCông an"
    )
    assert cells(text) == ["Bò//KH/20", "Bò//TH/21", "Dê//KH/10", "Dê//TH/9", "Gà//KH/8", "Gà//TH/5"]


def test_groups_and_numbered_columns() -> None:
    text = (
        "STT\nChỉ tiêu\nĐVT\nKH\nTH\nA\nB\nC\n1\n2\nI\nKINH TẾ\n1\nBò\ncon\n20\n21\n2\nDê\ncon\n10\n9\nII\nXÃ HỘI\n"
        "3\nHộ nghèo\n%\n8\n5"
    )
    assert cells(text) == [
        "Bò/con/KH/20",
        "Bò/con/TH/21",
        "Dê/con/KH/10",
        "Dê/con/TH/9",
        "Hộ nghèo/%/KH/8",
        "Hộ nghèo/%/TH/5",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Lượt truy cập\nHôm nay\n12\nHôm qua\n15\nTất cả\n1.204",
        "412.000\nlượt khách\n638 tỷ\ndoanh thu du lịch\n57,9 tỷ\nthu ngân sách",
        "Trồng trọt\nChăn nuôi\nThủy sản\nLâm nghiệp\nDu lịch\nThương mại",
    ],
)
def test_what_is_no_table(text: str) -> None:
    assert cells(text) == []


@given(
    st.lists(
        st.sampled_from(["1", "2", "I", "-", "12,5", "Đạt", "Chỉ tiêu", "TT", "ĐVT", "con", "2023", "Bò", "(x)", "|"])
    )
)
def test_any_lines_are_read(lines: list[str]) -> None:
    cells("\n".join(lines))
