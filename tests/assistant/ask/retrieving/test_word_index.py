"""Where words stand: in a stretch itself, or above it alone."""

from assistant.ask.retrieving.word_index import word_index

INDEX = word_index([({"quế", "trồng"}, {"rừng"}), ({"rừng"}, {"rừng", "quế"}), ({"chợ"}, set())])


def test_a_word_is_told_of_the_stretches_that_hold_it():
    assert INDEX.size == 3
    assert INDEX.own_of("quế").tolist() == [0]
    assert INDEX.holds("rừng").tolist() == [False, True, False]
    assert INDEX.own_of("cói").tolist() == []


def test_above_a_stretch_stands_what_it_does_not_hold_itself():
    assert INDEX.above_of("rừng").tolist() == [0]
    assert INDEX.above_of("quế").tolist() == [1]


def test_an_archive_without_text():
    assert word_index([]).size == 0
    assert word_index([]).holds("quế").tolist() == []
