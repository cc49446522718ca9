"""Who may call the API: whoever holds one of the keys in the settings, and anyone where none is set.

Where keys are set, the page still shows what it shows; so that its links to files work, whoever opened the page may
read (``GET``) what the page links to, known by a cookie that lives as long as the process.
"""

from __future__ import annotations

from collections.abc import Sequence
from secrets import compare_digest, token_urlsafe
from typing import Annotated, cast

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import SecretStr

from assistant.errors import AccessDenied
from ui.ports import Assistant

PAGE_COOKIE = "nq-page"
_bearer = HTTPBearer(auto_error=False, description="Một trong các khóa của NQ_API_KEYS, nếu máy chủ có đặt.")


def require_key(request: Request, given: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]) -> None:
    """Lets a call through. Raises ``AccessDenied``."""
    keys = cast("Assistant", request.app.state.assistant).settings.api_keys
    if keys and not (given and is_known(given.credentials, keys)) and not _is_the_page(request):
        raise AccessDenied("Cần khóa truy cập đúng: gửi kèm tiêu đề Authorization: Bearer KHÓA (NQ_API_KEYS).")


def new_page_key() -> SecretStr:
    """The value of the cookie that the page sets; a new one for each process."""
    return SecretStr(token_urlsafe())


def _is_the_page(request: Request) -> bool:
    """Whether a link of the page was followed: cookies travel by themselves, so reading is all that they allow."""
    key: SecretStr | None = getattr(request.app.state, "page_key", None)
    told = request.cookies.get(PAGE_COOKIE, "")
    return request.method == "GET" and key is not None and is_known(told, [key])


def is_known(key: str, keys: Sequence[SecretStr]) -> bool:
    """Whether ``key`` is one of ``keys``; the time that it takes tells nothing of what they are."""
    return any(compare_digest(key.encode(), known.get_secret_value().encode()) for known in keys)
