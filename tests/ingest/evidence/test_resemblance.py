"""Indicators told by words that stand in pieces around a figure."""

import pytest

from assistant.language.catalogue import catalogue
from ingest.evidence.resemblance import names_of, resembling, unit_words, words_of


def found(own, unit="", above=""):
    return {like.entry.id: like for like in resembling(own, unit, above, catalogue())}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("xóm văn hóa", "thôn văn hóa"),
        ("tổ dân phố văn hóa", "thôn văn hóa"),
        ("sl lúa", "sản lượng thóc"),
        ("NS ngô", "năng suất ngô"),
        ("kết nạp quần chúng ưu tú", "kết nạp đảng viên"),
    ],
)
def test_words_of_one_meaning(one, other):
    assert words_of(other) <= words_of(one)


def test_digits_and_signs_are_no_words():
    assert words_of("12,5% (2024)") == frozenset()


def test_a_name_that_is_said_whole_is_covered_whole():
    assert found("sản lượng lạc")["san_luong_lac"].own == pytest.approx(1)


def test_half_a_name_is_covered_in_part_and_the_head_above_adds_to_it():
    alone = found("lạc")["san_luong_lac"]
    completed = found("lạc", above="Sản lượng các cây trồng")["san_luong_lac"]
    assert 0 < alone.all == alone.own < 1
    assert completed.own == alone.own < completed.all < 1  # what stands above counts for less than own words


def test_words_above_alone_name_nothing():
    assert "san_luong_lac" not in found("toàn xã", above="Sản lượng lạc")


def test_the_unit_speaks():
    assert unit_words("tạ/ha") == {"năng", "suất"}
    assert unit_words("chuyến") == frozenset()
    assert found("lúa", "tạ/ha")["nang_suat_lua"].own > found("lúa")["nang_suat_lua"].own


def test_a_word_of_few_names_tells_more_than_one_of_many():
    weights = names_of(catalogue()).weights
    assert weights["lạc"] > weights["diện"] > 0
    assert weights["tỷ"] < weights["lạc"] / 2
