"""Gold rows in the place of those that were read: each finds its words in the archived text and becomes a full row.

So that the answers alone are measured. What a gold row has no word on stays as it was read, where a row was read
from the same words with the same value.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from assistant.language.catalogue import Catalogue
from assistant.language.copied import Flat, close, flat, in_some_unit, same_digits
from assistant.language.places import VILLAGE_WORDS
from assistant.language.quantities import find_quantities, parse_number, read_unit
from assistant.language.text import normalise
from assistant.ledger.placed import split
from assistant.ports import Shelf
from assistant.types import Identity, Indicator, Quantity, Resolution
from eval.gold import Gold, document_of, said, tells

_NO_DOCUMENT = "kho không có văn bản này"
_NO_QUOTE = "dòng không ghi trích đoạn"
_NOT_IN_TEXT = "trích đoạn không có trong văn bản"
_NO_FIGURE = "trích đoạn không có số của dòng"
_UNKNOWN = "danh mục không có mã chỉ tiêu này"
_OF_ANOTHER = "số của đơn vị khác"
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?")
# What makes two rows of one figure the same reading of it, besides its value.
_MEANING = ("indicator", "kind", "measure", "year")
# Fields that a gold row may leave out.
_LEFT_OUT = ("direction", "of", "scope", "rank", "sub_of", "averaging", "approximate", "period", "previous", "plan")
_DEFAULTS = {field.name: field.default for field in fields(Indicator)} | {"direction": None}


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A gold row that could not be placed, and why, in Vietnamese."""

    row: Gold
    reason: str


@dataclass(frozen=True, slots=True)
class Placing:
    """Gold rows as rows of the ledger in the order of documents and text, and those that could not be placed.

    ``emptied`` are names of documents that the gold has no row of, so that they hold none.
    """

    rows: tuple[Indicator, ...]
    unplaced: tuple[Unplaced, ...]
    emptied: tuple[str, ...]

    @property
    def reasons(self) -> Mapping[str, int]:
        """How many rows could not be placed for each reason, the most frequent first."""
        return dict(Counter(each.reason for each in self.unplaced).most_common())


def place(gold: Sequence[Gold], *, shelf: Shelf, known: Catalogue) -> Placing:
    """``gold`` as rows of the documents of ``shelf``, whose own rows are only consulted."""
    by_document: defaultdict[str, list[Gold]] = defaultdict(list)
    for row in gold:
        by_document[document_of(row)].append(row)
    read: defaultdict[str, list[Indicator]] = defaultdict(list)
    for indicator in shelf.indicators():
        read[indicator.document_id].append(indicator)
    placed: list[Indicator] = []
    unplaced: list[Unplaced] = []
    documents = shelf.documents()
    for document in documents:
        site = _Site(document, flat(document.text), tuple(read[document.document_id]), known)
        found = list(_in_document(by_document.get(document.name, ()), site))
        placed += sorted((row for row in found if isinstance(row, Indicator)), key=lambda row: row.start)
        unplaced += [row for row in found if isinstance(row, Unplaced)]
    names = {document.name for document in documents}
    absent = (row for name, rows in by_document.items() if name not in names for row in rows)
    unplaced += [Unplaced(row, _NO_DOCUMENT) for row in absent]
    return Placing(tuple(placed), tuple(unplaced), tuple(sorted(names - by_document.keys())))


@dataclass(frozen=True, slots=True)
class _Site:
    """A document that gold rows are placed in, with what was read from it."""

    document: Resolution
    text: Flat
    read: tuple[Indicator, ...]
    known: Catalogue


def _in_document(rows: Sequence[Gold], site: _Site) -> Iterator[Indicator | Unplaced]:
    own = _own_places(rows, site.document.identity)
    for number, row in enumerate(rows, start=1):
        place = _unit(row)
        if place is None or place in own:
            village, scope = _of_village(said(row, "scope") or "")
            yield _placed({**row, "scope": scope} if village else row, site, number, village)
        elif split(place)[0] is None:
            yield Unplaced(row, _OF_ANOTHER)
        else:
            yield _placed(row, site, number, place.partition(",")[0].strip())  # "xóm Cầu, xã Tân Khê"


def _unit(row: Gold) -> str | None:
    """The unit that a row is of, with its level: "xã Mỹ Lâm", also where the level stands in a field of its own."""
    place, level = said(row, "place"), said(row, "level")
    return f"{level} {place}" if place and level and split(place)[0] is None else place


def _own_places(rows: Sequence[Gold], identity: Identity) -> set[str]:
    """The places, as the gold writes them, that stand for the document.

    They are those of the archive's name for it, at its level where there are such (a district's town may bear its
    name); where it was read wrongly, the one that most rows are of. Where that is no more than
    half of them, the document speaks for several units.
    """
    places = Counter(place for row in rows if (place := _unit(row)))
    name = normalise(identity.place or "")
    named = {place for place in places if name and normalise(place).endswith(name)}
    own = {place for place in named if split(place)[0] == identity.level} or named
    most = {place for place, count in places.most_common(1) if 2 * count > places.total()}
    return own or most


def _of_village(scope: str) -> tuple[str | None, str | None]:
    """The village that a scope names, and what is left of it: "thôn Hạ Tứ, vụ mùa" is the village's "vụ mùa"."""
    village, _, rest = scope.partition(",")
    level, name = split(village.strip())
    if level not in VILLAGE_WORDS or not all(word[0].isupper() or word.isdigit() for word in name.split()):
        return None, scope
    return village.strip(), rest.strip() or None


def _placed(row: Gold, site: _Site, number: int, place: str | None) -> Indicator | Unplaced:
    """The row of the ledger, or why there is none; ``place`` is its unit, None for the document's own."""
    if row.get("indicator") and row["indicator"] not in site.known.entries:
        return Unplaced(row, _UNKNOWN)
    quote = said(row, "quote")
    if quote is None:
        return Unplaced(row, _NO_QUOTE)
    spots = [_spot(row, site, span) for span in site.text.spans(quote)]
    if not spots:
        return Unplaced(row, _NOT_IN_TEXT)
    # The first of the places that say it, those before where a row was read with this value.
    spot = min(spots, key=lambda each: (each.read is None, each.figure is None))
    if not spot.figure:
        return Unplaced(row, _NO_FIGURE)
    return replace(_indicator(row, site, spot, number), place=place)


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place in the text that says a gold row's words: the row read there, and the figure as written."""

    start: int
    end: int
    read: Indicator | None
    figure: str | None


def _spot(row: Gold, site: _Site, span: tuple[int, int]) -> _Spot:
    text = site.document.text
    start, end = _whole_row(text, *span)
    read = [each for each in site.read if each.start < end and start < each.end and _same_value(row, each)]
    alike = max(read, key=lambda each: sum(getattr(each, name) == row.get(name) for name in _MEANING), default=None)
    if alike is not None:  # people copy the figure alone out of what must be quoted for it to be understood
        start, end = min(start, alike.start), max(end, alike.end)
    return _Spot(start, end, alike, _figure(row, text[start:end], alike))


def _whole_row(text: str, start: int, end: int) -> tuple[int, int]:
    """A span within a row of a table as the row that it is quoted by, bars and all; another one as it is."""
    line = text.rfind("\n", 0, start) + 1
    if not text.startswith("|", line):
        return start, end
    stop = text.find("\n", end)
    return line, len(text) if stop < 0 else stop


def _same_value(row: Gold, read: Indicator) -> bool:
    return close(row["value"], read.value) and close(row.get("value_max"), read.value_max)


def _figure(row: Gold, quote: str, read: Indicator | None) -> str | None:
    """The figure as written; of several in the quote that have its digits, the one of exactly its value."""
    if read is not None:
        return read.figure
    fitting = [each for each in find_quantities(quote) if _is_figure(row, each)]
    best = min(fitting, key=lambda each: not close(each.value, row["value"]), default=None)
    if best is None:
        return _digits(row, quote)
    written = quote[best.start : best.end]
    # The unit of a table's row is that of its levels, not of their shares of the plan.
    unit = "" if best.unit or row["measure"] == "vs_plan" else _unit_beside(quote)
    return f"{written} {unit}".rstrip()


def _digits(row: Gold, quote: str) -> str | None:
    """The digits of a single value that the rules for figures pass over, since people have read it there."""
    if row.get("value_max") is not None:
        return None
    written = (match.group() for match in _NUMBER.finditer(quote))
    return next((each for each in written if in_some_unit(parse_number(each), row["value"])), None)


def _unit_beside(quote: str) -> str:
    """The unit that a table writes in a cell of its own; "" where none does."""
    cells = (cell.strip() for cell in quote.split("|"))
    return next((cell for cell in cells if cell and read_unit(normalise(cell), 0)[1] == len(cell)), "")


def _is_figure(row: Gold, quantity: Quantity) -> bool:
    """Whether a quantity is the row's value, in whatever unit; in "168/170 ha" 170 is one, the plan."""
    return same_digits(quantity, row["value"], row.get("value_max")) or close(quantity.of, row["value"])


def _indicator(row: Gold, site: _Site, spot: _Spot, number: int) -> Indicator:
    document, section = site.document, _section(site.document, spot.start)
    return Indicator(
        row_id=f"{document.document_id}/{section or '0'}/g{number}",
        document_id=document.document_id,
        indicator=row.get("indicator"),
        label=_label(row, site, spot),
        comparator=row["comparator"],
        value=float(row["value"]),
        value_max=row.get("value_max"),
        unit=row.get("unit") or "",
        kind=row["kind"],
        measure=row["measure"],
        year=row.get("year"),
        section=section,
        quote=document.text[spot.start : spot.end],
        start=spot.start,
        end=spot.end,
        figure=spot.figure or "",
        **{name: _told_or_read(row, name, spot.read) for name in _LEFT_OUT},
    )


def _section(document: Resolution, at: int) -> str:
    return next((each.label for each in document.sections if each.start <= at < each.end), "")


def _label(row: Gold, site: _Site, spot: _Spot) -> str:
    """The gold's words; else those read under the same indicator; else the catalogue's name."""
    if row.get("label"):
        return str(row["label"])
    if spot.read is not None and spot.read.indicator == row["indicator"]:
        return spot.read.label
    return site.known.entries[row["indicator"]].name


def _told_or_read(row: Gold, name: str, read: Indicator | None) -> Any:
    default = _DEFAULTS[name]
    if tells(row, name):
        told = said(row, name)
        return default if told is None else told
    return default if read is None else getattr(read, name)
