import pytest

from eval.cases import Support
from eval.metrics.citations import support_recall, verbatim
from tests.eval.making import TEXT, make_citation, make_document

DOCUMENT = make_document()
BY_ID = {DOCUMENT.document_id: TEXT}
BY_NAME = {DOCUMENT.name: TEXT}
INCOME = TEXT.index("58 triệu")
BUDGET = TEXT.index("13 tỷ")


def test_a_quote_equals_its_span() -> None:
    cited = [make_citation(DOCUMENT, start=INCOME, end=INCOME + 8)]
    assert verbatim(cited, texts=BY_ID).share == 1


def test_a_citation_off_by_one_is_found() -> None:
    right = make_citation(DOCUMENT, start=INCOME, end=INCOME + 8, n=1)
    off = make_citation(DOCUMENT, start=INCOME + 1, end=INCOME + 9, quote="58 triệu", n=2)
    checked = verbatim([right, off], texts=BY_ID)
    assert checked.misquoted == (2,)
    assert checked.share == 1 - 1 / 2


def test_a_citation_of_an_unknown_document_is_not_verbatim() -> None:
    assert verbatim([make_citation(DOCUMENT, start=0, end=0)], texts={}).misquoted == (1,)


def test_support_by_what_became_of_it() -> None:
    wanted = [
        Support(DOCUMENT.name, "từ 58 triệu đồng"),
        Support(DOCUMENT.name, "13 tỷ 655"),
        Support(DOCUMENT.name, "60,5 triệu"),
        Support("khác.txt", "từ 58 triệu đồng"),
    ]
    score = support_recall(wanted, citations=[make_citation(DOCUMENT, start=0, end=INCOME + 2)], texts=BY_NAME)
    assert (score.cited, score.missed, score.unknown) == ((wanted[0],), (wanted[1],), (wanted[2], wanted[3]))
    assert score.recall == 1 / (1 + 1 + 2)


@pytest.mark.parametrize("quote", ["**58  triệu**\nđồng", "58 TRIỆU đồng"])
def test_support_quoted_as_before_cleaning(quote: str) -> None:
    cited = [make_citation(DOCUMENT, start=INCOME, end=INCOME + 8)]
    assert support_recall([Support(DOCUMENT.name, quote)], citations=cited, texts=BY_NAME).recall == 1


def test_spans_that_only_touch_do_not_overlap() -> None:
    before = [make_citation(DOCUMENT, start=0, end=BUDGET)]
    assert support_recall([Support(DOCUMENT.name, "13 tỷ")], citations=before, texts=BY_NAME).recall == 0
