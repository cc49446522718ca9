"""Signing in and out: ``/login`` and ``/logout``."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any, cast
from urllib.parse import parse_qs, quote

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from assistant.accounts import AccountBook
from assistant.errors import InvalidAccount, SignInRefused
from ui.doors.caller import Call
from ui.doors.house import House
from ui.doors.session import NAME_COOKIE, SESSION_COOKIE, TOKEN_COOKIE, named, set_cookie
from ui.doors.who import who
from ui.views.login import code_page, first_page, login_page

signing = APIRouter(include_in_schema=False)
HOME = "/"


def get_house(request: Request) -> House:
    """What the doors know."""
    return cast("House", request.app.state.house)


async def get_form(request: Request) -> dict[str, str]:
    """The fields of a form; the doors have bounded its length."""
    fields = parse_qs((await request.body()).decode("utf-8", "replace"), max_num_fields=10)
    return {name: values[0] for name, values in fields.items()}


HouseDep = Annotated[House, Depends(get_house)]
FormDep = Annotated[dict[str, str], Depends(get_form)]


@signing.get("/login")
def show_login(request: Request, house: HouseDep) -> Response:
    """The page, or home where there is nothing to sign in to or it is done already."""
    if house.book is None or who(request) is not None:
        return RedirectResponse(HOME, status_code=303)
    if house.book.first_code:
        return HTMLResponse(first_page())
    if "code" in request.query_params:
        return HTMLResponse(code_page())
    return HTMLResponse(login_page(sign_on=house.sign_on is not None))


@signing.post("/login")
def sign_in(request: Request, house: HouseDep, form: FormDep) -> Response:
    """Begins a session, or shows the page again with what was wrong."""
    book, address = house.book, request.client.host if request.client else ""
    if book is None:
        return RedirectResponse(HOME, status_code=303)
    name, password = form.get("name", ""), form.get("password", "")
    page: Callable[..., str] = partial(login_page, sign_on=house.sign_on is not None)
    try:
        if book.first_code:
            page = first_page
            book.take_first(form.get("code", ""), name, password, address=address)
            note(house, "account", name, f"quản trị viên đầu tiên, từ {address}")
        elif "code" in form:
            page = code_page
            cookie = book.take_code(name, form["code"], password, address=address)
            note(house, "account", name, f"đặt mật khẩu bằng mã, từ {address}")
            return _signed_in(request, cookie, name=name.strip().lower(), book=book)
        cookie = book.sign_in(name, password, address=address)
    except (SignInRefused, InvalidAccount) as error:
        note(house, "login-refused", name, f"từ {address}")
        wait = error.wait if isinstance(error, SignInRefused) else 0
        return HTMLResponse(page(problem=str(error), name=name[:64]), status_code=429 if wait else 401)
    note(house, "login", name, f"từ {address}")
    return _signed_in(request, cookie, name=name.strip().lower(), book=book)


@signing.post("/logout")
def sign_out(request: Request, house: HouseDep) -> Response:
    """Ends the session of this browser."""
    call, user = Call.of(request.scope), who(request)
    if house.book is not None and call.cookie:
        house.book.sign_out(call.cookie)
        note(house, "logout", user.name if user else "", "")
    answer = RedirectResponse("/login", status_code=303)
    for cookie in (SESSION_COOKIE, TOKEN_COOKIE, NAME_COOKIE):
        keep(answer, request, cookie, "", seconds=0)
    return answer


def _signed_in(request: Request, cookie: str, *, name: str, book: AccountBook) -> Response:
    answer = RedirectResponse(HOME, status_code=303)
    keep_session(answer, request, cookie, name=name, book=book)
    return answer


def keep_session(answer: Response, request: Request, cookie: str, *, name: str, book: AccountBook) -> None:
    """Gives a browser the cookies of its new session."""
    seconds = round(book.hours * 3600)
    keep(answer, request, SESSION_COOKIE, cookie, seconds=seconds)
    keep(answer, request, NAME_COOKIE, quote(name), seconds=seconds, script=True)


def keep(answer: Response, request: Request, cookie: str, value: str, *, seconds: int, **more: Any) -> None:
    """Gives a browser a cookie under the name that it has for the port; ``more`` is that of ``set_cookie``."""
    name = named(cookie, request.headers.get("host", ""))
    line = set_cookie(name, value, secure=request.url.scheme == "https", seconds=seconds, **more)
    answer.headers.append("set-cookie", line)


def note(house: House, what: str, name: str, about: str) -> None:
    """Writes a line of the audit about who signs in or out."""
    if house.audit is not None:
        house.audit.note(what, who=name.strip().lower()[:64], about=about)
