"""Questions about the documents themselves."""

from dataclasses import replace

import pytest

from assistant.ask.composing.archive import compose_archive
from assistant.ask.composing.wording import library
from assistant.ask.understanding.gazetteer import gazetteer
from assistant.ask.understanding.understand import understand
from assistant.ask.verifying.verify import holds
from assistant.types import Identity, Inference, Resolution
from tests.assistant.ask.composing.dated import DATED, OF_DATED


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
        ("Trong kho văn bản nào ban hành sau ngày 12/7/2024?", "c"),
        ("Trong kho có những văn bản nào ban hành từ ngày 12 tháng 7 năm 2024?", "bc"),
        ("Trong kho văn bản nào ban hành trước tháng 7/2024?", "a"),
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


def test_documents_by_the_month_of_issue():
    question = understand("Kho có mấy văn bản ban hành trong tháng 4/2025?", OF_DATED)
    assert question.months == ("2025-04",)
    lead, *items = compose_archive(question, library(DATED)).statements
    assert "2 văn bản" in lead.text
    assert {span.document_id for item in items for span in item.spans} == {"a", "b"}
    assert "ngày 30/04/2025" in items[1].text  # a page has the date at its head
    assert "số 45-NQ/ĐU, ngày 08/04/2025" in items[0].text


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


OF_MANY = [
    Resolution(name, name, "h", f"{kind.upper()}\n{text}", (), (), Identity(kind, family, "t", level=level, **where))
    for name, kind, family, level, where, text in (
        ("a", "nghị quyết", "HĐND", "xã", {"commune": "Lũng Vài"}, "Xét báo cáo của UBND"),
        ("b", "báo cáo", "UBND", "phường", {"commune": "Cửa Nam"}, ""),
        ("c", "nghị quyết", "Đảng", "phường", {"commune": "Cửa Bắc", "province": "Lào Cai"}, ""),
        ("d", "kế hoạch", "UBND", "huyện", {"district": "Sa Ván", "province": "Lào Cai"}, ""),
        ("e", "khác", "UBND", "thị trấn", {"commune": "Phố Mới"}, ""),
    )
]
OF_EACH = gazetteer([document.identity for document in OF_MANY], documents=OF_MANY)


@pytest.mark.parametrize(
    ("text", "lead", "names"),
    [
        ("Kho này có mấy nghị quyết với mấy báo cáo?", "3 văn bản phù hợp: 2 nghị quyết; 1 báo cáo.", "acb"),
        ("Kho có mấy văn bản của phường, mấy của thị trấn?", "2 văn bản của phường; 1 văn bản của thị trấn.", "bce"),
        ("kho co may van ban cua thi tran, may cua huyen", "1 văn bản của thị trấn; 1 văn bản của huyện.", "ed"),
        ("Có mấy thông báo và mấy kế hoạch?", "không có thông báo; 1 kế hoạch.", "d"),
        ("Liệt kê các văn bản cấp huyện và cấp xã", "1 văn bản của huyện; 4 văn bản cấp xã.", "dabce"),
        ("Kho có mấy văn bản của HĐND, mấy của Đảng ủy?", "1 văn bản của Đảng; 1 văn bản của HĐND.", "ca"),
        (
            "Trong kho mỗi loại có mấy văn bản?",
            "2 nghị quyết; 1 báo cáo; 1 kế hoạch; 1 tin, bài và văn bản khác.",
            "acbde",
        ),
        ("Kho có mấy kế hoạch?", "1 văn bản phù hợp:", "d"),
        ("Những văn bản nào thuộc tỉnh Lào Cai?", "2 văn bản phù hợp:", "cd"),
    ],
)
def test_how_many_of_each(text, lead, names):
    question = understand(text, OF_EACH)
    assert question.intent == "archive"
    first, *items = compose_archive(question, library(OF_MANY)).statements
    assert lead in first.text
    assert "".join(span.document_id for item in items for span in item.spans) == names
    assert holds(first, {each.document_id: each.text for each in OF_MANY}.__getitem__)


def test_a_province_that_is_inferred_is_said_to_be():
    guess = replace(OF_MANY[1].identity, inferred={"province": Inference("Lào Cai", "căn cứ nhắc đến tỉnh")})
    documents = [
        OF_MANY[2],
        replace(OF_MANY[3], identity=replace(OF_MANY[3].identity, province=None, inferred=guess.inferred)),
    ]
    names = gazetteer([document.identity for document in documents], documents=documents)
    draft = compose_archive(
        understand("Kho có văn bản của những đơn vị nào thuộc tỉnh Lào Cai?", names), library(documents)
    )
    assert "1 văn bản phù hợp, của 1 đơn vị" in draft.statements[0].text
    assert "suy luận" in draft.statements[-2].text
    assert draft.statements[-1].text == "- Kế hoạch của huyện Sa Ván (tệp d); căn cứ nhắc đến tỉnh"


ISSUED = [
    Resolution(
        name, name, "h", f"{kind.upper()}\nsố {number}, ngày {date}", (), (), Identity(kind, "UBND", "t", **where)
    )
    for name, kind, number, date, where in (
        ("a", "báo cáo", "7/BC-UBND", "03/02/2019", {"number": "7/BC-UBND", "date": "2019-02-03"}),
        ("b", "báo cáo", "", "09/11/2023", {"date": "2023-11-09"}),
        ("c", "kế hoạch", "5/KH-UBND", "", {"number": "5/KH-UBND"}),
    )
]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Văn bản nào mới nhất trong kho?", "b"),
        ("Trong kho văn bản nào cũ nhất?", "a"),
        ("Báo cáo nào ban hành trước năm 2020?", "a"),
        ("Báo cáo nào ban hành sau năm 2019?", "b"),
        ("Những báo cáo ban hành năm 2019", "a"),
        ("Báo cáo nào ban hành từ ngày 01/01/2019 đến ngày 31/12/2019?", "a"),
        ("Báo cáo nào ban hành sau ngày 03/02/2019 và trước ngày 01/01/2024?", "b"),
        ("Văn bản nào chưa có số?", "b"),
        ("Trong kho văn bản nào chưa ghi ngày?", "c"),
    ],
)
def test_documents_by_when_they_were_issued_and_what_they_lack(text, names):
    draft = compose_archive(understand(text, gazetteer([], documents=ISSUED)), library(ISSUED))
    assert "".join(span.document_id for span in draft.listed) == names


def test_documents_are_listed_with_number_and_date():
    draft = compose_archive(understand("Trong kho có mấy báo cáo?", gazetteer([])), library(ISSUED))
    assert "số 7/BC-UBND, ngày 03/02/2019" in draft.statements[1].text
    assert [span.document_id for span in draft.listed] == ["a", "b"]
