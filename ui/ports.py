"""What the interface needs of an assistant, and no more: the built one and the tests' fake both fit."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol

from assistant.ask.retrieving.retrieve import Retriever
from assistant.ledger.book import LedgerBook
from assistant.ports import Conversations, Drafts, FlagStore, Shelf, Store
from assistant.settings import Settings
from assistant.types import Answer, Evidence, Step, Turn

if TYPE_CHECKING:  # the whole pipeline, of which most commands need nothing
    from assistant.build import Leg


class Assistant(Protocol):
    """Answers questions over the archive; ``assistant.build.open_assistant`` makes the real one."""

    @property
    def settings(self) -> Settings:
        """The settings that it was opened with."""

    @property
    def shelf(self) -> Shelf:
        """The reading side of the archive."""

    @property
    def ledger(self) -> LedgerBook:
        """Findings, corrections and unknown indicators."""

    @property
    def conversations(self) -> Conversations:
        """The stored conversations."""

    @property
    def flags(self) -> FlagStore:
        """Questions whose answers users found wrong."""

    @property
    def drafts(self) -> Drafts:
        """The drafts that staff work on."""

    @property
    def archive(self) -> Store:
        """The archive itself, for whoever changes it."""

    @property
    def changing(self) -> AbstractContextManager[object]:
        """Held by the one who changes the archive."""

    def indexes(self, *, wait: float = ...) -> Retriever:
        """The open indexes with the bundled model.

        Raises ``IndexMismatch``, also where others have been making them ready for ``wait`` seconds.
        """

    def leg(self) -> Leg | None:
        """The open leg of the named embedding model; None where none is named. Raises ``ModelUnavailable``."""

    def renew(self, build: Callable[[], None]) -> None:
        """Has ``build`` make the indexes anew while none is open; the caller holds ``changing``."""

    def warm(self) -> None:
        """Reads what the first question would wait for."""

    def ask(self, text: str, *, history: Sequence[Turn] = ()) -> Answer:
        """One verified answer."""

    def stream(self, text: str, *, history: Sequence[Turn] = ()) -> Generator[str | Answer]:
        """The verified Markdown as it grows, each piece holding all before it; last comes the answer. Closing it
        ends what is under way.
        """

    def follow(self, text: str, *, history: Sequence[Turn] = ()) -> Generator[Step | str | Answer]:
        """As ``stream``, and between the pieces the step that begins."""

    def search(self, text: str, *, k: int) -> list[Evidence]:
        """The ``k`` best passages, best first."""

    def retrieve(self, question: str, *, k: int, within: Collection[str] | None = None) -> list[Evidence]:
        """The ``k`` best passages for a question as it was understood; with ``within``, of these documents only."""

    def close(self) -> None:
        """Gives back the archive and the indexes."""
