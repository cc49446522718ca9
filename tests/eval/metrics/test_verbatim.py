from eval.metrics.verbatim import verbatim
from tests.eval.making import TEXT, make_citation, make_document

DOCUMENT = make_document()
BY_ID = {DOCUMENT.document_id: TEXT}
INCOME = TEXT.index("58 triệu")


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
