"""``nghiquyet check``: the twelve checks on any file, also one that somebody wrote by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.settings import load_settings
from assistant.types import Archived
from ui.commands.draft import show_findings
from ui.commands.terminal import AsJson, Data, opened, say, write_lines


def check(
    file: Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp .docx, .txt, .md, .html hoặc .pdf.")],
    *,
    base: Annotated[
        str | None, typer.Option(metavar="VĂN_BẢN", help="Nghị quyết năm trước trong kho, để đối chiếu chỉ tiêu.")
    ] = None,
    year: Annotated[int | None, typer.Option(metavar="N", help="Năm của văn bản; mặc định theo trích yếu.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Mã thoát 1 nếu có lỗi.")] = False,
    as_json: AsJson = False,
    data: Data = None,
) -> None:
    """Soát một văn bản theo mười hai phép kiểm tra."""
    from ui.drafting import check_file, finding_json, unchecked

    settings = load_settings(data)
    against = _base(base, data=data)
    findings = check_file(file, settings=settings, year=year, base=against)
    if as_json:
        write_lines([finding_json(finding) for finding in findings], out=None)
    else:
        show_findings(findings)
    for name in unchecked(against):
        say(f"Chưa kiểm tra: {name} (nêu --base nghị quyết năm trước trong kho).")
    if strict and any(finding.severity == "error" for finding in findings):
        raise typer.Exit(1)


def _base(name: str | None, *, data: Path | None) -> Archived | None:
    from assistant.drafting.pipeline import archived_of

    if name is None:
        return None
    with opened(load_settings(data)) as assistant:
        return archived_of(assistant.shelf, name)
