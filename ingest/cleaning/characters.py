"""Stage 3: the characters of a text, whatever lines they stand in."""

from __future__ import annotations

import html
import re
import unicodedata

from assistant.language.syllables import is_syllable
from ingest.cleaning.tables import TABLES

_CHARACTERS = TABLES["characters"]
_TRANSLATION = str.maketrans(
    dict.fromkeys(control for control in map(chr, range(0x20)) if control not in "\n\f")
    | dict.fromkeys(_CHARACTERS["invisible"])
    | dict.fromkeys(_CHARACTERS["spaces"], " ")
    | dict.fromkeys(_CHARACTERS["newlines"], "\n")
    | _CHARACTERS["replaced"]
)
_LOOK_ALIKES = str.maketrans(*map("".join, zip(*_CHARACTERS["look_alikes"].values(), strict=True)))
_FOREIGN = re.compile("[\u0370-\u052f]")
_WORD = re.compile("[\\w\u0300-\u036f]+")
_U_HORN = re.compile(_CHARACTERS["residue"]["u_horn"])
_SPLIT = re.compile(_CHARACTERS["residue"]["split"])
_LOOSE_MARK = re.compile(_CHARACTERS["residue"]["loose_mark"])
_A_GRAVE = re.compile(_CHARACTERS["residue"]["a_grave"])

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,30});")
_LINE_BREAK = re.compile(r"<br\s{0,3}/?>", re.IGNORECASE)
_ROW_WITH_BREAK = re.compile(r"^[ ]*\|.*<br.*$", re.MULTILINE | re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:a|b|i|u|p|em|strong|sup|sub|s|del|strike|ins|mark|small|span|div|font|center)(?:\s[\w-]+=\"[^\"<>\n]*\"){0,9}\s?/?>",
    re.IGNORECASE,
)

_SIGNS: dict[str, str] = TABLES["math"]
_COMMAND = re.compile(rf"\\({'|'.join(_SIGNS)})(?![a-zA-Z])")
_FORMULA = re.compile(r"(?<![\d\\$])\$(?!\s)([^$\n]{1,300})(?<!\s)\$(?![\d$])")
_PLAIN_FORMULA = re.compile(r"[\d\s.,+\-=<>≥≤±×≈~%/():^{}°]+")
_FORMULA_PARTS = [
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"\\(?:text|mathrm|mathbf|mathit|textbf)\{([^{}]*)\}", r"\1"),
        (r"\\d?frac\{([^{}]*)\}\{([^{}]*)\}", r"\1/\2"),
        (r"\^\{?\\circ\}?", "°"),
        (r"\^\{?2\}?", "²"),
        (r"\^\{?3\}?", "³"),
        (r"\\(?:left|right|displaystyle|quad)(?![a-zA-Z])", ""),
        (r"\\[,;:! ]", " "),
        (r"\\([%&_#$])", r"\1"),
        (r"[{}]", ""),
    )
]


def plain_characters(text: str) -> str:
    """Text in NFC, with plain spaces and newlines, without entities, tags, LaTeX and foreign look-alikes.

    Form feeds stay. A misread ‰ ("%0", "%o") stays as written: the figure parser reads it.
    """
    text = _ENTITY.sub(lambda match: html.unescape(match.group()), text)
    text = text.replace("\r\n", "\n").translate(_TRANSLATION)
    text = _ROW_WITH_BREAK.sub(lambda row: _LINE_BREAK.sub(" ", row.group()), text)
    text = _TAG.sub("", _LINE_BREAK.sub("\n", text))
    text = unicodedata.normalize("NFC", text)
    text = _COMMAND.sub(lambda match: _SIGNS[match.group(1)], _FORMULA.sub(_plain_formula, text))
    if _FOREIGN.search(text):
        text = _WORD.sub(_latin, text)
    text = _A_GRAVE.sub("à", _U_HORN.sub(r"\1ư", text))
    text = unicodedata.normalize("NFC", _LOOSE_MARK.sub("", text))
    return _SPLIT.sub(_joined, text)


def _joined(match: re.Match[str]) -> str:
    """A syllable whose first letters stand apart; as it is where the two make none."""
    joined = match.group(1) + match.group(2)
    return joined if is_syllable(joined) else match.group()


def _plain_formula(match: re.Match[str]) -> str:
    """A LaTeX formula as plain text; two dollar signs that enclose none stay."""
    formula = match.group(1)
    if "\\" not in formula and not _PLAIN_FORMULA.fullmatch(formula):
        return match.group()
    for pattern, plain in _FORMULA_PARTS:
        formula = pattern.sub(plain, formula)
    return formula.strip()


def _latin(match: re.Match[str]) -> str:
    """A word with its Cyrillic and Greek letters replaced, if all of them are look-alikes."""
    word = unicodedata.normalize("NFD", match.group())
    if not _FOREIGN.search(word):
        return match.group()
    latin = word.translate(_LOOK_ALIKES)
    return match.group() if _FOREIGN.search(latin) else unicodedata.normalize("NFC", latin)
