"""``nghiquyet eval models``: the model of the settings on its leash, over the bundled sample."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from assistant.errors import InvalidSetting
from assistant.settings import load_settings
from eval.bench.place import nghiquyet, sample
from eval.models import Leashed, leashed, print_table, questions, summary
from eval.report import decimal, stdout
from eval.terminal import say, writing

OUT = Path("build/models.json")


def models(
    out: Annotated[Path, typer.Option(metavar="TỆP", help="Tệp JSON ghi số đo và từng câu hỏi.")] = OUT,
    limit: Annotated[int | None, typer.Option(min=1, help="Chỉ hỏi chừng này câu đầu tiên.")] = None,
) -> None:
    """Thử mô hình NQ_CHAT_MODEL trên văn bản mẫu: câu nào được hiện, câu nào bị gạch, mất bao lâu."""
    from assistant.build import open_assistant

    if load_settings().chat_model is None:
        raise InvalidSetting("Chưa đặt mô hình ngôn ngữ nào (NQ_CHAT_MODEL), ví dụ ollama:qwen3:8b.")
    asked = questions()[:limit]
    results: list[Leashed] = []
    with TemporaryDirectory(prefix="nghiquyet-eval-") as folder:
        data = Path(folder)
        nghiquyet("ingest", sample(), data=data)
        settings = load_settings(data)
        with closing(open_assistant(settings)) as assistant:
            for each in leashed(assistant, asked):
                results.append(each)
                told = f"{each.shown} câu hiện, {each.struck} câu gạch, {decimal(each.seconds, 1)} giây"
                say(f"{len(results)}/{len(asked)} {each.question} {told}.")
    figures = summary(settings.chat_model or "", results)
    print_table(figures, console=stdout())
    with writing(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        kept = {**figures, "results": [asdict(each) for each in results]}
        out.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    say(f"Đã ghi {out}.")
    if figures["unsupported_numbers"]:
        raise typer.Exit(1)
