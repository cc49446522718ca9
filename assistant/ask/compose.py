"""Answers without a language model: rows and whole sentences, each with its citation.

Ledger answers say the answer first, then what is only at the boundary, then what was covered. Passage answers are
whole lines of the right sections, in the document's order. What the documents do not say is refused, with the
reason and the nearest true fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.ask.tally import is_of
from assistant.ask.understand import condition_words, indicator_name, place_words
from assistant.language.catalogue import catalogue
from assistant.language.quantities import format_number
from assistant.language.text import fold, syllables
from assistant.types import (
    COMMUNE_LEVELS,
    Counted,
    Derived,
    Draft,
    Evidence,
    Indicator,
    Place,
    Question,
    Resolution,
    Span,
    Statement,
    Tally,
    Verdict,
)

MAX_QUOTED = 900  # characters of one passage that an answer quotes; longer paragraphs are cut at sentences
MAX_DOCUMENTS = 4  # documents that a description over the whole archive puts side by side
MAX_LISTED = 60  # rows of a list that the text shows; the table below the answer has all
# Share of a question's content words that one document's evidence must hold; below it, the archive does not speak
# of the matter. Between the unanswerable (at most 0.5) and the answerable questions (at least 0.67) of the sample.
MIN_COVERED = 0.6
_SENTENCE = re.compile(r"[^.;!?\n]+(?:[.;!?]+(?=\s|$)|[.;!?](?=\S)[^\s]*|$)")


@dataclass(frozen=True, slots=True)
class Library:
    """The documents of the archive by id, as composing needs them."""

    documents: Mapping[str, Resolution]

    def of(self, document_id: str) -> Resolution:
        """The document of a row or a span."""
        return self.documents[document_id]


def library(documents: Iterable[Resolution]) -> Library:
    """Documents by id, in their order."""
    return Library({document.document_id: document for document in documents})


# -- the ledger --------------------------------------------------------------------------------------


def compose_ledger(question: Question, tally: Tally, books: Library, *, nearest: Sequence[Indicator]) -> Draft:
    """The answer to a question over rows; ``nearest`` are rows of the indicator outside the question's limits."""
    if not (tally.match or tally.boundary or tally.no_match):
        return _refused_ledger(question, tally, books, nearest)
    statements = [
        _lead(question, tally, books),
        *_group(question, tally.match, books, "answer"),
        *_boundary(question, tally, books),
        *_coverage(question, tally, books),
    ]
    rows: list[tuple[Indicator, Verdict]] = []
    groups: tuple[tuple[Verdict, Sequence[Counted]], ...] = (
        ("match", tally.match),
        ("boundary", tally.boundary),
        ("no_match", tally.no_match),
    )
    for verdict, counted in groups:
        rows.extend((row, verdict) for each in counted for row in each.rows)
    return Draft("answered", tuple(statements), tuple(rows))


def _lead(question: Question, tally: Tally, books: Library) -> Statement:
    """The first sentence: how many, of what, under which condition."""
    about = _about(question)
    derived = tuple(
        Derived("asked", (), value)
        for value in ((question.condition.value, question.condition.value_max) if question.condition else ())
        if value is not None
    )
    years = tuple(map(str, question.years))
    if question.intent in ("filter", "count"):
        units = _units(tally.match, books)
        count = Derived("count", tuple(float(index) for index in range(len(units))), float(len(units)))
        condition = f" {condition_words(question.condition)}" if question.condition else ""
        noun = _unit_noun(question)
        opening = f"Có {len(units)} {noun}" if units else f"Không có {noun} nào"
        return Statement(f"{opening} {about}{condition}:", derived=(*derived, count), labels=years)
    if question.intent == "superlative":
        extreme = "cao nhất" if question.highest else "thấp nhất"
        return Statement(f"{_capital(about)} {extreme} trong các {_unit_noun(question)} đã xét:", labels=years)
    return Statement(f"{_capital(about)}:", labels=(*years, *(place_words(place) for place in question.places)))


def _about(question: Question) -> str:
    """"đặt chỉ tiêu thu nhập bình quân đầu người năm 2024"."""
    verbs = {"target": "đặt chỉ tiêu", "actual": "có kết quả", None: "có chỉ tiêu, kết quả"}
    nouns = {"target": "chỉ tiêu", "actual": "kết quả", None: "chỉ tiêu và kết quả"}
    verb = verbs if question.intent in ("filter", "count") else nouns
    names = " và ".join(_lower_first(indicator_name(indicator)) for indicator in question.indicators)
    years = f" năm {', '.join(map(str, question.years))}" if question.years else ""
    where = f" của {', '.join(map(place_words, question.places))}" if question.places else ""
    return f"{verb[question.kind]} {names}{years}{where}".replace("  ", " ").strip()


def _unit_noun(question: Question) -> str:
    return ", ".join(question.levels) if question.levels else "đơn vị"


def _units(counted: Sequence[Counted], books: Library) -> list[str]:
    """The distinct units behind documents: two years of one commune are one commune; an unnamed one is its own."""
    names = []
    for each in counted:
        identity = books.of(each.document_id).identity
        name = f"{identity.level} {identity.place} {identity.district}" if identity.place else each.document_id
        names.append(name)
    return list(dict.fromkeys(names))


def _group(question: Question, counted: Sequence[Counted], books: Library, part: str) -> list[Statement]:
    """One list item for each row of a group, in the order of places and years."""
    rows = [row for each in counted for row in each.rows]
    ordered = sorted(rows, key=lambda row: _order(question, row, books))[:MAX_LISTED]
    return [_row_statement(question, row, books, part="boundary" if part == "boundary" else "answer") for row in ordered]


def _order(question: Question, row: Indicator, books: Library) -> tuple[object, ...]:
    identity = books.of(row.document_id).identity
    if question.intent in ("list", "lookup") and not question.indicators:
        return (books.of(row.document_id).name, row.start)
    if question.intent in ("filter", "count", "superlative"):
        return (0 if identity.place else 1, -row.value if question.highest else row.value, row.start)
    return (fold(identity.place or "~"), identity.district or "", row.year or 0, row.kind, row.start)


def _row_statement(question: Question, row: Indicator, books: Library, *, part: str) -> Statement:
    """"- Xã Phú Lạc (huyện Tân Giang), chỉ tiêu năm 2024: 58 triệu đồng/người/năm [1]"."""
    document = books.of(row.document_id)
    who = unit_words(document)
    kind = "chỉ tiêu" if row.kind == "target" else "kết quả"
    when = f" {row.period}" if row.period and row.period[:1].isdigit() else f" năm {row.year}" if row.year else ""
    name = "" if len(question.indicators) == 1 and row.sub_of is None else f" – {row.label}"  # noqa: RUF001
    scope = f" ({row.scope})" if row.scope and fold(row.scope) not in fold(f"{row.label} {row.figure}") and not name else ""
    text = f"- {_capital(who)}, {kind}{when}{name}{scope}: {figure_words(row)}"
    if part == "boundary":
        text += _why_boundary(question)
    return Statement(
        text,
        spans=(span_of(row),),
        derived=_asked(question) if part == "boundary" else (),
        labels=(who, _capital(who), when.strip(), row.label, *( (row.scope,) if row.scope else ())),
        part="boundary" if part == "boundary" else "answer",
    )


def span_of(row: Indicator) -> Span:
    """The span of a row as a citation."""
    return Span(row.document_id, row.section, row.start, row.end, row.quote)


def unit_words(document: Resolution) -> str:
    """The unit that a document speaks for: "xã Yên Lộc (huyện Bình Lâm)"; an unnamed one is said to be so."""
    identity = document.identity
    if identity.place is None:
        level = identity.level or "đơn vị"
        return f"một {level} không nêu tên trong văn bản (tệp {document.name})"
    if identity.level in COMMUNE_LEVELS and identity.district:
        return f"{identity.level} {identity.place} (huyện {identity.district})"
    return f"{identity.level} {identity.place}" if identity.level else identity.place


def figure_words(row: Indicator) -> str:
    """The figure as written, with its direction and plan; the canonical unit beside it where that differs."""
    written = row.figure.strip(" =")
    verb = f"{row.direction} " if row.direction and row.direction not in written.lower() else ""
    if row.measure == "vs_plan":
        return f"{verb or 'đạt '}{written} so với kế hoạch" if "kế hoạch" not in written else f"{verb}{written}"
    canonical = _canonical(row, written)
    return f"{verb}{written}{canonical}"


def _canonical(row: Indicator, written: str) -> str:
    """" (5,9 tỷ đồng)" after a figure that was written in another unit, else ""."""
    entry = catalogue().entries.get(row.indicator or "")
    number = format_number(row.value)
    if entry is None or row.measure != "level" or row.of is not None or row.value_max is not None:
        return ""
    if not re.search(r"[^\W\d_]|%|‰", written[-6:]):
        return f" {row.unit}"
    return "" if number in written or re.search(rf"\b0*{re.escape(number)}\b", written) else f" ({number} {row.unit})"


def _why_boundary(question: Question) -> str:
    return f" — đúng ở mốc, chưa bảo đảm {condition_words(question.condition)}" if question.condition else ""


def _asked(question: Question) -> tuple[Derived, ...]:
    condition = question.condition
    values = (condition.value, condition.value_max) if condition else ()
    return tuple(Derived("asked", (), value) for value in values if value is not None)


def _boundary(question: Question, tally: Tally, books: Library) -> list[Statement]:
    if not tally.boundary:
        return []
    heading = Statement("Trường hợp giáp ranh (không tính là đạt):", part="boundary")
    return [heading, *_group(question, tally.boundary, books, "boundary")]


def _coverage(question: Question, tally: Tally, books: Library) -> list[Statement]:
    """What was looked at, group by group, for every answer over many documents."""
    if question.places and question.intent in ("lookup", "list", "compare"):
        return []
    groups = (
        ("khớp" if question.intent in ("list", "compare", "lookup") else "đạt", len(tally.match)),
        ("giáp ranh", len(tally.boundary)),
        ("không đạt", len(tally.no_match)),
        ("không nêu chỉ tiêu này", len(tally.silent)),
        ("ngoài phạm vi câu hỏi", len(tally.excluded)),
    )
    counts = tuple(Derived("count", tuple(map(float, range(n))), float(n)) for n in (*(n for _, n in groups), tally.documents))
    parts = ", ".join(f"{count} {name}" for name, count in groups if count)
    statements = [Statement(f"Đã xét {tally.documents} văn bản: {parts}.", derived=counts, part="coverage")]
    if question.intent in ("filter", "count") and tally.no_match:
        statements.append(_not_matching(tally, books))
    for name, ids in (("Không nêu chỉ tiêu này", tally.silent), ("Ngoài phạm vi câu hỏi", tuple(tally.excluded))):
        if ids and len(ids) <= MAX_DOCUMENTS * 2:
            names = [_silent_words(document_id, tally, books) for document_id in ids]
            statements.append(Statement(f"{name}: {'; '.join(names)}.", labels=tuple(names), part="coverage"))
    return statements


def _not_matching(tally: Tally, books: Library) -> Statement:
    rows = [each.rows[0] for each in tally.no_match][:MAX_LISTED]
    items: list[str] = []
    labels: list[str] = []
    for row in rows:
        who, when = unit_words(books.of(row.document_id)), f"năm {row.year}" if row.year else ""
        items.append(f"{who} {when}: {figure_words(row)}".replace("  ", " "))
        labels.extend((who, when))
    return Statement(
        f"Không đạt điều kiện: {'; '.join(items)}.",
        spans=tuple(map(span_of, rows)),
        labels=tuple(label for label in labels if label),
        part="coverage",
    )


def _silent_words(document_id: str, tally: Tally, books: Library) -> str:
    document = books.of(document_id)
    year = document.identity.target_year or document.identity.result_year
    when = f" năm {year}" if year else ""
    reason = tally.excluded.get(document_id)
    return f"{unit_words(document)}{when}" + (f" ({reason})" if reason else "")


# -- refusal -----------------------------------------------------------------------------------------


def _refused_ledger(question: Question, tally: Tally, books: Library, nearest: Sequence[Indicator]) -> Draft:
    """Why the ledger has no answer, and the nearest row that it has."""
    names = " và ".join(_lower_first(indicator_name(indicator)) for indicator in question.indicators)
    what = {"target": "chỉ tiêu", "actual": "kết quả", None: "số liệu"}[question.kind]
    years = f" năm {', '.join(map(str, question.years))}" if question.years else ""
    if question.places and not any(_has_documents(place, books) for place in question.places):
        reason = f"Kho không có văn bản nào của {', '.join(map(place_words, question.places))}."
    elif question.places:
        reason = f"Các văn bản của {', '.join(map(place_words, question.places))} không nêu {what} {names}{years}."
    else:
        reason = f"Không văn bản nào trong phạm vi câu hỏi nêu {what} {names}{years}."
    labels = (*map(str, question.years), *map(place_words, question.places))
    statements = [Statement(reason, labels=labels), *_nearest(question, nearest, books)]
    if not question.places:
        statements.extend(_coverage(question, tally, books))
    return Draft("abstained", tuple(statements))


def _has_documents(place: Place, books: Library) -> bool:
    return any(is_of(place, document.identity) for document in books.documents.values())


def _nearest(question: Question, rows: Sequence[Indicator], books: Library) -> list[Statement]:
    """The row of the same indicator and place that is nearest to the year asked for."""
    if not rows:
        return []
    wanted = question.years[0] if question.years else 0
    row = min(rows, key=lambda each: (abs((each.year or 0) - wanted), each.kind != question.kind, each.start))
    document = books.of(row.document_id)
    who, when = unit_words(document), f"năm {row.year}" if row.year else "không ghi năm"
    kind = "chỉ tiêu" if row.kind == "target" else "kết quả"
    text = f"Gần nhất trong kho: {who}, {kind} {when} về {_lower_first(indicator_name(row.indicator or row.label))}: {figure_words(row)}"
    return [Statement(text, spans=(span_of(row),), labels=(who, when))]


def refuse_unknown_places(question: Question, books: Library) -> Draft:
    """A place that no document of the archive carries; the places that the archive has, so that one can be chosen."""
    names = ", ".join(f"“{name}”" for name in question.unknown_places)
    held = list(dict.fromkeys(unit_words(d) for d in books.documents.values() if d.identity.place))
    shown = "; ".join(held[:12]) + ("; …" if len(held) > 12 else "")
    statements = [Statement(f"Kho không có văn bản nào của {names}.", labels=question.unknown_places)]
    if held:
        statements.append(Statement(f"Kho hiện có văn bản của: {shown}.", labels=(shown,), part="coverage"))
    return Draft("abstained", tuple(statements))


# -- the archive itself ------------------------------------------------------------------------------


def compose_archive(question: Question, books: Library) -> Draft:
    """Which documents the archive holds, limited by place, level, year and kind."""
    found = [document for document in books.documents.values() if _is_listed(question, document)]
    if not found:
        return Draft("abstained", (Statement("Kho không có văn bản nào như vậy."),))
    count = Derived("count", tuple(map(float, range(len(found)))), float(len(found)))
    lead = Statement(f"Kho có {len(found)} văn bản phù hợp:", derived=(count,))
    return Draft("answered", (lead, *(_document_statement(document) for document in found[:MAX_LISTED])))


def _is_listed(question: Question, document: Resolution) -> bool:
    identity = document.identity
    return (
        (not question.places or any(is_of(place, identity) for place in question.places))
        and (not question.levels or identity.level in question.levels)
        and (not question.years or bool({identity.target_year, identity.result_year} & set(question.years)))
        and (not question.document_kinds or identity.kind in question.document_kinds)
    )


def _document_statement(document: Resolution) -> Statement:
    identity = document.identity
    who = unit_words(document)
    year = identity.target_year or identity.result_year
    when = f", năm {year}" if year else ""
    file = "" if document.name in who else f" (tệp {document.name})"
    text = f"- {_capital(identity.kind)} của {who}{when}{file}"
    return Statement(text, spans=(_title_span(document),), labels=(text,))


def _title_span(document: Resolution) -> Span:
    """The first line of a document that has words: where a reader sees what it is."""
    match = re.search(r"[^\n]*\w[^\n]*", document.text)
    start, end = match.span() if match else (0, len(document.text))
    end = min(end, start + MAX_QUOTED)
    return Span(document.document_id, "", start, end, document.text[start:end])


# -- passages ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Line:
    """A whole line or sentence of a passage, with how many of the question's content words it holds."""

    document_id: str
    section: str
    start: int
    end: int
    text: str
    score: float


def compose_passages(question: Question, evidence: Sequence[Evidence], books: Library) -> Draft:
    """Whole lines of the best passages, a document at a time; a refusal where they do not speak of the matter."""
    wanted = _wanted(question)
    if not evidence:
        return _refused_passages(question, books)
    by_document: dict[str, list[Evidence]] = {}
    for each in evidence:
        by_document.setdefault(each.passage.document_id, []).append(each)
    covered = {
        document_id: _covered(wanted, [*found], books.of(document_id))
        for document_id, found in by_document.items()
    }
    best = max(covered.values())
    if best < MIN_COVERED:
        return _refused_passages(question, books)
    chosen = [d for d in sorted(covered, key=lambda d: -covered[d]) if covered[d] >= max(MIN_COVERED, best - 0.01)]
    statements: list[Statement] = []
    for document_id in chosen[: 1 if question.places and len(question.places) == 1 and len(chosen) == 1 else MAX_DOCUMENTS]:
        statements.extend(_from_document(wanted, by_document[document_id], books.of(document_id)))
    return Draft("answered", tuple(statements)) if statements else _refused_passages(question, books)


def _wanted(question: Question) -> frozenset[str]:
    """What the answer must speak of: the content words and their adjacent pairs, as the question has them."""
    return frozenset(question.words)


def _tokens(text: str, wanted: frozenset[str]) -> set[str]:
    """The words of a text, folded where the question was typed without diacritics."""
    plain = all(fold(word) == word for word in wanted)
    return set(syllables(fold(text) if plain else text))


def _covered(wanted: frozenset[str], found: Sequence[Evidence], document: Resolution) -> float:
    """The greatest share of the wanted words that one passage with its headings holds, in [0, 1]."""
    if not wanted:
        return 1.0
    best = 0.0
    for each in found:
        heading = each.passage.context.removeprefix(document.identity.title)
        words = _tokens(f"{heading} {each.passage.text}", wanted)
        best = max(best, len(wanted & words) / len(wanted))
    return best


def _from_document(wanted: frozenset[str], found: Sequence[Evidence], document: Resolution) -> list[Statement]:
    """The lines of a document's best passages that speak of the matter, in their order."""
    lines = [line for each in found for line in _lines(wanted, each)]
    if not lines:
        return []
    top = max(line.score for line in lines)
    kept = [line for line in lines if line.score >= max(top * 0.5, 0.01)] or lines[:1]
    chosen: list[_Line] = []
    size = 0
    for line in sorted(kept, key=lambda line: (-line.score, line.start)):
        if size + len(line.text) > MAX_QUOTED * 2 and chosen:
            continue
        chosen.append(line)
        size += len(line.text)
    who = unit_words(document)
    year = document.identity.target_year or document.identity.result_year
    label = f"{_capital(who)}, {document.identity.kind}" + (f" năm {year}" if year else "")
    lead = Statement(f"**{label}**", labels=(label,))
    return [lead, *(_quoted(line) for line in sorted(chosen, key=lambda line: line.start))]


def _lines(wanted: frozenset[str], evidence: Evidence) -> list[_Line]:
    """The lines of a passage, long ones cut into sentences, scored by the wanted words that they hold."""
    passage = evidence.passage
    pieces: list[tuple[int, int]] = []
    for match in re.finditer(r"[^\n]+", passage.text):
        if match.end() - match.start() <= MAX_QUOTED:
            pieces.append(match.span())
        else:
            sentences = _SENTENCE.finditer(passage.text, match.start(), match.end())
            pieces.extend(_stripped(passage.text, *sentence.span()) for sentence in sentences)
    return [
        _Line(
            passage.document_id,
            passage.section,
            passage.start + start,
            passage.start + end,
            passage.text[start:end],
            len(wanted & _tokens(passage.text[start:end], wanted)) / max(1, len(wanted)),
        )
        for start, end in pieces
        if end > start
    ]


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))


def _quoted(line: _Line) -> Statement:
    bullet = re.sub(r"^[-–+*•▪]\s*", "", line.text)  # noqa: RUF001
    return Statement(f"- {bullet}", spans=(Span(line.document_id, line.section, line.start, line.end, line.text),))


def _refused_passages(question: Question, books: Library) -> Draft:
    where = f" của {', '.join(map(place_words, question.places))}" if question.places else " trong kho"
    words = " ".join(question.words)
    topic = f" về “{words}”" if words else ""
    reason = Statement(f"Các văn bản{where} không nêu nội dung{topic}.", labels=(words, *map(place_words, question.places)))
    count = len(books.documents)
    looked = Statement(
        f"Đã tìm trong {count} văn bản.",
        derived=(Derived("count", tuple(map(float, range(count))), float(count)),),
        part="coverage",
    )
    return Draft("abstained", (reason, looked))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower_first(text: str) -> str:
    """"Thu nhập …" -> "thu nhập …"; abbreviations ("GTSX …") stay."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]
