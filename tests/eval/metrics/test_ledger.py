from dataclasses import replace

import pytest

from eval.metrics.ledger import Almost, LedgerRow, differing, ledger, ledger_row
from tests.eval.making import make_document, make_row

INCOME = LedgerRow(
    document="a.txt",
    indicator="thu_nhap_binh_quan",
    label="Thu nhập bình quân",
    comparator=">=",
    value=58.0,
    value_max=None,
    unit="triệu đồng/người/năm",
    kind="target",
    measure="level",
    year=2023,
)
BUDGET = replace(INCOME, indicator="thu_ngan_sach", value=13.655, unit="tỷ đồng", comparator="=")
POVERTY = replace(INCOME, indicator="ty_le_ho_ngheo", value=0.34, unit="điểm %", measure="change", comparator="=")
UNKNOWN = replace(INCOME, indicator=None, label="Số đàn ong", value=120.0, unit="đàn", comparator="=")


def test_right_missing_extra_and_almost_right() -> None:
    gold = [INCOME, BUDGET, POVERTY]
    level = replace(POVERTY, measure="level", unit="%")
    score = ledger([INCOME, level, UNKNOWN, replace(UNKNOWN, value=9.0)], gold=gold)
    assert score.missing == (BUDGET,)
    assert score.extra == (UNKNOWN, replace(UNKNOWN, value=9.0))
    assert score.almost == (Almost(POVERTY, level, ("unit", "measure")),)
    assert score.score.precision == 1 / 4
    assert score.score.recall == 1 / 3
    assert score.score.f1 == 2 * 1 / (4 + 3)


def test_one_to_one() -> None:
    twice = ledger([INCOME, INCOME], gold=[INCOME])
    assert (twice.score.hits, twice.extra) == (1, (INCOME,))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("document", "b.txt"),
        ("indicator", "thu_ngan_sach"),
        ("comparator", ">"),
        ("value", 58.0 * (1 + 2e-6)),
        ("value_max", 60.0),
        ("unit", "tỷ đồng"),
        ("kind", "actual"),
        ("measure", "change"),
        ("year", 2024),
    ],
)
def test_each_field_counts(field: str, value: object) -> None:
    changed = replace(INCOME, **{field: value})  # type: ignore[arg-type]
    assert differing(INCOME, changed) == (field,)
    assert ledger([changed], gold=[INCOME]).score.hits == 0


def test_what_does_not_count() -> None:
    same = replace(INCOME, label="TNBQ", value=58.0 * (1 + 5e-7), unit="Triệu đồng/người/năm")
    assert ledger([same], gold=[INCOME]).score.hits == 1


def test_without_an_id_the_label_counts() -> None:
    assert differing(UNKNOWN, replace(UNKNOWN, label="số  đàn ong")) == ()
    assert differing(UNKNOWN, replace(UNKNOWN, label="Số đàn dê")) == ("indicator",)


def test_rows_of_two_documents_are_never_almost_the_same() -> None:
    score = ledger([replace(INCOME, document="b.txt")], gold=[INCOME])
    assert (len(score.missing), len(score.extra), score.almost) == (1, 1, ())


def test_a_row_of_the_archive() -> None:
    figure = make_row(make_document()).indicator
    expected = replace(INCOME, document="x.txt", label="Thu nhập bình quân đầu người")
    assert ledger_row(figure, document="x.txt") == expected
