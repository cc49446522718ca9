"""OpenAI's own client and LangChain's against our ``/v1``, over a real socket."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import httpx
import openai
import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.errors import ArchiveInUse, EmptyArchive
from assistant.settings import Settings
from tests.ui.fake_assistant import FakeAssistant
from ui.api.openai import MODEL, v1
from ui.api.routes import add_routes
from ui.render import answer_json

LEDGER = "Xã nào đặt thu nhập trên 58 triệu?"
HISTORY = [{"role": "user", "content": "Xã Trường Xuân?"}, {"role": "assistant", "content": "Có 1 xã."}]


def _app(assistant: FakeAssistant) -> FastAPI:
    app = FastAPI()
    app.state.assistant = assistant
    add_routes(app)
    app.include_router(v1)
    return app


@contextmanager
def _served(assistant: FakeAssistant) -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(_app(assistant), port=0, log_level="error"))
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def fake() -> FakeAssistant:
    return FakeAssistant(settings=Settings(_env_file=None, api_keys="khoa"))


@pytest.fixture(scope="module")
def url(fake: FakeAssistant) -> Iterator[str]:
    with _served(fake) as url:
        yield url


@pytest.fixture
def client(url: str) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=url, api_key="khoa", max_retries=0) as client:
        yield client


@pytest.fixture
def plain(assistant: FakeAssistant) -> TestClient:
    return TestClient(_app(assistant), raise_server_exceptions=False)


def _ask(client: openai.OpenAI, question: str, **changes: object) -> openai.types.chat.ChatCompletion:
    messages = [{"role": "user", "content": question}]
    return client.chat.completions.create(**({"model": MODEL, "messages": messages} | changes))


# -- OpenAI's client ---------------------------------------------------------------------------------


def test_models(client: openai.OpenAI) -> None:
    assert [model.id for model in client.models.list()] == [MODEL]
    assert client.models.retrieve(MODEL).owned_by == MODEL


def test_an_answer_with_its_sources_and_the_same_as_data(client: openai.OpenAI, fake: FakeAssistant) -> None:
    done = _ask(client, LEDGER)
    said = done.choices[0].message
    assert done.choices[0].finish_reason == "stop"
    assert said.content.startswith("**Có 1 xã** đặt chỉ tiêu")
    assert "Hiểu là: chỉ tiêu thu nhập bình quân đầu người trên 58" in said.content
    assert "Đã xét 5 văn bản" in said.content
    assert "\nNguồn:\n- [1] Nghị quyết của Ban Chấp hành Đảng bộ xã về" in said.content
    assert ", mục II.1 (tệp 002_hung_tan.txt): “Thu nhập bình quân" in said.content
    assert said.model_extra["nghiquyet"] == answer_json(fake.ask(LEDGER))
    assert done.usage.total_tokens == done.usage.prompt_tokens + done.usage.completion_tokens


def test_a_stream_says_the_same(client: openai.OpenAI) -> None:
    whole = _ask(client, LEDGER)
    chunks = list(_ask(client, LEDGER, stream=True, stream_options={"include_usage": True}))
    said = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    assert said == whole.choices[0].message.content
    assert len([chunk for chunk in chunks if chunk.choices and chunk.choices[0].delta.content]) > 3
    *_, last, usage = chunks
    assert last.choices[0].finish_reason == "stop"
    assert last.model_extra["nghiquyet"] == whole.choices[0].message.model_extra["nghiquyet"]
    assert usage.usage.total_tokens == usage.usage.prompt_tokens + usage.usage.completion_tokens
    assert len({chunk.id for chunk in chunks}) == 1


def test_the_conversation_goes_along_and_system_messages_do_not(client: openai.OpenAI, fake: FakeAssistant) -> None:
    system = {"role": "system", "content": "Từ nay nói tiếng Anh."}
    parts = [{"type": "text", "text": "Còn giải pháp"}, {"type": "text", "text": "cải cách?"}]
    done = _ask(client, "", messages=[system, *HISTORY, {"role": "user", "content": parts}])
    assert [(turn.role, turn.content) for turn in fake.heard[-1]] == [
        (turn["role"], turn["content"]) for turn in HISTORY
    ]
    assert done.choices[0].message.model_extra["nghiquyet"]["question"] == "Còn giải pháp\ncải cách?"


def test_a_wrong_key_is_told_as_openai_tells_it(url: str) -> None:
    with (
        openai.OpenAI(base_url=url, api_key="sai", max_retries=0) as client,
        pytest.raises(openai.AuthenticationError) as told,
    ):
        client.models.list()
    assert (told.value.code, told.value.type) == ("invalid_api_key", "invalid_request_error")


def test_other_models_are_not_found(client: openai.OpenAI) -> None:
    with pytest.raises(openai.NotFoundError) as told:
        _ask(client, "a", model="gpt-5")
    assert (told.value.code, told.value.param) == ("model_not_found", "model")
    with pytest.raises(openai.NotFoundError):
        client.models.retrieve("gpt-5")


@pytest.mark.parametrize("stream", [False, True])
def test_what_cannot_be_asked_is_a_bad_request_before_any_stream(client: openai.OpenAI, stream: bool) -> None:
    with pytest.raises(openai.BadRequestError) as told:
        _ask(client, "x" * 2001, stream=stream)
    assert "2001" in told.value.message
    assert told.value.param == "messages"


@pytest.mark.parametrize("stream", [False, True])
def test_a_fault_tells_nothing_of_the_inside(client: openai.OpenAI, stream: bool) -> None:
    with pytest.raises(openai.InternalServerError) as told:
        _ask(client, "hỏng", stream=stream)
    assert "bảng bị khóa" not in str(told.value)
    assert told.value.type == "server_error"


# -- LangChain's client ------------------------------------------------------------------------------


@pytest.mark.slow
def test_langchain_reads_it(url: str) -> None:
    from langchain_openai import ChatOpenAI

    model = ChatOpenAI(model=MODEL, base_url=url, api_key="khoa", max_retries=0)
    whole = model.invoke(LEDGER)
    assert whole.text.startswith("**Có 1 xã**")
    assert whole.response_metadata["finish_reason"] == "stop"
    chunks = list(model.stream(LEDGER))
    assert "".join(chunk.text for chunk in chunks) == whole.text
    assert len(chunks) > 3


# -- the protocol ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({"model": MODEL}, "messages"),
        ({"model": MODEL, "messages": []}, "messages"),
        ({"model": MODEL, "messages": [{"role": "user"}]}, "messages.0.content"),
        ({"model": MODEL, "messages": HISTORY}, "messages"),  # the last word is not the user's
        ({"model": MODEL, "messages": [{"role": "user", "content": "a"}], "n": 2}, "n"),
        (
            {"model": MODEL, "messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {}}]}]},
            "messages",
        ),
    ],
)
def test_a_malformed_request_names_its_field(plain: TestClient, body: dict, param: str) -> None:
    told = plain.post("/v1/chat/completions", json=body)
    assert told.status_code == 400
    error = told.json()["error"]
    assert set(error) == {"message", "type", "param", "code"}
    assert error["type"] == "invalid_request_error"
    assert error["param"].startswith(param)


def test_no_json_is_a_bad_request_too(plain: TestClient) -> None:
    told = plain.post("/v1/chat/completions", content=b"{", headers={"Content-Type": "application/json"})
    assert (told.status_code, told.json()["error"]["type"]) == (400, "invalid_request_error")


@pytest.mark.parametrize(("error", "code"), [(EmptyArchive("Kho trống."), 409), (ArchiveInUse("Đang dùng."), 503)])
def test_our_errors_keep_their_words(
    plain: TestClient, assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch, error: Exception, code: int
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(assistant, "ask", fail)
    told = plain.post("/v1/chat/completions", json={"model": MODEL, "messages": [{"role": "user", "content": "a"}]})
    assert told.status_code == code
    assert str(error) in told.json()["error"]["message"]


def test_a_stream_that_fails_on_the_way_ends_with_the_error(
    plain: TestClient, assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaking(*_: object, **__: object) -> Iterator[str]:
        yield "Có 1 xã"
        raise RuntimeError("bảng bị khóa")

    monkeypatch.setattr(assistant, "stream", breaking)
    body = {"model": MODEL, "messages": [{"role": "user", "content": "a"}], "stream": True}
    told = plain.post("/v1/chat/completions", json=body)
    *_, error, done = [line.removeprefix("data: ") for line in told.text.splitlines() if line]
    assert json.loads(error)["error"]["type"] == "server_error"
    assert done == "[DONE]"
    assert "bảng bị khóa" not in told.text


def test_leaving_closes_the_question(assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    left = []

    def endless(*_: object, **__: object) -> Iterator[str]:
        said = "Có"
        try:
            while True:
                said += " nữa"
                yield said
                time.sleep(0.01)
        finally:
            left.append(said)

    monkeypatch.setattr(assistant, "stream", endless)
    body = {"model": MODEL, "messages": [{"role": "user", "content": "a"}], "stream": True}
    with _served(assistant) as url:
        with httpx.stream("POST", f"{url}/chat/completions", json=body) as response:
            next(response.iter_bytes())
        until = time.monotonic() + 5
        while not left and time.monotonic() < until:
            time.sleep(0.01)
    assert len(left) == 1


# -- what clients and broken software send ------------------------------------------------------------


def _post(plain: TestClient, body: object, path: str = "/v1/chat/completions"):
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    return plain.post(path, content=sent, headers={"content-type": "application/json"})


def test_a_task_of_the_client_is_done_without_asking(plain: TestClient, assistant: FakeAssistant) -> None:
    task = '### Task:\nGenerate a concise, 3-5 word title. { "title": "…" }\nUSER: Xã nào trên 58 triệu?'
    body = {"model": MODEL, "messages": [{"role": "user", "content": task}]}
    done = _post(plain, body).json()["choices"][0]["message"]["content"]
    assert json.loads(done) == {"title": "Xã nào trên 58 triệu"}
    streamed = _post(plain, {**body, "stream": True}).text
    assert "Xã nào trên 58 triệu" in json.loads(streamed.split("\n\n")[0][6:])["choices"][0]["delta"]["content"]
    assert streamed.endswith("data: [DONE]\n\n")
    assert assistant.heard == []


def test_a_message_without_words_is_passed_over_in_a_conversation(
    plain: TestClient, assistant: FakeAssistant
) -> None:
    said = [{"role": "assistant", "content": None}, {"role": "user", "content": LEDGER}]
    assert _post(plain, {"model": MODEL, "messages": said}).status_code == 200
    assert assistant.heard == [[]]


def test_pictures_are_refused_in_a_question_and_passed_over_before_it(
    plain: TestClient, assistant: FakeAssistant
) -> None:
    picture = {"type": "image_url", "image_url": {"url": "data:image/png;base64,AA=="}}
    shown = {"role": "user", "content": [{"type": "text", "text": "Biểu này của xã nào?"}, picture]}
    refused = _post(plain, {"model": MODEL, "messages": [shown]})
    assert refused.status_code == 400
    assert "nghiquyet ingest" in refused.json()["error"]["message"]
    said = [shown, {"role": "assistant", "content": "…"}, {"role": "user", "content": LEDGER}]
    assert _post(plain, {"model": MODEL, "messages": said}).status_code == 200
    assert [turn.content for turn in assistant.heard[-1]] == ["Biểu này của xã nào?", "…"]


def test_a_system_message_makes_a_task_of_the_only_question_alone(
    plain: TestClient, assistant: FakeAssistant
) -> None:
    system = {"role": "system", "content": "You are a summarization AI: the request as a title in four words."}
    asked = {"role": "user", "content": LEDGER}
    _post(plain, {"model": MODEL, "messages": [system, asked]})
    assert assistant.heard == []
    _post(plain, {"model": MODEL, "messages": [system, *HISTORY, asked]})
    assert len(assistant.heard) == 1


@pytest.mark.parametrize(
    "body",
    [
        {"model": MODEL, "messages": [{"role": "user", "content": None}]},
        {"model": MODEL, "messages": [{"role": "user", "content": "xã \ud800 nào"}]},
        {"model": "\udfff", "messages": [{"role": "user", "content": LEDGER}]},
        {"model": MODEL, "messages": [{"role": "assistant", "content": "\udc00"}, {"role": "user", "content": "a"}]},
        b'{"model": "nghiquyet", "messages": [',
        b'{"model": "\xff\xfe"}',
    ],
)
def test_what_cannot_be_read_is_a_400_with_the_reason(plain: TestClient, body: object) -> None:
    refused = _post(plain, body)
    assert refused.status_code == 400
    assert len(refused.json()["error"]["message"]) > 10


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"question": "xã \ud800 nào"}, 422),
        ({"question": None}, 422),
        (b'{"question": ', 400),
        (b'{"question": "\xff"}', 400),
    ],
)
def test_the_api_tells_the_same(plain: TestClient, body: object, status: int) -> None:
    refused = _post(plain, body, "/api/ask")
    assert refused.status_code == status
    assert refused.json()["detail"]
