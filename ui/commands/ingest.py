"""``nghiquyet ingest``: reads files and folders into the archive."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.errors import ArchiveInUse, InvalidSetting
from assistant.settings import Settings, load_settings
from ui.beside import chat_beside
from ui.terminal import AsJson, Data, plain, say, tell

if TYPE_CHECKING:
    from ingest.pipeline import FileOutcome

OUTCOMES = {"added": "thêm mới", "updated": "cập nhật", "unchanged": "không đổi", "rejected": "từ chối"}
_LOCAL = "local"
_SCREEN = 20  # lines; what was rejected among more files is told again at the end


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
    if engine != _LOCAL:
        raise InvalidSetting(f"Không có nơi đọc tệp '{engine}'. Dùng: --engine {_LOCAL}")
    settings = load_settings(data)
    started = Started()
    found = outcomes(paths, settings=settings, workers=workers, began=started.begin)
    counts = report(found, as_json=as_json, started=started)
    if not counts:
        say("Không có tệp nào để đọc.")
    else:
        say("Xong: " + ", ".join(f"{words} {counts[name]}" for name, words in OUTCOMES.items()) + ".")
    rejected = counts["rejected"]
    if rejected and (strict or rejected == counts.total()):
        raise typer.Exit(1)


@dataclass(slots=True)
class Started:
    """How many files there are, once that is known."""

    files: int | None = None

    def begin(self, files: int) -> None:
        """Notes the number."""
        self.files = files


def outcomes(
    paths: Sequence[Path],
    *,
    settings: Settings,
    workers: int,
    only: Sequence[Path] | None = None,
    began: Callable[[int], None] = lambda _: None,
) -> Iterator[FileOutcome]:
    """What becomes of each file, or of ``only`` these; done by the chat where one owns the data folder."""
    from ingest.pipeline import ingest as run

    try:
        yield from run(paths, settings=settings, workers=workers, only=only, began=began)
    except ArchiveInUse:
        chat = chat_beside(settings.data)
        if chat is None:
            raise
        say("Kho đang mở trong cuộc trò chuyện; tệp được đọc qua đó.")
        yield from chat.ingest(paths, workers=workers, only=only, began=began)


def report(
    found: Iterable[FileOutcome], *, as_json: bool, started: Started | None = None, quiet: bool = False
) -> Counter[str]:
    """Prints each outcome as it comes and counts them by kind; with ``quiet`` not those that changed nothing.

    What was rejected is told once more at the end, where there was other work between.
    """
    counts: Counter[str] = Counter()
    rejected: list[FileOutcome] = []
    with _progress(started or Started()) as advance:
        for outcome in found:
            counts[outcome.outcome] += 1
            advance()
            if outcome.outcome == "rejected":
                rejected.append(outcome)
            if not (quiet and outcome.outcome == "unchanged"):
                tell(json.dumps(asdict(outcome), ensure_ascii=False) if as_json else _line(outcome))
    if rejected and counts.total() > _SCREEN:
        say(f"Tệp bị từ chối ({len(rejected)}):")
        for outcome in rejected:
            say(f"  {plain(outcome.name)} – {_reason(outcome)}")
    return counts


def _line(outcome: FileOutcome) -> str:
    said = (_reason(outcome), plain(outcome.note or ""), _unread(outcome))
    told = "".join(f" – {each}" for each in said if each)
    return f"{OUTCOMES[outcome.outcome]:<10} {plain(outcome.name)}{told}"


def _reason(outcome: FileOutcome) -> str:
    return plain((outcome.reason or "").removeprefix(f"{outcome.name.rpartition('/')[2]}: "))


def _unread(outcome: FileOutcome) -> str:
    """What the receipt warns of."""
    receipt = outcome.receipt
    if receipt is None or not (receipt.unread or receipt.not_rows):
        return ""
    parts = [f"{receipt.unread} phần không đọc được" if receipt.unread else ""]
    parts.append(f"{receipt.not_rows} con số chưa thành dòng" if receipt.not_rows else "")
    return f"{', '.join(filter(None, parts))} (xem: nghiquyet show {outcome.document_id} --receipt)"


@contextmanager
def _progress(started: Started) -> Iterator[Callable[[], None]]:
    """A bar that tells how many files are done, how fast, and how long the others will take; on a screen only."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("Đang đọc"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]} tệp/giây, còn"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, rate="…")

        def advance() -> None:
            speed = bar.tasks[task].finished_speed or bar.tasks[task].speed
            rate = "…" if speed is None else f"{speed:.1f}".replace(".", ",")
            bar.update(task, advance=1, total=started.files, rate=rate)

        yield advance
