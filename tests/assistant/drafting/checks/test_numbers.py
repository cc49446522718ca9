import pytest

from assistant.drafting.checks.numbers import check_numbers
from tests.assistant.drafting.making import checked, resolution


def found(*lines):
    return list(check_numbers(checked(resolution(targets="\n".join(f"- {line}" for line in lines)))))


@pytest.mark.parametrize(
    "lines",
    [
        ["Sản lượng lương thực đạt 3,098 tấn;"],
        [r"Tỷ lệ người dân tham gia BHYT $\geq 95\%$ ;"],
        ["Tỷ suất tăng dân số tự nhiên 12,1%o."],
        ["Thu ngân sách 27 tỷ/ đồng."],
        ["Diện tích 7.2 ha."],
        ["Diện tích gieo trồng 5.119.34 ha."],
        ["Xây dựng 03 mô hình.", "Xây dựng thêm 2 mô hình và 1 mô hình nhỏ."],
        ["Tổng đàn gia cầm 205000 con."],
    ],
)
def test_numbers_written_otherwise(lines):
    findings = found(*lines)
    assert findings
    assert {one.severity for one in findings} == {"error"}


@pytest.mark.parametrize(
    "lines",
    [
        ["Sản lượng lương thực đạt 3.098 tấn;"],
        ["Tỷ lệ người dân tham gia BHYT từ 95% trở lên;"],
        ["Tỷ suất tăng dân số tự nhiên 12,1‰."],
        ["Thu ngân sách 13,655 tỷ đồng; diện tích 7,2 ha."],
        ["Xây dựng 03 mô hình.", "Xây dựng 02 mô hình; thành lập 01 doanh nghiệp."],
        ["Ngày 07/01/2024, theo Quyết định 1988/2017/QĐ-UBND; dự toán 5.900.000.000 đồng."],
    ],
)
def test_numbers_as_vietnamese_writes_them(lines):
    assert found(*lines) == []
