"""LexicalIndex: what TantivyLexical and MemoryLexical both must do."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from assistant.adapters.lexical_tantivy import TantivyLexical
from assistant.fakes import MemoryLexical
from assistant.ports import LexicalIndex
from tests.builders import passage

INCOME = "Thu nhập bình quân đầu người đạt từ 58 triệu đồng/người/năm trở lên."
POVERTY = "Tỷ lệ hộ nghèo giảm còn 1,2% theo chuẩn nghèo đa chiều."
RICE = "Tổng sản lượng lương thực đạt 21.500 tấn."


@pytest.fixture(params=["tantivy", "memory"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> LexicalIndex:
    return TantivyLexical(tmp_path / "lexical") if request.param == "tantivy" else MemoryLexical()


@pytest.fixture
def filled(index: LexicalIndex) -> LexicalIndex:
    index.add([passage("income", INCOME), passage("poverty", POVERTY), passage("rice", RICE)])
    return index


def found(index: LexicalIndex, question: str, k: int = 10) -> list[str]:
    return [hit.id for hit in index.search(question, k)]


def test_an_empty_index_finds_nothing(index: LexicalIndex) -> None:
    assert index.search("thu nhập", 5) == []
    assert index.ids() == set()
    index.remove(["unknown"])
    index.add([])
    assert index.ids() == set()


def test_the_passage_that_shares_words_is_found_first(filled: LexicalIndex) -> None:
    hits = filled.search("thu nhập bình quân của xã", 10)
    assert hits[0].id == "income"
    assert all(hit.score > 0 for hit in hits)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_passage_without_any_of_the_words_is_not_found(filled: LexicalIndex) -> None:
    assert found(filled, "sản lượng") == ["rice"]


def test_a_number_is_a_word(filled: LexicalIndex) -> None:
    assert found(filled, "1,2%") == ["poverty"]
    assert found(filled, "21.500") == ["rice"]


@pytest.mark.parametrize("question", ["thu nhap binh quan", "THU NHAP BINH QUAN"])
def test_a_question_without_diacritics(filled: LexicalIndex, question: str) -> None:
    assert found(filled, question)[0] == "income"


def test_a_question_with_diacritics_tells_words_apart(index: LexicalIndex) -> None:
    index.add([passage("forest", "Trồng rừng tập trung"), passage("coconut", "Trong dừa tập trung")])
    assert found(index, "trồng rừng")[0] == "forest"
    assert found(index, "dừa")[0] == "coconut"


def test_tone_marks_on_either_vowel_and_either_normal_form(index: LexicalIndex) -> None:
    index.add([passage("a", "Xã Hòa An"), passage("b", "Xã Tân Hưng")])
    assert found(index, "Hoà")[0] == "a"
    assert found(index, unicodedata.normalize("NFD", "Hòa"))[0] == "a"


def test_the_order_of_words_counts(index: LexicalIndex) -> None:
    index.add([passage("a", "lúa trồng khoai"), passage("b", "trồng lúa khoai")])
    assert found(index, "trồng lúa")[0] == "b"


def test_the_context_is_searched_with_the_text(index: LexicalIndex) -> None:
    index.add(
        [
            passage("context", "Giao thông nông thôn", context="Xã Trường Xuân"),
            passage("text", "Xã Trường Xuân", context="Giao thông nông thôn"),
            passage("neither", "Giao thông nông thôn", context="Giao thông nông thôn"),
        ]
    )
    assert sorted(found(index, "Trường Xuân")) == ["context", "text"]


OPERATORS = [
    "AND (",
    '"thu nhập',
    "text:thu",
    "thu nhập AND NOT (đạt)",
    "+đạt -từ",
    "thu* ~ ^2",
    "[58 TO 60]",
    "\\",
    "'\"`",
    "id:income",
    "/.*/",
    "\x00 thu",
]


@pytest.mark.parametrize("question", OPERATORS)
def test_operators_mean_nothing(filled: LexicalIndex, question: str) -> None:
    filled.search(question, 5)


def test_words_that_look_like_operators_are_words(filled: LexicalIndex) -> None:
    assert found(filled, "NOT thu AND nhập") == ["income"]
    assert found(filled, "-nhập") == ["income"]


@pytest.mark.parametrize("question", ["", "   ", "?!…", "🙂", "()"])
def test_a_question_without_words_finds_nothing(filled: LexicalIndex, question: str) -> None:
    assert filled.search(question, 5) == []


def test_a_long_question(filled: LexicalIndex) -> None:
    question = " ".join(f"từ{place} khác" for place in range(170)) + " thu nhập bình quân đầu người " * 20
    assert len(question) > 2000
    assert found(filled, question)[0] == "income"


@pytest.mark.parametrize(("k", "count"), [(0, 0), (-1, 0), (1, 1), (2, 2), (5000, 2)])
def test_as_many_as_asked_for(filled: LexicalIndex, k: int, count: int) -> None:
    assert len(filled.search("đạt", k)) == count


def test_adding_again_replaces(filled: LexicalIndex) -> None:
    filled.add([passage("income", "Đường giao thông")])
    assert filled.ids() == {"income", "poverty", "rice"}
    assert found(filled, "thu nhập") == []
    assert found(filled, "giao thông") == ["income"]


def test_the_last_of_equal_ids_counts(index: LexicalIndex) -> None:
    index.add([passage("a", "thu nhập"), passage("a", "giao thông")])
    assert found(index, "thu nhập") == []
    assert found(index, "giao thông") == ["a"]


def test_removing_forgets_and_ignores_unknown_ids(filled: LexicalIndex) -> None:
    filled.remove(["income", "unknown"])
    assert filled.ids() == {"poverty", "rice"}
    assert found(filled, "thu nhập") == []


def test_passages_may_come_from_a_generator(index: LexicalIndex) -> None:
    index.add(passage(f"p{place}", f"câu số {place}") for place in range(30))
    assert len(index.ids()) == 30
    assert found(index, "17") == ["p17"]
