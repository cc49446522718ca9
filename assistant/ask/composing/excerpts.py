"""Lines of a document that say what fell short and what is to be done, verbatim and short enough for a summary.

A heading that says so speaks for all below it; elsewhere a sentence is weighed by its words (``summary.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.ask.composing.headline import table
from assistant.language.text import normalise
from assistant.types import Resolution, Role, Section, Span, Statement

_MAX_FAULT, _MAX_TASK = 260, 130  # characters quoted of a sentence, of a task
_LEAST = 2.0  # what the words of a sentence must speak for it, where no heading does
_HEADS = 45  # characters; a shorter sentence that opens a paragraph is its heading
_SHORTEST = 15  # characters; shorter pieces say nothing by themselves
_SENTENCE = re.compile(r"(?:[^.!?\n]|[.](?=\d|\w))+[.!?]*")
_MARK = re.compile(r"^(?:[\s#*•▪+–-]|(?:[IVX]{1,4}|\d{1,2}|[a-zđ])[.)/](?=\s|\D))+\s*")
_CLAUSE = re.compile(r"[;:.](?=\s)|,(?=\s)")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence of a document with what speaks for it."""

    start: int
    end: int
    section: str
    score: float


def faults(document: Resolution, limit: int) -> list[Statement]:
    """The sentences that say what fell short, in the document's order."""
    own = [piece for piece in _pieces(document, "faults") if piece.score >= _LEAST]
    best = sorted(own, key=lambda piece: (-piece.score, piece.start))[:limit]
    return [_quoted(document, piece, _MAX_FAULT) for piece in sorted(best, key=lambda piece: piece.start)]


def tasks(document: Resolution, limit: int) -> list[Statement]:
    """The headings of the tasks, or the first words of each; else the sentences that say what is to be done."""
    headings = [_heading(document, section) for section in _task_headings(document)]
    if len(headings) > 1:
        return headings[:limit]
    own = [piece for piece in _pieces(document, "tasks") if piece.score >= _LEAST]
    best = sorted(own, key=lambda piece: (-piece.score, piece.start))[:limit]
    return [_quoted(document, piece, _MAX_TASK) for piece in sorted(best, key=lambda piece: piece.start)]


def other_parts(document: Resolution) -> list[tuple[str, list[Statement]]]:
    """The other parts that a document has, each with its title: breakthroughs, what was passed, the plan's money."""
    rules: Mapping[str, Mapping[str, Any]] = table()["parts"]
    told = ((rule["title"], _part(document, re.compile(rule["pattern"]), rule["below"])) for rule in rules.values())
    return [(title, lines) for title, lines in told if lines]


def passed_resolutions(document: Resolution) -> list[Span]:
    """The sentence that says how many resolutions a meeting passed, else which."""
    counted = re.compile(table()["parts"]["adopted"]["pattern"])
    told = _part(document, counted, 0) or _part(document, _PASSED, 0)
    return [span for each in told for span in each.spans]


_PASSED = re.compile(r"thông qua [^.\n]{0,24}?nghị quyết")


def _part(document: Resolution, pattern: re.Pattern[str], below: int) -> list[Statement]:
    """The first sentence that says a part; of a heading the lines below it."""
    lines = [match.span() for match in re.finditer(r"[^\n]*[^\s\n][^\n]*", document.text)]
    for at, (start, end) in enumerate(lines):
        said = normalise(document.text[start:end])
        match = pattern.search(said) if len(said) == end - start and "|" not in said else None
        if match is None:
            continue
        whole = _sentence_at(document.text, start + match.end() - 1, start, end)
        heads = (
            end - start <= _MAX_HEAD
            and below
            and not re.search(r"[:;,]\s*\S", document.text[start + match.end() : end])
        )
        under = lines[at + 1 : at + 1 + below] if heads else []
        found = [_Piece(*span, "", 0.0) for span in ((start, end), *under)] if heads else [_Piece(*whole, "", 0.0)]
        return [_quoted(document, piece, _MAX_TASK if heads else _MAX_PART) for piece in found]
    return []


def _sentence_at(text: str, at: int, start: int, end: int) -> tuple[int, int]:
    """The sentence of a line in which a position lies."""
    for match in _SENTENCE.finditer(text, start, end):
        if match.start() <= at < match.end():
            return match.start() + len(match.group()) - len(match.group().lstrip()), match.end()
    return start, end


_MAX_HEAD, _MAX_PART = 80, 320  # characters of a heading, and quoted of a sentence that says a part


def _task_headings(document: Resolution) -> list[Section]:
    """The sections right below the tasks, or those of the tasks where they have none below."""
    found = [each for each in document.sections if each.role == "tasks" and each.path]
    top = min((len(each.path) for each in found), default=0)
    below = [each for each in found if len(each.path) == top + 1]
    return below if len(below) > 1 else [each for each in found if len(each.path) == top]


def _heading(document: Resolution, section: Section) -> Statement:
    """The heading of a section, or the first words below it where it has none."""
    text = document.text
    start = section.start
    end = section.body if section.heading else section.end
    line = text.find("\n", start, end)
    piece = _Piece(start, line if line > start else end, section.label, 0.0)
    return _quoted(document, piece, _MAX_TASK)


def _pieces(document: Resolution, what: str) -> Iterator[_Piece]:
    """Every sentence, weighed for one part of a summary."""
    for section in document.sections:
        if section.role in _ELSEWHERE[what]:
            continue
        bonus = _LEAST if _speaks(section, what) else 0.0
        for match in _SENTENCE.finditer(document.text, section.body, section.end):
            said = match.group()
            if len(said.strip()) < _SHORTEST or "|" in said or not re.search(r"[^\W\d_]{2}", said):
                continue
            score = _weight(said, what)
            score += bonus if score >= 0 else 0.0
            start = match.start() + len(said) - len(said.lstrip())
            end = match.start() + len(said.rstrip())
            yield _Piece(start, _with_what_it_heads(document.text, start, end), section.label, score)


def _with_what_it_heads(text: str, start: int, end: int) -> int:
    """A few words before the rest of a paragraph head it ("Việc cần làm ngay."): then all of the paragraph."""
    if end - start >= _HEADS:
        return end
    line = text.find("\n", end)
    return line if line >= 0 else len(text)


# Sections in which one part of a summary does not stand.
_ELSEWHERE: dict[str, frozenset[Role]] = {
    "faults": frozenset({"heading", "tasks", "targets", "implementation", "closing"}),
    "tasks": frozenset({"heading", "results", "closing"}),
}


def _speaks(section: Section, what: str) -> bool:
    """Whether a section's heading says that it is for this part of a summary."""
    heading = normalise(section.heading)
    return any(word in heading for word in table()["headings"][what])


def _weight(said: str, what: str) -> float:
    words = normalise(said)
    found = (worth for word, worth in table()[what].items() if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", words))
    return float(sum(found))


def _quoted(document: Resolution, piece: _Piece, longest: int) -> Statement:
    """A sentence as a list item, cut at the end of a clause where it is long; what is shown is what is cited."""
    text = document.text
    whole = text[piece.start : piece.end]
    mark = _MARK.match(whole)
    start = piece.start + (mark.end() if mark else 0)
    end = _cut(text, start, piece.end, longest)
    quote = text[start:end].rstrip(" *_")
    more = "…" if start + len(quote) < piece.end - 1 else ""
    shown = re.sub(r"\*\*|__", "", quote)
    span = Span(document.document_id, piece.section, start, start + len(quote), quote)
    return Statement(f"- {shown.rstrip(',;:')}{more}", spans=(span,))


def _cut(text: str, start: int, end: int, longest: int) -> int:
    """Where a quote ends: with its sentence, else with the last clause or word that fits."""
    if end - start <= longest:
        return end
    clauses: Sequence[int] = [match.end() for match in _CLAUSE.finditer(text, start, start + longest)]
    if clauses and clauses[-1] - start > longest // 2:
        return clauses[-1]
    return text.rfind(" ", start, start + longest)
