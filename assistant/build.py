"""Settings -> Assistant: the only file that names adapters, imported inside the functions that need them.

What is in the data folder
    archive.db    the archive, the only truth (SQLite)
    index/        derived and rebuildable: lexical/ (tantivy), vectors/ (Chroma), manifest.json
    owner.lock    held by the one process that owns the indexes
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from assistant.ask.parts import Known, Parts
from assistant.ask.pipeline import answer, search, stream
from assistant.ask.retrieving.retrieve import Retriever
from assistant.ask.writing.phrase import Limits
from assistant.errors import EmptyArchive, IndexMismatch, InvalidSetting, ModelUnavailable
from assistant.language.catalogue import in_force, load_catalogue
from assistant.ledger.book import LedgerBook
from assistant.manifest import REMEDY, verify_manifest
from assistant.ports import ChatModel, Embedder, Entailment, Shelf
from assistant.settings import Settings
from assistant.types import Answer, Evidence, Manuscript, Turn

if TYPE_CHECKING:
    from assistant.adapters.archive_sql import SqlArchive
    from assistant.adapters.conversations_sql import SqlConversations
    from assistant.adapters.drafts_sql import SqlDrafts
    from assistant.adapters.flags_sql import SqlFlags
    from assistant.adapters.lexical_tantivy import TantivyLexical
    from assistant.adapters.vectors_chroma import ChromaVectors

STATIC = "static"


@dataclass(frozen=True, slots=True)
class Places:
    """Where things lie in a data folder."""

    data: Path

    @property
    def archive(self) -> Path:
        """The SQLite file."""
        return self.data / "archive.db"

    @property
    def lexical(self) -> Path:
        """The tantivy folder."""
        return self.data / "index" / "lexical"

    @property
    def vectors(self) -> Path:
        """The Chroma folder."""
        return self.data / "index" / "vectors"

    @property
    def manifest(self) -> Path:
        """What the indexes were built from."""
        return self.data / "index" / "manifest.json"


def require_archive(settings: Settings) -> None:
    """Raises ``EmptyArchive`` where nothing has been ingested into the data folder."""
    if not Places(settings.data).archive.exists():
        raise EmptyArchive(
            f"Chưa có kho văn bản nào trong thư mục {settings.data}. Hãy nạp văn bản trước: nghiquyet ingest THƯ_MỤC"
        )


def _made(settings: Settings) -> Path:
    """The data folder, made where it does not exist. Raises ``InvalidSetting`` where a file is in its place."""
    if settings.data.exists() and not settings.data.is_dir():
        raise InvalidSetting(f"{settings.data} là một tệp, không phải thư mục dữ liệu. Hãy chọn thư mục khác.")
    settings.data.mkdir(parents=True, exist_ok=True)
    return settings.data


def open_archive(settings: Settings) -> SqlArchive:
    """The archive of a data folder, made where it does not exist."""
    from assistant.adapters.archive_sql import SqlArchive

    return SqlArchive(f"sqlite:///{Places(_made(settings)).archive}")


def open_conversations(settings: Settings) -> SqlConversations:
    """The stored conversations of a data folder, in the archive's own file."""
    from assistant.adapters.conversations_sql import SqlConversations

    return SqlConversations(f"sqlite:///{Places(_made(settings)).archive}")


def open_flags(settings: Settings) -> SqlFlags:
    """The flagged questions, in the archive's database."""
    from assistant.adapters.flags_sql import SqlFlags

    return SqlFlags(f"sqlite:///{Places(_made(settings)).archive}")


def open_drafts(settings: Settings) -> SqlDrafts:
    """The drafts of a data folder."""
    from assistant.adapters.drafts_sql import SqlDrafts

    return SqlDrafts(f"sqlite:///{Places(_made(settings)).archive}")


def draft_docx(manuscript: Manuscript) -> bytes:
    """A manuscript as a Word file, in its own layout profile. Raises ``InvalidSetting`` for an unknown profile."""
    from assistant.adapters.draft_docx import write_docx
    from assistant.drafting.profile import load_profile

    return write_docx(manuscript, profile=load_profile(manuscript.profile))


def open_embedder(settings: Settings) -> Embedder:
    """The embedding model of the settings. Raises ``ModelUnavailable``."""
    if settings.embedding_model == STATIC:
        from assistant.adapters.embed_static import StaticEmbedder

        return StaticEmbedder()
    from assistant.adapters.embed_sentence_transformers import SentenceTransformerEmbedder

    return SentenceTransformerEmbedder(settings.embedding_model)


def open_chat(settings: Settings) -> ChatModel:
    """The language model of the settings. Raises ``ModelUnavailable``, also where none is set."""
    if settings.chat_model is None:
        raise ModelUnavailable("Chưa đặt mô hình ngôn ngữ nào (NQ_CHAT_MODEL).")
    from assistant.adapters.chat_langchain import LangChainChat

    return LangChainChat(
        settings.chat_model,
        base_url=settings.chat_base_url,
        timeout_s=settings.chat_timeout_s,
        api_key=settings.chat_api_key.get_secret_value() if settings.chat_api_key else None,
        prompt_tokens=settings.chat_prompt_tokens,
        answer_tokens=settings.chat_answer_tokens,
    )


def open_entailment(settings: Settings) -> Entailment | None:
    """The cross-encoder of the settings, or None where none is set. Raises ``ModelUnavailable``."""
    if settings.entailment_model is None:
        return None
    from assistant.adapters.rerank_cross_encoder import CrossEncoderEntailment

    return CrossEncoderEntailment(settings.entailment_model)


def open_lexical(settings: Settings) -> TantivyLexical:
    """The lexical index of a data folder."""
    from assistant.adapters.lexical_tantivy import TantivyLexical

    return TantivyLexical(Places(settings.data).lexical)


def open_vectors(settings: Settings, *, dimension: int) -> ChromaVectors:
    """The vector index of a data folder, for vectors of this length."""
    from assistant.adapters.vectors_chroma import ChromaVectors

    return ChromaVectors(Places(settings.data).vectors, dimension)


@contextmanager
def own_data(settings: Settings) -> Iterator[None]:
    """Owns the data folder for as long as the block runs. Raises ``ArchiveInUse``."""
    from assistant.adapters.owner_lock import OwnerLock

    with OwnerLock(_made(settings)):
        yield


def _require_indexes(settings: Settings) -> None:
    """Raises ``IndexMismatch`` where an index folder is gone: opening would make an empty one, and find nothing."""
    places = Places(settings.data)
    gone = [path for path in (places.lexical, places.vectors) if not path.is_dir() or not any(path.iterdir())]
    if gone:
        raise IndexMismatch(f"Không thấy chỉ mục {', '.join(map(str, gone))}. {REMEDY}")


@dataclass(slots=True)
class _Indexes(AbstractContextManager["_Indexes"]):
    """The retriever, opened when the first question needs it: a model, two indexes and the owner's lock."""

    settings: Settings
    archive: SqlArchive
    own: bool
    _stack: ExitStack = field(default_factory=ExitStack)
    _retriever: Retriever | None = None
    _opening: Lock = field(default_factory=Lock)

    def retriever(self) -> Retriever:
        """The open retriever. Raises ``ArchiveInUse`` or ``IndexMismatch``."""
        with self._opening:
            if self._retriever is None:
                self._retriever = self._open()
            return self._retriever

    def _open(self) -> Retriever:
        with ExitStack() as stack:  # what was opened is given back where a later step fails
            retriever = self._entered(stack)
            self._stack = stack.pop_all()
        return retriever

    def _entered(self, stack: ExitStack) -> Retriever:
        if not self.own:
            stack.enter_context(own_data(self.settings))
        _require_indexes(self.settings)
        # Opening Chroma and reading the model each take most of a second: side by side.
        with ThreadPoolExecutor(max_workers=1) as side:
            model = side.submit(open_embedder, self.settings)
            lexical = stack.enter_context(open_lexical(self.settings))
            embedder = model.result()
        self._verify(embedder)
        vectors = stack.enter_context(open_vectors(self.settings, dimension=embedder.dimension))
        return Retriever(self.archive, lexical, vectors, embedder, self.settings.lexical_weight)

    def _verify(self, embedder: Embedder) -> None:
        """Raises ``IndexMismatch`` where the indexes are of another model, or behind the archive."""
        manifest = verify_manifest(Places(self.settings.data).manifest, embedder=embedder)
        built, held = manifest.revision if manifest else 0, self.archive.text_revision()
        if built != held:
            raise IndexMismatch(
                f"Chỉ mục mới tới lần sửa {built}, kho đã ở lần sửa {held} (lần nạp trước bị ngắt giữa chừng). "
                f"{REMEDY}"
            )

    def __exit__(self, *_: object) -> None:
        self._stack.close()


class Assistant:
    """Answers questions over one archive. Safe for several threads; ``close`` gives everything back.

    ``over`` puts another reading side in the place of the archive's, of the same documents and passages.
    """

    def __init__(
        self, settings: Settings, archive: SqlArchive, *, own: bool, over: Callable[[Shelf], Shelf] | None = None
    ) -> None:
        self.settings = settings
        self._archive = archive
        self._shelf = over(archive) if over else archive
        self.changing = Lock()  # held by the one who changes the archive
        self._indexes = _Indexes(settings, archive, own)
        self._held: tuple[int, Known] | None = None
        self.ledger = LedgerBook(archive, load_catalogue(settings.catalogue))
        self._chat = cache(lambda: open_chat(settings))
        self._entailment = cache(lambda: open_entailment(settings))

    @property
    def shelf(self) -> Shelf:
        """The reading side of the archive."""
        return self._shelf

    @property
    def archive(self) -> SqlArchive:
        """The archive itself, for whoever changes it."""
        return self._archive

    def indexes(self) -> Retriever:
        """The open indexes with their model. Raises ``ArchiveInUse`` or ``IndexMismatch``."""
        return self._indexes.retriever()

    @cached_property
    def conversations(self) -> SqlConversations:
        """The stored conversations, opened when they are first needed."""
        return open_conversations(self.settings)

    def ask(self, text: str, *, history: Sequence[Turn] = ()) -> Answer:
        """One verified answer. Raises ``InvalidQuestion``, and ``EmptyArchive`` where nothing was ingested."""
        with in_force(self.settings.catalogue):
            return answer(text, parts=self._parts, history=history)

    def stream(self, text: str, *, history: Sequence[Turn] = ()) -> Generator[str | Answer]:
        """The verified Markdown as it grows, each piece holding all before it; last comes the answer.

        Closing it ends the request to a language model.
        """
        with closing(stream(text, parts=self._parts, history=history)) as pieces:
            while True:
                with in_force(self.settings.catalogue):  # each piece may be asked for by another thread
                    piece = next(pieces, None)
                if piece is None:
                    return
                yield piece

    def search(self, text: str, *, k: int) -> list[Evidence]:
        """The ``k`` best passages, best first."""
        return search(text, parts=self._parts, k=k)

    @cached_property
    def flags(self) -> SqlFlags:
        """Questions whose answers users found wrong, opened when they are first needed."""
        return open_flags(self.settings)

    @cached_property
    def drafts(self) -> SqlDrafts:
        """The drafts that staff work on, opened when they are first needed."""
        return open_drafts(self.settings)

    def close(self) -> None:
        """Gives back the archive, the indexes and the lock, and every store that was opened."""
        self._indexes.__exit__()
        for name in ("conversations", "drafts", "flags"):
            if name in self.__dict__:
                getattr(self, name).close()
        self._archive.close()

    def _known(self) -> Known:
        """What is known of the archive, read again when it has changed."""
        revision = self._archive.revision()
        held = self._held
        if held is None or held[0] != revision:
            self._held = held = (revision, Known(self._shelf))
        return held[1]

    @cached_property
    def _parts(self) -> Parts:
        return Parts(
            shelf=self._shelf,
            retriever=self._indexes.retriever,
            known=self._known,
            model=self.settings.chat_model,
            chat=self._chat,
            entailment=self._entailment,
            limits=Limits(
                self.settings.chat_prompt_tokens, self.settings.chat_answer_s, self.settings.entailment_floor
            ),
            passages=self.settings.passages,
            max_question_chars=self.settings.max_question_chars,
            index=lambda: str(self._archive.revision()),
        )


def open_assistant(
    settings: Settings, *, own: bool = False, over: Callable[[Shelf], Shelf] | None = None
) -> Assistant:
    """The assistant over a data folder.

    With ``own`` the caller holds the folder already (``own_data``); otherwise the lock is taken when a question
    first needs the indexes. ``over`` gives the reading side that it answers from, made of the archive's.
    Raises ``EmptyArchive`` where nothing has been ingested.
    """
    require_archive(settings)
    return Assistant(settings, open_archive(settings), own=own, over=over)
