"""A chart of rows where it helps: bars across units, a line over years, the plan beside the result.

Plain SVG with the colours of ``style/tokens.css``. The table stays beside it: a chart adds a glance and no figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.types import AnswerRow, Indicator, Kind
from ui import words
from ui.html import Html, tag

_WIDTH = 480  # of the drawing's own units; it is scaled to the room that there is
_NAMES = 164  # for the names beside bars
_FIGURES = 120  # for the figures behind bars
_BAR, _GAP = 14, 10
_LINE_HEIGHT, _MARGIN = 220, 44
_FEWEST, _MOST = 2, 24
_NAME_CHARS = 22
_SERIES: Mapping[Kind, str] = {"target": "1", "actual": "2"}


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of the chart: of which unit (its full name), which year, what kind.

    ``said`` is what stands beside its bar, as the document says it, ``shown`` the same with the unit of measure.
    """

    name: str
    year: int | None
    kind: Kind
    value: float
    said: str
    shown: str


def chart(rows: Sequence[AnswerRow]) -> Html | None:
    """The chart of an answer's rows; None where a chart would say no more than the table."""
    points = _points(rows)
    if not points:
        return None
    units, years = {each.name for each in points}, {each.year for each in points}
    label = words.one_indicator(rows)
    if len(units) == 1 and len(years) >= _FEWEST and None not in years:
        return _line(sorted(points, key=lambda each: each.year or 0), label=f"{label}, {points[0].name}")
    if len(units) >= _FEWEST or len({each.kind for each in points}) >= _FEWEST:
        return _bars(points, label=label)
    return None


def _points(rows: Sequence[AnswerRow]) -> list[Point]:
    """The levels of one indicator in one unit of measure; none where the rows are of several things."""
    told = [(row, row.indicator) for row in rows if row.indicator is not None and row.indicator.measure == "level"]
    alike = {(each.indicator or each.label, each.unit, each.scope, each.sub_of) for _, each in told}
    if len(alike) != 1:
        return []
    found = [_point(row, each, rows) for row, each in told]
    points = list({(each.name, each.year, each.kind, each.value): each for each in found}.values())
    places = {(each.name, each.year, each.kind) for each in points}
    # Two figures for one place: the documents disagree, and which is meant is for the reader of the table.
    if len(places) != len(points) or not _FEWEST <= len(points) <= _MOST or any(each.value < 0 for each in points):
        return []
    if len({each.name for each in points}) == 1 or len({each.year for each in points}) == 1:
        return points
    return [replace(each, name=_dated(each, points)) for each in points]


def _dated(point: Point, points: Sequence[Point]) -> str:
    """The name with its year; what it lies in only where a namesake has a figure of the same year."""
    short = point.name.partition(",")[0]
    namesakes = {each.name for each in points if each.name.partition(",")[0] == short and each.year == point.year}
    return f"{short if len(namesakes) == 1 else point.name} {point.year or ''}".strip()


def _unit(row: AnswerRow, rows: Sequence[AnswerRow]) -> str:
    """The unit's name; with what it lies in where another of the rows goes by the same."""
    name, around = words.shown_place(row.identity), words.shown_surroundings(row.identity)
    namesakes = {words.shown_surroundings(each.identity) for each in rows if words.shown_place(each.identity) == name}
    return f"{name}, {around}" if len(namesakes) > 1 and around else name


def _point(row: AnswerRow, figure: Indicator, rows: Sequence[AnswerRow]) -> Point:
    said, shown = words.bare_amount(figure), words.amount(figure)
    return Point(_unit(row, rows), figure.year, figure.kind, figure.value, said, shown)


def _bars(points: Sequence[Point], *, label: str) -> Html:
    most = max(each.value for each in points) or 1.0
    room = _WIDTH - _NAMES - _FIGURES
    drawn: list[Html] = []
    top, last = 4, ""
    for each in sorted(points, key=lambda one: (-_highest(points, one.name), one.name, one.kind)):
        top += _GAP if last and each.name != last else 0
        if each.name != last:
            drawn.append(_text(each.name, x=_NAMES - 8, y=top + 11, anchor="end"))
        wide = max(2, round(room * each.value / most))
        series = _SERIES[each.kind]
        mark = tag("title", f"{each.name}, {words.KINDS[each.kind]}: {each.shown}")
        place = {"x": _NAMES, "y": top, "width": wide, "height": _BAR, "rx": 2}
        drawn.append(tag("rect", mark, class_=f"nq-series-{series}", **place))
        drawn.append(_text(each.said, x=_NAMES + wide + 6, y=top + 11))
        top, last = top + _BAR + 2, each.name
    return _figure(drawn, points, label=label, height=top + 4)


def _highest(points: Sequence[Point], name: str) -> float:
    return max(each.value for each in points if each.name == name)


def _line(points: Sequence[Point], *, label: str) -> Html:
    years = [each.year or 0 for each in points]
    values = [each.value for each in points]
    high = max(values) or 1.0
    low = max(0.0, min(values) - (high - min(values) or high) / 2)  # a line, unlike bars, may start above nought
    first, span = min(years), max(max(years) - min(years), 1)

    def at(each: Point) -> tuple[int, int]:
        x = _MARGIN + round(((each.year or 0) - first) / span * (_WIDTH - 2 * _MARGIN))
        y = _LINE_HEIGHT - _MARGIN - round((each.value - low) / (high - low) * (_LINE_HEIGHT - 2 * _MARGIN))
        return x, y

    drawn = [
        _text(str(year), x=at(each)[0], y=_LINE_HEIGHT - 12, anchor="middle")
        for year, each in {each.year: each for each in points}.items()
    ]
    for kind, series in _SERIES.items():
        own = [each for each in points if each.kind == kind]
        path = " ".join(f"{x},{y}" for x, y in map(at, own))
        drawn.append(tag("polyline", points=path, fill="none", class_=f"nq-line-{series}"))
        drawn += [
            piece for each in own for piece in _dot(each, *at(each), series=series, above=_is_upper(each, points))
        ]
    return _figure(drawn, points, label=label, height=_LINE_HEIGHT)


def _is_upper(point: Point, points: Sequence[Point]) -> bool:
    """Whether a figure is the higher of its year; one that stands alone is told above where it is a result."""
    others = [each.value for each in points if each.year == point.year and each.kind != point.kind]
    return point.value > max(others) if others and point.value not in others else point.kind == "actual"


def _dot(each: Point, x: int, y: int, *, series: str, above: bool) -> Iterator[Html]:
    mark = tag("title", f"năm {each.year}, {words.KINDS[each.kind]}: {each.shown}")
    yield tag("circle", mark, cx=x, cy=y, r=4, class_=f"nq-series-{series}")
    # The figures of plan and result stand on two sides, so that close ones do not cover each other.
    yield _text(each.said, x=x, y=y + (-10 if above else 18), anchor="middle")


def _text(said: str, *, x: int, y: int, anchor: str = "start") -> Html:
    cut = said if len(said) <= _NAME_CHARS else _shortened(said)
    return tag("text", cut, tag("title", said) if cut != said else None, x=x, y=y, **{"text-anchor": anchor})


def _shortened(name: str) -> str:
    """A long name without its middle: what tells namesakes apart, the year, stands at its end."""
    year = re.search(r" \d{4}$", name)
    end = year.group() if year else ""
    return f"{name[: _NAME_CHARS - 1 - len(end)].rstrip(' ,')}…{end}"


def _figure(drawn: Sequence[Html], points: Sequence[Point], *, label: str, height: int) -> Html:
    kinds = [kind for kind in _SERIES if any(each.kind == kind for each in points)]
    legend = (tag("span", tag("i", class_=f"nq-key-{_SERIES[kind]}"), words.KINDS[kind]) for kind in kinds)
    said = f"Biểu đồ {label}: " + "; ".join(
        f"{each.name}{f' {each.year}' if each.year and str(each.year) not in each.name else ''}, "
        f"{words.KINDS[each.kind]} {each.shown}"
        for each in points
    )
    box = f"0 0 {_WIDTH} {height}"
    picture = tag("svg", tag("title", said), *drawn, role="img", viewBox=box, class_="nq-chart-drawn")
    return tag("figure", tag("figcaption", label, *legend), picture, class_="nq-chart", tabindex=0)
