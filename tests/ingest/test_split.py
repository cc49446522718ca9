"""Passages: exact spans, nothing lost, nothing twice, none too long but for a single line."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.language.pieces import LONGEST
from assistant.types import Identity
from ingest.outline import outline
from ingest.split import split

_SENTENCES = st.sampled_from(
    [
        "Thu ngân sách đạt 12 tỷ đồng.",
        "Nạo vét kênh mương, bảo vệ môi trường nông thôn; " * 8,
        "từ dài không có dấu câu " * 90,
        "II. CHỈ TIÊU NĂM 2024",
        "- Tỷ lệ hộ nghèo còn 3%;",
        "",
    ]
)


def _split(text):
    return split(text, outline(text), Identity("nghị quyết", "Đảng", "t"), document_id="d0")


@settings(deadline=None)
@given(st.lists(_SENTENCES, max_size=12).map("\n".join))
def test_passages_are_the_text_once_and_in_order(text):
    passages = _split(text)
    assert all(text[each.start : each.end] == each.text for each in passages)
    assert all(left.end <= right.start for left, right in pairwise(passages))
    covered = "".join(each.text for each in passages)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(each.text and (len(each.text) <= LONGEST or "\n" not in each.text) for each in passages)


def test_ids_are_unique_and_the_same_each_time():
    text = "I. KẾT QUẢ NĂM 2023\nThu ngân sách đạt 12 tỷ đồng.\nII. CHỈ TIÊU NĂM 2024\n- Tỷ lệ hộ nghèo còn 3%;"
    ids = [each.passage_id for each in _split(text)]
    assert len(set(ids)) == len(ids)
    assert ids == [each.passage_id for each in _split(text)]


def test_nothing_gives_no_passage():
    assert _split("") == ()
