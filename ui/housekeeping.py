"""What runs here: which models, how much is stored, which version; gathered for the page, changed by nobody."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from assistant.build import Places
from assistant.settings import STATIC, Settings
from assistant.types import RowQuery
from ui.ports import Assistant


@dataclass(frozen=True, slots=True)
class ModelUse:
    """A model's task, its name (None where none is set), what it does here, and the setting that names it."""

    task: str
    name: str | None
    told: str
    setting: str


@dataclass(frozen=True, slots=True)
class Storage:
    """Sizes in bytes and counts of what is kept."""

    folder: Path
    archive: int
    indexes: int
    others: int
    free: int
    documents: int
    rows: int
    drafts: int


def models(settings: Settings) -> tuple[ModelUse, ...]:
    """The models that are in use, in the order in which a question meets them."""
    bundled = settings.embedding_model == STATIC
    embedding = "Tìm đoạn gần nghĩa với câu hỏi. Mô hình kèm sẵn, không cần mạng."
    return (
        ModelUse(
            "Mô hình nhúng",
            "kèm sẵn" if bundled else settings.embedding_model,
            embedding if bundled else "Tìm đoạn gần nghĩa với câu hỏi, cùng với mô hình kèm sẵn.",
            "NQ_EMBEDDING_MODEL",
        ),
        ModelUse(
            "Mô hình xếp lại",
            settings.reranker,
            "Xếp lại các đoạn tìm được theo độ khớp với câu hỏi (tùy chọn).",
            "NQ_RERANKER",
        ),
        ModelUse(
            "Mô hình ngôn ngữ",
            settings.chat_model,
            "Diễn đạt câu trả lời và viết lại đoạn dự thảo (tùy chọn); số liệu và trích dẫn luôn lấy từ văn bản.",
            "NQ_CHAT_MODEL",
        ),
        ModelUse(
            "Mô hình kiểm tra",
            settings.entailment_model,
            "Kiểm tra câu của mô hình ngôn ngữ có suy ra được từ đoạn trích không (tùy chọn).",
            "NQ_ENTAILMENT_MODEL",
        ),
    )


def storage(assistant: Assistant) -> Storage:
    """What is kept in the data folder, and how much room is left on its disk."""
    data = assistant.settings.data
    archive = Places(data).archive
    own = sum(_size(path) for path in data.glob(f"{archive.name}*"))
    indexes = _size(data / "index")
    return Storage(
        folder=data.resolve(),
        archive=own,
        indexes=indexes,
        others=max(0, _size(data) - own - indexes),
        free=shutil.disk_usage(data if data.exists() else Path.cwd()).free,
        documents=len(assistant.shelf.documents()),
        rows=assistant.shelf.ledger_page(RowQuery(limit=0)).total,
        drafts=len(assistant.drafts.drafts()),
    )


def own_version() -> str:
    """The version of the package; "" where it runs from its source."""
    try:
        return version("nghiquyet")
    except PackageNotFoundError:
        return ""


def _size(path: Path) -> int:
    """Bytes of a file or a folder; what vanishes meanwhile counts nothing."""
    files = [path] if path.is_file() else path.rglob("*")
    total = 0
    for file in files:
        try:
            total += file.stat().st_size if file.is_file() else 0
        except OSError:
            continue
    return total
