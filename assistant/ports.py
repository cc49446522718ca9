"""The seams of the house: what a vendor must be able to do, and no more.

Each protocol has one adapter or more in ``assistant/adapters`` (readers: ``ingest/readers``), a fake in
``assistant/fakes.py`` that ships with the package, and one set of contract tests that all of them pass.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterable, Mapping, Sequence
from typing import Any, Literal, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

from assistant.types import (
    EVERY_DEED,
    Account,
    Answer,
    ApiKey,
    Archived,
    Conversation,
    Correction,
    Deed,
    DeedQuery,
    Filed,
    Flagged,
    Gone,
    Handshake,
    Hit,
    IdentityCorrection,
    Indicator,
    Origin,
    Passage,
    Proposal,
    Receipt,
    Rejected,
    Removed,
    Resolution,
    RowChoices,
    RowPage,
    RowQuery,
    SavedDraft,
    Session,
)

Vectors = NDArray[np.float32]
Arrays = Mapping[str, NDArray[Any]]
Saved = Literal["added", "updated", "unchanged"]
Form = TypeVar("Form", bound=BaseModel)


class Embedder(Protocol):
    """Text to vectors. Passages and questions are embedded by two methods, since models tell them apart."""

    @property
    def model_id(self) -> str:
        """Name and content hash of the model; vectors of different ids never mix."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    @property
    def lexical_weight(self) -> float:
        """Weight of the lexical leg beside this model's, in [0, 1]; a property of the model, measured once."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Unit-length vectors, shape ``(len(texts), dimension)``, float32, in the order of ``texts``."""

    def embed_question(self, text: str) -> Vectors:
        """One unit-length vector, shape ``(dimension,)``, float32."""


class ChatModel(Protocol):
    """A language model that phrases and reads. It is never the source of a figure or a citation."""

    @property
    def name(self) -> str:
        """The model's name, as answers record it."""

    def stream(self, prompt: str) -> Generator[str]:
        """The answer to one prompt as it comes, piece by piece; closing the generator ends the request.

        Raises ``ModelUnavailable``, also in the middle of an answer.
        """

    def fill(self, prompt: str, form: type[Form]) -> Form | None:
        """The form as the model fills it; None where what it says does not fit. Raises ``ModelUnavailable``."""


class Entailment(Protocol):
    """Whether a sentence follows from a text, by a model that reads both at once."""

    def scores(self, premises: Sequence[str], sentence: str) -> Vectors:
        """How surely ``sentence`` follows from each premise: shape ``(len(premises),)``, float32, in [0, 1]."""


class Reranker(Protocol):
    """How well a text answers a question, by a model that reads both at once."""

    def relevance(self, question: str, texts: Sequence[str]) -> Vectors:
        """One score a text, higher is better, on the model's own scale: shape ``(len(texts),)``, float32."""


class VectorIndex(Protocol):
    """Nearest neighbours by cosine. Holds ids and vectors only; derived from the archive."""

    def add(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Adds or replaces; ``vectors`` has shape ``(len(ids), dimension)``."""

    def remove(self, ids: Sequence[str]) -> None:
        """Forgets these ids; unknown ids are ignored."""

    def search(self, vector: Vectors, k: int) -> list[Hit]:
        """The ``k`` nearest, best first; score is the cosine similarity, in [-1, 1]."""

    def ids(self) -> set[str]:
        """Every id it holds, for ``doctor``."""


class LexicalIndex(Protocol):
    """BM25 over our own tokens (syllables and adjacent pairs); derived from the archive."""

    def add(self, passages: Iterable[Passage]) -> None:
        """Adds or replaces, by ``passage_id``."""

    def remove(self, ids: Sequence[str]) -> None:
        """Forgets these ids; unknown ids are ignored."""

    def search(self, question: str, k: int) -> list[Hit]:
        """The ``k`` best, best first; score is BM25. Any text is accepted, operators have no meaning."""

    def ids(self) -> set[str]:
        """Every id it holds, for ``doctor``."""


class ArrayStore(Protocol):
    """Arrays by name, kept together and derived from the archive: where they are lost they are made again."""

    def load(self) -> Arrays | None:
        """The arrays that were kept last, read-only; None where there are none, or some are broken."""

    def save(self, arrays: Arrays) -> None:
        """Keeps all of them in the place of those before, or none: where they cannot be kept, nothing is said."""

    def is_as_loaded(self) -> bool:
        """Whether the arrays that were loaded last are what they were then; also where others took their place."""


class Archive(Protocol):
    """The only truth: documents with all that was read from them. Writing is one transaction a document."""

    def save(self, archived: Archived, *, origin: Origin | None = None, gone: Collection[str] = ()) -> Saved:
        """Stores a document. The same content from the same file is ``unchanged``; other content from a known file
        replaces it whole (``updated``).

        A file is known by the path of its ``origin``, or by its name where it has none. ``gone`` are paths where
        files of this content no longer lie: the first of them was moved to ``origin``, and its name follows.
        """

    def seen(self, origin: Origin) -> None:
        """Notes that a known file was looked at again and has not changed; an unknown path is ignored."""

    def settle(self, file: Origin, *, held: Collection[str], rejected: Sequence[Rejected]) -> None:
        """Notes that a file is stored to its end: its documents at the paths ``held``, and what of it was rejected.

        That takes the place of all that was noted as rejected at or below the path of ``file``.
        """

    def rejected(self) -> list[Rejected]:
        """What was rejected of the files that were looked at, by path."""

    def removed(self) -> list[Removed]:
        """The files of the documents that were removed by hand and have not come back, by path."""

    def remove(self, document_id: str) -> None:
        """Takes a document out with all that was read from it, to be had back by ``restore``.

        Raises ``UnknownDocument``.
        """

    def restore(self, id_or_name: str) -> str:
        """Puts a document that was removed back as it was, and gives its id; of two of one name the last.

        Raises ``UnknownDocument``.
        """

    def correct(self, correction: Correction) -> None:
        """Puts a person's word in the place of what was read of a row, now and at every later reading.

        A correction of the same extracted row replaces the one before; one whose row is as extracted takes it back.
        Raises ``UnknownRow``.
        """

    def identify(self, correction: IdentityCorrection) -> None:
        """Keeps what a person said of what a document is, in place of what was said before; none where it changes
        nothing. The document itself is saved by who asks.
        """

    def identified(self, document_id: str, *, path: str | None = None) -> IdentityCorrection | None:
        """What a person said of what a document is, or of the one that the file at ``path`` held so far."""

    def propose(self, document_id: str, proposals: Sequence[Proposal], *, model: str) -> None:
        """Notes that a model has read a document a second time, and what it proposes, in place of what was before.

        All of it goes when the document is read again. Raises ``UnknownDocument``.
        """

    def second_readers(self) -> Mapping[str, str]:
        """The model that read each document a second time, by document id."""

    def proposals(self) -> list[Proposal]:
        """What waits for a person, in the order of the documents and their text."""

    def adopt(self, proposal_id: str, correction: Correction) -> None:
        """Makes of a proposal what a person says of it: a row in the place of the one that it replaces, else a row of
        its own. Raises ``UnknownRow`` where no such proposal waits.
        """

    def drop(self, proposal_id: str) -> None:
        """Forgets a proposal. Raises ``UnknownRow`` where no such proposal waits."""

    def revision(self) -> int:
        """A number that grows with every change."""

    def text_revision(self) -> int:
        """The revision of the last change to a text; indexes carry the one they were built from.

        Correcting a row is no such change: passages stay as they are.
        """


class Shelf(Protocol):
    """The reading side of the archive."""

    def documents(self) -> list[Resolution]:
        """All documents, in the order of their file names."""

    def document(self, id_or_name: str) -> Resolution:
        """One document by id or file name. Raises ``UnknownDocument``."""

    def files(self, document_id: str | None = None) -> list[Filed]:
        """The files that documents, or this one, came in, by path."""

    def receipt(self, id_or_name: str) -> Receipt:
        """What became of a document's file. Raises ``UnknownDocument``."""

    def gone(self, document_id: str) -> Gone | None:
        """What is known of a document that is in the archive no more; None for any other."""

    def passages(self, ids: Sequence[str] | None = None) -> list[Passage]:
        """Passages by id, in the order of ``ids`` (unknown ids are left out), or all of them."""

    def passage_ids(self, since: int = 0) -> set[str]:
        """Ids of the passages of documents that changed after revision ``since``; 0 for all."""

    def indicators(
        self,
        ids: Sequence[str] | None = None,
        *,
        documents: Sequence[str] | None = None,
        unsure_below: float | None = None,
    ) -> list[Indicator]:
        """Rows of the ledger, in the order of the documents and their text.

        Limited to ``ids`` (catalogue ids, and labels of rows that the catalogue does not know), to ``documents``
        (document ids), and to rows that nobody has looked at and whose confidence is less than ``unsure_below``,
        where these are given. Rejected rows are left out.
        """

    def ledger_page(self, query: RowQuery) -> RowPage:
        """Some rows of the ledger, filtered and sorted, and how many there are in all; ties in a fixed order."""

    def ledger_choices(self) -> RowChoices:
        """What the rows can be narrowed by."""

    def placed(self) -> list[Indicator]:
        """One row of each unit that is not its document's own (``Indicator.place``), rejected ones left out."""

    def row(self, row_id: str) -> Indicator:
        """One row by its id, also a rejected one. Raises ``UnknownRow``."""

    def corrections(self) -> list[Correction]:
        """What people said of rows, oldest first."""

    def labels(self) -> list[str]:
        """The labels of rows that the catalogue does not know, each once."""


class VectorCache(Protocol):
    """Vectors that were already computed, by model and text hash, so that a rebuild costs no model."""

    def get_vectors(self, model_id: str, hashes: Sequence[str]) -> Mapping[str, Vectors]:
        """What is known of ``hashes``: hash to vector of shape ``(dimension,)``."""

    def put_vectors(self, model_id: str, vectors: Mapping[str, Vectors]) -> None:
        """Keeps vectors by text hash."""

    def vector_hashes(self, model_id: str) -> set[str]:
        """The hashes of all texts whose vectors of this model are kept."""


class Store(Archive, Shelf, VectorCache, Protocol):
    """The archive from all its sides, as ``SqlArchive`` and ``MemoryArchive`` are."""


class Conversations(Protocol):
    """What was asked and answered, kept as it was shown.

    ``owner`` names who asks. An owner finds what is their own and what has none, and nothing else: to them the
    conversation of somebody else does not exist. Without an owner there is only what has none.
    """

    def append(self, conversation_id: int | None, question: str, answer: Answer, *, owner: str | None = None) -> int:
        """Adds an exchange to a conversation; None, or one that is gone, begins a new one. Returns its id."""

    def recent(self, limit: int, *, owner: str | None = None) -> list[Conversation]:
        """The conversations begun last, without their exchanges: pinned ones first, else the newest first."""

    def load(self, conversation_id: int, *, owner: str | None = None) -> Conversation | None:
        """A conversation with all of its exchanges; None where it is gone."""

    def rename(self, conversation_id: int, title: str, *, owner: str | None = None) -> None:
        """Gives a conversation another title; an unknown id is ignored."""

    def pin(self, conversation_id: int, *, pinned: bool, owner: str | None = None) -> None:
        """Pins a conversation above the others, or lets it go; an unknown id is ignored."""

    def remove(self, conversation_id: int, *, owner: str | None = None) -> None:
        """Takes a conversation away, to be had back by ``restore`` for a day; an unknown id is ignored."""

    def restore(self, conversation_id: int, *, owner: str | None = None) -> None:
        """Puts back a conversation that was taken away; an unknown id is ignored."""


class FlagStore(Protocol):
    """Questions whose answers users found wrong, until staff have made cases of them."""

    def flag(self, flagged: Flagged) -> None:
        """Keeps it; one that is kept already stays as it is, with what staff wrote."""

    def flagged(self) -> list[Flagged]:
        """All of them, the newest first."""

    def complete(self, flag_id: str, *, expected: str, documents: Sequence[str]) -> None:
        """Writes down what staff expect; an unknown id is ignored."""

    def unflag(self, flag_id: str) -> None:
        """Forgets it; an unknown id is ignored."""


class Drafts(Protocol):
    """Drafts that staff work on, each kept as what was asked, typed and edited."""

    def save(self, draft: SavedDraft) -> None:
        """Stores a draft, or replaces the one of its id."""

    def draft(self, draft_id: str) -> SavedDraft:
        """One draft. Raises ``UnknownDraft``."""

    def drafts(self) -> list[SavedDraft]:
        """All drafts, the one changed last first."""

    def remove(self, draft_id: str) -> None:
        """Forgets a draft. Raises ``UnknownDraft``."""


class Passwords(Protocol):
    """Passwords as hashes that cost time to try."""

    def hashed(self, password: str) -> str:
        """The encoded hash, its salt and its cost with it."""

    def fits(self, password: str, hashed: str) -> bool:
        """Whether this is the password of a hash."""


class IdentityProvider(Protocol):
    """An office's own accounts: a server that vouches for who somebody is."""

    def address(self, handshake: Handshake, *, back: str) -> str:
        """Where a browser goes to sign in; ``back`` is the URL of ours that it returns to.

        Raises ``ProviderUnavailable``.
        """

    def claims(self, handshake: Handshake, *, code: str, back: str) -> Mapping[str, object]:
        """What is stated of who came back with a ``code``, signed for us and for this handshake.

        Raises ``ProviderUnavailable`` and ``SignInRefused``.
        """


class Accounts(Protocol):
    """Who may sign in, who did, and the keys of the API."""

    def accounts(self) -> list[Account]:
        """All of them, by name."""

    def account(self, name: str) -> Account | None:
        """The account of a name; None where there is none."""

    def save_account(self, account: Account) -> None:
        """Makes it, or replaces the one of its name."""

    def remove_account(self, name: str) -> None:
        """Forgets it with its sessions; an unknown name is ignored."""

    def sessions(self) -> list[Session]:
        """All of them, the newest first, also those that have ended by themselves."""

    def session(self, digest: str) -> Session | None:
        """The session of a cookie's hash; None where there is none."""

    def save_session(self, session: Session) -> None:
        """Keeps it."""

    def end_sessions(
        self,
        *,
        name: str | None = None,
        digest: str | None = None,
        until: str | None = None,
        but: str | None = None,
    ) -> int:
        """Forgets those of a name, of a cookie's hash, or those that ended until a time; how many they were.

        ``but`` is the hash of one that stays.
        """

    def api_keys(self) -> list[ApiKey]:
        """All of them, by name."""

    def key(self, digest: str) -> ApiKey | None:
        """The key of a hash; None where there is none."""

    def save_key(self, key: ApiKey) -> None:
        """Keeps it."""

    def remove_key(self, digest: str) -> None:
        """Forgets it; an unknown one is ignored."""


class AuditLog(Protocol):
    """What was done, line by line; lines are added at the end and never changed."""

    def append(self, chained: Callable[[Deed | None], Deed]) -> Deed:
        """Adds the line that ``chained`` makes of the last one, in one transaction, and gives it."""

    def deeds(self, asked: DeedQuery = EVERY_DEED) -> list[Deed]:
        """Lines oldest first; of more than ``asked.limit`` the last."""

    def forget(self, until: int) -> None:
        """Takes out the lines up to this number."""
