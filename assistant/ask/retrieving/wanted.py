"""What a question looks for in the text: its words as they stand together, with names, units, years and kind."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache

from assistant.ask.retrieving.said import SHARED, Rarity
from assistant.ask.retrieving.topic import topic_of
from assistant.ask.understanding.facets import Facet, only_asking
from assistant.ask.understanding.vocabulary import lost_marks
from assistant.language.abbreviations import spelled_out
from assistant.language.catalogue import GAP, catalogue
from assistant.language.meaning import meaning, phrases_in
from assistant.language.places import is_village
from assistant.language.tables import load_table
from assistant.language.text import WORD, fold, has_diacritics, normalise, syllables
from assistant.types import Kind, Question

_YEAR = re.compile(r"(?<![\d.,])(?<![^\d]/)(?:19|20)\d{2}(?![\d.,]\d|[\w/])")
_ASKS = re.compile(r"(?<!\w)(?:may|bao nhieu|bao nhiu|bn|nao|gi)(?!\w)")
_MONTHS = re.compile(r"(?<![\w.,])(\d{1,2})\s*thang(?!\w)")  # "9 tháng" says of when a figure is


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for.

    ``runs`` are words as they stand together, ``first`` those of the first of several questions, ``phrases`` other
    names of the same matter (each whole), ``names`` the units asked about as folded words, ``units`` those of the
    figure asked for; ``figure`` tells that one is asked, ``is_change`` that it is by how much something changed;
    ``plain`` that the question was typed without marks, ``carried`` are the words that it leans on of the question
    before it, ``groups`` for whom something is asked ("hộ cận nghèo").
    """

    runs: tuple[tuple[str, ...], ...]
    first: tuple[tuple[str, ...], ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    names: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    figure: bool = False
    is_change: bool = False
    years: tuple[int, ...] = ()
    kind: Kind | None = None
    plain: bool = False
    groups: tuple[str, ...] = ()
    carried: frozenset[str] = frozenset()


def wanted(question: Question, units: Sequence[str], known: Rarity, *, facets: Sequence[Facet] = ()) -> Wanted:
    """What a question looks for; ``units`` are those of the figure that it asks for.

    With ``facets`` the words that only say which sides of a matter are meant are left out; what is hardly a matter
    then ("người") is none.
    """
    plain = _is_plain(question)
    # A unit that the archive does not know is looked for by its name alone, whatever it is said to lie in.
    said_names = question.unknown_places or tuple(place.name for place in question.places)
    names = tuple(fold(name) for name in said_names if name)
    parts = parts_of_units(question)
    names = tuple(name for name in names if name not in map(fold, parts)) or names
    asking = only_asking(question.text, facets)
    said = _in_one_form(question, asking=asking, plain=plain)
    runs, firsts = _runs(said, units, names, known, asking=asking, plain=plain)
    runs += tuple(meaning(f"~{fold(name)}" if plain else name) for name in parts)
    entries = [entry for each in question.indicators if (entry := catalogue().entries.get(each))]
    phrases = _phrases(question)
    words = [word for run in runs for word in run]
    if facets and not phrases and len(words) == 1 and known.share_of_rarest(words[0]) < SHARED:
        runs, firsts = (), 0
    elif not (facets or runs or phrases):
        # Where all words are of office ("giao", "hoàn thành"), they are what is asked for.
        runs = _bounded([tuple(f"~{word}" if plain else word for word in run) for run in topic_of(question).runs])
    return Wanted(
        runs=runs,
        first=runs[:firsts],
        phrases=phrases,
        names=names,
        units=tuple(units) or tuple(entry.unit for entry in entries),
        is_change=question.measure == "change",
        figure=question.figure or bool(units or question.indicators),
        years=question.years,
        kind=question.kind if question.kind_said else None,
        plain=plain,
        groups=tuple(sorted(groups_in(question.text))),
        carried=_carried(said, plain=plain),
    )


def _carried(question: Question, *, plain: bool) -> frozenset[str]:
    """The words that a question takes over from the one before it, in the form of the documents."""
    own = set(syllables(question.text))
    over = " ".join(word for word in question.words if word not in own)
    return frozenset(f"~{word}" if plain else word for word in meaning(over, plain=plain))


def groups_in(text: str) -> frozenset[str]:
    """The groups of people that a text names, of those for whom rows of tables are ("hộ cận nghèo")."""
    plain = not has_diacritics(text)
    said = fold(text) if plain else normalise(text)
    return frozenset(group for group, pattern in _groups(plain=plain).items() if pattern.search(said))


@cache
def _groups(*, plain: bool) -> Mapping[str, re.Pattern[str]]:
    table = load_table("assistant.ask.retrieving", "second_look.toml")["groups"]
    return {group: re.compile(fold(pattern) if plain else pattern) for group, pattern in table.items()}


def _in_one_form(question: Question, *, asking: Set[str], plain: bool) -> Question:
    """The question with phrases of one meaning in one form, as the documents are read, also where a mark parts their
    words: "nông, lâm, ngư nghiệp". Those of nothing but words that are ``asking`` stay.
    """
    text, left = spelled_out(question.text, plain=plain), deque(question.words)
    said, words, at = "", list[str](), 0
    for match, form in phrases_in(text, plain=plain):
        words += _next_of(left, text[at : match.start()])
        held = _next_of(left, match.group())
        other = bool(held) and not set(held) <= asking
        words += WORD.findall(form) if other else held
        said += f"{text[at : match.start()]}{form if other else match.group()}"
        at = match.end()
    words += _next_of(left, text[at:])
    return replace(question, text=f"{said}{text[at:]}", words=(*words, *left))


def _next_of(left: deque[str], text: str) -> list[str]:
    """The words that come next and stand in ``text`` in this order, which are taken from those that are left."""
    return [left.popleft() for word in WORD.findall(text) if left and word == left[0]]


def parts_of_units(question: Question) -> tuple[str, ...]:
    """The names of villages, and of units without documents, beside a unit that has some: its lines name them."""
    parts = [each.name for each in question.places if each.documents or is_village((each.level or "",))]
    whole = [each for each in question.places if each.name and each.name not in parts]
    return (*parts, *question.unknown_places) if whole else ()


def _runs(
    question: Question,
    units: Sequence[str],
    names: Sequence[str],
    known: Rarity,
    *,
    asking: Set[str],
    plain: bool,
) -> tuple[tuple[tuple[str, ...], ...], int]:
    """The words looked for as they stand together, and how many of the runs are of the first of several questions."""
    runs: list[tuple[str, ...]] = []
    firsts = 0
    first_part = _first_part(question.text, plain=plain)
    of_months = set(_MONTHS.findall(fold(question.text)))
    for run in topic_of(question).runs:
        matter = " ".join("\n" if word in asking else word for word in run)
        for said in _without_chaff(matter, names, plain=plain):
            words = _without_units(meaning(said, plain=plain), units)
            kept = tuple(known.meant(f"~{word}" if plain else word) for word in words if not _YEAR.fullmatch(word))
            kept = tuple(word for word in kept if word.lstrip("~") not in of_months)
            # "Quý 4" leaves a number that tells nothing by itself.
            alone = len(kept) == 1 and kept[0].lstrip("~").isdigit()
            runs += [] if not kept or alone else [kept] if plain else _apart_from_unknown(kept, known)
        firsts = len(runs) if f" {' '.join(run)} " in first_part else firsts
    return _bounded(runs), firsts


# Each word that is looked for costs a look at the sentences of the archive. The longest of 904 questions that people
# and the evaluation ask has 46 words, figures and words of asking among them.
_MOST_WORDS = 48


def _bounded(runs: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """The runs up to ``_MOST_WORDS`` words in all."""
    held: list[tuple[str, ...]] = []
    room = _MOST_WORDS
    for run in runs:
        held += [run[:room]] if room else []
        room -= len(run[:room])
    return tuple(held)


def _apart_from_unknown(run: tuple[str, ...], known: Rarity) -> list[tuple[str, ...]]:
    """A run without its words that no text can hold beside the others: those between are looked for by themselves."""
    unknown = [False, *(word not in known.counts or word.startswith("~") for word in run), False]
    # A word that was put right may be so; two of them beside each other are two that the archive does not have.
    lost = [
        word not in known.counts or (unknown[at] and (unknown[at - 1] or unknown[at + 1]))
        for at, word in enumerate(run, start=1)
    ]
    parts: list[list[str]] = [[]]
    last = None
    for word, is_lost in zip(run, lost, strict=True):
        if last is not None and is_lost != last:
            parts.append([])
        parts[-1].append(word)
        last = is_lost
    # Vietnamese says the head first: "kênh" of "kênh mương" still names the thing, whereas "trường" without "môi", of
    # which the archive has no word, is another word ("cổng trường"), and stays by its half.
    if len(parts) > 1 and lost[0] and all(len(part) == 1 for part in parts):
        return [run]
    return [tuple(part) for part in parts if part]


def _phrases(question: Question) -> tuple[tuple[str, ...], ...]:
    """The other names of the indicators asked for."""
    entries = [catalogue().entries.get(each) for each in question.indicators]
    names = [phrase for entry in entries if entry for phrase in (entry.name, *entry.phrases) if GAP not in phrase]
    names += [each for each in question.indicators if each not in catalogue().entries]
    return tuple(phrase for phrase in dict.fromkeys(map(meaning, names)) if len(phrase) > 1)


def _is_plain(question: Question) -> bool:
    """Whether a question was read without marks: it has none, or lost some and was read without the others."""
    folded = all(fold(word) == word for word in question.words)
    own = set(question.words) <= set(syllables(question.text))
    return not has_diacritics(question.text) or (folded and (not own or lost_marks(question.text)))


@cache
def _chaff(*, plain: bool) -> re.Pattern[str]:
    table = load_table("assistant.ask.retrieving", "second_look.toml")["chaff"]
    words = sorted({*table["words"]} - {*(table["marked"] if plain else ())}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(fold(word) if plain else word) for word in words)})(?!\w)")


def _without_chaff(run: str, names: Sequence[str], *, plain: bool) -> list[str]:
    """The stretches of a run between words that name no matter, and between names of units."""
    said = _chaff(plain=plain).sub("\n", run)
    for name in names:
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", fold(said)):
            said = f"{said[: match.start()]}{' ' * (match.end() - match.start())}{said[match.end() :]}"
    return [part for part in said.split("\n") if part.strip()]


_MONEY = frozenset({"tien", "kinh", "phi"})


def _without_units(words: Sequence[str], units: Sequence[str]) -> list[str]:
    """Words without the units that a figure is asked in, whole ones and what alone stands for one ("mấy tỷ"); of "đại
    hội" and the unit "đại biểu" both words stay. Where money is asked for its unit says so: "bao nhiêu tiền".
    """
    kept = list(words)
    if any("đồng" in each for each in units) and set(map(fold, kept)) <= _MONEY:
        return []
    for unit in (tuple(map(fold, meaning(each))) for each in units):
        if set(map(fold, kept)) <= set(unit):
            return []
        for at in range(len(kept) - len(unit), -1, -1):
            if tuple(map(fold, kept[at : at + len(unit)])) == unit:
                del kept[at : at + len(unit)]
    return kept


def _first_part(text: str, *, plain: bool) -> str:
    """The words up to the end of the first of several questions, between blanks: of "đàn trâu nuôi được mấy con, kế
    hoạch giao mấy con" those up to the comma.
    """
    first = next((part for part in re.split(r"[,;?]\s", text) if _ASKS.search(fold(part))), "")
    head = text[: text.find(first) + len(first)] if first else ""
    return f" {' '.join(syllables(spelled_out(head, plain=plain)))} "
