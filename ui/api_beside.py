"""The routes under ``/beside``: what commands ask of the chat that owns their data folder."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field, SecretStr

from assistant.errors import AccessDenied
from ingest.filing import Filing, shared_filing
from ingest.pipeline import ingest
from ui.api import AssistantDep
from ui.auth import is_known
from ui.beside import KEY_HEADER, PREFIX, received
from ui.failures import failure_line
from ui.ports import Assistant

_LINES = "application/x-ndjson"


class IngestCreate(BaseModel):
    """Files and folders of this machine to read, as ``beside.sent`` writes paths."""

    paths: list[str]
    workers: int = Field(1, ge=1)
    only: list[str] | None = None


class DocumentsCreate(BaseModel):
    """Documents, by id or name."""

    documents: list[str]


def require_beside_key(request: Request) -> None:
    """Lets through whoever has read the key in the data folder. Raises ``AccessDenied``."""
    key: SecretStr | None = request.app.state.beside_key
    if key is None or not is_known(request.headers.get(KEY_HEADER, ""), [key]):
        raise AccessDenied("Lời gọi này chỉ dành cho lệnh nghiquyet chạy trên cùng thư mục dữ liệu.")


beside = APIRouter(prefix=PREFIX, dependencies=[Depends(require_beside_key)], include_in_schema=False)


@beside.post("/ingest", response_model=None)
def ingest_files(asked: IngestCreate, assistant: AssistantDep) -> Response:
    """One line a file, after a line with their number; a failure is the last line."""
    return StreamingResponse(map(_line, _told(asked, assistant)), media_type=_LINES)


@beside.post("/remove", response_model=None)
def remove(asked: DocumentsCreate, assistant: AssistantDep) -> Response:
    """The names of what was taken out, by id."""
    return _done(assistant, lambda filing: filing.remove(asked.documents))


@beside.post("/restore", response_model=None)
def restore(asked: DocumentsCreate, assistant: AssistantDep) -> Response:
    """The names of what was put back, by id."""
    return _done(assistant, lambda filing: filing.restore(asked.documents))


def _done(assistant: Assistant, change: Callable[[Filing], Mapping[str, str]]) -> Response:
    with shared_filing(assistant) as filing:
        return Response(_line(dict(change(filing))), media_type=_LINES)


def _told(asked: IngestCreate, assistant: Assistant) -> Iterator[dict[str, Any]]:
    counted: list[int] = []
    try:
        with shared_filing(assistant) as filing:
            outcomes = ingest(
                [received(path) for path in asked.paths],
                settings=assistant.settings,
                workers=asked.workers,
                filing=filing,
                only=None if asked.only is None else {received(path) for path in asked.only},
                began=counted.append,
            )
            with closing(outcomes):
                for outcome in outcomes:
                    yield from ({"files": counted.pop()} for _ in counted[:1])
                    yield asdict(outcome)
    except Exception as error:
        yield {"loi": failure_line(error).removeprefix("Lỗi: ")}


def _line(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False) + "\n"
