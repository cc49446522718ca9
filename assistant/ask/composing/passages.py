"""Answers from passages: whole lines of the right sections, in the document's order, each with its citation.

Whether the documents speak of the matter at all is decided by words and not by a score: of the question's
content words enough must stand in the evidence, as they stand together in the question. Otherwise the answer is a
refusal. Where the question names a section ("mục tiêu cụ thể", "khen thưởng và kỷ luật") the section answers whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.ask.composing.wording import Library, capital, counted, document_words, unit_words
from assistant.ask.retrieving.topic import Topic, topic_of
from assistant.ask.understanding.reading import place_words
from assistant.ask.understanding.vocabulary import stop_words
from assistant.language.abbreviations import spelled_out
from assistant.language.text import fold, syllables
from assistant.types import Draft, Evidence, Question, Resolution, Section, Span, Statement

MAX_QUOTED = 900  # characters of one line that an answer quotes; longer paragraphs are cut at sentences
MAX_ANSWER = 1800  # characters quoted from one document
MAX_SECTION = 3200  # characters of a section that is quoted whole
MAX_DOCUMENTS = 4  # documents that a description over the whole archive puts side by side
MAX_PASSAGES = 3  # passages of one document that an answer draws on
MAX_MENTIONS = 40  # documents that an answer names as speaking of a matter
# Share of the content words that one document's evidence must hold. Measured on the sample: its answerable
# descriptions reach 0.57 and more, its unanswerable ones at most 0.29.
MIN_COVERED = 0.5
# The same for one line that is to hold a figure which the ledger does not have, and for a document that is said to
# speak of a matter. Measured on eval/sets/seeds.jsonl: right lines reach 0.7, wrong ones at most 0.67.
MIN_FIGURE = 0.7
MIN_MENTION = 0.99
# Weight of a line's own words against the score of its passage, both in [0, 1]; an anchor counts as all words.
_WORDS_WEIGHT = 0.6
_POINTING = 0.25  # share of the words by which the sections pointed to may fall short of others and still answer
_SENTENCE = re.compile(r"[^.;!?]+[.;!?]*\s*")
_NUMBERED = re.compile(r"^[\s#*]*(?:[IVX]+|\d+(?:\.\d+)*|[a-zđ])\s*[.)/-]\s*")


@dataclass(frozen=True, slots=True)
class _Line:
    """A whole line or sentence of a passage with its score."""

    document_id: str
    section: str
    start: int
    end: int
    text: str
    score: float


def compose_passages(question: Question, evidence: Sequence[Evidence], books: Library) -> Draft:
    """Lines of the best passages, a document at a time; a refusal where they do not speak of the matter."""
    topic = topic_of(question)
    if not topic.size and not question.sections and not question.anchors:
        hint = "Câu hỏi chưa đủ rõ. Hãy nêu chỉ tiêu, địa phương hoặc nội dung cần tra."
        return Draft("abstained", (Statement(hint),))
    by_document = _by_document(evidence)
    covered = {
        document_id: topic.covered("\n".join(f"{one.passage.context} {one.passage.text}" for one in found))
        for document_id, found in by_document.items()
    }
    speaking = [document_id for document_id in by_document if covered[document_id] >= MIN_COVERED]
    if not speaking and not (question.anchors and question.places and evidence):
        return _refused(question, books)
    if question.figure and not any(_tells_figure(topic, each) for each in evidence):
        return _refused(question, books)
    best = max(covered.values())
    chosen = sorted(
        (document_id for document_id in by_document if covered[document_id] >= best - 0.01),
        key=lambda document_id: -by_document[document_id][0].score,
    )
    parts = [
        _from_document(question, topic, by_document[document_id], books.of(document_id))
        for document_id in chosen[:MAX_DOCUMENTS]
    ]
    statements = tuple(statement for told, _ in parts for statement in told)
    clear = any(clear for told, clear in parts if told)
    return Draft("answered", statements, clear=clear) if statements else _refused(question, books)


def _by_document(evidence: Sequence[Evidence]) -> dict[str, list[Evidence]]:
    found: dict[str, list[Evidence]] = {}
    for each in evidence:
        found.setdefault(each.passage.document_id, []).append(each)
    return found


def _tells_figure(topic: Topic, evidence: Evidence) -> bool:
    """Whether one line of a passage speaks of the matter and has a figure in it."""
    lines = evidence.passage.text.splitlines()
    return any(topic.covered(line) >= MIN_FIGURE and any(map(str.isdigit, line)) for line in lines)


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
    return Draft("answered", (lead, *listed))


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
    question: Question,
    topic: Topic,
    found: Sequence[Evidence],
    document: Resolution,
) -> tuple[list[Statement], bool]:
    """The section that the question names, whole; else the best lines of a document, in their order.

    And whether they clearly speak of the matter.
    """
    label = capital(_document_label(document))
    section = _named_section(question, topic, document)
    if section is not None:
        lines = _section_lines(section, document)
        return [Statement(f"**{label}**", labels=(label,)), *map(_quoted, lines)], True
    lines, clear = _best_lines(question, topic, found, document)
    if not lines:
        return [], False
    remark = "" if clear else " (các dòng dưới đây không dùng đủ các từ của câu hỏi; đây chỉ là các đoạn gần nhất)"
    return [Statement(f"**{label}**{remark}", labels=(label,)), *map(_quoted, lines)], clear


def _document_label(document: Resolution) -> str:
    year = document.identity.target_year or document.identity.result_year
    return f"{unit_words(document)}, {document.identity.kind}" + (f" năm {year}" if year else "")


def _named_section(question: Question, topic: Topic, document: Resolution) -> Section | None:
    """The section whose heading the question says word for word, where what else it asks stands below it."""
    syllables_asked = syllables(spelled_out(question.text, plain=topic.plain))
    asked, question_words = set(syllables_asked), f" {' '.join(syllables_asked)} "
    best: tuple[int, Section] | None = None
    for section in document.sections:
        words = syllables(spelled_out(_NUMBERED.sub("", section.heading), plain=topic.plain))
        own = [word for word in words if word not in stop_words() and not word.isdigit()]
        said = len(words) >= _HEADING_SYLLABLES and f" {' '.join(words)} " in question_words
        if (not said and (len(own) < _HEADING_WORDS or not set(own) <= asked)) or section.role == "basis":
            continue
        below = document.text[section.start : _end_of(section, document)]
        rest = topic.without(section.heading)
        fits = len(below) <= MAX_SECTION and (not rest.size or rest.covered(below) >= MIN_COVERED)
        if fits and (best is None or len(words) > best[0]):
            best = (len(words), section)
    return best[1] if best else None


_HEADING_WORDS = 2  # content words that tell one heading from another: "khen thưởng và kỷ luật"
_HEADING_SYLLABLES = 3  # syllables of a heading that is said as it stands: "mục tiêu cụ thể"


def _end_of(section: Section, document: Resolution) -> int:
    """Where a section ends with all of its subsections."""
    depth = len(section.path)
    inner = [
        each.end for each in document.sections if each.path[:depth] == section.path and each.start >= section.start
    ]
    return max([section.end, *inner])


def _section_lines(section: Section, document: Resolution) -> list[_Line]:
    """Every line of a section and of its subsections, without headings."""
    headings = [(each.start, each.body) for each in document.sections if each.heading]
    text = document.text
    found = []
    for match in re.finditer(r"[^\n]+", text[section.body : _end_of(section, document)]):
        for start, end in _pieces(text, section.body + match.start(), section.body + match.end()):
            if text[start:end].strip() and not any(first <= start < body for first, body in headings):
                found.append(_Line(document.document_id, section.label, start, end, text[start:end], 1.0))
    return found


def _best_lines(
    question: Question,
    topic: Topic,
    found: Sequence[Evidence],
    document: Resolution,
) -> tuple[list[_Line], bool]:
    """The best lines, in the document's order, up to ``MAX_ANSWER`` characters, and whether they clearly speak of it.

    Where the question points to sections ("giải pháp": tasks) and the evidence has any, only they answer.
    """
    pointed = [each for each in found if each.passage.role in question.sections]
    reached = max((topic.covered(each.passage.text) for each in pointed), default=0.0)
    if reached < max(topic.covered(each.passage.text) for each in found) - _POINTING:
        pointed = list(found)
    best = sorted(pointed, key=lambda each: -_passage_score(topic, each))[:MAX_PASSAGES]
    lines = [line for each in best for line in _lines(question, topic, each, document)]
    if not lines:
        return [], False
    # Where no line clearly speaks of the matter in the question's own words, the best passages answer whole.
    clear = max(topic.covered(line.text) for line in lines) >= MIN_COVERED
    floor = max(line.score for line in lines) / 2 if clear else 0.0
    chosen: list[_Line] = []
    for line in sorted(lines, key=lambda line: (-line.score, line.start)):
        fits = sum(len(each.text) for each in chosen) + len(line.text) <= MAX_ANSWER
        if not chosen or (fits and line.score >= floor):
            chosen.append(line)
    return sorted(chosen, key=lambda line: line.start), clear


def _passage_score(topic: Topic, evidence: Evidence) -> float:
    return _WORDS_WEIGHT * topic.covered(evidence.passage.text) + (1 - _WORDS_WEIGHT) * evidence.score


def _lines(question: Question, topic: Topic, evidence: Evidence, document: Resolution) -> list[_Line]:
    """The lines of a passage without headings, long ones cut into sentences, each with its score."""
    passage = evidence.passage
    headings = [(s.start, s.body) for s in document.sections if s.heading]
    pieces = [
        piece for match in re.finditer(r"[^\n]+", passage.text) for piece in _pieces(passage.text, *match.span())
    ]
    lines: list[_Line] = []
    anchored = False
    for start, end in pieces:
        begin = passage.start + start
        if any(first <= begin < body for first, body in headings):
            continue
        text = passage.text[start:end]
        named = any(anchor in _fold_opening(text) for anchor in map(fold, question.anchors))
        # "Nguyên nhân của những khó khăn:" heads the paragraph below it.
        own = 1.0 if named or anchored else topic.covered(text)
        anchored = named and text.rstrip().endswith(":")
        score = _WORDS_WEIGHT * own + (1 - _WORDS_WEIGHT) * evidence.score
        lines.append(_Line(passage.document_id, passage.section, begin, passage.start + end, text, score))
    return lines


def _fold_opening(text: str) -> str:
    """The beginning of a line, where a paragraph says what it is about ("Nguyên nhân: …")."""
    return fold(text[:60])


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A line as one piece, or its sentences where it is long; without white space at the ends."""
    if end - start <= MAX_QUOTED:
        return [(start, end)]
    found = [match.span() for match in _SENTENCE.finditer(text, start, end)]
    return [(first, last - (len(text[first:last]) - len(text[first:last].rstrip()))) for first, last in found]


def _quoted(line: _Line) -> Statement:
    bullet = re.sub(r"^[-–+*•▪]\s*", "", line.text)
    return Statement(f"- {bullet}", spans=(Span(line.document_id, line.section, line.start, line.end, line.text),))


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
