import pytest

from eval.metrics.set_score import SetScore


def test_shares_of_counts() -> None:
    score = SetScore(hits=3, found=4, wanted=6)
    assert score.precision == 3 / 4
    assert score.recall == 3 / 6
    assert score.f1 == pytest.approx(2 * (3 / 4) * (3 / 6) / (3 / 4 + 3 / 6))


def test_nothing_found_nothing_wanted() -> None:
    nothing = SetScore(hits=0, found=0, wanted=0)
    assert (nothing.precision, nothing.recall, nothing.f1) == (1, 1, 1)


def test_nothing_found_of_two_wanted() -> None:
    missed = SetScore(hits=0, found=0, wanted=2)
    assert (missed.precision, missed.recall, missed.f1) == (1, 0 / 2, 0)
