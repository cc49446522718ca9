import numpy as np
import pytest

from eval.statistics import Interval, paired_bootstrap, paired_permutation


def test_the_p_value_of_three_wins_and_no_loss() -> None:
    # Of the 2 ** 3 signs of (1, 1, 1) two have a sum of size 3: p = 2 / 8.
    assert paired_permutation([1.0, 1.0, 1.0, 0.0]) == pytest.approx(2 / 8, abs=0.015)


def test_the_p_value_of_four_wins_and_two_losses() -> None:
    # |sum| >= 2 of six signs: all but the 20 of 2 ** 6 = 64 with three of each.
    assert paired_permutation([1, 1, 1, 1, -1, -1]) == pytest.approx(44 / 64, abs=0.015)


def test_sizes_count_in_the_permutation() -> None:
    # (3, 1): the four sums are ±4 and ±2; only ±4 reach 4.
    assert paired_permutation([3.0, 1.0]) == pytest.approx(2 / 4, abs=0.015)


def test_the_bootstrap_of_one_win_in_two() -> None:
    # Means of two draws from (0, 1): 0, 1/2 and 1 with 1/4, 1/2, 1/4, so 90 % runs from 0 to 1 and 40 % is 1/2 alone.
    assert paired_bootstrap([0.0, 1.0], level=0.9) == Interval(0.5, 0.0, 1.0)
    assert paired_bootstrap([0.0, 1.0], level=0.4) == Interval(0.5, 0.5, 0.5)


def test_the_bootstrap_of_many_is_near_the_normal_interval() -> None:
    differences = np.repeat([1.0, 0.0, -1.0], [30, 360, 10])
    spread = differences.std() / np.sqrt(400)
    found = paired_bootstrap(differences)
    assert found.mean == 20 / 400
    assert found.low == pytest.approx(0.05 - 1.96 * spread, abs=0.003)
    assert found.high == pytest.approx(0.05 + 1.96 * spread, abs=0.003)


def test_nothing_differs() -> None:
    assert paired_permutation([0.0, 0.0]) == 1.0
    assert paired_bootstrap([0.0, 0.0]) == Interval(0.0, 0.0, 0.0)
    assert paired_permutation([]) == 1.0
    assert paired_bootstrap([]) == Interval(0.0, 0.0, 0.0)


def test_the_seed_makes_it_reproducible() -> None:
    differences = np.random.default_rng(1).normal(size=50)
    assert paired_bootstrap(differences, seed=3) == paired_bootstrap(differences, seed=3)
    assert paired_bootstrap(differences, seed=3) != paired_bootstrap(differences, seed=4)


def test_noise_is_seldom_taken_for_a_change() -> None:
    random = np.random.default_rng(7)
    p_values = [paired_permutation(random.normal(size=40), resamples=500, seed=run) for run in range(200)]
    assert sum(p < 0.05 for p in p_values) <= 20  # 5 % of 200 is 10; 20 lies three standard deviations above


def test_many_questions_with_values_of_their_own_stay_small_in_memory() -> None:
    differences = np.random.default_rng(2).normal(0.1, 1.0, size=20_000)
    assert paired_permutation(differences, resamples=300) == 1 / 301
    assert paired_bootstrap(differences, resamples=300).low > 0
