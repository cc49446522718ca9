from eval.metrics.listed_places import listed_places
from tests.eval.making import make_document, make_row

ROWS = [
    make_row(make_document("a.txt"), verdict="match"),
    make_row(make_document("a.txt"), verdict="match", value=59.0),
    make_row(make_document("b.txt"), verdict="match"),
    make_row(make_document("c.txt"), verdict="boundary"),
    make_row(make_document("d.txt"), verdict="no_match"),
]


def test_a_list_with_one_missing_and_one_extra() -> None:
    listed = listed_places(ROWS, verdict="match", expected=frozenset({"a.txt", "e.txt", "f.txt"}))
    assert (listed.missing, listed.extra, listed.exact) == (("e.txt", "f.txt"), ("b.txt",), False)
    assert listed.score.precision == 1 / 2  # a of {a, b}
    assert listed.score.recall == 1 / 3  # a of {a, e, f}
    assert listed.score.f1 == 2 * 1 / (2 + 3)


def test_the_boundary_list_is_its_own() -> None:
    assert listed_places(ROWS, verdict="boundary", expected=frozenset({"c.txt"})).exact
    assert not listed_places(ROWS, verdict="boundary", expected=frozenset()).exact


def test_two_rows_of_one_document_count_once() -> None:
    assert listed_places(ROWS, verdict="match", expected=frozenset({"a.txt", "b.txt"})).score.found == 2
