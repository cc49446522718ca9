"""Citation marks stand behind a statement, or where a line of a table says; a table stands apart from its text."""

from assistant.ask.composing.wording import CITED, library
from assistant.ask.render import markdown, rendered
from assistant.types import Draft, Question, Span, Statement, Trace
from tests.builders import document


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


def test_a_document_that_is_listed_is_a_row_without_a_figure():
    paper = document("d", "Báo cáo số 4.", commune="Bãi Đá")
    span = Span("d", "", 0, 7, "Báo cáo")
    question = Question("có mấy báo cáo", "có mấy báo cáo", "ledger", "archive")
    draft = Draft("answered", (Statement("- Báo cáo", (span,)),), listed=(span,))
    (row,) = rendered(question, draft, (), None, library([paper]), Trace(None, "", {})).rows
    assert (row.indicator, row.document, row.verdict, row.citation) == (None, paper.name, "match", 1)
