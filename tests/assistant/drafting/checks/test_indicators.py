import pytest

from assistant.drafting.checks.indicators import check_indicators
from tests.assistant.drafting.making import checked, read_text, resolution

BASE = resolution(
    targets="""1- Thu nhập bình quân đầu người đạt từ 58 triệu đồng/người/năm;
2- Tỷ lệ người dân tham gia BHYT trên 96%;
3- Duy trì xã đạt tiêu chí chuẩn về ATTP;
4- Giải phóng mặt bằng cấp QSDĐ 0,48 ha;
5- Phấn đấu kết nạp 18 Đảng viên mới trở lên"""
)
WHOLE = [
    "Thu nhập bình quân đầu người 60 triệu đồng/người/năm",
    "Tỷ lệ người dân tham gia BHYT đạt 97%",
    "Duy trì xã đạt tiêu chí chuẩn về ATTP",
    "Giải phóng mặt bằng cấp QSDĐ 0,5 ha",
    "Kết nạp 20 Đảng viên mới",
]


def found(lines):
    text = resolution(targets="\n".join(f"- {line};" for line in lines))
    return list(check_indicators(checked(text, base=read_text(BASE))))


@pytest.mark.parametrize("at", range(5))
def test_a_missing_indicator_is_an_error(at):
    (one,) = found([line for place, line in enumerate(WHOLE) if place != at])
    assert one.severity == "error"
    assert f"Chỉ tiêu {at + 1} của năm trước không còn" in one.message


@pytest.mark.parametrize(
    "lines",
    [
        WHOLE,
        WHOLE[::-1],
        [*WHOLE, "Tỷ lệ hộ nghèo 1,2%"],
        [line.replace("60", ".....") for line in WHOLE],
        [*WHOLE[:4], "Không giao chỉ tiêu kết nạp Đảng viên mới vì đã vượt cả nhiệm kỳ"],
    ],
)
def test_all_there_or_their_removal_stated(lines):
    assert found(lines) == []


def test_without_a_base_nothing_is_said():
    assert list(check_indicators(checked(resolution()))) == []
