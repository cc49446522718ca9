"""From what was weighed to rows of the ledger, and to the reason why a figure is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

import numpy as np

from assistant.language.places import named_units
from assistant.language.text import normalise
from assistant.ledger.placed import split
from assistant.types import COMMUNE_LEVELS, Comparator, Identity, Indicator, Kind, Measure, Resolution
from ingest.evidence.options import Mention, Option
from ingest.evidence.places import Places
from ingest.figures.measure import VERSUS_LAST_YEAR, VERSUS_PLAN, is_against_plan
from ingest.figures.periods import period_of_cell, period_of_line
from ingest.figures.vocabulary import found_in, words
from ingest.weigh.state import State
from ingest.weigh.why import runner_up, why

FLOOR = 0.42  # chance from which a figure is a row; by held-out author the typed F1 is within 0.006 from 0.3 to 0.5
_SHARED = "naming words"  # the witness of several indicators only where they share a figure by their words
_SECOND = 0.6  # ... and from which it is one of a second indicator too, as where two share a figure
_DOUBTED = 0.5  # the most that a row is sure whose digits are in doubt: staff see it first
DOUBT = "chữ số nhận dạng (OCR) chưa chắc"
_OVERRULED = 0.8  # chance from which a measure is taken against the rule that read the words
_MEASURES: tuple[Measure, ...] = ("level", "change", "vs_plan")
_OF_TERM = re.compile(r"\d{4}-\d{4}")  # a figure of a term is one of its last year
_YEARLY = "bình quân hằng năm"


def rows_of(state: State) -> list[tuple[int, Indicator]]:
    """The rows of a document in the order of its text, each with its figure's place among the mentions.

    The same figure said again in another line is no second row; equal figures of one line are parts of a list.
    """
    rows: list[tuple[int, Indicator]] = []
    seen: dict[tuple[object, ...], int] = {}
    whole = _Wholes()
    places = Places(state.survey.resolution.identity, state.survey.resolution.text, state.survey.lines)
    for figure, mention in enumerate(state.mentions):
        place = places.of(mention) if state.chosen(figure) else None
        told = _named_by_column(mention, place)
        for option in _taken(state, figure):
            row = replace(_row(state, figure, option, whole, told), place=place)
            if row.place is None and _is_of_another(row.quote, option, state.survey.resolution.identity):
                continue
            line = seen.setdefault(_same_figure(row), mention.block.index)
            if line == mention.block.index:
                number = len(rows) + 1
                row_id = f"{row.document_id}/{row.section or '0'}/c{number}"
                rows.append((figure, replace(row, row_id=row_id)))
    return rows


def _taken(state: State, figure: int) -> Iterator[Option]:
    """The options of a figure that are rows: the best, and others that share it."""
    best = state.chosen(figure)
    if best is None or state.row[figure] < FLOOR:
        return
    yield best
    for index in range(state.first_option[figure], state.first_option[figure + 1]):
        option = state.options[index]
        shared = _SHARED in option.witness and _SHARED in best.witness
        if option is not best and (state.chance[index] >= _SECOND or shared):
            yield option


def _same_figure(row: Indicator) -> tuple[object, ...]:
    name = row.indicator or normalise(row.label)
    figure = (row.comparator, row.value, row.value_max, row.unit)
    return (name, *figure, row.kind, row.measure, row.year, row.scope, row.place)


class _Wholes:
    """The last figures that later ones may be parts of: of a line, and of each column of a table."""

    def __init__(self) -> None:
        self.line = -1
        self.before: list[tuple[Mention, Option]] = []
        self.columns: dict[int, Option] = {}

    def of(self, mention: Mention, option: Option) -> str | None:
        """What a figure is a part of: the whole's indicator, or its label where the catalogue has none."""
        if mention.block.index != self.line:
            self.line, self.before = mention.block.index, []
        whole = self._of_cell(mention, option) if mention.cell else self._of_line(mention)
        self.before.append((mention, option))
        if whole is None or whole.named.figure.unit != option.named.figure.unit:
            return None
        if whole.entry is option.entry and whole.named.label == option.named.label:
            return None  # as in "79 triệu (TH 2023: 75,2)"
        return whole.entry.id if whole.entry else whole.named.label

    def _of_line(self, mention: Mention) -> Option | None:
        if mention.window is None or not mention.window.within:
            return None
        outside = (other for at, other in reversed(self.before) if at.window is not None and not at.window.within)
        return next(outside, None)

    def _of_cell(self, mention: Mention, option: Option) -> Option | None:
        cell = mention.cell
        if cell is None:
            return None
        if cell.part or cell.label.startswith(("-", "+")):
            return self.columns.get(cell.column.index)
        self.columns[cell.column.index] = option
        return None


def _named_by_column(mention: Mention, place: str | None) -> Mention:
    """A figure whose row is named after its unit is named by its column: "Xã Mỹ Lâm | 58,2"."""
    cell = mention.cell
    if place is None or cell is None or normalise(split(place)[1]) not in normalise(cell.label):
        return mention
    heading = _UNIT_IN_BRACKETS.sub("", cell.column.heading).strip(" *:")
    return replace(mention, cell=replace(cell, label=heading)) if heading else mention


_UNIT_IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")


def _row(state: State, figure: int, option: Option, whole: _Wholes, mention: Mention) -> Indicator:
    """The row of a figure; ``mention`` is the figure's, as it is to be named."""
    named, cell = option.named, mention.cell
    renamed = cell is not None and cell is not state.mentions[figure].cell
    resolution, quantity = state.survey.resolution, mention.quantity
    kind: Kind = "actual" if state.actual[figure] > 0.5 else "target"
    measure = _measure(state, figure, option)
    start, end, said = _span(mention, option)
    period = _period(mention, kind, measure, said, resolution.identity)
    dated = _dated_as(state, figure)
    sure = float(state.sure[dated] if option is state.chosen(figure) else 0.5 * state.sure[dated])
    doubted = _is_doubted(resolution, state.mentions[figure])
    return Indicator(
        row_id="",
        document_id=resolution.document_id,
        indicator=option.entry.id if option.entry else None,
        label=cell.label if cell is not None and renamed else named.label,
        comparator=_comparator(state, figure, option),
        value=named.figure.value,
        value_max=named.figure.value_max,
        unit=named.figure.unit,
        kind=kind,
        measure=measure,
        direction=named.measured.direction if measure != "level" else None,
        year=int(period[-4:]) if period and _OF_TERM.fullmatch(period) else state.year(dated),
        section=mention.block.section.label,
        quote=resolution.text[start:end],
        start=start,
        end=end,
        figure=_written(mention, option),
        of=None if is_against_plan(quantity) else quantity.of,
        scope=named.part or _joining(option, said) or found_in(words().scopes, said),
        rank=found_in(words().ranks, said),
        sub_of=whole.of(state.mentions[figure], option),
        averaging=found_in(words().averaging, said) or (_YEARLY if words().yearly.search(said) else None),
        approximate=quantity.approximate,
        period=period,
        previous=named.figure.previous,
        plan=named.figure.plan,
        confidence=round(min(sure, _DOUBTED) if doubted else sure, 3),
        why=(*why(state, figure, option), *((DOUBT,) if doubted else ())),
        runner_up=runner_up(state, figure, option) if dated == figure else None,
    )


def _dated_as(state: State, figure: int) -> int:
    """The figure whose year a figure has: Y of "318/300 ha" was planned for the year in which X was reached. So was a
    plan in brackets behind a result ("92,5 triệu đồng (KH 92 triệu đồng)"), where no year stands in them.
    """
    mention = state.mentions[figure]
    if mention.window is None:
        return figure
    if mention.side == "plan":
        beside = (at for at in (figure - 1, figure + 1) if 0 <= at < len(state.mentions))
        return next((at for at in beside if state.mentions[at].window is mention.window), figure)
    return figure - 1 if figure and _is_in_bracket(state, figure) else figure


def _is_in_bracket(state: State, figure: int) -> bool:
    """Whether a figure is the plan in the brackets that open right behind the one before it."""
    before, mention = state.mentions[figure - 1], state.mentions[figure]
    bracketed = state.figures.get("target in bracket")
    if bracketed is None or not bracketed[figure - 1] or before.block is not mention.block:
        return False
    between = mention.text[before.quantity.end : mention.quantity.start]
    return ")" not in between and not _YEAR.search(between) and not _OF_ITS_OWN.search(normalise(between))


_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_OF_ITS_OWN = re.compile(r"(?<!\w)(?:nhiệm kỳ|đại hội|giai đoạn|khóa|khoá|cuối kỳ)(?!\w)")  # a plan of another time


def _is_doubted(resolution: Resolution, mention: Mention) -> bool:
    """Whether digits of a figure were recognised without being sure; of a cell, equal ones in its row or heading."""
    doubtful = resolution.doubtful
    if not doubtful:
        return False
    if mention.cell is None:
        start = mention.block.start + mention.quantity.number_start
        end = mention.block.start + mention.quantity.number_end
        return any(low < end and start < high for low, high in doubtful)
    row = mention.cell.row
    said = {resolution.text[low:high] for low, high in doubtful if row.start <= low < row.end}
    above = {resolution.text[low:high] for low, high in doubtful if low < row.start}
    heading = mention.cell.column.heading
    return any(number in mention.cell.text for number in said) or any(number in heading for number in above)


def _written(mention: Mention, option: Option) -> str:
    """The figure as written; of a cell with the unit of its row, but a share of the plan or of last year in %."""
    quantity = mention.quantity
    if mention.side == "plan":  # Y of "318/300 ha"
        number = mention.text[quantity.number_start : quantity.number_end]
        return f"{number.rpartition('/')[2].strip()}{mention.text[quantity.number_end : quantity.end]}"
    if mention.cell is None:
        return mention.text[quantity.start : quantity.end]
    is_share = option.named.figure.unit in (VERSUS_PLAN, VERSUS_LAST_YEAR)
    return f"{mention.cell.text}%" if is_share and "%" not in mention.cell.text else mention.text


def _measure(state: State, figure: int, option: Option) -> Measure:
    """What the rule read, unless what was weighed is nearly certain of another."""
    rule = option.named.measured.measure
    weighed = _MEASURES[int(np.argmax(state.measure[figure]))]
    return weighed if float(state.measure[figure].max()) > _OVERRULED else rule


def _span(mention: Mention, option: Option) -> tuple[int, int, str]:
    """Start and end of the quote in the text, and the words that qualify the figure, in normal form."""
    if mention.cell is not None:
        return (
            mention.cell.row.start,
            mention.cell.row.end,
            normalise(f"{mention.cell.label} {mention.cell.column.heading}"),
        )
    named, block = option.named, mention.block
    right = mention.window.right if mention.window else named.quote_end
    said = block.said[named.quote_start : max(named.quote_end, right)]
    start = min(named.quote_start, mention.quantity.start)
    end = max(named.quote_end, mention.quantity.end)
    return block.start + start, block.start + end, said


def _period(mention: Mention, kind: Kind, measure: Measure, said: str, identity: Identity) -> str | None:
    if mention.cell is not None:
        found = period_of_cell(mention.block, mention.cell.column.heading, kind=kind, identity=identity)
    elif mention.window is not None:
        found = period_of_line(
            mention.block, mention.window, is_change=measure == "change", kind=kind, identity=identity
        )
    else:
        found = None
    return found or found_in(words().cumulative, said)


def _joining(option: Option, said: str) -> str | None:
    """The scope of units that join those counted before: "thêm 02 xã", "công nhận 01 xã đạt chuẩn"."""
    return "mới" if option.named.figure.unit in words().stocks and words().joining.search(said) else None


def _comparator(state: State, figure: int, option: Option) -> Comparator:
    """The figure's comparator, or that of the figure before it which governs both ("ít nhất …, …")."""
    mention = state.mentions[figure]
    if mention.quantity.comparator != "=" or figure == 0 or mention.window is None or mention.side == "plan":
        return mention.quantity.comparator
    last = state.mentions[figure - 1]
    same_clause = last.block.index == mention.block.index and last.window is not None
    if not same_clause or last.window is None or last.window.clause != mention.window.clause:
        return "="
    governs = words().governing.match(mention.said[last.quantity.start : last.quantity.number_start])
    before = state.chosen(figure - 1)
    shared = before is not None and (
        before.entry is option.entry or option.named.figure.unit == before.named.figure.unit
    )
    return last.quantity.comparator if governs and shared else "="


def _is_of_another(quote: str, option: Option, identity: Identity) -> bool:
    """Whether the words of a figure name another unit: "thu nhập của xã Nam Khả là 99 triệu" is not ours."""
    if option.named.by == "cell":
        return False
    own = {identity.commune, identity.district, identity.province}
    return any(unit.level in COMMUNE_LEVELS and unit.name not in own for unit in named_units(quote))


def reasons(state: State, rows: Sequence[tuple[int, Indicator]]) -> dict[int, str]:
    """Why each figure that is no row is none."""
    told = {figure for figure, _ in rows}
    held = {(row.value, row.unit) for _, row in rows}
    return {figure: _reason(state, figure, held) for figure in range(len(state.mentions)) if figure not in told}


def _reason(state: State, figure: int, held: Set[tuple[float, str]]) -> str:
    """Why a figure is no row; ``held`` are the values and units of the document's rows."""
    mention, best = state.mentions[figure], state.chosen(figure)
    if not any(option.entry for option in mention.options):
        return "không thấy tên chỉ tiêu nào gần số này"
    if state.row[figure] >= FLOOR:
        repeated = best is not None and (mention.quantity.value, best.named.figure.unit) in held
        return "nhắc lại số đã có dòng trong sổ" if repeated else "số của đơn vị khác"
    return "các chứng cứ nghiêng về phía không phải chỉ tiêu của đơn vị"
