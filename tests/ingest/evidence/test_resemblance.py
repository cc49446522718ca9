"""A figure resembles an indicator by the share of its name's words that are said."""

import os
import subprocess
import sys

import pytest

from assistant.language.catalogue import catalogue
from ingest.evidence.resemblance import names_of, resembling, words_of


def by_id(*said, least=0.0):
    return {like.entry.id: like for like in resembling(*said, catalogue(), least=least)}


def test_a_name_said_whole_is_covered_whole():
    assert by_id("Thu nhập bình quân đầu người", "", "")["thu_nhap_binh_quan"].own == pytest.approx(1.0)


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
