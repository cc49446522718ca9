"""An answer says which of its figures were not read for sure, until a person has looked at them."""

import pytest

from assistant.ask.pipeline import Known, Parts, answer
from assistant.fakes import MemoryArchive
from assistant.language.catalogue import catalogue
from assistant.ledger.book import LedgerBook
from tests.builders import archived, identity

INCOME = "Thu nhập bình quân đầu người đạt {} triệu đồng/người/năm."


@pytest.fixture
def store():
    made = MemoryArchive()
    for name, value, changes in (
        ("Mỹ Lâm", 60, {"confidence": 0.55, "runner_up": "năm 2022 (0,40)"}),
        ("Đông Khê", 62, {"confidence": 0.97}),
        ("Tân Phú", 64, {"confidence": 0.5, "runner_up": "năm 2023 (0,45)", "year": 2022}),
    ):
        figure = f"{value} triệu đồng/người/năm"
        sentence = f"{name}: {INCOME.format(value)}"
        given = {"value": float(value), "comparator": "=", "figure": figure, "quote": sentence, "end": len(sentence)}
        about = identity(commune=name, inferred={}, status={})
        made.save(archived(f"{name}.txt", sentences=(sentence,), indicators=({**given, **changes},), about=about))
    return made


def ask(store, question):
    known = Known(store)
    parts = Parts(store, lambda: None, lambda: known, 8, 500, lambda: "1", None, lambda: None)
    return answer(question, parts=parts)


ABOVE = "Xã nào đặt chỉ tiêu thu nhập trên 58 triệu năm 2023?"


def test_the_figure_and_the_coverage_say_so(store):
    found = ask(store, ABOVE)
    assert "60 triệu đồng/người/năm (đọc chưa chắc: có thể của năm 2022) [" in found.text
    assert "62 triệu đồng/người/năm [" in found.text
    assert found.struck == ()
    assert (found.coverage.unsure, found.coverage.could_change) == (1, 1)
    used = "Cần xem lại: 1 số liệu đã dùng được đọc chưa chắc"
    assert f"{used}; 1 số liệu khác đọc chưa chắc, đọc lại có thể làm thay đổi câu trả lời." in found.text


def test_a_person_settles_it(store):
    book = LedgerBook(store, catalogue())
    rows = {row.value: row for row in store.indicators()}
    book.review(rows[60.0].row_id, decision="confirm", by="Lan")
    book.review(rows[64.0].row_id, decision="second", by="Lan")
    found = ask(store, ABOVE)
    assert "chưa chắc" not in found.text
    assert "Có 3 xã" in found.text
    assert (found.coverage.unsure, found.coverage.could_change) == (0, 0)
