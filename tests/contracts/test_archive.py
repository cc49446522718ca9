"""Archive, Shelf and VectorCache: what SqlArchive and MemoryArchive both must do.

``NQ_TEST_ARCHIVE_URL`` adds a third, for instance an empty PostgreSQL database (its tables are dropped).
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.adapters import archive_tables
from assistant.adapters.archive_sql import SqlArchive
from assistant.errors import UnknownDocument, UnknownRow
from assistant.fakes import MemoryArchive
from assistant.types import Correction, FigureTold, IdentityCorrection, Inference, Origin, Proposal, Rejected, Remark
from tests.builders import SENTENCES, archived, identity

Store = SqlArchive | MemoryArchive
OTHER_URL = os.environ.get("NQ_TEST_ARCHIVE_URL")
OTHERS = ("Giá trị sản xuất công nghiệp đạt 120 tỷ đồng.",)


@pytest.fixture(params=["sqlite", "memory", *(["url"] if OTHER_URL else [])])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "memory":
        yield MemoryArchive()
        return
    url = OTHER_URL if request.param == "url" and OTHER_URL else f"sqlite:///{tmp_path / 'archive.db'}"
    with SqlArchive(url) as opened:
        yield opened
        if request.param == "url":
            archive_tables.METADATA.drop_all(opened._engine)


def rows(*ids: str | None) -> tuple[dict[str, str | None], ...]:
    return tuple({"indicator": one} for one in ids)


def test_a_new_archive_is_empty(store: Store) -> None:
    assert store.revision() == 0
    assert store.documents() == []
    assert store.passages() == []
    assert store.indicators() == []


def test_what_was_saved_comes_back_equal(store: Store) -> None:
    full = {
        "value": 1.2,
        "value_max": 0.1 + 0.2,
        "comparator": "range",
        "direction": "giảm",
        "of": 13.0,
        "scope": "toàn xã",
        "rank": "hạng 2",
        "sub_of": "x",
        "averaging": "bình quân",
        "approximate": True,
        "period": "6 tháng đầu năm",
    }
    document = archived(indicators=({}, full, {"indicator": None, "year": None}))
    assert store.save(document) == "added"
    assert store.document(document.resolution.document_id) == document.resolution
    assert store.documents() == [document.resolution]
    assert store.passages() == list(document.passages)
    assert store.indicators() == list(document.indicators)
    assert store.indicators()[1].approximate is True


def test_a_document_that_says_next_to_nothing_comes_back_equal(store: Store) -> None:
    bare = identity(
        number=None,
        issuer=None,
        level=None,
        commune=None,
        date=None,
        target_year=None,
        status={},
        inferred={},
    )
    document = archived(about=bare, indicators=())
    document = replace(document, passages=(), resolution=replace(document.resolution, dropped=(), sections=()))
    store.save(document)
    assert store.documents() == [document.resolution]
    assert store.passages() == []


def test_saving_the_same_twice_changes_nothing(store: Store) -> None:
    store.save(archived())
    before = store.revision()
    assert store.save(archived()) == "unchanged"
    assert store.revision() == before
    assert len(store.documents()) == 1


def test_other_content_under_a_known_name_replaces_it_whole(store: Store) -> None:
    old, new = archived("a.docx"), archived("a.docx", sentences=OTHERS, indicators=({"value": 120.0},))
    store.save(old)
    assert store.save(new) == "updated"
    assert store.documents() == [new.resolution]
    assert store.passages() == list(new.passages)
    assert store.indicators() == list(new.indicators)
    with pytest.raises(UnknownDocument):
        store.document(old.resolution.document_id)


def test_the_same_content_read_better_replaces_what_was_read(store: Store) -> None:
    store.save(archived())
    before = store.revision()
    better = archived(indicators=({"value": 58.5},))
    assert store.save(better) == "updated"
    assert store.indicators() == list(better.indicators)
    assert store.revision() > before
    assert store.passage_ids(since=before) == {passage.passage_id for passage in better.passages}


def test_the_same_content_under_another_name_is_one_document(store: Store) -> None:
    first, copy = archived("b.docx"), archived("a.docx")
    store.save(first)
    before = store.revision()
    assert store.save(replace(copy, passages=first.passages)) == "unchanged"
    assert store.revision() == before
    assert store.documents() == [first.resolution]
    assert store.document("a.docx") == store.document("b.docx") == first.resolution


def test_a_copy_outlives_the_change_of_the_file_it_was_copied_from(store: Store) -> None:
    first = archived("b.docx")
    store.save(first)
    store.save(replace(archived("a.docx"), passages=first.passages))
    changed = archived("b.docx", sentences=OTHERS)
    assert store.save(changed) == "updated"
    assert [document.name for document in store.documents()] == ["a.docx", "b.docx"]
    assert store.document("a.docx").text == first.resolution.text
    assert store.document("b.docx") == changed.resolution


def test_a_file_that_becomes_a_copy_of_another_leaves_one_document(store: Store) -> None:
    kept = archived("a.docx")
    store.save(kept)
    store.save(archived("b.docx", sentences=OTHERS))
    assert store.save(replace(archived("b.docx"), passages=kept.passages)) == "updated"
    assert store.documents() == [kept.resolution]
    assert store.document("b.docx") == kept.resolution
    assert store.passages() == list(kept.passages)


def test_a_copy_read_better_keeps_the_first_name(store: Store) -> None:
    store.save(archived("b.docx"))
    assert store.save(archived("a.docx", indicators=({"value": 1.0},))) == "updated"
    assert [document.name for document in store.documents()] == ["b.docx"]
    assert store.document("a.docx").name == "b.docx"
    assert [row.value for row in store.indicators()] == [1.0]


def test_removing_forgets_all_of_a_document_and_nothing_else(store: Store) -> None:
    gone, kept = archived("a.docx"), archived("b.docx", sentences=OTHERS)
    store.save(gone)
    store.save(kept)
    before = store.revision()
    store.remove(gone.resolution.document_id)
    assert store.revision() > before
    assert store.documents() == [kept.resolution]
    assert store.passages() == list(kept.passages)
    assert store.indicators() == list(kept.indicators)
    assert store.save(gone) == "added"


def test_a_document_is_found_however_its_name_is_typed(store: Store) -> None:
    store.save(archived("Hoà Lộc/nghị quyết.docx"))
    document_id = store.documents()[0].document_id
    for typed in ("hòa lộc/nghị quyết.docx", unicodedata.normalize("NFD", "nghị quyết.docx")):
        assert store.document(typed).document_id == store.receipt(typed).document_id == document_id
    store.remove(document_id)
    assert store.restore("Nghị quyết.docx") == document_id


def test_an_unknown_document_is_named_in_the_error(store: Store) -> None:
    with pytest.raises(UnknownDocument, match=r"khong-co\.docx"):
        store.document("khong-co.docx")
    with pytest.raises(UnknownDocument, match="abc"):
        store.remove("abc")
    assert store.revision() == 0


def test_documents_and_their_parts_are_in_the_order_of_file_names(store: Store) -> None:
    names = ["Đông.docx", "b.docx", "Z.docx", "a.docx"]
    for place, name in enumerate(names):
        store.save(archived(name, sentences=(f"Câu {place} thứ nhất.", f"Câu {place} thứ hai.")))
    ordered = sorted(names)
    assert [document.name for document in store.documents()] == ordered
    by_id = {document.document_id: document.name for document in store.documents()}
    assert [by_id[row.document_id] for row in store.indicators()] == ordered
    passages = store.passages()
    assert [by_id[passage.document_id] for passage in passages] == [name for name in ordered for _ in "12"]
    assert [passage.text.endswith("hai.") for passage in passages] == [False, True] * 4


def test_passages_come_in_the_order_asked_for(store: Store) -> None:
    document = archived()
    store.save(document)
    first, second, third = document.passages
    assert store.passages([third.passage_id, "unknown", first.passage_id]) == [third, first]
    assert store.passages([second.passage_id] * 2) == [second, second]
    assert store.passages([]) == []


def test_more_ids_than_one_query_takes(store: Store) -> None:
    document = archived(sentences=tuple(f"Câu thứ {place}." for place in range(2100)))
    store.save(document)
    ids = [passage.passage_id for passage in reversed(document.passages)]
    assert [passage.passage_id for passage in store.passages(ids)] == ids


def test_rows_are_found_by_the_ids_of_the_catalogue(store: Store) -> None:
    store.save(archived("b.docx", indicators=rows("x", "y", None)))
    store.save(archived("a.docx", sentences=OTHERS, indicators=rows("y", "z")))
    assert [row.indicator for row in store.indicators(["y"])] == ["y", "y"]
    assert [row.indicator for row in store.indicators(["x", "z", "none"])] == ["z", "x"]
    assert store.indicators([]) == []
    assert len(store.indicators()) == 5


def test_rows_that_nobody_looked_at_are_found_by_their_confidence(store: Store) -> None:
    given = (
        {"confidence": 0.9},
        {"confidence": 0.8},
        {"confidence": 0.79},
        {"confidence": 0.2, "review": "confirmed"},
    )
    store.save(archived(indicators=given))
    assert [row.confidence for row in store.indicators(unsure_below=0.8)] == [0.79]
    assert store.indicators(["none"], unsure_below=0.8) == []


def test_each_unit_that_is_not_its_documents_own_is_told_once(store: Store) -> None:
    given = (
        {"place": "xã Mỹ Lâm"},
        {"value": 7.0},
        {"place": "xã Mỹ Lâm", "value": 5.0},
        {"place": "thôn Hạ", "value": 3.0},
        {"place": "xã Đông Khê", "review": "rejected"},
    )
    store.save(archived(indicators=given))
    assert [(row.place, row.value) for row in store.placed()] == [("xã Mỹ Lâm", 58.0), ("thôn Hạ", 3.0)]
    assert [row.place for row in store.indicators()] == ["xã Mỹ Lâm", None, "xã Mỹ Lâm", "thôn Hạ"]


def test_documents_are_fresh_after_every_change(store: Store) -> None:
    one, other = archived("a.docx"), archived("b.docx", sentences=OTHERS)
    store.save(one)
    assert len(store.documents()) == 1
    store.save(other)
    assert store.documents() == [one.resolution, other.resolution]
    changed = archived("a.docx", sentences=SENTENCES[:1])
    store.save(changed)
    assert store.documents() == [changed.resolution, other.resolution]
    store.remove(other.resolution.document_id)
    assert store.documents() == [changed.resolution]


def test_a_caller_cannot_change_the_list_of_documents(store: Store) -> None:
    store.save(archived())
    store.documents().clear()
    assert len(store.documents()) == 1


def test_passage_ids_since_a_revision(store: Store) -> None:
    one, other = archived("a.docx"), archived("b.docx", sentences=OTHERS)
    store.save(one)
    between = store.revision()
    store.save(other)
    new = {passage.passage_id for passage in other.passages}
    assert store.passage_ids() == new | {passage.passage_id for passage in one.passages}
    assert store.passage_ids(since=between) == new
    assert store.passage_ids(since=store.revision()) == set()


def test_vectors_come_back_exactly_and_by_model(store: Store) -> None:
    vectors = {f"h{place}": np.random.default_rng(place).normal(size=8).astype(np.float32) for place in range(3)}
    store.put_vectors("m", vectors)
    store.put_vectors("m", {})
    found = store.get_vectors("m", ["h0", "h2", "unknown"])
    assert set(found) == {"h0", "h2"}
    assert found["h2"].dtype == np.float32
    np.testing.assert_array_equal(found["h2"], vectors["h2"])
    assert store.get_vectors("another", ["h0"]) == {}
    assert store.vector_hashes("m") == {"h0", "h1", "h2"}
    assert store.vector_hashes("another") == set()
    store.put_vectors("m", {"h0": vectors["h1"]})
    np.testing.assert_array_equal(store.get_vectors("m", ["h0"])["h0"], vectors["h1"])
    assert store.revision() == 0


def test_vectors_in_numbers(store: Store) -> None:
    vectors = {f"h{place}": np.full(4, place, dtype=np.float32) for place in range(2500)}
    store.put_vectors("m", vectors)
    store.put_vectors("m", vectors)
    assert len(store.get_vectors("m", list(vectors))) == 2500


def corrected(store: Store, **changes: object) -> Correction:
    (row,) = store.indicators()
    said = Correction(row, replace(row, review="corrected", **changes), "Lan", "2024-01-02T03:04:05+00:00", "gõ nhầm")
    store.correct(said)
    return said


def test_a_correction_takes_the_place_of_its_row_and_is_kept(store: Store) -> None:
    store.save(archived())
    before, texts = store.revision(), store.text_revision()
    said = corrected(store, value=60.0)
    assert store.indicators() == [said.row]
    assert store.row(said.row.row_id) == said.row
    assert store.corrections() == [said]
    assert store.revision() > before
    assert store.text_revision() == texts > 0  # passages are as they were: the indexes are still good
    assert store.passage_ids(since=texts) == set()
    store.remove(archived().resolution.document_id)
    assert store.text_revision() == store.revision()


def test_a_correction_survives_reading_the_file_again(store: Store) -> None:
    store.save(archived())
    said = corrected(store, value=60.0)
    assert store.save(archived()) == "unchanged"
    store.remove(archived().resolution.document_id)
    assert store.save(archived()) == "added"
    assert [row.value for row in store.indicators()] == [60.0]
    assert store.corrections() == [said]


def test_a_correction_survives_new_content_under_the_same_name(store: Store) -> None:
    store.save(archived())
    said = corrected(store, value=60.0)
    changed = archived(sentences=(*SENTENCES, *OTHERS))
    assert store.save(changed) == "updated"
    (row,) = store.indicators()
    assert (row.value, row.document_id) == (60.0, changed.resolution.document_id)
    assert [each.row.value for each in store.corrections()] == [said.row.value]


def test_a_correction_is_replaced_and_taken_back(store: Store) -> None:
    store.save(archived())
    said = corrected(store, value=60.0)
    again = replace(said, row=replace(said.row, value=61.0))
    store.correct(again)
    assert store.corrections() == [again]
    store.correct(replace(said, row=said.extracted))
    assert store.corrections() == []
    assert store.indicators() == [said.extracted]


def test_rejected_rows_are_left_out_but_can_be_found(store: Store) -> None:
    store.save(archived())
    said = corrected(store)
    store.correct(replace(said, row=replace(said.extracted, review="rejected")))
    assert store.indicators() == []
    assert store.row(said.row.row_id).review == "rejected"


def test_an_unknown_row_is_refused(store: Store) -> None:
    store.save(archived())
    (row,) = store.indicators()
    with pytest.raises(UnknownRow, match="khong-co"):
        store.row("khong-co")
    with pytest.raises(UnknownRow, match="khong-co"):
        store.correct(Correction(row, replace(row, row_id="khong-co"), "Lan", ""))


# -- files and where they lie


def shown(store: Store) -> list[str]:
    return [document.name for document in store.documents()]


def test_files_of_one_name_in_two_folders_are_two_documents_that_can_be_told_apart(store: Store) -> None:
    first, other = archived("nq.txt"), archived("nq.txt", sentences=OTHERS)
    assert store.save(first, origin=Origin("/kho/dong/nq.txt")) == "added"
    assert store.save(other, origin=Origin("/kho/tay/nq.txt")) == "added"
    assert shown(store) == ["nq.txt", "tay/nq.txt"]
    assert store.document("tay/nq.txt").text == other.resolution.text
    third = archived("nq.txt", sentences=SENTENCES[:1])
    store.save(third, origin=Origin("/kho/bac/tay/nq.txt"))
    assert shown(store) == ["bac/tay/nq.txt", "nq.txt", "tay/nq.txt"]


def test_a_new_version_of_a_file_replaces_that_file_alone(store: Store) -> None:
    store.save(archived("nq.txt"), origin=Origin("/dong/nq.txt"))
    store.save(archived("nq.txt", sentences=OTHERS), origin=Origin("/tay/nq.txt"))
    newer = archived("nq.txt", sentences=SENTENCES[:2])
    assert store.save(newer, origin=Origin("/tay/nq.txt")) == "updated"
    assert shown(store) == ["nq.txt", "tay/nq.txt"]
    assert store.document("tay/nq.txt").text == newer.resolution.text


def test_a_moved_file_is_the_same_one_and_its_name_follows(store: Store) -> None:
    store.save(archived("cũ.txt"), origin=Origin("/kho/cũ.txt"))
    texts = store.text_revision()
    assert store.save(archived("mới.txt"), origin=Origin("/kho/mới.txt"), gone=["/kho/cũ.txt"]) != "added"
    assert shown(store) == ["mới.txt"]
    assert [filed.origin.path for filed in store.files()] == ["/kho/mới.txt"]
    with pytest.raises(UnknownDocument):
        store.document("cũ.txt")
    assert store.text_revision() >= texts


def test_what_was_replaced_or_removed_can_be_told_of(store: Store) -> None:
    old, new = archived("a.docx"), archived("a.docx", sentences=OTHERS)
    old_id, new_id = old.resolution.document_id, new.resolution.document_id
    store.save(old)
    assert store.gone(old_id) is None
    store.save(new)
    gone = store.gone(old_id)
    assert gone is not None
    assert (gone.name, gone.replaced_by) == ("a.docx", new_id)
    store.remove(new_id)
    removed = store.gone(new_id)
    assert removed is not None
    assert removed.replaced_by is None
    store.save(old)
    assert store.gone(old_id) is None


def test_what_was_removed_comes_back_as_it_was(store: Store) -> None:
    kept = replace(archived("a.docx"), figures=(FigureTold("58", 4, 6, "figure", 0.2, ("không rõ",)),))
    store.save(kept, origin=Origin("/kho/a.docx", 12, 34, "x"))
    files, document_id = store.files(), kept.resolution.document_id
    store.remove(document_id)
    assert (store.documents(), store.files()) == ([], [])
    store.restore(document_id)
    assert store.documents() == [kept.resolution]
    assert (store.passages(), store.indicators()) == (list(kept.passages), list(kept.indicators))
    assert store.files() == files
    assert store.receipt("a.docx").figures == kept.figures
    with pytest.raises(UnknownDocument):
        store.restore(document_id)


def test_what_was_removed_is_asked_back_by_its_name_too(store: Store) -> None:
    for sentences in (SENTENCES, OTHERS):
        store.save(archived("a.docx", sentences=sentences))
        store.remove(store.document("a.docx").document_id)
    back = store.restore("a.docx")
    assert back == archived("a.docx", sentences=OTHERS).resolution.document_id
    assert store.document("a.docx").document_id == back
    with pytest.raises(UnknownDocument):
        store.restore("b.docx")


def test_what_comes_back_beside_a_file_of_its_name_has_another(store: Store) -> None:
    old = archived("a.docx")
    store.save(old)
    store.remove(old.resolution.document_id)
    store.save(archived("a.docx", sentences=OTHERS))
    store.restore(old.resolution.document_id)
    assert shown(store) == ["a.docx", "a.docx (2)"]
    assert store.document("a.docx (2)").text == old.resolution.text


def test_a_receipt_tells_of_remarks_what_was_dropped_and_every_number(store: Store) -> None:
    made = archived()
    remarks = (Remark("trang 2", "unread", "trang không có chữ"), Remark("bảng 1", "read"))
    told = (FigureTold("58", 4, 6, "row", 0.9, (), "r"), FigureTold("12", 9, 11, "none", None, ("ngày tháng",)))
    full = replace(made, resolution=replace(made.resolution, remarks=remarks), figures=told)
    store.save(full)
    receipt = store.receipt(full.resolution.document_id)
    assert receipt.remarks == remarks
    assert receipt.dropped == full.resolution.dropped
    assert receipt.unread == remarks[:1]
    assert (receipt.rows, receipt.figures) == (1, told[1:])
    assert store.save(full) == "unchanged"
    with pytest.raises(UnknownDocument):
        store.receipt("khong-co.docx")


def test_a_file_that_was_looked_at_again_keeps_what_it_holds(store: Store) -> None:
    store.save(archived("a.docx"), origin=Origin("/a.docx", 1, 2, "x"))
    before = store.revision()
    store.seen(Origin("/a.docx", 1, 3, "x"))
    store.seen(Origin("/b.docx", 1, 3, "x"))
    assert [filed.origin.modified for filed in store.files()] == [3]
    assert store.revision() == before


def test_what_was_rejected_is_noted_until_the_file_is_settled_again(store: Store) -> None:
    bundle = Origin("/hồ sơ/gói.zip", 900, 5, "bản 1")
    broken = Rejected(Origin(f"{bundle.path}/hỏng.pdf", 900, 5, "bản 1"), "hỏng.pdf: tệp đã hỏng; hãy tải lại.")
    other = Rejected(Origin("/hồ sơ/gói.zip.pdf", 10, 5, "bản 1"), "gói.zip.pdf: tệp đã hỏng; hãy tải lại.")
    held = archived(name="gói.zip/a.txt")
    store.save(held, origin=Origin(f"{bundle.path}/a.txt", 900, 5))

    store.settle(bundle, held=[f"{bundle.path}/a.txt"], rejected=[broken])
    store.settle(other.origin, held=[], rejected=[other])

    assert store.files()[0].origin == Origin(f"{bundle.path}/a.txt", 900, 5, "bản 1")
    assert store.rejected() == [other, broken]
    store.settle(bundle, held=[], rejected=[])
    assert store.rejected() == [other]
    store.settle(other.origin, held=[], rejected=[])
    assert store.rejected() == []


# -- proposals of a second reader ----------------------------------------------------------------------


def _proposal(store: Store, *, ordinal: int = 0, replaces: str | None = None) -> Proposal:
    document = store.documents()[0]
    row = replace(
        store.indicators()[ordinal],
        row_id=f"{document.document_id}/0/m{ordinal}",
        label="đề nghị",
        value=15.0,
        review="proposed",
        why=("mô hình đọc lần hai",),
    )
    return Proposal(row, "openai:m", "2026-01-01T00:00:00+00:00", replaces)


def test_a_proposal_is_no_row_until_it_is_adopted(store: Store) -> None:
    store.save(archived("a.txt", indicators=rows("x", "y")))
    document_id = store.documents()[0].document_id
    before = (store.indicators(), store.labels(), store.receipt(document_id), store.revision())
    proposal = _proposal(store)
    store.propose(document_id, [proposal], model="openai:m")
    assert store.proposals() == [proposal]
    assert store.second_readers() == {document_id: "openai:m"}
    assert (store.indicators(), store.labels(), store.receipt(document_id), store.revision()) == before
    with pytest.raises(UnknownRow):
        store.row(proposal.row.row_id)


def test_an_adopted_proposal_is_a_row_that_stays_when_the_file_is_read_again(store: Store) -> None:
    file = archived("a.txt", indicators=rows("x", "y"))
    store.save(file)
    document_id = store.documents()[0].document_id
    proposal = _proposal(store)
    store.propose(document_id, [proposal], model="openai:m")
    new = replace(proposal.row, figure="15 ha", review="confirmed")
    said = Correction(extracted=replace(new, review="extracted"), row=new, by="Lan", at="2026-01-02T00:00:00+00:00")
    store.adopt(proposal.row.row_id, said)
    assert store.proposals() == []
    assert store.row(new.row_id) == new
    assert len(store.indicators()) == 3
    assert [row.start for row in store.indicators()] == sorted(row.start for row in store.indicators())
    assert [each.by for each in store.corrections()] == ["Lan"]
    store.save(file)
    assert [(row.label, row.review) for row in store.indicators() if row.review != "extracted"] == [
        ("đề nghị", "confirmed")
    ]


def test_a_proposal_that_replaces_a_row_takes_its_place(store: Store) -> None:
    store.save(archived("a.txt", indicators=rows("x", "y")))
    old = store.indicators()[0]
    proposal = _proposal(store, replaces=old.row_id)
    store.propose(old.document_id, [proposal], model="openai:m")
    new = replace(old, value=15.0, review="corrected")
    store.adopt(proposal.row.row_id, Correction(old, new, "Lan", "2026-01-02T00:00:00+00:00"))
    assert store.row(old.row_id) == new
    assert len(store.indicators()) == 2


def test_a_dropped_proposal_is_gone_and_an_unknown_one_is_told(store: Store) -> None:
    store.save(archived("a.txt", indicators=rows("x")))
    proposal = _proposal(store)
    store.propose(proposal.row.document_id, [proposal], model="openai:m")
    store.drop(proposal.row.row_id)
    assert (store.proposals(), len(store.indicators())) == ([], 1)
    with pytest.raises(UnknownRow):
        store.drop(proposal.row.row_id)
    with pytest.raises(UnknownDocument):
        store.propose("khong-co", [], model="openai:m")


def test_proposals_go_with_their_document(store: Store) -> None:
    store.save(archived("a.txt", indicators=rows("x")))
    proposal = _proposal(store)
    store.propose(proposal.row.document_id, [proposal], model="openai:m")
    store.remove(proposal.row.document_id)
    assert (store.proposals(), store.second_readers()) == ([], {})


def test_what_a_person_said_of_a_document_is_kept_and_taken_back(store: Store) -> None:
    read = identity(inferred={"commune": Inference("An Lạc", "tên tệp")})
    said = IdentityCorrection(
        "d1", read, {"commune": "An Thịnh", "target_year": 2025, "date": None}, "Lan", "2026-01-01", ""
    )
    assert store.identified("d1") is None
    store.identify(said)
    assert store.identified("d1") == said
    later = replace(said, changes={"level": "xã"}, by="Hà", note="trang 1")
    store.identify(later)
    assert store.identified("d1") == later
    assert store.identified("d2") is None
    store.identify(replace(said, changes={}))
    assert store.identified("d1") is None


def test_what_was_said_of_a_file_is_found_for_what_comes_in_its_place(store: Store) -> None:
    one = archived("a.docx")
    store.save(one, origin=Origin("/kho/a.docx"))
    document_id = one.resolution.document_id
    said = IdentityCorrection(document_id, one.resolution.identity, {"commune": "An Thịnh"}, "Lan", "2026-01-01")
    store.identify(said)
    assert store.identified("another", path="/kho/a.docx") == said
    assert store.identified("another", path="/kho/b.docx") is None
