"""The Word file of a draft: what it holds, that our own reader reads it back, and that LibreOffice opens it."""

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.shared import Pt

from assistant.adapters.draft_docx import write_docx
from assistant.drafting.checks import CHECKS
from assistant.drafting.pipeline import draft
from assistant.drafting.profile import load_profile
from assistant.types import DraftRequest, Entry, Figure
from ingest.readers.docx import read_docx
from tests.assistant.drafting.making import archive_of, checked, read_text, resolution

BASE = resolution(
    results="Kinh tế phát triển khá, hoàn thành 27/29 chỉ tiêu.",
    targets="\n".join(
        (
            "1. Các chỉ tiêu chủ yếu",
            "- Thu nhập bình quân đầu người đạt từ 58 triệu đồng/người/năm;",
            "- Tỷ lệ hộ nghèo 1,2%;",
            *(f"- Sản lượng cây thứ {letter} đạt {number}.500 tấn;" for number, letter in enumerate("abcdefgh", 2)),
        )
    ),
)
SOFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def manuscript():
    shelf = archive_of(**{"goc.docx": BASE})
    made = draft(DraftRequest("goc.docx", 2025), shelf=shelf, read=read_text)
    entries = {made.rows[0].key: Entry(Figure(60.2), Figure(62.0))}
    return draft(DraftRequest("goc.docx", 2025), shelf=shelf, read=read_text, entries=entries)


@pytest.fixture(scope="module", params=["36-HD", "ND30"])
def profile(request):
    return load_profile(request.param)


@pytest.fixture(scope="module")
def document(manuscript, profile):
    return docx.Document(io.BytesIO(write_docx(manuscript, profile=profile)))


def text_of(cell):
    return "\n".join(paragraph.text for paragraph in cell.paragraphs)


def test_page_and_font_are_the_profiles(document, profile):
    section = document.sections[0]
    assert section.left_margin.mm == pytest.approx(profile.margin_left_mm, abs=0.1)
    assert section.page_width.mm == pytest.approx(210, abs=0.1)
    assert document.styles["Normal"].font.name == "Times New Roman"
    assert document.styles["Normal"].font.size == Pt(profile.body_pt)


def test_the_heading_block_stands_in_a_borderless_table(document, profile):
    left, right = document.tables[0].rows[0].cells
    assert "BAN CHẤP HÀNH ĐẢNG BỘ XÃ PHÚ LẠC" in text_of(left)
    assert "Số .....-NQ/ĐU" in text_of(left)
    assert "DỰ THẢO" in text_of(left)
    assert profile.banner in text_of(right)
    assert "Phú Lạc, ngày ..... tháng ..... năm ....." in text_of(right)
    assert document.tables[0].style.name == "Normal Table"


def test_headings_are_real_styles(document):
    headings = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs}
    assert headings["II. MỤC TIÊU, CHỈ TIÊU CHỦ YẾU NĂM 2025"] == "Heading 1"
    assert headings["1. Các chỉ tiêu chủ yếu"] == "Heading 2"


def test_blanks_are_highlighted_and_known_figures_are_not(document):
    marked = [
        run.text for paragraph in document.paragraphs for run in paragraph.runs
        if run.font.highlight_color == WD_COLOR_INDEX.YELLOW
    ]  # fmt: skip
    assert "....." in marked
    assert not any("62" in text for text in marked)
    grey = [
        paragraph.text for paragraph in document.paragraphs
        if paragraph.runs and paragraph.runs[0].font.highlight_color == WD_COLOR_INDEX.GRAY_25
    ]  # fmt: skip
    assert grey == ["Kinh tế phát triển khá, hoàn thành ..... chỉ tiêu."]


def test_sources_are_comments_and_the_profile_is_named(document, profile):
    comments = [comment.text for comment in document.comments]
    assert any(comment.startswith("Nguồn: goc.docx, mục II.1.") for comment in comments)
    assert any(profile.name in comment and "đối chiếu với quy định" in comment for comment in comments)
    assert any("Thu nhập bình quân đầu người: 62 triệu đồng/người/năm – người soạn nhập" in one for one in comments)
    assert profile.name in document.core_properties.comments
    assert "đúng thể thức" not in " ".join(comments)
    assert "Nguồn:" not in " ".join(paragraph.text for paragraph in document.paragraphs)


def test_page_numbers_begin_on_page_two(document):
    section = document.sections[0]
    assert section.different_first_page_header_footer
    assert section.first_page_header.paragraphs[0].text == ""
    assert "PAGE" in section.header._element.xml


def test_the_annex_lies_across_and_repeats_its_header(document, manuscript):
    assert document.sections[-1].orientation == WD_ORIENT.LANDSCAPE
    table = document.tables[-1]
    assert table.rows[0]._tr.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None
    assert len(table.rows) == 1 + len(manuscript.rows)
    assert [cell.text for cell in table.rows[1].cells][:8] == [
        "1", "Thu nhập bình quân đầu người", "triệu đồng/người/năm", "từ 58", "60,2", "103,8%", "từ 62", "",
    ]  # fmt: skip
    assert [cell.text for cell in table.rows[2].cells][3:7] == ["1,2", ".....", "", "....."]


def test_our_own_reader_reads_the_draft_back(manuscript, profile):
    text = read_docx(write_docx(manuscript, profile=profile), name="du-thao.docx").text
    for paragraph in manuscript.kept:
        assert paragraph.text in text
    identity = read_text(text).resolution.identity
    assert (identity.target_year, identity.commune) == (2025, "Phú Lạc")


def test_the_checks_find_in_the_file_only_what_is_still_open(manuscript, profile):
    text = read_docx(write_docx(manuscript, profile=profile), name="du-thao.docx").text
    found = [one for check in CHECKS.values() for one in check(checked(text, year=2025, base=read_text(BASE)))]
    assert {one.check for one in found} == {"leftovers"}
    assert {one.message.partition(" (")[0].strip(".") for one in found} == {"Còn chỗ để trống", "Còn dấu DỰ THẢO"}


def test_another_communes_words_are_not_in_any_part_of_the_file(profile):
    base = BASE.replace("Kinh tế", "Kinh tế xã Phú Lạc, thôn Hạ Tứ")
    shelf = archive_of(**{"mau.docx": base})
    made = draft(DraftRequest("mau.docx", 2025, place="An Hòa"), shelf=shelf, read=read_text)
    with zipfile.ZipFile(io.BytesIO(write_docx(made, profile=profile))) as archive:
        whole = " ".join(archive.read(name).decode("utf-8", "ignore") for name in archive.namelist())
    plain = re.sub(r"<[^>]+>", "", whole)
    for word in ("Phú Lạc", "PHÚ LẠC", "Hạ Tứ", "Bình Lâm", "27/29", "2.500"):
        assert word not in plain


def test_characters_that_xml_cannot_hold_are_left_out(manuscript, profile):
    first = manuscript.paragraphs[0]
    evil = replace(first, text="a\x00b\x0bc <w:t> & ]]>", marks=())
    made = replace(manuscript, paragraphs=(evil, *manuscript.paragraphs[1:]))
    text = read_docx(write_docx(made, profile=profile), name="x.docx").text
    assert "abc <w:t> & ]]>" in text


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice: apt-get install libreoffice-writer-nogui")
def test_libreoffice_opens_it(manuscript, profile, tmp_path):
    import pypdfium2

    file = tmp_path / "du-thao.docx"
    file.write_bytes(write_docx(manuscript, profile=profile))
    home = f"-env:UserInstallation=file://{tmp_path / 'home'}"
    command = [SOFFICE, home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(tmp_path / "du-thao.pdf")]
    first = " ".join(pages[0].split())
    for words in (profile.banner, "BAN CHẤP HÀNH ĐẢNG BỘ XÃ", "DỰ THẢO", "NGHỊ QUYẾT", "nhiệm vụ năm 2025"):
        assert words in first
    assert len(pages) >= 2
    assert not pages[0].lstrip().startswith("1\r")
    assert pages[1].split()[0] == "2"
    assert "BIỂU CHỈ TIÊU NĂM 2025" in " ".join(pages[-1].split())
