from eval.bench.machine import machine


def test_the_machine_is_told() -> None:
    told = machine()
    assert set(told) == {"processor", "cores", "memory_gib", "load", "system", "python"}
    assert told["cores"] >= 1  # type: ignore[operator]
