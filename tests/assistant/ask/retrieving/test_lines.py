"""Lines that answer nothing by themselves, and sentences that only begin like them."""

import pytest

from assistant.ask.retrieving.lines import is_fragment
from assistant.ask.retrieving.stretches import Stretch


@pytest.mark.parametrize(
    ("quote", "fragment"),
    [
        ("UBND xã Mỏ Vàng", True),
        ("UBND xã giao Phòng Kinh tế theo dõi, hằng quý báo cáo.", False),
        ("Ủy ban nhân dân xã Mỏ Vàng", True),
        ("Thời tiết hôm nay 27 độ", True),
        ("Thời tiết xấu kéo dài khiến 16 tàu nằm bờ.", False),
        ("Nơi nhận: Thường trực Tỉnh ủy.", True),
        ("NGHỊ QUYẾT VỀ NHIỆM VỤ", True),
        ("12 con", True),
    ],
)
def test_a_letterhead_says_nothing_and_a_sentence_does(quote, fragment):
    assert is_fragment(Stretch("d", 0, len(quote), quote)) is fragment
