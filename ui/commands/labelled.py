"""What people said of rows as a gold folder: texts in ``docs/``, rows with their ``review`` in ``ledger.jsonl``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from assistant.errors import InvalidSetting
from assistant.ledger.labelled import Labelled
from ui.files.ledger import json_lines
from ui.render import Json, ledger_json


def write_labelled(documents: Iterable[Labelled], folder: Path) -> None:
    """Writes the folder, over one that was written before. Raises ``InvalidSetting`` where it cannot be written."""
    rows: list[Json] = []
    try:
        (folder / "docs").mkdir(parents=True, exist_ok=True)
        for each in documents:
            name = _file_name(each.resolution.name)
            (folder / "docs" / name).write_text(each.resolution.text, encoding="utf-8")
            rows += [{**ledger_json(row, resolution=each.resolution), "document": name} for row in each.rows]
        (folder / "ledger.jsonl").write_text(json_lines(rows), encoding="utf-8")
    except OSError as error:
        raise InvalidSetting(f"Không ghi được vào {folder}: {error.strerror}. Chọn thư mục khác.") from error


def _file_name(name: str) -> str:
    """The cleaned text is plain text, whatever the file was."""
    bare = Path(name).name
    return bare if bare.endswith(".txt") else f"{bare}.txt"
