"""``nghiquyet ask``: one question, or a batch of them."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from assistant.errors import InvalidQuestion, InvalidSetting, NghiquyetError
from assistant.settings import load_settings
from assistant.types import Answer, Citation
from ui import words
from ui.commands.asking import Asking, asking
from ui.commands.terminal import AsJson, Data, Out, plain, quiet, say, tell, write_lines
from ui.commands.turns import Asked, read_history, read_questions
from ui.render import Json, answer_json

log = logging.getLogger(__name__)


def ask(
    question: Annotated[str | None, typer.Argument(metavar="CÂU_HỎI", help="Câu hỏi, có hoặc không dấu.")] = None,
    *,
    history: Annotated[Path | None, typer.Option(metavar="TỆP", help="Hội thoại trước đó, JSON hoặc JSONL.")] = None,
    as_json: AsJson = False,
    batch: Annotated[
        Path | None, typer.Option(metavar="TỆP.jsonl", help='Mỗi dòng {"id", "question", "history"}.')
    ] = None,
    out: Out = None,
    data: Data = None,
) -> None:
    """Hỏi kho văn bản; câu trả lời có trích dẫn."""
    _check_usage(question, history=history, batch=batch, out=out)
    if batch is not None:
        _ask_all(read_questions(batch), data=data, out=out)
    else:
        before = read_history(history) if history else []
        with asking(load_settings(data)) as assistant:
            answer = assistant.ask(question or "", history=before)
        if as_json:
            write_lines([answer_json(answer)], out=None)
        else:
            show_answer(answer)


def show_answer(answer: Answer) -> None:
    """An answer for a person: how it was understood, the text, the citations, the coverage."""
    asked = answer.question
    if plain(asked.standalone) != plain(asked.text):
        tell(f"Câu hỏi đầy đủ: {plain(asked.standalone)}")
    if asked.reading:
        tell(f"Hiểu là: {plain(asked.reading)}")
    tell(f"\n{quiet(answer.text)}\n")
    for citation in answer.citations:
        tell(_source(citation))
    for note in (words.coverage_line(answer), words.struck_line(answer)):
        if note:
            tell(note)


def _check_usage(question: str | None, *, history: Path | None, batch: Path | None, out: Path | None) -> None:
    if (question is None) == (batch is None):
        raise InvalidSetting("Nêu một câu hỏi, hoặc --batch TỆP.jsonl.")
    if history is not None and batch is not None:
        raise InvalidSetting("--history không đi cùng --batch: ghi hội thoại vào từng dòng của tệp.")
    if out is not None and batch is None:
        raise InvalidSetting("--out đi cùng --batch.")


def _source(citation: Citation) -> str:
    return f"[{citation.n}] {plain(words.cited_line(citation))}: “{plain(citation.quote)}”"


def _ask_all(questions: Sequence[Asked], *, data: Path | None, out: Path | None) -> None:
    failed: list[Asked] = []
    with asking(load_settings(data)) as assistant:
        write_lines(_answers(questions, assistant=assistant, failed=failed), out=out)
    if failed:
        say(f"{len(failed)} / {len(questions)} câu gặp lỗi; xem trường “loi” trong kết quả.")
        raise typer.Exit(1)


def _answers(questions: Sequence[Asked], *, assistant: Asking, failed: list[Asked]) -> Iterator[Json]:
    """One line a question; a question that fails is told in its line, and the rest goes on."""
    for at, asked in enumerate(questions, start=1):
        say(f"[{at}/{len(questions)}] {plain(asked.question)}")
        try:
            yield {"id": asked.id, **answer_json(assistant.ask(asked.question, history=asked.history))}
        except NghiquyetError as error:
            if not isinstance(error, InvalidQuestion):
                raise
            failed.append(asked)
            yield {"id": asked.id, "question": asked.question, "loi": str(error)}
        except Exception as error:
            log.debug("Câu hỏi %s", asked.id, exc_info=error)
            failed.append(asked)
            yield {"id": asked.id, "question": asked.question, "loi": f"Lỗi phần mềm: {error!r}"}
