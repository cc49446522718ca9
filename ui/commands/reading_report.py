"""How documents of unseen authors were read, as tables, as a picture and against floors."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table

from assistant.errors import InvalidSetting
from eval.report import decimal, percent

if TYPE_CHECKING:
    from ingest.training.held_out import Learnt
    from ingest.training.score import Score
    from ingest.training.witnesses import Account

FLOORS = Path(__file__).parents[2] / "eval" / "reading_floors.json"
CERTAIN = 0.9
_EDGES = (0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0)  # of the calibration curve
_SHOWN = 24  # witnesses told of
_FIELDS = {"indicator": "chỉ tiêu", "kind": "loại", "year": "năm", "measure": "cách đo", "comparator": "dấu"}


def by_author(scores: Mapping[str, Score], whole: Score) -> Table:
    """One line for each author left out, their mean, and all rows together."""
    table = Table("Tác giả", title="Đọc bằng trọng số chưa thấy tác giả")
    headings = (
        "F1",
        "chính xác",
        "đầy đủ",
        "số: chính xác",
        "số: đầy đủ",
        *_FIELDS.values(),
        "≥ 0,9: đúng",
        "đầy đủ",
    )
    for heading in headings:
        table.add_column(heading, justify="right")
    for author, score in scores.items():
        table.add_row(author, *_cells(score))
    table.add_section()
    mean = sum(score.f1 for score in scores.values()) / max(1, len(scores))
    lowest = min((score.f1 for score in scores.values()), default=0.0)
    table.add_row("mọi dòng", *_cells(whole))
    table.caption = f"F1 của các tác giả: trung bình {decimal(mean, 3)}, thấp nhất {decimal(lowest, 3)}"
    return table


def _cells(score: Score) -> list[str]:
    shares = (score.f1, score.precision, score.recall, score.figure_precision, score.figure_recall)
    fields = (score.share(name) for name in _FIELDS)
    return [decimal(share, 3) for share in (*shares, *fields, *score.sure(CERTAIN))]


def calibration(score: Score) -> list[tuple[float, float, int]]:
    """For each band of confidence that has rows: its mean, the share that is right, and how many they are."""
    bands = []
    for low, high in pairwise(_EDGES):
        rows = [told for told in score.told if low <= told[0] < high or (high == 1.0 and told[0] == 1.0)]
        if rows:
            said, right = (sum(one[at] for one in rows) / len(rows) for at in (0, 1))
            bands.append((said, right, len(rows)))
    return bands


def calibration_table(score: Score) -> Table:
    """The bands as a table."""
    table = Table("mức chắc chắn", "thực đúng", "số dòng", title="Nói chắc bao nhiêu, đúng bấy nhiêu?")
    for said, right, count in calibration(score):
        table.add_row(decimal(said, 2), decimal(right, 3), str(count))
    return table


def calibration_picture(score: Score) -> str:
    """The bands as an SVG: how sure the rows say they are to the right, how many of them are right upwards."""
    size, margin = 320, 44

    def place(said: float, right: float) -> tuple[float, float]:
        return margin + said * size, margin + (1 - right) * size

    bands = calibration(score)
    most = max((count for *_, count in bands), default=1)
    ticks = [
        f'<text x="{place(tick, 0)[0]:.0f}" y="{margin + size + 16}" text-anchor="middle">{decimal(tick, 1)}</text>'
        f'<text x="{margin - 6}" y="{place(0, tick)[1] + 4:.0f}" text-anchor="end">{decimal(tick, 1)}</text>'
        for tick in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
    ]
    points = [
        f'<circle cx="{place(said, right)[0]:.1f}" cy="{place(said, right)[1]:.1f}" '
        f'r="{3 + 9 * (count / most) ** 0.5:.1f}"><title>{count} dòng</title></circle>'
        for said, right, count in bands
    ]
    line = " ".join(",".join(f"{at:.1f}" for at in place(said, right)) for said, right, _ in bands)
    (left, bottom), (right_edge, top) = place(0, 0), place(1, 1)
    whole = size + 2 * margin
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}" font-size="11">',
            f'<rect width="{whole}" height="{whole}" fill="white"/>',
            f'<path d="M{left} {top}V{bottom}H{right_edge}" fill="none" stroke="#555"/>',
            f'<path d="M{left} {bottom}L{right_edge} {top}" stroke="#bbb" stroke-dasharray="4 4"/>',
            f'<polyline points="{line}" fill="none" stroke="#1f6feb"/>',
            f'<g fill="#1f6feb" fill-opacity=".6">{"".join(points)}</g>',
            f'<g fill="#333">{"".join(ticks)}',
            f'<text x="{whole / 2}" y="{whole - 8}" text-anchor="middle">mức chắc chắn mà dòng nói</text>',
            f'<text transform="translate(12 {whole / 2}) rotate(-90)" text-anchor="middle">tỷ lệ đúng</text></g>',
            "</svg>",
            "",
        )
    )


def witnesses_table(accounts: Sequence[Account]) -> Table:
    """The busiest witnesses: how often they speak, are right, are overruled."""
    table = Table("Chứng cứ", title="Từng chứng cứ, trên các số là chỉ tiêu")
    for heading in ("nói", "đúng", "không được theo"):
        table.add_column(heading, justify="right")
    for account in accounts[:_SHOWN]:
        table.add_row(account.name, str(account.spoken), percent(account.right), percent(account.overruled))
    return table


def learning_table(points: Iterable[Learnt]) -> Table:
    """The learning curve."""
    table = Table("số tác giả đã học", "F1 trung bình của tác giả lạ", "thấp nhất", title="Theo số tác giả đã học")
    for point in points:
        table.add_row(str(point.authors), decimal(point.f1, 3), decimal(point.lowest, 3))
    return table


def perturbed_table(told: Mapping[str, float]) -> Table:
    """The documents laid out otherwise, each way with what it costs; the first is as they are written."""
    table = Table("cách trình bày", title="Cùng văn bản, trình bày khác đi")
    for heading in ("F1", "mất (điểm)"):
        table.add_column(heading, justify="right")
    whole = next(iter(told.values()))
    for name, f1 in told.items():
        table.add_row(name, decimal(f1, 3), decimal(100 * (whole - f1), 1))
    return table


def read_floors(path: Path) -> dict[str, float]:
    """The accepted F1 of each author. Raises ``InvalidSetting`` where the file is none."""
    try:
        floors: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InvalidSetting(f"Không đọc được mức sàn {path}: {error}; đặt lại bằng --accept.") from error
    return floors


def write_floors(told: Mapping[str, float], path: Path) -> None:
    """Keeps today's F1, by author and by way of layout, as the floors."""
    floors = {name: round(f1, 3) for name, f1 in told.items()}
    path.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")


def below(told: Mapping[str, float], floors: Mapping[str, float], *, noise: float) -> list[str]:
    """One line for each F1 that is lower than its floor less ``noise``, or was not measured."""
    found = []
    for name, floor in floors.items():
        f1 = told.get(name)
        if f1 is None:
            found.append(f"{name}: không đo được trên máy này, mức sàn {decimal(floor, 3)}")
        elif f1 < floor - noise:
            found.append(f"{name}: F1 {decimal(f1, 3)}, mức sàn {decimal(floor, 3)}")
    return found
