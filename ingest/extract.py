"""The ledger: every figure of a document as a typed row with its exact span.

For each line of the sections that speak of results, targets and tasks:

    1. ``find_quantities`` reads the figures, ``windows`` finds which words belong to each;
    2. the catalogue names the indicator from those words, the nearest and longest phrase whose unit fits; else
       from the words of a neighbour ("diện tích ngô 162,5 ha, sản lượng 796 tấn"); else the document's own words
       are kept as an indicator that the catalogue does not know;
    3. ``measured`` tells level, change and share of the plan apart;
    4. the section and the words around tell target from result, and the year.

A figure among tasks is a row only if the catalogue knows it, and the same figure said twice is one row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import zip_longest

from assistant.language.catalogue import Entry, Match, catalogue, convert
from assistant.language.dates import find_periods, find_years
from assistant.language.quantities import find_quantities, rules
from assistant.language.tables import load_table
from assistant.language.text import LOWER, normalise
from assistant.types import Comparator, Identity, Indicator, Kind, Quantity, Resolution, Role, Section
from ingest.measure import Measured, measured
from ingest.tables import Cell, is_row, read_table
from ingest.windows import Window, marker_length, windows

POINTS = "điểm %"
VERSUS_PLAN = "% so với kế hoạch"
REACH = 160  # characters to the left of a figure in which its indicator may be named (seeds: 118 at most)
_REACHED = re.compile(r"(?<!\w)(?:còn|xuống)(?:\s+(?:dưới|trên|khoảng|là))*\s*$")
_MAX_LABEL = 12  # words of a label that the catalogue does not know
_ROLES: frozenset[Role] = frozenset({"results", "targets", "tasks", "body", "basis"})
_KNOWN_ONLY: frozenset[Role] = frozenset({"tasks", "body", "basis"})
_MEASURED = frozenset({"money", "share", "permille", "points", "mass", "area", "length", "volume"})


@dataclass(frozen=True, slots=True)
class _Rules:
    scopes: re.Pattern[str]
    averaging: re.Pattern[str]
    cumulative: re.Pattern[str]
    ranks: re.Pattern[str]
    governing: re.Pattern[str]
    shared_verbs: re.Pattern[str]
    target: re.Pattern[str]
    actual: re.Pattern[str]
    edges: tuple[tuple[str, ...], ...]
    never_units: frozenset[str]
    stop_words: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the document under extraction, with what its section says of it."""

    text: str
    start: int
    section: Section
    item: bool


@dataclass(frozen=True, slots=True)
class _Table:
    """The rows of one table, each with its offset, and the section that it ends in."""

    rows: tuple[tuple[str, int], ...]
    section: Section


@dataclass(frozen=True, slots=True)
class _Named:
    """A figure with its indicator: ``entry`` is None where the catalogue does not know it.

    ``quote_start``/``quote_end`` span label and figure within the line; ``label`` is as written; ``claimed`` are
    the words that name it. ``heads`` tells that they head a list ("Tỷ lệ học sinh đến trường: mẫu giáo 99,9%;
    tiểu học 99,9%"), and ``part`` is the figure's own word in such a list.
    """

    window: Window
    entry: Entry | None
    label: str
    value: float
    value_max: float | None
    unit: str
    measured: Measured
    quote_start: int
    quote_end: int
    claimed: tuple[int, int]
    heads: bool = False
    part: str | None = None


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An indicator that could name a figure; ``start``/``end`` are its words within the line."""

    match: Match
    start: int
    end: int
    named: _Named


@cache
def _rules() -> _Rules:
    table = load_table("ingest", "extract.toml")

    def any_of(words: Iterable[str]) -> re.Pattern[str]:
        ordered = sorted(words, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)")

    return _Rules(
        scopes=any_of(table["scopes"]["words"]),
        averaging=any_of(table["averaging"]["words"]),
        cumulative=any_of(table["cumulative"]["words"]),
        ranks=any_of(table["ranks"]["words"]),
        governing=any_of(table["governing"]["words"]),
        shared_verbs=any_of(table["shared_verbs"]["words"]),
        target=any_of(table["kinds"]["target"]),
        actual=any_of(table["kinds"]["actual"]),
        edges=tuple(tuple(edge.split()) for edge in table["edges"]["words"]),
        never_units=frozenset(table["unknown"]["never_units"]),
        stop_words=frozenset(table["unknown"]["stop_words"]),
    )


def extract(resolution: Resolution) -> tuple[Indicator, ...]:
    """The rows of a document, in the order of its text. Never raises on any text."""
    rows: list[Indicator] = []
    seen: set[tuple[object, ...]] = set()
    blocks: list[_Line | _Table] = [*_lines(resolution), *_tables(resolution)]
    for block in blocks:
        # Equal figures of one line are parts of a list; only a later line says a figure again.
        found = (
            _rows_of_line(block, resolution)
            if isinstance(block, _Line)
            else _rows_of_table(block, resolution)
        )
        new = [row for row in found if _same_figure(row) not in seen]
        seen.update(map(_same_figure, new))
        for row in new:
            rows.append(
                replace(row, row_id=f"{resolution.document_id}/{row.section or '0'}/c{len(rows) + 1}")
            )
    return tuple(rows)


def _lines(resolution: Resolution) -> Iterator[_Line]:
    """The lines that may hold figures, without headings and table rows."""
    for section, text, start in _section_lines(resolution):
        is_heading = bool(section.heading) and start < section.body
        if not is_heading and not is_row(text):
            yield _Line(text, start, section, marker_length(text) > 0)


def _tables(resolution: Resolution) -> Iterator[_Table]:
    """Runs of table rows, one table each."""
    lines = [line for line in _section_lines(resolution) if is_row(line[1])]
    table: list[tuple[str, int]] = []
    for index, (section, text, start) in enumerate(lines):
        table.append((text, start))
        following = lines[index + 1] if index + 1 < len(lines) else None
        if following is None or following[2] != start + len(text) + 1:
            yield _Table(tuple(table), section)
            table = []


def _section_lines(resolution: Resolution) -> Iterator[tuple[Section, str, int]]:
    for section in resolution.sections:
        if section.role in _ROLES:
            for match in re.finditer(r"[^\n]+", resolution.text[section.start : section.end]):
                yield section, match.group(), section.start + match.start()


def _same_figure(row: Indicator) -> tuple[object, ...]:
    name = row.indicator or normalise(row.label)
    return (
        name,
        row.comparator,
        row.value,
        row.value_max,
        row.unit,
        row.kind,
        row.measure,
        row.year,
        row.scope,
    )


def _rows_of_line(line: _Line, resolution: Resolution) -> Iterator[Indicator]:
    marker = marker_length(line.text)
    quantities = find_quantities(" " * marker + line.text[marker:])
    previous: list[_Named] = []
    found = windows(line.text, quantities)
    for window, following in zip_longest(found, found[1:]):
        follows = following is not None and following.quantity.unit == window.quantity.unit
        named = list(_name(line, window, previous, same_unit_follows=follows))
        for each in named:
            yield _row(line, each, previous, resolution)
        previous.extend(named)


# -- tables ------------------------------------------------------------------------------------------


def _rows_of_table(table: _Table, resolution: Resolution) -> Iterator[Indicator]:
    whole: dict[str, Indicator] = {}
    for cell in read_table(table.rows):
        row = _row_of_cell(cell, table.section, resolution)
        if row is None:
            continue
        column = f"{row.kind} {row.year} {row.measure}"
        if cell.part and column in whole and whole[column].unit == row.unit:
            yield replace(row, sub_of=whole[column].indicator or whole[column].label)
        else:
            whole[column] = row
            yield row


def _row_of_cell(cell: Cell, section: Section, resolution: Resolution) -> Indicator | None:
    """A cell as a row of the ledger; the quote is the whole line of the table."""
    written = f"{cell.text} {cell.unit}".strip()
    quantity = next(iter(find_quantities(written, words=False)), None)
    if quantity is None:
        return None
    how = Measured(cell.measure) if cell.measure != "level" else measured(cell.label, "")
    fitting = [
        (match, value)
        for match in catalogue().find(cell.label)
        if (value := _value(quantity, match.entry, how)) is not None
    ]
    best = max(fitting, key=lambda found: found[0].words, default=None)
    unit = VERSUS_PLAN if how.measure == "vs_plan" else quantity.unit or cell.unit
    figure = best[1] if best else (quantity.value, quantity.value_max, unit)
    kind: Kind = cell.kind or ("actual" if section.role == "results" else "target")
    identity = resolution.identity
    words = normalise(cell.label)
    return Indicator(
        row_id="",
        document_id=resolution.document_id,
        indicator=best[0].entry.id if best else None,
        label=cell.label,
        comparator=quantity.comparator,
        value=figure[0],
        value_max=figure[1],
        unit=figure[2],
        kind=kind,
        measure=how.measure,
        direction=how.direction,
        year=cell.year or (identity.result_year if kind == "actual" else identity.target_year),
        section=section.label,
        quote=resolution.text[cell.start : cell.end],
        start=cell.start,
        end=cell.end,
        figure=written,
        of=quantity.of,
        scope=_found(_rules().scopes, words),
        rank=_found(_rules().ranks, words),
        averaging=_found(_rules().averaging, words),
        approximate=quantity.approximate,
    )


# -- 2. naming ---------------------------------------------------------------------------------------


def _name(
    line: _Line,
    window: Window,
    previous: Sequence[_Named],
    *,
    same_unit_follows: bool,
) -> Iterator[_Named]:
    """The figure under each indicator that it stands for: usually one, two where a value is shared."""
    own = _own_span(window, previous)
    last = previous[-1] if previous else None
    same_clause = last is not None and last.window.clause == window.clause
    texts = [_without_figure(line.text, window.quantity, own)]
    if bracket := _bracket_after(line.text, window):
        texts.append(_without_figure(line.text, window.quantity, (own[0], bracket)))
    if verb := _shared_verb(line.text, window, same_unit_follows=same_unit_follows):
        texts.append(f"{texts[0]} {verb}")
    for text in texts:
        found = _known(line, window, text, own)
        if found:
            yield from found
            return
    if last is not None and (same_clause or window.within or last.heads):
        inherited = _inherited(line, window, last)
        if inherited is not None:
            yield inherited
            return
    unknown = _unknown(line, window)
    if unknown is not None:
        yield unknown


def _own_span(window: Window, previous: Sequence[_Named]) -> tuple[int, int]:
    """The words of a figure, without those that its neighbour already took for its name."""
    left = window.left
    for named in previous:
        if named.window.clause == window.clause:
            left = max(left, min(named.claimed[1], window.quantity.start))
    return max(left, window.quantity.start - REACH), max(window.right, window.quantity.end)


def _bracket_after(text: str, window: Window) -> int | None:
    """The end of a bracket that opens right after the figure: "75 ha (70 ha chè …)"."""
    if re.match(r"\s*\(", text[window.quantity.end :]):
        closing = text.find(")", window.quantity.end)
        return closing + 1 if closing > 0 else None
    return None


def _shared_verb(text: str, window: Window, *, same_unit_follows: bool) -> str:
    """The verb at the far end of a clause whose figures share it, with what follows; "" where none is."""
    if window.tail <= window.right or not (window.first or same_unit_follows):
        return ""
    rest = text[window.last_figure : window.tail].partition(",")[0]
    verb = _rules().shared_verbs.search(normalise(rest))
    return rest[verb.start() :] if verb else ""


def _known(line: _Line, window: Window, words: str, span: tuple[int, int]) -> list[_Named]:
    """The indicators of the catalogue that ``words`` (beginning at ``span``) name and the figure's unit fits."""
    quantity = window.quantity
    candidates: list[_Candidate] = []
    for match in catalogue().find(words):
        start = match.start + span[0]
        if start >= span[1]:
            continue
        end = match.end + span[0] if match.end + span[0] <= span[1] else window.tail
        label = (start, end) if start < quantity.start else None
        named = _fit(line, window, replace(match, start=start, end=end), label)
        if named is not None:
            candidates.append(_Candidate(match, start, end, named))
    if not candidates:
        return []
    best = max(_outermost(candidates), key=lambda c: (-_distance(quantity, c.start, c.end), c.match.words))
    return [best.named, *_coordinated(line.text, best, candidates)]


def _without_figure(text: str, quantity: Quantity, span: tuple[int, int]) -> str:
    """The text of ``span`` with this figure's number blanked, same length."""
    number = slice(quantity.number_start - span[0], quantity.number_end - span[0])
    words = text[span[0] : span[1]]
    return words[: number.start] + " " * (number.stop - number.start) + words[number.stop :]


def _outermost(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Without those that lie within a longer one: "thóc" within "lương thực quy thóc"."""
    return [
        inner
        for inner in candidates
        if not any(
            outer.start <= inner.start and inner.end <= outer.end and outer.match.words > inner.match.words
            for outer in candidates
        )
    ]


def _distance(quantity: Quantity, start: int, end: int) -> int:
    """Characters between an indicator's words and the figure; what follows counts as farther."""
    if end <= quantity.start:
        return quantity.start - end
    return 0 if start < quantity.start else start - quantity.end + 1


def _coordinated(text: str, best: _Candidate, candidates: Sequence[_Candidate]) -> list[_Named]:
    """Further indicators that share the figure: same end, other beginning, joined by "," or "và"."""
    shared: dict[str, _Named] = {}
    for other in candidates:
        if other.match.entry.id == best.match.entry.id or other.end != best.end or other.start == best.start:
            continue
        between = normalise(text[min(best.start, other.start) : max(best.start, other.start)])
        if re.search(r",\s*$|\svà\s+$", between):
            shared.setdefault(other.match.entry.id, other.named)
    return list(shared.values())


def _fit(line: _Line, window: Window, match: Match, label: tuple[int, int] | None) -> _Named | None:
    """The figure as a row of this indicator, or None where its unit does not fit."""
    quantity, entry = window.quantity, match.entry
    how = measured(
        line.text[window.clause_start : quantity.start],
        line.text[quantity.end : window.tail],
        label=(label[0] - window.clause_start, label[1] - window.clause_start) if label else None,
        is_rate=entry.rate,
    )
    value = _value(quantity, entry, how)
    if value is None:
        return None
    start = min(match.start, quantity.start)
    end = max(match.end, quantity.end)
    return _Named(
        window=window,
        entry=entry,
        label=_label(line.text, window, match),
        value=value[0],
        value_max=value[1],
        unit=value[2],
        measured=how,
        quote_start=_quote_start(line.text, window, start),
        quote_end=end,
        claimed=(start, end),
        heads=re.search(r":\s*[^\W\d_]", line.text[min(match.end, quantity.start) : quantity.start])
        is not None,
    )


def _value(quantity: Quantity, entry: Entry, how: Measured) -> tuple[float, float | None, str] | None:
    """Value, upper value and unit of the row, or None where the figure cannot be one of this indicator."""
    share = quantity.unit.split("/")[0] in ("%", POINTS)
    if how.measure == "vs_plan":
        return (quantity.value, quantity.value_max, VERSUS_PLAN) if share or not quantity.unit else None
    if how.measure == "change" and share:
        unit = POINTS if entry.unit.startswith("%") else "%"
        return quantity.value, quantity.value_max, unit
    if how.against_last_year and share and not entry.unit.startswith("%"):
        return None
    if quantity.unit == "‰" and entry.unit == "%":
        return quantity.value, quantity.value_max, "‰"
    value = convert(quantity.value, quantity.unit, to=entry.unit)
    if value is None or (not quantity.unit and quantity.of is not None):
        return None
    upper = (
        convert(quantity.value_max, quantity.unit, to=entry.unit) if quantity.value_max is not None else None
    )
    return value, upper, entry.unit


def _inherited(line: _Line, window: Window, last: _Named) -> _Named | None:
    """A figure named by its neighbour: "…41,3 tỷ đồng, đạt 94,8% kế hoạch", "ngô …, sản lượng 796 tấn"."""
    how = measured(
        line.text[window.left : window.quantity.start],
        line.text[window.quantity.end : window.tail],
    )
    if how.measure != "level" and last.entry is not None:
        again = _same_again(window, last, how)
        if again is not None:
            return again
    before = normalise(line.text[window.left : window.quantity.start])
    if last.entry is not None and _REACHED.search(before):
        return _same_again(window, last, Measured("level"))
    if last.heads or _rules().scopes.search(before):
        return _listed(line, window, last)
    return _with_head(line, window, last) or (_listed(line, window, last) if window.within else None)


def _same_again(window: Window, last: _Named, how: Measured) -> _Named | None:
    """A further figure of the indicator before it: "giảm 2,5%, cuối năm còn 12,4%"."""
    value = _value(window.quantity, last.entry, how) if last.entry else None
    if value is None:
        return None
    return replace(
        last,
        window=window,
        value=value[0],
        value_max=value[1],
        unit=value[2],
        measured=how,
        quote_end=window.quantity.end,
    )


def _listed(line: _Line, window: Window, last: _Named) -> _Named | None:
    """A part under one head: "mẫu giáo 99,9%; tiểu học 99,9%", "trong đó khai thác 4.100 tấn"."""
    value = _value(window.quantity, last.entry, Measured("level")) if last.entry else None
    own = _trim(line.text[window.left : window.quantity.start])
    if value is None or last.window.quantity.unit != window.quantity.unit or _is_blank(own):
        return None
    return replace(
        last,
        window=window,
        label=own,
        value=value[0],
        value_max=value[1],
        unit=value[2],
        measured=Measured("level"),
        quote_end=window.quantity.end,
        claimed=(window.left, window.quantity.end),
        part=own,
    )


def _with_head(line: _Line, window: Window, last: _Named) -> _Named | None:
    """The figure's own words completed by the head of its neighbour's: "sản lượng" + "diện tích cây ngô"."""
    own = line.text[window.left : window.quantity.start].strip(" ,(")
    head = last.label
    if not own or not head or _is_blank(own):
        return None
    unit = line.text[window.quantity.number_end : window.quantity.end]
    for match in sorted(catalogue().find(f"{own} {unit} {head}"), key=lambda found: -found.words):
        value = _value(window.quantity, match.entry, Measured("level"))
        if match.words > 1 and value is not None and match.start < len(own):
            return replace(
                last,
                window=window,
                entry=match.entry,
                label=_trim(own),
                value=value[0],
                value_max=value[1],
                unit=value[2],
                measured=Measured("level"),
                quote_end=window.quantity.end,
                claimed=(window.quantity.start, window.quantity.end),
            )
    return None


def _unknown(line: _Line, window: Window) -> _Named | None:
    """A figure that the catalogue does not know, under the document's own words; None where it is no indicator."""
    quantity = window.quantity
    if not line.text[quantity.number_start].isdigit():
        return None
    if line.section.role in _KNOWN_ONLY or quantity.unit.split("/")[0] in _rules().never_units:
        return None
    unit, end = quantity.unit, quantity.end
    if not unit and line.item and line.section.role == "targets":
        unit, end = _counted_noun(line.text, quantity)
    label = _unknown_label(line.text, window)
    if not unit or len(label) < 4 or not (line.item or _is_measure(unit)):
        return None
    how = measured(line.text[window.clause_start : quantity.start], line.text[quantity.end : window.tail])
    return _Named(
        window=window,
        entry=None,
        label=label,
        value=quantity.value,
        value_max=quantity.value_max,
        unit=VERSUS_PLAN if how.measure == "vs_plan" else unit,
        measured=how,
        quote_start=_quote_start(line.text, window, quantity.start),
        quote_end=max(end, window.right) if window.first else end,
        claimed=(window.left, end),
    )


def _is_measure(unit: str) -> bool:
    known = rules().units.get(unit.split("/")[0])
    return known is not None and known.dimension in _MEASURED


def _counted_noun(text: str, quantity: Quantity) -> tuple[str, int]:
    """The noun that a bare number counts: "15 camera" -> "camera"; nothing after stop words."""
    match = re.match(rf"\s+([{LOWER}]{{2,}})", text[quantity.end :])
    if match is None or match[1] in _rules().stop_words or quantity.of is not None:
        return "", quantity.end
    return match[1], quantity.end + match.end()


def _unknown_label(text: str, window: Window) -> str:
    source = (
        text[window.quantity.end : window.right]
        if window.first
        else text[window.left : window.quantity.start]
    )
    words = _trim(source).split()
    return " ".join(words[-_MAX_LABEL:] if not window.first else words[:_MAX_LABEL])


# -- labels and quotes -------------------------------------------------------------------------------


def _label(text: str, window: Window, match: Match) -> str:
    """The words of the document that name the figure, without the figure itself."""
    quantity = window.quantity
    start = min(match.start, _quote_start(text, window, match.start))
    if match.end <= quantity.start:
        return _trim(text[start : quantity.start]) or text[match.start : match.end]
    before = text[start : quantity.start] if start < quantity.start else ""
    return _trim(f"{before} {text[quantity.number_end : match.end]}")


def _quote_start(text: str, window: Window, start: int) -> int:
    """Where the quote begins: with the words before the figure, if they are near, else with its name."""
    begin = max(window.left, window.clause_start)
    if window.quantity.start - begin > REACH // 2:
        begin = start
    begin = min(begin, start)
    skipped = re.match(r"[\s,;.()–-]*", text[begin:])  # noqa: RUF001
    return begin + (skipped.end() if skipped else 0) if begin < start else start


def _trim(label: str) -> str:
    """A label without connecting words at its ends."""
    words = re.sub(r"[\s,;:=()]+", " ", label).strip(" -–.").split()  # noqa: RUF001
    trimmed = True
    while trimmed and words:
        trimmed = False
        for edge in _rules().edges:
            size = len(edge)
            if (
                size < len(words)
                and tuple(normalise(word) for word in words[:size]) == edge
                and edge != ("số",)
            ):
                words, trimmed = words[size:], True
            if size < len(words) and tuple(normalise(word) for word in words[-size:]) == edge:
                words, trimmed = words[:-size], True
    return " ".join(words)


def _is_blank(text: str) -> bool:
    return not re.search(r"[^\W\d_]{2,}", text)


# -- 3., 4. the row ----------------------------------------------------------------------------------


def _row(line: _Line, named: _Named, previous: Sequence[_Named], resolution: Resolution) -> Indicator:
    quantity = named.window.quantity
    start, end = line.start + named.quote_start, line.start + named.quote_end
    kind, year, period = _when(line, named, resolution.identity)
    words = normalise(line.text[named.quote_start : max(named.quote_end, named.window.right)])
    return Indicator(
        row_id="",
        document_id=resolution.document_id,
        indicator=named.entry.id if named.entry else None,
        label=named.label,
        comparator=_comparator(line.text, named, previous),
        value=named.value,
        value_max=named.value_max,
        unit=named.unit,
        kind=kind,
        measure=named.measured.measure,
        direction=named.measured.direction,
        year=year,
        section=line.section.label,
        quote=resolution.text[start:end],
        start=start,
        end=end,
        figure=line.text[quantity.start : quantity.end],
        of=quantity.of,
        scope=named.part or _found(_rules().scopes, words),
        rank=_found(_rules().ranks, words),
        sub_of=_whole(named, previous),
        averaging=_found(_rules().averaging, words),
        approximate=quantity.approximate,
        period=period or _found(_rules().cumulative, words),
    )


def _comparator(text: str, named: _Named, previous: Sequence[_Named]) -> Comparator:
    """The figure's comparator, or that of the figure before it which governs both ("ít nhất …, …")."""
    quantity, last = named.window.quantity, previous[-1] if previous else None
    if quantity.comparator != "=" or last is None or last.window.clause != named.window.clause:
        return quantity.comparator
    before = last.window.quantity
    governs = _rules().governing.match(normalise(text[before.start : before.number_start]))
    return before.comparator if governs and last.entry is named.entry else "="


def _found(pattern: re.Pattern[str], words: str) -> str | None:
    return ", ".join(dict.fromkeys(pattern.findall(words))) or None


def _whole(named: _Named, previous: Sequence[_Named]) -> str | None:
    """The indicator that a part belongs to: the last figure before the bracket, if in the same unit."""
    if not named.window.within:
        return None
    whole = next((each for each in reversed(previous) if not each.window.within), None)
    if whole is None or whole.unit != named.unit:
        return None
    return whole.entry.id if whole.entry else whole.label


def _when(line: _Line, named: _Named, identity: Identity) -> tuple[Kind, int | None, str | None]:
    """Target or actual, the year, and the period in words."""
    kind: Kind = "actual" if line.section.role == "results" else "target"
    default = identity.result_year if kind == "actual" else identity.target_year
    if kind == "actual" and default is None and identity.target_year is not None:
        default = identity.target_year - 1
    period = _period(line, named)
    near = _nearest_year(line, named)
    if period is not None:
        return kind, int(period[-4:]), period
    if near is None:
        return kind, default, None
    return _kind_of_year(kind, near, line, named, identity), near, None


def _kind_of_year(kind: Kind, year: int, line: _Line, named: _Named, identity: Identity) -> Kind:
    """A year of the other side settles the kind, unless the words around the figure say otherwise."""
    words = normalise(line.text[max(0, named.window.left) : named.window.quantity.start])
    if identity.target_year is None or kind == "actual":
        return (
            "target"
            if kind == "actual" and _rules().target.search(words) and year != identity.result_year
            else kind
        )
    if year < identity.target_year and not _rules().target.search(words):
        return "actual"
    return kind


def _nearest_year(line: _Line, named: _Named) -> int | None:
    """The last year before the figure in its clause, else the first in its own words after it."""
    window = named.window
    before = find_years(line.text[window.clause_start : window.quantity.start])
    if before:
        return before[-1].value
    after = find_years(line.text[window.quantity.end : window.right])
    return after[0].value if after and named.measured.measure != "change" else None


def _period(line: _Line, named: _Named) -> str | None:
    """A term in the figure's own clause, where its words say that the figure is one of the term."""
    text = line.text[named.window.clause_start : named.window.right]
    periods = find_periods(text)
    if periods and _rules().cumulative.search(normalise(text)):
        return periods[-1].label
    return None


def unknown_labels(rows: Sequence[Indicator]) -> Mapping[str, int]:
    """How often each label stands that the catalogue does not know, most frequent first."""
    counts: dict[str, int] = {}
    for row in rows:
        if row.indicator is None:
            label = normalise(row.label)
            counts[label] = counts.get(label, 0) + 1
    return dict(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])))
