import json

import pytest

from assistant.types import RowQuery
from ui.views.ledger_state import LedgerState, address, read_judgement, read_state


@pytest.mark.parametrize(
    ("at", "state"),
    [
        ("", LedgerState()),
        ("ledger=pivot&year=2024&kind=target&sort=-value&leaf=3", None),
        ("q=%20h%E1%BB%99%20ngh%C3%A8o%20", LedgerState(q="hộ nghèo")),
        ("year=abc&leaf=0&kind=x&sort=text&state=moi&ledger=khac", LedgerState()),
        ("year=²&leaf=99999999999999999999", LedgerState()),
        (f"place={'x' * 301}", LedgerState()),
        ("place=a%00b&row=r1&__theme=dark", LedgerState()),
        ("year=2023&year=2024", LedgerState(year="2024")),
        ("&&==&%ff", LedgerState()),
    ],
)
def test_an_address_is_read_with_care(at: str, state: LedgerState | None) -> None:
    expected = state or LedgerState("pivot", year="2024", kind="target", sort="-value", leaf="3")
    assert read_state(at) == expected


def test_an_address_comes_back_equal() -> None:
    state = LedgerState(place="Trường Xuân & “x”", year="2024", sort="-year", leaf="4", state="findings", drawn="a;b")
    assert read_state(address(state, leaf="4")) == state
    assert read_state(address(state, year="")).leaf == ""


def test_the_query_of_a_state() -> None:
    state = LedgerState(year="2024", sort="-value", leaf="3", state="unsure", q="thu")
    assert state.query() == RowQuery(
        year=2024, sort="value", descending=True, state="unsure", text="thu", offset=100, limit=50
    )
    assert LedgerState(state="findings").query().state is None
    assert LedgerState(state="findings").filters() == {"findings": "true"}


@pytest.mark.parametrize(
    "key", ["", "[]", "{}", "confirm:r1", '{"row": 1, "decision": "confirm"}', '{"row": "r1", "decision": "drop"}']
)
def test_a_click_that_says_nothing(key: str) -> None:
    assert read_judgement(key) is None


def test_a_click_is_read_with_care() -> None:
    said = read_judgement(json.dumps({"row": "r1", "decision": "correct", "by": 7, "fields": {"value": "5", "x": 1}}))
    assert said is not None
    assert (said.by, said.fields, said.at, said.in_drawer) == ("", {"value": "5"}, "", False)
