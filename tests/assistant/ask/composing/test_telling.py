"""Where a document says its number, its date and when it was passed, without what stands beside them."""

import pytest

from assistant.ask.composing.telling import date_spans, linked_spans, number_spans, passed_spans, telling_lines
from tests.builders import document


def _quotes(spans):
    return [" ".join(span.quote.split()) for span in spans]


@pytest.mark.parametrize(
    ("line", "number", "date"),
    [
        (
            "Số: 318 /BC-UBND      Ea Súp, ngày 07 tháng 10 năm 2022",
            "Số: 318 /BC-UBND",
            "Ea Súp, ngày 07 tháng 10 năm 2022",
        ),
        ("Số 318/BC-UBND Bản Mế, ngày 07 tháng 10 năm 2022", "Số 318/BC-UBND", "Bản Mế, ngày 07 tháng 10 năm 2022"),
        ("Số: 318/BC-UBND, ngày 07/10/2022", "Số: 318/BC-UBND", "Số: 318/BC-UBND, ngày 07/10/2022"),
    ],
)
def test_number_and_date(line, number, date):
    own = document("d", "ỦY BAN NHÂN DÂN", line, "BÁO CÁO", number="318/BC-UBND", date="2022-10-07")
    assert _quotes(number_spans(own)) == [number]
    assert _quotes(date_spans(own)) == [date]


def test_another_s_number_is_not_the_document_s():
    own = document("d", "Số: 18/NQ-HĐND", "Căn cứ Nghị quyết 118/NQ-HĐND", number="18/NQ-HĐND", date=None)
    assert _quotes(number_spans(own)) == ["Số: 18/NQ-HĐND"]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (
            "Nghị quyết được HĐND xã khóa I thông qua ngày 26 tháng 12 năm 2025 và có hiệu lực.",
            "được HĐND xã khóa I thông qua ngày 26 tháng 12 năm 2025",
        ),
        ("ĐƯỢC KỲ HỌP THỨ 2 THÔNG QUA NGÀY 20/12/2019.", "ĐƯỢC KỲ HỌP THỨ 2 THÔNG QUA NGÀY 20/12/2019"),
        ("Điều 1. Thông qua kết quả năm 2019: 23/26 chỉ tiêu đạt.", None),
    ],
)
def test_when_it_was_passed(text, quote):
    assert _quotes(passed_spans(document("d", text))) == ([quote] if quote else [])


def test_what_one_line_says_is_cited_once():
    own = document(
        "d", "NGHỊ QUYẾT số 5-NQ/ĐU", "Nội dung", title="NGHỊ QUYẾT số 5-NQ/ĐU", number="5-NQ/ĐU", date=None
    )
    (line,) = telling_lines(own)
    assert line.quote.startswith("NGHỊ QUYẾT số 5-NQ/ĐU")


LINKED = document(
    "l",
    "NGHỊ QUYẾT Sửa đổi một số chỉ tiêu tại Nghị quyết số 44/NQ-HĐND ngày 20/12/2022",
    "Căn cứ Luật Đầu tư công;",
    "Thực hiện Kế hoạch số 15/KH-UBND ngày 03/01/2023 của UBND huyện Bình Lâm, HĐND xã quyết nghị:",
    "1. Điều chỉnh thu ngân sách từ 3 tỷ xuống 2,5 tỷ đồng.",
)


@pytest.mark.parametrize(
    ("link", "quote"),
    [
        ("amends", "Sửa đổi một số chỉ tiêu tại Nghị quyết số 44/NQ-HĐND ngày 20/12/2022"),
        ("carries_out", "Thực hiện Kế hoạch số 15/KH-UBND ngày 03/01/2023 của UBND huyện Bình Lâm"),
        ("grounds", "Căn cứ Luật Đầu tư công"),
    ],
)
def test_the_document_that_another_one_is_tied_to(link, quote):
    assert [span.quote for span in linked_spans(LINKED, link)] == [quote]
