"""A document whose paragraphs move on: every step's changes to a text, united, and the paragraph that they make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.drafting.figures import show_amount, show_bound, show_figure
from assistant.drafting.regime import modernise
from assistant.drafting.roll import roll
from assistant.drafting.scrub import Names, names_of, scrub
from assistant.drafting.vocabulary import BLANK, CellPlace, FigurePlace, Planned, Years
from assistant.language.text import normalise
from assistant.types import (
    Change,
    Doubt,
    DraftParagraph,
    Identity,
    IndicatorRow,
    ParagraphState,
    Resolution,
    Role,
)


@dataclass(frozen=True, slots=True)
class Source:
    """A document whose paragraphs move on; ``place`` is set where they go to another commune."""

    resolution: Resolution
    years: Years
    place: str | None
    names: Names = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", names_of(self.resolution) if self.place else Names((), ()))

    @property
    def identity(self) -> Identity:
        """What the document is."""
        return self.resolution.identity

    def reworked(self, text: str, *, role: Role) -> tuple[list[Change], list[Doubt]]:
        """All changes to a text, in order and apart from each other, and all doubts about it."""
        steps = [modernise(text, year=self.years.to)]
        if self.place:
            steps.append(scrub(text, names=self.names, place=self.place))
        steps.append(roll(text, role=role, years=self.years))
        changes = united(change for step in steps for change in step.changes)
        return changes, [doubt for step in steps for doubt in step.doubts]

    def renewed(self, text: str, *, role: Role) -> str:
        """A text with all changes made: a title, a label."""
        return apply_changes(text, self.reworked(text, role=role)[0])[0]


def united(changes: Iterable[Change]) -> list[Change]:
    """The changes in order; of two that overlap the first one given stands."""
    kept: list[Change] = []
    for change in changes:
        if not any(one.start < change.end and change.start < one.end for one in kept):
            kept.append(change)
    return sorted(kept, key=lambda change: change.start)


def apply_changes(text: str, changes: Sequence[Change]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text with the changes made (in order, apart), and the stretches of the new one to highlight."""
    pieces: list[str] = []
    marks: list[tuple[int, int]] = []
    done = length = 0
    for change in changes:
        kept = text[done : change.start]
        start = length + len(kept)
        if not change.sure:
            marks.append((start, start + len(change.text)))
        pieces += (kept, change.text)
        done, length = change.end, start + len(change.text)
    return "".join((*pieces, text[done:])), tuple(marks)


def moved_paragraph(
    planned: Planned, changes: Sequence[Change], source: Source, state: ParagraphState
) -> DraftParagraph:
    """A planned paragraph with its changes made; ``state`` "carried" becomes "changed" where there are any."""
    text, marks = apply_changes(planned.text, changes)
    return DraftParagraph(
        key=planned.key,
        role=planned.role,
        nature=planned.nature,
        depth=planned.depth,
        state="changed" if changes and state == "carried" else state,
        text=text,
        source=planned.span,
        document=source.resolution.name,
        changes=tuple(changes),
        marks=marks,
    )


def figure_change(planned: Planned, place: FigurePlace, rows: Mapping[str, IndicatorRow]) -> Change:
    """Last year's figure gives way to the accepted target or the result, or to a blank.

    The bound goes with the figure: a target keeps the one that the base states unless it was typed with another, and
    a result has none unless it was given with one.
    """
    if place.shows == "blank":
        return Change(place.start, place.end, BLANK, "figure", "số cũ của văn bản gốc", sure=False)
    row, is_result = rows[place.row], place.shows == "result"
    figure = row.result if is_result else row.target
    if figure is None:
        what = "kết quả" if is_result else "chỉ tiêu"
        blank = f"{BLANK} {row.unit}".rstrip() if place.whole else BLANK
        return Change(place.start, place.end, blank, "figure", f"{what} của “{row.label}” chưa có", sure=False)
    source = row.result_source if is_result else row.target_source
    bound = figure.comparator or ("=" if is_result else place.bound)
    if bound != place.bound and "range" not in (bound, place.bound):
        start, end, text = place.said_start, place.said_end, show_amount(figure, bound, row.unit)
        if normalise(planned.text[start:end]).startswith("đạt "):
            text = f"{planned.text[start : start + len('đạt')]} {text}"
    else:
        start, end = place.start, place.end
        shown = show_figure(figure, like=planned.text[start:end])
        text = f"{shown} {row.unit}".rstrip() if place.whole else shown
    return Change(start, end, text, "figure", f"{row.label}: {text} {row.unit} – {source}".strip())


def cell_changes(planned: Planned, rows: Mapping[str, IndicatorRow], years: Years, *, own: bool) -> Iterator[Change]:
    """A table's line moves on by its columns: the plan of the base's year becomes last year's, with its bound.

    ``own`` tells that the base is the commune's own: only then may a figure of it be shown as last year's.
    """
    for cell in planned.cells:
        said = planned.text[cell.start : cell.end]
        change = _cell_change(planned, cell, rows, years, own=own)
        if change is not None and change.text != said:
            yield change


def _cell_change(
    planned: Planned, cell: CellPlace, rows: Mapping[str, IndicatorRow], years: Years, *, own: bool
) -> Change | None:
    wanted, row = cell.year + years.step, rows.get(cell.row)
    has_digits = any(map(str.isdigit, planned.text[cell.start : cell.end]))
    blank = Change(cell.start, cell.end, BLANK, "figure", "số cũ của văn bản gốc", sure=False) if has_digits else None
    if cell.kind == "share":
        return blank
    held = _held_by_base(planned, cell, wanted, row, years) if own else ""
    if held:
        return Change(cell.start, cell.end, held, "figure", "số của văn bản gốc", sure=False)
    if cell.kind == "actual" and wanted == years.to - 1 and row is not None:
        if row.result is None:
            reason = f"kết quả của “{row.label}” chưa có"
            return Change(cell.start, cell.end, BLANK, "figure", reason, sure=False)
        text = show_bound(row.result, "=")
        return Change(cell.start, cell.end, text, "figure", f"{row.label}: {text} – {row.result_source}")
    if cell.kind == "target" and wanted == years.to and row is not None:
        return _new_target(planned, cell, row)
    return blank


def _new_target(planned: Planned, cell: CellPlace, row: IndicatorRow) -> Change | None:
    if row.target is None:
        if cell.number_start == cell.number_end:
            return None
        reason = f"chỉ tiêu của “{row.label}” chưa có"
        return Change(cell.number_start, cell.number_end, BLANK, "figure", reason, sure=False)
    same = row.target.comparator in (None, row.comparator) and cell.number_start < cell.number_end
    start, end = (cell.number_start, cell.number_end) if same else (cell.start, cell.end)
    text = show_figure(row.target, like=planned.text[start:end]) if same else show_bound(row.target, row.comparator)
    return Change(start, end, text, "figure", f"{row.label}: {text} – {row.target_source}")


def _held_by_base(planned: Planned, cell: CellPlace, wanted: int, row: IndicatorRow | None, years: Years) -> str:
    """What the base itself says of the year that a column moves to: in the same line, else as a target elsewhere."""
    if cell.kind == "actual" and wanted >= years.to - 1:
        return ""
    same = (other for other in planned.cells if (other.kind, other.year) == (cell.kind, wanted))
    there = next((planned.text[other.start : other.end] for other in same), "")
    if there or cell.kind == "actual" or wanted != years.target or row is None or row.last is None:
        return there
    return show_bound(row.last, row.comparator)
