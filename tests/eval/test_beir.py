import json
from pathlib import Path

import pytest

from assistant.types import Hit
from eval.beir import Query, load_benchmark
from eval.jsonl import InvalidFile
from eval.vary import Vary

CORPUS = '{"_id": "d1", "title": "Điều 1", "text": "Phạm vi"}\n{"_id": "d2", "text": "Đối tượng"}\n'
QUERIES = '{"_id": "q1", "text": "phạm vi?"}\n{"_id": "q2", "text": "không chấm"}\n{"_id": "q3", "text": "ai?"}\n'
QRELS = "query-id\tcorpus-id\tscore\nq1\td1\t1\nq1\td2\t0\nq3\td2\t2\nq3\td9\t1\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "corpus.jsonl").write_text(CORPUS, encoding="utf-8")
    (tmp_path / "queries.jsonl").write_text(QUERIES, encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text(QRELS, encoding="utf-8")
    return tmp_path


def test_passages_and_judged_questions(folder: Path) -> None:
    loaded = load_benchmark(folder)
    assert [(one.passage_id, one.context, one.text) for one in loaded.corpus] == [
        ("d1/1", "Điều 1", "Phạm vi"),
        ("d2/1", "", "Đối tượng"),
    ]
    assert [(one.id, one.relevant) for one in loaded.queries] == [
        ("q1", {"d1": 1.0}),
        ("q3", {"d2": 2.0, "d9": 1.0}),
    ]
    assert loaded.unknown == 1


def test_limit_counts_judged_questions(folder: Path) -> None:
    assert [one.id for one in load_benchmark(folder, limit=1).queries] == ["q1"]


def test_questions_typed_without_marks(folder: Path) -> None:
    assert [one.text for one in load_benchmark(folder, how=Vary.no_diacritics).queries] == ["pham vi?", "ai?"]


def test_a_long_document_is_cut_and_stands_where_its_best_passage_does(folder: Path) -> None:
    first, second = ("Khoản một nói về đất. " * 30).strip(), ("Khoản hai nói về nước. " * 30).strip()
    line = json.dumps({"_id": "luật/1", "title": "Điều 2", "text": f"{first}\n{second}"}, ensure_ascii=False)
    (folder / "corpus.jsonl").write_text(f"{CORPUS}{line}\n", encoding="utf-8")
    loaded = load_benchmark(folder)
    assert loaded.documents == 3
    assert [(one.passage_id, one.context, one.text) for one in loaded.corpus[2:]] == [
        ("luật/1/1", "Điều 2", first),
        ("luật/1/2", "Điều 2", second),
    ]
    assert [one.text for one in load_benchmark(folder, whole=True).corpus[2:]] == [f"{first}\n{second}"]
    hits = [Hit("luật/1/2", 3.0), Hit("luật/1/1", 2.0), Hit("d1/1", 1.0)]
    ranked, measures = Query("q", "?", {"d1": 1.0}).judge(hits)
    assert ranked == ("luật/1", "d1")
    assert measures["mrr"] == 1 / 2
    assert measures["recall@10"] == measures["recall@100"] == 1.0


def test_a_document_that_is_only_a_title_is_a_passage(folder: Path) -> None:
    (folder / "corpus.jsonl").write_text('{"_id": "d1", "title": "Điều 1", "text": ""}\n', encoding="utf-8")
    assert [(one.passage_id, one.text) for one in load_benchmark(folder).corpus] == [("d1/1", "")]


def test_nested_qrels_come_first_and_need_no_heading(folder: Path) -> None:
    (folder / "qrels").mkdir()
    (folder / "qrels" / "test.tsv").write_text("q2\td1\t1\n", encoding="utf-8")
    assert [one.id for one in load_benchmark(folder).queries] == ["q2"]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("corpus.jsonl", CORPUS + '{"_id": "d1", "text": 1}', r"corpus\.jsonl:3: trường “text” \(1\)"),
        (
            "queries.jsonl",
            QUERIES + '{"_id": "q1", "text": "?"}',
            r"queries\.jsonl:4: .*đã có ở queries\.jsonl:1",
        ),
        ("qrels.tsv", QRELS + "q1 d1 1", r"qrels\.tsv:6: “q1 d1 1”"),
        ("qrels.tsv", "q1\td1\t0\n", "điểm dương"),
    ],
)
def test_defects(folder: Path, name: str, text: str, message: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(InvalidFile, match=message):
        load_benchmark(folder)


def test_a_folder_without_benchmark(tmp_path: Path) -> None:
    with pytest.raises(InvalidFile, match=r"corpus\.jsonl"):
        load_benchmark(tmp_path)
