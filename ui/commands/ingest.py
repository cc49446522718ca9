"""``nghiquyet ingest``: reads files and folders into the archive."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.errors import InvalidSetting
from assistant.settings import load_settings
from ui.terminal import AsJson, Data, plain, say, tell

if TYPE_CHECKING:
    from ingest.pipeline import FileOutcome

OUTCOMES = {"added": "thêm mới", "updated": "cập nhật", "unchanged": "không đổi", "rejected": "từ chối"}
_LOCAL = "local"


def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Tệp hoặc thư mục văn bản.")],
    *,
    workers: Annotated[int, typer.Option(min=1, help="Số tiến trình đọc tệp.")] = 1,
    engine: Annotated[str, typer.Option(help="Nơi đọc tệp; hiện chỉ có 'local' (máy này).")] = _LOCAL,
    strict: Annotated[bool, typer.Option("--strict", help="Có tệp bị từ chối thì mã thoát là 1.")] = False,
    as_json: AsJson = False,
    data: Data = None,
) -> None:
    """Đọc tệp và thư mục văn bản vào kho: thêm mới hoặc cập nhật."""
    from ingest.pipeline import ingest as run

    if engine != _LOCAL:
        raise InvalidSetting(f"Không có nơi đọc tệp '{engine}'. Dùng: --engine {_LOCAL}")
    counts = report(run(paths, settings=load_settings(data), workers=workers), as_json=as_json)
    if not counts:
        say("Không có tệp nào để đọc.")
    else:
        say("Xong: " + ", ".join(f"{words} {counts[name]}" for name, words in OUTCOMES.items()) + ".")
    rejected = counts["rejected"]
    if rejected and (strict or rejected == counts.total()):
        raise typer.Exit(1)


def report(outcomes: Iterable[FileOutcome], *, as_json: bool) -> Counter[str]:
    """Prints each outcome as it comes and counts them by kind."""
    counts: Counter[str] = Counter()
    with _progress() as advance:
        for outcome in outcomes:
            counts[outcome.outcome] += 1
            advance(outcome.name)
            tell(json.dumps(asdict(outcome), ensure_ascii=False) if as_json else _line(outcome))
    return counts


def _line(outcome: FileOutcome) -> str:
    told = (outcome.reason or "").removeprefix(f"{outcome.name.rpartition('/')[2]}: ")
    reason = f" – {plain(told)}" if told else ""
    return f"{OUTCOMES[outcome.outcome]:<10} {plain(outcome.name)}{reason}"


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """A line that tells how many files are done, on a screen only."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console

    done = 0
    with Console(stderr=True).status("Đang đọc…") as status:

        def advance(name: str) -> None:
            nonlocal done
            done += 1
            status.update(f"Đã đọc {done} tệp, gần nhất: {plain(name)}")

        yield advance
