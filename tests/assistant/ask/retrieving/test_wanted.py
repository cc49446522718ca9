"""Words that the archive does not have, and those that stand beside them in a question."""

import pytest

from assistant.ask.retrieving.said import Rarity
from assistant.ask.retrieving.wanted import _apart_from_unknown

KNOWN = Rarity(40, {"trường": 2, "sản": 5, "lượng": 5, "chè": 3, "kênh": 1, "đường": 4, "giếng": 1})


@pytest.mark.parametrize(
    ("run", "parts"),
    [
        (("~moi", "trường"), [("~moi", "trường")]),  # "môi trường" is no "cổng trường"
        (("~shan", "chè"), [("~shan", "chè")]),
        (("kênh", "mương"), [("kênh",), ("mương",)]),  # the head comes first, and says what is meant alone
        (("đường", "nhựa"), [("đường",), ("nhựa",)]),
        (("giếng", "khoan"), [("giếng",), ("khoan",)]),
        (("sản", "lượng", "~macca"), [("sản", "lượng"), ("~macca",)]),
        (("sản", "lượng", "chè"), [("sản", "lượng", "chè")]),
    ],
)
def test_half_of_a_word_stays_by_its_other_half(run, parts):
    assert _apart_from_unknown(run, KNOWN) == parts
