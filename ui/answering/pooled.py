"""An assistant whose answers come from processes of their own, so that they use the cores there are.

1. Questions that come one at a time are answered here: no process is started, and none takes memory.
2. Once two are under way at the same time, the processes are started; until one is ready, answers go on here.
3. From then on questions wait for a free process, the first come first. All that writes stays here, as do the
   indexes: a process asks for what it needs of them (``job.Wanted``).

With a language model answers stay here: they wait for it and not for this machine, and many may wait at once.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Any, cast

from assistant.ask.pipeline import growing
from assistant.ask.retrieving.retrieve import Search
from assistant.settings import Settings
from assistant.types import Answer, Step, Turn
from ui.answering.job import Job
from ui.answering.pool import Nobody, Pool
from ui.ports import Assistant

if TYPE_CHECKING:
    from assistant.build import Assistant as Built

_MOST = 4  # processes where the setting names no number: each reads the archive into its own memory


@contextmanager
def answering(assistant: Assistant) -> Iterator[Assistant]:
    """The assistant that answers with the processes of its settings; they end with the block."""
    settings = assistant.settings
    size = workers_of(settings)
    if size == 1 or settings.chat_model is not None:
        yield assistant
        return
    with closing(Pool(partial(open_beside, settings=settings), size=size, search=assistant.retrieve)) as pool:
        yield pooled(assistant, pool)


def workers_of(settings: Settings) -> int:
    """The processes that answer; 1 stands for none beside the chat's own."""
    if settings.workers is not None:
        return settings.workers
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, _MOST)


def open_beside(search: Search, *, settings: Settings) -> Built:
    """The assistant in a process that answers, over the archive that the chat owns."""
    from assistant.build import open_assistant

    return open_assistant(settings, search=search)


def pooled(assistant: Assistant, pool: Pool) -> Assistant:
    """The same assistant; ``pool`` answers as soon as there is more than one question at a time."""
    return cast("Assistant", _Pooled(assistant, pool))


class _Pooled:
    """All but asking goes to the assistant itself."""

    def __init__(self, assistant: Assistant, pool: Pool) -> None:
        self._assistant = assistant
        self._pool = pool
        self._counting = Lock()
        self._here = 0  # questions that are being answered in this process

    def __getattr__(self, name: str) -> Any:
        return getattr(self._assistant, name)

    def ask(self, text: str, *, history: Sequence[Turn] = ()) -> Answer:
        """One verified answer."""
        with suppress(Nobody), closing(self._beside(Job(text, tuple(history)))) as told:
            return next(each for each in told if isinstance(each, Answer))
        with self._counted():
            return self._assistant.ask(text, history=history)

    def stream(self, text: str, *, history: Sequence[Turn] = ()) -> Generator[str | Answer]:
        """The answer as it grows."""
        with closing(self.follow(text, history=history)) as pieces:
            yield from (piece for piece in pieces if not isinstance(piece, Step))

    def follow(self, text: str, *, history: Sequence[Turn] = ()) -> Generator[Step | str | Answer]:
        """As ``stream``, and between the pieces the step that begins."""
        answered = False
        with suppress(Nobody), closing(self._beside(Job(text, tuple(history), stepwise=True))) as told:
            for each in told:
                answered = isinstance(each, Answer)
                yield from growing(each) if isinstance(each, Answer) else (each,)
        if not answered:
            with self._counted(), closing(self._assistant.follow(text, history=history)) as pieces:
                yield from pieces

    def _beside(self, job: Job) -> Generator[Step | Answer]:
        """What a process tells of a job. Raises as ``Pool.answers``; before a process is ready, ``Nobody``."""
        if not self._pool.is_ready:
            raise Nobody
        yield from self._pool.answers(job)

    @contextmanager
    def _counted(self) -> Iterator[None]:
        """Counts the questions answered here; more than one has the processes started."""
        with self._counting:
            self._here += 1
            several = self._here > 1
        if several:
            self._pool.start()
        try:
            yield
        finally:
            with self._counting:
                self._here -= 1
