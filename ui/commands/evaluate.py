"""``nghiquyet eval``: handed over, with all that follows, to the evaluation's own commands."""

from __future__ import annotations

import typer

from ui.commands.help import Command, Group


def evaluate(context: typer.Context) -> None:
    """Đánh giá trên bộ câu hỏi (run) hoặc bộ dữ liệu truy hồi (retrieval)."""
    from eval.cli import app
    from ui.commands.asking import asking
    from ui.commands.reading import reading

    # Registered here, since it needs ingest, which the evaluation itself knows nothing of.
    app.command("reading")(reading)
    app.info.cls = Group
    for each in app.registered_commands:
        each.cls = Command
    commands = typer.main.get_command(app)
    code = commands.main(context.args, prog_name="nghiquyet eval", standalone_mode=False, obj=asking)
    raise typer.Exit(code if isinstance(code, int) else 0)
