"""A text that speaks of several units, each with its own lines: a page of news, a report of a cluster of communes.

A line that opens with a unit ("* Xã Sông Lu: …", "Cùng ngày, phường Long Khê …") and those below it are of that unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from assistant.language.places import NamedUnit, named_units
from assistant.language.text import fold
from assistant.types import COMMUNE_LEVELS, Resolution, Span, Statement

_OPENS_WITHIN = 48  # characters of a line within which its unit is named
_MANY = 3  # units that make a text one of several
_SHARE = 0.25  # of the text that each of two units must have
_SHORT = 110  # characters of a line that heads others
_LONGEST = 420  # characters quoted of a line
_MAX_LINES = 8  # lines that a unit asked about has


@dataclass(slots=True)
class UnitLines:
    """The lines of one unit of a text, as start and end."""

    level: str
    name: str
    lines: list[tuple[int, int]] = field(default_factory=list)

    @property
    def words(self) -> str:
        """As in "xã Sông Lu"."""
        return f"{self.level} {self.name}"

    @property
    def size(self) -> int:
        """Characters of its lines."""
        return sum(end - start for start, end in self.lines)


def lines_by_unit(document: Resolution) -> list[UnitLines]:
    """The units of a text of several, in its order; none of a text that is of one unit, or a formal document."""
    if document.identity.kind != "khác" or document.identity.level in ("huyện", "tỉnh"):
        return []
    known = {fold(unit.name): unit for unit in named_units(document.text) if unit.level in COMMUNE_LEVELS}
    found: dict[str, UnitLines] = {}
    current: UnitLines | None = None
    numbered = ""
    for match in re.finditer(r"[^\n]*[^\s\n][^\n]*", document.text):
        line = match.group()
        if (unit := _bare_opener(line, known) or _opener(line)) is not None:
            current, numbered = found.setdefault(fold(unit.name), UnitLines(unit.level, unit.name)), _numbering(line)
        elif _ends(line) or (numbered and _numbering(line) == numbered):
            current = None
        if current is not None:
            current.lines.append(match.span())
    told = [each for each in found.values() if any(_is_sentence(document.text[slice(*line)]) for line in each.lines)]
    whole = sum(each.size for each in told) or 1
    is_of_several = len(told) >= _MANY or (len(told) > 1 and all(each.size > _SHARE * whole for each in told))
    return told if is_of_several else []


def _opener(line: str) -> NamedUnit | None:
    """The commune that opens a line."""
    units = [unit for unit in named_units(line) if unit.level in COMMUNE_LEVELS]
    if not units or units[0].opens > _OPENS_WITHIN or line.lstrip().startswith("|"):
        return None
    lead = _DATE.sub(" ", fold(line[: units[0].opens]))
    return None if _NO_OPENER.search(lead) else units[0]


def _bare_opener(line: str, known: Mapping[str, NamedUnit]) -> NamedUnit | None:
    """The unit whose name alone heads a line ("* PHÚ MỸ: LÚA VÀ TÔM"), where the text has its level elsewhere."""
    name, colon, _ = line.strip(" \t*•●▪#>-–_").partition(":")
    return known.get(fold(name.strip(" *_"))) if colon else None


_DATE = re.compile(r"(?:ngay\s+)?\d{1,2}\s*[./-]\s*\d{1,2}(?:\s*[./-]\s*\d{4})?|ngay\s+\d{1,2}|^\W*\d{1,2}[.)]")
# An officer is named and no unit, several are at once ("các xã …"), or it stands within a sentence.
_NO_OPENER = re.compile(
    r"(?<!\w)(?:chu tich|bi thu|truong|dong chi|ong|ba|hon|voi|cua|va|so|cho|rieng|la|nhu|co)(?!\w)|\d|"
    r"(?<!\w)(?:cac|nhung|hai|bon)\s*$"
)


def _ends(line: str) -> bool:
    """Whether a line ends what is told of a unit: the name of who wrote it, a mark between two pieces."""
    return len(line.strip(" .-–—_*|").split()) <= _FEW and not any(map(str.isdigit, line))


_FEW = 4


def _numbering(line: str) -> str:
    """How a line is numbered: the next number of the same kind opens another part."""
    mark = re.match(r"\W*(?:(?P<roman>[IVX]+)|(?P<number>\d+))[.)]\s", line)
    return next((kind for kind, said in mark.groupdict().items() if said), "") if mark is not None else ""


def _is_sentence(line: str) -> bool:
    return len(line) > _SHORT or line.rstrip().endswith((".", ";", "…"))


def unit_lines(document: Resolution) -> list[Statement]:
    """One line on each unit: what heads its lines, and those below with most figures."""
    found = []
    for each in lines_by_unit(document):
        name = f"{each.words[:1].upper()}{each.words[1:]}"
        spans = _leads(document, each)
        text = f"- **{name}**: {'; '.join(f'“{span.quote}”' for span in spans)}"
        found.append(Statement(text, spans=tuple(spans), labels=(name,)))
    return found


def _leads(document: Resolution, told: UnitLines) -> list[Span]:
    """The headings of a unit's lines, each once, and the lines with most figures."""
    spans = {fold(span.quote): span for line in told.lines if (span := _quote(document, *line)).quote}
    heads = [span for span in spans.values() if not _is_sentence(span.quote)][:_MAX_HEADS]
    rest = [span for span in spans.values() if span not in heads and re.search(r"\d", span.quote)]
    most = sorted(rest, key=lambda span: -len(re.findall(r"\d[\d.,/]*", span.quote)))[:_MAX_LEADS]
    return sorted((*heads, *most), key=lambda span: span.start)


_MAX_HEADS, _MAX_LEADS = 3, 2


def texts_on(names: Iterable[str], documents: Iterable[Resolution]) -> list[tuple[Resolution, list[Statement]]]:
    """The texts of several units that have lines on one of those named, with these lines."""
    wanted = [name for name in names if name]
    found = ((document, [each for name in wanted for each in of_unit(document, name)]) for document in documents)
    return [(document, lines) for document, lines in found if lines]


def of_unit(document: Resolution, name: str) -> list[Statement]:
    """All that a text of several units tells of one, line by line."""
    own = next((each for each in lines_by_unit(document) if fold(each.name) == fold(name)), None)
    spans = [_quote(document, *line) for line in own.lines] if own is not None else []
    once = {fold(span.quote): span for span in spans}
    return [Statement(f"- “{span.quote}”", spans=(span,)) for span in list(once.values())[:_MAX_LINES]]


def _quote(document: Resolution, start: int, end: int) -> Span:
    """A line without its mark, cut at the end of a sentence where it is long."""
    text = document.text[start:end]
    lead = re.match(r"[\s*•▪■●+–#>-]*", text)
    first = start + (lead.end() if lead else 0)
    last = end
    if end - first > _LONGEST:
        stops = [match.end() for match in re.finditer(r"[.;](?=\s)", document.text[first : first + _LONGEST])]
        last = first + (stops[-1] if stops else document.text[first : first + _LONGEST].rfind(" "))
    quote = document.text[first:last].rstrip(" *_")
    return Span(document.document_id, "", first, first + len(quote), quote)
