"""BM25 in tantivy over our own tokens: syllables and adjacent pairs, as written and folded.

1. A question with diacritics is held against the words as written, and a little against the folded ones (for
   passages typed without marks).
2. In one without any, words get the marks that the index's own words make likely (``language.marks``); those that
   stay unsure are held against the folded words.
3. The place and the headings above a passage are a field of their own besides, and words that mean the same as
   those of the question count for a part of them (``language.related``).

Queries are built term by term, so nothing in a question can be an operator. The folder is derived from the archive:
whatever is wrong with it, ``nghiquyet doctor --repair`` builds it anew. Whoever changes what is in it raises
``manifest.LAYOUT``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self

import tantivy

from assistant.adapters.disk import disk_trouble
from assistant.errors import IndexMismatch
from assistant.language.marks import restored
from assistant.language.related import related
from assistant.language.text import fold, has_diacritics, syllables, with_pairs
from assistant.types import Hit, Passage

# Share of the folded words' BM25 under a question with diacritics, for passages typed without marks. On passages
# that have theirs it changes nothing: nDCG@10 0.898 (ALQAC) and 0.965 (XQuAD-vi) at 0.0, 0.1 and 0.2.
FOLDED_WEIGHT = 0.2

WRITER_BYTES = 128_000_000  # memory before a segment is written; one thread, as tokens are made by one
TOKENS = "tokens"  # name under which our tokenizer is registered: tokens arrive joined by spaces

# A passage is indexed with its context (title, place, headings) as one text; the place and the headings again, since
# who asks of a commune or a chapter means all of it. As the fields of a document alone, without the whole, they lost
# 0.02 to 0.1 of the reciprocal rank.
WORDS, FOLDED, HEADINGS = "words", "folded", "headings"

# Both measured on 306 questions with support of three authors, the sample and the seeds, none of them descriptive:
# needed passages among the first eight 0.836 without either and 0.861 with both, reciprocal rank of the first 0.669
# and 0.710. More for the headings finds more there (0.5: 0.867, 0.715), but where an article's title is a heading
# (ALQAC) 0.5 costs 0.01 nDCG@10 and 0.2 costs 0.0003. A field for the title alone added 0.001.
HEADINGS_WEIGHT = 0.2
RELATED_WEIGHT = 0.5

# How sure the marks of a word must be to be taken for written, and the longest question, in syllables, so read.
SURE = 0.9
LONGEST_RESTORED = 64
FORMS = 12  # commonest written forms of a folded token that are looked at
_MARK = "|"  # stands between the folded form and the written one, so that all forms of a word lie side by side


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
            found = searcher.search(self._query(question, searcher), limit, count=False)
            hits = [Hit(searcher.doc(address)["id"][0], score) for score, address in found.hits]
        return sorted(hits, key=lambda hit: (-hit.score, hit.id))

    def ids(self) -> set[str]:
        """Every id it holds."""
        with self._readable():
            # With a filter, ids are counted over passages that are still there.
            terms = self._index.searcher().terms_with_prefix("id", "", filter_query=tantivy.Query.all_query())
            return {one for one, _ in terms}

    def _query(self, question: str, searcher: tantivy.Searcher) -> tantivy.Query:
        """Any of the question's tokens in any field; a token said twice counts twice."""
        said = syllables(question)
        plain = not has_diacritics(" ".join(said))  # of a question typed in normal form D no letter carries its marks
        terms: defaultdict[tuple[str, str], float] = defaultdict(float)
        for token, times in Counter(with_pairs(said)).items():
            terms[FOLDED, fold(token)] += times * (1.0 + FOLDED_WEIGHT if plain else FOLDED_WEIGHT)
            terms[HEADINGS, fold(token)] += times * HEADINGS_WEIGHT
            if not plain:
                terms[WORDS, _both(token)] += times
        if plain and len(said) <= LONGEST_RESTORED:
            for folded, written in self._sure(said, searcher):
                terms[WORDS, _both(written)] += 1.0
                terms[FOLDED, folded] -= 1.0
        for token in related(question, plain=plain):
            field = (FOLDED, fold(token)) if plain else (WORDS, _both(token))
            terms[field] += RELATED_WEIGHT
        return tantivy.Query.boolean_query([self._term(*term, weight) for term, weight in terms.items()])

    def _sure(self, said: list[str], searcher: tantivy.Searcher) -> Iterator[tuple[str, str]]:
        """The tokens of a question without marks, each with the form that it surely stands for."""

        def written(folded: str) -> dict[str, int]:
            prefix = f"{folded}{_MARK}"
            return {
                term[len(prefix) :]: count for term, count in searcher.terms_with_prefix(WORDS, prefix, limit=FORMS)
            }

        for one in restored(said, written=written, passages=searcher.num_docs):
            if one.sure >= SURE:
                yield one.folded, one.written

    def _term(self, field: str, token: str, weight: float) -> tuple[tantivy.Occur, tantivy.Query]:
        term = tantivy.Query.term_query(self._schema, field, token, "freq")
        return tantivy.Occur.Should, tantivy.Query.boost_query(term, weight)

    @contextmanager
    def _writer(self) -> Iterator[tantivy.IndexWriter]:
        """A writer whose work is seen as a whole or not at all."""
        with self._writing, self._readable():
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
        except (ValueError, OSError) as error:
            if (trouble := disk_trouble(error, self._path)) is not None:
                raise trouble from error
            raise IndexMismatch(
                f"Không dùng được chỉ mục từ vựng {self._path} ({error}). "
                "Dựng lại từ kho bằng: nghiquyet doctor --repair"
            ) from error


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for field in (WORDS, FOLDED, HEADINGS):
        builder.add_text_field(field, tokenizer_name=TOKENS, index_option="freq")
    return builder.build()


def _document(passage: Passage) -> tantivy.Document:
    tokens = with_pairs(syllables(f"{passage.context}\n{passage.text}"))
    folded = fold(" ".join(tokens))
    document = tantivy.Document()
    document.add_text("id", passage.passage_id)
    document.add_text(WORDS, " ".join(map(_MARK.join, zip(folded.split(), tokens, strict=True))))
    document.add_text(FOLDED, folded)
    document.add_text(HEADINGS, fold(" ".join(with_pairs(syllables(_headings(passage))))))
    return document


def _both(token: str) -> str:
    """A token as the index has it among the words: "hộ" -> "ho|hộ"."""
    return f"{fold(token)}{_MARK}{token}"


def _headings(passage: Passage) -> str:
    """The place and the headings above a passage: the last parts of its context, as many as its section is deep.

    Nothing above all sections, where the context is the title of the document, and may be of a single part.
    """
    if not passage.section:
        return ""
    depth = passage.section.count(" > ") + 1
    return ". ".join(passage.context.split(". ")[1:][-depth - 1 :])
