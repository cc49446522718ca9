from ui.doors.rates import Rates


def test_a_bucket_empties_and_fills_with_time() -> None:
    time = [0.0]
    rates = Rates(3, clock=lambda: time[0])
    assert [rates.wait("an") for _ in range(4)] == [0, 0, 0, 20]  # 60 s / 3
    assert rates.wait("hoa") == 0
    time[0] = 19.0
    assert rates.wait("an") == 1
    time[0] = 20.0
    assert [rates.wait("an"), rates.wait("an")] == [0, 20]
    time[0] = 9000.0
    assert [rates.wait("an") for _ in range(4)] == [0, 0, 0, 20]
