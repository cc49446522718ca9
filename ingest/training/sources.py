"""The gold folders: those of the project, and those named on a command line."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from assistant.errors import InvalidSetting
from ingest.training.examples import Source, source

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
