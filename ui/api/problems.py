"""Errors of the API as RFC 9457 has them: ``application/problem+json``, told in Vietnamese.

``title`` is of the status, ``detail`` of this case, and ``errors`` names each field that does not fit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from assistant.complaints import complaint
from assistant.errors import (
    AccessDenied,
    AnswerLost,
    ArchiveInUse,
    ArchiveUnusable,
    BrokenAudit,
    EmptyArchive,
    IndexMismatch,
    InvalidAccount,
    InvalidCorrection,
    InvalidQuestion,
    InvalidResults,
    InvalidSetting,
    ModelUnavailable,
    NghiquyetError,
    NoOriginal,
    RewriteRefused,
    SignInRefused,
    UnknownConversation,
    UnknownDocument,
    UnknownDraft,
    UnknownRow,
    UnknownUpload,
    UploadRefused,
)
from assistant.language.tables import load_table
from ui.api.request_text import NO_JSON, broken_json
from ui.api.schemas import ProblemPublic
from ui.failures import failure_line
from ui.render import Json
from ui.request_id import HEADER, REQUEST_ID

MEDIA_TYPE = "application/problem+json"
STATUS_CODES: dict[type[NghiquyetError], int] = {
    AccessDenied: 401,
    AnswerLost: 503,
    BrokenAudit: 409,
    SignInRefused: 403,  # 401 would lead the page of who is signed in to the page to sign in
    InvalidAccount: 422,
    UnknownDocument: 404,
    UnknownRow: 404,
    InvalidCorrection: 422,
    UnknownConversation: 404,
    UnknownDraft: 404,
    InvalidQuestion: 422,
    InvalidSetting: 422,
    InvalidResults: 422,
    RewriteRefused: 422,
    EmptyArchive: 409,
    ArchiveInUse: 503,
    ArchiveUnusable: 503,
    IndexMismatch: 503,
    ModelUnavailable: 503,
    NoOriginal: 404,
    UnknownUpload: 404,
    UploadRefused: 413,
}
_FAULT = 500
_NO_BODY = 400  # FastAPI's word for a body that it cannot decode


def status_of(error: Exception) -> int:
    """The HTTP status of an error of the assistant."""
    return next((code for kind, code in STATUS_CODES.items() if isinstance(error, kind)), 500)


def problem(status: int, detail: str, *, errors: Sequence[Mapping[str, str]] = ()) -> Json:
    """The body of a problem with the number of its request; ``errors`` are pairs of ``field`` and ``message``."""
    said: Json = {"type": "about:blank", "title": _title(status), "status": status, "detail": detail}
    if number := REQUEST_ID.get():
        said["request_id"] = number
    return {**said, "errors": list(errors)} if errors else said


def problem_of(error: Exception) -> Json:
    """What went wrong, as a problem; a fault of the software goes to the log with its traceback."""
    if isinstance(error, RequestValidationError):
        return _invalid(error)
    if isinstance(error, HTTPException):
        return problem(error.status_code, _refusal(error))
    if isinstance(error, NghiquyetError):
        return problem(status_of(error), str(error))
    return problem(500, failure_line(error))


def described(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The answers of a route that are problems, for its description."""
    return {
        status: {
            "model": ProblemPublic,
            "description": _title(status),
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemPublic"}}},
        }
        for status in statuses
    }


def add_problems(app: FastAPI) -> None:
    """Turns every error of ``app`` into a problem."""
    for kind in (NghiquyetError, RequestValidationError, HTTPException, Exception):
        app.exception_handler(kind)(_told)


def _told(_: Request, error: Exception) -> JSONResponse:
    body = problem_of(error)
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    if body["status"] == _FAULT and (number := REQUEST_ID.get()):
        headers[HEADER] = number  # it leaves above the doors, which give it to all others
    return JSONResponse(body, status_code=body["status"], media_type=MEDIA_TYPE, headers=headers)


def _invalid(error: RequestValidationError) -> Json:
    if why := broken_json(error):
        return problem(400, why)
    errors = [{"field": _field(each["loc"]), "message": complaint(each)} for each in error.errors()]
    said = "; ".join(f"{each['field']}: {each['message']}" for each in errors)
    return problem(422, f"Yêu cầu không hợp lệ – {said}. Xem cách gọi ở /docs.", errors=errors)


def _field(place: Sequence[int | str]) -> str:
    """The field as the caller wrote it: ("body", "history", 0, "role") is "history.0.role"."""
    steps = [str(step) for step in place[1:]]
    return ".".join(steps) or "thân yêu cầu"


def _refusal(error: HTTPException) -> str:
    if error.status_code == _NO_BODY:
        return NO_JSON
    details = _table()["details"]
    said: str | None = details.get(str(error.status_code))
    return said or str(error.detail)


def _title(status: int) -> str:
    titles = _table()["titles"]
    return str(titles.get(str(status), titles["other"]))


def _table() -> Mapping[str, Any]:
    return load_table("ui.api", "problems.toml")
