"""An annex tells the document to which it belongs."""

import pytest

from assistant.types import SourceDocument
from ingest.clean import clean
from ingest.identity.attached import attached
from ingest.identity.dates import signing_date
from ingest.identity.kind import read_kind
from ingest.identity.number import own_number
from ingest.identity.page import read_page


def _page(*head):
    text = "\n".join([*head, "I. KINH TẾ", "1. Thu nhập bình quân đạt 52 triệu đồng.", "2. Trồng 12 ha rừng."])
    return read_page(clean(SourceDocument("vb.txt", "h", text)), name="vb.txt")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "(Kèm theo Báo cáo số 418/BC-UBND ngày 11/12/2024 của UBND xã)",
            ("báo cáo", "418/BC-UBND", "2024-12-11"),
        ),
        (
            "(Ban hành kèm theo Nghị quyết số 73/NQ-HĐND ngày 19 tháng 12 năm 2024 của HĐND xã Bản Ngà)",
            ("nghị quyết", "73/NQ-HĐND", "2024-12-19"),
        ),
        ("Kèm theo Kế hoạch số 5 /KH-UBND của UBND xã", ("kế hoạch", "5/KH-UBND", None)),
    ],
)
def test_the_parent_gives_kind_number_and_date(line, expected):
    page = _page("Biểu số 01", "CHỈ TIÊU CHỦ YẾU XÃ BẢN NGÀ", line)
    parent = attached(page)
    assert (parent.kind, parent.number, parent.date) == expected
    number, date = own_number(page), signing_date(page)
    assert (number.value, date.value if date else None) == expected[1:]
    assert read_kind(page, number=number.value) == expected[0]


@pytest.mark.parametrize(
    "line",
    [
        "(Kèm theo Quyết định số 418/QĐ-UBND ngày 11/12/2024 của UBND huyện Sông Hiến)",
        "Căn cứ Quyết định số 418/QĐ-UBND ngày 11/12/2024 của UBND xã;",
    ],
)
def test_what_a_superior_ordered_or_the_text_cites_is_no_parent(line):
    assert attached(_page("UBND XÃ BẢN NGÀ", "KẾ HOẠCH", line)) is None


def test_an_annex_with_a_kind_of_its_own_keeps_it():
    page = _page("ĐỀ ÁN", "Giảm nghèo tỉnh Sông Hiến", "(Kèm theo Quyết định số 7/QĐ-UBND của UBND tỉnh Sông Hiến)")
    assert read_kind(page, number="7/QĐ-UBND") == "khác"
