"""BM25 in tantivy over our own tokens: syllables and adjacent pairs, as written and folded.

A question with diacritics is held against the words as written, and a little against the folded ones (for
passages typed without marks); a question without them against the folded words only. Queries are built
term by term, so nothing in a question can be an operator. The folder is derived from the archive: whatever
is wrong with it, ``nghiquyet doctor --repair`` builds it anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self

import tantivy

from assistant.errors import IndexMismatch
from assistant.language.text import fold, has_diacritics, syllables, with_pairs
from assistant.types import Hit, Passage

# Share of the folded words' BM25 under a question with diacritics, for passages typed without marks. On passages
# that have theirs it changes nothing: nDCG@10 0.898 (ALQAC) and 0.965 (XQuAD-vi) at 0.0, 0.1 and 0.2.
FOLDED_WEIGHT = 0.2

WRITER_BYTES = 128_000_000  # memory before a segment is written; one thread, as tokens are made by one
TOKENS = "tokens"  # name under which our tokenizer is registered: tokens arrive joined by spaces

# A passage is indexed with its context (title, place, headings) as one text: as a field of its own the context
# lost 0.01 nDCG@10 on ALQAC at weight 0.5.
WORDS, FOLDED = "words", "folded"


class TantivyLexical:
    """Lexical index in the folder ``path``, which is made where there is none.

    Raises ``IndexMismatch`` where the folder is broken or was written by a version with other fields.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._schema = _schema()
        self._writing = Lock()  # tantivy allows one writer at a time
        with self._readable():
            path.mkdir(parents=True, exist_ok=True)
            self._index = tantivy.Index(self._schema, str(path))
            self._index.register_tokenizer(
                TOKENS, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
            )
            self._index.config_reader("manual")
            self._index.reload()

    def close(self) -> None:
        """Nothing is held open between calls; kept so that all stores close alike."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def add(self, passages: Iterable[Passage]) -> None:
        """Adds or replaces, by ``passage_id``; all of them or, if one fails, none."""
        with self._writer() as writer:
            for passage in passages:
                writer.delete_documents_by_term("id", passage.passage_id)
                writer.add_document(_document(passage))

    def remove(self, ids: Sequence[str]) -> None:
        """Forgets these ids; unknown ids are ignored."""
        with self._writer() as writer:
            for one in ids:
                writer.delete_documents_by_term("id", one)

    def search(self, question: str, k: int) -> list[Hit]:
        """The ``k`` best, best first; score is the weighted sum of BM25 over fields. Any text is accepted."""
        with self._readable():
            searcher = self._index.searcher()
            limit = min(k, searcher.num_docs)
            if limit < 1:
                return []
            found = searcher.search(self._query(question), limit, count=False)
            hits = [Hit(searcher.doc(address)["id"][0], score) for score, address in found.hits]
        return sorted(hits, key=lambda hit: (-hit.score, hit.id))

    def ids(self) -> set[str]:
        """Every id it holds."""
        with self._readable():
            # With a filter, ids are counted over passages that are still there.
            terms = self._index.searcher().terms_with_prefix("id", "", filter_query=tantivy.Query.all_query())
            return {one for one, _ in terms}

    def _query(self, question: str) -> tantivy.Query:
        """Any of the question's tokens in any field; a token said twice counts twice."""
        tokens = Counter(with_pairs(syllables(question)))
        folded: Counter[str] = Counter()
        for token, times in tokens.items():
            folded[fold(token)] += times
        if not has_diacritics(question):
            return tantivy.Query.boolean_query(self._terms(FOLDED, folded, weight=1.0))
        terms = [*self._terms(WORDS, tokens, weight=1.0), *self._terms(FOLDED, folded, weight=FOLDED_WEIGHT)]
        return tantivy.Query.boolean_query(terms)

    def _terms(self, field: str, tokens: Counter[str], *, weight: float) -> list[tuple[tantivy.Occur, tantivy.Query]]:
        return [
            (
                tantivy.Occur.Should,
                tantivy.Query.boost_query(
                    tantivy.Query.term_query(self._schema, field, token, "freq"), weight * times
                ),
            )
            for token, times in tokens.items()
        ]

    @contextmanager
    def _writer(self) -> Iterator[tantivy.IndexWriter]:
        """A writer whose work is seen as a whole or not at all."""
        with self._writing:
            writer = self._index.writer(WRITER_BYTES, 1)
            try:
                yield writer
                writer.commit()
            except BaseException:
                writer.rollback()
                raise
            finally:
                writer.wait_merging_threads()
            self._index.reload()

    @contextmanager
    def _readable(self) -> Iterator[None]:
        """Errors about the files (tantivy raises ``ValueError`` for all) as ours, with the remedy."""
        try:
            yield
        except (ValueError, FileExistsError) as error:
            raise IndexMismatch(
                f"Không dùng được chỉ mục từ vựng {self._path} ({error}). "
                "Dựng lại từ kho bằng: nghiquyet doctor --repair"
            ) from error


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for field in (WORDS, FOLDED):
        builder.add_text_field(field, tokenizer_name=TOKENS, index_option="freq")
    return builder.build()


def _document(passage: Passage) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("id", passage.passage_id)
    tokens = " ".join(with_pairs(syllables(f"{passage.context}\n{passage.text}")))
    document.add_text(WORDS, tokens)
    document.add_text(FOLDED, fold(tokens))
    return document
