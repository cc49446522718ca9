"""Answers from passages: whole lines of the right sections, in the document's order, each with its citation.

Whether the documents speak of the matter at all is decided by words and not by a score: of the question's
content words enough must stand in the evidence, as they stand together in the question ("điện mặt trời" is not
met by "mặt trận" and "điện"). Otherwise the answer is a refusal.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.ask.reading import place_words
from assistant.ask.wording import Library, capital, counted, unit_words
from assistant.language.text import fold, syllables
from assistant.types import Draft, Evidence, Question, Resolution, Span, Statement

MAX_QUOTED = 900  # characters of one line that an answer quotes; longer paragraphs are cut at sentences
MAX_ANSWER = 1800  # characters quoted from one document
MAX_DOCUMENTS = 4  # documents that a description over the whole archive puts side by side
MAX_PASSAGES = 3  # passages of one document that an answer draws on
# Share of the content words that one document's evidence must hold. Measured on the sample: its answerable
# descriptions reach 0.57 and more, its unanswerable ones at most 0.29.
MIN_COVERED = 0.5
# Weight of a line's own words against the score of its passage, both in [0, 1]; an anchor counts as all words.
_WORDS_WEIGHT = 0.6
_SENTENCE = re.compile(r"[^.;!?]+[.;!?]*\s*")


@dataclass(frozen=True, slots=True)
class _Topic:
    """What an answer must speak of: runs of content words as they stand together in the question."""

    runs: tuple[tuple[str, ...], ...]
    plain: bool

    @property
    def size(self) -> int:
        """How many words there are."""
        return sum(map(len, self.runs))

    def covered(self, text: str) -> float:
        """Share of the words that stand in ``text`` beside a neighbour of the question, in [0, 1]."""
        words = syllables(fold(text) if self.plain else text)
        known = set(words)
        near = {*itertools.pairwise(words), *zip(words, words[2:], strict=False)}
        met = sum(_met(run, known, near) for run in self.runs)
        return met / self.size if self.size else 1.0


@dataclass(frozen=True, slots=True)
class _Line:
    """A whole line or sentence of a passage with its score."""

    document_id: str
    section: str
    start: int
    end: int
    text: str
    score: float


def _met(run: Sequence[str], known: set[str], near: set[tuple[str, str]]) -> int:
    """How many words of a run a text holds: a single word by itself, others only beside a neighbour."""
    if len(run) == 1:
        return int(run[0] in known)
    pairs = list(itertools.pairwise(run))
    together = [pair in near for pair in pairs]
    return sum((i > 0 and together[i - 1]) or (i < len(pairs) and together[i]) for i in range(len(run)))


def compose_passages(question: Question, evidence: Sequence[Evidence], books: Library) -> Draft:
    """Lines of the best passages, a document at a time; a refusal where they do not speak of the matter."""
    topic = _topic(question)
    if not topic.size and not question.sections and not question.anchors:
        hint = "Câu hỏi chưa đủ rõ. Hãy nêu chỉ tiêu, địa phương hoặc nội dung cần tra."
        return Draft("abstained", (Statement(hint),))
    by_document: dict[str, list[Evidence]] = {}
    for each in evidence:
        by_document.setdefault(each.passage.document_id, []).append(each)
    covered = {
        document_id: topic.covered("\n".join(f"{one.passage.context} {one.passage.text}" for one in found))
        for document_id, found in by_document.items()
    }
    speaking = [document_id for document_id in by_document if covered[document_id] >= MIN_COVERED]
    if not speaking and not (question.anchors and question.places and evidence):
        return _refused(question, books)
    best = max(covered.values())
    chosen = sorted(
        (document_id for document_id in by_document if covered[document_id] >= best - 0.01),
        key=lambda document_id: -by_document[document_id][0].score,
    )
    statements = [
        statement
        for document_id in chosen[:MAX_DOCUMENTS]
        for statement in _from_document(question, topic, by_document[document_id], books.of(document_id))
    ]
    return Draft("answered", tuple(statements)) if statements else _refused(question, books)


def _topic(question: Question) -> _Topic:
    """The content words of the question in runs, broken wherever another word stood between them."""
    plain = all(fold(word) == word for word in question.words)
    asked = syllables(fold(question.text) if plain else question.text)
    runs: list[tuple[str, ...]] = []
    left = list(question.words)
    run: list[str] = []
    for word in asked:
        if left and word == left[0]:
            run.append(left.pop(0))
            continue
        if run:
            runs.append(tuple(run))
        run = []
    if run:
        runs.append(tuple(run))
    if left:  # words taken over from the question before
        runs.append(tuple(left))
    return _Topic(tuple(runs), plain)


def _from_document(
    question: Question,
    topic: _Topic,
    found: Sequence[Evidence],
    document: Resolution,
) -> list[Statement]:
    """The best lines of a document, in their order, up to ``MAX_ANSWER`` characters.

    Where the question points to sections ("giải pháp": tasks) and the evidence has any, only they answer.
    """
    pointed = [each for each in found if each.passage.role in question.sections] or found
    best = sorted(pointed, key=lambda each: -_passage_score(topic, each))[:MAX_PASSAGES]
    lines = [line for each in best for line in _lines(question, topic, each, document)]
    if not lines:
        return []
    # Where no line clearly speaks of the matter in the question's own words, the best passages answer whole.
    clear = max(topic.covered(line.text) for line in lines) >= MIN_COVERED
    floor = max(line.score for line in lines) / 2 if clear else 0.0
    chosen: list[_Line] = []
    for line in sorted(lines, key=lambda line: (-line.score, line.start)):
        fits = sum(len(each.text) for each in chosen) + len(line.text) <= MAX_ANSWER
        if not chosen or (fits and line.score >= floor):
            chosen.append(line)
    year = document.identity.target_year or document.identity.result_year
    label = f"{capital(unit_words(document))}, {document.identity.kind}" + (f" năm {year}" if year else "")
    remark = "" if clear else " (các dòng dưới đây không dùng đủ các từ của câu hỏi; đây chỉ là các đoạn gần nhất)"
    lead = Statement(f"**{label}**{remark}", labels=(label,))
    return [lead, *(_quoted(line) for line in sorted(chosen, key=lambda line: line.start))]


def _passage_score(topic: _Topic, evidence: Evidence) -> float:
    return _WORDS_WEIGHT * topic.covered(evidence.passage.text) + (1 - _WORDS_WEIGHT) * evidence.score


def _lines(question: Question, topic: _Topic, evidence: Evidence, document: Resolution) -> list[_Line]:
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
    )
