import pytest

from assistant.drafting.checks.units import check_units
from tests.assistant.drafting.making import checked, resolution


def found(line):
    return list(check_units(checked(resolution(targets=f"- {line}"))))


@pytest.mark.parametrize(
    "line",
    [
        "Tỷ lệ người dân tham gia BHYT đạt 196%;",
        "Thu nhập bình quân đầu người đạt 60 tấn;",
        "Sản lượng lương thực đạt 9.850 ha;",
        "Thu ngân sách trên địa bàn đạt 5,9 km;",
        "Thu nhập bình quân đầu người đạt 605 triệu đồng/người/năm;",
        "Tỷ lệ lao động qua đào tạo đạt 865%;",
        "Năng suất lúa đạt 713 tạ/ha;",
    ],
)
def test_a_unit_that_cannot_be_is_an_error(line):
    findings = found(line)
    assert findings
    assert {one.severity for one in findings} == {"error"}


@pytest.mark.parametrize(
    "line",
    [
        "Tỷ lệ người dân tham gia BHYT đạt 96%;",
        "Thu nhập bình quân đầu người đạt 60,5 triệu đồng/người/năm;",
        "Sản lượng lương thực đạt 9.850 tấn;",
        "Thu ngân sách trên địa bàn: 5.900.000.000 đồng;",
        "Thu ngân sách vượt 8% trở lên so với kế hoạch;",
        "Năng suất lúa đạt 71,3 tạ/ha;",
        "Khu dân cư được công nhận đạt chuẩn văn hóa = 13;",
    ],
)
def test_right_units(line):
    assert found(line) == []


def test_words_beside_a_figure_are_its_unit():
    assert found("Trồng cây phân tán đạt 3.800 cây;") == []
    assert found("Nuôi cá lồng đạt 45 lồng;") == []
    assert found("Số mô hình dân vận khéo đạt 12 mô hình;") == []
