"""``nghiquyet documents`` and ``nghiquyet show``: the archive, and one document of it."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.ask.tallying.twins import twins
from assistant.errors import InvalidSetting
from assistant.settings import load_settings
from assistant.types import Receipt, Resolution
from ui import words
from ui.commands.ledger import show_rows
from ui.commands.terminal import AsJson, Data, opened, plain, quiet, say, show_table, tell
from ui.files.ledger import json_lines
from ui.ledger import select
from ui.render import documents_json, receipt_json


def documents(*, as_json: AsJson = False, data: Data = None) -> None:
    """Danh mục văn bản trong kho, mỗi văn bản một dòng."""
    from ingest.embedding import progress

    with opened(load_settings(data)) as assistant:
        held = assistant.shelf.documents()
        if as_json:
            typer.echo(json_lines(documents_json(held, assistant.shelf.files())), nl=False)
            return
        led = twins(held)
        titles = ("Tệp", "Số, ký hiệu", "Địa phương", "Ngày", "Năm giao", "Trích yếu")
        show_table(titles, map(_row, held))
        for document in held:
            if document.document_id in led:
                say(f"{plain(document.name)}: {plain(led[document.document_id].reason)}.")
        say(f"{len(held)} văn bản.")
        if embedded := progress(assistant.settings, assistant.archive):
            say(embedded.line)


def show(
    document: Annotated[str, typer.Argument(metavar="VĂN_BẢN", help="Mã hoặc tên tệp của văn bản.")],
    *,
    text: Annotated[bool, typer.Option("--text", help="Toàn văn đã làm sạch; mọi vị trí tính theo đây.")] = False,
    outline: Annotated[bool, typer.Option("--outline", help="Bố cục.")] = False,
    ledger: Annotated[bool, typer.Option("--ledger", help="Các dòng chỉ tiêu đọc được.")] = False,
    dropped: Annotated[bool, typer.Option("--dropped", help="Những đoạn đã lược khi làm sạch.")] = False,
    figures: Annotated[
        bool, typer.Option("--figures", help="Mọi con số trong văn bản: thành dòng nào, hay vì sao không.")
    ] = False,
    receipt: Annotated[
        bool, typer.Option("--receipt", help="Biên nhận: phần nào của tệp đã đọc, đã lược, chưa đọc được.")
    ] = False,
    as_json: AsJson = False,
    data: Data = None,
) -> None:
    """Xem một văn bản; không nêu phần nào thì in thông tin nhận diện."""
    if sum((text, outline, ledger, dropped, figures, receipt)) > 1:
        raise InvalidSetting("Chỉ chọn một trong --text, --outline, --ledger, --dropped, --figures, --receipt.")
    if as_json and not (figures or receipt):
        raise InvalidSetting("--json của lệnh show đi cùng --figures hoặc --receipt.")
    with opened(load_settings(data)) as assistant:
        resolution = assistant.shelf.document(document)
        if text:
            typer.echo(quiet(resolution.text), nl=False)
        elif outline:
            _show_outline(resolution)
        elif ledger:
            entries = select(assistant)
            show_rows([entry for entry in entries if entry.resolution.document_id == resolution.document_id])
        elif dropped:
            _show_dropped(resolution)
        elif figures:
            _show_figures(resolution, as_json=as_json)
        elif receipt:
            _show_receipt(assistant.shelf.receipt(resolution.document_id), as_json=as_json)
        else:
            _show_identity(resolution)


def _row(resolution: Resolution) -> tuple[str, ...]:
    identity = resolution.identity
    year = str(identity.target_year or "–")
    place, date = words.shown_place(identity), words.shown_date(identity)
    return (resolution.name, identity.number or "–", place, date, year, identity.title)


def _show_identity(resolution: Resolution) -> None:
    identity = resolution.identity
    tell(f"Tệp: {plain(resolution.name)}")
    tell(f"Mã: {resolution.document_id}")
    for field, name in words.FIELDS.items():
        tell(f"{name}: {plain(words.shown_field(identity, field))}")
    tell(f"Độ dài: {words.number(len(resolution.text))} ký tự, {len(resolution.sections)} mục")


def _show_outline(resolution: Resolution) -> None:
    for section in resolution.sections:
        indent = "  " * (len(section.path) - 1)
        tell(f"{section.start:>7}–{section.end:<7} {indent}{plain(section.heading) or section.label}")


_VERDICTS = {"row": "dòng", "figure": "chưa thành dòng", "none": "không phải số liệu"}


def _show_figures(resolution: Resolution, *, as_json: bool) -> None:
    """Every number of the text with what became of it."""
    from dataclasses import asdict

    from assistant.language.catalogue import catalogue
    from ingest.extract import read_figures

    told = read_figures(resolution, known=catalogue()).figures
    if as_json:
        typer.echo(json_lines(asdict(each) for each in told), nl=False)
        return
    show_table(
        ("Vị trí", "Số", "Kết luận", "Độ chắc", "Vì sao"),
        (
            (
                str(each.start),
                each.figure,
                _VERDICTS[each.verdict],
                "–" if each.confidence is None else words.number(round(each.confidence, 2)),
                "; ".join(each.why),
            )
            for each in told
        ),
    )
    counts = {verdict: sum(each.verdict == verdict for each in told) for verdict in _VERDICTS}
    say(f"{len(told)} con số: " + ", ".join(f"{counts[name]} {shown}" for name, shown in _VERDICTS.items()) + ".")


def _show_receipt(receipt: Receipt, *, as_json: bool) -> None:
    """What became of each part of the file, and of the figures that are no rows."""
    if as_json:
        typer.echo(json_lines([receipt_json(receipt)]), nl=False)
        return
    for remark in receipt.remarks:
        why = " – ".join(filter(None, (plain(remark.reason), plain(remark.text))))
        tell(f"{words.FATES[remark.fate]:<16} {plain(remark.part)}{': ' if why else ''}{why}")
    for item in receipt.dropped:
        tell(f"{words.FATES['dropped']:<16} {plain(item.reason)}: {plain(item.text)}")
    for told in receipt.not_rows:
        tell(f"{'chưa thành dòng':<16} {told.figure} (vị trí {told.start}): {plain('; '.join(told.why))}")
    others = len(receipt.figures) - len(receipt.not_rows)
    say(
        f"{receipt.rows} dòng số liệu; {len(receipt.not_rows)} con số chưa thành dòng, {others} con số không phải số "
        f"liệu (xem --figures); {len(receipt.unread)} phần của tệp không đọc được."
    )


def _show_dropped(resolution: Resolution) -> None:
    for item in resolution.dropped:
        tell(f"[{plain(item.reason)}]")
        tell(quiet(item.text))
    say(f"Đã lược {len(resolution.dropped)} đoạn.")
