"""Whether a document still holds, by what the others of the archive say."""

import pytest

from assistant.ask.pipeline import answer
from tests.assistant.ask.sample_parts import parts_of

OLD = """HỘI ĐỒNG NHÂN DÂN
XÃ ĐỒNG NGHI
Số: 14/NQ-HĐND
Đồng Nghi, ngày 20 tháng 12 năm 2023

NGHỊ QUYẾT
Về nhiệm vụ năm 2024 của xã Đồng Nghi

I. MỤC TIÊU
1. Thu ngân sách 4,2 tỷ đồng.
II. HIỆU LỰC
Nghị quyết có hiệu lực từ ngày 01 tháng 01 năm 2024.
"""
FEES = OLD.replace("14/NQ", "16/NQ").replace("Về nhiệm vụ năm 2024 của xã", "Về mức thu phí chợ năm 2025 của xã")
NEW = """HỘI ĐỒNG NHÂN DÂN
XÃ ĐỒNG NGHI
Số: 09/2025/NQ-HĐND
Đồng Nghi, ngày 18 tháng 12 năm 2025

NGHỊ QUYẾT
Về phí và lệ phí của xã Đồng Nghi

Điều 1. Mức thu
Phí chợ 3.000 đồng/ngày.

Điều 2. Hiệu lực
1. Nghị quyết có hiệu lực từ ngày 01 tháng 01 năm 2026.
2. Bãi bỏ: Nghị quyết số 16/NQ-HĐND ngày 20 tháng 12 năm 2023 về phí chợ; Nghị quyết số 05/NQ-HĐND.
3. Nghị quyết về nhiệm vụ năm 2024 của HĐND xã Đồng Nghi hết hiệu lực từ ngày 01 tháng 01 năm 2025.
"""


NEIGHBOUR = OLD.replace("ĐỒNG NGHI", "TÂN LÂM").replace("Đồng Nghi", "Tân Lâm").replace("14/NQ", "16/NQ")


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("repeal")
    for name, text in (("cu.txt", OLD), ("phi.txt", FEES), ("moi.txt", NEW), ("ben.txt", NEIGHBOUR)):
        (folder / name).write_text(text, encoding="utf-8")
    return parts_of(sorted(folder.iterdir()))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Nghị quyết 16/NQ-HĐND của xã Đồng Nghi còn hiệu lực không?", "Bãi bỏ: Nghị quyết số 16/NQ-HĐND"),
        ("Nghị quyết 14 của xã Đồng Nghi còn hiệu lực không?", "hết hiệu lực từ ngày 01 tháng 01 năm 2025"),
        ("nghi quyet 16 cua xa dong nghi bi thay the chua", "Bãi bỏ: Nghị quyết số 16/NQ-HĐND"),
        ("Những nghị quyết nào của xã Đồng Nghi đã hết hiệu lực?", "Bãi bỏ: Nghị quyết số 16/NQ-HĐND"),
        ("Nghị quyết 09/2025 của xã Đồng Nghi bãi bỏ các văn bản nào?", "05/NQ-HĐND"),
        ("nghi quyet 09 cua xa dong nghi thay the nhung nghi quyet nao", "05/NQ-HĐND"),
    ],
)
def test_what_others_say_of_it_is_told(parts, text, said):
    told = answer(text, parts=parts)
    assert told.outcome == "answered"
    assert said in told.text


def test_of_one_that_no_other_speaks_of_that_is_said(parts):
    told = answer("Nghị quyết 09/2025 của xã Đồng Nghi còn hiệu lực không?", parts=parts)
    assert "Không văn bản nào trong kho nói văn bản này hết hiệu lực" in told.text
    assert "01 tháng 01 năm 2026" in told.text


def test_when_it_takes_effect_is_no_question_of_repeal(parts):
    told = answer("Nghị quyết 14 của xã Đồng Nghi có hiệu lực từ khi nào?", parts=parts)
    assert "bãi bỏ" not in told.text
    assert "hết hiệu lực" not in told.text


def test_a_number_that_two_units_have_is_of_the_one_that_speaks(parts):
    told = answer("Nghị quyết 16/NQ-HĐND của xã Tân Lâm còn hiệu lực không?", parts=parts)
    assert "Không văn bản nào trong kho nói" in told.text
    assert "Bãi bỏ" not in told.text


def test_a_number_that_the_archive_only_names_is_found_where_it_is_repealed(parts):
    told = answer("Nghị quyết 05/NQ-HĐND còn hiệu lực không?", parts=parts)
    assert "05/NQ-HĐND" in told.text
    assert "14/NQ" not in told.text


@pytest.mark.parametrize(
    "text", ["Xã Đồng Nghi đã thay thế bao nhiêu km đường ống?", "Xã Đồng Nghi còn giá trị tồn kho không?"]
)
def test_what_is_no_document_is_not_repealed(parts, text):
    assert "Bãi bỏ" not in answer(text, parts=parts).text
