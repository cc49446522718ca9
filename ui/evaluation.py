"""Runs of question sets from the page: which sets there are, a run with its progress, earlier runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic

from assistant.errors import InvalidSetting
from assistant.language.text import slug
from eval.cases import QuestionSet
from eval.compare import Run, load_run
from eval.flagged import NAME as FLAGGED
from eval.flagged import flagged_set
from eval.run import Result, keep_results, run_cases
from eval.sheets import load_set
from eval.summary import SUMMARY, summarise, write_summary
from ui.ports import Assistant

# Questions of one run on the page; more are for the command line, which does not share the chat's time.
MOST = 2000
# Seconds between two looks at a run's progress.
_EVERY = 0.2
_SHIPPED = Path(__file__).resolve().parents[1] / "eval" / "sets"
_NAMES: Mapping[str, str] = {"sample": "Bộ mẫu kèm theo (văn bản mẫu)", "seeds": "Bộ câu hỏi trên văn bản thật"}


@dataclass(frozen=True, slots=True)
class Progress:
    """A run under way; ``finished`` is its folder once it is done."""

    done: int
    total: int
    right: int
    finished: Path | None = None


def sets(assistant: Assistant) -> list[str]:
    """The names of the sets that can be run without a file: those about documents of the archive, and flags."""
    done = any(one.expected for one in assistant.flags.flagged())
    return [*_bundled(assistant), *([FLAGGED] if done else [])]


def _bundled(assistant: Assistant) -> dict[str, Path]:
    """The shipped sets whose documents the archive holds, by name; the others could only fail."""
    held = {document.name for document in assistant.shelf.documents()}
    files = {_NAMES.get(path.stem, path.stem): path for path in sorted(_SHIPPED.glob("*.jsonl"))}
    return {
        name: path
        for name, path in files.items()
        if held & {one.document for case in load_set(path).cases for one in case.support}
    }


def chosen_set(assistant: Assistant, *, name: str | None, file: Path | None) -> QuestionSet:
    """The set of an uploaded file, else the one of that name.

    Raises ``InvalidFile`` for a file that is no set, ``InvalidSetting`` where nothing is chosen or it is too large.
    """
    if file is not None:
        found = load_set(file)
    elif name == FLAGGED:
        found = flagged_set(assistant.flags.flagged())
    else:
        path = _bundled(assistant).get(name or "")
        if path is None:
            raise InvalidSetting("Chưa chọn bộ câu hỏi nào; chọn trong danh sách hoặc tải tệp lên.")
        found = load_set(path)
    if len(found.cases) > MOST:
        raise InvalidSetting(
            f"Bộ có {len(found.cases)} câu, trang này chạy tối đa {MOST}; hãy dùng lệnh: nghiquyet eval run"
        )
    if not found.cases:
        raise InvalidSetting("Bộ câu hỏi này chưa có câu nào đã ghi câu trả lời mong đợi.")
    return found


def run(assistant: Assistant, questions: QuestionSet) -> Iterator[Progress]:
    """Asks the questions one by one beside the chat. Closing the iterator stops the run, which is then not listed."""
    folder = _new_folder(runs_folder(assistant), questions.name)
    total, right, shown = len(questions.cases), 0, monotonic()
    results: list[Result] = []
    yield Progress(0, total, 0)
    for result in keep_results(run_cases(assistant, cases=questions.cases), folder=folder):
        results.append(result)
        right += result.grade.right
        if monotonic() - shown >= _EVERY:
            shown = monotonic()
            yield Progress(len(results), total, right)
    write_summary(summarise(results, questions=questions), folder=folder)
    yield Progress(total, total, right, folder)


def runs_folder(assistant: Assistant) -> Path:
    """Where runs are kept: beside the archive, so that they go with it."""
    return assistant.settings.data / "eval"


def earlier_runs(assistant: Assistant) -> list[str]:
    """The names of the finished runs, the newest first."""
    folder = runs_folder(assistant)
    return sorted((path.parent.name for path in folder.glob(f"*/{SUMMARY}")), reverse=True)


def opened_run(assistant: Assistant, name: str) -> Run:
    """An earlier run by name. Raises ``InvalidSetting`` for any other name, since it comes from the browser."""
    if name not in earlier_runs(assistant):
        raise InvalidSetting(f"Không có lần chạy “{name}”; chọn trong danh sách.")
    return load_run(runs_folder(assistant) / name)


def _new_folder(folder: Path, name: str) -> Path:
    """A folder for a run by time and set: "2026-01-31_09-05-00_bo_mau"."""
    stamp = datetime.now().strftime("%Y-%m-%d_%H-%M-%S")
    return folder / f"{stamp}_{slug(Path(name).stem)[:40] or 'bo_cau_hoi'}"


def ordered(results: Mapping[str, Mapping[str, object]]) -> Sequence[Mapping[str, object]]:
    """The questions of a run as they are listed: those that are wrong first."""
    return sorted(results.values(), key=lambda line: bool(line["right"]))
