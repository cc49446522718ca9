import pytest

from assistant.drafting.checks.wording import check_wording
from tests.assistant.drafting.making import checked, resolution


def found(targets="", tasks=""):
    return list(check_wording(checked(resolution(targets=targets, tasks=tasks))))


@pytest.mark.parametrize(
    ("targets", "tasks"),
    [
        ("- Tỷ lệ hộ nghèo giảm 0,34%.", ""),
        ("- Cận nghèo giảm: 0,31%;", ""),
        (
            "- Thu nhập bình quân đầu người đạt 58 triệu đồng/người/năm.",
            "Phấn đấu thu nhập bình quân đầu người 60 triệu đồng.",
        ),
        ("- Tỷ lệ người dân tham gia BHYT trên 96%.", "Vận động để tỷ lệ người dân tham gia BHYT đạt 95%."),
        ("- Tỷ lệ người dân tham gia BHYT trên 96%.", "Vận động để tỷ lệ người dân tham gia BHYT đạt 96%."),
        ("- Tỷ lệ hộ nghèo giảm từ 0,5%.", ""),
        ("- Tỷ lệ hộ nghèo tăng từ 2,1% xuống 1,58%.", ""),
        ("", "Đưa tỷ lệ hộ nghèo giảm từ 2,1% lên 2,58%."),
    ],
)
def test_what_may_be_read_two_ways(targets, tasks):
    findings = found(targets, tasks)
    assert findings
    assert {one.severity for one in findings} == {"error"}


@pytest.mark.parametrize(
    ("targets", "tasks"),
    [
        ("- Tỷ lệ hộ nghèo giảm 0,34 điểm %.", ""),
        ("- Tỷ lệ hộ nghèo giảm còn 1,2%.", ""),
        ("- Tỷ lệ hộ nghèo giảm từ 2,1% xuống 1,58%.", ""),
        ("- Thu nhập bình quân tăng từ 55 lên 58 triệu đồng; hộ nghèo giảm xuống còn 2%.", ""),
        ("- Giảm hộ nghèo từ 06 hộ trở lên", ""),
        (
            "- Thu nhập bình quân đầu người đạt 58 triệu đồng/người/năm.",
            "Phấn đấu thu nhập bình quân đầu người đạt 58 triệu đồng.",
        ),
        ("- Số hồ sơ giải quyết trực tuyến: Mức độ 3 trên 60%, mức độ 4 trên 70%;", ""),
    ],
)
def test_said_in_one_way(targets, tasks):
    assert found(targets, tasks) == []
