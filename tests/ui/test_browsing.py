import pytest

from ui.browsing import around


@pytest.mark.parametrize(
    ("text", "typed", "shown"),
    [
        ("- Tỷ lệ hộ nghèo giảm 0,34%.", "ho ngheo", "- Tỷ lệ hộ nghèo giảm 0,34%."),
        ("- Tỷ lệ hộ nghèo giảm 0,34%.", "ngheo lon", None),
        ("Sắp nghề", "nghe", "Sắp nghề"),
        ("Không phần nào", "han", None),
        ("| Đàn lợn | 1.950 con |", "1.950", "Đàn lợn 1.950 con"),
        ("a (b c", "(b", "a (b c"),
        ("", "x", None),
    ],
)
def test_words_around_what_was_typed(text: str, typed: str, shown: str | None) -> None:
    assert around(text, typed.split()) == shown


def test_a_long_passage_is_cut_at_words() -> None:
    text = "mở đầu " * 40 + "đàn lợn " + "kết thúc " * 40
    shown = around(text, ["lon"])
    assert shown is not None
    assert "đàn lợn" in shown
    assert set(shown.split()) <= set(text.split())
    assert len(shown) < 200
