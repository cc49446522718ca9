"""The catalogue of indicators, and finding them in the words of a label or a question.

``indicators.toml`` holds what is known of each indicator; this module reads it, matches its phrases word by
word, and converts a figure into an indicator's canonical unit.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from dataclasses import field as made_by
from functools import cache, lru_cache, wraps
from math import inf
from pathlib import Path
from typing import Any, Literal, TypeVar

from assistant.errors import InvalidSetting
from assistant.language.abbreviations import variants
from assistant.language.quantities import rules
from assistant.language.tables import load_table
from assistant.language.text import WORD, fold, normalise
from assistant.types import COMMUNE_LEVELS

Made = TypeVar("Made")

GAP = "…"
MAX_GAP = 8  # words that "…" may stand for; the longest in the seeds is 7 (004, item 10)
_YEARS_PER = {"năm": 1.0, "tháng": 1 / 12}
_ALSO_COUNTED_AS = {  # a party member, a conscript or a worker may be counted as "người"
    "count:đảng viên": {"count:người"},
    "count:công dân": {"count:người"},
    "count:người": {"count:công dân"},
    "count:thôn": {"count:làng"},
    "count:hộ": {"count:người"},
    "count:trường": {"count:xã"},
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One indicator; ``unit`` is canonical, ``better`` says which direction is an improvement.

    ``rate``: it is itself a change ("tăng dân số"). ``outcome``: it counts targets reached. ``of_plan``: it is by
    nature a share of the plan. ``share``: the id of the same thing as a percentage. ``asked``: what only questions
    call it. ``kin``: the ids of what the same words are said of, where a document states that instead. ``rest_of``:
    the id of the figure "X/Y" of which this is Y without X. ``plausible``: the range of its levels for a unit of each
    level (every level of a commune stands under "xã"); nothing is known of others.
    """

    id: str
    name: str
    unit: str
    better: Literal["higher", "lower", ""]
    field: str
    tier: Literal["core", "extended"]
    synonyms: tuple[str, ...]
    phrases: tuple[str, ...]
    never: tuple[str, ...] = ()
    rate: bool = False
    outcome: bool = False
    of_plan: bool = False
    share: str = ""
    asked: tuple[str, ...] = ()
    kin: tuple[str, ...] = ()
    rest_of: str = ""
    plausible: Mapping[str, tuple[float, float]] = made_by(default_factory=dict, hash=False)

    def is_plausible(self, value: float, *, level: str | None) -> bool:
        """Whether a level of ``value`` can be one of a unit of ``level``; of one of unknown level, of any."""
        known = "xã" if level in COMMUNE_LEVELS else level
        ranges = list(self.plausible.values()) if known is None else [self.plausible.get(known, (0.0, inf))]
        return not ranges or any(low <= value <= high for low, high in ranges)


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found in a text: ``words`` is how many words of it are literal, ``start``/``end`` characters."""

    entry: Entry
    words: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase in its parts; ``literal`` are its words without the gaps, ``size`` how many there are."""

    parts: tuple[str, ...]
    literal: frozenset[str]
    size: int


def _phrase(parts: tuple[str, ...]) -> _Phrase:
    literal = [part for part in parts if part != GAP]
    return _Phrase(parts, frozenset(literal), len(literal))


@dataclass(frozen=True, slots=True)
class Index:
    """The phrases of a catalogue by the word that fewest of them have, each with its place in the catalogue; and by
    indicator the phrases that rule it out.
    """

    phrases: Mapping[str, Sequence[tuple[int, _Phrase, Entry]]]
    never: Mapping[str, Sequence[_Phrase]]


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """All indicators, with their phrases unfolded and folded; no gap runs over a ``closed`` word.

    Two catalogues are equal only if they are the same object, so that what is derived from one can be kept by it.
    """

    entries: Mapping[str, Entry]
    exact: Index
    folded: Index
    closed: frozenset[str] = frozenset()

    def find(self, text: str, *, without_diacritics: bool = False) -> list[Match]:
        """Every phrase of every indicator in ``text``, with repetitions; offsets are those of ``text``."""
        return list(_found(self, text, without_diacritics=without_diacritics))


@lru_cache(maxsize=1024)  # a heading is asked for every line below it
def _found(known: Catalogue, text: str, *, without_diacritics: bool) -> tuple[Match, ...]:
    """The matches in the order of the text; those that begin together in the order of the catalogue."""
    prepared = fold(text) if without_diacritics else normalise(text)
    index = known.folded if without_diacritics else known.exact
    words = _words(prepared)
    said = frozenset(words)
    # Where a phrase stands is looked for only if all its words are said at all.
    found = sorted(
        (at, place, last, phrase.size, entry)
        for word in said & index.phrases.keys()
        for place, phrase, entry in index.phrases[word]
        if phrase.literal <= said
        for at in _places(words, phrase.parts[0])
        if (last := _ends_at(words, at, phrase.parts, known.closed)) is not None
    )
    if not found:
        return ()
    spans = [match.span() for match in WORD.finditer(prepared)]
    ruled_out = {
        entry_id
        for entry_id in {entry.id for *_, entry in found} & index.never.keys()
        if any(_stands_in(words, said, phrase) for phrase in index.never[entry_id])
    }
    return tuple(
        Match(entry, size, spans[at][0], spans[last][1])
        for at, _, last, size, entry in found
        if entry.id not in ruled_out
    )


def _places(words: Sequence[str], sought: str) -> Iterator[int]:
    return (at for at, word in enumerate(words) if word == sought)


def _words(prepared: str) -> list[str]:
    """The words of a text, those that documents misspell as they should be written, as many as stand there."""
    words = WORD.findall(prepared)
    slips = _slips()
    for at, word in enumerate(words):
        for wrong, right in slips.get(word, ()):
            if tuple(words[at : at + len(wrong)]) == wrong:
                words[at : at + len(wrong)] = right
    return words


@cache
def _slips() -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]:
    """Misspelt phrases by their first word, each with the phrase meant, of as many words."""
    slips: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for wrong, right in load_table("assistant.language", "misspellings.toml")["phrases"].items():
        parts = tuple(normalise(wrong).split())
        slips.setdefault(parts[0], []).append((parts, tuple(normalise(right).split())))
    return slips


def _stands_in(words: Sequence[str], said: frozenset[str], phrase: _Phrase) -> bool:
    return phrase.literal <= said and any(
        _ends_at(words, at, phrase.parts, frozenset()) is not None for at in range(len(words))
    )


def _ends_at(words: Sequence[str], at: int, phrase: Sequence[str], closed: frozenset[str]) -> int | None:
    """Index of the last word of ``phrase`` when it begins at ``at``; gaps take the nearest continuation."""
    position, reach = at, 0
    for part in phrase:
        if part == GAP:
            reach = MAX_GAP
            continue
        ahead = words[position : position + reach + 1]
        if part not in ahead:
            return None
        skipped = ahead.index(part)
        if not closed.isdisjoint(ahead[:skipped]):
            return None
        position, reach = position + skipped + 1, 0
    return position - 1


# The office's own file whose indicators are known beside the bundled ones, while a question is read.
_OWN_FILE: ContextVar[Path | None] = ContextVar("own_file", default=None)


@contextmanager
def in_force(extra: Path | None) -> Iterator[None]:
    """Within the block the catalogues know the indicators of the office's own file ``extra`` too."""
    token = _OWN_FILE.set(extra)
    try:
        yield
    finally:
        _OWN_FILE.reset(token)


def once_for_catalogue(make: Callable[[], Made]) -> Callable[[], Made]:
    """``make``, run once for each catalogue that is in force."""
    kept: dict[Path | None, Made] = {}

    @wraps(make)
    def held() -> Made:
        own = _OWN_FILE.get()
        if own not in kept:
            kept[own] = make()
        return kept[own]

    return held


def catalogue() -> Catalogue:
    """The catalogue in force: the bundled one, with an office's own file on top where one is set."""
    return load_catalogue(_OWN_FILE.get())


@cache
def load_catalogue(extra: Path | None = None) -> Catalogue:
    """The bundled catalogue with the office's own file ``extra`` on top.

    An entry with a known id adds its ``synonyms`` and ``phrases``; one with a new id needs ``name`` and ``unit`` too,
    and is found by its name where it has no ``phrases``. Raises ``InvalidSetting`` with every defect of the file.
    """
    bundled = {entry.id: entry for entry in _entries(load_table("assistant.language", "indicators.toml"))}
    if extra is None:
        return build_catalogue(bundled.values())
    entries = dict(bundled)
    defects: list[str] = []
    for number, row in enumerate(_own_rows(extra), start=1):
        known = entries.get(row.get("id", ""))
        if defect := _defect(row, is_new=known is None):
            defects.append(f"mục {number} ({row.get('id', 'không có id')}): {defect}")
        elif known is None:
            phrases = row.get("phrases") or [" ".join(WORD.findall(normalise(row["name"])))]
            entry = next(_entries({"indicator": [{**_OWN, **row, "phrases": phrases}]}))
            entries[entry.id] = entry
        else:
            more: dict[str, Any] = {name: (*getattr(known, name), *row.get(name, ())) for name in _LISTS}
            entries[known.id] = replace(known, **more)
    if defects:
        raise InvalidSetting(f"Danh mục chỉ tiêu riêng {extra} không dùng được: {'; '.join(defects)}.")
    return build_catalogue(entries.values())


_OWN: Mapping[str, Any] = {"better": "", "field": "riêng", "tier": "extended"}
_LISTS = ("synonyms", "phrases", "never")
_KEYS = frozenset({"id", "name", "unit", "rate", "outcome", "of_plan", "share", "plausible", *_LISTS, *_OWN})


def _own_rows(path: Path) -> list[dict[str, Any]]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InvalidSetting(f"Không đọc được danh mục chỉ tiêu riêng {path} (NQ_CATALOGUE): {error}.") from error
    rows = table.get("indicator", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise InvalidSetting(f"Danh mục chỉ tiêu riêng {path}: mỗi chỉ tiêu là một mục [[indicator]].")
    return rows


def _defect(row: Mapping[str, Any], *, is_new: bool) -> str | None:
    """What is wrong with an entry of an office's own file, with the remedy."""
    if unknown := row.keys() - _KEYS:
        return f"không có khóa {', '.join(sorted(unknown))}; các khóa dùng được: {', '.join(sorted(_KEYS))}"
    required = ("id", "name", "unit") if is_new else ("id",)
    if missing := [key for key in required if not isinstance(row.get(key), str) or not row[key].strip()]:
        return f"thiếu {', '.join(missing)}"
    if any(not isinstance(row.get(key, []), list) or not all(row.get(key, [])) for key in _LISTS):
        return f"{', '.join(_LISTS)} là danh sách các cụm từ"
    if is_new and convert(1.0, row["unit"], to=row["unit"]) is None:
        return f"không hiểu đơn vị “{row['unit']}”; dùng một trong: {', '.join(rules().units)}"
    return None


@once_for_catalogue
def asking_catalogue() -> Catalogue:
    """The catalogue for questions, in which synonyms name an indicator too: people ask in fewer words than
    documents use, and a question has no figures to go astray with.
    """
    entries = catalogue().entries.values()
    asked = build_catalogue(replace(entry, phrases=_asked_phrases(entry)) for entry in entries)
    # "thu nhập và thu ngân sách" names two indicators: in a question no name runs over "và".
    return replace(asked, closed=frozenset({"và", "hoặc", "va", "hoac"}))


def _asked_phrases(entry: Entry) -> tuple[str, ...]:
    words = (" ".join(WORD.findall(normalise(synonym))) for synonym in (*entry.synonyms, *entry.asked))
    phrases = (*entry.phrases, *(phrase for phrase in words if phrase))
    return tuple(dict.fromkeys(variant for phrase in phrases for variant in variants(phrase)))


def _entries(table: Mapping[str, Any]) -> Iterator[Entry]:
    for row in table["indicator"]:
        texts = {key: tuple(row.get(key, ())) for key in ("synonyms", "phrases", "never", "asked", "kin")}
        plausible = {level: (low, high) for level, (low, high) in row.get("plausible", {}).items()}
        yield Entry(**{**row, **texts, "plausible": plausible or _plausible_by_unit(row["unit"])})


def _plausible_by_unit(unit: str) -> dict[str, tuple[float, float]]:
    """A share is one of a whole; of other units the table says what is plausible, or nothing is known."""
    return dict.fromkeys(("xã", "huyện", "tỉnh"), (0.0, 100.0)) if unit == "%" else {}


def build_catalogue(entries: Iterable[Entry]) -> Catalogue:
    """Indexes the phrases of ``entries``, unfolded and folded."""
    by_id = {entry.id: entry for entry in entries}
    return Catalogue(by_id, exact=_index(by_id.values(), _parts), folded=_index(by_id.values(), _folded_parts))


def _index(entries: Collection[Entry], parted: Callable[[str], tuple[str, ...]]) -> Index:
    listed = [(_phrase(parted(phrase)), entry) for entry in entries for phrase in entry.phrases]
    used = Counter(word for phrase, _ in listed for word in phrase.literal)
    phrases: dict[str, list[tuple[int, _Phrase, Entry]]] = {}
    for place, (phrase, entry) in enumerate(listed):
        rarest = min(phrase.literal, key=lambda word: (used[word], word), default=GAP)
        phrases.setdefault(rarest, []).append((place, phrase, entry))
    return Index(phrases, {entry.id: [_phrase(parted(phrase)) for phrase in entry.never] for entry in entries})


def _folded_parts(phrase: str) -> tuple[str, ...]:
    return tuple(fold(part) for part in _parts(phrase))


def _parts(phrase: str) -> tuple[str, ...]:
    return tuple(normalise(phrase).split())


@lru_cache(maxsize=4096)  # each indicator that a figure may be of asks
def convert(value: float, unit: str, *, to: str) -> float | None:
    """``value`` in ``unit`` as a value in the canonical unit ``to``, or None where they do not fit.

    Money scales (5.900.000.000 đồng -> 5.9 tỷ đồng), a month becomes a year, a missing "/người/năm" is
    understood, ‰ stays what it is for a rate in % (the row keeps ‰), and a bare number fits any count.
    """
    base, *per = unit.split("/")
    target_base, *target_per = to.split("/")
    table = rules().units
    target = table.get(_COUNT_NAMES.get(target_base, target_base))
    if target is None:
        return None
    if not base:
        return value if target.dimension.startswith("count:") else None
    source = table.get(_COUNT_NAMES.get(base, base))
    if source is None or not _fits(source.dimension, target.dimension):
        return None
    time, target_time = _time(per), _time(target_per)
    span = _YEARS_PER[target_time] / _YEARS_PER[time] if time and target_time else 1.0
    extra = {part for part in per if part not in target_per} - _YEARS_PER.keys() - _OF_CROP
    lost_month = "tháng" in (time, target_time) and not (time and target_time)
    if extra or lost_month or ("ha" in per and "ha" not in target_per):
        return None
    # Nine significant digits: 1855 / 1000 must equal the figure that staff would type.
    return float(f"{value * span * (source.scale / target.scale):.9g}")


_OF_CROP = frozenset({"vụ"})  # a yield is that of a crop, whether it is said or not: "6,35 tấn/ha/vụ"


def _time(per: Sequence[str]) -> str | None:
    """The time part of a unit: "năm" of "triệu đồng/người/năm"."""
    return next((part for part in per if part in _YEARS_PER), None)


# Units of the catalogue that the table of units knows by another name.
_COUNT_NAMES = {"gia đình": "hộ", "làng": "thôn"}


def _fits(source: str, target: str) -> bool:
    return source == target or source in _ALSO_COUNTED_AS.get(target, set())
