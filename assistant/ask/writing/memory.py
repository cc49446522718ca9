"""What a language model is told of the conversation, within a budget.

The filters of earlier questions (indicator, condition, places, years) are kept exactly, as the rules read them; the
latest turns are kept whole; of the turns before them a line each stays, and the oldest go first where even that is
too long. Nothing here is evidence: an answer's figures and citations come from the documents alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.types import Turn

LATEST = 4  # turns that are kept whole where the budget allows it
_LINE = 160  # characters of an older turn
_TURN = 800  # characters of a late one

Reading = Callable[[Sequence[Turn]], str]


@dataclass(frozen=True, slots=True)
class Memory:
    """A conversation in short: exact filters, one line for each older turn, the latest turns; oldest first."""

    filters: tuple[str, ...] = ()
    older: tuple[str, ...] = ()
    latest: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """As a prompt holds it; "(không có)" without a conversation."""
        filters = (f"Bộ lọc đã dùng: {each}" for each in self.filters)
        return "\n".join((*filters, *self.older, *self.latest)) or "(không có)"


def remember(history: Sequence[Turn], reading: Reading, *, characters: int) -> Memory:
    """The conversation within ``characters``; ``reading`` tells how the last of some turns is read."""
    filters = tuple(dict.fromkeys(_readings(history, reading)))
    left = characters - sum(map(len, filters))
    latest: list[str] = []
    older: list[str] = []
    for turn in reversed(history):
        whole = len(latest) < LATEST and not older
        line = _line(turn, _TURN if whole else _LINE)
        if len(line) > left:
            break
        left -= len(line)
        (latest if whole else older).insert(0, line)
    return Memory(filters, tuple(older), tuple(latest))


def _readings(history: Sequence[Turn], reading: Reading) -> Iterator[str]:
    for at, turn in enumerate(history, 1):
        if turn.role == "user" and (told := reading(history[:at])):
            yield told


def _line(turn: Turn, limit: int) -> str:
    """A turn on one line, cut at a word."""
    words = " ".join(turn.content.split())
    told = words if len(words) <= limit else f"{words[:limit].rsplit(' ', 1)[0]} …"
    return f"{'Người dùng' if turn.role == 'user' else 'Trợ lý'}: {told}"
