"""The last year of a term is that of the latest target of the units asked about."""

from dataclasses import replace

import pytest

from assistant.ask.tallying.end_of_term import with_last_year, with_newest_year
from assistant.types import Place, Question, Resolution
from tests.builders import identity, indicator

DOCUMENTS = [
    Resolution("a", "a.txt", "h", "text", (), (), identity(commune="Yên Mỹ")),
    Resolution("b", "b.txt", "h", "text", (), (), identity(commune="Sơn Hà")),
]
ROWS = [
    *(indicator(f"t{year}", "a", indicator="thu_ngan_sach", kind="target", year=year) for year in (2022, 2024, 2025)),
    indicator("r", "a", indicator="thu_ngan_sach", kind="actual", year=2026),
    indicator("o", "b", indicator="thu_ngan_sach", kind="target", year=2030),
]


def _years(place, *years, operations=("last",)):
    question = Question("", "", "ledger", "lookup", places=(Place(place),), years=years, operations=operations)
    return with_last_year(question, DOCUMENTS, ROWS).years


@pytest.mark.parametrize(
    ("place", "years", "expected"),
    [("Yên Mỹ", (2021,), (2021, 2025)), ("Sơn Hà", (2025,), (2025, 2030)), ("Yên Mỹ", (2025,), (2025,))],
)
def test_the_last_target_of_the_unit(place, years, expected):
    assert _years(place, *years) == expected


def test_only_where_it_is_asked_for():
    assert _years("Yên Mỹ", 2021, operations=()) == (2021,)


def test_now_is_the_year_of_the_newest_result():
    question = Question("", "", "ledger", "lookup", places=(Place("Yên Mỹ"),), years=(2019,), operations=("now",))
    assert with_newest_year(question, DOCUMENTS, ROWS).years == (2019, 2026)
    assert with_newest_year(replace(question, places=(Place("Sơn Hà"),)), DOCUMENTS, ROWS).years == (2019,)
