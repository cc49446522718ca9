"""A model's sentence is shown only for what its quotes say."""

import json
from pathlib import Path

import pytest

from assistant.ask.understanding.gazetteer import places_in
from assistant.ask.verifying.sentence import sentence_stands
from assistant.types import Span, Statement
from tests.assistant.ask.sample_parts import SAMPLE, parts_of

PHRASINGS = Path(__file__).parents[3] / "data" / "phrasings.jsonl"


def _numbers_of(text, quote):
    """Whether a sentence stands as far as its numbers go: its words count as known."""
    statement = Statement(text, spans=(Span("d", "", 0, len(quote), quote),))
    return sentence_stands(statement, known=text, named=())


@pytest.mark.parametrize(
    ("quote", "text", "stands"),
    [
        ("Tỷ lệ hộ nghèo 5%, cận nghèo 7%", "Tỷ lệ hộ nghèo là 5%", True),
        ("Tỷ lệ hộ nghèo giảm 0,5%", "Tỷ lệ hộ nghèo tăng 0,5%", False),
        ("Thu ngân sách khoảng 15 tỷ đồng", "Thu ngân sách đạt 15 tỷ đồng", False),
        ("Thu ngân sách không đạt 12 tỷ đồng", "Thu ngân sách đạt 12 tỷ đồng", False),
        ("Nạo vét 12 km kênh mương", "Thu ngân sách hai mươi tỷ, nạo vét 12 km kênh mương", False),
        ("Nạo vét 12 km kênh mương", "Sản lượng lúa tăng thêm 12 km", False),
    ],
)
def test_a_model_may_not_turn_or_move_a_figure(quote, text, stands):
    assert _numbers_of(text, quote) is stands


@pytest.mark.parametrize(
    ("quote", "text", "stands"),
    [
        ("Tỷ lệ hộ nghèo 5%, cận nghèo 7%", "Tỷ lệ hộ cận nghèo là 5%", False),
        ("Tỷ lệ hộ nghèo 5%, cận nghèo 7%", "Tỷ lệ hộ cận nghèo là 7%", True),
        ("Gieo 500 ha lúa; trồng rau 300 ha", "Trồng rau 500 ha", False),
        ("Lúa 500 ha, ngô 300 ha", "Diện tích ngô 300 ha", False),  # "diện tích" stands nowhere
        ("Diện tích lúa 500 ha, ngô 300 ha", "Diện tích ngô 300 ha", True),
        ("Diện tích lúa 500 ha, ngô 300 ha", "Diện tích ngô 500 ha", False),
    ],
)
def test_a_model_may_not_give_a_figure_to_its_neighbour(quote, text, stands):
    assert _numbers_of(text, quote) is stands


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("Mỗi ngõ có một điểm chữa cháy.", True),
        ("Mỗi ngõ có ba điểm chữa cháy.", False),
        ("Diễn tập hai lần một năm và vận động hộ bán hàng mã.", True),
        ("Diễn tập ba lần một năm.", False),
        ("Diễn tập mười hai lần một năm.", False),
        ("Thứ hai, diễn tập hai lần mỗi năm.", True),
        ("Một là, diễn tập hai lần một năm.", True),
        ("Vận động hai mươi hộ bán hàng mã.", False),
        ("Vận động hàng trăm hộ bán hàng mã.", False),
        ("Thay gấp đôi số điểm chữa cháy.", False),
        ("Thay một nửa điểm chữa cháy.", False),
        ("Vận động ２０ hộ bán hàng mã.", False),
        ("Vận động XX hộ bán hàng mã.", False),
        ("Diễn tập ở khu ½ điểm chữa cháy.", False),
    ],
)
def test_a_number_in_words_is_a_number(text, stands):
    quote = "mỗi ngõ có một điểm chữa cháy; diễn tập hai lần một năm; vận động 20 hộ bán hàng mã; thay cống."
    assert _numbers_of(text, quote) is stands


@pytest.mark.parametrize(
    ("quote", "text", "stands"),
    [
        ("Thay cống ngõ 12; nạo vét hố ga", "Thay cống tại ngõ 12", True),
        ("Thay cống ngõ 12; nạo vét hố ga", "Nạo vét 12 hố ga", False),
        ("1. Chống ngập: thay cống", "Thay 1 cống", False),
        ("Xong trước 31/01/2023", "Hoàn thành trước 31/01/2023", True),
        ("Xong trước 31/01/2023", "Hoàn thành sau 31/01/2023", False),
        ("Nghị quyết số 15-NQ/ĐU", "Kết nạp 15", False),
    ],
)
def test_a_bare_number_keeps_its_neighbour(quote, text, stands):
    assert _numbers_of(text, quote) is stands


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("Xã nạo vét kênh mương trước mùa mưa.", True),
        ("Không nạo vét kênh mương.", False),
        ("Để xảy ra ngập úng.", False),
        ("Không để xảy ra ngập úng.", True),
        ("Xã Hưng Tân nạo vét kênh mương.", False),
        ("Xã An Lạc nạo vét kênh mương.", True),  # the document is of An Lạc
        ("Trưởng thôn từ chức vì bê bối.", False),
        ("Nạo vét kênh mương [tại đây](http://ngoai.example).", False),
        ("Nạo vét kênh mương, xem www.ngoai.example.", False),
        ("Nạo vét <b>kênh mương</b>.", False),
        ("Nạo vét kênh mương javascript:alert(1)", False),
    ],
)
def test_what_a_model_may_say_of_a_quote(text, stands):
    quote = "Nạo vét kênh mương trước mùa mưa, không để xảy ra ngập úng."
    statement = Statement(text, spans=(Span("d", "", 0, len(quote), quote),))
    named = [name for name in ("Hưng Tân", "An Lạc") if name in text]
    assert sentence_stands(statement, known="Nghị quyết của Đảng bộ xã An Lạc", named=named) is stands


def test_sentences_written_by_hand_over_quotes_of_the_sample():
    """106 sentences, true and false to their quotes, all written before the checks that they are held against.

    At their first run 27 of 28 and 16 of 20 true ones stood, 31 of 33 and 25 of 25 false ones fell (the second half
    was written when the first was already met).
    """
    rows = [json.loads(line) for line in PHRASINGS.read_text(encoding="utf-8").splitlines()]
    parts = parts_of(sorted({SAMPLE / row["document"] for row in rows}))
    documents = {document.name: document for document in parts.shelf.documents()}
    names = parts.known().names
    shown = {True: 0, False: 0}
    for row in rows:
        statement = Statement(row["said"], spans=(Span("d", "", 0, len(row["quote"]), row["quote"]),))
        identity = documents[row["document"]].identity
        known = f"{identity.title} {identity.commune}"
        stands = sentence_stands(statement, known=known, named=places_in(names, row["said"]))
        assert row["stands"] or not stands, row["said"]
        shown[row["stands"]] += stands
    assert shown[False] == 0
    assert shown[True] >= 46  # of 48; 47 when written
    assert len(rows) == 106


def test_a_sentence_over_two_quotes_may_deny_what_one_of_them_does():
    quotes = ("Nạo vét kênh mương.", "Không để xảy ra ngập úng.")
    spans = tuple(Span("d", "", 0, len(quote), quote) for quote in quotes)
    both = Statement("Xã nạo vét kênh mương, không để xảy ra ngập úng.", spans=spans)
    turned = Statement("Xã không nạo vét kênh mương, để xảy ra ngập úng.", spans=spans)
    assert sentence_stands(both, known="", named=())
    assert not sentence_stands(turned, known="", named=())


def test_without_a_span_nothing_of_a_model_stands():
    assert not sentence_stands(Statement("Nạo vét kênh mương."), known="Nạo vét kênh mương", named=())
