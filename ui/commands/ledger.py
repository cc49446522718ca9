"""``nghiquyet ledger``: the figures of all documents, what looks wrong in them, and what people say of them."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer

from assistant.errors import InvalidSetting
from assistant.ledger.book import Decision
from assistant.settings import load_settings
from ui import words
from ui.commands.help import Command
from ui.commands.labelled import write_labelled
from ui.commands.terminal import Commands, Data, Out, opened, say, show_table, write
from ui.files.ledger import export
from ui.ledger import Entry, Waiting, select, waiting_proposals
from ui.ports import Assistant

ledger = typer.Typer(cls=Commands, invoke_without_command=True, no_args_is_help=False)


@ledger.callback()
def rows(
    context: typer.Context,
    *,
    indicator: Annotated[str | None, typer.Option(metavar="MÃ", help="Mã chỉ tiêu, vd. thu_nhap_binh_quan.")] = None,
    place: Annotated[str | None, typer.Option(metavar="TÊN", help="Tên xã, huyện, tỉnh; không cần dấu.")] = None,
    year: Annotated[int | None, typer.Option(metavar="N", help="Năm của số liệu.")] = None,
    findings: Annotated[bool, typer.Option("--findings", help="Chỉ những dòng có điều cần xem lại.")] = False,
    unsure: Annotated[
        bool, typer.Option("--unsure", help="Chỉ những dòng đọc chưa chắc, chưa ai xem; kém chắc nhất trước.")
    ] = False,
    proposed: Annotated[
        bool,
        typer.Option(
            "--proposed",
            help="Những dòng mô hình đề nghị khi đọc lần hai, chưa ai quyết định và chưa tính vào đâu; xác nhận hoặc "
            "loại bằng: nghiquyet ledger set.",
        ),
    ] = False,
    unknown: Annotated[
        bool, typer.Option("--unknown", help="Các chỉ tiêu ngoài danh mục, hay gặp nhất trước.")
    ] = False,
    ids: Annotated[
        bool, typer.Option("--ids", help="In cả mã dòng, để sửa bằng: nghiquyet ledger set; có cả dòng đã loại.")
    ] = False,
    form: Annotated[Literal["table", "jsonl", "csv", "xlsx"], typer.Option("--format", help="Dạng in ra.")] = "table",
    raw: Annotated[
        bool, typer.Option("--raw", help="CSV cho chương trình: cột như jsonl, dấu phẩy, số thập phân có dấu chấm.")
    ] = False,
    out: Out = None,
    data: Data = None,
) -> None:
    """Sổ chỉ tiêu: mỗi số liệu trong văn bản là một dòng."""
    if context.invoked_subcommand is not None:
        return
    if out is not None and form == "table":
        raise InvalidSetting("Ghi vào tệp thì chọn thêm --format jsonl, csv hoặc xlsx.")
    if out is None and form == "xlsx":
        raise InvalidSetting("Dạng xlsx cần --out TỆP.xlsx.")
    if raw and form != "csv":
        raise InvalidSetting("--raw chỉ đi với --format csv; jsonl thì vốn dành cho chương trình.")
    with opened(load_settings(data)) as assistant:
        if unknown:
            show_unknown(assistant)
            return
        if proposed:
            show_proposed(assistant)
            return
        entries = select(
            assistant,
            indicator=indicator,
            place=place,
            year=year,
            only_findings=findings,
            only_unsure=unsure,
            with_rejected=ids,
        )
        lost = _lost_lines(assistant) if findings else []
        known = assistant.ledger.known
    if form != "table":
        write(export(entries, form=form, known=known, raw=raw), out=out)
        return
    show_rows(entries, with_ids=ids, with_findings=findings, with_sureness=unsure)
    for line in lost:
        say(line)


@ledger.command("set", cls=Command)
def set_row(
    row: Annotated[str, typer.Argument(metavar="DÒNG", help="Mã dòng, xem bằng: nghiquyet ledger --ids.")],
    changes: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TRƯỜNG=GIÁ_TRỊ]...", help="Trường và giá trị mới, vd. value=13,655."),
    ] = None,
    *,
    confirm: Annotated[bool, typer.Option("--confirm", help="Xác nhận dòng này đúng.")] = False,
    second: Annotated[bool, typer.Option("--second", help="Lấy cách đọc thứ hai (cột “Cũng có thể là”).")] = False,
    reject: Annotated[bool, typer.Option("--reject", help="Loại dòng này khỏi sổ.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Bỏ điều đã nói, trở lại như máy đọc.")] = False,
    by: Annotated[
        str | None, typer.Option("--by", metavar="TÊN", help="Người xem xét; mặc định tên đăng nhập.")
    ] = None,
    note: Annotated[str, typer.Option("--note", metavar="CHỮ", help="Lý do.")] = "",
    data: Data = None,
) -> None:
    """Xác nhận, sửa hoặc loại một dòng; điều đã nói còn nguyên khi nạp lại tệp."""
    decision = _decision(confirm=confirm, second=second, reject=reject, undo=undo, changes=bool(changes))
    with opened(load_settings(data)) as assistant:
        said = dict(_change(typed) for typed in changes or ())
        after = assistant.ledger.review(
            row, decision=decision, by=by or getpass.getuser(), changes=said or None, note=note
        )
        document = assistant.shelf.document(after.document_id)
        doubts = assistant.ledger.doubts(after)
    show_rows([Entry(after, document)], with_ids=True, with_findings=False)
    for doubt in doubts:
        say(f"Chú ý: {doubt.message} Đã ghi như đã gõ; bỏ bằng: nghiquyet ledger set {row} --undo")


@ledger.command("corrections", cls=Command)
def corrections(
    out: Annotated[Path, typer.Option("--out", metavar="THƯ_MỤC", help="Thư mục để ghi docs/ và ledger.jsonl.")],
    data: Data = None,
) -> None:
    """Ghi những gì cán bộ đã xem xét thành bộ mẫu, để lần học sau đọc số liệu đúng hơn."""
    with opened(load_settings(data)) as assistant:
        found = assistant.ledger.labelled()
    if not found:
        say("Chưa ai xem xét dòng nào; xem các dòng chưa chắc bằng: nghiquyet ledger --unsure --ids")
        raise typer.Exit(1)
    write_labelled(found, out)
    say(
        f"Đã ghi {len(found)} văn bản, {sum(each.reviewed for each in found)} dòng đã xem xét vào {out}; học lại "
        f"bằng: python -m ingest.fit_reading {out}"
    )


def _decision(*, confirm: bool, second: bool, reject: bool, undo: bool, changes: bool) -> Decision:
    given: dict[Decision, bool] = {
        "confirm": confirm,
        "second": second,
        "reject": reject,
        "undo": undo,
        "correct": changes,
    }
    chosen = [name for name, is_given in given.items() if is_given]
    if len(chosen) != 1:
        raise InvalidSetting(
            "Chọn đúng một việc: --confirm, --second, --reject, --undo, hoặc ghi TRƯỜNG=GIÁ_TRỊ cần sửa."
        )
    return chosen[0]


def _change(typed: str) -> tuple[str, str]:
    name, sign, value = typed.partition("=")
    if not sign:
        raise InvalidSetting(f"“{typed}” không phải dạng TRƯỜNG=GIÁ_TRỊ, ví dụ value=13,655.")
    return name.strip(), value


def show_rows(
    entries: Sequence[Entry], *, with_ids: bool = False, with_findings: bool = False, with_sureness: bool = False
) -> None:
    """The rows as a table on stdout."""
    titles = ["Tệp", "Địa phương", "Chỉ tiêu trong văn bản", "Mức", "Loại", "Năm"]
    titles += ["Độ chắc", "Cũng có thể là"] * with_sureness
    titles += ["Cần xem lại"] * with_findings + ["Mã dòng", "Xem xét"] * with_ids
    shown = (
        _row(entry, with_ids=with_ids, with_findings=with_findings, with_sureness=with_sureness) for entry in entries
    )
    show_table(titles, shown)
    say(f"{len(entries)} dòng.")


def show_unknown(assistant: Assistant) -> None:
    """The indicators that the catalogue lacks, as candidates for an office's own file."""
    groups = assistant.ledger.unknown()
    titles = ("Chỉ tiêu ngoài danh mục", "Văn bản", "Dòng", "Đơn vị", "Cách ghi khác")
    show_table(
        titles,
        (
            (group.label, str(group.documents), str(group.rows), ", ".join(group.units), "; ".join(group.labels[1:4]))
            for group in groups
        ),
    )
    say(f"{len(groups)} chỉ tiêu; thêm vào danh mục bằng tệp TOML của cơ quan (NQ_CATALOGUE).")


def show_proposed(assistant: Assistant) -> None:
    """What a model proposes, each with the words that it rests on."""
    waiting = waiting_proposals(assistant)
    titles = ("Tệp", "Mô hình gọi là", "Mức", "Loại", "Năm", "Nguyên văn", "Thay cho dòng", "Mã dòng")
    show_table(titles, map(_proposed, waiting))
    say(f"{len(waiting)} dòng đề nghị; quyết định bằng: nghiquyet ledger set MÃ_DÒNG --confirm, --reject hoặc sửa.")


def _proposed(waiting: Waiting) -> list[str]:
    row = waiting.entry.indicator
    return [
        waiting.entry.resolution.name,
        row.label,
        words.amount(row),
        words.KINDS[row.kind],
        str(row.year or "–"),
        row.quote,
        waiting.proposal.replaces or "–",
        row.row_id,
    ]


def _lost_lines(assistant: Assistant) -> list[str]:
    """Corrections that no longer find their figure, one line each."""
    return [
        f"Điều đã nói về “{each.extracted.label}” ({each.extracted.figure}) của {each.by}, {each.at[:10]} không còn "
        "tìm thấy số liệu trong văn bản nào; hãy xem lại văn bản mới."
        for each in assistant.ledger.lost()
    ]


def _row(entry: Entry, *, with_ids: bool, with_findings: bool, with_sureness: bool) -> list[str]:
    indicator, resolution = entry.indicator, entry.resolution
    cells = [
        resolution.name,
        words.shown_place(entry.identity),
        indicator.label,
        words.amount(indicator),
        words.KINDS[indicator.kind],
        str(indicator.year or "–"),
    ]
    if with_sureness:
        cells += [words.number(round(indicator.confidence, 2)), indicator.runner_up or "–"]
    if with_findings:
        cells.append(" ".join(finding.message for finding in entry.findings))
    return cells + [indicator.row_id, words.REVIEWS[indicator.review]] * with_ids
