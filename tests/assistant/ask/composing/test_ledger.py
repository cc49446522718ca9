"""Answers from rows, end to end: a share of the plan is no amount."""

import pytest

from assistant.ask.pipeline import answer
from tests.assistant.ask.sample_parts import parts_of

KHE_TRE = """ĐẢNG ỦY XÃ KHE TRE
Số: 12-BC/ĐU
Khe Tre, ngày 25 tháng 12 năm 2025

BÁO CÁO
Kết quả năm 2025

I. KẾT QUẢ NĂM 2025
- Thu ngân sách đạt 194% dự toán.
- Thu nhập bình quân đầu người đạt 51 triệu đồng/người/năm.
"""


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    file = tmp_path_factory.mktemp("ledger") / "khe_tre.txt"
    file.write_text(KHE_TRE, encoding="utf-8")
    return parts_of([file])


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Xã Khe Tre năm 2025 thu ngân sách bao nhiêu tỷ đồng?", "abstained"),
        ("Xã Khe Tre năm 2025 thu ngân sách đạt bao nhiêu phần trăm dự toán?", "answered"),
        ("Xã Khe Tre năm 2025 thu ngân sách bao nhiêu?", "answered"),
        ("Xã Khe Tre năm 2025 thu nhập bao nhiêu triệu đồng?", "answered"),
    ],
)
def test_a_share_of_the_plan_is_no_amount(parts, text, outcome):
    told = answer(text, parts=parts)
    assert told.outcome == outcome
    assert ("không nêu số tuyệt đối (tỷ đồng)" in told.text) == (outcome == "abstained")
    assert outcome == "answered" or "194%" in told.text


OF_THE_PARTY = """ĐẢNG BỘ HUYỆN SÔNG TRẸM
ĐẢNG ỦY XÃ KHE TRE
Số: 05-NQ/ĐU
Khe Tre, ngày 05 tháng 01 năm 2025

NGHỊ QUYẾT
Về nhiệm vụ năm 2025

I. CHỈ TIÊU NĂM 2025
- Tổng thu ngân sách đạt 12,5 tỷ đồng;
"""
OF_THE_COUNCIL = """HỘI ĐỒNG NHÂN DÂN
XÃ KHE TRE
Số: 11/NQ-HĐND
Khe Tre, ngày 20 tháng 12 năm 2024

NGHỊ QUYẾT
Về nhiệm vụ phát triển kinh tế - xã hội năm 2025

I. CHỈ TIÊU NĂM 2025
- Tổng thu ngân sách đạt 13 tỷ đồng;
- Thu nhập bình quân đầu người đạt 61 triệu đồng/người/năm.
"""
OF_THE_OTHER = OF_THE_PARTY.replace("KHE TRE", "BÀU MƯỚP").replace("Khe Tre", "Bàu Mướp").replace("12,5", "8")


@pytest.fixture(scope="module")
def of_two_bodies(tmp_path_factory):
    folder = tmp_path_factory.mktemp("two bodies")
    texts = {"dang_uy.txt": OF_THE_PARTY, "hdnd.txt": OF_THE_COUNCIL, "bau_muop.txt": OF_THE_OTHER}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return parts_of([folder / name for name in texts])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Mục tiêu của xã Khe Tre là gì?", "tổng thu ngân sách: 12,5 tỷ đồng"),
        ("Chỉ tiêu chủ yếu của xã Bàu Mướp", "tổng thu ngân sách: 8 tỷ đồng"),
        ("muc tieu nam 2025 cua xa Khe Tre", "thu nhập bình quân đầu người: 61 triệu"),
    ],
)
def test_the_targets_of_a_unit_are_asked_for_by_their_kind_alone(of_two_bodies, text, told):
    assert told in answer(text, parts=of_two_bodies).text


def test_a_unit_of_which_two_bodies_decide_counts_once(of_two_bodies):
    told = answer("Tổng thu ngân sách của các xã năm 2025 là bao nhiêu?", parts=of_two_bodies)
    assert "của 2 đơn vị: 20,5 tỷ đồng" in told.text
    assert "Không tính vào, vì cùng đơn vị đã có số khác" in told.text
    assert "13 tỷ đồng" in told.text


def test_a_unit_states_what_one_of_its_documents_states(of_two_bodies):
    told = answer("Những xã nào không đặt chỉ tiêu thu nhập bình quân đầu người?", parts=of_two_bodies)
    assert "Có 1 văn bản của xã không nêu" in told.text
    assert "- Xã Bàu Mướp (huyện Sông Trẹm) năm 2025" in told.text
    assert "cùng năm đã có văn bản khác nêu: xã Khe Tre (huyện Sông Trẹm) năm 2025." in told.text


GO_CAO = """ĐẢNG ỦY XÃ GÒ CAO
Số: 15-BC/ĐU
Gò Cao, ngày 05 tháng 7 năm 2026

BÁO CÁO
Sơ kết 6 tháng đầu năm 2026

I. KẾT QUẢ 6 THÁNG ĐẦU NĂM 2026
- Thu ngân sách 6 tháng đầu năm 2026 đạt 4,2 tỷ đồng.
II. CHỈ TIÊU NĂM 2026
- Thu nhập bình quân đầu người năm 2026 đạt 60 triệu đồng/người/năm.
"""


@pytest.fixture(scope="module")
def half(tmp_path_factory):
    file = tmp_path_factory.mktemp("half") / "go_cao.txt"
    file.write_text(GO_CAO, encoding="utf-8")
    return parts_of([file])


@pytest.mark.parametrize(
    ("text", "outcome", "lead"),
    [
        ("Cả năm 2026 xã Gò Cao thu ngân sách được bao nhiêu?", "abstained", "không nêu kết quả cả năm"),
        ("6 tháng đầu năm 2026 xã Gò Cao thu ngân sách được bao nhiêu?", "answered", "4,2 tỷ đồng"),
        ("Thực tế năm 2026 thu nhập xã Gò Cao được bao nhiêu, có đạt không?", "abstained", "không nêu kết quả"),
        ("Năm 2026 xã Gò Cao đặt thu nhập bao nhiêu, có đạt không?", "answered", "60 triệu đồng"),
        ("Thu nhập năm 2026 của xã Gò Cao có đạt không?", "abstained", "không nêu kết quả"),
    ],
)
def test_a_part_of_a_year_is_not_the_year_and_a_target_no_result(half, text, outcome, lead):
    told = answer(text, parts=half)
    assert told.outcome == outcome, told.text
    assert lead in told.text


def test_a_part_of_a_year_decides_no_condition_on_the_year(half):
    told = answer("Năm 2026 xã nào thu ngân sách dưới 5 tỷ đồng?", parts=half)
    assert "mới là số của một phần năm" in told.text
    assert "Có 1 xã" not in told.text
    of_part = answer("6 tháng đầu năm 2026 xã nào thu ngân sách dưới 5 tỷ đồng?", parts=half)
    assert "Có 1 xã" in of_part.text
