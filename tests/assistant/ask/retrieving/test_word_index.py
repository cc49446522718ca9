"""Where words stand: in a line itself, beside each other, or above it."""

from assistant.ask.retrieving.word_index import cut, word_index

LINES = [("trồng", "1.200", "m2", "rừng"), ("rừng", "trống"), ("chợ", "mới", "của", "xã")]
PAGE = cut(LINES, [("rừng", "quế"), ("rừng", "quế"), ("khoai",)], [0, 0, 1])
INDEX = word_index([PAGE, cut([("xã", "trồng", "quế")], [()], [0])])
WHOLE = range(INDEX.size)


def _lines(marks, part=WHOLE):
    return [part[at] for at in marks.nonzero()[0].tolist()]


def test_a_word_is_told_of_the_lines_that_hold_it():
    assert INDEX.size == 4
    assert _lines(INDEX.own_of("trồng", WHOLE)) == [0, 3]
    assert _lines(INDEX.own_of("cói", WHOLE)) == []


def test_a_word_without_marks_is_any_of_its_forms():
    assert _lines(INDEX.own_of("~trong", WHOLE)) == [0, 1, 3]
    assert INDEX.counts()["~trong"] == 3
    assert INDEX.counts()["trồng"] == 2
    assert "khoai" not in INDEX.counts()


def test_above_a_line_stands_what_its_heading_says():
    assert _lines(INDEX.above_of("rừng", WHOLE)) == [0, 1]
    assert _lines(INDEX.above_of("~que", WHOLE)) == [0, 1]


def test_neighbours_stand_either_way_round_with_numbers_or_a_word_between():
    assert _lines(INDEX.neighbours("trồng", "rừng", WHOLE)) == [0, 1]
    assert _lines(INDEX.neighbours("chợ", "của", WHOLE)) == [2]
    assert _lines(INDEX.neighbours("chợ", "xã", WHOLE)) == []


def test_the_last_word_of_a_line_is_no_neighbour_of_the_first_of_the_next():
    assert _lines(INDEX.neighbours("trống", "chợ", WHOLE)) == []


def test_a_part_is_told_by_itself():
    part = range(2, 4)
    assert _lines(INDEX.own_of("xã", part), part) == [2, 3]
    assert _lines(INDEX.neighbours("trồng", "quế", part), part) == [3]
    assert INDEX.own_of("trồng", range(1, 1)).tolist() == []


def test_paragraphs_and_groups_go_on_from_one_document_to_the_next():
    assert INDEX.paragraph.tolist() == [0, 0, 1, 2]
    assert INDEX.group.tolist() == [0, 0, 1, 2]


def test_an_archive_without_text():
    empty = word_index([])
    assert empty.size == 0
    assert empty.own_of("quế", range(0)).tolist() == []
    assert empty.counts() == {}
    assert word_index([cut([], [], [])]).size == 0


def test_counting_keeps_nothing_and_a_word_that_is_asked_for_is_put_together_once():
    index = word_index([PAGE])
    assert index.counts()["~trong"] == 2
    assert index._merged == {}
    assert _lines(index.own_of("~trong", range(index.size))) == [0, 1]
    assert list(index._merged) == ["~trong"]
