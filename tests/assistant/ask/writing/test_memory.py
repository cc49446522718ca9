"""A conversation in short: filters exact, late turns whole, older ones a line each."""

import re

import pytest

from assistant.ask.writing.memory import LATEST, Memory, remember
from assistant.types import Turn

TALK = [
    Turn(role, text)
    for at in range(6)
    for role, text in (("user", f"Câu hỏi {at} trên {50 + at} triệu?"), ("assistant", f"Đáp {at}. " + "dài " * 100))
]


def _reading(until):
    return "lọc " + re.search(r"trên \d+ triệu", until[-1].content).group()


def test_filters_are_kept_exactly_whatever_the_budget():
    memory = remember(TALK, _reading, characters=1)
    assert memory.filters == tuple(f"lọc trên {50 + at} triệu" for at in range(6))
    assert (memory.older, memory.latest) == ((), ())


def test_late_turns_stay_whole_and_older_ones_become_a_line():
    memory = remember(TALK, _reading, characters=100_000)
    assert len(memory.latest) == LATEST
    assert memory.latest[-1].count("dài") == 100
    assert len(memory.older) == len(TALK) - LATEST
    assert memory.older[0] == "Người dùng: Câu hỏi 0 trên 50 triệu?"
    assert memory.older[1].startswith("Trợ lý: Đáp 0. dài")
    assert memory.older[1].endswith(" …")
    assert max(map(len, memory.older)) < 180


@pytest.mark.parametrize("characters", [300, 700, 1500, 3000])
def test_the_budget_holds_and_the_oldest_go_first(characters):
    memory = remember(TALK, _reading, characters=characters)
    assert sum(map(len, (*memory.filters, *memory.older, *memory.latest))) <= characters
    told = "\n".join((*memory.older, *memory.latest))
    kept = [at for at in range(6) if f"Đáp {at}" in told]
    assert kept == list(range(6 - len(kept), 6))


def test_a_repeated_filter_is_told_once_and_none_is_said_to_be_none():
    twice = [Turn("user", "trên 5 triệu"), Turn("user", "lại trên 5 triệu")]
    assert remember(twice, _reading, characters=100).filters == ("lọc trên 5 triệu",)
    assert Memory().text == "(không có)"
