"""Questions over documents: how many of the passages that an answer needs are among the first that are found.

A folder has the documents in ``docs/`` and a question set in ``questions.jsonl`` whose ``support`` quotes what the
answer stands on (``eval/cases.py``). The documents are read and cut by ``nghiquyet ingest`` itself.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from assistant.settings import Settings
from assistant.types import Hit, Passage
from eval.bench.place import nghiquyet
from eval.cases import Case, Support, load_cases
from eval.metrics.evidence import Stretch, evidence
from eval.metrics.support import places
from eval.vary import Vary, unit_names, varied

# Questions that are answered from prose, so that finding the passages is all there is to it.
PROSE = ("descriptive", "summary")
# Passages that a question is given (``Settings.passages``), and as many as one would look through by hand.
FIRST, MANY = 8, 20


@dataclass(frozen=True, slots=True)
class Needed:
    """A question with the quotes that its answer needs; ``stretches`` by passage id, ``texts`` by file name."""

    id: str
    text: str
    support: tuple[Support, ...]
    stretches: Mapping[str, Stretch]
    texts: Mapping[str, str]

    def judge(self, hits: Sequence[Hit]) -> tuple[tuple[str, ...], Mapping[str, float]]:
        """The first passages, and the share of the needed quotes that they hold."""
        found = evidence(self.support, ranked=[self.stretches[hit.id] for hit in hits], texts=self.texts)
        ranks = [rank for rank in found.ranks if rank is not None]
        return tuple(hit.id for hit in hits[:FIRST]), {
            f"needed@{FIRST}": found.recall(FIRST),
            f"complete@{FIRST}": float(found.complete(FIRST)),
            f"needed@{MANY}": found.recall(MANY),
            "mrr": 1 / min(ranks) if ranks else 0.0,
        }


@dataclass(frozen=True, slots=True)
class Shelved:
    """The documents of a folder in passages, and its questions. ``unknown`` counts quotes that no document has."""

    name: str
    documents: int
    corpus: tuple[Passage, ...]
    queries: tuple[Needed, ...]
    unknown: int


def is_shelf(folder: Path) -> bool:
    """Whether ``folder`` holds documents and questions."""
    return (folder / "docs").is_dir() and (folder / "questions.jsonl").is_file()


def shelves(folder: Path) -> list[Path]:
    """``folder`` itself or those of its folders that hold documents and questions, by name; none for a benchmark."""
    if is_shelf(folder):
        return [folder]
    return sorted(each for each in folder.iterdir() if is_shelf(each)) if folder.is_dir() else []


def load_shelf(
    folder: Path,
    *,
    data: Path,
    types: Collection[str] = PROSE,
    limit: int | None = None,
    how: Vary = Vary.as_written,
) -> Shelved:
    """Reads the documents into ``data`` and takes the first ``limit`` questions of ``types`` that have support.

    Raises ``InvalidFile`` with every defect of the question set.
    """
    from assistant.build import open_archive

    asked = [case for case in load_cases(folder / "questions.jsonl").cases if _is_asked(case, types)][:limit]
    nghiquyet("ingest", folder / "docs", data=data)
    with closing(open_archive(Settings.model_construct(data=data))) as archive:
        documents, passages = archive.documents(), archive.passages()
    texts = {document.name: document.text for document in documents}
    names = {document.document_id: document.name for document in documents}
    stretches = {each.passage_id: Stretch(names[each.document_id], each.start, each.end) for each in passages}
    cases = varied(asked, how, names=unit_names(document.identity for document in documents))
    queries = tuple(Needed(case.id, case.question, case.support, stretches, texts) for case in cases)
    return Shelved(
        f"{folder.resolve().parent.name}/{folder.resolve().name}",
        len(documents),
        tuple(passages),
        queries,
        unknown=sum(not places(one, texts=texts) for query in queries for one in query.support),
    )


def _is_asked(case: Case, types: Collection[str]) -> bool:
    """A question that stands alone, so that no earlier one has to be understood first."""
    return case.type in types and bool(case.support) and not case.history
