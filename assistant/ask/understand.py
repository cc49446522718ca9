"""A question as staff type it -> ``Question``: what is asked, of which figure, where, when.

1. A question without diacritics gets those of the vocabulary of figures back ("tren 58 trieu"), no others.
2. Places are those of the archive, whole names, within a bounded number of typing errors; a name after a
level word that the archive does not hold is kept as unknown.
3. The catalogue names the indicators, the rules of ``quantities`` the condition.
4. Words of ``understand.toml`` give target or result, intent and route.
5. What a follow-up leaves out is taken from the question before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, cast

from assistant.ask.gazetteer import Gazetteer, Label, Named
from assistant.ask.reading import reading, standalone
from assistant.language.catalogue import Match, asking_catalogue, catalogue, convert
from assistant.language.dates import find_years
from assistant.language.places import LEVEL_WORDS
from assistant.language.quantities import find_quantities, rules
from assistant.language.tables import load_table
from assistant.language.text import LOWER, UPPER, fold, has_diacritics, normalise, syllables
from assistant.types import (
    COMMUNE_LEVELS,
    DOCUMENT_KINDS,
    Comparator,
    Condition,
    Intent,
    Kind,
    Measure,
    Place,
    Quantity,
    Question,
    Role,
    Turn,
)

_LEDGER: frozenset[Intent] = frozenset(
    {"lookup", "filter", "superlative", "count", "compare", "list", "missing", "archive", "about"}
)
_VOWEL = re.compile("[aeiouy]")  # every syllable of Vietnamese has one; a stray letter or number is no content
_NEAR = 24  # characters around a number in which words of figures get their diacritics back


@dataclass(frozen=True, slots=True)
class _Words:
    """A word list of the table, as one pattern for each way of comparing."""

    exact: re.Pattern[str]
    folded: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Rules:
    lists: Mapping[str, _Words]
    more: Mapping[Comparator, _Words]
    sections: Mapping[Role, _Words]
    about: Mapping[str, _Words]
    common: frozenset[str]
    openers: _Words
    pronouns: _Words
    last_year: _Words
    next_year: _Words
    anchors: tuple[str, ...]
    stop: frozenset[str]
    figure_words: re.Pattern[str]
    figure_forms: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Text:
    """The question under way: ``words`` is normalised (or folded, where it was typed without diacritics)."""

    original: str
    words: str
    plain: bool

    def has(self, words: _Words) -> bool:
        return self.find(words) is not None

    def find(self, words: _Words) -> re.Match[str] | None:
        return (words.folded if self.plain else words.exact).search(self.words)


def _document_kinds(asked: _Text) -> tuple[str, ...]:
    """The kinds of document asked for; all others after "không phải (là)"."""
    found = {kind for kind in DOCUMENT_KINDS if asked.has(_pattern((kind,)))}
    if asked.has(_NOT):
        return tuple(kind for kind in DOCUMENT_KINDS if kind not in found)
    return tuple(kind for kind in DOCUMENT_KINDS if kind in found)


def _pattern(words: Iterable[str]) -> _Words:
    ordered = sorted(words, key=len, reverse=True)

    def compiled(forms: Iterable[str]) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(form) for form in forms)})(?!\w)")

    return _Words(compiled(ordered), compiled(map(fold, ordered)))


_EVERY_COMMUNE = _pattern(("cấp xã", "đơn vị cấp xã"))
_NOT = _pattern(("không phải", "không phải là", "khác"))


@cache
def _rules() -> _Rules:
    table = load_table("assistant.ask", "understand.toml")
    names = [name for name, row in table.items() if "words" in row and name not in ("stop", "common", "anchors")]
    follow = table["follow_up"]
    forms = _figure_forms()
    ordered = sorted(forms, key=len, reverse=True)
    return _Rules(
        lists={name: _pattern(table[name]["words"]) for name in names},
        more={cast("Comparator", sign): _pattern(words) for sign, words in table["more"].items()},
        about={fact: _pattern(words) for fact, words in table["about"].items()},
        common=frozenset(fold(word) for word in table["common"]["words"].split()) | _stop_words(table),
        sections={cast("Role", role): _pattern(words) for role, words in table["sections"].items()},
        openers=_pattern(follow["openers"]),
        pronouns=_pattern(follow["pronouns"]),
        last_year=_pattern(follow["last_year"]),
        next_year=_pattern(follow["next_year"]),
        anchors=tuple(table["anchors"]["words"]),
        stop=_stop_words(table),
        figure_words=re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)"),
        figure_forms=forms,
    )


def _stop_words(table: Mapping[str, Any]) -> frozenset[str]:
    """The words without content of their own, with and without marks."""
    return frozenset(word for entry in table["stop"]["words"].split() for word in (entry, fold(entry)))


def _figure_forms() -> Mapping[str, str]:
    """Folded form -> form with diacritics, for every word that the reading of figures knows."""
    table = rules()
    words = [
        *table.comparators,
        *table.after_comparators,
        *table.forms,
        *table.multipliers,
        "đến",
        "năm",
        "đạt",
    ]
    forms: dict[str, str] = {}
    for word in words:
        # The first form of a unit is the right spelling, the later ones are known misprints.
        if fold(word) != word:
            forms.setdefault(fold(word), word)
    return forms


def understand(text: str, names: Gazetteer, *, history: Sequence[Turn] = ()) -> Question:
    """Reads a question over an archive that holds ``names``. Pure: the same input gives the same question."""
    before: Question | None = None
    for turn in (*(turn.content for turn in history if turn.role == "user"), text):
        question = _alone(turn, names)
        if before is not None:
            question = _completed(question, before)
        # A greeting or a question that was not understood is nothing to lean on.
        if question.indicators or question.words or question.places:
            before = question
    return replace(question, reading=reading(question))


def _alone(text: str, names: Gazetteer) -> Question:
    """The question by itself, without its conversation."""
    plain = not has_diacritics(text)
    prepared = restore_figure_words(text) if plain else text
    asked = _Text(text, fold(text) if plain else normalise(text), plain)
    found = names.find(text)
    spans = [(each.start, each.end) for each in found]
    rest = _Text(text, _blank(asked.words, spans), plain)
    quantities = _conditions(prepared, spans)
    matches = _indicators(rest, quantities)
    levels = _levels(rest)
    named = _nested(found, names, text)
    intent = _intent(rest, named, matches, quantities)
    about = _about(rest) if not matches and not quantities else None
    if about is not None:
        intent = "about"
    known_labels = _known_labels(rest, names.labels) if not matches else ()
    if known_labels and intent == "describe" and rest.has(_rules().lists["figures"]):
        intent = "lookup"
    communes = bool(levels) and levels != ("huyện",)
    of_units = communes or intent in ("filter", "superlative", "count", "list", "archive", "missing")
    indicators = tuple(dict.fromkeys(match.entry.id for match in matches)) or known_labels
    return Question(
        text=text,
        standalone=text,
        route="ledger" if intent in _LEDGER else "passages",
        intent=intent,
        indicators=indicators,
        condition=_condition(rest, quantities),
        places=tuple(replace(p, members=of_units and p.level in ("huyện", "tỉnh")) for p in named),
        unknown_places=_unknown_places(text, spans),
        levels=levels if not named or all(p.level in ("huyện", "tỉnh") for p in named) else (),
        kind=_kind(_without_names(rest, matches), intent, named),
        # "Số chỉ tiêu đạt và vượt kế hoạch" is the name of an indicator, not a measure of one.
        measure=_measure(_without_names(rest, matches), quantities),
        years=_years(prepared),
        document_kinds=_document_kinds(rest) if intent == "archive" else (),
        about=about,
        unread=_unread(rest, intent, indicators, quantities, named),
        corrections=_corrections(text, found),
        highest=not _superlative(rest, "lowest"),
        words=_content_words(rest),
        sections=tuple(role for role, words in _rules().sections.items() if rest.has(words)),
        anchors=tuple(anchor for anchor in _rules().anchors if rest.has(_pattern((anchor,)))),
    )


def _about(asked: _Text) -> str | None:
    """Which fact of a document is asked for: its date, number, signer or place."""
    return next((fact for fact, words in _rules().about.items() if asked.has(words)), None)


def _unread(
    asked: _Text,
    intent: Intent,
    indicators: Sequence[str],
    quantities: Sequence[Quantity],
    named: Sequence[Place],
) -> tuple[str, ...]:
    """Words that bear meaning and that no other step reads; with any, the question must not be answered."""
    conflicts: list[str] = []
    if intent not in _LEDGER:
        # Neither what no passage says nor an extreme of all can be found among the nearest passages.
        of_all = _asks_for_documents(asked) or _asks_for_units(asked)
        lists = ["negated", "highest", "lowest"] if of_all else []
    else:
        if len(quantities) > 1 or (quantities and len(indicators) > 1):
            conflicts.append("nhiều điều kiện trong một câu")
        if quantities and not indicators:
            conflicts.append("điều kiện không đi với chỉ tiêu nào")
        lists = ["negated"] if quantities or intent == "archive" else []
        lists += ["others"] if quantities else []
        lists += ["relations"] if named else []
        lists += ["spelled", "totals"]
    found = (asked.find(_rules().lists[name]) for name in lists)
    return (*conflicts, *(asked.original[match.start() : match.end()] for match in found if match))


def _corrections(text: str, found: Sequence[Named]) -> tuple[tuple[str, str], ...]:
    """Names that were typed otherwise than the archive writes them; leaving out all marks is no other name."""
    pairs = [(text[each.start : each.end], each.name) for each in found]
    return tuple(
        (typed, name)
        for typed, name in pairs
        if fold(typed) != fold(name) or (has_diacritics(typed) and normalise(typed) != normalise(name))
    )


# -- 1. diacritics -----------------------------------------------------------------------------------


def restore_figure_words(text: str) -> str:
    """Gives words of figures their diacritics back, same length: "tren 58 trieu" -> "trên 58 triệu"."""
    folded = fold(text)
    characters = list(text)
    for match in _rules().figure_words.finditer(folded):
        before = folded[max(0, match.start() - _NEAR) : match.start()]
        near = f"{before}{folded[match.end() : match.end() + _NEAR]}"
        unit = rules().forms.get(_rules().figure_forms[match.group()])
        counts = unit is not None and unit.dimension.startswith("count:")
        if re.search(r"\d\s*(?:\w+\s)?$" if counts else r"\d", before if counts else near):
            characters[match.start() : match.end()] = _rules().figure_forms[match.group()]
    return "".join(characters)


# -- 2. places ---------------------------------------------------------------------------------------


def _nested(found: Sequence[Named], names: Gazetteer, text: str) -> tuple[Place, ...]:
    """As in "xã Yên Lộc, huyện Bình Lâm" and "huyện Bình Lâm, xã Yên Lộc": one place within another.

    Only a comma or a word of place may stand between them: "xã Yên Lộc và huyện Bình Lâm" are two.
    """
    places: list[Place] = []
    last_end = 0
    for each in found:
        between = normalise(text[last_end : each.start])
        close = bool(places) and _WITHIN.fullmatch(between) is not None
        last_end = each.end
        is_commune = each.name in names.communes
        is_superior = each.level in ("huyện", "tỉnh") or (each.level is None and not is_commune)
        superior = "tỉnh" if each.name in names.provinces else "huyện"
        upper = places[-1].level in ("huyện", "tỉnh") if places else False
        if close and is_superior and not upper and places[-1].within is None:
            places[-1] = replace(places[-1], within=each.name)
        elif close and upper and not is_superior:
            places[-1] = Place(each.name, each.level, within=places[-1].name)
        else:
            places.append(Place(each.name, each.level or (None if is_commune else superior)))
    return tuple(dict.fromkeys(places))


# What may stand between a place and the one it lies in; the level word of the second is part of it.
_WITHIN = re.compile(
    r"\s*[,(]?\s*(?:ở|thuộc|của|tại|trong)?\s*(?:huyện|quận|thị xã|thành phố|tỉnh|xã|phường|thị trấn|"
    r"huyen|quan|thi xa|thanh pho|tinh|xa|phuong|thi tran)?\s*"
)


def _unknown_places(text: str, spans: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """Names of places that no document of the archive carries.

    A run of capitalised syllables after a level word or a word of place ("của Sơn Bình") is a name; in a question
    typed without marks and capitals, two words after a level word that are no words of questions are.
    """
    unknown = [match["name"] for match in _CAPITALISED.finditer(text) if not _overlaps(match.span("name"), spans)]
    if not has_diacritics(text) and text == text.lower():
        plain = (match for match in _PLAIN_NAME.finditer(text) if not _overlaps(match.span("name"), spans))
        unknown += [match["name"] for match in plain if match["name"].split()[0] not in _rules().common]
    return tuple(dict.fromkeys(unknown))


def _overlaps(span: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in spans)


_CAPITALISED = re.compile(
    rf"(?<!\w)(?i:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|tỉnh|của|ở|tại)\s+"
    rf"(?P<name>[{UPPER}][{LOWER}]+(?:\s+[{UPPER}][{LOWER}]+){{1,3}})(?!\w)"
)
_PLAIN_NAME = re.compile(r"(?<!\w)(?:xa|phuong|thi tran|huyen|quan)\s+(?P<name>[a-z]+\s+[a-z]+)(?!\w)")


def _blank(words: str, spans: Sequence[tuple[int, int]]) -> str:
    """The question with place names blanked, same length: "Thu Ngân" of a name is no budget."""
    characters = list(words)
    for start, end in spans:
        characters[start:end] = " " * (end - start)
    return "".join(characters)


def _levels(asked: _Text) -> tuple[str, ...]:
    """The levels that a general question asks about ("xã nào", "xã, phường, thị trấn nào"); empty for all."""
    if asked.has(_EVERY_COMMUNE):
        return tuple(sorted(COMMUNE_LEVELS))
    pattern = _general_levels(plain=asked.plain)
    words = LEVEL_WORDS if not asked.plain else {fold(word): level for word, level in LEVEL_WORDS.items()}
    return tuple(dict.fromkeys(words[next(filter(None, match.groups()))] for match in pattern.finditer(asked.words)))


@cache
def _general_levels(*, plain: bool) -> re.Pattern[str]:
    """A level word that stands for units in general: "xã nào", "các phường", "mấy xã", "xã, phường nào"."""
    levels = "|".join(sorted((word for word, level in LEVEL_WORDS.items() if level != "tỉnh"), key=len, reverse=True))
    many = "những|các|mấy|bao nhiêu|từng|mỗi|mọi|tất cả|số"
    pattern = (
        rf"(?<!\w)(?:(?:{many})\s+)(?P<level>{levels})(?!\w)"
        rf"|^(?P<level3>{levels})(?=\s+\w)|(?<!\w)(?:của|toàn|ở|trong|tại)\s+(?P<level4>huyện)(?!\w)"
        rf"|(?<!\w)(?P<level5>huyện)(?=\s+(?:đạt|đặt|giao|thu|có|phấn đấu)(?!\w))"
        rf"|(?<!\w)(?P<level2>{levels})(?=\s+nào(?!\w)|\s*,\s*(?:{levels})(?!\w)|\s+(?:và|hay|hoặc)\s+(?:{levels})(?!\w))"
    )
    return re.compile(fold(pattern).replace("(?p<", "(?P<") if plain else pattern)


# -- 3. indicators and conditions --------------------------------------------------------------------


def _conditions(prepared: str, spans: Sequence[tuple[int, int]]) -> tuple[Quantity, ...]:
    """The figures of a question: with a unit, a comparator or digits that are no year."""
    return tuple(
        quantity
        for quantity in find_quantities(prepared, words=False)
        if not _overlaps((quantity.start, quantity.end), spans) and quantity.unit not in _COUNTED_UNITS
    )


# "3 xã nào cao nhất" counts units; it is no condition on a figure.
_COUNTED_UNITS = frozenset({"xã", "cơ quan"})


def _condition(asked: _Text, quantities: Sequence[Quantity]) -> Condition | None:
    if not quantities:
        return None
    quantity = quantities[0]
    comparator = quantity.comparator
    before = _Text(asked.original, asked.words[: quantity.start].rstrip(), asked.plain)
    for sign, words in _rules().more.items():
        found = before.find(words)
        if comparator == "=" and found is not None and found.end() == len(before.words):
            comparator = sign
    return Condition(comparator, quantity.value, quantity.value_max, quantity.unit)


def _indicators(asked: _Text, quantities: Sequence[Quantity]) -> list[Match]:
    """The catalogue's indicators that the question names, in its order."""
    words = asked.words
    for phrase in _TARGET_PHRASES:
        form = fold(phrase) if asked.plain else phrase
        words = re.sub(
            rf"(?<!\w)(?<!nhiêu )(?<!nhieu )(?<!mấy ){form}(?!\w)", lambda match: " " * len(match.group()), words
        )
    matches = asking_catalogue().find(words, without_diacritics=asked.plain)
    if quantities:
        unit = quantities[0].unit
        fitting = [match for match in matches if convert(1.0, unit, to=match.entry.unit) is not None]
        matches = fitting or matches
    chosen: list[Match] = []
    for match in sorted(matches, key=lambda m: (-m.words, _preference(m, words))):
        if not any(other.start < match.end and match.start < other.end for other in chosen):
            chosen.append(match)
    return sorted(chosen, key=lambda match: match.start)


_TARGET_PHRASES = (
    "đặt chỉ tiêu",
    "giao chỉ tiêu",
    "có chỉ tiêu",
    "đặt ra chỉ tiêu",
    "các chỉ tiêu",
    "chỉ tiêu",
)


def _preference(match: Match, words: str) -> tuple[int, int]:
    """Among equals: what the question's own words for count or share prefer, then the core catalogue's order."""
    counts = re.search(r"(?<!\w)(?:số|bao nhiêu (?:hộ|trường|gia đình))(?!\w)", words) is not None
    is_count = not match.entry.unit.startswith("%")
    order = list(catalogue().entries)
    return (int(counts != is_count), order.index(match.entry.id))


def _known_labels(asked: _Text, labels: Sequence[Label]) -> tuple[str, ...]:
    """Labels of the ledger outside the catalogue whose words the question contains, longest first."""
    question, stop = set(syllables(asked.words)), _rules().stop
    found = [
        label.text
        for label in labels
        if len(content := (label.folded if asked.plain else label.words) - stop) > 1 and content <= question
    ]
    return tuple(sorted(found, key=lambda label: (-len(label), label)))


# -- 4. kind, intent, years --------------------------------------------------------------------------


def _superlative(asked: _Text, which: str) -> bool:
    """Whether the question asks for the extreme; "ít nhất 10 đảng viên" is a comparator."""
    found = asked.find(_rules().lists[which])
    return found is not None and re.match(r"\s*\d", asked.words[found.end() :]) is None


def _intent(
    asked: _Text,
    named: Sequence[Place],
    matches: Sequence[Match],
    quantities: Sequence[Quantity],
) -> Intent:
    lists = _rules().lists
    about_text = asked.has(lists["describe"])
    if not matches and (asked.has(lists["archive"]) or (_asks_for_documents(asked) and not about_text)):
        return "archive"
    listed_targets = asked.has(lists["list"]) and asked.has(lists["targets"])
    if not matches and not (listed_targets and named) and not (quantities and asked.has(lists["targets"])):
        return "describe"
    if about_text and not quantities:
        return "describe"
    if (asked.has(lists["negated"]) or asked.has(lists["others"])) and not quantities and not named:
        return "missing"
    if _superlative(asked, "highest") or _superlative(asked, "lowest"):
        return "superlative"
    if _counts_units(asked) and not named:
        return "count"
    if quantities:
        return "filter"
    if asked.has(lists["compare"]) or len(named) > 1:
        return "compare"
    return "list" if asked.has(lists["list"]) or not named else "lookup"


def _asks_for_documents(asked: _Text) -> bool:
    return re.search(r"(?<!\w)(?:van ban|nghi quyet|thong bao|bao cao)\s+nao(?!\w)", fold(asked.words)) is not None


def _asks_for_units(asked: _Text) -> bool:
    unit = r"(?<!\w)(?:xa|phuong|thi tran|huyen|don vi|dia phuong|noi)\s+nao(?!\w)"
    return re.search(unit, fold(asked.words)) is not None


def _counts_units(asked: _Text) -> bool:
    """As in "Có bao nhiêu xã …", "mấy phường …": the units are counted, not the figure asked for."""
    return (
        re.search(
            r"(?<!\w)(?:bao nhieu|may)\s+(?:xa|phuong|thi tran|don vi|dia phuong|noi|huyen|van ban)(?!\w)",
            fold(asked.words),
        )
        is not None
    )


def _kind(asked: _Text, intent: Intent, named: Sequence[Place]) -> Kind | None:
    """Target or result; None where both are asked for, or neither word is said of the figures of named units."""
    lists = _rules().lists
    if asked.has(lists["both"]) or asked.has(lists["missed_plan"]):
        return None
    # In "đạt bao nhiêu chỉ tiêu" the targets are what is counted.
    rest = replace(asked, words=re.sub(r"(?:bao nhiêu|bao nhieu|mấy|may) (?:chỉ tiêu|chi tieu)", "", asked.words))
    target, actual = rest.has(lists["targets"]), rest.has(lists["actuals"])
    if target and actual:
        return None
    if target:
        return "target"
    if actual:
        return "actual"
    over_units = not named or _asks_for_units(asked)
    return "target" if intent in ("filter", "superlative", "count") and over_units else None


def _without_names(asked: _Text, matches: Sequence[Match]) -> _Text:
    """The question with the names of its indicators blanked."""
    return replace(asked, words=_blank(asked.words, [(match.start, match.end) for match in matches]))


def _measure(asked: _Text, quantities: Sequence[Quantity]) -> Measure | None:
    """Change or share of the plan, where the question asks for one; "giảm còn" asks for the level."""
    lists = _rules().lists
    share = bool(quantities) and quantities[0].unit.startswith("%")
    if asked.has(lists["missed_plan"]) or (share and asked.has(lists["plan"])):
        return "vs_plan"
    if asked.has(lists["changes"]) and not asked.has(lists["levels_again"]):
        return "change"
    return None


def _years(prepared: str) -> tuple[int, ...]:
    """The years of a question; "từ năm 2022 đến 2024" are three."""
    years = find_years(prepared)
    values = [year.value for year in years]
    if len(years) == 2 and re.fullmatch(
        r"\s*(?:đến|tới|-|–)\s*(?:năm\s*)?", normalise(prepared[years[0].end : years[1].start])
    ):
        return tuple(range(min(values), max(values) + 1))
    return tuple(dict.fromkeys(values))


def _content_words(asked: _Text) -> tuple[str, ...]:
    stop = _rules().stop
    return tuple(word for word in syllables(asked.words) if word not in stop and _VOWEL.search(fold(word)))


# -- 5. follow-ups -----------------------------------------------------------------------------------


def _completed(question: Question, before: Question) -> Question:
    """A follow-up with what it leaves out taken from the question before it."""
    if not re.search(r"\w", question.text) or question.intent == "about":
        return question
    plain = not has_diacritics(question.text)
    asked = _Text(question.text, fold(question.text) if plain else normalise(question.text), plain)
    opener = asked.find(_rules().openers)
    leans = (opener is not None and opener.start() <= 1) or asked.has(_rules().pronouns)
    refines = not question.indicators and question.intent == "describe" and not question.words
    if not (leans or refines or _is_fragment(question)):
        return question
    merged = _merged(question, before, asked)
    return replace(merged, standalone=standalone(merged))


def _is_fragment(question: Question) -> bool:
    """A condition, a year or a place alone: there is nothing that could be looked up."""
    return not question.indicators and question.intent in ("describe", "filter") and len(question.words) <= 1


def _merged(question: Question, before: Question, asked: _Text) -> Question:
    about_text = asked.has(_rules().lists["describe"])
    if about_text:
        return replace(
            question,
            places=question.places or before.places,
            years=question.years or before.years,
            levels=() if before.places else question.levels,
        )
    intent = before.intent
    if question.intent in ("superlative", "count", "compare") and question.indicators:
        intent = question.intent
    if question.condition and intent not in ("filter", "count"):
        intent = "filter"
    places = _merged_places(question, before)
    if question.places and intent in ("filter", "superlative", "count", "list"):
        intent = "lookup"
    if _superlative(asked, "highest") or _superlative(asked, "lowest"):
        intent = "superlative"
    return replace(
        question,
        route=before.route if not question.indicators else question.route,
        intent=intent,
        indicators=question.indicators or before.indicators,
        condition=_merged_condition(question, before),
        unread=tuple(part for part in question.unread if part != "điều kiện không đi với chỉ tiêu nào"),
        places=places,
        unknown_places=question.unknown_places,
        levels=question.levels or (() if places else before.levels),
        kind=question.kind if _says_kind(asked) else before.kind,
        years=_merged_years(question, before, asked),
        measure=question.measure or before.measure,
        words=question.words or before.words,
    )


def _merged_condition(question: Question, before: Question) -> Condition | None:
    """The new condition; the old one goes on only with the old indicator and without a new place."""
    if question.condition or question.places or question.indicators:
        return question.condition
    return before.condition


def _says_kind(asked: _Text) -> bool:
    lists = _rules().lists
    return any(asked.has(lists[name]) for name in ("targets", "actuals", "both"))


def _merged_places(question: Question, before: Question) -> tuple[Place, ...]:
    """The new places; a district alone says which of two communes of one name was meant."""
    if question.places and all(place.level in ("huyện", "tỉnh") for place in question.places):
        return tuple(replace(place, within=question.places[0].name) for place in before.places) or question.places
    return question.places or (() if question.levels else before.places)


def _merged_years(question: Question, before: Question, asked: _Text) -> tuple[int, ...]:
    if question.years or not before.years:
        return question.years
    if asked.has(_rules().last_year):
        return (min(before.years) - 1,)
    if asked.has(_rules().next_year):
        return (max(before.years) + 1,)
    return before.years
