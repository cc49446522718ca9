import json
import lzma
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from eval.bench import throughput
from eval.bench.figure import Skipped
from eval.bench.place import Place
from tests.eval.making import FakeAssistant, FakeShelf, make_document


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    made = FakeAssistant(FakeShelf([make_document("a.txt"), make_document("b.txt")]))
    monkeypatch.setitem(sys.modules, "assistant.build", SimpleNamespace(open_assistant=lambda _: made))
    monkeypatch.setattr(throughput, "_seconds_of_ours", lambda *_, data: 4.0)
    monkeypatch.setattr(throughput, "_seconds_of_plain", lambda *_, data: 6.0)
    place = Place(tmp_path / "work", shared=tmp_path)
    place.folder.mkdir()
    vars(place)["sample_data"] = tmp_path
    return place


def test_documents_per_second_and_ratio(place: Place) -> None:
    rows = [{"id": f"r{number}", "title": "Quyết định", "text": "nội dung"} for number in range(10)]
    with lzma.open(place.shared / throughput.REAL, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    sample, sample_ratio, real, real_ratio = throughput.throughput(place)
    assert (sample.value, real.value) == (2 / 4, 10 / 4)
    assert (sample_ratio.value, real_ratio.value) == (6 / 4, 6 / 4)
    assert (place.folder / "real-texts" / "r9.txt").read_text(encoding="utf-8") == "Quyết định\n\nnội dung"


def test_the_sample_is_measured_where_the_real_documents_are_absent(place: Place) -> None:
    figures = throughput.throughput(place)
    assert [next(figures).name, next(figures).name] == ["throughput.sample", "throughput.sample.ratio"]
    with pytest.raises(Skipped):
        next(figures)
