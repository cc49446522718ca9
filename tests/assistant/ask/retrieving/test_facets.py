"""One side of a matter, whole and in the order of the text."""

import pytest

from assistant.ask.retrieving.facets import side_of
from assistant.ask.retrieving.second_look import Wanted, texts
from tests.assistant.ask.retrieving.documents import document


@pytest.fixture
def resolution(tmp_path):
    return document(tmp_path)


def told(facet, resolution, *runs, named=True):
    known = texts([resolution])
    found = [said.stretch for said in known.of[resolution.document_id]]
    sides = side_of(facet, Wanted(runs=runs), found, resolution, known.rarity, named=named)
    return [each.stretch.quote for each in sides]


def test_what_follows_an_opening_word_until_another_side_opens(resolution):
    assert told("limitations", resolution) == ["Hạn chế: Hai trạm bơm chậm bàn giao.", "Việc thu quỹ chưa đều."]


def test_of_a_matter_only_what_speaks_of_it(resolution):
    assert told("limitations", resolution, ("thu", "quỹ")) == ["Việc thu quỹ chưa đều."]


def test_the_reason(resolution):
    assert told("causes", resolution) == ["Nguyên nhân: giá giống cao, thiếu cán bộ thú y."]


def test_what_is_to_be_done_is_led_by_the_matter(resolution):
    assert told("solutions", resolution, ("sạt", "lở")) == [
        "Mùa mưa tới, xã kè 300 m bờ suối chống sạt lở, di dời 12 hộ ở bản Nà Khoang."
    ]


def test_a_matter_that_is_not_there_has_no_side(resolution):
    assert told("causes", resolution, ("sân", "bay")) == []
    assert told("solutions", resolution, ("sân", "bay")) == []


@pytest.mark.parametrize("title", ["Ba khâu đột phá", "Các mũi nhọn của nhiệm kỳ", "Việc đột phá, việc thường xuyên"])
def test_a_line_that_only_names_the_side_tells_nothing(tmp_path, title):
    text = f"""ĐẢNG ỦY XÃ KHE SẬY
NGHỊ QUYẾT
Về nhiệm kỳ 2025 - 2030

{title}
Đột phá về mặt bằng chợ, về nghề rèn.

Nơi nhận: như trên.
"""
    assert told("priorities", document(tmp_path, text)) == ["Đột phá về mặt bằng chợ, về nghề rèn."]
