"""Fonts that give characters another meaning; more in cases/test_13_tcvn3_soft_hyphen.py."""

import pytest
from lxml import etree

from ingest.readers.docx_fonts import font_of, legacy_fonts, restored, symbol
from ingest.readers.docx_styles import styles_of
from tests.ingest.word import NAMES, paragraph, run

STYLES = styles_of(None)


def story(*runs):
    return etree.fromstring(f"<w:body {NAMES}>{paragraph(''.join(runs))}</w:body>")


def fonts(font):
    return f'<w:rFonts w:ascii="Arial" w:hAnsi="{font}"/>'


def test_letters_with_marks_are_drawn_in_the_second_font_of_a_run():
    body = story(run("®¹t", fonts(".VnTime")), run("tiếp", '<w:rFonts w:ascii=".VnArial"/>'), run("sau"))
    assert [font_of(each, STYLES) for each in body.iter("{*}r")] == [".vntime", ".vnarial", ""]


@pytest.mark.parametrize(
    ("font", "text", "read"),
    [
        (".VnTime", "®¹t n¨m", "đạt năm"),
        (".VnArial NarrowH", "®¹t n¨m", "ĐẠT NĂM"),
        ("VNI-Helve", "ñaït naêm", "đạt năm"),
        ("Symbol", "£", "≤"),
        ("Arial", "£", "£"),
    ],
)
def test_each_font_by_its_table(font, text, read):
    tables = legacy_fonts([story(run(text, fonts(font)))], STYLES)
    assert restored(text, font.lower(), tables) == read


def test_a_font_whose_runs_are_unicode_already_has_no_table():
    more = story(*(run("đường", fonts(".VnTime")) for _ in range(3)), run("thôn", fonts(".VnTime")))
    assert legacy_fonts([more], STYLES) == {}


@pytest.mark.parametrize(
    ("font", "code", "sign"),
    [("Symbol", "F0B3", "≥"), ("Wingdings", "F0E0", "→"), ("Wingdings 2", "F052", "☑"), ("Webdings", "F041", " ")],
)
def test_signs_by_their_codes(font, code, sign):
    assert symbol(font, code) == sign
