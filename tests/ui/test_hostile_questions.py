"""Questions that nobody means, through every door: never a fault of ours."""

import json
from collections.abc import Iterator
from contextlib import closing

import pytest
from fastapi.testclient import TestClient

from assistant.build import Assistant, open_assistant
from assistant.settings import Settings
from assistant.types import Turn
from eval.bench.hostile import COMMANDS, hostile_questions
from ingest.pipeline import ingest
from tests.ui.answering.test_pooled import QUESTIONS, TEXT
from ui.app import create_app
from ui.conversing import converse

HALF_A_PAIR = '{"question": "\\ud800"}'


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("kho")
    (folder / "xa_binh_thuy.txt").write_text(TEXT, encoding="utf-8")
    settings = Settings(_env_file=None, data=folder / "kho", workers=1)
    list(ingest([folder / "xa_binh_thuy.txt"], settings=settings))
    with closing(open_assistant(settings)) as made:
        yield made


@pytest.fixture(scope="module")
def client(assistant: Assistant) -> TestClient:
    return TestClient(create_app(assistant), base_url="http://127.0.0.1", raise_server_exceptions=False)


@pytest.mark.slow
def test_every_door_answers_or_refuses(client: TestClient, assistant: Assistant) -> None:
    wrong = []
    for at, question in enumerate([*hostile_questions(200)[::4], *COMMANDS]):
        said = [{"role": "user", "content": question}]
        replies = {
            "/api/ask": client.post("/api/ask", json={"question": question}),
            "/api/ask/stream": client.post("/api/ask/stream", json={"question": question}),
            "/v1": client.post("/v1/chat/completions", json={"model": "nghiquyet", "messages": said}),
        }
        failed = [door for door, reply in replies.items() if reply.status_code >= 500 or '"status": 5' in reply.text]
        *_, screen = converse(assistant, question, exchanges=())
        failed += ["page"] if "Lỗi phần mềm" in (screen.exchanges[-1].failure or "") else []
        wrong += [(at, question[:60], failed)] if failed else []
    assert wrong == []


def test_text_that_is_none_and_nesting_without_end_are_refused(client: TestClient) -> None:
    headers = {"content-type": "application/json"}
    for path in ("/api/ask", "/api/ask/stream", "/v1/chat/completions"):
        for body in (HALF_A_PAIR, "[" * 100_000, json.dumps({"question": "x" * 2001}), "\x00", '{"question": 1e999}'):
            reply = client.post(path, content=body, headers=headers)
            told = reply.status_code == 200 and "event: problem" in reply.text  # a stream tells it once it has begun
            assert told or 400 <= reply.status_code < 500, (path, body[:20])
            assert '"status": 5' not in reply.text


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_conversation_of_hostile_turns_is_answered(assistant: Assistant, question: str) -> None:
    turns = [Turn("user" if at % 2 == 0 else "assistant", each) for at, each in enumerate(hostile_questions(20))]
    assert assistant.ask(question, history=turns).text
