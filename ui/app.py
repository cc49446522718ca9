"""One process: the API and the chat over one assistant."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path
from secrets import token_bytes

from fastapi import FastAPI
from pydantic import SecretStr

from assistant.accounts import AccountBook
from assistant.audit import Audit
from assistant.single_sign_on import SingleSignOn
from ingest.uploads import Uploads
from ui.api.backup import backup
from ui.api.beside import beside
from ui.api.docs import add_docs
from ui.api.openai import v1
from ui.api.routes import add_routes
from ui.doors.audited import audited
from ui.doors.house import House
from ui.doors.logged import logged
from ui.doors.login import signing
from ui.doors.middleware import Doors
from ui.doors.origin import ANY_HOST
from ui.doors.page_files import PageFiles
from ui.doors.rates import Rates
from ui.doors.session import Signs
from ui.doors.single_sign_on import single_sign_on
from ui.doors.state import state
from ui.doors.users import users
from ui.ports import Assistant

TITLE = "Trợ lý nghị quyết địa phương"
_HERE = Path(__file__).parent
# Later files may change what earlier ones say: tokens first, a phone and paper last. Those of a tab hold in it alone.
_STYLES = ("tokens", "base", "page", "doors", "chat", "talks", "answer", "tables", "sources")
_STYLES_OF_TABS = ("documents", "ledger", "evaluation", "draft", "settings")
_LAST_STYLES = ("phone", "print")
_SCRIPTS = ("page", "gradio", "chat", "ledger", "documents", "draft", "admin")

# Seconds after which those who wait in line are told their place, which the page does not show. By default all of
# them are told with each answer: as many messages an answer as there are users.
_TOLD_S = 60.0

# In the head, before Gradio's own scripts: they must not call the server before it is there.
_FIRST_SCRIPT = "doors"


def create_app(
    assistant: Assistant,
    *,
    hosts: Collection[str] = (ANY_HOST,),
    beside_key: SecretStr | None = None,
    book: AccountBook | None = None,
    audit: Audit | None = None,
    sign_on: SingleSignOn | None = None,
    secret: bytes | None = None,
) -> FastAPI:
    """The API at ``/api``, the same for OpenAI's clients at ``/v1``, its description at ``/docs``, the state at
    ``/health`` and the chat at ``/``.

    ``hosts`` are the names under which the service may be called; a page of another site that points its
    own name at this machine is then refused. With ``beside_key`` commands may write to the archive through it.
    With a ``book`` of accounts everybody has to sign in, also by ``sign_on`` where it is given, and what they do is
    written into ``audit``. ``secret`` signs the cookies of the page; one that stays the same lets open pages outlive
    a restart.
    """
    keys = assistant.settings.api_keys
    rates = Rates(assistant.settings.questions_per_minute)
    house = House(frozenset(hosts), keys, Signs(secret or token_bytes(32)), book, audit, sign_on, rates)
    house.page_files = PageFiles(assistant.settings)
    if audit is not None:
        assistant = audited(assistant, audit)
    if assistant.settings.log_questions:
        assistant = logged(assistant)
    app = FastAPI(title=TITLE, docs_url=None, redoc_url=None)
    app.state.assistant = assistant
    app.state.house = house
    app.state.uploads = Uploads(assistant)
    app.state.beside_key = beside_key
    add_routes(app)
    app.include_router(beside)
    app.include_router(v1)
    app.include_router(backup)
    app.include_router(signing)
    app.include_router(single_sign_on)
    app.include_router(users)
    app.include_router(state)
    add_docs(app)
    app.add_middleware(Doors, house=house)
    return _with_chat(app, assistant, house=house)


def _with_chat(app: FastAPI, assistant: Assistant, *, house: House) -> FastAPI:
    # Gradio reads these while it is imported and when it builds a page. Its statistics of events, which nothing here
    # shows, would be summed up anew after each of them, over all of the last ten thousand.
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    os.environ.setdefault("GRADIO_ANALYTICS_MAX_EVENTS", "1")
    import gradio as gr

    from ui.tabs.page import build_page, theme

    page = build_page(assistant, title=TITLE, house=house).queue(status_update_rate=_TOLD_S)
    house.know({number: function.fn for number, function in page.fns.items()})
    first = (_HERE / "script" / f"{_FIRST_SCRIPT}.js").read_text(encoding="utf-8")
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        page,
        path="/",
        theme=theme(),
        css=_style(),
        js="\n".join(map(_script, _SCRIPTS)),
        head=f"<script>{first}</script>",
        favicon_path=_HERE / "static" / "logo.svg",
        footer_links=[],
        run_history=False,
        mcp_server=False,
        ssr_mode=False,
        pwa=False,
        max_file_size="10mb",
        show_error=False,
    )
    return mounted


def _style() -> str:
    """All rules of the page."""

    def read(name: str) -> str:
        return (_HERE / "style" / f"{name}.css").read_text(encoding="utf-8")

    tabs = [f"#nq-tab-{name} {{\n{read(name)}\n}}" for name in _STYLES_OF_TABS]
    return "\n".join([*map(read, _STYLES), *tabs, *map(read, _LAST_STYLES)])


def _script(name: str) -> str:
    """A script in a scope of its own, so that two may use one name."""
    return f"{{\n{(_HERE / 'script' / f'{name}.js').read_text(encoding='utf-8')}\n}}"
