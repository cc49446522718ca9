"""Citation marks stand behind a statement, or where a line of a table says; a table stands apart from its text."""

from assistant.ask.composing.wording import CITED
from assistant.ask.render import markdown
from assistant.types import Span, Statement


def _span(at):
    return Span("d", "", at, at + 1, "x")


def test_marks_behind_and_marks_in_cells():
    numbers = {}
    statements = [
        Statement("Mở đầu.", (_span(1),)),
        Statement("| a | b |\n|---|---|"),
        Statement(f"| một {CITED} | hai {CITED}; ba {CITED} |", (_span(2), _span(1), _span(3))),
        Statement("Kết."),
    ]
    assert markdown(statements, numbers) == (
        "Mở đầu. [1]\n\n| a | b |\n|---|---|\n| một [2] | hai [1]; ba [3] |\n\nKết."
    )
    assert numbers == {_span(1): 1, _span(2): 2, _span(3): 3}


def test_a_list_and_a_table_are_parted():
    statements = [Statement("- một"), Statement("- hai"), Statement("| a |\n|---|"), Statement("- ba")]
    assert markdown(statements, {}) == "- một\n- hai\n\n| a |\n|---|\n\n- ba"
