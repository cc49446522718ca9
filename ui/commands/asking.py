"""Who answers a command's questions: the chat that runs over its data folder, else the archive opened here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from assistant.ports import Shelf
from assistant.settings import Settings
from assistant.types import Answer, Evidence, Turn
from ui.beside import Chat, running_chat
from ui.commands.terminal import opened


class Asking(Protocol):
    """What answers questions and finds passages, safe for several threads."""

    @property
    def shelf(self) -> Shelf:
        """The documents that it answers from."""

    def ask(self, text: str, *, history: Sequence[Turn] = ()) -> Answer:
        """One verified answer."""

    def search(self, text: str, *, k: int) -> list[Evidence]:
        """The ``k`` best passages, best first."""


@dataclass(frozen=True, slots=True)
class _Beside:
    """Reads the archive itself and leaves the asking to the chat, which owns the indexes."""

    chat: Chat
    shelf: Shelf

    def ask(self, text: str, *, history: Sequence[Turn] = ()) -> Answer:
        """The chat's answer."""
        return self.chat.ask(text, history=history)

    def search(self, text: str, *, k: int) -> list[Evidence]:
        """What the chat finds."""
        return self.chat.search(text, k=k)


@contextmanager
def asking(settings: Settings) -> Iterator[Asking]:
    """Answers alike, alone and beside a chat. Raises as ``opened`` does."""
    with opened(settings) as assistant:
        chat = running_chat(settings)
        yield assistant if chat is None else _Beside(chat, assistant.shelf)
