"""Documents are read by weights that saw nothing of their author."""

import pytest

from ingest.training import held_out as measuring
from ingest.training.examples import Example
from ingest.training.held_out import authors_of, held_out, learning_curve
from ingest.weigh.weights import shipped
from tests.ingest.made import surveyed

GOLD = {"indicator": "tong_dan_lon", "value": 900.0, "value_max": None, "unit": "con", "comparator": "="}
GOLD |= {"kind": "target", "measure": "level", "year": 2024}


@pytest.fixture
def fitted(monkeypatch):
    """Who was seen by each fit; the weights themselves are those that ship."""
    seen = []

    def fit(examples):
        seen.append({example.author for example in examples})
        return shipped()

    monkeypatch.setattr(measuring, "fit", fit)
    return seen


def example(author, *, rows=(GOLD,)):
    found = surveyed("II. CHỈ TIÊU NĂM 2024\n- Tổng đàn lợn 900 con.")
    return Example(author, f"{author}.txt", found, tuple({} for _ in found.mentions), rows, ())


EXAMPLES = [*map(example, ("an", "binh", "chi", "dung")), example("rules 0", rows=())]


def test_documents_without_gold_have_no_author_to_leave_out():
    assert authors_of(EXAMPLES) == ["an", "binh", "chi", "dung"]


def test_each_author_is_read_by_weights_that_did_not_see_it(fitted):
    reads = dict(held_out(EXAMPLES))
    assert sorted(reads) == authors_of(EXAMPLES)
    assert [sorted(set(authors_of(EXAMPLES)) - seen) for seen in fitted] == [["an"], ["binh"], ["chi"], ["dung"]]
    assert all("rules 0" in seen for seen in fitted)
    assert reads["an"][0].score.f1 == 1.0


def test_several_are_left_out_at_a_time(fitted):
    reads = dict(held_out(EXAMPLES, groups=2))
    assert sorted(reads) == authors_of(EXAMPLES)
    assert len(fitted) == 2
    for author in reads:
        assert any(author not in seen for seen in fitted)


def test_the_learning_curve_reads_those_that_were_not_seen(fitted):
    points = list(learning_curve(EXAMPLES, (1, 3)))
    assert [point.authors for point in points] == [1, 3]
    assert [len(seen) for seen in fitted] == [1, 3]
    assert all(point.lowest <= point.f1 <= 1.0 for point in points)
