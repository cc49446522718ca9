"""The shelf answers as the archive does that holds the same rows."""

from dataclasses import replace

import pytest

from assistant.errors import UnknownRow
from assistant.fakes import MemoryArchive
from assistant.types import Archived
from eval.gold_shelf import GoldShelf
from tests.eval.making import make_document, make_row

DOCUMENT, OTHER = make_document("a.txt"), make_document("b.txt")
KNOWN = replace(make_row(DOCUMENT).indicator, row_id="a/1")
UNKNOWN = replace(KNOWN, row_id="a/2", indicator=None, label="Số đàn ong")
FURTHER = replace(make_row(OTHER).indicator, row_id="b/1")
ROWS = (KNOWN, UNKNOWN, FURTHER)


@pytest.fixture
def archive() -> MemoryArchive:
    held = MemoryArchive()
    held.save(Archived(replace(DOCUMENT, content_hash="a"), (), (KNOWN, UNKNOWN)))
    held.save(Archived(replace(OTHER, content_hash="b"), (), (FURTHER,)))
    return held


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"ids": ["thu_nhap_binh_quan"]},
        {"ids": ["Số đàn ong"]},
        {"ids": ["Thu nhập bình quân đầu người"]},  # the label of a row that has an id names nothing
        {"documents": [OTHER.document_id]},
        {"ids": ["Số đàn ong"], "documents": [OTHER.document_id]},
    ],
)
def test_rows_are_found_as_in_the_archive(archive: MemoryArchive, asked: dict[str, list[str]]) -> None:
    shelf = GoldShelf(archive, ROWS)
    assert shelf.indicators(**asked) == archive.indicators(**asked)
    assert shelf.labels() == archive.labels()


def test_the_documents_are_the_archives_and_the_ledger_is_not(archive: MemoryArchive) -> None:
    shelf = GoldShelf(archive, (FURTHER,))
    assert shelf.documents() == archive.documents()
    assert shelf.document("a.txt") == archive.document("a.txt")
    assert shelf.passages() == archive.passages()
    assert shelf.passage_ids() == archive.passage_ids()
    assert shelf.indicators() == [FURTHER]
    assert shelf.row("b/1") == FURTHER
    assert shelf.corrections() == []
    with pytest.raises(UnknownRow, match="a/1"):
        shelf.row("a/1")
    assert len(archive.indicators()) == 3
