"""Who a request is of: set by the doors, read by routes, by tabs and by whatever is called from them."""

from __future__ import annotations

import sys
from contextvars import ContextVar
from typing import Any

from assistant.accounts import may
from assistant.types import User

USER = "user"
"""Under which a request's state holds its user; None where nobody has to sign in."""

CALLING: ContextVar[User | None] = ContextVar("calling", default=None)
"""The user of the request that is being served, for what has no request at hand."""


def who(request: Any = None) -> User | None:
    """The user of a request, Starlette's or Gradio's; of the one being served where none is given.

    None where nobody has to sign in.
    """
    asked = request if request is not None else _gradio_request()
    inner = getattr(asked, "request", asked)
    state = getattr(inner, "state", None)
    return getattr(state, USER, None) if state is not None else CALLING.get()


def owns(user: User | None, owner: str | None) -> bool:
    """Whether a thing of ``owner`` (None for one that is everybody's) is there for a user.

    An administrator finds all; so does whoever comes where nobody has to sign in. What has no owner is there for
    those who may make such things.
    """
    if user is None or user.role == "admin":
        return True
    return owner == user.name if owner is not None else may(user.role, "clerk")


def signed(said: str, request: Any = None) -> str:
    """Whose name stands under a decision: that of who is signed in; what was ``said`` where nobody has to."""
    user = who(request)
    return user.name if user is not None else said


def _gradio_request() -> Any:
    """The request of the page's function that is running: Gradio calls it long after the doors let it in."""
    if "gradio" not in sys.modules:
        return None
    from gradio.context import LocalContext

    return LocalContext.request.get(None)
