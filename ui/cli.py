"""The command ``nghiquyet``: every command, its name and its order; nothing heavy is imported here."""

from __future__ import annotations

import io
import sys
from typing import Annotated

import typer

from ui.commands.ask import ask
from ui.commands.audit import audit
from ui.commands.backup import backup, restore
from ui.commands.check import check
from ui.commands.demo import demo
from ui.commands.doctor import doctor
from ui.commands.documents import documents, show
from ui.commands.draft import draft
from ui.commands.evaluate import evaluate
from ui.commands.help import Command
from ui.commands.ingest import ingest
from ui.commands.ledger import ledger
from ui.commands.mcp import mcp
from ui.commands.remove import remove
from ui.commands.search import search
from ui.commands.serve import serve
from ui.commands.terminal import DEBUG_OPTION, DEBUG_VARIABLE, Commands
from ui.commands.user import user
from ui.commands.watch import watch

app = typer.Typer(
    cls=Commands,
    help="Trợ lý tra cứu nghị quyết địa phương: câu trả lời có trích dẫn, số liệu là dữ liệu.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def nghiquyet(
    *,
    debug: Annotated[
        bool,
        typer.Option(
            DEBUG_OPTION,
            help=f"In nhật ký khi gặp lỗi phần mềm, như {DEBUG_VARIABLE}=1.",
        ),
    ] = False,
) -> None:
    """Trợ lý tra cứu nghị quyết địa phương: câu trả lời có trích dẫn, số liệu là dữ liệu."""


for run in (
    ingest,
    watch,
    documents,
    show,
    remove,
    search,
    ask,
    draft,
    check,
    serve,
    mcp,
    backup,
    restore,
    doctor,
    demo,
):
    app.command(cls=Command)(run)
app.add_typer(ledger, name="ledger")
app.add_typer(user, name="user")
app.add_typer(audit, name="audit")
app.command(
    "eval",
    cls=Command,
    add_help_option=False,
    context_settings={
        "allow_extra_args": True,
        "ignore_unknown_options": True,
        "allow_interspersed_args": False,
    },
)(evaluate)


def main() -> None:
    """The entry point of the console script."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console or a bare C locale would refuse Vietnamese letters.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    app()
