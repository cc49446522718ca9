"""``nghiquyet eval``: question sets, their comparison and gate, a retrieval benchmark, a gold ledger.

An error of the house (``NghiquyetError``) goes up to ``nghiquyet``, which has a line and an exit code for it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.language.catalogue import load_catalogue
from assistant.ports import Shelf
from assistant.settings import Settings, load_settings
from eval.beir import Benchmark, load_benchmark
from eval.commands.compare import compare_runs
from eval.commands.gate import gate
from eval.commands.make_set import make
from eval.gold import Gold, load_gold, read_gold
from eval.gold_shelf import GoldShelf
from eval.judge import chat_judge
from eval.metrics.latency import percentile
from eval.metrics.ledger import LedgerRow, ledger, ledger_row
from eval.placing import place
from eval.report import decimal, placing_lines, print_ledger, print_retrieval, print_summary, stdout
from eval.retrieval import Leg, Legs, Scored, dense_leg, fused_leg, lexical_leg, mean, score_queries
from eval.run import keep_results, run_cases
from eval.sheets import load_set
from eval.summary import summarise, write_summary
from eval.terminal import Data, say, tracked, writing
from eval.vary import Vary, unit_names, varied

if TYPE_CHECKING:
    from assistant.build import Assistant

app = typer.Typer(
    help="Đánh giá trợ lý trên bộ câu hỏi và bộ dữ liệu mẫu.", no_args_is_help=True, add_completion=False
)


@app.command("run")
def run_set(
    questions: Annotated[Path, typer.Argument(metavar="SET", help="Bộ câu hỏi: .jsonl, .csv hoặc .xlsx.")],
    *,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Thư mục ghi results.jsonl và summary.json.")],
    data: Data = None,
    vary: Annotated[
        Vary, typer.Option(help="Hỏi như đã ghi, bỏ hết dấu, hay gõ sai mỗi tên một lỗi.")
    ] = Vary.as_written,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Số câu hỏi cùng một lúc.")] = 1,
    judge: Annotated[
        bool, typer.Option("--judge", help="Nhờ mô hình NQ_CHAT_MODEL chấm thêm; không thay số đo.")
    ] = False,
    ledger_file: Annotated[
        Path | None,
        typer.Option(
            "--ledger",
            metavar="GOLD.jsonl",
            help="Trả lời theo các dòng chỉ tiêu mẫu này thay cho sổ của kho, để đo riêng phần hỏi đáp; "
            "kho giữ nguyên.",
        ),
    ] = None,
) -> None:
    """Hỏi trợ lý từng câu của một bộ câu hỏi rồi chấm; câu gây lỗi tính là sai."""
    from assistant.build import open_chat

    loaded = load_set(questions)
    gold = read_gold(ledger_file) if ledger_file else None
    with writing(out):
        out.mkdir(parents=True, exist_ok=True)
    settings = load_settings(data)
    opinion = chat_judge(open_chat(settings)) if judge else None
    with closing(_opened(settings, gold)) as assistant:
        names = unit_names(document.identity for document in assistant.shelf.documents())
        cases = varied(loaded.cases, vary, names=names)
        running = run_cases(assistant, cases=cases, workers=workers, judge=opinion)
        kept = keep_results(running, folder=out)
        results = list(tracked(kept, total=len(loaded.cases), words="Đang hỏi"))
    summary = summarise(results, questions=loaded)
    write_summary(summary, folder=out)
    print_summary(summary, console=stdout())
    say(f"Đã ghi kết quả vào {out}.")


def _opened(settings: Settings, gold: Sequence[Gold] | None) -> Assistant:
    """The assistant over the archive, with ``gold`` in the place of its ledger where there is any."""
    from assistant.build import open_assistant

    if gold is None:
        return open_assistant(settings)

    def over(shelf: Shelf) -> Shelf:
        placing = place(gold, shelf=shelf, known=load_catalogue(settings.catalogue))
        for line in placing_lines(placing):
            say(line)
        return GoldShelf(shelf, placing.rows)

    return open_assistant(settings, over=over)


app.command("compare")(compare_runs)
app.command("gate")(gate)
app.command("make-set")(make)


@app.command("retrieval")
def run_retrieval(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Thư mục theo cách xếp BEIR.")],
    *,
    legs: Annotated[Legs, typer.Option(help="Chỉ mục được hỏi: từ vựng, ngữ nghĩa, hay cả hai.")] = Legs.both,
    limit: Annotated[int | None, typer.Option(min=1, help="Chỉ chạy chừng này câu đầu tiên.")] = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Tệp JSON ghi số đo và kết quả từng câu.")] = None,
) -> None:
    """Đo khả năng tìm đoạn văn trên một bộ dữ liệu mẫu: nDCG@10, recall@10 và thời gian."""
    benchmark = load_benchmark(folder, limit=limit)
    if benchmark.unknown:
        say(f"Cảnh báo: {benchmark.unknown} đoạn được chấm không có trong corpus.jsonl, tính là tìm sót.")
    say(f"Đang lập chỉ mục {len(benchmark.corpus)} đoạn…")
    with TemporaryDirectory(prefix="nghiquyet-eval-") as temporary:
        start = perf_counter()
        search = _leg(benchmark, legs=legs, settings=load_settings(Path(temporary)))
        index_seconds = perf_counter() - start
        scored = score_queries(benchmark.queries, search=search)
    figures = _retrieval_figures(benchmark, legs=legs, scored=scored, index_seconds=index_seconds)
    print_retrieval(figures, console=stdout())
    if out:
        lines = {**figures, "per_query": [asdict(one) for one in scored]}
        with writing(out):
            out.write_text(json.dumps(lines, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


@app.command("ledger")
def run_ledger(
    gold: Annotated[Path, typer.Argument(metavar="GOLD.jsonl", help="Các dòng chỉ tiêu mẫu do người đọc ghi.")],
    *,
    data: Data = None,
    at_least: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="F1 thấp nhất chấp nhận được; dưới mức này mã thoát là 1.")
    ] = 0.0,
) -> None:
    """So các dòng trong sổ chỉ tiêu của kho với dòng mẫu, từng trường một."""
    wanted = load_gold(gold)
    score = ledger(_archived_rows(load_settings(data), {row.document for row in wanted}), gold=wanted)
    print_ledger(score, console=stdout())
    if score.score.f1 < at_least:
        say(f"F1 {decimal(score.score.f1, 3)} thấp hơn mức yêu cầu {decimal(at_least, 3)}.")
        raise typer.Exit(1)


def _archived_rows(settings: Settings, documents: set[str]) -> list[LedgerRow]:
    """The archive's rows of these documents (file names); one that is not there is said, and has no rows."""
    from assistant.build import open_assistant

    with closing(open_assistant(settings)) as assistant:
        names = {document.document_id: document.name for document in assistant.shelf.documents()}
        rows = assistant.shelf.indicators()
    for name in sorted(documents - set(names.values())):
        say(f"Cảnh báo: kho không có văn bản {name}; các dòng mẫu của nó tính là thiếu.")
    return [ledger_row(row, document=name) for row in rows if (name := names[row.document_id]) in documents]


def _leg(benchmark: Benchmark, *, legs: Legs, settings: Settings) -> Leg:
    """The search to measure, with the model and the weight of ``settings`` and its index in their folder."""
    from assistant.build import open_embedder, open_lexical

    if legs is Legs.lexical:
        return lexical_leg(benchmark.corpus, index=open_lexical(settings))
    dense = dense_leg(benchmark.corpus, embedder=open_embedder(settings))
    if legs is Legs.dense:
        return dense
    lexical = lexical_leg(benchmark.corpus, index=open_lexical(settings))
    return fused_leg(lexical, dense=dense, lexical_weight=settings.lexical_weight)


def _retrieval_figures(
    benchmark: Benchmark, *, legs: Legs, scored: list[Scored], index_seconds: float
) -> dict[str, Any]:
    times = [one.ms for one in scored]
    score = mean(scored)
    return {
        "benchmark": benchmark.name,
        "legs": legs.value,
        "passages": len(benchmark.corpus),
        "queries": len(scored),
        "ndcg@10": score.ndcg,
        "recall@10": score.recall,
        "index_seconds": index_seconds,
        "ms": {"p50": percentile(times, 0.5), "p95": percentile(times, 0.95)},
    }
