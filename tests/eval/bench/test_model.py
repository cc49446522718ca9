from pathlib import Path

import pytest

from assistant.settings import Settings
from eval.bench.model import LIMIT_MS, REPEATS, model
from eval.bench.place import Place
from eval.bench.questions import QUESTIONS
from ingest.pipeline import ingest
from tests.assistant.ask.sample_parts import SAMPLE

pytestmark = pytest.mark.slow


def test_a_first_sentence_is_shown_while_the_model_is_silent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = tmp_path / "data"
    list(ingest(sorted(SAMPLE.glob("*.txt")), settings=Settings(data=data, _env_file=None)))
    monkeypatch.setattr(Place, "sample_data", data)
    monkeypatch.setattr("eval.bench.model.REPEATS", 1)
    first, verify = model(Place(tmp_path, shared=tmp_path))
    assert (first.name, first.limit) == ("model.first", LIMIT_MS)
    asked = int(first.detail.split(" lần hỏi")[0])
    assert 0 < asked <= len(QUESTIONS["passages"])  # the rules answer some by themselves
    assert REPEATS > 1
    assert verify.value > 0
    assert verify.limit is None
