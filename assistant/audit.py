"""The audit: what was done, as a chain in which each line covers the one before it.

Whoever changes a line, or takes one out of the middle, would have to write all later ones anew; ``broken`` finds the
first that does not fit. Lines that are older than the office keeps them go from the front, and a line of its own says
up to where, so that the chain still has a beginning.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

from assistant.errors import BrokenAudit
from assistant.ports import AuditLog
from assistant.types import Deed

BEGINNING = "0" * 64
_KEPT_UNTIL = "retention"
LONGEST = 4000  # characters of what a line tells


def chained(last: Deed | None, *, at: str, who: str, what: str, about: str) -> Deed:
    """The line after ``last``."""
    n, before = (last.n + 1, last.digest) if last else (1, BEGINNING)
    return Deed(n, at, who, what, about, before, digest_of(n, at, who, what, about, before))


def digest_of(n: int, at: str, who: str, what: str, about: str, before: str) -> str:
    """The hash of a line and of the one before it; JSON keeps the fields apart."""
    return sha256(json.dumps([n, at, who, what, about, before], ensure_ascii=False).encode()).hexdigest()


def broken(deeds: Sequence[Deed]) -> int | None:
    """The number of the first line that does not fit; None where all do."""
    if deeds and not _begins(deeds):
        return deeds[0].n
    for at, deed in enumerate(deeds):
        told = digest_of(deed.n, deed.at, deed.who, deed.what, deed.about, deed.before)
        follows = at == 0 or (deed.n == deeds[at - 1].n + 1 and deed.before == deeds[at - 1].digest)
        if told != deed.digest or not follows:
            return deed.n
    return None


def _begins(deeds: Sequence[Deed]) -> bool:
    """Whether the first line is number 1, or follows the last that a later line says was let go."""
    first = deeds[0]
    if first.n == 1:
        return first.before == BEGINNING
    gone = json.dumps([first.n - 1, first.before])
    return any(deed.what == _KEPT_UNTIL and deed.about == gone for deed in deeds)


def bounds_of(day: date | None) -> tuple[str | None, str | None]:
    """From when until before when a day lasts where this runs, as the lines tell times; None for any time."""
    if day is None:
        return None, None
    begins = datetime.combine(day, time()).astimezone()
    ends = datetime.combine(day + timedelta(days=1), time()).astimezone()
    return _told(begins), _told(ends)


def _told(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds")


@dataclass(slots=True)
class Audit:
    """Writes lines and checks them; ``days`` is how long they are kept, None for ever."""

    log: AuditLog
    days: int | None = None
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    def note(self, what: str, *, who: str, about: str) -> Deed:
        """Adds a line."""
        at = _told(self.clock())
        return self.log.append(
            lambda last: chained(last, at=at, who=who[:200], what=what, about=_sound(about)[:LONGEST])
        )

    def verify(self, *, head: str | None = None) -> Deed | None:
        """The last line of a chain that holds, None of an empty one. ``head`` is a digest noted before, to be in it.

        Raises ``BrokenAudit``.
        """
        deeds = self.log.deeds()
        if (n := broken(deeds)) is not None:
            raise BrokenAudit(
                f"Nhật ký đứt ở dòng {n}: dòng này, hoặc dòng trước nó, đã bị sửa hay lấy đi. Hãy giữ nguyên tệp kho "
                "và so với bản sao lưu."
            )
        if head is not None and all(deed.digest != head for deed in deeds):
            raise BrokenAudit(f"Nhật ký không còn dòng có mã {head}: phần cuối đã bị lấy đi hoặc viết lại.")
        return deeds[-1] if deeds else None

    def keep(self) -> int:
        """Lets go of lines older than ``days``, and says so in a line; how many they were."""
        if self.days is None:
            return 0
        oldest = (self.clock() - timedelta(days=self.days)).isoformat(timespec="milliseconds")
        old = [deed for deed in self.log.deeds() if deed.at < oldest]
        if not old:
            return 0
        self.note(_KEPT_UNTIL, who="nghiquyet", about=json.dumps([old[-1].n, old[-1].digest]))
        self.log.forget(old[-1].n)
        return len(old)


def _sound(text: str) -> str:
    """Text that can be written, whatever halves of characters a request had."""
    return text.encode("utf-8", "replace").decode("utf-8")
