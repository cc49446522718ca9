"""What documents state of themselves, who holds an office, where a unit lies."""

from dataclasses import replace

import pytest

from assistant.ask.composing.about import compose_about
from assistant.ask.composing.wording import library
from assistant.ask.understanding.gazetteer import gazetteer
from assistant.ask.understanding.understand import understand
from assistant.ask.verifying.verify import holds
from assistant.types import Identity, Inference, Place, Resolution
from tests.assistant.ask.composing.dated import DATED, OF_DATED
from tests.builders import document

NUMBERED = [
    Resolution(
        "b",
        "b",
        "h",
        "NGHỊ QUYẾT\nNhiệm vụ",
        (),
        (),
        Identity("nghị quyết", "HĐND", "Nhiệm vụ", level="xã", number="31/NQ-HĐND"),
    ),
    Resolution("a", "a", "h", "NGHỊ QUYẾT\nNhiệm vụ", (), (), Identity("nghị quyết", "Đảng", "Nhiệm vụ", level="xã")),
]


def test_what_a_document_is_about_is_its_title():
    names = gazetteer([each.identity for each in NUMBERED], documents=NUMBERED)
    question = understand("Nghị quyết 31/NQ-HĐND nói về việc gì?", names)
    (fact,) = compose_about(question, library(NUMBERED)).statements
    assert "“Nhiệm vụ”" in fact.text
    assert [span.document_id for span in fact.spans] == ["b"]


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


NEWS = (
    "Tin đại hội",
    "Xã Sơn Hạ (huyện Bình Lâm) họp đại hội.",
    "Đại hội bầu 15 đồng chí; đồng chí Lò Văn Tưởng giữ chức Bí thư Đảng ủy xã.",
)
SIGNED = (
    "HĐND XÃ YÊN THƯỢNG",
    "Số: 09/NQ-HĐND Yên Thượng, ngày 26 tháng 12 năm 2021",
    "NGHỊ QUYẾT",
    "Nghị quyết được HĐND xã thông qua ngày 24 tháng 12 năm 2021.",
    "CHỦ TỊCH",
    "Triệu Văn Páo",
)
BOTH = [
    document(
        "n",
        *NEWS,
        kind="khác",
        family="Đảng",
        commune="Sơn Hạ",
        district="Bình Lâm",
        inferred={},
        title="Tin đại hội",
    ),
    document(
        "s",
        *SIGNED,
        family="HĐND",
        commune="Yên Thượng",
        number="09/NQ-HĐND",
        date="2021-12-26",
        inferred={},
        title="NGHỊ QUYẾT",
    ),
]
OF_BOTH = gazetteer([each.identity for each in BOTH], documents=BOTH)


def _asked(text, documents=BOTH):
    return compose_about(understand(text, OF_BOTH), library(documents))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Bí thư xã Sơn Hạ là ai?",
            "đồng chí Lò Văn Tưởng giữ chức Bí thư Đảng ủy xã.",
        ),
        ("Ai là Chủ tịch HĐND xã Yên Thượng?", "“Triệu Văn Páo”"),
        ("chu tich xa yen thuong ten gi", "“Triệu Văn Páo”"),
    ],
)
def test_who_holds_an_office(text, told):
    draft = _asked(text)
    assert draft.outcome == "answered"
    assert told in draft.statements[-1].text


@pytest.mark.parametrize(
    "text",
    [
        "Bí thư Đảng ủy xã Sơn Hạ và Chủ tịch HĐND xã Yên Thượng là những ai?",
        "Chủ tịch HĐND xã Yên Thượng, Bí thư Đảng ủy xã Sơn Hạ là ai?",
    ],
)
def test_the_holders_of_several_offices_are_told_together(text):
    told = " ".join(each.text for each in _asked(text).statements)
    assert "“Triệu Văn Páo”" in told
    assert "đồng chí Lò Văn Tưởng giữ chức Bí thư" in told


def test_of_two_offices_of_one_name_each_is_of_its_body():
    council, board = (
        replace(BOTH[1], document_id=key, text=BOTH[1].text.replace("Triệu Văn Páo", name).replace("HĐND", body))
        for key, name, body in (("h", "Triệu Văn Páo", "HĐND"), ("u", "Bàn Thị Mùi", "UBND"))
    )
    board = replace(board, identity=replace(board.identity, family="UBND"))
    for text, others in (
        ("Chủ tịch HĐND và Chủ tịch UBND xã Yên Thượng là ai?", ()),
        ("Chủ tịch UBND xã Yên Thượng là ai?", ("Triệu Văn Páo",)),
    ):
        told = " ".join(each.text for each in _asked(text, [council, board]).statements)
        assert "Bàn Thị Mùi" in told
        assert ("Triệu Văn Páo" in told) is not bool(others)


@pytest.mark.parametrize(
    "text",
    ["Chủ tịch UBND xã Yên Thượng là ai?", "Ai là Phó Chủ tịch HĐND xã Yên Thượng?", "Bí thư xã Yên Thượng tên gì?"],
)
def test_of_an_office_that_no_text_names_who_signed_is_told_instead(text):
    draft = _asked(text)
    assert draft.outcome == "abstained"
    assert "không nêu ai giữ chức" in draft.statements[0].text
    assert "người ký: “CHỦ TỊCH”; “Triệu Văn Páo”" in draft.statements[1].text


def test_number_and_date_on_one_line_are_told_apart():
    (fact,) = _asked("Nghị quyết xã Yên Thượng số mấy, ban hành ngày nào?").statements
    assert "số, ký hiệu: “Số: 09/NQ-HĐND”; ngày ban hành: “Yên Thượng, ngày 26 tháng 12 năm 2021”" in fact.text


def test_the_day_it_was_passed_where_that_is_asked_or_no_other_is_stated():
    (fact,) = _asked("Nghị quyết xã Yên Thượng: số, ngày thông qua, người ký?").statements
    assert "ngày thông qua: “được HĐND xã thông qua ngày 24 tháng 12 năm 2021”" in fact.text
    undated = [replace(BOTH[1], identity=replace(BOTH[1].identity, date=None))]
    (fact,) = _asked("Nghị quyết xã Yên Thượng ban hành ngày nào?", undated).statements
    assert "văn bản không ghi ngày ban hành; ngày thông qua:" in fact.text


@pytest.mark.parametrize(
    ("text", "outcome", "told"),
    [
        (
            "Xã Sơn Hạ thuộc tỉnh nào?",
            "abstained",
            "văn bản không nêu tỉnh; chỉ ghi huyện: “Xã Sơn Hạ (huyện Bình Lâm)",
        ),
        ("xa son ha o huyen nao", "answered", "huyện: “Xã Sơn Hạ (huyện Bình Lâm)"),
        ("Xã Sơn Hạ thuộc huyện nào, tỉnh nào?", "answered", "văn bản không nêu tỉnh"),
        ("Xã Yên Thượng nằm ở huyện nào?", "abstained", "văn bản không nêu huyện"),
    ],
)
def test_where_a_unit_lies_is_told_for_what_is_asked(text, outcome, told):
    draft = _asked(text)
    assert draft.outcome == outcome
    assert told in draft.statements[0].text


def test_an_inferred_province_is_said_to_be_one():
    guess = {"province": Inference("Bắc Giang", "căn cứ nhắc đến UBND tỉnh")}
    (fact,) = _asked(
        "Xã Sơn Hạ thuộc tỉnh nào?", [replace(BOTH[0], identity=replace(BOTH[0].identity, inferred=guess))]
    ).statements
    assert "suy luận: Bắc Giang (căn cứ nhắc đến UBND tỉnh)" in fact.text


def test_a_document_told_by_the_words_of_its_head():
    minutes = document(
        "m",
        "BIÊN BẢN",
        "thẩm tra nông thôn mới xã Lũng Cú",
        "TRƯỞNG ĐOÀN",
        "Ngô Đức Thành",
        kind="khác",
        level=None,
        commune=None,
        inferred={},
        title="BIÊN BẢN thẩm tra nông thôn mới xã Lũng Cú",
    )
    (fact,) = _asked("Biên bản thẩm tra nông thôn mới ai ký?", [*BOTH, minutes]).statements
    assert "người ký: “TRƯỞNG ĐOÀN”; “Ngô Đức Thành”" in fact.text
    assert "Hãy nêu rõ" in _asked("Biên bản họp ai ký?", [*BOTH, minutes]).statements[0].text


@pytest.mark.parametrize(
    "text", ["Kỳ họp HĐND xã Bản Sen thông qua mấy nghị quyết?", "xã Bản Sen họp thông qua những nghị quyết nào"]
)
def test_what_a_meeting_passed(text):
    meeting = document(
        "m", "Kỳ họp bế mạc, thông qua 7 nghị quyết.", kind="khác", family="HĐND", commune="Bản Sen", inferred={}
    )
    names = gazetteer([meeting.identity], documents=[meeting])
    question = understand(text, names)
    assert question.about == ("passed",)
    draft = compose_about(question, library([meeting]))
    assert draft.outcome == "answered"
    assert "đã thông qua: “Kỳ họp bế mạc, thông qua 7 nghị quyết.”" in draft.statements[0].text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Nghị quyết của HĐND xã Bản Sen số mấy?", "văn bản không ghi số, ký hiệu"),
        ("Kỳ họp HĐND xã Bản Sen ngày nào, thông qua những nghị quyết gì?", "thông qua 7 nghị quyết"),
    ],
)
def test_news_of_a_unit_answer_where_it_has_no_document_of_the_kind(text, told):
    meeting = document(
        "m", "Kỳ họp bế mạc, thông qua 7 nghị quyết.", kind="khác", family="HĐND", commune="Bản Sen", inferred={}
    )
    question = understand(text, gazetteer([meeting.identity], documents=[meeting]))
    draft = compose_about(question, library([meeting]))
    assert told in draft.statements[0].text


def test_of_a_unit_that_no_document_is_of_where_it_lies_is_not_claimed():
    question = replace(understand("Xã Sơn Hạ thuộc tỉnh nào?", OF_BOTH), places=(Place("Lũng Khoai", "xã"),))
    draft = compose_about(question, library(BOTH))
    assert (draft.outcome, draft.denies) == ("abstained", True)
    assert "Kho không có văn bản riêng của Lũng Khoai" in draft.statements[0].text


BARE = document(
    "u",
    "HUYỆN ỦY BÌNH LÂM",
    "Số: 11-NQ/HU",
    "NGHỊ QUYẾT",
    "Thực hiện Nghị quyết số 02-NQ/TU ngày 05/01/2017 của Tỉnh ủy.",
    "BÍ THƯ",
    commune=None,
    district="Bình Lâm",
    level="huyện",
    number="11-NQ/HU",
    signer_role="Bí thư",
    inferred={},
    title="NGHỊ QUYẾT",
)
OF_BARE = gazetteer([BARE.identity], documents=[BARE])


def test_a_signature_without_a_name_is_said_to_have_none():
    told = compose_about(understand("Nghị quyết số 11-NQ/HU của huyện Bình Lâm do ai ký?", OF_BARE), library([BARE]))
    assert told.outcome == "abstained"
    assert "không ghi họ tên người ký, chỉ ghi chức danh: “BÍ THƯ”" in told.statements[0].text


def test_which_document_is_carried_out():
    asked = understand("Nghị quyết của huyện Bình Lâm thực hiện nghị quyết nào?", OF_BARE)
    told = compose_about(asked, library([BARE]))
    assert told.outcome == "answered"
    assert "“Thực hiện Nghị quyết số 02-NQ/TU ngày 05/01/2017 của Tỉnh ủy”" in told.statements[0].text
