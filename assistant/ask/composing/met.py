"""Answers on results against their targets: yes or no with both figures, or who reached, exceeded or missed.

Without a result neither yes nor no is said, but that the documents do not give it, with the target that there is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.ask.composing.coverage import coverage, silent_words
from assistant.ask.composing.items import items
from assistant.ask.composing.refusals import refuse
from assistant.ask.composing.wording import (
    Library,
    capital,
    counted,
    document_words,
    figure_words,
    said_words,
    span_of,
    spans_of,
    unit_words,
    units,
)
from assistant.ask.tallying.arithmetic import against_plan, difference
from assistant.ask.tallying.met import held_to_plan, is_part_of_year, planned
from assistant.ask.tallying.tally import documents_of, rows_of
from assistant.ask.understanding.reading import indicator_name, lower_first, place_words
from assistant.ask.understanding.vocabulary import WHOLE_YEAR
from assistant.types import Draft, Indicator, Kind, Question, Standing, Statement, Tally, Verdict

_SAID: Mapping[Standing, str] = {
    "reached": "đạt chỉ tiêu",
    "exceeded": "vượt chỉ tiêu",
    "missed": "không đạt chỉ tiêu",
}
_OPEN = "chưa đủ căn cứ"


def compose_met(question: Question, tally: Tally, books: Library, nearest: Sequence[Indicator]) -> Draft:
    """The answer to a question with ``met``; ``nearest`` are all rows of its indicators."""
    groups: Mapping[Verdict, Sequence[Indicator]] = {
        "match": rows_of(tally.match),
        "boundary": rows_of(tally.boundary),
        "no_match": rows_of(tally.no_match),
    }
    rows = tuple((row, verdict) for verdict, each in groups.items() for row in each)
    if question.places and not rows:
        return _without_result(question, tally, books, nearest)
    of_one = len(units(books.of(row.document_id) for row, _ in rows)) == 1
    if question.intent != "filter" and (question.places or of_one):
        return Draft("answered", tuple(_of_named(question, tally, books, groups)), rows)
    return Draft("answered", tuple(_over_units(question, tally, books)), rows)


def _of_named(
    question: Question, tally: Tally, books: Library, groups: Mapping[Verdict, Sequence[Indicator]]
) -> list[Statement]:
    """Yes or no and the figures; where units or years differ, each figure with what it shows."""
    said = _said(question)
    other = said.removeprefix("không ") if question.met == "missed" else f"không {said}"
    marks: dict[Verdict, str] = {"match": said, "boundary": _OPEN, "no_match": other}
    mixed = len(question.places) > 1 or sum(map(bool, groups.values())) > 1
    found = [_lead(question, tally, mixed=mixed)]
    for verdict, rows in groups.items():
        mark = f" — {marks[verdict]}" if mixed else ""
        found += items(question, [row for row in rows if row.kind == "actual"], books, mark=mark)
        found += items(question, [row for row in rows if row.kind == "target"], books)
    told = units(books.of(row.document_id) for rows in groups.values() for row in rows)
    silent = [each for each in tally.silent if not units([books.of(each)]) & told]
    names = "; ".join(document_words(books.of(each)) for each in silent if each not in tally.written)
    if len(question.places) > 1:
        if names:
            found.append(Statement(f"Không nêu kết quả hoặc chỉ tiêu để so: {names}.", labels=(names,)))
        written = tuple(each for each in silent if each in tally.written)
        found += silent_words(replace(tally, silent=written, written=written), books, part="answer")
    return found


def verdicts(question: Question, rows: Sequence[Indicator], books: Library) -> list[Statement]:
    """Whether the results among a question's rows reached their targets, and by how much not: one for each year.

    For questions that ask for the figures too ("đạt bao nhiêu, giao bao nhiêu, có đạt không").
    """
    documents = [books.of(each) for each in dict.fromkeys(row.document_id for row in rows)]
    plans = planned(documents, rows, without=())
    found: dict[tuple[object, ...], Statement] = {}
    for indicator in question.indicators:
        own = [row for row in rows if indicator in (row.indicator, row.label)]
        for document in documents:
            results = [row for row in own if row.document_id == document.document_id]
            for year in sorted({row.year for row in results if row.kind == "actual" and row.year is not None}):
                asked = replace(question, met="reached", years=(year,), indicators=(indicator,))
                if question.part_of_year is None and _has_whole_year(results, year):
                    # Beside that of the year one of a part of it decides nothing.
                    asked = replace(asked, part_of_year=WHOLE_YEAR)
                judged = held_to_plan(asked, document, results, plans)
                if judged is not None:
                    told = _verdict(asked, *judged, books)
                    found.setdefault((indicator, unit_words(document), year), told)
    if not found:
        return [Statement(f"{capital(_OPEN)} để nói có đạt chỉ tiêu hay không.")]
    return list(found.values())


def _has_whole_year(rows: Sequence[Indicator], year: int) -> bool:
    """Whether a result of the whole year is among some rows."""
    results = (row for row in rows if (row.kind, row.year, row.measure) == ("actual", year, "level"))
    return any(not is_part_of_year(row) for row in results)


def _verdict(question: Question, verdict: Verdict, rows: Sequence[Indicator], books: Library) -> Statement:
    """As in "Không đạt chỉ tiêu kết nạp đảng viên năm 2021 (hụt 2 đảng viên: 7 − 5 = 2)."."""
    marks: dict[Verdict, str] = {
        "match": "Đạt chỉ tiêu",
        "no_match": "Không đạt chỉ tiêu",
        "boundary": capital(_OPEN),
    }
    about = f"{_names(question)} của {unit_words(books.of(rows[0].document_id))}"
    gap = gap_words(rows, books)
    words = f" ({gap.text})" if gap is not None else ""
    text = f"{marks[verdict]}: {about}{words}."
    return replace(gap or Statement(""), text=text, labels=(about, *(gap.labels if gap is not None else ())))


def gap_words(rows: Sequence[Indicator], books: Library) -> Statement | None:
    """How far a result is from its target, with both cited: "kết quả thấp hơn chỉ tiêu 2 đảng viên: 7 − 5 = 2".

    Where the documents state it themselves, their figure is told; None where it cannot be said.
    """
    stated = [row for row in rows if row.measure == "vs_plan"]
    if len(stated) == 1:
        return Statement(figure_words(stated[0]), spans_of(stated[0], books), labels=said_words(stated[0]))
    levels = {kind: [row for row in rows if row.kind == kind and row.measure == "level"] for kind in _KINDS}
    if any(len({(row.value, row.unit) for row in each}) != 1 for each in levels.values()):
        return None
    result, target = (levels[kind][0] for kind in _KINDS)
    held = against_plan(result, target)
    made = difference(*held) if held is not None else None
    if made is None or not made.value:
        return None
    way = "thấp hơn" if result.value < target.value else "cao hơn"
    text = f"kết quả {way} chỉ tiêu {made.words}: {made.formula}"
    return Statement(text, tuple(dict.fromkeys((span_of(result), span_of(target)))), (made.derived,))


_KINDS: tuple[Kind, ...] = ("actual", "target")


def _names(question: Question) -> str:
    names = " và ".join(lower_first(indicator_name(each)) for each in question.indicators)
    return f"{names} năm {', '.join(map(str, question.years))}" if question.years else names


def _said(question: Question) -> str:
    return _SAID[question.met or "reached"]


def _where(question: Question) -> str:
    if not question.places:
        return ", ".join(question.levels) or "đơn vị"
    return ", ".join(map(place_words, question.places))


def _lead(question: Question, tally: Tally, *, mixed: bool) -> Statement:
    """As in "Không đạt chỉ tiêu. Kết quả so với chỉ tiêu về thu ngân sách năm 2023 của Thanh Lương:"."""
    said = _said(question)
    yes, no = f"Có, {said}. ", f"{capital(f'không {said}')}. "
    if question.met == "missed":
        yes, no = f"Đúng, {said}. ", f"Không đúng: {said.removeprefix('không ')}. "
    if mixed:
        opening = ""
    elif tally.match or tally.no_match:
        opening = yes if tally.match else no
    else:
        opening = f"{capital(_OPEN)} để nói có {said} hay không. "
    text = f"{opening}Kết quả so với chỉ tiêu về {_names(question)} của {_where(question)}:"
    return Statement(text, labels=(_names(question), _where(question)))


def _without_result(question: Question, tally: Tally, books: Library, nearest: Sequence[Indicator]) -> Draft:
    """That the result is not given, and the target of the place and the year, where there is one."""
    documents = books.units
    meant = {each.document_id for place in question.places for each in documents_of(place, documents)}
    own = [row for row in nearest if row.document_id in meant and (row.indicator or row.label) in question.indicators]
    asked = [row for row in own if not question.years or row.year in question.years]
    if not asked:
        return refuse(replace(question, yes_no=False, measure=None, kind="actual"), tally, books, nearest)
    kinds = {row.kind for row in asked}
    told = "nêu kết quả và chỉ tiêu không cùng cách đo" if len(kinds) > 1 else "không nêu chỉ tiêu"
    if len(kinds) > 1 and all(len({row.kind for row in of_unit}) == 1 for of_unit in _by_unit(asked, books)):
        told = "nêu chỉ tiêu và kết quả của những đơn vị cùng tên (chưa rõ có phải là một)"
    told = "không nêu kết quả" if kinds == {"target"} else told
    text = f"Các văn bản của {_where(question)} {told} về {_names(question)}, nên chưa thể nói có"
    text = f"{text} {_said(question)} hay không. Số liệu có trong văn bản:"
    lead = Statement(text, labels=(_names(question), _where(question)))
    found: list[tuple[Indicator, Verdict]] = [(row, "boundary") for row in asked]
    return Draft("abstained", (lead, *items(question, asked, books)), tuple(found))


def _by_unit(rows: Sequence[Indicator], books: Library) -> list[list[Indicator]]:
    """The rows of each unit."""
    units = list(dict.fromkeys(books.unit_of(row.document_id) for row in rows))
    return [[row for row in rows if books.unit_of(row.document_id) == unit] for unit in units]


def _over_units(question: Question, tally: Tally, books: Library) -> list[Statement]:
    """Who fulfils what is asked, with target and result of each; then those of which nothing is sure."""
    number = len(units(books.of(each.document_id) for each in tally.match))
    noun = ", ".join(question.levels) if question.levels else "đơn vị"
    about = f"{_said(question)} về {_names(question)}"
    compared = len(units(books.of(each.document_id) for each in (*tally.match, *tally.no_match)))
    if number:
        text = f"Có {number} {noun} {about}:"
    elif compared:  # the others do not give both figures: of them nothing is known
        text = f"Trong {compared} {noun} đủ số liệu so sánh được, không {noun} nào {about}."
    elif tally.boundary:
        text = f"Chưa {noun} nào đủ số liệu so sánh để nói có {about} hay không."
    else:
        text = f"Không văn bản nào trong phạm vi câu hỏi nêu cả kết quả và chỉ tiêu về {_names(question)}."
    found = [Statement(text, derived=(counted(number), counted(compared)), labels=(_names(question),))]
    by_place = replace(question, intent="lookup")
    found += items(by_place, rows_of(tally.match), books)
    if tally.boundary:
        found.append(Statement("Chưa đủ căn cứ để xếp vào nhóm nào:", part="boundary"))
        found += [replace(each, part="boundary") for each in items(by_place, rows_of(tally.boundary), books)]
    return [*found, *coverage(question, tally, books)]
