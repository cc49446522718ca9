"""``/api/sao-luu.zip``: the archive and what staff did, in one file to keep elsewhere."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from tempfile import mkdtemp

from fastapi import APIRouter, Depends
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from assistant.adapters.backup_sqlite import write_backup
from assistant.build import Places
from ui.api.auth import require_key
from ui.api.dependencies import AssistantDep
from ui.api.problems import described

backup = APIRouter(dependencies=[Depends(require_key)], tags=["Sao lưu"], responses=described(401, 409, 500))


@backup.get("/api/sao-luu.zip", response_class=FileResponse, summary="Bản sao lưu")
def download(assistant: AssistantDep) -> FileResponse:
    """Kho văn bản, hội thoại, dự thảo, kết quả đánh giá trong một tệp; không gồm chỉ mục vì dựng lại được."""
    folder = Path(mkdtemp(prefix="nghiquyet-sao-luu-"))
    name = f"nghiquyet-{datetime.now():%Y-%m-%d-%H%M}.zip"
    try:
        write_backup(Places(assistant.settings.data).archive, out=folder / name)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    cleared = BackgroundTask(shutil.rmtree, folder, ignore_errors=True)
    return FileResponse(folder / name, filename=name, media_type="application/zip", background=cleared)
