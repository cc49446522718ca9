"""Words of answers: how units, figures and documents are named in Vietnamese."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from assistant.ask.elsewhere import is_elsewhere, units_elsewhere
from assistant.ask.understanding.reading import condition_words, indicator_name, lower_first
from assistant.language.catalogue import catalogue
from assistant.language.figures import same_figure
from assistant.language.quantities import find_quantities, format_number, may_be_otherwise, otherwise
from assistant.language.text import normalise
from assistant.ledger.alternative import Alternative, alternative
from assistant.ledger.sureness import is_unsure
from assistant.ledger.units import Unit, units_of
from assistant.types import COMMUNE_LEVELS, Condition, Derived, Indicator, Quantity, Resolution, Span

# Where the mark of a statement's next citation goes, in a line that has several (a row of a table).
CITED = "\ue000"


@dataclass(frozen=True, slots=True)
class Library:
    """The documents of the archive by id, as composing needs them; ``elsewhere`` are units in others' documents.

    ``copies`` are the ids of those that are another one of them once more: a copy, a scan beside its Word file.
    """

    documents: Mapping[str, Resolution]
    elsewhere: Mapping[str, Resolution] = field(default_factory=dict)
    copies: frozenset[str] = frozenset()
    _units: dict[str, Unit] = field(default_factory=dict, init=False, compare=False, repr=False)

    def of(self, document_id: str) -> Resolution:
        """The document of a row or a span; of a row of another unit that unit, as its document."""
        return self.elsewhere[document_id] if is_elsewhere(document_id) else self.documents[document_id]

    def text_of(self, document_id: str) -> str:
        """The cleaned text of a document, to which all spans refer."""
        return self.of(document_id).text

    def unit_of(self, document_id: str) -> Unit:
        """The unit that a document, or a unit in another's, speaks for, as all of them tell together."""
        if not self._units:
            self._units.update(units_of({each.document_id: each.identity for each in self.units}))
        return self._units[document_id]

    @property
    def units(self) -> list[Resolution]:
        """All whose figures the ledger holds: the documents, then the units in others' documents."""
        return [*self.documents.values(), *self.elsewhere.values()]


def library(documents: Iterable[Resolution], placed: Iterable[Indicator] = ()) -> Library:
    """Documents by id, in their order; ``placed`` has a row of each unit that is not its document's own."""
    held = {document.document_id: document for document in documents}
    return Library(held, units_elsewhere(placed, held))


def span_of(row: Indicator) -> Span:
    """The span of a row as a citation."""
    return Span(row.document_id, row.section, row.start, row.end, row.quote)


def spans_of(row: Indicator, books: Library) -> tuple[Span, ...]:
    """The spans that a figure rests on: its own, and what above it in its table alone has its unit."""
    unit = _unit_above(row)
    if not unit:
        return (span_of(row),)
    text = books.of(row.document_id).text
    above = _cell_of_unit(row, normalise(unit), text) or _line_with(unit, row, text)
    return (span_of(row), above) if above else (span_of(row),)


def _unit_above(row: Indicator) -> str:
    """The unit of a figure whose quote has the digits alone: it stands above it in its table. Else ""."""
    match = _FIGURE.fullmatch(row.figure.strip(" ="))
    quote = " ".join(row.quote.split())
    bare = match is not None and match["number"] in quote and match["unit"] not in quote
    return match["unit"] if match is not None and bare else ""


_FIGURE = re.compile(r"(?P<number>.*\d)\s*(?P<unit>[^\d\s].*)")


def _cell_of_unit(row: Indicator, unit: str, text: str) -> Span | None:
    """The nearest cell with a unit above a table row: in the column of the figure ("Đạt (%)"), or where the row only
    repeats what stands above it ("-").
    """
    number = re.search(r"\d[\d.,]*", row.figure)
    cells = [cell.strip(" +") for cell in row.quote.split("|")]
    columns = [at for at, cell in enumerate(cells) if number is not None and cell == number.group()]
    repeated = [at for at, cell in enumerate(cells[1:-1], start=1) if cell in _DITTO]
    end = row.start
    for _ in range(_MOST_ROWS):
        start = text.rfind("\n", 0, max(0, end - 1)) + 1
        above = text[start:end].rstrip("\n").split("|")
        if end <= 0 or above[0].strip() or len(above) < _TWO_CELLS:
            return None
        for at in (*columns, *repeated) if len(above) == len(cells) else ():
            said = normalise(above[at].strip())
            if said == unit or (at in columns and re.search(rf"(?<!\w){re.escape(unit)}(?!\w)", said)):
                cell = above[at].strip()
                position = start + len("|".join(above[:at])) + 1 + above[at].index(cell)
                return Span(row.document_id, row.section, position, position + len(cell), cell)
        end = start
    return None


_DITTO = ("-", "–", "nt", "nt.", '"', "''", "”", "")
_TWO_CELLS = 4  # parts of a line of two cells between bars
_MOST_ROWS = 60  # lines of a table above a row among which its head stands


def _line_with(words: str, row: Indicator, text: str) -> Span | None:
    """The last line above a row that has some words; None where none of the lines near by has them."""
    begin = max(0, row.start - _HEAD_REACH)
    at = text.rfind(words, begin, row.start)
    if at < 0:
        return None
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return Span(row.document_id, row.section, start, end, text[start:end])


_HEAD_REACH = 6000  # characters above a row of a table in which its head is looked for


def unit_words(document: Resolution) -> str:
    """The unit that a document speaks for: "xã Yên Lộc (huyện Bình Lâm)"; an unnamed one is said to be so."""
    identity = document.identity
    if identity.place is None:
        level = identity.level or "đơn vị"
        return f"một {level} không nêu tên trong văn bản (tệp {document.name})"
    if identity.village is not None:
        return f"{identity.level or ''} {identity.village} ({identity.commune or document.name})".strip()
    if identity.level in COMMUNE_LEVELS and identity.district:
        # A ward lies in a town or a city, whose kind the document need not say.
        within = identity.district if identity.level == "phường" else f"huyện {identity.district}"
        return f"{identity.level} {identity.place} ({within})"
    return f"{identity.level} {identity.place}" if identity.level else identity.place


def kind_words(document: Resolution) -> str:
    """The kind of a document as it opens a line; a page of news has none."""
    return "Văn bản" if document.identity.kind == "khác" else capital(document.identity.kind)


def figure_words(row: Indicator) -> str:
    """The figure as written, with its direction and plan; the canonical unit beside it where that differs.

    A figure that a person corrected is told as corrected, with what the document says; one that was not read for
    sure says so.
    """
    return f"{_figure(row)}{unsure_words(row)}"


def unsure_words(row: Indicator) -> str:
    """As in " (đọc chưa chắc: có thể của năm 2023)" behind a figure that was not read for sure; else ""."""
    if not is_unsure(row):
        return ""
    other = alternative(row, catalogue())
    return f" (đọc chưa chắc: có thể {alternative_words(other)})" if other else " (đọc chưa chắc)"


def alternative_words(other: Alternative) -> str:
    """As in "là kết quả", "của năm 2023", "là tổng đàn lợn"."""
    if other.field == "indicator":
        return f"là {lower_first(indicator_name(other.value))}"
    return f"của năm {other.said}" if other.field == "year" else f"là {other.said}"


def _figure(row: Indicator) -> str:
    if (said := _said(row)) is not None:
        return said
    written = row.figure.strip(" =")
    verb = f"{row.direction} " if row.direction and not _says_way(row.direction, written.lower()) else ""
    if row.measure == "vs_plan":
        verb = verb if row.direction else "đạt "
        return f"{verb}{written} so với kế hoạch" if "kế hoạch" not in written else f"{verb}{written}"
    canonical = "" if _unit_above(row) else _canonical(row, written)
    return f"{verb}{written}{canonical}"


def _says_way(direction: str, written: str) -> bool:
    """Whether a figure is written with the word of its direction, or another for it: "thấp hơn 1%"."""
    return any(word in written for word in (direction, *_WAYS.get(direction, ())))


_WAYS = {"hụt": ("thấp hơn", "thiếu", "kém"), "vượt": ("cao hơn", "hơn"), "tăng": ("cao hơn",), "giảm": ("thấp hơn",)}


def said_words(row: Indicator, books: Library | None = None) -> tuple[str, ...]:
    """The words of a figure that no document holds as they are, which are labels of its statement.

    With ``books`` also a unit that stands in the head of the table, which ``spans_of`` cites.
    """
    above = _unit_above(row) if books is not None and len(spans_of(row, books)) > 1 else ""
    return tuple(said for said in (_said(row), unsure_words(row).strip(), above) if said)


def _said(row: Indicator) -> str | None:
    """A figure that its document does not hold as it is told; None where it does.

    One that a person corrected, or whose sign of thousands was read as one of decimals (or the other way).
    """
    if read := _read_otherwise(row):
        return read
    if row.review != "corrected" or any(same_figure(_quantity(row), read) for read in find_quantities(row.figure)):
        return None
    whole = f"/{format_number(row.of)}" if row.of is not None else ""
    condition = Condition(row.comparator, row.value, row.value_max, row.unit)
    is_plain = row.comparator == "="
    amount = f"{format_number(row.value)}{whole} {row.unit}".strip() if is_plain else condition_words(condition)
    verb = f"{row.direction} " if row.direction else ""
    plan = " so với kế hoạch" if row.measure == "vs_plan" else ""
    return f"{verb}{amount}{plan} (cán bộ đã sửa; văn bản ghi “{row.figure}”)"


def _read_otherwise(row: Indicator) -> str | None:
    """As in "3,098 tấn (hiểu là 3.098 tấn)": a figure whose plain reading would make no sense in the ledger."""
    if row.review == "corrected" or row.measure != "level" or not may_be_otherwise(row.figure):
        return None
    found = find_quantities(row.figure, words=False)
    if len(found) != 1 or same_figure(_quantity(row), found[0]):
        return None
    other = otherwise(row.figure[found[0].number_start : found[0].number_end])
    if other is None or not same_figure(_quantity(row), replace(found[0], value=other)):
        return None
    verb = f"{row.direction} " if row.direction and row.direction not in row.figure.lower() else ""
    return f"{verb}{row.figure.strip(' =')} (hiểu là {format_number(row.value)} {row.unit})"


def _quantity(row: Indicator) -> Quantity:
    """The figure of a row, as one would read it."""
    return Quantity(row.comparator, row.value, row.value_max, row.unit, row.of, row.approximate, 0, 0, 0, 0)


def _canonical(row: Indicator, written: str) -> str:
    """The bracket " (5,9 tỷ đồng)" after a plain figure that was written in another unit, else ""."""
    entry = catalogue().entries.get(row.indicator or "")
    plain = row.measure == "level" and row.comparator == "=" and row.of is None and not row.approximate
    if entry is None or not plain or row.unit != entry.unit or not re.match(r"[\d.,]+\s*[^\W\d_]", written):
        return ""
    number = format_number(row.value)
    return "" if re.search(rf"(?<![\d.,])0*{re.escape(number)}(?![\d.,])", written) else f" ({number} {row.unit})"


def counted(count: int) -> Derived:
    """A number of documents or units, as ``verify`` will count it again."""
    return Derived("count", tuple(map(float, range(count))), float(count))


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def document_words(document: Resolution, reasons: Mapping[str, str] | None = None) -> str:
    """As in "xã Yên Lộc (huyện Bình Lâm) năm 2024 (văn bản của nơi khác)"."""
    year = document.identity.target_year or document.identity.result_year
    reason = (reasons or {}).get(document.document_id)
    when = f" năm {year}" if year else ""
    return f"{unit_words(document)}{when}" + (f" ({reason})" if reason else "")


def units(documents: Iterable[Resolution]) -> set[Unit]:
    """The units behind documents."""
    return set(units_of({each.document_id: each.identity for each in documents}).values())
