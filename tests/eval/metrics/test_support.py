import pytest

from eval.cases import Support
from eval.metrics.support import support
from tests.eval.making import TEXT, make_citation, make_document

DOCUMENT = make_document()
BY_NAME = {DOCUMENT.name: TEXT}
INCOME = TEXT.index("58 triệu")
BUDGET = TEXT.index("13 tỷ")


def test_support_by_what_became_of_it() -> None:
    wanted = [
        Support(DOCUMENT.name, "từ 58 triệu đồng"),
        Support(DOCUMENT.name, "13 tỷ 655"),
        Support(DOCUMENT.name, "60,5 triệu"),
        Support("khác.txt", "từ 58 triệu đồng"),
    ]
    score = support(wanted, citations=[make_citation(DOCUMENT, start=0, end=INCOME + 2)], texts=BY_NAME)
    assert (score.cited, score.missed, score.unknown) == ((wanted[0],), (wanted[1],), (wanted[2], wanted[3]))
    assert score.recall == 1 / (1 + 1 + 2)


def test_citations_that_support_nothing_cost_precision() -> None:
    cited = [
        make_citation(DOCUMENT, start=0, end=INCOME + 2, n=1),
        make_citation(DOCUMENT, start=BUDGET, end=BUDGET + 5, n=2),
        make_citation(DOCUMENT, start=INCOME, end=INCOME + 8, n=3),
    ]
    score = support([Support(DOCUMENT.name, "từ 58 triệu đồng")], citations=cited, texts=BY_NAME)
    assert score.precision == 2 / 3
    assert support([], citations=[], texts=BY_NAME).precision == 1


@pytest.mark.parametrize("quote", ["**58  triệu**\nđồng", "58 TRIỆU đồng"])
def test_support_quoted_as_before_cleaning(quote: str) -> None:
    cited = [make_citation(DOCUMENT, start=INCOME, end=INCOME + 8)]
    assert support([Support(DOCUMENT.name, quote)], citations=cited, texts=BY_NAME).recall == 1


def test_without_a_quote_any_citation_of_the_document_will_do() -> None:
    cited = [make_citation(DOCUMENT, start=BUDGET, end=BUDGET + 5)]
    wanted = [Support(DOCUMENT.name, ""), Support("khác.txt", "")]
    score = support(wanted, citations=cited, texts=BY_NAME)
    assert (score.cited, score.unknown) == ((wanted[0],), (wanted[1],))


def test_spans_that_only_touch_do_not_overlap() -> None:
    before = [make_citation(DOCUMENT, start=0, end=BUDGET)]
    assert support([Support(DOCUMENT.name, "13 tỷ")], citations=before, texts=BY_NAME).recall == 0
