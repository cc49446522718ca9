"""Numbers as the metrics compare them, read without the assistant's own reader so that they can audit it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from assistant.language.text import normalise

# A dot before exactly three digits groups thousands ("9.850"); any other single sign is the decimal one
# ("60,5", "1234.5"). Digits that a letter precedes belong to a name ("m2", "QL1A").
_NUMBER = re.compile(
    r"(?<![^\W_])(?<![0-9][.,])(?:"
    r"(?P<dots>[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?)"
    r"|(?P<commas>[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+\.[0-9]+|(?:,[0-9]{3}){2,}))"
    r"|(?P<plain>[0-9]+(?:[.,][0-9]+)?)"
    r")(?![0-9]|[.,][0-9])|(?<![^\W_])[0-9]+"
)
_MARK = re.compile(r"\[[0-9]+\]")
_ORDINAL = re.compile(r"^[ \t]*[0-9]{1,2}[.)][ \t]+(?=\S)", re.MULTILINE)
_EMPHASIS = re.compile(r"[*`]+|(?<!\w)_+|_+(?!\w)")  # "_" inside a word is part of a file name
_SIGN = re.compile(r"([%‰])")


@dataclass(frozen=True, slots=True)
class Number:
    """A number where it stands: ``text[start:end]`` are its digits."""

    value: Decimal
    start: int
    end: int


def find_numbers(text: str) -> list[Number]:
    """Every number in ``text``, in order: "1.234,5", "1234.5" and "1234,5" are all 1234.5; "08" is 8."""
    return [Number(_value(match), *match.span()) for match in _NUMBER.finditer(text)]


def numbers(text: str) -> list[Decimal]:
    """The values alone."""
    return [number.value for number in find_numbers(text)]


def plain(answer: str) -> str:
    """An answer without its citation marks, list numbers and emphasis, none of which is said."""
    return _EMPHASIS.sub("", _ORDINAL.sub("", _MARK.sub(" ", answer)))


def mentions(text: str, phrase: str) -> bool:
    """Whether ``text`` says ``phrase``: whole words and numbers, whatever case, tone place and spaces."""
    wanted = _comparable(phrase)
    before = r"(?<!\w)" if wanted[:1].isalnum() else ""
    after = r"(?!\w)" if wanted[-1:].isalnum() else ""
    return re.search(before + re.escape(wanted) + after, _comparable(text)) is not None


def _comparable(text: str) -> str:
    """One form for all writings of the same words: numbers as ``⟨58⟩``, one space between things."""
    marked = _NUMBER.sub(lambda match: f" ⟨{_value(match).normalize():f}⟩ ", normalise(text))
    return " ".join(_SIGN.sub(r" \1 ", marked).split())


def _value(match: re.Match[str]) -> Decimal:
    """The number that ``match`` writes."""
    if match["dots"]:
        return Decimal(match["dots"].replace(".", "").replace(",", "."))
    if match["commas"]:
        return Decimal(match["commas"].replace(",", ""))
    return Decimal(match[0].replace(",", "."))
