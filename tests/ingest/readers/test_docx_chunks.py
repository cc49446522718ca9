"""Files that a Word file takes in whole."""

from ingest.readers.docx import read_docx
from tests.ingest.word import NAMES, paragraph, relations, word, zipped


def read(name, content):
    body = f'{paragraph("trước")}<w:altChunk r:id="rA"/>{paragraph("sau")}'
    members = {
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations({"aFChunk:rA": name}),
    }
    return read_docx(zipped(members | ({f"word/{name}": content} if content else {})), name="a.docx")


def test_a_page_a_text_and_a_word_file_are_read():
    page = "<html><body><p>Thu ngân sách xã đạt 9 tỷ đồng.</p></body></html>"
    assert read("a.html", page).text.split("\n") == ["trước", "Thu ngân sách xã đạt 9 tỷ đồng.", "sau"]
    assert read("a.txt", "Chi 8 tỷ").text.split("\n") == ["trước", "Chi 8 tỷ", "sau"]
    inner = read("a.docx", word(paragraph("Dư 1 tỷ")))
    assert inner.text.split("\n") == ["trước", "Dư 1 tỷ", "sau"]
    assert ("phần chèn từ tệp khác: word/a.docx", "read") in [(each.part, each.fate) for each in inner.remarks]


def test_a_file_is_taken_in_once_and_one_within_it_is_told():
    body = '<w:altChunk r:id="rA"/>' * 3
    inner = word(paragraph("Dư 1 tỷ") + '<w:altChunk r:id="aFChunk:x"/>')
    members = {
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations({"aFChunk:rA": "a.docx"}),
        "word/a.docx": inner,
    }
    told = read_docx(zipped(members), name="a.docx")
    assert told.text == "Dư 1 tỷ"
    assert [each.part for each in told.remarks if each.fate == "unread"] == ["phần chèn từ tệp khác"]


def test_what_cannot_be_read_is_told():
    for name, content in (("a.rtf", "{\\rtf1 9}"), ("a.docx", b"PK broken"), ("a.html", "")):
        (told,) = (each for each in read(name, content).remarks if each.fate == "unread")
        assert (told.part, name in told.reason) == ("phần chèn từ tệp khác", True)
