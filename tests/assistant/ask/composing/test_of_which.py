"""A figure with the parts that stand in its own row or sentence."""

import pytest

from assistant.ask.composing.of_which import asks_parts, with_parts
from assistant.ask.composing.wording import library
from assistant.ask.verifying.verify import holds
from assistant.types import Counted, Draft, Place, Question, Resolution, Statement, Tally
from tests.builders import document, identity, indicator, row_of

DOCUMENT = Resolution("d", "d.txt", "h", "text", (), (), identity(commune="Nà Mon"))
BOOKS = library([DOCUMENT])
WHOLE = indicator("w", "d", indicator="thu_ngan_sach", unit="tỷ đồng", value=9.0)


def _question(text, **changes):
    values = {"intent": "lookup", "places": (Place("Nà Mon", "xã"),), "indicators": ("thu_ngan_sach",)}
    return Question(text, text, "ledger", **(values | changes))


@pytest.mark.parametrize(
    ("text", "changes", "asks"),
    [
        ("Thu ngân sách Nà Mon bao nhiêu, trong đó thu tại chỗ mấy?", {}, True),
        ("thu ngan sach na mon gom nhung khoan nao", {}, True),
        ("Thu ngân sách Nà Mon bao nhiêu, bao gồm những gì?", {}, True),
        ("Thu ngân sách Nà Mon bao nhiêu?", {}, False),
        ("Thu ngân sách cao nhất, trong đó thu tại chỗ?", {"intent": "superlative"}, False),
        ("Thu ngân sách bao nhiêu, trong đó thu tại chỗ?", {"places": ()}, False),
    ],
)
def test_when_parts_are_asked_for(text, changes, asks):
    assert asks_parts(_question(text, **changes)) is asks


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"sub_of": "tổng thu"}, True),
        ({"label": "Bao gồm thu tại xã"}, True),
        ({"label": "Trong đó: tiền đất"}, True),
        ({"label": "Chi ngân sách"}, False),  # beside it, and no part
        ({"sub_of": "tổng thu", "start": 500}, False),  # of another row
        ({"sub_of": "tổng thu", "year": 2019}, False),
    ],
)
def test_parts_of_the_same_quote_are_told(changes, told):
    part = indicator("p", "d", indicator=None, unit="tỷ đồng", value=4.0, **({"label": "Thu tại xã"} | changes))
    draft = Draft("answered", (Statement("Thu ngân sách:"),), ((WHOLE, "match"),))
    tally = Tally((Counted("d", (WHOLE,)),), (), (), (), {})
    made = with_parts(draft, _question("trong đó"), tally, [WHOLE, part], BOOKS)
    assert (len(made.rows) == 2, len(made.statements) > 1) == (told, told)


PAPER = document(
    "d",
    "Tổng chi 9 tỷ đồng",
    "- Lương: 6 tỷ đồng",
    "- Xây dựng: 2,5 tỷ đồng",
    "- Khác: 0,5 tỷ đồng",
    commune="Nà Mon",
)


def _row_of(quote, value, label, **changes):
    return row_of(PAPER, quote, value=value, label=label, indicator=None, unit="tỷ đồng", **changes)


def _broken_down(*parts):
    whole = _row_of("Tổng chi 9 tỷ đồng", 9.0, "Tổng chi")
    below = [
        _row_of("Lương: 6 tỷ đồng", 6.0, "Lương"),
        _row_of("Xây dựng: 2,5 tỷ đồng", 2.5, "Xây dựng"),
        _row_of("Khác: 0,5 tỷ đồng", 0.5, "Khác"),
    ]
    draft = Draft("answered", (Statement("Chi ngân sách:"),), ((whole, "match"),))
    question = _question("chia ra", named_parts=parts)
    made = with_parts(
        draft, question, Tally((Counted("d", (whole,)),), (), (), (), {}), [whole, *below], library([PAPER])
    )
    assert all(holds(each, lambda _: PAPER.text) for each in made.statements)
    return [each.text for each in made.statements]


def test_parts_that_are_named_and_one_that_is_not_found():
    told = _broken_down("xây dựng", "trợ cấp xã hội")
    assert told[2].endswith("Xây dựng: 2,5 tỷ đồng")
    assert told[-1] == "Chưa tìm thấy số riêng của “trợ cấp xã hội”."


def test_what_adds_up_to_the_whole_are_its_parts():
    told = _broken_down()
    assert len(told) == 6
    assert told[-1] == "Cộng lại đúng bằng tổng: 6 + 2,5 + 0,5 = 9 tỷ đồng."
