"""The ledger: every figure of a document as a typed row with its exact span.

For each line of the sections that speak of results, targets and tasks:

    1. ``find_quantities`` reads the figures, ``windows`` finds which words belong to each;
    2. ``name_figure`` gives each its indicator, in the catalogue's unit, and tells level, change and share of the
       plan apart; ``rows_of_table`` does the same for a table;
    3. the section and the words around tell target from result, and the year.

A figure among tasks is a row only if the catalogue knows it, and the same figure said twice is one row.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from assistant.language.catalogue import Catalogue, catalogue
from assistant.language.dates import find_periods, find_years, part_of_year
from assistant.language.places import named_units
from assistant.language.quantities import find_quantities
from assistant.language.text import normalise
from assistant.types import COMMUNE_LEVELS, Comparator, Identity, Indicator, Kind, Resolution, Role, Section
from ingest.figures.measure import is_against_plan
from ingest.figures.naming import Line, Named, name_figure
from ingest.figures.vocabulary import found_in, words
from ingest.figures.windows import marker_length, windows
from ingest.tables.find import Found, Placed, find_tables
from ingest.tables.rows import Table, rows_of_table

_NEAR = 48  # characters before a figure in which a word may settle target or result
_LONGEST = 6000  # characters of a line read at once; the longest line of 265 real documents with figures has 4,100
_YEARLY = "bình quân hằng năm"
_ROLES: frozenset[Role] = frozenset({"results", "targets", "tasks", "body", "basis"})


def extract(resolution: Resolution, *, known: Catalogue | None = None) -> tuple[Indicator, ...]:
    """The rows of a document, in the order of its text. Never raises on any text.

    ``known`` names the indicators; by default the bundled catalogue.
    """
    known = known or catalogue()
    rows: list[Indicator] = []
    seen: set[tuple[object, ...]] = set()
    lines = list(_section_lines(resolution))
    tables = find_tables(lines)
    blocks: list[Line | Table] = [
        *_lines(lines, tables, resolution.identity.level, known),
        *(Table(table.rows, table.section, known) for table in tables),
    ]
    for block in blocks:
        # Equal figures of one line are parts of a list; only a later line says a figure again.
        found = _rows_of_line(block, resolution) if isinstance(block, Line) else rows_of_table(block, resolution)
        new = [row for row in found if _same_figure(row) not in seen]
        seen.update(map(_same_figure, new))
        for row in new:
            rows.append(replace(row, row_id=f"{resolution.document_id}/{row.section or '0'}/c{len(rows) + 1}"))
    return tuple(rows)


def _lines(lines: Sequence[Placed], tables: Sequence[Found], level: str | None, known: Catalogue) -> Iterator[Line]:
    """The lines that may hold figures, without headings and those of tables."""
    rows = sorted((row.start, row.end) for table in tables for row in table.rows)
    starts = [start for start, _ in rows]
    head = ""
    for section, text, start in lines:
        is_heading = bool(section.heading) and start < section.body
        if text.rstrip().endswith(":"):
            head = text
        elif not marker_length(text):
            head = ""
        row = bisect_right(starts, start) - 1
        in_table = row >= 0 and start < rows[row][1]
        if not is_heading and not in_table and not words().orders.search(normalise(text)):
            yield Line(text, start, section, marker_length(text) > 0, known, level, head)


def _section_lines(resolution: Resolution) -> Iterator[Placed]:
    """The lines of the sections that may hold indicators.

    A document without results or targets in its outline is read only if its title or its text speaks of targets, and
    one whose title is that of a regulation not even then: a price list is full of figures, none of them an indicator.
    """
    roles = {section.role for section in resolution.sections}
    title = normalise(resolution.identity.title)
    is_prose = not roles & {"results", "targets"}
    speaks = not is_prose or words().prose_targets.search(normalise(resolution.text)) is not None
    if not words().titles.search(title) and (not speaks or words().regulations.search(title)):
        return
    headings = {section.path: section.heading for section in resolution.sections if section.heading}
    for section in resolution.sections:
        if section.role in _ROLES:
            titled = replace(section, heading=_dated(section, headings))
            lines = re.finditer(r"[^\n]+", resolution.text[section.start : section.end])
            starts = ((match.group(), section.start + match.start()) for match in lines)
            placed = (piece for line, start in starts for piece in _pieces(titled, line, start))
            yield from _told(placed, resolution.identity) if is_prose else _reported(placed, resolution.identity)


def _dated(section: Section, headings: Mapping[tuple[str, ...], str]) -> str:
    """The heading of a section, or the nearest one above it that names a year."""
    paths = (section.path[:depth] for depth in range(len(section.path), 0, -1))
    dated = (headings[path] for path in paths if path in headings and _heading_year(headings[path]) is not None)
    return section.heading and next(dated, section.heading)


def _reported(lines: Iterator[Placed], identity: Identity) -> Iterator[Placed]:
    """In a report, what no heading calls targets or tasks is a result."""
    for line in lines:
        reports = identity.kind in words().reports and line.section.role in {"body", "basis"}
        yield line._replace(section=replace(line.section, role="results")) if reports else line


def _told(lines: Iterator[Placed], identity: Identity) -> Iterator[Placed]:
    """The lines of a document whose headings tell nothing, each a result or a target by its own words or year.

    Without any such word, a line of a text without headings goes on with what the line before it told.
    """
    role: Role | None = None
    for line in lines:
        said = normalise(line.text)
        patterns: tuple[tuple[re.Pattern[str], Role], ...] = (
            (words().prose_targets, "targets"),
            (words().prose_results, "results"),
            (words().prose_tasks, "tasks"),
        )
        found = [(match.start(), name) for pattern, name in patterns if (match := pattern.search(said)) is not None]
        found += [
            (year.start, "results" if year.value < identity.target_year else "targets")
            for year in find_years(line.text)[:1]
            if identity.target_year is not None and not words().against.search(said[: year.start])
        ]
        own = min(found)[1] if found else None
        role = own or (None if line.section.path else role)
        yield line._replace(section=replace(line.section, role=role)) if role else line


def _pieces(section: Section, line: str, start: int) -> Iterator[Placed]:
    """A line as it is, or in pieces of at most ``_LONGEST`` characters, cut after ";" or a space."""
    while len(line) > _LONGEST:
        cut = max(line.rfind(";", 0, _LONGEST), line.rfind(" ", 0, _LONGEST), 0) + 1 or _LONGEST
        yield Placed(section, line[:cut], start)
        line, start = line[cut:], start + cut
    yield Placed(section, line, start)


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


def _rows_of_line(line: Line, resolution: Resolution) -> Iterator[Indicator]:
    marker = marker_length(line.text)
    quantities = find_quantities(" " * marker + line.text[marker:])
    previous: list[Named] = []
    found = windows(line.text, quantities)
    for window, following in zip_longest(found, found[1:]):
        follows = following is not None and following.quantity.unit == window.quantity.unit
        named = list(name_figure(line, window, previous, same_unit_follows=follows))
        for each in named:
            if _is_of_another(line, each, resolution.identity):
                continue
            row = _row(line, each, previous, resolution)
            if row.indicator is not None or row.year is not None:  # a figure of nothing known, in no year, is none
                yield row
        previous.extend(named)


def _row(line: Line, named: Named, previous: Sequence[Named], resolution: Resolution) -> Indicator:
    quantity = named.window.quantity
    start, end = line.start + named.quote_start, line.start + named.quote_end
    kind, year, period = _when(line, named, resolution.identity)
    said = normalise(line.text[named.quote_start : max(named.quote_end, named.window.right)])
    return Indicator(
        row_id="",
        document_id=resolution.document_id,
        indicator=named.entry.id if named.entry else None,
        label=named.label,
        comparator=_comparator(line.text, named, previous),
        value=named.figure.value,
        value_max=named.figure.value_max,
        unit=named.figure.unit,
        kind=kind,
        measure=named.measured.measure,
        direction=named.measured.direction,
        year=year,
        section=line.section.label,
        quote=resolution.text[start:end],
        start=start,
        end=end,
        figure=line.text[quantity.start : quantity.end],
        of=None if is_against_plan(quantity) else quantity.of,
        scope=named.part or _joining(named, said) or found_in(words().scopes, said),
        rank=found_in(words().ranks, said),
        sub_of=_whole(named, previous),
        averaging=found_in(words().averaging, said) or (_YEARLY if words().yearly.search(said) else None),
        approximate=quantity.approximate,
        period=period or found_in(words().cumulative, said),
        previous=named.figure.previous,
        plan=named.figure.plan,
    )


def _joining(named: Named, said: str) -> str | None:
    """The scope of units that join those counted before: "thêm 02 xã", "công nhận 01 xã đạt chuẩn"."""
    unit = named.figure.unit
    return "mới" if unit in words().stocks and words().joining.search(said) else None


def _comparator(text: str, named: Named, previous: Sequence[Named]) -> Comparator:
    """The figure's comparator, or that of the figure before it which governs both ("ít nhất …, …")."""
    quantity, last = named.window.quantity, previous[-1] if previous else None
    if quantity.comparator != "=" or last is None or last.window.clause != named.window.clause:
        return quantity.comparator
    before = last.window.quantity
    governs = words().governing.match(normalise(text[before.start : before.number_start]))
    return before.comparator if governs and last.entry is named.entry else "="


def _whole(named: Named, previous: Sequence[Named]) -> str | None:
    """The indicator that a part belongs to: the last figure before the bracket, if in the same unit."""
    if not named.window.within:
        return None
    whole = next((each for each in reversed(previous) if not each.window.within), None)
    if whole is None or whole.figure.unit != named.figure.unit:
        return None
    if whole.entry is named.entry and whole.label == named.label:  # as in "79 triệu (TH 2023: 75,2)"
        return None
    return whole.entry.id if whole.entry else whole.label


def _is_of_another(line: Line, named: Named, identity: Identity) -> bool:
    """Whether the words of a figure name another unit: "thu nhập của xã Nam Khả là 99 triệu" is not ours."""
    units = named_units(line.text[named.quote_start : named.quote_end])
    own = {identity.commune, identity.district, identity.province}
    return any(unit.level in COMMUNE_LEVELS and unit.name not in own for unit in units)


def _when(line: Line, named: Named, identity: Identity) -> tuple[Kind, int | None, str | None]:
    """Target or actual, the year, and the period in words.

    The section says which; a word right before the figure ("giao 8 tỷ", "ước đạt 9 tỷ", "TH: 3%") overrules it,
    and so does a year of the other side.
    """
    section: Kind = "actual" if line.section.role == "results" else "target"
    kind = _kind_in_words(line, named) or section
    if kind == "target" and (named.measured.measure == "vs_plan" or (named.entry and named.entry.outcome)):
        kind = section  # the plan in its words is what it is held against
    period, near = _period(line, named), _nearest_year(line, named)
    if period is not None:
        return kind, int(period[-4:]), period
    part = _part_of_year(line, named, identity if kind == "actual" else None)
    if near is None and part is not None and (dated := _last_year(part)) is not None:
        return kind, dated, part
    if near is None:
        if kind == "target" and words().target_in_bracket.match(normalise(line.text[_bracket(line, named) :])):
            return kind, _year_under_review(identity), part  # a result with its target in brackets is of one year
        of_heading = _heading_year(line.section.heading) if kind == section else None
        if kind == "actual" and find_periods(line.section.heading):
            of_heading = _sentence_year(line, named) or of_heading
        return kind, of_heading or (_year_under_review(identity) if kind == "actual" else identity.target_year), part
    if kind == section:
        kind = _kind_of_year(kind, near, identity)
    return kind, near, part


def _last_year(text: str) -> int | None:
    """The year that a date ends with ("đến ngày 30/6/2024")."""
    match = re.search(r"(?:19|20)\d\d$", text)
    return int(match.group()) if match else None


def _bracket(line: Line, named: Named) -> int:
    """Where the bracket opens in which a figure stands; the end of the line where it stands in none."""
    opening = line.text.rfind("(", 0, named.window.quantity.start)
    return opening if opening >= 0 and ")" not in line.text[opening : named.window.quantity.start] else len(line.text)


def _year_under_review(identity: Identity) -> int | None:
    """The year of results that say none: the one that the document reviews, else the year before its targets."""
    if identity.result_year is not None or identity.target_year is None:
        return identity.result_year
    written = int(identity.date[:4]) if identity.date else identity.target_year
    if words().reviews.search(normalise(identity.title)):
        return identity.target_year
    return min(written, identity.target_year - 1)


def _heading_year(heading: str) -> int | None:
    """The year of a heading ("CHỈ TIÊU NĂM 2024"), the last of its term ("nhiệm kỳ 2020-2025"); None for several."""
    periods = find_periods(heading)
    if periods:
        return int(periods[-1].label[-4:])
    years = {year.value for year in find_years(heading)}
    return years.pop() if len(years) == 1 else None


def _kind_in_words(line: Line, named: Named) -> Kind | None:
    """What the last telling word before the figure says, if one stands near; X/Y against the plan is a result, and
    so is a figure with its target in brackets after it ("20,4% (mục tiêu 20-25%)").
    """
    window = named.window
    after = normalise(line.text[window.quantity.end : window.quantity.end + _NEAR])
    if is_against_plan(window.quantity) or words().target_in_bracket.match(after):
        return "actual"
    said = normalise(line.text[max(window.left, window.quantity.start - _NEAR) : window.quantity.start])
    found: list[tuple[int, Kind]] = [(match.start(), "target") for match in words().target.finditer(said)]
    found += [(match.start(), "actual") for match in words().actual.finditer(said)]
    if not found and part_of_year().search(normalise(line.text[window.clause_start : window.quantity.start])):
        return "actual"  # "đến ngày 30/6 thu ngân sách 9,84 tỷ đồng"
    return max(found)[1] if found else None


def _kind_of_year(kind: Kind, year: int, identity: Identity) -> Kind:
    """A year that was over when the document was written makes a result of a figure among targets.

    A plan until 2030 may have targets for 2025 on the way.
    """
    if kind != "target" or identity.target_year is None:
        return kind
    written = identity.result_year or (int(identity.date[:4]) if identity.date else identity.target_year - 1)
    return "actual" if year < identity.target_year and year <= written else kind


def _nearest_year(line: Line, named: Named) -> int | None:
    """The last year before the figure in its clause, else the first in its own words after it."""
    window = named.window
    before = _years(line.text[window.clause_start : window.quantity.start])
    if before:
        return before[-1]
    after = _years(line.text[window.quantity.end : window.right])
    return after[0] if after and named.measured.measure != "change" else None


def _sentence_year(line: Line, named: Named) -> int | None:
    """The last year said before a figure in its sentence, where the figure is not one of the whole term.

    In a review of a term: "Thu nhập năm 2024 đạt 71,5 triệu đồng; tỷ lệ hộ nghèo 2,3%; cả nhiệm kỳ kết nạp 118 …".
    """
    window = named.window
    if words().cumulative.search(normalise(line.text[window.clause_start : window.right])):
        return None
    sentence = line.text.rfind(". ", 0, window.quantity.start) + 1
    return next(iter(_years(line.text[sentence : window.quantity.start])[-1:]), None)


def _years(text: str) -> list[int]:
    """The years of a text, without those that a figure is held against ("so với năm 2022")."""
    lowered = normalise(text)
    return [year.value for year in find_years(text) if not words().against.search(lowered[: year.start])]


def _period(line: Line, named: Named) -> str | None:
    """A term in the figure's own clause, where its words say that the figure is one of the term."""
    text = line.text[named.window.clause_start : named.window.right]
    periods = find_periods(text)
    lowered = normalise(text)
    if periods and (words().cumulative.search(lowered) or words().yearly.search(lowered)):
        return periods[-1].label
    if named.measured.measure != "change" or (base := words().against.search(lowered)) is None:
        return None
    # "đến năm 2030 so với năm 2025 tăng 31,6%": the change of five years.
    since, until = find_years(text[base.start() :]), _years(text[: base.start()])
    return f"{since[0].value}-{until[-1]}" if since and until and until[-1] - since[0].value > 1 else None


def _part_of_year(line: Line, named: Named, identity: Identity | None) -> str | None:
    """The part of the year that a figure is of ("6 tháng đầu năm"): said before it, or in the heading of results.

    A title of a report often ends with the part to come, which is not that of its results.
    """
    before = part_of_year().findall(normalise(line.text[: named.window.quantity.start]))
    if before or identity is None:
        return before[-1] if before else None
    return next((part for said in (line.section.heading, identity.title) for part in _reviewed(said)[-1:]), None)


def _reviewed(text: str) -> list[str]:
    """The parts of a year that a heading names, without those whose tasks or targets it announces."""
    said = normalise(text)
    found, position = list[str](), 0
    for match in part_of_year().finditer(said):
        if not words().ahead.search(said, position, match.start()):
            found.append(match.group())
        position = match.end()
    return found
