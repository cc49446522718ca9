"""The unit that a level alone means: "nghị quyết của HĐND tỉnh" where the archive has documents of one province.

Its name is written behind the level word, and the question is read as if it had been typed so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache, partial

from assistant.ask.understanding import words
from assistant.ask.understanding.gazetteer import Gazetteer
from assistant.language.places import COMMITTEE_WORDS, LEVEL_WORDS, VILLAGE_WORDS
from assistant.language.tables import load_table
from assistant.language.text import fold, has_diacritics, normalise


def with_sole_units(text: str, names: Gazetteer, *, talked: Collection[str] = ()) -> str:
    """A question with the names of the units that a level alone means; as it is where none is meant.

    None is where units in general are asked about; beside a unit that is named, only where both are: "… của xã An
    Hòa, còn HĐND tỉnh …".
    ``talked`` are the levels of which the conversation has a unit: a level word means that one.
    """
    plain = not has_diacritics(text)
    said, written = (fold if plain else normalise)(text), _written(plain=plain)
    if written.many.search(said):
        return text  # "xã nào thấp hơn của tỉnh" is of all communes
    found = [
        (match, name)
        for match in written.alone.finditer(said)
        if (name := _unit_of(match, names, talked))
        and not written.elsewhere.search(said, 0, match.start())
        and not written.listed.search(said, 0, match.start())
        and _ends_there(text, said, match.end(), written)
    ]
    beside = bool(found and names.exact(text))
    for match, name in reversed(found):
        if (beside or match["acting"]) and not written.opens.search(said, 0, match.start()):
            continue
        text = f"{text[: match.end()]} {fold(name) if plain else name}{text[match.end() :]}"
    return text


def _unit_of(match: re.Match[str], names: Gazetteer, talked: Collection[str]) -> str:
    """The name of the one unit of the level that was said; "" where there is none, or the conversation has one."""
    levels = _levels()[fold(match["level"] or match["committee"] or match["acting"])]
    return "" if levels & set(talked) else next((names.sole[each] for each in levels if each in names.sole), "")


def _ends_there(text: str, said: str, end: int, written: _Written) -> bool:
    """Whether no name follows the level word, and nothing that makes it stand for units in general."""
    if written.more.match(said, end):
        return False
    following = written.word.match(said, end)
    if following is None:
        return True
    if written.general.match(said, following.start(1)):
        return False
    typed = text[slice(*following.span(1))]
    if text != text.lower():
        return not typed.istitle()
    return typed[0].isdigit() or written.goes_on.match(said, following.start(1)) is not None


@cache
def _levels() -> dict[str, frozenset[str]]:
    """The levels that a word may mean, by its folded form: a "thành phố" is a district's peer or a province's."""
    found = {fold(word): frozenset({level}) for word, level in (LEVEL_WORDS | COMMITTEE_WORDS).items()}
    return found | {fold("thành phố"): frozenset({"huyện", "tỉnh"})}


@dataclass(frozen=True, slots=True)
class _Written:
    """The patterns of one way of writing, with marks or without.

    ``alone`` is a level with what says that its unit is meant. What stands before it ends with ``elsewhere``, with
    other levels (``listed``) or with ``opens`` (a clause, or one more of several); what follows, its first ``word``,
    begins ``general`` or ``goes_on``, or is ``more`` levels. ``many`` is units in general, wherever it stands.
    """

    alone: re.Pattern[str]
    elsewhere: re.Pattern[str]
    listed: re.Pattern[str]
    opens: re.Pattern[str]
    general: re.Pattern[str]
    many: re.Pattern[str]
    goes_on: re.Pattern[str]
    word: re.Pattern[str]
    more: re.Pattern[str]


_JOINED = r"\s*(?:[,/–-]|(?<=\s)(?:và|va|hay|hoặc|hoac)\s)\s*"  # "xã, phường", "xã và thị trấn"


@cache
def _written(*, plain: bool) -> _Written:
    table = load_table("assistant.ask.understanding", "sole_units.toml")
    form: Callable[[str], str] = fold if plain else str

    one_of = partial(words.one_of, plain=plain)
    levels, does = one_of((*COMMITTEE_WORDS, *LEVEL_WORDS)), one_of(table["does"])
    return _Written(
        alone=re.compile(
            rf"(?<!\w)(?:{one_of((*table['bodies'], *table['wholes']))}\s+(?P<level>{levels})"
            rf"|(?P<committee>{one_of(COMMITTEE_WORDS)})|(?P<acting>{levels})(?=\s+(?:{form('năm')}\s+\d{{4}}\s+)?{does}))"
        ),
        elsewhere=re.compile(rf"(?<!\w){one_of(table['elsewhere'])}\s+$"),
        opens=re.compile(rf"(?:^|[,;:.?]|(?<!\w){one_of(table['joins'])})\s*(?:{one_of(table['fillers'])}\s+)*$"),
        listed=re.compile(rf"(?<!\w){one_of(LEVEL_WORDS)}{_JOINED}$"),
        general=re.compile(rf"{one_of(table['general'])}|{form('có')}\s+{one_of(VILLAGE_WORDS)}"),
        many=re.compile(
            rf"(?<!\w)(?:{one_of(table['many'])}\s+{one_of(LEVEL_WORDS)}|{one_of(LEVEL_WORDS)}\s+{one_of(table['which'])})"
        ),
        goes_on=re.compile(f"{does}|{one_of(table['goes_on'])}"),
        word=re.compile(r"\s*(\w+)"),
        more=re.compile(rf"{_JOINED}{one_of(LEVEL_WORDS)}"),
    )
