"""A backup put into a data folder, ready to be asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from assistant.adapters.backup_sqlite import read_backup
from assistant.adapters.owner_lock import OwnerLock
from assistant.build import Places, open_archive
from assistant.settings import Settings
from ingest.filing import follow


@dataclass(frozen=True, slots=True)
class Restored:
    """How much came back, and where what was there before lies now; None where nothing was."""

    documents: int
    rows: int
    aside: Path | None


def restore(
    packed: Path, *, settings: Settings, replaced: bool = False, say: Callable[[str], None] = lambda _: None
) -> Restored:
    """Puts a backup into the data folder and builds its indexes; ``say`` is told when these are begun.

    Raises ``ArchiveInUse``, and as ``read_backup``.
    """
    # Not by way of `own_data`: where a restoring was cut off, that refuses until it is done again.
    with OwnerLock(settings.data):
        aside = read_backup(packed, archive=Places(settings.data).archive, replaced=replaced)
        say("Đã chép kho vào chỗ; đang dựng chỉ mục…")
        with open_archive(settings) as archive:
            follow(settings, archive)
            return Restored(len(archive.documents()), len(archive.indicators()), aside)
