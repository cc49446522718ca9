"""The one check in front of every route, Gradio's included.

A call goes through these steps, and through no door where one of them says no:

1. the name by which the service is called (``origin.known_host``),
2. the page that it comes from (``origin.foreign``),
3. the table (``doors.toml``): a route that is not in it is closed,
4. who calls, and whether their role is enough (``Caller``),
5. the body: its kind, its length, its depth,
6. of the page's queue the function that is asked for, in the table too.

What goes out carries the headers that keep other pages away, and none of those by which Gradio lets them in.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.accounts import may
from assistant.errors import UploadRefused
from assistant.types import User
from ui.doors.body import Counted, check_depth, check_told, has_body, replayed, whole
from ui.doors.caller import INTERFACES, Call, Caller
from ui.doors.headers import guarded_headers
from ui.doors.house import House
from ui.doors.origin import PAGES, foreign, is_here, known_host
from ui.doors.refusal import Refused, told
from ui.doors.table import Door, Function, door_of
from ui.doors.watch import Seen
from ui.doors.who import CALLING, USER
from ui.request_id import HEADER, REQUEST_ID

Got = TypeVar("Got")

_SLOWEST_S = 60  # a question's body has a few kilobytes
_JOIN = "/gradio_api/queue/join"
_UPLOAD = "/gradio_api/upload"
_THREADS = 8
_LONGEST_NAME = 255  # bytes of a name on a disk
_LONGEST_TOLD = 2000  # bytes of a document's name as the API is told it, with the folders above it
_FAILED, _LEFT = 500, 499  # a fault of ours; a caller who left before there was an answer
_OF_A_TAB = "session_hash"


class Doors:
    """Lets calls in, or tells why not."""

    def __init__(self, app: ASGIApp, *, house: House) -> None:
        self.app = app
        self.house = house
        self._caller = Caller(house)
        self._threads: CapacityLimiter | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one call."""
        if scope["type"] == "websocket":  # nothing here speaks it
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        call, seen = Call.of(scope), self.house.watch.begin(scope["method"])
        REQUEST_ID.set(seen.request_id)
        out, refused = _Out(send, call, self.house, seen.request_id), False
        try:
            await self._let_in(call, scope, receive, out, seen)
        except Refused as error:
            if out.started:
                raise
            out.dropping, refused = None, True
            shown = call.path in PAGES and "text/html" in call.headers.get("accept", "")
            await told(error, path=call.path, shown=shown)(scope, receive, out)
        except Exception:
            out.status = out.status or _FAILED  # what stands before every middleware tells it
            raise
        finally:
            self.house.watch.end(seen, status=out.status or _LEFT, refused=refused)

    async def _let_in(self, call: Call, scope: Scope, receive: Receive, out: _Out, seen: Seen) -> None:
        door = self._door(call)
        seen.route = door.route
        user = await self._aside(self._caller.admitted, call, door)
        seen.who = user.name if user else ""
        scope.setdefault("state", {})[USER] = user
        check_told(call.headers, door)
        if has_body(call.headers) and door.takes == ("application/json",):
            body = await self._body(receive, door)
            await self._aside(self._check, call, door, user, body)
            receive = replayed(body, receive)
        else:
            self._check_tab(call, call.query.get(_OF_A_TAB) or _beating(call.path))
            self._check_rate(call, user, costly=door.costly)
            if call.path == _UPLOAD:
                await self._aside(self._check_room, call, door, user)
            receive = out.dropping = Counted(receive, door)
        calling = CALLING.set(user)
        try:
            await self.app(scope, receive, out)
        finally:
            CALLING.reset(calling)
        if door.audit and out.status < 400 and call.path != _JOIN:
            await self._aside(self._note, door.audit, user, _about(call))

    async def _aside(self, work: Callable[..., Got], *given: Any) -> Got:
        """What may ask the database, in a thread of the doors' own: those of the answers may all be taken.

        Without accounts nothing does, and nothing need wait for a thread.
        """
        if self.house.book is None and self.house.audit is None:
            return work(*given)
        if self._threads is None:
            self._threads = CapacityLimiter(_THREADS)
        return await to_thread.run_sync(work, *given, limiter=self._threads)

    def _door(self, call: Call) -> Door:
        if not known_host(call.headers.get("host", ""), self.house.hosts):
            raise Refused(400, f"Dịch vụ không mang tên '{call.headers.get('host', '')}'. Thêm tên vào NQ_HOSTS.")
        if foreign(call.headers, method=call.method, scheme=call.scheme, path=call.path):
            raise Refused(403, "Yêu cầu đến từ một trang khác nên bị từ chối.")
        door = door_of(call.method, call.path)
        if door is None or door.needs == "closed" or not _can_be(call.path):
            raise Refused(404, f"Không có địa chỉ {call.method} {call.path}. Xem cách gọi ở /docs.")
        return door

    @staticmethod
    async def _body(receive: Receive, door: Door) -> bytes:
        try:
            async with asyncio.timeout(_SLOWEST_S):
                return await whole(receive, door)
        except TimeoutError as error:
            raise Refused(408, f"Nội dung gửi lên chậm quá {_SLOWEST_S} giây.") from error

    def _check(self, call: Call, door: Door, user: User | None, body: bytes) -> None:
        """What a JSON body asks for. Raises ``Refused``."""
        check_depth(body)
        if not door.page:
            self._check_rate(call, user, costly=door.costly)
            return
        asked = _read(body)
        self._check_tab(call, str(asked.get(_OF_A_TAB) or ""))
        if call.path == _JOIN:
            self._check_function(call, asked, user)

    def _check_function(self, call: Call, asked: Mapping[str, Any], user: User | None) -> None:
        number = asked.get("fn_index")
        function = self.house.functions.get(number) if isinstance(number, int) else None
        if function is None or function.needs is None:
            raise Refused(404, "Trang không có chức năng này. Hãy tải lại trang.")
        if user is not None and not may(user.role, function.needs):
            raise Refused(403, "Tài khoản này không có quyền làm việc ấy.")
        self._check_rate(call, user, costly=function.costly)
        if function.audit:
            self._note(function.audit, user, _asked_of(function, asked))

    def _check_tab(self, call: Call, tab: str) -> None:
        if tab and call.path.startswith("/gradio_api") and not self.house.owns(tab, call.cookie):
            raise Refused(403, "Trang này được mở ở một trình duyệt khác. Hãy tải lại trang.")

    def _check_rate(self, call: Call, user: User | None, *, costly: bool) -> None:
        """Counts a question for who asks it: a user, else an address; programs of this machine are not counted."""
        if not costly or self.house.rates is None or (user is None and is_here(call.address)):
            return
        if wait := self.house.rates.wait(user.name if user else call.address):
            raise Refused(429, f"Hỏi dồn quá. Hãy đợi {wait} giây.", {"retry-after": str(wait)})

    def _check_room(self, call: Call, door: Door, user: User | None) -> None:
        """Counts a file that the page sends; one that does not tell its length counts as the longest."""
        if self.house.page_files is None:
            return
        size = int(call.headers.get("content-length") or door.kb * 1024)
        try:
            self.house.page_files.take(size, owner=user.name if user else None)
        except UploadRefused as error:
            raise Refused(413, str(error)) from error

    def _note(self, what: str, user: User | None, about: str) -> None:
        if self.house.audit is not None:
            self.house.audit.note(what, who=user.name if user else "", about=about)


class _Out:
    """What is sent back, with its headers; a body that grew too long has its answer taken back."""

    def __init__(self, send: Send, call: Call, house: House, request_id: str) -> None:
        self._send = send
        self._call = call
        self._house = house
        self._request_id = request_id.encode()
        self.started = False
        self.status = 0
        self.dropping: Counted | None = None

    async def __call__(self, message: Message) -> None:
        """Sends one piece."""
        if self.dropping is not None and self.dropping.over and not self.started:
            return
        if message["type"] == "http.response.start":
            self.started, self.status = True, message["status"]
            message["headers"] = guarded_headers(
                message.get("headers", ()), call=self._call, house=self._house, status=self.status
            )
            message["headers"].append((HEADER.encode(), self._request_id))
        await self._send(message)


def _can_be(path: str) -> bool:
    """Whether a path can name anything: Gradio asks the disk for it, which fails over a name that none can have."""
    longest = _LONGEST_TOLD if path.startswith(INTERFACES) else _LONGEST_NAME
    return "\0" not in path and all(len(part.encode()) <= longest for part in path.split("/"))


def _beating(path: str) -> str:
    """The open page that says it is still there; "" for any other call."""
    return path.partition("/heartbeat/")[2]


def _read(body: bytes) -> dict[str, Any]:
    try:
        read = json.loads(body)
        if b"\\u" in body:  # half a character passes as JSON, and fails where it is shown
            json.dumps(read, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise Refused(400, "Thân yêu cầu không phải JSON bằng UTF-8.") from error
    if not isinstance(read, dict):
        raise Refused(400, "Thân yêu cầu phải là một đối tượng JSON.")
    return read


def _about(call: Call) -> str:
    query = f"?{call.raw_query}" if call.raw_query else ""
    return f"{call.method} {call.path}{query}"


def _asked_of(function: Function, asked: Mapping[str, Any]) -> str:
    """What a function of the page was called with: the key of what was clicked, and what stood in the fields."""
    event = asked.get("event_data")
    key = event.get("key") if isinstance(event, dict) else None
    fields = [one for one in asked.get("data") or [] if isinstance(one, str | int | float | dict) and one != ""]
    return json.dumps({"function": function.name, "key": key, "fields": fields}, ensure_ascii=False)
