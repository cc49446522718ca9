"""An assistant whose questions go into the log, for who has set that (``NQ_LOG_QUESTIONS``)."""

from __future__ import annotations

import json
import logging
from collections.abc import Generator, Sequence
from typing import Any, cast

from assistant.types import Answer, Evidence, Step, Turn
from ui.doors.watch import LOGGER
from ui.ports import Assistant
from ui.request_id import REQUEST_ID


def logged(assistant: Assistant) -> Assistant:
    """The same assistant; each question is a line of the log, with the number of its request."""
    return cast("Assistant", _Logged(assistant))


class _Logged:
    """All but asking goes to the assistant itself."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def __getattr__(self, name: str) -> Any:
        return getattr(self._assistant, name)

    def ask(self, text: str, *, history: Sequence[Turn] = ()) -> Answer:
        """One verified answer."""
        _log(text)
        return self._assistant.ask(text, history=history)

    def stream(self, text: str, *, history: Sequence[Turn] = ()) -> Generator[str | Answer]:
        """The answer as it grows."""
        _log(text)
        return self._assistant.stream(text, history=history)

    def follow(self, text: str, *, history: Sequence[Turn] = ()) -> Generator[Step | str | Answer]:
        """As ``stream``, and between the pieces the step that begins."""
        _log(text)
        return self._assistant.follow(text, history=history)

    def search(self, text: str, *, k: int) -> list[Evidence]:
        """The ``k`` best passages, best first."""
        _log(text)
        return self._assistant.search(text, k=k)


def _log(text: str) -> None:
    told = {"request_id": REQUEST_ID.get(), "question": text}
    logging.getLogger(LOGGER).info(json.dumps(told, ensure_ascii=False))
