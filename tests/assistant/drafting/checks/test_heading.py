import pytest

from assistant.drafting.checks.heading import check_heading
from tests.assistant.drafting.making import FOOT, HEAD, checked, resolution

COUNCIL = """CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
HỘI ĐỒNG NHÂN DÂN XÃ PHÚ LẠC
Số: 18/NQ-HĐND
Phú Lạc, ngày 20 tháng 12 năm 2023
NGHỊ QUYẾT
Về nhiệm vụ phát triển kinh tế - xã hội năm 2024"""
COUNCIL_FOOT = "Nơi nhận:\n- UBND xã;\n- Lưu: VT.\nCHỦ TỊCH"


def found(*, head=HEAD, foot=FOOT, year=2024):
    return list(check_heading(checked(resolution(head=head, foot=foot), year=year)))


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        (HEAD.replace("Số 15-NQ/ĐU\n", ""), FOOT),
        (HEAD.replace("Số 15-NQ/ĐU", "Số: 15/NQ-ĐU"), FOOT),
        (HEAD.replace("Phú Lạc, ngày 05 tháng 01 năm 2024\n", ""), FOOT),
        (HEAD, FOOT.replace("T/M", "TM.")),
        (HEAD, FOOT.replace("BÍ THƯ", "CHỦ TỊCH")),
        (HEAD, FOOT.replace("- Lưu Văn phòng Đảng ủy.\n", "")),
        (HEAD, "T/M BAN CHẤP HÀNH\nBÍ THƯ"),
        (COUNCIL.replace("Số: 18/NQ-HĐND", "Số 18-NQ/HĐND"), COUNCIL_FOOT),
    ],
)
def test_a_part_that_is_missing_or_of_the_other_system(head, foot):
    (one,) = found(head=head, foot=foot)
    assert one.severity == "error"


def test_a_superior_that_is_gone():
    (one,) = found(head=HEAD.replace("2024", "2026"), year=2026)
    assert "không còn cấp huyện" in one.message
    assert "Đảng bộ tỉnh" in one.remedy


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        (HEAD, FOOT),
        (HEAD.replace("Số 15-NQ/ĐU", "Số .....-NQ/ĐU"), FOOT),
        (HEAD.replace("ngày 05 tháng 01 năm 2024", "ngày ..... tháng ..... năm ....."), FOOT),
        (COUNCIL, COUNCIL_FOOT),
        (HEAD, FOOT.replace("BÍ THƯ", "PHÓ BÍ THƯ")),
    ],
)
def test_right_blocks(head, foot):
    assert found(head=head, foot=foot) == []
