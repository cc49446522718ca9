"""A side of a matter is told document by document, and said to be only near where it is."""

from dataclasses import replace

from assistant.ask.composing.facets import compose_sides
from assistant.ask.composing.wording import library
from assistant.ask.retrieving.facets import Side
from assistant.ask.retrieving.stretches import stretches
from tests.assistant.ask.retrieving.documents import document


def sides(resolution, start, *, matter=1.0, under=True):
    found = next(each for each in stretches(resolution) if each.quote.startswith(start))
    return [Side(found, matter, 0.0, 1.0, under)]


def test_each_side_below_its_name(tmp_path):
    resolution = document(tmp_path)
    key = resolution.document_id
    told = [
        ("limitations", key, sides(resolution, "Hạn chế")),
        ("causes", key, sides(resolution, "Nguyên nhân")),
    ]
    draft = compose_sides(told, library([resolution]))
    texts = [each.text for each in draft.statements]
    assert texts[0].startswith("**Xã Mỏ Vàng")
    assert texts[1:3] == ["Hạn chế, việc chưa làm được:", "- Hạn chế: Hai trạm bơm chậm bàn giao."]
    assert draft.clear


def test_what_is_only_near_says_so(tmp_path):
    resolution = document(tmp_path)
    near = sides(resolution, "Việc thu quỹ", matter=0.3, under=False)
    draft = compose_sides([("limitations", resolution.document_id, near)], library([resolution]))
    assert "gần nhất" in draft.statements[0].text
    assert not draft.clear


def test_nothing_told_is_no_answer(tmp_path):
    assert compose_sides([], library([document(tmp_path)])) is None


def test_a_sentence_of_two_sides_is_quoted_once(tmp_path):
    resolution = document(tmp_path)
    key = resolution.document_id
    same = [(facet, key, sides(resolution, "Hạn chế")) for facet in ("limitations", "causes")]
    texts = [each.text for each in compose_sides(same, library([resolution])).statements]
    assert texts[1:] == ["Hạn chế, việc chưa làm được:", "- Hạn chế: Hai trạm bơm chậm bàn giao."]


def test_what_only_points_back_is_told_with_the_sentence_before(tmp_path):
    text = """UBND XÃ KHE SẬY
BÁO CÁO
Năm 2023

Đàn dê tụt còn 140 con, nghị quyết giao 300 con. Nói thẳng, đấy là chỉ tiêu hụt sâu nhất.
"""
    resolution = document(tmp_path, text)
    told = [("unmet", resolution.document_id, sides(resolution, "Nói thẳng"))]
    quote = compose_sides(told, library([resolution])).statements[-1]
    assert quote.text.startswith("- Đàn dê tụt còn 140 con")
    (span,) = quote.spans
    assert resolution.text[span.start : span.end] == span.quote


def test_causes_for_all_matters_are_said_to_be_such(tmp_path):
    resolution = document(tmp_path)
    general = [replace(each, general=True) for each in sides(resolution, "Nguyên nhân")]
    draft = compose_sides([("causes", resolution.document_id, general)], library([resolution]))
    assert draft.statements[1].text == "Nguyên nhân (văn bản nêu chung):"
