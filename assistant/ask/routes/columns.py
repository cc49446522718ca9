"""Columns of a table set against each other, for a line that is named or to choose lines by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.ask.composing.across import (
    Cell,
    Chosen,
    Pair,
    compose_apart,
    compose_chosen,
    compose_chosen_left,
    compose_left,
    compose_shares,
)
from assistant.ask.composing.series import compose_sum
from assistant.ask.parts import Known
from assistant.ask.retrieving.columns import Column, Grid, Line, named_in, said_syllables, spelled_text
from assistant.ask.retrieving.fitting import are_called
from assistant.ask.retrieving.series import is_total, name_syllables, telling
from assistant.ask.routes.series import searched
from assistant.ask.understanding.over_lines import nouns_of
from assistant.ask.understanding.set_against import ChosenBy, SetAgainst, chosen_by, comparing_words, set_against
from assistant.ask.understanding.words import prepared
from assistant.language.catalogue import catalogue
from assistant.language.text import fold, normalise
from assistant.types import Draft, Question, Reference

_MOST_PAIRS = 4  # pairs of columns or lines that one answer tells
_MISSED = 0.34  # share of the telling syllables of a question that a table need not say


@dataclass(frozen=True, slots=True)
class _Told:
    """An answer by one table: what of the question it does not say, a share, how much of it names its lines, how much
    says what they are, and how much stands right over the table.
    """

    draft: Draft
    missed: float
    named: int
    called: int
    near: int


def from_columns(question: Question, known: Known) -> Draft | None:
    """What two columns of a named line, or two lines of one column, come to; or the lines that one column chooses
    against another. None where the question sets nothing against each other, or no table tells both for certain.
    """
    if question.excepted or question.intent in ("archive", "talk", "summary"):
        return None
    against, choice = set_against(question), chosen_by(question)
    if len(question.places) > 1:
        # A unit beside its district may be a line of its table; what is asked of several is told of each by itself.
        against, choice = (against if against is not None and against.how == "share" else None), None
    if against is None and choice is None:
        return None
    found = [each for key in searched(question, known) for each in _told_in(key, question, against, choice, known)]
    best = min(found, key=_rank, default=None)
    if best is None or any(_rank(each) == _rank(best) and each.draft != best.draft for each in found):
        return None  # two tables say it as well
    return best.draft


def sum_of_lines(question: Question, known: Known) -> Draft | None:
    """What the lines of a table that are named come to in the one column that the question means: "cộng biên chế của
    Văn phòng và Phòng Kinh tế". None where fewer than two are named, or the column is not certain.
    """
    other = question.intent in ("about", "archive", "talk", "summary", "mean") or _MEAN.search(
        normalise(question.text)
    )
    if question.excepted or other or _ADDED.search(normalise(question.text)) is None:
        return None
    places = [each.name for each in question.places if each.name]
    against = SetAgainst(
        "difference", question.references, question.years, named=tuple(said_syllables(question.text))
    )
    found = []
    for key in searched(question, known):
        for grid in known.grids(key):
            named = [each.line for each in named_in(grid, question.text, places=places)]
            rows = [each.row for each in named if not each.is_whole]
            naming = {word for each in named for word in said_syllables(each.name)}
            fits = len(rows) == len(named) > 1 and _missed(grid, question, aside=naming) <= _MISSED
            columns = _columns(grid, named, against, question) if fits else []
            own = [each for each in known.series(key) if each.by_row and not each.is_share]
            own = [
                each for each in own if each.name in {column.said for column in columns} and "/người" not in each.unit
            ]
            own = [each for each in own if _MEAN.search(normalise(each.name)) is None]  # means of parts have no sum
            own = [each for each in own if each.entries[0].row.heads == grid.lines[-1].row.heads]
            if len(columns) == len(own) == 1 and not any(each.part_of for each in named):
                entries = [each for each in own[0].entries if each.row in rows]
                found.append(compose_sum(own[0], entries, known.books))
    return found[0] if len(found) == 1 else None


_MEAN = re.compile(r"(?<!\w)(?:bình quân|trung bình|bq|tnbq|chia)(?!\w)")
_ADDED = re.compile(r"(?<!\w)(?:cộng|tổng cộng|tính chung|gộp)(?!\w)")


def _rank(told: _Told) -> tuple[float, int, int, int]:
    return told.missed, -told.named, -told.called, -told.near


def _told_in(
    key: str, question: Question, against: SetAgainst | None, choice: ChosenBy | None, known: Known
) -> Iterator[_Told]:
    places = [each.name for each in question.places if each.name]
    for grid in known.grids(key):
        named = named_in(grid, question.text, places=places)
        lines = [each.line for each in named]
        # What names a line says nothing of its figures: "Trạm Y tế còn thiếu bao nhiêu bác sĩ".
        naming = {word for each in lines for word in said_syllables(each.name)}
        missed, near = _missed(grid, question, aside=naming), _near(grid, question)
        if missed > _MISSED:
            continue
        if against is not None and (made := _worked(grid, lines, against, question, known)) is not None:
            yield _Told(made, missed, sum(each.end - each.start for each in named), 0, near)
        elif (
            choice is not None
            and (noun := _noun(grid, question, known))
            and (made := _chosen(grid, choice, lines, question, known)) is not None
        ):
            yield _Told(made, missed, 0, len(noun.split()), near)


def _near(grid: Grid, question: Question) -> int:
    """How many telling syllables of a question the line right over a table has, and none farther off."""
    over = grid.above.split(" . ")
    around = next((each for each in reversed(over) if "|" not in each and telling(each)), "")
    return len(set(telling(question.text)) & set(said_syllables(around)))


def _noun(grid: Grid, question: Question, known: Known) -> str:
    """What a question calls the lines of a table, folded; "" where it calls them nothing of the kind."""
    heads = grid.lines[-1].row.heads
    held = (each for each in known.series(grid.document_id) if each.by_row and each.entries[0].row.heads == heads)
    of = next(held, None)
    nouns = nouns_of(fold(prepared(question.text).words))
    return next((each for each in nouns if of is not None and are_called(of, each)), "")


def _missed(
    grid: Grid, question: Question, lines: Sequence[Line] | None = None, *, aside: Iterable[str] = ()
) -> float:
    """The share of a question's telling syllables, but for those ``aside``, that neither a table nor what stands over
    it says; of the table only some ``lines``, where they are given.
    """
    text = question.text
    for place in question.places:
        for name in (place.name, *place.within):
            text = text.replace(name, " ") if name else text
    heads = {each for column in grid.columns for each in name_syllables(column.said)}
    own = {each for line in (grid.lines if lines is None else lines) for each in said_syllables(line.name)}
    around = {*heads, *own, *said_syllables(grid.above), *said_syllables(grid.key), *comparing_words()}
    words = set(telling(spelled_text(grid, text))) - set(nouns_of(fold(text))) - set(aside)
    return len(words - around) / max(len(words), 1)


# -- two figures -------------------------------------------------------------------------------------


def _worked(grid: Grid, named: Sequence[Line], against: SetAgainst, question: Question, known: Known) -> Draft | None:
    """What the figures that are named come to."""
    lines = named or _whole(grid, question)
    if not lines:
        return None
    if against.how == "without":
        return _without(grid, lines, against, question, known)
    if against.how == "share":
        return _share(grid, lines, against, question, known)
    if against.how == "left":
        return _left(grid, lines, question, known)
    across = [pair for line in lines[:_MOST_PAIRS] for pair in _pairs(grid, line, against)]
    if not across and against.than and len(lines) == _TWO and (columns := _columns(grid, lines, against, question)):
        alike = [each for each in columns if grid.unit(lines[0], each) == grid.unit(lines[1], each)]
        across = [_pair(grid, lines[0], lines[1], column, column) for column in alike]
    return compose_apart(grid, across[:_MOST_PAIRS], known.books) if across else None


_TWO = 2


def _whole(grid: Grid, question: Question) -> list[Line]:
    """The line of all together, where the question names no other and says nothing that only others say."""
    found = [each for each in grid.lines if is_total(each.row.label)][:1]
    text = normalise(question.text)
    for column in grid.columns:
        text = text.replace(normalise(column.name), " ")  # "so với tổng mức đầu tư" is of no whole
    return found if _SAYS_WHOLE.search(text) and not _missed(grid, question, found) else []


_SAYS_WHOLE = re.compile(r"(?<!\w)(?:tổng(?! mức)|toàn|cả)(?!\w)")


def _pairs(grid: Grid, line: Line, against: SetAgainst) -> list[Pair]:
    """The pairs of columns of a line that the question sets against each other, each told by its kind and year."""
    told = grid.with_figure(line)
    pairs = [
        _pair(grid, line, line, first, second)
        for first, second in _columns_against(grid, against)
        if first in told and second in told
    ]
    return [each for each in pairs if each.first.value >= 0 and each.second.value >= 0]


def _columns_against(grid: Grid, against: SetAgainst | ChosenBy) -> list[tuple[Column, Column]]:
    """The columns that are held against each other, the later or the result first; [] where they are not certain."""
    if against.part:
        return _of_part(grid, against.part)
    references = list(against.references)
    if len(references) < _TWO and len(against.years) == _TWO:
        references = [Reference(None, year) for year in against.years]
    if len(references) == _TWO:
        first, second = sorted(references, key=_order, reverse=True)
        return _matched(_of_matter(grid, first, against), _of_matter(grid, second, against), second)
    if len(against.named) > 1 and len(named := _named_columns(grid, against.named)) == _TWO:
        return [(named[0], named[1])]
    if against.than:
        return []
    dated = sorted({year for each in grid.columns if each.role != "change" for year in each.years})
    year = max(against.years, default=max(dated, default=0))
    if len(references) > 1 or not {year, year - 1} <= set(dated):
        return []
    kind, last = references[0].kind if references else None, Reference(None, year - 1)
    return _matched(_of_matter(grid, Reference(kind, year), against), _of_matter(grid, last, against), last)


def _of_matter(grid: Grid, reference: Reference, against: SetAgainst | ChosenBy) -> list[Column]:
    """The columns of a kind and a year; of several those whose heads say most of what the question says of heads."""
    found = grid.columns_of(reference)
    said = set(against.named) - comparing_words()
    shares = {each: len({*telling(each.said)} & said) for each in found}
    best = max(shares.values(), default=0)
    return [each for each in found if shares[each] == best]


def _named_columns(grid: Grid, said: Sequence[str]) -> list[Column]:
    """The columns without a year whose whole names a question has, in its order; none whose words another has too."""
    names = [each for each in grid.columns if each.role != "change" and not each.years]
    own = {each: name_syllables(each.name) - comparing_words() for each in names}
    held = {each: words for each, words in own.items() if len(words) > 1 and words <= set(said)}
    apart = [each for each, words in held.items() if sum(words <= other for other in held.values()) == 1]
    at = {word: place for place, word in enumerate(said)}

    def ends(column: Column) -> int:
        others = {word for each in apart if each != column for word in held[each]}
        return max((at[word] for word in held[column] - others), default=0)

    return sorted(apart, key=ends)


def _of_part(grid: Grid, part: str) -> list[tuple[Column, Column]]:
    """The column of a part of a year and that of the same part of the year before; [] where none or several are."""
    of_part = [each for each in grid.columns if each.role != "change" and each.part]
    before = [each for each in of_part if "cùng kỳ" in normalise(each.name)]
    own = [each for each in of_part if each not in before and part in ("cùng kỳ", each.part)]
    return [(own[0], before[0])] if len(own) == len(before) == 1 else []


def _matched(first: Sequence[Column], second: Sequence[Column], asked: Reference) -> list[tuple[Column, Column]]:
    """One column against those that it may be held against: of a year without a kind its plan and its result are both
    told; one against itself, or two that may be the first, are none.
    """
    if len(first) > 1:
        stems = {each.stem for each in second}
        first = [each for each in first if each.stem in stems]
    others = [each for each in second if each not in first]
    others = [each for each in others if len(first) != 1 or _is_of_unit(each, first[0])]
    if len(first) != 1 or not others or (asked.kind is not None and len(others) > 1):
        return []
    return [(first[0], each) for each in sorted(others, key=lambda each: each.stem != first[0].stem)][:_TWO]


def _is_of_unit(column: Column, other: Column) -> bool:
    """Whether two columns are counted in one unit, or one tells none and both are called by two words alike."""
    alike = len(set(telling(column.said)) & set(telling(other.said))) > 1
    return column.unit == other.unit or (alike and not (column.unit and other.unit))


def _order(reference: Reference) -> tuple[int, bool]:
    return reference.year, reference.kind != "target"


def _pair(grid: Grid, line: Line, other: Line, first: Column, second: Column) -> Pair:
    return Pair(_cell(grid, line, first), _cell(grid, other, second))


def _cell(grid: Grid, line: Line, column: Column) -> Cell:
    return Cell(line, column, grid.figure(line, column) or 0.0)


def _columns(grid: Grid, lines: Sequence[Line], against: SetAgainst, question: Question) -> list[Column]:
    """The columns in which lines are held against each other: of the years, kinds and words that the question says,
    each that has a figure for all of them.
    """
    own = [
        each
        for each in grid.columns
        if each.role != "change" and all(each in grid.with_figure(line) for line in lines)
    ]
    said = set(said_syllables(question.text))
    named = [each for each in own if (words := set(telling(each.name))) and words <= said]
    of_year = [each for each in own if set(each.years) & set(against.years)]
    kinds = {each.kind for each in against.references if each.kind}
    of_kind = [
        each for each in of_year if any(each in grid.columns_of(Reference(kind, each.years[0])) for kind in kinds)
    ]
    both = [each for each in named if each in of_year]
    return (both or named or of_kind or of_year or own)[:_MOST_PAIRS]


def _left(grid: Grid, lines: Sequence[Line], question: Question, known: Known) -> Draft | None:
    """What of a line's whole is not given yet, or of what was given is not used yet."""
    found = _left_of(grid, lines[0], question) if len(lines) == 1 else None
    if found is None:
        return None
    whole, taken = found
    while taken and sum(each.value for each in taken) > whole.value:
        taken = taken[:-1]
    return compose_left(grid, whole, taken, known.books, steps=True) if taken else None


def _left_of(grid: Grid, line: Line, question: Question) -> tuple[Cell, list[Cell]] | None:
    """A line's whole and what is given of it, or what is given and what is used; None where that is not certain."""
    told = grid.with_figure(line)
    wholes, spent = ([each for each in told if each.role == role] for role in ("whole", "so_far"))
    plans = [each for each in told if each.role == "plan"]
    if len(spent) != 1:
        return None
    said = spent[0]
    if len(wholes) == 1 and (not plans or _names(wholes[0], question) or not _of_year(plans, said)):
        # What is given up to the end of a year has nothing of the year after it.
        later = [each for each in plans if said.years and each.years == (max(said.years) + 1,)]
        taken = [_cell(grid, line, each) for each in (said, *(later if len(later) == 1 else ()))]
        whole = _cell(grid, line, wholes[0])
    elif len(given := _of_year(plans, said)) == 1:
        whole, taken = _cell(grid, line, given[0]), [_cell(grid, line, said)]
    else:
        return None
    units = {grid.unit(line, each.column) for each in (whole, *taken)}
    return (whole, taken) if len(units) == 1 else None


def _of_year(plans: Sequence[Column], spent: Column) -> list[Column]:
    return [each for each in plans if set(each.years) & set(spent.years) or not (each.years and spent.years)]


def _names(column: Column, question: Question) -> bool:
    return name_syllables(column.said) <= set(said_syllables(question.text))


def _without(
    grid: Grid, lines: Sequence[Line], against: SetAgainst, question: Question, known: Known
) -> Draft | None:
    """A line without those of its parts that are taken away; a table's whole without lines of it."""
    away = [each.line for each in named_in(grid, against.away)]
    rest = [each for each in lines if each not in away]
    whole = rest[0] if len(rest) == 1 else None
    if whole is None and not rest:
        whole = next((each for each in grid.lines if is_total(each.row.label)), None)
    if whole is None or not away or not all(_is_part(each, whole) for each in away):
        return None
    told = [
        (_cell(grid, whole, column), [_cell(grid, each, column) for each in away])
        for column in _columns(grid, [whole, *away], against, question)
    ]
    told = [each for each in told if sum(part.value for part in each[1]) <= each[0].value]
    if len(told) != 1:
        return None
    return compose_left(grid, *told[0], known.books, steps=False)


def _is_part(line: Line, whole: Line) -> bool:
    """Whether a line is within another: told as its part, below it as its group, or one of a table's whole."""
    own = whole.row.label
    return own in (line.part_of, line.group) or (is_total(own) and not line.is_whole)


def _share(grid: Grid, lines: Sequence[Line], against: SetAgainst, question: Question, known: Known) -> Draft | None:
    """Which share of its whole a line is: of the line that is named as such, else of the table's total."""
    part, *others = lines
    if len(lines) == 1 and (two := _share_columns(grid, part, against)) is not None:
        return compose_shares(grid, [_pair(grid, part, part, *two)], known.books)
    if is_total(part.row.label) or not (others or _SAYS_WHOLE.search(against.whole) or part.part_of):
        return None
    wholes = others or _wholes_of(part, grid, question)
    whole = next((each for each in wholes if _is_part(part, each) or each.row.label == part.group), None)
    if whole is None:
        return None
    columns = [each for each in _columns(grid, [part, whole], against, question) if each.unit != "%"]
    pairs = [_pair(grid, part, whole, each, each) for each in columns]
    pairs = [each for each in pairs if 0 <= each.first.value <= each.second.value and each.second.value]
    return compose_shares(grid, pairs, known.books) if pairs else None


def _share_columns(grid: Grid, line: Line, against: SetAgainst) -> tuple[Column, Column] | None:
    """The column whose figure is a share, and the one of which it is, where the question names one behind "chiếm mấy
    phần trăm" and another before.
    """
    behind, said = set(said_syllables(against.whole)), list(against.named)
    before = set(said[: len(said) - len(said_syllables(against.whole))])
    own = {each: name_syllables(each.said) - {"so"} for each in grid.with_figure(line) if each.role != "change"}
    wholes = [each for each, words in own.items() if words and words <= behind]
    parts = [each for each, words in own.items() if each not in wholes and words and words <= before]
    if len(wholes) != 1 or len(parts) != 1:
        return None
    part, whole = grid.figure(line, parts[0]) or 0.0, grid.figure(line, wholes[0]) or 0.0
    alike = grid.unit(line, parts[0]) == grid.unit(line, wholes[0])
    return (parts[0], wholes[0]) if alike and 0 <= part <= whole and whole else None


def _wholes_of(part: Line, grid: Grid, question: Question) -> list[Line]:
    """The line of which another is told to be part, where the question has two syllables of its name or more; else
    that of all together.
    """
    said = set(said_syllables(question.text)) - set(said_syllables(part.name))
    above = [each for each in grid.lines if each.row.label == part.part_of]
    if any(len(said & set(telling(each.name))) > 1 for each in above):
        return above
    return [each for each in grid.lines if is_total(each.row.label) and "chi tieu" not in fold(grid.key)]


# -- lines that are chosen ---------------------------------------------------------------------------


def _chosen(grid: Grid, choice: ChosenBy, named: Sequence[Line], question: Question, known: Known) -> Draft | None:
    """The lines for which the first of two figures is higher, lower or the same."""
    of_targets = "chi tieu" in fold(grid.key)
    groups = {each.row.label for each in named if each.is_whole}
    lines = [
        each for each in grid.lines if (not each.is_whole or of_targets) and (not groups or each.group in groups)
    ]
    if choice.left is not None:
        return _chosen_left(grid, choice, lines, question, known)
    topic = _topic(grid, question)
    if choice.of_plan:
        lines = [each for each in lines if not topic or topic & set(said_syllables(each.name))]
        pairs = _plan_columns(grid, question, known)
        made = _missed_or_exceeded(grid, lines, pairs[0], choice) if len(pairs) == 1 else None
        # A table need not tell all targets: that none of them was missed is not said.
        return compose_chosen(grid, made, known.books) if made is not None and (made.held or made.parts) else None
    if choice.goes_on in topic:
        return None  # "giảm nghèo" is what a line is of
    if any(_APART & name_syllables(each.name) for each in grid.columns if each.role != "change"):
        return None  # "hộ nghèo giảm" is a figure of its own, and its column is asked for
    told = [_by_pair(grid, lines, each, choice) for each in _columns_against(grid, choice)]
    changes = [each for each in grid.columns if each.role == "change" and _tells_sign(grid, each)]
    if not told and len(changes) == 1 and not choice.than:
        told = [_by_change(grid, lines, changes[0], choice)]
    drafts = [compose_chosen(grid, each, known.books) for each in told]
    return Draft("answered", tuple(line for each in drafts for line in each.statements)) if drafts else None


def _chosen_left(
    grid: Grid, choice: ChosenBy, lines: Sequence[Line], question: Question, known: Known
) -> Draft | None:
    """The lines of whose whole something is not given or not used yet, or nothing."""
    found = {
        each: told for each in lines if not each.part_of and (told := _left_of(grid, each, question)) is not None
    }
    if not found:
        return None
    rest = {line: whole.value - sum(each.value for each in taken) for line, (whole, taken) in found.items()}
    held = [each for each in found if (rest[each] > 0) == choice.left and rest[each] >= 0]
    held.sort(key=rest.__getitem__, reverse=choice.most is not False)
    what = " và ".join(f"“{each.column.said}”" for each in next(iter(found.values()))[1])
    whole = next(iter(found.values()))[0].column.said
    words = f"còn thiếu so với “{whole}” khi trừ {what}" if choice.left else f"đã đủ “{whole}” với {what}"
    silent = [each for each in lines if not each.part_of and each not in found]
    return compose_chosen_left(grid, [found[each] for each in held], words, silent, known.books)


_APART = frozenset({"tang", "giam"})


def _topic(grid: Grid, question: Question) -> set[str]:
    """The telling syllables of a question that only names of lines have: "chỉ tiêu giảm nghèo nào"."""
    heads = {each for column in grid.columns for each in name_syllables(column.said)}
    around = {*heads, *said_syllables(grid.above.replace("|", " ")), *said_syllables(grid.key), *comparing_words()}
    lines = {each for line in grid.lines for each in said_syllables(line.name)}
    text = question.text
    for place in question.places:
        text = text.replace(place.name, " ") if place.name else text
    return (set(telling(text)) & lines) - around


def _tells_sign(grid: Grid, column: Column) -> bool:
    """Whether a column has what was added or taken away: with signs, and not in per cent of the figure before."""
    cells = [each for line in grid.lines if (each := grid.cell(line, column))]
    return any(each.startswith(("-", "−", "–", "+")) and len(each) > 1 for each in cells)


def _by_pair(grid: Grid, lines: Sequence[Line], columns: tuple[Column, Column], choice: ChosenBy) -> Chosen:
    both = _both(grid, lines, columns)
    ways = {1: "cao hơn", -1: "thấp hơn", 0: "bằng"}
    words = f"có “{columns[0].said}” {ways[choice.sign]} “{columns[1].said}”"
    far = [(line, pair, pair.first.value - pair.second.value) for line, pair in both]
    return _told(grid, lines, far, words, choice)


def _both(grid: Grid, lines: Sequence[Line], columns: tuple[Column, Column]) -> list[tuple[Line, Pair]]:
    """The lines that have both figures in one unit."""
    held = [each for each in lines if set(columns) <= set(grid.with_figure(each))]
    return [(each, _pair(grid, each, each, *columns)) for each in held]


def _by_change(grid: Grid, lines: Sequence[Line], column: Column, choice: ChosenBy) -> Chosen:
    ways = {1: "tăng", -1: "giảm", 0: "không đổi"}
    both = _both(grid, lines, (column, column))
    return _told(
        grid,
        lines,
        [(line, pair, pair.first.value) for line, pair in both],
        f"{ways[choice.sign]} theo cột “{column.name}”",
        choice,
    )


def _told(
    grid: Grid, lines: Sequence[Line], far: Sequence[tuple[Line, Pair, float]], words: str, choice: ChosenBy
) -> Chosen:
    """The lines whose change has the sign that is asked for; ``far`` is how far up each went."""
    held = [each for each in far if (each[2] > 0) - (each[2] < 0) == choice.sign]
    told = {line for line, _, _ in far}
    first: list[Pair] = []
    if choice.most is not None and len({grid.unit(line, pair.first.column) for line, pair, _ in far}) == 1:
        order = sorted(
            (each for each in held if not each[0].part_of), key=lambda each: abs(each[2]), reverse=choice.most
        )
        edge = abs(order[min(choice.limit, len(order)) - 1][2]) if order else 0.0
        first = [pair for at, (_, pair, by) in enumerate(order) if at < choice.limit or abs(by) == edge]
    return Chosen(
        words,
        held=tuple(pair for line, pair, _ in held if not line.part_of),
        parts=tuple(pair for line, pair, _ in held if line.part_of),
        unknown=(),
        silent=tuple(each for each in lines if each not in told),
        rest=len(far) - len(held),
        first=tuple(first),
        most=choice.most is not False,
    )


def _sign(pair: Pair) -> int:
    return (pair.first.value > pair.second.value) - (pair.first.value < pair.second.value)


def _plan_columns(grid: Grid, question: Question, known: Known) -> list[tuple[Column, Column]]:
    """The result and the plan of one year, each once."""
    identity = known.books.of(grid.document_id).identity
    year = max(question.years, default=identity.result_year or 0)
    results, plans = (
        [each for each in grid.columns if each.role == role and year in each.years and not each.part]
        for role in ("result", "plan")
    )
    return [(results[0], plans[0])] if len(results) == len(plans) == 1 else []


def _missed_or_exceeded(
    grid: Grid, lines: Sequence[Line], columns: tuple[Column, Column], choice: ChosenBy
) -> Chosen:
    """The lines whose result is worse or better than its plan, by the direction in which each is better; those of
    which it is not known are told apart.
    """
    both = _both(grid, lines, columns)
    apart = [(line, pair) for line, pair in both if _sign(pair)]
    known_ways = [(line, pair, way) for line, pair in apart if (way := _better(line, grid, columns[1]))]
    held = [pair for _, pair, way in known_ways if _sign(pair) * way == choice.sign]
    told = {line for line, _ in both}
    judged = {line for line, _, _ in known_ways}
    words = f"có “{columns[0].said}” {'kém' if choice.sign < 0 else 'tốt hơn'} “{columns[1].said}”"
    return Chosen(
        words,
        held=tuple(each for each in held if not each.first.line.part_of),
        parts=tuple(each for each in held if each.first.line.part_of),
        unknown=tuple(pair for line, pair in apart if line not in judged),
        silent=tuple(
            each for each in lines if each not in told and any(grid.cell(each, column) for column in columns)
        ),
        rest=len(both) - len(held) - sum(line not in judged for line, _ in apart),
    )


def _better(line: Line, grid: Grid, plan: Column) -> int:
    """1 where more of a line's figure is better, -1 where less is, 0 where it is not known: by its plan ("không quá
    5"), by the catalogue.
    """
    said = normalise(grid.cell(line, plan))
    if said.startswith(("≤", "<", "dưới", "không quá", "tối đa")):
        return -1
    if said.startswith(("≥", ">", "trên", "từ", "tối thiểu")):
        return 1
    ways = {match.entry.better for match in catalogue().find(line.name)} - {""}
    way = {"higher": 1, "lower": -1}[ways.pop()] if len(ways) == 1 else 0
    if _FALLS.search(normalise(line.name)):  # of what is better low, much is to fall
        return 1 if way < 0 else 0
    return way


_FALLS = re.compile(r"(?<!\w)(?:giảm|thoát|hạ)(?!\w)")
