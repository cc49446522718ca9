"""The verdict beside the figures."""

import pytest

from assistant.ask.composing.met import compose_met, verdicts
from assistant.ask.composing.wording import library
from assistant.ask.pipeline import answer
from assistant.ask.verifying.verify import holds
from assistant.types import Counted, Question, Resolution, Tally
from tests.assistant.ask.sample_parts import parts_of
from tests.builders import document, identity, indicator, row_of

PAPER = document("d", "Kết nạp 17 đảng viên", "chỉ tiêu 20 đảng viên", "năm 2024: kết nạp 21", "hộ nghèo đạt 94,2%")
OF_MEMBERS = {"indicator": "ket_nap_dang_vien", "label": "kết nạp đảng viên", "unit": "đảng viên"}
RESULT = row_of(PAPER, "Kết nạp 17 đảng viên", value=17.0, year=2023, **OF_MEMBERS)
TARGET = row_of(PAPER, "chỉ tiêu 20 đảng viên", value=20.0, year=2023, kind="target", **OF_MEMBERS)
LATER = row_of(PAPER, "năm 2024: kết nạp 21", value=21.0, year=2024, **OF_MEMBERS)


def _told(*rows):
    question = Question("", "", "ledger", "lookup", indicators=("ket_nap_dang_vien",), operations=("verdict",))
    statements = verdicts(question, rows, library([PAPER]))
    assert all(holds(each, lambda _: PAPER.text) for each in statements)
    return [each.text for each in statements]


def test_a_result_that_fell_short_says_by_how_much():
    (told,) = _told(RESULT, TARGET)
    assert told.startswith("Không đạt chỉ tiêu: ")
    assert "(kết quả thấp hơn chỉ tiêu 3 đảng viên: 20 − 17 = 3)" in told


def test_each_year_has_its_verdict():
    target = row_of(PAPER, "chỉ tiêu 20 đảng viên", value=20.0, year=2024, kind="target", **OF_MEMBERS)
    first, second = _told(RESULT, TARGET, LATER, target)
    assert first.startswith("Không đạt")
    assert second.startswith("Đạt chỉ tiêu")
    assert "cao hơn chỉ tiêu 1 đảng viên" in second


def test_without_a_target_nothing_is_said():
    assert _told(RESULT) == ["Chưa đủ căn cứ để nói có đạt chỉ tiêu hay không."]


def test_a_years_target_is_judged_by_the_years_result_beside_one_of_a_part():
    part = row_of(PAPER, "Kết nạp 17 đảng viên", value=17.0, year=2024, period="9 tháng", **OF_MEMBERS)
    target = row_of(PAPER, "chỉ tiêu 20 đảng viên", value=20.0, year=2024, kind="target", **OF_MEMBERS)
    (told,) = _told(part, LATER, target)
    assert told.startswith("Đạt chỉ tiêu")
    assert "cao hơn chỉ tiêu 1 đảng viên" in told


def _over_units(*, no_match=(), boundary=(), silent=()):
    documents = [_unit(n) for n in range(4)]
    row = {n: indicator(f"r{n}", f"d{n}", indicator="thu_ngan_sach") for n in range(4)}
    groups = [tuple(Counted(f"d{n}", (row[n],)) for n in each) for each in ((), boundary, no_match)]
    asked = Question("", "", "ledger", "filter", indicators=("thu_ngan_sach",), met="missed", levels=("xã",))
    tally = Tally(*groups, tuple(f"d{n}" for n in silent), {})
    return compose_met(asked, tally, library(documents), ()).statements[0].text


def _unit(n):
    return Resolution(f"d{n}", f"{n}.txt", f"h{n}", "t", (), (), identity(commune=f"Xã {n}"))


def test_that_none_fell_short_is_said_of_those_that_can_be_compared():
    told = _over_units(no_match=(0, 1), silent=(2, 3))
    assert told == "Trong 2 xã đủ số liệu so sánh được, không xã nào không đạt chỉ tiêu về thu ngân sách."


def test_where_none_can_be_compared_nothing_is_denied():
    told = _over_units(boundary=(0,), silent=(2, 3))
    assert told.startswith("Chưa xã nào đủ số liệu so sánh")
    assert _over_units(silent=(0, 1)).startswith("Không văn bản nào trong phạm vi câu hỏi nêu cả kết quả")


COMMUNE = """HỘI ĐỒNG NHÂN DÂN
XÃ TẢ VÀN
{date}NGHỊ QUYẾT
Về nhiệm vụ năm {year} của xã Tả Vàn

I. CHỈ TIÊU NĂM {year}
- Tỷ lệ hộ nghèo giảm xuống còn {rate}%.
"""
DISTRICT = """HỘI ĐỒNG NHÂN DÂN
HUYỆN BÁT SƠN
NGHỊ QUYẾT
Về nhiệm vụ năm 2025 của huyện Bát Sơn

Biểu: Kết quả năm 2024 của các xã

| STT | Xã | Số hộ nghèo | Tỷ lệ hộ nghèo năm 2024 (%) |
|---|---|---|---|
| 1 | Xã Tả Vàn | 91 | 11,62 |
| 2 | Xã Pa Nậm | 120 | 14,10 |
| 3 | Xã Nà Hu | 64 | 8,05 |
"""


@pytest.mark.parametrize(
    ("date", "outcome", "told"),
    [
        ("Tả Vàn, ngày 18 tháng 12 năm 2023\n", "answered", "Không đạt chỉ tiêu"),
        ("", "abstained", "của những đơn vị cùng tên (chưa rõ có phải là một)"),
    ],
)
def test_a_result_told_by_the_district_is_held_against_the_target_of_the_same_commune(tmp_path, date, outcome, told):
    texts = {
        "xa_cu.txt": COMMUNE.format(date=date, year=2024, rate="11,5"),
        "huyen.txt": DISTRICT,
        "xa_moi.txt": COMMUNE.format(date="Tả Vàn, ngày 15 tháng 12 năm 2025\n", year=2026, rate="5"),
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    asked = "Năm 2024 xã Tả Vàn có đạt mục tiêu giảm tỷ lệ hộ nghèo không?"
    found = answer(asked, parts=parts_of([tmp_path / name for name in texts]))
    assert found.outcome == outcome
    assert told in found.text
    assert "11,62" in found.text
