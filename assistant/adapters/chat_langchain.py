"""Any chat model of LangChain, by one name: "ollama:qwen3:8b", "openai:gpt-…" with a base URL of the office."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from assistant.errors import ModelUnavailable

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

MAX_TOKENS = 1024  # of an answer; the longest composed answer of the sample has about 700
_RETRIES = 2


class LangChainChat:
    """A chat model behind ``ports.ChatModel``; nothing is contacted before the first question."""

    def __init__(self, name: str, *, base_url: str | None, timeout_s: float) -> None:
        self._name = name
        self._model = _open(name, base_url=base_url, timeout_s=timeout_s)

    @property
    def name(self) -> str:
        """The name in the settings."""
        return self._name

    def complete(self, prompt: str) -> str:
        """The model's whole answer. Raises ``ModelUnavailable`` with the reason."""
        try:
            return str(self._model.invoke(prompt).text)
        except Exception as error:  # whatever a provider's client raises means the same to a user
            raise ModelUnavailable(
                f"Mô hình ngôn ngữ “{self._name}” không trả lời ({type(error).__name__}: {_first_line(error)}). "
                "Hãy kiểm tra máy chủ mô hình, hoặc bỏ NQ_CHAT_MODEL để dùng câu trả lời trích nguyên văn."
            ) from error


def _open(name: str, *, base_url: str | None, timeout_s: float) -> BaseChatModel:
    address = {"base_url": base_url} if base_url else {}
    try:
        from langchain.chat_models import init_chat_model

        model: BaseChatModel = cast("Any", init_chat_model)(
            name,
            temperature=0,
            timeout=timeout_s,
            max_retries=_RETRIES,
            max_tokens=MAX_TOKENS,
            **address,
        )
    except (ImportError, ValueError) as error:
        raise ModelUnavailable(
            f"Không mở được mô hình ngôn ngữ “{name}” ({_first_line(error)}). "
            "Tên có dạng nhà_cung_cấp:mô_hình, và cần gói của nhà cung cấp: pip install 'nghiquyet[model]'."
        ) from error
    return model


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
