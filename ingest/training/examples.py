"""Gold documents: a folder with ``docs/`` and ``ledger.jsonl``, and which figure of a document each gold row is.

Rows may bear a ``review``, as ``nghiquyet ledger corrections`` writes them: then people spoke of these rows alone.
Confirmed and corrected ones are gold, figures of rejected ones are none, and of all other figures nothing is known.
"""

from __future__ import annotations

import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.language.copied import close, flat, same_digits
from assistant.types import Resolution, SourceDocument
from ingest.evidence.options import Mention
from ingest.read import read
from ingest.resolve import resolve
from ingest.survey import Survey, survey

Row = Mapping[str, Any]

_MOST_BYTES = 10**8


@dataclass(frozen=True, slots=True)
class Spoken:
    """Of which figures of a document people spoke, by the place of each among the mentions.

    ``unseen`` are the indicators under which a figure is a row, too, that nobody has looked at.
    """

    figures: tuple[bool, ...]
    unseen: tuple[frozenset[str | None], ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A gold document. ``labels`` gives each figure of its survey the gold rows that it is, by their indicator.

    ``rows`` are all gold rows, ``missed`` those that no figure could be. ``spoken`` is None where the gold is whole:
    then a figure without a label is no row.
    """

    author: str
    name: str
    survey: Survey
    labels: tuple[Mapping[str | None, Row], ...]
    rows: tuple[Row, ...]
    missed: tuple[Row, ...]
    spoken: Spoken | None = None

    def counts(self, figure: int, indicator: str | None) -> float:
        """1 where it is known whether a figure is a row under an indicator, else 0."""
        if self.spoken is None:
            return 1.0
        return float(self.spoken.figures[figure] and indicator not in self.spoken.unseen[figure])


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
    gold = [row for row in rows if row.get("review") in _GOLD]
    labels, missed = align(surveyed, gold)
    partial = any("review" in row for row in rows)
    return Example(
        author,
        document.name,
        surveyed,
        labels,
        tuple(gold),
        missed,
        _spoken(surveyed, labels, rows) if partial else None,
    )


_GOLD = (None, "confirmed", "corrected")


def _spoken(surveyed: Survey, labels: Sequence[Mapping[str | None, Row]], rows: Sequence[Row]) -> Spoken:
    rejected, _ = align(surveyed, [row for row in rows if row.get("review") == "rejected"])
    unseen, _ = align(surveyed, [row for row in rows if row.get("review") == "extracted"])
    return Spoken(
        figures=tuple(bool(label or away) for label, away in zip(labels, rejected, strict=True)),
        unseen=tuple(frozenset(each) for each in unseen),
    )


def without_rows(resolution: Resolution, *, author: str) -> Example:
    """A document in which no figure is a row."""
    surveyed = survey(resolution)
    return Example(author, resolution.name, surveyed, tuple({} for _ in surveyed.mentions), (), ())


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
    text = flat(surveyed.resolution.text)
    pairs: list[tuple[float, int, int]] = []
    for at, row in enumerate(rows):
        spans = list(text.spans(row.get("span") or row.get("quote") or ""))
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


def spans_of(row: Row, text: str) -> list[tuple[int, int]]:
    """Where the span of a gold row stands in a text, every time; nowhere for a row without one."""
    return list(flat(text).spans(row.get("span") or row.get("quote") or ""))


def _worth(mention: Mention, row: Row, spans: Sequence[tuple[int, int]]) -> float | None:
    """How well a figure fits a gold row; None where it cannot be it."""
    start = mention.block.start if mention.cell else mention.block.start + mention.quantity.number_start
    end = mention.cell.row.end if mention.cell else start + 1
    inside = [span for span in spans if span[0] <= start < span[1] or start <= span[0] < end]
    option = _option_value(mention, row)
    exact = option is not None and option
    fits = exact or same_digits(mention.quantity, row["value"], row.get("value_max"))
    if (spans and not inside) or not fits or (not spans and option is None):
        return None
    length = min((span[1] - span[0] for span in inside), default=9999)
    paired = mention.quantity.of is not None or mention.side == "plan"
    planned = row["kind"] == "target" and row.get("of") is None  # the target "9/9 thôn" is X of Y, not a plan
    sided = paired and (mention.side == "plan") == planned
    same = close(mention.quantity.value, row["value"])
    return 4.0 * exact + 2.0 * (option is not None) + same + 0.5 * sided - length / 1e5


def _option_value(mention: Mention, row: Row) -> bool | None:
    """Whether the figure has the row's value under its indicator; None without such an option."""
    for option in mention.options:
        if (option.entry.id if option.entry else None) == row["indicator"]:
            figure = option.named.figure
            return close(figure.value, row["value"]) and close(figure.value_max, row.get("value_max"))
    return None


def is_right(mention: Mention, row: Row) -> bool:
    """Whether a figure has a gold row's value under the row's indicator."""
    return _option_value(mention, row) is True
