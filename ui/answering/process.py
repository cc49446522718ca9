"""One process that answers, from the side of the chat."""

from __future__ import annotations

import multiprocessing
from collections.abc import Generator
from contextlib import suppress
from multiprocessing.connection import Connection

from assistant.ask.retrieving.retrieve import Search
from assistant.types import Answer, Step
from ui.answering.job import Failed, Found, Job, Opens, Ready, Told, Wanted
from ui.answering.worker import LONGEST_S, work

_STARTING_S = 300.0  # to import what answers and read the texts, of a large archive on a busy machine
_LEAVING_S = 2.0


class Died(Exception):
    """The process ended in the middle of a question."""


class TooSlow(Exception):
    """The question took longer than any may; its process was ended."""


class Process:
    """A process that answers one question at a time. Made anew, never forked: the chat has threads and open indexes.

    Not safe for several threads; ``pool.Pool`` lends it to one at a time.
    """

    def __init__(self, opens: Opens) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection: Connection
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=work, args=(theirs, opens), daemon=True, name="nghiquyet-answers")
        self._process.start()
        theirs.close()
        self._busy = False

    @property
    def pid(self) -> int | None:
        """Its number on this machine."""
        return self._process.pid

    def wait_until_ready(self) -> None:
        """Raises ``Died`` or ``TooSlow`` where it cannot answer."""
        told = self._heard(_STARTING_S)
        if not isinstance(told, Ready):
            raise Died

    def answers(self, job: Job, search: Search) -> Generator[Step | Answer]:
        """What it tells of a job, last the answer. Given up in the middle, it is heard out, and free for the next.

        Raises what asking raises, ``Died``, and ``TooSlow``.
        """
        told = self._told(job, search)
        try:
            for each in told:  # noqa: UP028 -- "yield from" would close what is to be heard out
                yield each
        finally:
            with suppress(Exception):  # of a job that nobody waits for; one that is not heard out is found busy
                for _ in told:
                    pass

    def end(self) -> None:
        """Ends it, whatever it is doing."""
        self._connection.close()
        self._process.join(_LEAVING_S)
        self._process.kill()
        self._process.join()

    def _told(self, job: Job, search: Search) -> Generator[Step | Answer]:
        if self._busy:
            raise Died
        self._busy = True
        self._send(job)
        while self._busy:
            told = self._heard(LONGEST_S)
            self._busy = not isinstance(told, Answer | Failed)
            if isinstance(told, Wanted):
                self._send(_searched(told, search))
            elif isinstance(told, Failed):
                raise told.error
            elif not isinstance(told, Ready):
                yield told

    def _send(self, said: Job | Found | Failed) -> None:
        try:
            self._connection.send(said)
        except OSError as error:
            raise Died from error

    def _heard(self, seconds: float) -> Told | Ready:
        try:
            if not self._connection.poll(seconds):
                raise TooSlow
            told: Told | Ready = self._connection.recv()
        except (EOFError, OSError) as error:
            raise Died from error
        return told


def _searched(wanted: Wanted, search: Search) -> Found | Failed:
    try:
        return Found(tuple(search(wanted.question, k=wanted.k, within=wanted.within)))
    except Exception as error:
        return Failed(error)
