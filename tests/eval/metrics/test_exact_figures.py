from eval.cases import Case
from eval.metrics.exact_figures import exact_figures
from tests.eval.making import make_answer

CASE = Case(id="Q1", question="?", must_include=(("60,5",), ("13 tỷ 655", "13.655"), ("1.950 con",), ("Hưng Tân",)))


def test_figures_are_counted_to_the_digit() -> None:
    figures = exact_figures(CASE, make_answer("Hưng Tân: 60.5 triệu; 13.655 triệu đồng; 1.951 con."))
    assert (figures.wanted, figures.said) == (3, 2)  # the name is no figure, 1.951 is not 1.950
    assert figures.share == 2 / 3


def test_without_an_answer_or_without_figures() -> None:
    assert exact_figures(CASE, None).share == 0 / 3
    assert exact_figures(Case(id="Q1", question="?"), None).share == 1
