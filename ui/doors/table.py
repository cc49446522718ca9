"""Which role a route, or a function of the page's queue, needs, by ``doors.toml``; what is not in it is closed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, Literal

from starlette.routing import compile_path

from assistant.language.tables import load_table
from assistant.types import USER_ROLES, UserRole

Needs = Literal["open", "reader", "clerk", "admin", "folder", "closed"]
ANY_MEDIA = "*"
_JSON = ("application/json",)
_KB = 1024  # a question has 2,000 characters, a conversation of fifty turns with its answers 300 KB


@dataclass(frozen=True, slots=True)
class Door:
    """A route with what it asks of a call; ``kb`` is the longest body in kilobytes."""

    method: str
    path: str
    needs: Needs
    takes: tuple[str, ...] = _JSON
    kb: int = _KB
    page: bool = False
    audit: str | None = None
    costly: bool = False

    @property
    def route(self) -> str:
        """The route as the table names it."""
        return f"{self.method} {self.path}"


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the page's queue with the role that it needs; None for one that is not in the table."""

    name: str
    needs: UserRole | None
    audit: str | None = None
    costly: bool = False


def door_of(method: str, path: str) -> Door | None:
    """The door of a request; None where the table has none. A ``HEAD`` is a ``GET``."""
    asked = "GET" if method == "HEAD" else method
    return next((door for door, fits in _doors() if door.method == asked and fits.match(path)), None)


def doors() -> tuple[Door, ...]:
    """Every door of the table."""
    return tuple(door for door, _ in _doors())


def function_of(run: Callable[..., object] | None) -> Function:
    """What the table says of a function of the page; one that runs in the browser alone has no name."""
    name = function_name(run)
    if not name:
        return Function("", "reader")
    costly = name in _table()["functions"]["costly"]
    return Function(name, _functions().get(name), _table()["function_audit"].get(name), costly)


def function_name(run: Callable[..., object] | None) -> str:
    """``ui.tabs.chat:_wire.<locals>.ask`` as "chat:_wire.ask"; "" for none."""
    while isinstance(run, partial):
        run = run.func
    if run is None:
        return ""
    kind = run if hasattr(run, "__qualname__") else type(run)
    module = str(getattr(kind, "__module__", "")).removeprefix("ui.tabs.")
    return f"{module}:{kind.__qualname__}".replace(".<locals>", "")


def functions() -> frozenset[str]:
    """The names of all functions in the table."""
    return frozenset(_functions())


def _table() -> Mapping[str, Any]:
    return load_table("ui.doors", "doors.toml")


@cache
def _functions() -> dict[str, UserRole]:
    return {name: role for role in USER_ROLES for name in _table()["functions"][role]}


@cache
def _doors() -> tuple[tuple[Door, re.Pattern[str]], ...]:
    """Doors with what their path looks like; of two that fit, the one with less left open comes first."""
    listed = []
    for group in _table()["door"]:
        options = {key: value for key, value in group.items() if key != "routes"}
        options["takes"] = tuple(options.get("takes", _JSON))
        for route in group["routes"]:
            method, path = route.split(" ", 1)
            listed.append((Door(method, path, **options), compile_path(path)[0]))
    return tuple(sorted(listed, key=lambda one: ("path}" in one[0].path, one[0].path.count("{"))))
