"""Stage 3, one example a rule."""

from __future__ import annotations

import unicodedata

import pytest

from ingest.cleaning.characters import plain_characters


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        (unicodedata.normalize("NFD", "hoà uỷ Nghị quyết"), "hoà uỷ Nghị quyết"),
        ("11-\xa0\xa0Tỷ lệ\u2003người\tdân", "11-  Tỷ lệ người dân"),
        ("thu\u200b nhập\xad\ufeff", "thu nhập"),
        ("a\r\nb\rc\u2028d\fe", "a\nb\nc\nd\fe"),
        ("ngƣời, Ƣu tiên, ÐẢNG", "người, Ưu tiên, ĐẢNG"),
        ("\uf0b7 BHYT \uf0b3 95%", "- BHYT ≥ 95%"),
    ],
    ids=["NFD", "spaces", "invisible", "newlines", "letters", "symbol font"],
)
def test_unicode(written: str, plain: str) -> None:
    assert plain_characters(written) == plain


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Сộng hòа хã hội", "Cộng hòa xã hội"),  # Cyrillic С, а, х
        ("ΒHYT, xα\u0303", "BHYT, xã"),  # Greek capital beta, alpha with a combining tilde
        ("Москва, λόγος", "Москва, λόγος"),  # words of their own
        ("5 μg", "5 μg"),
    ],
)
def test_look_alikes_only_in_words_that_become_latin(written: str, plain: str) -> None:
    assert plain_characters(written) == plain


def test_what_tcvn3_leaves_behind_in_pdf_text() -> None:
    assert plain_characters("ng−ời, đ−ợc, nh− vậy, t− t−ởng, ngμnh") == "người, được, như vậy, tư tưởng, ngành"
    assert plain_characters("kinh tế−xã hội, 5−6%, Bắc−Nam") == "kinh tế−xã hội, 5−6%, Bắc−Nam"


@pytest.mark.parametrize("figure", ["0,30%0", "14,2%o", "5 o/oo", "12,1‰"])
def test_a_permille_however_misread_stays_as_written(figure: str) -> None:
    assert plain_characters(f"Tỷ suất sinh {figure}/năm") == f"Tỷ suất sinh {figure}/năm"


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("&ge; 95&#37; &nbsp;A &amp; B", "≥ 95%  A & B"),
        ("HĐND & UBND; R&D", "HĐND & UBND; R&D"),
        ('m<sup>2</sup>, <span id="page-1"></span>xã <b>Hưng Tân</b>', "m2, xã Hưng Tân"),
        ("T/M ĐẢNG ỦY<br>BÍ THƯ", "T/M ĐẢNG ỦY\nBÍ THƯ"),
        ("| Thu<br/>nhập | 58 |", "| Thu nhập | 58 |"),
        ("tỷ lệ < 1% và > 5%", "tỷ lệ < 1% và > 5%"),
    ],
)
def test_entities_and_tags(written: str, plain: str) -> None:
    assert plain_characters(written) == plain


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        (r"Y tế $\geq 95\%$ ;", "Y tế ≥ 95% ;"),
        (r"đạt $60{,}5\%$", "đạt 60,5%"),
        (r"$\leq 1\%$, \leq 5 ha, \lequal", r"≤ 1%, ≤ 5 ha, \lequal"),
        (r"$\frac{1}{2}$ ha, 100 $m^{2}$, $30^\circ$", "1/2 ha, 100 $m^{2}$, 30°"),
        (r"$\text{tỷ đồng}$", "tỷ đồng"),
        ("từ $5 đến $10", "từ $5 đến $10"),
        ("giá 5$ và 10$", "giá 5$ và 10$"),
    ],
)
def test_latex(written: str, plain: str) -> None:
    assert plain_characters(written) == plain


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("nh ững ng ười tr ồng ch è th eo kế hoạch", "những người trồng chè theo kế hoạch"),
        ("thu nhâ \u0323p bi \u0300nh quân", "thu nhập bình quân"),
        ("ngƣời dân đƣợc hƣởng", "người dân được hưởng"),
        ("trang th 5, ph. An Khê, kh ABC, tr. 12", "trang th 5, ph. An Khê, kh ABC, tr. 12"),
        ("Tỷ lệ ch ất đạt 7 th ăm", "Tỷ lệ chất đạt 7 thăm"),
        ("pro\ufb01le", "profile"),
    ],
)
def test_residues_of_pdf_fonts(written: str, text: str) -> None:
    assert plain_characters(written) == text
