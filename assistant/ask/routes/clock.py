"""How long each step of an answer took."""

from __future__ import annotations

import time
from dataclasses import dataclass, field


@dataclass(slots=True)
class Clock:
    """Milliseconds by step."""

    ms: dict[str, float] = field(
        default_factory=lambda: dict.fromkeys(("understand", "retrieve", "tally", "compose", "verify"), 0.0)
    )
    _since: float = field(default_factory=time.perf_counter)

    def lap(self, step: str) -> None:
        """Books the time since the last lap under ``step``."""
        now = time.perf_counter()
        self.ms[step] = self.ms.get(step, 0.0) + (now - self._since) * 1000
        self._since = now
