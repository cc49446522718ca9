"""What Word opens is read, whatever its package looks like; what cannot be read says what to do."""

import io
import zipfile

import docx
import pytest

from assistant.errors import ProtectedFile, TooLarge, UnsupportedFormat
from ingest.readers import docx_package
from ingest.readers.docx import read_docx
from tests.ingest.word import HEAD, OFFICE, given, ledger, paragraph, relations, told, word, zipped

LINE = "1. Tỷ lệ hộ nghèo còn 3,4%."
BODY = "".join(map(paragraph, (*HEAD, "NGHỊ QUYẾT", "về nhiệm vụ năm 2023", "II. CHỈ TIÊU NĂM 2023", LINE)))
ROW = {("ty_le_ho_ngheo", 3.4, "target", 2023)}


def members(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def renamed(change):
    return zipped({change(name): content for name, content in members(word(BODY)).items()})


def saved_by_python_docx(content_type):
    """A file with all that Word writes, under the content type of a template or of one with macros."""
    document = docx.Document()
    for line in (*HEAD, "NGHỊ QUYẾT", "về nhiệm vụ năm 2023", "II. CHỈ TIÊU NĂM 2023", LINE):
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    types = "[Content_Types].xml"
    usual = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    parts = members(stream.getvalue())
    return zipped(parts | {types: parts[types].replace(usual, content_type.encode())})


def strict():
    """As "Strict Open XML Document" is saved: all names of another home."""
    return zipped(
        {
            name: content.decode()
            .replace(f"{OFFICE}/wordprocessingml/2006/", "http://purl.oclc.org/ooxml/wordprocessingml/")
            .replace(f"{OFFICE}/officeDocument/2006/", "http://purl.oclc.org/ooxml/officeDocument/")
            for name, content in members(word(BODY)).items()
        }
    )


def streamed():
    """As programs write that do not know a size beforehand: behind each member stands what it measures."""

    class Unseekable(io.RawIOBase):
        def __init__(self):
            self.written = b""

        def writable(self):
            return True

        def write(self, data):
            self.written += bytes(data)
            return len(data)

    stream = Unseekable()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members(word(BODY)).items():
            archive.writestr(name, content)
    return stream.written


OPENABLE = {
    "a relationship that leads nowhere": word(BODY, links={"image:x": "NULL", "styles:y": "../no/such.xml"}),
    "a relationship without target": word(BODY, links={"image:x": ""}),
    "strict": strict(),
    "a template": saved_by_python_docx(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
    ),
    "with macros": saved_by_python_docx("application/vnd.ms-word.document.macroEnabled.main+xml"),
    "an unknown content type": saved_by_python_docx("application/xml"),
    "backslashes": renamed(lambda name: name.replace("/", "\\")),
    "capitals": renamed(lambda name: name.upper() if name.startswith("word/d") else name),
    "a slash in front": renamed(lambda name: f"/{name}"),
    "garbage behind": word(BODY) + b"\r\n--boundary--\r\n" * 9,
    "garbage in front": b"\r\n" + word(BODY),
    "sizes behind": streamed(),
    "a broken part beside it": word(BODY, {"numbering": "<w:num>", "styles": "<w:style"}),
    "no relationships": zipped({"word/document.xml": members(word(BODY))["word/document.xml"]}),
    "another name of the document": zipped(
        {
            "_rels/.rels": relations({"officeDocument:a": "/word/document2.xml"}),
            "word/document2.xml": members(word(BODY))["word/document.xml"],
        }
    ),
}


def test_the_given_one():
    given("14_openable_by_others/null_rel.docx")


@pytest.mark.parametrize("data", OPENABLE.values(), ids=OPENABLE.keys())
def test_what_word_opens_is_read(data):
    assert told(ledger(data)) == ROW


def test_a_broken_part_is_told():
    remarks = read_docx(OPENABLE["a broken part beside it"], name="a.docx").remarks
    assert sorted(each.part for each in remarks if each.fate == "unread") == ["kiểu chữ", "đánh số tự động"]


DOCUMENT = members(word(BODY))["word/document.xml"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (word(BODY)[:-200], "tải về chưa hết"),
        (zipped({"word/document.xml": DOCUMENT[:-30]}), "phần word/document.xml trong tệp Word đã hỏng"),
        (zipped({"xl/workbook.xml": "<workbook/>"}), "tệp nén không có văn bản Word"),
        (zipped({"word/document.xml": "<html/>"}), "tệp nén không có văn bản Word"),
    ],
    ids=["cut off", "broken", "a spreadsheet", "no document"],
)
def test_what_cannot_be_read_says_what_to_do(data, said):
    with pytest.raises(UnsupportedFormat, match=f"^a.docx: .*{said}.*; hãy .* nạp\\.$"):
        read_docx(data, name="a.docx")


def test_a_zip_with_a_password():
    data = bytearray(word(BODY))
    directory = data.rindex(b"PK\x01\x02")
    data[directory + 8] |= 1
    with pytest.raises(ProtectedFile, match=r"^a\.docx: .* mật khẩu"):
        read_docx(bytes(data), name="a.docx")


def test_a_small_file_of_much_text_stops_at_the_limit(monkeypatch):
    monkeypatch.setattr(docx_package, "_MAX_UNPACKED", 1_000_000)
    with pytest.raises(TooLarge, match=r"^a\.docx: giải nén ra 2 MB chữ"):
        read_docx(zipped({"word/document.xml": bytes(2_000_000)}), name="a.docx")


def test_a_small_file_of_many_elements_stops_at_the_limit(monkeypatch):
    monkeypatch.setattr(docx_package, "_MOST_TAGS", 1_000)
    with pytest.raises(TooLarge, match=r"^a\.docx: phần word/document\.xml có hơn"):
        read_docx(word("<w:p/>" * 1_000), name="a.docx")


def test_tables_within_tables_stop_at_a_limit():
    deep = "<w:tbl><w:tr><w:tc>" * 80 + paragraph("5") + "</w:tc></w:tr></w:tbl>" * 80
    assert "5" in read_docx(word(deep), name="a.docx").text
    with pytest.raises(UnsupportedFormat, match=r"lồng nhau quá sâu|đã hỏng"):
        read_docx(word("<w:tbl><w:tr><w:tc>" * 600 + "</w:tc></w:tr></w:tbl>" * 600), name="a.docx")
