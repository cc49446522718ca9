"""Gold documents: a folder with ``docs/`` and ``ledger.jsonl``, and which figure of a document each gold row is."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isclose
from pathlib import Path
from typing import Any

from assistant.types import SourceDocument
from ingest.evidence.options import Mention
from ingest.read import read
from ingest.resolve import resolve
from ingest.survey import Survey, survey

Row = Mapping[str, Any]

_MARKS = re.compile(r"[\s|*#_\\]")
_TAGS = re.compile(r"<[^>]+>")
_SCALES = (12.0, *(power for exponent in (0, 1, 2, 3, 6, 9) for power in (10.0**exponent, 10.0**-exponent)))
_MOST_BYTES = 10**8


@dataclass(frozen=True, slots=True)
class Example:
    """A gold document. ``labels`` gives each figure of its survey the gold rows that it is, by their indicator.

    ``rows`` are all gold rows, ``missed`` those that no figure could be.
    """

    author: str
    name: str
    survey: Survey
    labels: tuple[Mapping[str | None, Row], ...]
    rows: tuple[Row, ...]
    missed: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Where an author's documents and gold rows are; without ``ledger`` no figure of them is a row."""

    author: str
    documents: Path
    ledger: Path | None


def source(folder: Path) -> Source:
    """A folder in the form of the contract, its name the author's."""
    ledger = folder / "ledger.jsonl"
    return Source(folder.name, folder / "docs", ledger if ledger.exists() else None)


def examples(sources: Sequence[Source]) -> Iterator[Example]:
    """Every gold document of ``sources``; documents without any gold row only where the source has no ledger."""
    return (example(gold.document, author=gold.author, rows=gold.rows) for gold in documents(sources))


@dataclass(frozen=True, slots=True)
class Gold:
    """A document as its file was read, and its gold rows."""

    author: str
    document: SourceDocument
    rows: tuple[Row, ...]


def documents(sources: Sequence[Source]) -> Iterator[Gold]:
    """Every gold document of ``sources`` before it is surveyed; as ``examples``."""
    for each in sources:
        rows = _rows(each.ledger) if each.ledger else None
        for path in sorted(each.documents.iterdir()):
            name = unicodedata.normalize("NFC", path.name)
            if rows is None or name in rows:
                found = tuple(rows[name]) if rows else ()
                yield Gold(each.author, read(path, max_bytes=_MOST_BYTES), found)


def example(document: SourceDocument, *, author: str, rows: Sequence[Row]) -> Example:
    """One gold document, surveyed as an ingest does."""
    surveyed = survey(resolve(document))
    labels, missed = align(surveyed, rows)
    return Example(author, document.name, surveyed, labels, tuple(rows), missed)


def _rows(ledger: Path) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for line in ledger.read_text(encoding="utf-8").splitlines():
        if line.strip():
            row = json.loads(line)
            name = row.get("doc") or row.get("document") or row["file"]
            found[unicodedata.normalize("NFC", name)].append(row)
    return found


def align(surveyed: Survey, rows: Sequence[Row]) -> tuple[tuple[Mapping[str | None, Row], ...], tuple[Row, ...]]:
    """Which figure each gold row is: in its span, with its value, under its indicator; the best pairs first.

    Two rows of one indicator are never the same figure. A row without a span may be any figure of its value.
    """
    flat, offsets = _flat(surveyed.resolution.text)
    pairs: list[tuple[float, int, int]] = []
    for at, row in enumerate(rows):
        spans = list(_spans(row, flat, offsets))
        for index, mention in enumerate(surveyed.mentions):
            worth = _worth(mention, row, spans)
            if worth is not None:
                pairs.append((worth, -at, -index))
    labels: list[dict[str | None, Row]] = [{} for _ in surveyed.mentions]
    found: set[int] = set()
    for _, at, index in sorted(pairs, reverse=True):
        row = rows[-at]
        if -at not in found and row["indicator"] not in labels[-index]:
            labels[-index][row["indicator"]] = row
            found.add(-at)
    return tuple(labels), tuple(row for at, row in enumerate(rows) if at not in found)


def _flat(text: str) -> tuple[str, list[int]]:
    """A text without blanks and marks, and where each character stood: spans are copied from other layouts."""
    kept = [(character.lower(), at) for at, character in enumerate(text) if not _MARKS.match(character)]
    return "".join(character for character, _ in kept), [at for _, at in kept]


def spans_of(row: Row, text: str) -> list[tuple[int, int]]:
    """Where the span of a gold row stands in a text, every time; nowhere for a row without one."""
    return list(_spans(row, *_flat(text)))


def _spans(row: Row, flat: str, offsets: Sequence[int]) -> Iterator[tuple[int, int]]:
    said = unicodedata.normalize("NFC", html.unescape(_TAGS.sub(" ", row.get("span") or row.get("quote") or "")))
    sought, _ = _flat(said)
    at = flat.find(sought) if sought else -1
    while at >= 0:
        yield offsets[at], offsets[at + len(sought) - 1] + 1
        at = flat.find(sought, at + 1)


def _worth(mention: Mention, row: Row, spans: Sequence[tuple[int, int]]) -> float | None:
    """How well a figure fits a gold row; None where it cannot be it."""
    start = mention.block.start if mention.cell else mention.block.start + mention.quantity.number_start
    end = mention.cell.row.end if mention.cell else start + 1
    inside = [span for span in spans if span[0] <= start < span[1] or start <= span[0] < end]
    option = _option_value(mention, row)
    exact = option is not None and option
    if (spans and not inside) or not (exact or _same_digits(mention, row)) or (not spans and option is None):
        return None
    length = min((span[1] - span[0] for span in inside), default=9999)
    paired = mention.quantity.of is not None or mention.side == "plan"
    sided = paired and (mention.side == "plan") == (row["kind"] == "target")
    same = _close(mention.quantity.value, row["value"])
    return 4.0 * exact + 2.0 * (option is not None) + same + 0.5 * sided - length / 1e5


def _option_value(mention: Mention, row: Row) -> bool | None:
    """Whether the figure has the row's value under its indicator; None without such an option."""
    for option in mention.options:
        if (option.entry.id if option.entry else None) == row["indicator"]:
            figure = option.named.figure
            return _close(figure.value, row["value"]) and _close(figure.value_max, row.get("value_max"))
    return None


def is_right(mention: Mention, row: Row) -> bool:
    """Whether a figure has a gold row's value under the row's indicator."""
    return _option_value(mention, row) is True


def _same_digits(mention: Mention, row: Row) -> bool:
    ranged = (row.get("value_max") is None) == (mention.quantity.value_max is None)
    return ranged and any(_close(mention.quantity.value * scale, row["value"]) for scale in _SCALES)


def _close(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return isclose(one, other, rel_tol=1e-6, abs_tol=1e-9)
