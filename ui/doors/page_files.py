"""Files that the page itself sends (tables of results, sets of questions): Gradio keeps them for an hour.

They count with the other uploads while they lie there.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from time import monotonic

from assistant.settings import Settings
from ingest.kept import room_for

KEPT_SECONDS, SWEPT_SECONDS = 3600, 600
"""How old a file gets, and how often Gradio looks for older ones."""

_FOLDER = "page-files"


def page_files_folder(settings: Settings) -> Path:
    """Where they lie while the service runs."""
    return settings.data / _FOLDER


@dataclass(slots=True)
class PageFiles:
    """How much of them lies there, and whose; safe for several threads."""

    settings: Settings
    clock: Callable[[], float] = monotonic
    _sent: deque[tuple[float, str | None, int]] = field(default_factory=deque)
    _lock: Lock = field(default_factory=Lock)

    def take(self, size: int, *, owner: str | None) -> None:
        """Counts a file of ``size`` bytes. Raises ``UploadRefused`` where it is more than there is room for."""
        with self._lock:
            oldest = self.clock() - KEPT_SECONDS - SWEPT_SECONDS
            while self._sent and self._sent[0][0] < oldest:
                self._sent.popleft()
            every = sum(one for _, _, one in self._sent)
            mine = sum(one for _, whose, one in self._sent if whose == owner)
            room_for(size, settings=self.settings, owner=owner, elsewhere=every, own_elsewhere=mine)
            self._sent.append((self.clock(), owner, size))
