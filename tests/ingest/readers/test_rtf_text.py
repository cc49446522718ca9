"""RTF as Outlook writes it: a page wrapped in it, words alone, letters by code page, by font and by Unicode."""

from __future__ import annotations

import pytest

from ingest.readers.rtf_text import page_of, words_of

HEAD = (
    rb"{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0\fswiss Arial;}{\f1\fcharset163 Times;}}\uc1\pard\plain "
)
TABLE = (
    rb"{\*\htmltag64 <table>}{\*\htmltag64 <tr>}{\*\htmltag64 <td>}\htmlrtf \intbl\htmlrtf0 "
    rb"Thu ng\u226?n s\u225?ch{\*\htmltag72 </td>}{\*\htmltag64 <td>}7{\*\htmltag72 </td>}"
    rb"\htmlrtf \cell\row\htmlrtf0 {\*\htmltag72 </tr>}{\*\htmltag72 </table>}}"
)


def test_a_page_wrapped_in_rtf_is_that_page() -> None:
    assert page_of(HEAD + TABLE) == "<table><tr><td>Thu ngân sách</td><td>7</td></tr></table>"


def test_what_only_rtf_needs_is_no_part_of_the_page() -> None:
    rtf = (
        HEAD
        + rb"{\*\mhtmltag1 <a>}{\*\htmltag1 <p>}A\htmlrtf {\b\htmlrtf0 B\htmlrtf }\htmlrtf0 \'3c C{\*\htmltag1 </p>}}"
    )

    assert page_of(rtf) == "<p>AB&lt; C</p>"


def test_text_in_rtf_wraps_no_page() -> None:
    assert page_of(rb"{\rtf1\ansi\fromtext Thu 7}") is None


@pytest.mark.parametrize(
    ("rtf", "said"),
    [
        (rb"{\rtf1\ansi\ansicpg1258 Ng\'e2n s\'e1ch\par 7 t\u7927?}", "Ngân sách\n7 tỷ"),
        (rb"{\rtf1\ansi{\fonttbl{\f2\fcharset163 Arial;}}\f2 r\'e3n \'f0\u7911?\f0}", "răn đủ"),
        (rb"{\rtf1\ansi{\info{\author B}}{\*\generator C 9;}A\tab 7\~%\line\{b\}}", "A\t7\xa0%\n{b}"),
        (rb"{\rtf1\ansi\uc2 t\u7927 ab\u-4051\'20\'20 {\pict 0a0b}{\*\shppict x}.}", "tỷ\uf02d ."),
        (rb"{\rtf1 a\cell b\cell\row{\bin5 }}}}}c}", "a\tb\t\nc"),
        (rb"}}{\rtf1 9{", "9"),
    ],
)
def test_words(rtf: bytes, said: str) -> None:
    assert words_of(rtf) == said
