"""What a text says was not reached: by name, by number, by a word that marks a row, or not at all."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from assistant.ask.pipeline import answer
from tests.assistant.ask.sample_parts import parts_of

NA_LUONG = """ỦY BAN NHÂN DÂN
XÃ NÀ LƯỜNG
Số: 73/BC-UBND
Nà Lường, ngày 18 tháng 12 năm 2024

BÁO CÁO
Kết quả thực hiện nhiệm vụ năm 2024

Trong năm 14/16 chỉ tiêu đạt; 2 chỉ tiêu không đạt (số 2 và số 3).

| TT | Chỉ tiêu | Đơn vị | Kế hoạch 2024 | Thực hiện 2024 | Đánh giá |
|---|---|---|---|---|---|
| 1 | Sản lượng lương thực | tấn | 2.400 | 2.465 | Vượt |
| 2 | Tỷ lệ người dân tham gia BHYT | % | 95 | 92,5 | Còn thấp |
| 3 | Kết nạp đảng viên | đồng chí | 9 | 6 | Còn thấp |
| 4 | Tổng đàn trâu, bò | con | 1.100 | 1.135 | Vượt |

Ghi chú: mục 2 thấp do 210 hộ chưa kịp gia hạn thẻ.
"""

THAC_BAC = """ỦY BAN NHÂN DÂN
XÃ THÁC BẠC
Số: 19/BC-UBND
Thác Bạc, ngày 10 tháng 12 năm 2023

BÁO CÁO
Kết quả thực hiện nhiệm vụ năm 2023

Trong năm, xã thực hiện được 11/14 chỉ tiêu HĐND giao. Thu ngân sách 1,9 tỷ đồng.
"""


@cache
def _parts():
    with TemporaryDirectory() as folder:
        files = [Path(folder) / name for name in ("na_luong.txt", "thac_bac.txt")]
        for file, text in zip(files, (NA_LUONG, THAC_BAC), strict=True):
            file.write_text(text, encoding="utf-8")
        return parts_of(files)


@pytest.mark.parametrize(
    ("text", "said", "unsaid"),
    [
        ("Xã Nà Lường năm 2024 chỉ tiêu nào bị đánh giá còn thấp?", ("92,5", "6"), "2.465"),
        ("Na Luong 2024 chi tieu nao vuot", ("2.465", "1.135"), "92,5"),
        ("Xã Nà Lường 2024 những chỉ tiêu nào không đạt?", ("số 2 và số 3", "92,5"), "2.465"),
        ("Xã Nà Lường năm 2024 BHYT được bao nhiêu, vì sao thấp?", ("92,5", "210 hộ"), "2.465"),
    ],
)
def test_rows_are_told_that_a_word_or_a_number_names(text, said, unsaid):
    told = answer(text, parts=_parts())
    assert told.outcome == "answered"
    assert all(each in told.text for each in said)
    assert unsaid not in told.text


@pytest.mark.parametrize(
    "text",
    [
        "Xã Thác Bạc năm 2023 những chỉ tiêu nào không đạt?",
        "Thác Bạc đạt 11/14 chỉ tiêu, 3 chỉ tiêu không đạt là gì?",
    ],
)
def test_where_a_text_only_counts_it_is_said_that_it_names_none(text):
    told = answer(text, parts=_parts())
    assert told.outcome == "abstained"
    assert "không nêu" in told.text
    assert "11/14" in told.text


PHIENG_LOM = """ĐẢNG ỦY XÃ PHIÊNG LƠM
Số: 4-BC/ĐU
Phiêng Lơm, ngày 12 tháng 12 năm 2024

BÁO CÁO
Kết quả thực hiện nhiệm vụ năm 2024

Có 15/17 chỉ tiêu đạt; 02 chỉ tiêu chưa đạt là tỷ lệ tham gia bảo hiểm y tế và kết nạp đảng viên.
"""


def test_over_all_units_what_texts_name_as_missed_is_quoted(tmp_path):
    files = [tmp_path / name for name in ("na_luong.txt", "phieng_lom.txt", "thac_bac.txt")]
    for file, text in zip(files, (NA_LUONG, PHIENG_LOM, THAC_BAC), strict=True):
        file.write_text(text, encoding="utf-8")
    told = answer("Những xã nào không đạt chỉ tiêu bảo hiểm y tế?", parts=parts_of(files))
    assert "Nà Lường, kết quả năm 2024: 92,5" in told.text
    assert "02 chỉ tiêu chưa đạt là tỷ lệ tham gia bảo hiểm y tế" in told.text
    assert "Thác Bạc năm" not in told.text.partition("Đã xét")[0]


@pytest.mark.parametrize(
    "text",
    [
        "Xã Khe Lạnh còn thiếu những tiêu chí nông thôn mới nào?",
        "Xã Khe Lạnh còn tiêu chí NTM nào chưa đạt?",
        "Khe Lạnh chưa đạt mấy tiêu chí, kể tên tiêu chí?",
    ],
)
def test_criteria_that_are_asked_by_name_are_named(tmp_path, text):
    file = tmp_path / "khe_lanh.txt"
    file.write_text(
        "HỘI ĐỒNG NHÂN DÂN XÃ KHE LẠNH\nNGHỊ QUYẾT\nVề nhiệm vụ năm 2025\n"
        "Xã đạt 17/19 tiêu chí nông thôn mới; hai tiêu chí chưa đạt là số 11 về nghèo và số 17 về môi trường.",
        encoding="utf-8",
    )
    assert "môi trường" in answer(text, parts=parts_of([file])).text
