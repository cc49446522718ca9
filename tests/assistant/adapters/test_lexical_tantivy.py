"""What is TantivyLexical's own: its folder, and what is said when that is broken."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
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


def test_marks_that_are_typed_apart_from_their_letters_are_marks(folder: Path) -> None:
    index = TantivyLexical(folder)
    question = "thu nhập bình quân"
    assert index.search(unicodedata.normalize("NFD", question), 5) == index.search(question, 5)


def test_a_question_without_marks_is_read_by_the_words_of_the_index(tmp_path: Path) -> None:
    index = TantivyLexical(tmp_path / "marks")
    index.add([passage(f"p{at}", "thu nhập bình quân của hộ") for at in range(20)])
    index.add([passage("library", "thư viện mua sách"), passage("collected", "thu hồi sách")])
    assert index.search("thu vien", 1)[0].id == "library"
    scores = {hit.id: hit.score for hit in index.search("sach thu vien", 30)}
    assert scores["library"] > 2 * scores["collected"]


def test_the_commune_and_the_chapter_above_a_passage_count_for_more_than_its_title(folder: Path) -> None:
    index = TantivyLexical(folder)
    held = passage("under", "Nạo vét kênh.")
    index.add(
        [
            replace(held, section="II > 1", context="Nghị quyết. Xã Cây Me. Giải pháp. Thủy lợi"),
            replace(
                held, passage_id="titled", section="II > 1", context="Thủy lợi. Xã Cây Me. Giải pháp. Nghị quyết"
            ),
        ]
    )
    assert [hit.id for hit in index.search("thủy lợi", 2)] == ["under", "titled"]


def test_other_words_for_the_same_find_it_too(folder: Path) -> None:
    index = TantivyLexical(folder)
    index.add([passage("short", "UBND xã tiếp dân"), passage("long", "Ủy ban nhân dân xã tiếp dân")])
    assert {hit.id for hit in index.search("UBND", 5)} == {"short", "long"}
    assert {hit.id for hit in index.search("ủy ban nhân dân", 5)} >= {"short", "long"}


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
