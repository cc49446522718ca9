"""Vectors of the named embedding model, computed behind the chat, which the bundled model serves meanwhile.

A model that understands more takes 0.2 s for a passage, so nobody waits for it:

1. ``ingest`` embeds with the bundled model, as ever, and returns.
2. A running chat embeds what is missing in a thread that gives way to all others, a few passages at a time. Each
   few are kept at once by model and text, so that a kill costs seconds, and a text is never embedded twice.
3. When all passages have their vectors the manifest of the leg is written: from the next question on it serves
   (``assistant.build.Leg``). A changed archive is ahead of the manifest, so that the bundled model serves again until
   the new passages are done too.
"""

from __future__ import annotations

import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Event, Thread
from typing import Protocol

from assistant.build import Leg, Places, manifest_at, open_archive, open_leg, own_data
from assistant.errors import IndexMismatch, NghiquyetError
from assistant.language.quantities import format_number
from assistant.manifest import Manifest, tokens_version, verify_manifest, write_manifest
from assistant.ports import Store
from assistant.settings import STATIC, Settings
from ingest.index import embedded_text, sync, text_hash

BATCH = 8
"""Passages embedded between two looks at whether to stop: 2 s of e5-small, and the most that a kill costs."""

LOOK_SECONDS = 1.0
"""How often a chat looks whether the archive has changed."""

RETRY_SECONDS = 60.0
"""How long a chat waits before it goes on after a failure: a full disk, a hub that is out of reach."""

NICENESS = 10
"""How far the thread stands back; 19 is the most. Linux only, where threads have one of their own."""

_READ_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a model is: ``done`` of ``total`` passages have their vectors; ``serves`` once all are in place."""

    model: str
    done: int
    total: int
    serves: bool

    @property
    def line(self) -> str:
        """What a user is told of it."""
        if self.serves:
            return f"Mô hình nhúng {self.model}: đã nhúng đủ {format_number(self.total)} đoạn, đang dùng để tìm."
        return (
            f"Mô hình nhúng {self.model}: đã nhúng {format_number(self.done)}/{format_number(self.total)} đoạn, phần "
            "còn lại được nhúng khi nghiquyet serve chạy; đến khi đủ, câu hỏi được trả lời bằng mô hình kèm sẵn."
        )


class Holder(Protocol):
    """An assistant that answers meanwhile."""

    @property
    def archive(self) -> Store:
        """The archive itself."""

    def leg(self) -> Leg | None:
        """The open leg of the named embedding model; None where none is named. Raises ``ModelUnavailable``."""


def progress(settings: Settings, store: Store, *, model_id: str | None = None) -> Progress | None:
    """How far the named model is, without opening it; None where the bundled one is all that is wanted.

    Who has it open tells its ``model_id``: vectors of other weights under the same name are none of its own.
    """
    name = settings.embedding_model
    if name == STATIC:
        return None
    built = manifest_at(Places(settings.data).leg(name))
    total = len(store.passage_ids())
    of_model = model_id or (built.model_id if built is not None else None)
    if of_model is None:
        return Progress(name, 0, total, serves=False)
    if built is not None and (built.model_id, built.revision) == (of_model, store.text_revision()):
        return Progress(name, total, total, serves=True)
    kept, ids = store.vector_hashes(of_model), sorted(store.passage_ids())
    done = sum(
        text_hash(embedded_text(passage)) in kept
        for start in range(0, len(ids), _READ_AT_ONCE)
        for passage in store.passages(ids[start : start + _READ_AT_ONCE])
    )
    return Progress(name, done, total, serves=False)


def embed(store: Store, *, leg: Leg, done: Callable[[int], None] = lambda _: None) -> None:
    """Brings a leg to the archive's revision. ``done`` is told of each batch; what it raises ends the work.

    A leg of another model or a broken one is built anew, from the vectors that are kept.
    """
    if leg.is_in_step(store.text_revision()):
        return
    try:
        _follow(store, leg=leg, done=done)
    except IndexMismatch:
        leg.vectors.close()
        shutil.rmtree(leg.folder, ignore_errors=True)
        _follow(store, leg=leg, done=done)


def _follow(store: Store, *, leg: Leg, done: Callable[[int], None]) -> None:
    if verify_manifest(leg.manifest, embedder=leg.embedder) is None:  # from here on it can be told how far it is
        nothing = Manifest(leg.embedder.model_id, leg.embedder.dimension, tokens_version(), revision=0)
        write_manifest(nothing, leg.manifest)
    sync(
        store,
        lexical=None,
        vectors=leg.vectors,
        embedder=leg.embedder,
        manifest_path=leg.manifest,
        batch=BATCH,
        done=done,
    )


def embed_here(settings: Settings, *, done: Callable[[int], None] = lambda _: None) -> None:
    """Brings the named model's leg of a data folder that nobody else uses to its end. Raises ``ArchiveInUse``."""
    with own_data(settings), open_archive(settings) as archive:
        leg = open_leg(settings)
        with leg.vectors:
            embed(archive, leg=leg, done=done)


# -- behind a chat -------------------------------------------------------------------------------------


class _Stopped(Exception):
    """The chat ends: the rest is for the next one."""


@contextmanager
def embedding_behind(holder: Holder, *, failed: Callable[[str], None]) -> Iterator[None]:
    """Keeps the named model's leg in step for as long as the block runs.

    ``failed`` is told in one line why that cannot be, once for each reason; the bundled model serves on, and after
    ``RETRY_SECONDS`` it is tried again.
    """
    stop = Event()
    thread = Thread(target=_keep_in_step, args=(holder, stop, failed), name="embedding", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _keep_in_step(holder: Holder, stop: Event, failed: Callable[[str], None]) -> None:
    def done(_: int) -> None:
        if stop.is_set():
            raise _Stopped

    told = None
    while not stop.is_set():
        try:
            _follow_on(holder, stop, done)
        except _Stopped:
            return
        except Exception as error:  # whatever it is: a thread that ended here would never be heard of again
            line = str(error) if isinstance(error, NghiquyetError) else f"{type(error).__name__}: {error}"
            if line != told:
                failed(line)
            told = line
            stop.wait(RETRY_SECONDS)
        else:
            return


def _follow_on(holder: Holder, stop: Event, done: Callable[[int], None]) -> None:
    """Brings the leg in step again and again until ``stop``; at once where no model is named."""
    leg = holder.leg()
    if leg is None:
        return
    with suppress(IndexMismatch):  # it is built anew
        leg.vectors.open()  # before giving way: questions are answered by the threads that this starts
    _give_way()
    while not stop.is_set():
        embed(holder.archive, leg=leg, done=done)
        stop.wait(LOOK_SECONDS)


def _give_way() -> None:
    """Puts the calling thread, and those that it starts, behind all others that want the processor."""
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
