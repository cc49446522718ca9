import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.settings import Settings
from assistant.types import Hit, Passage
from eval.cli import app
from eval.commands import retrieval
from eval.retrieval import Leg, Searcher
from tests.eval.test_beir import CORPUS, QRELS, QUERIES


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A benchmark of which the lexical leg finds nothing and the dense one the first document."""

    def searcher(corpus: Sequence[Passage], *, legs: Sequence[Leg], settings: Settings) -> Searcher:
        assert settings.data.is_dir()
        assert len(corpus) == 2
        return Searcher(lambda _: [], lambda _: [Hit("d1/1", 1.0)], lexical_weight=0.5)

    monkeypatch.setattr(retrieval, "_searcher", searcher)
    for name, text in (("corpus.jsonl", CORPUS), ("queries.jsonl", QUERIES), ("qrels.tsv", QRELS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def invoke(*arguments: object) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["retrieval", *map(str, arguments)])
    return done.exit_code, done.stdout, done.stderr


def test_a_table_of_the_legs(folder: Path) -> None:
    code, shown, said = invoke(folder)
    assert code == 0
    assert "2 văn bản, 2 đoạn, 2 câu" in shown
    row = next(line for line in shown.splitlines() if "mrr" in line)
    assert "0,000 [0,000; 0,000]" in row
    assert row.count("0,500 [0,000; 1,000]") == 2  # q1 is found at once by two of the legs, q3 by none
    assert "Trộn so với từ vựng" in shown
    assert "1 đoạn được chấm không có" in said


def test_the_figures_of_one_leg_stand_where_they_stood(folder: Path) -> None:
    out = folder / "out.json"
    code, _, _ = invoke(folder, "--legs", "lexical", "--limit", 2, "--out", out)
    assert code == 0
    figures = json.loads(out.read_text(encoding="utf-8"))
    assert figures["legs"] == "lexical"
    assert figures["ndcg@10"] == figures["recall@10"] == 0.0
    assert set(figures["ms"]) == {"p50", "p95"}
    assert [one["id"] for one in figures["per_query"]] == ["q1", "q3"]
    assert {"id", "ranked", "ndcg", "recall", "ms"} <= set(figures["per_query"][0])


def test_json_on_the_screen(folder: Path) -> None:
    code, shown, _ = invoke(folder, "--json", "--vary", "no-diacritics")
    assert code == 0
    figures = json.loads(shown)
    assert figures["legs"] == "both"
    assert figures["vary"] == "no-diacritics"
    assert list(figures["by_leg"]) == ["lexical", "dense", "fused"]
    assert figures["by_leg"]["fused"]["gain_over_lexical"]["mrr"]["mean"] == 0.5


def test_the_old_name_of_the_fused_leg(folder: Path) -> None:
    _, shown, _ = invoke(folder, "--legs", "both", "--json")
    assert list(json.loads(shown)["by_leg"]) == ["fused"]


def test_a_leg_that_does_not_exist(folder: Path) -> None:
    code, _, said = invoke(folder, "--legs", "khác")
    assert code == 2
    assert "khác" in said


@pytest.mark.slow
def test_a_folder_of_documents_with_questions(tmp_path: Path) -> None:
    for name in ("xa_a", "xa_b"):
        (tmp_path / name / "docs").mkdir(parents=True)
        text = f"NGHỊ QUYẾT\nVề nhiệm vụ năm 2024 của {name}\n\n1. Nạo vét kênh Bà Tư.\n2. Trồng cây ven đường."
        (tmp_path / name / "docs" / "nq.txt").write_text(text, encoding="utf-8")
        case = {
            "id": name,
            "question": "Kênh nào được nạo vét?",
            "type": "descriptive",
            "support": [{"document": "nq.txt", "quote": "Nạo vét kênh Bà Tư"}],
        }
        (tmp_path / name / "questions.jsonl").write_text(json.dumps(case) + "\n", encoding="utf-8")
    code, shown, _ = invoke(tmp_path, "--legs", "lexical", "--json")
    assert code == 0
    figures = json.loads(shown)
    assert (figures["documents"], figures["queries"]) == (2, 2)
    assert figures["needed@8"] == figures["complete@8"] == 1.0
