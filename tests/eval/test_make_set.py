from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.errors import EmptyArchive
from assistant.types import Identity, Indicator, Resolution
from eval.cases import Case, load_cases, write_cases
from eval.make_set import make_set
from tests.eval.making import FakeShelf, make_document, make_row

ROW = make_row(make_document()).indicator
# Three communes with their income targets in three years.
FIGURES = (
    ("Trường Xuân", 58.0, ">=", 2023),
    ("Hưng Tân", 57.0, "=", 2023),
    ("Hạ Tứ", 60.5, "=", 2023),
    ("Hưng Tân", 62.0, "=", 2024),
    ("Trường Xuân", 65.0, "=", 2025),
    ("Hạ Tứ", 70.0, "=", 2025),
)


def shelf() -> FakeShelf:
    documents, rows = [], []
    for number, (name, value, comparator, year) in enumerate(FIGURES):
        identity = Identity("nghị quyết", "Đảng", "", level="xã", commune=name)
        documents.append(Resolution(f"d{number}", f"{name} {year}.txt", "", "", (), (), identity))
        rows.append(_row(f"d{number}", value, comparator, year))
    return FakeShelf(documents, rows)


def _row(document: str, value: float, comparator: str, year: int) -> Indicator:
    figure = f"{value:g} triệu đồng".replace(".", ",")
    changes = {
        "value": value,
        "comparator": comparator,
        "year": year,
        "figure": figure,
        "quote": f"Thu nhập {figure}",
    }
    return replace(ROW, document_id=document, row_id=document, **changes)


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return make_set(shelf(), count=6000, seed=5)


def of(cases: list[Case], kind: str, *words: str, tag: str = "") -> list[Case]:
    same = [case for case in cases if case.type == kind and (not tag or tag in case.tags)]
    found = [case for case in same if all(word in case.question for word in words)]
    assert found, (kind, words)
    return found


def test_every_kind_is_asked_and_no_question_twice(cases: list[Case]) -> None:
    kinds = Counter(case.type for case in cases)
    assert kinds.keys() == {"lookup", "filter", "superlative", "count", "compare", "trend", "unanswerable"}
    assert len({case.question for case in cases}) == len({case.id for case in cases}) == len(cases)


def test_a_lookup_wants_its_figure_and_no_other_year(cases: list[Case]) -> None:
    for case in of(cases, "lookup", "Hưng Tân", "2023"):
        assert case.must_include == (("57 triệu đồng", "57"),)
        assert case.must_not_include == ("62",)


def test_above_58_in_2023(cases: list[Case]) -> None:
    for case in of(cases, "filter", " 58 ", "2023", tag=">"):
        assert case.rows.match == {"Hạ Tứ 2023.txt"}
        assert case.rows.boundary == {"Trường Xuân 2023.txt"}


def test_from_58_in_any_year(cases: list[Case]) -> None:
    for case in of(cases, "filter", " 58 ", tag=">="):
        if "202" not in case.question:
            assert case.rows.match == {f"{name} {year}.txt" for name, value, _, year in FIGURES if value >= 58}


def test_counts_are_of_units(cases: list[Case]) -> None:
    # At least 57: three communes in 2023, one in 2024, two in 2025; six documents of three communes in all.
    units = {"2023": "3", "2024": "1", "2025": "2", "": "3"}
    for case in of(cases, "count", " 57 ", tag=">="):
        year = next(year for year in units if year in case.question)
        assert case.must_include == ((units[year],),)


def test_a_superlative_needs_figures_that_can_be_ranked(cases: list[Case]) -> None:
    # "From 58" has no one height, so 2023 is not asked; 2024 has one document only.
    assert not [case for case in cases if case.type == "superlative" and "2025" not in case.question]
    for case in of(cases, "superlative", "cao nhất"):
        assert case.rows.match == {"Hạ Tứ 2025.txt"}
    for case in of(cases, "superlative", "thấp nhất"):
        assert case.rows.match == {"Trường Xuân 2025.txt"}


def test_a_trend_wants_every_year(cases: list[Case]) -> None:
    for case in of(cases, "trend", "Hưng Tân"):
        assert case.must_include == (("57 triệu đồng", "57"), ("62 triệu đồng", "62"))


def test_the_unanswerable_must_be_refused(cases: list[Case]) -> None:
    for case in of(cases, "unanswerable"):
        assert case.abstain
        assert case.support == ()


def test_questions_are_typed_in_several_ways(cases: list[Case]) -> None:
    styles = Counter(case.tags[0] for case in cases)
    assert styles["plain"] > styles["unmarked"] > 0
    assert styles["hasty"] > 0
    unmarked = next(case.question for case in cases if case.tags[0] == "unmarked")
    assert unmarked.isascii()


def test_support_is_what_decides(cases: list[Case]) -> None:
    for case in of(cases, "filter", " 58 ", "2023", tag=">"):
        assert {one.document for one in case.support} == {"Hạ Tứ 2023.txt", "Trường Xuân 2023.txt"}
        assert {one.quote for one in case.support} == {"Thu nhập 60,5 triệu đồng", "Thu nhập 58 triệu đồng"}


def test_the_seed_decides(cases: list[Case]) -> None:
    assert make_set(shelf(), count=50, seed=5) == cases[:50]
    assert make_set(shelf(), count=50, seed=6) != cases[:50]


def test_a_set_survives_being_written(cases: list[Case], tmp_path: Path) -> None:
    write_cases(cases, path=tmp_path / "set.jsonl")
    assert load_cases(tmp_path / "set.jsonl").cases == tuple(cases)


def test_a_ledger_that_is_used_up_gives_fewer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eval.make_set._PATIENCE", 100)
    one = FakeShelf(shelf().resolutions[:1], shelf().rows[:1])
    assert 0 < len(make_set(one, count=100_000)) < 100_000


def test_an_empty_ledger_is_told() -> None:
    with pytest.raises(EmptyArchive, match="chưa có dòng nào"):
        make_set(FakeShelf(), count=1)
