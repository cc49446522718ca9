"""Retrieval benchmarks in BEIR layout: ``corpus.jsonl``, ``queries.jsonl`` and ``qrels.tsv`` in a folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.types import Passage
from eval.jsonl import Field, InvalidFile, Line, duplicates, field_defects, is_text, read_lines, read_text

_CORPUS = (
    Field("_id", is_text, "ghi mã của đoạn là một chuỗi"),
    Field("text", lambda value: isinstance(value, str), "ghi nội dung của đoạn là một chuỗi"),
)
_QUERIES = (
    Field("_id", is_text, "ghi mã của câu hỏi là một chuỗi"),
    Field("text", is_text, "ghi câu hỏi là một chuỗi không rỗng"),
)


@dataclass(frozen=True, slots=True)
class Query:
    """A question with its judged passages: passage id to grade, higher is more relevant."""

    id: str
    text: str
    relevant: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Passages and judged questions. ``unknown`` counts judged passages that the corpus does not hold."""

    name: str
    corpus: tuple[Passage, ...]
    queries: tuple[Query, ...]
    unknown: int


def load_benchmark(folder: Path, *, limit: int | None = None) -> Benchmark:
    """The benchmark in ``folder`` with the first ``limit`` of the questions that have a judged passage.

    Raises ``InvalidFile`` with every defect of the first file that has any.
    """
    corpus = tuple(_passage(line) for line in _read(folder / "corpus.jsonl", fields=_CORPUS))
    judged = _read_judgements(_qrels(folder))
    queries = tuple(
        Query(line.value["_id"], line.value["text"], judged[line.value["_id"]])
        for line in _read(folder / "queries.jsonl", fields=_QUERIES)
        if line.value["_id"] in judged
    )[:limit]
    known = {passage.passage_id for passage in corpus}
    unknown = sum(name not in known for query in queries for name in query.relevant)
    return Benchmark(folder.resolve().name, corpus, queries, unknown)


def _read(path: Path, *, fields: Sequence[Field]) -> tuple[Line, ...]:
    def defects(lines: Sequence[Line]) -> list[str]:
        found = [defect for line in lines for defect in field_defects(line, fields=fields)]
        return found + duplicates(lines, name="_id")

    return read_lines(path, defects=defects)


def _passage(line: Line) -> Passage:
    """A document of the corpus as one passage, its title as context."""
    name, text = line.value["_id"], line.value["text"]
    return Passage(
        passage_id=name,
        document_id=name,
        section="",
        role="body",
        start=0,
        end=len(text),
        text=text,
        context=line.value.get("title") or "",
    )


def _qrels(folder: Path) -> Path:
    nested = folder / "qrels" / "test.tsv"
    return nested if nested.exists() else folder / "qrels.tsv"


def _read_judgements(path: Path) -> dict[str, dict[str, float]]:
    """Question id to judged passages with a positive grade; a heading line is passed over."""
    judged: dict[str, dict[str, float]] = {}
    problems = []
    for number, line in enumerate(read_text(path).splitlines(), start=1):
        columns = line.split("\t")
        if not line.strip() or (number == 1 and not _is_grade(columns[-1])):
            continue
        if len(columns) != 3 or not _is_grade(columns[2]):
            problems.append(f"{path.name}:{number}: “{line}” phải có ba cột cách nhau bằng tab: câu hỏi, đoạn, điểm.")
        elif float(columns[2]) > 0:
            judged.setdefault(columns[0], {})[columns[1]] = float(columns[2])
    if not judged and not problems:
        problems.append(f"{path.name}: không có dòng nào có điểm dương; kiểm tra lại tệp.")
    if problems:
        raise InvalidFile(path, problems)
    return judged


def _is_grade(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
