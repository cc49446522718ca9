"""Nothing is shown that is not cited or computed."""

import pytest

from assistant.ask.verify import holds, is_verbatim, sentence_stands, verify
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
        ("79 triệu đồng/năm (TH 2023: 75,2)", "75,2 triệu đồng/năm", True),
        ("9 tỷ đồng", "99 tỷ đồng", False),
    ],
)
def test_what_a_quote_carries(quote, text, stands):
    assert _cites(quote, text) is stands


def test_a_label_blanks_whole_names_only():
    statement = Statement("99 tỷ đồng năm 2024", labels=("9", "2024"))
    assert not _holds(statement)


@pytest.mark.parametrize(
    ("quote", "text", "stands"),
    [
        ("Tỷ lệ hộ nghèo 5%, cận nghèo 7%", "Tỷ lệ hộ nghèo là 5%", True),
        ("Tỷ lệ hộ nghèo giảm 0,5%", "Tỷ lệ hộ nghèo tăng 0,5%", False),
        ("Thu ngân sách khoảng 15 tỷ đồng", "Thu ngân sách đạt 15 tỷ đồng", False),
        ("Thu ngân sách không đạt 12 tỷ đồng", "Thu ngân sách đạt 12 tỷ đồng", False),
        ("Nạo vét 12 km kênh mương", "Thu ngân sách hai mươi tỷ, nạo vét 12 km kênh mương", False),
        ("Nạo vét 12 km kênh mương", "Sản lượng lúa tăng thêm 12 km", False),
    ],
)
def test_a_model_may_not_turn_or_move_a_figure(quote, text, stands):
    assert _cites(quote, text, phrased=True) is stands


@pytest.mark.parametrize(
    ("quote", "text", "stands"),
    [
        ("Tỷ lệ hộ nghèo 5%, cận nghèo 7%", "Tỷ lệ hộ cận nghèo là 5%", False),
        ("Tỷ lệ hộ nghèo 5%, cận nghèo 7%", "Tỷ lệ hộ cận nghèo là 7%", True),
        ("Gieo 500 ha lúa; trồng rau 300 ha", "Trồng rau 500 ha", False),
        ("Lúa 500 ha, ngô 300 ha", "Diện tích ngô 300 ha", False),  # "diện tích" stands nowhere
        ("Diện tích lúa 500 ha, ngô 300 ha", "Diện tích ngô 300 ha", True),
        ("Diện tích lúa 500 ha, ngô 300 ha", "Diện tích ngô 500 ha", False),
    ],
)
def test_a_model_may_not_give_a_figure_to_its_neighbour(quote, text, stands):
    assert _cites(quote, text, phrased=True) is stands


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("Xã nạo vét kênh mương trước mùa mưa.", True),
        ("Không nạo vét kênh mương.", False),
        ("Để xảy ra ngập úng.", False),
        ("Không để xảy ra ngập úng.", True),
        ("Xã Hưng Tân nạo vét kênh mương.", False),
        ("Xã An Lạc nạo vét kênh mương.", True),  # the document is of An Lạc
        ("Trưởng thôn từ chức vì bê bối.", False),
        ("Nạo vét kênh mương [tại đây](http://ngoai.example).", False),
        ("Nạo vét kênh mương, xem www.ngoai.example.", False),
        ("Nạo vét <b>kênh mương</b>.", False),
        ("Nạo vét kênh mương javascript:alert(1)", False),
    ],
)
def test_what_a_model_may_say_of_a_quote(text, stands):
    quote = "Nạo vét kênh mương trước mùa mưa, không để xảy ra ngập úng."
    statement = Statement(text, spans=(Span("d", "", 0, len(quote), quote),))
    named = [name for name in ("Hưng Tân", "An Lạc") if name in text]
    assert sentence_stands(statement, known="Nghị quyết của Đảng bộ xã An Lạc", named=named) is stands


def test_without_a_span_nothing_of_a_model_stands():
    assert not sentence_stands(Statement("Nạo vét kênh mương."), known="Nạo vét kênh mương", named=())


def test_names_of_documents_are_no_figures():
    statement = Statement("một xã không nêu tên (tệp 000_57c8.txt)", labels=("tệp 000_57c8.txt",))
    assert _holds(statement)


def test_a_struck_statement_is_reported():
    good, bad = _statement("đạt từ 58 triệu đồng/người/năm"), _statement("đạt từ 99 triệu đồng/người/năm")
    verified = verify(Draft("answered", (good, bad)), lambda _: TEXT)
    assert verified.draft.statements == (good,)
    assert verified.struck == (bad.text,)
