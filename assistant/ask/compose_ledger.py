"""Answers over rows: the answer first, then what is only at the boundary, then what was covered.

What the rows do not say is refused, with the reason and the nearest true fact.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from assistant.ask.reading import condition_words, indicator_name, place_words
from assistant.ask.tally import is_of
from assistant.ask.wording import (
    Library,
    capital,
    counted,
    figure_words,
    lower_first,
    span_of,
    unit_words,
)
from assistant.language.text import fold
from assistant.types import Counted, Derived, Draft, Indicator, Kind, Question, Statement, Tally, Verdict

MAX_LISTED = 60  # rows that the text of an answer lists; the table below it has all
MAX_NOT_MATCHING = 20  # rows below the condition that the coverage quotes; the table has all
MAX_NAMED = 8  # documents that the coverage names; of more it gives the number
_GROUPS: tuple[Verdict, ...] = ("match", "boundary", "no_match")
_KIND_NOUNS: dict[Kind | None, str] = {"target": "chỉ tiêu", "actual": "kết quả", None: "chỉ tiêu và kết quả"}
_KIND_VERBS: dict[Kind | None, str] = {
    "target": "đặt chỉ tiêu",
    "actual": "có kết quả",
    None: "có chỉ tiêu, kết quả",
}


def compose_ledger(question: Question, tally: Tally, books: Library, *, nearest: Sequence[Indicator]) -> Draft:
    """The answer to a question over rows; ``nearest`` are rows of the indicator outside the question's limits."""
    if question.intent == "missing":
        return _missing(question, tally, books)
    if not (tally.match or tally.boundary or tally.no_match):
        return _refused(question, tally, books, nearest)
    groups = dict(zip(_GROUPS, (tally.match, tally.boundary, tally.no_match), strict=True))
    if question.places and question.condition:
        statements = _judged(question, tally, books)
    else:
        statements = [
            _lead(question, tally, books),
            *_items(question, tally.match, books),
            *_boundary(question, tally, books),
            *_coverage(question, tally, books),
        ]
    rows = [(row, verdict) for verdict, each in groups.items() for one in each for row in one.rows]
    return Draft("answered", tuple(statements), tuple(rows))


def _judged(question: Question, tally: Tally, books: Library) -> list[Statement]:
    """A condition asked of named places: each figure with its verdict, "có" or "không"."""
    condition = condition_words(question.condition) if question.condition else ""
    where = ", ".join(map(place_words, question.places))
    names = _names(question)
    lead = Statement(f"{capital(names)} của {where} so với mức {condition}:", labels=_labels(question))
    words = {"match": f"đạt mức {condition}", "boundary": f"đúng ở mốc, chưa bảo đảm {condition}"}
    groups = (("match", tally.match), ("boundary", tally.boundary), ("no_match", tally.no_match))
    return [
        lead,
        *(
            replace(item, text=f"{item.text} — {words.get(name, f'không đạt mức {condition}')}")
            for name, counts in groups
            for item in _items(question, counts, books)
        ),
    ]


def _missing(question: Question, tally: Tally, books: Library) -> Draft:
    """Who does not state the indicator: the silent documents, each with what it is."""
    names = _names(question)
    units = list(dict.fromkeys(_document_words(document_id, tally, books) for document_id in tally.silent))
    noun = _unit_noun(question)
    if not units:
        text = f"Mọi {noun} trong phạm vi câu hỏi đều nêu số liệu về {names}."
        first = Statement(text, labels=_labels(question))
    else:
        text = f"Có {len(units)} văn bản của {noun} không nêu số liệu về {names}:"
        first = Statement(text, derived=(counted(len(units)),), labels=_labels(question))
    items = [Statement(f"- {capital(unit)}", labels=(unit, capital(unit))) for unit in units[:MAX_LISTED]]
    return Draft("answered", (first, *items, *_coverage(question, tally, books)))


# -- the first sentence ------------------------------------------------------------------------------


def _lead(question: Question, tally: Tally, books: Library) -> Statement:
    """How many, of what, under which condition."""
    labels = _labels(question)
    about = _about(question)
    if question.intent in ("filter", "count"):
        units = len(_units(tally.match, books))
        condition = f" {condition_words(question.condition)}" if question.condition else ""
        noun = _unit_noun(question)
        opening = f"Có {units} {noun} {about}{condition}:" if units else f"Không có {noun} nào {about}{condition}."
        return Statement(opening, derived=(counted(units),), labels=labels)
    if question.intent == "superlative":
        extreme = "cao nhất" if question.highest else "thấp nhất"
        return Statement(f"{capital(about)} {extreme} trong các {_unit_noun(question)} đã xét:", labels=labels)
    return Statement(f"{capital(about)}:", labels=labels)


def _labels(question: Question) -> tuple[str, ...]:
    """Names in the first sentence, which are no figures: "trẻ dưới 5 tuổi", years and places of the question."""
    return (_names(question), *map(str, question.years), *map(place_words, question.places))


def _names(question: Question) -> str:
    """The indicators asked for; a change is said to be one ("mức giảm tỷ lệ hộ nghèo")."""
    verbs = {"change": "mức tăng, giảm ", "vs_plan": "mức so với kế hoạch của "}
    verb = verbs.get(question.measure or "", "")
    return " và ".join(f"{verb}{lower_first(indicator_name(indicator))}" for indicator in question.indicators)


def _about(question: Question) -> str:
    """As in "đặt chỉ tiêu thu nhập bình quân đầu người năm 2024"."""
    words = _KIND_VERBS if question.intent in ("filter", "count") else _KIND_NOUNS
    names = _names(question)
    where = f"của {', '.join(map(place_words, question.places))}" if question.places else ""
    return " ".join(part for part in (words[question.kind], names, _years(question), where) if part)


def _years(question: Question) -> str:
    return f"năm {', '.join(map(str, question.years))}" if question.years else ""


def _unit_noun(question: Question) -> str:
    return ", ".join(question.levels) if question.levels else "đơn vị"


def _units(groups: Sequence[Counted], books: Library) -> set[tuple[str | None, str, str | None]]:
    """The units behind documents: two years of one commune are one commune, an unnamed one is its own.

    A document that does not name its district joins the one namesake whose district is known.
    """
    units = set()
    for each in groups:
        identity = books.of(each.document_id).identity
        units.add((identity.level, identity.place or each.document_id, identity.district))
    namesakes = Counter((level, name) for level, name, _ in units)
    return {unit for unit in units if unit[2] is not None or namesakes[unit[:2]] != 2}


# -- items -------------------------------------------------------------------------------------------


def _items(question: Question, groups: Sequence[Counted], books: Library) -> list[Statement]:
    """One list item for each figure, in the order of the question; a figure said in two documents is one item."""
    rows = sorted((row for each in groups for row in each.rows), key=lambda row: _order(question, row, books))
    kinds = Counter(map(_kind_of, rows))
    items: dict[str, Statement] = {}
    for done, row in enumerate(rows):
        if len(items) == MAX_LISTED:
            rest = Derived("difference", (float(len(rows)), float(done)), float(len(rows) - done))
            more = Statement(f"- … và {len(rows) - done} dòng nữa trong bảng số liệu.", derived=(rest,))
            return [*items.values(), more]
        item = _item(question, row, books, named=kinds[_kind_of(row)] > 1)
        known = items.get(item.text)
        items[item.text] = replace(known, spans=(*known.spans, *item.spans)) if known else item
    return list(items.values())


def _kind_of(row: Indicator) -> tuple[object, ...]:
    """What two rows of a document share that only their own words tell apart: "giữ 06", "hoàn thành 13"."""
    return (row.document_id, row.indicator, row.year, row.kind, row.measure, row.sub_of)


def _order(question: Question, row: Indicator, books: Library) -> tuple[object, ...]:
    document = books.of(row.document_id)
    identity = document.identity
    if not question.indicators:
        return (document.name, row.start)
    if question.intent in ("filter", "count", "superlative"):
        return (
            identity.place is None,
            -row.value if question.highest else row.value,
            document.name,
            row.start,
        )
    return (
        fold(identity.place or "~"),
        identity.district or "",
        row.year or 0,
        row.kind,
        document.name,
        row.start,
    )


def _item(question: Question, row: Indicator, books: Library, *, named: bool) -> Statement:
    """As in "- Xã Phú Lạc (huyện Tân Giang), chỉ tiêu năm 2024: 58 triệu đồng/người/năm"."""
    who, when = capital(unit_words(books.of(row.document_id))), _when(row)
    name = _name(question, row, named=named)
    scope = f" ({row.scope})" if row.scope and not name and fold(row.scope) not in fold(row.figure) else ""
    head = f"{who}, {_KIND_NOUNS[row.kind]} {when}".rstrip()
    text = f"- {head}{name}{scope}: {figure_words(row)}"
    return Statement(text, spans=(span_of(row),), labels=tuple(part for part in (head, name, scope) if part))


def _when(row: Indicator) -> str:
    if row.period and row.period[:1].isdigit():
        return f"giai đoạn {row.period}"
    return f"năm {row.year}" if row.year else ""


def _name(question: Question, row: Indicator, *, named: bool) -> str:
    """The figure's own name, where the question is not of one indicator alone; a part says what it is part of."""
    if row.sub_of is not None:
        return f", trong đó {lower_first(row.label)}"
    return "" if len(question.indicators) == 1 and not named else f", {lower_first(row.label)}"


def _boundary(question: Question, tally: Tally, books: Library) -> list[Statement]:
    if not tally.boundary or question.condition is None:
        return []
    why = f" — đúng ở mốc, chưa bảo đảm {condition_words(question.condition)}"
    items = _items(question, tally.boundary, books)
    return [
        Statement("Trường hợp giáp ranh (không tính là đạt):", part="boundary"),
        *(replace(i, text=i.text + why, part="boundary") for i in items),
    ]


# -- coverage ----------------------------------------------------------------------------------------


def _coverage(question: Question, tally: Tally, books: Library) -> list[Statement]:
    """What was looked at, group by group, for every answer over many documents."""
    if question.places and question.intent in ("lookup", "list", "compare"):
        return []
    extreme = question.intent == "superlative"
    top = "cao nhất" if question.highest else "thấp nhất"
    matched = "đạt" if question.condition else top if extreme else "có nêu"
    numbers = {
        matched: len(tally.match),
        "giáp ranh": len(tally.boundary),
        "còn lại" if extreme else "không đạt": len(tally.no_match),
        "không nêu chỉ tiêu này": len(tally.silent),
        "ngoài phạm vi câu hỏi": len(tally.excluded),
    }
    parts = ", ".join(f"{number} {name}" for name, number in numbers.items() if number)
    derived = tuple(map(counted, (tally.documents, *numbers.values())))
    statements = [Statement(f"Đã xét {tally.documents} văn bản: {parts}.", derived=derived, part="coverage")]
    if tally.no_match and (question.condition or extreme):
        statements.extend(_others("Các đơn vị còn lại:" if extreme else "Không đạt điều kiện:", tally, books))
    for name, ids in (("Không nêu chỉ tiêu này", tally.silent), ("Ngoài phạm vi câu hỏi", tuple(tally.excluded))):
        if 0 < len(ids) <= MAX_NAMED and not (question.intent == "missing" and ids is tally.silent):
            names = "; ".join(dict.fromkeys(_document_words(document_id, tally, books) for document_id in ids))
            statements.append(Statement(f"{name}: {names}.", labels=(names,), part="coverage"))
    return statements


def _others(heading: str, tally: Tally, books: Library) -> list[Statement]:
    """The figures that do not answer the question, one item each, so that each stands beside its citation."""
    rows = [each.rows[0] for each in tally.no_match]
    items = []
    for row in rows[:MAX_NOT_MATCHING]:
        head = f"{capital(unit_words(books.of(row.document_id)))} {_when(row)}".rstrip()
        text = f"- {head}: {figure_words(row)}"
        items.append(Statement(text, spans=(span_of(row),), labels=(head,), part="coverage"))
    left = len(rows) - len(items)
    if left:
        rest = Derived("difference", (float(len(rows)), float(len(items))), float(left))
        items.append(Statement(f"- … và {left} đơn vị nữa trong bảng số liệu.", derived=(rest,), part="coverage"))
    return [Statement(heading, part="coverage"), *items]


def _document_words(document_id: str, tally: Tally, books: Library) -> str:
    document = books.of(document_id)
    year = document.identity.target_year or document.identity.result_year
    reason = tally.excluded.get(document_id)
    when = f" năm {year}" if year else ""
    return f"{unit_words(document)}{when}" + (f" ({reason})" if reason else "")


# -- refusal -----------------------------------------------------------------------------------------


def _refused(question: Question, tally: Tally, books: Library, nearest: Sequence[Indicator]) -> Draft:
    """Why the ledger has no answer, and the nearest row that it has."""
    what = {"target": "chỉ tiêu", "actual": "kết quả", None: "số liệu"}[question.kind]
    names = _names(question)
    about = " ".join(part for part in (what, names, _years(question)) if part)
    where = ", ".join(map(place_words, question.places))
    held = any(is_of(p, document.identity) for p in question.places for document in books.documents.values())
    if question.places and not held:
        reason = f"Kho không có văn bản nào của {where}."
    elif question.places:
        reason = f"Các văn bản của {where} không nêu {about}."
    else:
        reason = f"Không văn bản nào trong phạm vi câu hỏi nêu {about}."
    first = Statement(reason, labels=_labels(question))
    return Draft("abstained", (first, *_nearest(question, nearest, books), *_coverage(question, tally, books)))


def _nearest(question: Question, rows: Sequence[Indicator], books: Library) -> list[Statement]:
    """The row of the same indicator that is nearest to the place and the year asked for."""
    if not rows or not question.indicators:
        return []
    year = question.years[0] if question.years else 0

    def distance(row: Indicator) -> tuple[object, ...]:
        here = any(is_of(place, books.of(row.document_id).identity) for place in question.places)
        return (not here, abs((row.year or 0) - year), row.kind != question.kind, row.document_id, row.start)

    row = min(rows, key=distance)
    head = f"{unit_words(books.of(row.document_id))}, {_KIND_NOUNS[row.kind]} {_when(row)}".rstrip()
    about = lower_first(indicator_name(row.indicator or row.label))
    text = f"Gần nhất trong kho: {head}, {about}: {figure_words(row)}"
    return [Statement(text, spans=(span_of(row),), labels=(head, about))]


def refuse_unknown_places(question: Question, books: Library) -> Draft:
    """A place that no document carries; the places that the archive has, so that one can be chosen."""
    names = ", ".join(f"“{name}”" for name in question.unknown_places)
    held = list(dict.fromkeys(unit_words(d) for d in books.documents.values() if d.identity.place))
    shown = "; ".join(held[:MAX_NAMED]) + ("; …" if len(held) > MAX_NAMED else "")
    reason = Statement(f"Kho không có văn bản nào của {names}.", labels=question.unknown_places)
    offer = Statement(f"Kho hiện có văn bản của: {shown}.", labels=(shown,), part="coverage")
    return Draft("abstained", (reason, offer) if held else (reason,))


def refuse_unread(question: Question) -> Draft:
    """A question of which a part was not understood: an answer to the rest would be an answer to another question."""
    parts = "; ".join(f"“{part}”" for part in question.unread)
    text = f"Chưa hiểu phần này của câu hỏi: {parts}. Hãy hỏi từng điều kiện một, hoặc nói theo cách khác."
    return Draft("abstained", (Statement(text, labels=question.unread),))
