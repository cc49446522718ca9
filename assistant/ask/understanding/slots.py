"""Which stretches of a question name an indicator of the catalogue, however the words stand, and the units asked for.

A name is found as it stands, coordinated with another, told by its unit or its verb, turned round, or scattered, in
this order.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.ask.understanding.coordinated import coordinated
from assistant.ask.understanding.vocabulary import are_words, stop_words, table
from assistant.ask.understanding.words import (
    Asked,
    lists,
    pattern,
    restore_figure_words,
)
from assistant.language.catalogue import GAP, Entry, Match, asking_catalogue, catalogue, convert, once_for_catalogue
from assistant.language.quantities import read_unit, rules
from assistant.language.text import WORD, fold, has_diacritics, normalise
from assistant.types import Quantity


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of the question that names an indicator, with all that it may name, the likeliest first."""

    matches: tuple[Match, ...]
    start: int
    end: int

    def has_gap(self, asked: Asked) -> bool:
        """Whether words that are none of the name's stand within it."""
        return _gap(self.matches[0], asked.words) > 0

    def fits(self, unit: str) -> bool:
        """Whether a figure in this unit may be one of the indicator's."""
        return any(convert(1.0, unit, to=match.entry.unit) is not None for match in self.matches)

    def entry(self, unit: str | None) -> Entry:
        """The likeliest indicator, of those whose unit fits where a figure is given."""
        fitting = [
            m.entry for m in self.matches if unit is not None and convert(1.0, unit, to=m.entry.unit) is not None
        ]
        return fitting[0] if fitting else self.matches[0].entry


def overlaps(span: tuple[int, int], spans: Iterable[tuple[int, int]]) -> bool:
    """Whether a stretch shares a character with one of others."""
    return any(start < span[1] and span[0] < end for start, end in spans)


def read_slots(asked: Asked, quantities: Sequence[Quantity]) -> tuple[Slot, ...]:
    """The indicators that the question names, in its order."""
    # "Trong số đó" is no "sổ đỏ".
    asked = asked.without(match.span() for match in asked.all(lists()["among"]))
    counted = [match.span() for match in asked.all(lists()["counted_targets"])]
    phrases = [m.span() for m in asked.all(lists()["target_phrases"]) if not overlaps(m.span(), counted)]
    whole = asking_catalogue().find(asked.words, without_diacritics=asked.plain)
    # "Hoàn thành chỉ tiêu giao quân" has the word within its name, "tỷ lệ hoàn thành chỉ tiêu" at its end; in
    # "đạt chỉ tiêu" it is what a result is held against.
    named = [
        (match.start, match.end + (match.words >= _LONG_NAME)) for match in whole if not _gap(match, asked.words)
    ]
    rest = asked.without(span for span in phrases if not any(s < span[0] and span[1] < e for s, e in named))
    found = asking_catalogue().find(rest.words, without_diacritics=asked.plain)
    if not found and not asked.plain:
        folded = asking_catalogue().find(fold(rest.words), without_diacritics=True)
        # A long name with a wrong mark is that name, though each of its words is a word.
        said = {m: are_words(rest.words[m.start : m.end]) for m in folded if m.words > 1}
        found = [m for m, is_words in said.items() if m.words >= _LONG or not is_words]
    found = [match for match in found if not _runs_over(match, rest) and not _holds_another(match, found, rest)]
    found += coordinated(found, rest)
    found = (
        found
        or _headed(rest, quantities)
        or _done_with(rest)
        or _before_extreme(rest)
        or _turned_round(rest)
        or (_scattered(rest) if rest.says("values") else [])
    )
    return _apart(found, rest, quantities)


_LONG_NAME = 5  # syllables of a name of which "chỉ tiêu" may be the last
_LONG = 4  # words of a name


def _gap(match: Match, words: str) -> int:
    """How many words of the question a match leaves out."""
    return len(WORD.findall(words[match.start : match.end])) - match.words


def _runs_over(match: Match, asked: Asked) -> bool:
    """Whether the gap of a phrase runs over a comma, a figure or the phrase's own beginning said again."""
    said = asked.words[match.start : match.end]
    words = said.split()
    return len(words) > match.words and (re.search(r"[,;\d]", said) is not None or words[0] in words[1:])


def _holds_another(match: Match, found: Sequence[Match], asked: Asked) -> bool:
    """Whether the gap of a phrase runs over the beginning of another name that ends with it and has no gap: "đơn vị
    nào đặt số [làng văn hóa]" names no "đơn vị … văn hóa".
    """
    if not _gap(match, asked.words):
        return False
    inner = {
        each.entry.id
        for each in found
        if match.start < each.start and each.end == match.end and not _gap(each, asked.words)
    }
    return bool(inner) and match.entry.id not in inner


def _done_with(asked: Asked) -> list[Match]:
    """A thing behind the verb that tells what of it: "nuôi nhiều heo nhất" is of a herd, "trồng lúa" of an area."""
    heads: Mapping[str, Sequence[str]] = table()["verb_heads"]
    for verb, names in heads.items():
        for at in asked.all(pattern((verb,))):
            rest = asked.without(m.span() for name in ("more_of", "fewer_of") for m in asked.all(lists()[name]))
            behind = [word for word in WORD.finditer(rest.words, at.end()) if word.group() not in stop_words()]
            for size in range(min(_MOST_WORDS, len(behind)), 0, -1):
                found = [m for head in names for m in _called(f"{head} {_said(behind[:size])}", behind[:size], asked)]
                if found:
                    return found[:1]
    return []


def _before_extreme(asked: Asked) -> list[Match]:
    """A thing right before an extreme: "cà phê nhiều nhất" is of an area, "thu cao nhất" of the budget."""
    words = list(WORD.finditer(asked.words))
    ends = (match.start() for name in ("highest", "lowest", "best", "worst") for match in asked.all(lists()[name]))
    for end in ends:
        before = [word for word in words if word.end() <= end]
        for size in range(min(_MOST_WORDS, len(before)), 0, -1):
            part = before[-size:]
            tails = table()["order_tails"]["words"] if _stands_free(part[0], asked) else ()
            names = [f"{_said(part)} {tail}" for tail in tails]
            names += [f"{head} {_said(part)}" for head in table()["order_heads"]["words"]]
            if found := [match for name in names for match in _called(name, part, asked)]:
                return found[:1]
    return []


def _called(name: str, part: Sequence[re.Match[str]], asked: Asked) -> list[Match]:
    """What the catalogue calls by a name, whole, where a part of the question stands."""
    said = fold(name) if asked.plain else name
    return [
        replace(match, start=part[0].start(), end=part[-1].end())
        for match in asking_catalogue().find(said, without_diacritics=asked.plain)
        if match.start == 0 and match.end == len(said)
    ]


def _headed(asked: Asked, quantities: Sequence[Quantity]) -> list[Match]:
    """A thing beside the unit asked for or given, which tells what of it: "cà phê mấy ha" and "trên 300 ha cà phê"
    are an area, "thu mấy tỷ" is money.
    """
    return next(
        (found[:1] for part, name in headed_names(asked, quantities) if (found := _called(name, part, asked))), []
    )


def headed_names(asked: Asked, quantities: Sequence[Quantity]) -> Iterator[tuple[list[re.Match[str]], str]]:
    """The names that a unit asked for makes of what stands beside it, the likeliest first."""
    heads: Mapping[str, Sequence[str]] = table()["unit_heads"]
    tails: Mapping[str, Sequence[str]] = table()["unit_tails"]
    words = list(WORD.finditer(asked.words))
    content = [word for word in words if word.group() not in stop_words()]
    units = [
        (value.start(), *read_unit(asked.words, value.end() - 1)) for value in _VALUE_ASKED.finditer(asked.words)
    ]
    units += [(each.start, each.unit, each.end) for each in quantities]
    for start, unit, end in units:
        near = (start, end)
        named = [(part, f"{head} {_said(part)}") for part in _beside(content, *near) for head in heads.get(unit, ())]
        named += [
            (part, f"{_said(part)} {tail}")
            for part in _beside(words, *near)
            for tail in tails.get(unit, ())
            if _stands_free(part[0], asked)
        ]
        yield from named


def _said(part: Sequence[re.Match[str]]) -> str:
    return " ".join(word.group() for word in part)


def _beside(words: Sequence[re.Match[str]], start: int, end: int) -> list[list[re.Match[str]]]:
    """The stretches of up to three words beside a value that is asked for, the longest and nearest first."""
    behind = [word for word in words if word.start() >= end]
    before = [word for word in words if word.end() <= start]
    return [
        list(part)
        for size in range(_MOST_WORDS, 0, -1)
        for skipped in range(_SKIPPED + 1)
        for part in (behind[skipped : skipped + size], before[len(before) - size - skipped : len(before) - skipped])
        if len(part) == size
    ]


def _stands_free(word: re.Match[str], asked: Asked) -> bool:
    """Whether no word of content stands right before: "doanh thu bao nhiêu tỷ" is no "thu"."""
    before = _LAST_WORD.search(asked.words[: word.start()])
    return before is None or before[1] in stop_words()


_LAST_WORD = re.compile(r"([^\W\d_]+) $")
_MOST_WORDS = 3  # words of the thing that a unit is asked of
_SKIPPED = 2  # words between it and the unit that may be left out ("cây", "được")


def _turned_round(asked: Asked) -> list[Match]:
    """A name whose words stand side by side in another order: "rừng che phủ"; the longest of those there are."""
    known = _names_in_any_order()[asked.plain]
    in_names = set(itertools.chain.from_iterable(known))
    runs = [
        list(words)
        for is_known, words in itertools.groupby(WORD.finditer(asked.words), lambda each: each.group() in in_names)
        if is_known
    ]
    for size in range(max(map(len, known), default=0), _TURNED - 1, -1):
        found = []
        for said in (run[at : at + size] for run in runs for at in range(len(run) - size + 1)):
            start, end = said[0].start(), said[-1].end()
            key = tuple(sorted(each.group() for each in said))
            if key in known and key == tuple(sorted(asked.words[start:end].split())):
                found += [Match(entry, size, start, end) for entry in known[key]]
        if found:
            return found
    return []


@once_for_catalogue
def _names_in_any_order() -> Mapping[bool, Mapping[tuple[str, ...], Sequence[Entry]]]:
    """The names of the catalogue by their words in alphabetical order, without marks under True."""
    tables: dict[bool, dict[tuple[str, ...], list[Entry]]] = {False: {}, True: {}}
    for entry in asking_catalogue().entries.values():
        for phrase in entry.phrases:
            for plain, names in tables.items():
                parts = (fold(phrase) if plain else normalise(phrase)).split()
                if len(parts) >= _TURNED and GAP not in parts:
                    same = names.setdefault(tuple(sorted(parts)), [])
                    same += [] if entry in same else [entry]
    return tables


_TURNED = 3  # words that a name must have to be known in another order


def _scattered(asked: Asked) -> list[Match]:
    """A name whose words stand apart: "kinh tế Hưng Tân tăng trưởng bao nhiêu"; the longest of those there are."""
    words = {match.group(): match for match in WORD.finditer(asked.words)}
    found = []
    for entry in asking_catalogue().entries.values():
        for phrase in entry.phrases:
            parts = (fold(phrase) if asked.plain else normalise(phrase)).split()
            if len(parts) >= _SCATTERED and GAP not in parts and all(part in words for part in parts):
                at = [words[part] for part in parts]
                found.append(Match(entry, len(parts), min(m.start() for m in at), max(m.end() for m in at)))
    return sorted(found, key=lambda match: -match.words)[:1]


_SCATTERED = 4  # words that a name must have to be known where they stand apart


def _apart(found: Sequence[Match], asked: Asked, quantities: Sequence[Quantity]) -> tuple[Slot, ...]:
    """Slots that do not overlap: the match with the most words and, among equals, the one that leaves out the fewest,
    then of the unit asked for.
    """
    units = [quantity.unit for quantity in quantities if quantity.unit]
    asking = units_asked(asked.words)
    places = {entry: at for at, entry in enumerate(catalogue().entries)}
    of_counts = asked.says("counts")

    def order(match: Match) -> tuple[int, int, int, int, int]:
        wanted = _first_unit(asking, after=match.start)
        is_wanted = wanted is not None and convert(1.0, wanted, to=match.entry.unit) is not None
        open_unit = wanted is None or not _is_measured(wanted)
        fits = any(convert(1.0, unit, to=match.entry.unit) is not None for unit in units) if units else open_unit
        counts = _is_rather_the_other(match, asked, of_counts=of_counts)
        size = -match.words if fits or is_wanted else 1
        return (size, _gap(match, asked.words), -int(is_wanted), counts, places[match.entry.id])

    slots: list[Slot] = []
    ordered = sorted(found, key=order)
    for match in ordered:
        if not any(slot.start < match.end and match.start < slot.end for slot in slots):
            others = [m for m in ordered if m is match or (m.start < match.end and match.start < m.end)]
            slots.append(Slot(tuple(others), match.start, match.end))
    return tuple(sorted(slots, key=lambda slot: slot.start))


def _is_rather_the_other(match: Match, asked: Asked, *, of_counts: bool) -> int:
    """1 where a name is of a share and the words before it or the question's (``of_counts``) mean a count, or so."""
    before = asked.before(match.start)
    counts = (of_counts or before.ends_with(lists()["number_of"])) and not before.ends_with(lists()["shares"])
    is_count = not match.entry.unit.startswith("%")
    return int(counts != is_count)


def asked_unit(words: str, *, after: int = 0) -> str | None:
    """The unit that is asked for, at a position or first after it, else anywhere: "bao nhiêu hộ", "mấy phần trăm"."""
    return _first_unit(units_asked(words), after=after)


def _first_unit(found: Sequence[tuple[int, str]], *, after: int) -> str | None:
    """The first unit at a position or after it, else the first of all."""
    return next((unit for at, unit in found if at >= after), found[0][1] if found else None)


def units_asked(words: str) -> list[tuple[int, str]]:
    """The units after the words that ask for an amount, each with where it stands; also where they have no marks."""
    said = words if has_diacritics(words) else restore_figure_words(words)
    return [
        (match.end(), unit) for match in _VALUE_ASKED.finditer(said) if (unit := read_unit(said, match.end() - 1)[0])
    ]


def unit_spans(words: str) -> list[tuple[int, int]]:
    """Where the units stand that are asked for: "triệu" of "mấy triệu"."""
    said = words if has_diacritics(words) else restore_figure_words(words)
    found = ((match.end(), *read_unit(said, match.end() - 1)) for match in _VALUE_ASKED.finditer(said))
    return [(start, end) for start, unit, end in found if unit]


_VALUE_ASKED = re.compile(r"(?<!\w)(?:bao nhiêu|mấy|bao nhieu|may|(?:quy|đổi|tính|doi|tinh) ra)\s+")


def _is_measured(unit: str) -> bool:
    """Whether a unit is one of measure, which no count of things can be told in."""
    known = rules().units.get(unit.partition("/")[0])
    return known is not None and not known.dimension.startswith("count:")
