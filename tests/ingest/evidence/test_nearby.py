"""The names of a line are told for each figure as if every pair of them were looked at."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import pytest

from assistant.language.catalogue import Match, load_catalogue
from assistant.language.quantities import find_quantities
from ingest.evidence.nearby import Near, Nearby
from ingest.figures.windows import Window, windows

SAID = (
    "thu ngân sách",
    "tỷ lệ hộ nghèo",
    "giảm",
    "đạt 7 tỷ đồng",
    "còn 1,9%",
    "hộ nghèo",
    "diện tích ngô",
    "12 ha",
    ",",
    ";",
    ". Thu nhập bình quân đầu người",
    "(",
    ")",
    "trong đó",
    "5/6 tấn",
    "sản lượng lúa",
)


def pairs(matches: Sequence[Match], window: Window, figures: Sequence[int]) -> Iterator[tuple[str, Near]]:
    """Every name with the side of the figure on which it stands."""
    start, end = window.quantity.start, window.quantity.end
    for match in matches:
        if window.clause_start <= match.start and match.end <= start:
            between = sum(match.end <= at < start for at in figures)
            yield match.entry.id, Near("before", match, start - match.end, match.words, between)
        elif window.clause_start <= match.start <= start < match.end <= window.tail:
            yield match.entry.id, Near("around", match, 0, match.words, 0)
        elif start <= match.start and match.end <= window.tail:
            between = sum(end <= at < match.start for at in figures)
            yield match.entry.id, Near("after", match, max(0, match.start - end), match.words, between)
        elif match.end <= window.clause_start:
            yield match.entry.id, Near("line", match, start - match.end, match.words, 0)


def summed(found: Sequence[tuple[str, Near]]) -> dict[tuple[str, str], tuple[int, int, int, int]]:
    """For each indicator and side: the first name's start, the least distance, the most words, the fewest between."""
    told: dict[tuple[str, str], tuple[int, int, int, int]] = {}
    for entry, near in found:
        one = (near.match.start, near.distance, near.words, near.figures if near.where != "line" else 0)
        known = told.get((entry, near.where), one)
        told[entry, near.where] = (
            min(known[0], one[0]),
            min(known[1], one[1]),
            max(known[2], one[2]),
            min(known[3], one[3]),
        )
    return told


@pytest.mark.parametrize("seed", range(60))
def test_only_the_nearest_of_each_indicator_is_told(seed: int) -> None:
    chance = random.Random(seed)
    line = " ".join(chance.choice(SAID) for _ in range(chance.choice((3, 12, 60))))
    found = windows(line, find_quantities(line))
    matches = load_catalogue(None).find(line)
    figures = [window.quantity.number_start for window in found]
    nearby = Nearby(matches, found)
    for window in found:
        told = nearby.of(window)
        assert summed([(near.match.entry.id, near) for near in told]) == summed(list(pairs(matches, window, figures)))
        # In the order of the line, as each is heard: the first that fits makes the option.
        firsts = [near.match.start for near in told]
        assert firsts == sorted(firsts)


def test_a_line_of_a_thousand_names_is_told_in_few() -> None:
    line = "thu ngân sách đạt 7 tỷ đồng, " * 1_000
    found = windows(line, find_quantities(line))
    matches = load_catalogue(None).find(line)
    nearby = Nearby(matches, found)
    assert len(matches) >= 1_000
    assert max(len(nearby.of(window)) for window in found) <= 3 * len({match.entry.id for match in matches})
