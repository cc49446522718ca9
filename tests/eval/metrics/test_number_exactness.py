from dataclasses import replace
from decimal import Decimal

from assistant.types import Coverage
from eval.metrics.number_exactness import Known, known_of, number_exactness
from tests.eval.making import TEXT, make_answer, make_citation, make_document, make_row

DOCUMENT = make_document()
CITED = [make_citation(DOCUMENT, start=0, end=TEXT.index("."))]
COVERAGE = Coverage(documents=5, match=1, boundary=1, no_match=2, silent=1, excluded=0)


def test_every_source_explains_its_numbers() -> None:
    answer = make_answer(
        "Từ 58 triệu đồng [1], năm 2023; hỏi trên 55. Trong 5 văn bản có 1 khớp, 2 không.",
        asked="Xã nào trên 55 triệu?",
        citations=CITED,
        rows=[make_row(DOCUMENT)],
        coverage=COVERAGE,
    )
    checked = number_exactness(answer)
    assert checked.unexplained == ()
    assert checked.said == 6  # 58, 2023, 55, 5, 1, 2; not the mark [1]


def test_a_wrong_figure_is_found() -> None:
    answer = make_answer("Từ 85 triệu đồng [1], thu ngân sách 58 tỷ.", citations=CITED)
    checked = number_exactness(answer)
    assert checked.unexplained == (Decimal(85),)
    assert checked.share == 1 - 1 / 2


def test_a_number_that_only_contains_a_cited_one_is_found() -> None:
    assert number_exactness(make_answer("158 và 5,8 [1]", citations=CITED)).unexplained == (
        Decimal(158),
        Decimal("5.8"),
    )


def test_a_figure_of_a_row_may_be_in_another_unit_than_its_quote() -> None:
    row = make_row(DOCUMENT, value=13.655, quote="13 tỷ 655 triệu đồng")
    assert number_exactness(make_answer("13,655 tỷ đồng", rows=[row])).unexplained == ()


def test_counts_of_rows_documents_and_places() -> None:
    twin = replace(make_document("truong_xuan_2.txt"), document_id="twin")  # the same place in another year
    nameless = [make_document(name) for name in ("c.txt", "d.txt")]
    nameless = [replace(one, identity=replace(one.identity, commune=None)) for one in nameless]
    rows = [make_row(one) for one in (DOCUMENT, DOCUMENT, twin, *nameless)]
    counts = make_answer("Có 3 xã, 4 văn bản, 5 số liệu.", rows=rows)
    assert number_exactness(counts).unexplained == ()
    assert number_exactness(make_answer("Có 6 xã.", rows=rows)).unexplained == (Decimal(6),)


def test_the_size_of_the_archive() -> None:
    answer = make_answer("Kho có 24 văn bản của năm 2022, 2023.")
    assert number_exactness(answer, known=Known(24, frozenset({2022, 2023}))).unexplained == ()
    assert number_exactness(answer, known=Known(25, frozenset({2023}))).unexplained == (
        Decimal(24),
        Decimal(2022),
    )


def test_another_unit_in_brackets() -> None:
    quoted = "10.500 triệu đồng; 5,2 triệu đồng/người/tháng"
    document = make_document(text=quoted)
    cited = [make_citation(document, start=0, end=len(quoted))]
    said = "10.500 triệu đồng (10,5 tỷ đồng) và 5,2 triệu đồng/người/tháng (62,4 triệu đồng/người/năm)"
    assert number_exactness(make_answer(said, citations=cited)).unexplained == ()  # 10.500 / 1.000, 5,2 · 12
    wrong = "10.500 triệu đồng (105 tỷ đồng), tức 10,5 tỷ đồng"
    assert number_exactness(make_answer(wrong, citations=cited)).unexplained == (
        Decimal(105),
        Decimal("10.5"),
    )


def test_how_many_documents_are_cited() -> None:
    cited = [make_citation(make_document(name), start=0, end=8) for name in ("a", "a", "b", "c")]
    assert number_exactness(make_answer("Có 3 văn bản.", citations=cited)).unexplained == ()


def test_digits_of_a_name_are_no_figures_but_the_same_number_elsewhere_is() -> None:
    identity = replace(DOCUMENT.identity, number="12-NQ/ĐU", date="2022-12-26", target_year=2023)
    known = known_of([replace(DOCUMENT, identity=identity)])
    named = make_answer("Nghị quyết số 12-NQ/ĐU ngày 26/12/2022 về năm 2023")
    assert number_exactness(named, known=known).unexplained == ()
    assert number_exactness(make_answer("đạt 12 triệu"), known=known).unexplained == (Decimal(12),)


def test_a_count_of_documents_of_one_kind_is_explained_where_it_is_told_as_one() -> None:
    kinds = ["nghị quyết"] * 7 + ["báo cáo"] * 3
    documents = [replace(DOCUMENT, identity=replace(DOCUMENT.identity, kind=kind, date=None)) for kind in kinds]
    known = known_of(documents)
    assert number_exactness(make_answer("Có 7 nghị quyết; 3 báo cáo."), known=known).unexplained == ()
    assert number_exactness(make_answer("Có 4 nghị quyết."), known=known).unexplained == (Decimal(4),)
    assert number_exactness(make_answer("Thu 7 tỷ đồng."), known=known).unexplained == (Decimal(7),)
