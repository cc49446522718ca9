"""Files that are broken by chance end in a refusal of one line or are read; other cases in cases/test_14_*."""

import io
import random
import zipfile

import docx
import pytest

from assistant.errors import NghiquyetError
from ingest.readers.docx import read_docx
from tests.ingest.word import paragraph, run, word, zipped

VALUES = (b"", b"-1", b"99999999999", b"abc", b"1.5", b"0")


def written():
    """A file with all parts that Word writes, its tables merged."""
    document = docx.Document()
    document.add_paragraph("Thu ngân sách 9 tỷ", style="List Number")
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 1))
    document.sections[0].header.paragraphs[0].text = "ĐẢNG ỦY XÃ"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def by_hand():
    level = '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
    parts = {
        "footnotes": f'<w:footnote w:id="2">{paragraph("chú thích")}</w:footnote>',
        "styles": '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:basedOn w:val="b"/></w:style>',
        "numbering": f'<w:abstractNum w:abstractNumId="1">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>',
    }
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    form = (
        '<w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="0"/></w:ddList></w:ffData></w:fldChar>'
    )
    line = run(
        "ng", '<w:rFonts w:hAnsi=".VnTime"/><w:color w:val="FFFFFF"/><w:sz w:val="26"/><w:position w:val="3"/>'
    )
    line += f'<w:r>{form}</w:r><w:r><w:footnoteReference w:id="2"/><w:sym w:font="Symbol" w:char="F0B3"/></w:r>'
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr>{paragraph("9")}</w:tc>'
    return word(paragraph(line, numbered) + f"<w:tbl><w:tr>{cell}{cell}</w:tr><w:tr>{cell}</w:tr></w:tbl>", parts)


FILES = (written(), by_hand())


def mutated_within(data, chance):
    """The file with one of its parts changed: a value, a byte, an element."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    picked = chance.choice([name for name in members if name.endswith((".xml", ".rels")) and "theme" not in name])
    content = bytearray(members[picked])
    at = chance.randrange(len(content))
    start = content.find(b'w:val="', at)
    if chance.random() < 0.5 and start >= 0:
        content[start + 7 : content.index(b'"', start + 7)] = chance.choice(VALUES)
    elif chance.random() < 0.5 and (start := content.find(b"<w:", at)) >= 0:
        del content[start : content.index(b">", start) + 1]
    else:
        content[at] = chance.randrange(256)
    return zipped(members | {picked: bytes(content)})


def mutated_outside(data, chance):
    """The file with some of its bytes changed, or cut off."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed[: chance.randrange(len(changed))] if chance.random() < 0.2 else changed)


@pytest.mark.parametrize("mutated", [mutated_within, mutated_outside])
@pytest.mark.parametrize("data", FILES, ids=["written", "by hand"])
def test_broken_files_are_read_or_refused_in_one_line(data, mutated):
    chance = random.Random(20)
    read, refusals = 0, []
    for _ in range(60):
        try:
            read_docx(mutated(data, chance), name="a.docx")
            read += 1
        except NghiquyetError as error:
            refusals.append(str(error))
    assert read
    assert refusals or mutated is mutated_within
    assert not any("\n" in refusal for refusal in refusals)
