"""Descriptive questions end to end: causes with remedies, targets not reached, deadlines, and what no text says."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from assistant.ask.pipeline import answer
from tests.assistant.ask.sample_parts import parts_of

KHE_SAY = """ỦY BAN NHÂN DÂN
XÃ KHE SẬY
Số: 41/BC-UBND
Khe Sậy, ngày 20 tháng 12 năm 2023

BÁO CÁO
Kết quả thực hiện nhiệm vụ năm 2023, nhiệm vụ năm 2024

I. KẾT QUẢ NĂM 2023
Đàn dê có 1.240 con. Thu ngân sách 2,1 tỷ đồng, bằng 84% dự toán. Tỷ lệ người dân tham gia BHYT đạt 91%.
Hạn chế: hai chỉ tiêu không đạt là thu ngân sách và BHYT; làm cầu treo chậm do vướng mặt bằng bến Phiêng Lừ.
Nhiều hộ bản Huổi Mịn bỏ BHYT vì phải tự mua thẻ sau khi bản ra khỏi vùng khó khăn.

II. NHIỆM VỤ NĂM 2024
1. Vận động 6 hộ bến Phiêng Lừ giao mặt bằng, khánh thành cầu treo trước 15/3/2024.
2. Hội Phụ nữ đến từng nhà ở bản Huổi Mịn vận động mua thẻ BHYT theo hộ gia đình.
3. Giao Trạm Y tế phụ trách tiêm phòng.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lò Văn Sơn
"""


@cache
def _parts():
    with TemporaryDirectory() as folder:
        file = Path(folder) / "khe_say.txt"
        file.write_text(KHE_SAY, encoding="utf-8")
        return parts_of([file])


@pytest.mark.parametrize(
    "text",
    [
        "Nhiệm vụ năm 2024 của xã Khe Sậy là gì?",
        "Nhiệm vụ trọng tâm của xã Khe Sậy",
        "nhiem vu cua xa khe say la gi",
        "Nêu nhiệm vụ chủ yếu",
        "Phương hướng năm 2024 của xã Khe Sậy?",
    ],
)
def test_the_tasks_of_a_unit_are_asked_for_by_their_name_alone(text):
    told = answer(text, parts=_parts())
    assert told.outcome == "answered"
    for said in ("giao mặt bằng, khánh thành cầu treo", "vận động mua thẻ BHYT", "phụ trách tiêm phòng"):
        assert said in told.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Vì sao Khe Sậy làm cầu treo chậm, năm 2024 tính gỡ thế nào?", ("vướng mặt bằng", "giao mặt bằng")),
        ("Cầu treo Khe Sậy bao giờ xong?", ("15/3/2024",)),
        ("Xã Khe Sậy năm 2023 hụt những chỉ tiêu nào?", ("thu ngân sách và BHYT",)),
        ("Sao dân bản Huổi Mịn xã Khe Sậy bỏ bảo hiểm y tế, xã định làm gì?", ("tự mua thẻ", "Hội Phụ nữ")),
    ],
)
def test_descriptions_tell_each_side_that_is_asked_for(text, said):
    told = answer(text, parts=_parts())
    assert told.outcome == "answered"
    assert all(each in told.text for each in said)


@pytest.mark.parametrize(
    "text",
    [
        "Vì sao thu ngân sách năm 2023 của xã Khe Sậy vượt dự toán?",
        "Vì sao đàn dê Khe Sậy chết nhiều?",
        "Xã Khe Sậy bao giờ xây xong sân bay?",
    ],
)
def test_what_the_text_does_not_say_is_refused(text):
    assert answer(text, parts=_parts()).outcome == "abstained"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Các văn bản nêu những hạn chế gì?", "Hạn chế: hai chỉ tiêu không đạt"),  # a paragraph opens so
        ("Nhiệm vụ trọng tâm là gì?", "Câu hỏi chưa đủ rõ"),
    ],
)
def test_over_many_documents_a_side_alone_is_told_where_a_paragraph_names_it(tmp_path, text, said):
    files = [tmp_path / f"xa_{number}.txt" for number in range(13)]
    for number, file in enumerate(files):
        source = KHE_SAY.replace("KHE SẬY", f"KHE {number}").replace("Khe Sậy", f"Khe {number}")
        file.write_text(source.replace("1.240", f"1.{number + 100}"), encoding="utf-8")
    assert said in answer(text, parts=parts_of(files)).text


def test_a_side_that_a_unit_does_not_tell_was_looked_for():
    assert "Không tìm thấy" in answer("Xã Khe Sậy ưu tiên gì?", parts=_parts()).text


@pytest.mark.parametrize(
    "text",
    [
        "Huổi Mịn Thượng làm gì để tăng thu ngân sách năm 2023?",
        "Vì sao xã Mường Tòng không đạt chỉ tiêu thu ngân sách?",
        "Xã Nà Hẩy còn hạn chế gì trong làm cầu treo?",
    ],
)
def test_of_a_unit_without_documents_nobody_elses_solutions_and_causes_are_told(text):
    told = answer(text, parts=_parts())
    assert told.outcome == "abstained"
    assert "Kho không có văn bản nào của" in told.text
