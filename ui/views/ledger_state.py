"""What the ledger's tab shows, as its address says it, and what a click on a row decides.

Both come back from the browser, so they are read with care: what cannot be meant is left out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, cast, get_args
from urllib.parse import parse_qsl, urlencode

from assistant.ledger.book import Decision
from assistant.types import Kind, RowQuery, RowSort, RowState

PAGE_ROWS = 50
_DIGITS = 7  # of a page or a year
_LONGEST = 300  # characters of a value
_LONGEST_ADDRESS = 8000
_DECISIONS: frozenset[str] = frozenset(get_args(Decision))


@dataclass(frozen=True, slots=True)
class LedgerState:
    """The filters as staff chose them, "" for none; ``leaf`` is the page, since Gradio takes "page" for itself.

    ``state`` may also be "findings"; ``sort`` has "-" before it for the other direction. ``drawn`` are the units that
    a chart shows, with ";" between them; ``chart`` is "line" or "bars", and else what the years allow.
    """

    ledger: Literal["rows", "pivot"] = "rows"
    indicator: str = ""
    place: str = ""
    level: str = ""
    year: str = ""
    kind: str = ""
    unit: str = ""
    document: str = ""
    state: str = ""
    q: str = ""
    sort: str = ""
    leaf: str = ""
    drawn: str = ""
    chart: str = ""

    @property
    def page_number(self) -> int:
        """From 1."""
        return int(self.leaf or 1)

    @property
    def is_narrowed(self) -> bool:
        """Whether any filter is set."""
        return self.filters() != {}

    def filters(self) -> dict[str, str]:
        """The filters that are set, by the names that the API has for them."""
        given = {name: getattr(self, name) for name in _FILTERS if getattr(self, name)}
        if given.get("state") == "findings":
            del given["state"]
            given["findings"] = "true"
        return given

    def query(self) -> RowQuery:
        """The page of rows that is meant; ``document`` and the rows with findings are the caller's to find."""
        state = None if self.state in ("", "findings") else cast("RowState", self.state)
        return RowQuery(
            indicators=(self.indicator,) if self.indicator else None,
            place=self.place or None,
            level=self.level or None,
            year=int(self.year) if self.year else None,
            kind=cast("Kind", self.kind) if self.kind else None,
            unit=self.unit or None,
            state=state,
            text=self.q,
            sort=cast("RowSort", self.sort.removeprefix("-") or "document"),
            descending=self.sort.startswith("-"),
            offset=(self.page_number - 1) * PAGE_ROWS,
            limit=PAGE_ROWS,
        )


_FILTERS = ("indicator", "place", "level", "year", "kind", "unit", "document", "state", "q")


def read_state(address: str) -> LedgerState:
    """The state of a query string; what it cannot mean is left out, as is what is not the ledger's."""
    names = {field.name for field in fields(LedgerState)}
    given = {name: value.strip() for name, value in parse_qsl(address[:_LONGEST_ADDRESS]) if name in names}
    return LedgerState(**cast("Any", {name: value for name, value in given.items() if _can_be(name, value)}))


def address(state: LedgerState, /, **changes: str) -> str:
    """The query string of a state with these changes; a change of the filters or the order begins at page one."""
    if "leaf" not in changes:
        changes = {**changes, "leaf": ""}
    changed = replace(state, **cast("Any", changes))
    values = {field.name: getattr(changed, field.name) for field in fields(changed)}
    return urlencode({name: value for name, value in values.items() if value and (name, value) != ("leaf", "1")})


def _can_be(name: str, value: str) -> bool:
    choices: Mapping[str, frozenset[str]] = {
        "ledger": frozenset({"rows", "pivot"}),
        "chart": frozenset({"line", "bars"}),
        "kind": frozenset(get_args(Kind)),
        "state": frozenset({*get_args(RowState), "findings"}),
        "sort": frozenset(f"{sign}{column}" for column in get_args(RowSort) for sign in ("", "-")),
    }
    if name in choices:
        return value in choices[name]
    if name in ("year", "leaf"):
        return value.isascii() and value.isdigit() and len(value) <= _DIGITS and int(value) > 0
    return 0 < len(value) <= _LONGEST and "\0" not in value


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a click decides on a row; ``fields`` are those of the form as typed, ``at`` the tab's query string;
    ``in_drawer`` that the row is open.
    """

    row_id: str
    decision: Decision
    by: str
    note: str
    fields: Mapping[str, str]
    at: str
    in_drawer: bool = False


def read_judgement(key: str) -> Judgement | None:
    """What a click says; None for anything else."""
    try:
        said = json.loads(key)
    except ValueError:
        return None
    if not isinstance(said, dict) or said.get("decision") not in _DECISIONS or not _text(said, "row"):
        return None
    typed = said.get("fields")
    return Judgement(
        row_id=_text(said, "row"),
        decision=said["decision"],
        by=_text(said, "by"),
        note=_text(said, "note"),
        fields={str(name): value for name, value in typed.items() if isinstance(value, str)}
        if isinstance(typed, dict)
        else {},
        at=_text(said, "at"),
        in_drawer=said.get("drawer") is True,
    )


def _text(said: Mapping[str, object], name: str) -> str:
    value = said.get(name)
    return value if isinstance(value, str) else ""
