"""A follow-up names its indicator by what differs from the one before."""

import pytest

from assistant.ask.understanding.renamed import renamed
from assistant.ask.understanding.words import prepare


@pytest.mark.parametrize(
    ("before", "text", "meant"),
    [
        ("thu_ngan_sach", "Thế còn chi thì sao?", "chi_ngan_sach"),
        ("san_luong_lua", "Còn ngô?", "san_luong_ngo"),
        ("san_luong_ngo", "the con lac", "san_luong_lac"),
        ("ty_le_ho_ngheo", "Vậy cận nghèo thì bao nhiêu?", "ty_le_ho_can_ngheo"),
        ("dien_tich_lua", "còn ngô bao nhiêu", "dien_tich_ngo"),
        ("nang_suat_lua", "Thế sản lượng?", "san_luong_lua"),
    ],
)
def test_what_differs_names_it(before, text, meant):
    assert renamed(prepare(text), (before,)) == meant


@pytest.mark.parametrize(
    "text", ["Thế còn năm 2024?", "Xã Bình Sơn thì sao?", "Vậy mục tiêu năm sau?", "Có đạt không?"]
)
def test_what_names_no_indicator(text):
    assert renamed(prepare(text), ("thu_ngan_sach",)) is None


def test_without_an_indicator_before_there_is_none():
    assert renamed(prepare("Còn chi?"), ()) is None


def test_another_name_of_the_same_is_no_other_indicator():
    assert renamed(prepare("Vậy có bao nhiêu hộ?"), ("so_ho_ngheo",)) is None
