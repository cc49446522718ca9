"""Which figures a question is about, and under which conditions.

1. The catalogue names the indicators; a name is found without marks and within a bounded number of typing errors
   where it is not found as it stands.
2. Each figure of the question belongs to the indicator nearest before it whose unit it fits, else the nearest after.
3. "và" and "hoặc" join the conditions: the question holds where all clauses of one row hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from assistant.ask.understanding.coordinated import coordinated
from assistant.ask.understanding.gazetteer import Label
from assistant.ask.understanding.vocabulary import are_words, phrase_ends, stop_words, table
from assistant.ask.understanding.words import (
    Asked,
    Words,
    keyed,
    led,
    lists,
    more_comparators,
    pattern,
    restore_figure_words,
)
from assistant.language.catalogue import GAP, Entry, Match, asking_catalogue, catalogue, convert, once_for_catalogue
from assistant.language.dates import find_years, part_of_year
from assistant.language.places import LEVEL_WORDS, VILLAGE_WORDS, is_village
from assistant.language.quantities import find_quantities, read_unit, rules
from assistant.language.text import WORD, fold, has_diacritics, normalise, syllables
from assistant.types import Clause, Comparator, Condition, Direction, Kind, Measure, Place, Quantity, Standing

_COUNTED_UNITS = frozenset({"xã", "cơ quan"})  # "3 xã nào cao nhất" counts units; it is no condition on a figure
_OPPOSITE: dict[Comparator, Comparator] = {">": "<=", ">=": "<", "<": ">=", "<=": ">"}


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of the question that names an indicator, with all that it may name, the likeliest first."""

    matches: tuple[Match, ...]
    start: int
    end: int

    def fits(self, unit: str) -> bool:
        """Whether a figure in this unit may be one of the indicator's."""
        return any(convert(1.0, unit, to=match.entry.unit) is not None for match in self.matches)

    def entry(self, unit: str | None) -> Entry:
        """The likeliest indicator, of those whose unit fits where a figure is given."""
        fitting = [
            m.entry for m in self.matches if unit is not None and convert(1.0, unit, to=m.entry.unit) is not None
        ]
        return fitting[0] if fitting else self.matches[0].entry


@dataclass(frozen=True, slots=True)
class Figures:
    """What a question says of figures: indicators in their order, and the tree of conditions."""

    indicators: tuple[str, ...]
    any_of: tuple[tuple[Clause, ...], ...]
    spans: tuple[tuple[int, int], ...]
    quantities: tuple[Quantity, ...]
    related: tuple[str, ...]


def read_figures(asked: Asked, spans: Sequence[tuple[int, int]], labels: Sequence[Label]) -> Figures:
    """Finds the indicators and the conditions of a question; ``spans`` are names, where no figure stands."""
    rest = asked.without(spans)
    apart = tuple(spans) + tuple(match.span() for match in _parts_of_year(asked))
    quantities = tuple(
        quantity
        for quantity in find_quantities(asked.text, words=False)
        if not _overlaps((quantity.start, quantity.end), apart) and quantity.unit not in _COUNTED_UNITS
        if not (_is_told(asked, quantity) or _is_year(asked, quantity) or _counts_asked_units(asked, quantity))
    )
    slots = _slots(rest, quantities)
    if _is_counted(rest, slots) and all(quantity.comparator == "=" for quantity in quantities):
        # "Bao nhiêu xã cơ bản hoàn thành 19 tiêu chí": what the units have done is told, and is no condition.
        slots, quantities = slots[:1], ()
    quantities = tuple(each for each in quantities if not _is_per_one(each, slots))
    # In "cơ bản hoàn thành 19 tiêu chí" the figure is part of the name.
    quantities = tuple(each for each in quantities if not any(s.start < each.number_start < s.end for s in slots))
    own = known_labels(rest, labels)
    slots = tuple(slot for slot in slots if not _is_label(slot, rest, own))
    own = own if slots or own else headed_labels(rest, labels)
    named = _labels_beside(rest, labels, slots) if slots else own or longer_labels(rest, labels)
    known = tuple(dict.fromkeys(each for label in named for each in label.alike))
    owners = _owners(rest, slots, quantities)
    chosen = {slot: _unit_of(slot, owners, rest) for slot in slots}
    named_ids = [entry.id for slot in slots for entry in _entries(slot, chosen[slot], rest, slots)]
    indicators = tuple(dict.fromkeys((*named_ids, *known)))
    clauses = [
        (quantity, Clause(_indicator_of(owner, quantity, known), _condition(rest, quantity, owner)))
        for quantity, owner in owners
    ]
    clauses = _shared(rest, clauses, slots, chosen)
    return Figures(
        indicators=indicators,
        any_of=_tree(rest, clauses),
        spans=tuple((slot.start, slot.end) for slot in slots),
        quantities=quantities,
        related=tuple(dict.fromkeys(match.entry.id for slot in slots for match in slot.matches)),
    )


def _is_told(asked: Asked, quantity: Quantity) -> bool:
    """Whether a figure is no condition: within a name ("Đề án 1 triệu ha"), or the whole of what is asked for ("đạt
    mấy trên 19 tiêu chí").
    """
    if asked.before(quantity.number_start).ends_with(lists()["named_by_number"]):
        return True
    return quantity.comparator == ">" and asked.before(quantity.start).ends_with(lists()["values"])


def _is_year(asked: Asked, quantity: Quantity) -> bool:
    """Whether a figure is a year with a word behind it that is no unit of it: "2019 con may" without marks, and "cuối
    2022 thôn nào".
    """
    number = asked.text[quantity.number_start : quantity.number_end]
    behind = (asked.plain and quantity.unit == "con") or is_village((quantity.unit,))
    return behind and bool(find_years(number)) and number.isdigit()


def _counts_asked_units(asked: Asked, quantity: Quantity) -> bool:
    """Whether a figure says how many villages are asked for, and is no condition: "3 bản nghèo nhất là bản nào"."""
    extreme = any(asked.says(each) for each in ("highest", "lowest", "best", "worst", "most"))
    return extreme and quantity.comparator == "=" and is_village((quantity.unit,))


def _is_per_one(quantity: Quantity, slots: Sequence[Slot]) -> bool:
    """Whether a figure is what an indicator is reckoned by: "thu nhập bao nhiêu 1 người"."""
    is_one = quantity.value == 1 and quantity.comparator == "=" and quantity.of is None and bool(quantity.unit)
    return is_one and any(
        quantity.unit in match.entry.unit.split("/")[1:] for slot in slots for match in slot.matches
    )


def _overlaps(span: tuple[int, int], spans: Iterable[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in spans)


# -- 1. indicators -----------------------------------------------------------------------------------


def _slots(asked: Asked, quantities: Sequence[Quantity]) -> tuple[Slot, ...]:
    """The indicators that the question names, in its order."""
    # "Trong số đó" is no "sổ đỏ".
    asked = asked.without(match.span() for match in asked.all(lists()["among"]))
    counted = [match.span() for match in asked.all(lists()["counted_targets"])]
    phrases = [m.span() for m in asked.all(lists()["target_phrases"]) if not _overlaps(m.span(), counted)]
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
        (found[:1] for part, name in _headed_names(asked, quantities) if (found := _called(name, part, asked))), []
    )


def headed_labels(asked: Asked, labels: Sequence[Label]) -> tuple[Label, ...]:
    """The labels of the ledger that begin with what a thing beside the unit asked for makes: "sắn bao nhiêu ha" is
    "diện tích sắn", and "diện tích sắn cao sản" too.
    """
    alike = fold if asked.plain else normalise
    for _, name in _headed_names(asked, ()):
        found = tuple(each for each in labels if f"{alike(each.text)} ".startswith(f"{alike(name)} "))
        if found:
            return found
    return ()


def _headed_names(asked: Asked, quantities: Sequence[Quantity]) -> Iterator[tuple[list[re.Match[str]], str]]:
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
    words = list(WORD.finditer(asked.words))
    known = _names_in_any_order()[asked.plain]
    for size in range(max(map(len, known), default=0), _TURNED - 1, -1):
        found = []
        for at in range(len(words) - size + 1):
            said = words[at : at + size]
            start, end = said[0].start(), said[-1].end()
            key = tuple(sorted(each.group() for each in said))
            if key == tuple(sorted(asked.words[start:end].split())):
                found += [Match(entry, size, start, end) for entry in known.get(key, ())]
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

    def order(match: Match) -> tuple[int, int, int, int, int]:
        wanted = asked_unit(asked.words, after=match.start)
        is_wanted = wanted is not None and convert(1.0, wanted, to=match.entry.unit) is not None
        open_unit = wanted is None or not _is_measured(wanted)
        fits = any(convert(1.0, unit, to=match.entry.unit) is not None for unit in units) if units else open_unit
        counts, core = _preference(match, asked)
        size = -match.words if fits or is_wanted else 1
        return (size, _gap(match, asked.words), -int(is_wanted), counts, core)

    slots: list[Slot] = []
    for match in sorted(found, key=order):
        if not any(slot.start < match.end and match.start < slot.end for slot in slots):
            others = [
                m for m in sorted(found, key=order) if m is match or (m.start < match.end and match.start < m.end)
            ]
            slots.append(Slot(tuple(others), match.start, match.end))
    return tuple(sorted(slots, key=lambda slot: slot.start))


def _preference(match: Match, asked: Asked) -> tuple[int, int]:
    """Among equals: count or share as the words before the name or the question's prefer, then the core catalogue's
    order.
    """
    before = asked.before(match.start)
    counts = (asked.says("counts") or before.ends_with(lists()["number_of"])) and not before.ends_with(
        lists()["shares"]
    )
    is_count = not match.entry.unit.startswith("%")
    order = list(catalogue().entries)
    return (int(counts != is_count), order.index(match.entry.id))


def _is_counted(asked: Asked, slots: Sequence[Slot]) -> bool:
    """Whether what is counted is the first indicator's own unit: "bao nhiêu xã cơ bản hoàn thành"."""
    return bool(slots) and asked_unit(asked.words) == slots[0].matches[0].entry.unit == "xã"


def asked_unit(words: str, *, after: int = 0) -> str | None:
    """The unit that is asked for, at a position or first after it, else anywhere: "bao nhiêu hộ", "mấy phần trăm"."""
    found = _units_asked(words)
    return next((unit for at, unit in found if at >= after), found[0][1] if found else None)


def _units_asked(words: str) -> list[tuple[int, str]]:
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


def known_labels(asked: Asked, labels: Sequence[Label]) -> tuple[Label, ...]:
    """Labels of the ledger outside the catalogue whose words the question contains, longest first.

    Every word that follows the head in the question must be the label's: "sản lượng" alone is no answer for tôm.
    """
    question, stop = set(syllables(asked.words)), stop_words()
    if _PERCENT.search(asked.words):
        question |= _SHARE  # "bao nhiêu phần trăm hộ …" is a "tỷ lệ hộ …"
    found = []
    for label in labels:
        words = label.folded if asked.plain else label.words
        # By its marks: the "cận" of a label is no "cần", however the question is typed.
        own = label.words - stop
        content = frozenset(map(fold, own)) if asked.plain else own
        last = syllables(fold(label.text) if asked.plain else label.text)[-1:]
        # "Diện tích điều" is not named by its head alone, though "điều" is a word without content elsewhere.
        said = content <= question and set(last) <= question
        if (
            len(content) > 1
            and normalise(label.text) not in _UNIT_WORDS
            and said
            and not _figure_within(asked, content)
            and words.issuperset(_named_after_head(asked, label))
        ):
            found.append(label)
    return tuple(sorted(found, key=lambda label: (-len(label.text), label.text)))


_UNIT_WORDS = frozenset({*VILLAGE_WORDS, *LEVEL_WORDS})  # "Khu phố" heads a column of names, and is no figure


def _figure_within(asked: Asked, words: Iterable[str]) -> bool:
    """Whether a figure stands between the words of a name, so that they are of two names: "thu nhập trên 60 triệu và
    hộ nghèo dưới 2%" asks nothing of the income of poor households.
    """
    last = {match.group(): match for match in WORD.finditer(asked.words)}
    at = [last[word].start() for word in words if word in last]
    return bool(at) and re.search(r"\d", asked.words[min(at) : max(at)]) is not None


_PERCENT = re.compile(r"%|(?<!\w)(?:phần trăm|phan tram)(?!\w)")
_SHARE = frozenset({"tỷ", "lệ", "ty", "le"})


def longer_labels(asked: Asked, labels: Sequence[Label]) -> tuple[Label, ...]:
    """Labels that begin with all that the question names and say more: "sản lượng tôm nuôi" of "sản lượng tôm"."""
    found = []
    for label in labels:
        named = _named_after_head(asked, label)
        if len(named) > _HEAD and named == _content_in_order(asked, label)[: len(named)]:
            found.append(label)
    return tuple(sorted(found, key=lambda label: (len(label.text), label.text)))


def _labels_beside(asked: Asked, labels: Sequence[Label], slots: Sequence[Slot]) -> tuple[Label, ...]:
    """Labels that stand whole beside a name of the catalogue and are asked for an amount of their own: "đàn trâu bò
    bao nhiêu, riêng bò sinh sản mấy con". The longest of those that lie within each other.
    """
    rest = asked.without((slot.start, slot.end) for slot in slots)
    found: list[tuple[tuple[int, int], Label]] = []
    for label in labels:
        if len(label.words) <= 1:
            continue
        words = fold(label.text) if asked.plain else normalise(label.text)
        if words not in rest.words:
            continue
        for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", rest.words):
            after = replace(rest, words=" ".join(rest.words[match.end() :].split()[:_NEAR_AMOUNT]))
            if after.find(lists()["values"]) is not None and "," not in after.words.partition("mấy")[0]:
                found.append((match.span(), label))
    return tuple(
        label
        for span, label in found
        if not any(other[0] <= span[0] and span[1] <= other[1] and other != span for other, _ in found)
    )


_NEAR_AMOUNT = 4  # words after a label among which its amount is asked for


_HEAD = 2  # syllables that may be no more than the head of a label: "sản lượng", "diện tích"


def _content_in_order(asked: Asked, label: Label) -> tuple[str, ...]:
    """The words of a label that say what it is, as the question is compared."""
    own = label.folded if asked.plain else label.words
    return tuple(word for word in syllables(fold(label.text) if asked.plain else label.text) if word in own)


def _named_after_head(asked: Asked, label: Label) -> tuple[str, ...]:
    """The words of the question from a label's first two to the end of the name; none where they do not stand."""
    head = _content_in_order(asked, label)[:_HEAD]
    for name in noun_phrases(asked):
        for at in range(len(name) - len(head) + 1):
            if name[at : at + len(head)] == head:
                return name[at:]
    return ()


def noun_phrases(asked: Asked) -> list[tuple[str, ...]]:
    """The stretches of the question that may name a figure: between words that do not, figures and names."""
    said = [match.span() for name in ("targets", "actuals") for match in asked.all(lists()[name])]
    asked = asked.without(said)
    found: list[list[str]] = [[]]
    last = 0
    for match in WORD.finditer(asked.words):
        ends = match.group() in phrase_ends() or match.group()[0].isdigit()
        if ends or asked.words[last : match.start()].strip(" ") or match.start() - last > 1:
            found.append([])
        if not ends:
            found[-1].append(match.group())
        last = match.end()
    return [tuple(name) for name in found if name]


def unnamed_figure(asked: Asked, quantities: Sequence[Quantity]) -> tuple[str, ...]:
    """What a bound is said of, right before it, if anything: "sản lượng cá tra" of "sản lượng cá tra trên 10 tấn"."""
    bounds = [quantity.start for quantity in quantities if quantity.comparator != "="]
    return name_before(asked, bounds[0]) if bounds else ()


def name_before(asked: Asked, position: int) -> tuple[str, ...]:
    """The words that may name a figure and end right before a position."""
    before = asked.before(position)
    names = noun_phrases(before)
    return (" ".join(names[-1]),) if names and before.words.endswith(names[-1][-1]) else ()


def _is_label(slot: Slot, asked: Asked, labels: Sequence[Label]) -> bool:
    """Whether a label says more than the words that name an indicator ("sản lượng" of "sản lượng tôm"), or just
    these, and the unit asked for is none of the indicator's: "bao nhiêu hộ cận nghèo" asks for no rate.
    """
    words = {fold(word) for word in syllables(asked.words[slot.start : slot.end])}
    unit = asked_unit(asked.words, after=slot.start)
    if unit is not None and not slot.fits(unit):
        return any(words <= label.folded for label in labels)
    # "Riêng tiền đất" says no more than "tiền đất".
    return any(words < label.folded - stop_words() for label in labels)


# -- 2. conditions -----------------------------------------------------------------------------------


def _owners(
    asked: Asked, slots: Sequence[Slot], quantities: Sequence[Quantity]
) -> list[tuple[Quantity, Slot | None]]:
    """Each figure with the indicator that it belongs to: nearest before it of a fitting unit, else after it."""
    owners: list[tuple[Quantity, Slot | None]] = []
    for quantity in quantities:
        fitting = [slot for slot in slots if slot.fits(quantity.unit)] or list(slots)
        before = [slot for slot in fitting if slot.start < quantity.number_start]
        after = [slot for slot in fitting if slot.start >= quantity.number_start]
        taken = {id(slot) for _, slot in owners}
        free = [slot for slot in after if id(slot) not in taken]
        # "trên 95% người dân tham gia BHYT và trên 58 triệu thu nhập": each figure before its own name.
        options = before[-1:] or free or after
        owners.append((quantity, options[0] if options else None))
    return owners


def _unit_of(slot: Slot, owners: Iterable[tuple[Quantity, Slot | None]], asked: Asked) -> str | None:
    """The unit of the figure that an indicator is given, else the one that is asked for it."""
    given = next((quantity.unit for quantity, owner in owners if owner is slot), None)
    return given if given is not None else asked_unit(asked.words, after=slot.start)


def _entries(slot: Slot, unit: str | None, asked: Asked, slots: Sequence[Slot]) -> list[Entry]:
    """What a stretch names: one indicator, or several where several units are asked for it before the next one is
    named: "bao nhiêu hộ nghèo, chiếm mấy phần trăm".
    """
    following = min((each.start for each in slots if each.start > slot.start), default=len(asked.words))
    units = [unit for at, unit in _units_asked(asked.words) if slot.start <= at <= following]
    fitting = [each for each in units if slot.fits(each)]
    return list({entry.id: entry for entry in map(slot.entry, (unit, *fitting))}.values())


def _indicator_of(slot: Slot | None, quantity: Quantity, known: Sequence[str]) -> str | None:
    if slot is None:
        return known[0] if known else None
    return slot.entry(quantity.unit).id


def _condition(asked: Asked, quantity: Quantity, owner: Slot | None) -> Condition:
    """A figure as a condition; what is said before it, or before its indicator, may set its comparator or turn it
    round: "chưa đạt thu nhập 58 triệu".
    """
    comparator = quantity.comparator
    named = asked if owner is None else asked.without([(owner.start, owner.end)])
    before = named.before(quantity.start)
    if comparator == "=":
        comparator = next((sign for sign, words in more_comparators().items() if before.ends_with(words)), comparator)
    elif before.ends_with(_not()):
        comparator = _OPPOSITE.get(comparator, comparator)
    return Condition(comparator, quantity.value, quantity.value_max, quantity.unit)


@cache
def _not() -> Words:

    return pattern(("không", "chưa"))


def of_commune(figures: Figures, places: Sequence[Place]) -> Figures:
    """What a district counts in communes is of one commune another indicator: "đã đạt chuẩn nông thôn mới chưa"."""
    if not any(place.level in ("xã", "phường", None) and place.name for place in places) or figures.any_of:
        return figures
    own = [other for each in figures.indicators for other in table()["of_commune"].get(each, [each])]
    return replace(figures, indicators=tuple(dict.fromkeys(own)))


def turned(any_of: tuple[tuple[Clause, ...], ...]) -> tuple[tuple[Clause, ...], ...] | None:
    """The opposite of a condition of one clause ("không đặt trên 58" is at most 58); None of any other."""
    if len(any_of) != 1 or len(any_of[0]) != 1 or any_of[0][0].condition.comparator not in _OPPOSITE:
        return None
    clause = any_of[0][0]
    opposite = replace(clause.condition, comparator=_OPPOSITE[clause.condition.comparator])
    return ((replace(clause, condition=opposite),),)


# -- 3. the tree -------------------------------------------------------------------------------------


def _shared(
    asked: Asked,
    clauses: list[tuple[Quantity, Clause]],
    slots: Sequence[Slot],
    chosen: dict[Slot, str | None],
) -> list[tuple[Quantity, Clause]]:
    """With "đều" one figure is the condition of every indicator before it."""
    if len(clauses) != 1 or not asked.before(clauses[0][0].start).says("each"):
        return clauses
    quantity, clause = clauses[0]
    before = [slot for slot in slots if slot.start < quantity.number_start and slot.fits(quantity.unit)]
    return [(quantity, replace(clause, indicator=slot.entry(quantity.unit).id)) for slot in before] or clauses


def _tree(asked: Asked, clauses: Sequence[tuple[Quantity, Clause]]) -> tuple[tuple[Clause, ...], ...]:
    """Clauses joined: a "hoặc" between two figures begins a new row, anything else goes on with the row."""
    if not clauses:
        return ()
    rows = [[clauses[0][1]]]
    for (before, _), (after, clause) in pairwise(clauses):
        between = replace(asked, words=asked.words[before.number_end : after.number_start])
        if between.says("or"):
            rows.append([clause])
        else:
            rows[-1].append(clause)
    return tuple(map(tuple, rows))


# -- against another unit ----------------------------------------------------------------------------


def read_than(
    asked: Asked, indicators: Sequence[str], places: Sequence[Place], starts: Sequence[int]
) -> Clause | None:
    """As in "thu nhập cao hơn xã Hưng Tân": the last place, where it stands right after the comparison."""
    if not places or not indicators or not starts:
        return None
    entry = catalogue().entries.get(indicators[0])
    better_low = entry is not None and entry.better == "lower"
    of_quality: tuple[tuple[str, Comparator], ...] = (
        ("better_than", "<" if better_low else ">"),
        ("worse_than", ">" if better_low else "<"),
    )
    for name, comparator in (*of_quality, *_RELATIONS):
        for match in asked.all(lists()[name]):
            between = Asked(asked.text, asked.words[match.end() : starts[-1]], asked.plain)
            rest = between.without(each.span() for each in between.all(lists()["than_fillers"]))
            if match.end() <= starts[-1] and not rest.words.strip():
                return Clause(indicators[0], Condition(comparator, 0.0), than=places[-1])
    return None


# "Thấp hơn" holds a "hơn": what is less is looked for first.
_RELATIONS: tuple[tuple[str, Comparator], ...] = (("less_than", "<"), ("more_than", ">"))


# -- kind, measure, years ----------------------------------------------------------------------------


def read_kind(asked: Asked, *, over_units: bool) -> tuple[Kind | None, bool]:
    """Target or result, and whether the question says so; of many units a target is taken for granted."""
    if asked.says("both") or asked.says("missed_plan"):
        return None, True
    # In "đạt bao nhiêu chỉ tiêu" the targets are what is counted.
    rest = asked.without(match.span() for match in asked.all(lists()["counted_targets"]))
    rest = rest.without(match.span() for match in rest.all(lists()["set_beside"]))
    # Without marks "đặt" (set) and "đạt" (reached) are one word.
    target = rest.says("targets") or (not rest.plain and rest.says("set_targets"))
    actual = rest.says("actuals")
    twice = rest.says("reached") and len(rest.all(lists()["values"])) > 1
    if target or actual:
        return (None if target and (actual or twice) else "target" if target else "actual"), True
    if rest.says("reached") and len(rest.all(lists()["values"])) < 2:
        return "actual", False
    return _leaning(rest) if over_units else (None, False)


def _leaning(asked: Asked) -> tuple[Kind, bool]:
    """Of many units what the words lean to: what is wanted is a target and said to be one, what there is or still is
    a result; else the target that is taken for granted. Without marks "đạt" (reached) is also "đặt" (set), and leans
    nowhere.
    """
    words = keyed("leans")
    rest = asked.without(match.span() for match in asked.all(words["not"]))
    if rest.find(words["target"]) is not None:
        return "target", True
    held = [match for match in rest.all(words["actual"]) if not (rest.plain and match.group().startswith("dat"))]
    # Who is the best or the worst is told by what was done.
    return ("actual" if held or rest.says("best") or rest.says("worst") else "target"), False


def other_kind(denied: Asked) -> Kind | None:
    """The kind that is left where the other one is said not to be meant: "không tính chỉ tiêu"."""
    kind, said = read_kind(denied, over_units=False)
    return {"target": "actual", "actual": "target"}.get(kind or "") if said else None  # type: ignore[return-value]


def read_met(asked: Asked, figures: Figures) -> Standing | None:
    """Whether results are held against their targets: "có đạt chỉ tiêu không", "xã nào vượt kế hoạch"."""
    named = [catalogue().entries[each] for each in figures.indicators if each in catalogue().entries]
    is_outcome = bool(named) and all(entry.outcome for entry in named)
    # "Đạt bao nhiêu chỉ tiêu" asks for a figure, "đạt chỉ tiêu 58 triệu" gives the target itself.
    # In "mấy đơn vị vượt kế hoạch" the units are counted, and no figure is asked for.
    counted = [match.span() for match in asked.all(lists()["counted_units"])]
    if not figures.indicators or is_outcome or figures.quantities or asked.without(counted).says("values"):
        return None
    return _standing(asked, figures)


def orders_by_plan(asked: Asked, figures: Figures) -> bool:
    """Whether an order is by how far results are above or below their targets: "vượt dự toán nhiều nhất"."""
    named = [catalogue().entries[each] for each in figures.indicators if each in catalogue().entries]
    is_outcome = bool(named) and all(entry.outcome for entry in named)
    standing = _standing(asked, figures)
    # Without marks "đặt chỉ tiêu" (set) and "đạt chỉ tiêu" (reached) are one.
    stands = standing is not None and not (asked.plain and standing == "reached")
    return bool(named) and not is_outcome and (asked.says("against_plan") or stands)


def _standing(asked: Asked, figures: Figures) -> Standing | None:
    """Which standing of a result the words say, if any."""
    # "Đạt thu ngân sách theo chỉ tiêu": the name may stand between.
    words = " ".join(asked.without(figures.spans).words.split())
    ends = ("plans", "closings") if asked.find(_met_words("plans")) else ("plans",)
    found = [
        (match.end() - match.start(), standing)
        for said, lasts in ((asked, ends), (replace(asked, words=words), ("plans",)))
        for standing in _STANDINGS
        for match in said.all(_met_pairs(standing, lasts))
    ]
    # The longest counts: a "vượt chỉ tiêu" stands in "đạt và vượt chỉ tiêu" too.
    return max(found)[1] if found else None


_STANDINGS: tuple[Standing, ...] = ("missed", "exceeded", "reached")


@cache
def _met_words(name: str) -> Words:
    return pattern(table()["met"][name])


@cache
def _met_pairs(standing: Standing, ends: tuple[str, ...]) -> Words:
    words = table()["met"]
    lasts = [last for end in ends for last in words[end]]
    return led(words[standing], lasts, between=words["between"])


def read_measure(asked: Asked, figures: Figures) -> tuple[Measure | None, Direction | None]:
    """Change or share of the plan, where the question asks for one; "giảm còn" asks for the level."""
    named = [catalogue().entries[each] for each in figures.indicators if each in catalogue().entries]
    share = bool(figures.quantities) and figures.quantities[0].unit.startswith("%")
    # "Số chỉ tiêu đạt và vượt kế hoạch" is the name of an indicator, not a measure of one.
    is_outcome = bool(named) and all(entry.outcome for entry in named)
    if (asked.says("missed_plan") and not is_outcome) or (share and asked.says("plan")):
        return "vs_plan", None
    if asked.says("standing_now") and not (asked.says("decrease") or asked.says("increase")):
        return "level", None
    if asked.says("levels_again") or asked.says("up_or_down") or (named and all(entry.rate for entry in named)):
        return None, None
    if asked.says("at_present") and asked.says("targets"):
        return None, None  # "hộ nghèo hiện nay và mục tiêu giảm nghèo": the level, and whatever is aimed at
    if asked.says("decrease"):
        return "change", "giảm"
    return ("change", "tăng") if asked.says("increase") else (None, None)


def as_shares_of_plan(any_of: tuple[tuple[Clause, ...], ...], asked: Asked) -> tuple[tuple[Clause, ...], ...]:
    """The condition on a share of the plan, where the question says by how much it is passed or missed: "vượt dự toán
    trên 20%" is more than 120% of it, "hụt trên 10%" less than 90%.
    """
    beyond, short = asked.says("beyond_plan"), asked.says("short_of_plan")
    if beyond == short:
        return any_of
    return tuple(tuple(_as_share(clause, 1 if beyond else -1) for clause in row) for row in any_of)


def _as_share(clause: Clause, side: int) -> Clause:
    condition = clause.condition
    if not condition.unit.startswith("%") or condition.value >= _WHOLE_PLAN or clause.than is not None:
        return clause
    ends = [_WHOLE_PLAN + side * each for each in (condition.value, condition.value_max) if each is not None]
    comparator = condition.comparator if side > 0 else _MIRRORED.get(condition.comparator, condition.comparator)
    upper = max(ends) if len(ends) > 1 else None
    return replace(clause, condition=replace(condition, comparator=comparator, value=min(ends), value_max=upper))


_WHOLE_PLAN = 100.0  # percent
_MIRRORED: dict[Comparator, Comparator] = {">": "<", ">=": "<=", "<": ">", "<=": ">="}


def between_years(asked: Asked, years: Sequence[int]) -> bool:
    """Whether a change between two years is asked for: "2023 so với 2022 giảm bao nhiêu"; their levels tell it."""
    return len(years) == 2 and asked.says("against") and (asked.says("increase") or asked.says("decrease"))


def read_since(asked: Asked, years: Sequence[int]) -> int | None:
    """The year from which on all are asked for: "từ năm 2022 tới nay"."""
    return years[0] if len(years) == 1 and asked.says("until_now") else None


def read_years(asked: Asked) -> tuple[int, ...]:
    """The years of a question; "từ năm 2022 đến 2024" are three."""
    years = find_years(asked.text)
    values = [year.value for year in years]
    if len(years) == 2 and re.fullmatch(
        r"\s*(?:đến|tới|-|–)\s*(?:năm\s*)?", normalise(asked.text[years[0].end : years[1].start])
    ):
        return tuple(range(min(values), max(values) + 1))
    return tuple(dict.fromkeys(values))


def read_months(asked: Asked) -> tuple[str, ...]:
    """The months named with their year, as ISO has them: "tháng 12/2025" is "2025-12"."""
    found = re.finditer(r"(?<!\w)th[aá]ng\s+(\d{1,2})\s*(?:[/.-]|n[aă]m)\s*((?:19|20)\d{2})(?!\d)", asked.words)
    return tuple(dict.fromkeys(f"{match[2]}-{int(match[1]):02}" for match in found))


def read_part_of_year(asked: Asked) -> str | None:
    """The part of a year that is asked about ("6 tháng đầu năm"), as it is typed; None beside the whole year too."""
    parts = _parts_of_year(asked)
    return parts[0].group() if parts and not asked.says("whole_year") else None


def _parts_of_year(asked: Asked) -> list[re.Match[str]]:
    """Where a question names parts of a year, as documents do or by the number of months alone."""
    whole = list(part_of_year(plain=asked.plain).finditer(asked.words))
    return whole or list(_months(plain=asked.plain).finditer(asked.words))


@cache
def _months(*, plain: bool) -> re.Pattern[str]:
    pattern = table()["months"]["pattern"]
    return re.compile(fold(pattern) if plain else pattern)
