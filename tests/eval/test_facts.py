"""The truth table of domain/number_language.md, section 2, by the arithmetic that made questions rest on."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.types import Comparator, Identity, Resolution, Verdict
from eval.facts import Fact, Limit, Unit, exact, facts, is_whole, judge, judge_documents, of_kind, units_of
from tests.eval.making import make_document, make_row

ROW = make_row(make_document()).indicator
COMMUNE = Unit("xã", "Trường Xuân", None)


def fact(
    value: float,
    comparator: Comparator = "=",
    *,
    value_max: float | None = None,
    document: str = "a.txt",
    unit: Unit | None = COMMUNE,
    year: int = 2023,
) -> Fact:
    row = replace(ROW, value=value, comparator=comparator, value_max=value_max, year=year)
    return Fact(row, document, unit.level if unit else None, unit)


@pytest.mark.parametrize(
    ("figure", "above", "at_least", "exactly"),
    [
        (fact(60.5), "match", "match", "no_match"),
        (fact(58), "boundary", "match", "match"),
        (fact(58, ">="), "boundary", "match", "no_match"),
        (fact(58, ">"), "match", "match", "no_match"),
        (fact(60, "<"), "no_match", "no_match", "no_match"),
        (fact(57), "no_match", "no_match", "no_match"),
        (fact(58, "range", value_max=60), "boundary", "match", "no_match"),
    ],
)
def test_above_at_least_and_exactly_58(figure: Fact, above: Verdict, at_least: Verdict, exactly: Verdict) -> None:
    limit = Decimal(58)
    given = judge(figure, Limit(">", limit)), judge(figure, Limit(">=", limit)), judge(figure, Limit("=", limit))
    assert given == (above, at_least, exactly)


@pytest.mark.parametrize(
    ("figure", "below", "at_most", "between"),
    [
        (fact(58), "boundary", "match", "match"),  # below 58, at most 58, from 50 to 58
        (fact(58, "<"), "match", "match", "no_match"),
        (fact(58, "<="), "boundary", "match", "no_match"),
        (fact(49), "match", "match", "no_match"),
        (fact(50, "range", value_max=58), "boundary", "match", "match"),
        (fact(55, ">="), "no_match", "no_match", "no_match"),
    ],
)
def test_below_at_most_and_between(figure: Fact, below: Verdict, at_most: Verdict, between: Verdict) -> None:
    limit = Decimal(58)
    ranged = Limit("range", Decimal(50), limit)
    assert (judge(figure, Limit("<", limit)), judge(figure, Limit("<=", limit)), judge(figure, ranged)) == (
        below,
        at_most,
        between,
    )


def test_a_document_is_judged_by_its_best_figure() -> None:
    found = [fact(57), fact(58), fact(40, document="b.txt"), fact(61, document="c.txt")]
    assert judge_documents(found, Limit(">", Decimal(58))) == {
        "a.txt": "boundary",
        "b.txt": "no_match",
        "c.txt": "match",
    }


def test_two_documents_of_one_commune_are_one_unit_and_the_nameless_are_each_their_own() -> None:
    found = [fact(1), fact(2, document="b.txt"), fact(3, unit=None), fact(3, document="d.txt", unit=None)]
    assert len(units_of(found)) == 3


def test_what_is_asked_for() -> None:
    found = [fact(1), fact(2, year=2024), fact(3, unit=Unit("huyện", "Thọ Xuân", None))]
    asked = of_kind(found, indicator="thu_nhap_binh_quan", kind="target", year=2023, level="xã")
    assert [one.row.value for one in asked] == [1]
    assert len(of_kind(found, indicator="thu_nhap_binh_quan", kind="target", year=None, level=None)) == 3


def test_parts_changes_and_terms_are_not_whole() -> None:
    whole = fact(58)
    assert is_whole(whole)
    for change in (
        {"measure": "change"},
        {"sub_of": "thu_ngan_sach"},
        {"period": "2025-2030"},
        {"averaging": "hằng năm"},
    ):
        assert not is_whole(replace(whole, row=replace(whole.row, **change)))


def test_conversions_leave_no_crumbs() -> None:
    assert exact(0.1 + 0.2) == Decimal("0.3")


def document(name: str, *, commune: str | None, district: str | None) -> Resolution:
    identity = Identity("nghị quyết", "Đảng", "", level="xã", commune=commune, district=district)
    return Resolution(f"id-{name}", name, "", "", (), (), identity)


def test_a_document_without_its_district_joins_the_one_namesake() -> None:
    documents = [
        document("a", commune="Yên Lộc", district="Bình Lâm"),
        document("b", commune="Yên Lộc", district=None),
        document("c", commune=None, district="Bình Lâm"),
    ]
    rows = [replace(ROW, document_id=f"id-{name}") for name in "abc"]
    assert [one.unit for one in facts(documents, rows)] == [Unit("xã", "Yên Lộc", "Bình Lâm")] * 2 + [None]
    more = [*documents, document("d", commune="Yên Lộc", district="Tân Giang")]
    assert facts(more, rows)[1].unit == Unit("xã", "Yên Lộc", None)


def test_a_row_of_another_unit_is_that_ones_and_a_village_is_none() -> None:
    documents = [document("a", commune="Yên Lộc", district="Bình Lâm")]
    rows = [replace(ROW, document_id="id-a", place=place) for place in (None, "xã Mỹ Lâm", "thôn Hạ")]
    told = facts(documents, rows)
    assert [one.unit for one in told] == [Unit("xã", "Yên Lộc", "Bình Lâm"), Unit("xã", "Mỹ Lâm", "Bình Lâm")]


def test_rows_outside_the_catalogue_are_no_facts() -> None:
    documents = [document("a", commune="Yên Lộc", district=None)]
    assert facts(documents, [replace(ROW, document_id="id-a", indicator=None)]) == []
