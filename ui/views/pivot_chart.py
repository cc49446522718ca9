"""A chart as inline SVG: lines over years, or bars across units. Pure: numbers in, HTML out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ui import words
from ui.html import Html, join, tag

MOST_LINES = 4  # as many colours as tell lines apart (style/tokens.css)
_WIDTH, _HEIGHT = 720, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 16, 12, 28
_TICKS = 4
_ROOM = 0.1  # of the height, above and below the lines
_MOST_YEARS = 14  # that are written under the lines; of more, every second or third
_NAME = 26  # characters of a name beside its bar
_BAR, _BAR_LABEL, _BAR_END = 22, 190, 130  # height of a bar's line, room for names and for numbers, in px


@dataclass(frozen=True, slots=True)
class Figure:
    """How high it stands, and what the document says: "trên 70"."""

    value: float
    said: str


@dataclass(frozen=True, slots=True)
class Line:
    """A unit's figures by year."""

    name: str
    values: Mapping[int, Figure]


@dataclass(frozen=True, slots=True)
class Point:
    """A figure where it is drawn."""

    year: int
    x: float
    y: float


def line_chart(lines: Sequence[Line], *, title: str) -> Html:
    """One line a unit, at most ``MOST_LINES``; a year without a figure leaves a gap."""
    shown = lines[:MOST_LINES]
    stated = {year for line in shown for year in line.values}
    years = range(min(stated), max(stated) + 1) if stated else range(0)
    values = [figure.value for line in shown for figure in line.values.values()]
    low, high = _span(values)
    columns = {year: _LEFT + (_WIDTH - _LEFT - _RIGHT) * (at + 0.5) / len(years) for at, year in enumerate(years)}

    def height(value: float) -> float:
        return _TOP + (_HEIGHT - _TOP - _BOTTOM) * (high - value) / (high - low)

    ticks = [low + (high - low) * at / _TICKS for at in range(_TICKS + 1)]
    grid = (
        join(
            tag("line", x1=_LEFT, x2=_WIDTH - _RIGHT, y1=_at(height(tick)), y2=_at(height(tick)), class_="nq-grid"),
            _text(words.number(round(tick, 2)), x=_LEFT - 8, y=height(tick) + 4, anchor="end"),
        )
        for tick in ticks
    )
    step = -(-len(years) // _MOST_YEARS) or 1
    names = (_text(str(year), x=columns[year], y=_HEIGHT - 8, anchor="middle") for year in years[::step])
    placed = (
        [
            Point(year, columns[year], height(line.values[year].value)) if year in line.values else None
            for year in years
        ]
        for line in shown
    )
    drawn = (_line(points, line, number=at) for at, (line, points) in enumerate(zip(shown, placed, strict=True), 1))
    legend = (
        tag("li", tag("i", class_=f"nq-key nq-series-{at}"), line.name) for at, line in enumerate(shown, start=1)
    )
    svg = tag("svg", *grid, *names, *drawn, viewBox=f"0 0 {_WIDTH} {_HEIGHT}", role="img", aria_label=title)
    return tag(
        "figure", tag("figcaption", title), svg, tag("ul", *legend, class_="nq-legend"), class_="nq-chart", tabindex=0
    )


def bar_chart(bars: Mapping[str, Figure], *, title: str) -> Html:
    """One bar a unit, from zero, in the order given."""
    longest = max((figure.value for figure in bars.values()), default=0) or 1
    room = _WIDTH - _BAR_LABEL - _BAR_END
    lines = (
        join(
            _text(_short(name), x=_BAR_LABEL - 8, y=at * _BAR + 15, anchor="end"),
            tag(
                "rect",
                tag("title", f"{name}: {figure.said}"),
                x=_BAR_LABEL,
                y=at * _BAR + 3,
                width=_at(room * figure.value / longest),
                height=_BAR - 6,
                class_="nq-bar-1",
            ),
            _text(figure.said, x=_BAR_LABEL + room * figure.value / longest + 6, y=at * _BAR + 15, anchor="start"),
        )
        for at, (name, figure) in enumerate(bars.items())
    )
    svg = tag("svg", *lines, viewBox=f"0 0 {_WIDTH} {_BAR * len(bars)}", role="img", aria_label=title)
    return tag("figure", tag("figcaption", title), svg, class_="nq-chart", tabindex=0)


def _line(points: Sequence[Point | None], line: Line, *, number: int) -> Html:
    """The dots of a unit, and strokes between those of neighbouring years."""
    strokes = (
        tag("line", x1=_at(one.x), y1=_at(one.y), x2=_at(two.x), y2=_at(two.y))
        for one, two in pairwise(points)
        if one is not None and two is not None
    )
    dots = (
        tag(
            "circle",
            tag("title", f"{line.name}, {point.year}: {line.values[point.year].said}"),
            cx=_at(point.x),
            cy=_at(point.y),
            r=4,
        )
        for point in points
        if point is not None
    )
    return tag("g", *strokes, *dots, class_=f"nq-series-{number}")


def _span(values: Sequence[float]) -> tuple[float, float]:
    """The lowest and the highest value with some room; never less than zero, never empty."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    room = (high - low) * _ROOM or abs(high) * _ROOM or 1.0
    return max(0.0, low - room), high + room


def _text(said: str, *, x: float, y: float, anchor: str) -> Html:
    return tag("text", said, x=_at(x), y=_at(y), text_anchor=anchor)


def _short(name: str) -> str:
    return name if len(name) <= _NAME else f"{name[: _NAME - 1]}…"


def _at(place: float) -> str:
    return f"{place:.1f}"
