"""What the processes of the tests ask: the fake assistant, to which some questions are deadly."""

import os
import signal
import time
from collections.abc import Collection, Sequence
from pathlib import Path

from assistant.ask.retrieving.retrieve import Search
from assistant.types import Answer, Evidence, Turn
from tests.ui.fake_assistant import FakeAssistant

DEADLY = "chết"  # ends the process
DEADLY_ONCE = "chết một lần "  # … where the file named behind it does not exist yet
SLOW = "chậm"
SEARCHING = "tìm"


class Asked(FakeAssistant):
    def __init__(self, search: Search) -> None:
        super().__init__()
        self._search = search

    def ask(self, text: str, *, history: Sequence[Turn] = ()) -> Answer:
        once = Path(text.removeprefix(DEADLY_ONCE)) if text.startswith(DEADLY_ONCE) else None
        if text == DEADLY or (once is not None and not once.exists()):
            if once is not None:
                once.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if text == SLOW:
            time.sleep(0.3)
        if text == SEARCHING:
            self._search(text, k=3, within={"d1"})
        return super().ask("thu nhập trên 58" if once is not None or text in (SLOW, SEARCHING) else text)


def beside(search: Search) -> Asked:
    return Asked(search)


def broken(search: Search) -> Asked:
    raise SystemExit(1)


def nothing_found(question: str, *, k: int, within: Collection[str] | None = None) -> list[Evidence]:
    return []
