"""``nghiquyet ledger``: the figures of all documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

import typer

from assistant.errors import InvalidSetting
from assistant.settings import load_settings
from ui import words
from ui.export import export
from ui.ledger import Entry, select
from ui.terminal import Data, Out, opened, say, show_table, write


def ledger(
    *,
    indicator: Annotated[str | None, typer.Option(metavar="ID", help="Mã chỉ tiêu, vd. thu_nhap_binh_quan.")] = None,
    place: Annotated[str | None, typer.Option(metavar="NAME", help="Tên xã, huyện, tỉnh; không cần dấu.")] = None,
    year: Annotated[int | None, typer.Option(metavar="N", help="Năm của số liệu.")] = None,
    form: Annotated[Literal["table", "jsonl", "csv", "xlsx"], typer.Option("--format", help="Dạng in ra.")] = "table",
    out: Out = None,
    data: Data = None,
) -> None:
    """Sổ chỉ tiêu: mỗi số liệu trong văn bản là một dòng."""
    if out is not None and form == "table":
        raise InvalidSetting("Ghi vào tệp thì chọn thêm --format jsonl, csv hoặc xlsx.")
    if out is None and form == "xlsx":
        raise InvalidSetting("Dạng xlsx cần --out TỆP.xlsx.")
    with opened(load_settings(data)) as assistant:
        entries = select(assistant.shelf, indicator=indicator, place=place, year=year)
    if form == "table":
        show_rows(entries)
    else:
        write(export(entries, form=form), out=out)


def show_rows(entries: Sequence[Entry]) -> None:
    """The rows as a table on stdout."""
    titles = ("Tệp", "Địa phương", "Chỉ tiêu trong văn bản", "Mức", "Loại", "Năm")
    show_table(titles, map(_row, entries))
    say(f"{len(entries)} dòng.")


def _row(entry: Entry) -> tuple[str, ...]:
    indicator, resolution = entry.indicator, entry.resolution
    return (
        resolution.name,
        words.shown_place(resolution.identity),
        indicator.label,
        words.amount(indicator),
        words.KINDS[indicator.kind],
        str(indicator.year or "–"),
    )
