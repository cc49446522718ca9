"""How often each witness speaks, is right, is overruled."""

from ingest.training.examples import Example, align
from ingest.training.held_out import Read
from ingest.training.score import Score
from ingest.training.witnesses import accounts
from tests.ingest.made import weighed

LINES = [f"- Tổng đàn lợn {400 + at} con." for at in range(30)]


def read(year):
    """Thirty figures under one heading, all of them gold rows of this year."""
    state = weighed("\n".join(("II. CHỈ TIÊU NĂM 2024", *LINES)))
    rows = [
        {"indicator": "tong_dan_lon", "value": 400.0 + at, "value_max": None, "unit": "con", "comparator": "="}
        | {"kind": "target", "measure": "level", "year": year, "span": line[2:-1]}
        for at, line in enumerate(LINES)
    ]
    labels, missed = align(state.survey, rows)
    assert missed == ()
    return Read(Example("an", "a.txt", state.survey, labels, tuple(rows), ()), state, Score())


def test_a_witness_that_says_what_gold_says_is_right():
    told = {account.name: account for account in accounts([read(2024)])}
    assert told["y head 0"].spoken == 30
    assert told["y head 0"].right == 1.0
    assert told["y head 0"].overruled == 0.0
    assert told["naming words"].right == 1.0


def test_a_witness_that_gold_contradicts_is_wrong():
    told = {account.name: account for account in accounts([read(2025)])}
    assert told["y head 0"].right == 0.0


def test_what_only_counts_is_no_witness():
    names = {account.name for account in accounts([read(2024)])}
    assert not names & {"y said", "y options", "before words", "like own"}


def test_one_that_hardly_speaks_is_not_told_of():
    assert all(account.spoken >= 20 for account in accounts([read(2024)]))
