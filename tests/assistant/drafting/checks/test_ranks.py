import pytest

from assistant.drafting.checks.ranks import check_ranks
from tests.assistant.drafting.making import checked, resolution


def found(line):
    return list(check_ranks(checked(resolution(targets=f"- {line}"))))


@pytest.mark.parametrize(
    "line",
    [
        "Đảng bộ phấn đấu hoàn thành xuất xắc nhiệm vụ.",
        "Xây dựng Đảng bộ hoàn thành suất xắc nhiệm vụ.",
        "Đảng bộ xã được xếp loại: HTXS NV",
        "Chính quyền xếp loại “Hoàn thành rất tốt nhiệm vụ”.",
        "Có 35% chi bộ hoàn thành xuất sắc nhiệm vụ.",
        "Chi bộ hoàn thành xuất sắc nhiệm vụ đạt 40%.",
    ],
)
def test_a_rank_misspelt_unknown_or_too_frequent(line):
    findings = found(line)
    assert findings
    assert {one.severity for one in findings} == {"warning"}


@pytest.mark.parametrize(
    "line",
    [
        "Đảng bộ phấn đấu hoàn thành xuất sắc nhiệm vụ.",
        "Chính quyền “Hoàn thành xuất sắc nhiệm vụ”.",
        "Có >80% đảng viên được xếp loại HTTNV trở lên.",
        "Có 20% chi bộ hoàn thành xuất sắc nhiệm vụ.",
        "MTTQ và các đoàn thể “Hoàn thành tốt nhiệm vụ” 100%",
    ],
)
def test_ranks_of_the_list(line):
    assert found(line) == []
