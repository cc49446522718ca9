"""The verdict beside the figures."""

from assistant.ask.composing.met import verdicts
from assistant.ask.composing.wording import library
from assistant.ask.verifying.verify import holds
from assistant.types import Question
from tests.builders import document, row_of

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
