"""``nghiquyet backup`` and ``nghiquyet restore``: the data folder in one file, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.settings import load_settings
from ui.commands.terminal import Data, say

_BYTES_PER_MB = 1_000_000


def backup(
    file: Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp .zip để ghi; bản sao lưu cũ ở đó được thay.")],
    *,
    data: Data = None,
) -> None:
    """Sao lưu kho vào một tệp, cả khi trang hỏi đáp đang mở."""
    from assistant.adapters.backup_sqlite import write_backup
    from assistant.build import Places, require_archive

    settings = load_settings(data)
    require_archive(settings)
    size = write_backup(Places(settings.data).archive, out=file)
    megabytes = f"{size / _BYTES_PER_MB:.1f}".replace(".", ",")
    say(f"Đã sao lưu vào {file} ({megabytes} MB). Khôi phục bằng: nghiquyet restore {file} --data THƯ_MỤC_MỚI")


def restore(
    file: Annotated[Path, typer.Argument(metavar="TỆP", help="Bản sao lưu.")],
    *,
    replace: Annotated[
        bool,
        typer.Option("--replace", help="Thay dữ liệu đang có; dữ liệu đó được dời sang backups/, không bị xóa."),
    ] = False,
    data: Data = None,
) -> None:
    """Khôi phục kho từ bản sao lưu vào một thư mục dữ liệu trống."""
    from ingest.restored import restore as run

    settings = load_settings(data)
    done = run(file, settings=settings, replaced=replace, say=say)
    say(f"Đã khôi phục {done.documents} văn bản, {done.rows} dòng số liệu vào {settings.data}.")
    if done.aside is not None:
        say(f"Dữ liệu trước đó nằm trong {done.aside}; khi không cần nữa thì xóa thư mục ấy.")
