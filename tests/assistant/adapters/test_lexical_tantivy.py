"""What is TantivyLexical's own: its folder, and what is said when that is broken."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import tantivy

from assistant.adapters.lexical_tantivy import TantivyLexical
from assistant.errors import IndexMismatch
from assistant.types import Passage
from tests.builders import passage

REMEDY = "nghiquyet doctor --repair"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "lexical"
    with TantivyLexical(path) as index:
        index.add([passage("a", "thu nhập bình quân"), passage("b", "hộ nghèo")])
    return path


def test_it_is_there_when_opened_again(folder: Path) -> None:
    index = TantivyLexical(folder)
    assert index.ids() == {"a", "b"}
    assert [hit.id for hit in index.search("thu nhập", 5)] == ["a"]
    index.add([passage("c", "giao thông")])
    assert TantivyLexical(folder).ids() == {"a", "b", "c"}


def test_a_passage_typed_without_marks_is_found_by_a_question_with_them(folder: Path) -> None:
    index = TantivyLexical(folder)
    index.add([passage("unmarked", "thu nhap binh quan")])
    assert [hit.id for hit in index.search("thu nhập bình quân", 5)] == ["a", "unmarked"]


def test_only_ids_are_stored(folder: Path) -> None:
    searcher = TantivyLexical(folder)._index.searcher()
    found = searcher.search(tantivy.Query.all_query(), 10)
    assert [list(searcher.doc(address).to_dict()) for _, address in found.hits] == [["id"], ["id"]]


def test_nothing_is_kept_of_an_add_that_fails(folder: Path) -> None:
    def broken() -> Iterator[Passage]:
        yield passage("a", "nội dung khác")
        yield passage("c", "giao thông")
        raise RuntimeError("cut off")

    index = TantivyLexical(folder)
    with pytest.raises(RuntimeError, match="cut off"):
        index.add(broken())
    assert index.ids() == {"a", "b"}
    assert [hit.id for hit in index.search("thu nhập", 5)] == ["a"]
    index.add([passage("c", "giao thông")])
    assert index.ids() == {"a", "b", "c"}


def broken_meta(folder: Path) -> None:
    (folder / "meta.json").write_text("{oops")


def broken_segment(folder: Path) -> None:
    for file in folder.glob("*.term"):
        file.write_bytes(b"zz")


def missing_segment(folder: Path) -> None:
    for file in folder.glob("*.idx"):
        file.unlink()


def other_fields(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()
    tantivy.Index(tantivy.SchemaBuilder().add_text_field("other").build(), str(folder))


def a_file_in_its_place(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("file")


@pytest.mark.parametrize("damage", [broken_meta, broken_segment, missing_segment, other_fields, a_file_in_its_place])
def test_a_broken_folder_names_the_remedy(folder: Path, damage: object) -> None:
    assert callable(damage)
    damage(folder)
    with pytest.raises(IndexMismatch, match=REMEDY) as caught:
        TantivyLexical(folder)
    assert str(folder) in str(caught.value)
