"""``nghiquyet eval``: question sets, their comparison and gate, a retrieval benchmark, a gold ledger.

An error of the house (``NghiquyetError``) goes up to ``nghiquyet``, which has a line and an exit code for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Annotated

import typer

from assistant.language.catalogue import load_catalogue
from assistant.ports import Shelf
from assistant.settings import Settings, load_settings
from eval.commands.compare import compare_runs
from eval.commands.gate import gate
from eval.commands.make_set import make
from eval.commands.models import models
from eval.commands.retrieval import run_retrieval
from eval.gold import Gold, load_gold, read_gold
from eval.gold_shelf import GoldShelf
from eval.judge import chat_judge
from eval.metrics.ledger import LedgerRow, ledger, ledger_row
from eval.placing import place
from eval.report import decimal, placing_lines, print_ledger, print_summary, stdout
from eval.run import Answering, keep_results, run_cases
from eval.sheets import load_set
from eval.summary import summarise, write_summary
from eval.terminal import Data, say, tracked, writing
from eval.vary import Vary, unit_names, varied

Opening = Callable[[Settings], AbstractContextManager[Answering]]

app = typer.Typer(
    help="Đánh giá trợ lý trên bộ câu hỏi và bộ dữ liệu mẫu.", no_args_is_help=True, add_completion=False
)


@app.command("run")
def run_set(
    context: typer.Context,
    questions: Annotated[Path, typer.Argument(metavar="BỘ_CÂU_HỎI", help="Bộ câu hỏi: .jsonl, .csv hoặc .xlsx.")],
    *,
    out: Annotated[Path, typer.Option(metavar="THƯ_MỤC", help="Thư mục ghi results.jsonl và summary.json.")],
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
            metavar="BỘ_MẪU.jsonl",
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
    with _opened(settings, gold, opening=context.obj) as assistant:
        names = unit_names(document.identity for document in assistant.shelf.documents())
        cases = varied(loaded.cases, vary, names=names)
        running = run_cases(assistant, cases=cases, workers=workers, judge=opinion)
        kept = keep_results(running, folder=out)
        results = list(tracked(kept, total=len(loaded.cases), words="Đang hỏi"))
    summary = summarise(results, questions=loaded)
    write_summary(summary, folder=out)
    print_summary(summary, console=stdout())
    say(f"Đã ghi kết quả vào {out}.")


@contextmanager
def _opened(settings: Settings, gold: Sequence[Gold] | None, *, opening: Opening | None) -> Iterator[Answering]:
    """The assistant over the archive, with ``gold`` in the place of its ledger where there is any.

    ``opening`` is how the caller opens one, as through a chat that owns the archive; with another ledger it has to
    be opened here. Raises ``ArchiveInUse`` then, before a question is asked: what needs passages would else be wrong.
    """
    from assistant.build import open_assistant

    if gold is None:
        with opening(settings) if opening is not None else closing(open_assistant(settings)) as assistant:
            yield assistant
        return

    from assistant.build import own_data

    def over(shelf: Shelf) -> Shelf:
        placing = place(gold, shelf=shelf, known=load_catalogue(settings.catalogue))
        for line in placing_lines(placing):
            say(line)
        return GoldShelf(shelf, placing.rows)

    with own_data(settings), closing(open_assistant(settings, own=True, over=over)) as assistant:
        yield assistant


app.command("compare")(compare_runs)
app.command("gate")(gate)
app.command("make-set")(make)
app.command("retrieval")(run_retrieval)
app.command("models")(models)


@app.command("ledger")
def run_ledger(
    gold: Annotated[Path, typer.Argument(metavar="BỘ_MẪU.jsonl", help="Các dòng chỉ tiêu mẫu do người đọc ghi.")],
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
