"""``nghiquyet eval compare``: two runs of ``eval run``, question by question."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from eval.compare import compare, load_run
from eval.page import comparison_page, notes
from eval.report import print_comparison, stdout
from eval.terminal import say, writing


def compare_runs(
    before: Annotated[Path, typer.Argument(metavar="THƯ_MỤC_A", help="Thư mục kết quả của lần chạy trước.")],
    after: Annotated[Path, typer.Argument(metavar="THƯ_MỤC_B", help="Thư mục kết quả của lần chạy sau.")],
    *,
    out: Annotated[Path | None, typer.Option(metavar="TỆP.html", help="Trang HTML để xem từng câu.")] = None,
    seed: Annotated[int, typer.Option(help="Hạt giống của phép lấy mẫu lại.")] = 0,
) -> None:
    """So hai lần chạy: từng số đo với khoảng tin cậy và p, câu nào tốt lên, câu nào kém đi."""
    comparison = compare(load_run(before), load_run(after), seed=seed)
    print_comparison(comparison, console=stdout())
    for note in notes(comparison):
        say(f"Lưu ý: {note}")
    if out:
        with writing(out):
            out.write_text(comparison_page(comparison), encoding="utf-8")
        say(f"Đã ghi trang so sánh vào {out}.")
