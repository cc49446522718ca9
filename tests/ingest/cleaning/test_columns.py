"""Stage 2: tables parted by blanks, tabs and bare pipes - and what only looks like them."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.types import SourceDocument
from ingest.clean import clean
from ingest.cleaning.columns import pipe_columns


def lines(text: str) -> list[str]:
    return clean(SourceDocument("a.txt", "0", text)).text.split("\n")


def test_columns_of_wide_blanks_with_a_head_an_empty_cell_a_group_and_a_long_label() -> None:
    text = """\
Các chỉ tiêu chủ yếu:
STT   Chỉ tiêu                 ĐVT          TH 2021    KH 2022
------------------------------------------------------------
1     Thu ngân sách xã         triệu đồng   6.120      6.500
II    Văn hóa - xã hội
2     Tỷ lệ hộ tham gia
      bảo hiểm y tế            %            91,5       93
3     Xây nhà tình nghĩa       nhà                     4
Nghị quyết có hiệu lực từ ngày ký."""

    assert lines(text) == [
        "Các chỉ tiêu chủ yếu:",
        "| STT | Chỉ tiêu | ĐVT | TH 2021 | KH 2022 |",
        "| 1 | Thu ngân sách xã | triệu đồng | 6.120 | 6.500 |",
        "| II | Văn hóa - xã hội | | | |",
        "| 2 | Tỷ lệ hộ tham gia bảo hiểm y tế | % | 91,5 | 93 |",
        "| 3 | Xây nhà tình nghĩa | nhà | | 4 |",
        "Nghị quyết có hiệu lực từ ngày ký.",
    ]


@pytest.mark.parametrize("group", ["b) Về văn hóa - xã hội", "đ) an ninh", "- trật tự", "2. môi trường"])
def test_the_name_of_a_group_is_no_rest_of_a_label(group: str) -> None:
    text = f"""\
Chỉ tiêu                    ĐVT          TH 2021    KH 2022
a) Về kinh tế
- Thu ngân sách xã          triệu đồng   6.120      6.500
- Sản lượng
  lương thực                tấn          4.100      4.200
{group}
- Tỷ lệ hộ nghèo            %            5,5        4,3"""

    assert lines(text)[2:] == [
        "| - Thu ngân sách xã | triệu đồng | 6.120 | 6.500 |",
        "| - Sản lượng lương thực | tấn | 4.100 | 4.200 |",
        f"| {group} | | | |",
        "| - Tỷ lệ hộ nghèo | % | 5,5 | 4,3 |",
    ]


def test_a_list_whose_colons_stand_below_each_other_is_no_table() -> None:
    text = """\
I. TỔNG THU            : 21.460.000.000 đồng
1. Lệ phí trước bạ     :  5.120.000.000 đồng
2. Thu khác :               440.000.000 đồng
3. Hộ nghèo            : ≤ 2%"""

    assert lines(text) == [
        "I. TỔNG THU: 21.460.000.000 đồng",
        "1. Lệ phí trước bạ: 5.120.000.000 đồng",
        "2. Thu khác: 440.000.000 đồng",
        "3. Hộ nghèo: ≤ 2%",
    ]


def test_columns_of_tabs_keep_their_empty_cells() -> None:
    assert lines("Chỉ tiêu\tĐVT\tKế hoạch 2023\tƯớc TH\nSản lượng cá\ttấn\t\t84\nSố lồng bè\tlồng\t52\t\nx") == [
        "| Chỉ tiêu | ĐVT | Kế hoạch 2023 | Ước TH |",
        "| Sản lượng cá | tấn | | 84 |",
        "| Số lồng bè | lồng | 52 | |",
        "x",
    ]


def test_columns_of_tabs_that_only_align() -> None:
    text = "Chỉ tiêu\t\t\tĐVT\tKH\nDiện tích chè\t\tha\t140\nSản lượng chè búp tươi\ttấn\t960"

    assert lines(text) == [
        "| Chỉ tiêu | ĐVT | KH |",
        "| Diện tích chè | ha | 140 |",
        "| Sản lượng chè búp tươi | tấn | 960 |",
    ]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "Diện tích lúa     ha     310    322\nSản lượng thóc    tấn    1.650  1.702",
            ["| Diện tích lúa | ha | 310 | 322 |", "| Sản lượng thóc | tấn | 1.650 | 1.702 |"],
        ),
        (
            "Chỉ tiêu            Kế hoạch năm 2020\nThu hút đầu tư      3 dự án\nLao động mới        150",
            ["| Chỉ tiêu | Kế hoạch năm 2020 |", "| Thu hút đầu tư | 3 dự án |", "| Lao động mới | 150 |"],
        ),
        (
            "Thôn\u00a0\u00a0\u00a0\u00a0Số hộ\u00a0\u00a0\u00a0Hộ nghèo\n\n"
            "Đông      120        3\n\nĐoài      98         2",
            ["| Thôn | Số hộ | Hộ nghèo |", "| Đông | 120 | 3 |", "| Đoài | 98 | 2 |"],
        ),
        (
            "Thu ngân sách | tỷ đồng | 8,2 | 9\nHộ nghèo | % | 3 | 2,4",
            ["| Thu ngân sách | tỷ đồng | 8,2 | 9 |", "| Hộ nghèo | % | 3 | 2,4 |"],
        ),
        (
            "TT | Chỉ tiêu | KH\n---|---|---\n1 | Trồng rừng | 15 ha",
            ["| TT | Chỉ tiêu | KH |", "| 1 | Trồng rừng | 15 ha |"],
        ),
        (
            "TT | Chỉ tiêu | ĐVT | KH\nI | Kinh tế | |\n1 | Đàn bò | con | 820 |\n2 | Đàn dê | con",
            [
                "| TT | Chỉ tiêu | ĐVT | KH |",
                "| I | Kinh tế | | |",
                "| 1 | Đàn bò | con | 820 |",
                "| 2 | Đàn dê | con | |",
            ],
        ),
        ("Chỉ tiêu | KH 2019\nĐàn bò | 820 con", ["| Chỉ tiêu | KH 2019 |", "| Đàn bò | 820 con |"]),
        (
            "│ TT │ Chỉ tiêu │ 2024 │\n├────┼──────┼──────┤\n│ 1  │ Đàn bò   │ 820  │",
            ["| TT | Chỉ tiêu | 2024 |", "| 1 | Đàn bò | 820 |"],
        ),
        (
            "ỦY BAN NHÂN DÂN     CỘNG HÒA XÃ HỘI\nXÃ NÀ TẤU           CHỦ NGHĨA VIỆT NAM\n\n"
            "Thôn        Số hộ     Hộ nghèo\nĐông Sơn    210       5\nTây Sơn     180       4\n\n"
            "- Như trên;           CHỦ TỊCH\n- Lưu VT.             Lò Văn A",
            [
                "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI",
                "XÃ NÀ TẤU CHỦ NGHĨA VIỆT NAM",
                "| Thôn | Số hộ | Hộ nghèo |",
                "| Đông Sơn | 210 | 5 |",
                "| Tây Sơn | 180 | 4 |",
                "- Như trên; CHỦ TỊCH",
                "- Lưu VT. Lò Văn A",
            ],
        ),
        (
            "| TT | Chỉ tiêu | ĐVT | KH |\n"
            "| 4 | Đàn bò<br>Đàn dê | con | 820<br>1.100 |\n| 5 | Nhà<br>văn hóa | nhà | 6 |",
            [
                "| TT | Chỉ tiêu | ĐVT | KH |",
                "| 4 | Đàn bò | con | 820 |",
                "| | Đàn dê | con | 1.100 |",
                "| 5 | Nhà văn hóa | nhà | 6 |",
            ],
        ),
    ],
    ids=[
        "no head",
        "two columns",
        "no-break blanks",
        "bare pipes",
        "pipes with a rule",
        "uneven pipes",
        "two pipes",
        "drawn",
        "surroundings",
        "lines in a cell",
    ],
)
def test_other_tables(text: str, rows: list[str]) -> None:
    assert lines(text) == rows


@pytest.mark.parametrize(
    "text",
    [
        "1-     Giá trị sản xuất đạt 210 tỷ đồng;\n2-     Thu ngân sách 8 tỷ đồng;\n3-     Kết nạp 9 đảng viên.",
        "1.\tThu nhập bình quân:\t52 triệu đồng\n2.\tThu ngân sách:\t8 tỷ đồng",
        "ĐẢNG BỘ HUYỆN          ĐẢNG CỘNG SẢN VIỆT NAM\nSố: 12-NQ/ĐU           Bản Mù, ngày 3 tháng 1 năm 2022",
        "Nơi nhận:                    T/M ĐẢNG ỦY\n- Huyện ủy;                     BÍ THƯ\n- Lưu.           Lò Văn A",
        "Thu ngân sách .............   9,4 tỷ đồng\nThu nhập ..................   58 triệu đồng",
        "Thu ngân sách        9,4 tỷ đồng\nHộ nghèo        2,1%",
        "Xây dựng Đảng  trong sạch; nâng cao  năng lực\nlãnh đạo,  sức chiến đấu  của tổ chức Đảng",
        "Trang chủ | Liên hệ",
    ],
    ids=["list", "list with values", "letterhead", "signature", "leaders", "items", "justified", "menu"],
)
def test_what_is_no_table_stays_text(text: str) -> None:
    assert pipe_columns(text) == text


words = st.sampled_from(["Thu ngân sách", "tỷ", "12", "9,5", "1-", "TT", "Chỉ tiêu", "KH 2025", "", "5%", "dài hơn"])
gaps = st.sampled_from(["  ", "      ", "\t", "\t\t", " | ", " ", "\n", "\n\n", "\n|"])


@given(st.lists(st.tuples(words, gaps), max_size=40))
def test_every_number_stays_and_stays_apart(pieces: list[tuple[str, str]]) -> None:
    text = "".join(map("".join, pieces))

    assert Counter(re.findall(r"[\d,]+", pipe_columns(text))) == Counter(re.findall(r"[\d,]+", text))


@given(st.lists(st.tuples(words, gaps), max_size=40))
def test_cleaning_twice_finds_no_more_columns(pieces: list[tuple[str, str]]) -> None:
    once = lines("".join(map("".join, pieces)))

    assert lines("\n".join(once)) == once


def test_a_table_with_more_empty_cells_than_full_rows_keeps_its_columns() -> None:
    """Two rows of three lack a figure, each of another year: none moves to the column of its neighbour."""
    text = "\n".join(
        [
            "TT Chỉ tiêu                       ĐVT        Thực hiện 2024    Kế hoạch 2025",
            "1    Thu ngân sách trên địa bàn   tỷ đồng    7                 8",
            "2    Tỷ lệ hộ nghèo               %                            5,1",
            "3    Kết nạp đảng viên            người      9",
        ]
    )

    assert pipe_columns(text).split("\n")[1:] == [
        "| 1 | Thu ngân sách trên địa bàn | tỷ đồng | 7 | 8 |",
        "| 2 | Tỷ lệ hộ nghèo | % |  | 5,1 |",
        "| 3 | Kết nạp đảng viên | người | 9 |  |",
    ]


@pytest.mark.parametrize("mark", [" ; ", ";"])
def test_columns_between_semicolons(mark: str) -> None:
    rows = ["STT ; Chỉ tiêu ; ĐVT ; KH 2025 ; TH 6 tháng", "1 ; Tổng GTSX ; tỷ đồng ; 486 ; 239,1"]
    rows += ["2 ; Thu ngân sách xã ; triệu đồng ; 4.150 ; 2.324", "3 ; Tỷ lệ BHYT ; % ; 94,5 ; 93,1"]
    found = lines("Một số chỉ tiêu chủ yếu:\n" + "\n".join(row.replace(" ; ", mark) for row in rows))
    assert found[1:] == [f"| {row.replace(' ; ', ' | ')} |" for row in rows]


@pytest.mark.parametrize(
    "text",
    [
        "Thu 12 tỷ; chi 10 tỷ; dư 2 tỷ.\nThu 13 tỷ; chi 11 tỷ; dư 2 tỷ.\nThu 14 tỷ; chi 12 tỷ; dư 2 tỷ.",
        "Xã A;B;C\nThôn 1 ; 2 hộ ; 3 hộ",
        "Nhà văn hóa ; sân vận động ; chợ\nTrạm y tế ; trường học ; cầu\nĐường ; kênh ; mương",
    ],
)
def test_semicolons_of_prose_part_no_columns(text: str) -> None:
    assert pipe_columns(text) == text
