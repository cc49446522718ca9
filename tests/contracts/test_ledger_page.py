"""``Shelf.ledger_page`` and ``ledger_choices``: what SqlArchive and MemoryArchive both must do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.adapters.archive_sql import SqlArchive
from assistant.fakes import MemoryArchive
from assistant.types import Correction, Inference, RowQuery
from tests.builders import SENTENCES, archived, identity

Store = SqlArchive | MemoryArchive
POOR = {"indicator": "ty_le_ho_ngheo", "label": "Tỷ lệ hộ nghèo", "unit": "%"}
ROADS = {"indicator": None, "label": "Đường trục thôn", "unit": "km"}


@pytest.fixture(params=["sqlite", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Six rows of two communes and a village; one is unsure, one has no year."""
    held: Store = MemoryArchive() if request.param == "memory" else SqlArchive(f"sqlite:///{tmp_path / 'a.db'}")
    first = archived(
        "b.docx",
        indicators=(
            {"value": 61.0, "year": 2024},
            {**POOR, "value": 2.5, "year": 2024, "confidence": 0.4, "kind": "actual"},
            {**ROADS, "value": 7.0, "year": None, "place": "thôn Hạ"},
        ),
    )
    about = identity(commune=None, level="phường", district="Ô Môn", inferred={"commune": Inference("Đông Hà", "x")})
    second = archived(
        "a.docx",
        sentences=SENTENCES[:1],
        about=about,
        indicators=({"value": 60.0}, {**POOR, "value": 1.5}, {**ROADS, "value": 30.0, "quote": "100% trục_thôn"}),
    )
    for each in (first, second):
        held.save(each)
    yield held
    if isinstance(held, SqlArchive):
        held.close()


def values(store: Store, **asked: object) -> list[float]:
    return [row.value for row in store.ledger_page(RowQuery(**asked)).rows]


def test_without_a_query_all_rows_come_in_the_order_of_documents_and_text(store: Store) -> None:
    page = store.ledger_page(RowQuery())
    assert list(page.rows) == store.indicators()
    assert [row.value for row in page.rows] == [60.0, 1.5, 30.0, 61.0, 2.5, 7.0]
    assert page.total == 6


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"indicators": ("ty_le_ho_ngheo",)}, [1.5, 2.5]),
        ({"indicators": ("Đường trục thôn", "thu_nhap_binh_quan")}, [60.0, 30.0, 61.0, 7.0]),
        ({"indicators": ()}, []),
        ({"place": "xa truong xuan"}, [61.0, 2.5, 7.0]),
        ({"place": "Đông Hà"}, [60.0, 1.5, 30.0]),
        ({"place": "Ô Môn"}, [60.0, 1.5, 30.0]),
        ({"place": "Hạ"}, [7.0]),
        ({"place": "Cần Thơ"}, [61.0, 2.5]),
        ({"place": "Đông"}, []),
        ({"level": "phường"}, [60.0, 1.5, 30.0]),
        ({"level": "thôn"}, [7.0]),
        ({"year": 2024}, [61.0, 2.5]),
        ({"kind": "actual"}, [2.5]),
        ({"unit": "km"}, [30.0, 7.0]),
        ({"state": "unsure"}, [2.5]),
        ({"state": "extracted", "unit": "%"}, [1.5, 2.5]),
        ({"state": "rejected"}, []),
        ({"text": "DUONG truc"}, [30.0, 7.0]),
        ({"text": "100% thôn"}, [30.0]),
        ({"text": "trục_thôn"}, [30.0]),
        ({"text": "' OR 1=1 --"}, []),
        ({"rows": frozenset()}, []),
    ],
)
def test_filters(store: Store, asked: dict, found: list[float]) -> None:
    assert values(store, **asked) == found
    assert store.ledger_page(RowQuery(**asked)).total == len(found)


@pytest.mark.parametrize(
    ("sort", "rising"),
    [
        ("value", [1.5, 2.5, 7.0, 30.0, 60.0, 61.0]),
        ("year", [2023, 2023, 2023, 2024, 2024, None]),
        ("unit", ["%", "%", "km", "km", "triệu đồng/người/năm", "triệu đồng/người/năm"]),
        ("kind", ["actual", *["target"] * 5]),
        ("confidence", [0.4, *[1.0] * 5]),
    ],
)
def test_sorting_both_ways(store: Store, sort: str, rising: list) -> None:
    known = [value for value in rising if value is not None]
    for descending in (False, True):
        page = store.ledger_page(RowQuery(sort=sort, descending=descending))
        expected = (known[::-1] if descending else known) + [None] * (len(rising) - len(known))
        assert [getattr(row, sort) for row in page.rows] == expected


def test_places_and_documents_are_sorted_by_name(store: Store) -> None:
    assert sorted(values(store, sort="place")[:3]) == [1.5, 30.0, 60.0]  # Đông Hà, Hạ, Trường Xuân
    assert values(store, sort="place")[3] == 7.0
    assert values(store, descending=True) == [61.0, 2.5, 7.0, 60.0, 1.5, 30.0]


def test_pages_follow_each_other_without_gap_or_repetition(store: Store) -> None:
    for sort in ("document", "label", "level", "kind", "confidence", "review", "year"):
        whole = store.ledger_page(RowQuery(sort=sort)).rows
        pages = [store.ledger_page(RowQuery(sort=sort, limit=2, offset=offset)) for offset in (0, 2, 4, 6)]
        assert tuple(row for page in pages for row in page.rows) == whole
        assert {page.total for page in pages} == {6}


def test_a_decision_shows_at_once(store: Store) -> None:
    row = store.ledger_page(RowQuery(state="unsure")).rows[0]
    store.correct(Correction(extracted=row, row=replace(row, review="rejected"), by="Lan", at="", note=""))
    assert values(store, unit="%") == [1.5]
    assert values(store, unit="%", with_rejected=True) == [1.5, 2.5]
    assert values(store, state="rejected") == [2.5]
    moved = replace(row, review="corrected", year=2031, label="Hộ cận nghèo", indicator=None)
    store.correct(Correction(extracted=row, row=moved, by="Lan", at="", note=""))
    assert values(store, year=2031) == values(store, text="can ngheo") == [2.5]


def test_a_document_that_goes_takes_its_rows_along_and_brings_them_back(store: Store) -> None:
    gone = store.documents()[0].document_id
    store.remove(gone)
    assert values(store) == [61.0, 2.5, 7.0]
    store.restore(gone)
    assert values(store, level="phường") == [60.0, 1.5, 30.0]


def test_rows_by_their_ids(store: Store) -> None:
    ids = frozenset(row.row_id for row in store.indicators()[1:4]) | {"no/such"}
    assert values(store, rows=ids) == [1.5, 30.0, 61.0]
    page = store.ledger_page(RowQuery(rows=ids, sort="value", descending=True, offset=1, limit=1))
    assert ([row.value for row in page.rows], page.total) == ([30.0], 3)


def test_choices_count_rows(store: Store) -> None:
    found = store.ledger_choices()
    assert found.indicators == {"thu_nhap_binh_quan": 2, "ty_le_ho_ngheo": 2, "Đường trục thôn": 2}
    assert found.places == {"Đông Hà": 3, "Trường Xuân": 2, "Hạ": 1}
    assert found.levels == {"phường": 3, "xã": 2, "thôn": 1}
    assert found.years == {2023: 3, 2024: 2}
    assert found.units == {"triệu đồng/người/năm": 2, "%": 2, "km": 2}
