"""Which lines head which, by form and by how they are counted."""

from __future__ import annotations

import pytest

from assistant.types import SourceDocument
from ingest.figures.blocks import blocks
from ingest.resolve import resolve


def heads_of(text: str, line: str) -> list[str]:
    """The heads above the line that begins with ``line``, outermost first."""
    found = blocks(resolve(SourceDocument("a.txt", "0" * 64, text)))
    return [head.text for head in next(block for block in found if block.text.startswith(line)).above]


@pytest.mark.parametrize(
    ("heading", "items"),
    [
        ("2. Chỉ tiêu năm 2024", ("(1) Thu ngân sách 12 tỷ đồng.", "(2) Hộ nghèo còn 3%.")),
        ("2. Chỉ tiêu năm 2024:", ("1- Thu ngân sách 12 tỷ đồng;", "2- Hộ nghèo còn 3%.")),
        ("2. Chỉ tiêu năm 2024", ("1. Thu ngân sách 12 tỷ đồng.", "2. Hộ nghèo còn 3%.")),
        ("Chỉ tiêu năm 2024", ("1. Thu ngân sách 12 tỷ đồng.", "2. Hộ nghèo còn 3%.")),
        ("Năm 2024 xã phấn đấu:", ("a) Thu ngân sách 12 tỷ đồng.", "b) Hộ nghèo còn 3%.")),
        ("+ Năm 2024 xã phấn đấu:", ("a) Thu ngân sách 12 tỷ đồng.", "b) Hộ nghèo còn 3%.")),
    ],
)
def test_a_list_counted_from_one_stands_below_the_line_right_above_it(heading: str, items: tuple[str, str]) -> None:
    text = "\n".join(["1. Kết quả năm 2023", "Kinh tế xã tăng khá.", heading, *items, "II. Giải pháp", "Làm."])

    for item in items:
        assert heads_of(text, item)[-1] == heading
    assert heads_of(text, "Làm") == ["II. Giải pháp"]


@pytest.mark.parametrize("mark", ["(1)", "1-", "1."])
def test_the_heading_after_a_list_is_no_item_of_it(mark: str) -> None:
    items = f"{mark} Thu ngân sách 12 tỷ đồng.\n{mark.replace('1', '2')} Hộ nghèo còn 3%."
    text = f"1. Kết quả\nKinh tế tăng khá.\n2. Chỉ tiêu năm 2024\n{items}\n3. Giải pháp\nLàm đường thôn Đông."

    assert heads_of(text, "3. Giải pháp") == []
    assert heads_of(text, "Làm đường") == ["3. Giải pháp"]


def test_the_list_ends_where_the_count_above_it_goes_on() -> None:
    text = "1. Chỉ tiêu:\n1. Thu ngân sách 12 tỷ đồng.\n2. Hộ nghèo còn 3%.\n2. Giải pháp\nLàm đường thôn Đông."

    assert heads_of(text, "2. Hộ nghèo") == ["1. Chỉ tiêu:"]
    # Which of the two a second "2." is, only its own count can tell.
    assert heads_of(text, "2. Giải pháp") == []
    assert heads_of(text, "Làm đường") == ["2. Giải pháp"]


def test_marks_below_a_list_stay_below_its_items() -> None:
    text = (
        "Chỉ tiêu năm 2024\n1. Kinh tế\n1.1. Thu ngân sách 12 tỷ đồng.\n1.2. Hộ nghèo còn 3%.\n2. Xã hội\n2.1. Vui."
    )

    assert heads_of(text, "1.2.") == ["Chỉ tiêu năm 2024", "1. Kinh tế"]
    assert heads_of(text, "2.1.") == ["Chỉ tiêu năm 2024", "2. Xã hội"]


def test_other_marks_below_a_list_stay_below_its_items() -> None:
    text = (
        "Trong năm 2024:\n1. Mục tiêu chung\n* Kinh tế\n- Thu 12 tỷ đồng.\n2. Chỉ tiêu\na) Xã hội\n- Hộ nghèo còn 3%."
    )

    assert heads_of(text, "- Thu") == ["Trong năm 2024:", "1. Mục tiêu chung", "* Kinh tế"]
    assert heads_of(text, "- Hộ") == ["Trong năm 2024:", "2. Chỉ tiêu", "a) Xã hội"]


def test_of_a_long_lead_the_last_words_head_the_list() -> None:
    said = "Trên cơ sở kết quả đã đạt được, hội nghị thống nhất với báo cáo đã trình và những phần việc nêu ở đó"
    one = f"{said}, {said}, {said}. Trong năm 2024 tập trung vào các chỉ tiêu sau:"
    all_in_one = f"{said}, {said}, {said}, trong đó có các chỉ tiêu sau:"

    assert heads_of(f"{one}\n- Thu 12 tỷ đồng.", "- Thu")[-1] == "Trong năm 2024 tập trung vào các chỉ tiêu sau:"
    (cut,) = heads_of(f"{all_in_one}\n- Thu 12 tỷ đồng.", "- Thu")
    assert all_in_one.endswith(f" {cut}")
    assert 240 < len(cut) <= 260
