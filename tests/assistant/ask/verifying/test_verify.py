"""Nothing is shown that is not cited or computed."""

import pytest

from assistant.ask.verifying.verify import holds, is_verbatim, verify
from assistant.types import Derived, Draft, Span, Statement

TEXT = "Thu nhập bình quân đầu người đạt từ 58 triệu đồng/người/năm. Thu ngân sách 5.900.000.000 đồng năm 2024."


def _statement(text, *, quote=TEXT, **changes):
    start = TEXT.index(quote)
    return Statement(text, spans=(Span("d", "II", start, start + len(quote), quote),), **changes)


def _holds(statement, **changes):
    return holds(statement, lambda _: TEXT, **changes)


@pytest.mark.parametrize(
    "text",
    [
        "đạt từ 58 triệu đồng/người/năm",
        "Thu ngân sách 5.900.000.000 đồng",
        "Thu ngân sách 5,9 tỷ đồng",  # the same money in another unit
        "Văn bản năm 2024",
    ],
)
def test_what_is_cited_stands(text):
    assert _holds(_statement(text))


@pytest.mark.parametrize(
    "text",
    [
        "đạt trên 58 triệu đồng/người/năm",  # another comparator
        "đạt 58 triệu đồng/người/năm",  # "từ" is lost
        "đạt từ 85 triệu đồng/người/năm",  # another number
        "đạt từ 58 tỷ đồng",  # another unit
        "đạt từ 5 triệu đồng/người/năm",  # part of a number
        "Thu ngân sách 59 tỷ đồng",
        "tăng 12%",
    ],
)
def test_what_is_not_cited_falls(text):
    assert not _holds(_statement(text))


def test_a_quote_must_be_verbatim():
    span = Span("d", "II", 0, 10, TEXT[:10])
    assert is_verbatim(span, TEXT)
    assert not is_verbatim(Span("d", "II", 1, 11, TEXT[:10]), TEXT)
    assert not is_verbatim(Span("d", "II", 0, 0, ""), TEXT)


def test_a_count_is_done_again():
    def counted(text, value):
        return Statement(text, derived=(Derived("count", (0.0, 1.0), value),))

    assert _holds(counted("Có 2 xã", 2.0))
    assert not _holds(counted("Có 3 xã", 3.0))
    assert not _holds(counted("Đạt 2 tỷ đồng", 2.0))  # a count licenses no amount
    assert not _holds(counted("Có trên 2 xã", 2.0))
    assert _holds(Statement("còn 3", derived=(Derived("difference", (5.0, 2.0), 3.0),)))
    assert not _holds(Statement("còn 2", derived=(Derived("difference", (5.0, 2.0), 2.0),)))


def test_the_condition_of_the_question_is_repeated_in_its_words_only():
    statement = Statement("Có xã trên 58 triệu đồng")
    assert _holds(statement, asked="trên 58 triệu đồng")
    assert not _holds(statement, asked="trên 60 triệu đồng")
    assert not _holds(statement)


def _cites(quote, text, **changes):
    statement = Statement(text, spans=(Span("d", "", 0, len(quote), quote),))
    return holds(statement, lambda _: quote, **changes)


@pytest.mark.parametrize(
    ("quote", "text", "stands"),
    [
        ("Đạt 6/19 tiêu chí", "Đạt 6/19 tiêu chí", True),
        ("Đạt 6/19 tiêu chí", "Đạt 6/20 tiêu chí", False),
        ("Đạt 6/19 tiêu chí", "Đạt 6/6 tiêu chí", False),
        ("Năm 2024 phấn đấu", "Thu 2.024 tỷ đồng", False),
        ("Nghị quyết số 15-NQ/ĐU đạt 20 tỷ", "đạt 15 tỷ", False),
        ("ngày 15/3/2024", "giảm 15%", False),
        ("đạt 58 triệu đồng/người/năm", "đạt 58 triệu đồng/người/tháng", False),
        ("Rà soát tiêu chí 2,3,4 đến ngày 31.10.2023", "Rà soát tiêu chí 2,3,4 đến ngày 31.10.2023", True),
        ("| 5 | Thu ngân sách | tỷ đồng | 12 | 14 |", "12 tỷ đồng", True),
        ("| 5 | Thu ngân sách | tỷ đồng | 12 | 14 |", "5 tỷ đồng", False),
        ("| 5 | Lúa | tấn | 12 | 14 |", "12 tấn", True),
        ("| 5 | Lúa | tấn | 12 | 14 |", "5 tấn", False),
        ("79 triệu đồng/năm (TH 2023: 75,2)", "75,2 triệu đồng/năm", True),
        ("9 tỷ đồng", "99 tỷ đồng", False),
    ],
)
def test_what_a_quote_carries(quote, text, stands):
    assert _cites(quote, text) is stands


def test_a_label_blanks_whole_names_only():
    statement = Statement("99 tỷ đồng năm 2024", labels=("9", "2024"))
    assert not _holds(statement)


def test_names_of_documents_are_no_figures():
    statement = Statement("một xã không nêu tên (tệp 000_57c8.txt)", labels=("tệp 000_57c8.txt",))
    assert _holds(statement)


def test_a_struck_statement_is_reported():
    good, bad = _statement("đạt từ 58 triệu đồng/người/năm"), _statement("đạt từ 99 triệu đồng/người/năm")
    verified = verify(Draft("answered", (good, bad)), lambda _: TEXT)
    assert verified.draft.statements == (good,)
    assert verified.struck == (bad.text,)


STACKED = "6\nTỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng\n%\n28,6\n27,9\n23,5"


@pytest.mark.parametrize(
    ("quote", "text", "stands"),
    [
        (STACKED, "23,5 %", True),
        (STACKED, "23,5%", True),
        (STACKED, "6 %", False),  # the number of the row
        (STACKED, "5 %", False),  # a number of its label
        (STACKED, "23,5 triệu đồng", False),  # another unit
        (STACKED, "23,5 tỷ đồng", False),
        (STACKED, "trên 23,5 %", False),  # a comparator that no cell has
        (STACKED, "40 %", False),  # a cell of another row
        (STACKED, "27,923 %", False),
        (STACKED, "27,9-28,6 %", False),
        ("Thu nhập bình quân\ntriệu đồng/người/năm\n≥ 67", "≥ 67 triệu đồng/người/năm", True),
        ("Thu nhập bình quân\ntriệu đồng/người/năm\n≥ 67", "67 triệu đồng/người/năm", False),
        ("Thu nhập bình quân\ntriệu đồng/người/năm\n≥ 67", "> 67 triệu đồng/người/năm", False),
        ("Tỷ lệ BHYT đạt từ\n%\n95", "từ 95 %", True),
        ("Tỷ lệ BHYT đạt từ\n%\n95", "trên 95 %", False),
        ("| 1 | Tỷ lệ BHYT đạt từ | % | 95 |", "từ 95 %", True),
        ("1   Sản lượng lúa   tấn   2.150   2.200", "2.200 tấn", True),
        ("1   Sản lượng lúa   tấn   2.150   2.200", "1 tấn", False),
        ("5\nLúa\ntấn\n12", "12 tấn", True),
        ("5\nLúa\ntấn\n12", "5 tấn", False),
        ("Thu ngân sách\nđạt 12 trong số\n14 khoản, bằng\n85", "85 tỷ đồng", False),  # lines of prose
        ("| 6 | Thu nhập (tr.đ/người/năm) | 34 | – | 35,6 |", "35,6 tr.đ/người/năm", True),
        ("| Đảng viên kết nạp (đ/c) | 40 | 12 | 9,5 |", "12 đ/c", True),
        ("Sản lượng chè búp (tấn)\n1.250\n1.310", "1.310 tấn", True),
        ("| Sản lượng chè (tấn) | 1.250 | 1.310 |", "1.310 tạ", False),
        ("| 7 | Sản lượng chè (tấn) | 1.250 |", "7 tấn", False),  # the number of the row
        ("| Sản lượng chè (vụ xuân) | 1.250 |", "1.250 tấn", False),  # brackets without a unit
    ],
)
def test_what_cells_without_bars_carry(quote, text, stands):
    assert _cites(quote, text) is stands


TABLE = (
    "Bảng 1. Kinh tế\n(Đơn vị tính: tỷ đồng)\n"
    "| Chỉ tiêu | TH 2022 | So KH |\n| Dịch vụ | 121 | 95 |\n| Xây dựng | 44,5 | 102 |"
)


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("dịch vụ 121 tỷ đồng", True),  # the unit is said above the table
        ("dịch vụ 121 triệu đồng", False),  # another unit
        ("dịch vụ 112 tỷ đồng", False),  # another number
        ("dịch vụ trên 121 tỷ đồng", False),  # another comparator
        ("dịch vụ 44,5 tỷ đồng", False),  # of another row
    ],
)
def test_the_unit_of_a_table_is_said_above_it(text, stands):
    spans = tuple(_span(quote) for quote in ("| Dịch vụ | 121 | 95 |", "(Đơn vị tính: tỷ đồng)"))
    assert holds(Statement(text, spans=spans), lambda _: TABLE) is stands
    assert not holds(Statement(text, spans=spans[:1]), lambda _: TABLE)  # the unit must be cited too


def _span(quote):
    start = TABLE.index(quote)
    return Span("d", "", start, start + len(quote), quote)


@pytest.mark.parametrize(
    ("text", "stands"), [("300 ha", True), ("318/300 ha", True), ("318 ha", False), ("30 ha", False)]
)
def test_the_plan_behind_a_slash_is_a_figure_of_its_own(text, stands):
    quote = "Trồng rừng 318/300 ha"
    statement = Statement(f"chỉ tiêu {text}", spans=(Span("d", "", 0, len(quote), quote),))
    assert holds(statement, lambda _: quote) is stands


def _derived(operation, operands, value, **changes):
    return Derived(operation, operands, value, **({"unit": "triệu đồng/người/năm"} | changes))


@pytest.mark.parametrize(
    ("text", "derived"),
    [
        ("90 : 60 = 1,5 lần", _derived("ratio", (90.0, 60.0), 1.5)),
        ("(90 − 60) : 60 = 50 %", _derived("growth", (90.0, 60.0), 50.0)),
        ("60 : 90 = 66,67 %", _derived("share", (60.0, 90.0), 66.67)),
        ("60 + 10% = 66 triệu đồng/người/năm", _derived("raised", (60.0, 10.0), 66.0)),
        ("chênh 30 triệu đồng/người/năm", _derived("difference", (90.0, 60.0), 30.0)),
        ("chênh 30.000.000 đồng/người/năm", _derived("difference", (90.0, 60.0), 30.0)),
    ],
)
def test_operands_stand_in_what_is_cited(text, derived):
    paper = "Năm 2020 đạt 60 triệu đồng/người, năm 2024 đạt 7,5 triệu đồng/người/tháng, tăng 10%."
    cited = Statement(text, (Span("d", "I", 0, len(paper), paper),), (derived,))
    assert holds(cited, lambda _: paper)
    assert not holds(Statement(text, (), (derived,)), lambda _: paper)
    wrong = Derived(derived.operation, derived.operands, derived.value + 1, derived.unit)
    assert not holds(Statement(text, cited.spans, (wrong,)), lambda _: paper)


def test_a_bound_is_made_of_a_bound_alone():
    made = _derived("difference", (90.0, 60.0), 30.0, comparator=">")
    for paper, stands in (("trên 90 triệu đồng và 60 triệu đồng", True), ("90 triệu đồng và 60 triệu đồng", False)):
        span = Span("d", "I", 0, len(paper), paper)
        told = Statement("trên 30 triệu đồng/người/năm", (span,), (made,))
        assert holds(told, lambda _, paper=paper: paper) is stands


def test_a_percentage_of_a_table_stands_under_the_head_of_its_column():
    paper = "| Chỉ tiêu | ĐVT | TH | Đạt (%) |\n| Diện tích | ha | 150 | 93,75 |"
    head, row = paper.index("Đạt (%)"), paper.index("| Diện")
    spans = (Span("d", "I", row, len(paper), paper[row:]), Span("d", "I", head, head + 7, "Đạt (%)"))
    assert holds(Statement("đạt 93,75% so với kế hoạch", spans), lambda _: paper)
    assert not holds(Statement("đạt 93,75% so với kế hoạch", spans[:1]), lambda _: paper)
    assert not holds(Statement("đạt 93,57% so với kế hoạch", spans), lambda _: paper)


def test_a_whole_quote_is_no_claim():
    assert _holds(_statement(f"Nguyên văn: “{TEXT}”"))
    assert not _holds(_statement("Nguyên văn: “Thu ngân sách 59 tỷ đồng”"))


def test_a_unit_said_above_in_the_table_is_that_of_the_row():
    paper = "| Tổng giá trị | tỷ đồng | 91,5 |\n| Dịch vụ | - | 20,4 |"
    at, row = paper.index("tỷ đồng"), paper.index("| Dịch")
    spans = (Span("d", "I", row, len(paper), paper[row:]), Span("d", "I", at, at + 7, "tỷ đồng"))
    assert holds(Statement("Dịch vụ: 20,4 tỷ đồng", spans), lambda _: paper)
    assert not holds(Statement("Dịch vụ: 20,4 triệu đồng", spans), lambda _: paper)
    assert not holds(Statement("Dịch vụ: 20,4 tỷ đồng", spans[:1]), lambda _: paper)


@pytest.mark.parametrize(
    ("row", "shown", "stands"),
    [
        ("| Thu ngân sách (tỷ đồng) | 31,5 | 36 | 40 |", "36 tỷ đồng", True),
        ("| 2 | Đàn dê, con | 410 | 455 |", "455 con", True),
        ("| Tỷ lệ hộ nghèo (%) | 6,1 | 5,4 |", "5,4%", True),
        ("| Thu ngân sách (tỷ đồng) | 31,5 | 36 |", "36 triệu đồng", False),
        ("| Thu ngân sách (tỷ đồng) | 31,5 | 36 |", "37 tỷ đồng", False),
        ("| Thu ngân sách (cả xã) | 31,5 | 36 |", "36 tỷ đồng", False),
    ],
)
def test_the_unit_may_end_the_label_of_a_row(row, shown, stands):
    span = Span("d", "", 0, len(row), row)
    assert holds(Statement(f"- Mức được giao: {shown}", spans=(span,)), lambda _: row) is stands


@pytest.mark.parametrize(
    ("text", "quote", "stands"),
    [
        ("thu 6,9 tỷ đồng", "tiền đất thu 6,9 tỷ/10,5 tỷ đồng kế hoạch", True),
        ("kế hoạch 10,5 tỷ đồng", "tiền đất thu 6,9 tỷ/10,5 tỷ đồng kế hoạch", True),
        ("trồng 14 ha", "trồng 14 ha/60 ha", True),
        ("kết nạp 8 đảng viên", "kết nạp 8 đảng viên/12 đảng viên", True),
        ("đạt 318 ha", "đạt 318/300 ha", False),  # told with its other half only
        ("thu 10,9 tỷ đồng", "thu 6,9 tỷ/10,5 tỷ đồng", False),
    ],
)
def test_a_pair_whose_halves_have_units_may_be_told_by_halves(text, quote, stands):
    span = Span("d", "II", 0, len(quote), quote)
    assert holds(Statement(text, spans=(span,)), lambda _: quote) is stands
