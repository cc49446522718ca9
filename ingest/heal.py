"""Indexes that are made ready by themselves, and an archive that has lost something, which is never passed over.

The indexes are derived: where they are behind the archive, gone or broken, they are brought up to it from the archive
before a question is answered from them. The archive is the truth: where it holds less than the indexes were built
from, at a revision that does not explain it, nothing is made from it, and the user is told.

Files of Chroma that are broken may end the process that opens them. So indexes that are not as they were left are
opened by a process of its own first.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from assistant.ask.retrieving.cuts import version
from assistant.build import Places, open_static
from assistant.errors import ArchiveUnusable, IndexMismatch
from assistant.manifest import Manifest, read_manifest, tokens_version
from assistant.ports import Store
from assistant.settings import Settings
from ingest.filing import follow, keep_texts, texts_held, texts_wanted

_CHECK_SECONDS = 300.0  # to open both indexes and list them; chosen, not measured
_LOST = (
    "Kho văn bản {path} mất dữ liệu: chỉ còn {held} đoạn ở lần sửa {revision}, còn chỉ mục được dựng từ {built} đoạn "
    "ở lần sửa {built_at}. Hãy khôi phục bản sao lưu gần nhất: nghiquyet restore TỆP --replace; không có bản sao lưu "
    "thì dời archive.db đi rồi nạp lại văn bản gốc: nghiquyet ingest THƯ_MỤC. Nếu đúng là muốn bắt đầu lại với kho "
    "này, hãy xóa thư mục {index}."
)


def make_ready(settings: Settings, archive: Store, *, say: Callable[[str], None] = lambda _: None) -> None:
    """Brings the indexes of a data folder that the caller owns up to the archive; none of them may be open.

    ``say`` is told where that takes work. Raises ``ArchiveUnusable``, and ``IndexMismatch`` for another model's.
    """
    require_whole(settings, archive)
    places, manifest = Places(settings.data), manifest_of(settings)
    current = manifest is not None and manifest.revision == archive.text_revision() and _is_ours(manifest)
    if current and are_there(places) and _stamp(places) == _stamped(places):
        return
    held = held_by_indexes(settings) if are_there(places) else None
    if not (current and held is not None and held == (manifest.passages if manifest else None)):
        say("Chỉ mục chưa khớp với kho (lần trước bị ngắt giữa chừng, hoặc tệp bị hỏng): đang tự cập nhật từ kho…")
        follow(settings, archive, anew=held is None)
        say("Chỉ mục đã khớp với kho.")
    elif texts_held(settings) != texts_wanted(archive):
        say("Các câu văn chưa được tách sẵn để tìm (chương trình vừa nâng cấp, hoặc tệp bị hỏng): đang tự tách…")
        keep_texts(settings, archive)
        say("Đã tách xong các câu văn.")
    stamp(places)


@contextmanager
def kept_ready(settings: Settings, archive: Store, *, say: Callable[[str], None] = lambda _: None) -> Iterator[None]:
    """As ``make_ready``; whoever leaves it has closed the indexes, and how they are left then is noted.

    Chroma writes its files anew whenever it opens them, so that what was noted before a use matches no later one.
    After a run that was killed nothing is noted, and they are looked at.
    """
    make_ready(settings, archive, say=say)
    yield
    stamp(Places(settings.data))


def require_whole(settings: Settings, archive: Store) -> None:
    """Raises ``ArchiveUnusable`` where the archive holds less than what the indexes were built from."""
    manifest = manifest_of(settings)
    if manifest is None or not manifest.passages:
        return
    held, revision = len(archive.passage_ids()), archive.text_revision()
    emptied = not held and revision < manifest.revision
    if emptied or (revision == manifest.revision and held < manifest.passages):
        places = Places(settings.data)
        raise ArchiveUnusable(
            _LOST.format(
                path=places.archive,
                held=held,
                revision=revision,
                built=manifest.passages,
                built_at=manifest.revision,
                index=places.manifest.parent,
            )
        )


def manifest_of(settings: Settings) -> Manifest | None:
    """What the indexes were built from; None where nobody can tell."""
    try:
        return read_manifest(Places(settings.data).manifest)
    except (IndexMismatch, OSError):
        return None


def are_there(places: Places) -> bool:
    """Whether both indexes have files."""
    return all(folder.is_dir() and any(folder.iterdir()) for folder in (places.lexical, places.vectors))


def held_by_indexes(settings: Settings) -> int | None:
    """How many passages both indexes hold, as a process of its own finds; None where they differ or it dies."""
    places, dimension = Places(settings.data), open_static().dimension
    command = [sys.executable, "-m", "ingest.open_alone", str(places.lexical), str(places.vectors), str(dimension)]
    try:
        done = subprocess.run(  # noqa: S603 -- ourselves
            command, capture_output=True, timeout=_CHECK_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return None
    said = done.stdout.decode("ascii", "replace").split()
    return int(said[-1]) if done.returncode == 0 and said and said[-1].isdecimal() else None


def stamp(places: Places) -> None:
    """Notes how the files of the indexes were left."""
    if places.manifest.parent.is_dir():
        with suppress(OSError):  # without it they are looked at once more
            _stamp_file(places).write_text(json.dumps(_stamp(places)), encoding="utf-8")


def _is_ours(manifest: Manifest) -> bool:
    return manifest.tokens == tokens_version() and manifest.passages is not None


def _stamp_file(places: Places) -> Path:
    return places.manifest.with_name("left.json")


def _stamped(places: Places) -> object:
    try:
        return json.loads(_stamp_file(places).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _stamp(places: Places) -> list[list[str | int]]:
    """Name, size and time of each file of the indexes, but those that are there only while they are open; with what
    the texts are cut by.
    """
    folders = (places.lexical, places.vectors, places.texts)
    files = (path for folder in folders for path in sorted(folder.rglob("*")))
    stamps: list[list[str | int]] = [
        [path.relative_to(places.data).as_posix(), path.stat().st_size, path.stat().st_mtime_ns]
        for path in files
        if path.is_file() and not path.name.endswith(("-wal", "-shm", "-journal", ".lock"))
    ]
    return [[version()], *stamps]
