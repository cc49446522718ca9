"""``nghiquyet search``: passages with the score of each leg."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.errors import InvalidSetting
from assistant.language.sections import section_place
from assistant.settings import load_settings
from ui.commands.asking import Asking, asking
from ui.commands.terminal import AsJson, Data, Out, plain, tell, write_lines
from ui.commands.turns import Asked, read_queries
from ui.render import Json, evidence_rows

_SHOWN_CHARACTERS = 220


def search(
    query: Annotated[str | None, typer.Argument(metavar="NỘI_DUNG", help="Nội dung cần tìm.")] = None,
    *,
    k: Annotated[int, typer.Option("--k", min=1, max=1000, help="Số đoạn.")] = 10,
    as_json: AsJson = False,
    batch: Annotated[Path | None, typer.Option(metavar="TỆP", help='Mỗi dòng {"id", "query"}.')] = None,
    out: Out = None,
    data: Data = None,
) -> None:
    """Tìm đoạn văn bản theo nội dung."""
    if (query is None) == (batch is None):
        raise InvalidSetting("Nêu một nội dung cần tìm, hoặc --batch TỆP.")
    if out is not None and batch is None:
        raise InvalidSetting("--out đi cùng --batch.")
    asked = [Asked(None, query)] if query is not None else read_queries(batch) if batch else []
    with asking(load_settings(data)) as assistant:
        found = (_found(one, assistant=assistant, k=k) for one in asked)
        if batch is not None:
            write_lines(({"id": one.id, **row} for one, row in zip(asked, found, strict=True)), out=out)
        elif as_json:
            write_lines(found, out=None)
        else:
            for row in found:
                _show(row["results"])


def _found(asked: Asked, *, assistant: Asking, k: int) -> Json:
    return {
        "query": asked.question,
        "results": evidence_rows(assistant.search(asked.question, k=k), shelf=assistant.shelf),
    }


def _show(results: list[Json]) -> None:
    for rank, row in enumerate(results, start=1):
        scores = f"{row['score']:.3f} (từ vựng {row['lexical']:.2f}, ngữ nghĩa {row['dense']:.2f})"
        tell(f"{rank}. {plain(row['document'])} – {plain(section_place(row['section'])) or '–'} – điểm {scores}")
        text = plain(row["text"])
        tell(f"   {text[:_SHOWN_CHARACTERS]}{'…' if len(text) > _SHOWN_CHARACTERS else ''}")
