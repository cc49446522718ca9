"""Retrieval benchmarks in BEIR layout: ``corpus.jsonl``, ``queries.jsonl`` and ``qrels.tsv`` in a folder.

Long documents are cut as ingest cuts a section, and each stands where the best of its passages does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.language.pieces import pieces
from assistant.types import Hit, Passage
from eval.jsonl import Field, InvalidFile, Line, duplicates, field_defects, is_text, read_lines, read_text
from eval.metrics.ranking import ndcg, recall, reciprocal_rank
from eval.retrieval import DEPTH
from eval.vary import Vary, varied_text

# Results that nDCG and recall look at; the reciprocal rank and the deeper recall look at ``DEPTH``.
K = 10

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

    def judge(self, hits: Sequence[Hit]) -> tuple[tuple[str, ...], Mapping[str, float]]:
        """The first ``K`` documents that ``hits`` come to, and the measures of the ranking."""
        ranked = tuple(dict.fromkeys(document_of(hit.id) for hit in hits))[:DEPTH]
        return ranked[:K], {
            f"ndcg@{K}": ndcg(ranked, relevant=self.relevant, k=K),
            f"recall@{K}": recall(ranked, relevant=self.relevant, k=K),
            "mrr": reciprocal_rank(ranked, relevant=self.relevant, k=DEPTH),
            f"recall@{DEPTH}": recall(ranked, relevant=self.relevant, k=DEPTH),
        }


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Passages and judged questions. ``unknown`` counts judged documents that the corpus does not hold."""

    name: str
    documents: int
    corpus: tuple[Passage, ...]
    queries: tuple[Query, ...]
    unknown: int


def load_benchmark(
    folder: Path, *, limit: int | None = None, how: Vary = Vary.as_written, whole: bool = False
) -> Benchmark:
    """The benchmark in ``folder`` with the first ``limit`` of the questions that have a judged passage, typed so.

    With ``whole`` each document is one passage, as published figures have it.
    Raises ``InvalidFile`` with every defect of the first file that has any.
    """
    documents = _read(folder / "corpus.jsonl", fields=_CORPUS)
    judged = _read_judgements(_qrels(folder))
    queries = tuple(
        Query(line.value["_id"], varied_text(line.value["text"], how), judged[line.value["_id"]])
        for line in _read(folder / "queries.jsonl", fields=_QUERIES)
        if line.value["_id"] in judged
    )[:limit]
    known = {line.value["_id"] for line in documents}
    return Benchmark(
        folder.resolve().name,
        len(documents),
        tuple(passage for line in documents for passage in _passages(line, whole=whole)),
        queries,
        unknown=sum(name not in known for query in queries for name in query.relevant),
    )


def document_of(passage_id: str) -> str:
    """The document of a passage of a benchmark."""
    return passage_id.rpartition("/")[0]


def _read(path: Path, *, fields: Sequence[Field]) -> tuple[Line, ...]:
    def defects(lines: Sequence[Line]) -> list[str]:
        found = [defect for line in lines for defect in field_defects(line, fields=fields)]
        return found + duplicates(lines, name="_id")

    return read_lines(path, defects=defects)


def _passages(line: Line, *, whole: bool) -> Iterator[Passage]:
    """A document of the corpus in passages of a readable size, its title as the context of each."""
    name, text = line.value["_id"], line.value["text"]
    all_of_it = [(0, len(text))]
    # One that is only a title is still a passage.
    spans = all_of_it if whole else list(pieces(text, start=0, end=len(text))) or all_of_it
    for ordinal, (start, end) in enumerate(spans, start=1):
        yield Passage(
            passage_id=f"{name}/{ordinal}",
            document_id=name,
            section="",
            role="body",
            start=start,
            end=end,
            text=text[start:end],
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
