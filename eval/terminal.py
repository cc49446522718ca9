"""Messages and progress of the evaluation's commands, to stderr; results go to stdout (``eval.report``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from assistant.errors import InvalidSetting
from eval.run import Result

Data = Annotated[
    Path | None,
    typer.Option("--data", metavar="THƯ_MỤC", help="Thư mục dữ liệu; mặc định theo NQ_DATA, hoặc ./data."),
]


def say(message: str) -> None:
    """A message for the person at the screen."""
    typer.echo(message, err=True)


def tracked(results: Iterable[Result], *, total: int, words: str) -> Iterator[Result]:
    """The results as they come, with a bar that shows how many are done and how many of them are right."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("đúng {task.fields[right]}"),
        TimeRemainingColumn(),
    )
    right = 0
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(words, total=total, right=right)
        for result in results:
            yield result
            right += result.grade.right
            progress.update(task, advance=1, right=right)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """A path that cannot be written is a wrong argument, not a bug."""
    try:
        yield
    except OSError as error:
        raise InvalidSetting(
            f"Không ghi được vào {path} ({error.strerror or error}); chọn chỗ khác cho --out."
        ) from error
