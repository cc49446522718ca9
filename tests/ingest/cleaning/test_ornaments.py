"""Stage 5: rules, pictures, page numbers - and the figures that only look like them."""

from __future__ import annotations

import pytest

from ingest.cleaning.lines import split_lines
from ingest.cleaning.ornaments import PAGE_HEAD, PAGE_NUMBER, RULE, mark_ornaments

BROKEN = "Số người tham gia bảo hiểm xã hội tự"
REST = "nguyện đạt trên 42 người;"


def reasons(text: str) -> dict[str, str]:
    """What goes, with its reason."""
    return {line.text: line.reason for line in mark_ornaments(list(split_lines(text))) if line.reason}


@pytest.mark.parametrize("rule", ["-----", "___", "* * *", "====", ".....", ".", "|---|:--:|", "{12}------"])
def test_rules(rule: str) -> None:
    assert reasons(f"NGHỊ QUYẾT\n{rule}\nVề nhiệm vụ") == {rule: RULE}


@pytest.mark.parametrize("line", ["%", "(%)", "‰", "-", "+", "58", "-nt-"])
def test_cells_of_flattened_tables_stay(line: str) -> None:
    assert reasons(f"Tỷ lệ hộ nghèo\n{line}\nĐơn vị") == {}


@pytest.mark.parametrize("number", ["Trang 2/5", "Trang 3", "- 4 -", "Page 2 of 5"])
def test_page_numbers_that_say_so(number: str) -> None:
    assert reasons(f"{BROKEN}.\n{number}\nĐoạn sau") == {number: PAGE_NUMBER}


def test_page_numbers_at_the_edges_of_pages() -> None:
    assert reasons("NGHỊ QUYẾT\nMột đoạn.\n1\fĐoạn hai.\n2\f3\nĐoạn ba.") == dict.fromkeys("123", PAGE_NUMBER)


def test_another_number_at_an_edge_is_a_figure() -> None:
    assert reasons("Thu nhập\n58\fHộ nghèo\n46") == {}


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\f"])
def test_a_number_that_cuts_a_sentence(gap: str) -> None:
    assert reasons(f"{BROKEN}{gap}12{gap}{REST}") == {"12": PAGE_NUMBER}


def test_a_figure_before_its_unit_is_none() -> None:
    assert reasons("Thu nhập bình quân đầu người trên địa bàn xã\n58\ntriệu đồng/người/năm") == {}


def test_the_cells_of_a_flattened_table_are_none() -> None:
    assert reasons(f"{BROKEN}\n42\n{REST}\n58\n60\n{BROKEN}\n46\n{REST}") == {}


def _pages(*heads: str, lines: int = 12) -> str:
    """Pages of so many lines, each below its head."""
    return "\n".join(
        "\n".join((head, *(f"{page}.{at}. Việc thứ {at} của xã." for at in range(lines))))
        for page, head in enumerate(heads)
    )


@pytest.mark.parametrize(
    "heads",
    [
        ("CÔNG BÁO TỈNH/Số 31 + 32/Ngày 22-12-2025 3", "CÔNG BÁO TỈNH/Số 31 + 32/Ngày 22-12-2025 4"),
        ("12 Văn kiện Đại hội Đảng bộ xã Mỏ Vàng", "13 Văn kiện Đại hội Đảng bộ xã Mỏ Vàng"),
    ],
)
def test_what_each_page_repeats_with_its_number_goes(heads: tuple[str, str]) -> None:
    number = max(int(word) for word in (heads[1].split()[0], heads[1].split()[-1]) if word.isdigit())
    third = heads[1].replace(str(number), str(number + 1))
    told = reasons(_pages(*heads, third))
    assert told == dict.fromkeys((*heads, third), PAGE_HEAD)


@pytest.mark.parametrize(
    "text",
    [
        _pages(
            "Sửa chữa nhà văn hóa của thôn 1",
            "Sửa chữa nhà văn hóa của thôn 2",
            "Sửa chữa nhà văn hóa của thôn 3",
            lines=2,
        ),
        _pages(
            "Kế hoạch đầu tư công trung hạn 2023",
            "Kế hoạch đầu tư công trung hạn 2024",
            "Kế hoạch đầu tư công trung hạn 2025",
        ),
        _pages("Chi tiết nêu tại phụ lục số 1", "Chi tiết nêu tại phụ lục số 2"),
        _pages("Mục tiêu của nhóm nhiệm vụ 1", "Mục tiêu của nhóm nhiệm vụ 4", "Mục tiêu của nhóm nhiệm vụ 5"),
    ],
)
def test_lines_of_a_list_years_and_what_stands_twice_stay(text: str) -> None:
    assert reasons(text) == {}
