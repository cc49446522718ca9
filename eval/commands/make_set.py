"""``nghiquyet eval make-set``: questions with exact answers, from the ledger of the archive."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from assistant.settings import load_settings
from eval.cases import write_cases
from eval.make_set import make_set
from eval.terminal import Data, say, writing


def make(
    *,
    out: Annotated[Path, typer.Option(metavar="TỆP.jsonl", help="Tệp ghi bộ câu hỏi.")],
    count: Annotated[int, typer.Option(min=1, help="Số câu hỏi.")] = 500,
    seed: Annotated[int, typer.Option(help="Hạt giống: cùng kho và cùng số này cho cùng bộ câu hỏi.")] = 0,
    data: Data = None,
) -> None:
    """Đặt câu hỏi có sẵn đáp án chính xác từ sổ chỉ tiêu của kho, bằng nhiều cách nói."""
    from assistant.build import open_assistant

    with closing(open_assistant(load_settings(data))) as assistant:
        cases = make_set(assistant.shelf, count=count, seed=seed)
    with writing(out):
        write_cases(cases, path=out)
    fewer = f" (sổ chỉ tiêu không còn gì khác để hỏi, thiếu {count - len(cases)})" if len(cases) < count else ""
    say(f"Đã ghi {len(cases)} câu hỏi vào {out}{fewer}.")
