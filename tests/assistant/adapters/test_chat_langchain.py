"""The real adapter against a real HTTP server that speaks the OpenAI protocol on loopback."""

import time
from typing import Literal

import pytest
from pydantic import BaseModel

from assistant.adapters import chat_langchain
from assistant.adapters.chat_langchain import LangChainChat
from assistant.errors import ModelUnavailable
from eval.scripted_server import BREAK_OFF, Fail, scripted_server

pytestmark = pytest.mark.slow


class Form(BaseModel):
    intent: Literal["lookup", "list"]
    years: list[int]


@pytest.fixture(autouse=True)
def _quickly(monkeypatch):
    monkeypatch.setattr(chat_langchain, "PAUSES_S", (0.01, 0.01))
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)


def _chat(server, **changes):
    return LangChainChat("openai:m", base_url=server.url, **({"timeout_s": 5.0} | changes))


def _said(chat):
    return "".join(chat.stream("Chào"))


def test_it_streams_within_its_budget_and_needs_no_key():
    with scripted_server(lambda _: ["Xin ", "chào. ", "[c1]"]) as server:
        chat = _chat(server, answer_tokens=77)
        assert [piece for piece in chat.stream("Chào") if piece] == ["Xin ", "chào. ", "[c1]"]
        asked = server.requests[0]
    assert chat.name == "openai:m"
    assert (asked["temperature"], asked["stream"], asked["max_completion_tokens"]) == (0, True, 77)


def test_a_busy_server_is_asked_again():
    plays = iter([[Fail(503)], [Fail(429)], ["Xin chào."]])
    with scripted_server(lambda _: next(plays)) as server:
        assert _said(_chat(server)) == "Xin chào."
    assert len(server.requests) == 3


@pytest.mark.parametrize(("status", "tries"), [(400, 1), (401, 1), (404, 1), (503, 3)])
def test_a_failing_server_is_one_clear_line_after_as_many_tries_as_can_help(status, tries):
    with scripted_server(lambda _: [Fail(status)]) as server:
        with pytest.raises(ModelUnavailable, match=rf"^Mô hình ngôn ngữ “openai:m” không trả lời .*{status}\)\.$"):
            _said(_chat(server))
        assert len(server.requests) == tries


def test_a_silent_server_is_given_up_once():
    with scripted_server(lambda _: [3.0, "muộn"]) as server:
        began = time.monotonic()
        with pytest.raises(ModelUnavailable, match=r"quá 0\.3 giây"):
            _said(_chat(server, timeout_s=0.3))
        assert time.monotonic() - began < 2.5
        assert len(server.requests) == 1


def test_a_server_that_is_not_there_is_told():
    with scripted_server(lambda _: []) as server:
        pass
    with pytest.raises(ModelUnavailable, match=r"không trả lời \(không kết nối được máy chủ\)\.$"):
        _said(_chat(server))


def test_an_answer_that_breaks_off_gives_what_came_and_then_says_so():
    with scripted_server(lambda _: ["Xin ", BREAK_OFF]) as server:
        said = _chat(server).stream("Chào")
        assert next(piece for piece in said if piece) == "Xin "
        with pytest.raises(ModelUnavailable, match="ngắt giữa chừng"):
            list(said)
        assert len(server.requests) == 1


def test_closing_the_generator_ends_the_request():
    with scripted_server(lambda _: ["một. ", *[word for _ in range(100) for word in (0.02, "hai ")]]) as server:
        said = _chat(server).stream("Chào")
        assert next(piece for piece in said if piece) == "một. "
        said.close()
        until = time.monotonic() + 5
        while not server.left and time.monotonic() < until:
            time.sleep(0.01)
    assert server.left == 1
    assert len(server.sent) < 100


def test_a_form_is_filled():
    with scripted_server(lambda _: ['{"intent": "list", "years": [2024]}']) as server:
        assert _chat(server).fill("Chào", Form) == Form(intent="list", years=[2024])
        asked = server.requests[0]["response_format"]
    assert asked["type"] == "json_schema"


@pytest.mark.parametrize(
    "said", ['{"intent": "li', '{"intent": "drop table", "years": []}', "Vâng, đây là JSON", "[]"]
)
def test_what_does_not_fit_the_form_is_nothing(said):
    with scripted_server(lambda _: [said]) as server:
        assert _chat(server).fill("Chào", Form) is None


def test_an_unknown_provider_names_the_remedy():
    with pytest.raises(ModelUnavailable, match="nhà_cung_cấp:mô_hình"):
        LangChainChat("khong_co:m", base_url=None, timeout_s=5)


def test_ollama_gets_its_limits_in_its_own_words():
    chat = LangChainChat(
        "ollama:m", base_url="http://127.0.0.1:9", timeout_s=5, prompt_tokens=3000, answer_tokens=500
    )
    assert (chat._model.num_ctx, chat._model.num_predict) == (3500, 500)
    assert chat._model._client._client.timeout.read == 5
    with pytest.raises(ModelUnavailable, match="không trả lời"):
        _said(chat)


def test_a_missing_key_of_a_cloud_names_itself():
    with pytest.raises(ModelUnavailable, match="Không mở được"):
        LangChainChat("openai:m", base_url=None, timeout_s=5)
