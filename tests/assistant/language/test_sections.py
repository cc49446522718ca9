"""Places in words."""

import pytest

from assistant.language.sections import section_number, section_place


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("II > 2 > a", "mục II.2.a"),
        ("I", "mục I"),
        ("Phần thứ hai: > 2", "Phần thứ hai, mục 2"),
        ("PHẦN I > II > 2.1", "PHẦN I, mục II.2.1"),
        ("Điều 2 > 2 > đ", "Điều 2, khoản 2, điểm đ"),
        ("Điều 2 > 1", "Điều 2, khoản 1"),
        ("Điều 3 > a", "Điều 3, điểm a"),
        ("Chương I > Điều 4. > 1", "Chương I, Điều 4, khoản 1"),
        ("Điều 1 > II > 2 > a", "Điều 1, mục II.2.a"),
        ("Điều 1 > 2 > c > 1", "Điều 1, khoản 2, điểm c, mục 1"),
        ("I > Điều 2", "mục I, Điều 2"),
        ("", ""),
    ],
)
def test_a_place_is_told_as_staff_cite_it(label: str, told: str) -> None:
    assert section_place(label) == told


def test_a_number_says_no_more_than_it_must() -> None:
    assert [section_number(one) for one in ("II > 2 > a", "Điều 2 > 1", "")] == ["II.2.a", "Điều 2, khoản 1", ""]
