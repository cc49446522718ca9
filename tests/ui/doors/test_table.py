"""The table is whole: every route of the service and every function of its page stands in it, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from starlette.routing import Mount

from tests.ui.fake_assistant import FakeAssistant
from ui.app import create_app
from ui.doors.table import door_of, doors, function_name, functions


@pytest.fixture(scope="module")
def app() -> FastAPI:
    return create_app(FakeAssistant())


def routes_of(routes: list) -> Iterator[str]:
    """Every route as "GET /path", those of routers that were put in and of what is mounted too."""
    for route in routes:
        inner = getattr(route, "original_router", None) or (route.app if isinstance(route, Mount) else None)
        if inner is not None:
            yield from routes_of(inner.routes)
        else:
            yield from (f"{method} {route.path}" for method in route.methods - {"HEAD"})


def test_every_route_is_in_the_table_and_the_table_names_no_other(app: FastAPI) -> None:
    served = set(routes_of(app.routes))
    listed = {door.route for door in doors()}
    assert sorted(served - listed) == [], "these routes are closed: give them a role in ui/doors/doors.toml"
    assert sorted(listed - served) == []


def test_every_function_of_the_page_is_in_the_table_and_the_table_names_no_other(app: FastAPI) -> None:
    called = {function.name for function in app.state.house.functions.values()} - {""}
    assert sorted(called - functions()) == [], "these do nothing: give them a role in ui/doors/doors.toml"
    assert sorted(functions() - called) == []


@pytest.mark.parametrize("route", [door.route for door in doors()])
def test_a_path_finds_its_own_line(route: str) -> None:
    method, path = route.split(" ")
    filled = path.replace(":path}", "}").replace("{", "x").replace("}", "y")
    found = door_of(method, filled)
    assert found is not None
    assert found.route == route


def test_what_the_table_does_not_name_has_no_door() -> None:
    assert door_of("GET", "/api/new") is None
    assert door_of("PATCH", "/api/documents") is None
    assert door_of("HEAD", "/health") == door_of("GET", "/health")


def test_a_function_is_named_after_where_it_stands() -> None:
    def inner() -> None: ...

    assert function_name(inner).endswith("test_a_function_is_named_after_where_it_stands.inner")
    assert function_name(None) == ""
