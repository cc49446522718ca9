"""Drafts, copies and amendments."""

from dataclasses import replace

from assistant.ask.tallying.standing import not_standing, replaced_rows
from assistant.types import Resolution
from tests.builders import identity, indicator


def _document(number, *, text, name=None, **fields):
    return Resolution(f"d{number}", name or f"{number}.txt", "h", text, (), (), identity(**fields))


def test_a_copy_gives_way_to_the_first_whatever_its_layout():
    first = _document(0, text="Nghị quyết xã. Thu nhập 58 triệu.")
    copy = _document(1, text="NGHỊ QUYẾT XÃ\nThu nhập: 58 triệu")
    other = _document(2, text="Nghị quyết xã. Thu nhập 59 triệu.")
    assert not_standing([first, copy, other]) == {"d1": "trùng nội dung với tệp 0.txt"}


def test_a_draft_gives_way_to_the_issued_text_of_the_same_unit_and_year():
    draft = _document(0, text="DỰ THẢO\nThu nhập 57 triệu.")
    issued = _document(1, text="Thu nhập 58 triệu.")
    assert list(not_standing([draft, issued])) == ["d0"]
    assert not_standing([draft]) == {}
    assert not_standing([draft, replace(issued, identity=identity(target_year=2024))]) == {}


def test_a_figure_of_an_amending_document_replaces_the_one_before():
    before = _document(0, text="a")
    amending = _document(1, text="b", title="Nghị quyết về điều chỉnh chỉ tiêu năm 2023")
    rows = [
        indicator("old", "d0", indicator="thu_ngan_sach", value=12.0),
        indicator("new", "d1", indicator="thu_ngan_sach", value=13.5),
        indicator("kept", "d0", value=58.0),
        indicator("other year", "d0", indicator="thu_ngan_sach", value=11.0, year=2022),
    ]
    assert replaced_rows(rows, {"d0": before, "d1": amending}) == {"old": "d1"}
    assert replaced_rows(rows, {"d0": before, "d1": before}) == {}
