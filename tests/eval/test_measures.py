from eval.cases import Case, ExpectedRows, Support
from eval.grade import grade, grade_failure, library
from eval.measures import MEASURES, Graded, measure
from eval.metrics.evidence import Stretch
from tests.eval.making import TEXT, make_answer, make_citation, make_document, make_row

DOCUMENT = make_document()
BOOKS = library([DOCUMENT])
CASE = Case(
    id="Q1",
    question="?",
    must_include=(("58",), ("60,5",)),
    rows=ExpectedRows(match=frozenset({DOCUMENT.name, "khác.txt"}), boundary=frozenset()),
    support=(Support(DOCUMENT.name, "từ 58 triệu"), Support(DOCUMENT.name, "13 tỷ 655")),
)


def test_every_measure_of_a_case() -> None:
    cited = [make_citation(DOCUMENT, start=0, end=TEXT.index("."))]
    answer = make_answer("Từ 58 triệu, hơn 7 triệu [1]", citations=cited, rows=[make_row(DOCUMENT)])
    graded = grade(CASE, answer, books=BOOKS, ranked=[Stretch(DOCUMENT.name, 0, TEXT.index("."))])
    measured = measure(Graded(CASE, answer, graded))
    assert measured.keys() == MEASURES.keys()
    assert measured == {
        "right": 0.0,
        "match_f1": 2 * 1 / (1 + 2),
        "boundary_f1": 1.0,
        "figures": 1 / 2,
        "refusal": 1.0,
        "verbatim": 1.0,
        "support_recall": 1 / 2,
        "support_precision": 1 / 1,
        "numbers": 1 - 1 / 2,  # 58 and 7
        "retrieval_4": 1 / 2,
        "retrieval_10": 1 / 2,
    }


def test_a_case_is_measured_only_by_what_it_shows() -> None:
    free = Case(id="Q2", question="?")
    answer = make_answer("Có.")
    assert measure(Graded(free, answer, grade(free, answer, books=BOOKS))) == {"right": 1.0, "refusal": 1.0}


def test_an_exception_scores_nothing() -> None:
    measured = measure(Graded(CASE, None, grade_failure(CASE, ValueError("hỏng"), books=BOOKS)))
    wanted = ("right", "match_f1", "boundary_f1", "figures", "refusal", "support_recall")
    assert {name: measured[name] for name in wanted} == dict.fromkeys(wanted, 0.0)
