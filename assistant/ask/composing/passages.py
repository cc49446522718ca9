"""Answers from passages: whole lines of the right sections, in the document's order, each with its citation.

Whether the documents speak of the matter at all is decided by words and not by a score: of the question's
content words enough must stand in the evidence, as they stand together in the question. Otherwise the answer is a
refusal. Where the question names a section ("mục tiêu cụ thể", "khen thưởng và kỷ luật") the section answers whole.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from assistant.ask.composing.from_text import row_words
from assistant.ask.composing.wording import Library, capital, counted, document_words, unit_words
from assistant.ask.retrieving.facets import explains, only_states
from assistant.ask.retrieving.lines import Line, Sought, weighed
from assistant.ask.retrieving.said import SHARED, Texts
from assistant.ask.retrieving.stretches import Stretch
from assistant.ask.retrieving.topic import Topic, topic_of
from assistant.ask.retrieving.wanted import Wanted, parts_of_units, wanted
from assistant.ask.understanding.facets import asked_facets, asks_more, heads_facet, names_no_matter, told
from assistant.ask.understanding.reading import place_words
from assistant.ask.understanding.vocabulary import stop_words
from assistant.language.abbreviations import spelled_out
from assistant.language.text import syllables
from assistant.types import Draft, Evidence, Question, Resolution, Section, Span, Statement

MAX_QUOTED = 900  # characters of one line that an answer quotes; longer paragraphs are cut at sentences
MAX_ANSWER = 1800  # characters quoted from one document
MAX_SECTION = 3200  # characters of a section that is quoted whole
MAX_DOCUMENTS = 4  # documents that a description over the whole archive puts side by side
MAX_MENTIONS = 40  # documents that an answer names as speaking of a matter
MAX_LINES = 6  # lines of one document that an answer quotes, where no section answers whole
MAX_PARAGRAPH = 600  # characters of a paragraph that is quoted whole around its line
# Share of the weight of the words asked for that a line holds with what stands around it, and what it holds itself.
MIN_COVERED = 0.5
MIN_OWN = 0.4
_FLOOR = 0.7  # share of the best line's score from which others are shown beside it
_LEVEL = 0.9  # share of the words that the best line holds, from which another is shown whatever side it tells
_BEHIND = 0.1  # by how much a document's best line may fall short of another's
# The same for a document that is said to speak of a matter, in whole words of the question.
MIN_MENTION = 0.99
_WHOLE = re.compile(r"(?:[^.!?]|[.!?](?=[^\s\"”)]))+[.!?\"”)]*\s*")
_SENTENCE = re.compile(r"[^.;!?]+[.;!?]*\s*")
_NUMBERED = re.compile(r"^[\s#*]*(?:[IVX]+|\d+(?:\.\d+)*|[a-zđ])\s*[.)/-]\s*")


def compose_passages(
    question: Question, evidence: Sequence[Evidence], books: Library, texts: Texts, *, within: Collection[str] | None
) -> Draft:
    """The lines that speak of the matter best, a document at a time; a refusal where none does.

    ``evidence`` are the passages that retrieval found, ``within`` the ids of the documents asked about, None for all.
    """
    topic, facets = topic_of(question), asked_facets(question.text)
    if not (topic.size or question.sections or question.anchors or (facets and question.places)):
        return Draft("abstained", (_NOT_CLEAR,))
    by_document = _by_document(evidence)
    # A figure alone is for the second look, which knows its unit, year and kind.
    if question.figure and not asks_more(question.text):
        return _refused(question, books)
    asked = wanted(question, (), texts.rarity, facets=facets)
    is_narrowed = bool(question.places or question.levels or question.anchors)
    if not is_narrowed and names_no_matter(question.words, question.text, facets):
        return Draft("abstained", (_NOT_CLEAR,))  # "nhiệm vụ trọng tâm": of which of many documents?
    sought = Sought(asked, facets, question.sections, question.anchors)
    # Of a unit that is named, what is only near is worth being shown; among all documents it is chance.
    parts_named = set(parts_of_units(question))
    whole = [place for place in question.places if place.name not in parts_named]
    named = len(whole) == 1 and within is not None and not question.figure
    found = {
        document_id: weighed(sought, books.of(document_id), texts, _places(passages))
        for document_id, passages in by_document.items()
    }
    sections = {key: _named_section(question, topic, books.of(key)) for key in found}
    speaking = {
        key: best
        for key, lines in found.items()
        if (best := _best(lines, named=named)) is not None or (named and sections[key] is not None)
    }
    parts = [
        _from_document(sections[key], found[key], books.of(key), sides=bool(facets)) for key in _chosen(speaking)
    ]
    statements = tuple(statement for lines, _ in parts for statement in lines)
    clear = any(clear for lines, clear in parts if lines)
    shown = [line for key in _chosen(speaking) for line in _best_lines(found[key])]
    why = any(_tells_why(each, asked) for each in shown) or any(map(_names_causes, statements))
    if statements and not clear and "causes" in facets and not why:
        return Draft("abstained", (NO_CAUSE, *statements), clear=False)
    if statements and "solutions" in facets and all(only_states(line.stretch.quote) for line in shown):
        return Draft("abstained", (NO_SOLUTION, *statements), clear=False)
    return Draft("answered", statements, clear=clear) if statements else _refused(question, books)


_NOT_CLEAR = Statement("Câu hỏi chưa đủ rõ. Hãy nêu chỉ tiêu, địa phương hoặc nội dung cần tra.")


def _tells_why(line: Line, asked: Wanted) -> bool:
    """Whether a line says a cause, or what went wrong in words that the question does not have."""
    quote = line.stretch.quote
    return told(quote, "causes") >= 1 or (told(quote, "limitations") >= 1 and explains(line.stretch, asked))


def _names_causes(statement: Statement) -> bool:
    """Whether a quote has a sentence of causes beside the one that was found: "Nguyên nhân là …"."""
    sentences = (each.group() for span in statement.spans for each in _SENTENCE.finditer(span.quote))
    return any(heads_facet(each, "causes") for each in sentences)


NO_SOLUTION = Statement("Không tìm thấy trong lời văn câu nào nói cách làm; gần nhất là:")
NO_CAUSE = Statement("Không tìm thấy trong lời văn câu nào nói nguyên nhân; gần nhất là:")


def _by_document(evidence: Sequence[Evidence]) -> dict[str, list[Evidence]]:
    found: dict[str, list[Evidence]] = {}
    for each in evidence:
        found.setdefault(each.passage.document_id, []).append(each)
    return found


def _places(found: Sequence[Evidence]) -> dict[tuple[int, int], float]:
    """Where passages stand in their document, with their scores by meaning."""
    return {(each.passage.start, each.passage.start + len(each.passage.text)): each.dense for each in found}


def _best(lines: Sequence[Line], *, named: bool) -> Line | None:
    """The best line that is enough to answer with; of documents of a ``named`` unit also one that is only near."""
    enough = [each for each in lines if _speaks(each) or (named and _is_near(each))]
    return max(enough, key=lambda each: each.score, default=None)


def _speaks(line: Line) -> bool:
    return line.covered >= MIN_COVERED and line.evidence >= MIN_OWN


def _is_near(line: Line) -> bool:
    return line.evidence >= SHARED


def _chosen(speaking: Mapping[str, Line | None]) -> list[str]:
    """The documents that speak of the matter as well as the best one does, best first; without a line those of which
    a section is named.
    """
    best = max((each.covered for each in speaking.values() if each), default=0.0)
    kept = {key: line for key, line in speaking.items() if line is None or line.covered >= best - _BEHIND}
    return sorted(kept, key=lambda key: -(line.score if (line := kept[key]) else 1.0))[:MAX_DOCUMENTS]


# -- which documents speak of a matter ---------------------------------------------------------------


def compose_mentions(
    question: Question, evidence: Sequence[Evidence], books: Library, *, within: Sequence[str]
) -> Draft:
    """The documents that speak of a matter, each with the line that does; or those that do not.

    ``evidence`` are all passages that might, ``within`` the ids of the documents asked about.
    """
    topic = topic_of(question)
    if not topic.size:
        return _refused(question, books)
    found: dict[str, Evidence] = {}
    for each in evidence:
        if each.passage.document_id not in found and topic.covered(each.passage.text) >= MIN_MENTION:
            found[each.passage.document_id] = each
    silent = [document_id for document_id in within if document_id not in found]
    if question.negated:
        return _not_speaking(silent, books)
    if not found:
        return _refused(question, books)
    speaking = [document_id for document_id in within if document_id in found]
    lead = Statement(f"Có {len(speaking)} văn bản nói về nội dung này:", derived=(counted(len(speaking)),))
    listed = [_mention(topic, found[each], books.of(each)) for each in speaking[:MAX_MENTIONS]]
    return Draft("answered", (lead, *listed), listed=tuple(each.spans[0] for each in listed if each.spans))


def _mention(topic: Topic, evidence: Evidence, document: Resolution) -> Statement:
    """A document with the line of it that speaks of the matter best."""
    passage = evidence.passage
    pieces = [
        piece for match in re.finditer(r"[^\n]+", passage.text) for piece in _pieces(passage.text, *match.span())
    ]
    start, end = max(pieces, key=lambda piece: (topic.covered(passage.text[slice(*piece)]), -piece[0]))
    quote = passage.text[start:end]
    head = capital(_document_label(document))
    span = Span(passage.document_id, passage.section, passage.start + start, passage.start + end, quote)
    return Statement(f"- {head}: “{quote}”", spans=(span,), labels=(head,))


def _not_speaking(silent: Sequence[str], books: Library) -> Draft:
    """The documents in which nothing of the matter was found."""
    if not silent:
        return Draft("answered", (Statement("Mọi văn bản trong phạm vi câu hỏi đều có nói về nội dung này."),))
    lead = Statement(f"Có {len(silent)} văn bản không nói về nội dung này:", derived=(counted(len(silent)),))
    names = [capital(document_words(books.of(each))) for each in silent[:MAX_MENTIONS]]
    return Draft("answered", (lead, *(Statement(f"- {name}", labels=(name,)) for name in names)))


# -- one document ------------------------------------------------------------------------------------


def _from_document(
    section: Section | None, lines: Sequence[Line], document: Resolution, *, sides: bool
) -> tuple[list[Statement], bool]:
    """The section that the question names, whole; else the best lines of a document, in their order.

    And whether they clearly speak of the matter.
    """
    label = capital(_document_label(document))
    if section is not None:
        quotes = [quoted_line(span, document) for span in section_lines(section, document)]
        return [Statement(f"**{label}**", labels=(label,)), *quotes], True
    best = _best_lines(lines)
    # Of a question why, lines that speak of the matter and tell no cause are only near.
    clear = any(_speaks(each) and (each.tells or not sides) for each in best)
    remark = "" if clear else _UNCLEAR
    quotes = _told(best, document)
    return ([Statement(f"**{label}**{remark}", labels=(label,)), *quotes], clear) if quotes else ([], False)


_UNCLEAR = " (chỉ là đoạn gần nhất, chưa có đủ các từ của câu hỏi)"


def _best_lines(lines: Sequence[Line]) -> list[Line]:
    """The lines not far below the best one, in score or in the words that they hold, best first."""
    ordered = sorted(lines, key=lambda each: (-each.score, each.stretch.start))
    score = ordered[0].score * _FLOOR if ordered else 0.0
    covered = ordered[0].covered * _LEVEL if ordered else 0.0
    return [each for each in ordered if (each.score >= score or each.covered >= covered) and each.evidence > 0][
        :MAX_LINES
    ]


def _told(lines: Sequence[Line], document: Resolution) -> list[Statement]:
    """Lines as quotes in the order of the text: a row by its columns, a sentence with the paragraph that it is of."""
    chosen: dict[int, Statement] = {}
    room = MAX_ANSWER
    for each in lines:
        if each.stretch.is_row:
            start, told = each.stretch.start, row_words(each.stretch, document)
            size = len(each.stretch.quote)
        else:
            span = _around(each.stretch, document)
            start, size, told = span[0], span[1] - span[0], quoted_line(span, document)
        if start not in chosen and (size <= room or not chosen):
            chosen[start] = told
            room -= size
    return [chosen[start] for start in sorted(chosen)]


def _around(stretch: Stretch, document: Resolution) -> tuple[int, int]:
    """The paragraph of a sentence where it is short, else the sentence with all of its clauses."""
    text = document.text
    start = text.rfind("\n", 0, stretch.start) + 1
    end = text.find("\n", stretch.end)
    end = len(text) if end < 0 else end
    if end - start > MAX_PARAGRAPH:
        sentences = [match.span() for match in _WHOLE.finditer(text, start, end)]
        start, end = next(each for each in sentences if each[0] <= stretch.start < each[1])
        if end - start > MAX_QUOTED:
            start, end = stretch.start, stretch.end
    quote = text[start:end]
    return start + len(quote) - len(quote.lstrip()), end - (len(quote) - len(quote.rstrip()))


def _document_label(document: Resolution) -> str:
    year = document.identity.target_year or document.identity.result_year
    return f"{unit_words(document)}, {document.identity.kind}" + (f" năm {year}" if year else "")


def _named_section(question: Question, topic: Topic, document: Resolution) -> Section | None:
    """The section whose heading the question says word for word, where what else it asks stands below it."""
    syllables_asked = syllables(spelled_out(question.text, plain=topic.plain))
    asked, question_words = set(syllables_asked), f" {' '.join(syllables_asked)} "
    best: tuple[int, Section] | None = None
    for section in document.sections:
        words, own = _heading_words(section.heading, plain=topic.plain)
        said = len(words) >= _HEADING_SYLLABLES and f" {' '.join(words)} " in question_words
        if (not said and (len(own) < _HEADING_WORDS or not own <= asked)) or section.role == "basis":
            continue
        below = document.text[section.start : document.end_of(section)]
        rest = topic.without(f"{section.heading} {_OF_SECTIONS}")
        fits = len(below) <= MAX_SECTION and (not rest.size or rest.covered(below) >= MIN_COVERED)
        if fits and (best is None or len(words) > best[0]):
            best = (len(words), section)
    return best[1] if best else None


@lru_cache(maxsize=16384)
def _heading_words(heading: str, *, plain: bool) -> tuple[tuple[str, ...], frozenset[str]]:
    """The syllables of a heading without its number, and those of them that bear matter."""
    words = tuple(syllables(spelled_out(_NUMBERED.sub("", heading), plain=plain)))
    return words, frozenset(word for word in words if word not in stop_words() and not word.isdigit())


_OF_SECTIONS = "phần mục đoạn"  # words for a section itself: "phần đánh giá tình hình"
_HEADING_WORDS = 2  # content words that tell one heading from another: "khen thưởng và kỷ luật"
_HEADING_SYLLABLES = 3  # syllables of a heading that is said as it stands: "mục tiêu cụ thể"


def section_lines(section: Section, document: Resolution, *, headings: bool = False) -> list[tuple[int, int]]:
    """Every line of a section and of its subsections, without ``headings``, its own among them, unless they are
    wanted.
    """
    left_out = [(each.start, each.body) for each in document.sections if each.heading and not headings]
    text = document.text
    found = []
    first_line = section.start if headings else section.body
    for match in re.finditer(r"[^\n]+", text[first_line : document.end_of(section)]):
        for start, end in _pieces(text, first_line + match.start(), first_line + match.end()):
            if text[start:end].strip() and not any(first <= start < body for first, body in left_out):
                found.append((start, end))
    return found


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A line as one piece, or its sentences where it is long; without white space at the ends."""
    if end - start <= MAX_QUOTED:
        return [(start, end)]
    found = [match.span() for match in _SENTENCE.finditer(text, start, end)]
    return [(first, last - (len(text[first:last]) - len(text[first:last].rstrip()))) for first, last in found]


def quoted_line(span: tuple[int, int], document: Resolution) -> Statement:
    """A line as it stands, under a bullet in the place of its own, with its citation."""
    start, end = span
    text = document.text[start:end]
    section = document.label_at(start)
    bullet = re.sub(r"^[-–+*•▪]\s*", "", text)
    return Statement(f"- {bullet}", spans=(Span(document.document_id, section, start, end, text),))


def _refused(question: Question, books: Library) -> Draft:
    named = ", ".join(map(place_words, question.places))
    where = f"văn bản của {named}" if named else "các văn bản trong kho"
    years = f" năm {', '.join(map(str, question.years))}" if question.years else ""
    count = len(books.documents)
    return Draft(
        "abstained",
        (
            Statement(
                f"Không tìm thấy trong {where}{years} đoạn nào trả lời câu hỏi này.",
                labels=(*map(place_words, question.places), *map(str, question.years)),
            ),
            Statement(f"Kho có {count} văn bản.", derived=(counted(count),), part="coverage"),
        ),
        denies=True,
    )
