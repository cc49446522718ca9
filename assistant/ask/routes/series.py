"""Lines of a table of the text, where a question is over them: the highest, those that keep a bound, their sum."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.ask.composing.series import (
    Order,
    compose_blank,
    compose_bounded,
    compose_group,
    compose_order,
    compose_sum,
)
from assistant.ask.elsewhere import document_id_of
from assistant.ask.parts import Known, documents_within
from assistant.ask.retrieving.fitting import Fit, fits
from assistant.ask.retrieving.series import Entry, Series, bare_name, is_plan, ratio, summed, year_of
from assistant.ask.understanding.names import numbered_in
from assistant.ask.understanding.over_lines import OverLines, over_lines
from assistant.ask.understanding.reading import indicator_name
from assistant.language.bounds import WORST_FIRST, holds_for
from assistant.language.catalogue import GAP, catalogue
from assistant.language.places import VILLAGE_WORDS, is_village
from assistant.language.text import fold, normalise
from assistant.ledger.sureness import is_unsure
from assistant.types import Condition, Draft, Question, Verdict

_MAX_DOCUMENTS = 60  # in which tables are looked through; of a larger archive a unit or a document is to be named


def from_series(question: Question, known: Known) -> Draft | None:
    """The lines of tables that a question is over; None where it is over none, or no table or several are meant."""
    if question.excepted or question.intent in ("about", "archive", "talk", "summary", "mean"):
        return None
    drafts = [_draft(each, question, known) for each in over_lines(question)]
    told = [each for each in drafts if each is not None]
    if not told or len(told) < len(drafts):
        return None
    statements = [statement for each in told for statement in each.statements]
    answer = [each for each in statements if each.part != "coverage"]
    return Draft("answered", (*answer, *(each for each in statements if each.part == "coverage")))


def _draft(asked: OverLines, question: Question, known: Known) -> Draft | None:
    if not (asked.nouns or asked.added):
        return None
    found = [each for key in searched(question, known) for each in known.series(key)]
    names = [name for each in question.indicators for name in _names_of(each)]
    ranked = _of_time(fits(asked, found, known.texts().rarity, names=names), asked, known)
    if asked.added:
        ranked = [fit for fit in ranked if not fit.series.is_share]  # shares of different wholes have no sum
    if not ranked:
        return None
    if asked.added and len(asked.years) > 1 and (whole := _over_years(ranked, asked)) is not None:
        return _of_years(ranked[0], whole, asked, known)
    if asked.added and not (asked.conditions or asked.highest is not None):
        return _sum(ranked, question, asked, known)
    best = ranked[0]
    if asked.share and not best.series.is_share:
        made = _of_plan(best.series, asked, known)
        return _told(best, made, made.entries, asked, known) if made is not None else None
    named = _named(best, question, asked.years)
    return _told(best, best.series, named if len(named) > 1 else best.entries, asked, known)


def _names_of(indicator: str) -> list[str]:
    """What the catalogue calls a figure, the longest first."""
    entry = catalogue().entries.get(indicator)
    phrases = [each for each in entry.phrases if GAP not in each] if entry is not None else []
    return [indicator_name(indicator), *sorted(phrases, key=len, reverse=True)]


def _of_plan(series: Series, asked: OverLines, known: Known) -> Series | None:
    """A figure in per cent of the plan beside it, where a share is asked for and the table tells none: "tỷ lệ giải
    ngân" of "Vốn năm 2024" and "Đã giải ngân"; None where no plan or several stand there.
    """
    if not series.by_row:
        return None
    row = series.entries[0].row
    plans = [
        each
        for each in known.series(series.document_id)
        if each != series and each.entries[0].row == row and each.by_row and each.unit == series.unit
        if is_plan(each.name) and not (asked.years and each.years and not set(asked.years) & set(each.years))
    ]
    of_year = [each for each in plans if each.years] or plans
    return ratio(series, of_year[0]) if len(of_year) == 1 else None


def _sum(ranked: Sequence[Fit], question: Question, asked: OverLines, known: Known) -> Draft | None:
    """What the lines that are named come to, or those of the group that is."""
    for fit in ranked:
        named = _named(fit, question, asked.years)
        if len(named) > 1 and any(each.value is not None for each in named):
            return compose_sum(fit.series, named, known.books)
    best = ranked[0]
    for noun in asked.nouns:  # "3 thị xã" of districts, towns and cities
        kind = [each for each in best.entries if fold(each.name).startswith(f"{noun} ")]
        if 1 < len(kind) < len(best.entries):
            return compose_sum(best.series, kind, known.books)
    is_group = 1 < len(best.entries) < len(_whole_lines(best.series))
    return compose_sum(best.series, best.entries, known.books) if is_group else None


def _told(best: Fit, series: Series, entries: Sequence[Entry], asked: OverLines, known: Known) -> Draft | None:
    if not best.noun or (asked.highest is not None and all(each.value is None for each in entries)):
        return None
    if asked.than_whole:
        return _than_whole(series, entries, asked, known)
    if asked.highest is not None:
        order = Order(asked.highest, asked.limit or 1, asked.both, asked.added)
        return compose_order(series, entries, order, known.books, beside=_beside(series, known))
    if asked.conditions:
        judged = [(each, _verdict(each, series, asked)) for each in entries]
        ordered = sorted(judged, key=lambda each: each[0].value or 0.0, reverse=asked.conditions[0].comparator != "<")
        return compose_bounded(series, ordered, asked.conditions, known.books)
    if asked.blank:
        return compose_blank(series, entries, known.books)
    is_group = asked.listed and 1 < len(entries) < len(_whole_lines(series))
    return compose_group(series, entries, known.books) if is_group else None


def _than_whole(series: Series, entries: Sequence[Entry], asked: OverLines, known: Known) -> Draft | None:
    """The lines above or below the one of all together; None where that is a sum, which none of them exceeds."""
    whole = series.whole
    if whole is None or whole.value is None or not (series.is_share or _says_mean(series)):
        return None
    bound = Condition(asked.than_whole or ">", whole.value, unit=series.unit)
    judged = [(each, _verdict(each, series, replace(asked, conditions=(bound,)))) for each in entries]
    ordered = sorted(judged, key=lambda each: each[0].value or 0.0, reverse=asked.than_whole == ">")
    return compose_bounded(series, ordered, (bound,), known.books, beside=whole)


def _says_mean(series: Series) -> bool:
    """Whether a figure is a mean, by its name, its unit or its line of the whole: "thu nhập bình quân"."""
    said = normalise(f"{series.name} {series.whole.name if series.whole is not None else ''}")
    return "/người" in series.unit or "bình quân" in said or "trung bình" in said


def _whole_lines(series: Series) -> list[Entry]:
    """The lines of a series that are no parts of others."""
    return [each for each in series.entries if not each.part_of]


def _beside(series: Series, known: Known) -> list[Series]:
    """The other figures of the same things, where these are the columns of a table."""
    heads = series.entries[0].row.heads
    held = known.series(series.document_id) if not series.by_row else ()
    return [each for each in held if not each.by_row and each != series and each.entries[0].row.heads == heads]


def _verdict(entry: Entry, series: Series, asked: OverLines) -> Verdict | None:
    """The worst of what a figure says to the bounds; None where it is not told."""
    if entry.value is None:
        return None
    told = [holds_for(entry.value, series.unit or each.unit, each) for each in asked.conditions]
    return next((each for each in WORST_FIRST if each in told), None)


def _of_time(ranked: Sequence[Fit], asked: OverLines, known: Known) -> list[Fit]:
    """The fits of the documents of the years asked for, or else of the newest; none where two say it as well."""

    def is_of_year(fit: Fit) -> bool:
        identity = known.books.of(fit.series.document_id).identity
        lines = {year_of(each.name) for each in fit.entries if fit.series.is_over_years}
        return bool({*lines, *fit.series.years, identity.target_year, identity.result_year} & set(asked.years))

    told = [each for each in ranked if not asked.years or is_of_year(each)]
    told.sort(key=lambda each: (each.other, -(known.books.of(each.series.document_id).identity.target_year or 0)))
    units = {known.books.unit_of(each.series.document_id) for each in told if each.other == told[0].other}
    return told if len(units) <= 1 else []


def _over_years(ranked: Sequence[Fit], asked: OverLines) -> list[Series] | None:
    """The series of one table and one figure for each of the years asked for."""
    first = ranked[0].series
    alike = [
        each.series
        for each in ranked
        if each.series.words == first.words and each.series.entries[0].row == first.entries[0].row
        if each.series.by_row == first.by_row
    ]
    told = {year: each for each in alike for year in each.years if len(each.years) == 1}
    return [told[year] for year in sorted(asked.years)] if set(asked.years) <= told.keys() else None


def _of_years(best: Fit, series: Sequence[Series], asked: OverLines, known: Known) -> Draft | None:
    """What the years come to together: of each line where lines are asked about, else of all."""
    made = summed(series)
    if best.noun and (asked.conditions or asked.highest is not None):
        return _told(best, made, made.entries, asked, known)
    has_whole = made.whole is not None and made.whole.value is not None
    return compose_sum(made, (made.whole,), known.books) if made.whole is not None and has_whole else None


def _named(fit: Fit, question: Question, years: Sequence[int]) -> list[Entry]:
    """The lines that a question names, in its own writing ("3 bản Khoa, Phúc, Chẹn"); of years all that it spans."""
    entries = fit.entries
    if fit.series.is_over_years:
        return [each for each in entries if year_of(each.name) in years]
    text, lines = question.text, {bare_name(each.name) for each in entries}
    for place in sorted((each.name for each in question.places if each.name), key=len, reverse=True):
        text = text if place in lines else text.replace(place, " ")
    return [each for each in entries if _is_named(each.name, text)]


def _is_named(name: str, text: str) -> bool:
    """Whether a text names a line; a unit of a wider level names none: "huyện Lộc Ninh" is no "Thị trấn Lộc Ninh"."""
    written = re.finditer(rf"(?:(\w+)\s+)?(?<!\w){re.escape(bare_name(name))}(?!\w)", text)
    before = {fold(match[1] or "") for match in written}
    return bool(before - {each for each in _WIDER if not fold(name).startswith(each)})


_WIDER = ("huyen", "tinh")


def searched(question: Question, known: Known) -> list[str]:
    """The documents whose tables are looked through: those of the places and documents named, else all of a small
    archive.
    """
    documents = list(known.books.documents.values())
    if not question.places and (numbered := numbered_in(question.text, known.names)):
        return [each.document_id for each in documents if each.document_id in numbered]
    asked = replace(question, years=(), levels=(), places=tuple(replace(p, members=False) for p in question.places))
    within = documents_within(asked, documents)
    if within is None or not within:
        return [each.document_id for each in documents] if len(documents) <= _MAX_DOCUMENTS else []
    return [each.document_id for each in documents if each.document_id in within]


def tells_lines(draft: Draft, by_table: Draft, question: Question) -> bool:
    """Whether an answer from rows stands, and not a table's: over all of an archive, where rows of the level asked
    about fulfil what is asked, since a table is of one unit; where it adds up as many units; or where it is the very
    figure that the table has at the end asked for, and nothing else of its unit is asked ("… và thôn đó phải thoát
    nghèo mấy hộ").
    """
    asked = normalise(question.text)
    if draft.outcome != "answered" or _ASKS_ON.search(asked) or _WHICH_YEAR.search(asked):
        return False
    of_villages = is_village(question.levels)
    if not question.places and any(
        verdict == "match" and (row.place or not of_villages) for row, verdict in draft.rows
    ):
        return True
    lines = [each for each in by_table.statements if each.text.startswith("- ")]
    units = {row.place or row.document_id for row, _ in draft.rows}
    if question.intent == "sum" and len(units) >= len(lines):
        return True  # rows of as many units are added up, and say more of each
    best = lines[0] if lines else None
    first = next((each for each in draft.statements if each.spans), None)
    if question.intent not in ("superlative", "rank") or first is None or best is None:
        return False
    if any(is_unsure(row) for row, _ in draft.rows):
        return False
    row, said = best.spans[0], first.spans[0]
    same_line = document_id_of(said.document_id) == row.document_id and row.start <= said.start < row.end
    return same_line and best.text.rpartition(": ")[2] in first.text


_WHICH_YEAR = re.compile(r"(?<!\w)(?:năm nào|nam nao)(?!\w)")  # rows are put in order by unit
_ASKS_ON = re.compile(rf"(?<!\w)(?:{'|'.join(VILLAGE_WORDS)}|nơi|chỗ|đơn vị) (?:đó|ấy|này)(?!\w)")
