"""The words of recognised lines."""

from __future__ import annotations

import pytest

from ingest.readers.ocr_words import words_of
from ingest.readers.ruled import Rule
from ingest.readers.tesseract import Letter


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("3 . Trồng rừng", "3. Trồng rừng"),
        ("z2) . Trồng rừng", "2) Trồng rừng"),
        ("12 ) Trồng rừng", "12) Trồng rừng"),
        ("3. Trồng rừng", "3. Trồng rừng"),
        ("145 ha rừng", "145 ha rừng"),
        ("3 . trồng rừng", "3 . trồng rừng"),
        ("TH2024 KH2025", "TH 2024 KH 2025"),
        ("NQ12024", "NQ12024"),
        ("H1 KẾT QUẢ", "III. KẾT QUẢ"),
    ],
)
def test_the_mark_of_an_item_is_one_word(said: str, read: str) -> None:
    line, at = [], 0.0
    for word in said.split():
        line.append([Letter(sign, at + 8 * step, 0, at + 8 * step + 7, 12, 99) for step, sign in enumerate(word)])
        at += 8 * len(word) + 6

    assert " ".join(word.text for word in words_of(line, [], 72)) == read


@pytest.mark.parametrize(
    ("said", "tops", "at", "struck"),
    [
        ("trước", (5, 0, 0, 0, 14), 15, False),  # the serifs of small letters join to a rule
        ("trước", (5, 0, 0, 0, 14), 26, True),
        ("hương", (0, 14, 0, 0, 14), 16, False),
        ("năm", (14, 0, 14), 17, False),
        ("nam.", (14, 14, 14, 34), 26, True),
        ("2024", (0, 0, 0, 0), 19, True),
        ("2024", (0, 0, 0, 0), 10, True),
        ("XOM", (0, 0, 0), 20, True),
    ],
)
def test_a_rule_strikes_a_word_below_the_tops_of_its_small_letters(
    said: str, tops: tuple[int, ...], at: int, struck: bool
) -> None:
    lefts = range(0, 20 * len(said), 20)
    word = [Letter(sign, left, top, left + 19, 38, 99) for sign, left, top in zip(said, lefts, tops, strict=True)]

    (found,) = words_of([word], [Rule(True, at, 0, 20 * len(said))], 72)

    assert found.text == (f"<s>{said}</s>" if struck else said)
