"""A struck figure leaves no bare heading and no list shorter than its count."""

from dataclasses import replace

import pytest

from assistant.ask.composing.wording import library
from assistant.ask.parts import Known
from assistant.ask.pipeline import answer
from assistant.ask.verifying.unconfirmed import with_unconfirmed
from assistant.ask.verifying.verify import verify
from assistant.types import Draft, Span, Statement
from ingest.read import read
from ingest.read_file import archived
from tests.assistant.ask.sample_parts import SAMPLE, parts_of

FILES = [SAMPLE / "2023_nghi_quyet_xa_thanh_luong.txt", SAMPLE / "2023_nghi_quyet_xa_van_thuy.txt"]
INCOME = "thu_nhap_binh_quan"


@pytest.fixture
def spoilt():
    """Thanh Lương's income is told in words that its document does not hold."""
    parts = parts_of(FILES)
    document = archived(read(FILES[0], max_bytes=10**7))
    rows = (replace(r, figure="999 con") if r.indicator == INCOME else r for r in document.indicators)
    parts.shelf.save(replace(document, indicators=tuple(rows)))
    known = Known(parts.shelf)
    return replace(parts, known=lambda: known)


def test_an_answer_without_any_figure_left_is_a_refusal(spoilt):
    books = library(spoilt.shelf.documents())
    document = next(each for each in books.documents.values() if each.name == FILES[0].name)
    told = Statement("- Xã Thanh Lương: 999 con", spans=(Span(document.document_id, "", 0, 20, document.text[:20]),))
    draft = Draft("answered", (Statement("Chỉ tiêu của xã:"), told))
    verified = verify(draft, lambda key: books.of(key).text)
    shown = with_unconfirmed(draft, verified, books, is_note=lambda _: False)
    text = "".join(each.text for each in shown.statements)
    assert (shown.outcome, verified.struck) == ("abstained", ("- Xã Thanh Lương: 999 con",))
    assert "không đối chiếu được từng chữ" in text
    assert FILES[0].name in text
    assert not text.startswith("Chỉ tiêu")


def test_where_the_text_holds_the_figure_its_line_is_quoted_instead(spoilt):
    found = answer("Thanh Lương năm 2023 đặt thu nhập bao nhiêu?", parts=spoilt)
    assert (found.outcome, found.rows, len(found.struck)) == ("answered", (), 1)
    assert found.text.startswith("Văn bản ghi")
    assert all("hu nhập bình quân" in each.quote for each in found.citations)
    assert "999" not in found.text


def test_a_struck_item_keeps_its_line_so_that_the_count_agrees(spoilt):
    found = answer("Xã nào năm 2023 đặt thu nhập trên 10 triệu?", parts=spoilt)
    items = [line for line in found.text.splitlines() if line.startswith("- ")]
    assert found.text.startswith(f"Có {len(items)} xã")
    assert any("Thanh Lương" in line and FILES[0].name in line for line in items)
    assert (found.outcome, len(found.struck)) == ("answered", 1)
    assert "999" not in found.text


def test_without_a_struck_figure_nothing_changes():
    found = answer("Thanh Lương năm 2023 đặt thu nhập bao nhiêu?", parts=parts_of(FILES))
    assert (found.outcome, found.struck) == ("answered", ())
