"""Words of a page and the text of a line of them."""

from __future__ import annotations

from ingest.readers.layout_words import Word, plain


def word(text: str, *, glued: bool = False) -> Word:
    return Word(text, 20, 100, 60, 110, 10, glued)


def test_letters_stand_a_fifth_of_their_size_above_the_lower_end() -> None:
    assert word("58").base == 110 - 0.2 * 10
    assert word("58").middle == (40, 105)


def test_a_blank_parts_words_that_are_not_glued() -> None:
    assert plain([word("Thu"), word("58"), word("%", glued=True)]) == "Thu 58%"


def test_what_is_struck_word_by_word_is_struck_as_a_whole() -> None:
    assert plain([word("<s>đạt</s>"), word("<s>58</s>"), word("61")]) == "<s>đạt 58</s> 61"
    assert plain([word("m"), word("<sup>1</sup>", glued=True), word("<sup>)</sup>", glued=True)]) == "m<sup>1)</sup>"
