"""The documents of a unit that are told by a number, or by before and since July 2025."""

import pytest

from assistant.ask.composing.wording import library
from assistant.ask.routes.held_to import held_to_documents
from assistant.ask.understanding.gazetteer import gazetteer
from assistant.ask.understanding.understand import understand
from assistant.types import Identity, Resolution


def _document(key, date, number, **fields):
    identity = Identity("nghị quyết", "HĐND", "t", level="xã", date=date, number=number, **fields)
    return Resolution(key, f"{key}.txt", "h", f"Số: {number}", (), (), identity)


DOCUMENTS = [
    _document("old", "2023-12-20", "21/NQ-HĐND", commune="Tân Lạch", district="Thới Bưng", province="Cà Mau"),
    _document("last", "2024-12-20", "18/NQ-HĐND", commune="Tân Lạch", district="Thới Bưng", province="Cà Mau"),
    _document("new", "2025-12-12", "14/NQ-HĐND", commune="Tân Lạch", province="Cà Mau"),
    _document("other", "2024-12-20", "18/NQ-HĐND", commune="Vĩnh Rạch", province="Cà Mau"),
]
NAMES = gazetteer([each.identity for each in DOCUMENTS], documents=DOCUMENTS)


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Nghị quyết 18/NQ-HĐND của xã Tân Lạch được bao nhiêu đại biểu tán thành?", ("last",)),
        ("NQ 21 xã Tân Lạch nêu hạn chế gì?", ("old",)),
        ("Thu ngân sách của xã Tân Lạch (cũ) năm 2024?", ("last", "old")),
        ("Trước khi sáp nhập xã Tân Lạch thu ngân sách bao nhiêu?", ("last", "old")),
        ("Thu ngân sách của xã Tân Lạch mới?", ("new",)),
        ("Sau sắp xếp, xã Tân Lạch còn mấy hộ nghèo?", ("new",)),
        ("Thu ngân sách của xã Tân Lạch năm 2024?", ()),
        ("xã Tân Lạch mới đạt bao nhiêu tiêu chí?", ()),  # "only", and no new commune
        ("kế hoạch 18 hộ thoát nghèo của xã Tân Lạch?", ()),
        ("NQ 18 xã Tân Lạch năm 2024 ai ký?", ("last",)),
        ("xã Tân Lạch cụ thể thu bao nhiêu?", ()),
        ("xa Tan Lach cu may dai bieu?", ()),
        ("thu ngan sach cua xa Tan Lach cu?", ("last", "old")),
        ("xã Tân Lạch mỗi năm giảm mấy hộ nghèo?", ()),
        ("Nghị quyết 99/NQ-HĐND của xã Tân Lạch nói gì?", ()),  # it has none of that number
        ("Nghị quyết 18/NQ-HĐND của xã Tân Lạch và xã Vĩnh Rạch khác nhau thế nào?", ()),  # of two units all
    ],
)
def test_a_unit_is_held_to_what_is_told_of_its_documents(text, held):
    question = held_to_documents(understand(text, NAMES), library(DOCUMENTS), NAMES)
    assert {each.held_to for each in question.places} == {held}
