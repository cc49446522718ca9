"""``nghiquyet ingest``: reads files and folders into the archive."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.errors import ArchiveInUse, InvalidSetting, ModelUnavailable
from assistant.settings import STATIC, Settings, load_settings
from ui.beside import chat_beside
from ui.commands.terminal import AsJson, Data, plain, say, tell

if TYPE_CHECKING:
    from ingest.pipeline import FileOutcome

OUTCOMES = {"added": "thêm mới", "updated": "cập nhật", "unchanged": "không đổi", "rejected": "từ chối"}
_LOCAL = "local"
_NAMED = 3  # files of one zip or folder that are named where more were rejected for one reason
_STALLED_SECONDS = 300.0  # without one passage more, of which a chat embeds several a second
_STALLED = (
    "Cuộc trò chuyện đang mở không nhúng tiếp bằng mô hình {model} (mới {done}/{of} đoạn): có lẽ nó được mở với "
    "NQ_EMBEDDING_MODEL khác, hoặc không mở được mô hình. Hãy xem cửa sổ của nó, hoặc đóng nó rồi chạy lại lệnh này."
)
_LOOK_SECONDS = 2.0  # how often to look how far the chat is
_SCREEN = 20  # lines; what was rejected among more files is told again at the end


def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="ĐƯỜNG_DẪN...", help="Tệp hoặc thư mục văn bản.")],
    *,
    workers: Annotated[int, typer.Option(min=1, help="Số tiến trình đọc tệp.")] = 1,
    engine: Annotated[str, typer.Option(help="Nơi đọc tệp; hiện chỉ có 'local' (máy này).")] = _LOCAL,
    wait: Annotated[
        bool, typer.Option("--wait", help="Chờ đến khi mô hình nhúng đã đặt (NQ_EMBEDDING_MODEL) nhúng xong.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Có tệp bị từ chối thì mã thoát là 1.")] = False,
    second_reader: Annotated[
        bool,
        typer.Option(
            "--second-reader",
            help="Nhờ mô hình NQ_CHAT_MODEL đề nghị dòng cho những con số chưa đọc được hoặc chưa chắc; người quyết "
            "định sau, xem: nghiquyet ledger --proposed.",
        ),
    ] = False,
    as_json: AsJson = False,
    data: Data = None,
) -> None:
    """Đọc tệp và thư mục văn bản vào kho: thêm mới hoặc cập nhật."""
    if engine != _LOCAL:
        raise InvalidSetting(f"Không có nơi đọc tệp '{engine}'. Dùng: --engine {_LOCAL}")
    settings = load_settings(data)
    if second_reader and settings.chat_model is None:
        raise InvalidSetting("--second-reader cần một mô hình ngôn ngữ: đặt NQ_CHAT_MODEL, ví dụ ollama:qwen3:8b.")
    model_id = embedding_id(settings)  # one that cannot be had is told before anything is read
    started = Started()
    held: list[str] = []
    found = _noted(outcomes(paths, settings=settings, workers=workers, began=started.begin), held)
    counts = report(found, as_json=as_json, started=started)
    if not counts:
        say("Không có tệp nào để đọc.")
    else:
        say("Xong: " + ", ".join(f"{words} {counts[name]}" for name, words in OUTCOMES.items()) + ".")
    if second_reader:
        _read_again(held, settings)
    if model_id is not None:
        _embed(settings, model_id=model_id, wait=wait)
    rejected = counts["rejected"]
    if rejected and (strict or rejected == counts.total()):
        raise typer.Exit(1)


def embedding_id(settings: Settings) -> str | None:
    """The id of the named embedding model, None of the bundled one. Raises ``ModelUnavailable``."""
    if settings.embedding_model == STATIC:
        return None
    from assistant.build import open_embedder

    return open_embedder(settings).model_id


def _noted(found: Iterable[FileOutcome], held: list[str]) -> Iterator[FileOutcome]:
    """The outcomes as they are; ``held`` gets the documents that they tell of."""
    for outcome in found:
        if outcome.document_id is not None:
            held.append(outcome.document_id)
        yield outcome


def _read_again(documents: Sequence[str], settings: Settings) -> None:
    """Has the model read these documents a second time; one that fails ends that alone, and is told."""
    from assistant.build import open_archive, open_chat
    from assistant.language.catalogue import in_force, load_catalogue
    from assistant.second_reader import second_read

    proposed = 0
    with open_archive(settings) as archive, in_force(settings.catalogue):
        known = load_catalogue(settings.catalogue)
        filed = {each.document_id for each in archive.files()}  # a file may be told of whose document was removed
        there = [each for each in documents if each in filed]
        try:
            for name, found in second_read(there, store=archive, model=open_chat(settings), known=known):
                proposed += len(found.proposals)
                told = f"{found.asked} con số, {len(found.proposals)} dòng đề nghị, {len(found.refused)} không tính"
                unfilled = f", {found.unfilled} con số mô hình không điền được biểu mẫu" if found.unfilled else ""
                say(f"Đọc lần hai {plain(name)}: {told}{unfilled}.")
        except ModelUnavailable as error:
            say(f"{error} Các văn bản còn lại chưa được đọc lần hai; chạy lại lệnh này để đọc tiếp.")
    if proposed:
        say(f"{proposed} dòng đề nghị chờ người xem xét, chưa tính vào đâu: nghiquyet ledger --proposed")


def _embed(settings: Settings, *, model_id: str, wait: bool) -> None:
    """Tells how far the named embedding model is; with ``wait`` once it is through."""
    from assistant.build import open_archive
    from ingest.embedding import progress

    with open_archive(settings) as archive:
        told = progress(settings, archive, model_id=model_id)
        if told is None:
            return
        if wait and not told.serves:
            _wait(settings, model_id=model_id, passages=told.total)
            told = progress(settings, archive, model_id=model_id) or told
        say(told.line if wait or told.serves else f"{told.line} Muốn chờ cho xong: nghiquyet ingest … --wait")


def _wait(settings: Settings, *, model_id: str, passages: int) -> None:
    """Embeds what is missing, or waits for the chat that owns the data folder to do it; goes on where that ends."""
    from ingest.embedding import embed_here

    try:
        with _bar("Đang nhúng", of="đoạn") as advance:
            embed_here(settings, done=lambda more: advance(more, passages))
    except ArchiveInUse:
        if chat_beside(settings.data) is None:
            raise
        say("Kho đang mở trong cuộc trò chuyện; đang chờ nó nhúng xong.")
        if not _is_done_by_chat(settings, model_id=model_id):
            _wait(settings, model_id=model_id, passages=passages)


def _is_done_by_chat(settings: Settings, *, model_id: str) -> bool:
    """Waits until the chat has embedded all, or has ended before.

    Raises ``ArchiveInUse`` where nothing comes of it: the chat has another model, or cannot open this one.
    """
    from assistant.build import open_archive, own_data
    from ingest.embedding import progress

    done, since = -1, time.monotonic()
    with open_archive(settings) as archive:
        while (told := progress(settings, archive, model_id=model_id)) is not None and not told.serves:
            if told.done != done:
                done, since = told.done, time.monotonic()
            elif time.monotonic() - since > _STALLED_SECONDS:
                raise ArchiveInUse(_STALLED.format(model=settings.embedding_model, done=told.done, of=told.total))
            time.sleep(_LOOK_SECONDS)
            with suppress(ArchiveInUse), own_data(settings):
                return False
    return True


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
    started = started or Started()

    def counted() -> Iterator[FileOutcome]:
        for outcome in found:
            counts[outcome.outcome] += 1
            advance(1, started.files)
            if outcome.outcome == "rejected":
                rejected.append(outcome)
            if not (quiet and outcome.outcome == "unchanged"):
                yield outcome

    with _bar("Đang đọc", of="tệp") as advance:
        if as_json:
            for outcome in counted():
                tell(json.dumps(asdict(outcome), ensure_ascii=False))
        else:
            for alike in _alike(counted()):
                tell(_line(alike[0]) if len(alike) == 1 else f"{OUTCOMES['rejected']:<10} {_together(alike)}")
    if rejected and counts.total() > _SCREEN:
        say(f"Tệp bị từ chối ({len(rejected)}):")
        for alike in _alike(rejected):
            say(f"  {_together(alike)}" if len(alike) > 1 else f"  {plain(alike[0].name)} – {_reason(alike[0])}")
    return counts


def _alike(found: Iterable[FileOutcome]) -> Iterator[list[FileOutcome]]:
    """The outcomes one by one, but those together that were rejected within one zip or folder for one reason."""
    waiting: dict[str, list[FileOutcome]] = {}
    place = ""
    for outcome in found:
        first = outcome.name.partition("/")[0]
        if first != place:
            yield from _parted(waiting)
            waiting, place = {}, first
        if outcome.outcome == "rejected" and first != outcome.name:
            waiting.setdefault(_reason(outcome), []).append(outcome)
        else:
            yield [outcome]
    yield from _parted(waiting)


def _parted(waiting: Mapping[str, list[FileOutcome]]) -> Iterator[list[FileOutcome]]:
    for alike in waiting.values():
        yield from [alike] if len(alike) > _NAMED else ([each] for each in alike)


def _together(alike: Sequence[FileOutcome]) -> str:
    """Many files that were rejected for one reason, in one line."""
    place = alike[0].name.partition("/")[0]
    named = ", ".join(each.name.removeprefix(f"{place}/") for each in alike[:_NAMED])
    many = f"{len(alike)} tệp trong đó ({plain(named)}…; cả danh sách: thêm --json)"
    return f"{plain(place)} – {many} – {_reason(alike[0])}"


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
def _bar(doing: str, *, of: str) -> Iterator[Callable[[int, int | None], None]]:
    """A bar that tells how much is done, how fast, and how long the rest will take; on a screen only.

    What it gives is told how many more are done, and of how many where that is known.
    """
    if not sys.stderr.isatty():
        yield lambda _more, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn(doing),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn(f"{{task.fields[rate]}} {of}/giây, còn"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, rate="…")

        def advance(more: int, total: int | None) -> None:
            speed = bar.tasks[task].finished_speed or bar.tasks[task].speed
            rate = "…" if speed is None else f"{speed:.1f}".replace(".", ",")
            bar.update(task, advance=more, total=total, rate=rate)

        yield advance
