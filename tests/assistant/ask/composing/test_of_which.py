"""A figure with the parts that stand in its own row or sentence."""

import pytest

from assistant.ask.composing.of_which import asks_parts, with_parts
from assistant.ask.composing.wording import library
from assistant.types import Counted, Draft, Place, Question, Resolution, Statement, Tally
from tests.builders import identity, indicator

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
