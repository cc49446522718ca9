"""Signing in by the office's own accounts: ``/login/oidc`` leads to the provider, which leads back to ``RETURN``.

The browser holds a ticket meanwhile, and whoever comes back without it, or with that of another way, is not let in.
"""

from __future__ import annotations

import re
import time

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from assistant.errors import InvalidAccount, NghiquyetError, ProviderUnavailable, SignInRefused
from assistant.types import Handshake
from ui.doors.house import House
from ui.doors.login import HouseDep, keep, keep_session, note
from ui.doors.origin import RETURN
from ui.doors.session import TICKET_COOKIE, TICKET_S, named, same
from ui.doors.who import who
from ui.views.login import arrived_page, login_page

single_sign_on = APIRouter(include_in_schema=False)
_LOGIN = "/login"
_AGAIN = "Hãy bấm lại nút đăng nhập bằng tài khoản cơ quan."
_WORD = re.compile(r"[a-z_]{1,40}")  # the errors of OAuth


@single_sign_on.get("/login/oidc")
def leave(request: Request, house: HouseDep) -> Response:
    """Sends the browser to the provider, with a ticket for the way back."""
    if house.sign_on is None or who(request) is not None:
        return RedirectResponse(_LOGIN, status_code=303)
    ticket = house.signs.ticket(time.time())
    try:
        address = house.sign_on.address(house.signs.handshake(ticket), back=_back(request))
    except (SignInRefused, ProviderUnavailable) as error:
        return _refused(error)
    answer = RedirectResponse(address, status_code=303)
    keep(answer, request, TICKET_COOKIE, ticket, seconds=TICKET_S, site="Lax")
    return answer


@single_sign_on.get(RETURN)
def come_back(request: Request, house: HouseDep, state: str = "", code: str = "", error: str = "") -> Response:
    """Begins a session of who the provider vouches for, or shows the page to sign in with what was wrong.

    The ticket is taken back in any case: it is good for one way.
    """
    if house.sign_on is None:
        return RedirectResponse(_LOGIN, status_code=303)
    address, name = request.client.host if request.client else "", ""
    try:
        handshake = _checked(request, house, state=state, error=error)
        name = house.sign_on.name(handshake, code=code, back=_back(request), address=address)
        cookie = house.sign_on.admit(name, address=address)
    except (SignInRefused, InvalidAccount, ProviderUnavailable) as refusal:
        note(house, "login-refused", name, f"bằng tài khoản cơ quan, từ {address}: {refusal}")
        answer = _refused(refusal)
    else:
        note(house, "login", name, f"bằng tài khoản cơ quan, từ {address}")
        answer = HTMLResponse(arrived_page())
        keep_session(answer, request, cookie, name=name, book=house.sign_on.book)
    keep(answer, request, TICKET_COOKIE, "", seconds=0, site="Lax")
    return answer


def _checked(request: Request, house: House, *, state: str, error: str) -> Handshake:
    """The handshake of the way that this browser went. Raises ``SignInRefused`` for any other."""
    ticket = request.cookies.get(named(TICKET_COOKIE, request.headers.get("host", "")), "")
    if not house.signs.is_ticket(ticket, time.time()):
        raise SignInRefused(
            f"Lần đăng nhập này đã quá {TICKET_S // 60} phút, hoặc không bắt đầu ở trình duyệt này. {_AGAIN}"
        )
    handshake = house.signs.handshake(ticket)
    if not same(state, handshake.state):
        raise SignInRefused(f"Câu trả lời của nơi cấp tài khoản không thuộc lần đăng nhập này. {_AGAIN}")
    if error:
        word = error if _WORD.fullmatch(error) else "không rõ lý do"
        raise SignInRefused(f"Nơi cấp tài khoản của cơ quan không cho vào ({word}). {_AGAIN}")
    return handshake


def _back(request: Request) -> str:
    """The return as the browser sees it; the doors have checked the name that it calls the service by."""
    return f"{request.url.scheme}://{request.headers.get('host', '')}{RETURN}"


def _refused(error: NghiquyetError) -> Response:
    wait = error.wait if isinstance(error, SignInRefused) else 0
    status = 502 if isinstance(error, ProviderUnavailable) else 429 if wait else 401
    return HTMLResponse(login_page(problem=str(error), sign_on=True), status_code=status)
