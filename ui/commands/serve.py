"""``nghiquyet serve``: the chat, the API and their documentation in one process."""

from __future__ import annotations

import errno
import ipaddress
import logging
import os
import shutil
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import SecretStr

from assistant.errors import InvalidSetting, NghiquyetError
from assistant.settings import Settings, load_settings
from ui.beside import announced
from ui.commands.terminal import Data, opened, say

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant.accounts import AccountBook
    from assistant.audit import Audit
    from assistant.single_sign_on import SingleSignOn

_LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")
_TRIED = 3
# An open page keeps a connection for ever; a question being answered gets this long to finish.
_PATIENCE_SECONDS = 3


def serve(
    *,
    host: Annotated[str | None, typer.Option(help="Địa chỉ phục vụ; mặc định chỉ máy này.")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Cổng; mặc định 7860.")] = None,
    login: Annotated[
        bool | None,
        typer.Option(
            "--login/--no-login",
            help="Bắt buộc đăng nhập, hoặc không; mặc định bắt buộc khi máy khác vào được.",
        ),
    ] = None,
    data: Data = None,
) -> None:
    """Mở trang hỏi đáp, API và tài liệu API trên máy này."""
    said = None if login is None else "on" if login else "off"
    settings = load_settings(data, host=host, port=port, login=said)
    # The port is taken before anything slow is loaded, so that a busy one is told at once.
    with _listen(settings) as listener:
        _run(settings, listener=listener)


def _run(settings: Settings, *, listener: socket.socket) -> None:
    from assistant.build import own_data
    from ingest.embedding import embedding_behind, progress
    from ingest.filing import begin_archive
    from ui.answering.pooled import answering
    from ui.app import create_app
    from ui.doors.session import kept_secret
    from ui.views.questions import sample_questions

    begin_archive(settings)
    with (
        own_data(settings),
        opened(settings, own=True) as alone,
        answering(alone) as assistant,
        _entry(settings) as entry,
        announced(settings.data, host=settings.host, port=settings.port) as chat,
    ):
        _clear_page_files(settings)
        app = create_app(
            assistant,
            hosts=known_hosts(settings),
            beside_key=SecretStr(chat.key),
            book=entry.book,
            audit=entry.audit,
            sign_on=entry.sign_on,
            secret=kept_secret(settings.data),
        )
        _announce(settings, samples=sample_questions(assistant.shelf.documents())[:_TRIED])
        _tell_first(entry.book)
        _log_requests(settings)
        if embedded := progress(settings, assistant.archive):
            say(embedded.line)
        # Uvicorn raises the signal again once it has stopped: leave in order, so that the data is given back.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        with (
            suppress(KeyboardInterrupt),
            embedding_behind(assistant, failed=lambda line: say(f"Lỗi: {line}")),
        ):
            Thread(target=assistant.warm, name="warm", daemon=True).start()
            try:
                _serve_until_stopped(app, listener=listener)
            finally:
                app.state.uploads.close()  # their threads would hold the process for some seconds
    say("Đã dừng.")


def _clear_page_files(settings: Settings) -> None:
    """The page's files into the data folder, without those of a run that was killed; Gradio removes its own."""
    from ui.doors.page_files import page_files_folder

    folder = page_files_folder(settings)
    shutil.rmtree(folder, ignore_errors=True)
    os.environ["GRADIO_TEMP_DIR"] = str(folder.absolute())  # Gradio reads it whenever it takes or hands on a file


def _log_requests(settings: Settings) -> None:
    if settings.log_requests:
        from ui.doors.watch import LOGGER

        logger = logging.getLogger(LOGGER)
        logger.setLevel(logging.INFO)
        logger.addHandler(logging.StreamHandler())


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


def needs_login(settings: Settings) -> bool:
    """Whether everybody has to sign in."""
    return settings.login == "on" or (settings.login == "auto" and not is_loopback(settings.host))


def known_hosts(settings: Settings) -> frozenset[str]:
    """The names by which the service may be called; "ip" stands for every plain address."""
    if is_loopback(settings.host):
        return frozenset((*_LOOPBACK_NAMES, *settings.hosts))
    own = socket.gethostname().lower()
    return frozenset((*_LOOPBACK_NAMES, *settings.hosts, settings.host.lower(), "ip", own, f"{own}.local"))


@dataclass(frozen=True, slots=True)
class Entry:
    """Who may sign in, where it is written down, and the office's own accounts; None of all where nobody has to."""

    book: AccountBook | None = None
    audit: Audit | None = None
    sign_on: SingleSignOn | None = None


@contextmanager
def _entry(settings: Settings) -> Iterator[Entry]:
    """Raises ``InvalidSetting`` where people would have to sign in, nobody could, and nobody asked for that."""
    from assistant.build import account_book, open_audit, open_single_sign_on

    if not needs_login(settings):
        if settings.oidc_issuer is not None:
            say("NQ_OIDC_ISSUER chỉ dùng khi phải đăng nhập. Chạy lại với: nghiquyet serve --login")
        yield Entry()
        return
    with account_book(settings) as book, open_audit(settings) as audit:
        if settings.login == "auto" and not book.store.accounts():
            raise InvalidSetting(
                f"{settings.host} mở cho máy khác mà chưa có tài khoản nào. Thêm bằng: nghiquyet user add TÊN --role "
                "admin; hoặc chạy lại với --login để tạo trên trang bằng mã in ra ở đây, hoặc với --no-login để ai "
                "cũng vào được."
            )
        audit.keep()
        yield Entry(book, audit, open_single_sign_on(settings, book))


def _tell_first(book: AccountBook | None) -> None:
    if book is not None and (code := book.offer_first()):
        say(f"Chưa có tài khoản nào. Mở trang rồi tạo quản trị viên đầu tiên bằng mã dùng một lần: {code}")


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
    if not is_loopback(settings.host) and not needs_login(settings):
        say(
            f"Cảnh báo: {settings.host} mở cho máy khác mà không có đăng nhập; ai vào được mạng này đều đọc và sửa "
            "được kho, sổ chỉ tiêu và dự thảo."
        )
        if not settings.api_keys:
            say("Đặt NQ_API_KEYS để ít nhất /api và /v1 phải có khóa.")
    say(f"Trang hỏi đáp: http://{host}:{settings.port}/   (API: /docs, OpenAI: /v1, dừng: Ctrl-C)")
    say("Hỏi thử:")
    for question in samples:
        say(f"  - {question}")
