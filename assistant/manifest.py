"""What the indexes were built from: the model, the way in which words are cut, and the archive's revision.

An index answers only questions of the model that built it, so both who builds and who searches reads this first.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from assistant.errors import IndexMismatch
from assistant.language.text import fold, syllables, with_pairs
from assistant.ports import Embedder

TOKENS_PROBE = "Đảng uỷ xã Hoà An: đạt 60,5% (tăng 1.234 hộ), Nghị quyết số 12-NQ/ĐU ngày 05/01/2023; KPI_x"
LAYOUT = 2  # raised with every change to what the lexical index holds of a passage
REMEDY = "Hãy dựng lại chỉ mục bằng: nghiquyet doctor --repair"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the indexes were built from; ``tokens`` stands for the way in which words are cut.

    ``passages`` is how many the archive had; None in manifests of older versions.
    """

    model_id: str
    dimension: int
    tokens: str
    revision: int
    passages: int | None = None


def verify_manifest(path: Path, *, embedder: Embedder) -> Manifest | None:
    """The manifest, or ``None`` where nothing has been built yet.

    Raises ``IndexMismatch`` where it names another model or other tokens, or cannot be read.
    """
    manifest = read_manifest(path)
    if manifest is None:
        return None
    if (manifest.model_id, manifest.dimension) != (embedder.model_id, embedder.dimension):
        raise IndexMismatch(
            f"Chỉ mục được dựng bằng mô hình nhúng “{manifest.model_id}” ({manifest.dimension} chiều), còn phiên bản "
            f"này dùng “{embedder.model_id}” ({embedder.dimension} chiều). {REMEDY}"
        )
    if manifest.tokens != tokens_version():
        raise IndexMismatch(
            f"Chỉ mục được dựng bằng cách tách từ của một phiên bản khác ({manifest.tokens}; nay là "
            f"{tokens_version()}). {REMEDY}"
        )
    return manifest


@cache
def tokens_version() -> str:
    """Changes by itself when text is cut or folded in another way, and with ``LAYOUT``: a hash of a probe."""
    tokens = with_pairs(syllables(TOKENS_PROBE))
    return sha256(" ".join([*tokens, *map(fold, tokens), str(LAYOUT)]).encode()).hexdigest()[:12]


def read_manifest(path: Path) -> Manifest | None:
    """The manifest as it was written, or None where there is none. Raises ``IndexMismatch`` for a broken one."""
    try:
        return Manifest(**json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError) as error:
        raise IndexMismatch(f"Không đọc được bản kê chỉ mục {path} ({error}). {REMEDY}") from error


def write_manifest(manifest: Manifest, path: Path) -> None:
    """Writes the whole file or nothing, even when the machine stops in between."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.tmp")
    with draft.open("w", encoding="utf-8") as file:
        json.dump(asdict(manifest), file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
