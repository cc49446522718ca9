from eval.cases import Support
from eval.metrics.evidence import Stretch, evidence

TEXT = "Thu nhập đạt 58 triệu đồng. Thu ngân sách 13 tỷ đồng."
TEXTS = {"a.txt": TEXT, "b.txt": TEXT}
INCOME = Support("a.txt", "Thu nhập đạt 58 triệu đồng")  # characters 0 to 26
BUDGET = Support("a.txt", "Thu ngân sách 13 tỷ đồng")  # characters 28 to 52
RANKED = [Stretch("b.txt", 0, 53), Stretch("a.txt", 20, 53), Stretch("a.txt", 0, 5), Stretch("a.txt", 5, 27)]


def test_the_rank_at_which_each_quote_is_found() -> None:
    found = evidence([INCOME, BUDGET], ranked=RANKED, texts=TEXTS)
    assert found.ranks == (4, 2)  # the first is cut in three, the last part of it ranks fourth
    assert [found.recall(k) for k in (1, 2, 4)] == [0 / 2, 1 / 2, 2 / 2]
    assert (found.complete(3), found.complete(4)) == (False, True)


def test_what_is_never_found() -> None:
    missing = [Support("a.txt", "60 triệu"), Support("c.txt", "58 triệu"), Support("c.txt", "")]
    assert evidence(missing, ranked=RANKED, texts=TEXTS).ranks == (None, None, None)


def test_without_a_quote_any_passage_of_the_document_will_do() -> None:
    assert evidence([Support("a.txt", "")], ranked=RANKED, texts=TEXTS).ranks == (2,)


def test_without_support_nothing_is_missed() -> None:
    nothing = evidence([], ranked=RANKED, texts=TEXTS)
    assert (nothing.recall(1), nothing.complete(1)) == (1, True)
