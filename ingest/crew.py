"""A function run over jobs by processes of their own, so that a bad job costs only itself.

A job that takes too long is ended with all that it started, one that wants too much memory fails alone, and where a
process dies another one takes its place. What was done comes in the order of the jobs, and no job is begun long
before the one that is waited for. Beside each process another watches: once it, or the one above it, is gone,
however that came, all that it started is ended.
"""

from __future__ import annotations

import multiprocessing
import os
import select
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Generator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import cache
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Generic, Literal, TypeVar

from assistant.errors import NghiquyetError

Job = TypeVar("Job")
Done = TypeVar("Done")

_BYTES_PER_MB = 1_000_000
_STARTING_SECONDS = 120.0  # to import what reads; a second or two where nothing else runs
_TIDYING_SECONDS = 2.0  # to end programs that a job started and remove its files, before it is killed
_AHEAD = 8  # jobs a process may be ahead of the one that is waited for
_FROM = "ingest.pipeline"  # imported once, in the process that all others are made from
_READY = "ready"
_ADDRESSES = 4  # times the memory: LibreOffice asks for 2 GB of addresses
_LOST = {
    "time": "đọc quá {s:g} giây thì dừng; hãy tách tệp ra, hoặc nâng NQ_FILE_SECONDS.",
    "memory": "đọc cần quá {mb} MB bộ nhớ thì dừng; hãy tách tệp, bỏ bớt hình ảnh, hoặc nâng NQ_FILE_MEMORY_MB.",
    "died": "tiến trình đọc tệp bị dừng giữa chừng (tệp hỏng hoặc hết bộ nhớ); hãy mở ra rồi lưu lại thành .docx.",
}
_NO_START = (
    "Tiến trình đọc tệp không khởi động được, có lẽ vì thiếu bộ nhớ. Hãy đóng bớt chương trình khác hoặc nâng "
    "NQ_FILE_MEMORY_MB rồi chạy lại."
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one job may take: seconds, and megabytes of memory and of each file that it writes (not on Windows)."""

    seconds: float
    memory_mb: int


@dataclass(frozen=True, slots=True)
class Lost:
    """A job that was not done, and of what it died."""

    cause: Literal["time", "memory", "died"]

    def why(self, limits: Limits) -> str:
        """The reason and the remedy, as the user is told behind the name of a file."""
        return _LOST[self.cause].format(s=limits.seconds, mb=limits.memory_mb)


def each(run: Callable[[Job], Done], jobs: Sequence[Job], *, workers: int, limits: Limits) -> Generator[Done | Lost]:
    """What ``run`` makes of each job, in the order of ``jobs``. ``run`` must be a function of a module.

    Raises ``NghiquyetError`` where no process can be started.
    """
    crew: list[_Worker[Job, Done]] = []
    done: dict[int, Done | Lost] = {}
    begun = told = 0
    try:
        while told < len(jobs):
            while len(crew) < min(workers, len(jobs) - told):
                crew.append(_Worker(run, limits))
            for worker in crew:
                if worker.is_free and begun < min(len(jobs), told + _AHEAD * workers):
                    worker.give(begun, jobs[begun])
                    begun += 1
            for worker in _heard(crew):
                if (answer := worker.answer()) is not None:
                    done[answer.at] = answer.done
                    if isinstance(answer.done, Lost):
                        worker.end()
            crew = [worker for worker in crew if not worker.ended]
            while told in done:
                yield done.pop(told)
                told += 1
    finally:
        for worker in crew:
            worker.end()


def alone(run: Callable[[Job], Done], job: Job, *, limits: Limits) -> Done | Lost:
    """What ``run`` makes of one job, in a process of its own. Raises as ``each``."""
    with closing(each(run, [job], workers=1, limits=limits)) as found:
        return next(found)


@dataclass(frozen=True, slots=True)
class _Answer(Generic[Done]):
    at: int
    done: Done | Lost


@dataclass(slots=True, eq=False)
class _Worker(Generic[Job, Done]):
    """One process, with the job that it has and the time until which it may have it."""

    run: Callable[[Job], Done]
    limits: Limits
    ended: bool = False
    _job: int | None = None
    _until: float = 0.0
    _ready: bool = False
    _waiting: deque[tuple[int, Job]] = field(default_factory=deque)
    _process: BaseProcess = field(init=False)
    connection: Connection = field(init=False)

    def __post_init__(self) -> None:
        context = _context()
        self.connection, theirs = context.Pipe()
        self._process = context.Process(  # type: ignore[attr-defined]
            target=_work, args=(theirs, self.run, self.limits), daemon=False
        )
        self._process.start()
        theirs.close()
        self._until = time.monotonic() + _STARTING_SECONDS

    @property
    def is_free(self) -> bool:
        """Whether it has no job."""
        return self._ready and self._job is None

    @property
    def seconds_left(self) -> float:
        """How long it may still go on; for ever where it has no job."""
        return max(0.0, self._until - time.monotonic()) if self._job is not None or not self._ready else float("inf")

    def give(self, at: int, job: Job) -> None:
        """Begins a job."""
        self._job, self._until = at, time.monotonic() + self.limits.seconds
        with suppress(OSError):  # it has died meanwhile, which is heard next
            self.connection.send(job)

    def answer(self) -> _Answer[Done] | None:
        """What has come of its job; None where it only said that it is ready."""
        at, done = self._job, self._received()
        self._ready, self._job = True, None
        if at is None:
            if isinstance(done, Lost):
                raise NghiquyetError(_NO_START)
            return None
        return _Answer(at, done)

    def _received(self) -> Done | Lost:
        if not self.connection.poll():
            return Lost("time")
        try:
            done: Done | Lost = self.connection.recv()
        except (EOFError, OSError):
            return Lost("died")
        return done

    def end(self) -> None:
        """Ends the process with all that it started."""
        self.ended = True
        self._process.terminate()
        self._process.join(_TIDYING_SECONDS)
        if self._process.pid is not None:
            _end_session(self._process.pid)
        self._process.kill()
        self._process.join()
        self.connection.close()


def _heard(crew: Sequence[_Worker[Job, Done]]) -> list[_Worker[Job, Done]]:
    """Those that have something to say, or may go on no longer; waits until there is one."""
    seconds = min(worker.seconds_left for worker in crew)
    heard = wait([worker.connection for worker in crew], timeout=None if seconds == float("inf") else seconds)
    return [worker for worker in crew if worker.connection in heard or worker.seconds_left <= 0]


@cache
def _context() -> BaseContext:
    """Processes that share nothing with this one, which may have threads; made from one that has all imported."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([_FROM])
    return context


def _work(connection: Connection, run: Callable[[Job], Done], limits: Limits) -> None:
    """The life of a process: job after job until nobody is there to give one."""
    if sys.platform != "win32":
        import resource

        os.setsid()  # what it starts is ended with it
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, _leave)
        signal.signal(signal.SIGALRM, _leave)
        _watched(connection)
        memory = limits.memory_mb * _BYTES_PER_MB
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
        resource.setrlimit(resource.RLIMIT_AS, (_ADDRESSES * memory, _ADDRESSES * memory))
        resource.setrlimit(resource.RLIMIT_FSIZE, (memory, memory))
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        connection.send(_READY)
        while True:
            job = connection.recv()
            _ends_by_itself(limits.seconds)
            connection.send(_tried(run, job))


def _ends_by_itself(seconds: float) -> None:
    """Sees to it that a job ends soon after its limit, with the programs that it starts, though nobody ends it."""
    if sys.platform != "win32":
        import resource

        most = seconds + _TIDYING_SECONDS
        signal.setitimer(signal.ITIMER_REAL, most + _TIDYING_SECONDS)
        spent = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
        ceiling = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (int(spent + most * (os.cpu_count() or 1)) + 1, ceiling))


def _tried(run: Callable[[Job], Done], job: Job) -> Done | Lost:
    try:
        return run(job)
    except MemoryError:
        return Lost("memory")


def _leave(*_: object) -> None:
    """Ends the process by the way of its ``finally``, in which programs are ended and files removed."""
    sys.exit(1)


def _watched(connection: Connection) -> None:
    """Leaves a process beside this one that ends its session once it is gone, or nobody is at the other end.

    No thread would do: a search in a long text lets no other run.
    """
    if sys.platform != "win32":
        gone, _alive = os.pipe()  # the other end stays open for as long as this process lives
        if os.fork() > 0:
            os.close(gone)
            return
        os.close(_alive)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        watch = select.poll()
        watch.register(gone, 0)
        watch.register(connection.fileno(), 0)
        watch.poll()
        _end_session(os.getsid(0))
        os._exit(0)


def _end_session(leader: int) -> None:
    """Ends all processes of a session but this one; LibreOffice has groups of its own in it."""
    if sys.platform != "win32":
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError, ValueError):
                *_, state = stat.read_text("utf-8", "replace").rpartition(")")
                if int(state.split()[3]) == leader and int(stat.parent.name) != os.getpid():
                    os.kill(int(stat.parent.name), signal.SIGKILL)
        with suppress(OSError):  # without /proc
            if os.getpgrp() != leader:
                os.killpg(leader, signal.SIGKILL)
