from eval.cases import Case, ExpectedRows, Support
from eval.grade import grade, grade_failure, library
from eval.metrics.evidence import Stretch
from tests.eval.making import TEXT, make_answer, make_citation, make_document, make_row

DOCUMENT = make_document()
OTHER = make_document("hung_tan.txt")
BOOKS = library([DOCUMENT, OTHER])
CASE = Case(
    id="Q1",
    question="Xã nào từ 58 triệu?",
    must_include=(("58",),),
    rows=ExpectedRows(match=frozenset({DOCUMENT.name}), boundary=frozenset()),
    support=(Support(DOCUMENT.name, "từ 58 triệu"),),
)
CITED = [make_citation(DOCUMENT, start=0, end=TEXT.index("."))]


def test_all_that_is_demanded_holds() -> None:
    graded = grade(CASE, make_answer("Từ 58 triệu [1]", citations=CITED, rows=[make_row(DOCUMENT)]), books=BOOKS)
    assert graded.right
    assert graded.listed["match"].exact
    assert graded.support.recall == 1
    assert graded.numbers.share == 1
    assert graded.figures.share == 1
    assert graded.evidence is None


def test_what_retrieval_alone_found() -> None:
    answer = make_answer("Từ 58 triệu [1]", citations=CITED, rows=[make_row(DOCUMENT)])
    ranked = [Stretch(OTHER.name, 0, 40), Stretch(DOCUMENT.name, 0, len(TEXT))]
    graded = grade(CASE, answer, books=BOOKS, ranked=ranked)
    assert graded.evidence is not None
    assert graded.evidence.ranks == (2,)
    assert grade(Case(id="Q1", question="?"), answer, books=BOOKS, ranked=ranked).evidence is None


def test_one_demand_that_does_not_hold_makes_it_wrong() -> None:
    rows = [make_row(DOCUMENT, verdict="boundary"), make_row(OTHER)]
    graded = grade(CASE, make_answer("Từ 58 triệu [1]", citations=CITED, rows=rows), books=BOOKS)
    assert graded.unmet == (
        f"danh sách khớp thiếu {DOCUMENT.name}",
        f"danh sách khớp thừa {OTHER.name}",
        f"danh sách giáp ranh thừa {DOCUMENT.name}",
    )


def test_lists_that_are_not_given_are_not_demanded() -> None:
    free = Case(id="Q1", question="?")
    graded = grade(free, make_answer("Có.", rows=[make_row(OTHER)]), books=BOOKS)
    assert graded.right
    assert graded.listed == {}


def test_a_citation_off_by_one_makes_it_wrong() -> None:
    off = [make_citation(DOCUMENT, start=1, end=TEXT.index(".") + 1, quote=TEXT[: TEXT.index(".")])]
    graded = grade(CASE, make_answer("Từ 58 triệu [1]", citations=off, rows=[make_row(DOCUMENT)]), books=BOOKS)
    assert graded.unmet == ("trích dẫn [1] không đúng nguyên văn",)


def test_support_and_numbers_are_measured_not_demanded() -> None:
    answer = make_answer("Từ 58 triệu, hơn xã kia 7 triệu", rows=[make_row(DOCUMENT), make_row(DOCUMENT)])
    graded = grade(CASE, answer, books=BOOKS)
    assert graded.right
    assert graded.support.recall == 0
    assert [f"{number}" for number in graded.numbers.unexplained] == ["7"]


def test_an_exception_is_wrong_and_lists_nothing() -> None:
    graded = grade_failure(CASE, ZeroDivisionError("chia cho 0"), books=BOOKS)
    assert graded.unmet == ("lỗi ZeroDivisionError: chia cho 0",)
    assert graded.listed["match"].score.recall == 0
    assert graded.support.recall == 0
