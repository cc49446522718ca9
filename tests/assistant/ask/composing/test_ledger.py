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
