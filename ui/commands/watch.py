"""``nghiquyet watch``: keeps the archive in step with a folder."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from assistant.errors import InvalidSetting, NghiquyetError
from assistant.settings import load_settings
from ui.commands.ingest import embedding_id, outcomes, report
from ui.commands.terminal import AsJson, Data, say


def watch(
    folder: Annotated[Path, typer.Argument(metavar="THƯ_MỤC", help="Thư mục văn bản.")],
    *,
    every: Annotated[float, typer.Option(min=0.1, help="Cứ bao nhiêu giây thì xem lại thư mục.")] = 2.0,
    workers: Annotated[int, typer.Option(min=1, help="Số tiến trình đọc tệp.")] = 1,
    as_json: AsJson = False,
    data: Data = None,
) -> None:
    """Theo dõi thư mục: tệp mới hay vừa sửa được đọc vào kho khi đã chép xong (dừng: Ctrl-C)."""
    from ingest.watch import look_at, settled

    if not folder.is_dir():
        raise InvalidSetting(f"Không có thư mục {folder}. Hãy kiểm tra lại đường dẫn.")
    settings = load_settings(data)
    embedding_id(settings)  # one that cannot be had is told before anything is read

    def pause() -> bool:
        time.sleep(every)
        return True

    standing = look_at(folder)
    say(f"Đang theo dõi {folder} (dừng: Ctrl-C).")
    with suppress(KeyboardInterrupt):
        for turn, changed in enumerate(settled(lambda: look_at(folder), pause)):
            lay_there = turn == 0 and standing
            say(f"{len(changed)} tệp {'có sẵn, được so với kho' if lay_there else 'mới hoặc vừa sửa'}.")
            try:
                found = outcomes([folder], settings=settings, workers=workers, only=changed)
                report(found, as_json=as_json, quiet=True)
            except NghiquyetError as error:
                say(f"Lỗi: {error}")  # the folder is watched on
    say("Đã dừng.")
