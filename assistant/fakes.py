"""A fake of each seam, in memory and without a vendor, for tests and for trying things out.

They pass the contract tests that the adapters pass (``tests/contracts``), and keep nothing.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

import numpy as np
from pydantic import ValidationError

from assistant.errors import UnknownDocument, UnknownDraft, UnknownRow
from assistant.language.text import fold, has_diacritics, syllables, with_pairs
from assistant.ledger.file_names import free_name, meant
from assistant.ledger.gone import unknown
from assistant.ledger.listed import choices_of, page_of
from assistant.ledger.receipt import receipt_of
from assistant.ledger.review import adopted, reviewed
from assistant.ports import Arrays, Form, Saved, Vectors
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
    Exchanged,
    Filed,
    Flagged,
    Gone,
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

K1, B = 1.2, 0.75  # BM25's usual two
_NOW = "2025-01-01T00:00:00+00:00"


class FakeEmbedder:
    """Texts that share syllables are near each other: each folded syllable adds one signed dimension."""

    def __init__(self, dimension: int = 32) -> None:
        self._dimension = dimension

    @property
    def model_id(self) -> str:
        """Name and dimension; there is no other content."""
        return f"fake-{self._dimension}"

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._dimension

    @property
    def lexical_weight(self) -> float:
        """Weight of the lexical leg beside this model's, in [0, 1]."""
        return 0.8

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Unit-length vectors, shape ``(len(texts), dimension)``, float32, in the order of ``texts``."""
        vectors = np.zeros((len(texts), self._dimension), dtype=np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for syllable in syllables(text):
                digest = sha256(fold(syllable).encode()).digest()
                row[int.from_bytes(digest[:4], "big") % self._dimension] += 1 if digest[4] % 2 else -1
            length = float(np.linalg.norm(row))
            if length:
                row /= length
            else:
                row[0] = 1.0
        return vectors

    def embed_question(self, text: str) -> Vectors:
        """One unit-length vector, shape ``(dimension,)``, float32."""
        vector: Vectors = self.embed_passages([text])[0]
        return vector


class ScriptedChat:
    """A chat model that plays its part: it says what it was given, or raises it, and keeps the prompts.

    ``closed`` counts the answers that were not listened to until their end.
    """

    def __init__(self, *script: str | Exception, name: str = "scripted") -> None:
        self.name = name
        self.prompts: list[str] = []
        self.closed = 0
        self._script = list(script)

    def stream(self, prompt: str) -> Generator[str]:
        """The next line of the script, word by word."""
        pieces = re.findall(r"\S*\s*", self._next(prompt))
        try:
            yield from pieces
        except GeneratorExit:
            self.closed += 1
            raise

    def fill(self, prompt: str, form: type[Form]) -> Form | None:
        """The next line of the script as JSON."""
        try:
            return form.model_validate_json(self._next(prompt))
        except ValidationError:
            return None

    def _next(self, prompt: str) -> str:
        self.prompts.append(prompt)
        line = self._script.pop(0)
        if isinstance(line, Exception):
            raise line
        return line


class SharedWords:
    """Entailment by the share of a sentence's syllables that its premise holds."""

    def scores(self, premises: Sequence[str], sentence: str) -> Vectors:
        """Shape ``(len(premises),)``, float32, in [0, 1]."""
        said = set(syllables(sentence))
        shares = [len(said & set(syllables(premise))) / max(len(said), 1) for premise in premises]
        return np.array(shares, dtype=np.float32)


class MemoryVectors:
    """Vector index by exact comparison with every vector."""

    def __init__(self) -> None:
        self._vectors: dict[str, Vectors] = {}

    def add(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Adds or replaces; ``vectors`` has shape ``(len(ids), dimension)``."""
        self._vectors.update(zip(ids, vectors, strict=True))

    def remove(self, ids: Sequence[str]) -> None:
        """Forgets these ids; unknown ids are ignored."""
        for one in ids:
            self._vectors.pop(one, None)

    def search(self, vector: Vectors, k: int) -> list[Hit]:
        """The ``k`` nearest, best first; score is the cosine similarity, in [-1, 1]."""
        length = float(np.linalg.norm(vector))
        hits = [
            Hit(one, float(held @ vector) / (float(np.linalg.norm(held)) * length or 1.0))
            for one, held in self._vectors.items()
        ]
        return _best(hits, k)

    def ids(self) -> set[str]:
        """Every id it holds."""
        return set(self._vectors)


class MemoryLexical:
    """BM25 by looking at every passage; a question without diacritics is compared folded."""

    def __init__(self) -> None:
        self._passages: dict[str, Passage] = {}

    def add(self, passages: Iterable[Passage]) -> None:
        """Adds or replaces, by ``passage_id``."""
        self._passages.update({passage.passage_id: passage for passage in passages})

    def remove(self, ids: Sequence[str]) -> None:
        """Forgets these ids; unknown ids are ignored."""
        for one in ids:
            self._passages.pop(one, None)

    def search(self, question: str, k: int) -> list[Hit]:
        """The ``k`` best, best first; score is BM25 of the passage with its context."""
        plain = not has_diacritics(question)
        held = {
            one: Counter(_tokens(f"{passage.context}\n{passage.text}", folded=plain))
            for one, passage in self._passages.items()
        }
        scores = _bm25(_tokens(question, folded=plain), held)
        return _best([Hit(one, score) for one, score in scores.items() if score > 0], k)

    def ids(self) -> set[str]:
        """Every id it holds."""
        return set(self._passages)


class MemoryArrays:
    """Arrays in memory."""

    def __init__(self) -> None:
        self._arrays: Arrays | None = None

    def load(self) -> Arrays | None:
        """The arrays that were kept last, read-only; None where there are none."""
        return self._arrays

    def save(self, arrays: Arrays) -> None:
        """Keeps all of them in the place of those before."""
        held = {name: array.copy() for name, array in arrays.items()}
        for array in held.values():
            array.flags.writeable = False
        self._arrays = held

    def is_as_loaded(self) -> bool:
        """Nobody writes to them."""
        return True


@dataclass(frozen=True, slots=True)
class _Kept:
    """A document as ``MemoryArchive`` holds it, with the revision of its last change."""

    archived: Archived
    revision: int


class MemoryArchive:
    """Archive, Shelf and VectorCache in dictionaries."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}  # by content hash
        self._files: dict[str, Filed] = {}  # by path; a document may have several
        self._rejected: dict[str, Rejected] = {}  # by path
        self._gone: dict[str, Gone] = {}  # by document id
        self._removed: dict[str, tuple[Archived, list[Filed]]] = {}  # by document id
        self._revision = 0
        self._text_revision = 0
        self._vectors: dict[tuple[str, str], Vectors] = {}
        self._corrections: list[tuple[set[str], Correction]] = []  # with the id and the name of their document
        self._identities: dict[str, IdentityCorrection] = {}  # by document id
        self._second: dict[str, tuple[str, list[Proposal]]] = {}  # model and what waits, by document id

    def save(self, archived: Archived, *, origin: Origin | None = None, gone: Collection[str] = ()) -> Saved:
        """Stores a document; known content in another file becomes a further file of the same document."""
        resolution = archived.resolution
        theirs = {resolution.document_id, resolution.name}
        said = [each for names, each in self._corrections if names & theirs]
        found = reviewed(archived, said)
        archived = found.archived
        origin, content = origin or Origin(resolution.name), resolution.content_hash
        name, owner = self._filed(origin, resolution.name, content, gone)
        twin = self._kept.get(content)
        same = twin is not None and _renamed(archived, twin.archived.resolution.name) == twin.archived
        if not (same and owner in {None, content}):
            self._revision = self._text_revision = self._revision + 1
        if owner is not None and owner != content:
            self._take_file(origin.path, heir=resolution.document_id)
        if not same:
            shown = twin.archived.resolution.name if twin else name
            self._kept[content] = _Kept(_renamed(archived, shown), self._revision)
            self._gone.pop(resolution.document_id, None)
            self._second.pop(resolution.document_id, None)
            self._removed.pop(resolution.document_id, None)
        self._files[origin.path] = Filed(origin, name, resolution.document_id, content)
        others = [pair for pair in self._corrections if pair[1] in found.lost or pair[1] not in said]
        self._corrections = [*others, *((theirs, each) for each in found.kept)]
        if same and owner in {None, content}:
            return "unchanged"
        return "added" if owner is None and twin is None else "updated"

    def _filed(self, origin: Origin, name: str, content: str, gone: Collection[str]) -> tuple[str, str | None]:
        """The name that the file of ``origin`` goes by, and the content that it held so far."""
        if origin.path in self._files:
            known = self._files[origin.path]
            return known.name, known.content_hash
        moved = sorted(path for path, filed in self._files.items() if path in gone and filed.content_hash == content)
        if moved:
            old = self._files.pop(moved[0])
            free = self._free_name(name, origin.path)
            kept = self._kept[content]
            if kept.archived.resolution.name == old.name != free:
                self._revision += 1
                self._kept[content] = _Kept(_renamed(kept.archived, free), self._revision)
            return free, content
        return self._free_name(name, origin.path), None

    def _free_name(self, name: str, path: str) -> str:
        taken = {filed.name for filed in self._files.values()}
        return free_name(name, path=path, taken=taken.__contains__)

    def seen(self, origin: Origin) -> None:
        """Notes that a known file was looked at again and has not changed; an unknown path is ignored."""
        if origin.path in self._files:
            self._files[origin.path] = replace(self._files[origin.path], origin=origin)

    def settle(self, file: Origin, *, held: Collection[str], rejected: Sequence[Rejected]) -> None:
        """Notes that a file is stored to its end, and what of it was rejected, in place of what was."""
        for path in held:
            self.seen(replace(file, path=path))
        others = {
            path: one for path, one in self._rejected.items() if path != file.path and not _is_below(path, file.path)
        }
        self._rejected = others | {one.origin.path: one for one in rejected}

    def correct(self, correction: Correction) -> None:
        """Puts a person's word in the place of a row, now and at every later reading. Raises ``UnknownRow``."""
        row_id = correction.row.row_id
        kept = next((kept for kept in self._kept.values() if row_id in _ids(kept.archived)), None)
        if kept is None:
            raise UnknownRow(f"Sổ chỉ tiêu không có dòng nào mang mã “{row_id}”.")
        resolution = kept.archived.resolution
        rows = tuple(correction.row if row.row_id == row_id else row for row in kept.archived.indicators)
        self._revision += 1
        self._kept[resolution.content_hash] = replace(kept, archived=replace(kept.archived, indicators=rows))
        self._corrections = [pair for pair in self._corrections if pair[1].row.row_id != row_id]
        if correction.row != correction.extracted:
            self._corrections.append(({resolution.document_id, resolution.name}, correction))

    def identify(self, correction: IdentityCorrection) -> None:
        """Keeps what a person said of what a document is; none where it changes nothing."""
        self._identities.pop(correction.document_id, None)
        if correction.changes:
            self._identities[correction.document_id] = correction

    def identified(self, document_id: str, *, path: str | None = None) -> IdentityCorrection | None:
        """What a person said of what a document is, or of the one that the file at ``path`` held so far."""
        held = self._files.get(path or "")
        before = self._identities.get(held.document_id) if held is not None else None
        return self._identities.get(document_id, before)

    def propose(self, document_id: str, proposals: Sequence[Proposal], *, model: str) -> None:
        """Notes that a model has read a document a second time, and what it proposes. Raises ``UnknownDocument``."""
        self._content(document_id)
        self._second[document_id] = (model, list(proposals))

    def second_readers(self) -> Mapping[str, str]:
        """The model that read each document a second time, by document id."""
        return {document_id: model for document_id, (model, _) in self._second.items()}

    def proposals(self) -> list[Proposal]:
        """What waits for a person, in the order of the documents and their text."""
        ids = [document.document_id for document in self.documents()]
        return [each for one in ids for each in self._second.get(one, ("", []))[1]]

    def adopt(self, proposal_id: str, correction: Correction) -> None:
        """Makes of a proposal what a person says of it. Raises ``UnknownRow`` where no such proposal waits."""
        self.drop(proposal_id)
        document_id, row_id = correction.row.document_id, correction.row.row_id
        kept = self._kept[self._content(document_id)]
        others = [row for row in kept.archived.indicators if row.row_id != row_id]
        resolution = kept.archived.resolution
        rows = adopted(others, correction.row)
        self._revision += 1
        self._kept[resolution.content_hash] = replace(kept, archived=replace(kept.archived, indicators=rows))
        self._corrections = [pair for pair in self._corrections if pair[1].row.row_id != row_id]
        self._corrections.append(({document_id, resolution.name}, correction))

    def drop(self, proposal_id: str) -> None:
        """Forgets a proposal. Raises ``UnknownRow`` where no such proposal waits."""
        for _, waiting in self._second.values():
            for each in waiting:
                if each.row.row_id == proposal_id:
                    waiting.remove(each)
                    return
        raise UnknownRow(f"Sổ chỉ tiêu không có dòng nào mang mã “{proposal_id}”.")

    def _take_file(self, path: str, *, heir: str) -> None:
        """Frees a file for other content; its document is shown under its next name, or goes with its last."""
        old = self._files.pop(path)
        others = [filed.name for filed in self._files.values() if filed.content_hash == old.content_hash]
        kept = self._kept.pop(old.content_hash)
        shown = kept.archived.resolution.name
        if others:
            if shown == old.name:
                kept = _Kept(_renamed(kept.archived, min(others)), self._revision)
            self._kept[old.content_hash] = kept
        else:
            self._gone[old.document_id] = Gone(old.document_id, shown, _NOW, heir)

    def remove(self, document_id: str) -> None:
        """Takes a document out with all of its files. Raises ``UnknownDocument``."""
        kept = self._kept.pop(self._content(document_id)).archived
        files = [filed for filed in self._files.values() if filed.document_id == document_id]
        self._second.pop(document_id, None)
        self._files = {path: filed for path, filed in self._files.items() if filed not in files}
        self._removed[document_id] = (kept, files)
        self._gone[document_id] = Gone(document_id, kept.resolution.name, _NOW)
        self._revision = self._text_revision = self._revision + 1

    def restore(self, id_or_name: str) -> str:
        """Puts a document that was removed back as it was, and gives its id. Raises ``UnknownDocument``."""
        names = {each: kept.resolution.name for each, (kept, _) in self._removed.items()}
        name = meant(id_or_name, {name: name for name in names.values()})
        found = [each for each in names if id_or_name == each or name == names[each]]
        if not found:
            raise UnknownDocument(f"Không có văn bản nào mang mã hoặc tên tệp “{id_or_name}” đã bị gỡ để lấy lại.")
        document_id = found[-1]
        archived, files = self._removed.pop(document_id)
        del self._gone[document_id]
        name = self._free_name(archived.resolution.name, "")
        free = [filed for filed in files if filed.origin.path not in self._files]
        for filed in free or [Filed(Origin(name), name, document_id, archived.resolution.content_hash)]:
            self._files[filed.origin.path] = replace(filed, name=self._free_name(filed.name, filed.origin.path))
        self._revision = self._text_revision = self._revision + 1
        self._kept[archived.resolution.content_hash] = _Kept(_renamed(archived, name), self._revision)
        return document_id

    def revision(self) -> int:
        """The number of the last change; 0 for a new archive."""
        return self._revision

    def text_revision(self) -> int:
        """The number of the last change to a text; a correction of a row is none."""
        return self._text_revision

    def documents(self) -> list[Resolution]:
        """All documents, in the order of their file names."""
        return [kept.archived.resolution for kept in self._by_name()]

    def document(self, id_or_name: str) -> Resolution:
        """One document by id or by any of its file names. Raises ``UnknownDocument``."""
        return self._archived(id_or_name).resolution

    def _archived(self, id_or_name: str) -> Archived:
        named = meant(id_or_name, {filed.name: filed.content_hash for filed in self._files.values()})
        return self._kept[named or self._content(id_or_name)].archived

    def files(self, document_id: str | None = None) -> list[Filed]:
        """The files that documents, or this one, came in, by path."""
        held = (self._files[path] for path in sorted(self._files))
        return [filed for filed in held if document_id in {None, filed.document_id}]

    def rejected(self) -> list[Rejected]:
        """What was rejected of the files that were looked at, by path."""
        return [self._rejected[path] for path in sorted(self._rejected)]

    def removed(self) -> list[Removed]:
        """The files of the documents that were removed by hand and have not come back, by path."""
        found = [
            Removed(filed.origin, document_id, filed.content_hash, self._gone[document_id].at)
            for document_id, (_, files) in self._removed.items()
            for filed in files
        ]
        return sorted(found, key=lambda removed: removed.origin.path)

    def receipt(self, id_or_name: str) -> Receipt:
        """What became of a document's file. Raises ``UnknownDocument``."""
        return receipt_of(self._archived(id_or_name))

    def gone(self, document_id: str) -> Gone | None:
        """What is known of a document that is in the archive no more; None for any other."""
        return self._gone.get(document_id)

    def _content(self, document_id: str) -> str:
        """The content hash of a document."""
        for content, kept in self._kept.items():
            if kept.archived.resolution.document_id == document_id:
                return content
        named = (gone for each, gone in self._gone.items() if each in self._removed and gone.name == document_id)
        names = [filed.name for filed in self._files.values()]
        raise unknown(document_id, self._gone.get(document_id) or next(named, None), names)

    def passages(self, ids: Sequence[str] | None = None) -> list[Passage]:
        """Passages in the order of ``ids`` (unknown ids are left out), or all, document by document."""
        found = {passage.passage_id: passage for kept in self._by_name() for passage in kept.archived.passages}
        return list(found.values()) if ids is None else [found[one] for one in ids if one in found]

    def passage_ids(self, since: int = 0) -> set[str]:
        """Ids of the passages of documents that changed after revision ``since``; 0 for all."""
        return {
            passage.passage_id
            for kept in self._kept.values()
            if kept.revision > since
            for passage in kept.archived.passages
        }

    def indicators(
        self,
        ids: Sequence[str] | None = None,
        *,
        documents: Sequence[str] | None = None,
        unsure_below: float | None = None,
    ) -> list[Indicator]:
        """Rows of these catalogue ids and unknown labels, of these documents, or all, in the order of the text.

        With ``unsure_below`` those alone that nobody has looked at and whose confidence is less.
        """
        rows = [row for row in self._rows() if row.review != "rejected"]
        if unsure_below is not None:
            rows = [row for row in rows if row.review == "extracted" and row.confidence < unsure_below]
        return [
            row
            for row in rows
            if (ids is None or (row.indicator or row.label) in ids)
            and (documents is None or row.document_id in documents)
        ]

    def ledger_page(self, query: RowQuery) -> RowPage:
        """Some rows of the ledger, filtered and sorted, and how many there are in all."""
        return page_of(self._rows(), self.documents(), query)

    def ledger_choices(self) -> RowChoices:
        """What the rows can be narrowed by."""
        return choices_of(self._rows(), self.documents())

    def placed(self) -> list[Indicator]:
        """One row of each unit that is not its document's own, in the order of the text."""
        rows = [row for row in self.indicators() if row.place is not None]
        return list({(row.document_id, row.place): row for row in reversed(rows)}.values())[::-1]

    def _rows(self) -> list[Indicator]:
        return [row for kept in self._by_name() for row in kept.archived.indicators]

    def row(self, row_id: str) -> Indicator:
        """One row by its id, also a rejected one. Raises ``UnknownRow``."""
        found = next((row for row in self._rows() if row.row_id == row_id), None)
        if found is None:
            raise UnknownRow(f"Sổ chỉ tiêu không có dòng nào mang mã “{row_id}”.")
        return found

    def corrections(self) -> list[Correction]:
        """What people said of rows, oldest first."""
        return [correction for _, correction in self._corrections]

    def labels(self) -> list[str]:
        """The labels of rows that the catalogue does not know, each once."""
        return sorted({row.label for row in self.indicators() if row.indicator is None})

    def _by_name(self) -> list[_Kept]:
        return sorted(self._kept.values(), key=lambda kept: kept.archived.resolution.name)

    def get_vectors(self, model_id: str, hashes: Sequence[str]) -> Mapping[str, Vectors]:
        """What is known of ``hashes``: hash to vector of shape ``(dimension,)``."""
        return {one: self._vectors[model_id, one] for one in hashes if (model_id, one) in self._vectors}

    def put_vectors(self, model_id: str, vectors: Mapping[str, Vectors]) -> None:
        """Keeps vectors by text hash."""
        self._vectors.update({(model_id, one): vector for one, vector in vectors.items()})

    def vector_hashes(self, model_id: str) -> set[str]:
        """The hashes of all texts whose vectors of this model are kept."""
        return {one for model, one in self._vectors if model == model_id}


def _ids(archived: Archived) -> set[str]:
    return {row.row_id for row in archived.indicators}


def _is_below(path: str, file: str) -> bool:
    return path.startswith(f"{file}/")


def _renamed(archived: Archived, name: str) -> Archived:
    return replace(archived, resolution=replace(archived.resolution, name=name))


def _tokens(text: str, *, folded: bool) -> list[str]:
    tokens = with_pairs(syllables(text))
    return [fold(token) for token in tokens] if folded else tokens


def _bm25(asked: Sequence[str], held: Mapping[str, Counter[str]]) -> dict[str, float]:
    """Score by id, over all that is held."""
    mean = sum(tokens.total() for tokens in held.values()) / max(len(held), 1)
    scores = dict.fromkeys(held, 0.0)
    for token in asked:
        having = [one for one, tokens in held.items() if token in tokens]
        rarity = math.log(1 + (len(held) - len(having) + 0.5) / (len(having) + 0.5))
        for one in having:
            times = held[one][token]
            share = K1 * (1 - B + B * held[one].total() / mean)
            scores[one] += rarity * times * (K1 + 1) / (times + share)
    return scores


def _best(hits: list[Hit], k: int) -> list[Hit]:
    return sorted(hits, key=lambda hit: (-hit.score, hit.id))[: max(k, 0)]


class MemoryConversations:
    """Conversations in a dictionary, each with its owner."""

    def __init__(self) -> None:
        self._held: dict[int, tuple[str | None, Conversation]] = {}
        self._removed: set[int] = set()
        self._next = 1

    def append(self, conversation_id: int | None, question: str, answer: Answer, *, owner: str | None = None) -> int:
        """Adds an exchange to a conversation; None, or one that is gone, begins a new one. Returns its id."""
        held = self.load(conversation_id or 0, owner=owner)
        if held is None:
            held = Conversation(self._next, question, "2026-01-01T00:00:00+00:00", own=owner is not None)
            self._held[held.conversation_id] = (owner, held)
            self._next += 1
        self._change(held.conversation_id, owner, exchanges=(*held.exchanges, Exchanged(question, answer)))
        return held.conversation_id

    def recent(self, limit: int, *, owner: str | None = None) -> list[Conversation]:
        """The conversations begun last, without their exchanges: pinned ones first, else the newest first."""
        visible = [each for held in self._held if (each := self.load(held, owner=owner)) is not None]
        ordered = sorted(visible, key=lambda each: (not each.pinned, -each.conversation_id))
        return [replace(each, exchanges=()) for each in ordered[:limit]]

    def load(self, conversation_id: int, *, owner: str | None = None) -> Conversation | None:
        """A conversation with all of its exchanges; None where it is gone."""
        theirs, held = self._held.get(conversation_id, (None, None))
        return held if theirs in {None, owner} and conversation_id not in self._removed else None

    def rename(self, conversation_id: int, title: str, *, owner: str | None = None) -> None:
        """Gives a conversation another title; an unknown id is ignored."""
        self._change(conversation_id, owner, title=title)

    def pin(self, conversation_id: int, *, pinned: bool, owner: str | None = None) -> None:
        """Pins a conversation, or lets it go; an unknown id is ignored."""
        self._change(conversation_id, owner, pinned=pinned)

    def remove(self, conversation_id: int, *, owner: str | None = None) -> None:
        """Takes a conversation away; an unknown id is ignored."""
        if self.load(conversation_id, owner=owner) is not None:
            self._removed.add(conversation_id)

    def restore(self, conversation_id: int, *, owner: str | None = None) -> None:
        """Puts back a conversation that was taken away; an unknown id is ignored."""
        if self._held.get(conversation_id, (object(), None))[0] in {None, owner}:
            self._removed.discard(conversation_id)

    def _change(self, conversation_id: int, owner: str | None, **changes: Any) -> None:
        held = self.load(conversation_id, owner=owner)
        if held is not None:
            theirs, _ = self._held[conversation_id]
            self._held[conversation_id] = (theirs, replace(held, **changes))


class MemoryFlags:
    """Flagged questions in a dictionary."""

    def __init__(self) -> None:
        self._held: dict[str, Flagged] = {}

    def flag(self, flagged: Flagged) -> None:
        """Keeps it."""
        self._held.setdefault(flagged.flag_id, flagged)

    def flagged(self) -> list[Flagged]:
        """All, the newest first."""
        return sorted(self._held.values(), key=lambda one: (one.at, one.flag_id), reverse=True)

    def complete(self, flag_id: str, *, expected: str, documents: Sequence[str]) -> None:
        """Writes down what staff expect."""
        if flag_id in self._held:
            self._held[flag_id] = replace(self._held[flag_id], expected=expected, documents=tuple(documents))

    def unflag(self, flag_id: str) -> None:
        """Forgets it."""
        self._held.pop(flag_id, None)


class MemoryDrafts:
    """Drafts in a dictionary."""

    def __init__(self) -> None:
        self._held: dict[str, SavedDraft] = {}

    def save(self, draft: SavedDraft) -> None:
        """Stores a draft, or replaces the one of its id."""
        self._held[draft.draft_id] = draft

    def draft(self, draft_id: str) -> SavedDraft:
        """One draft. Raises ``UnknownDraft``."""
        if draft_id not in self._held:
            raise UnknownDraft(f"Không có dự thảo '{draft_id}'.")
        return self._held[draft_id]

    def drafts(self) -> list[SavedDraft]:
        """All drafts, the one changed last first."""
        return sorted(self._held.values(), key=lambda draft: (draft.changed_at, draft.draft_id), reverse=True)

    def remove(self, draft_id: str) -> None:
        """Forgets a draft. Raises ``UnknownDraft``."""
        self.draft(draft_id)
        del self._held[draft_id]


class PlainPasswords:
    """``Passwords`` that cost nothing to try; for tests alone."""

    def hashed(self, password: str) -> str:
        """The password with a mark before it."""
        return f"plain:{password}"

    def fits(self, password: str, hashed: str) -> bool:
        """Whether it is the same."""
        return hashed == f"plain:{password}"


class MemoryAccounts:
    """Accounts, sessions and keys in dictionaries."""

    def __init__(self) -> None:
        self._accounts: dict[str, Account] = {}
        self._sessions: dict[str, Session] = {}
        self._keys: dict[str, ApiKey] = {}

    def accounts(self) -> list[Account]:
        """All, by name."""
        return sorted(self._accounts.values(), key=lambda one: one.name)

    def account(self, name: str) -> Account | None:
        """The account of a name."""
        return self._accounts.get(name)

    def save_account(self, account: Account) -> None:
        """Makes or replaces it."""
        self._accounts[account.name] = account

    def remove_account(self, name: str) -> None:
        """Forgets it with its sessions."""
        self._accounts.pop(name, None)
        self.end_sessions(name=name)

    def sessions(self) -> list[Session]:
        """All, the newest first."""
        by_digest = sorted(self._sessions.values(), key=lambda one: one.digest)
        return sorted(by_digest, key=lambda one: one.begun, reverse=True)

    def session(self, digest: str) -> Session | None:
        """The session of a hash."""
        return self._sessions.get(digest)

    def save_session(self, session: Session) -> None:
        """Keeps it."""
        self._sessions[session.digest] = session

    def end_sessions(
        self,
        *,
        name: str | None = None,
        digest: str | None = None,
        until: str | None = None,
        but: str | None = None,
    ) -> int:
        """Forgets those of a name, of a hash, or that ended until a time, all ``but`` one."""
        ended = [
            one.digest
            for one in self._sessions.values()
            if (name is None or one.name == name)
            and (digest is None or one.digest == digest)
            and (until is None or one.ends <= until)
            and one.digest != but
        ]
        for each in ended:
            del self._sessions[each]
        return len(ended)

    def api_keys(self) -> list[ApiKey]:
        """All, by name."""
        return sorted(self._keys.values(), key=lambda one: one.name)

    def key(self, digest: str) -> ApiKey | None:
        """The key of a hash."""
        return self._keys.get(digest)

    def save_key(self, key: ApiKey) -> None:
        """Keeps it."""
        self._keys[key.digest] = key

    def remove_key(self, digest: str) -> None:
        """Forgets it."""
        self._keys.pop(digest, None)


class MemoryAudit:
    """The audit in a list."""

    def __init__(self) -> None:
        self._held: list[Deed] = []

    def append(self, chained: Callable[[Deed | None], Deed]) -> Deed:
        """Adds the line after the last."""
        self._held.append(chained(self._held[-1] if self._held else None))
        return self._held[-1]

    def deeds(self, asked: DeedQuery = EVERY_DEED) -> list[Deed]:
        """Lines oldest first; of more than ``asked.limit`` the last."""
        found = [
            deed
            for deed in self._held
            if (asked.who is None or deed.who == asked.who)
            and (asked.what is None or deed.what == asked.what)
            and (asked.words is None or asked.words.lower() in deed.about.lower())
            and (asked.since is None or deed.at >= asked.since)
            and (asked.until is None or deed.at < asked.until)
        ]
        newest = found[: len(found) - asked.skip] if asked.skip else found
        return newest if asked.limit is None else newest[-asked.limit :]

    def forget(self, until: int) -> None:
        """Takes out the lines up to this number."""
        self._held = [deed for deed in self._held if deed.n > until]
