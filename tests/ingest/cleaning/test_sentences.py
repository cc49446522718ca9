"""What the words of a line tell."""

from __future__ import annotations

import pytest

from ingest.cleaning.sentences import OPENER, begins_low, is_capital, is_finished, is_unit


@pytest.mark.parametrize(
    "line",
    [
        "- Kết nạp 15-16 đảng viên", "+ Tổ chức", "1.Mục tiêu chung:", "11- Tỷ lệ", "(10) Trên 90%",
        "2.1. Mục tiêu", "3.2 Mục tiêu", "1/ Mục tiêu", "II. MỤC TIÊU",
        "I- Đánh giá", "a) Lĩnh vực", "đ) Khác", "d. Lĩnh vực",
        "| 1 | 58 |", "Điều 5. Tổ chức", "Chương II", "PHỤ LỤC 1", "Căn cứ Luật", "Nơi nhận:",
    ],
)  # fmt: skip
def test_openers(line: str) -> None:
    assert OPENER.match(line)


@pytest.mark.parametrize(
    "line",
    [
        "60,5 triệu đồng", "9.850 tấn", "15-16 đảng viên", "5- 6,8%", "18/18 chỉ tiêu", "2024. Tập trung",
        "95% trở lên", "nguyện đạt", "Điều 5 của Luật", "128/NQ-CP", "các chi bộ", "ha) và", "Mục tiêu",
    ],
)  # fmt: skip
def test_no_openers(line: str) -> None:
    assert not OPENER.match(line)


@pytest.mark.parametrize("line", ["năm 2023./.", "người;", "sau:", "vv...", "“Dân vận khéo.”", "(OCOP)."])
def test_finished(line: str) -> None:
    assert is_finished(line)


@pytest.mark.parametrize("line", ["BHXH tự", "Bảo hiểm,", "(OCOP)", "“Dân vận khéo”", "trở lên"])
def test_not_finished(line: str) -> None:
    assert not is_finished(line)


def test_where_a_sentence_goes_on() -> None:
    assert begins_low("nguyện đạt")
    assert begins_low("“dân vận khéo”")
    assert begins_low("; trong đó")
    assert not begins_low("a) lĩnh vực")
    assert not begins_low("Nguyện đạt")
    assert not begins_low("60,5 triệu")


def test_units_and_capitals() -> None:
    assert is_unit("triệu đồng/người/năm")
    assert is_unit("ha")
    assert not is_unit("triệu đồng trở lên; trong đó")
    assert is_capital("III. GIẢI PHÁP TỔ CHỨC THỰC HIỆN")
    assert not is_capital("BHYT đạt 95%")
    assert not is_capital("NTM")
