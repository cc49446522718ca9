"""What a question says that somebody has not done: "đơn vị nào chưa kết nạp được đảng viên nào"."""

from __future__ import annotations

import re
from functools import cache, partial

from assistant.ask.understanding import words
from assistant.language.tables import load_table
from assistant.language.text import fold, has_diacritics, normalise

_FEWEST, _MOST = 3, 4  # words of what is not done, where it is said in so many


def undone(text: str) -> tuple[str, ...]:
    """What is not done, folded, with the word that denies it, the longest form first ("chua ket nap duoc dang", "chua
    ket nap duoc"); () where it is not asked who has not done something, or rows tell it.
    """
    plain = not has_diacritics(text)
    found = _asks(plain=plain).search(fold(text) if plain else normalise(text))
    if found is None:
        return ()
    done = fold(found["done"]).split()
    return tuple(
        " ".join((fold(found["not"]), *done[:size]))
        for size in range(min(_MOST, len(done)), min(_FEWEST, len(done)) - 1, -1)
    )


@cache
def _asks(*, plain: bool) -> re.Pattern[str]:
    table = load_table("assistant.ask.understanding", "undone.toml")
    one_of = partial(words.one_of, plain=plain)
    return re.compile(
        rf"(?<!\w){one_of(table['asks'])}(?:\s+[^\s,;.?]+){{0,4}}?\s+(?:{one_of(table['still'])}\s+)*"
        rf"(?P<not>{one_of(table['nots'])})\s+(?!{one_of(table['of_rows'])})(?P<done>[^\W\d]+(?:\s+[^\W\d]+){{1,5}})"
    )
