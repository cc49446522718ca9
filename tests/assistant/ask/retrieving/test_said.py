"""The texts of an archive: what has not changed is not cut again."""

from dataclasses import replace

import pytest

from assistant.ask.retrieving.said import Texts, names_unit
from tests.assistant.ask.retrieving.documents import document


def test_texts_of_an_unchanged_archive_are_kept(tmp_path):
    one = document(tmp_path)
    known = Texts([one])
    assert known.renewed([replace(one)]) is known


def test_what_has_not_changed_is_taken_over(tmp_path):
    one = document(tmp_path)
    other = replace(one, document_id="b", text="Đàn dê của xã còn 310 con.")
    known = Texts([one, other])
    now = known.renewed([one, replace(other, text="Đàn dê của xã còn 290 con.")])
    assert now.stretches(one.document_id) is known.stretches(one.document_id)
    assert [each.quote for each in now.stretches("b")] == ["Đàn dê của xã còn 290 con."]
    assert [each.quote for each in now][-1] == "Đàn dê của xã còn 290 con."


def test_a_stretch_is_told_by_its_number(tmp_path):
    one = document(tmp_path)
    known = Texts([one, replace(one, document_id="empty", text=""), replace(one, document_id="b")])
    assert [known.stretch(number) for number in known.whole] == list(known)
    assert {known.document_of(number) for number in known.numbers("b")} == {"b"}
    assert known.stretches("empty") == known.stretches("unknown") == ()


def test_whole_sentences_tell_of_which_stretches_they_are(tmp_path):
    one = replace(
        document(tmp_path), text="Chi hội làm đường; trồng hoa ven đường. Quỹ còn 6 triệu.\nThu quỹ chưa đều."
    )
    one = replace(one, sections=())
    known = Texts([replace(one, document_id="a", text="Đàn dê còn 310 con."), one])
    found = known.stretches(one.document_id)
    sentences = known.sentences(found, one)
    assert [each.quote for each in sentences.of] == [
        "Chi hội làm đường; trồng hoa ven đường.",
        "Quỹ còn 6 triệu.",
        "Thu quỹ chưa đều.",
    ]
    own = zip(sentences.first.tolist(), sentences.last.tolist(), strict=True)
    assert ["".join(each.quote for each in found[first:last]) for first, last in own] == [
        "Chi hội làm đường;trồng hoa ven đường.",
        "Quỹ còn 6 triệu.",
        "Thu quỹ chưa đều.",
    ]
    assert sentences.opens.tolist() == [0, 0, 3]
    assert known.sentences(found, one) is sentences, "what all stretches of a document say is kept"
    assert [each.quote for each in known.sentences(found[2:], one).of] == ["Quỹ còn 6 triệu.", "Thu quỹ chưa đều."]


@pytest.mark.parametrize(
    "slip", ["binh lam", "bnh lam", "binnh lam", "bimh lam", "bihn lam", "binh lma", "binhlam", "binh lamm"]
)
def test_a_name_is_found_with_a_slip_wherever_it_stands(slip):
    for text in (slip, f"huyen {slip}, tinh", f"binh la lam binh. {slip}"):
        assert names_unit("binh lam", text)


@pytest.mark.parametrize("text", ["", "binh", "xybinh lam", "binh lam1", "binh long", "bnh lm", "lam binh"])
def test_a_name_is_not_found_in_another_word_or_with_two_slips(text):
    assert not names_unit("binh lam", text)


def test_which_stretches_name_a_unit(tmp_path):
    one = replace(
        document(tmp_path), document_id="a", text="Xã họp.\nHuyện Bình Lâm giao 5 tỷ.\nHuyện Bình Lấm nhắc."
    )
    other = replace(one, document_id="b", text="Bình đẳng, Lâm nghiệp.")
    known = Texts([one, other])
    assert known.names_one(["binh lam"], one)
    assert not known.names_one(["binh lam"], other)
    assert known.names_one(["binh lam"], replace(other, text="Huyện Bình Lâm."))
    quotes = [each.quote for each in known.stretches_naming(["suoi can", "binh lam"], "a")]
    assert quotes == ["Huyện Bình Lâm giao 5 tỷ.", "Huyện Bình Lấm nhắc."]
    assert not list(known.stretches_naming(["binh lam"], "b"))
    assert not list(known.stretches_naming(["binh lam"], "unknown"))


def test_which_document_has_hardly_a_word(tmp_path):
    one = replace(document(tmp_path), text="một hai ba bốn năm sáu bảy tám chín")
    assert not Texts([one]).has_text(one)
    assert Texts([one]).has_text(replace(one, text=f"{one.text} mười"))


def test_which_stretches_hold_a_word_just_so(tmp_path):
    text = "Đàn dê không đạt. Quế đạt 5 ha;\nTrâu chưa Đạt.\nLúa hụt 3 tấn.\n| Tên | Mức |\n| Dê | đạt 5 |\n"
    one = replace(document(tmp_path), text=text, sections=())
    known = Texts([replace(one, document_id="b"), one])
    held = [known.stretch(placed.number) for placed in known.places_with(("đạt", "hụt"))]
    assert held == [each for each in known if "đạt" in each.quote or "hụt" in each.quote]
    assert len(held) > 6
    assert not list(known.places_with(("cói",)))
