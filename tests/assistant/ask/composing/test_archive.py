"""Questions about the documents themselves."""

from dataclasses import replace

import pytest

from assistant.ask.composing.about import compose_about
from assistant.ask.composing.archive import compose_archive
from assistant.ask.composing.wording import library
from assistant.ask.understanding.gazetteer import gazetteer
from assistant.ask.understanding.understand import understand
from assistant.ask.verifying.verify import holds
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


DATED = [
    Resolution(
        "a",
        "a.txt",
        "h",
        "Số 45-NQ/ĐU\nSơn Hà, ngày 08\ntháng 4 năm 2025\nNghị quyết có hiệu lực từ ngày 15 tháng 4 năm 2025.\n"
        "Nơi nhận: BÍ THƯ\n- Lưu. Đặng Thị Thu",
        (),
        (),
        Identity(
            "nghị quyết",
            "Đảng",
            "Số 45",
            level="xã",
            commune="Sơn Hà",
            number="45-NQ/ĐU",
            date="2025-04-08",
            target_year=2025,
            signer_role="Bí thư",
        ),
    ),
    Resolution(
        "b",
        "b.html",
        "h",
        "Tin hội nghị\n30/4/2025 Lượt xem: 12\nNội dung",
        (),
        (),
        Identity("khác", "Đảng", "Tin hội nghị", level="xã", commune="Yên Mỹ"),
    ),
    Resolution("c", "c.txt", "h", "Kế hoạch\nngày 02 tháng 5 năm 2025", (), (), replace(DOCUMENTS[0].identity)),
]
OF_DATED = gazetteer([document.identity for document in DATED], documents=DATED)


def _about(text):
    return compose_about(understand(text, OF_DATED), library(DATED)).statements


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Nghị quyết năm 2025 của xã Sơn Hà: số, ngày ban hành, người ký?", ("số", "ngày", "người ký")),
        ("Nghị quyết 2025 xã Sơn Hà số mấy, ai ký, có hiệu lực từ bao giờ?", ("số", "người ký", "hiệu lực")),
        ("nghi quyet 2025 cua xa Son Ha ai ky, ngay nao", ("ngày", "người ký")),
    ],
)
def test_several_facts_stand_in_one_line(text, facts):
    (line,) = _about(text)
    quotes = {
        "số": "số, ký hiệu: “Số 45-NQ/ĐU”",
        "ngày": "ngày ban hành: “Sơn Hà, ngày 08 tháng 4 năm 2025”",
        "người ký": "người ký: “BÍ THƯ”; “Đặng Thị Thu”",
        "hiệu lực": "hiệu lực: “Nghị quyết có hiệu lực từ ngày 15 tháng 4 năm 2025.”",
    }
    assert all((quote in line.text) == (fact in facts) for fact, quote in quotes.items())
    assert holds(line, {each.document_id: each.text for each in DATED}.__getitem__)


def test_documents_by_the_month_of_issue():
    question = understand("Kho có mấy văn bản ban hành trong tháng 4/2025?", OF_DATED)
    assert question.months == ("2025-04",)
    lead, *items = compose_archive(question, library(DATED)).statements
    assert "2 văn bản" in lead.text
    assert {span.document_id for item in items for span in item.spans} == {"a", "b"}
    assert "“30/4/2025 Lượt xem: 12”" in items[1].text  # a page has the date at its head


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Trong kho có mấy nghị quyết đại hội?", "a"),
        ("trong kho co may nghi quyet phong trao", "b"),
        ("Kho có bao nhiêu nghị quyết phát triển du lịch?", "c"),
        ("Trong kho có bao nhiêu văn bản hợp quy cách?", "abc"),
    ],
)
def test_documents_by_the_words_of_their_heads(text, names):
    titles = {"a": "ĐẠI HỘI ĐẢNG BỘ XÃ", "b": "Về phong trào làm đường", "c": "Về phát triển du lịch cộng đồng"}
    documents = [
        Resolution(name, name, "h", f"NGHỊ QUYẾT\n{title}", (), (), Identity("nghị quyết", "Đảng", title, level="xã"))
        for name, title in titles.items()
    ]
    draft = compose_archive(understand(text, gazetteer([])), library(documents))
    assert "".join(span.document_id for each in draft.statements for span in each.spans) == names
    assert f"Kho có {len(names)} văn bản" in draft.statements[0].text
