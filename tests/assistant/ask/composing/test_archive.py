"""Questions about the documents themselves."""

from dataclasses import replace

import pytest

from assistant.ask.composing.archive import compose_about, compose_archive
from assistant.ask.composing.wording import library
from assistant.ask.understanding.gazetteer import gazetteer
from assistant.ask.understanding.understand import understand
from assistant.types import Identity, Resolution


def _document(name, family, *, date, target_year):
    identity = Identity("nghị quyết", family, "Nhiệm vụ", level="xã", date=date, target_year=target_year)
    return Resolution(name, name, "h", "NGHỊ QUYẾT\nNhiệm vụ", (), (), identity)


DOCUMENTS = [
    _document("a", "Đảng", date="2023-12-29", target_year=2024),
    _document("b", "HĐND", date="2024-07-12", target_year=2024),
    _document("c", "UBND", date="2024-12-20", target_year=2025),
    _document("d", "Đảng", date=None, target_year=2025),
]
NAMES = gazetteer([document.identity for document in DOCUMENTS], documents=DOCUMENTS)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Có bao nhiêu văn bản trong kho?", "abcd"),
        ("Có bao nhiêu văn bản năm 2024 trong kho?", "ab"),
        ("Trong kho có bao nhiêu văn bản ban hành năm 2024?", "bc"),
        ("Liệt kê các văn bản của HĐND xã trong kho", "b"),
        ("Liệt kê các văn bản của Đảng ủy trong kho", "ad"),
        ("trong kho co bao nhieu van ban cua uy ban nhan dan", "c"),
    ],
)
def test_documents_by_year_and_body(text, names):
    question = understand(text, NAMES)
    assert question.intent == "archive"
    _, *items = compose_archive(question, library(DOCUMENTS)).statements
    assert "".join(span.document_id for item in items for span in item.spans) == names


def test_none_is_said_with_what_there_is():
    draft = compose_archive(
        understand("Trong kho có bao nhiêu văn bản ban hành năm 2019?", NAMES), library(DOCUMENTS)
    )
    assert draft.outcome == "abstained"
    assert "Kho có 4 văn bản" in draft.statements[0].text


def test_what_a_document_is_about_is_its_title():
    numbered = [replace(DOCUMENTS[1], identity=replace(DOCUMENTS[1].identity, number="31/NQ-HĐND")), DOCUMENTS[0]]
    names = gazetteer([document.identity for document in numbered], documents=numbered)
    question = understand("Nghị quyết 31/NQ-HĐND nói về việc gì?", names)
    (fact,) = compose_about(question, library(numbered)).statements
    assert "“Nhiệm vụ”" in fact.text
    assert [span.document_id for span in fact.spans] == ["b"]
