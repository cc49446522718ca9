"""One owner of a data folder at a time: Chroma's files do not bear two processes, and an ingest beside a
running chat would leave the chat with stale indexes.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

from assistant.errors import ArchiveInUse, ArchiveUnusable

LOCK_FILE = "owner.lock"
OWNER_FILE = "owner.pid"


class OwnerLock:
    """Owns ``folder`` from ``acquire`` to ``release``; the system releases it when the process dies.

    A folder that does not exist yet is made. May be released by another thread than acquired it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = FileLock(folder / LOCK_FILE, thread_local=False)

    def acquire(self) -> None:
        """Takes the folder without waiting. Raises ``ArchiveInUse`` where another process has it."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(blocking=False)
        except Timeout as error:
            raise ArchiveInUse(
                f"Thư mục dữ liệu {self._folder} đang được một tiến trình khác sử dụng ({self._owner()}). "
                "Hãy hỏi trong cửa sổ trò chuyện đang mở, hoặc dừng tiến trình đó rồi chạy lại lệnh này."
            ) from error
        except OSError as error:
            raise ArchiveUnusable(
                f"Không ghi được vào thư mục dữ liệu {self._folder} ({error.strerror or error}). Hãy cấp quyền ghi, "
                "dọn ổ đĩa, hoặc chép cả thư mục sang nơi ghi được."
            ) from error
        with suppress(OSError):  # it only says who it is, and a disk may be full
            (self._folder / OWNER_FILE).write_text(str(os.getpid()), encoding="ascii")

    def release(self) -> None:
        """Gives the folder back. Does nothing where it is not held."""
        if self._lock.is_locked:
            with suppress(OSError):
                (self._folder / OWNER_FILE).unlink(missing_ok=True)
            self._lock.release()

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def _owner(self) -> str:
        """The owner's process id, as it wrote it down; it may be writing it right now."""
        with suppress(OSError):
            if number := (self._folder / OWNER_FILE).read_text(encoding="ascii").strip():
                return f"mã tiến trình {number}"
        return "chưa rõ mã tiến trình"
