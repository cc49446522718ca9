"""A language model as second reader: it proposes rows for figures that the ledger left unread or unsure.

    1. each such figure is shown with the sentence or the table row that it stands in, its span
    2. the model names it: its words and its unit as they stand there, an indicator of the catalogue, target or result
    3. a proposal counts only if figure, unit and words stand in the span, and its unit fits its indicator; amount and
       comparator are read by the rules, never taken from the model
    4. what counts waits for a person (``Proposal``); nothing is answered from it

A sentence that speaks to a machine is blanked before anything is shown or checked, so that no row comes of its words.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from pydantic import BaseModel, ConfigDict

from assistant.ask.instructions import fenced, without_instructions
from assistant.errors import PromptTooLong
from assistant.language.catalogue import Catalogue, convert
from assistant.language.quantities import find_quantities
from assistant.language.text import normalise
from assistant.ledger.sureness import SURE
from assistant.ports import ChatModel, Store
from assistant.types import FigureTold, Identity, Indicator, Kind, Proposal, Quantity, Resolution
from prompts import render

log = logging.getLogger(__name__)

PROMPT = "second_reader"
WHY = "mô hình {model} đọc lần hai"
CONFIDENCE = 0.5  # no measure of it is known: what counts is that a person has to decide
_BATCH = 12  # figures in one prompt
_LONGEST = 600  # characters of a span; what is longer is cut around its figure
_FEWEST = 2  # syllables of the words that name a figure

# A sentence ends with a full stop or a semicolon, but not within a number or after one that counts a list.
_END = re.compile(r"(?<=[^\d\s])[.;!?](?=\s|$)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SYLLABLE = re.compile(r"[^\W\d_]+")


class Reading(BaseModel):
    """One figure as the model reads it; ``prompts/second_reader.md`` explains each field."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    figure: str
    words: str
    unit: str
    indicator: str | None
    kind: Kind
    year: int | None


class Form(BaseModel):
    """What a model fills in."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rows: list[Reading]


@dataclass(frozen=True, slots=True)
class SecondReading:
    """What came of one document: how many figures were shown, what is proposed, and why the rest does not count.

    ``unfilled`` are the figures of which the model gave no form.
    """

    asked: int = 0
    proposals: tuple[Proposal, ...] = ()
    refused: tuple[str, ...] = ()
    unfilled: int = 0


@dataclass(frozen=True, slots=True)
class _Unread:
    """A figure to read again: its digits in the text, the span it stands in, and its row where the ledger has one."""

    digits: tuple[int, int]
    span: tuple[int, int]
    row: Indicator | None = None


class _NotCounted(Exception):
    """Why a proposal does not count."""


def second_read(
    documents: Iterable[str], *, store: Store, model: ChatModel, known: Catalogue
) -> Iterator[tuple[str, SecondReading]]:
    """Has the model read these documents, each once, and stores what it proposes; name and outcome as they come.

    One that this model has read before and that has not been read anew since is left alone; one of which it filled no
    form is not taken for read. Raises ``UnknownDocument``, and ``ModelUnavailable``: what was read till then is kept.
    """
    done = store.second_readers()
    for document_id in dict.fromkeys(documents):
        if done.get(document_id) == model.name:
            continue
        resolution = store.document(document_id)
        unread = _unread(resolution, store)
        found = read_again(resolution, unread, model=model, known=known)
        if found.proposals or not found.unfilled:
            store.propose(document_id, found.proposals, model=model.name)
        yield resolution.name, found


def _unread(resolution: Resolution, store: Store) -> list[_Unread]:
    """The figures of a document that are no rows, and those whose rows are unsure, in the order of the text."""
    unsure = store.indicators(documents=[resolution.document_id], unsure_below=SURE)
    return unread(resolution, store.receipt(resolution.document_id).not_rows, unsure)


def unread(resolution: Resolution, figures: Sequence[FigureTold], unsure: Sequence[Indicator]) -> list[_Unread]:
    """The figures to read again, each with its span."""
    text = without_instructions(resolution.text)
    found = [_Unread((each.start, each.end), _span(text, each.start, each.end)) for each in figures]
    for row in unsure:
        digits = re.search(r"\d+(?:[.,]\d+)*", row.figure)
        at = text.find(digits[0], row.start, row.end) if digits else -1
        if digits and at >= 0:
            end = at + len(digits[0])
            found.append(_Unread((at, end), _span(text, at, end), row))
    return sorted((each for each in found if text[slice(*each.digits)].strip()), key=lambda each: each.digits)


def _span(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence of a figure within its line; of a table its whole row."""
    low = text.rfind("\n", 0, start) + 1
    high = text.find("\n", end)
    high = len(text) if high < 0 else high
    if text[low : low + 1] != "|":
        before = [match.end() for match in _END.finditer(text, low, start)]
        after = _END.search(text, end, high)
        low, high = before[-1] if before else low, after.end() if after else high
    return max(low, start - _LONGEST), min(high, end + _LONGEST)


def read_again(
    resolution: Resolution, figures: Sequence[_Unread], *, model: ChatModel, known: Catalogue
) -> SecondReading:
    """What the model proposes for these figures of a document. Raises ``ModelUnavailable``."""
    text = without_instructions(resolution.text)
    proposals: dict[tuple[int, int], Proposal] = {}
    refused: list[str] = []
    unfilled = 0
    for keyed, form in _forms(resolution, figures, text, model, known):
        unfilled += 0 if form else len(keyed)
        for reading in form.rows if form else ():
            try:
                figure, row = _proposed(reading, keyed, resolution, text, known)
            except _NotCounted as reason:
                log.info("%s: bỏ đề nghị %s: %s", resolution.name, reading, reason)
                refused.append(str(reason))
                continue
            row = replace(row, why=(WHY.format(model=model.name),))
            at = datetime.now(UTC).isoformat(timespec="seconds")
            replaces = figure.row.row_id if figure.row else None
            proposals.setdefault(figure.digits, Proposal(row, model.name, at, replaces))
    told = sorted(proposals.values(), key=lambda each: each.row.start)
    return SecondReading(len(figures), tuple(told), tuple(refused), unfilled)


def _forms(
    resolution: Resolution, figures: Sequence[_Unread], text: str, model: ChatModel, known: Catalogue
) -> Iterator[tuple[Mapping[str, _Unread], Form | None]]:
    """What the model says of the figures, some at a time: fewer where a prompt is too long for it."""
    waiting = [figures[at : at + _BATCH] for at in range(0, len(figures), _BATCH)]
    while waiting:
        some = waiting.pop(0)
        keyed = {f"f{number}": each for number, each in enumerate(some, 1)}
        try:
            form = model.fill(_prompt(resolution, keyed, text, known), Form)
        except PromptTooLong:
            if len(some) == 1:
                raise
            half = len(some) // 2
            waiting[:0] = [some[:half], some[half:]]
            continue
        yield keyed, form


def _prompt(resolution: Resolution, keyed: Mapping[str, _Unread], text: str, known: Catalogue) -> str:
    spans: dict[tuple[int, int], list[str]] = {}
    for key, each in keyed.items():
        spans.setdefault(each.span, []).append(f"{key}: {text[slice(*each.digits)]}")
    told = (
        "\n".join((f"<doan>{fenced(text[slice(*span)].strip())}</doan>", *figures)) for span, figures in spans.items()
    )
    return render(
        PROMPT,
        document=fenced(resolution.identity.title),
        indicators="\n".join(f"{entry.id}: {entry.name}" for entry in known.entries.values()),
        figures="\n".join(told),
    )


# -- what counts ---------------------------------------------------------------------------------------


def _proposed(
    reading: Reading, keyed: Mapping[str, _Unread], resolution: Resolution, text: str, known: Catalogue
) -> tuple[_Unread, Indicator]:
    """The figure that a reading is of, and the row that it proposes. Raises ``_NotCounted``."""
    figure = keyed.get(reading.figure.strip())
    if figure is None:
        raise _NotCounted(f"không có con số mang mã “{reading.figure}”")
    said = normalise(text[slice(*figure.span)])
    offset = figure.span[0]
    quantity = _quantity(said, figure.digits[0] - offset)
    unit = _unit(reading.unit, said, quantity)
    words = _nearest(reading.words, said, quantity)
    start, end = offset + min(words[0], quantity.start), offset + max(words[1], quantity.end)
    if resolution.text[offset : offset + 1] == "|":
        start, end = figure.span
    row = Indicator(
        row_id=f"{resolution.document_id}/m{figure.digits[0]}",
        document_id=resolution.document_id,
        indicator=None,
        label=text[offset + words[0] : offset + words[1]],
        comparator=quantity.comparator,
        value=quantity.value,
        value_max=quantity.value_max,
        unit=unit,
        kind=reading.kind,
        measure="level",
        direction=None,
        year=_year(reading, said, resolution.identity),
        section=next((each.label for each in resolution.sections if each.start <= start < each.end), ""),
        quote=resolution.text[start:end],
        start=start,
        end=end,
        figure=resolution.text[offset + quantity.start : offset + quantity.end],
        of=quantity.of,
        approximate=quantity.approximate,
        review="proposed",
        confidence=CONFIDENCE,
    )
    row = _of_catalogue(row, reading.indicator, known)
    if figure.row is not None and _is_as(row, figure.row):
        raise _NotCounted("giống dòng đã đọc")
    return figure, row


def _quantity(said: str, digits: int) -> Quantity:
    """The figure as the rules read it in its span."""
    for quantity in find_quantities(said):
        if quantity.number_start <= digits < quantity.number_end:
            return quantity
    raise _NotCounted("con số không đứng trong đoạn như một mức")


def _unit(typed: str, said: str, quantity: Quantity) -> str:
    """The unit, where it stands in the span and is the figure's."""
    wanted = normalise(typed).strip()
    places = list(re.finditer(rf"(?<!\w){re.escape(wanted)}(?!\w)", said)) if wanted else []
    if not places:
        raise _NotCounted(f"đơn vị “{typed}” không đứng trong đoạn")
    read = next((each.unit for each in find_quantities(f"1 {wanted}") if each.unit), wanted)
    if quantity.unit and quantity.unit != read:
        raise _NotCounted(f"đơn vị “{typed}” không phải của con số này")
    others = [each for each in find_quantities(said) if each.number_start != quantity.number_start]
    if not quantity.unit and all(any(o.start <= each.start() < o.end for o in others) for each in places):
        raise _NotCounted(f"đơn vị “{typed}” là của con số khác")
    return read


def _nearest(typed: str, said: str, quantity: Quantity) -> tuple[int, int]:
    """Where in the span the words that name a figure stand, the place nearest to it."""
    wanted = " ".join(normalise(typed).split())
    if len(_SYLLABLE.findall(wanted)) < _FEWEST:
        raise _NotCounted(f"tên “{typed}” quá ngắn")
    pattern = r"\s+".join(map(re.escape, wanted.split()))
    places = [match.span() for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", said)]
    apart = [each for each in places if each[1] <= quantity.number_start or each[0] >= quantity.number_end]
    if not apart:
        raise _NotCounted(f"tên “{typed}” không đứng trong đoạn")
    return min(apart, key=lambda each: abs(each[0] - quantity.number_start))


def _year(reading: Reading, said: str, identity: Identity) -> int | None:
    """The year where the span or the document states it, else the document's own for such a figure."""
    own = identity.target_year if reading.kind == "target" else identity.result_year
    stated = reading.year in (identity.target_year, identity.result_year) or str(reading.year) in _YEAR.findall(said)
    return reading.year if reading.year and stated else own


def _of_catalogue(row: Indicator, indicator: str | None, known: Catalogue) -> Indicator:
    """The row as one of an indicator, in its unit. Raises ``_NotCounted`` where the unit cannot be."""
    if indicator is None:
        return row
    entry = known.entries.get(indicator)
    if entry is None:
        raise _NotCounted(f"danh mục không có mã “{indicator}”")
    amounts = [convert(each, row.unit, to=entry.unit) for each in (row.value, row.value_max) if each is not None]
    if any(each is None for each in amounts):
        raise _NotCounted(f"đơn vị “{row.unit}” không hợp với chỉ tiêu “{entry.name}”")
    value, *high = (each for each in amounts if each is not None)
    return replace(row, indicator=indicator, unit=entry.unit, value=value, value_max=high[0] if high else None)


def _is_as(row: Indicator, read: Indicator) -> bool:
    """Whether a proposal says of a figure what its row says already."""
    names = ("indicator", "kind", "year", "value", "value_max", "unit")
    return all(getattr(row, name) == getattr(read, name) for name in names)
