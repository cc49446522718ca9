"""Who may call the API: whoever holds one of the keys in the settings, and anyone where none is set.

In the service the doors (``ui/doors``) have looked at it already: they know accounts, the page's cookie and keys that
end. Here the keys of the settings are asked for where these routes stand alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from secrets import compare_digest
from typing import Annotated, cast

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import SecretStr

from assistant.errors import AccessDenied
from ui.ports import Assistant

_bearer = HTTPBearer(auto_error=False, description="Một trong các khóa của NQ_API_KEYS, nếu máy chủ có đặt.")


def require_key(request: Request, given: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]) -> None:
    """Lets a call through. Raises ``AccessDenied``."""
    if getattr(request.app.state, "house", None) is not None:
        return
    keys = cast("Assistant", request.app.state.assistant).settings.api_keys
    if keys and not (given and is_known(given.credentials, keys)):
        raise AccessDenied("Cần khóa truy cập đúng: gửi kèm tiêu đề Authorization: Bearer KHÓA (NQ_API_KEYS).")


def is_known(key: str, keys: Sequence[SecretStr]) -> bool:
    """Whether ``key`` is one of ``keys``; the time that it takes tells nothing of what they are."""
    return any(compare_digest(key.encode(), known.get_secret_value().encode()) for known in keys)
