"""Which rows, read the other way, would change an answer."""

from dataclasses import replace

import pytest

from assistant.ask.tallying.doubt import doubtful, used_unsurely
from assistant.ask.tallying.tally import tally
from assistant.language.catalogue import catalogue
from assistant.types import Clause, Condition, Question, Resolution
from tests.builders import identity, indicator

INCOME = "thu_nhap_binh_quan"


def _question(**changes):
    above = ((Clause(INCOME, Condition(">", 58.0)),),)
    values = {"intent": "filter", "kind": "target", "indicators": (INCOME,), "years": (2023,), "any_of": above}
    return Question(text="", standalone="", route="ledger", **(values | changes))


def _document(number, **changes):
    return Resolution(f"d{number}", f"{number}.txt", "h", "text", (), (), identity(commune=f"Xã {number}", **changes))


def _row(number, value, **changes):
    return indicator(f"r{number}", f"d{number}", **({"comparator": "=", "value": value} | changes))


DOCUMENTS = [_document(number) for number in range(1, 5)]


def _found(question, rows, *, standing=None, others=()):
    standing = standing or {}
    tallied = tally(question, DOCUMENTS, rows, standing=standing)
    unsure = [row for row in (*rows, *others) if row.confidence < 0.8 and row.review == "extracted"]
    doubts = doubtful(question, tallied, DOCUMENTS, rows, unsure, known=catalogue(), standing=standing)
    return [row.row_id for row in used_unsurely(tallied)], [row.row_id for row in doubts]


def test_a_row_that_the_answer_rests_on_is_used_and_no_other():
    rows = [_row(1, 60.0, confidence=0.5, runner_up="năm 2022 (0,40)"), _row(2, 61.0)]
    assert _found(_question(), rows) == (["r1"], [])


@pytest.mark.parametrize(
    ("row", "changes_it"),
    [
        (_row(2, 60.0, year=2022, runner_up="năm 2023 (0,45)"), True),
        (_row(2, 60.0, kind="actual", runner_up="loại chỉ tiêu (0,45)"), True),
        (_row(2, 50.0, year=2022, runner_up="năm 2023 (0,45)"), False),  # below the condition either way
        (_row(2, 60.0, year=2021, runner_up="năm 2022 (0,45)"), False),  # not asked for either way
        (_row(2, 60.0, year=2022), False),  # nothing came second
    ],
)
def test_a_row_outside_the_answer(row, changes_it):
    assert _found(_question(), [_row(1, 60.0), replace(row, confidence=0.5)]) == ([], ["r2"] if changes_it else [])


def test_a_row_of_another_indicator_that_may_be_the_one_asked_for():
    name = catalogue().entries[INCOME].name
    other = _row(2, 61.0, indicator=None, label="Mức sống", confidence=0.4, runner_up=f"chỉ tiêu {name} (0,35)")
    assert _found(_question(), [_row(1, 60.0)], others=[other]) == ([], ["r2"])


def test_a_document_that_does_not_stand_changes_nothing():
    rows = [_row(1, 60.0), _row(2, 60.0, year=2022, confidence=0.5, runner_up="năm 2023 (0,45)")]
    assert _found(_question(), rows, standing={"d2": "dự thảo"}) == ([], [])


def test_an_extreme_is_changed_only_by_what_reaches_it():
    question = _question(intent="superlative", any_of=())
    rows = [
        _row(1, 60.0),
        _row(2, 65.0, year=2022, confidence=0.5, runner_up="năm 2023 (0,45)"),
        _row(3, 55.0, year=2022, confidence=0.5, runner_up="năm 2023 (0,45)"),
    ]
    assert _found(question, rows) == ([], ["r2"])
