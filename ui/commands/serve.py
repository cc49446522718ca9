"""``nghiquyet serve``: the chat, the API and their documentation in one process."""

from __future__ import annotations

import errno
import ipaddress
import logging
import os
import signal
import socket
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import SecretStr

from assistant.errors import InvalidSetting, NghiquyetError
from assistant.settings import Settings, load_settings
from ui.beside import announced
from ui.terminal import Data, opened, say

if TYPE_CHECKING:
    from fastapi import FastAPI

_LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")
_TRIED = 3
# An open page keeps a connection for ever; a question being answered gets this long to finish.
_PATIENCE_SECONDS = 3


def serve(
    *,
    host: Annotated[str | None, typer.Option(help="Địa chỉ phục vụ; mặc định chỉ máy này.")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Cổng; mặc định 7860.")] = None,
    data: Data = None,
) -> None:
    """Mở trang hỏi đáp, API và tài liệu API trên máy này."""
    settings = load_settings(data, host=host, port=port)
    # The port is taken before anything slow is loaded, so that a busy one is told at once.
    with _listen(settings) as listener:
        _run(settings, listener=listener)


def _run(settings: Settings, *, listener: socket.socket) -> None:
    from assistant.build import own_data
    from ui.app import create_app
    from ui.questions import sample_questions

    with (
        own_data(settings),
        opened(settings, own=True) as assistant,
        announced(settings.data, host=settings.host, port=settings.port) as chat,
    ):
        hosts = _LOOPBACK_NAMES if is_loopback(settings.host) else ("*",)
        app = create_app(assistant, hosts=hosts, beside_key=SecretStr(chat.key))
        _announce(settings, samples=sample_questions(assistant.shelf.documents())[:_TRIED])
        # Uvicorn raises the signal again once it has stopped: leave in order, so that the data is given back.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        with suppress(KeyboardInterrupt):
            _serve_until_stopped(app, listener=listener)
    say("Đã dừng.")


def _serve_until_stopped(app: FastAPI, *, listener: socket.socket) -> None:
    import uvicorn

    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=_PATIENCE_SECONDS)
    server = uvicorn.Server(config)
    # Once stopping, the connections of open pages are cut; Uvicorn would log each as a fault.
    logging.getLogger("uvicorn.error").addFilter(lambda _: not server.should_exit)
    server.run(sockets=[listener])


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _listen(settings: Settings) -> socket.socket:
    try:
        family, kind, _, _, address = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise InvalidSetting(f"Không hiểu địa chỉ '{settings.host}'. Dùng: --host 127.0.0.1") from error
    listener = socket.socket(family, kind)
    if os.name == "posix":
        # Elsewhere this would let two processes share a port.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
        listener.listen()
    except OSError as error:
        listener.close()
        raise _refusal(error, settings=settings) from error
    return listener


def _refusal(error: OSError, *, settings: Settings) -> NghiquyetError:
    if error.errno == errno.EADDRINUSE:
        another = settings.port + 1 if settings.port < 65535 else settings.port - 1
        return NghiquyetError(
            f"Cổng {settings.port} đang được chương trình khác dùng. Chọn cổng khác: nghiquyet serve --port {another}"
        )
    return NghiquyetError(
        f"Không mở được {settings.host}:{settings.port} ({error.strerror}). Chọn địa chỉ hoặc cổng khác."
    )


def _announce(settings: Settings, *, samples: tuple[str, ...]) -> None:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    if not is_loopback(settings.host):
        say(
            f"Cảnh báo: {settings.host} mở cho máy khác mà không có đăng nhập; ai vào được mạng này đều đọc được kho."
        )
        if not settings.api_keys:
            say("Đặt NQ_API_KEYS để ít nhất /api và /v1 phải có khóa.")
    say(f"Trang hỏi đáp: http://{host}:{settings.port}/   (API: /docs, OpenAI: /v1, dừng: Ctrl-C)")
    say("Hỏi thử:")
    for question in samples:
        say(f"  - {question}")
