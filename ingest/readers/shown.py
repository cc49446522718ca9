"""How a spreadsheet shows a value: by its number format, with the comma and the dots that staff here write.

Read are the parts of the format that change what figures say: decimals, thousands, per cent, dates, words in quotes.
What only places or colours is passed over.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

_GENERAL = ("", "general", "@", "standard")
_GENERAL_DIGITS = 10  # significant ones: 0.1+0.2 is 0,3
_SECTION = re.compile(r'("[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[]+)|;')
_PLACING = re.compile(r"\[[^\]]*\]|_.|\*.")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_DIGITS = re.compile(r"[#0?][#0?,.]*")
_DATE = re.compile(r"yyyy|yy|mmmm|mmm|mm|m|dddd|ddd|dd|d|hh|h|ss|s|AM/PM", re.IGNORECASE)
_CLOCK = re.compile(r"h|s", re.IGNORECASE)


def shown(value: object, number_format: str) -> str:
    """The text of a cell: 0.125 in "0.0%" is "12,5%", a date in "dd/mm/yyyy" is "07/03/2025"."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Đúng" if value else "Sai"
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return _date(value, number_format)
    if isinstance(value, dt.timedelta):
        return str(value)
    if isinstance(value, int | float):
        return _number(Decimal(repr(value)), number_format)
    return str(value)


def _number(value: Decimal, number_format: str) -> str:
    if not value.is_finite():
        return str(value)
    section, value = _section(value, number_format)
    bare = _PLACING.sub("", section)
    digits = _DIGITS.search(_LITERAL.sub(lambda literal: "\0" * len(literal.group()), bare))
    if bare.strip().lower() in _GENERAL:
        return _plain(value)
    if digits is None:  # only words, as for zero in '0;-0;"-"'
        return _words(bare) if _LITERAL.search(bare) or not _has_letters(bare) else _plain(value)
    if "%" in bare:
        value *= 100
    before, after = bare[: digits.start()], bare[digits.end() :]
    figure = _digits(value, digits.group())
    sign = "-" if value < 0 and figure.strip("0,.") else ""
    return f"{_words(before)}{sign}{figure}{_words(after)}".strip()


def _section(value: Decimal, number_format: str) -> tuple[str, Decimal]:
    """The part of a format that holds for a value, positive;negative;zero, and the value with the sign it shows."""
    sections = [""]
    for part in _SECTION.finditer(number_format or ""):
        if part.group() == ";":
            sections.append("")
        else:
            sections[-1] += part.group()
    if value < 0 and len(sections) > 1:
        return sections[1], -value  # that part writes the sign itself
    if value == 0 and len(sections) > 2:
        return sections[2], value
    return sections[0], value


def _digits(value: Decimal, pattern: str) -> str:
    """The digits of a number as "#,##0.00" says, without its sign."""
    scaled = len(pattern) - len(pattern.rstrip(","))
    value = abs(value) / (1000**scaled)
    whole, _, decimals = pattern.rstrip(",").partition(".")
    places = len(decimals)
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    written = f"{rounded:,.{places}f}" if "," in whole else f"{rounded:.{places}f}"
    written = _unpadded(written, decimals)
    integer, dot, fraction = written.partition(".")
    fewest = len(whole.replace(",", "").replace("#", "").replace("?", ""))
    return f"{integer.zfill(fewest)}{dot}{fraction}".translate(str.maketrans(",.", ".,"))


def _unpadded(written: str, decimals: str) -> str:
    """``written`` without the zeros at its end for which the pattern has "#"."""
    optional = len(decimals) - len(decimals.rstrip("#?"))
    while optional and written.endswith("0"):
        written, optional = written[:-1], optional - 1
    return written.removesuffix(".")


def _plain(value: Decimal) -> str:
    """A number in no format."""
    rounded = Decimal(f"{value:.{_GENERAL_DIGITS}g}")
    return f"{rounded.normalize():f}".replace(".", ",")


def _words(part: str) -> str:
    """What a format writes before or after the digits."""
    return _LITERAL.sub(lambda literal: literal.group(1) or literal.group(2) or "", part.replace("?", ""))


def _has_letters(part: str) -> bool:
    return any(map(str.isalpha, part))


def _date(value: dt.datetime | dt.date | dt.time, number_format: str) -> str:
    """A day as staff write it; only the year or the month where the format shows no more."""
    parts = {part.lower()[0] for part in _DATE.findall(_LITERAL.sub("", _PLACING.sub("", number_format)))}
    clock = isinstance(value, dt.time) or bool(_CLOCK.search("".join(parts)))
    time = value.strftime("%H:%M") if clock and not (isinstance(value, dt.date) and type(value) is dt.date) else ""
    if isinstance(value, dt.time):
        return time
    day = next(written for has, written in _DAYS if has(parts)).format(value)
    return f"{time} {day}".strip() if time and time != "00:00" else day


_DAYS: tuple[tuple[Callable[[set[str]], bool], str], ...] = (
    (lambda parts: {"d", "m", "y"} <= parts, "{0:%d/%m/%Y}"),
    (lambda parts: {"m", "y"} <= parts, "{0:%m/%Y}"),
    (lambda parts: {"d", "m"} <= parts, "{0:%d/%m}"),
    (lambda parts: "y" in parts, "{0:%Y}"),
    (lambda _: True, "{0:%d/%m/%Y}"),
)
