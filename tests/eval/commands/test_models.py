import json

import pytest
from typer.testing import CliRunner

from assistant.errors import InvalidSetting
from eval.cli import app
from eval.scripted_parts import PHRASING
from eval.scripted_server import scripted_server


def test_without_a_model_there_is_nothing_to_try(monkeypatch):
    monkeypatch.delenv("NQ_CHAT_MODEL", raising=False)
    done = CliRunner().invoke(app, ["models"])
    assert isinstance(done.exception, InvalidSetting)
    assert "NQ_CHAT_MODEL" in str(done.exception)


@pytest.mark.slow
def test_a_table_and_a_file_tell_how_the_model_fared(tmp_path):
    out = tmp_path / "build" / "models.json"
    with scripted_server(PHRASING["invents"]) as server:
        model = {"NQ_CHAT_MODEL": "openai:m", "NQ_CHAT_BASE_URL": server.url}
        done = CliRunner().invoke(app, ["models", "--limit", "2", "--out", str(out)], env=model)
    assert done.exit_code == 0, done.output
    assert "Con số không có căn cứ" in done.stdout
    figures = json.loads(out.read_text(encoding="utf-8"))
    assert (figures["questions"], figures["shown"], figures["unsupported_numbers"]) == (2, 0, 0)
    assert figures["struck"] == sum(each["struck"] for each in figures["results"]) > 0
