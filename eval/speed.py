"""How fast the assistant is, on this machine: ``python -m eval.speed``, which ``make bench`` runs."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.table import Table

from eval.bench.evidence import evidence
from eval.bench.extraction import extraction
from eval.bench.figure import Figure, Skipped
from eval.bench.files import files
from eval.bench.history import keep_figures, last_figures
from eval.bench.hostile import hostile
from eval.bench.machine import machine
from eval.bench.model import model
from eval.bench.place import REPOSITORY, Place
from eval.bench.routes import routes
from eval.bench.scale import scale
from eval.bench.start import start
from eval.bench.throughput import throughput
from eval.bench.users import users
from eval.report import decimal, stdout

Benchmark = Callable[[Place], Iterator[Figure]]

BENCHMARKS: Mapping[str, Benchmark] = {
    "start": start,
    "routes": routes,
    "scale": scale,
    "throughput": throughput,
    "files": files,
    "extraction": extraction,
    "model": model,
    "evidence": evidence,
    "users": users,
    "hostile": hostile,
}

app = typer.Typer(add_completion=False)


@dataclass(slots=True)
class Measured:
    """What a run has brought so far: figures, and for a benchmark that brought none or not all, why."""

    figures: list[Figure] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)


@app.command()
def main(
    only: Annotated[
        list[str] | None,
        typer.Option(help=f"Chỉ đo mục này; nhắc lại được. Các mục: {', '.join(BENCHMARKS)}."),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Tệp JSON ghi số đo.")] = None,
    passages: Annotated[int, typer.Option(min=1, help="Số đoạn của kho lớn.")] = 100_000,
    runs: Annotated[int, typer.Option(min=1, help="Số lần gọi lệnh cho một số đo.")] = 5,
    questions: Annotated[int, typer.Option(min=1, help="Số câu hỏi tự đặt từ sổ chỉ tiêu.")] = 10_000,
    documents: Annotated[
        int, typer.Option(min=1, help="Số văn bản thật ghi ra tệp Word, PDF và bản chụp; tất cả là 265.")
    ] = 20,
    seconds: Annotated[
        float, typer.Option(min=1, help="Nhiều người hỏi cùng lúc trong bao nhiêu giây mỗi lượt.")
    ] = 20,
    history: Annotated[
        Path | None, typer.Option(help="Tệp lịch sử: so với lần trước trên máy này, rồi ghi thêm.")
    ] = None,
) -> None:
    """Đo tốc độ của trợ lý trên máy này và so với giới hạn; mã thoát 1 khi có mục không đo được vì lỗi."""
    unknown = sorted(set(only or ()) - set(BENCHMARKS))
    if unknown:
        _say(f"Không có mục đo {', '.join(unknown)}; chọn trong: {', '.join(BENCHMARKS)}.")
        raise typer.Exit(2)
    chosen = {name: benchmark for name, benchmark in BENCHMARKS.items() if not only or name in only}
    shared = Path(os.environ.get("NQ_SHARED", REPOSITORY.parent / "shared" / "data"))
    with TemporaryDirectory(prefix="nghiquyet-bench-", ignore_cleanup_errors=True) as folder:
        measured = measure(chosen, place=Place(Path(folder), shared, passages, runs, questions, documents, seconds))
    host = machine()
    _print(measured, host=host, before=last_figures(history, host=host) if history else {})
    if history:
        keep_figures(measured.figures, path=history, host=host)
    if out:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(_as_json(measured), encoding="utf-8")
    if measured.failed:
        raise typer.Exit(1)


def measure(benchmarks: Mapping[str, Benchmark], *, place: Place) -> Measured:
    """Runs the benchmarks one after the other; one that fails costs the others nothing."""
    measured = Measured()
    for name, benchmark in benchmarks.items():
        _say(f"Đang đo {name}…")
        try:
            for figure in benchmark(place):
                measured.figures.append(figure)
        except Skipped as reason:
            measured.skipped[name] = str(reason)
        except Exception as error:
            measured.failed[name] = f"{type(error).__name__}: {error}"
    return measured


def _print(measured: Measured, *, host: Mapping[str, object], before: Mapping[str, float]) -> None:
    """One table, with the machine above it and what is missing below."""
    console = stdout()
    table = Table("Mục đo", "Số đo", "Giới hạn", "Tỷ lệ", "Lần trước", "Cách đo")
    for one in measured.figures:
        table.add_row(
            one.title, f"{_shown(one.value)} {one.unit}", _limit(one), _ratio(one), _before(one, before), one.detail
        )
    console.print(
        f"Máy: {host['processor']}, {host['cores']} lõi, {host['memory_gib']} GiB, {host['system']}, "
        f"Python {host['python']}; tải {host['load']}",
        soft_wrap=True,
    )
    console.print(table)
    for lines in (_lines("Bỏ qua", measured.skipped), _lines("Lỗi", measured.failed)):
        for line in lines:
            console.print(line, soft_wrap=True)


def _lines(word: str, reasons: Mapping[str, str]) -> Sequence[str]:
    return [f"{word} {name}: {reason}" for name, reason in reasons.items()]


def _limit(figure: Figure) -> str:
    if figure.limit is None:
        return "–"
    return f"{'≤' if figure.at_most else '≥'} {_shown(figure.limit)}"


def _ratio(figure: Figure) -> str:
    if figure.ratio is None:
        return "–"
    return f"{decimal(figure.ratio, 2)}{'' if figure.held else ' (không đạt)'}"


def _before(figure: Figure, before: Mapping[str, float]) -> str:
    """The figure of the last run on this machine, and how many times that this one is."""
    last = before.get(figure.name)
    if not last:
        return "–"
    return f"{_shown(last)} (nay {decimal(figure.value / last, 2)}×)"


def _shown(value: float) -> str:
    """Three significant figures, more before the comma."""
    return decimal(value, 0 if value >= 100 else 1 if value >= 10 else 2)


def _as_json(measured: Measured) -> str:
    figures = [{**asdict(one), "ratio": one.ratio, "held": one.held} for one in measured.figures]
    found = {"machine": machine(), "figures": figures, "skipped": measured.skipped, "failed": measured.failed}
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _say(message: str) -> None:
    typer.echo(message, err=True)


if __name__ == "__main__":
    app()
