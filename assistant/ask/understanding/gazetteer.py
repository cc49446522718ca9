"""The names that an archive holds, indexed so that a question finds them whatever the number of documents.

A name is found whole ("Trường Xuân Thiều" is not "Trường Xuân"), with or without diacritics, and with a bounded
number of typing errors where a level word or a capital shows that a name was meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from typing import TypeVar

from rapidfuzz.distance import OSA

from assistant.ask.understanding.vocabulary import table
from assistant.language.catalogue import catalogue, convert, once_for_catalogue
from assistant.language.places import LEVEL_WORDS, VILLAGE_WORDS, named_units
from assistant.language.text import LOWER, UPPER, fold, normalise
from assistant.ledger.unknown import content, group_labels
from assistant.types import Identity, Resolution

# A name of 4 to 7 letters may differ in one, a longer one in two (administrative_reality.md, section 3).
_FEW_LETTERS = 4
_MANY_LETTERS = 8
_KEPT = 1024  # names of which it is kept whether a text tells them

Key = tuple[str, ...]
Group = TypeVar("Group")


@dataclass(frozen=True, slots=True)
class Label:
    """A label of the ledger that the catalogue does not know, with its words as a question may have them.

    ``alike`` are the labels that name the same indicator in other documents, itself among them.
    """

    text: str
    words: frozenset[str]
    folded: frozenset[str]
    alike: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A name found in a question: where, the name as the archive writes it, the level word before it."""

    start: int
    end: int
    name: str
    level: str | None


def bare_number(number: str) -> str:
    """A document's number without spaces and marks: "31/NQ-HĐND" and "31 /NQ - hdnd" are one."""
    return "".join(fold(number).split())


def short_number(symbol: str, figure: str) -> str:
    """The number of a document as staff say it, by its kind and figure alone: "nq 5" for "05-NQ/ĐU"."""
    return f"{symbol} {int(figure)}"


_PARTS = re.compile(r"(?P<figure>\d+)(?:/\d{4})?[-/](?P<symbol>[a-z]+)")


@dataclass(slots=True)
class Texts:
    """The texts of the archive, to find the documents that hold a name; folded when first asked so."""

    exact: Mapping[str, str]
    unnamed: frozenset[str] = frozenset()
    # ``bare_number`` and ``short_number`` -> the documents.
    numbers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    # Folded name -> the documents that have figures of a village of this name, each with its commune, folded.
    villages: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    _folded: dict[str, str] = field(default_factory=dict)
    _told: dict[tuple[str, bool, tuple[str, ...]], bool] = field(default_factory=dict)
    _holding: dict[tuple[str, bool], tuple[str, ...]] = field(default_factory=dict)
    _words: dict[str, bool] = field(default_factory=dict)

    def holding(self, name: str, *, plain: bool) -> tuple[str, ...]:
        """The ids of the documents in which a name stands whole; none where every document has it. Kept."""
        held = self._holding.get((name, plain))
        if held is None:
            held = self._standing(name, plain=plain)
            if len(self._holding) >= _KEPT:
                self._holding.clear()
            self._holding[name, plain] = held
        return held

    def _standing(self, name: str, *, plain: bool) -> tuple[str, ...]:
        folded = self.folded_texts()
        texts = folded if plain else self.exact
        said = fold(name)
        whole = _whole(said if plain else name)
        found = tuple(
            key
            for key, text in texts.items()
            if said in folded[key] and self._stands(whole, key, text)  # far faster than the pattern alone
        )
        return found if len(found) < len(texts) else ()

    def holds_word(self, word: str) -> bool:
        """Whether a document has a word, however it is written. Kept, since it looks through all texts."""
        said = fold(word)
        held = self._words.get(said)
        if held is None:
            whole = re.compile(rf"(?<!\w){re.escape(said)}(?!\w)")
            held = any(said in text and whole.search(text) for text in self.folded_texts().values())
            if len(self._words) >= _KEPT:
                self._words.clear()
            self._words[said] = held
        return held

    def names(self, name: str) -> bool:
        """Whether a document has a name of several syllables just as it is written here, marks and all."""
        whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
        is_name = " " in name and name != name.lower()
        return is_name and any(name in text and whole.search(text) for text in self.exact.values())

    def tells_unit(self, name: str, *, plain: bool, levels: Iterable[str] = LEVEL_WORDS) -> bool:
        """Whether a document names a unit so, right behind a word of ``levels``: "xã Minh Lộ".

        Kept, since it looks through all texts: one reading asks it several times, and the words that open questions
        ("Bao nhiêu …") are asked again and again.
        """
        asked = (name, plain, tuple(levels))
        told = self._told.get(asked)
        if told is None:
            told = self._tells_unit(name, plain=plain, levels=asked[-1])
            if len(self._told) >= _KEPT:
                self._told.clear()
            self._told[asked] = told
        return told

    def _tells_unit(self, name: str, *, plain: bool, levels: Sequence[str]) -> bool:
        texts = self.folded_texts() if plain else self.exact
        said, behind = fold(name) if plain else name.title(), _behind_level(tuple(levels), plain=plain)
        return any(
            self.exact[key][at : at + len(said)].istitle()
            and not self.exact[key][at + len(said) + 1 : at + len(said) + 2].isupper()
            and not text[at + len(said) : at + len(said) + 1].isalnum()
            and behind.search(text, max(0, at - _BEFORE), at) is not None
            for key, text in texts.items()
            for at in _places_of(said, text)
        )

    def titled(self, name: str, *, plain: bool) -> tuple[str, ...]:
        """The ids of the documents whose title says that they are of a unit of this name, behind its level word."""
        said = fold if plain else normalise
        levels = "|".join(sorted(map(said, LEVEL_WORDS), key=len, reverse=True))
        whole = re.compile(rf"(?<!\w)(?:{levels})\s+{re.escape(said(name))}(?!\w)")
        return tuple(key for key, title in self.titles.items() if whole.search(said(title)))

    def cites(self, number: str) -> bool:
        """Whether a document holds a number, given as ``bare_number``."""
        spaced = re.compile(r"\s*".join(map(re.escape, number)))  # ten times as fast as to bare each text
        return any(spaced.search(text) for text in self.folded_texts().values())

    def folded_texts(self) -> Mapping[str, str]:
        """The texts by document id, folded when first asked for."""
        if not self._folded:
            self._folded.update({key: fold(text) for key, text in self.exact.items()})  # all at once for who looks in
        return self._folded

    def _stands(self, whole: re.Pattern[str], key: str, text: str) -> bool:
        """Whether a document has the words as a name, with a capital at its ends ("Hoàng văn Lợi")."""
        names = (self.exact[key][match.start() : match.end()].split() for match in whole.finditer(text))
        return any(name[0][:1].isupper() and name[-1][:1].isupper() for name in names)


def _places_of(said: str, text: str) -> Iterator[int]:
    """Where some letters stand in a text: far faster than a pattern that looks for what may stand before them."""
    at = text.find(said) if said else -1
    while at >= 0:
        yield at
        at = text.find(said, at + 1)


@cache
def _behind_level(levels: tuple[str, ...], *, plain: bool) -> re.Pattern[str]:
    """A level word at the end of what stands before a name."""
    words = "|".join(map(re.escape, map(fold, levels) if plain else levels))
    return re.compile(rf"(?<!\w)(?:{words})\s+$", re.IGNORECASE)


def _whole(name: str) -> re.Pattern[str]:
    """A name as whole words in any case.

    A pattern that opens with a letter runs through a text three times as fast as one that opens with what may not
    stand before it, so that this is looked at behind the letter.
    """
    lower, upper = name[:1].lower(), name[:1].upper()
    if not name[:1].isalpha() or len(lower) != 1 or len(upper) != 1:
        return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    return re.compile(rf"[{lower}{upper}](?<!\w[{lower}{upper}])(?i:{re.escape(name[1:])})(?!\w)")


_MARK_WITHIN = re.compile(r"[,;.:?!()]")


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names of units by their folded syllables, first syllable, and shape; labels of the ledger."""

    spellings: Mapping[Key, tuple[str, ...]]
    by_first: Mapping[str, tuple[Key, ...]]
    by_shape: Mapping[tuple[int, str], tuple[Key, ...]]
    communes: frozenset[str]
    provinces: frozenset[str]
    labels: tuple[Label, ...]
    label_words: frozenset[str]
    texts: Texts
    villages: frozenset[str] = frozenset()  # folded, those of which the ledger has figures
    above: Mapping[Key, frozenset[Key]] = field(default_factory=dict)  # of communes, the districts and provinces
    sole: Mapping[str, str] = field(default_factory=dict)  # level -> its unit, where documents speak for one alone

    def lies_in(self, name: str, superior: str) -> bool:
        """Whether the archive has a commune of a name in a district or province of another."""
        return _key(superior) in self.above.get(_key(name), ())

    def find(self, text: str) -> list[Named]:
        """The names that a question holds, in order, longer names first where they overlap."""
        words = list(re.finditer(r"\w+", text))
        folded = [fold(word.group()) for word in words]
        found = self._exact(text, words, folded)
        taken = [(each.start, each.end) for each in found]
        found += [
            each
            for at in range(len(words))
            if (each := self._near_at(text, words, folded, at))
            and not any(start < each.end and each.start < end for start, end in taken)
        ]
        return _apart(found)

    def exact(self, text: str) -> list[tuple[int, int]]:
        """Where a text has names of the archive letter for letter, with or without marks."""
        words = list(re.finditer(r"\w+", text))
        found = self._exact(text, words, [fold(word.group()) for word in words])
        return [(each.start, each.end) for each in _apart(found)]

    def _exact(self, text: str, words: Sequence[re.Match[str]], folded: Sequence[str]) -> list[Named]:
        return [each for at in range(len(words)) if (each := self._exact_at(text, words, folded, at))]

    def _exact_at(
        self,
        text: str,
        words: Sequence[re.Match[str]],
        folded: Sequence[str],
        at: int,
    ) -> Named | None:
        for key in self.by_first.get(folded[at], ()):
            last = at + len(key)
            # "Mấy tấn, kế hoạch" names no "Tân Kế".
            broken = any(_MARK_WITHIN.search(text[one.end() : two.start()]) for one, two in pairwise(words[at:last]))
            if tuple(folded[at:last]) != key or broken:
                continue
            if self._is_above(key, folded[last:]) or not _goes_on(text, words[last - 1].end()):
                if len(key) == 1 and not self._may_be_name(text, words[at]):
                    continue
                return self._named(text, words[at].start(), words[last - 1].end(), key)
        return None

    def _is_above(self, key: Key, following: Sequence[str]) -> bool:
        """Whether the district or province of a commune follows right behind its name: "xã Mường Khoa Bắc Yên"."""
        return any(tuple(following[: len(each)]) == each for each in self.above.get(key, ()))

    @staticmethod
    def _may_be_name(text: str, word: re.Match[str]) -> bool:
        """Whether a syllable by itself names a unit: behind a level word, or with a capital within the sentence."""
        inside = re.search(r"\w", text[: word.start()]) is not None
        return level_before(text, word.start()) is not None or (inside and word.group()[:1].isupper())

    def _near_at(
        self,
        text: str,
        words: Sequence[re.Match[str]],
        folded: Sequence[str],
        at: int,
    ) -> Named | None:
        start = words[at].start()
        level = level_before(text, start)
        if not (level or words[at].group()[:1].isupper()) or (level is None and _within_name(text, words, at)):
            return None
        if words[at].group() in _ASKS_WHICH:
            return None  # "xã nào thu" is no "Nà Thu" misspelt
        for size in range(min(4, len(words) - at), 0, -1):
            if any(text[words[each].end() : words[each + 1].start()].strip() for each in range(at, at + size - 1)):
                continue  # a name runs over no mark: "NTM, bình quân" is no "Nam Bình"
            said = " ".join(folded[at : at + size])
            for key in self.by_shape.get((size, said[:1]), ()):
                letters = sum(map(len, key))
                limit = 0 if letters < _FEW_LETTERS else 1 if letters < _MANY_LETTERS else 2
                if 0 < OSA.distance(said, " ".join(key), score_cutoff=limit) <= limit:
                    end = words[at + size - 1].end()
                    # What a text of the archive names is no slip: "Đồng Cuôi" is no "Đồng Vượt" misspelt.
                    return None if self.texts.names(text[start:end]) else self._named(text, start, end, key)
        return None

    def _named(self, text: str, start: int, end: int, key: Key) -> Named:
        """The name as the archive writes it; of two that differ in their marks, the one that was typed."""
        spellings = self.spellings[key]
        typed = normalise(text[start:end])
        name = next((spelling for spelling in spellings if normalise(spelling) == typed), spellings[0])
        return Named(start, end, name, level_before(text, start))


def _numbers(documents: Iterable[Resolution]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for document in documents:
        if document.identity.number:
            key = bare_number(document.identity.number)
            parts = _PARTS.match(key)
            for each in (key, *((short_number(parts["symbol"], parts["figure"]),) if parts else ())):
                found[each] = (*found.get(each, ()), document.document_id)
    return found


def without_texts(names: Gazetteer) -> Gazetteer:
    """The same names, where no document is told by what it holds."""
    return replace(names, texts=Texts({}))


def gazetteer(
    identities: Sequence[Identity],
    labels: Iterable[str] = (),
    *,
    documents: Iterable[Resolution] = (),
    villages: Iterable[tuple[str, str, str]] = (),
) -> Gazetteer:
    """Indexes the units that ``identities`` name, the ledger's labels that the catalogue does not know, and the
    texts of ``documents``; ``villages`` are names of villages that have figures, each with its document and
    its commune.
    """
    held = tuple(documents)
    names = {name: _key(name) for identity in identities for name in _unit_names(identity)}
    spellings: dict[Key, list[str]] = {}
    for name in sorted(names):
        spellings.setdefault(names[name], []).append(name)
    longest_first = sorted((key for key in spellings if key), key=lambda key: (-len(key), key))
    own = tuple(_labels(labels))
    return Gazetteer(
        spellings={key: tuple(each) for key, each in spellings.items()},
        by_first=_grouped((key[0], key) for key in longest_first),
        by_shape=_grouped(((len(key), key[0][:1]), key) for key in longest_first),
        communes=frozenset(identity.commune for identity in identities if identity.commune),
        provinces=frozenset(name for identity in identities for name in _provinces(identity)),
        labels=own,
        label_words=frozenset(word for label in own for word in label.folded),
        villages=frozenset(fold(identity.village) for identity in identities if identity.village),
        above=_above(identities),
        sole=_sole(document.identity for document in held),
        texts=Texts(
            exact={document.document_id: document.text for document in held},
            unnamed=frozenset(document.document_id for document in held if document.identity.place is None),
            numbers=_numbers(held),
            titles={document.document_id: document.identity.title or "" for document in held},
            villages=_villages(villages),
        ),
    )


def places_in(names: Gazetteer, text: str) -> list[str]:
    """The places that a sentence names, as it writes them: those of the archive, and what follows a level word."""
    held = [text[each.start : each.end] for each in names.find(text)]
    return [*(name for name in held if name[:1].isupper()), *(unit.name for unit in named_units(text))]


def level_before(text: str, start: int) -> str | None:
    """The level word that stands right before a position, longest first ("thị xã" before "xã").

    It is written with all its marks or with none: the "quân" of "bình quân" is no "quận".
    """
    before = normalise(text[max(0, start - _BEFORE) : start]).rstrip()
    if before.endswith(_NO_LEVEL):
        return None
    for word, plain, level in _LEVELS:
        said = before[-len(word) :]
        if said in (word, plain) and not before[: -len(word)][-1:].isalnum():
            # "Các xã, phường Bình Sơn, An Hòa" says of none which it is.
            return None if _LISTED.search(before[: -len(word)]) else level
    return None


_BEFORE = 30  # characters in which levels stand before a name
_LEVELS = sorted(((word, fold(word), level) for word, level in LEVEL_WORDS.items()), key=lambda entry: -len(entry[0]))
_NO_LEVEL = "binh quan"
_LISTED = re.compile(
    rf"(?<!\w)(?:{'|'.join(map(re.escape, (*LEVEL_WORDS, *map(fold, LEVEL_WORDS))))})\s*(?:,|/|và|va)\s*$"
)


def _key(name: str) -> Key:
    return tuple(fold(word) for word in re.findall(r"\w+", name))


def _unit_names(identity: Identity) -> Iterator[str]:
    yield from (name for name in (identity.commune, identity.district, identity.province) if name)
    yield from (inference.value for field, inference in identity.inferred.items() if field in _UNITS)


def _provinces(identity: Identity) -> Iterator[str]:
    if identity.province:
        yield identity.province
    elif "province" in identity.inferred:
        yield identity.inferred["province"].value


_UNITS = frozenset({"commune", "district", "province"})


def _grouped(pairs: Iterable[tuple[Group, Key]]) -> dict[Group, tuple[Key, ...]]:
    groups: dict[Group, list[Key]] = {}
    for group, key in pairs:
        groups.setdefault(group, []).append(key)
    return {group: tuple(keys) for group, keys in groups.items()}


def _above(identities: Iterable[Identity]) -> dict[Key, frozenset[Key]]:
    """The districts and provinces of communes, by their folded syllables."""
    found: dict[Key, set[Key]] = {}
    for each in identities:
        if each.commune:
            above = {_key(name) for name in (each.district, each.province) if name}
            found.setdefault(_key(each.commune), set()).update(above - {_key(each.commune)})
    return {key: frozenset(above) for key, above in found.items()}


def _sole(identities: Iterable[Identity]) -> dict[str, str]:
    """By level the name of the only unit for which documents speak; a document that names none may be of another."""
    names: dict[str, set[str]] = {}
    for each in identities:
        if each.level is not None:
            names.setdefault(each.level, set()).add(each.place or "")
    return {level: found.pop() for level, found in names.items() if len(found) == 1 and "" not in found}


def _villages(villages: Iterable[tuple[str, str, str]]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Documents with their communes by the folded names of the villages that have figures there."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name, document_id, commune in villages:
        found.setdefault(fold(name), []).append((document_id, fold(commune)))
    return {name: tuple(held) for name, held in found.items()}


def _labels(labels: Iterable[str]) -> Iterator[Label]:
    """The labels that name a figure of their own: a row that could not be read into the catalogue ("tỷ lệ hộ nghèo
    giảm … điểm %/năm") takes no word of it away.
    """
    for alike in group_labels(each for each in labels if normalise(each) not in _catalogued()):
        for label in alike:
            words = content(label)
            if words <= _bare_words() or normalise(label) in _UNIT_WORDS:
                continue
            yield Label(label, words, frozenset(map(fold, words)), alike)


@once_for_catalogue
def _catalogued() -> frozenset[str]:
    """What the catalogue calls its figures, without what names what is counted too: "hộ cận nghèo" is also told in
    households.
    """
    entries = catalogue().entries.values()
    names = {normalise(name) for each in entries for name in (each.name, *each.synonyms, *each.phrases)}
    return frozenset(name for name in names if convert(1.0, first := name.split()[0], to=first) is None)


_UNIT_WORDS = frozenset({*VILLAGE_WORDS, *LEVEL_WORDS})  # "Khu phố" heads a column of names, and is no figure


@cache
def _bare_words() -> frozenset[str]:
    """Words of labels that name no figure by themselves."""
    return frozenset(table()["bare_labels"]["words"].split())


def _within_name(text: str, words: Sequence[re.Match[str]], at: int) -> bool:
    """Whether a capitalised syllable goes on a name before it: the "Dong" of "My Loc Dong"."""
    before = words[at - 1] if at > 1 else None
    return (
        before is not None
        and before.group().istitle()
        and text[before.end() : words[at].start()].isspace()
        and before.group().lower() not in _LEVEL_SYLLABLES
    )


_ASKS_WHICH = frozenset({"nào", "nao", "gì", "gi"})
_LEVEL_SYLLABLES = frozenset(syllable for word in LEVEL_WORDS for syllable in (*word.split(), *fold(word).split()))


def _goes_on(text: str, end: int) -> bool:
    """Whether a capitalised syllable follows, so that the name is a longer one; a text in small letters has none, and
    an abbreviation ("BHYT") is none.
    """
    capitals = any(character.isupper() for character in text[1:])
    return capitals and re.match(rf"\s+[{UPPER}](?:[{LOWER}]|(?!\w))", text[end:]) is not None


def _apart(found: Sequence[Named]) -> list[Named]:
    """Without names that overlap a longer one, in the order of the text."""
    kept: list[Named] = []
    for each in sorted(found, key=lambda named: (named.start - named.end, named.start)):
        if not any(other.start < each.end and each.start < other.end for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda named: named.start)
