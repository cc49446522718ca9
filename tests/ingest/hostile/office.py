"""Hostile files of word processors and spreadsheets: packages whose parts say what no program writes."""

from __future__ import annotations

import random
import zipfile
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO

from tests.ingest.formats import zipped
from tests.ingest.hostile.written import NONSENSE, UNITS, Maker

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OPEN = "urn:oasis:names:tc:opendocument:xmlns"
_SAID = "<w:p><w:r><w:t>NGHỊ QUYẾT: thu ngân sách đạt 8,6 tỷ đồng.</w:t></w:r></w:p>"
_BOMB = (
    '<!DOCTYPE a [<!ENTITY a "tỷ đồng ">'
    + "".join(f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9))
    + "]>"
)


def _links(*links: tuple[str, str, str]) -> str:
    said = "".join(f'<Relationship Id="{one}" Type="{_RELATED}/{kind}" Target="{at}"/>' for one, kind, at in links)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{said}</Relationships>'


def _types(parts: Mapping[str, str]) -> str:
    said = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in parts.items())
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{said}</Types>'
    )


def _word(body: str, *, whole: str | None = None, **parts: str) -> bytes:
    """A .docx of a body, or of a whole document part, with other parts by their name."""
    document = whole if whole is not None else f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    kinds = {"word/document.xml": f"{_WORD}.document.main+xml"}
    kinds |= {f"word/{part}.xml": f"{_WORD}.{part}+xml" for part in parts}
    members = {
        "[Content_Types].xml": _types(kinds),
        "_rels/.rels": _links(("r1", "officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": _links(*((f"p{part}", part, f"{part}.xml") for part in parts)),
        "word/document.xml": document,
        **{f"word/{part}.xml": said for part, said in parts.items()},
    }
    return zipped({name: said.encode("utf-8", "surrogatepass") for name, said in members.items()})


def _numbered(chance: random.Random) -> bytes:
    def said() -> str:
        return chance.choice((*NONSENSE, "1", "0", "3", "2000000000"))

    form = chance.choice(("decimal", "upperRoman", "lowerLetter", "cardinalText", "²", "chicago", "bullet", "hex"))
    text = chance.choice(("%1.", "%1.%2.%3", "%9%9%9" * 2_000, "%", "%%", "%0", "%²", ""))
    levels = "".join(
        f'<w:lvl w:ilvl="{chance.choice((str(at), said()))}"><w:start w:val="{said()}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlRestart w:val="{said()}"/><w:lvlText w:val="{text}"/><w:pPr><w:ind w:left="{said()}"/></w:pPr></w:lvl>'
        for at in range(chance.choice((1, 9, 60)))
    )
    one = said()
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="{one}">{levels}</w:abstractNum>'
        f'<w:num w:numId="{said()}"><w:abstractNumId w:val="{one}"/></w:num><w:num w:numId="1"><w:abstractNumId '
        f'w:val="{chance.choice((one, said()))}"/><w:lvlOverride w:ilvl="{said()}"><w:startOverride w:val="{said()}"/>'
        "</w:lvlOverride></w:num></w:numbering>"
    )
    item = (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{said()}"/><w:numId w:val="{chance.choice(("1", said()))}"/></w:numPr>'
        "</w:pPr><w:r><w:t>đạt 7 tỷ đồng</w:t></w:r></w:p>"
    )
    return _word(_SAID + item * chance.choice((1, 40, 3_000)), numbering=numbering)


def _tables(chance: random.Random) -> bytes:
    def said() -> str:
        return chance.choice((*NONSENSE, "1", "2", "1000", "1000000000"))

    cell = (
        f'<w:tc><w:tcPr><w:tcW w:w="{said()}"/><w:gridSpan w:val="{said()}"/><w:vMerge w:val="{said()}"/></w:tcPr>'
        "<w:p><w:r><w:t>7</w:t></w:r></w:p></w:tc>"
    )
    before = f'<w:trPr><w:gridBefore w:val="{said()}"/><w:gridAfter w:val="{said()}"/></w:trPr>'
    row = f"<w:tr>{before}{cell * chance.choice((1, 6, 200))}</w:tr>"
    grid = f"<w:tblGrid>{f'<w:gridCol w:w={chr(34)}{said()}{chr(34)}/>' * chance.choice((0, 3, 5_000))}</w:tblGrid>"
    return _word(f"{_SAID}<w:tbl>{grid}{row * chance.choice((1, 20, 300))}</w:tbl>")


def _bodies(chance: random.Random) -> bytes:
    whole = (
        f'<w:document xmlns:w="{W}"/>',
        f'<w:document xmlns:w="{W}"><w:background/></w:document>',
        f'<w:document xmlns:w="{W}"><w:body/><w:body>{_SAID}</w:body></w:document>',
        f"<document><body>{_SAID.replace('w:', '')}</body></document>",
        "<a/>",
        "",
        "\0" * 5_000,
        f'<w:document xmlns:w="{W}"><w:body>{_SAID}',
        f'<w:body xmlns:w="{W}">{_SAID}</w:body>',
        f'<w:document xmlns:w="{W}"><w:body><w:tbl/><w:tbl><w:tr/></w:tbl><w:p/>{_SAID}<w:tc/></w:body></w:document>',
        f'<?xml version="1.0" encoding="²"?><w:document xmlns:w="{W}"><w:body>{_SAID}</w:body></w:document>',
        f'<w:document xmlns:w="urn:none"><w:body>{_SAID}</w:body></w:document>',
        f'<!--{" " * 70_000}-->{_BOMB}<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body>'
        "</w:document>",
        f"<!DOCTYPE a [<!--{'x' * 200_000}--><!ENTITY a SYSTEM 'file:///etc/passwd'>]><w:document xmlns:w=\"{W}\"><w:body>"
        "<w:p><w:r><w:t>&a; 7 tỷ</w:t></w:r></w:p></w:body></w:document>",
        f'<!DOCTYPE a SYSTEM "http://127.0.0.1:1/a.dtd"><w:document xmlns:w="{W}"><w:body>{_SAID}</w:body></w:document>',
    )
    return _word("", whole=chance.choice(whole))


def _deep(chance: random.Random) -> bytes:
    opened, closed = chance.choice(
        (
            ("<w:tbl><w:tr><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>"),
            ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
            ("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>"),
            ("<w:ins>", "</w:ins>"),
            ("<w:p><w:hyperlink>", "</w:hyperlink></w:p>"),
            (
                '<w:p><m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:f><m:num>',
                "</m:num></m:f></m:oMath></w:p>",
            ),
            ('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>', "</w:p>"),
        )
    )
    deep = chance.choice((60, 700, 20_000))
    return _word(_SAID + opened * deep + _SAID + closed * deep)


def _styles(chance: random.Random) -> bytes:
    many = chance.choice((2, 50, 20_000))
    loops = chance.random() < 0.6
    chain = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{at}"><w:basedOn w:val="s{(at + 1) % many if loops else at + 1}"/>'
        f'<w:link w:val="s{at}"/><w:pPr><w:outlineLvl w:val="{chance.choice(NONSENSE)}"/><w:numPr><w:numId w:val="1"/>'
        f'</w:numPr></w:pPr><w:rPr><w:sz w:val="{chance.choice(NONSENSE)}"/></w:rPr></w:style>'
        for at in range(many)
    )
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="1"><w:styleLink w:val="s0"/><w:numStyleLink '
        'w:val="s1"/></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    said = '<w:p><w:pPr><w:pStyle w:val="s0"/></w:pPr><w:r><w:rPr><w:rStyle w:val="s1"/></w:rPr><w:t>7 tỷ</w:t></w:r></w:p>'
    return _word(_SAID + said * 50, styles=f'<w:styles xmlns:w="{W}">{chain}</w:styles>', numbering=numbering)


def _runs(chance: random.Random) -> bytes:
    unit = (
        chance.choice(UNITS)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace("\0", "")
        .replace("\f", "")
        .replace("\v", "")
    )
    run = chance.choice(
        (
            f"<w:r><w:t>{unit * 3}</w:t></w:r>",
            f'<w:r><w:sym w:char="{chance.choice(("FFFFFF", "D800", *NONSENSE))}" w:font="Symbol"/></w:r>',
            "<w:r><w:tab/></w:r>",
            "<w:r><w:br/></w:r>",
            f'<w:r><w:footnoteReference w:id="{chance.choice(NONSENSE)}"/></w:r>',
            '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>REF a</w:instrText></w:r>',
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>7</w:t></w:r>",
            '<w:bookmarkStart w:id="0" w:name="a"/><w:del><w:r><w:delText>7</w:delText></w:r></w:del>',
        )
    )
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="{chance.choice(NONSENSE)}">{_SAID}<w:p>{run}</w:p></w:footnote></w:footnotes>'
    many = chance.choice((30, 3_000, 60_000))
    body = f"{_SAID}<w:p>{run * many}</w:p>" if chance.random() < 0.6 else f"<w:p>{run}</w:p>" * many
    return _word(body, footnotes=notes)


def _links_astray(chance: random.Random) -> bytes:
    target = chance.choice(("../../../etc/passwd", "", "document.xml", "none.xml", "\\\\x\\y", "http://x/", "/", "²"))
    parts = {
        "[Content_Types].xml": chance.choice(
            (_types({"word/document.xml": f"{_WORD}.document.main+xml"}), "<Types/>", "")
        ),
        "_rels/.rels": chance.choice(
            (
                _links(("r1", "officeDocument", target)),
                "",
                "<a",
                _links(("r1", "officeDocument", "word/document.xml")),
            )
        ),
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{_SAID}</w:body></w:document>',
        "word/_rels/document.xml.rels": _links(
            ("a", "styles", target), ("b", "numbering", target), ("c", "header", target)
        ),
    }
    return zipped({name: said.encode() for name, said in parts.items()})


def _book(sheet: str, *, strings: str = "", styles: str = "", workbook: str | None = None) -> bytes:
    kinds = {
        "xl/workbook.xml": f"{_SHEET}.sheet.main+xml",
        "xl/a.xml": f"{_SHEET}.worksheet+xml",
        "xl/sharedStrings.xml": f"{_SHEET}.sharedStrings+xml",
        "xl/styles.xml": f"{_SHEET}.styles+xml",
    }
    whole = f'<workbook xmlns="{S}" xmlns:r="{_RELATED}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'
    links = [("r1", "worksheet", "a.xml")]
    links += [("r2", "sharedStrings", "sharedStrings.xml")] if strings else []
    links += [("r3", "styles", "styles.xml")] if styles else []
    members = {
        "[Content_Types].xml": _types(kinds),
        "_rels/.rels": _links(("r1", "officeDocument", "xl/workbook.xml")),
        "xl/_rels/workbook.xml.rels": _links(*links),
        "xl/workbook.xml": whole if workbook is None else workbook,
        "xl/a.xml": sheet,
        "xl/sharedStrings.xml": strings,
        "xl/styles.xml": styles,
    }
    return zipped({name: said.encode() for name, said in members.items() if said})


def _cells(chance: random.Random) -> bytes:
    at = chance.choice(
        ("A1", "XFD1048576", "ZZZZZZ1", "A0", "A99999999999", "", "1A", "²", "A1048576", "XFD1", "A-1")
    )
    row = chance.choice((*NONSENSE, "1", "1048576", "99999999"))
    value = chance.choice(
        ("7", "1e400", "-1e400", "nan", "²", "", "9" * 5_000, "99999999999", "1e-400", "0x7", "inf")
    )
    cell = f'<c r="{at}" t="{chance.choice(("", "n", "s", "b", "d", "e", "str", "²"))}" s="{chance.choice(NONSENSE)}"><v>{value}</v></c>'
    merge = chance.choice(
        ("A1:XFD1048576", "A1", "", "B2:A1", "A1:²", "A0:A5", "A1:A1048576", "A1:XFD1", "A1:ZZZZZ99999999")
    )
    dimension = chance.choice(("A1:XFD1048576", "²", "A1", ""))
    many = chance.choice((1, 30, 3_000))
    sheet = (
        f'<worksheet xmlns="{S}"><dimension ref="{dimension}"/><cols><col min="{chance.choice(NONSENSE)}" max="16384" '
        f'width="{chance.choice(NONSENSE)}" hidden="1"/></cols><sheetData><row r="1"><c r="A1" t="inlineStr"><is>'
        f"<t>Thu ngân sách đạt 7 tỷ đồng</t></is></c></row>{f'<row r={chr(34)}{row}{chr(34)}>{cell}</row>' * many}"
        f'</sheetData><mergeCells count="{chance.choice(NONSENSE)}">{f"<mergeCell ref={chr(34)}{merge}{chr(34)}/>" * many}'
        "</mergeCells></worksheet>"
    )
    return _book(sheet)


def _plain_cells(chance: random.Random) -> bytes:
    """Well-formed sheets that are only large: one cell far away, merges everywhere, strings of megabytes."""
    first = '<row r="1"><c r="A1" t="inlineStr"><is><t>Thu đạt 7 tỷ đồng</t></is></c></row>'
    far = chance.choice(
        (
            '<row r="1048576"><c r="XFD1048576"><v>7</v></c></row>',
            '<row r="1000000"><c r="A1000000"><v>7</v></c></row>',
        )
    )
    ways: tuple[Callable[[], str], ...] = (
        lambda: first + far,
        lambda: first + "".join(f'<row r="{at}"><c r="XFD{at}"><v>7</v></c></row>' for at in range(2, 3_000)),
        lambda: first + "".join(f'<row r="{at}"><c r="A{at}"><v>7</v></c></row>' for at in range(2, 60_000)),
        lambda: first + '<row r="2">' + "<c><v>7</v></c>" * 16_000 + "</row>",
        lambda: f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"." * 500_000}</t></is></c></row>',
        lambda: first + '<row r="2"><c r="A2" t="d"><v>9999-99-99T99:99:99</v></c></row>',
        lambda: first + '<row r="3"><c r="A3"><f>SUM(A1:XFD1048576)</f></c></row>' * 20,
    )
    merges = chance.choice(
        (
            "",
            '<mergeCell ref="A1:XFD1048576"/>',
            '<mergeCell ref="A2:XFD5000"/>',
            "".join(f'<mergeCell ref="A{at}:ZZ{at}"/>' for at in range(1, 4_000)),
        )
    )
    return _book(
        f'<worksheet xmlns="{S}"><sheetData>{chance.choice(ways)()}</sheetData><mergeCells>{merges}</mergeCells></worksheet>'
    )


def _strings(chance: random.Random) -> bytes:
    index = chance.choice((*NONSENSE, "0", "5", "999999999"))
    form = chance.choice(("0.00;" * 5_000, "[" * 20_000, '"' * 20_000, "yyyy-mm-dd", "\\" * 9_999, "[h]:mm"))
    sheet = f'<worksheet xmlns="{S}"><sheetData><row><c t="s" s="1"><v>{index}</v></c><c s="1"><v>{chance.choice(("1e18", "-5", "45000", "2958466"))}</v></c></row></sheetData></worksheet>'
    strings = f'<sst xmlns="{S}" count="{index}">{"<si><t>Thu đạt 7 tỷ đồng</t></si>" * chance.choice((0, 1, 30_000))}</sst>'
    styles = (
        f'<styleSheet xmlns="{S}"><numFmts><numFmt numFmtId="{chance.choice(("200", *NONSENSE))}" formatCode="{form.replace(chr(34), "&quot;")}"/>'
        '</numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="200"/></cellXfs></styleSheet>'
    )
    workbook = chance.choice(
        (None, "", "<a/>", f'<workbook xmlns="{S}"/>', f'<workbook xmlns="{S}"><sheets/></workbook>')
    )
    late = f"<!--{' ' * 90_000}-->{_BOMB}" if chance.random() < 0.2 else ""
    return _book(late + sheet, strings=strings, styles=styles, workbook=workbook)


def _open_text(chance: random.Random) -> bytes:
    said = chance.choice((*NONSENSE, "1000000000", "16384"))
    deep = chance.choice((1, 400, 20_000))
    body = chance.choice(
        (
            f'<text:p>a<text:s text:c="{said}"/>7 tỷ đồng</text:p>',
            f'<table:table><table:table-column table:number-columns-repeated="{said}"/><table:table-row table:number-rows-repeated="{said}">'
            f'<table:table-cell table:number-columns-repeated="{said}" table:number-columns-spanned="{said}"><text:p>7</text:p>'
            "</table:table-cell></table:table-row></table:table>",
            "<text:section>" * deep + "<text:p>7 tỷ đồng</text:p>" + "</text:section>" * deep,
            "<text:list><text:list-item>" * deep + "<text:p>7</text:p>" + "</text:list-item></text:list>" * deep,
            f"<text:p>{'.' * 200_000}</text:p>",
            "<text:p>7</text:p>" * 30_000,
        )
    )
    late = f"<!--{' ' * 90_000}-->{_BOMB}" if chance.random() < 0.2 else ""
    content = (
        f'{late}<office:document-content xmlns:office="{_OPEN}:office:1.0" xmlns:text="{_OPEN}:text:1.0" xmlns:table="{_OPEN}:table:1.0" '
        f'office:version="1.2"><office:body><office:text>{body}</office:text></office:body></office:document-content>'
    )
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()})


def _rich(chance: random.Random) -> bytes:
    ways = (
        "{\\rtf1 " + "{" * chance.choice((500, 200_000)) + "7 tỷ",
        "{\\rtf1\\bin999999999 7}",
        "{\\rtf1 " + "\\u99999999? \\u-1? " * 2_000 + "}",
        "{\\rtf1 " + "\\trowd\\cellx1 7\\cell\\row " * 5_000 + "}",
        "{\\rtf1 " + "\\'" * 60_000 + "}",
        "{\\rtf1{\\fonttbl" + "{\\f0 a;}" * 30_000 + "}7 tỷ}",
        '{\\rtf1{\\field{\\*\\fldinst INCLUDETEXT "/etc/passwd"}{\\fldrslt 7}}}',
        "{\\rtf1{\\object\\objocx{\\*\\objdata " + "00" * 100_000 + "}}7 tỷ}",
        "{\\rtf",
        "{\\rtf1 " + "a\\par " * 100_000 + "}",
    )
    return chance.choice(ways).encode()


def _old(chance: random.Random) -> bytes:
    """What opens as an old Office file and is none: tables of sectors that lead in circles."""
    head = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + b"\x3e\0\3\0\xfe\xff\x09\0\x06\0" + bytes(478))
    for _ in range(chance.choice((0, 5, 200))):
        head[chance.randrange(24, 512)] = chance.choice((0, 1, 2, 255, 254))
    sectors = bytearray(chance.randbytes(512 * chance.choice((0, 3, 40))))
    for at in range(0, len(sectors) - 4, 4):
        if chance.random() < 0.7:
            sectors[at : at + 4] = chance.choice((0, 1, 2, at // 4)).to_bytes(4, "little")
    if len(sectors) >= 1024:
        name = chance.choice(
            ("WordDocument", "Workbook", "__properties_version1.0", "PowerPoint Document", "EncryptedPackage")
        )
        sectors[512 : 512 + 2 * len(name)] = name.encode("utf-16-le")
    return bytes(head + sectors)


def _slides(chance: random.Random) -> bytes:
    good = zipped({"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<a/>"})
    return chance.choice(
        (chance.randbytes(4_000), b"PK\3\4" + chance.randbytes(4_000), good, b"x" * 900, bytes(2_000))
    )


def _patched(member: str, size: int, content: bytes) -> bytes:
    """A package whose part says that it is of ``size``, and is not."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr(member, content)
    data = bytearray(file.getvalue())
    at = data.rfind(b"PK\1\2")
    data[at + 24 : at + 28] = size.to_bytes(4, "little")
    return bytes(data)


def _parts(chance: random.Random) -> bytes:
    member = chance.choice(("word/document.xml", "xl/workbook.xml", "ppt/a.xml"))
    content = chance.choice((b" " * 50_000_000, b"<a>" * 3_000_000, b"\0" * 9_999, zlib.compress(b"7")))
    return _patched(member, chance.choice((0, 1, len(content), 4_294_967_294)), content)


OFFICE: Mapping[str, Maker] = {
    "đánh số.docx": _numbered,
    "bảng.docx": _tables,
    "thân.docx": _bodies,
    "lồng.docx": _deep,
    "kiểu.docx": _styles,
    "chuỗi.docx": _runs,
    "liên kết.docx": _links_astray,
    "ô.xlsx": _cells,
    "ô lớn.xlsx": _plain_cells,
    "chuỗi.xlsx": _strings,
    "nội dung.odt": _open_text,
    "văn bản.rtf": _rich,
    "đời cũ.doc": _old,
    "đời cũ.xls": _old,
    "trình chiếu.pptx": _slides,
    "phần.docx": _parts,
    "phần.xlsx": _parts,
}
