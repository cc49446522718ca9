"""What the commands share: results to stdout, messages to stderr, errors as one line with their exit code."""

from __future__ import annotations

import logging
import os
import re
import sys
import traceback
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Annotated, Any, BinaryIO

import typer

from assistant.adapters.disk import disk_trouble
from assistant.complaints import complaint, said_plainly
from assistant.errors import InvalidSetting, NghiquyetError
from assistant.ports import Store
from assistant.settings import STATIC, Settings
from ui.commands.help import Group
from ui.files.ledger import json_lines
from ui.ports import Assistant
from ui.render import Json

DEBUG_OPTION = "--debug"
DEBUG_VARIABLE = "NQ_DEBUG"

Data = Annotated[
    Path | None,
    typer.Option("--data", metavar="THƯ_MỤC", envvar="NQ_DATA", help="Thư mục dữ liệu; mặc định ./data."),
]
AsJson = Annotated[bool, typer.Option("--json", help="In JSON để máy đọc.")]
Out = Annotated[Path | None, typer.Option("--out", metavar="TỆP", help="Ghi vào tệp này thay vì in ra.")]

# Everything that moves the cursor or colours the screen; line breaks and tabs stay.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# Columns of a table that is not printed to a screen.
_WIDE = 160


def say(message: str) -> None:
    """A message for the person at the screen, to stderr."""
    typer.echo(message, err=True)


def tell(result: str) -> None:
    """A result, to stdout."""
    typer.echo(result)


def plain(text: str) -> str:
    """Text of a document on one line, without what could drive a terminal."""
    return " ".join(_CONTROL.sub("", text).split())


def quiet(text: str) -> str:
    """Text of a document as it may be put on a screen: control characters become blanks, offsets stay."""
    return _CONTROL.sub(" ", text) if sys.stdout.isatty() else text


def show_table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table to stdout; cells are text, never markup."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*titles, header_style="bold", expand=False)
    for row in rows:
        table.add_row(*(Text(plain(cell)) for cell in row))
    Console(width=None if sys.stdout.isatty() else _WIDE).print(table)


def write(result: bytes, *, out: Path | None) -> None:
    """The bytes of a result to a file, or to stdout as they are."""
    with _sink(out) as sink:
        sink.write(result)


def write_lines(rows: Iterable[Json], *, out: Path | None) -> None:
    """JSON lines to a file or to stdout, each as soon as it is there, so that nothing done is lost."""
    with _sink(out) as sink:
        for row in rows:
            sink.write(json_lines([row]).encode())
            sink.flush()


@contextmanager
def _sink(out: Path | None) -> Iterator[BinaryIO]:
    if out is None:
        yield typer.get_binary_stream("stdout")
        return
    try:
        file = out.open("wb")
    except OSError as error:
        raise InvalidSetting(f"Không ghi được tệp '{out}': {error.strerror or error}.") from error
    with file:
        yield file
    say(f"Đã ghi {out}")


@contextmanager
def opened(settings: Settings, *, own: bool = False) -> Iterator[Assistant]:
    """The assistant over the archive of these settings, closed afterwards; ``own``: the caller owns it.

    Raises ``ModelUnavailable`` where an embedding model is named that has never served here and cannot be had.
    """
    from assistant.build import open_assistant

    if settings.embedding_model != STATIC and not own:
        _require_model(settings)
    assistant = open_assistant(settings, own=own, ready=_ready, whole=_whole)
    try:
        yield assistant
    finally:
        assistant.close()


def _ready(settings: Settings, archive: Store) -> AbstractContextManager[None]:
    from ingest.heal import kept_ready

    return kept_ready(settings, archive, say=say)


def _whole(settings: Settings, archive: Store) -> None:
    from ingest.heal import require_whole

    require_whole(settings, archive)


def _require_model(settings: Settings) -> None:
    """A name that is mistyped is told here; a model that is gone since it served leaves the bundled one to answer."""
    from assistant.build import Places, manifest_at, open_embedder, require_archive

    require_archive(settings)
    if manifest_at(Places(settings.data).leg(settings.embedding_model)) is None:
        open_embedder(settings)


class Commands(Group):
    """All commands, and the one place where an error becomes a line and an exit code."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Runs the command line and leaves with its exit code."""
        debug, given = _take_debug(list(sys.argv[1:] if args is None else args))
        if debug:
            logging.basicConfig()
            logging.getLogger("ui").setLevel(logging.DEBUG)
        try:
            code = super().main(given, prog_name, complete_var, False, windows_expand_args, **extra)
        except NghiquyetError as error:
            say(f"Lỗi: {error}")
            code = error.exit_code
        except typer.TyperException as error:
            # Called with nothing at all, Typer has printed the help and needs no line.
            if type(error).__name__ != "NoArgsIsHelpError":
                say(_usage_line(error))
            code = error.exit_code
        except typer.Abort:
            code = 1
        except Exception as error:
            if (trouble := disk_trouble(error, getattr(error, "filename", None) or "thư mục dữ liệu")) is not None:
                say(f"Lỗi: {trouble}")
                sys.exit(trouble.exit_code)
            say(f"Lỗi phần mềm: {type(error).__name__}: {plain(str(error))}. {_advice(debug=debug)}")
            if debug:
                say(traceback.format_exc())
            code = 1
        sys.exit(code if isinstance(code, int) else 0)


def _take_debug(args: list[str]) -> tuple[bool, list[str]]:
    """Whether the traceback is wanted; ``--debug`` may stand anywhere before ``--``."""
    end = args.index("--") if "--" in args else len(args)
    kept = [arg for arg in args[:end] if arg != DEBUG_OPTION]
    debug = len(kept) < end or os.environ.get(DEBUG_VARIABLE, "") not in ("", "0")
    return debug, kept + args[end:]


def _advice(*, debug: bool) -> str:
    where = "dưới đây" if debug else f"(chạy lại với {DEBUG_OPTION} để có nhật ký)"
    return f"Hãy gửi nhật ký {where} cho người phát triển."


def _usage_line(error: typer.TyperException) -> str:
    """A wrong command line, told in Vietnamese; Typer keeps its classes private, so they go by name."""
    param, name = getattr(error, "param", None), type(error).__name__
    hint = param.get_error_hint() if param is not None else ""
    if name == "NoSuchOption":
        told = f"không có tuỳ chọn {getattr(error, 'option_name', '')}"
    elif name == "UsageError" and (unknown := re.search(r"No such command '(.*?)'", error.message)):
        told = f"không có lệnh {unknown[1]}"
    elif name == "MissingParameter":
        told = f"thiếu {hint}"
    else:
        told = f"lệnh viết chưa đúng{f' ở {hint}' if hint else ''}: {_complaint(error)}"
    command = getattr(getattr(error, "ctx", None), "command_path", "nghiquyet")
    return f"Lỗi: {told}. Xem: {command} --help"


def _complaint(error: typer.TyperException) -> str:
    """What Typer found wrong; where pydantic found it, that names it better than the message does."""
    found = getattr(error.__cause__, "errors", None)
    return complaint(found()[0]) if found is not None else said_plainly(plain(error.message))
