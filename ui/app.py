"""One process: the API and the chat over one assistant."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from fastapi import FastAPI
from fastapi.middleware.trustedhost import TrustedHostMiddleware
from pydantic import SecretStr
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.api import add_routes
from ui.api_beside import beside
from ui.auth import PAGE_COOKIE, new_page_key
from ui.docs import add_docs
from ui.openai_api import v1
from ui.ports import Assistant

TITLE = "Trợ lý nghị quyết địa phương"
_HERE = Path(__file__).parent

# The page is Gradio's: it needs inline scripts and styles and compiles its templates. Nothing comes from,
# or goes to, anywhere but this server, whatever a document or an answer contains.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
_HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)


def create_app(
    assistant: Assistant, *, hosts: Sequence[str] = ("*",), beside_key: SecretStr | None = None
) -> FastAPI:
    """The API at ``/api``, the same for OpenAI's clients at ``/v1``, its description at ``/docs``, the state at
    ``/health`` and the chat at ``/``.

    ``hosts`` are the names under which the service may be called; a page of another site that points its
    own name at this machine is then refused. With ``beside_key`` commands may write to the archive through it.
    """
    app = FastAPI(title=TITLE, docs_url=None, redoc_url=None)
    app.state.assistant = assistant
    app.state.page_key = new_page_key()
    app.state.beside_key = beside_key
    add_routes(app)
    app.include_router(beside)
    app.include_router(v1)
    add_docs(app)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))
    app.add_middleware(_Guarded, page_key=app.state.page_key)
    return _with_chat(app, assistant)


class _Guarded:
    """Adds the security headers to every response, and to the page the cookie by which its links are known."""

    def __init__(self, app: ASGIApp, *, page_key: SecretStr) -> None:
        self.app = app
        cookie = f"{PAGE_COOKIE}={page_key.get_secret_value()}; Path=/api; HttpOnly; SameSite=Strict"
        self._page_headers = (*_HEADERS, (b"set-cookie", cookie.encode()))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                added = self._page_headers if scope.get("path") == "/" else _HEADERS
                message["headers"] = [*message["headers"], *added]
            await send(message)

        await self.app(scope, receive, guarded)


def _with_chat(app: FastAPI, assistant: Assistant) -> FastAPI:
    # Gradio reads this while it is imported and when it builds a page.
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    import gradio as gr

    from ui.tabs.page import build_page, theme

    mounted: FastAPI = gr.mount_gradio_app(
        app,
        build_page(assistant, title=TITLE),
        path="/",
        theme=theme(),
        css_paths=_HERE / "style.css",
        js=(_HERE / "page.js").read_text(encoding="utf-8"),
        footer_links=[],
        run_history=False,
        mcp_server=False,
        ssr_mode=False,
        pwa=False,
        max_file_size="10mb",
        show_error=False,
    )
    return mounted
