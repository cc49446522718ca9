"""What goes between the chat and a process that answers: questions one way; steps, answers and failures the other."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.ask.retrieving.retrieve import Search
from assistant.types import Answer, Evidence, Step, Turn


@dataclass(frozen=True, slots=True)
class Job:
    """A question with the conversation before it; ``stepwise`` where the steps are wished for, too."""

    text: str
    history: tuple[Turn, ...] = ()
    stepwise: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a process needs to have searched: one process owns the indexes, and that is the chat's."""

    question: str
    k: int
    within: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Found:
    """The passages that were wanted."""

    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Failed:
    """What was raised instead; its traceback is a note of it."""

    error: Exception


class Ready:
    """A process has opened the archive and read its texts."""


Told = Step | Answer | Wanted | Failed
"""What a process says of a job; an answer or a failure is the last of it."""


class Answering(Protocol):
    """What a process asks: the assistant over the same archive, as it is opened there."""

    def warm(self) -> None:
        """Reads what the first question would wait for."""

    def ask(self, text: str, *, history: Sequence[Turn] = ()) -> Answer:
        """One verified answer."""

    def follow(self, text: str, *, history: Sequence[Turn] = ()) -> Generator[Step | str | Answer]:
        """The steps, the growing text, last the answer."""


class Opens(Protocol):
    """Opens what a process asks. Goes to the process by its name, so that it is a function of a module."""

    def __call__(self, search: Search) -> Answering:
        """The assistant, which has its passages found by ``search``."""
