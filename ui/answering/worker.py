"""The life of a process that answers: one question after the other, until the chat is gone.

It reads the archive itself and follows its revision: after a correction it reads once what changed. It opens no
index; what it needs from them it asks for in the middle of a question.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import traceback
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from threading import Thread

from assistant.types import Answer, Evidence, Step
from ui.answering.job import Answering, Failed, Found, Job, Opens, Ready, Told, Wanted

LONGEST_S = 60.0
"""Seconds that one question may take; ordinary ones take some hundredths."""


def work(connection: Connection, opens: Opens) -> None:
    """Answers what comes through ``connection``."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the chat, which closes the connection
    Thread(target=_leave_with_parent, daemon=True).start()
    with suppress(EOFError, OSError):  # the chat is gone
        assistant = opens(_Search(connection))
        assistant.warm()
        connection.send(Ready())
        while True:
            job = connection.recv()
            _end_after(2 * LONGEST_S)
            for told in _told(assistant, job):
                connection.send(told)
            _end_after(0)


def _told(assistant: Answering, job: Job) -> Iterator[Told]:
    """The steps, where they are wished for, then the answer, or why there is none."""
    try:
        if not job.stepwise:
            yield assistant.ask(job.text, history=job.history)
            return
        for piece in assistant.follow(job.text, history=job.history):
            if isinstance(piece, Step | Answer):  # what grows between them is the answer's own text
                yield piece
    except Exception as error:
        error.add_note(traceback.format_exc())
        yield Failed(error if _travels(error) else RuntimeError(f"{type(error).__name__}: {error}"))


def _travels(error: Exception) -> bool:
    """Whether an error comes out at the other end as it is."""
    try:
        return isinstance(pickle.loads(pickle.dumps(error)), type(error))  # noqa: S301 -- made here
    except Exception:
        return False


@dataclass(frozen=True, slots=True)
class _Search:
    """Has the chat search its indexes."""

    connection: Connection

    def __call__(self, question: str, *, k: int, within: Collection[str] | None = None) -> list[Evidence]:
        """The passages found. Raises what the search there raises."""
        self.connection.send(Wanted(question, k, None if within is None else tuple(within)))
        answer: Found | Failed = self.connection.recv()
        if isinstance(answer, Failed):
            raise answer.error
        return list(answer.evidence)


def _leave_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)


def _end_after(seconds: float) -> None:
    """Ends the process though it be in the middle of a search that lets no thread run; 0 for never (not on Windows).

    The chat ends it earlier, where it is still there.
    """
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)
