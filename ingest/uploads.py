"""Uploads: one after the other read by a thread of its own, while the chat goes on answering.

1. What comes in is kept (``ingest/kept``) before anything is read.
2. The thread files it as ``ingest`` would, and notes what became of each file.
3. Whoever waits is told file by file; the last uploads are remembered, so that a page that was closed can look again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from secrets import token_urlsafe
from threading import Condition, Thread
from typing import Literal

from assistant.errors import NghiquyetError, UnknownUpload
from assistant.types import Identity, Remark
from ingest.filing import Holder, shared_filing
from ingest.kept import expire
from ingest.pipeline import FileOutcome, Named, ingest

State = Literal["waiting", "reading", "done", "failed"]

_REMEMBERED = 200  # uploads; the lines of one are a few hundred bytes a file
_TICK_SECONDS = 15.0  # after which whoever waits is told that nothing has come


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one file, what its document says it is (None where there is none, or none any more), and what
    its reader says of its parts: read by OCR, not read and why.
    """

    outcome: FileOutcome
    identity: Identity | None = None
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Upload:
    """How far an upload is. ``files`` is how many were sent; a zip among them tells of each file in it.

    ``failure`` is the error where the whole of it ended early, ``owner`` the name of who sent it (None where nobody
    had to sign in).
    """

    upload_id: str
    files: int
    state: State
    told: tuple[Told, ...]
    failure: Exception | None = None
    owner: str | None = None

    @property
    def added(self) -> tuple[str, ...]:
        """The ids of the documents that came with it."""
        held = (one.outcome.document_id for one in self.told if one.outcome.outcome == "added")
        return tuple(one for one in held if one is not None)

    @property
    def ended(self) -> bool:
        """Whether nothing more will be told."""
        return self.state in ("done", "failed")


@dataclass(slots=True, eq=False)
class _Job:
    upload_id: str
    files: Sequence[Named]
    sent: int
    told: list[Told]
    owner: str | None = None
    state: State = "waiting"
    failure: Exception | None = None

    def now(self) -> Upload:
        return Upload(self.upload_id, self.sent, self.state, tuple(self.told), self.failure, self.owner)


class Uploads:
    """The uploads of a running chat; safe for several threads."""

    def __init__(self, holder: Holder) -> None:
        self._holder = holder
        self._jobs: dict[str, _Job] = {}
        self._waiting: deque[_Job] = deque()
        self._changed = Condition()
        self._reading = False
        self._closed = False

    def close(self) -> None:
        """Lets go of whoever waits, so that a chat that stops need not wait for them; what is being read goes on."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def begin(
        self, files: Sequence[Named], *, refused: Sequence[FileOutcome] = (), owner: str | None = None
    ) -> Upload:
        """Takes files that were kept; ``refused`` are those that were not, told with the others."""
        told = [Told(each) for each in refused]
        job = _Job(token_urlsafe(9), files, len(files) + len(refused), told, owner)
        with self._changed:
            self._jobs[job.upload_id] = job
            self._forget_old()
            self._waiting.append(job)
            if not self._reading:
                self._reading = True
                Thread(target=self._read_all, name="uploads", daemon=True).start()
            return job.now()

    def all(self) -> list[Upload]:
        """Those that are remembered, the newest first."""
        with self._changed:
            return [job.now() for job in reversed(self._jobs.values())]

    def find(self, upload_id: str) -> Upload:
        """How far an upload is. Raises ``UnknownUpload``."""
        with self._changed:
            return self._job(upload_id).now()

    def watch(self, upload_id: str) -> Iterator[Upload]:
        """How far an upload is, at once and whenever it has gone on, until it has ended; now and then the same again.

        Ends too where the chat stops.

        Raises ``UnknownUpload``.
        """
        told, job = -1, self._job(upload_id)
        while True:
            with self._changed:
                if len(job.told) == told and job.state not in ("done", "failed") and not self._closed:
                    self._changed.wait(_TICK_SECONDS)
                if self._closed:
                    return
                now = job.now()
            yield now
            if now.ended:
                return
            told = len(now.told)

    def _job(self, upload_id: str) -> _Job:
        job = self._jobs.get(upload_id)
        if job is None:
            raise UnknownUpload(
                f"Không còn lần tải lên nào mang mã “{upload_id}”. Xem các văn bản đã nhận ở GET /api/documents."
            )
        return job

    def _forget_old(self) -> None:
        ended = [name for name, job in self._jobs.items() if job.state in ("done", "failed")]
        for name in ended[: max(0, len(self._jobs) - _REMEMBERED)]:
            del self._jobs[name]

    def _read_all(self) -> None:
        while True:
            with self._changed:
                if not self._waiting:
                    self._reading = False
                    return
                job = self._waiting.popleft()
                job.state = "reading"
                self._changed.notify_all()
            failure = self._read(job)
            with self._changed:
                job.state, job.failure = ("done" if failure is None else "failed"), failure
                self._changed.notify_all()

    def _read(self, job: _Job) -> Exception | None:
        """Files the upload; the error that ended it, if one did."""
        holder = self._holder
        try:
            with (
                shared_filing(holder) as filing,
                closing(ingest(job.files, settings=holder.settings, filing=filing)) as outcomes,
            ):
                for outcome in outcomes:
                    self._tell(job, self._told(outcome))
            archive = holder.archive
            held = [*(one.origin.path for one in archive.files()), *(one.origin.path for one in archive.removed())]
            expire(holder.settings, held=held)
        except Exception as error:  # it is told to who sent the files, and the next upload is read
            return error
        return None

    def _tell(self, job: _Job, told: Told) -> None:
        with self._changed:
            job.told.append(told)
            self._changed.notify_all()

    def _told(self, outcome: FileOutcome) -> Told:
        """Looked up once, when the file is filed: what is told of an upload is asked for again and again."""
        if outcome.document_id is None:
            return Told(outcome)
        archive = self._holder.archive
        try:
            identity = archive.document(outcome.document_id).identity
            remarks = archive.receipt(outcome.document_id).remarks if outcome.receipt is not None else ()
        except NghiquyetError:  # a later file of the same name has taken its place already
            return Told(outcome)
        return Told(outcome, identity, tuple(each for each in remarks if each.fate != "dropped" and each.reason))
