"""``nghiquyet eval retrieval``: how well passages are found, on a benchmark or over a folder of documents."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Annotated, Any

import typer

from assistant.settings import Settings, load_settings
from assistant.types import Passage
from eval.beir import load_benchmark
from eval.needed import PROSE, load_shelf, shelves
from eval.report import print_retrieval, stdout
from eval.retrieval import Asked, Leg, LegScore, Scored, Searcher, open_searcher, score, summarise
from eval.terminal import say, writing
from eval.vary import Vary

# What the fused leg was called when only one leg could be asked for, and is still called in the figures.
_BOTH = "both"


def run_retrieval(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="THƯ_MỤC",
            help="Thư mục theo cách xếp BEIR; hoặc có docs/ và questions.jsonl, hoặc gồm các thư mục như vậy.",
        ),
    ],
    *,
    legs: Annotated[
        str,
        typer.Option(
            metavar="CÁCH_TÌM,…", help="Chỉ mục được hỏi: lexical (từ vựng), dense (ngữ nghĩa), fused (trộn)."
        ),
    ] = ",".join(Leg),
    embedding: Annotated[
        str | None, typer.Option(metavar="TÊN", help="Mô hình nhúng; mặc định theo NQ_EMBEDDING_MODEL.")
    ] = None,
    vary: Annotated[
        Vary, typer.Option(help="Hỏi như đã ghi, bỏ hết dấu, hay gõ sai mỗi tên một lỗi.")
    ] = Vary.as_written,
    types: Annotated[
        str, typer.Option("--type", metavar="LOẠI,…", help="Loại câu hỏi được đo khi thư mục có questions.jsonl.")
    ] = ",".join(PROSE),
    whole: Annotated[
        bool, typer.Option("--whole", help="Để nguyên văn bản của bộ dữ liệu mẫu, không cắt thành đoạn như khi nạp.")
    ] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="Chỉ chạy chừng này câu đầu tiên.")] = None,
    seed: Annotated[int, typer.Option(help="Hạt giống của phép lấy mẫu lại.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="In các số đo dạng JSON.")] = False,
    out: Annotated[Path | None, typer.Option(metavar="TỆP", help="Tệp JSON ghi số đo và kết quả từng câu.")] = None,
) -> None:
    """Đo khả năng tìm đoạn văn: từng chỉ mục một, với khoảng tin cậy 95 % và thời gian."""
    asked = _legs(legs)
    run = _Run(asked)
    for corpus in _corpora(folder, types=types.split(","), limit=limit, how=vary, whole=whole):
        run.add(corpus, embedding=embedding)
    figures = {**run.figures(folder.resolve().name, seed=seed), "vary": vary.value, "whole": whole, "seed": seed}
    if as_json:
        typer.echo(json.dumps(figures, ensure_ascii=False, indent=1))
    else:
        print_retrieval(figures, console=stdout())
    if out:
        with writing(out):
            out.write_text(json.dumps({**figures, **run.by_query()}, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _legs(names: str) -> tuple[Leg, ...]:
    """The legs by name, each once. Raises ``BadParameter`` for any other name."""
    try:
        return tuple(dict.fromkeys(Leg.fused if name == _BOTH else Leg(name.strip()) for name in names.split(",")))
    except ValueError as error:
        raise typer.BadParameter(f"{error}; hãy chọn trong {', '.join(Leg)}.", param_hint="--legs") from error


@dataclass(frozen=True, slots=True)
class _Corpus:
    """Passages and the questions that are asked of them."""

    documents: int
    passages: Sequence[Passage]
    questions: Sequence[Asked]


def _corpora(folder: Path, *, types: Sequence[str], limit: int | None, how: Vary, whole: bool) -> Iterator[_Corpus]:
    """A benchmark, or each folder of documents with its questions; what the judges name in vain is said."""
    found = shelves(folder)
    if not found:
        benchmark = load_benchmark(folder, limit=limit, how=how, whole=whole)
        if benchmark.unknown:
            say(f"Cảnh báo: {benchmark.unknown} đoạn được chấm không có trong corpus.jsonl, tính là tìm sót.")
        yield _Corpus(benchmark.documents, benchmark.corpus, benchmark.queries)
    for one in found:
        say(f"Đang đọc văn bản của {one}…")
        with TemporaryDirectory(prefix="nghiquyet-eval-", ignore_cleanup_errors=True) as data:
            shelf = load_shelf(one, data=Path(data), types=types, limit=limit, how=how)
        if shelf.unknown:
            say(f"Cảnh báo: {shelf.unknown} lời trích không có trong văn bản nào của {one}, tính là tìm sót.")
        yield _Corpus(shelf.documents, shelf.corpus, shelf.queries)


@dataclass(slots=True)
class _Run:
    """What was found on each leg, over all corpora."""

    legs: tuple[Leg, ...]
    scored: dict[Leg, list[Scored]] = field(default_factory=dict)
    documents: int = 0
    passages: int = 0
    index_seconds: float = 0.0
    embedding: str | None = None

    def add(self, corpus: _Corpus, *, embedding: str | None) -> None:
        """Indexes a corpus in a temporary folder and asks its questions."""
        say(f"Đang lập chỉ mục {len(corpus.passages)} đoạn…")
        with TemporaryDirectory(prefix="nghiquyet-eval-", ignore_cleanup_errors=True) as folder:
            settings = load_settings(Path(folder), embedding_model=embedding)
            start = perf_counter()
            searcher = _searcher(corpus.passages, legs=self.legs, settings=settings)
            self.index_seconds += perf_counter() - start
            for leg, each in score(corpus.questions, searcher=searcher, legs=self.legs).items():
                self.scored.setdefault(leg, []).extend(each)
        self.embedding = settings.embedding_model
        self.documents += corpus.documents
        self.passages += len(corpus.passages)

    @property
    def main(self) -> Leg:
        """The leg whose figures stand for the whole run: the fused one, or the last that was named."""
        return Leg.fused if Leg.fused in self.legs else self.legs[-1]

    def figures(self, name: str, *, seed: int) -> dict[str, Any]:
        """The figures of the run; those of ``main`` stand at the top as well."""
        summary = summarise(self.scored, seed=seed)
        main = summary[self.main]
        return {
            "benchmark": name,
            "legs": _BOTH if self.main is Leg.fused else self.main.value,
            "documents": self.documents,
            "passages": self.passages,
            "queries": len(self.scored[self.main]),
            **{measure: interval.mean for measure, interval in main.measures.items()},
            "index_seconds": self.index_seconds,
            "ms": {"p50": main.p50, "p95": main.p95},
            "embedding": self.embedding,
            "by_leg": {leg.value: _leg_figures(each) for leg, each in summary.items()},
        }

    def by_query(self) -> dict[str, Any]:
        """Every question on ``main`` as a flat line, and on all legs."""
        lines = {leg.value: [_line(one) for one in each] for leg, each in self.scored.items()}
        return {"per_query": lines[self.main.value], "per_query_by_leg": lines}


def _searcher(corpus: Sequence[Passage], *, legs: Sequence[Leg], settings: Settings) -> Searcher:
    """The search to measure, with the model and the weight of ``settings`` and its index in their folder."""
    from assistant.build import open_embedder, open_lexical

    return open_searcher(
        corpus,
        legs=legs,
        lexical=lambda: open_lexical(settings),
        embedder=lambda: open_embedder(settings),
        lexical_weight=settings.lexical_weight,
    )


def _leg_figures(one: LegScore) -> dict[str, Any]:
    return {
        "measures": {name: asdict(interval) for name, interval in one.measures.items()},
        "gain_over_lexical": {name: asdict(interval) for name, interval in one.gains.items()},
        "ms": {"p50": one.p50, "p95": one.p95},
    }


# The names that a question's measures had before the deeper ones came.
_SHORT: Mapping[str, str] = {"ndcg@10": "ndcg", "recall@10": "recall"}


def _line(one: Scored) -> dict[str, Any]:
    measures = {_SHORT.get(name, name): value for name, value in one.measures.items()}
    return {"id": one.id, "ranked": one.ranked, **measures, "ms": one.ms}
