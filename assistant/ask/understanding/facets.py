"""The sides of a matter: what is asked for beside the matter itself, and which sentences tell it.

A question for limitations says so in many ways ("còn yếu ở những việc gì", "vướng chuyện gì"), and so do documents
("Tuy vậy, …", "chậm bàn giao"); both are told by small classes of words, put together (``facets.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from typing import Any, Literal, get_args

from assistant.language.tables import load_table
from assistant.language.text import WORD, fold, has_diacritics, normalise
from assistant.types import Standing

Facet = Literal[
    "unmet",
    "limitations",
    "causes",
    "solutions",
    "praise",
    "priorities",
    "responsibility",
    "directives",
    "deadline",
    "in_force",
    "requests",
    "lessons",
    "views",
    "exceptions",
    "consequences",
]
FACETS: tuple[Facet, ...] = get_args(Facet)
_OPENING = 60  # characters in which a paragraph says what it is about
_LEAD = 160  # the same of one that ends in a colon
_NAME = 30  # characters that the name of a side may have
_KEPT = 16_384  # sentences of which it is known whether they tell a side: those of a few hundred documents
_LEANS = 0.5  # worth of a word that tells a side by halves


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one side as patterns; ``asked``, ``plain`` and ``too`` by whether the question is folded.

    ``apart`` are words of other things that hold one of these ("phương châm" without its marks has "chậm").
    ``together`` are classes of words of which a question says one each ("những chỉ tiêu" and "không đạt", in any
    order), ``says_together`` the same of a sentence; () where words alone tell the side. ``first`` is how many words
    may stand before one that heads the side, unless a colon follows it; 0 for any number.
    """

    asked: Mapping[bool, re.Pattern[str]]
    plain: Mapping[bool, re.Pattern[str]]
    too: Mapping[bool, re.Pattern[str]]
    apart: Mapping[bool, re.Pattern[str]]
    together: Mapping[bool, tuple[re.Pattern[str], ...]]
    heads: re.Pattern[str]
    opens: re.Pattern[str]
    says: re.Pattern[str]
    says_together: tuple[re.Pattern[str], ...]
    leans: re.Pattern[str]
    other: re.Pattern[str]
    first: int = 0


@cache
def _words() -> Mapping[Facet, Words]:
    table = load_table("assistant.ask.understanding", "facets.toml")
    return {facet: _words_of(table[facet]) for facet in FACETS}


def _words_of(row: Mapping[str, Any]) -> Words:
    return Words(
        asked={plain: _pattern(row["asked"], plain=plain) for plain in (False, True)},
        plain={plain: _pattern(row["plain"], plain=plain) for plain in (False, True)},
        too={plain: _pattern(row["too"], plain=plain) for plain in (False, True)},
        apart={plain: _pattern(row.get("apart", ()), plain=plain) for plain in (False, True)},
        together={
            plain: tuple(_pattern(each, plain=plain) for each in row.get("together", ())) for plain in (False, True)
        },
        heads=_affirmed(row["heads"]),
        opens=_pattern(row.get("opens", ())),
        says=_pattern(row["says"]) if "shapes" not in row else re.compile("|".join(row["shapes"])),
        says_together=tuple(map(_pattern, row.get("says_together", ()))),
        leans=_pattern(row["leans"]),
        other=_pattern(row["not"]),
        first=row.get("first", 0),
    )


def _as_typed(text: str) -> tuple[str, bool]:
    """A question as it is compared, and whether it was typed without marks."""
    plain = not has_diacritics(text)
    return (fold(text) if plain else normalise(text)), plain


def _pattern(words: Sequence[str], *, plain: bool = False) -> re.Pattern[str]:
    words = [word for word in words if not (plain and word in _marked())]
    ordered = sorted(words, key=len, reverse=True) or ["\0"]
    forms = (re.escape(fold(word) if plain else word) for word in ordered)
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)")


def _affirmed(words: Sequence[str]) -> re.Pattern[str]:
    """The words, where none of them is denied: "việc chưa làm được:" heads no "được:"."""
    return re.compile(rf"(?<!chưa )(?<!không )(?<!chưa làm )(?<!không làm ){_pattern(words).pattern}")


@cache
def _marked() -> frozenset[str]:
    """Words that without their marks are other words."""
    return frozenset(load_table("assistant.ask.understanding", "facets.toml")["marked"]["words"])


@cache
def _listed(name: str, *, plain: bool) -> re.Pattern[str]:
    return _pattern(load_table("assistant.ask.understanding", "facets.toml")[name]["words"], plain=plain)


def asked_facets(text: str) -> tuple[Facet, ...]:
    """The sides that a question asks for, the one said first first; () where it asks for none."""
    said, plain = _as_typed(text)
    asks = _listed("asking", plain=plain).search(said) is not None
    said = _listed("manner", plain=plain).sub(" ", said)
    doing = _listed("doing", plain=plain).sub(lambda match: "\0" * len(match.group()), said)
    at: dict[Facet, tuple[int, int]] = {}
    whole = said
    for facet, words in _words().items():
        said = words.apart[plain].sub(lambda match: "\0" * len(match.group()), doing if facet == "causes" else whole)
        found = words.plain[plain].search(said) or (words.asked[plain].search(said) if asks else None)
        if found is not None:
            at[facet] = found.span()
        elif words.together[plain] and all(held := [each.search(said) for each in words.together[plain]]):
            at[facet] = (min(each.start() for each in held if each), max(each.end() for each in held if each))
    if "in_force" in at:
        at.pop("deadline", None)  # from when, and not until when
    # "Chưa giải quyết xong" asks for no solution.
    apart = [facet for facet, span in at.items() if not any(_lies_within(span, other) for other in at.values())]
    return tuple(sorted(apart, key=at.__getitem__))


def is_unmet(cell: str) -> bool:
    """Whether a cell of a table says nothing but that a target was not reached: "Chưa đạt"."""
    return _words()["unmet"].says_together[-1].fullmatch(normalise(cell.strip(" .*"))) is not None


def marks_asked(text: str, marks: Iterable[str]) -> frozenset[str]:
    """Which of the words that mark rows of a table ("khó đạt") a question says, where it asks which rows have them;
    of "không đạt" not "đạt".
    """
    said, plain = _as_typed(text)
    if not _listed("rows", plain=plain).search(said):
        return frozenset()
    forms = {fold(each) if plain else each: each for each in marks if each}
    words = "|".join(map(re.escape, sorted(forms, key=len, reverse=True))) or "\0"
    before, amount = ("|".join(map(re.escape, _of_rows(each, plain=plain))) for each in ("denied", "amounts"))
    found = re.finditer(rf"(?<!\w)(?:({words})|(?:{before})\s+(?:{words}))(?!\w)(?!\s+(?:{amount}))", said)
    return frozenset(forms[match[1]] for match in found if match[1])


def judges(column: str) -> bool:
    """Whether the name of a column says that its cells judge the rows: "Đánh giá"."""
    words = load_table("assistant.ask.understanding", "facets.toml")["rows"]["judging"]
    return _pattern(words).search(normalise(column)) is not None


@cache
def heads_column(name: str, facet: Facet) -> bool | None:
    """Whether the name of a column says that its cells tell a side of each row: "Đơn vị chủ trì", "Thời hạn"; None
    for a side that no column tells.
    """
    words = load_table("assistant.ask.understanding", "facets.toml")[facet]
    if "columns" not in words:
        return None
    said = normalise(name)
    if words.get("whole_columns"):  # "Tỷ lệ hoàn thành (%)" and "Hạn mức" are no deadlines
        return any(part.strip() in words["columns"] for part in _COLUMN_PARTS.split(said))
    return _pattern(words["columns"]).search(said) is not None


_COLUMN_PARTS = re.compile(r"[,;/]|(?<!\w)và(?!\w)")


def _of_rows(name: str, *, plain: bool) -> list[str]:
    words = load_table("assistant.ask.understanding", "facets.toml")["rows"][name]
    return [fold(word) if plain else word for word in words]


def standing_said(text: str) -> Standing | None:
    """What a question takes for granted of a result and its target ("vì sao vượt dự toán"); None where nothing."""
    said, plain = _as_typed(text)
    table = load_table("assistant.ask.understanding", "facets.toml")["premise"]
    found: list[Standing] = [each for each in _PREMISES if _pattern(table[each], plain=plain).search(said)]
    return found[0] if len(found) == 1 else None


_PREMISES: tuple[Standing, ...] = ("exceeded", "missed")


def asks_more(text: str) -> bool:
    """Whether a question asks for names or things, whatever figure it asks for besides: "bầu ai, mấy người"."""
    return _says("things", text)


def asks_list(text: str) -> bool:
    """Whether a question asks for several things by name: "những chỉ tiêu nào", "gồm những gì"."""
    return _says("listing", text)


def asks_how(text: str) -> bool:
    """Whether a question asks how a matter stands: "rác phân loại thế nào"."""
    return _says("how", text)


def _says(name: str, text: str) -> bool:
    plain = not has_diacritics(text)
    return _listed(name, plain=plain).search(fold(text) if plain else normalise(text)) is not None


def _lies_within(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span != other and other[0] <= span[0] and span[1] <= other[1]


def only_asking(text: str, facets: Sequence[Facet]) -> frozenset[str]:
    """The syllables of a question, as it has them, of nothing but the words by which it asks for these sides.

    Of "chưa giải quyết xong" every one, of "chống ngập" the first; "trọng tâm" behind "nhiệm vụ" too, and who tells
    it ("Ban Thường vụ").
    """
    said, plain = _as_typed(text)
    qualified = _qualified(plain=plain)
    spans = [
        (match.start(), behind.end() if (behind := qualified.match(said, match.end())) else match.end())
        for facet in facets
        for words in _asking(facet, plain=plain)
        for match in words.finditer(said)
    ]
    spans += [match.span() for match in _listed("tellers", plain=plain).finditer(said)] if facets else []
    asking: set[str] = set()
    other: set[str] = set()
    for match in WORD.finditer(said):
        within = any(start <= match.start() and match.end() <= end for start, end in spans)
        (asking if within else other).add(match.group())
    return frozenset(asking - other)


def counts_sides(text: str) -> bool:
    """Whether a question counts what a side tells, and no figure: "nhấn mạnh mấy giải pháp gì"."""
    said, plain = _as_typed(text)
    counting = _listed("counting", plain=plain).pattern
    return any(
        re.search(rf"{counting}\s+(?:\w+\s+)?{words.plain[plain].pattern}", said) for words in _words().values()
    )


def asked_by(text: str, facet: Facet) -> tuple[str, ...]:
    """The words by which a question asks for a side, of those that headings have, with what offices write for the
    same: who asks for "hạn chế" is told of "tồn tại" too, and of no "khó khăn".
    """
    said, plain = _as_typed(text)
    words = load_table("assistant.ask.understanding", "facets.toml")[facet]
    asked = {word for word in words["heads"] if _pattern((word,), plain=plain).search(said)}
    alike = [group for group in words.get("alike", ()) if asked.intersection(group)]
    asked.update(chain.from_iterable(alike))
    return tuple(word for word in words["heads"] if word in asked)


def names_no_matter(words: Iterable[str], text: str, facets: Sequence[Facet]) -> bool:
    """Whether a question of these content ``words`` asks for sides and says nothing of what: "nhiệm vụ trọng tâm"."""
    return bool(facets) and set(words) <= only_asking(text, facets)


@cache
def _done() -> re.Pattern[str]:
    """As in "hoàn thành nhiệm vụ": what tasks came to, and none that are set."""
    return _pattern(load_table("assistant.ask.understanding", "facets.toml")["done"]["words"])


@cache
def _qualified(*, plain: bool) -> re.Pattern[str]:
    """The words behind the name of a side that only say which of it is meant."""
    joins = "va" if plain else "và"
    return re.compile(rf"(?:\s*(?:,|{joins})?\s*{_listed('qualifiers', plain=plain).pattern})+")


def _asking(facet: Facet, *, plain: bool) -> tuple[re.Pattern[str], ...]:
    """All patterns by which a side is asked for."""
    words = _words()[facet]
    return (words.plain[plain], words.asked[plain], words.too[plain], *words.together[plain])


@lru_cache(maxsize=_KEPT)
def heads_facet(text: str, facet: Facet) -> bool:
    """Whether a heading, or the opening of a paragraph, says that a side is told below it; of one that leads to what
    follows ("… vẫn còn những hạn chế, đó là:") all of the lead.
    """
    colon = text.find(":", 0, _LEAD)
    said = _done().sub(" ", normalise(text[: max(_OPENING, colon)]))
    words = _words()[facet]
    found = words.heads.search(said)
    if found is not None and words.first and found.start() > colon:
        found = found if len(WORD.findall(said[: found.start()])) <= words.first else None
    return found is not None or words.opens.match(said.lstrip(_MARKS)) is not None


_MARKS = "-–+*•0123456789.) "  # what an item opens with


@lru_cache(maxsize=_KEPT)
def opens_another(text: str, facet: Facet) -> bool:
    """Whether a sentence begins by naming another side: "Nguyên nhân: …" behind the limitations."""
    said = normalise(text.lstrip(_MARKS)[: 2 * _NAME])
    name = said.partition(":")[0]
    if name == said or len(name) > _NAME:
        return False
    return any(words.heads.match(name) is not None for each, words in _words().items() if each != facet)


@lru_cache(maxsize=_KEPT)
def told(text: str, facet: Facet) -> float:
    """How much a sentence tells of a side: 1 for each word that does, a half where one leans to it; else 0."""
    said = normalise(text)
    words = _words()[facet]
    if words.other.search(said):
        return 0.0
    if words.says_together:
        return float(all(each.search(said) for each in words.says_together))
    return len(words.says.findall(said)) + _LEANS * (words.leans.search(said) is not None)
