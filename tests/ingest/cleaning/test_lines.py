"""Stage 4: Markdown marks go, list marks stay."""

from __future__ import annotations

import pytest

from ingest.cleaning.lines import Line, length, split_lines


def texts(text: str) -> list[str]:
    return [line.text for line in split_lines(text)]


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("### **a. Các chỉ tiêu xây dựng đảng**", "a. Các chỉ tiêu xây dựng đảng"),
        ("**Hạn chế:** Công tác", "Hạn chế: Công tác"),
        (r"*\* Y tế - dân số:* Tiếp tục", "* Y tế - dân số: Tiếp tục"),
        ("phong trào “*Toàn dân đoàn kết*”.", "phong trào “Toàn dân đoàn kết”."),
        ("(*thu ngân sách đạt 41,343 tỷ đồng*)", "(thu ngân sách đạt 41,343 tỷ đồng)"),
        ("_in nghiêng_ và tên_tệp_này", "in nghiêng và tên_tệp_này"),
        (r"1\. Thu nhập \- 60\%", "1. Thu nhập - 60%"),
        ("ỦY BAN NHÂN DÂN TỈNH -------", "ỦY BAN NHÂN DÂN TỈNH"),
        ("  -   Kết nạp  15-16 đảng viên ", "- Kết nạp 15-16 đảng viên"),
    ],
)
def test_marks_go(written: str, plain: str) -> None:
    assert texts(written) == [plain]


@pytest.mark.parametrize(
    "written",
    ["- một", "+ hai", "* ba", "1. bốn", "#năm", "2*3*4", "(*) ghi chú (**)", ">80% đảng viên", "Số: ___/NQ"],
)
def test_list_marks_and_single_signs_stay(written: str) -> None:
    assert texts(written) == [written]


def test_pages_edges_and_gaps_are_remembered() -> None:
    assert list(split_lines("a\nb\n\nc\f\n2\nd")) == [
        Line("a", page=1, edge=True),
        Line("b", page=1),
        Line("c", page=1, edge=True, gap=True),
        Line("2", page=2, edge=True, gap=True),
        Line("d", page=2, edge=True),
    ]


def test_a_text_without_form_feeds_has_no_edges() -> None:
    assert not any(line.edge for line in split_lines("a\nb\nc"))


def test_only_what_stays_has_a_length() -> None:
    assert length([Line("abc"), Line("defgh", reason="số trang"), Line("i")]) == 3 + 1
