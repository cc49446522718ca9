"""The assistant as a model of the OpenAI API, for Open WebUI and any other client: ``/v1``.

An answer is one message: its text with ``[n]`` marks, how it was understood, and the sources below. The same as data
(citations, rows, coverage, trace) stands in the extension field ``nghiquyet`` of the message, or of the last piece of
a stream. Errors have OpenAI's form.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Generator, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any, cast

from fastapi import APIRouter, Depends, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, StreamingResponse
from fastapi.routing import APIRoute
from starlette.concurrency import iterate_in_threadpool
from starlette.exceptions import HTTPException

from assistant.errors import AccessDenied, InvalidQuestion, NghiquyetError
from assistant.language.text import syllables
from assistant.types import Answer, Citation, Turn
from ui import words
from ui.api.auth import require_key
from ui.api.client_tasks import Task, question_in, task_of
from ui.api.dependencies import AssistantDep
from ui.api.openai_schemas import ChatCreate
from ui.api.problems import status_of
from ui.api.request_text import NO_JSON, broken_json, require_whole_text
from ui.failures import failure_line
from ui.render import Json, answer_json
from ui.views.markdown import inert

MODEL = "nghiquyet"
EXTENSION = "nghiquyet"

_ONLY_WORDS = (
    "Tin nhắn có ảnh hoặc tệp kèm theo; ở đây trợ lý chỉ đọc câu hỏi bằng chữ. Muốn hỏi về tệp ấy, hãy nạp vào kho "
    "bằng: nghiquyet ingest ĐƯỜNG_DẪN"
)
_QUOTED = 240  # characters of a quote below an answer; the whole of it is in the extension
_BAD_REQUEST = 400
_EVENTS = "text/event-stream"
_END = "data: [DONE]\n\n"


@dataclass(eq=False)
class Refused(Exception):
    """A request that cannot be served, in OpenAI's words."""

    status: int
    message: str
    code: str | None = None
    param: str | None = None


class OpenAIRoute(APIRoute):
    """A route whose failures are told in OpenAI's form."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler of FastAPI, with every error turned into an answer."""
        handle = super().get_route_handler()

        async def told(request: Request) -> Response:
            try:
                return await handle(request)
            except Exception as error:
                status, body = error_json(error)
                return JSONResponse(body, status_code=status)

        return told


v1 = APIRouter(
    prefix="/v1",
    route_class=OpenAIRoute,
    dependencies=[Depends(require_key), Depends(require_whole_text)],
    tags=["OpenAI"],
)


@v1.get("/models", summary="Các mô hình (giao thức OpenAI)")
def list_models() -> Json:
    """Một mô hình: chính trợ lý này."""
    return {"object": "list", "data": [_model()]}


@v1.get("/models/{model}", summary="Một mô hình (giao thức OpenAI)")
def read_model(model: str) -> Json:
    """Thông tin về mô hình ấy."""
    _check_model(model)
    return _model()


@v1.post("/chat/completions", summary="Hỏi (giao thức OpenAI)", response_model=None)
def complete(asked: ChatCreate, assistant: AssistantDep) -> Json | Response:
    """Trả lời tin nhắn cuối; trích dẫn có trong lời đáp và trong trường nghiquyet."""
    _check_model(asked.model)
    question, history = _conversation(asked)
    usage = _Usage(sum(len(syllables(message.text)) for message in asked.messages))
    with_usage = usage if asked.stream_options and asked.stream_options.include_usage else None
    if (task := task_of(question, system=_system(asked))) is not None:
        if asked.stream:
            return StreamingResponse(chain(map(_event, _task_chunks(task, with_usage)), [_END]), media_type=_EVENTS)
        return _completed({"role": "assistant", "content": task.reply}, usage, said=task.reply)
    question = question_in(question)
    if not asked.stream:
        answer = assistant.ask(question, history=history)
        return _completion(answer, usage)
    pieces = assistant.stream(question, history=history)
    first = next(pieces)  # what is wrong with a question is told before the stream begins
    return StreamingResponse(_events(first, pieces, with_usage), media_type=_EVENTS)


def error_json(error: Exception) -> tuple[int, Json]:
    """An error as the status and the body that OpenAI's clients understand."""
    refused = _refused(error)
    kind = "server_error" if refused.status >= 500 else "invalid_request_error"
    told = {"message": refused.message, "type": kind, "param": refused.param, "code": refused.code}
    return refused.status, {"error": told}


def _refused(error: Exception) -> Refused:
    if isinstance(error, Refused):
        return error
    if isinstance(error, HTTPException):  # the body is no text
        return Refused(error.status_code, NO_JSON)
    if isinstance(error, RequestValidationError) and (why := broken_json(error)):
        return Refused(_BAD_REQUEST, why)
    if isinstance(error, RequestValidationError):
        where = ".".join(str(step) for step in error.errors()[0]["loc"][1:])
        return Refused(_BAD_REQUEST, f"Yêu cầu không hợp lệ ở {where or 'thân yêu cầu'}.", param=where or None)
    if isinstance(error, AccessDenied):
        return Refused(status_of(error), str(error), code="invalid_api_key")
    if isinstance(error, InvalidQuestion):
        return Refused(_BAD_REQUEST, str(error), param="messages")
    return Refused(status_of(error) if isinstance(error, NghiquyetError) else 500, failure_line(error))


def _model() -> Json:
    return {"id": MODEL, "object": "model", "created": 0, "owned_by": MODEL}


def _check_model(name: str) -> None:
    if name != MODEL:
        raise Refused(404, f"Không có mô hình “{name}”; chỉ có “{MODEL}”.", code="model_not_found", param="model")


def _conversation(asked: ChatCreate) -> tuple[str, list[Turn]]:
    """The question and the turns before it. Raises ``Refused`` where the last message is not the user's words."""
    said = [message for message in asked.messages if message.role in ("user", "assistant")]
    if not said or said[-1].role != "user":
        raise Refused(_BAD_REQUEST, "Tin nhắn cuối phải là của người dùng.", param="messages")
    *before, last = said
    if last.has_more_than_words:
        raise Refused(_BAD_REQUEST, _ONLY_WORDS, param="messages")
    turns = [Turn(cast("Any", message.role), question_in(message.text)) for message in before if message.text]
    return last.text, turns


def _system(asked: ChatCreate) -> str:
    """What the system says where it may make a task of the user's words: before the only message of a user."""
    said = [message for message in asked.messages if message.text]
    return said[0].text if [message.role for message in said] in (["system", "user"], ["developer", "user"]) else ""


# -- an answer as one message ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Usage:
    """Syllables asked; nothing is billed, but clients show the counts."""

    asked: int

    def json(self, said: str) -> Json:
        """The counts with those of the answer."""
        answered = len(syllables(said))
        return {"prompt_tokens": self.asked, "completion_tokens": answered, "total_tokens": self.asked + answered}


def _completion(answer: Answer, usage: _Usage) -> Json:
    said = inert(answer.text) + below(answer)
    return _completed({"role": "assistant", "content": said, EXTENSION: answer_json(answer)}, usage, said=said)


def _completed(message: Json, usage: _Usage, *, said: str) -> Json:
    choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
    return {**_head("chat.completion"), "choices": [choice], "usage": usage.json(said)}


def below(answer: Answer) -> str:
    """What stands below an answer: how it was read, what it covers, and its sources."""
    reading = f"Hiểu là: {answer.question.reading}" if answer.question.reading else None
    notes = [inert(line) for line in (reading, words.coverage_line(answer), words.struck_line(answer)) if line]
    parts = ["  \n".join(notes), "\n".join(["Nguồn:", *map(_source, answer.citations)] if answer.citations else [])]
    return "".join(f"\n\n{part}" for part in parts if part)


def _source(citation: Citation) -> str:
    quote = " ".join(citation.quote.split())
    short = quote if len(quote) <= _QUOTED else f"{quote[:_QUOTED].rsplit(' ', 1)[0]} …"
    return f"- [{citation.n}] {inert(f'{words.cited_line(citation)}: “{short}”')}"


# -- an answer as a stream ---------------------------------------------------------------------------


async def _events(first: str | Answer, pieces: Generator[str | Answer], usage: _Usage | None) -> AsyncIterator[str]:
    """Server-sent events. Where the client leaves, the question is given up, and a model's request with it."""
    head = _head("chat.completion.chunk")
    try:
        async for choice, extension in iterate_in_threadpool(_choices(chain([first], pieces))):
            yield _event({**head, "choices": [choice], **extension})
            if usage and EXTENSION in extension:
                said = extension[EXTENSION]["text"]
                yield _event({**head, "choices": [], "usage": usage.json(said)})
    except Exception as error:
        yield _event(error_json(error)[1])
    finally:
        pieces.close()
    yield _END


def _task_chunks(task: Task, usage: _Usage | None) -> Iterator[Json]:
    """The reply to a task of the client, in pieces as a question's."""
    head = _head("chat.completion.chunk")
    yield {**head, "choices": [_delta(role="assistant", content=task.reply)]}
    yield {**head, "choices": [{**_delta(), "finish_reason": "stop"}]}
    if usage:
        yield {**head, "choices": [], "usage": usage.json(task.reply)}


def _choices(pieces: Iterator[str | Answer]) -> Iterator[tuple[Json, Json]]:
    """Each new stretch of the answer as a choice; with the last one the extension."""
    yield _delta(role="assistant", content=""), {}
    sent = 0
    for piece in pieces:
        if isinstance(piece, Answer):
            yield _delta(content=inert(piece.text[sent:]) + below(piece)), {}
            yield {**_delta(), "finish_reason": "stop"}, {EXTENSION: answer_json(piece)}
        elif len(piece) > sent:
            yield _delta(content=inert(piece[sent:])), {}
            sent = len(piece)


def _delta(**said: str) -> Json:
    return {"index": 0, "delta": said, "finish_reason": None, "logprobs": None}


def _head(kind: str) -> Json:
    return {"id": f"chatcmpl-{secrets.token_hex(12)}", "object": kind, "created": int(time.time()), "model": MODEL}


def _event(body: Json) -> str:
    return f"data: {json.dumps(body, ensure_ascii=False)}\n\n"
