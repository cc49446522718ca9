"""What has the shape of a syllable of Vietnamese."""

import pytest

from assistant.language.syllables import is_syllable


@pytest.mark.parametrize("word", ["nghiêng", "quyết", "giếng", "ươm", "khuỷu", "xoong", "Đảng", "y"])
def test_syllables(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["nàgy", "thnág", "cáoo", "nhgị", "krông", "bhyt", "ocop"])
def test_what_is_none(word):
    assert not is_syllable(word)
