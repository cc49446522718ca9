"""A manuscript as a Word file, through python-docx: real styles, a profile's measures, sources as comments.

What is not settled is highlighted: blanks and replacements in yellow, assessments to be confirmed in grey. Each
paragraph carries a comment with its source and what was changed in it; the text itself holds no working notes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from assistant.adapters.draft_tables import column_widths, is_number
from assistant.adapters.zip_clock import require_clock
from assistant.drafting.columns import cells_of, is_ornament, is_table_line
from assistant.drafting.figures import reached, show_bound
from assistant.drafting.profile import Profile
from assistant.drafting.vocabulary import BLANK
from assistant.language.sections import section_number, section_place
from assistant.types import DraftParagraph, HeadingBlock, IndicatorRow, Manuscript

AUTHOR = "nghiquyet"
_INITIALS = "NQ"
_RULE_PT = 3  # height of the line that carries a rule
_ISSUER_RULE_MM, _BANNER_RULE_MM, _MOTTO_RULE_MM = 22, 6, 20  # a rule is as long as the words above it
_BLACK = RGBColor(0, 0, 0)
_CENTRE, _LEFT, _RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
_ALIGNED = {"justify": WD_ALIGN_PARAGRAPH.JUSTIFY, "left": _LEFT}
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # characters that XML cannot hold


def write_docx(manuscript: Manuscript, *, profile: Profile) -> bytes:
    """The Word file of a manuscript."""
    require_clock()
    document = docx.Document()
    _set_up(document, profile, manuscript)
    _heading_block(document, manuscript, profile)
    for is_table, lines in groupby(manuscript.kept, key=lambda paragraph: is_table_line(paragraph.text)):
        if is_table:
            _write_table(document, list(lines), profile)
        else:
            for paragraph in lines:
                _write_paragraph(document, paragraph, profile)
    _ending(document, manuscript.block, profile)
    _annex(document, manuscript, profile)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


# -- page and styles -----------------------------------------------------------------------------------


def _set_up(document: Document, profile: Profile, manuscript: Manuscript) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(profile.paper_width_mm), Mm(profile.paper_height_mm)
    _margins(section, profile)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = _CENTRE
    _page_field(_run(number, "", profile.page_number_pt))
    normal = document.styles["Normal"]
    _set_font(normal, profile.font, profile.body_pt)
    normal.paragraph_format.space_after = Pt(profile.space_after_pt)
    normal.paragraph_format.line_spacing = profile.line_spacing
    for depth in range(1, 5):
        style = document.styles[f"Heading {depth}"]
        _set_font(style, profile.font, profile.body_pt)
        style.font.bold = depth <= profile.heading_bold_depth
        style.font.italic = False
        style.paragraph_format.space_before = Pt(profile.space_after_pt)
        style.paragraph_format.space_after = Pt(profile.space_after_pt)
        style.paragraph_format.keep_with_next = True
    properties = document.core_properties
    properties.title, properties.author = _clean(manuscript.block.title), AUTHOR
    properties.comments = _stated(profile)


def _stated(profile: Profile) -> str:
    return (
        f"Bản nháp trình bày theo mẫu “{profile.name}” ({profile.follows}). "
        "Hãy đối chiếu với quy định về thể thức đang áp dụng trước khi trình."
    )


def _margins(section: Section, profile: Profile) -> None:
    section.top_margin, section.bottom_margin = Mm(profile.margin_top_mm), Mm(profile.margin_bottom_mm)
    section.left_margin, section.right_margin = Mm(profile.margin_left_mm), Mm(profile.margin_right_mm)
    section.header_distance = Mm(profile.header_mm)


def _set_font(style: Any, name: str, size: float) -> None:
    style.font.name, style.font.size, style.font.color.rgb = name, Pt(size), _BLACK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(kind), name)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)


def _page_field(run: Run) -> None:
    """The number of the page, which Word fills in."""
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        element = OxmlElement("w:instrText" if kind is None else "w:fldChar")
        if kind is None:
            element.text = text
        else:
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)


def _element(parent: Any, tag: str, **attributes: str) -> None:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    parent.append(element)


def _rule(cell: _Cell, *, inset_mm: float) -> None:
    """A line under what stands in a cell so far, shorter than the cell by ``inset_mm`` on either side."""
    _draw_rule(_cell_line(cell, " ", _RULE_PT), inset_mm=inset_mm)


def _draw_rule(paragraph: Paragraph, *, inset_mm: float) -> None:
    """A line across a paragraph that holds nothing else."""
    borders = OxmlElement("w:pBdr")
    _element(borders, "w:top", val="single", sz="6", space="1", color="000000")
    paragraph._p.get_or_add_pPr().append(borders)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(inset_mm)


def _clean(text: str) -> str:
    return _ILLEGAL.sub("", text)


def _run(paragraph: Paragraph, text: str, size: float, *, bold: bool = False, italic: bool = False) -> Run:
    run = paragraph.add_run(_clean(text))
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    return run


# -- heading block -------------------------------------------------------------------------------------


def _heading_block(document: Document, manuscript: Manuscript, profile: Profile) -> None:
    block = manuscript.block
    table = _two_cells(document, profile)
    left, right = table.rows[0].cells
    if block.superior:
        _cell_line(left, block.superior, profile.superior_pt, first=True)
    _cell_line(left, block.issuer, profile.issuer_pt, bold=True, first=not block.superior)
    if profile.star:
        _cell_line(left, profile.star, profile.issuer_pt, bold=True)
    else:
        _rule(left, inset_mm=_ISSUER_RULE_MM)
    _cell_line(left, block.number, profile.number_pt)
    mark = _cell_line(left, profile.draft_mark, profile.draft_mark_pt, bold=True)
    mark.paragraph_format.space_before = Pt(4)
    banner = _cell_line(right, profile.banner, profile.banner_pt, bold=True, first=True)
    if profile.motto:
        banner = _cell_line(right, profile.motto, profile.motto_pt, bold=True)
    _rule(right, inset_mm=_MOTTO_RULE_MM if profile.motto else _BANNER_RULE_MM)
    _cell_line(right, block.place_date, profile.place_pt, italic=True).paragraph_format.space_before = Pt(6)
    document.add_comment(banner.runs, _stated(profile), AUTHOR, _INITIALS)
    for note in block.notes:
        document.add_comment(left.paragraphs[0].runs, _clean(note), AUTHOR, _INITIALS)
    kind = _centred(document, block.kind, profile.kind_pt)
    kind.paragraph_format.space_before = Pt(12)
    title = _centred(document, block.title, profile.title_pt)
    if profile.title_rule_mm:
        title.paragraph_format.space_after = Pt(0)
        title = document.add_paragraph()
        width = profile.paper_width_mm - profile.margin_left_mm - profile.margin_right_mm
        _draw_rule(title, inset_mm=(width - profile.title_rule_mm) / 2)
    title.paragraph_format.space_after = Pt(10)


def _two_cells(document: Document, profile: Profile) -> Table:
    """A borderless table of two cells over the width of the text."""
    table: Table = document.add_table(rows=1, cols=2)
    table.autofit = False
    width = profile.paper_width_mm - profile.margin_left_mm - profile.margin_right_mm
    _set_widths(table, [width * profile.issuer_share, width * (1 - profile.issuer_share)])
    return table


def _set_widths(table: Table, widths_mm: Sequence[float]) -> None:
    """The widths of the columns: Word reads those of the cells, LibreOffice those of the grid."""
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _cell_line(
    cell: _Cell, text: str, size: float, *, bold: bool = False, italic: bool = False, first: bool = False
) -> Paragraph:
    paragraph: Paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
    paragraph.alignment = _CENTRE
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = 1.0
    _marked_runs(paragraph, text, _blanks(text), size=size, bold=bold, italic=italic)
    return paragraph


def _centred(document: Document, text: str, size: float) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.alignment = _CENTRE
    paragraph.paragraph_format.space_after = Pt(2)
    _marked_runs(paragraph, text, _blanks(text), size=size, bold=True)
    return paragraph


def _blanks(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in re.finditer(re.escape(BLANK), text))


# -- text ----------------------------------------------------------------------------------------------


def _write_paragraph(document: Document, source: DraftParagraph, profile: Profile) -> None:
    depth = min(source.depth, 4)
    paragraph = document.add_paragraph(style=f"Heading {depth}" if depth else "Normal")
    paragraph.alignment = _ALIGNED[profile.body_align] if not depth else _LEFT
    paragraph.paragraph_format.first_line_indent = Mm(profile.first_line_mm)
    settled = source.nature != "assessment" or source.state == "edited"
    runs = _marked_runs(
        paragraph,
        source.text,
        source.marks,
        size=profile.body_pt,
        bold=True if depth else None,
        other=None if settled else WD_COLOR_INDEX.GRAY_25,
    )
    if runs and not depth:
        document.add_comment(runs, _clean(_source_note(source)), AUTHOR, _INITIALS)


def _write_table(document: Document, lines: Sequence[DraftParagraph], profile: Profile) -> None:
    """A table of the base as a table: its first line repeats, its blanks are marked, its source is a comment."""
    rows = [[cell.text for cell in cells_of(line.text)] for line in lines if not is_ornament(line.text)]
    many = max(map(len, rows), default=0)
    if not many:
        return
    width = profile.paper_width_mm - profile.margin_left_mm - profile.margin_right_mm
    table = _filled_table(document, [[*cells, *[""] * (many - len(cells))] for cells in rows], profile, width)
    document.add_comment(table.cell(0, 0).paragraphs[0].runs, _clean(_source_note(lines[0])), AUTHOR, _INITIALS)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _filled_table(document: Document, rows: Sequence[Sequence[str]], profile: Profile, width_mm: float) -> Table:
    """A ruled table whose first row is its head; columns are as wide as what they hold."""
    table: Table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for at, cells in enumerate(rows):
        row: Any = table.add_row()  # type: ignore[no-untyped-call]
        _table_row(row, cells, profile, header=at == 0)
    _set_widths(table, column_widths(rows, total_mm=width_mm, size_pt=profile.table_pt))
    return table


def _marked_runs(
    paragraph: Paragraph,
    text: str,
    marks: Sequence[tuple[int, int]],
    *,
    size: float,
    bold: bool | None = None,
    italic: bool = False,
    other: WD_COLOR_INDEX | None = None,
) -> list[Run]:
    """The text in runs, its marks in yellow and the rest in ``other``."""
    edges = sorted({0, len(text), *(edge for mark in marks for edge in mark)})
    for start, end in pairwise(edges):
        run = _run(paragraph, text[start:end], size, bold=bool(bold), italic=italic)
        is_marked = any(left <= start < right for left, right in marks)
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW if is_marked else other
    return list(paragraph.runs)


def _source_note(source: DraftParagraph) -> str:
    """Where a paragraph comes from and what was changed, without a word of another commune's text."""
    section = f", {section_place(source.source.section)}" if source.source.section else ""
    lines = [f"Nguồn: {source.document}{section}."]
    if source.state == "edited":
        lines.append("Người soạn đã sửa.")
    elif source.state == "carried":
        lines.append("Giữ nguyên lời.")
    if source.nature == "assessment":
        lines.append("Đoạn đánh giá: xác nhận từng ý.")
    if source.nature == "one_off":
        lines.append("Có thể là việc một lần: còn hiệu lực?")
    lines.extend(f"– {change.reason}" for change in source.changes if source.state != "edited")
    return "\n".join(lines)


# -- ending --------------------------------------------------------------------------------------------


def _ending(document: Document, block: HeadingBlock, profile: Profile) -> None:
    # The signature does not stand alone on a page: the last paragraph goes with it.
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    gap = document.add_paragraph()
    gap.paragraph_format.space_after, gap.paragraph_format.keep_with_next = Pt(0), True
    left, right = _two_cells(document, profile).rows[0].cells
    label = _cell_line(left, "Nơi nhận:", profile.recipients_label_pt, first=True)
    label.alignment = _LEFT
    for run in label.runs:
        run.underline = "underline" in profile.recipients_label_style
        run.bold, run.italic = "bold" in profile.recipients_label_style, "italic" in profile.recipients_label_style
    for line in block.recipients:
        _cell_line(left, line, profile.recipients_pt).alignment = _LEFT
    if block.authority:
        _cell_line(right, block.authority, profile.signature_pt, bold=True, first=True)
    _cell_line(right, block.signer, profile.signature_pt, bold=True, first=not block.authority)
    for _ in range(4):  # room for a signature and a seal
        _cell_line(right, "", profile.signature_pt)
    _cell_line(right, BLANK, profile.signature_pt, bold=True)


# -- indicator table -----------------------------------------------------------------------------------


def _annex(document: Document, manuscript: Manuscript, profile: Profile) -> None:
    """The indicator table on pages of its own, across, with its header repeated."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(profile.paper_height_mm), Mm(profile.paper_width_mm)
    section.different_first_page_header_footer = False
    year, last = manuscript.request.year, manuscript.last_year
    heading = _centred(document, f"BIỂU CHỈ TIÊU NĂM {year}", profile.title_pt)
    heading.style = document.styles["Heading 1"]
    note = document.add_paragraph()
    note.alignment = _CENTRE
    _run(note, f"(kèm dự thảo, để so với năm {last} theo {manuscript.base_name})", profile.table_pt, italic=True)
    titles = ("TT", "Chỉ tiêu", "Đơn vị", f"Chỉ tiêu {last}", f"Kết quả {last}", "% đạt", f"Chỉ tiêu {year}")
    own = not manuscript.request.place
    rows = [(*titles, "Cấp trên giao", "Gợi ý, nguồn"), *(_cells(row, own=own) for row in manuscript.rows)]
    width = profile.paper_height_mm - profile.margin_left_mm - profile.margin_right_mm
    _filled_table(document, rows, profile, width)


def _cells(row: IndicatorRow, *, own: bool) -> tuple[str, ...]:
    """The cells of a row; of another commune's base last year's targets stay out."""
    measured = row.last is not None or row.group == "results"
    blank = BLANK if measured else "–"
    return (
        section_number(row.number),
        row.label[:1].upper() + row.label[1:],
        row.unit or "–",
        (show_bound(row.last, row.comparator) if own else BLANK) if row.last else "–",
        show_bound(row.result, "=") if row.result else blank,
        reached(row) if own else "",
        show_bound(row.target, row.comparator) if row.target else (BLANK if row.last else "–"),
        show_bound(row.superior, "=") if row.superior else "",
        _note(row),
    )


def _note(row: IndicatorRow) -> str:
    """The suggestion while nothing was accepted, else where the figures come from."""
    if row.target is None and row.suggestion is not None:
        return f"Gợi ý {show_bound(row.suggestion.figure, row.comparator)}: {row.suggestion.reason}"
    return row.target_source or row.result_source


def _table_row(row: Any, cells: Iterable[str], profile: Profile, *, header: bool = False) -> None:
    properties = row._tr.get_or_add_trPr()
    _element(properties, "w:cantSplit")
    if header:
        _element(properties, "w:tblHeader")
    for at, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
        paragraph = cell.paragraphs[0]
        first = at == 0 or header
        paragraph.alignment = _CENTRE if first else _RIGHT if is_number(text) else _LEFT
        paragraph.paragraph_format.space_after = Pt(1)
        paragraph.paragraph_format.line_spacing = 1.0
        _marked_runs(paragraph, text, _blanks(text), size=profile.table_pt, bold=header)
