"""The real adapter against a real HTTP server that speaks the OpenAI protocol on loopback."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import ClassVar

import pytest

from assistant.adapters.chat_langchain import LangChainChat
from assistant.errors import ModelUnavailable

pytestmark = pytest.mark.slow


class _Handler(BaseHTTPRequestHandler):
    status = 200
    asked: ClassVar[list[dict]] = []

    def do_POST(self):
        self.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        choice = {"index": 0, "message": {"role": "assistant", "content": "Xin chào. [c1]"}, "finish_reason": "stop"}
        body = {"id": "1", "object": "chat.completion", "created": 0, "model": "m", "choices": [choice]}
        data = json.dumps(body if self.status == 200 else {"error": {"message": "hỏng"}}).encode()
        self.send_response(self.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    _Handler.status, _Handler.asked = 200, []
    http = HTTPServer(("127.0.0.1", 0), _Handler)
    thread = Thread(target=http.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{http.server_port}/v1"
    http.shutdown()
    http.server_close()


@pytest.fixture(autouse=True)
def _key(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "khong-can")


def test_it_asks_and_answers(server):
    chat = LangChainChat("openai:m", base_url=server, timeout_s=5)
    assert chat.complete("Chào") == "Xin chào. [c1]"
    assert chat.name == "openai:m"
    assert _Handler.asked[0]["temperature"] == 0


def test_a_failing_server_is_one_clear_error(server):
    _Handler.status = 400
    with pytest.raises(ModelUnavailable, match=r"openai:m.*không trả lời"):
        LangChainChat("openai:m", base_url=server, timeout_s=5).complete("Chào")


def test_an_unknown_provider_names_the_remedy():
    with pytest.raises(ModelUnavailable, match="nhà_cung_cấp:mô_hình"):
        LangChainChat("khong_co:m", base_url=None, timeout_s=5)
