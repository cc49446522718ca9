import asyncio
import json
from contextlib import suppress
from time import perf_counter

import pytest

from ui.doors.body import DEEPEST, Counted, check_depth, check_told, replayed, whole
from ui.doors.refusal import Refused
from ui.doors.table import Door

DOOR = Door("POST", "/api/ask", "reader", kb=2)


def pieces(*bodies: bytes):
    waiting = [
        {"type": "http.request", "body": body, "more_body": at + 1 < len(bodies)} for at, body in enumerate(bodies)
    ]

    async def receive():
        return waiting.pop(0) if waiting else {"type": "http.disconnect"}

    return receive


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"content-length": "10", "content-type": "text/plain"}, 415),
        ({"content-length": "10", "content-type": "application/json-patch+json"}, 415),
        ({"content-length": "10"}, 415),
        ({"transfer-encoding": "chunked", "content-type": "multipart/form-data"}, 415),
        ({"content-length": "2049", "content-type": "application/json"}, 413),
        ({"content-length": "9" * 5000, "content-type": "application/json"}, 413),
        ({"content-length": "-1", "content-type": "application/json"}, 400),
        ({"content-length": "²", "content-type": "application/json"}, 400),
    ],
)
def test_what_is_said_of_a_body_is_looked_at_before_it(headers: dict, status: int) -> None:
    with pytest.raises(Refused) as refused:
        check_told(headers, DOOR)
    assert refused.value.status == status


def test_json_with_its_encoding_and_calls_without_a_body_pass() -> None:
    check_told({"content-length": "2048", "content-type": "application/json; charset=utf-8"}, DOOR)
    check_told({"content-length": "0", "content-type": "text/plain"}, DOOR)
    check_told({}, DOOR)


def test_a_body_is_held_whole_and_given_on() -> None:
    async def run() -> bytes:
        body = await whole(pieces(b"ab", b"", b"cd"), DOOR)
        again = replayed(body, pieces())
        first = await again()
        assert (await again())["type"] == "http.disconnect"
        return first["body"]

    assert asyncio.run(run()) == b"abcd"


def test_a_body_that_grows_over_the_limit_is_refused_while_it_comes() -> None:
    endless = pieces(*[b"x" * 1000] * 1000)
    with pytest.raises(Refused, match="dài hơn 2 KB"):
        asyncio.run(whole(endless, DOOR))
    assert len(asyncio.run(endless())["body"]) == 1000  # the rest was not read

    counted = Counted(pieces(*[b"x" * 1000] * 3), DOOR)

    async def drain() -> None:
        while True:
            await counted()

    with pytest.raises(Refused):
        asyncio.run(drain())
    assert counted.over


@pytest.mark.parametrize(
    "body",
    [b"[" * 100_000, b'{"a":' * 500, b'{"q":"' + b"]" * 200 + b'","b":' + b"[" * (DEEPEST + 1), b'"\\"' + b"[" * 99],
)
def test_json_that_is_too_deep_is_refused(body: bytes) -> None:
    depth_in_text = body.startswith(b'"')
    if depth_in_text:
        check_depth(body)
        return
    with pytest.raises(Refused, match="lồng sâu"):
        check_depth(body)


def test_brackets_within_text_and_beside_each_other_are_no_depth() -> None:
    check_depth(json.dumps({"question": "[" * 900, "more": [[1], [2], {"a": '"[' * 99}] * 50}).encode())


@pytest.mark.parametrize("piece", [b"[]", b'"', b'"\\', b"\\", b'"[', b"{}"])
def test_the_time_grows_with_the_length(piece: bytes) -> None:
    def seconds(size: int) -> float:
        body = piece * (size // len(piece)) + b"[" * 50
        began = perf_counter()
        with suppress(Refused):
            check_depth(body + b"[]" * 20)
        return perf_counter() - began

    seconds(10_000)
    assert seconds(800_000) < 40 * max(seconds(100_000), 0.005)
