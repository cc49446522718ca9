"""A row that staff rejected answers nothing, and a refusal for its sake says so."""

from dataclasses import replace

from assistant.ask.parts import Known
from assistant.ask.pipeline import answer
from assistant.language.catalogue import catalogue
from assistant.ledger.book import LedgerBook
from tests.assistant.ask.sample_parts import SAMPLE, parts_of

FILES = [SAMPLE / "2023_nghi_quyet_xa_thanh_luong.txt", SAMPLE / "2023_nghi_quyet_xa_van_thuy.txt"]
QUESTION = "Thanh Lương năm 2023 đặt thu nhập bao nhiêu?"


def _rejecting(parts, row_ids):
    book = LedgerBook(parts.shelf, catalogue())
    for row_id in row_ids:
        book.review(row_id, decision="reject", by="Lan")
    known = Known(parts.shelf)
    return replace(parts, known=lambda: known)


def test_a_refusal_for_a_rejected_row_says_so():
    parts = parts_of(FILES)
    asked = [row.indicator for row in answer(QUESTION, parts=parts).rows]
    found = answer(QUESTION, parts=_rejecting(parts, [row.row_id for row in asked]))
    assert (found.outcome, found.rows, found.struck) == ("abstained", (), ())
    assert "cán bộ đã loại" in found.text
    assert "không nêu chỉ tiêu thu nhập" not in found.text
    assert FILES[0].name in found.text
    assert [cited.quote for cited in found.citations] == [row.quote for row in asked]


def test_what_the_document_does_not_state_is_still_told_so():
    parts = parts_of(FILES)
    asked = [row.indicator for row in answer(QUESTION, parts=parts).rows]
    found = answer(QUESTION.replace("2023", "2021"), parts=_rejecting(parts, [row.row_id for row in asked]))
    assert (found.outcome, "cán bộ đã loại" in found.text) == ("abstained", False)
