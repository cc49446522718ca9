"""The words that letters make."""

from __future__ import annotations

from ingest.readers.pdf_letters import Glyph
from ingest.readers.pdf_words import words_of
from ingest.readers.ruled import Rule


def letters(text: str, *, unseen: bool = False, turn: int | None = 0) -> list[Glyph]:
    """Letters of 5 points, a blank before each that follows one."""
    return [
        Glyph(sign, 5 * at, 5 * at + 5, 100, 10, turn, at == 0 or text[at - 1] == " ", unseen)
        for at, sign in enumerate(text)
        if sign != " "
    ]


def test_a_blank_parts_words() -> None:
    words, _, _ = words_of(letters("Thu 58"), [])

    assert [word.text for word in words] == ["Thu", "58"]


def test_what_a_rule_goes_through_is_struck() -> None:
    words, _, _ = words_of(letters("Thu 58"), [Rule(True, 97, 19, 31)])

    assert [word.text for word in words] == ["Thu", "<s>58</s>"]


def test_unseen_and_slanted_letters_stand_aside() -> None:
    words, unseen, slanted = words_of([*letters("66 ha", unseen=True), *letters("BẢN SAO", turn=None)], [])

    assert (words, unseen, slanted) == ([], "66 ha", "BẢN SAO")
