"""What a figure may be: its possible indicators, each with the witnesses that speak for it.

A witness yields options and never drops one. Of a line speak the catalogue's names in the figure's own words (with
all that ``naming`` knows of lists, brackets and shared verbs), in the rest of its clause and line, in the heads above
it, and the words of a head completed by the figure's own ("Sản lượng" over "- Ngô: 796 tấn"); of a cell its row's
label, the group above it, its column's heading and the caption.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from assistant.language.catalogue import Catalogue, Entry, Match
from assistant.language.quantities import find_quantities
from assistant.language.text import normalise
from assistant.types import Quantity
from ingest.evidence.nearby import Nearby
from ingest.evidence.resemblance import Resemblance, resembling
from ingest.evidence.words import count
from ingest.figures import vocabulary
from ingest.figures.blocks import Block
from ingest.figures.labels import trim
from ingest.figures.measure import VERSUS_LAST_YEAR, VERSUS_PLAN, Figure, Measured, fitted, is_against_plan, measured
from ingest.figures.naming import Line, Named, fit, name_figure, unknown_figure
from ingest.figures.windows import Window, windows
from ingest.tables.arithmetic import Ratio
from ingest.tables.cells import as_scanned
from ingest.tables.grid import Cell

_OWN_REACH = 110  # characters before a figure that may complete the words of a head
_HEAD_TAIL = 80  # characters of a head that may begin a name completed below it
_LIKE = 0.45  # share of a name's words from which it is an option
_BACK = 3  # figures before it in its line whose indicators a figure may share
_MOST_LIKE = 4  # such options of one figure
_MOST_BETWEEN = 9  # other figures between a name and its figure that are counted
_REACHES = {"before": 8, "after": 8, "line": 40}  # characters at which a name speaks half as strongly
_HEADS = 3  # heads above a line whose words are looked at, nearest first


@dataclass(slots=True)
class Option:
    """An indicator that a figure may stand for; None where the catalogue has none. ``witness`` maps to strengths."""

    entry: Entry | None
    named: Named
    witness: dict[str, float] = field(default_factory=dict)


@dataclass(slots=True)
class Mention:
    """A figure of a document, in a line or in a cell, with its options.

    ``side`` is "plan" for Y of "318/300 ha". ``clause`` is (start, end) of its clause within the line, ``text`` the
    text that its quantity's offsets refer to: the line, or cell and unit.
    """

    block: Block
    text: str
    said: str
    quantity: Quantity
    window: Window | None
    cell: Cell | None
    side: str
    options: list[Option]
    place: tuple[int, int] = (0, 0)  # how many figures the line has, and which of them this is
    part: frozenset[str] = frozenset()  # of a cell: what its column is computed as, or what is computed from it


def mentions_of_line(
    block: Block, known: Catalogue, level: str | None, before: Sequence[Mention] = ()
) -> Iterator[Mention]:
    """Every figure of a line with what it may be; ``before`` are the figures of the line above."""
    quantities = find_quantities(" " * block.mark + block.text[block.mark :])
    if not quantities:
        return
    found = windows(block.text, quantities)
    head = block.above[-1].text if block.above and block.above[-1].lead else ""
    line = Line(block.text, block.start, block.section, block.mark > 0, known, level, head)
    nearby = Nearby(known.find(block.text), found)
    above = [(head.text, known.find(head.text)) for head in block.above[: -_HEADS - 1 : -1]]
    previous: list[Named] = []
    resumed = _resumed(block, quantities[0], before)
    spoken_before: list[list[Option]] = [resumed] if resumed else []
    for at, (window, following) in enumerate(zip_longest(found, found[1:])):
        follows = following is not None and following.quantity.unit == window.quantity.unit
        named = list(name_figure(line, window, previous, same_unit_follows=follows))
        collected = _Options(line, window)
        for order, each in enumerate(named):
            collected.add(each, f"naming {each.by}", 1.0 / (1 + order))
        _near(collected, nearby)
        _above(collected, above, previous)
        if previous and previous[-1].entry is not None and "naming neighbour" not in collected.spoken:
            collected.match(
                previous[-1].entry, None, "previous", 1.0 if previous[-1].window.clause == window.clause else 0.5
            )
        for option in resumed if not previous else ():
            if option.entry is not None:
                collected.match(option.entry, None, "previous", 1.0)
        _resembling(collected, block)
        _handed_on(collected, spoken_before)
        _against_plan(collected, spoken_before)
        collected.unknown(previous[-1] if previous else None)
        previous.extend(named)
        options = list(collected.options.values())
        spoken_before.append(options)
        yield Mention(
            block, block.text, block.said, window.quantity, window, None, "value", options, (len(found), at)
        )
        if window.quantity.of is not None and has_plan(window.quantity):
            plan = replace(window.quantity, value=window.quantity.of, of=None)
            sided = [_plan_side(option, plan) for option in options]
            yield Mention(
                block, block.text, block.said, plan, window, None, "plan", [o for o in sided if o], (len(found), at)
            )


def has_plan(quantity: Quantity) -> bool:
    """Whether Y of X/Y may be a plan: of "10/7 đảng viên" it may, of "6/19 tiêu chí" it is the number of all."""
    if quantity.value_max is not None:
        return False
    return is_against_plan(quantity) or quantity.unit.partition("/")[0] not in vocabulary.words().totals


def _plan_side(option: Option, plan: Quantity) -> Option | None:
    """The same indicator for the plan of "318/300 ha"."""
    named, entry = option.named, option.entry
    unit = named.figure.unit
    if named.measured.measure != "level":
        return None
    figure = Figure(plan.value, None, unit)
    if entry is not None:
        figure = fitted(plan, entry, Measured("level")) or figure
    return Option(entry, replace(named, figure=figure), dict(option.witness))


class _Options:
    """The options of one figure while its witnesses speak."""

    def __init__(self, line: Line, window: Window) -> None:
        self.line, self.window = line, window
        self.options: dict[str | None, Option] = {}
        self.spoken: set[str] = set()
        self._unfit: set[str] = set()
        own = unknown_figure(line, window, None)
        self.own_label = own.label if own else None

    def add(self, named: Named, witness: str, strength: float) -> None:
        """A named figure, as a witness has it."""
        key = named.entry.id if named.entry else None
        option = self.options.setdefault(key, Option(named.entry, named))
        option.witness[witness] = max(strength, option.witness.get(witness, 0.0))
        self.spoken.add(witness)

    def match(self, entry: Entry, match: Match | None, witness: str, strength: float) -> Option | None:
        """An indicator of the catalogue, if the figure's unit can be one of it."""
        option = self.options.get(entry.id)
        if option is None:
            if entry.id in self._unfit:
                return None
            start = match.start if match else self.window.quantity.start
            end = match.end if match else self.window.quantity.end
            span = Match(entry, match.words if match else 0, start, end)
            label = (start, end) if match and self.window.clause_start <= start < self.window.quantity.start else None
            named = fit(self.line, self.window, span, label)
            if named is None:
                self._unfit.add(entry.id)
                return None
            if (match is None or label is None) and self.own_label is not None:
                named = replace(named, label=self.own_label)
            option = self.options[entry.id] = Option(entry, named)
        option.witness[witness] = max(strength, option.witness.get(witness, 0.0))
        self.spoken.add(witness)
        return option

    def unknown(self, last: Named | None) -> None:
        """The figure under the document's own words."""
        if None in self.options:
            return
        named = unknown_figure(self.line, self.window, last)
        if named is not None:
            self.options[None] = Option(None, named)


def _near(collected: _Options, nearby: Nearby) -> None:
    """Names in the figure's line: before it in its clause, after it in its clause, and in earlier clauses."""
    for near in nearby.of(collected.window):
        strength = float(near.words) if near.where == "around" else 1 / (1 + near.distance / _REACHES[near.where])
        option = collected.match(near.match.entry, near.match, near.where, strength)
        if option is not None and near.where in ("before", "after"):
            option.witness[f"{near.where} words"] = near.words
            option.witness[f"{near.where} figures"] = min(near.figures, _MOST_BETWEEN)


def _above(collected: _Options, above: Sequence[tuple[str, list[Match]]], previous: Sequence[Named]) -> None:
    """Names in the heads above, alone and completed by the figure's own words."""
    window, text = collected.window, collected.line.text
    own = text[max(window.left, window.quantity.start - _OWN_REACH) : window.quantity.start]
    opening = text[window.clause_start : window.quantity.start][:_OWN_REACH]
    lead = text[: text.find(":")][-_HEAD_TAIL:] if 0 < text.find(":") < window.left else ""
    for depth, (_, matches) in enumerate(above):
        for match in matches:
            collected.match(match.entry, None, f"head {depth}", float(match.words))
    said = [
        ("lead", lead, own),
        *((f"head {depth}", head[-_HEAD_TAIL:], opening) for depth, (head, _) in enumerate(above[:2])),
    ]
    for name, begun, words in said:
        if not begun or not words.strip(" -+*:"):
            continue
        begun = begun.rstrip(" :.;")
        whole = f"{begun} {trim(words) or words}"
        for match in collected.line.known.find(whole):
            if match.start < len(begun) < match.end:
                collected.match(match.entry, None, f"{name} and own", float(match.words))
    if previous and previous[-1].label and own.strip():
        head = " ".join(previous[-1].label.split()[:3])
        for match in collected.line.known.find(f"{own} {head}"):
            if match.start < len(own) < match.end:
                collected.match(match.entry, None, "neighbour's head", float(match.words))


def _resembling(collected: _Options, block: Block) -> None:
    """The indicators whose names the words of a figure, of its clause and of the heads above cover best."""
    window, text = collected.window, collected.line.text
    own = text[max(window.left, window.quantity.start - _OWN_REACH) : max(window.right, window.quantity.end)]
    lead = text[block.mark : window.left][:_HEAD_TAIL] if window.left > block.mark else ""
    above = " ".join((lead, *(head.text[-_HEAD_TAIL:] for head in block.above[: -_HEADS - 1 : -1])))
    found = _strongest(own, window.quantity.unit, above, collected.line.known)
    if "naming neighbour" in collected.spoken and window.clause_start > block.mark:
        clause = text[window.clause_start : window.left][-_HEAD_TAIL:]
        completed = _strongest(own, window.quantity.unit, f"{above} {clause}", collected.line.known)
        found += [like for like in completed if like.entry.id in collected.options]
    for like in found:
        option = collected.match(like.entry, None, "like", like.all)
        if option is not None:
            option.witness["like own"] = like.own


def _handed_on(collected: _Options, before: Sequence[Sequence[Option]]) -> None:
    """What the figures before it in the line may be of: "lúa 168 ha, bằng 98,8% KH" is still the area of rice."""
    for back, options in enumerate(reversed(before[-_BACK:]), start=1):
        for option in options:
            if option.entry is None:
                continue
            own = max(option.witness.get("like", 0.0), option.witness.get("naming words", 0.0))
            if own and (handed := collected.match(option.entry, None, "figure before", own / back)) is not None:
                handed.witness.setdefault("figures back", float(back))


def _resumed(block: Block, quantity: Quantity, before: Sequence[Mention]) -> list[Option]:
    """What the one figure of the line above is of by its own words, where this line goes on with it.

    "2. TỶ LỆ HỘ NGHÈO CÒN 5,7%" above "Giảm 1,2% so với năm 2023." is read as one line would be.
    """
    words = vocabulary.words()
    opening, rest = block.said[block.mark : quantity.start], block.said[quantity.end :]
    alone = len(before) == 1 and before[0].block.index == block.index - 1
    if not alone or not words.resumes.fullmatch(opening) or not words.held.search(rest):
        return []
    named = [option for option in before[0].options if _OWN & option.witness.keys()]
    return named if len(named) == 1 else []


_OWN = frozenset(("naming words", "previous"))
_REACHED = re.compile(r"(?:^|[\s,(=])(?:đạt|bằng|=|\()\s*$")


def _against_plan(collected: _Options, before: Sequence[Sequence[Option]]) -> None:
    """A bare percentage behind an amount is one of its plan: "10.985 tấn, đạt 99,1%", "386,9 triệu đồng (107,5%)"."""
    quantity, text = collected.window.quantity, collected.line.text
    left = normalise(text[collected.window.clause_start : quantity.start])
    if quantity.unit != "%" or not before or not _REACHED.search(left):
        return
    for option in before[-1]:
        entry = option.entry
        if entry is None or entry.unit.startswith("%") or option.named.measured.measure != "level":
            continue
        figure = Figure(quantity.value, quantity.value_max, VERSUS_PLAN)
        named = replace(
            option.named,
            window=collected.window,
            figure=figure,
            measured=Measured("vs_plan"),
            quote_end=quantity.end,
            by="plan",
        )
        if entry.id not in collected.options:
            own = max(option.witness.get("like", 0.0), option.witness.get("naming words", 0.0))
            collected.add(named, "share of figure before", own)


def _strongest(own: str, unit: str, above: str, known: Catalogue) -> list[Resemblance]:
    likely = resembling(own, unit, above, known, least=_LIKE)
    return sorted(likely, key=lambda like: -like.all)[:_MOST_LIKE]


# -- cells ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """What the figures of a table say of its columns: how they are computed, and their headings in normal form."""

    computed: Mapping[int, Ratio]
    headings: Mapping[int, str]

    def of(self, column: int) -> Ratio | None:
        """How a column is computed from others; None where it is not."""
        return self.computed.get(column)

    def parts(self, column: int) -> frozenset[str]:
        """What a column is: "ratio", "change" …, or "first of ratio", "second of ratio" … of another."""
        found = {self.computed[column].kind} if column in self.computed else set[str]()
        for way in self.computed.values():
            if way.kind != "sum":
                found |= {f"first of {way.kind}"} if way.first == column else set()
                found |= {f"second of {way.kind}"} if way.second == column else set()
        return frozenset(found)


def mentions_of_cell(
    cell: Cell, block: Block, known: Catalogue, *, caption: str, level: str | None, arithmetic: Arithmetic
) -> Iterator[Mention]:
    """The figures of a cell with what they may be: its value, and the plan behind a slash."""
    unit = _THOUSANDS.sub("nghìn ", cell.unit) or next(
        filter(None, map(_unit_said, (cell.column.heading, cell.label))), ""
    )
    unit = unit or next(filter(None, map(_unit_said, (*cell.group[::-1], caption))), "")
    bare = find_quantities(as_scanned(cell.text), words=False)
    if not bare:
        return
    text = cell.text if bare[0].unit else f"{cell.text} {unit}".strip()
    quantity = next(iter(find_quantities(text, words=False)), None)
    if quantity is None:
        return
    how = column_measure(cell, bare[0], arithmetic)
    part = arithmetic.parts(cell.column.index)
    options = list(_cell_options(cell, quantity, bare[0], known, caption, level, how))
    width = sum(1 for other in cell.row.cells if any(character.isdigit() for character in other))
    yield Mention(
        block, text, normalise(text), quantity, None, cell, "value", options, (width, cell.column.index), part
    )
    if is_against_plan(quantity) and quantity.of is not None:
        plan = replace(quantity, value=quantity.of, of=None)
        sided = [_plan_side(option, plan) for option in options]
        yield Mention(
            block,
            text,
            normalise(text),
            plan,
            None,
            cell,
            "plan",
            [o for o in sided if o],
            (width, cell.column.index),
        )


_THOUSANDS = re.compile(r"1[.,]?000[ ]?(?=[^\W\d])")


def _unit_said(heading: str) -> str:
    """The unit in brackets, or after "ĐVT:", of a heading or caption: "Thu ngân sách (tỷ đồng)"."""
    heading = _THOUSANDS.sub("nghìn ", heading)
    lowered = normalise(heading)
    for opener in ("đvt", "đơn vị tính", "đơn vị", "đv", "("):
        at = lowered.rfind(opener)
        if at >= 0:
            rest = re.split(r"[)\n;|]", heading[at + len(opener) :].lstrip(" :."))[0].strip(" .")
            if rest and len(rest.split()) <= 5 and not any(character.isdigit() for character in rest):
                return rest
    return ""


def _cell_options(
    cell: Cell,
    quantity: Quantity,
    bare: Quantity,
    known: Catalogue,
    caption: str,
    level: str | None,
    how: Measured,
) -> Iterator[Option]:
    found: dict[str, Option] = {}
    group = cell.group[-1] if cell.group else ""
    heading = cell.column.heading
    sources = (
        ("label", cell.label),
        ("group and label", f"{group} {cell.label}" if group else ""),
        ("heading", heading),
        ("label and heading", f"{cell.label} {heading}"),
        ("heading and label", f"{heading} {cell.label}"),
        ("caption and label", f"{caption[-_HEAD_TAIL:]} {cell.label}" if caption else ""),
    )
    for name, said in sources:
        if not said:
            continue
        for match in known.find(said):
            option = found.get(match.entry.id)
            if option is None:
                named = _cell_named(cell, quantity, bare, match.entry, level, how)
                if named is None:
                    continue
                option = found[match.entry.id] = Option(match.entry, named)
            option.witness[name] = max(float(match.words), option.witness.get(name, 0.0))
    above = f"{group} {caption[-_HEAD_TAIL:]}"
    for like in _strongest(f"{cell.label} {heading}", quantity.unit or cell.unit, above, known):
        option = found.get(like.entry.id)
        if option is None:
            named = _cell_named(cell, quantity, bare, like.entry, level, how)
            if named is None:
                continue
            option = found[like.entry.id] = Option(like.entry, named)
        option.witness.update({"like": like.all, "like own": like.own})
    yield from found.values()
    named = _cell_named(cell, quantity, bare, None, level, how)
    if named is not None:
        yield Option(None, named)


_WINDOW = Window(Quantity("=", 0, None, "", None, False, 0, 0, 0, 0), 0, 0, 0, 0, 0, 0, first=False, within=False)


def _cell_named(
    cell: Cell, quantity: Quantity, bare: Quantity, entry: Entry | None, level: str | None, how: Measured
) -> Named | None:
    if entry is None:
        unit = {"vs_plan": VERSUS_PLAN}.get(how.measure, quantity.unit or cell.unit)
        figure: Figure | None = Figure(quantity.value, quantity.value_max, unit)
    elif how.measure == "vs_plan":
        figure = Figure(quantity.value, quantity.value_max, VERSUS_PLAN)
    elif how.against_last_year:
        figure = Figure(quantity.value, quantity.value_max, VERSUS_LAST_YEAR)
    else:
        figure = fitted(quantity, entry, how, text=cell.text, level=level)
        if figure is None and not bare.unit:  # a table often leaves the unit to what its heading names
            figure = fitted(replace(bare, unit=entry.unit), entry, how, text=cell.text, level=level)
    if figure is None:
        return None
    window = replace(_WINDOW, quantity=quantity)
    return Named(window, entry, cell.label, figure, how, 0, 0, (0, 0), by="cell")


_WHEN = re.compile(r"(?<!/)(?:năm|tháng|quý)|\b(?:19|20)\d\d\b")
_SIDES = ("target", "actual", "gone", "plan_share", "past_share")


def tells_when(heading: str) -> bool:
    """Whether a column holds what was planned or done at some time, rather than what others are a share of."""
    return not heading or _WHEN.search(heading) is not None or any(count(side, heading) for side in _SIDES)


def column_measure(cell: Cell, bare: Quantity, arithmetic: Arithmetic) -> Measured:
    """What a column measures: by how it is computed from others, else by its heading, else by the row's label."""
    heading = normalise(cell.column.heading)
    way = arithmetic.of(cell.column.index)
    plan, past = count("plan_share", heading), count("past_share", heading)
    base = arithmetic.headings.get(way.second, "") if way is not None else ""
    is_share = not plan and not past and not tells_when(base)
    if way is not None and way.kind != "sum" and not is_share and bare.unit in ("%", "") and bare.of is None:
        gone = count("gone", base) + count("past_share", base) > 0 or count("actual", base) > count("target", base)
        earlier = past > plan or (not plan and gone)
        if way.kind == "ratio":
            # "So sánh (%)" speaks for either; what it is computed from tells.
            earlier = earlier or (gone and not count("target", heading))
            return Measured("change", against_last_year=True) if earlier else Measured("vs_plan")
        fell = cell.text.lstrip().startswith(("-", "–", "−"))
        return Measured("change", "giảm" if fell else "tăng", against_last_year=earlier)
    other_unit = bool(cell.unit) and "%" not in cell.unit
    percent = "%" in heading or bare.unit == "%" or (other_unit and bare.value_max is None)
    if percent and plan and not past and bare.unit in ("%", "") and bare.of is None:
        return Measured("vs_plan")
    if percent and past and bare.unit in ("%", ""):
        return Measured("change", against_last_year=True)
    if count("fall", normalise(cell.label)) + count("fall", heading):
        return Measured("change", "giảm")
    return measured(cell.label, "")
