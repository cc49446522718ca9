"""``nghiquyet eval reading``: how right documents are read whose author the weights have never seen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import track

from eval.report import decimal, stdout
from eval.terminal import say, writing
from ui.commands.reading_report import (
    FLOORS,
    below,
    by_author,
    calibration_picture,
    calibration_table,
    learning_table,
    perturbed_table,
    read_floors,
    witnesses_table,
    write_floors,
)

if TYPE_CHECKING:
    from ingest.training.examples import Example
    from ingest.training.held_out import Read

_SIZES = (1, 2, 4, 8)  # authors seen, of the learning curve
_NOISE = 0.02  # two fits of the same software on other processors differ by less


def reading(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(metavar="THƯ_MỤC", help="Thêm bộ mẫu của tác giả khác: docs/ và ledger.jsonl."),
    ] = None,
    *,
    groups: Annotated[
        int | None,
        typer.Option(min=2, help="Để riêng nhiều tác giả một lúc, trong chừng này lần học (nhanh hơn)."),
    ] = None,
    curve: Annotated[bool, typer.Option(help="Đo theo số tác giả đã học.")] = True,
    rules: Annotated[bool, typer.Option(help="Đo trên quy định, bảng giá thật, nếu máy có.")] = True,
    perturbed: Annotated[
        bool, typer.Option(help="Đo trên văn bản trình bày theo cách khác: đề mục, danh sách, bảng, năm.")
    ] = True,
    picture: Annotated[Path | None, typer.Option(metavar="TỆP.svg", help="Vẽ mức chắc chắn và tỷ lệ đúng.")] = None,
    floors: Annotated[bool, typer.Option("--floors", help="Mã thoát 1 khi có tác giả dưới mức sàn.")] = False,
    accept: Annotated[bool, typer.Option("--accept", help="Đặt mức sàn mới từ lần chạy này.")] = False,
) -> None:
    """Đọc văn bản bằng trọng số chưa thấy tác giả của nó: F1, từng trường, mức chắc chắn, theo số tác giả."""
    from ingest.training.score import total
    from ingest.training.sources import gold, lacking
    from ingest.training.witnesses import accounts

    examples = gold(folders or ())
    reads = _held_out(examples, groups)
    scores = {author: total(one.score for one in reads[author]) for author in sorted(reads)}
    whole = total(scores.values())
    console = stdout()
    console.print(by_author(scores, whole))
    console.print(calibration_table(whole))
    console.print(witnesses_table(accounts(one for each in reads.values() for one in each)))
    if curve:
        _print_curve(examples, authors=len(scores))
    if rules:
        _print_rules(examples)
    lost = _perturbed(examples) if perturbed else {}
    if lost:
        console.print(perturbed_table(lost))
    if picture:
        with writing(picture):
            picture.write_text(calibration_picture(whole), encoding="utf-8")
    told = {**{author: score.f1 for author, score in scores.items()}, **lost}
    if accept:
        write_floors(told, FLOORS)
    if floors and (absent := lacking()):
        say(f"Bỏ qua mức sàn: máy này không có {', '.join(map(str, absent))}, là nơi trọng số của mức sàn đã học.")
        return
    for line in (failing := below(told, read_floors(FLOORS), noise=_NOISE) if floors else []):
        say(f"Dưới mức sàn: {line}")
    if failing:
        raise typer.Exit(1)


def _held_out(examples: Sequence[Example], groups: int | None) -> dict[str, list[Read]]:
    from ingest.training.held_out import authors_of, held_out

    count = len(authors_of(examples))
    say(f"{sum(bool(each.rows) for each in examples)} văn bản mẫu của {count} tác giả.")
    left = held_out(examples, groups=groups)
    return dict(track(left, "Để riêng từng tác giả", total=count, console=Console(stderr=True)))


def _perturbed(examples: Sequence[Example]) -> dict[str, float]:
    """Typed F1 of the documents whose gold was checked most often, as written and laid out otherwise, by kind."""
    from ingest.training.fit import fit
    from ingest.training.perturbed import measured
    from ingest.training.score import score, total
    from ingest.training.sources import bundled

    sources = [source for source in bundled() if source.author in _CHECKED]
    weights = fit([example for example in examples if example.author not in _CHECKED])
    found = measured(sources, weights, lambda reads: total(score(each.rows, each.example.rows) for each in reads))
    return {f"{_LAID_OUT}{kind}": each.f1 for kind, each in found.items()}


_CHECKED = ("own", "further")
_LAID_OUT = "trình bày: "


def _print_curve(examples: Sequence[Example], *, authors: int) -> None:
    from ingest.training.held_out import learning_curve

    stdout().print(learning_table(learning_curve(examples, [size for size in _SIZES if size < authors])))


def _print_rules(examples: Sequence[Example]) -> None:
    """Rows of real documents that have none, by weights that saw others of the kind."""
    from ingest.extract import extract
    from ingest.training.fit import fit
    from ingest.training.sources import rules_unseen

    documents = list(rules_unseen())
    if not documents:
        say("Bỏ qua quy định, bảng giá: máy này không có.")
        return
    weights = fit(examples)
    rows = [extract(document, weights=weights) for document in documents]
    known = sum(row.indicator is not None for each in rows for row in each)
    stdout().print(
        f"{len(documents)} quy định, bảng giá thật chưa học: {decimal(sum(map(len, rows)) / len(rows), 2)} dòng mỗi "
        f"văn bản, {decimal(known / len(rows), 2)} trong danh mục chỉ tiêu"
    )
