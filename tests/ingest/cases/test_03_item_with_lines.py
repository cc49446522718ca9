"""Kind 03: a numbered line that is followed by lines of its own is a title and holds figures all the same."""

from pathlib import Path

import pytest

from ingest.read import read
from ingest.read_file import archived

REPORT = """HỘI ĐỒNG NHÂN DÂN
XÃ KHE TRE
Số: 31/NQ-HĐND
Khe Tre, ngày 19 tháng 12 năm {signed}

NGHỊ QUYẾT
Về nhiệm vụ phát triển kinh tế - xã hội năm {planned}

I. KẾT QUẢ NĂM {signed}
1. Thu ngân sách nhà nước trên địa bàn đạt 9,4 tỷ đồng, bằng 112% kế hoạch.
- Thu tiền sử dụng đất đạt 5 tỷ đồng.
2. Thu nhập bình quân đầu người đạt 47 triệu đồng.
Đời sống nhân dân ổn định.
"""


@pytest.mark.parametrize(("signed", "planned"), [(2024, 2025), (2022, 2023)])
def test_what_stands_below_a_result_is_of_no_later_year_than_the_document(tmp_path: Path, signed: int, planned: int):
    file = tmp_path / "nq.txt"
    file.write_text(REPORT.format(signed=signed, planned=planned), encoding="utf-8")
    rows = archived(read(file, max_bytes=10**6)).indicators
    assert {(row.value, row.kind, row.year) for row in rows} == {
        (value, "actual", signed) for value in (9.4, 112.0, 5.0, 47.0)
    }


@pytest.mark.parametrize(
    "line",
    [
        "1. Thu ngân sách 8,2 tỷ đồng, trong đó:\na) Thu từ thuế 6,1 tỷ đồng.\nb) Thu phí 2,1 tỷ đồng.",
        "a) Thu ngân sách 8,2 tỷ đồng:\n- Huyện giao 7 tỷ đồng.",
        "2.1. Thu ngân sách 8,2 tỷ đồng\nTrong đó xã hưởng 3 tỷ đồng.",
    ],
)
def test_a_line_that_opens_others_holds_its_figure(tmp_path: Path, line: str):
    file = tmp_path / "nq.txt"
    file.write_text(
        f"ĐẢNG ỦY XÃ KHE TRE\n\nNGHỊ QUYẾT\nNăm 2025\n\nII. CHỈ TIÊU NĂM 2025\n{line}\n", encoding="utf-8"
    )
    rows = archived(read(file, max_bytes=10**6)).indicators
    assert ("thu_ngan_sach", 8.2, "target", 2025) in {(row.indicator, row.value, row.kind, row.year) for row in rows}
