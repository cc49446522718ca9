"""Which units and which documents a question names.

1. Names of the archive, whole, within a bounded number of typing errors; one may lie within another ("xã Yên Lộc,
   huyện Bình Lâm"), and within a district or province that the archive does not hold ("Hưng Tân, Nghệ An").
2. Names that follow a level word and that the archive does not hold: unknown, or a unit of today that took over
   some that it holds ("xã Xuân Lập").
3. Documents told by what they hold ("xã có thôn Hạ Tứ"), and the bare "huyện".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from assistant.ask.understanding.gazetteer import Gazetteer, Named, bare_number, level_before, short_number
from assistant.ask.understanding.vocabulary import common_words, known_syllables, table
from assistant.ask.understanding.words import Asked, Words, denied_stretches, lists, without_denied
from assistant.language.merged_units import former_units, is_of_unit
from assistant.language.places import LEVEL_WORDS, PROVINCES, VILLAGE_WORDS, is_village
from assistant.language.quantities import read_unit
from assistant.language.text import LOWER, UPPER, fold, has_diacritics, normalise
from assistant.types import COMMUNE_LEVELS, Merger, Place

_NAME = rf"[{UPPER}][{LOWER}]+(?:\s+[{UPPER}][{LOWER}]+){{0,3}}"
_OF_UNIT = "xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|tỉnh|của|ở|tại"
_CAPITALISED, _PLAIN_CAPITALISED = (
    re.compile(
        rf"(?<!\w)(?P<level>(?i:{levels}))\s+"
        rf"(?P<name>[{UPPER}][{LOWER}]+(?:\s+[{UPPER}][{LOWER}]+){{1,3}})(?!\w)"
    )
    for levels in (_OF_UNIT, f"{_OF_UNIT}|{fold(_OF_UNIT)}")  # words of figures have their marks again by then
)
_PLAIN_NAME = re.compile(
    r"(?<!\w)(?:(?<!hop tac )xa|phuong|thi tran|huyen|(?<!binh )quan)\s+(?P<name>[a-z]+\s+[a-z]+)(?!\w)"
)
# What may stand between a place and the one it lies in; the level word of the second is part of it.
_WITHIN = re.compile(
    r"\s*[,(]?\s*(?:ở|thuộc|của|tại|trong|thuoc|cua|tai)?\s*(?:huyện|quận|thị xã|thành phố|tỉnh|xã|phường|thị trấn|"
    r"huyen|quan|thi xa|thanh pho|tinh|xa|phuong|thi tran)?\s*"
)
_SUPERIOR = re.compile(
    rf"\s*(?P<mark>[,(])?\s*(?:thuộc|ở|của|tại)?\s*(?P<level>(?i:huyện|quận|thị xã|thành phố|tỉnh)\s+)?"
    rf"(?P<name>{_NAME})(?!\w)\s*\)?"
)
_FOLDED_PROVINCES = frozenset(map(fold, PROVINCES))
_PLAIN_SUPERIOR = re.compile(
    r"\s*[,(]?\s*(?:thuoc|o|cua|tai)?\s*(?:huyen|quan|thi xa|thanh pho|tinh)\s+(?P<name>[a-z]+\s+[a-z]+)(?!\w)\s*\)?"
)
_PLAIN_PROVINCE = re.compile(
    rf"\s*[,(]\s*(?P<name>{'|'.join(sorted(_FOLDED_PROVINCES, key=len, reverse=True))})(?!\w)\s*\)?"
)
# The number of a document: "31/NQ-HĐND", "12 - NQ/ĐU", "05/2024/NQ-HĐND".
_NUMBER = re.compile(
    r"(?<![\w/])\d{1,4}(?:/\d{4})?\s?[-/]\s?[A-ZĐ]{2,4}(?:\s?[-/]\s?[A-ZĐ]{2,4})+(?!\w)", re.IGNORECASE
)
_MAX_SYLLABLES = 4  # of a person's or a village's name


@dataclass(frozen=True, slots=True)
class Names:
    """What a question names; ``spans`` are the characters of names, which no other step reads.

    ``starts`` are where names of the archive begin; ``excepted`` units that are said not to be counted; ``merged``
    are the mergers behind places that stand for a unit of today.
    """

    places: tuple[Place, ...]
    starts: tuple[int, ...]
    unknown: tuple[str, ...]
    levels: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    corrections: tuple[tuple[str, str], ...]
    merged: tuple[Merger, ...]
    superiors: tuple[str, ...]
    excepted: tuple[Place, ...] = ()


def read_names(asked: Asked, names: Gazetteer) -> Names:
    """Finds every name of a question."""
    found, excepted = _without_excepted(names.find(asked.text), asked)
    found, givers = _without_givers(found, asked)
    spans = [(each.start, each.end) for each in (*found, *givers)]
    # "Trừ xã Hòa An" leaves out no other commune.
    spans += [(_level_start(asked.words[: each.start]), each.end) for each in excepted]
    nested, superior_spans = _with_superiors(_nested(found, names, asked.text), found, asked)
    spans += superior_spans
    told, told_spans, told_out = _told_documents(asked, names, spans)
    spans += told_spans
    numbered, number_spans, unheld = _numbered_documents(asked, names) if not spans else ([], [], [])
    signed, signer_spans, unknown_signers = _signers(asked, names, spans)
    told, spans = [*told, *numbered, *signed], spans + number_spans + signer_spans
    unheld = [*unheld, *unknown_signers]
    unknown, unknown_spans = _unknown(asked, spans, names)
    titled = _titled(unknown, names, plain=asked.plain)
    told, unknown = [*told, *titled.values()], [name for name in unknown if name not in titled]
    provinces = _provinces(asked)
    merged, taken = _merged(unknown, provinces, names)
    if unknown:
        nested = _not_above_unknown(nested, found, unknown_spans, asked)
    places = (*nested, *told, *taken)
    places = tuple(_under_communes(places, names, whole=asked.says("whole_commune")))
    levels = read_levels(asked.without(spans))
    if "huyện" in levels and places and not any(place.level == "huyện" for place in places):
        places = (*places, Place("", "huyện")) if asked.says("beside") or asked.says("of_several") else places
    return Names(
        places=tuple(dict.fromkeys(places)),
        starts=tuple(each.start for each in found),
        unknown=(*(name for name in unknown if not any(_took_over(name, each) for each in merged)), *unheld),
        levels=levels,
        spans=tuple(spans + unknown_spans),
        corrections=_corrections(asked, found),
        merged=merged,
        superiors=provinces,
        excepted=(*(Place(each.name, each.level) for each in excepted), *told_out),
    )


def _without_excepted(found: Sequence[Named], asked: Asked) -> tuple[list[Named], list[Named]]:
    """The names, and apart from them those behind a word that leaves them out: "các xã huyện A, trừ xã B và xã C".

    Where no unit is left that they could be taken from, they are not left out of anything.
    """
    kept: list[Named] = []
    out: list[Named] = []
    for each in found:
        before = asked.before(each.start)
        goes_on = bool(out) and _JOINS_EXCEPTED.fullmatch(asked.words[out[-1].end : each.start]) is not None
        (out if goes_on or _ends_in_except(before) else kept).append(each)
    several = bool(kept) or read_levels(asked.without((each.start, each.end) for each in found))
    return (kept, out) if several else (list(found), [])


def _without_givers(found: Sequence[Named], asked: Asked) -> tuple[list[Named], list[Named]]:
    """The names, and apart from them those that only say who gave another what it was given: "xã Tam Tiến được huyện
    Hiệp Sơn giao", "huyện Hiệp Sơn giao xã Tam Tiến và xã Mai Hạ"; where no other is named, the giver is asked about.
    """
    giving = [
        each
        for each in found
        if each.level in ("huyện", "tỉnh")
        and (gives := _GIVES.match(asked.words, each.end)) is not None
        and (
            _IS_GIVEN.search(asked.words[: each.start])
            or any(_TO_UNIT.fullmatch(asked.words[gives.end() : other.start]) for other in found)
        )
    ]
    given = [each for each in found if each not in giving]
    return (given, giving) if given else (list(found), [])


_IS_GIVEN = re.compile(r"(?<!\w)(?:được|do|duoc)\s+(?:huyện|tỉnh|thành phố|huyen|tinh|thanh pho)\s+$")
_GIVES = re.compile(
    r"\s+(?:đã\s+|da\s+)?(?:giao|phân bổ|phân khai|hỗ trợ|cấp|bố trí|phan bo|phan khai|ho tro|cap|bo tri)(?!\w)"
)


_TO_UNIT = re.compile(
    r"(?:\s[^,;?.]{0,60}?\scho)?\s+(?:cho\s+)?(?:(?:hai|ba|bốn|năm|bon|nam|\d)\s+)?"
    r"(?:(?:xã|phường|thị trấn|xa|phuong|thi tran)\s+)?"
)  # from who gives to who is given: "giao dự toán cho hai xã …"


def _ends_in_except(asked: Asked) -> bool:
    words = _LEVEL_AT_END.sub("", asked.words)
    return replace(asked, words=words.rstrip()).ends_with(lists()["excepts"])


def _level_start(before: str) -> int:
    """Where the level word at the end of these words begins; their end where there is none."""
    found = _LEVEL_AT_END.search(before.rstrip())
    return found.start() if found is not None else len(before)


_LEVELS_SAID = "|".join(sorted(map(re.escape, {*LEVEL_WORDS, *map(fold, LEVEL_WORDS)}), key=len, reverse=True))
_LEVEL_AT_END = re.compile(rf"(?:^|\s)(?:ra\s+)?(?:{_LEVELS_SAID})$")
_JOINS_EXCEPTED = re.compile(rf"\s*(?:,|và|va|với|voi)\s*(?:(?:{_LEVELS_SAID})\s+)?")


# -- 1. names of the archive -------------------------------------------------------------------------


def _nested(found: Sequence[Named], names: Gazetteer, text: str) -> list[tuple[Place, int]]:
    """Places with where they end: "xã Yên Lộc, huyện Bình Lâm" and "huyện Bình Lâm, xã Yên Lộc" are one.

    Only a comma or a word of place may stand between them: "xã Yên Lộc và huyện Bình Lâm" are two.
    """
    places: list[tuple[Place, int]] = []
    last_end = 0
    for each in found:
        between = normalise(text[last_end : each.start])
        close = bool(places) and _WITHIN.fullmatch(between) is not None
        last_end = each.end
        is_commune = each.name in names.communes
        if close and each.level is None and names.lies_in(places[-1][0].name, each.name):
            is_commune = False  # "xã Mường Khoa, Bắc Yên" where a commune has the name of its district too
        is_superior = each.level in ("huyện", "tỉnh") or (each.level is None and not is_commune)
        superior = "tỉnh" if each.name in names.provinces else "huyện"
        upper = places[-1][0].level in ("huyện", "tỉnh") if places else False
        if close and is_superior and not upper:
            last = places[-1][0]
            places[-1] = replace(last, within=(*last.within, each.name)), each.end
        elif close and upper and not is_superior:
            places[-1] = Place(each.name, each.level, within=(places[-1][0].name,)), each.end
        elif close and upper and is_superior:
            last = places[-1][0]
            places[-1] = replace(last, within=(*last.within, each.name)), each.end
        else:
            places.append((Place(each.name, each.level or (None if is_commune else superior)), each.end))
    return places


def _with_superiors(
    places: Sequence[tuple[Place, int]],
    found: Sequence[Named],
    asked: Asked,
) -> tuple[list[Place], list[tuple[int, int]]]:
    """The places with the districts and provinces after them that the archive does not hold."""
    ends = {each.end for each in found}
    taken: set[int] = set()
    widened: list[Place] = []
    spans: list[tuple[int, int]] = []
    for place, end in places:
        if end in taken:
            continue
        within = list(place.within)
        at = end
        while place.level not in ("huyện", "tỉnh") and (each := _superior_at(asked, at)) is not None:
            within.append(each["name"])
            if each.end("name") in ends:
                taken.add(each.end("name"))
            else:
                spans.append(each.span("name"))
            at = each.end()
        widened.append(replace(place, within=tuple(within)))
    return widened, spans


def _superior_at(asked: Asked, position: int) -> re.Match[str] | None:
    """A district or a province that follows right after a place: after its level word, or known by its name."""
    if asked.plain and asked.text == asked.text.lower():
        return _PLAIN_SUPERIOR.match(asked.words, position) or _PLAIN_PROVINCE.match(asked.words, position)
    match = _SUPERIOR.match(asked.text, position)
    if match is None or not (match["level"] or match["mark"]):
        return None
    return match if match["level"] or fold(match["name"]) in _FOLDED_PROVINCES else None


def _corrections(asked: Asked, found: Sequence[Named]) -> tuple[tuple[str, str], ...]:
    """Names that were typed otherwise than the archive writes them; leaving out all marks is no other name."""
    pairs = [(asked.text[each.start : each.end], each.name) for each in found]
    return tuple(
        (typed, name)
        for typed, name in pairs
        if fold(typed) != fold(name)
        or (not asked.plain and has_diacritics(typed) and normalise(typed) != normalise(name))
    )


# -- 2. names that the archive does not hold ---------------------------------------------------------


def _unknown(
    asked: Asked, spans: Sequence[tuple[int, int]], names: Gazetteer
) -> tuple[list[str], list[tuple[int, int]]]:
    """Names of places that no document of the archive carries, and where they stand.

    A run of capitalised syllables after a level word or a word of place ("của Sơn Bình") is a name; in a question
    typed without marks and capitals, two words after a level word that are no words of questions are. So is what a
    text of the archive names as a unit, whatever stands before it.
    """
    known = names.label_words
    capitalised = _PLAIN_CAPITALISED if asked.plain else _CAPITALISED
    matches = [match for match in capitalised.finditer(asked.text) if not _overlaps(match.span("name"), spans)]
    if asked.plain and asked.text[1:] == asked.text[1:].lower():
        rest = asked.without(match.span() for match in asked.all(lists()["no_level"]))
        plain = (match for match in _PLAIN_NAME.finditer(rest.words) if not _overlaps(match.span("name"), spans))
        matches += [match for match in plain if _is_plain_name(rest, match, known=known)]
        matches = [_longest_unit(asked, match) or match for match in matches]
    named = [match.span("name") for match in matches]
    named += _mentioned(asked, [*spans, *named], names)
    return list(dict.fromkeys(asked.text[start:end] for start, end in named)), named


def _mentioned(asked: Asked, taken: Sequence[tuple[int, int]], names: Gazetteer) -> list[tuple[int, int]]:
    """Where a question names a unit of which a text of the archive only speaks: by capitals or behind a level."""
    words = list(re.finditer(r"[^\W\d_]+", asked.text))
    capitalised = asked.text != asked.text.lower()
    found: list[tuple[int, int]] = []
    for at, word in enumerate(words):
        opens = word.group()[:1].isupper() if capitalised else level_before(asked.text, word.start()) is not None
        runs = _syllables_from(asked.text, words[at : at + _MAX_SYLLABLES], capitalised=capitalised) if opens else []
        free = [run for run in runs if not _overlaps(run, [*taken, *found])]
        if capitalised:
            free = free[:1] if free[:1] == runs[:1] else []  # a name is all of its capitals
        told = (run for run in free if names.texts.tells_unit(asked.text[slice(*run)], plain=asked.plain))
        bare = (run for run in free if capitalised and not taken and _is_bare_name(asked, run, names))
        found += [*told, *bare][:1]
    return found


def _is_bare_name(asked: Asked, run: tuple[int, int], names: Gazetteer) -> bool:
    """Whether capitalised syllables by themselves name a unit, in a question of figures that names no other: not a
    person whom a text names, and not words of questions ("Đại Hội").
    """
    if asked.says("no_units"):
        return False
    person = any(map(asked.says, ("signed", "who", "offices", "persons")))
    if person and names.texts.holding(asked.text[slice(*run)], plain=asked.plain):
        return False
    said = [fold(word) for word in asked.text[slice(*run)].split()]
    return not all(word in known_syllables() for word in said)


def _syllables_from(text: str, words: Sequence[re.Match[str]], *, capitalised: bool) -> list[tuple[int, int]]:
    """The stretches of two or more syllables from the first of ``words`` with nothing but blanks between, the longest
    first; of capitalised ones only.
    """
    runs: list[tuple[int, int]] = []
    for before, word in pairwise(words):
        if text[before.end() : word.start()].strip() or (capitalised and not word.group().istitle()):
            break
        runs.append((words[0].start(), word.end()))
    return runs[::-1]


def _is_plain_name(asked: Asked, match: re.Match[str], *, known: Container[str]) -> bool:
    """Whether two words without marks are a name.

    One that begins like a word of questions ("co nhue") is only where its second is no word (``known`` are those of
    the ledger's labels), and it stands after a word of place or in a question that asks for no units ("xa nao co …").
    """
    first, second = match["name"].split()
    if first not in common_words():
        return True
    placed = asked.before(match.start()).ends_with(lists()["of_place"])
    over_units = any(asked.says(name) for name in ("which", "counted_units", "list"))
    return (placed or not over_units) and second not in known_syllables() and second not in known


def _longest_unit(asked: Asked, match: re.Match[str]) -> re.Match[str] | None:
    """A name of more than two syllables, where a unit of today has it: "hung nguyen nam"."""
    longer = (re.compile(rf"(?P<name>[a-z]+(?:\s+[a-z]+){{{size}}})(?!\w)") for size in (3, 2))
    found = (pattern.match(asked.words, match.start("name")) for pattern in longer)
    return next((each for each in found if each is not None and former_units(each["name"])), None)


def _overlaps(span: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in spans)


def _titled(unknown: Sequence[str], names: Gazetteer, *, plain: bool) -> dict[str, Place]:
    """The documents of other units whose titles say that they are of one: "Kết quả thẩm tra … của xã Yên Khoang"."""
    held = ((name, names.texts.titled(name, plain=plain)) for name in unknown)
    return {name: Place(_shown(name), documents=documents) for name, documents in held if documents}


def _provinces(asked: Asked) -> tuple[str, ...]:
    """The provinces that the question names, folded."""
    folded = fold(asked.text)
    held = (name for name in sorted(_FOLDED_PROVINCES) if name in folded)
    return tuple(name for name in held if re.search(rf"(?<!\w){name}(?!\w)", folded))


def _merged(
    unknown: Sequence[str], within: Sequence[str], names: Gazetteer
) -> tuple[tuple[Merger, ...], list[Place]]:
    """Mergers into units of today that the question names, and the old units of theirs that the archive holds."""
    mergers = tuple(merger for name in unknown for merger in former_units(name, within=within))
    held = [
        (Place(commune, "xã"), merger)
        for merger in mergers
        for commune in sorted(names.communes)
        if is_of_unit(commune, merger)
    ]
    return tuple(merger for _, merger in held), list(dict.fromkeys(place for place, _ in held))


def _took_over(name: str, merger: Merger) -> bool:
    return fold(name) == fold(merger.now.name)


def _not_above_unknown(
    places: Sequence[Place], found: Sequence[Named], unknown: Sequence[tuple[int, int]], asked: Asked
) -> list[Place]:
    """The places without those that only tell where an unknown one lies: "xã Xuân Lập, Thanh Hóa", "xã Yên Khoang
    (huyện Quang Lâm)".
    """
    above = {
        each.name
        for each in found
        for _, end in unknown
        if end <= each.start and _WITHIN.fullmatch(normalise(asked.text[end : each.start])) is not None
    }
    return [place for place in places if place.level != "tỉnh" and not (place.name in above and not place.within)]


# -- 3. documents told by what they hold, and the bare level -----------------------------------------


def _told_documents(
    asked: Asked, names: Gazetteer, spans: Sequence[tuple[int, int]]
) -> tuple[list[Place], list[tuple[int, int]], list[Place]]:
    """As in "xã có thôn Hạ Tứ" and "do ông Hoàng Văn Lợi ký": documents that hold the name; last those of which it is
    said that they are left out.
    """
    places: list[Place] = []
    out: list[Place] = []
    taken: list[tuple[int, int]] = []
    rest = asked.without(match.span() for match in asked.all(lists()["no_level"]))
    for match in rest.all(lists()["designators"]):
        of_villages = match.group() in _villages()
        opening, position = match.span()
        left_out = of_villages and asked.before(opening).ends_with(lists()["excepts"])
        find = _village_at if of_villages else _held_at
        while (each := find(asked, names, position, [*spans, *taken])) is not None:
            (start, end), held = each
            name, level = _shown(asked.text[start:end]), _level_before(asked, match.start())
            if of_villages and level is None and fold(name) in names.texts.villages:
                level = _village_word(match.group())  # a village that has figures is a unit by itself
            (out if left_out else places).append(Place(name, level, documents=held))
            # A village's level word goes with its name, and more may follow: "làng Plei Rơ, Plei Đu và Kon Tur".
            taken.append((opening if of_villages else start, end))
            joined = _AND.match(asked.words, end) if of_villages else None
            if joined is None:
                break
            opening = position = joined.end()
    for (start, end), held in _bare_villages(asked, names, [*spans, *taken]):
        places.append(Place(_shown(asked.text[start:end]), documents=held))
        taken.append((start, end))
    if not (places or spans):
        # "Quyết Thắng nuôi mấy con lợn": a village that only a text names, by its bare name.
        for span in _told_villages(asked, names):
            held = names.texts.holding(asked.text[slice(*span)], plain=asked.plain)
            places += [Place(asked.text[slice(*span)], documents=held)] if held else []
            taken += [span] if held else []
    if not places and asked.says("unnamed") and names.texts.unnamed:
        places.append(Place("không nêu tên", _general_level(asked), documents=tuple(sorted(names.texts.unnamed))))
    return places, taken, out


def _told_villages(asked: Asked, names: Gazetteer) -> list[tuple[int, int]]:
    """Where capitals name a village of the ledger, or what a text of the archive names as one, each name once."""
    words = list(re.finditer(r"[^\W\d_]+", asked.text))
    found: dict[str, tuple[int, int]] = {}
    for at, word in enumerate(words) if asked.text != asked.text.lower() else ():
        opens = word.group()[:1].isupper() and (at == 0 or not words[at - 1].group()[:1].isupper())
        runs = _syllables_from(asked.text, words[at : at + _MAX_SYLLABLES], capitalised=True) if opens else []
        for run in runs[:1]:
            said = asked.text[slice(*run)]
            if fold(said) in names.villages or names.texts.tells_unit(said, plain=asked.plain, levels=VILLAGE_WORDS):
                found.setdefault(said, run)
    return list(found.values())


def _numbered_documents(asked: Asked, names: Gazetteer) -> tuple[list[Place], list[tuple[int, int]], list[str]]:
    """Documents told by their number, and numbers that the archive neither has nor refers to.

    In "văn bản nào viện dẫn 18-NQ/TW" a number is what documents speak of, and tells none of them; in "Nghị quyết
    12/NQ-HĐND thay thế nghị quyết nào" it tells the one that is asked about.
    """
    open_at = asked.find(lists()["documents"])
    places: list[Place] = []
    spans: list[tuple[int, int]] = []
    unheld: list[str] = []
    for match in _NUMBER.finditer(asked.text):
        number = bare_number(match.group())
        if open_at is not None and not (match.end() <= open_at.start() and number in names.texts.numbers):
            continue
        if held := names.texts.numbers.get(number):
            places.append(Place(match.group(), documents=held))
            spans.append(match.span())
        elif not names.texts.cites(number):
            unheld.append(f"số {match.group()}")
    if spans or unheld or open_at is not None:
        return places, spans, unheld
    return (*_short_numbers(asked, names), [])


def _short_numbers(asked: Asked, names: Gazetteer) -> tuple[list[Place], list[tuple[int, int]]]:
    """Documents told by their kind and figure alone, where no more than a few have it: "nghị quyết 12 do ai ký"."""
    found = [
        (held, match)
        for symbol, words in _short_number_words().items()
        for match in asked.all(words)
        if (held := names.texts.numbers.get(short_number(symbol, match["figure"]), ())) and len(held) <= _FEW
    ]
    return [Place(match.group(), documents=held) for held, match in found], [match.span() for _, match in found]


def numbered_in(text: str, names: Gazetteer) -> frozenset[str]:
    """The documents that a text tells by their number, or by kind and figure alone ("NQ 42 của xã …")."""
    held = names.texts.numbers
    found = [held.get(bare_number(match.group()), ()) for match in _NUMBER.finditer(text)]
    found += [
        held.get(short_number(symbol, match["figure"]), ())
        for symbol, words in _figured_kinds().items()
        for match in words.finditer(fold(text))
        if not _is_counted(text[match.end() :])
    ]
    return frozenset(document_id for each in found for document_id in each)


def _is_counted(behind: str) -> bool:
    """Whether a figure counts what stands behind it: "kế hoạch 5 năm", "kế hoạch 15 hộ"; not "NQ 12 xã Tam Tiến"."""
    said = normalise(behind[:_LONGEST_UNIT]).lstrip()
    unit, _ = read_unit(said, 0)
    return (bool(unit) and unit not in LEVEL_WORDS) or re.match(r"năm(?!\s+\d)", said) is not None


_LONGEST_UNIT = 40  # characters
_OF_YEAR = r"(?:/(?:19|20)\d{2}(?![\d/-]))?"  # "nghị quyết 47/2025"


@cache
def _figured_kinds() -> dict[str, re.Pattern[str]]:
    """By the sign of each kind, its words with a figure, whatever follows: beside a unit that has such a document it
    is its number.
    """
    return {
        symbol: re.compile(
            rf"(?<!\w)(?:{'|'.join(map(fold, said))})\s+(?:so\s+)?(?P<figure>\d{{1,3}}){_OF_YEAR}(?![\d.,/%])"
        )
        for symbol, said in table()["numbered"]["kinds"].items()
    }


_FEW = 5  # documents of one kind and figure that a question may mean together


@cache
def _short_number_words() -> dict[str, Words]:
    """By the sign of each kind ("nq"): its words with a figure that counts nothing, by what follows it."""
    numbered = table()["numbered"]

    def compiled(said: Sequence[str], form: Callable[[str], str]) -> re.Pattern[str]:
        kinds, behind = ("|".join(re.escape(form(word)) for word in words) for words in (said, numbered["behind"]))
        follows = rf"(?=\s*(?:$|[?.,;:!)])|\s+(?:{behind})(?!\w))"
        return re.compile(rf"(?<!\w)(?:{kinds})\s+(?:{form('số')}\s+)?(?P<figure>\d{{1,3}}){_OF_YEAR}{follows}")

    return {symbol: Words(compiled(said, str), compiled(said, fold)) for symbol, said in numbered["kinds"].items()}


_SIGNER = re.compile(
    rf"(?:(?<!\w)(?i:ông|bà|đồng chí|đ/c)\s+)?(?P<name>{_NAME})\s+(?i:đã\s+)?(?i:ký|ky)(?!\w)(?!\s+(?i:kết|ket))"
)


def _signers(
    asked: Asked, names: Gazetteer, taken: Sequence[tuple[int, int]]
) -> tuple[list[Place], list[tuple[int, int]], list[str]]:
    """The documents told by who signed them ("Hoàng Văn Lợi ký văn bản nào"), and the names that none has."""
    places: list[Place] = []
    spans: list[tuple[int, int]] = []
    unheld: list[str] = []
    for match in _SIGNER.finditer(asked.text):
        if " " not in match["name"] or _overlaps(match.span("name"), taken):
            continue
        spans.append(match.span("name"))
        if held := names.texts.holding(match["name"], plain=asked.plain):
            places.append(Place(match["name"], documents=held))
        else:
            unheld.append(match["name"])
    return places, spans, unheld


def _held_at(
    asked: Asked, names: Gazetteer, position: int, taken: Sequence[tuple[int, int]]
) -> tuple[tuple[int, int], tuple[str, ...]] | None:
    """The longest name right after a position that documents hold, with those; None before a name that is taken."""
    for span in _runs(asked, position):
        if _overlaps(span, taken):
            return None
        if held := names.texts.holding(asked.text[slice(*span)], plain=asked.plain):
            return span, held
    return None


def _village_at(
    asked: Asked, names: Gazetteer, position: int, taken: Sequence[tuple[int, int]]
) -> tuple[tuple[int, int], tuple[str, ...]] | None:
    """As ``_held_at``; a village that has figures may be named by a number or one syllable: "thôn 4", "xóm Trại"."""
    if (held := _held_at(asked, names, position, taken)) is not None:
        return held
    word = _ONE_WORD.match(asked.text, position)
    span = word.span(1) if word is not None else (position, position)
    documents = tuple(key for key, _ in names.texts.villages.get(fold(asked.text[slice(*span)]), ()))
    return (span, documents) if documents and not _overlaps(span, taken) else None


def _bare_villages(
    asked: Asked, names: Gazetteer, taken: Sequence[tuple[int, int]]
) -> Iterator[tuple[tuple[int, int], tuple[str, ...]]]:
    """Villages that have figures, named without a level word by two syllables or more that are written as a name."""
    words = list(_SYLLABLE.finditer(asked.text))
    at = 0
    while at < len(words):
        size = 1
        for count in range(_MAX_SYLLABLES, 1, -1):
            run = words[at : at + count]
            span = (run[0].start(), run[-1].end())
            said = asked.text[slice(*span)]
            held = names.texts.villages.get(fold(said), ()) if len(run) == count else ()
            is_name = asked.plain or all(word.group()[:1].isupper() for word in run)
            if held and is_name and not _overlaps(span, taken):
                yield span, tuple(key for key, _ in held)
                size = count
                break
        at += size


_SYLLABLE = re.compile(r"[^\W\d_]+")
_ONE_WORD = re.compile(r"\s+(\w+)(?!\w)")
_AND = re.compile(r"\s*(?:,|và|va)(?=\s)")


@cache
def _villages() -> frozenset[str]:
    """The level words of villages, with and without marks."""
    return frozenset(said for word in VILLAGE_WORDS for said in (word, fold(word)))


def _village_word(said: str) -> str:
    """The level word of a village with its marks: "thôn" of "thon"."""
    return next(word for word in VILLAGE_WORDS if said in (word, fold(word)))


def _under_communes(places: Sequence[Place], names: Gazetteer, *, whole: bool) -> list[Place]:
    """Villages held to the commune that is named with them, which only says where they lie, but where the figures of
    the ``whole`` commune are asked for too.
    """
    villages = [place for place in places if place.documents and is_village((place.level or "",))]
    communes = {fold(place.name) for place in places if place.name and not place.documents}
    found: list[Place] = []
    above: set[str] = set()
    for place in places:
        held = names.texts.villages.get(fold(place.name), ()) if place in villages else ()
        own = [(key, commune) for key, commune in held if commune in communes]
        above |= {commune for _, commune in own}
        found.append(replace(place, documents=tuple(key for key, _ in own)) if own else place)
    return [place for place in found if whole or place.documents or fold(place.name) not in above]


def _runs(asked: Asked, position: int) -> list[tuple[int, int]]:
    """The stretches of two to four syllables after a position that may be a name, the longest first."""
    capitalised = asked.text != asked.text.lower()
    syllable = rf"[{UPPER}][{LOWER}]+" if capitalised else r"[^\W\d_]+"
    match = re.compile(rf"\s+({syllable}(?:\s+{syllable}){{1,{_MAX_SYLLABLES - 1}}})").match(asked.text, position)
    if match is None:
        return []
    ends = [each.end() for each in re.finditer(r"\S+", match[1])][1:]
    return [(match.start(1), match.start(1) + end) for end in reversed(ends)]


def _shown(name: str) -> str:
    return name if name != name.lower() else name.title()


def _level_before(asked: Asked, position: int) -> str | None:
    """The level of the unit that is told by what it holds: "xã có thôn …"."""
    return "xã" if re.search(r"(?<!\w)(?:xã|xa)\s+(?:có|co)(?:\s+\w+)?\s*$", asked.words[:position]) else None


def _general_level(asked: Asked) -> str | None:
    return next(
        (level for level in ("xã", "phường", "huyện") if re.search(rf"(?<!\w){level}(?!\w)", asked.words)), None
    )


def read_levels(asked: Asked) -> tuple[str, ...]:
    """The levels that a general question asks about ("xã nào", "xã, phường, thị trấn nào"); empty for all.

    Without those that it says not to mean: "chỉ tính cấp xã (không tính phường)".
    """
    denied = _denied_levels(asked)
    return tuple(level for level in _said_levels(without_denied(asked)) if level not in denied)


def read_document_levels(asked: Asked) -> tuple[str, ...]:
    """The levels whose documents are asked for, in the order of the question: "mấy văn bản của phường, mấy của thị
    trấn"; a level word with a name behind it, which is blank by then, tells a unit and no level. Those that are to be
    told too ("kể cả xã cũ, xã mới, tỉnh") leave none out.
    """
    if asked.says("every_level") or asked.says("told_too"):
        return ()
    denied = _denied_levels(asked)
    rest = without_denied(asked)
    rest = rest.without(match.span() for match in rest.all(lists()["no_level"]))
    words = LEVEL_WORDS if not asked.plain else {fold(word): level for word, level in LEVEL_WORDS.items()}
    levels = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    pattern = rf"(?<!\w)(?P<grade>(?:cấp|cap)\s+)?(?P<level>{levels})(?=\s\S|[,.;?!]|$)"
    found: list[str] = []
    for match in re.finditer(pattern, rest.words):
        level = words[match["level"]]
        found += sorted(COMMUNE_LEVELS) if match["grade"] and level == "xã" else [level]
    return tuple(level for level in dict.fromkeys(found) if level not in denied)


def _denied_levels(asked: Asked) -> set[str]:
    said = " ".join(asked.words[start:end] for start, end in denied_stretches(asked))
    words = LEVEL_WORDS if not asked.plain else {fold(word): level for word, level in LEVEL_WORDS.items()}
    return {level for word, level in words.items() if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said)}


def _said_levels(asked: Asked) -> tuple[str, ...]:
    if asked.says("every_level"):
        return ()
    if asked.says("every_commune"):
        return tuple(sorted(COMMUNE_LEVELS))
    asked = asked.without(match.span() for match in asked.all(lists()["no_level"]))
    all_levels = LEVEL_WORDS | {word: word for word in VILLAGE_WORDS}
    words = all_levels if not asked.plain else {fold(word): level for word, level in all_levels.items()}
    found = [
        words[next(filter(None, match.groups()))]
        for match in _general_levels(plain=asked.plain).finditer(asked.words)
    ]
    if found and not is_village(found):
        found += [words[match[1]] for match in _listed_levels(plain=asked.plain).finditer(asked.words)]
    rest = asked.without(match.span() for match in asked.all(lists()["not_district"]))
    if rest.says("bare_district"):
        found.append("huyện")
    return tuple(dict.fromkeys(found))


# "Xã, phường", "xã/phường", "xã hay phường", "xã phường".
_JOINS_LEVELS = r"(?:\s*[,/–-]\s*|\s+(?:(?:và|hay|hoặc|với|cùng)\s+)?)"


@cache
def _general_levels(*, plain: bool) -> re.Pattern[str]:
    """A level word that stands for units in general: "xã nào", "các phường", "mấy xã", "xã, phường nào"."""
    named = (word for word, level in LEVEL_WORDS.items() if level not in ("tỉnh", "huyện"))
    levels = "|".join(sorted(named, key=len, reverse=True))
    many = "|".join(table()["many"]["words"])
    villages = "|".join(sorted(VILLAGE_WORDS, key=len, reverse=True))
    pattern = (
        rf"(?<!\w)(?:(?:{many}|(?<![\d.,])\d{{1,3}})\s+)({levels})(?!\w)"
        rf"|^({levels})(?=\s\w)"  # a name behind it is blank
        rf"|(?<!\w)({levels})(?=\s+(?:nào|gì)(?!\w)|{_JOINS_LEVELS}(?:{levels})(?!\w)|{_JOINS_LEVELS}huyện\s+nào)"
        # "Mấy thôn của xã …", and not "mấy thôn văn hóa".
        rf"|(?<!\w)(?:{many})\s+({villages})(?=\s+(?:của|ở|thuộc|trong|tại|còn|hộ|có tỷ lệ|có thu|có hộ)(?!\w))"
        # "Văn bản nào" asks of no village.
        rf"|(?<!\w)(?<!văn )({villages})(?=\s+(?:nào|gì)(?!\w))|(?<!\w)(?:từng|mỗi)\s+({villages})(?!\w)"
    )
    return re.compile(fold(pattern) if plain else pattern)


@cache
def _listed_levels(*, plain: bool) -> re.Pattern[str]:
    """A level word that goes on after another and has no name behind it, which is blank by then: "6 xã, thị trấn"."""
    levels = "|".join(sorted((word for word in LEVEL_WORDS if word not in ("tỉnh", "huyện")), key=len, reverse=True))
    pattern = rf"(?<!\w)(?:{levels})(?={_JOINS_LEVELS}({levels})(?=\s\S|[,.;?]|$))"
    return re.compile(fold(pattern) if plain else pattern)
