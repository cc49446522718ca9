"""Bodies: how long, of what kind and how deep, looked at before anything else is done with them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from starlette.types import Message, Receive

from ui.doors.refusal import Refused
from ui.doors.table import ANY_MEDIA, Door

DEEPEST = 60  # levels; what we take has 6, Python's reader fails near 1,000
_BRACKET = re.compile(rb'"(?:[^"\\]|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)
_OPENING = (b"[", b"{")


def has_body(headers: Mapping[str, str]) -> bool:
    """Whether a request says that it brings a body."""
    return headers.get("content-length", "0") != "0" or "transfer-encoding" in headers


def check_told(headers: Mapping[str, str], door: Door) -> None:
    """Looks at what a request says of its body. Raises ``Refused``."""
    if not has_body(headers):
        return
    media = headers.get("content-type", "").partition(";")[0].strip().lower()
    if ANY_MEDIA not in door.takes and media not in door.takes:
        wanted = " hoặc ".join(door.takes)
        raise Refused(415, f"Nội dung gửi lên là '{media or 'không rõ loại'}'; ở đây chỉ nhận {wanted}.")
    length = headers.get("content-length", "0")
    if not length.isascii() or not length.isdigit():
        raise Refused(400, f"Content-Length '{length}' không phải một số.")
    if len(length) > 15 or int(length) > door.kb * 1024:
        raise too_long(door)


def too_long(door: Door) -> Refused:
    """What is said of a body over the limit."""
    size = f"{door.kb // 1024} MB" if door.kb >= 1024 else f"{door.kb} KB"
    return Refused(413, f"Nội dung gửi lên dài hơn {size}. Hãy chia nhỏ rồi gửi lại.", {"connection": "close"})


async def whole(receive: Receive, door: Door) -> bytes:
    """A body that is short enough to be held. Raises ``Refused`` as soon as it is too long."""
    held, size = [], 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refused(400, "Yêu cầu bị ngắt giữa chừng.")
        size += len(message.get("body", b""))
        if size > door.kb * 1024:
            raise too_long(door)
        held.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(held)


def replayed(body: bytes, receive: Receive) -> Receive:
    """A ``receive`` that hands over a body which was read already, then goes on with the connection."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return waiting.pop() if waiting else await receive()

    return again


class Counted:
    """A ``receive`` that ends a body which grows over the limit; ``over`` tells that it did."""

    def __init__(self, receive: Receive, door: Door) -> None:
        self._receive = receive
        self._left = door.kb * 1024
        self._door = door
        self.over = False

    async def __call__(self) -> Message:
        """The next piece. Raises ``Refused`` for the one that is over the limit."""
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            self.over = True
            raise too_long(self._door)
        return message


def check_depth(body: bytes) -> None:
    """Raises ``Refused`` for JSON whose lists and objects stand in each other deeper than ``DEEPEST``.

    Takes time that grows with the length of the body and no more.
    """
    if body.count(b"[") + body.count(b"{") <= DEEPEST:
        return
    depth = 0
    for found in _BRACKET.finditer(body):
        if found[0] in _OPENING:
            depth += 1
        elif found[0] in (b"]", b"}"):
            depth -= 1
        if depth > DEEPEST:
            raise Refused(400, f"JSON lồng sâu quá {DEEPEST} cấp.")
