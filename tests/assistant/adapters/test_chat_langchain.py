"""The real adapter against a real HTTP server that speaks the OpenAI protocol on loopback."""

import json
import time
from typing import Literal

import pytest
from pydantic import BaseModel

from assistant.adapters import chat_langchain
from assistant.adapters.chat_langchain import LangChainChat
from assistant.errors import ModelSilent, ModelUnavailable, PromptTooLong
from eval.scripted_parts import (
    base_model,
    cut_off,
    echoes,
    knows_no,
    says,
    says_nothing,
    thinks_aloud,
    thinks_apart,
    thinks_too_long,
    window,
)
from eval.scripted_server import BREAK_OFF, Called, Fail, scripted_server

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


FILLED = '{"intent": "list", "years": [2024]}'


@pytest.mark.parametrize(
    "part",
    [
        cut_off(FILLED),
        says('{"intent": "drop table", "years": []}'),
        says("Vâng, đây là JSON: " + FILLED),
        says("[]"),
        base_model,
        echoes,
        says_nothing,
        thinks_too_long,
        says("The income of the commune is 58 million dong."),
    ],
)
def test_what_does_not_fit_the_form_is_nothing_and_every_way_was_tried_once(part):
    with scripted_server(part) as server:
        chat = _chat(server)
        assert chat.fill("Chào", Form) is None
        assert _ways(server) == ["json_schema", "json_object", "tools", "text"]
        assert chat.fill("Chào", Form) is None
        assert _ways(server)[4:] == ["text"]


def _ways(server):
    return [
        (asked.get("response_format") or {}).get("type") or ("tools" if asked.get("tools") else "text")
        for asked in server.requests
    ]


@pytest.mark.parametrize("status", [400, 422, 500, 501])
def test_a_server_that_knows_no_schema_is_asked_for_json_and_that_is_remembered(status):
    with scripted_server(says(FILLED), refuses=knows_no("json_schema", status=status)) as server:
        chat = _chat(server)
        assert [chat.fill("Chào", Form) for _ in range(2)] == [Form(intent="list", years=[2024])] * 2
        assert (_ways(server), chat.way) == (["json_schema", "json_object", "json_object"], "json_object")
        assert '"enum": ["lookup", "list"]' in server.prompts[-1]


def test_a_server_that_knows_tools_alone_is_asked_by_a_tool():
    with scripted_server(
        lambda _: [Called(FILLED)], refuses=knows_no("json_schema", "json_object", status=400)
    ) as server:
        chat = _chat(server)
        assert chat.fill("Chào", Form) == Form(intent="list", years=[2024])
        assert chat.way == "tools"


def test_a_call_with_broken_arguments_is_nothing():
    with scripted_server(lambda _: [Called(FILLED[:20])], refuses=knows_no("json_schema", "json_object")) as server:
        assert _chat(server).fill("Chào", Form) is None


def test_a_server_that_knows_nothing_is_asked_in_words():
    with scripted_server(
        says(f"```json\n{FILLED}\n```"), refuses=knows_no("json_schema", "json_object", "tools")
    ) as it:
        chat = _chat(it)
        assert chat.fill("Chào", Form) == Form(intent="list", years=[2024])
        assert chat.way == "text"


@pytest.mark.parametrize(
    "part", [thinks_aloud(says(FILLED)), thinks_aloud(says(FILLED), opens=False), thinks_apart(says(FILLED))]
)
def test_thoughts_before_the_form_are_left_out(part):
    with scripted_server(part) as server:
        assert _chat(server).fill("Chào", Form) == Form(intent="list", years=[2024])
        assert _ways(server) == ["json_schema"]


def test_a_way_is_kept_for_the_next_process_by_server_and_model(tmp_path):
    kept = tmp_path / "forms.json"
    with scripted_server(says(FILLED), refuses=knows_no("json_schema")) as server:
        assert _chat(server, ways=kept).fill("Chào", Form)
        assert _chat(server, ways=kept).fill("Chào", Form)
        assert _ways(server) == ["json_schema", "json_object", "json_object"]
    with scripted_server(says(FILLED)) as another:
        assert _chat(another, ways=kept).fill("Chào", Form)
        assert _ways(another) == ["json_schema"]
    assert sorted(json.loads(kept.read_text()).values()) == ["json_object", "json_schema"]


def test_a_way_that_the_server_no_longer_knows_is_looked_for_anew(tmp_path):
    refusing = ["json_schema"]
    with scripted_server(says(FILLED), refuses=lambda asked: knows_no(*refusing)(asked)) as server:
        chat = _chat(server, ways=tmp_path / "forms.json")
        assert chat.fill("Chào", Form)
        refusing[:] = ["json_object"]
        assert chat.fill("Chào", Form)
        assert _ways(server) == ["json_schema", "json_object", "json_object", "json_schema"]
        assert chat.way == "json_schema"


@pytest.mark.parametrize(("status", "tries"), [(401, 1), (403, 1), (404, 1), (503, 3)])
def test_a_server_that_fails_is_not_asked_in_other_ways(status, tries):
    with scripted_server(lambda _: [Fail(status)]) as server:
        with pytest.raises(ModelUnavailable, match=f"{status}"):
            _chat(server).fill("Chào", Form)
        assert len(server.requests) == tries


def test_a_server_that_fails_in_every_way_is_no_server_that_fills_nothing(tmp_path):
    with scripted_server(lambda _: [Fail(500)]) as server:
        chat = _chat(server, ways=tmp_path / "forms.json")
        with pytest.raises(ModelUnavailable, match="500"):
            chat.fill("Chào", Form)
    assert (chat.way, list(tmp_path.iterdir())) == (None, [])


def test_a_server_that_is_silent_is_not_asked_in_other_ways():
    with scripted_server(lambda _: [3.0, FILLED]) as server:
        with pytest.raises(ModelUnavailable, match=r"quá 0\.3 giây"):
            _chat(server, timeout_s=0.3).fill("Chào", Form)
        assert len(server.requests) == 1


def test_a_way_that_silences_the_server_is_passed_over_from_the_next_question_on():
    def slow_with_a_schema(asked):
        if asked.get("response_format"):
            time.sleep(0.6)

    with scripted_server(says(FILLED), refuses=slow_with_a_schema) as server:
        chat = _chat(server, timeout_s=0.3)
        for _ in range(2):
            with pytest.raises(ModelSilent):
                chat.fill("Chào", Form)
        assert chat.fill("Chào", Form) == Form(intent="list", years=[2024])
        assert (_ways(server), chat.way) == (["json_schema", "json_object", "tools", "text"], "text")


@pytest.mark.parametrize(
    "refuses",
    [
        window(100),
        window(100, status=500, code=None),
        lambda _: Fail(400, "the request exceeds the available context size", "exceed_context_size_error"),
        lambda _: Fail(400, "Requested tokens (3024) exceed context window of 2048"),
    ],
)
def test_a_prompt_that_is_too_long_is_told_apart_at_once(refuses):
    with scripted_server(says("Xin chào."), refuses=refuses) as server:
        for ask in (_said, lambda chat: chat.fill("Chào", Form)):
            with pytest.raises(PromptTooLong, match="NQ_CHAT_PROMPT_TOKENS"):
                ask(_chat(server))
        assert len(server.requests) == 2


def test_an_empty_answer_is_told():
    with scripted_server(says_nothing) as server, pytest.raises(ModelUnavailable, match="trả lời trống"):
        _said(_chat(server))


def test_the_budget_is_sent_in_the_old_word_too_to_a_server_of_the_office():
    with scripted_server(says("Xin chào.")) as server:
        _said(_chat(server, answer_tokens=77))
        assert (server.requests[0]["max_tokens"], server.requests[0]["max_completion_tokens"]) == (77, 77)


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
