"""The state of a data folder: archive, indexes, models, and the programs that some files need; and its repair.

The repair rebuilds what is derived.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Protocol

from assistant.build import (
    Places,
    open_archive,
    open_chat,
    open_embedder,
    open_entailment,
    open_leg,
    open_lexical,
    open_reranker,
    open_static,
    open_vectors,
)
from assistant.errors import IndexMismatch, ModelUnavailable, NghiquyetError
from assistant.language.quantities import format_number
from assistant.manifest import verify_manifest
from assistant.settings import STATIC, Settings
from ingest import filing
from ingest.embedding import progress
from ingest.heal import are_there, held_by_indexes, require_whole
from ingest.index import rebuild, sync


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was examined; ``detail`` says in one line what was found, and the remedy where not ``ok``.

    ``absent`` is what one can do without, ``derived`` what ``repair`` builds anew.
    """

    name: str
    ok: bool
    detail: str
    absent: bool = False
    derived: bool = False


class Holder(filing.Holder, Protocol):
    """An assistant that owns the data folder and answers meanwhile."""

    def renew(self, build: Callable[[], None]) -> None:
        """Has ``build`` make the indexes anew while none is open."""


def examine(settings: Settings) -> list[Finding]:
    """Looks at everything and changes nothing. The caller owns the data folder."""
    opens = cache(lambda: held_by_indexes(settings) is not None)
    return _examine(settings, lexical=partial(_lexical, opens=opens), vectors=partial(_vectors, opens=opens))


def examine_open(holder: Holder) -> list[Finding]:
    """The same beside questions, with the indexes that are open: nobody else may open them."""
    with holder.changing:  # what is being filed is in the archive before it is in the indexes
        return _examine(
            holder.settings,
            lexical=lambda settings: _compared("Chỉ mục từ vựng", settings, holder.indexes().lexical.ids()),
            vectors=lambda settings: _compared("Chỉ mục ngữ nghĩa", settings, holder.indexes().vectors.ids()),
        )


Check = Callable[[Settings], Finding]


def _examine(settings: Settings, *, lexical: Check, vectors: Check) -> list[Finding]:
    checks: tuple[tuple[str, Check], ...] = (
        ("Kho văn bản", _archive),
        ("Mô hình nhúng", _model),
        ("Bản kê chỉ mục", _manifest),
        ("Chỉ mục từ vựng", lexical),
        ("Chỉ mục ngữ nghĩa", vectors),
        ("Chỉ mục câu văn", _texts),
        *((("Chỉ mục của mô hình nhúng", _leg),) if settings.embedding_model != STATIC else ()),
        ("LibreOffice", _office),
        ("Tesseract", _scans),
    )
    if settings.chat_model is not None:
        checks += (("Mô hình ngôn ngữ", _chat),)
    if settings.entailment_model is not None:
        checks += (("Mô hình kiểm tra", _entailment),)
    if settings.reranker is not None:
        checks += (("Mô hình xếp lại", _reranker),)
    found = [_examined(name, check, settings) for name, check in checks]
    return found if found[0].ok else [_waiting(each) for each in found]


def repair(settings: Settings) -> list[Finding]:
    """Deletes the indexes, builds them again from the archive, and looks again. The archive is not touched.

    Raises ``ArchiveUnusable`` where the archive is broken or has lost something: nothing is deleted then.
    """
    places = Places(settings.data)
    embedder = open_static()
    with open_archive(settings) as archive:
        archive.require_sound()
        require_whole(settings, archive)
        rebuild(
            archive,
            open_lexical=lambda: open_lexical(settings),
            open_vectors=lambda: open_vectors(settings, dimension=embedder.dimension),
            folders=(places.lexical, places.vectors, places.texts, places.models),
            embedder=embedder,
            manifest_path=places.manifest,
        )
        filing.keep_texts(settings, archive)
    return examine(settings)


def repair_open(holder: Holder) -> list[Finding]:
    """Writes every passage into the open indexes again, beside questions, which go on finding what is there.

    Indexes whose files are broken, out of which nothing can be answered, are built anew. Raises ``ArchiveUnusable``
    as ``repair`` does. Vectors of a named embedding model are left to the thread that embeds.
    """
    settings = holder.settings
    with holder.changing:
        with open_archive(settings) as archive:
            archive.require_sound()
            require_whole(settings, archive)
        try:
            _written_again(holder)
        except IndexMismatch:
            holder.renew(lambda: filing.follow(settings, holder.archive, anew=True))
    return examine_open(holder)


def _written_again(holder: Holder) -> None:
    indexes, manifest = holder.indexes(), Places(holder.settings.data).manifest
    manifest.unlink(missing_ok=True)  # without it all passages count as changed
    sync(
        holder.archive,
        lexical=indexes.lexical,
        vectors=indexes.vectors,
        embedder=indexes.embedder,
        manifest_path=manifest,
    )
    shutil.rmtree(Places(holder.settings.data).texts, ignore_errors=True)
    filing.keep_texts(holder.settings, holder.archive)


def _examined(name: str, check: Callable[[Settings], Finding], settings: Settings) -> Finding:
    try:
        return replace(check(settings), derived=name in _DERIVED)
    except NghiquyetError as error:
        derived = name in _DERIVED and not isinstance(error, ModelUnavailable)
        return Finding(name, ok=False, detail=str(error), derived=derived)


def _waiting(finding: Finding) -> Finding:
    """What is told of an index while the archive is broken: building it anew is refused until that is mended."""
    if finding.ok or not finding.derived:
        return finding
    return replace(finding, detail=_AFTER_ARCHIVE, derived=False)


def _archive(settings: Settings) -> Finding:
    with open_archive(settings) as archive:
        archive.require_sound()
        require_whole(settings, archive)
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


def _reranker(settings: Settings) -> Finding:
    open_reranker(settings)
    return Finding("Mô hình xếp lại", ok=True, detail=f"{settings.reranker}.")


def _manifest(settings: Settings) -> Finding:
    name = "Bản kê chỉ mục"
    manifest = verify_manifest(Places(settings.data).manifest, embedder=open_static())
    with open_archive(settings) as archive:
        revision = archive.text_revision()
    if manifest is None or manifest.revision != revision:
        held = manifest.revision if manifest else 0
        return Finding(name, ok=False, detail=f"Chỉ mục ở lần sửa {held}, kho ở lần sửa {revision}. {_REMEDY}")
    return Finding(name, ok=True, detail=f"khớp kho ở lần sửa thứ {revision}.")


def _lexical(settings: Settings, *, opens: Callable[[], bool]) -> Finding:
    if gone := _gone(settings, "Chỉ mục từ vựng", opens):
        return gone
    with open_lexical(settings) as index:
        return _compared("Chỉ mục từ vựng", settings, index.ids())


def _vectors(settings: Settings, *, opens: Callable[[], bool]) -> Finding:
    if gone := _gone(settings, "Chỉ mục ngữ nghĩa", opens):
        return gone
    with open_vectors(settings, dimension=open_static().dimension) as index:
        return _compared("Chỉ mục ngữ nghĩa", settings, index.ids())


def _gone(settings: Settings, name: str, opens: Callable[[], bool]) -> Finding | None:
    """What is told where an index is not there, or cannot be opened without danger: it is not opened then.

    ``opens`` tells whether both indexes can be opened and hold the same, which takes seconds.
    """
    if not are_there(Places(settings.data)):
        return Finding(name, ok=False, detail=f"không thấy tệp chỉ mục. {_REMEDY}")
    if not opens():
        return Finding(name, ok=False, detail=f"tệp chỉ mục hỏng, hoặc hai chỉ mục không khớp nhau. {_REMEDY}")
    return None


def _texts(settings: Settings) -> Finding:
    """Whether the texts are cut as they stand in the archive; else the next question that needs them waits for it."""
    name = "Chỉ mục câu văn"
    with open_archive(settings) as archive:
        held, wanted = filing.texts_held(settings), filing.texts_wanted(archive)
    if held is None:
        return Finding(name, ok=False, detail=f"chưa có, đã hỏng, hoặc của bản chương trình khác. {_REMEDY}")
    if held != wanted:
        missing, extra = len(wanted.items() - held.items()), len(held.items() - wanted.items())
        return Finding(name, ok=False, detail=f"thiếu {missing} văn bản, thừa {extra} văn bản. {_REMEDY}")
    return Finding(name, ok=True, detail=f"đủ {len(held)} văn bản.")


def _leg(settings: Settings) -> Finding:
    """How far the named model is: while it is under way nothing is broken."""
    name = "Chỉ mục của mô hình nhúng"
    with open_archive(settings) as archive:
        leg = open_leg(settings)
        told = progress(settings, archive, model_id=leg.embedder.model_id)
        if told is not None and told.serves:
            with leg.vectors as index:
                return _compared(name, settings, index.ids())
    return Finding(name, ok=True, detail=told.line if told is not None else "")


def _office(_: Settings) -> Finding:
    from ingest.readers.soffice import REMEDY, program

    return _tool("LibreOffice", ".doc, .rtf, .odt, .xls, .ods", program(), REMEDY)


def _scans(_: Settings) -> Finding:
    from ingest.readers.tesseract import REMEDY, engine

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


_DERIVED = ("Bản kê chỉ mục", "Chỉ mục từ vựng", "Chỉ mục ngữ nghĩa", "Chỉ mục câu văn", "Chỉ mục của mô hình nhúng")
_REMEDY = "Hãy chạy: nghiquyet doctor --repair"
_AFTER_ARCHIVE = "không khớp kho văn bản đã hỏng. Hãy chữa kho văn bản trước; chỉ mục sẽ được dựng lại từ kho."
