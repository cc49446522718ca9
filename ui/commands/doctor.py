"""``nghiquyet doctor``: the state of the archive, the indexes and the models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.errors import ArchiveInUse
from assistant.settings import load_settings
from ui.beside import chat_beside
from ui.commands.terminal import Data, say, show_table

if TYPE_CHECKING:
    from ingest.doctor import Finding


def doctor(
    *,
    repair: Annotated[bool, typer.Option("--repair", help="Dựng lại các chỉ mục từ kho.")] = False,
    data: Data = None,
) -> None:
    """Kiểm tra kho, chỉ mục, mô hình và phần mềm đọc tệp."""
    from assistant.build import own_data, require_archive
    from ingest.doctor import examine
    from ingest.doctor import repair as mend

    settings = load_settings(data)
    require_archive(settings)
    try:
        with own_data(settings):
            findings = mend(settings) if repair else examine(settings)
    except ArchiveInUse:
        if (chat := chat_beside(settings.data)) is None:
            raise
        findings = chat.examine(repair=repair)
    show_table(
        ("Mục", "Tình trạng", "Chi tiết"),
        ((finding.name, _state(finding), finding.detail) for finding in findings),
    )
    broken = [finding for finding in findings if not finding.ok]
    if broken:
        mends = not repair and any(finding.derived for finding in broken)
        say(f"Có mục hỏng. {'Dựng lại bằng: nghiquyet doctor --repair' if mends else 'Cách chữa ghi ở từng mục.'}")
        raise typer.Exit(1)


def _state(finding: Finding) -> str:
    if finding.absent:
        return "chưa cài"
    return "tốt" if finding.ok else "hỏng"
