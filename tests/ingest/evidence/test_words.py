"""Words that speak for a side, whole words only."""

import pytest

from ingest.evidence.words import NAMES, count, last_end, side_words


@pytest.mark.parametrize(
    ("name", "said", "times"),
    [
        ("target", "phấn đấu trong năm đạt kế hoạch", 2),
        ("actual", "kết quả đạt được", 2),
        ("target", "thuận lợi", 0),
        ("actual", "thuyền", 0),
        ("gone", "so với năm trước", 1),
        ("coming", "nhiệm vụ năm tới", 1),
    ],
)
def test_words_are_counted(name, said, times):
    assert count(name, said) == times


def test_the_distance_of_the_last_word():
    assert last_end("target", "phấn đấu đạt ") == len(" đạt ")
    assert last_end("target", "phấn đấu, phấn đấu") == 0
    assert last_end("target", "toàn xã có ") == -1


def test_every_list_has_words():
    assert set(side_words()) == set(NAMES)
