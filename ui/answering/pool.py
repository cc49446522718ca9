"""The processes that answer: started when they are needed, lent to one question each, replaced where one dies."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Generator
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Lock, Thread

from assistant.ask.retrieving.retrieve import Search
from assistant.errors import AnswerLost
from assistant.types import Answer, Step
from ui.answering.job import Job, Opens
from ui.answering.process import Died, Process, TooSlow
from ui.answering.worker import LONGEST_S

_LOG = logging.getLogger(__name__)
_TRIES = 2  # times that a question is given to a process before it is told that it cannot be answered
_LOOK_S = 1.0  # how often who waits for a process looks whether there still is one
_SLOW = "Câu hỏi này cần hơn {s:g} giây nên đã dừng. Hãy hỏi ngắn và cụ thể hơn."
_DIED = (
    "Tiến trình trả lời câu hỏi này dừng giữa chừng hai lần, có lẽ vì thiếu bộ nhớ. Hãy hỏi cụ thể hơn, hoặc đặt "
    "NQ_WORKERS=1 rồi chạy lại."
)
_NO_START = "Tiến trình trả lời không khởi động được, có lẽ vì thiếu bộ nhớ; tiến trình chính trả lời thay."


class Nobody(Exception):
    """There is no process to answer, and none on its way."""


class _Line:
    """Free processes, and those who wait for one: the first come is served first. Safe for several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._free: list[Process] = []
        self._waiting: deque[SimpleQueue[Process]] = deque()

    def put(self, process: Process) -> None:
        """Hands a process to who has waited longest, else keeps it."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().put(process)
            else:
                self._free.append(process)

    def get(self, *, hopeful: Callable[[], bool]) -> Process:
        """The next process, waited for as long as there is hope. Raises ``Nobody``."""
        mine: SimpleQueue[Process] = SimpleQueue()
        with self._lock:
            if self._free:
                return self._free.pop()
            self._waiting.append(mine)
        while True:
            with suppress(Empty):
                return mine.get(timeout=_LOOK_S)
            with self._lock:
                if mine in self._waiting and not hopeful():
                    self._waiting.remove(mine)
                    raise Nobody


class Pool:
    """``size`` processes, each opened by ``opens``; ``search`` serves them all. Safe for several threads."""

    def __init__(self, opens: Opens, *, size: int, search: Search) -> None:
        self._opens = opens
        self._size = size
        self._search = search
        self._free = _Line()
        self._changing = Lock()
        self._serving: set[Process] = set()
        self._coming = 0
        self._is_closed = False  # for good: at the end, or where a process could not be started

    @property
    def is_ready(self) -> bool:
        """Whether a process is there to answer."""
        return bool(self._serving)

    def pids(self) -> list[int]:
        """The numbers of the processes that answer."""
        with self._changing:
            return [each.pid for each in self._serving if each.pid is not None]

    def start(self) -> None:
        """Has the processes started, once; nobody waits for them."""
        with self._changing:
            if not (self._is_closed or self._serving or self._coming):
                self._begin(self._size)

    def answers(self, job: Job) -> Generator[Step | Answer]:
        """The steps of a job, where it wishes for them, last its answer.

        One whose process dies is begun again. Raises what asking raises, ``AnswerLost``, and ``Nobody``.
        """
        for _ in range(_TRIES):
            process = self._taken()
            try:
                yield from process.answers(job, self._search)
            except Died:
                self._replace(process)
            except TooSlow as error:
                self._replace(process)
                raise AnswerLost(_SLOW.format(s=LONGEST_S)) from error
            else:
                return
            finally:
                if process in self._serving:
                    self._free.put(process)
        raise AnswerLost(_DIED)

    def close(self) -> None:
        """Ends all processes."""
        with self._changing:
            self._is_closed = True
            serving, self._serving = self._serving, set()
        for each in serving:
            each.end()

    def _taken(self) -> Process:
        while True:
            process = self._free.get(hopeful=lambda: bool(self._serving or self._coming))
            if process in self._serving:
                return process

    def _begin(self, count: int) -> None:
        """Starts processes in threads of their own; the caller holds ``_changing``."""
        self._coming += count
        for _ in range(count):
            Thread(target=self._add, name="answers", daemon=True).start()

    def _add(self) -> None:
        """Starts a process and lends it once it can answer. Where that fails, no other is tried."""
        process = Process(self._opens)
        failed = False
        try:
            process.wait_until_ready()
        except (Died, TooSlow):
            failed = True
        with self._changing:
            self._coming -= 1
            if not failed and not self._is_closed:
                self._serving.add(process)
                self._free.put(process)
                return
            told, self._is_closed = failed and not self._is_closed, True
        process.end()
        if told:
            _LOG.warning(_NO_START)

    def _replace(self, process: Process) -> None:
        with self._changing:
            self._serving.discard(process)
            if not self._is_closed:
                self._begin(1)
        process.end()
