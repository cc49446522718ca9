"""Answers from the rows of the ledger where what is asked is not stated as it is asked."""

import pytest

from assistant.ask.pipeline import answer
from tests.assistant.ask.sample_parts import parts_of

NA_PHAY = """ĐẢNG ỦY XÃ NÀ PHẢY
Số: 04-NQ/ĐU
Nà Phảy, ngày 22 tháng 8 năm 2025

NGHỊ QUYẾT
ĐẠI HỘI ĐẢNG BỘ XÃ NÀ PHẢY NHIỆM KỲ 2025-2030

I. KẾT QUẢ NHIỆM KỲ 2020-2025
- Tỷ lệ hộ nghèo giảm từ 31,4% năm 2020 xuống 12,6% năm 2025.
- Thu nhập bình quân đầu người năm 2025 đạt 44 triệu đồng.
II. CHỈ TIÊU ĐẾN NĂM 2030
- Tỷ lệ hộ nghèo dưới 5%.
"""


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    file = tmp_path_factory.mktemp("rows") / "na_phay.txt"
    file.write_text(NA_PHAY, encoding="utf-8")
    return parts_of([file])


@pytest.mark.parametrize(
    "text",
    [
        "5 năm 2020-2025 xã Nà Phảy giảm được bao nhiêu điểm % hộ nghèo?",
        "Tỷ lệ hộ nghèo xã Nà Phảy năm 2025 giảm bao nhiêu?",
        "xa na phay giam duoc may % ty le ho ngheo",
    ],
)
def test_a_change_is_worked_out_of_a_result_and_the_level_it_came_from(parts, text):
    found = answer(text, parts=parts)
    assert found.outcome == "answered"
    assert "31,4 − 12,6 = 18,8" in found.text


@pytest.mark.parametrize(
    "text",
    ["Thu nhập xã Nà Phảy năm 2025 tăng bao nhiêu triệu?", "Xã Nà Phảy đặt chỉ tiêu giảm bao nhiêu % hộ nghèo?"],
)
def test_no_change_is_made_of_one_level_or_for_a_target(parts, text):
    found = answer(text, parts=parts)
    assert "Chênh lệch" not in found.text


STORM = """HỘI ĐỒNG NHÂN DÂN
HUYỆN NẬM KHAO
NGHỊ QUYẾT
Về nhiệm vụ năm 2025 của huyện Nậm Khao

I. KẾT QUẢ NĂM 2024
Lũ quét làm 312 nhà bị ngập, 45 ha ngô mất trắng; tổng giá trị thiệt hại khoảng 61,5 tỷ đồng.
"""


@pytest.mark.parametrize(
    "text",
    [
        "Lũ quét làm huyện Nậm Khao thiệt hại bao nhiêu tiền?",
        "Tổng giá trị thiệt hại của huyện Nậm Khao năm 2024 là bao nhiêu tiền?",
        "tong gia tri thiet hai cua huyen Nam Khao bao nhieu tien",
    ],
)
def test_what_counts_things_answers_no_question_for_money(tmp_path, text):
    file = tmp_path / "nam_khao.txt"
    file.write_text(STORM, encoding="utf-8")
    found = answer(text, parts=parts_of([file]))
    assert "312" not in found.text or found.outcome == "abstained"
    assert "lũ quét" in text.lower() or "61,5" in found.text


@pytest.mark.parametrize(
    "text",
    [
        "Tổng thu ngân sách năm 2025 huyện Mường Kim giao hai xã Lũng Mây và Nậm Sài là bao nhiêu?",
        "Huyện Mường Kim giao dự toán thu ngân sách cho xã Lũng Mây và xã Nậm Sài tổng cộng mấy tỷ?",
        "Tổng thu ngân sách của hai xã Lũng Mây và Nậm Sài huyện Mường Kim?",
    ],
)
def test_communes_that_are_named_are_added_up_without_their_neighbours(tmp_path, text):
    files = []
    for name, amount in (("Lũng Mây", "12"), ("Nậm Sài", "9"), ("Pa Cheo", "20")):
        files.append(tmp_path / f"{name}.txt")
        head = (
            f"HỘI ĐỒNG NHÂN DÂN\nXÃ {name.upper()}\nHUYỆN MƯỜNG KIM\nNGHỊ QUYẾT\nVề nhiệm vụ năm 2025 của xã {name}\n"
        )
        body = f"\nI. CHỈ TIÊU NĂM 2025\n- Thu ngân sách nhà nước trên địa bàn {amount} tỷ đồng.\n"
        files[-1].write_text(head + body, encoding="utf-8")
    told = answer(text, parts=parts_of(files)).text
    assert "12 + 9 = 21 tỷ đồng" in told
