"""Normal forms that keep offsets."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.text import fold, has_diacritics, letters, normalise, slug, syllables, with_pairs


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hoà", "hòa"),
        ("uỷ", "ủy"),
        ("thuý", "thúy"),
        ("Khoẻ", "khỏe"),
        ("quý", "quý"),
        ("hoạt", "hoạt"),
        ("Toàn", "toàn"),
    ],
)
def test_both_schools_of_tone_placement_are_one(old, new):
    assert normalise(old) == normalise(new) == new


def test_folding():
    assert fold("Đạt từ 58 triệu ĐỒNG, ưu ơ ỹ") == "dat tu 58 trieu dong, uu o y"


@given(st.text(max_size=100))
def test_folding_and_normalising_keep_every_offset(text):
    text = unicodedata.normalize("NFC", text)
    assert len(fold(text)) == len(normalise(text)) == len(text)


@given(st.text(max_size=100))
def test_normalising_and_folding_twice_changes_nothing(text):
    text = unicodedata.normalize("NFC", text)
    assert normalise(normalise(text)) == normalise(text)


def test_syllables_keep_numbers_whole():
    assert syllables("Đạt 60,5% (9.850 tấn)") == ["đạt", "60,5", "9.850", "tấn"]


def test_pairs_follow_the_tokens():
    assert with_pairs(["thu", "ngân", "sách"]) == ["thu", "ngân", "sách", "thu_ngân", "ngân_sách"]


@pytest.mark.parametrize(("text", "expected"), [("xa nao", False), ("xã nào", True), ("dong", False), ("đong", True)])
def test_diacritics(text, expected):
    assert has_diacritics(text) is expected


def test_slug():
    assert slug("Sản lượng tôm (nuôi)") == "san_luong_tom_nuoi"


@pytest.mark.parametrize("times", [1, 2000])
def test_a_text_of_any_length_keeps_its_offsets(times):
    assert normalise("QUỐC HOÀ İ, " * times) == "quốc hòa İ, " * times


LONG = st.text(st.sampled_from("aĐđÂớ–“ 5²½Ⅷ\0İẞ\ud800\ufacf\U0001d400\n"), max_size=8)


@given(LONG, st.sampled_from([1, 60, 500]))
def test_a_long_text_is_folded_as_its_letters_are(text, times):
    assert fold(text * times) == "".join(map(fold, text)) * times


@given(LONG, LONG)
def test_letters_are_the_same_for_texts_of_the_same_letters_alone(text, other):
    def said(each):
        return "".join(letter for letter in map(fold, each) if letter.isalnum())

    assert (letters(text * 99) == letters(other * 99)) == (said(text) == said(other))
