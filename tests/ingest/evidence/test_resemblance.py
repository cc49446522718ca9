"""Indicators told by words that stand in pieces around a figure."""

import os
import subprocess
import sys

import pytest

from assistant.language.catalogue import catalogue
from ingest.evidence.resemblance import names_of, resembling, unit_words, words_of


def found(own, unit="", above=""):
    return {like.entry.id: like for like in resembling(own, unit, above, catalogue(), least=0.0)}


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
    weights = {word: float(shares[0]) for word, shares in names_of(catalogue()).weights.items()}
    assert weights["lạc"] > weights["diện"] > 0
    assert weights["tỷ"] < weights["lạc"] / 2


def by_id(*said, least=0.0):
    return {like.entry.id: like for like in resembling(*said, catalogue(), least=least)}


def test_words_above_count_for_less_than_own_ones():
    own = by_id("Sản lượng ngô", "tấn", "")["san_luong_ngo"]
    parted = by_id("Ngô", "tấn", "Sản lượng")["san_luong_ngo"]
    assert own.own == own.all
    assert parted.own <= parted.all <= own.all


def test_weak_ones_are_left_out():
    every = by_id("Sản lượng ngô", "tấn", "Nông nghiệp")
    strong = by_id("Sản lượng ngô", "tấn", "Nông nghiệp", least=0.45)
    assert strong == {name: like for name, like in every.items() if like.all >= 0.45}
    assert 0 < len(strong) < len(every)


def test_words_that_no_name_has_resemble_nothing():
    assert by_id("xyzzy", "", "") == {}
    assert not names_of(catalogue()).covered(frozenset()).any()


def test_words_are_spelled_out():
    assert words_of("BHYT") == words_of("bảo hiểm y tế")


def test_no_run_differs_from_another():
    """The order of a set of words differs from process to process; what is read must not."""
    script = (
        "from assistant.language.catalogue import catalogue\n"
        "from ingest.evidence.resemblance import names_of, words_of\n"
        "said = words_of('tổng giá trị sản xuất công nghiệp, xây dựng và thu nhập bình quân đầu người của xã')\n"
        "print(names_of(catalogue()).covered(said).tobytes().hex())\n"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(printed) == 1
