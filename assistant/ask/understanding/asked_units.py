"""The units in which a question wants its figures: "mấy con" is heads of cattle, "bao nhiêu tỷ" is money."""

from __future__ import annotations

import re

from assistant.ask.understanding.words import restore_figure_words
from assistant.language.quantities import find_quantities
from assistant.language.text import has_diacritics, normalise

_ASKED = re.compile(r"(?<!\w)(?:mấy|bao nhiêu|bao nhiu|bn|may|bao nhieu|nhiêu)(?=\s)")

_MONEY = re.compile(rf"({_ASKED.pattern})\s+(?:tiền|tien|kinh phí|kinh phi)(?!\w)")


def asked_units(text: str) -> tuple[str, ...]:
    """The units that follow "mấy" or "bao nhiêu", each once: a number is put in the place of these and read."""
    asked = _ASKED.sub("7", _MONEY.sub(r"\1 đồng", normalise(text)))
    said = asked if has_diacritics(text) else restore_figure_words(asked)
    return tuple(
        dict.fromkeys(each.unit for each in find_quantities(said, words=False) if each.value == 7 and each.unit)
    )
