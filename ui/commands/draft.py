"""``nghiquyet draft``: next year's resolution from this year's, as a Word file with its findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.errors import InvalidSetting
from assistant.settings import load_settings
from assistant.types import DraftFinding, DraftRequest, Manuscript, SavedDraft
from ui.commands.terminal import AsJson, Data, opened, plain, say, tell, write, write_lines
from ui.draft_words import CHECK_NAMES, SEVERITIES, STATES

if TYPE_CHECKING:
    from assistant.drafting.desk import Desk
    from ui.files.draft_sheets import SheetForm

_TOLD = 5  # findings of one check that are printed; the Word file and --json have all


def draft(
    *,
    base: Annotated[str, typer.Option(metavar="VĂN_BẢN", help="Văn bản gốc: nghị quyết của năm trước.")],
    year: Annotated[int, typer.Option(metavar="N", help="Năm của dự thảo.")],
    out: Annotated[Path, typer.Option(metavar="TỆP.docx", help="Tệp Word để ghi dự thảo.")],
    place: Annotated[str | None, typer.Option(metavar="TÊN", help="Tên xã, nếu dự thảo cho xã khác xã gốc.")] = None,
    results: Annotated[
        Path | None, typer.Option(metavar="TỆP.csv", help="Bảng kết quả: mã hoặc chỉ tiêu, kết quả, đơn vị, …")
    ] = None,
    example: Annotated[
        list[str] | None, typer.Option(metavar="VĂN_BẢN", help="Văn bản mẫu; nêu được nhiều lần.")
    ] = None,
    superior: Annotated[str | None, typer.Option(metavar="VĂN_BẢN", help="Văn bản của cấp trên cho năm ấy.")] = None,
    profile: Annotated[
        str | None, typer.Option(metavar="TÊN", help="Mẫu trình bày: 36-HD, ND30, hoặc một tệp .toml.")
    ] = None,
    template: Annotated[
        Path | None, typer.Option(metavar="TỆP.csv", help="Ghi thêm bảng kết quả trống để điền.")
    ] = None,
    comparison: Annotated[
        Path | None, typer.Option(metavar="TỆP.html", help="Ghi thêm bản so sánh với văn bản gốc.")
    ] = None,
    rewrite: Annotated[
        str | None, typer.Option(metavar="MỤC", help="Viết lại mục này bằng mô hình ngôn ngữ, vd. 'III > 1'.")
    ] = None,
    as_json: AsJson = False,
    data: Data = None,
) -> None:
    """Soạn dự thảo nghị quyết năm sau từ nghị quyết năm trước; dự thảo được lưu để làm tiếp trên trang."""
    from ui.drafting import manuscript_json, open_desk

    if out.suffix.lower() != ".docx":
        raise InvalidSetting(f"Tệp ra '{out}' cần có đuôi .docx.")
    table = _read_table(results) if results else None
    request = DraftRequest(base, year, place, tuple(example or ()), superior, profile)
    with opened(load_settings(data)) as assistant:
        desk = open_desk(assistant)
        saved = _made(desk, request, table, rewrite)
        manuscript = desk.manuscript(saved)
        _write_all(manuscript, out=out, template=template, comparison=comparison)
    if as_json:
        write_lines([{"draft_id": saved.draft_id, **manuscript_json(manuscript)}], out=None)
    else:
        _tell(manuscript)


def _read_table(path: Path) -> str:
    from ui.drafting import decode_table

    try:
        data = path.read_bytes()
    except OSError as error:
        raise InvalidSetting(f"Không đọc được tệp '{path}': {error.strerror or error}.") from error
    return decode_table(data, name=path.name)


def _made(desk: Desk, request: DraftRequest, table: str | None, section: str | None) -> SavedDraft:
    """The draft with its table and its rewriting; one that cannot be finished is not kept."""
    saved = desk.start(request)
    try:
        if table is not None:
            saved = desk.enter_table(saved, table)
        for paragraph in desk.manuscript(saved).kept if section else ():
            if paragraph.source.section == section and not paragraph.depth:
                saved = desk.rewrite(saved, paragraph.key)
    except BaseException:
        desk.drafts.remove(saved.draft_id)
        raise
    return saved


def _write_all(manuscript: Manuscript, *, out: Path, template: Path | None, comparison: Path | None) -> None:
    from assistant.build import draft_docx
    from ui.files.draft_sheets import template_sheet
    from ui.views.draft import comparison as compare

    write(draft_docx(manuscript), out=out)
    if template is not None:
        form: SheetForm = "xlsx" if template.suffix.lower() == ".xlsx" else "csv"
        write(template_sheet(manuscript, form=form), out=template)
    if comparison is not None:
        write(compare(manuscript).encode(), out=comparison)


def _tell(manuscript: Manuscript) -> None:
    states = [paragraph.state for paragraph in manuscript.paragraphs]
    told = "; ".join(f"{states.count(state)} {name}" for state, name in STATES.items() if state in states)
    tell(f"{plain(manuscript.block.title)} – từ {plain(manuscript.base_name)}: {told}.")
    tell(f"Mẫu trình bày: {manuscript.profile}. Hãy đối chiếu với quy định đang áp dụng.")
    show_findings(manuscript.findings, most=_TOLD)


def show_findings(findings: Sequence[DraftFinding], *, most: int | None = None) -> None:
    """The findings on stdout, grouped by check, the gravest first; at most ``most`` of each."""
    for severity, name in SEVERITIES.items():
        groups: dict[str, list[DraftFinding]] = {}
        for finding in findings:
            if finding.severity == severity:
                groups.setdefault(finding.check, []).append(finding)
        for check, found in groups.items():
            tell(f"\n[{name}] {CHECK_NAMES.get(check, check)} ({len(found)})")
            for finding in found[:most]:
                tell(f"  - {_line(finding)}")
            if most is not None and len(found) > most:
                tell(f"  … và {len(found) - most} điểm khác (xem bằng --json hoặc trong tệp Word)")
    count = Counter(finding.severity for finding in findings)
    say(f"{len(findings)} điểm: " + ", ".join(f"{count[one]} {name}" for one, name in SEVERITIES.items()) + ".")


def _line(finding: DraftFinding) -> str:
    said = finding.paragraph if finding.paragraph.startswith("dòng") else finding.place
    where = f"{said}: " if said else ""
    quote = f" “{plain(finding.quote)}”" if finding.quote else ""
    return f"{where}{plain(finding.message)} {plain(finding.remedy)}{quote}"
