"""``nghiquyet demo``: the bundled sample, read into a temporary folder, and three questions answered."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.settings import load_settings
from ui.commands.ask import show_answer
from ui.commands.ingest import report
from ui.commands.terminal import opened, say, tell
from ui.views.questions import sample_questions

_ASKED = 3


def demo() -> None:
    """Đọc bộ văn bản mẫu kèm sẵn vào thư mục tạm rồi trả lời ba câu hỏi."""
    from ingest.pipeline import ingest

    # Windows keeps the files of an open index; the folder then goes with the system's own cleaning.
    with TemporaryDirectory(prefix="nghiquyet-demo-", ignore_cleanup_errors=True) as folder:
        settings = load_settings(Path(folder))
        with as_file(files("ingest") / "sample") as sample:
            say("Đang đọc bộ văn bản mẫu…")
            report(ingest([sample], settings=settings), as_json=False)
        with opened(settings) as assistant:
            for question in sample_questions(assistant.shelf.documents())[:_ASKED]:
                tell(f"\n─── {question}")
                show_answer(assistant.ask(question))
