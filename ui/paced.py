"""What comes faster than anybody reads, shown as fast as it can be read."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from contextvars import copy_context
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Event, Thread
from time import monotonic
from typing import TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class _End:
    """Nothing more comes; with the error that ended it, if any."""

    error: BaseException | None = None


def paced(items: Generator[Item], *, first: Item, apart_s: float) -> Generator[Item]:
    """``first``, then what comes, at least ``apart_s`` seconds apart; the last at once, and the newest where several
    came in between. What came too early is held until its time, so that it is seen where nothing follows.

    The items are made in a thread of their own, in the caller's context; where the caller leaves, it ends with the
    item that it is at. Raises what making them raises.
    """
    come: SimpleQueue[Item | _End] = SimpleQueue()
    left = Event()
    Thread(target=copy_context().run, args=(_hand_on, items, come, left), name="paced", daemon=True).start()
    try:
        yield from _spaced(come, first, apart_s)
    finally:
        left.set()


def _hand_on(items: Generator[Item], come: SimpleQueue[Item | _End], left: Event) -> None:
    end = _End()
    try:
        with closing(items):
            for item in items:
                come.put(item)
                if left.is_set():
                    break
    except BaseException as error:  # it is raised where the items are wanted
        end = _End(error)
    come.put(end)


def _spaced(come: SimpleQueue[Item | _End], first: Item, apart_s: float) -> Generator[Item]:
    newest, is_shown, next_s = first, False, monotonic() + apart_s
    while True:
        try:
            item = come.get(timeout=None if is_shown else max(0.0, next_s - monotonic()))
        except Empty:
            yield newest
            is_shown, next_s = True, monotonic() + apart_s
            continue
        if isinstance(item, _End):
            if item.error is not None:
                raise item.error
            if not is_shown:
                yield newest
            return
        newest, is_shown = item, False
