"""A document whose paragraphs move on: every step's changes to a text, united, and the paragraph that they make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.drafting.figures import show_figure
from assistant.drafting.regime import modernise
from assistant.drafting.roll import roll
from assistant.drafting.scrub import Names, names_of, scrub
from assistant.drafting.vocabulary import BLANK, FigurePlace, Planned, Years
from assistant.types import (
    Change,
    Doubt,
    DraftParagraph,
    Figure,
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


def figure_change(planned: Planned, place: FigurePlace, rows: Mapping[str, IndicatorRow], *, own: bool) -> Change:
    """Last year's figure gives way to the accepted target or the result, or to a blank.

    ``own`` tells that the base is the commune's own: only then may a target of it be shown as last year's.
    """
    said, last = planned.text[place.start : place.end], rows[place.row].last if place.row in rows else None
    if place.shows == "last" and last is not None and own:
        shown = show_figure(last, like=said)
        return Change(place.start, place.end, shown, "figure", "chỉ tiêu của văn bản gốc", sure=False)
    if place.shows != "new":
        return Change(place.start, place.end, BLANK, "figure", "số cũ của văn bản gốc", sure=False)
    row = rows[place.row]
    figure = row.result if row.group == "results" else row.target
    if row.group == "results" and figure is None and row.indicator is not None:
        figure = _result_of_same(row, rows.values())
    if figure is None:
        what = "kết quả" if row.group == "results" else "chỉ tiêu"
        blank = f"{BLANK} {row.unit}".rstrip() if place.whole else BLANK
        return Change(place.start, place.end, blank, "figure", f"{what} của “{row.label}” chưa có", sure=False)
    shown = show_figure(figure, like=said)
    text = f"{shown} {row.unit}".rstrip() if place.whole else shown
    reason = row.result_source if row.group == "results" else row.target_source
    return Change(place.start, place.end, text, "figure", f"{row.label}: {shown} {row.unit} – {reason}".strip())


def _result_of_same(row: IndicatorRow, rows: Iterable[IndicatorRow]) -> Figure | None:
    """The result of the target of the same indicator: an assessment says it too."""
    found = {
        other.result
        for other in rows
        if (other.group, other.indicator, other.unit, other.measure)
        == ("targets", row.indicator, row.unit, row.measure)
    }
    return found.pop() if len(found) == 1 else None
