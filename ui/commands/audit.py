"""``nghiquyet audit``: what was done, and whether the record of it holds."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Literal

import typer

from assistant.settings import load_settings
from ui.commands.help import Command
from ui.commands.terminal import Commands, Data, Out, say, show_table, tell, write, write_lines

audit = typer.Typer(cls=Commands, no_args_is_help=True, help="Nhật ký: ai đã làm gì, khi nào.")


@audit.command("list", cls=Command)
def show(
    *,
    who: Annotated[str | None, typer.Option(metavar="TÊN", help="Của ai.")] = None,
    what: Annotated[
        str | None,
        typer.Option(metavar="VIỆC", help="Loại việc: question, correction, upload, removal, export, login…"),
    ] = None,
    words: Annotated[str | None, typer.Option("--text", metavar="CHỮ", help="Có những chữ này.")] = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="Số dòng cuối.")] = 50,
    form: Annotated[Literal["table", "jsonl", "csv"], typer.Option("--format", help="Dạng in ra.")] = "table",
    out: Out = None,
    data: Data = None,
) -> None:
    """Các dòng của nhật ký, cũ trước."""
    from assistant.build import open_audit
    from assistant.types import DeedQuery
    from ui.files.ledger import deeds_csv

    with open_audit(load_settings(data)) as opened:
        deeds = opened.log.deeds(DeedQuery(who, what, words, limit=limit))
    if form == "jsonl":
        write_lines(map(asdict, deeds), out=out)
    elif form == "csv":
        write(deeds_csv(deeds), out=out)
    else:
        show_table(("Lúc", "Ai", "Việc", "Nội dung"), ((one.at, one.who, one.what, one.about) for one in deeds))


@audit.command(cls=Command)
def verify(
    *,
    head: Annotated[
        str | None,
        typer.Option(metavar="MÃ", help="Mã đã ghi lại từ một lần kiểm tra trước; dòng ấy phải còn trong nhật ký."),
    ] = None,
    data: Data = None,
) -> None:
    """Kiểm tra nhật ký còn nguyên: không dòng nào bị sửa hay lấy đi."""
    from assistant.build import open_audit

    with open_audit(load_settings(data)) as opened:
        last = opened.verify(head=head)
    if last is None:
        say("Nhật ký còn trống.")
        return
    say(f"Nhật ký còn nguyên đến dòng {last.n} ({last.at}). Hãy ghi mã này ở nơi khác để lần sau so:")
    tell(last.digest)
