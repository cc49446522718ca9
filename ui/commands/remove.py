"""``nghiquyet remove``: takes documents out of the archive, and puts them back."""

from __future__ import annotations

import shlex
from typing import Annotated

import typer

from assistant.errors import ArchiveInUse
from assistant.settings import Settings, load_settings
from ui.beside import chat_beside
from ui.commands.terminal import Data, plain, say, tell


def remove(
    documents: Annotated[
        list[str],
        typer.Argument(
            metavar="VĂN_BẢN...", help="Mã hoặc tên tệp của văn bản; tên .zip, thư là mọi văn bản trong đó."
        ),
    ],
    *,
    undo: Annotated[bool, typer.Option("--undo", help="Lấy lại văn bản đã gỡ.")] = False,
    data: Data = None,
) -> None:
    """Gỡ văn bản khỏi kho; câu trả lời đã lưu vẫn giữ trích dẫn."""
    settings = load_settings(data)
    done = _done(settings, documents, undo=undo)
    for document_id, name in done.items():
        tell(f"{'lấy lại' if undo else 'đã gỡ'}  {document_id}  {plain(name)}")
    if not undo:
        say(f"Đã gỡ {len(done)} văn bản. Lấy lại bằng: nghiquyet remove --undo {shlex.join(documents)}")


def _done(settings: Settings, documents: list[str], *, undo: bool) -> dict[str, str]:
    """The names by id of what was taken out or put back, by a running chat where there is one."""
    from assistant.build import require_archive
    from ingest.filing import own_filing

    require_archive(settings)
    try:
        with own_filing(settings) as filing:
            return filing.restore(documents) if undo else filing.remove(documents)
    except ArchiveInUse:
        chat = chat_beside(settings.data)
        if chat is None:
            raise
        return chat.restore(documents) if undo else chat.remove(documents)
