"""Equations in EQ fields, as one line of text."""

from __future__ import annotations

import pytest

from ingest.readers.docx_equations import equation


@pytest.mark.parametrize(
    ("instruction", "text"),
    [
        (r" EQ \f(7;19) ", "7/19"),
        (r"EQ \f(7,19)", "7/19"),
        (r"EQ \f(3;7,5)", "3/7,5"),
        (r"EQ \f(12 hộ;45)", "(12 hộ)/45"),
        (r"eq đạt \f(\s(3);\s\do4(8)) kế hoạch", "đạt 3/8 kế hoạch"),
        (r"EQ 120 km\s\up8(2)", "120 km<sup>2</sup>"),
        (r"EQ \r(16)", "√(16)"),
        (r"EQ \r(3;27)", "3√(27)"),
        (r"EQ \b\bc\[(4,5)", "[4 5]"),
        (r"EQ \b(7)", "(7)"),
        (r"EQ \a\al\co2\vs3\hs3(1;2;3;4)", "1 2 3 4"),
        (r"EQ \l(a;b)", "a, b"),
        (r"EQ \o(a;^) \x(9) \d\fo10() 8", "a^ 9 8"),
        (r"EQ \i(0;1;x)", "∫0 1 x"),
        (r"EQ \f(a\;b;(2;3))", "(a;b)/((2;3))"),
        (r"EQ \f(7;19", "7/19"),
        ("EQ", ""),
    ],
)
def test_what_is_shown(instruction: str, text: str) -> None:
    assert equation(instruction) == text


def test_commands_that_lie_without_end_in_one_another_are_left_as_they_stand() -> None:
    assert "7" in (equation("EQ " + r"\f(" * 5_000 + "7") or "")


@pytest.mark.parametrize("instruction", ["EQUATION 7", r"SEQ \f(1;2)", ""])
def test_another_field_is_none(instruction: str) -> None:
    assert equation(instruction) is None
