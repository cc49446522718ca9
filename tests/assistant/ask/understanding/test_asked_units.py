"""The units that a question wants its figures in."""

import pytest

from assistant.ask.understanding.asked_units import asked_units


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Đàn dê của xã Mỏ Vàng có mấy con?", ("con",)),
        ("thu ngan sach duoc bao nhieu ty", ("tỷ đồng",)),
        ("Trồng bao nhiêu ha, thu mấy tấn?", ("ha", "tấn")),
        ("Thiệt hại tổng cộng bao nhiêu tiền?", ("đồng",)),
        ("tap huan het bn kinh phi", ("đồng",)),
        ("Ai ký nghị quyết?", ()),
    ],
)
def test_the_unit_behind_the_question_word(text, units):
    assert asked_units(text) == units
