"""The state of a data folder: archive, indexes, models, and the programs that some files need; and its repair.

The repair rebuilds what is derived.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass

from assistant.build import (
    Places,
    open_archive,
    open_chat,
    open_embedder,
    open_entailment,
    open_lexical,
    open_vectors,
)
from assistant.errors import NghiquyetError
from assistant.language.quantities import format_number
from assistant.manifest import verify_manifest
from assistant.settings import Settings
from ingest.index import rebuild


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was examined; ``detail`` says in one line what was found, and the remedy where not ``ok``.

    ``absent`` is what one can do without.
    """

    name: str
    ok: bool
    detail: str
    absent: bool = False


def examine(settings: Settings) -> list[Finding]:
    """Looks at everything and changes nothing. The caller owns the data folder."""
    checks: tuple[tuple[str, Callable[[Settings], Finding]], ...] = (
        ("Kho văn bản", _archive),
        ("Mô hình nhúng", _model),
        ("Bản kê chỉ mục", _manifest),
        ("Chỉ mục từ vựng", _lexical),
        ("Chỉ mục ngữ nghĩa", _vectors),
        ("LibreOffice", _office),
        ("Tesseract", _scans),
    )
    if settings.chat_model is not None:
        checks += (("Mô hình ngôn ngữ", _chat),)
    if settings.entailment_model is not None:
        checks += (("Mô hình kiểm tra", _entailment),)
    return [_examined(name, check, settings) for name, check in checks]


def repair(settings: Settings) -> list[Finding]:
    """Deletes the indexes, builds them again from the archive, and looks again. The archive is not touched."""
    places = Places(settings.data)
    embedder = open_embedder(settings)
    with open_archive(settings) as archive:
        rebuild(
            archive,
            open_lexical=lambda: open_lexical(settings),
            open_vectors=lambda: open_vectors(settings, dimension=embedder.dimension),
            folders=(places.lexical, places.vectors),
            embedder=embedder,
            manifest_path=places.manifest,
        )
    return examine(settings)


def _examined(name: str, check: Callable[[Settings], Finding], settings: Settings) -> Finding:
    try:
        return check(settings)
    except NghiquyetError as error:
        return Finding(name, ok=False, detail=str(error))


def _archive(settings: Settings) -> Finding:
    with open_archive(settings) as archive:
        documents = len(archive.documents())
        passages, rows = len(archive.passage_ids()), len(archive.indicators())
        detail = f"{documents} văn bản, {passages} đoạn, {rows} dòng số liệu, lần sửa thứ {archive.revision()}."
    return Finding("Kho văn bản", ok=True, detail=detail)


def _model(settings: Settings) -> Finding:
    embedder = open_embedder(settings)
    return Finding("Mô hình nhúng", ok=True, detail=f"{embedder.model_id}, {embedder.dimension} chiều.")


def _chat(settings: Settings) -> Finding:
    """Whether the language model answers; nothing of the archive is sent."""
    chat, began = open_chat(settings), time.monotonic()
    with closing(chat.stream("Chỉ viết một từ: được")) as pieces:
        heard = any(piece.strip() for piece in pieces)
    seconds = format_number(round(time.monotonic() - began, 1))
    told = f"trả lời sau {seconds} giây" if heard else "trả lời trống; hãy thử mô hình khác"
    return Finding("Mô hình ngôn ngữ", ok=heard, detail=f"{chat.name}, {told}.")


def _entailment(settings: Settings) -> Finding:
    open_entailment(settings)
    return Finding("Mô hình kiểm tra", ok=True, detail=f"{settings.entailment_model}.")


def _manifest(settings: Settings) -> Finding:
    name = "Bản kê chỉ mục"
    manifest = verify_manifest(Places(settings.data).manifest, embedder=open_embedder(settings))
    with open_archive(settings) as archive:
        revision = archive.text_revision()
    if manifest is None or manifest.revision != revision:
        held = manifest.revision if manifest else 0
        return Finding(name, ok=False, detail=f"Chỉ mục ở lần sửa {held}, kho ở lần sửa {revision}. {_REMEDY}")
    return Finding(name, ok=True, detail=f"khớp kho ở lần sửa thứ {revision}.")


def _lexical(settings: Settings) -> Finding:
    with open_lexical(settings) as index:
        return _compared("Chỉ mục từ vựng", settings, index.ids())


def _vectors(settings: Settings) -> Finding:
    with open_vectors(settings, dimension=open_embedder(settings).dimension) as index:
        return _compared("Chỉ mục ngữ nghĩa", settings, index.ids())


def _office(_: Settings) -> Finding:
    from ingest.readers.soffice import REMEDY, program

    return _tool("LibreOffice", ".doc, .rtf, .odt, .xls, .ods", program(), REMEDY)


def _scans(_: Settings) -> Finding:
    from ingest.readers.ocr import REMEDY, engine

    return _tool("Tesseract", "bản quét và tệp ảnh", engine(), REMEDY)


def _tool(name: str, files: str, program: str | None, remedy: str) -> Finding:
    """Whether a program is there that some ``files`` need."""
    if program is not None:
        return Finding(name, ok=True, detail=f"có, nên đọc được {files}.")
    return Finding(name, ok=True, detail=f"chưa có, nên chưa đọc được {files}; muốn đọc, hãy {remedy}.", absent=True)


def _compared(name: str, settings: Settings, ids: set[str]) -> Finding:
    """Whether an index holds exactly the passages of the archive."""
    with open_archive(settings) as archive:
        passages = archive.passage_ids()
    if ids == passages:
        return Finding(name, ok=True, detail=f"đủ {len(ids)} đoạn.")
    missing, extra = len(passages - ids), len(ids - passages)
    return Finding(name, ok=False, detail=f"thiếu {missing} đoạn, thừa {extra} đoạn. {_REMEDY}")


_REMEDY = "Hãy chạy: nghiquyet doctor --repair"
