from eval.bench.users import _Load, _rate


def test_the_rate_is_over_all_rounds() -> None:
    assert _rate([_Load(10, took=[0.1] * 50), _Load(10, took=[0.1] * 150)]) == 10.0


def test_memory_at_the_end_is_held_against_that_after_a_third() -> None:
    assert _Load(12, memory=[10.0, 20.0, 40.0, 40.0, 50.0, 60.0] * 1).grown == 60.0 / 40.0
    assert _Load(12, memory=[100.0] * 12).grown == 1.0
