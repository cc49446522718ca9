"""Nothing is shown that is not cited or computed."""

import pytest

from assistant.ask.verify import holds, is_verbatim, verify
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


def test_a_derived_number_is_computed_again():
    def counted(value):
        return Statement("Có 2 xã", derived=(Derived("count", (0.0, 1.0), value),))

    assert _holds(counted(2.0))
    assert not _holds(counted(3.0))
    assert _holds(Statement("tổng 5", derived=(Derived("sum", (2.0, 3.0), 5.0),)))
    assert not _holds(Statement("tổng 6", derived=(Derived("sum", (2.0, 3.0), 6.0),)))


def test_only_numbers_of_the_question_are_repeated():
    statement = Statement("Có xã trên 58 triệu", derived=(Derived("asked", (), 58.0),))
    assert _holds(statement, asked=frozenset({58.0}))
    assert not _holds(statement)


def test_names_of_documents_are_no_figures():
    statement = Statement("một xã không nêu tên (tệp 000_57c8.txt)", labels=("tệp 000_57c8.txt",))
    assert _holds(statement)


def test_a_struck_statement_is_reported():
    good, bad = _statement("đạt từ 58 triệu đồng/người/năm"), _statement("đạt từ 99 triệu đồng/người/năm")
    verified = verify(Draft("answered", (good, bad)), lambda _: TEXT)
    assert verified.draft.statements == (good,)
    assert verified.struck == (bad.text,)
