import pytest

from assistant.language.repeated import without_repetition


@pytest.mark.parametrize("unit", ["tỷ lệ ", "a", "“a” ", "xã Hòa Sơn năm 2024 trên 1% và "])
def test_a_question_of_one_phrase_alone_is_left_twice(unit: str) -> None:
    assert without_repetition(unit * 400) == unit * 2


def test_what_stands_around_a_repetition_stays() -> None:
    asked = f"Thu nhập của xã Hòa Sơn {'rất ' * 80}cao là bao nhiêu?"
    assert without_repetition(asked) == "Thu nhập của xã Hòa Sơn rất rất cao là bao nhiêu?"


@pytest.mark.parametrize(
    "asked",
    [
        "Tổng chi 1.000.000.000.000.000 đồng " + "và những khoản khác được nêu ở đâu " * 3 + "x" * 200,
        "Mục ................................................................ là gì? "
        + "Hãy nêu rõ nội dung. " * 3 * 4,
        "tỷ lệ " * 40,
    ],
)
def test_figures_and_rules_stay_and_so_does_whatever_is_short(asked: str) -> None:
    assert without_repetition(asked[:299]) == asked[:299]
    assert "1.000.000.000.000.000" not in asked or "1.000.000.000.000.000" in without_repetition(asked)
