import pytest

from assistant.language.copied import close, flat, same_digits
from assistant.language.quantities import find_quantities

TEXT = "II. Chỉ tiêu\n| Thu ngân sách | tỷ đồng | 5,2 |\n- Hộ nghèo:\n  giảm 1,5%. Hộ nghèo: giảm 1,5%."


def quoted(copied: str) -> list[str]:
    return [TEXT[start:end] for start, end in flat(TEXT).spans(copied)]


def test_blanks_marks_tags_and_capitals_make_no_difference() -> None:
    assert quoted("thu ngân sách <b>tỷ đồng</b>&nbsp;5,2") == ["Thu ngân sách | tỷ đồng | 5,2"]
    assert quoted('Thu ngân sách\t"tỷ đồng"\t“5,2”') == ["Thu ngân sách | tỷ đồng | 5,2"]
    assert quoted("**HỘ NGHÈO: giảm 1,5%**") == ["Hộ nghèo:\n  giảm 1,5%", "Hộ nghèo: giảm 1,5%"]


@pytest.mark.parametrize("copied", ["", " | ", "hộ cận nghèo"])
def test_what_is_not_there(copied: str) -> None:
    assert quoted(copied) == []


def test_offsets_hold_behind_a_letter_that_has_two_in_lower_case() -> None:
    text = "İ 58 triệu"
    assert [text[start:end] for start, end in flat(text).spans("58 triệu")] == ["58 triệu"]


@pytest.mark.parametrize(
    ("written", "value", "value_max", "same"),
    [
        ("5.200 triệu đồng", 5.2, None, True),
        ("5 triệu đồng/người/tháng", 60, None, True),
        ("5,2 tỷ đồng", 5.3, None, False),
        ("15-16 triệu đồng", 15, 16, True),
        ("15-16 triệu đồng", 15, None, False),
    ],
)
def test_a_value_in_another_unit_has_the_same_digits(
    written: str, value: float, value_max: float | None, same: bool
) -> None:
    (quantity,) = find_quantities(written)
    assert same_digits(quantity, value, value_max) is same


def test_close() -> None:
    assert close(0.1 + 0.2, 0.3)
    assert close(None, None)
    assert not close(None, 0.0)
    assert not close(1.0, 1.001)
