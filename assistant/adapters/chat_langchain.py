"""Any chat model of LangChain, by one name: "ollama:qwen3:8b", "openai:gpt-…" with a base URL of the office.

Nothing is contacted before the first question. A request is tried again only where that can help (the server was
busy, restarting, or not reached) and only as long as nothing of the answer has come; a server that is silent for
too long is not asked again, since its second silence would cost the user as much as the first. How a form is asked
for depends on the server (``chat_forms``).
"""

from __future__ import annotations

import json
import logging
import os
import re
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from assistant.adapters.chat_forms import KnownWay, Way, WayRefused, fill
from assistant.errors import ModelSilent, ModelUnavailable, PromptTooLong
from assistant.ports import Form
from prompts import render

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

log = logging.getLogger(__name__)

# Seconds before the second and the third try.
PAUSES_S = (0.5, 1.5)
# Too many requests, a conflict, an early request, or a server that is starting or overloaded.
RETRYABLE = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
# What servers answer to a way of asking for a form that they do not know.
_REFUSING = frozenset({400, 415, 422, 500, 501})
_METHODS: dict[Way, Literal["json_schema", "json_mode", "function_calling"]] = {
    "json_schema": "json_schema",
    "json_object": "json_mode",
    "tools": "function_calling",
}
# How OpenAI, vLLM, llama.cpp and its Python server say that a prompt is longer than the model's window.
_TOO_LONG = re.compile(
    r"context[_ ](?:length|window|size)|maximum context|prompt is too long|exceed_context", re.IGNORECASE
)

_OLLAMA = "ollama"
_OPENAI = "openai"
_NO_KEY = "none"  # OpenAI's client insists on a key, servers of an office mostly want none

Got = TypeVar("Got")


class LangChainChat:
    """A chat model behind ``ports.ChatModel``. Threads may share it.

    ``timeout_s`` is the longest silence that is waited out; ``prompt_tokens`` and ``answer_tokens`` are the budget
    of one question; ``ways`` is the file that keeps how each server is asked for a form, None for memory alone.
    """

    def __init__(
        self,
        name: str,
        *,
        base_url: str | None,
        timeout_s: float,
        api_key: str | None = None,
        prompt_tokens: int = 6000,
        answer_tokens: int = 1024,
        ways: Path | None = None,
    ) -> None:
        self._name = name
        self._timeout_s = timeout_s
        settings = _settings(
            name, base_url, timeout_s=timeout_s, prompt_tokens=prompt_tokens, answer_tokens=answer_tokens
        )
        self._model = _open(name, {**settings, **_address(name, base_url=base_url, api_key=api_key)})
        self._known = KnownWay(ways, server=f"{base_url or ''} {name}".strip())

    @property
    def name(self) -> str:
        """The name in the settings."""
        return self._name

    @property
    def way(self) -> Way | None:
        """How its server is asked for a form; None where that is not known yet."""
        return self._known.way

    def stream(self, prompt: str) -> Generator[str]:
        """The answer as it comes; closing the generator closes the connection.

        Raises ``ModelUnavailable``, also where it ends without a word; ``PromptTooLong`` before the first.
        """
        first, chunks = self._trying(lambda: _begun(self._model.stream(prompt)))
        with closing(chunks):
            ended = spoke = False
            try:
                for chunk in _all(first, chunks):
                    ended = ended or any("reason" in key.lower() for key in chunk.response_metadata)
                    spoke = spoke or bool(chunk.text)
                    yield str(chunk.text)
            except Exception as error:  # whatever a provider's client raises means the same to a user
                raise self._failed(error, "ngắt giữa chừng") from error
        if not ended:
            raise self._failed(EOFError("no reason to stop was given"), "ngắt giữa chừng")
        if not spoke:
            raise self._failed(EOFError("the answer is empty"), "trả lời trống")

    def fill(self, prompt: str, form: type[Form]) -> Form | None:
        """The form as the model fills it; None where what it says does not fit.

        Raises ``ModelUnavailable``, and ``PromptTooLong``.
        """
        return fill(form, self._known, lambda way: self._asked(way, prompt, form))

    def _asked(self, way: Way, prompt: str, form: type[Form]) -> str:
        """What the model says, asked for a form by ``way``. Raises ``WayRefused`` where it has none."""
        schema = {**form.model_json_schema(), "title": form.__name__}
        told = prompt
        if way in ("json_object", "text"):
            told = render("form", prompt=prompt, schema=json.dumps(schema, ensure_ascii=False))
        if way == "text":
            return str(self._trying(lambda: _whole(lambda: self._model.invoke(told))).text)
        try:
            asking = self._model.with_structured_output(schema, method=_METHODS[way], include_raw=True)
        except (ValueError, TypeError, NotImplementedError) as error:  # a provider that has no such way
            raise WayRefused(str(error)) from error
        said = self._trying(lambda: _whole(lambda: cast("Any", asking.invoke(told))["raw"]), refused=_REFUSING)
        return _arguments(said) if way == "tools" else str(said.text)

    def _trying(self, attempt: Callable[[], Got], *, refused: frozenset[int] = frozenset()) -> Got:
        """What the attempt gives, tried again after each of ``PAUSES_S`` where that can help.

        Raises ``WayRefused`` where the server answers one of ``refused``.
        """
        for pause in (*PAUSES_S, None):
            try:
                return attempt()
            except Exception as error:
                if _status(error) in refused and not _is_too_long(error):
                    raise WayRefused(str(error)) from error
                if pause is None or not is_retryable(error):
                    raise self._failed(error, "không trả lời") from error
                log.info("Mô hình %s: %r; thử lại sau %s giây", self._name, error, pause)
                time.sleep(pause)
        raise AssertionError("the last attempt returns or raises")

    def _failed(self, error: Exception, what: str) -> ModelUnavailable:
        """One line for the user; what the server said goes to the log, since nobody knows what it holds."""
        log.warning("Mô hình %s: %r", self._name, error)
        if _is_too_long(error):
            return PromptTooLong(
                f"Mô hình ngôn ngữ “{self._name}” không nhận được lời nhắc dài như vậy; hãy giảm "
                "NQ_CHAT_PROMPT_TOKENS, hoặc mở mô hình với cửa sổ ngữ cảnh rộng hơn."
            )
        if _timed_out(error):
            return ModelSilent(f"Mô hình ngôn ngữ “{self._name}” quá {self._timeout_s:g} giây chưa trả lời.")
        return ModelUnavailable(f"Mô hình ngôn ngữ “{self._name}” {what}{_reason(error)}.")


def is_retryable(error: BaseException) -> bool:
    """Whether the same request may succeed a moment later."""
    import httpx

    status = _status(error)
    if status is not None:
        return status in RETRYABLE and not _is_too_long(error)
    lost = (ConnectionError, httpx.TransportError)
    return not _timed_out(error) and any(isinstance(each, lost) for each in _causes(error))


def _reason(error: BaseException) -> str:
    """What an administrator can act on, in brackets, or nothing."""
    import httpx

    status = _status(error)
    if status is not None:
        return f" (máy chủ báo lỗi {status})"
    refused = any(isinstance(each, (httpx.ConnectError, ConnectionRefusedError)) for each in _causes(error))
    return " (không kết nối được máy chủ)" if refused else ""


def _timed_out(error: BaseException) -> bool:
    import httpx

    return any(isinstance(each, (TimeoutError, httpx.TimeoutException)) for each in _causes(error))


def _is_too_long(error: BaseException) -> bool:
    """Whether a server says that the prompt is longer than the model's window."""
    return _status(error) is not None and any(_TOO_LONG.search(str(each)) for each in _causes(error))


def _status(error: BaseException) -> int | None:
    """The HTTP status behind an error, as OpenAI's, Ollama's and Anthropic's clients carry it."""
    found = (getattr(each, "status_code", None) for each in _causes(error))
    return next((status for status in found if isinstance(status, int) and status >= 400), None)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error and what it was raised from."""
    each: BaseException | None = error
    while each is not None:
        yield each
        each = each.__cause__ or each.__context__


def _whole(ask: Callable[[], Any]) -> Any:
    """The message that is the answer; an empty one where the client could not read it (cut off, no JSON)."""
    from langchain_core.messages import AIMessage

    try:
        return ask()
    except Exception as error:
        if _status(error) is not None or _timed_out(error) or is_retryable(error):
            raise
        log.info("Không đọc được câu trả lời: %r", error)
        return AIMessage("")


def _arguments(said: Any) -> str:
    """The arguments of the first call of a tool, as JSON; what is no JSON as the model wrote it."""
    if said.tool_calls:
        return json.dumps(said.tool_calls[0]["args"], ensure_ascii=False)
    return str(said.invalid_tool_calls[0]["args"]) if said.invalid_tool_calls else ""


def _begun(chunks: Iterator[Any]) -> tuple[Any, Any]:
    """The first chunk and the rest: only with it is the request known to be answered."""
    return next(chunks, None), chunks


def _all(first: Any, rest: Iterator[Any]) -> Iterator[Any]:
    if first is not None:
        yield first
        yield from rest


def _settings(
    name: str, base_url: str | None, *, timeout_s: float, prompt_tokens: int, answer_tokens: int
) -> dict[str, Any]:
    """Limits in the words of the provider; Ollama has its own, and would cut a long prompt without saying so."""
    if _provider(name) == _OLLAMA:
        return {
            "num_predict": answer_tokens,
            "num_ctx": prompt_tokens + answer_tokens,
            "client_kwargs": {"timeout": timeout_s},
        }
    limits: dict[str, Any] = {"max_tokens": answer_tokens, "timeout": timeout_s, "max_retries": 0}
    if base_url and _provider(name) == _OPENAI:
        # LangChain sends "max_completion_tokens"; llama.cpp's Python server and older ones know the old name only.
        limits["extra_body"] = {"max_tokens": answer_tokens}
    return limits


def _address(name: str, *, base_url: str | None, api_key: str | None) -> dict[str, Any]:
    given: dict[str, Any] = {"base_url": base_url} if base_url else {}
    known = os.environ.get(f"{_provider(name).upper()}_API_KEY")
    key = api_key or (_NO_KEY if base_url and not known else None)
    return given | ({"api_key": key} if key and _provider(name) != _OLLAMA else {})


def _provider(name: str) -> str:
    return name.partition(":")[0]


def _open(name: str, settings: dict[str, Any]) -> BaseChatModel:
    try:
        from langchain.chat_models import init_chat_model

        model: BaseChatModel = cast("Any", init_chat_model)(name, temperature=0, **settings)
    except Exception as error:  # an unknown provider, a missing package, a missing key: each provider has its own
        raise ModelUnavailable(
            f"Không mở được mô hình ngôn ngữ “{name}” ({str(error).partition(chr(10))[0]}). "
            "Tên có dạng nhà_cung_cấp:mô_hình, và cần gói của nhà cung cấp: pip install 'nghiquyet[model]'."
        ) from error
    return model
