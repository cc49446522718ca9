import pytest

from assistant.drafting.checks.direction import check_direction
from tests.assistant.drafting.making import checked, resolution


def found(results, targets):
    return list(check_direction(checked(resolution(results=f"- {results}", targets=f"- {targets}"))))


@pytest.mark.parametrize(
    ("results", "targets"),
    [
        (
            "Thu nhập bình quân đầu người đạt 60 triệu đồng/người/năm.",
            "Thu nhập bình quân đầu người đạt 58 triệu đồng.",
        ),
        ("Tỷ lệ hộ nghèo còn 0,8%.", "Tỷ lệ hộ nghèo 1,2%."),
        ("Tỷ lệ người dân tham gia BHYT đạt 97%.", "Tỷ lệ người dân tham gia BHYT 95%."),
        ("Sản lượng lương thực đạt 9.850 tấn.", "Sản lượng lương thực đạt trên 9.000 tấn."),
        ("Kết nạp 20 đảng viên mới.", "Kết nạp 15-16 đảng viên mới."),
    ],
)
def test_a_target_below_what_was_reached(results, targets):
    (one,) = found(results, targets)
    assert one.severity == "warning"
    assert "hơn kết quả năm trước" in one.message


@pytest.mark.parametrize(
    ("results", "targets"),
    [
        (
            "Thu nhập bình quân đầu người đạt 57 triệu đồng/người/năm.",
            "Thu nhập bình quân đầu người đạt 58 triệu đồng.",
        ),
        ("Tỷ lệ hộ nghèo còn 1,2%.", "Tỷ lệ hộ nghèo 0,8%."),
        ("Tỷ lệ người dân tham gia BHYT đạt 96%.", "Tỷ lệ người dân tham gia BHYT 96%."),
        ("Tỷ lệ hộ nghèo giảm 1,5%.", "Tỷ lệ hộ nghèo 2,1%."),
        ("Kinh tế phát triển khá.", "Sản lượng lương thực đạt trên 9.000 tấn."),
    ],
)
def test_no_worse_than_what_was_reached(results, targets):
    assert found(results, targets) == []
