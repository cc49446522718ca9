"""Numbers in words -> digits, in the text of a question: "năm mươi tám triệu rưỡi" -> "58,5 triệu".

A run of numeral words is a number when it holds a ten or a hundred ("hai mươi") or stands before a unit ("ba tỷ");
"ba xã", "năm nay" and "Ba Đồn" stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.language.tables import load_table
from assistant.language.text import fold, normalise

_HALF = 0.5
_HUNDRED = 100


_MOST_WORDS = 24  # of a number; "chín trăm chín mươi chín nghìn tỷ …" and all that follows has no more


@dataclass(frozen=True, slots=True)
class _Numerals:
    """``numerals.toml``, with and without diacritics."""

    digits: Mapping[str, int]
    tens: Mapping[str, int]
    powers: Mapping[str, int]
    fillers: frozenset[str]
    point: frozenset[str]
    half: frozenset[str]
    measures: frozenset[str]
    run: re.Pattern[str]
    units: re.Pattern[str]


@cache
def _numerals(*, plain: bool) -> _Numerals:
    table = load_table("assistant.language", "numerals.toml")

    def form(word: str) -> str:
        return fold(word) if plain else word

    digits, tens, powers = (
        {form(word): value for word, value in table[key].items()} for key in ("digits", "tens", "powers")
    )
    fillers, point, half = (frozenset(map(form, table[key]["words"])) for key in ("fillers", "point", "half"))
    words = "|".join(sorted({*digits, *tens, *powers, *fillers, *point}, key=len, reverse=True))
    units = "|".join(re.escape(form(word)) for word in sorted(table["units"]["words"], key=len, reverse=True))
    return _Numerals(
        digits=digits,
        tens=tens,
        powers=powers,
        fillers=fillers,
        point=point,
        half=half,
        measures=frozenset(map(form, table["measures"]["words"])),
        # "Phần trăm" is a unit and no hundred: "bao nhiêu phần trăm hộ".
        run=re.compile(rf"(?<!\w)(?<!{form('phần')} )(?:{words})(?:\s+(?:{words}))*(?!\w)"),
        units=re.compile(rf"\s+(?P<unit>{units})(?!\w)(?P<half>\s+(?:{'|'.join(half)})(?!\w))?"),
    )


def numeral_pattern() -> str:
    """A run of numeral words as a pattern over normalised text; it begins with a digit's word or "mười".

    It is no longer than any number: from each word of a longer run the rest of it would be looked through again.
    """
    table = _numerals(plain=False)
    first = "|".join([*(word for word, value in table.digits.items() if value), "mười"])
    more = "|".join((*table.digits, *table.tens, *table.powers, *table.fillers))
    return rf"(?:{first})(?:\s+(?:{more})){{0,{_MOST_WORDS - 1}}}(?!\w)"


def whole_number(words: Sequence[str]) -> float | None:
    """The whole number that numeral words say ("hai mươi lăm" is 25); None where they say none ("năm năm")."""
    return _whole(words, _numerals(plain=False))


_REACH = 20  # characters before a number that can say of what it is a part
_OF_PARTS = re.compile(r"(?<!\w)(?:phần|phan)\s+$")


def with_digits(text: str, *, plain: bool = False) -> str:
    """``text`` (normal form C) with its numbers in words as digits; ``plain`` where it has no diacritics."""
    table = _numerals(plain=plain)
    lowered = fold(text) if plain else normalise(text)
    pieces: list[str] = []
    done = 0
    for match in table.run.finditer(lowered):
        words = match.group().split()
        unit = table.units.match(lowered, match.end())
        value = _value(words, table)
        if _OF_PARTS.search(lowered[max(0, match.start() - _REACH) : match.start()]):
            continue  # "bao nhiêu phần trăm hộ" is no hundred households
        if value is None or not (_counts(words, unit, table) or _is_compound(words, table)):
            continue
        if _is_name(text[match.start() : match.end()]):
            continue
        after = match.end()
        rest = ""
        if unit and unit["half"]:
            value, rest, after = value + _HALF, text[match.end() : unit.start("half")], unit.end("half")
        pieces += [text[done : match.start()], f"{value:g}".replace(".", ","), rest]
        done = after
    return "".join([*pieces, text[done:]])


def _counts(words: Sequence[str], unit: re.Match[str] | None, table: _Numerals) -> bool:
    """Whether a run stands before a unit; "một người" is an article before a noun."""
    article = len(words) == 1 and table.digits.get(words[0]) == 1
    return unit is not None and (not article or unit["unit"] in table.measures)


def _is_compound(words: Sequence[str], table: _Numerals) -> bool:
    """Whether a run can be nothing but a number: a ten or a hundred with another numeral."""
    return len(words) > 1 and any(word in table.tens or word in table.powers for word in words)


def _is_name(said: str) -> bool:
    """Capitals within a run are a name: "Ba Mươi" of a village; a sentence may open with one."""
    return any(word[:1].isupper() for word in said.split()[1:])


def _value(words: Sequence[str], table: _Numerals) -> float | None:
    """The number that a run of numeral words says, or None where it says none ("năm năm")."""
    at = next((i for i, word in enumerate(words) if word in table.point), None)
    if at is None:
        return _whole(words, table)
    whole = _whole(words[:at], table)
    decimals = [table.digits.get(word) for word in words[at + 1 :]]
    if whole is None or not decimals or None in decimals:
        return None
    return float(f"{whole:g}.{''.join(map(str, decimals))}")


def _whole(words: Sequence[str], table: _Numerals) -> float | None:
    """Groups below a thousand, each built from digits, tens and hundreds."""
    total, group, last = 0, 0, ""
    for word in words:
        if word in table.digits:
            if last == "digit":
                return None
            group, last = group + table.digits[word], "digit"
        elif word in table.fillers:
            last = "filler"
        else:
            units = group % 10 if last == "digit" else 0
            if word in table.tens:
                group, last = group - units + (units or 1) * table.tens[word], "ten"
            elif table.powers[word] == _HUNDRED:
                group, last = (group - units) + (units or 1) * _HUNDRED, "hundred"
            else:
                total, group, last = total + (group or 1) * table.powers[word], 0, "thousand"
    numerals = any(word in table.digits or word in table.tens or word in table.powers for word in words)
    return float(total + group) if numerals else None
