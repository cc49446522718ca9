from collections.abc import Generator
from contextvars import ContextVar
from queue import SimpleQueue
from threading import Event

import pytest

from ui.paced import paced

NEVER_S = 3600.0
WHO = ContextVar("WHO", default="nobody")


def made(*items: str) -> Generator[str]:
    yield from items


def test_of_what_comes_at_once_only_the_last_is_shown() -> None:
    assert list(paced(made("a", "b", "c"), first="", apart_s=NEVER_S)) == ["c"]


def test_what_nothing_follows_for_a_while_is_shown() -> None:
    seen = SimpleQueue[str]()

    def slow() -> Generator[str]:
        for item in ("a", "b"):
            assert seen.get(timeout=60) != item
            yield item

    shown = []
    for item in paced(slow(), first="", apart_s=0.0):
        shown.append(item)
        seen.put(item)
    assert shown == ["", "a", "b"]


def test_the_first_is_the_last_where_nothing_comes() -> None:
    assert list(paced(made(), first="x", apart_s=NEVER_S)) == ["x"]


def test_what_goes_wrong_is_raised_to_who_wants_the_items() -> None:
    def broken() -> Generator[str]:
        yield "a"
        raise ValueError("hỏng")

    with pytest.raises(ValueError, match="hỏng"):
        list(paced(broken(), first="", apart_s=NEVER_S))


def test_who_leaves_has_the_items_ended() -> None:
    goes_on, ended = Event(), Event()

    def endless() -> Generator[str]:
        try:
            while True:
                yield "a"
                assert goes_on.wait(60)
        finally:
            ended.set()

    shown = paced(endless(), first="", apart_s=0.0)
    next(shown)
    shown.close()
    goes_on.set()
    assert ended.wait(60)


def test_the_items_are_made_in_the_context_of_the_caller() -> None:
    def told() -> Generator[str]:
        yield WHO.get()

    WHO.set("Lan")
    assert list(paced(told(), first="", apart_s=NEVER_S)) == ["Lan"]
