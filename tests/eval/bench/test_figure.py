from eval.bench.figure import Figure


def test_a_limit_from_above() -> None:
    figure = Figure("a", "A", value=1.5, unit="giây", limit=2.0)
    assert figure.ratio == 1.5 / 2
    assert figure.held
    assert not Figure("a", "A", value=2.5, unit="giây", limit=2.0).held


def test_a_limit_from_below() -> None:
    assert Figure("a", "A", value=150, unit="KB/giây", limit=100, at_most=False).held
    assert not Figure("a", "A", value=50, unit="KB/giây", limit=100, at_most=False).held


def test_without_limit() -> None:
    figure = Figure("a", "A", value=1, unit="ms")
    assert figure.ratio is None
    assert figure.held
