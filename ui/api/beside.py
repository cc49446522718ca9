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
from assistant.types import Turn
from ingest.doctor import examine_open, repair_open
from ingest.filing import Filing, shared_filing
from ingest.pipeline import ingest
from ui.api.auth import is_known
from ui.api.dependencies import AssistantDep
from ui.api.problems import problem_of
from ui.api.schemas import TurnCreate
from ui.beside import KEY_HEADER, PREFIX, given_out, received
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


class AskCreate(BaseModel):
    """A question and the turns before it; what a question may be is told by the assistant."""

    question: str
    history: list[TurnCreate] = []


class SearchCreate(BaseModel):
    """What to look for, and how many passages."""

    query: str
    k: int = Field(ge=1)


class ExamineCreate(BaseModel):
    """Whether to repair before looking."""

    repair: bool = False


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


@beside.post("/ask", response_model=None)
def ask(asked: AskCreate, assistant: AssistantDep) -> Response:
    """The whole answer, as the command would have made it."""
    history = [Turn(role=turn.role, content=turn.content) for turn in asked.history]
    return _one(lambda: {"answer": given_out(assistant.ask(asked.question, history=history))})


@beside.post("/search", response_model=None)
def search(asked: SearchCreate, assistant: AssistantDep) -> Response:
    """The passages found, with the score of each leg."""
    return _one(lambda: {"found": given_out(assistant.search(asked.query, k=asked.k))})


@beside.post("/examine", response_model=None)
def look(asked: ExamineCreate, assistant: AssistantDep) -> Response:
    """What ``doctor`` finds here; after a repair where it is asked for."""
    work = repair_open if asked.repair else examine_open
    return _one(lambda: {"findings": given_out(work(assistant))})


def _one(work: Callable[[], dict[str, Any]]) -> Response:
    """What the work gives, or how it failed, with the kind of its error: the command raises it again."""
    try:
        told = work()
    except Exception as error:
        told = _failed(error)
    return Response(_line(told), media_type=_LINES)


def _failed(error: Exception) -> dict[str, Any]:
    return {**problem_of(error), "kind": type(error).__name__}


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
        yield _failed(error)


def _line(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False) + "\n"
