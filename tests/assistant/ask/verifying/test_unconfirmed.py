"""A struck figure leaves no bare heading and no list shorter than its count."""

from dataclasses import replace

import pytest

from assistant.ask.parts import Known
from assistant.ask.pipeline import answer
from ingest.pipeline import archived
from ingest.read import read
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
    found = answer("Thanh Lương năm 2023 đặt thu nhập bao nhiêu?", parts=spoilt)
    assert (found.outcome, found.rows, len(found.struck)) == ("abstained", (), 1)
    assert "không đối chiếu được từng chữ" in found.text
    assert FILES[0].name in found.text
    assert "999" not in found.text
    assert not found.text.startswith("Chỉ tiêu")


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
