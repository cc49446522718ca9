"""Misspelt names of indicators."""

import pytest

from assistant.ask.understanding.spelling import respelt


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("phát triển đản viên của xã", "phát triển đảng viên của xã"),
        ("thu ngnâ sách bao nhiêu", "thu ngân sách bao nhiêu"),
        # Of a word of two letters another letter makes another word.
        ("Xã nào muốn phát triển du lịch?", "Xã nào muốn phát triển du lịch?"),
        ("nghị quyết về phát triển du lịch cộng đồng", "nghị quyết về phát triển du lịch cộng đồng"),
        ("giải pháp phát triển du lịch lòng hồ", "giải pháp phát triển du lịch lòng hồ"),
    ],
)
def test_only_a_slip_is_put_right(text, said):
    assert respelt(text, plain=False) == said
