"""The same document laid out otherwise: headings reworded or gone, lists as prose or tables, other marks.

What a document says of its figures must not hang on its layout. Each kind of change keeps the figures and their own
words and tells where every character went, so that what people marked in the text can be found again. All functions
are pure and seeded; the words are in ``perturb.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, zip_longest
from random import Random
from typing import Any, Literal

from assistant.language.tables import load_table
from ingest.outline import outline

_LONGEST_HEADING = 160  # characters; a longer line says more than a heading does
_LONGEST_PLAIN = 90  # characters of a heading that neither a mark nor capitals tell
_LONGEST_ITEM = 220  # characters; a longer item is a paragraph, which nobody joins with others
_LONG = 100  # characters of a line that shows that the heading block is over
_HIGH = ("part", "article", "roman", "capital")  # marks of lines that are headings whatever follows them
_ROMANS = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_FEWEST = 2  # items that make a list

_YEAR = r"(?<!\d)(?:19|20)\d\d(?!\d)"
_NO_FIGURE = re.compile(rf"{_YEAR}|\d{{1,2}}\s+(?:tháng|năm|khâu|nhóm)\b|(?<!\d)\d{{1,2}}/(?=(?:19|20)\d\d)", re.I)
_ONE_YEAR = re.compile(rf"\s*(?:\b(?:trong|của|cho)\s+)?\bnăm\s+(?P<year>{_YEAR})(?!\s*[-–,/]\s*\d)", re.I)
_SENTENCE = re.compile(r"(?<=[^\W\d_][.])\s+(?=[^\W\d_])|(?<=[\d%)][.])\s+(?=[^\W\d_])")
_NUMBER = re.compile(r"(?<![\w.,])\d[\d.,]*(?:\s*[-–]\s*\d[\d.,]*)?")


@dataclass(frozen=True, slots=True)
class Edit:
    """What stands instead of the characters from ``start`` to ``end``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Perturbed:
    """A text that was changed. ``edits`` are in the order of the text before, and do not overlap."""

    text: str
    edits: tuple[Edit, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the text before stands now; what was put in at its ends is not part of it."""
        first, last = self._moved(start, after=True), self._moved(end, after=False)
        return first, max(first, last)

    def _moved(self, at: int, *, after: bool) -> int:
        shift = 0
        for edit in self.edits:
            if edit.end < at or (edit.end == at and (after or edit.start < edit.end)):
                shift += len(edit.text) - (edit.end - edit.start)
            elif edit.start < at:
                return edit.start + shift + (0 if after else len(edit.text))
            else:
                break
        return at + shift


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with its form ("roman", "dash", "" for none), the length of its mark, and what it is for."""

    text: str
    start: int
    form: str
    mark: int
    role: Literal["front", "heading", "lead", "item", "row", "prose", "closing"]

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def body(self) -> str:
        """The line without its mark."""
        return self.text[self.mark :]


def _table() -> Mapping[str, Any]:
    return load_table("ingest.training", "perturb.toml")


@cache
def _forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["name"], re.compile(row["pattern"])) for row in _table()["form"])


def perturb(text: str, kind: str, *, seed: int = 0) -> Perturbed:
    """``text`` changed in one way, one of ``KINDS``; unchanged where there is nothing of that kind.

    A text has one block a line, as cleaning leaves it. The same arguments give the same text. Raises ``KeyError``
    for an unknown kind.
    """
    random = Random(f"{seed} {kind} {text[:2000]}")  # noqa: S311  # a choice among layouts, no secret
    return _applied(text, sorted(KINDS[kind](_lines(text), random), key=lambda edit: (edit.start, edit.end)))


def _applied(text: str, edits: Sequence[Edit]) -> Perturbed:
    parts, at = [], 0
    for edit in edits:
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    return Perturbed("".join([*parts, text[at:]]), tuple(edits))


# -- what the lines are ----------------------------------------------------------------------------------


def _lines(text: str) -> list[_Line]:
    """Every line with something in it. The heading block and the closing are never changed."""
    closing = next((section.start for section in outline(text) if section.role == "closing"), len(text))
    spans = [match.span() for match in re.finditer(r"[^\n]*\S[^\n]*", text)]
    marked = [(start, text[start:end], *_mark(text[start:end])) for start, end in spans]
    found: list[_Line] = []
    front = True
    for here, after in zip_longest(marked, marked[1:]):
        start, line, form, mark = here
        front = front and form not in (*_HIGH, "arabic") and len(line) <= _LONG and not line.startswith("|")
        role: Any = "closing" if start >= closing else "front" if front else _role(line, form, mark, after)
        found.append(_Line(line, start, form, mark, role))
    return found


def _mark(line: str) -> tuple[str, int]:
    for name, pattern in _forms():
        match = pattern.match(line)
        if match is not None:
            return name, match.end()
    return "", 0


def _role(line: str, form: str, mark: int, after: tuple[int, str, str, int] | None) -> str:
    if line.startswith("|"):
        return "row"
    body = line[mark:].strip()
    bare = not any(map(str.isdigit, _NO_FIGURE.sub("", body))) and len(body) <= _LONGEST_HEADING
    if bare and (form in _HIGH or (len(body.split()) > 1 and _is_capital(body))):
        return "heading"
    following = after[2] if after else None
    if form in ("arabic", "bracket", "letter", "dotted"):
        # An item is followed by its sibling, or says something of what it names ("5. Chợ: dời ra sân kho cũ").
        says = body.endswith(";") or ":" in body[:-1] or len(body) > _LONGEST_PLAIN
        return "heading" if bare and following not in (None, form) and not says else "item"
    if form:
        return "lead" if bare and body.endswith(":") else "item"
    if bare and body.endswith(":"):
        return "lead"
    plain = bare and len(body) <= _LONGEST_PLAIN and len(body.split()) > 1 and body[-1] not in ".;,"
    return "heading" if plain and following not in (None, "", *_HIGH) else "prose"


def _is_capital(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return len(letters) > 5 and sum(map(str.isupper, letters)) > 0.8 * len(letters)


# -- headings --------------------------------------------------------------------------------------------


def _headings(lines: Sequence[_Line], *, leads: bool = False) -> Iterator[_Line]:
    return (line for line in lines if line.role == "heading" or (leads and line.role == "lead"))


def _reworded(lines: Sequence[_Line], random: Random) -> Iterator[Edit]:
    pattern, others = _wordings()
    for line in _headings(lines, leads=True):
        for match in pattern.finditer(line.text, line.mark):
            said = random.choice(others[match.group().lower()])
            yield Edit(line.start + match.start(), line.start + match.end(), _cased(said, match.group()))


@cache
def _wordings() -> tuple[re.Pattern[str], Mapping[str, tuple[str, ...]]]:
    others = {said: tuple(row["others"]) for row in _table()["wording"] for said in row["said"]}
    longest = sorted(others, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b", re.IGNORECASE), others


def _cased(said: str, before: str) -> str:
    if before.isupper():
        return said.upper()
    return said[:1].upper() + said[1:] if before[0].isupper() else said


def _renumbered(lines: Sequence[_Line], random: Random) -> Iterator[Edit]:
    """Another scheme of marks for the whole outline, the numbered items of its lists included."""
    scheme = random.choice(_table()["scheme"])
    for line in lines:
        if line.role in ("heading", "item", "lead") and line.form in scheme:
            yield Edit(line.start, line.start + line.mark, _numbered(scheme[line.form], _ordinal(line)))


def _ordinal(line: _Line) -> int:
    """The place of a line in its series, 0 where its mark has none."""
    for name, pattern in _forms():
        match = pattern.match(line.text)
        if match is None or name != line.form:
            continue
        said = match.groupdict()
        if said.get("roman"):
            return next((n for n in range(1, 30) if _roman(n) == said["roman"]), 0)
        if said.get("capital"):
            return ord(said["capital"]) - ord("A") + 1
        if said.get("letter"):
            return _LETTERS.find(said["letter"]) + 1
        return int(said["arabic"]) if said.get("arabic") else 0
    return 0


def _numbered(scheme: str, ordinal: int) -> str:
    if "{" not in scheme:
        return scheme
    if not 0 < ordinal <= len(_LETTERS):
        return "- "
    return scheme.format(
        n=ordinal, a=_LETTERS[ordinal - 1], A=chr(ord("A") + min(ordinal, 26) - 1), R=_roman(ordinal)
    )


def _roman(number: int) -> str:
    said = ""
    for value, letters in _ROMANS:
        while number >= value:
            said, number = said + letters, number - value
    return said


def _unnumbered(lines: Sequence[_Line], random: Random) -> Iterator[Edit]:
    for line in _headings(lines):
        if line.mark:
            yield Edit(line.start, line.start + line.mark, "")


def _upper(lines: Sequence[_Line], random: Random) -> Iterator[Edit]:
    for line in _headings(lines):
        yield Edit(line.start + line.mark, line.end, line.body.upper())


def _lower(lines: Sequence[_Line], random: Random) -> Iterator[Edit]:
    for line in _headings(lines):
        yield Edit(line.start + line.mark, line.end, line.body[:1].upper() + line.body[1:].lower())


def _removed(lines: Sequence[_Line], random: Random) -> Iterator[Edit]:
    """Headings that name neither a year nor what tells results from targets; nothing is undecidable after it."""
    telling = re.compile("|".join(_table()["telling"]["words"]))
    for line in _headings(lines):
        if not any(map(str.isdigit, line.body)) and not telling.search(line.text.lower()):
            yield _without(line)


def _all_removed(lines: Sequence[_Line], random: Random) -> Iterator[Edit]:
    """All headings: the figures of a bare list of targets can then be told by the title alone, or not at all."""
    return (_without(line) for line in _headings(lines))


def _without(line: _Line) -> Edit:
    return Edit(line.start, line.end, "")


def _years_in_lead(lines: Sequence[_Line], random: Random) -> Iterator[Edit]:
    """The year of a heading stands in the sentence below it, or in a line of its own above a list."""
    for line, after in pairwise(lines):
        years = list(_ONE_YEAR.finditer(line.text, line.mark))
        if line.role != "heading" or len(years) != 1 or len(re.findall(_YEAR, line.text)) != 1:
            continue
        if len(line.body) - len(years[0].group()) < 4:  # nothing but the year
            continue
        year = years[0]["year"]
        yield Edit(line.start + years[0].start(), line.start + years[0].end(), "")
        if after.role == "prose" and not re.match(r"(?:trong\s+)?năm\b", after.text, re.IGNORECASE):
            yield Edit(after.start, after.start, _table()["years"]["before"].format(year=year))
        else:
            lead = random.choice(_table()["years"]["lead"]).format(year=year)
            yield Edit(line.end, line.end, f"\n{lead}")


def _bare_years(lines: Sequence[_Line], random: Random) -> Iterator[Edit]:
    for line in _headings(lines, leads=True):
        for match in re.finditer(rf"\bnăm\s+(?={_YEAR})", line.text, re.IGNORECASE):
            yield Edit(line.start + match.start(), line.start + match.end(), "")


# -- lists -----------------------------------------------------------------------------------------------


def _remarked(lines: Sequence[_Line], random: Random) -> Iterator[Edit]:
    """Another mark for each form of item, or no mark at all."""
    marks: Sequence[str] = _table()["lists"]["marks"]
    first = random.randrange(len(marks))
    items = [line for line in lines if line.role == "item" and line.form not in _HIGH]
    forms = list(dict.fromkeys(line.form for line in items))
    shown = [mark for mark in (*marks[first:], *marks[:first]) if mark]
    for line in items:
        mark = "" if not marks[first] else shown[forms.index(line.form) % len(shown)]
        yield Edit(line.start, line.start + line.mark, mark)


def _lists(lines: Sequence[_Line], fits: Callable[[_Line], bool]) -> Iterator[tuple[_Line | None, list[_Line]]]:
    """Runs of items of one form, each with the line above it."""
    run: list[_Line] = []
    above: _Line | None = None
    for before, line in zip((None, *lines), (*lines, None), strict=True):
        joins = line is not None and line.role == "item" and fits(line)
        if run and not (joins and line is not None and line.form == run[0].form):
            if len(run) >= _FEWEST:
                yield above, run
            run = []
        if joins and line is not None:
            above = above if run else before
            run.append(line)


def _as_prose(lines: Sequence[_Line], random: Random) -> Iterator[Edit]:
    """The items of a list in one paragraph, behind their lead where they have one."""
    for above, run in _lists(lines, lambda line: len(line.text) <= _LONGEST_ITEM and not line.text.endswith(":")):
        lead = above is not None and above.text.rstrip().endswith(":")
        yield (
            Edit(above.end, run[0].start + run[0].mark, " ")
            if lead and above is not None
            else Edit(run[0].start, run[0].start + run[0].mark, "")
        )
        for item, after in pairwise(run):
            yield Edit(item.start + len(item.text.rstrip(" .;,")), after.start + after.mark, "; ")
        last = run[-1]
        yield Edit(last.start + len(last.text.rstrip(" .;,")), last.end, ".")


def _as_items(lines: Sequence[_Line], random: Random) -> Iterator[Edit]:
    """Sentences that count several figures, one a line."""
    for line in lines:
        if line.role != "prose":
            continue
        cuts = [0, *(match.end() for match in _SENTENCE.finditer(line.text)), len(line.text)]
        for at, (start, end) in enumerate(pairwise(cuts)):
            parts = [match.start() for match in re.finditer(r";\s", line.text[start:end])]
            pieces = [line.text[start + i : start + j] for i, j in pairwise([0, *parts, end - start])]
            if not parts or not all(any(map(str.isdigit, piece)) for piece in pieces):
                continue
            if start:
                yield Edit(line.start + len(line.text[:start].rstrip()), line.start + start, "\n")
            yield Edit(line.start + start, line.start + start, "- ")
            for part in parts:
                yield Edit(line.start + start + part + 1, line.start + start + part + 2, "\n- ")
            if at + 2 < len(cuts):
                yield Edit(line.start + len(line.text[:end].rstrip()), line.start + end, "\n")


def _as_table(lines: Sequence[_Line], random: Random) -> Iterator[Edit]:
    """Items of one figure each as a table of two columns, parted by bars or by tabs."""
    bars = random.random() < 0.5
    opens, parts, closes = ("| ", " | ", " |") if bars else ("", "\t", "")
    head = f"{opens}{parts.join(_table()['lists']['head'])}{closes}\n"
    for _, run in _lists(lines, lambda line: _columns(line) is not None):
        for item in run:
            label, value = _columns(item) or (0, 0)
            yield Edit(item.start, item.start + item.mark, (head if item is run[0] else "") + opens)
            yield Edit(item.start + label, item.start + value, parts)
            yield Edit(item.start + len(item.text.rstrip(" .;,")), item.end, closes)


def _columns(line: _Line) -> tuple[int, int] | None:
    """Where the name of an item's only figure ends, and where the figure begins; None without such a figure."""
    lists = _table()["lists"]
    numbers = list(_NUMBER.finditer(line.text, line.mark))
    if len(numbers) != 1 or len(line.text) > _LONGEST_ITEM or "|" in line.text:
        return None
    value = numbers[0].start()
    words = re.search(rf"(?:{lists['before']})+$", line.text[line.mark : value])
    value = line.mark + words.start() if words else value
    between = re.search(rf"(?:{lists['between']})$", line.text[line.mark : value])
    label = line.mark + between.start() if between else len(line.text[:value].rstrip())
    return (label, value) if len(line.text[line.mark : label].split()) > 1 and label < value else None


# -- blank lines -----------------------------------------------------------------------------------------


def _blanks_added(lines: Sequence[_Line], random: Random) -> Iterator[Edit]:
    return (Edit(line.end, line.end, "\n") for line, _ in pairwise(lines) if line.role != "row")


def _blanks_removed(lines: Sequence[_Line], random: Random) -> Iterator[Edit]:
    return (Edit(line.end, after.start, "\n") for line, after in pairwise(lines))


Kind = Callable[[Sequence[_Line], Random], Iterator[Edit]]
KINDS: Mapping[str, Kind] = {
    "headings reworded": _reworded,
    "headings renumbered": _renumbered,
    "headings unnumbered": _unnumbered,
    "headings in capitals": _upper,
    "headings in small letters": _lower,
    "headings removed": _removed,
    "all headings removed": _all_removed,
    "years moved to the lead": _years_in_lead,
    "years bare": _bare_years,
    "list marks changed": _remarked,
    "lists as prose": _as_prose,
    "prose as lists": _as_items,
    "lists as tables": _as_table,
    "blank lines added": _blanks_added,
    "blank lines removed": _blanks_removed,
}
AS_WRITTEN = frozenset({"blank lines removed"})  # done to a text before it is cleaned: afterwards there are none
