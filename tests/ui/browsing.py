"""What the tests in a real browser share: the page served, opened, asked, and what it may not do meanwhile."""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from shutil import which

import pytest
import uvicorn
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright

from ui.app import create_app
from ui.ports import Assistant

CHROMIUM = which("chromium") or which("chromium-browser")
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
# What requests say that end because their page is left.
ABORTED = "AbortError: signal is aborted"
CUT_OFF = re.compile(r"abort|failed to fetch|network ?error|connection|err_|input stream|load failed", re.IGNORECASE)
DESKTOP, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}

BROWSING = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium: apt-get install chromium"),
]


@contextmanager
def serving(assistant: Assistant) -> Iterator[str]:
    """The page over an assistant, served by a real server on a free port."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()  # who comes before the server is up waits
    server = uvicorn.Server(uvicorn.Config(create_app(assistant), log_level="error", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()


# Said before anything that Gradio does on leaving, which is earlier than the request for the next page.
LEAVING = "the page is left"
SAY_LEAVING = f'addEventListener("beforeunload", () => console.debug("{LEAVING}"), {{ capture: true }})'


class Complaints:
    """What a page complains of, and what it asks of the outside.

    A page that is left, by a reload as by a link, has its requests cut off and says so. That, between its leave and
    the arrival of the next page, is no complaint; the same words at any other time are one.
    """

    def __init__(self, page: Page, address: str) -> None:
        self.told: list[str] = []
        self._leaving = False
        self._origin = "/".join(address.split("/")[:3])
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self._tell(str(error)))
        page.on("request", self._asked)
        page.on("load", lambda _: self._arrived())

    def _hear(self, told: ConsoleMessage) -> None:
        self._leaving = self._leaving or told.text == LEAVING
        if told.type in ("error", "warning"):
            self._tell(told.text)

    def _tell(self, text: str) -> None:
        # An abort is somebody's intent, not a fault; a slow machine tells of it after the next page is there.
        if ABORTED not in text and not (self._leaving and CUT_OFF.search(text)):
            self.told.append(text)

    def _asked(self, request: Request) -> None:
        self._leaving = self._leaving or (request.is_navigation_request() and request.frame.parent_frame is None)
        if not is_local(request.url, self._origin):
            self.told.append(request.url)

    def _arrived(self) -> None:
        self._leaving = False


@contextmanager
def visit(browser: Browser, address: str, *, screen: dict[str, int]) -> Iterator[Page]:
    """The page, opened; on leaving, nothing may have been asked of the outside or complained of."""
    context = browser.new_context(viewport=screen, locale="vi-VN")
    page = context.new_page()
    page.add_init_script(SAY_LEAVING)
    complaints = Complaints(page, address)
    page.goto(address)
    expect(page.locator("#nq-question textarea")).to_be_visible(timeout=30_000)
    yield page
    complained = list(complaints.told)  # what is still under way when the page closes is aborted, and says so
    context.close()
    assert complained == [], complained


def is_local(url: str, address: str) -> bool:
    return url.startswith((address, "data:", "blob:"))


def ask(page: Page, question: str) -> None:
    turns = page.locator(".nq-turn")
    before = turns.count()
    page.fill("#nq-question textarea", question)
    page.press("#nq-question textarea", "Enter")
    expect(turns).to_have_count(before + 1)
    expect(turns.last.locator(".nq-copy, .nq-error")).to_be_visible()


def no_sideways_scroll(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
