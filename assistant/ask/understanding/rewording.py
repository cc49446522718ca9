"""Short forms of messages and of the trade, and English, in the words that the rules know.

Runs before anything else is read, so that no step has to know that "bn" asks "bao nhiêu".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from assistant.language.tables import load_table
from assistant.language.text import LOWER, UPPER, fold

_PACKAGE = "assistant.ask.understanding"
_NAME_GOES_ON = re.compile(rf"\s+[{UPPER}][{LOWER}]")
_ENGLISH_WORD = re.compile(r"[a-z]+")


def reworded(text: str, *, plain: bool) -> str:
    """A question in NFC with its short forms written out (without marks where ``plain``), English as Vietnamese."""
    if is_english(text):
        return _in_vietnamese(text)
    for rewrite, form in _rewrites(plain=plain):
        text = rewrite.sub(form, text)
    pattern, meant = _short_forms()
    return pattern.sub(lambda match: _meaning(match, meant, plain=plain), text)


def _meaning(match: re.Match[str], meant: Mapping[str, str], *, plain: bool) -> str:
    if _NAME_GOES_ON.match(match.string, match.end()) and match.group().istitle():
        return match.group()  # "Hong Lac" is a name, whether the archive has it or not
    form = meant[match.group().lower()]
    if match.group().endswith(".") and not match.string[match.end() : match.end() + 1].isspace():
        form = f"{form} "  # "H.Bình Lâm", whose name is covered by then
    return fold(form) if plain else form


@cache
def _short_forms() -> tuple[re.Pattern[str], Mapping[str, str]]:
    table = load_table(_PACKAGE, "informal.toml")
    meant = {
        form: meaning for name in ("texting", "trade") for meaning, forms in table[name].items() for form in forms
    }
    ordered = sorted(meant, key=len, reverse=True)
    forms = "|".join(re.escape(form) for form in ordered)
    dotted = "|".join(re.escape(form) for form in ordered if form.endswith("."))  # a name may follow: "H.Bình Lâm"
    behind = rf"(?:{dotted})(?=(?-i:[{UPPER}])[{LOWER}])|(?:{forms})(?![\w/-]|\.\w)"
    return re.compile(rf"(?<![\w/.-])(?:{behind})", re.IGNORECASE), meant


@cache
def _rewrites(*, plain: bool) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns with what they become, in the order of the table; without marks where a question has none."""
    parts = [part for part in load_table(_PACKAGE, "informal.toml").values() if "pattern" in part]
    said = _without_marks if plain else str
    return tuple((re.compile(said(part["pattern"]), re.IGNORECASE), said(part["form"])) for part in parts)


def _without_marks(pattern: str) -> str:
    """A pattern folded, its signs (the capital of a class) as they are."""
    return "".join(each if each.isascii() else fold(each) for each in pattern)


def is_english(text: str) -> bool:
    """Whether so many small words of English stand in a question that it is one."""
    known, least = _english()
    said = _ENGLISH_WORD.findall(text.lower())
    return len(set(said) & known) >= least and len(said) < 2 * sum(word in known for word in said)


@cache
def _english() -> tuple[frozenset[str], int]:
    """The words by which English is told, and how many of them tell it."""
    table = load_table(_PACKAGE, "english.toml")
    phrases = (word for phrase in table["phrases"] for word in phrase.split())
    return frozenset({*table["told_by"]["words"], *phrases}), int(table["told_by"]["least"])


def _in_vietnamese(text: str) -> str:
    """The phrases that are known, in Vietnamese; the other small words of English go, names and figures stay."""
    table = load_table(_PACKAGE, "english.toml")
    text = re.sub(table["months"]["pattern"], table["months"]["form"], text, flags=re.IGNORECASE)
    phrases: Mapping[str, str] = table["phrases"]
    small = dict.fromkeys(table["told_by"]["words"], "")
    meant = {**small, **phrases}
    ordered = sorted(meant, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)", re.IGNORECASE)
    return " ".join(pattern.sub(lambda match: meant[match.group().lower()], text).split())
