"""A server that speaks the OpenAI protocol on loopback and says what it is told to: for tests and for timing.

It is a real HTTP server: a client's time-outs, retries and broken connections are those of a real model's. A part is
a function from the prompt to what is done about it: text to send, a thought (sent apart, as servers with a parser of
reasoning do), the fields of a form (as a call of the tool that was offered), seconds to wait, ``BREAK_OFF``, or
``Fail``. ``refuses`` looks at the request itself, before the part is asked. Characters to play stand in
``eval/scripted_parts.py``.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import chain
from threading import Thread
from typing import Any, cast


@dataclass(frozen=True, slots=True)
class Fail:
    """Refuses the request with an HTTP status; ``code`` and ``message`` are the body's."""

    status: int
    message: str = "hỏng"
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Thought:
    """What a reasoning model thinks, sent as ``reasoning_content`` beside the answer."""

    text: str


@dataclass(frozen=True, slots=True)
class Called:
    """The tool that the request offers, called with these arguments; JSON as the model wrote it."""

    arguments: str


class _RunsOut:
    """Ends the answer where the budget of tokens ends."""


class _BreakOff:
    """Cuts the connection in the middle of the answer."""


BREAK_OFF = _BreakOff()
RUN_OUT = _RunsOut()
Act = str | float | Fail | Thought | Called | _BreakOff | _RunsOut
Part = Callable[[str], Iterable[Act]]
Request = dict[str, Any]
Refuses = Callable[[Request], Fail | None]

_HEADING = 5  # words of a clause that says nothing yet
_EVIDENCE = re.compile(r"^\[(c\d+)\].*?<doan>(.*?)</doan>", re.MULTILINE | re.DOTALL)


@dataclass(slots=True)
class ScriptedServer:
    """What a running server was asked, and what became of it.

    ``sent`` are the times (``time.perf_counter``) at which each piece had been handed to the network; ``left`` counts
    the clients that went away before the end.
    """

    part: Part
    refuses: Refuses = lambda _: None
    requests: list[Request] = field(default_factory=list)
    sent: list[float] = field(default_factory=list)
    left: int = 0
    url: str = ""

    @property
    def prompts(self) -> list[str]:
        """The text of each request's last message."""
        return [str(request["messages"][-1]["content"]) for request in self.requests]


def evidence(prompt: str) -> dict[str, str]:
    """The keys and texts of the evidence that a prompt of ``prompts/answer.md`` holds."""
    return {key: text.strip() for key, text in _EVIDENCE.findall(prompt)}


def faithful(prompt: str) -> Iterator[Act]:
    """A good model: says of each piece of evidence its first whole clause, word for word, and cites it."""
    for key, text in evidence(prompt).items():
        clauses = re.split(r"(?<=[^\d\s])[.;:](?:\s|$)", text.lstrip("-+* "))
        whole = next((clause for clause in clauses if len(clause.split()) > _HEADING), clauses[0])
        yield f"{whole.strip()}. [{key}]\n"


@contextmanager
def scripted_server(part: Part, *, refuses: Refuses = lambda _: None) -> Iterator[ScriptedServer]:
    """Serves for as long as the block runs; ``url`` is what ``NQ_CHAT_BASE_URL`` takes."""
    state = ScriptedServer(part, refuses)
    http = _Server(state)
    thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    state.url = f"http://127.0.0.1:{http.server_port}/v1"
    try:
        yield state
    finally:
        http.shutdown()
        http.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    """The server with what its handlers share."""

    daemon_threads = True

    def __init__(self, state: ScriptedServer) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.state = state

    def handle_error(self, *_: object) -> None:
        """Says nothing of a client that went away, and anything else as usual."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(*cast("Any", _))


class _Handler(BaseHTTPRequestHandler):
    """One connection: plays the part, as a stream where that is asked for."""

    protocol_version = "HTTP/1.1"

    @property
    def _state(self) -> ScriptedServer:
        return cast("_Server", self.server).state

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self._state.requests.append(asked)
        refused = self._state.refuses(asked)
        acts: Iterator[Act] = iter([refused] if refused else self._state.part(self._state.prompts[-1]))
        first = next(acts, "")
        if isinstance(first, Fail):
            told = {"message": first.message, "type": "server_error", "code": first.code}
            self._reply({"error": told}, status=first.status)
        elif asked.get("stream"):
            self._stream(chain([first], acts))
        else:
            self._whole(list(chain([first], acts)), asked)

    def _whole(self, acts: Sequence[Act], asked: Request) -> None:
        """The answer in one piece."""
        for act in acts:
            self._wait(act)
        message: dict[str, Any] = {"role": "assistant", "content": "".join(a for a in acts if isinstance(a, str))}
        if thoughts := [act.text for act in acts if isinstance(act, Thought)]:
            message["reasoning_content"] = "".join(thoughts)
        if calls := [_call(act, asked) for act in acts if isinstance(act, Called)]:
            message |= {"content": None, "tool_calls": calls}
        reason = "length" if any(isinstance(act, _RunsOut) for act in acts) else "stop"
        self._reply(_event(choice={"message": message, "finish_reason": reason}, kind="chat.completion"))

    def _stream(self, acts: Iterable[Act]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        reason = "stop"
        try:
            for act in acts:
                if isinstance(act, _BreakOff):
                    self.close_connection = True
                    return
                reason = "length" if isinstance(act, _RunsOut) else reason
                self._wait(act)
                self._act(act)
            self._send(_event(choice={"delta": {}, "finish_reason": reason}))
            self._chunk(b"data: [DONE]\n\n")
            self._chunk(b"")
        except (BrokenPipeError, ConnectionResetError):
            self._state.left += 1
            self.close_connection = True

    def _wait(self, act: Act) -> None:
        if isinstance(act, float):
            time.sleep(act)

    def _act(self, act: Act) -> None:
        if isinstance(act, Thought):
            self._send(_event(choice={"delta": {"reasoning_content": act.text}, "finish_reason": None}))
        elif isinstance(act, str):
            self._send(_event(choice={"delta": {"role": "assistant", "content": act}, "finish_reason": None}))
            self._state.sent.append(time.perf_counter())

    def _send(self, event: dict[str, Any]) -> None:
        self._chunk(f"data: {json.dumps(event)}\n\n".encode())

    def _chunk(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")

    def _reply(self, body: dict[str, Any], *, status: int = 200) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        with suppress(BrokenPipeError, ConnectionResetError):
            self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


def _call(called: Called, asked: Request) -> dict[str, Any]:
    """A call of the first tool of the request."""
    name = asked["tools"][0]["function"]["name"]
    return {"id": "call_1", "type": "function", "function": {"name": name, "arguments": called.arguments}}


def _event(*, choice: dict[str, Any], kind: str = "chat.completion.chunk") -> dict[str, Any]:
    return {"id": "1", "object": kind, "created": 0, "model": "m", "choices": [{"index": 0, **choice}]}
