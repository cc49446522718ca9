"""The archive at a glance: how many documents of which year, level and kind, and which unit misses which year."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from assistant.language.text import fold
from assistant.types import Resolution
from ui.html import Html, tag
from ui.views.actions import browse_button
from ui.views.browse import UNSAID_UNIT, Browse, units_of, year_of

_UNSAID = "?"
_MOST_UNITS = 300  # rows of the matrix; those that miss most come first
_USUAL = 0.1  # share of the units that have a document of a year, for others to miss it
_MOST_YEARS = 12  # columns, the last ones
_WORDS = {_UNSAID: "chưa rõ"}


def glance(documents: Sequence[Resolution], browse: Browse, *, led: Mapping[str, object]) -> Html:
    """The counts and the matrix; each is a filter of the list. ``led`` are copies and drafts, which do not count."""
    counted = [document for document in documents if document.document_id not in led]
    if not counted:
        return tag("div")
    facets = (
        ("Năm", "year", Counter(str(year_of(each.identity) or _UNSAID) for each in counted)),
        ("Cấp", "level", Counter(each.identity.level or _UNSAID for each in counted)),
        ("Loại", "kind", Counter(each.identity.kind for each in counted)),
    )
    summary = tag("summary", "Toàn cảnh kho ", tag("small", _told(counted, len(documents))))
    chips = tag("div", *(_facet(title, name, counts, browse) for title, name, counts in facets))
    shown = tag("div", chips, _matrix(counted, browse), class_="nq-glance")
    return tag("details", summary, shown, open=True, class_="nq-fold")


def _told(counted: Sequence[Resolution], total: int) -> str:
    units = len(set(units_of(counted).values()))
    more = f", không kể {total - len(counted)} bản trùng hoặc dự thảo" if total > len(counted) else ""
    return f"{len(counted)} văn bản của {units} nơi{more}"


def _facet(title: str, name: str, counts: Counter[str], browse: Browse) -> Html:
    by_year = name == "year"
    ordered = sorted(counts, key=lambda value: (value == _UNSAID, -int(value) if by_year and value.isdigit() else 0))
    values = ordered if by_year else [value for value, _ in counts.most_common()]
    return tag(
        "p", tag("b", title), *(_chip(value, name, counts[value], browse) for value in values), class_="nq-facet"
    )


def _chip(value: str, name: str, count: int, browse: Browse) -> Html:
    on = getattr(browse, name) == value
    change: dict[str, Any] = {name: "" if on else value}
    wanted = replace(browse, page=1, **change)
    return browse_button(wanted.key, _WORDS.get(value, value), tag("small", str(count)), class_="nq-chip", pressed=on)


def _matrix(counted: Sequence[Resolution], browse: Browse) -> Html | None:
    """Units against years; a cell without a document says so."""
    units = units_of(counted)
    held: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for document in counted:
        if (year := year_of(document.identity)) is not None and units[document.document_id] != UNSAID_UNIT:
            held[units[document.document_id]][year] += 1
    years = _usual_years(held)
    if not years:
        return None
    order = sorted(held, key=lambda unit: (-sum(year not in held[unit] for year in years), fold(unit)))
    head = tag("tr", tag("th", "Nơi", scope="col"), *(tag("th", str(year), scope="col") for year in years))
    rows = (_unit_row(unit, held[unit], years, browse) for unit in order[:_MOST_UNITS])
    left = len(order) - _MOST_UNITS
    return tag(
        "div",
        tag("p", _missing_line(held, years), class_="nq-count"),
        tag("div", tag("table", tag("thead", head), tag("tbody", *rows)), class_="nq-matrix", tabindex=0),
        tag("p", f"Còn {left} nơi thiếu ít hơn, không hiện ở đây.", class_="nq-count") if left > 0 else None,
    )


def _usual_years(held: Mapping[str, Counter[int]]) -> list[int]:
    """The years of which so many units have documents that one without may miss its own.

    The year in which a term ends, of which a single congress speaks, is none of them.
    """
    units = Counter(year for years in held.values() for year in years)
    fewest = min(len(held), max(2, round(_USUAL * len(held))))
    return sorted(year for year, count in units.items() if count >= fewest)[-_MOST_YEARS:]


def _missing_line(held: Mapping[str, Counter[int]], years: Sequence[int]) -> str:
    lacking = sum(any(year not in has for year in years) for has in held.values())
    span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    if not lacking:
        return f"Nơi nào cũng có văn bản của mọi năm {span}."
    return f"{lacking} / {len(held)} nơi thiếu văn bản của ít nhất một năm trong {span}; nơi thiếu nhiều đứng trước."


def _unit_row(unit: str, has: Counter[int], years: Sequence[int], browse: Browse) -> Html:
    wanted = replace(browse, unit=unit, year="", page=1)
    name = browse_button(wanted.key, unit, class_="nq-link", pressed=browse.unit == unit and not browse.year)
    return tag("tr", tag("th", name, scope="row"), *(_cell(unit, has[year], year, browse) for year in years))


def _cell(unit: str, count: int, year: int, browse: Browse) -> Html:
    if not count:
        return tag("td", tag("span", "thiếu"), class_="nq-lacks")
    wanted = replace(browse, unit=unit, year=str(year), page=1)
    on = (browse.unit, browse.year) == (unit, str(year))
    title = f"{unit}, năm {year}: {count} văn bản"
    return tag("td", browse_button(wanted.key, str(count), class_="nq-cell", pressed=on, title=title))
