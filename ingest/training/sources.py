"""The gold folders: those of the project, and those named on a command line; and real documents without targets."""

from __future__ import annotations

import hashlib
import json
import lzma
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from assistant.errors import InvalidSetting
from assistant.language.tables import load_table
from assistant.types import Resolution, SourceDocument
from ingest.resolve import resolve
from ingest.training.examples import Example, Source, examples, source, without_rows

_ROOT = Path(__file__).parents[2]
CORPORA = _ROOT / "tests" / "data" / "reading"
_SEEDS = _ROOT.parent / "shared" / "seeds"


def bundled() -> list[Source]:
    """The gold of the project: the seeds where they are at hand, the sample, the thirty further ones, the corpora."""
    data = _ROOT / "tests" / "data"
    own = [
        Source("own", _SEEDS, data / "seeds_ledger.jsonl"),
        Source("own", _ROOT / "ingest" / "sample", data / "sample_ledger.jsonl"),
        Source("further", data / "further", data / "further_ledger.jsonl"),
    ]
    corpora = [source(folder) for folder in sorted(CORPORA.iterdir()) if (folder / "docs").is_dir()]
    return [each for each in (*own, *corpora) if each.documents.is_dir()]


def gold(folders: Iterable[Path]) -> list[Example]:
    """All that is learnt from: the gold of the project, that of ``folders``, and documents without targets."""
    return [*examples([*bundled(), *sources_of(folders)]), *rules_learnt()]


def sources_of(folders: Iterable[Path]) -> list[Source]:
    """Folders in the form of the contract. Raises ``InvalidSetting`` for one that has no ``docs/``."""
    found = []
    for folder in folders:
        if not (folder / "docs").is_dir():
            raise InvalidSetting(
                f"Thư mục {folder} không có thư mục con docs/ với văn bản; xem CONTRACT về bộ chuẩn."
            )
        found.append(source(folder.resolve()))
    return found


# -- documents without targets -------------------------------------------------------------------------

RULES = _ROOT.parent / "shared" / "data" / "local_government_documents.jsonl.xz"
_PARTS = 5  # so that fitting can leave some of them out
_HEAD = 8000  # characters of a document that are learnt from: what it is, and its first hundred figures


def lacking() -> list[Path]:
    """What weights are learnt from beside the project, where this machine lacks it: measured without it, the same
    software reads some authors two or three points worse.
    """
    return [path for path in (_SEEDS, RULES) if not path.exists()]


def rules_learnt(dump: Path = RULES) -> Iterator[Example]:
    """Every second regulation, price list or procedure of a dump, none of whose figures is a row."""
    for at, document in enumerate(_rules(dump, learnt=True)):
        yield without_rows(resolve(_source(document, document["text"][:_HEAD])), author=f"rules {at % _PARTS}")


def rules_unseen(dump: Path = RULES) -> Iterator[Resolution]:
    """The other half, whole: what should give no row."""
    for document in _rules(dump, learnt=False):
        yield resolve(_source(document, document["text"]))


def _rules(dump: Path, *, learnt: bool) -> Iterator[dict[str, str]]:
    if not dump.exists():
        return
    table = load_table("ingest.training", "sources.toml")
    rules, targets = (_any_of(table[name]["words"]) for name in ("rules", "targets"))
    with lzma.open(dump, "rt", encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            title = document["title"].lower()
            even = hashlib.sha256(document["id"].encode()).digest()[0] % 2 == 0
            if even is learnt and rules.search(title) and not targets.search(title):
                yield document


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")


def _source(document: dict[str, str], text: str) -> SourceDocument:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return SourceDocument(f"{document['id']}.txt", digest, text)
