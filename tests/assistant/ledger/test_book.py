import pytest

from assistant.errors import InvalidCorrection, UnknownRow
from assistant.fakes import MemoryArchive
from assistant.language.catalogue import catalogue
from assistant.ledger.book import LedgerBook
from tests.builders import archived


@pytest.fixture
def store():
    made = MemoryArchive()
    made.save(archived(indicators=({"value": 5800.0, "comparator": "="},)))
    return made


@pytest.fixture
def book(store):
    return LedgerBook(store, catalogue())


def only(store):
    (row,) = store.indicators()
    return row


def test_a_finding_is_settled_by_a_correction(book, store):
    row_id = only(store).row_id
    assert [finding.code for finding in book.findings()[row_id]] == ["range"]
    after = book.review(row_id, decision="correct", by="Lan", changes={"value": "58"}, note="gõ thừa")
    assert (after.value, after.review) == (58.0, "corrected")
    assert book.findings() == {}
    (said,) = book.corrections()
    assert (said.by, said.note, said.extracted.value) == ("Lan", "gõ thừa", 5800.0)
    assert said.at.endswith("+00:00")


def test_the_findings_of_one_row_are_those_that_all_rows_give_it(store):
    parts = ({"label": "Tổng đàn", "indicator": None, "unit": "con", "value": 10.0, "comparator": "="},)
    parts += tuple({**parts[0], "label": f"phần {n}", "sub_of": "Tổng đàn", "value": 6.0} for n in range(2))
    store.save(
        archived("b.docx", sentences=("Một câu khác.",), indicators=({"value": 61.0, "comparator": "="}, *parts))
    )
    fresh, whole = LedgerBook(store, catalogue()), LedgerBook(store, catalogue()).findings()
    assert sorted({each.code for found in whole.values() for each in found}) == ["other_document", "parts", "range"]
    assert {row.row_id: fresh.findings_of(row) for row in store.indicators()} == {
        row.row_id: whole.get(row.row_id, ()) for row in store.indicators()
    }


def test_a_second_correction_replaces_the_first_and_undo_brings_back_what_was_read(book, store):
    row_id = only(store).row_id
    book.review(row_id, decision="correct", by="Lan", changes={"value": "58"})
    book.review(row_id, decision="correct", by="Minh", changes={"value": "59"})
    assert [said.by for said in book.corrections()] == ["Minh"]
    assert book.review(row_id, decision="undo", by="Lan").value == 5800.0
    assert book.corrections() == []


def test_a_rejected_row_counts_for_nothing_and_can_be_brought_back(book, store):
    row_id = only(store).row_id
    book.review(row_id, decision="reject", by="Lan")
    assert store.indicators() == []
    assert book.findings() == {}
    assert book.lost() == []
    assert [(row.row_id, row.review) for row in book.rejected()] == [(row_id, "rejected")]
    book.review(row_id, decision="undo", by="Lan")
    assert only(store).review == "extracted"
    assert book.rejected() == []


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"decision": "confirm", "by": " "}, "tên người xem xét"),
        ({"decision": "correct", "by": "Lan"}, "ghi trường và giá trị mới"),
        ({"decision": "confirm", "by": "Lan", "changes": {"value": "1"}}, "ghi trường và giá trị mới"),
    ],
)
def test_what_cannot_be_taken(book, store, said, told):
    with pytest.raises(InvalidCorrection, match=told):
        book.review(only(store).row_id, **said)


def test_an_unknown_row_is_told(book):
    with pytest.raises(UnknownRow, match="khong-co"):
        book.review("khong-co", decision="confirm", by="Lan")


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"indicator": "ty_le_ho_ngheo", "value": "600"}, ["range"]),
        ({"value": "6000"}, ["range"]),
        ({"value": "58"}, []),
    ],
)
def test_an_implausible_correction_is_taken_with_a_warning(book, store, changes, codes):
    after = book.review(only(store).row_id, decision="correct", by="Lan", changes=changes)
    assert only(store) == after
    assert [doubt.code for doubt in book.doubts(after)] == codes


def test_the_second_reading_is_taken_and_given_back(book, store):
    store.save(archived("b.txt", sentences=("Thu nhập đạt 58",), indicators=({"runner_up": "năm 2022 (0,40)"},)))
    row = store.indicators()[0]
    assert row.runner_up
    after = book.review(row.row_id, decision="second", by="Lan")
    assert (after.year, after.review) == (2022, "corrected")
    assert book.review(row.row_id, decision="undo", by="Lan") == row


def test_without_a_second_reading_nothing_is_taken(book, store):
    with pytest.raises(InvalidCorrection, match="cách đọc thứ hai"):
        book.review(only(store).row_id, decision="second", by="Lan")
