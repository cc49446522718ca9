from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.types import Resolution
from tests.ui.fake_assistant import FakeShelf
from ui.views.browse import Browse, chosen, matching, read_browse, turned, units_of


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("", ["d1", "d2", "d3"]),
        ("truong xuan", ["d1"]),
        ("15-NQ", ["d1"]),
        ("hưng tân", ["d2"]),
        ("2024 nghị quyết", ["d1", "d2"]),
        ("thong_bao", ["d3"]),
        ("không có gì", []),
    ],
)
def test_narrowing(shelf: FakeShelf, wanted: str, found: list[str]) -> None:
    assert [document.document_id for document in matching(shelf.documents(), wanted=wanted)] == found


def found(documents: Sequence[Resolution], browse: Browse, **by_text: str) -> list[str]:
    left = chosen(
        documents, browse, units=units_of(documents), by_text=by_text, attention=lambda each: each.document_id == "d3"
    )
    return [document.document_id for document in left]


@pytest.mark.parametrize(
    ("browse", "left"),
    [
        (Browse(), ["d2", "d1", "d3"]),
        (Browse(year="2024"), ["d2", "d1"]),
        (Browse(year="?"), ["d3"]),
        (Browse(level="huyện"), ["d3"]),
        (Browse(kind="thông báo"), ["d3"]),
        (Browse(unit="xã Hưng Tân"), ["d2"]),
        (Browse(attention=True), ["d3"]),
        (Browse(words="truong xuan", year="2024"), ["d1"]),
        (Browse(order="date"), ["d1", "d3", "d2"]),
        (Browse(order="issuer", falling=False), ["d1", "d3", "d2"]),
        (Browse(order="name", falling=False), ["d1", "d2", "d3"]),
    ],
)
def test_filters_and_orders(shelf: FakeShelf, browse: Browse, left: list[str]) -> None:
    assert found(shelf.documents(), browse) == left


def test_a_text_that_has_the_words_is_found_too(shelf: FakeShelf) -> None:
    assert found(shelf.documents(), Browse(words="lợn"), d2="đàn lợn") == ["d2"]


@pytest.mark.parametrize(
    "browse",
    [
        Browse(),
        Browse(year="2024", unit="xã Hưng Tân (Chí & Linh=1)", attention=True, page=7),
        Browse("a b", falling=False),
    ],
)
def test_a_click_carries_all_of_it(browse: Browse) -> None:
    assert read_browse(browse.key) == browse


@pytest.mark.parametrize("key", ["page=0", "page=-3", "page=x", "order=drop", "page=99999999999", "a=b&&=", "page=²"])
def test_what_cannot_be_read_is_left_as_it_is(key: str) -> None:
    assert read_browse(key) == Browse()


def test_a_column_turns_round_when_it_is_clicked_again() -> None:
    assert turned(Browse(), "year").falling is False
    assert turned(Browse(), "name").falling is False
    assert turned(Browse(page=4), "date") == Browse(order="date", falling=True)


def test_units_of_one_name_are_told_apart_by_district(shelf: FakeShelf) -> None:
    one = shelf.document("d1")
    other = replace(one, document_id="d9", identity=replace(one.identity, district="Chí Linh"))
    unsaid = replace(one, document_id="d8", identity=replace(one.identity, district=None))
    assert units_of([one, unsaid]) == {"d1": "xã Trường Xuân", "d8": "xã Trường Xuân"}
    assert units_of([one, other])["d9"] == "xã Trường Xuân (Chí Linh)"
