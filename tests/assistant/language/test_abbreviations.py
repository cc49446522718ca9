"""Abbreviations and their long forms find each other."""

import pytest

from assistant.language.abbreviations import shortened, spelled_out, variants
from assistant.language.catalogue import asking_catalogue


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("giám sát của HĐND xã", "giám sát của hội đồng nhân dân xã"),
        ("xây dựng NTM", "xây dựng nông thôn mới"),
        ("cấp QSDĐ", "cấp quyền sử dụng đất"),
    ],
)
def test_either_form_gives_the_other(short, long):
    assert spelled_out(short) == long
    assert shortened(long) == short.lower()
    assert set(variants(short)) >= {short.lower(), long}


def test_only_whole_words_are_abbreviations():
    assert spelled_out("khhgđ và kht") == "khhgđ và kht"


def test_without_diacritics():
    assert spelled_out("giam sat cua hdnd", plain=True) == "giam sat cua hoi dong nhan dan"


def test_an_indicator_is_found_under_either_form():
    found = {match.entry.id for match in asking_catalogue().find("thu từ cấp quyền sử dụng đất")}
    assert "thu_tien_su_dung_dat" in found
