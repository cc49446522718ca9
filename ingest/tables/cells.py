"""What a cell of a table looks like: an order number, a label, a unit, a figure, a verdict, nothing.

The words are data: ``tables.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.language.places import LEVEL_WORDS, VILLAGE_WORDS
from assistant.language.quantities import read_unit
from assistant.language.tables import load_table
from assistant.language.text import normalise

_WORDS = load_table("ingest.tables", "tables.toml")["cells"]


def _any(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_NUMBER = r"\d+(?:[.,]\d+)*"
_BEFORE = rf"(?:(?:[≥≤<>=~≈▲▼]=?|(?:{_any(_WORDS['before'])})(?!\w))\s*){{0,2}}"
_UNIT = r"[^\W\d][^\s\d()|;]*(?:\s[^\W\d][^\s\d()|;]*){0,3}"
_AMOUNT = (
    rf"{_BEFORE}[-+−–]?\s?{_NUMBER}(?:\s?[-–/x×:]\s?[-+]?{_NUMBER})*"
    rf"(?!\s?(?:{_any(_WORDS['times'])})(?!\w))(?:\s?[%‰])?(?:[\s/]?{_UNIT})?"
)
_BRACKET = r"\s*\([^()]{1,40}\)"
_FIGURE = re.compile(
    rf"[\"“]?{_AMOUNT}(?:{_BRACKET})?(?:\s*[/=;,+]?\s*{_AMOUNT}(?:{_BRACKET})?){{0,2}}[\"”]?", re.IGNORECASE
)
_VERDICT = re.compile(_WORDS["verdict"], re.IGNORECASE)
_BLANK = re.compile(_WORDS["blank"])
_DITTO = re.compile(_WORDS["ditto"], re.IGNORECASE)
_PAGE = re.compile(_WORDS["page"], re.IGNORECASE)
_TOTAL = re.compile(rf"\W*(?:(?:{_any(_WORDS['totals'])})[\s/:.]*){{1,2}}", re.IGNORECASE)
_ORDER = re.compile(r"(?:\d{1,3}(?:\.\d{1,2})*|[ivxl]{1,6}|[a-zđ]|[-+*•–])[.)]?", re.IGNORECASE)
_DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{4}|(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)\d\d)?")
_DATED = re.compile(r"[^\d≥≤<>]*[^\W\d_]\s(?:19|20)\d\d")  # "Phấn đấu 2023" heads a column
_NUMBERING = re.compile(r"[(\[]?(?:\d{1,2}|[a-eđA-EĐ])[)\]]?(?:\s*=\s*[\d()/*+x%: -]+)?")
_PLACE = re.compile(
    rf"(?i:{_any([*LEVEL_WORDS, *VILLAGE_WORDS])})\s+(?:[^\W\da-zà-ỹđ]|\d+$)"
)  # "Xã An Bình", "thôn 3"
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_LONGEST_FIGURE = 60  # characters
# Cells whose looks are remembered, by each question: a table is read from many of its lines on. Of 265 documents of a
# province the one with the most different lines has 5,400.
_KEPT = 32768


def as_scanned(cell: str) -> str:
    """A cell of nothing but a number with the digits that a scanner took for letters: "l0.115" is "10.115"."""
    return cell.translate(_SCANNED) if _MISREAD.fullmatch(cell) else cell


_MISREAD = re.compile(r"(?=.*\d)(?=.*[lIOo])[\dlIOo]+(?:[.,][\dlIOo]+)*(?:\s?%)?")
_SCANNED = str.maketrans("lIOo", "1100")


@lru_cache(maxsize=_KEPT)
def is_figure(cell: str) -> bool:
    """Whether a cell is a figure with what belongs to it: "≥ 95% / ≥ 60%", "3/3 trường (100%)", "Từ 85 trở lên"."""
    cell = as_scanned(cell)
    return len(cell) <= _LONGEST_FIGURE and _FIGURE.fullmatch(cell) is not None and not _DATED.fullmatch(cell)


def is_year(cell: str) -> bool:
    """Whether a cell is a year, years or a date, as it heads a column."""
    return _DATE.fullmatch(cell) is not None


@lru_cache(maxsize=_KEPT)
def is_verdict(cell: str) -> bool:
    """Whether a cell is words that stand where a figure is expected: "Đạt", "Chưa đạt", "x"."""
    return _VERDICT.fullmatch(cell) is not None


@lru_cache(maxsize=_KEPT)
def is_blank(cell: str) -> bool:
    """Whether a cell holds nothing, or a sign for nothing."""
    return _BLANK.fullmatch(cell) is not None


@lru_cache(maxsize=_KEPT)
def is_value(cell: str) -> bool:
    """Whether a cell holds what a column of figures holds: a figure, a dash, or a verdict."""
    return bool(cell) and (is_figure(cell) or is_blank(cell) or is_verdict(cell))


@lru_cache(maxsize=_KEPT)
def is_order(cell: str) -> bool:
    """Whether a cell may count its row: "1", "II.", "a)", "-"."""
    return _ORDER.fullmatch(cell) is not None


@lru_cache(maxsize=_KEPT)
def is_label(cell: str) -> bool:
    """Whether a cell has words."""
    return _LETTERS.search(cell) is not None


def is_total(cell: str) -> bool:
    """Whether a row adds others up: "Cộng", "Toàn xã"."""
    return _TOTAL.fullmatch(cell) is not None


def is_ditto(cell: str) -> bool:
    """Whether a cell says that it holds what the one above it holds."""
    return _DITTO.fullmatch(cell) is not None


@lru_cache(maxsize=_KEPT)
def is_page(cell: str) -> bool:
    """Whether a line only tells the page: "12", "- 3 -", "Trang 2/5"."""
    return _PAGE.fullmatch(cell) is not None


def is_numbering(cell: str) -> bool:
    """Whether a cell may number a column: "A", "(2)", "3=2/1"."""
    return _NUMBERING.fullmatch(cell) is not None


def is_note(heading: str) -> bool:
    """Whether the heading of a column says that it holds no figures: "Ghi chú", "Cơ quan theo dõi"."""
    return any(normalise(heading).strip(" .:*").startswith(word) for word in _WORDS["notes"])


def is_of_places(cells: Sequence[str], *, heading: str) -> bool:
    """Whether a column tells of which commune or village its rows are, by its heading or by most of its cells."""
    named = sum(_PLACE.match(cell) is not None for cell in cells)
    return normalise(heading).strip(" .:*") in _WORDS["places"] or named > len(cells) / 2


@lru_cache(maxsize=_KEPT)
def is_unit(cell: str) -> bool:
    """Whether a cell reads as a unit and holds no figure."""
    lowered = normalise(cell).strip()
    if lowered in _WORDS["units"]:
        return True
    plain = re.sub(r"^1[.,]?000 (?=[^\W\d])", "", lowered).replace(". ", ".")
    if re.fullmatch(r"[%‰](?:[\s/][^\W\d]+){1,3}", plain):
        return True
    if not plain or re.search(r"\d", re.sub(r"(?<=[a-z])[23]|/1 ?(?=[^\W\d])|[23](?=/)", "", plain)):
        return False
    if plain != lowered and len(plain.split()) <= 2:
        return True
    name, end = read_unit(plain, 0)
    return bool(name) and end >= len(plain) - 1
