"""Figures that share a head or a tail."""

import pytest

from assistant.ask.understanding.clauses import read_figures
from assistant.ask.understanding.coordinated import with_tail
from assistant.ask.understanding.words import prepare


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("diện tích, năng suất và sản lượng lúa", ("dien_tich_lua", "nang_suat_lua", "san_luong_lua")),
        ("diện tích và sản lượng ngô", ("dien_tich_ngo", "san_luong_ngo")),
        ("dien tich va san luong lac", ("dien_tich_lac", "san_luong_lac")),
        ("diện tích lúa, ngô và lạc", ("dien_tich_lua", "dien_tich_ngo", "dien_tich_lac")),
        ("diện tích và sản lượng lúa, ngô", ("dien_tich_lua", "san_luong_lua", "dien_tich_ngo", "san_luong_ngo")),
        ("dien tich voi san luong ngo va lac", ("dien_tich_ngo", "san_luong_ngo", "dien_tich_lac", "san_luong_lac")),
        (
            "sản lượng và diện tích lạc, đậu, ngô",
            (
                *("san_luong_lac", "san_luong_dau", "san_luong_ngo"),
                *("dien_tich_lac", "dien_tich_dau", "dien_tich_ngo"),
            ),
        ),
        ("thu ngân sách bao nhiêu, chi bao nhiêu", ("thu_ngan_sach", "chi_ngan_sach")),
        ("thu ns mấy tỷ, còn chi mấy tỷ", ("thu_ngan_sach", "chi_ngan_sach")),
        ("năm 2021 ngô: diện tích, sản lượng bao nhiêu?", ("dien_tich_ngo", "san_luong_ngo")),
        ("lac: dien tich va san luong may tan", ("dien_tich_lac", "san_luong_lac")),
        ("vụ này lúa: năng suất bao nhiêu, kế hoạch mấy tạ", ("nang_suat_lua",)),
    ],
)
def test_heads_and_tails(text, expected):
    assert sorted(read_figures(prepare(text), (), ()).indicators) == sorted(expected)


def test_a_colon_before_other_words_makes_no_name():
    assert read_figures(prepare("cho hỏi: diện tích bao nhiêu"), (), ()).indicators == ()


@pytest.mark.parametrize("text", ["thu ngân sách bao nhiêu, chi tiết ra sao", "hộ nghèo, thu ngân sách bao nhiêu"])
def test_what_makes_no_name_is_left(text):
    assert "chi_ngan_sach" not in read_figures(prepare(text), (), ()).indicators


def test_a_topic_may_stand_far_before_the_colon():
    found = read_figures(prepare("Vụ lúa xuân 2025 ở xã: diện tích, năng suất ra sao?"), [], ())
    assert found.indicators == ("dien_tich_lua", "nang_suat_lua")


def test_a_head_takes_the_tail_of_the_words_before():
    asked = with_tail(prepare("năng suất bao nhiêu"), "xuống giống mấy ha lúa")
    assert (asked.text, asked.words) == ("năng suất lúa bao nhiêu", "năng suất lúa bao nhiêu")
    assert with_tail(prepare("tuyển mấy người"), "xuống giống mấy ha lúa").text == "tuyển mấy người"
