"""A chat that is served for a measurement, and what calls it as people and programs do."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from uuid import uuid4

from eval.bench.place import REPOSITORY, environment

Door = str
DOORS: tuple[Door, ...] = ("/api/ask", "/api/ask/stream", "/v1/chat/completions", "page")
"""The ways to ask; "page" is the queue behind the chat's own page."""

_STARTING_S = 300
_ANSWER_S = 120
_MB = 1024  # kilobytes
_TURNS = 5  # questions of a conversation on the page before a new one begins


@dataclass(frozen=True, slots=True)
class Served:
    """A chat under way, by its port and its process."""

    port: int
    pid: int

    def memory_mb(self) -> float:
        """Memory of its processes that is theirs alone; 0 where the system does not tell."""
        return sum(_private_kb(pid) for pid in (self.pid, *_below(self.pid))) / _MB

    def cpu_s(self) -> float:
        """Processor seconds that its processes have taken so far."""
        return sum(_cpu_s(pid) for pid in (self.pid, *_below(self.pid)))


@contextmanager
def served(data: Path, *, workers: int | None) -> Iterator[Served]:
    """The chat over a data folder, with so many processes that answer; None for its default."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {"NQ_DATA": str(data), **({} if workers is None else {"NQ_WORKERS": str(workers)})}
    command = (sys.executable, "-c", "from ui.cli import main; main()", "serve", "--port", str(port))
    with subprocess.Popen(  # noqa: S603 -- our own interpreter and our own arguments
        command,
        cwd=REPOSITORY,
        env={**environment(), **settings},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            _wait_until_ready(port, process)
            yield Served(port, process.pid)
        finally:
            process.terminate()
            process.wait(_ANSWER_S)


@dataclass(slots=True)
class Client:
    """Somebody who asks, one question at a time over one connection."""

    port: int
    _connection: HTTPConnection | None = None
    _page: _Page | None = None

    def ask(self, question: str, *, door: Door) -> int:
        """The status with which the question was answered; for the page 200, or 500 where it shows a failure."""
        if door == "page":
            if self._page is None:
                self._page = _Page.opened(self.port)
            return self._page.ask(question)
        if door == "/v1/chat/completions":
            body: Mapping[str, Any] = {"model": "nghiquyet", "messages": [{"role": "user", "content": question}]}
        else:
            body = {"question": question}
        return self.post(door, body)

    def post(self, path: str, body: Mapping[str, Any]) -> int:
        """The status of an answer that was read to its end; a stream that tells a fault of ours is a 500."""
        said = self.call("POST", path, body)
        return 500 if said.status == 200 and b'"status":5' in said.body.replace(b" ", b"") else said.status

    def call(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Reply:
        """What the service answers."""
        if self._connection is None:
            self._connection = HTTPConnection("127.0.0.1", self.port, timeout=_ANSWER_S)
        self._connection.request(method, path, None if body is None else json.dumps(body), _JSON)
        response = self._connection.getresponse()
        return Reply(response.status, response.read())

    def close(self) -> None:
        """Ends its connections."""
        for each in (self._connection, self._page):
            if each is not None:
                each.close()


@dataclass(frozen=True, slots=True)
class Reply:
    """A status and a body."""

    status: int
    body: bytes


_JSON = {"Content-Type": "application/json"}
_FAULT = "Lỗi phần mềm".encode()  # how the page begins the line of a fault of ours


@dataclass(slots=True)
class _Page:
    """A browser's page: its cookies, its token, the number of the function that asks, and the tab it is open in."""

    port: int
    headers: dict[str, str]
    function: int
    tab: str = ""
    turns: int = _TURNS
    _beats: HTTPConnection | None = None

    @classmethod
    def opened(cls, port: int) -> _Page:
        """The page as a browser has it once it is loaded."""
        with closing(HTTPConnection("127.0.0.1", port, timeout=_ANSWER_S)) as connection:
            connection.request("GET", "/")
            response = connection.getresponse()
            response.read()
            pairs = [each.split(";")[0] for each in response.headers.get_all("set-cookie") or ()]
            cookies = dict(pair.split("=", 1) for pair in pairs)
            token = next(value for name, value in cookies.items() if name.startswith("nq-csrf"))
            headers = {"Cookie": "; ".join(pairs), "X-NQ-CSRF": token, **_JSON}
            connection.request("GET", "/config", headers=headers)
            config = json.loads(connection.getresponse().read())
        return cls(port, headers, _asking(config))

    def ask(self, question: str) -> int:
        """One turn of its conversation, heard to its end."""
        if self.turns >= _TURNS:
            self._open_tab()
        self.turns += 1
        asked = {"fn_index": self.function, "data": [question, None, None], "session_hash": self.tab}
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=_ANSWER_S)) as connection:
            connection.request("POST", "/gradio_api/queue/join", json.dumps(asked), self.headers)
            response = connection.getresponse()
            response.read()
            if response.status != 200:
                return response.status
            connection.request("GET", f"/gradio_api/queue/data?session_hash={self.tab}", headers=self.headers)
            heard = connection.getresponse()
            while line := heard.readline():
                if _FAULT in line:
                    return 500
                if b'"process_completed"' in line:
                    return 200 if b'"success":true' in line.replace(b" ", b"") else 500
        return 500

    def close(self) -> None:
        """Ends the connection by which a page tells that it is open."""
        if self._beats is not None:
            self._beats.close()

    def _open_tab(self) -> None:
        """A page anew, in place of the one before, as when somebody reloads it."""
        self.close()
        self.tab, self.turns = uuid4().hex, 0
        self._beats = HTTPConnection("127.0.0.1", self.port, timeout=_ANSWER_S)
        self._beats.request("GET", f"/gradio_api/heartbeat/{self.tab}", headers=self.headers)
        self._beats.getresponse()


def _asking(config: Mapping[str, Any]) -> int:
    """The number of the function behind the button that asks."""
    button = next(each["id"] for each in config["components"] if each["props"].get("elem_id") == "nq-send")
    of_button = (each for each in config["dependencies"] if any(one[0] == button for one in each["targets"]))
    return int(next(each["id"] for each in of_button))


def _wait_until_ready(port: int, process: subprocess.Popen[bytes]) -> None:
    end = monotonic() + _STARTING_S
    while monotonic() < end and process.poll() is None:
        with suppress(OSError, HTTPException), closing(Client(port)) as client:
            if client.call("GET", "/ready").status == 200:
                return
        sleep(0.1)
    raise RuntimeError(f"nghiquyet serve không sẵn sàng trong {_STARTING_S} giây; mã thoát {process.poll()}")


def _below(pid: int) -> Sequence[int]:
    """The processes that a process has started, and theirs."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            children.setdefault(int(stat.read_text().rpartition(")")[2].split()[1]), []).append(int(stat.parent.name))
    found, new = [], [pid]
    while new:
        new = [each for one in new for each in children.get(one, ())]
        found += new
    return found


def _private_kb(pid: int) -> int:
    with suppress(OSError):
        found = re.search(r"RssAnon:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
        return int(found[1]) if found else 0
    return 0


def _cpu_s(pid: int) -> float:
    with suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / 100
    return 0.0
