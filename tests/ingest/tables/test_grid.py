"""Which heading, label, group and unit a figure's cell has."""

from __future__ import annotations

import pytest

from ingest.tables.grid import Cell, Row, read_grid


def cells(text: str) -> list[Cell]:
    rows, at = [], 0
    for line in text.strip().split("\n"):
        rows.append(Row(tuple(cell.strip() for cell in line.split("|")), at, at + len(line)))
        at += len(line) + 1
    return list(read_grid(rows).cells)


def headed(text: str) -> list[str]:
    return [f"{cell.label}/{cell.column.heading}/{cell.text}" for cell in cells(text)]


def united(text: str) -> list[str]:
    return [f"{cell.label}/{cell.unit}/{cell.text}" for cell in cells(text)]


def grouped(text: str) -> list[str]:
    return [">".join((*cell.group, cell.label)) for cell in cells(text)]


@pytest.mark.parametrize(
    "text",
    [
        "TT|Chỉ tiêu|Năm 2023|Năm 2023|Năm 2024\n|Chỉ tiêu|KH|TH|KH\n1|Bò|10|12|14",
        "TT|Chỉ tiêu|Năm 2023||Năm 2024\n||KH|TH|KH\n1|Bò|10|12|14",
        "Biểu số 1||||\nTT|Chỉ tiêu|Năm 2023||Năm 2024\n||KH|TH|KH\nA|B|1|2|3=2/1\n1|Bò|10|12|14",
        "TT|Chỉ tiêu|Năm 2023||Năm 2024\n||KH|TH|KH\n(1)|(2)|(3)|(4)|(5)\n1|Bò|10|12|14",
    ],
)
def test_heads_of_several_rows(text: str) -> None:
    assert headed(text) == ["Bò/Năm 2023 KH/10", "Bò/Năm 2023 TH/12", "Bò/Năm 2024 KH/14"]


def test_the_head_again_on_a_new_page() -> None:
    text = "TT|Chỉ tiêu|KH 2024\n1|Bò|10\n2|Dê|20\nTT|Chỉ tiêu|KH 2024\n3|Lợn|30"
    assert headed(text) == ["Bò/KH 2024/10", "Dê/KH 2024/20", "Lợn/KH 2024/30"]


def test_a_new_head_in_the_middle() -> None:
    text = "Chỉ tiêu|KH 2024|TH 2024\nBò|10|11\nDê|20|19\nChỉ tiêu|KH 2025|KH 2026\nBò|12|13"
    assert headed(text) == [
        "Bò/KH 2024/10",
        "Bò/TH 2024/11",
        "Dê/KH 2024/20",
        "Dê/TH 2024/19",
        "Bò/KH 2025/12",
        "Bò/KH 2026/13",
    ]


def test_two_tables_side_by_side() -> None:
    text = "NỘI DUNG THU|DỰ TOÁN|NỘI DUNG CHI|DỰ TOÁN\nTỔNG SỐ THU|9.482,6|TỔNG SỐ CHI|9.480,1\nPhí|187|Đầu tư|640"
    assert [f"{cell.label}/{cell.text}" for cell in cells(text)] == [
        "TỔNG SỐ THU/9.482,6",
        "TỔNG SỐ CHI/9.480,1",
        "Phí/187",
        "Đầu tư/640",
    ]


def test_groups_by_the_rank_of_their_numbers() -> None:
    text = (
        "TT|Chỉ tiêu|KH\nI|KINH TẾ|\n1|Cơ cấu|\n-|Nông nghiệp|40\n-|Dịch vụ|60\n2|Thu ngân sách|12\n"
        "II|XÃ HỘI|\n3|Hộ nghèo|2,5\n|Toàn xã|9"
    )
    assert grouped(text) == [
        "KINH TẾ>Cơ cấu>Nông nghiệp",
        "KINH TẾ>Cơ cấu>Dịch vụ",
        "KINH TẾ>Thu ngân sách",
        "XÃ HỘI>Hộ nghèo",
        "Toàn xã",
    ]


def test_a_column_of_groups_left_of_the_labels() -> None:
    text = "Lĩnh vực|Chỉ tiêu|KH\nKinh tế|Thu ngân sách|12\n|Đàn bò|820\nXã hội|Hộ nghèo|2,5\n|Tham gia BHYT|95"
    assert grouped(text) == ["Kinh tế>Thu ngân sách", "Kinh tế>Đàn bò", "Xã hội>Hộ nghèo", "Xã hội>Tham gia BHYT"]


def test_units_are_carried_down_only_where_the_row_goes_on() -> None:
    text = (
        'TT|Chỉ tiêu|ĐVT|KH\n1|Thu ngân sách|tỷ đồng|12\n|- Thuế||5\n|Phí|"|7\n2|Tiêu chí nông thôn mới||15/19\n'
        "3|Xe|SP|4\n4|Gia cầm|1.000 con|15\n5|Kết nạp|đ/c|9"
    )
    assert united(text) == [
        "Thu ngân sách/tỷ đồng/12",
        "- Thuế/tỷ đồng/5",
        "Phí/tỷ đồng/7",
        "Tiêu chí nông thôn mới//15/19",
        "Xe/SP/4",
        "Gia cầm/1.000 con/15",
        "Kết nạp/đ/c/9",
    ]


def test_columns_without_figures_give_no_cells() -> None:
    text = (
        "TT|Chỉ tiêu|Cơ quan theo dõi|KH|Ghi chú\n1|Bò|Phòng Kinh tế|10|Báo cáo 12\n2|Dê|Phòng 2|20|\n3|Gà|Ban 3|30|"
    )
    assert headed(text) == ["Bò/KH/10", "Dê/KH/20", "Gà/KH/30"]


def test_a_column_of_figures_with_words_among_them() -> None:
    text = "Chỉ tiêu|KH|TH\nBò|10|Đạt\nDê|20|x\nGà|30|29\nLợn|40|-\nTrâu|50|Chưa đạt"
    assert "Gà/TH/29" in headed(text)


def test_villages_as_columns_and_the_total_before_them() -> None:
    text = "Nhiệm vụ|Đơn vị|Cộng|Thôn Đông|Thôn 2|Xóm Mới\nLúa|ha|60|10|20|30\nSắn|ha|9|2|3|4"
    assert [cell.column.heading for cell in cells(text)][:4] == ["Cộng", "Thôn Đông", "Thôn 2", "Xóm Mới"]


def test_numbers_right_of_the_labels_are_figures_though_they_count_up() -> None:
    assert headed("Thôn|Số đảng viên mới\nĐông|1\nĐoài|2\nNam|3") == [
        "Đông/Số đảng viên mới/1",
        "Đoài/Số đảng viên mới/2",
        "Nam/Số đảng viên mới/3",
    ]


def test_parts() -> None:
    found = cells("Chỉ tiêu|KH\nThu ngân sách|14\nTrong đó: tiền sử dụng đất|9\nTr.đó: phí|2")
    assert [(cell.label, cell.part) for cell in found] == [
        ("Thu ngân sách", False),
        ("tiền sử dụng đất", True),
        ("phí", True),
    ]


@pytest.mark.parametrize("text", ["", "|", "a|b\nc|d", "1|2\n3|4", "2023|2024", "Chỉ tiêu|KH"])
def test_what_gives_no_cells(text: str) -> None:
    assert cells(text) == []


def test_of_two_columns_of_labels_the_one_that_changes_from_row_to_row_names_the_rows() -> None:
    read = cells("""
        Xã | Chỉ tiêu | Kế hoạch năm 2025
        Nà Lìn | Tỷ lệ hộ nghèo (%) | 5,1
        Nà Lìn | Thu ngân sách (tỷ đồng) | 7
        Khau Vài | Tỷ lệ hộ nghèo (%) | 6,2
        Khau Vài | Thu ngân sách (tỷ đồng) | 3
    """)

    assert [(cell.label, cell.group) for cell in read][1:3] == [
        ("Thu ngân sách (tỷ đồng)", ("Nà Lìn",)),
        ("Tỷ lệ hộ nghèo (%)", ("Khau Vài",)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Chỉ tiêu|ĐVT|Xã|Năm 2024\nHộ nghèo|%|An Bình|4\nHộ nghèo|%|Tân Lập|5\nHộ nghèo|%|Phú Cường|6",
        "Địa phương|Chỉ tiêu|ĐVT|Năm 2024\nAn Bình|Hộ nghèo|%|4\nTân Lập|Hộ nghèo|%|5\nPhú Cường|Hộ nghèo|%|6",
        "Nội dung|Nơi có|Năm 2024\nHộ nghèo|Xã An Bình|4\nHộ nghèo|Xã Tân Lập|5\nHộ nghèo|Xã Phú Cường|6",
    ],
)
def test_beside_indicators_a_column_of_communes_names_no_row(text: str) -> None:
    found = cells(text)
    assert [cell.label for cell in found] == ["Hộ nghèo"] * 3
    assert [cell.group[-1].removeprefix("Xã ") for cell in found] == ["An Bình", "Tân Lập", "Phú Cường"]
    assert {cell.over_group for cell in found} <= {"Xã", "Địa phương", "Nơi có"}


def test_two_columns_of_places_name_the_rows_as_any_others() -> None:
    assert grouped("Xã|Thôn|Hộ nghèo\nAn Bình|Đông|4\nAn Bình|Tây|5\nTân Lập|Hạ|6") == [
        "An Bình>Đông",
        "An Bình>Tây",
        "Tân Lập>Hạ",
    ]
