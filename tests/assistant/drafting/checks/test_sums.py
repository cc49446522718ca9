import pytest

from assistant.drafting.checks.sums import check_sums
from tests.assistant.drafting.making import checked, resolution


def found(line):
    return list(check_sums(checked(resolution(tasks=f"- {line}"))))


@pytest.mark.parametrize(
    "line",
    [
        "Thu ngân sách xã 13,655 tỷ đồng (trong đó thu từ cấp QSDĐ 11,8 tỷ đồng; thu khác 2,855 tỷ đồng).",
        "Trồng mới 75 ha (70 ha chè chất lượng cao, 15 ha chè cổ thụ).",
        "Sản lượng lương thực 6.871 tấn, trong đó: thóc 6.075 tấn, ngô 976 tấn.",
        "Xây dựng 03 mô hình, trong đó: 02 mô hình vừa, 02 mô hình nhỏ.",
        "Sản lượng lương thực 6.871 tấn, trong đó thóc 7.075 tấn.",
        "Tổng vốn 30 tỷ đồng, gồm: ngân sách 12 tỷ đồng, nhân dân đóng góp 8 tỷ đồng.",
    ],
)
def test_parts_that_do_not_add_up(line):
    (one,) = found(line)
    assert one.severity == "error"
    assert "Các phần không bằng tổng" in one.message


@pytest.mark.parametrize(
    "line",
    [
        "phấn đấu thu Ngân sách xã năm 2023 đạt 13 tỷ 655 triẹu đồng (Trong đó thu từ cấp QSDĐ = 11,8 tỷ; "
        "thu khác đạt 1,855 tỷ đồng).",
        "Trồng mới 75 ha (70 ha chè chất lượng cao, 05 ha chè cổ thụ).",
        "Sản lượng lương thực 6.871 tấn, trong đó: thóc 6.075 tấn, ngô 796 tấn.",
        "Tổng sản lượng lương thực 6.871 tấn; trong đó: Thóc 6.075 tấn, diện tích gieo trồng cả năm 1.110 ha.",
        "Xây dựng 03 mô hình, trong đó: Lĩnh vực TTCN – TMDV: 01 mô hình vừa; Lĩnh vực Nông nghiệp: 01 mô hình "
        "vừa, 1 mô hình nhỏ.",
        "Có 100% chi bộ hoàn thành nhiệm vụ, trong đó 80% hoàn thành tốt nhiệm vụ.",
        "Thu ngân sách 27 tỷ đồng (tăng 8% so với năm trước).",
    ],
)
def test_parts_that_add_up_or_are_only_some(line):
    assert found(line) == []
