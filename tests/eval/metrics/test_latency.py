from eval.metrics.latency import percentile


def test_nearest_rank() -> None:
    times = [30.0, 10.0, 20.0, 40.0]
    assert percentile(times, 0.5) == 20  # rank ceil(0.5 · 4) = 2
    assert percentile(times, 0.95) == 40  # rank ceil(0.95 · 4) = 4
    assert percentile(times, 0.0) == 10


def test_of_nothing() -> None:
    assert percentile([], 0.5) == 0
