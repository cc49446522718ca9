import pytest

from ui.views.ledger_row import sureness


@pytest.mark.parametrize(
    ("confidence", "said"),
    [
        (1.0, "rất chắc (khoảng 100 lần đúng trong 100)"),
        (0.8, "chắc (khoảng 80 lần đúng trong 100)"),
        (0.79, "chưa chắc (khoảng 79 lần đúng trong 100)"),
        (0.0, "rất không chắc (khoảng 0 lần đúng trong 100)"),
    ],
)
def test_how_sure_a_reading_is(confidence: float, said: str) -> None:
    assert sureness(confidence) == said
