"""Stage 1: what a page does not say: comments, hidden and struck text, code, what stands for a picture, raised marks.

The readers write what is raised as ``<sup>1</sup>``, what is struck as ``<s>55</s>`` and what nobody sees as
``<!-- … -->``, as Markdown does, so that every format is told here and shown by ``show --dropped``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.types import CleanText, Dropped
from ingest.cleaning.tables import TABLES

COMMENT = "chú thích, chữ ẩn"
STRUCK = "chữ bị gạch"
RAISED = "dấu chú thích"
CODE = "khối mã"
PICTURE = "hình ảnh"

_RULES = TABLES["raised"]
_FENCE = re.compile(r"[ \t]{0,3}(`{3,}|~{3,})[^`\n]*")
_PICTURE = re.compile(r"!\[([^\]\n]*)\](?:\([^)\n]*\)|\[[^\]\n]*\])")
_FEWEST_ROWS = 2  # of a table; a fenced one is kept
_STRUCK_TAG = re.compile(r"<(/?)(?:s|del|strike)(?:\s[^<>\n]{0,200})?>|\n\s*\n|\f", re.IGNORECASE)
_TILDES = re.compile(r"(?<![~\\])~~(?=[^\s~])((?:[^~\n]|~(?!~)|\n(?!\s*\n))+)(?<=[^\s\\])~~(?!~)")
_ANY_TAG = re.compile(r"</?[a-zA-Z]{1,6}(?:\s[^<>\n]{0,200})?>")
_BARE = re.compile(r"(?:\(?(?:\d{1,3}|[a-zđ]|[IVXL]{1,5})[.)\-/]|[^\w%‰])*")

_RAISED = re.compile(
    r"<sup(?:\s[^<>\n]{0,200})?>([^<\n]{1,40})</sup>"  # by the page
    r"|(?<=[\w%)”\"])\^([^\s^]{1,6})\^"  # by Pandoc
    r"|\[\^([\w-]{1,20})\](:?)"  # a footnote of Markdown
    r"|(?<=[\w%)”\"])(\[\d{1,2}\])(?![(\w])"  # what Word writes for one in plain text
    r"|([⁽]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+[⁾]?)",
    re.IGNORECASE,
)
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾", "0123456789()")
_HIGH = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_MARK = re.compile(_RULES["mark"])
_UNIT = re.compile(rf"(?<![^\W\d_])(?:{'|'.join(_RULES['units'])})$")
_TIMES_TEN = re.compile(r"[×x*.·]\s?10$")
_ONLY_TEN = re.compile(r"(?:^|[(:])\s*10$")
_DEGREE = re.compile(r"\s?C\b")
_EMPTY_START = re.compile(r"[\s\-–+*•|>]*")
_NOTE = re.compile(r"\s*[:.]?\s*[^\W\d_]")
_FRACTION = re.compile(r"\s?[/⁄]\s?(?:\d|<sub)")
_NEAR = 60  # characters beside a stretch that tell what it is


def take_unsaid(text: str) -> CleanText:
    """``text`` without what nobody is to read, and what that was.

    A raised mark is taken out where it follows something and written "[1]" where it opens the note itself; an
    exponent stays one.
    """
    dropped: list[Dropped] = []
    if "<!--" in text:
        text = _without_comments(text, dropped)
    if "```" in text or "~~~" in text:
        text = _without_code(text, dropped)
    if "![" in text:
        dropped += [Dropped(PICTURE, picture.group()) for picture in _PICTURE.finditer(text)]
        text = _PICTURE.sub("", text)
    if "~~" in text or "<" in text:
        text = _without_struck(text, dropped)
    if _RAISED.search(text):
        marks: list[str] = []
        text = "\n".join(_without_marks(line, marks) for line in text.split("\n"))
        dropped += [Dropped(RAISED, " ".join(marks))] if marks else []
    return CleanText(text, tuple(dropped))


def _without_comments(text: str, dropped: list[Dropped]) -> str:
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        kept.append(text[at:start])
        said = text[start + 4 : end].strip()
        dropped += [Dropped(COMMENT, said)] if any(map(str.isalnum, said)) else []
        at = end + 3
    return "".join([*kept, text[at:]])


# -- code ----------------------------------------------------------------------------------------------


def _without_code(text: str, dropped: list[Dropped]) -> str:
    """``text`` without its fenced blocks: a resolution holds no code.

    A table stays, which some set between fences, and so does everything where the fences hold most of the text.
    """
    lines = text.split("\n")
    blocks = [range(begin, end) for begin, end in _fenced(lines) if not _is_table(lines[begin:end])]
    if 2 * sum(_letters(lines[at]) for block in blocks for at in block) >= sum(map(_letters, lines)):
        return text
    said = ["\n".join(lines[at] for at in block[1:-1]) for block in blocks]
    dropped += [Dropped(CODE, each) for each in said if any(map(str.isalnum, each))]
    gone = {at for block in blocks for at in block}
    return "\n".join(line for at, line in enumerate(lines) if at not in gone)


def _fenced(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where fenced blocks begin and end, their fences with them; one that is never closed is none."""
    begin, fence = -1, ""
    for at, line in enumerate(lines):
        mark = _FENCE.fullmatch(line.rstrip())
        if mark is None:
            continue
        if begin < 0:
            begin, fence = at, mark[1]
        elif line.strip().startswith(fence) and not line.strip().strip(fence[0]):
            yield begin, at + 1
            begin = -1


def _is_table(lines: Sequence[str]) -> bool:
    return sum(line.count("|") > 1 for line in lines) >= _FEWEST_ROWS


def _letters(line: str) -> int:
    return sum(map(str.isalnum, line))


# -- struck text ---------------------------------------------------------------------------------------


def _without_struck(text: str, dropped: list[Dropped]) -> str:
    """``text`` without struck stretches; a line of which only its list mark is left goes as a whole."""
    spans = sorted({*_tagged(text), *(match.span() for match in _TILDES.finditer(text))})
    kept, at = [], 0
    for start, end in spans:
        if start < at:
            continue
        from_, to = _whole_line(text, start, end, at)
        said = _ANY_TAG.sub("", text[from_:to]).replace("~~", "").strip()
        dropped += [Dropped(STRUCK, said)] if any(map(str.isalnum, said)) else []
        kept.append(text[at:from_])
        at = to
    return "".join([*kept, text[at:]])


def _tagged(text: str) -> Iterator[tuple[int, int]]:
    """The stretches between ``<s>`` and ``</s>``; one that is not closed within its paragraph is none."""
    depth, start = 0, 0
    for tag in _STRUCK_TAG.finditer(text):
        if not tag.group().startswith("<"):
            depth = 0
        elif tag[1] and depth > 0:
            depth -= 1
            if depth == 0:
                yield start, tag.end()
        elif not tag[1]:
            start = start if depth else tag.start()
            depth += 1


def _whole_line(text: str, start: int, end: int, at: int) -> tuple[int, int]:
    """The stretch with its line, where nothing but a list mark stands beside it."""
    edge = max(at, start - _NEAR)
    first = text.rfind("\n", edge, start) + 1
    if not first and edge > 0:
        return start, end
    last = min(len(text), end + _NEAR) if (found := text.find("\n", end, end + _NEAR)) < 0 else found
    after = text[end:last]
    alone = _BARE.fullmatch(text[first:start].strip()) and not any(map(str.isalnum, after)) and "|" not in after
    return (max(first, at), last) if alone else (start, end)


# -- raised text ---------------------------------------------------------------------------------------


def _without_marks(line: str, marks: list[str]) -> str:
    """A line with its raised stretches told apart: exponents, marks of notes, and what is merely set high."""
    out: list[str] = []
    at, before, piped = 0, "", line.lstrip().startswith("|")
    for raised in _RAISED.finditer(line):
        out.append(line[at : raised.start()])
        before = f"{before}{out[-1]}"[-_NEAR:]
        own = before.rpartition("|")[2] if piped else before
        after = line[raised.end() : raised.end() + _NEAR]
        out.append(_told(raised, own, after, marks))
        before = f"{before}{out[-1]}"[-_NEAR:]
        at = raised.end()
    return "".join([*out, line[at:]])


def _told(raised: re.Match[str], before: str, after: str, marks: list[str]) -> str:
    """What stands for a raised stretch in the text."""
    said = _said(raised)
    bare = said.strip("()[]")
    if _EMPTY_START.fullmatch(before):
        return _opening(raised, bare, after)
    if exponent := _exponent(raised, before, after):
        return exponent
    if raised[3] or (_MARK.fullmatch(said) and not _FRACTION.match(after) and before[-1:] not in "(/"):
        marks.append(f"[{bare}]")
        return " " if before[-1:].isdigit() and after[:1].isdigit() else ""
    return f" {said}" if before[-1:].isdigit() and said[:1].isdigit() else said


def _said(raised: re.Match[str]) -> str:
    """The words or digits of a raised stretch, set plain."""
    said: str = next(filter(None, raised.group(1, 2, 3, 5, 6)))
    return said.translate(_PLAIN).strip()


def _opening(raised: re.Match[str], bare: str, after: str) -> str:
    """A raised stretch at the start of a line or a cell: the mark of a note, or text that is only set high."""
    if raised[3] or (_MARK.fullmatch(bare) and _NOTE.match(after)):
        return f"[{bare}]"
    return raised[5] or raised[6] or _said(raised)


def _exponent(raised: re.Match[str], before: str, after: str) -> str:
    """The exponent of a unit or of a power of ten, or a degree; "" where the stretch is none of them."""
    said = _said(raised)
    if said in ("2", "3") and _UNIT.search(before):
        return raised[6] or said
    if _TIMES_TEN.search(before) or (said in _RULES["powers"] and _ONLY_TEN.search(before)):
        return said.translate(_HIGH) if said.lstrip("-").isdigit() else ""
    return "°" if said in ("o", "0", "O") and before[-1:].isdigit() and _DEGREE.match(after) else ""
