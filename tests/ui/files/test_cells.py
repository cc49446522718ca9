import pytest

from ui.files.cells import fitting, harmless

DANGEROUS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    "－1",
    "＠x",
    "  =1",
    "\u3000=1",
    "﹣1",
    "﹢1",
]


@pytest.mark.parametrize("dangerous", DANGEROUS)
def test_what_a_spreadsheet_would_run_becomes_text(dangerous: str) -> None:
    assert harmless(dangerous) == f"'{dangerous}"


@pytest.mark.parametrize("plain", ["Thu nhập", "58 = 58", "", "  ", "½ ngày", 58.0, -5, None, True])
def test_everything_else_stays(plain: object) -> None:
    assert harmless(plain) is plain


def test_a_cell_holds_so_many_characters_and_no_control_characters() -> None:
    assert fitting("a\x00b\ud800c\n") == "abc\n"
    assert len(fitting("á" * 40_000)) == 32_767
