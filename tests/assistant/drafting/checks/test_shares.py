import pytest

from assistant.drafting.checks.shares import check_shares
from tests.assistant.drafting.making import checked, resolution


def found(*lines):
    return list(check_shares(checked(resolution(targets="\n".join(f"- {line}" for line in lines)))))


@pytest.mark.parametrize(
    "lines",
    [
        ["Giữ vững 10/9 thôn đạt khu dân cư kiểu mẫu."],
        ["Xã đạt 20/19 tiêu chí."],
        ["Có 9/9 thôn đạt chuẩn.", "Giữ vững 10 làng văn hóa."],
        ["Có 9/9 thôn đạt chuẩn.", "Có 8/8 khu dân cư văn hóa."],
        ["Địa phương hoàn thành 30/29 chỉ tiêu."],
    ],
)
def test_more_than_all_or_another_all(lines):
    findings = found(*lines)
    assert findings
    assert {one.severity for one in findings} == {"warning"}


@pytest.mark.parametrize(
    "lines",
    [
        ["Giữ vững 9/9 thôn đạt khu dân cư kiểu mẫu.", "Giữ vững 9 làng văn hóa."],
        ["Xã đạt 16/19 tiêu chí."],
        ["Có 4/9 thôn đạt chuẩn.", "Phấn đấu thêm 2 thôn kiểu mẫu."],
        ["Trồng được 318/300 ha rừng."],
        ["Địa phương hoàn thành 27/29 chỉ tiêu."],
    ],
)
def test_shares_that_agree(lines):
    assert found(*lines) == []


def test_seed_000_agrees_on_its_nine_villages(seeds):
    assert list(check_shares(checked(seeds.document("000").text))) == []
