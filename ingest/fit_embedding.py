"""Trains the offline embedding that ships with the assistant (``assistant/models/static``).

    python -m ingest.fit_embedding --articles codified_law_articles.jsonl.xz --out assistant/models/static

The model is a table: one vector a token, and a text is the mean of its tokens. The flow, in numbered stages:

    1. read      articles of the codified law (title, text), without headings that pose as articles
    2. tokenise  a folding normaliser (case and diacritics away), word pieces, and frequent phrases of up to
                 ``PHRASE_SYLLABLES`` syllables as tokens of their own, all counted on the same articles
    3. train     MultipleNegativesRankingLoss, both ways: a title, or one line of a text, must find the rest;
                 every other one is worded as a question first (``fit_embedding.toml``)
    4. quantise  int8 with one scale a row; nDCG@10 0.7663 -> 0.7666 on ALQAC, 0.7481 -> 0.7490 on XQuAD-vi
    5. store     one folder, read by ``model2vec.StaticModel`` (numpy) and by ``SentenceTransformer`` (torch)
    6. measure   articles that were held out, with float32 and with the stored int8 rows, into the model card

Takes about two minutes on two cores, 20 seconds of them training. The same articles, seed and
package versions give the same bytes on the same machine; sums of floats may differ in the last bit on another
processor. torch, sentence-transformers, tokenizers and model2vec are imported where they are needed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import lzma
import math
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant.errors import InvalidSetting, NghiquyetError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer
    from torch import Tensor

log = logging.getLogger(__name__)

Ids = NDArray[np.int64]
Matrix = NDArray[np.float32]

NAME = "nghiquyet-static-vi"
PAD, UNKNOWN = "[PAD]", "[UNK]"

# Figures below are nDCG@10 of the dense leg alone on ALQAC and XQuAD-vi, one change at a time from 300 steps
# at rate 0.02 without token dropout and with equal initial rows: 0.765, 0.743 (TITLE_KEPT was 0.5 there, and
# 0.3 in the runs for dimension, text length and rate); with word pieces, not yet BPE. In fusion with the
# lexical leg, which decided where the two disagreed, the runs differ by 0.003 and less, the size of noise.
# A teacher (multilingual-e5-small) did not help, neither as the first rows nor as a second loss: README, Retrieval.
STEPS = 300
"""Steps of training. More overfit: without token dropout, ALQAC 0.765 at 300 and 0.725 at 700; with dropout,
0.756 at 300 (0.15) and 0.751 at 700 (0.3, half the rate)."""
VOCABULARY = 16_000
"""Tokens at most: about 6,000 word pieces, the rest phrases."""
DIMENSION = 256
"""Length of a vector. 128: 0.737, 0.684; 256: 0.765, 0.743; 384: 0.768, 0.759, for half again the disk."""
BATCH = 512
"""Pairs a step, each the negative of all others. 1,024 at 700 steps: +0.02, twice the time, 0 in fusion."""
LEARNING_RATE = 1e-2
"""Peak of Adam's rate. 0.02: 0.765, 0.743; 0.01: 0.778, 0.756; 0.005: 0.774, 0.765."""
WARM_UP = 0.1
"""Share of the steps in which the rate rises; it falls to zero over the rest. Not tuned."""
LOSS_SCALE = 20.0
"""Inverse temperature of the loss, the library's default."""
INITIAL_DEVIATION = 0.1
"""Standard deviation of an untrained row, per dimension, times the token's weight (``initial_rows``)."""
TOKEN_DROPOUT = 0.15
"""Share of tokens left out of each side of a pair. With all else as it is now, 0: 0.742, 0.749; 0.15: 0.756,
0.758."""
LINE_SHARE = 0.5
"""Share of pairs (a line, the other lines), not (title, text). 0: 0.742, 0.713; 0.5: 0.765, 0.743."""
TITLE_KEPT = 0.3
"""Share of those pairs in which the title stays with the other lines. 0: 0.753, 0.743; 0.5: 0.765, 0.743.
With dropout 0.3, rate 0.005 and 700 steps, 0.3: 0.774, 0.774; 0.5: 0.766, 0.770."""
LINE_KEPT = 0.1
"""Share of those pairs in which the line stays with the other lines, so that equal words still count."""
ASKED = 0.5
"""Share of titles and lines that are worded as a question, so that words of asking come to weigh nothing. With all
else as it is, uncut, 0: 0.767, 0.749; 0.5: 0.784, 0.806; in fusion 0.903, 0.966 both."""
LINE_TOKENS = (8, 40)
"""A line of fewer tokens is no question; of a longer one, a window of so many tokens is taken."""
TEXT_TOKENS = 256
"""Tokens of a text that a step sees, from its start or anywhere. 128: 0.747, 0.736; 512: 0.750, 0.735."""

PIECE_COUNT = 3
"""Occurrences that a word piece must have."""
PHRASE_COUNT = 30
"""Occurrences that a phrase must have to be learnt at all: about one article in 1,400."""
PHRASE_SYLLABLES = 4
"""Syllables of a phrase at most."""
PHRASE_COHESION = 0.35
"""Normalised pointwise mutual information, in [-1, 1], that the weakest split of a phrase must have. Without
phrases: 0.727, 0.700; with: 0.765, 0.743."""
CONTAINED = 0.8
"""A phrase that stands in one longer phrase in this share of its occurrences gives way to it."""

HELD_OUT = 500
"""Articles, each with a title of its own, that no step sees; at most a tenth of the corpus."""
HEADING_WORDS = 60
"""A text that opens as a heading of a part or chapter and has fewer words is no article (1,059 of 42,967)."""

_FORMS = Path(__file__).with_name("fit_embedding.toml")
_HEADING = re.compile(r"(Phần|Chương|Mục|Tiểu mục|Phụ lục)\b")
_CLAUSE_ENDS = re.compile(r"[^\w ]|[\d_]")


@dataclass(frozen=True, slots=True)
class Article:
    """A row of the codified law: its title, and the lines of its text."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recipe:
    """What can be set on the command line."""

    steps: int = STEPS
    vocabulary: int = VOCABULARY
    dimension: int = DIMENSION
    seed: int = 0


@dataclass(frozen=True, slots=True)
class TokenisedArticle:
    """Token ids of an article: title and lines, each of shape ``(tokens,)``, int64, none of them empty."""

    title: Ids
    lines: tuple[Ids, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """Token ids of a form of asking, before and after what is asked about: shapes ``(tokens,)``, int64."""

    before: Ids
    after: Ids


@dataclass(frozen=True, slots=True)
class Quantised:
    """Rows as stored. A row is ``codes[token] * scales[token]``.

    ``codes``: shape ``(tokens, dimension)``, int8; ``scales``: shape ``(tokens,)``, float32.
    """

    codes: NDArray[np.int8]
    scales: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Report:
    """What the model card tells of a run. Recall by k: held-out titles whose text is among the first k."""

    articles: int
    held_out: int
    tokens: int
    phrases: int
    first_loss: float
    last_loss: float
    float_recall: dict[int, float]
    stored_recall: dict[int, float]


def fit_embedding(articles: Sequence[Article], *, out: Path, recipe: Recipe, source: str = "") -> Report:
    """Stages 2 to 6: trains on ``articles``, stores under ``out``; ``source`` is a line of the model card."""
    kept, held = hold_out(articles, seed=recipe.seed)
    tokenizer, phrases = fit_tokenizer(kept, vocabulary=recipe.vocabulary)
    log.info("%d từ tố, trong đó %d cụm âm tiết", tokenizer.get_vocab_size(), phrases)
    seen = tokenise(tokenizer, kept)
    if not seen:
        raise InvalidSetting(f"Không đủ điều luật để huấn luyện ({len(articles)}); cần ít nhất vài chục.")
    model = new_model(tokenizer, initial_rows(tokenizer, seen, dimension=recipe.dimension, seed=recipe.seed))
    losses = train(model, seen, forms=question_forms(tokenizer), recipe=recipe)
    rows = trained_rows(model, tokenizer)
    stored = quantise(rows)
    store(stored, tokenizer, out=out)
    tokenised = tokenise(tokenizer, held)
    report = Report(
        articles=len(kept),
        held_out=len(tokenised),
        tokens=tokenizer.get_vocab_size(),
        phrases=phrases,
        first_loss=losses[0],
        last_loss=float(np.mean(losses[-20:])),
        float_recall=recall_of_titles(rows, tokenised),
        stored_recall=recall_of_titles(stored.codes * stored.scales[:, None], tokenised),
    )
    (out / "README.md").write_text(model_card(report, recipe=recipe, source=source), encoding="utf-8")
    return report


# -- 1. read -----------------------------------------------------------------------------------------


def read_articles(path: Path) -> list[Article]:
    """Articles of a ``.jsonl`` or ``.jsonl.xz`` file with ``title`` and ``text``, in its order.

    Raises ``InvalidSetting`` where the file cannot be read or holds no article.
    """
    opener = lzma.open if path.suffix == ".xz" else open
    try:
        with opener(path, "rt", encoding="utf-8") as rows:
            articles = [article for row in rows if (article := _article(json.loads(row)))]
    except (OSError, ValueError, KeyError, TypeError, EOFError, lzma.LZMAError) as error:
        raise InvalidSetting(
            f"Không đọc được tệp điều luật {path}: {error}. Cần tệp .jsonl hoặc .jsonl.xz, mỗi dòng có title và text."
        ) from error
    if not articles:
        raise InvalidSetting(f"Tệp {path} không có điều luật nào; cần các dòng có title và text.")
    return articles


def _article(row: dict[str, str]) -> Article | None:
    title = unicodedata.normalize("NFC", row["title"]).strip()
    text = unicodedata.normalize("NFC", row["text"]).strip()
    heading = _HEADING.match(text) is not None and len(text.split()) < HEADING_WORDS
    if not title or not text or heading:
        return None
    return Article(title, tuple(line for line in (raw.strip() for raw in text.split("\n")) if line))


def hold_out(articles: Sequence[Article], *, seed: int) -> tuple[list[Article], list[Article]]:
    """(articles to train on, articles to measure with); the latter have titles that occur once."""
    counts = Counter(article.title for article in articles)
    once = [index for index, article in enumerate(articles) if counts[article.title] == 1]
    size = min(HELD_OUT, len(articles) // 10, len(once))
    held = set(np.random.default_rng(seed).permutation(once)[:size].tolist())
    return (
        [article for index, article in enumerate(articles) if index not in held],
        [articles[index] for index in sorted(held)],
    )


# -- 2. tokenise -------------------------------------------------------------------------------------


def fit_tokenizer(articles: Sequence[Article], *, vocabulary: int) -> tuple[Tokenizer, int]:
    """A tokenizer of at most ``vocabulary`` tokens, and how many of them are phrases.

    Case and diacritics are folded away on both sides, so that a question typed without them gets the very
    same vector. Syllables that keep them, with folded copies in training, in place of it (200 steps, ALQAC,
    XQuAD): 0.738, 0.705 for 0.739, 0.688 with diacritics, but 0.676, 0.526 for 0.739, 0.688 without.
    """
    from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.BPE(unk_token=UNKNOWN))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFKD(),
            normalizers.StripAccents(),
            normalizers.Lowercase(),
            normalizers.Replace("đ", "d"),
            normalizers.Replace(Regex(r"\s+"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.WhitespaceSplit(),
            pre_tokenizers.Punctuation("isolated"),
            pre_tokenizers.Digits(individual_digits=False),
        ]
    )
    trainer = trainers.BpeTrainer(  # a WordPieceTrainer gives another vocabulary at each run
        vocab_size=vocabulary // 2,
        min_frequency=PIECE_COUNT,
        special_tokens=[PAD, UNKNOWN],
        show_progress=False,
    )
    texts = [line for article in articles for line in (article.title, *article.lines)]
    tokenizer.train_from_iterator(texts, trainer)
    phrases = find_phrases(
        (tokenizer.normalizer.normalize_str(text) for text in texts),
        most=vocabulary - tokenizer.get_vocab_size(),
    )
    tokenizer.add_tokens([AddedToken(phrase, single_word=True, normalized=True) for phrase in phrases])
    return tokenizer, len(phrases)


def find_phrases(texts: Iterable[str], *, most: int) -> list[str]:
    """The ``most`` phrases of 2 to ``PHRASE_SYLLABLES`` syllables that are frequent and hold together.

    ``texts`` are normalised. Best first by occurrences times squared cohesion, then by alphabet.
    """
    clauses = Counter(tuple(clause.split()) for text in texts for clause in _CLAUSE_ENDS.split(text))
    counts = _frequent_runs(clauses)
    total = sum(count for run, count in counts.items() if len(run) == 1)
    scored: dict[tuple[str, ...], float] = {}
    for run, count in counts.items():
        if len(run) > 1 and (cohesion := _cohesion(run, counts=counts, total=total)) > PHRASE_COHESION:
            scored[run] = count * cohesion**2
    for run in [run for run in scored if len(run) > 2]:
        for part in (run[1:], run[:-1]):
            if counts[run] >= CONTAINED * counts[part]:
                scored.pop(part, None)
    return [" ".join(run) for run in sorted(scored, key=lambda run: (-scored[run], run))[:most]]


def _frequent_runs(clauses: Counter[tuple[str, ...]]) -> dict[tuple[str, ...], int]:
    """Occurrences of single syllables, and of runs of up to ``PHRASE_SYLLABLES`` with ``PHRASE_COUNT``."""
    frequent: dict[tuple[str, ...], int] = {}
    for length in range(1, PHRASE_SYLLABLES + 1):
        runs: Counter[tuple[str, ...]] = Counter()
        for clause, times in clauses.items():
            for start in range(len(clause) - length + 1):
                run = clause[start : start + length]
                if length <= 2 or (run[1:] in frequent and run[:-1] in frequent):
                    runs[run] += times
        frequent.update({run: count for run, count in runs.items() if length == 1 or count >= PHRASE_COUNT})
    return frequent


def _cohesion(run: tuple[str, ...], *, counts: dict[tuple[str, ...], int], total: int) -> float:
    """Normalised pointwise mutual information, in [-1, 1], of the run's weakest split in two."""
    together = counts[run] / total
    apart = max(counts[run[:cut]] * counts[run[cut:]] / total**2 for cut in range(1, len(run)))
    return math.log(together / apart) / -math.log(together)


def tokenise(tokenizer: Tokenizer, articles: Sequence[Article]) -> list[TokenisedArticle]:
    """Token ids of ``articles``; unknown tokens are left out, and so is an article without any other."""
    ids = _known_ids(tokenizer, [line for article in articles for line in (article.title, *article.lines)])
    tokenised = []
    for article in articles:
        title, *lines = [next(ids) for _ in range(1 + len(article.lines))]
        lines = [line for line in lines if len(line)]
        if len(title) and lines:
            tokenised.append(TokenisedArticle(title, tuple(lines)))
    return tokenised


def question_forms(tokenizer: Tokenizer) -> list[Form]:
    """The forms of asking of ``fit_embedding.toml``, in its order."""
    forms = tomllib.loads(_FORMS.read_text(encoding="utf-8"))["forms"]
    ids = _known_ids(tokenizer, [side for form in forms for side in form.split("{}")])
    return [Form(before, next(ids)) for before in ids]


def _known_ids(tokenizer: Tokenizer, texts: Sequence[str]) -> Iterator[Ids]:
    """Token ids of each text without the unknown one, shape ``(tokens,)``, int64."""
    unknown = tokenizer.token_to_id(UNKNOWN)
    for encoding in tokenizer.encode_batch_fast(texts, add_special_tokens=False):
        yield np.array([token for token in encoding.ids if token != unknown], dtype=np.int64)


# -- 3. train ----------------------------------------------------------------------------------------


def initial_rows(tokenizer: Tokenizer, articles: Sequence[TokenisedArticle], *, dimension: int, seed: int) -> Matrix:
    """Untrained rows, shape ``(tokens, dimension)``, float32: random, and longer the rarer the token.

    The weight of a token is its inverse document frequency over the mean of all, so that before the first
    step a mean of rows is already a random projection of tf-idf. In fusion at weight 0.75: +0.000 on ALQAC,
    +0.001 on XQuAD, and a wider range of weights that beat the lexical leg on both.
    """
    seen_in = np.zeros(tokenizer.get_vocab_size())
    for article in articles:
        seen_in[np.unique(np.concatenate(article.lines))] += 1
    weights = np.log((len(articles) + 1) / (seen_in + 1))
    weights /= max(weights.mean(), np.finfo(np.float32).eps)
    random = np.random.default_rng(seed).standard_normal((len(weights), dimension))
    return (INITIAL_DEVIATION * weights[:, None] * random).astype(np.float32)


def new_model(tokenizer: Tokenizer, rows: Matrix) -> SentenceTransformer:
    """A model whose token vectors are ``rows``, shape ``(tokens, dimension)``, float32."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    return SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=rows)], device="cpu")


def train(
    model: SentenceTransformer, articles: Sequence[TokenisedArticle], *, forms: Sequence[Form], recipe: Recipe
) -> list[float]:
    """Trains ``model`` in place and returns the loss of each step."""
    import torch
    from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss

    loss = MultipleNegativesRankingLoss(
        model,
        scale=LOSS_SCALE,
        directions=("query_to_doc", "doc_to_query"),
        partition_mode="per_direction",
    )
    optimizer = torch.optim.Adam(model.parameters(), lr=LEARNING_RATE)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate_at(step, steps=recipe.steps))
    rng = np.random.default_rng(recipe.seed)
    batches = batches_of(articles, rng=rng)
    losses = []
    for step in range(recipe.steps):
        pairs = [pair_of(article, forms=forms, rng=rng) for article in next(batches)]
        value = loss([_features([question for question, _ in pairs]), _features([text for _, text in pairs])], None)
        optimizer.zero_grad(set_to_none=True)
        value.backward()
        optimizer.step()
        schedule.step()
        losses.append(value.item())
        if (step + 1) % 100 == 0:
            log.info("bước %d/%d: mất mát %.3f", step + 1, recipe.steps, np.mean(losses[-100:]))
    return losses


def rate_at(step: int, *, steps: int) -> float:
    """Share of ``LEARNING_RATE`` at ``step``: up over ``WARM_UP`` of the steps, then down to zero."""
    return min(1.0, (step + 1) / (WARM_UP * steps)) * (1 - step / steps)


def batches_of(articles: Sequence[TokenisedArticle], *, rng: np.random.Generator) -> Iterator[list[TokenisedArticle]]:
    """Endless batches in random order, in none of which a title occurs twice.

    "Hiệu lực thi hành" of another decree would be counted as wrong. An article that has to wait is next.
    """
    size = min(BATCH, len({article.title.tobytes() for article in articles}))
    queue: list[int] = []
    while True:
        batch: dict[bytes, int] = {}
        waiting: list[int] = []
        while len(batch) < size:
            if not queue:
                queue = rng.permutation(len(articles)).tolist()
            index = queue.pop()
            title = articles[index].title.tobytes()
            if title in batch:
                waiting.append(index)
            else:
                batch[title] = index
        queue.extend(waiting)
        yield [articles[index] for index in batch.values()]


def pair_of(article: TokenisedArticle, *, forms: Sequence[Form], rng: np.random.Generator) -> tuple[Ids, Ids]:
    """(question, text) of an article: its title and text, or one of its lines and the rest.

    With ``forms``, ``ASKED`` of the titles and lines stand in one of them.
    """
    question, lines = article.title, list(article.lines)
    if len(lines) > 2 and rng.random() < LINE_SHARE:
        chosen = int(rng.integers(len(lines)))
        shortest, longest = LINE_TOKENS
        if len(lines[chosen]) >= shortest:
            question = _window(lines[chosen], length=longest, rng=rng)
            if rng.random() >= LINE_KEPT:
                del lines[chosen]
            if rng.random() < TITLE_KEPT:
                lines.insert(0, article.title)
    text = np.concatenate(lines)
    if rng.random() < 0.5:
        text = _window(text, length=TEXT_TOKENS, rng=rng)
    if forms and rng.random() < ASKED:
        form = forms[int(rng.integers(len(forms)))]
        question = np.concatenate([form.before, question, form.after])
    return _thinned(question, rng=rng), _thinned(text[:TEXT_TOKENS], rng=rng)


def _window(ids: Ids, *, length: int, rng: np.random.Generator) -> Ids:
    """``length`` ids in a row, from a random place; all of them where there are fewer."""
    start = int(rng.integers(max(1, len(ids) - length)))
    return ids[start : start + length]


def _thinned(ids: Ids, *, rng: np.random.Generator) -> Ids:
    """``ids`` without a random ``TOKEN_DROPOUT`` of them, or all where none would be left."""
    kept = ids[rng.random(len(ids)) >= TOKEN_DROPOUT]
    return kept if len(kept) else ids


def _features(texts: Sequence[Ids]) -> dict[str, Tensor]:
    """What ``StaticEmbedding`` takes: all ids in a row, int64, and the offset of each text, int64."""
    import torch

    offsets = np.cumsum([0, *(len(ids) for ids in texts[:-1])])
    return {"input_ids": torch.from_numpy(np.concatenate(texts)), "offsets": torch.from_numpy(offsets)}


# -- 4. quantise, 5. store ---------------------------------------------------------------------------


def trained_rows(model: SentenceTransformer, tokenizer: Tokenizer) -> Matrix:
    """Rows of shape ``(tokens, dimension)``, float32, by token id.

    Padding and the unknown token are zero: model2vec skips them, sentence-transformers adds them to the mean.
    """
    rows: Matrix = next(model.parameters()).detach().numpy().copy()
    for special in (PAD, UNKNOWN):
        rows[tokenizer.token_to_id(special)] = 0.0
    return rows


def quantise(rows: Matrix) -> Quantised:
    """int8 with one scale a row, so that rare, long rows do not cost the short ones their precision."""
    scales = (np.abs(rows).max(axis=1) / 127).astype(np.float32)
    codes = np.rint(rows / np.where(scales == 0, 1, scales)[:, None]).astype(np.int8)
    return Quantised(codes, scales)


def store(quantised: Quantised, tokenizer: Tokenizer, *, out: Path) -> None:
    """Writes the folder in model2vec's layout, which sentence-transformers reads too."""
    from model2vec import StaticModel

    model = StaticModel(
        quantised.codes,
        tokenizer,
        config={"model_type": "model2vec", "architectures": ["StaticModel"]},
        normalize=True,
        weights=quantised.scales,
        max_length=None,
    )
    model.save_pretrained(out, model_name=NAME)
    settings = {
        "model_type": "SentenceTransformer",
        "prompts": {"query": "", "document": ""},
        "default_prompt_name": None,
        "similarity_fn_name": "cosine",
    }
    (out / "config_sentence_transformers.json").write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")
    (out / "model.safetensors").chmod(0o644)  # safetensors writes for the owner alone


# -- 6. measure --------------------------------------------------------------------------------------


def recall_of_titles(rows: Matrix, articles: Sequence[TokenisedArticle]) -> dict[int, float]:
    """Share of titles whose own text is among the nearest 1 and 10 of all texts, by cosine."""
    if not articles:
        return {}
    titles = _means(rows, [article.title for article in articles])
    texts = _means(rows, [np.concatenate(article.lines) for article in articles])
    scores = titles @ texts.T
    better = (scores > scores.diagonal()[:, None]).sum(axis=1)
    return {k: float((better < k).mean()) for k in (1, 10)}


def _means(rows: Matrix, texts: Sequence[Ids]) -> Matrix:
    """Unit-length means, shape ``(len(texts), dimension)``, float32."""
    means: Matrix = np.stack([rows[ids].mean(axis=0) for ids in texts])
    means /= np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-12)
    return means


def model_card(report: Report, *, recipe: Recipe, source: str) -> str:
    """The README of the model folder, Markdown with the front matter that both libraries read."""
    libraries = ("torch", "sentence-transformers", "tokenizers", "model2vec")
    rebuild = f"--steps {recipe.steps} --vocabulary {recipe.vocabulary} --dimension {recipe.dimension}"
    return CARD.format(
        name=NAME,
        tokens=f"{report.tokens:,}",
        phrases=f"{report.phrases:,}",
        longest=PHRASE_SYLLABLES,
        dimension=recipe.dimension,
        articles=f"{report.articles:,}",
        held_out=report.held_out,
        source=source,
        steps=recipe.steps,
        batch=BATCH,
        seed=recipe.seed,
        first_loss=f"{report.first_loss:.2f}",
        last_loss=f"{report.last_loss:.2f}",
        versions=", ".join(f"{library} {version(library)}" for library in libraries),
        recalls="\n".join(
            f"| recall@{k} | {report.float_recall[k]:.3f} | {stored:.3f} |"
            for k, stored in report.stored_recall.items()
        ),
        rebuild=f"{rebuild} --seed {recipe.seed}",
    )


CARD = """---
license: mit
language:
- vi
library_name: model2vec
tags:
- embeddings
- static-embeddings
- sentence-transformers
---
# {name}

The default, offline embedding of the assistant: a table of {tokens} tokens x {dimension} dimensions, int8
with one float32 scale a row. A text is the mean of its tokens, at unit length. `model2vec.StaticModel` reads
the folder with numpy alone, `SentenceTransformer` reads the same folder with torch.

- **Input**: Vietnamese. The tokenizer folds case and diacritics away, so that "Xã Hùng Tân" and "xa hung tan"
  have the same vector. {phrases} of the tokens are phrases of two to {longest} syllables.
- **Data**: {articles} articles of the codified law of Viet Nam (title, text), from
  diepxuan/diepxuan.github.io, MIT; the articles themselves are official documents. {held_out} more were held
  out. {source}
- **Licence**: MIT.
- **Training**: {steps} steps of {batch} pairs, MultipleNegativesRankingLoss both ways, seed {seed}: a title,
  or one line of the text, must find the (other) text; half of them are worded as a question.
  Loss {first_loss} at first, {last_loss} at last. {versions}.
- **Limits**: word order is lost, numbers are hardly told apart, and texts that share no word are near
  each other on average only. It is the weaker leg beside a lexical index, never a replacement of one.

Titles that were held out, and whether their own text is found among those {held_out}:

| | float32 | int8, as stored |
|---|---|---|
{recalls}

Rebuild with

    python -m ingest.fit_embedding --articles codified_law_articles.jsonl.xz --out assistant/models/static \\
        {rebuild}
"""


# -- command line ------------------------------------------------------------------------------------


def main(arguments: Sequence[str] | None = None) -> None:
    """Reads the command line and trains. Leaves with the exit code of the error, if there is one."""
    parser = argparse.ArgumentParser(
        prog="python -m ingest.fit_embedding", description="Huấn luyện mô hình nhúng kèm sẵn."
    )
    parser.add_argument("--articles", type=Path, required=True, help="tệp điều luật, .jsonl hoặc .jsonl.xz")
    parser.add_argument("--out", type=Path, required=True, help="thư mục ghi mô hình")
    parser.add_argument("--steps", type=_positive, default=STEPS, help="số bước (mặc định %(default)s)")
    parser.add_argument(
        "--vocabulary", type=_positive, default=VOCABULARY, help="số từ tố tối đa (mặc định %(default)s)"
    )
    parser.add_argument("--dimension", type=_positive, default=DIMENSION, help="số chiều (mặc định %(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="hạt giống ngẫu nhiên (mặc định %(default)s)")
    given = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    recipe = Recipe(steps=given.steps, vocabulary=given.vocabulary, dimension=given.dimension, seed=given.seed)
    try:
        articles = read_articles(given.articles)
        report = fit_embedding(articles, out=given.out, recipe=recipe, source=_fingerprint(given.articles))
    except NghiquyetError as error:
        parser.exit(error.exit_code, f"{error}\n")
    log.info("Đã ghi mô hình vào %s; tìm đúng trong 10: %s", given.out, report.stored_recall.get(10))


def _positive(text: str) -> int:
    value = int(text)
    if value <= 0:
        raise argparse.ArgumentTypeError(f"{text}: cần số nguyên dương")
    return value


def _fingerprint(path: Path) -> str:
    """One line for the model card: the file's name and content."""
    with path.open("rb") as file:
        return f"File `{path.name}`, SHA-256 `{hashlib.file_digest(file, 'sha256').hexdigest()}`."


if __name__ == "__main__":
    main()
