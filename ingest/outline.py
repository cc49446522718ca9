"""The outline of a cleaned text: sections with the path that staff would cite ("II > 2 > c") and a role.

A line that begins with a marker of ``outline.toml`` opens a section when its number follows on from its
neighbours; numbered items ("1- …;", "(1) …", "- …") stay within their section. Sections tile the text: every
character belongs to exactly one.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.language.tables import load_table
from assistant.language.text import normalise
from assistant.types import Role, Section

MAX_HEADING = 220  # characters; the longest true heading of the seeds has 214 (003, III.4)
_SENTENCE_LENGTH = 60  # characters; lines of a heading block are shorter, or end without a sign
_ROMAN = {"I": 1, "V": 5, "X": 10}
_LETTERS = "abcdđefghijklmnopqrstuvwxyz"
_SKIPPED = frozenset("đfijwz")  # some offices count with these and some without
_TWO_LINES = frozenset({"part", "article"})  # kinds of marks that may stand on a line of their own
_INHERITED: Mapping[Role, frozenset[Role]] = {
    # What a subsection may be for, other than what its parent is for.
    "results": frozenset({"targets"}),
    "targets": frozenset({"tasks", "results"}),
    "tasks": frozenset({"targets"}),
    "implementation": frozenset(),
}


@dataclass(frozen=True, slots=True)
class _Marker:
    kind: str
    order: int
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Rules:
    markers: tuple[_Marker, ...]
    roles: tuple[tuple[Role, tuple[str, ...]], ...]
    basis: tuple[str, ...]
    closing: tuple[str, ...]
    lead_in: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Heading:
    """A line that opens a section: the marker's kind and order, its mark ("II", "2", "c") and its ordinal."""

    line: _Line
    kind: str
    order: int
    mark: str
    ordinal: int
    title: str
    title_start: int


@cache
def _rules() -> _Rules:
    table = load_table("ingest", "outline.toml")
    return _Rules(
        markers=tuple(_Marker(row["kind"], row["order"], re.compile(row["pattern"])) for row in table["marker"]),
        roles=tuple((row["role"], tuple(row["words"])) for row in table["role"]),
        basis=tuple(table["basis"]["words"]),
        closing=tuple(table["closing"]["words"]),
        lead_in=re.compile(table["lead_in"]["pattern"]),
    )


def outline(text: str) -> tuple[Section, ...]:
    """The sections of a cleaned text (one block per line), in order, tiling it."""
    lines = list(_lines(text))
    if not lines:
        return ()
    headings = _accepted(lines)
    sections = list(_front(lines, headings, len(text)))
    stack: list[tuple[_Heading, Role]] = []
    for index, heading in enumerate(headings):
        following = headings[index + 1] if index + 1 < len(headings) else None
        end = following.line.start if following else len(text)
        stack = [entry for entry in stack if _is_above(entry[0], heading)]
        role = _role(heading, stack)
        stack.append((heading, role))
        path = tuple(_shown(entry.mark) for entry, _ in stack)
        run_in = heading.line.end + 1 >= end and not (following and _is_above(heading, following))
        sections.extend(_body(text, heading, path, role, end=end, run_in=run_in))
    return tuple(sections)


def _lines(text: str) -> Iterator[_Line]:
    for match in re.finditer(r"[^\n]+", text):
        yield _Line(match.group(), *match.span())


def _accepted(lines: Sequence[_Line]) -> list[_Heading]:
    """The lines that open sections. A number must follow on from the last one of its kind and parent."""
    accepted: list[_Heading] = []
    for line, following in itertools.zip_longest(lines, lines[1:]):
        heading = _read_heading(line) or _read_heading_of_two(line, following)
        if heading is not None and _follows(heading, accepted):
            accepted.append(heading)
    return accepted


def _read_heading(line: _Line) -> _Heading | None:
    closing = _closing_heading(line)
    if closing is not None:
        return closing
    for marker in _rules().markers:
        match = marker.pattern.match(line.text)
        if match is None or not line.text[match.end() :].strip():
            continue
        ordinal = _ordinal(marker.kind, match["mark"])
        if ordinal is None:
            continue
        title = line.text[match.end() :]
        return _Heading(line, marker.kind, marker.order, match["mark"], ordinal, title, line.start + match.end())
    return None


def _read_heading_of_two(line: _Line, following: _Line | None) -> _Heading | None:
    """A mark on a line of its own ("PHẦN THỨ NHẤT") with its title on the next."""
    if following is None or len(line.text) + len(following.text) > MAX_HEADING:
        return None
    for marker in _rules().markers:
        match = marker.pattern.fullmatch(line.text.strip())
        if match is None or marker.kind not in _TWO_LINES or _read_heading(following) is not None:
            continue
        ordinal = _ordinal(marker.kind, match["mark"])
        whole = _Line(f"{line.text}\n{following.text}", line.start, following.end)
        return _Heading(
            whole, marker.kind, marker.order, match["mark"], ordinal or 0, following.text, following.start
        )
    return None


def _closing_heading(line: _Line) -> _Heading | None:
    """The first line of the recipients or of the signature, which looks like a mark where it is "T/M …"."""
    if normalise(line.text).lstrip("*- ").startswith(_rules().closing):
        return _Heading(line, "closing", 0, "Nơi nhận", 0, line.text, line.start)
    return None


def _ordinal(kind: str, mark: str) -> int | None:
    """The place of a mark in its series: "IV" -> 4, "c" -> 3, "2.3" -> 3; None where it is none."""
    if kind == "roman":
        values = [_ROMAN[letter] for letter in mark]
        total = sum(-v if i + 1 < len(values) and v < values[i + 1] else v for i, v in enumerate(values))
        return total if 0 < total <= 20 else None
    if kind in ("letter", "capital"):
        return _LETTERS.find(mark.lower()) + 1 or None
    digits = re.findall(r"\d+", mark)
    return int(digits[-1]) if digits else 0


def _follows(heading: _Heading, accepted: Sequence[_Heading]) -> bool:
    """Whether the mark is the next of its series, or the first of a new one."""
    if heading.kind == "closing":
        return not accepted or accepted[-1].kind != "closing"
    if heading.kind in ("part", "article"):
        return True
    for earlier in reversed(accepted):
        if earlier.kind == heading.kind and (heading.kind != "dotted" or _parent(earlier) == _parent(heading)):
            restarts = heading.kind == "roman" or _role_of(heading.title, anywhere=False) == "targets"
            return heading.ordinal in _next_ordinals(earlier) or (heading.ordinal == 1 and restarts)
        if _is_above(earlier, heading):
            break
    # A copied excerpt may begin at II; a stray number in a sentence may not open a series.
    return heading.ordinal <= 1 or heading.kind == "roman"


def _next_ordinals(earlier: _Heading) -> tuple[int, ...]:
    """What may follow a mark; offices count "c, d, đ" as well as "c, d, e", and "D, E, G" as well as "E, F, G"."""
    last = earlier.ordinal + 1
    if earlier.kind in ("letter", "capital"):
        while last < len(_LETTERS) and _LETTERS[last - 1] in _SKIPPED:
            last += 1
    return tuple(range(earlier.ordinal + 1, last + 1))


def _parent(heading: _Heading) -> str:
    return heading.mark.rpartition(".")[0]


def _is_above(upper: _Heading, lower: _Heading) -> bool:
    if upper.kind == "closing" or lower.kind in ("closing", "part"):
        return False
    if upper.kind == lower.kind == "dotted":
        return lower.mark.startswith(f"{upper.mark}.")
    return upper.order < lower.order


def _shown(mark: str) -> str:
    return mark if len(mark) <= 2 or "." in mark else mark.capitalize() if mark.isupper() and " " in mark else mark


def _role(heading: _Heading, stack: Sequence[tuple[_Heading, Role]]) -> Role:
    if heading.kind == "closing":
        return "closing"
    own = _role_of(heading.title, anywhere=not stack)
    if not stack:
        return own or "body"
    inherited = stack[-1][1]
    if own is None or inherited == "body":
        return own or inherited
    return own if own in _INHERITED.get(inherited, frozenset()) else inherited


def _role_of(title: str, *, anywhere: bool) -> Role | None:
    """The role that the words of a heading give: at its beginning, or anywhere in a top-level one."""
    words = " ".join(normalise(title[:MAX_HEADING]).split())
    for role, openers in _rules().roles:
        if words.startswith(openers):
            return role
    if anywhere:
        for role, openers in _rules().roles:
            if any(opener in words for opener in openers):
                return role
    return None


def _front(lines: Sequence[_Line], headings: Sequence[_Heading], length: int) -> Iterator[Section]:
    """What stands before the first section: the heading block, then the basis and preamble."""
    end = headings[0].line.start if headings else length
    if end == 0:
        return
    front = [line for line in lines if line.start < end]
    preamble = next((line.start for line in front if _opens_preamble(line)), end)
    if preamble > 0:
        yield Section((), "", "heading", 0, 0, preamble)
    if preamble < end:
        yield from _runs((), "", "basis", preamble, preamble, end, front)


def _opens_preamble(line: _Line) -> bool:
    """The first full sentence: it begins as a basis does, ends as one, or is too long for a heading block."""
    words = normalise(line.text).lstrip("-– +")
    sentence = words.startswith(_rules().basis) or line.text.endswith((".", ":"))
    return len(line.text) > MAX_HEADING or (len(line.text) > _SENTENCE_LENGTH and sentence)


def _body(
    text: str,
    heading: _Heading,
    path: tuple[str, ...],
    role: Role,
    *,
    end: int,
    run_in: bool,
) -> Iterator[Section]:
    """The section of one heading; a numbered paragraph ("3. Tập trung chỉ đạo …") is its own text, untitled."""
    line = heading.line
    titled = not run_in and len(line.text) <= MAX_HEADING
    body = min(line.end + 1, end) if titled else heading.title_start
    title = heading.title.strip(" .:;") if titled else ""
    yield from _runs(path, title, role, line.start, body, end, [line, *_offset_lines(text, line.end, end)])


def _offset_lines(text: str, start: int, end: int) -> Iterator[_Line]:
    for match in re.finditer(r"[^\n]+", text[start:end]):
        yield _Line(match.group(), start + match.start(), start + match.end())


def _runs(
    path: tuple[str, ...],
    title: str,
    role: Role,
    start: int,
    body: int,
    end: int,
    lines: Sequence[_Line],
) -> Iterator[Section]:
    """One section, or two where a lead-in ("… các chỉ tiêu chủ yếu sau:") turns it into targets."""
    followed = itertools.pairwise(lines)
    turn = next((line for line, item in followed if _leads_into_targets(line) and _is_item(item)), None)
    if turn is None or role == "targets":
        yield Section(path, title, role, start, body, end)
        return
    yield Section(path, title, role, start, body, turn.start)
    yield Section(path, title, "targets", turn.start, turn.start, end)


def _leads_into_targets(line: _Line) -> bool:
    return _rules().lead_in.search(normalise(line.text[-200:])) is not None


def _is_item(line: _Line) -> bool:
    return re.match(r"[-–+*•▪]|\(?\d{1,2}[-.)]|[a-zđ][.)]|\|", line.text) is not None
