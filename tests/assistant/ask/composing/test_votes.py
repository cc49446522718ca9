"""The vote that a document states of itself, and the documents that were voted as a question asks."""

import pytest

from assistant.ask.composing.about import compose_about
from assistant.ask.composing.votes import compose_votes, vote_of, with_votes
from assistant.ask.composing.wording import library
from assistant.ask.pipeline import answer
from assistant.ask.understanding.gazetteer import gazetteer
from assistant.ask.understanding.understand import understand
from assistant.types import Identity, Resolution
from tests.assistant.ask.sample_parts import parts_of
from tests.builders import identity

BEFORE = "Trong năm 45/50 hộ nhất trí hiến đất. Tỷ lệ hộ nghèo còn 5%.\n"


def _document(closing):
    return Resolution("d", "d.txt", "h", f"{BEFORE}{closing}", (), (), identity())


@pytest.mark.parametrize(
    ("closing", "share"),
    [
        ("Nghị quyết này được HĐND xã thông qua ngày 18/12/2025, với 24/24 đại biểu có mặt tán thành./.", 100.0),
        ("Nghị quyết đã được 147/150 đại biểu biểu quyết tán thành (98%), thông qua tại phiên bế mạc.", 98.0),
        ("Hội đồng nhân dân xã biểu quyết thông qua, tỷ lệ tán thành 92,5%.", 92.5),
        ("Nghị quyết được thông qua ngày 05/12/2025,\ncó 19/20 đại biểu tham dự nhất trí.", 95.0),
        ("100% đại biểu có mặt nhất trí thông qua nghị quyết.", 100.0),
        ("Nghị quyết được thông qua ngày 05/12/2025 và có hiệu lực từ ngày ký.", None),
        ("Hội nghị có 30/32 ủy viên dự, biểu quyết nhiều nội dung.", None),
    ],
)
def test_the_share_by_which_a_document_was_passed(closing, share):
    vote = vote_of(_document(closing))
    assert (vote and vote.share) == share
    if vote is not None:
        assert vote.span.quote == _document(closing).text[vote.span.start : vote.span.end]


def _resolution(name, closing):
    return f"""HỘI ĐỒNG NHÂN DÂN XÃ {name.upper()}
Số: 07/NQ-HĐND
{name}, ngày 19 tháng 12 năm 2025

NGHỊ QUYẾT
Về nhiệm vụ năm 2026

Thu ngân sách năm 2026 là 9 tỷ đồng.
{closing}
"""


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("votes")
    closings = {
        "Nà Lụt": "Nghị quyết này được HĐND xã thông qua với 22/22 đại biểu tán thành.",
        "Khe Mỏ": "Nghị quyết này được HĐND xã thông qua với 19/20 đại biểu tán thành.",
        "Bãi Sậy": "Nghị quyết có hiệu lực từ ngày ký.",
    }
    files = []
    for name, closing in closings.items():
        files.append(folder / f"{name}.txt")
        files[-1].write_text(_resolution(name, closing), encoding="utf-8")
    return parts_of(files)


@pytest.mark.parametrize(
    ("text", "told", "other"),
    [
        ("Nghị quyết nào được 100% đại biểu tán thành?", "22/22", "19/20"),
        ("nghi quyet nao khong duoc 100% dai bieu tan thanh", "19/20", "22/22"),
    ],
)
def test_documents_by_their_votes(parts, text, told, other):
    found = answer(text, parts=parts)
    assert found.outcome == "answered"
    assert told in found.text
    assert other not in found.text
    assert "1 không ghi kết quả biểu quyết" in found.text
    assert [each.verdict for each in found.rows] == ["match"]


def test_that_none_was_voted_so_is_no_answer(parts):
    found = answer("Nghị quyết nào được dưới 90% đại biểu tán thành?", parts=parts)
    assert found.outcome == "abstained"
    assert "Không văn bản nào được thông qua với dưới 90%" in found.text


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Nghị quyết năm 2025 của xã Nà Lốc được bao nhiêu đại biểu tán thành?", ["22/24"]),
        ("Nghị quyết nào có tỷ lệ tán thành thấp nhất?", ["22/24"]),
        ("Văn bản nào có tỷ lệ đại biểu tán thành cao nhất?", ["31/31"]),
    ],
)
def test_how_a_document_was_voted_and_the_ends_of_all(text, held):
    documents = [
        _voted("a", 2024, "với 30/31 đại biểu có mặt tán thành"),
        _voted("b", 2025, "số đại biểu có mặt 24/25; số đại biểu tán thành 22/24"),
        _voted("c", 2026, "31/31 đại biểu có mặt (trên tổng số 33 đại biểu được triệu tập) biểu quyết"),
    ]
    names = gazetteer([each.identity for each in documents], documents=documents)
    told = compose_votes(understand(text, names), library(documents))
    items = [each.text for each in told.statements if each.text.startswith("- ")]
    assert len(items) == len(held)
    assert all(one in item for one, item in zip(held, items, strict=True))


def _voted(key, year, words):
    text = f"Nghị quyết được Hội đồng nhân dân xã Nà Lốc thông qua, {words}."
    of = Identity("nghị quyết", "HĐND", "t", level="xã", commune="Nà Lốc", target_year=year)
    return Resolution(key, f"{key}.txt", "h", text, (), (), of)


def test_votes_stand_beside_the_other_facts_asked_for():
    text = "NGHỊ QUYẾT\nSố: 52/NQ-HĐND\nNghị quyết được HĐND xã Nà Lốc thông qua với 31/31 đại biểu tán thành."
    of = Identity("nghị quyết", "HĐND", "t", level="xã", commune="Nà Lốc", number="52/NQ-HĐND", target_year=2025)
    document = Resolution("a", "a.txt", "h", text, (), (), of)
    names = gazetteer([of], documents=[document])
    question = understand("Nghị quyết của xã Nà Lốc số mấy, bao nhiêu đại biểu tán thành?", names)
    books = library([document])
    told = with_votes(question, compose_about(question, books), books).statements
    assert any("52/NQ-HĐND" in each.text for each in told)
    assert "31/31" in told[-1].text
