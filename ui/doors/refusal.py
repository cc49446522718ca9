"""A request that is not let in: one line, in the form that the caller reads."""

from __future__ import annotations

from dataclasses import dataclass, field

from starlette.responses import JSONResponse, RedirectResponse, Response

from ui.api.problems import MEDIA_TYPE, problem


@dataclass(eq=False)
class Refused(Exception):
    """Not let in; ``status`` is HTTP's, ``line`` is shown."""

    status: int
    line: str
    headers: dict[str, str] = field(default_factory=dict)


def told(refused: Refused, *, path: str, shown: bool) -> Response:
    """The answer to it. Who opens a page (``shown``) without being known is sent to where one signs in."""
    if refused.status == 401 and shown:
        return RedirectResponse("/login", status_code=303)
    kind = MEDIA_TYPE if path.startswith("/api") else None
    return JSONResponse(_body(refused, path), status_code=refused.status, headers=refused.headers, media_type=kind)


def _body(refused: Refused, path: str) -> dict[str, object]:
    if path.startswith("/v1"):
        kind = "server_error" if refused.status >= 500 else "invalid_request_error"
        code = "invalid_api_key" if refused.status == 401 else None
        return {"error": {"message": refused.line, "type": kind, "param": None, "code": code}}
    if path.startswith("/gradio_api"):
        return {"detail": refused.line}  # what the page shows of a failure
    return problem(refused.status, refused.line)
