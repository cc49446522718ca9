"""Amendments."""

from dataclasses import replace

from assistant.ask.composing.wording import library
from assistant.ask.tallying.standing import replaced_rows
from assistant.types import Resolution
from tests.builders import identity, indicator


def _document(number, *, text, name=None, **fields):
    return Resolution(f"d{number}", name or f"{number}.txt", "h", text, (), (), identity(**fields))


def _replaced(rows, documents):
    units = library(replace(each, document_id=key) for key, each in documents.items()).unit_of
    return replaced_rows(rows, documents, units)


def test_a_figure_of_an_amending_document_replaces_the_one_before():
    before = _document(0, text="a")
    amending = _document(1, text="b", title="Nghị quyết về điều chỉnh chỉ tiêu năm 2023")
    rows = [
        indicator("old", "d0", indicator="thu_ngan_sach", value=12.0),
        indicator("new", "d1", indicator="thu_ngan_sach", value=13.5),
        indicator("kept", "d0", value=58.0),
        indicator("other year", "d0", indicator="thu_ngan_sach", value=11.0, year=2022),
    ]
    assert _replaced(rows, {"d0": before, "d1": amending}) == {"old": "d1"}
    assert _replaced(rows, {"d0": before, "d1": before}) == {}


def test_an_amending_document_need_not_say_in_which_district_its_commune_lies():
    before = _document(0, text="a", district="Bình Lâm")
    amending = _document(1, text="b", title="Nghị quyết về điều chỉnh chỉ tiêu năm 2023", district=None)
    rows = [
        indicator("old", "d0", indicator="thu_ngan_sach", value=12.0),
        indicator("new", "d1", indicator="thu_ngan_sach", value=13.5),
    ]
    assert _replaced(rows, {"d0": before, "d1": amending}) == {"old": "d1"}
