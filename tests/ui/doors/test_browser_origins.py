"""A page of another origin in a real browser: it reads nothing and writes nothing, whatever it tries."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import socket
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from assistant.accounts import AccountBook
from assistant.fakes import MemoryAccounts, PlainPasswords
from assistant.settings import Settings
from tests.ui.browsing import BROWSING, CHROMIUM, FLAGS
from tests.ui.doors.conftest import PASSWORD
from tests.ui.fake_assistant import FakeAssistant
from ui.app import create_app
from ui.doors.table import doors

pytestmark = BROWSING

OFFICE = "may-chu.lan"
# Chromium asks before a page of elsewhere may call this machine; a clerk's browser may be older, or have said yes.
LENIENT = [
    "--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests,PrivateNetworkAccessSendPreflights",
    f"--host-resolver-rules=MAP {OFFICE} 127.0.0.1,MAP ngoai.example 127.0.0.1",
]
# Every way in which a page can ask another server; each says what it could read.
ATTACK = """
async (targets) => {
  const told = [];
  const note = (how, target, read) => read && told.push(`${how} ${target.method} ${target.url}: ${read}`);
  for (const target of targets) {
    const body = target.method === "GET" ? undefined : target.body;
    for (const mode of ["cors", "no-cors"]) {
      for (const type of ["application/json", "text/plain"]) {
        if (mode === "no-cors" && !["GET", "POST"].includes(target.method)) continue;
        try {
          const options = { method: target.method, mode, body, credentials: "include" };
          if (mode === "cors" || type === "text/plain") options.headers = { "content-type": type };
          const got = await fetch(target.url, { ...options, signal: AbortSignal.timeout(4000) });
          note(`fetch ${mode} ${type}`, target, got.type === "opaque" ? "" : `${got.status} ${await got.text()}`);
        } catch {}
      }
    }
    if (target.method === "GET") {
      for (const tag of ["img", "script", "link"]) {
        const element = document.createElement(tag);
        if (tag === "link") element.rel = "stylesheet";
        const loaded = new Promise((done) => {
          element.onload = () => done("loaded");
          element.onerror = () => done("");
          setTimeout(() => done(""), 4000);
        });
        element[tag === "link" ? "href" : "src"] = target.url;
        document.head.append(element);
        note(tag, target, await loaded);
      }
    }
  }
  return told;
}
"""


class Elsewhere(BaseHTTPRequestHandler):
    """A page of somebody else."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write("<!doctype html><title>Ngoài</title><p>Trang của nơi khác".encode())

    def log_message(self, *_: Any) -> None:
        """Says nothing."""


@contextmanager
def elsewhere() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()


@contextmanager
def serving(app: Any) -> Iterator[int]:
    listener = socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()  # who comes before the server is up waits
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(timeout=20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *LENIENT])
        yield launched
        launched.close()


def targets(address: str) -> list[dict[str, str]]:
    """Every route of the service, and every function of the queue."""
    ledger = json.dumps({"row_id": "x", "decision": "reject", "by": "kẻ lạ"})
    asked = [
        {"method": door.method, "url": address + door.path.replace(":path}", "}").replace("{", "").replace("}", "")}
        for door in doors()
    ]
    joined = [
        {"data": [], "fn_index": number, "session_hash": "ke-la", "event_data": {"key": "x"}} for number in range(60)
    ]
    return [
        *({**one, "body": ledger} for one in asked),
        *(
            {"method": "POST", "url": f"{address}/gradio_api/queue/join", "body": json.dumps(body)}
            for body in joined[::6]
        ),
    ]


def open_page(context: BrowserContext, address: str) -> None:
    """A clerk has the page open, and is signed in where that is asked for."""
    page = context.new_page()
    page.goto(f"{address}/")
    if page.url.endswith("/login"):
        page.fill("#name", "can-bo")
        page.fill("#password", PASSWORD)
        page.click("button")
    expect(page.locator("#nq-question textarea")).to_be_visible(timeout=60_000)


@pytest.mark.parametrize(("host", "outside"), [("127.0.0.1", "127.0.0.1"), ("127.0.0.1", "ngoai.example")])
@pytest.mark.parametrize("keys", [(), ("khoa-mot",)])
def test_on_loopback_another_page_gets_nowhere(browser: Browser, host: str, outside: str, keys: tuple) -> None:
    assistant = FakeAssistant(settings=Settings(_env_file=None, api_keys=keys))
    attack(browser, assistant, host=host, outside=outside, book=None, hosts=("127.0.0.1",))


@pytest.mark.parametrize("signed_in", [True, False])
def test_in_the_office_another_page_gets_nowhere(browser: Browser, signed_in: bool) -> None:
    book = None
    if signed_in:
        book = AccountBook(MemoryAccounts(), PlainPasswords())
        book.add("can-bo", PASSWORD, role="admin")
    attack(browser, FakeAssistant(), host=OFFICE, outside="ngoai.example", book=book, hosts=("ip", OFFICE))


def attack(
    browser: Browser,
    assistant: FakeAssistant,
    *,
    host: str,
    outside: str,
    book: AccountBook | None,
    hosts: tuple[str, ...],
) -> None:
    """Tries every door from a page of elsewhere, in the browser that has our page open."""
    app = create_app(assistant, hosts=hosts, book=book)
    before = assistant.shelf.revision()
    with serving(app) as port, elsewhere() as other:
        address = f"http://{host}:{port}"
        context = browser.new_context(locale="vi-VN")
        open_page(context, address)
        heard = len(assistant.heard)
        page = context.new_page()
        page.goto(f"http://{outside}:{other}/")
        read = page.evaluate(ATTACK, targets(address))
        context.close()
    assert read == []
    assert assistant.shelf.revision() == before
    assert len(assistant.heard) == heard
