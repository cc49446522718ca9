"""``nghiquyet eval gate``: the bundled sets against their accepted floors."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from assistant.settings import Settings
from eval.bench.place import nghiquyet
from eval.cases import load_cases
from eval.gate import (
    BASELINE,
    SETS,
    Baseline,
    Finding,
    GatedSet,
    Measured,
    floors,
    hold,
    lowered,
    measured,
    prompt_hashes,
    read_baseline,
    write_baseline,
)
from eval.report import stdout
from eval.run import run_cases
from eval.terminal import say, tracked

# Runs that set floors; each reads the documents anew.
ACCEPTING_RUNS = 3


def gate(
    *,
    accept: Annotated[bool, typer.Option("--accept", help="Đặt mức sàn mới từ các lần chạy này.")] = False,
    lower: Annotated[bool, typer.Option("--lower", help="Cùng --accept: cho phép hạ mức sàn.")] = False,
    runs: Annotated[
        int | None, typer.Option(min=1, help=f"Số lần chạy; mặc định 1, với --accept là {ACCEPTING_RUNS}.")
    ] = None,
    baseline: Annotated[Path, typer.Option(metavar="TỆP", help="Tệp mức sàn.")] = BASELINE,
) -> None:
    """So kết quả của các bộ câu hỏi kèm theo với mức sàn đã chấp nhận; mã thoát 1 khi có số đo tụt."""
    held = read_baseline(baseline)
    found = {
        one.name: [_run(one) for _ in range(runs or (ACCEPTING_RUNS if accept else 1))]
        for one in SETS
        if _present(one)
    }
    if accept:
        new = Baseline({**held.sets, **{name: floors(each) for name, each in found.items()}}, prompt_hashes())
        _accept(held, new, path=baseline, lower=lower)
        return
    prompts = prompt_hashes()
    findings = [
        finding
        for at in range(runs or 1)
        for finding in hold(held, found={name: each[at] for name, each in found.items()}, prompts=prompts)
    ]
    _tell(findings)
    if findings:
        say("Cổng đóng. Nếu thay đổi là có chủ ý: nghiquyet eval gate --accept (thêm --lower để hạ mức sàn).")
        raise typer.Exit(1)
    say("Cổng mở: không số đo nào dưới mức sàn.")


def _present(one: GatedSet) -> bool:
    if not one.questions.exists():
        return False
    if not one.documents.is_dir():
        say(f"Bỏ qua bộ {one.name}: máy này không có thư mục văn bản {one.documents.name} của nó.")
        return False
    return True


def _run(one: GatedSet) -> Measured:
    """The set over its documents, read anew, with the settings as they ship."""
    from assistant.build import open_assistant

    questions = load_cases(one.questions)
    with TemporaryDirectory(prefix="nghiquyet-gate-", ignore_cleanup_errors=True) as folder:
        data = Path(folder)
        nghiquyet("ingest", one.documents, data=data)
        settings = Settings.model_construct(data=data)  # neither the environment nor .env: the defaults are held
        with closing(open_assistant(settings)) as assistant:
            results = run_cases(assistant, cases=questions.cases)
            followed = tracked(results, total=len(questions.cases), words=f"Bộ {one.name}")
            return measured(list(followed), digest=questions.hash)


def _accept(held: Baseline, new: Baseline, *, path: Path, lower: bool) -> None:
    losing = lowered(held, new)
    _tell(losing)
    if losing and not lower:
        say("Không đặt mức sàn thấp hơn khi chưa được bảo: thêm --lower nếu đó là điều muốn có.")
        raise typer.Exit(1)
    write_baseline(new, path=path)
    say(f"Đã ghi mức sàn vào {path}.")


def _tell(findings: Sequence[Finding]) -> None:
    console = stdout()
    for finding in dict.fromkeys(findings):
        console.print(f"{finding.measure}: {finding.reason}", soft_wrap=True)
