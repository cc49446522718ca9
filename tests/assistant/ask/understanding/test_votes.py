"""Whether documents are asked for by how they were voted."""

import pytest

from assistant.ask.understanding.gazetteer import gazetteer
from assistant.ask.understanding.understand import understand
from assistant.ask.understanding.votes import asked_extreme_vote, asked_vote

NAMES = gazetteer([])


@pytest.mark.parametrize(
    ("text", "comparator", "share"),
    [
        ("Nghị quyết nào được 100% đại biểu tán thành?", "=", 100.0),
        ("nghi quyet nao duoc 100% dai bieu tan thanh", "=", 100.0),
        ("Những nghị quyết nào không được 100% đại biểu tán thành?", "<", 100.0),
        ("Văn bản nào có tỷ lệ đại biểu tán thành dưới 95%?", "<", 95.0),
        ("Nghị quyết nào được toàn thể đại biểu nhất trí?", "=", 100.0),
    ],
)
def test_the_share_of_votes_asked_for(text, comparator, share):
    question = understand(text, NAMES)
    clause = asked_vote(question)
    assert clause is not None
    assert (clause.condition.comparator, clause.condition.value) == (comparator, share)
    assert question.unread == ()
    assert question.reading.startswith("tìm văn bản theo số phiếu tán thành")


@pytest.mark.parametrize(
    "text",
    [
        "Nghị quyết nào đặt chỉ tiêu bảo hiểm y tế 100%?",
        "Xã nào có 100% hộ dân tán thành hiến đất?",
        "Nghị quyết được bao nhiêu đại biểu tán thành?",
        "Nghị quyết nào được trên 20 đại biểu tán thành?",
    ],
)
def test_no_share_of_votes_is_asked_for(text):
    assert asked_vote(understand(text, NAMES)) is None


@pytest.mark.parametrize(
    ("text", "highest"),
    [
        ("Nghị quyết nào có tỷ lệ đại biểu tán thành thấp nhất?", False),
        ("Tỷ lệ đại biểu biểu quyết tán thành cao nhất là bao nhiêu?", True),
        ("Dự án nào được Hội đồng nhân dân tán thành bố trí vốn cao nhất?", None),
        ("Hội đồng nhân dân xã nhất trí chi nhiều nhất cho khoản nào?", None),
    ],
)
def test_an_extreme_is_of_votes_where_documents_are_asked_for(text, highest):
    assert asked_extreme_vote(understand(text, NAMES)) is highest
