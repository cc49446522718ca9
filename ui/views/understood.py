"""What was understood of a question, as chips; a chip that the question's own words name can be taken out or changed.

A changed chip is a changed question: it is written anew in words and asked as any other, so that what is understood
of it is seen again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from assistant.ask.understanding.reading import indicator_name, lower_first
from assistant.types import Answer, Question
from ui.html import Html, tag
from ui.views.actions import chip_button, compose_button

_LEVELS: Mapping[str, str] = {"xã": "phường", "phường": "xã"}
_KINDS: tuple[tuple[str, str, str], ...] = (
    ("chỉ tiêu đặt ra", "chỉ tiêu", "kết quả"),
    ("kết quả thực hiện", "kết quả", "chỉ tiêu"),
)
_OF_KINDS = "chỉ tiêu và kết quả"
_YEAR = re.compile(r"^năm (\d{4})$")


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing understood; the question ``without`` it, and ``others``: what may stand in its place, and the
    question that then is asked.
    """

    label: str
    without: str | None = None
    others: tuple[tuple[str, str], ...] = ()


def as_answered(answer: Answer) -> Question:
    """The question as it was answered: of results, where they alone are told and targets were taken for granted."""
    question = answer.question
    told = {row.indicator.kind for row in answer.rows if row.indicator is not None}
    if question.kind_said or question.kind != "target" or told != {"actual"}:
        return question
    said = question.reading.replace(_KINDS[0][0], _KINDS[1][0])
    return replace(question, kind="actual", reading=said)


def understood(question: Question) -> Html | None:
    """The chips of a question, its other readings, and the question itself to be edited."""
    if not question.reading or question.intent == "talk":
        return None
    whole = question.standalone or question.text
    readings = tuple(other_readings(question))
    return tag(
        "div",
        tag("b", "Hiểu là: "),
        *(_chip(chip) for chip in chips(question)),
        compose_button(whole),
        tag("p", "Hay là hỏi: ", *(chip_button(asked, label) for label, asked in readings)) if readings else None,
        class_="nq-understood",
    )


def chips(question: Question) -> Iterator[Chip]:
    """The parts of the reading, each with what can be made of it in the question's words."""
    whole = question.standalone or question.text
    for part in question.reading.split("; "):
        yield _year(part, whole) or _place(part, whole) or _kind(part, whole) or _level(part, whole) or Chip(part)


def other_readings(question: Question) -> Iterator[tuple[str, str]]:
    """What else the same words may mean: other indicators, and the results where targets were taken for granted."""
    whole = (question.standalone or question.text).rstrip(" ?.")
    for name in question.indicators[:1]:
        mine = lower_first(indicator_name(name))
        for other in question.related:
            label = lower_first(indicator_name(other))
            asked = _replaced(whole, mine, label)
            if asked is not None and label != mine:
                yield label, f"{asked}?"
    if not question.kind_said and question.kind is not None and "; sau đó" not in question.reading:
        other = "kết quả" if question.kind == "target" else "chỉ tiêu"
        yield other, f"{other.capitalize()} {lower_first(whole)}?"


def _year(part: str, whole: str) -> Chip | None:
    found = _YEAR.match(part)
    if found is None or found[1] not in whole:
        return None
    year = int(found[1])
    without = re.sub(rf"\s*(?:trong |của )?(?:năm )?{year}\b", "", whole, count=1)
    others = tuple((f"năm {each}", whole.replace(str(year), str(each))) for each in (year - 1, year + 1))
    return Chip(part, without, others)


def _place(part: str, whole: str) -> Chip | None:
    found = re.match(r"^(xã|phường|thị trấn|huyện|tỉnh|đặc khu) (?P<name>[^(;]+?)(?: \(.*\))?$", part)
    if found is None:
        return None
    without = _replaced(whole, f"{found[1]} {found['name']}", f"các {found[1]}")
    return Chip(part, without) if without is not None else Chip(part)


def _kind(part: str, whole: str) -> Chip | None:
    for shown, mine, other in _KINDS:
        if part == shown:
            changed = _replaced(whole, mine, other)
            return Chip(part, others=((other, changed),)) if changed is not None else Chip(part)
    if part == _OF_KINDS:
        asked = lower_first(whole)
        return Chip(part, others=tuple((each, f"{each.capitalize()} {asked}") for each in ("chỉ tiêu", "kết quả")))
    return None


def _level(part: str, whole: str) -> Chip | None:
    level = part.removeprefix("chỉ ")
    other = _LEVELS.get(level) if level != part else None
    if other is None:
        return None
    changed = _replaced(whole, f"{level} nào", f"{other} nào") or _replaced(whole, f"các {level}", f"các {other}")
    return Chip(part, others=((f"chỉ {other}", changed),)) if changed is not None else Chip(part)


def _replaced(whole: str, part: str, other: str) -> str | None:
    """The question with another part in the place of this one; None where its words do not have it."""
    found = re.search(rf"\b{re.escape(part)}\b", whole, re.IGNORECASE)
    if found is None:
        return None
    return whole[: found.start()] + (other.capitalize() if found.start() == 0 else other) + whole[found.end() :]


def _chip(chip: Chip) -> Html:
    change = None
    if chip.others:
        choices = (chip_button(asked, label) for label, asked in chip.others)
        menu = tag("summary", "▾", aria_label=f"Đổi “{chip.label}”", title="Đổi")
        change = tag("details", menu, tag("div", *choices), class_="nq-chip-menu")
    remove = None
    if chip.without:
        remove = chip_button(chip.without, "×", title=f"Bỏ “{chip.label}” và hỏi lại")
    return tag("span", chip.label, change, remove, class_="nq-chip")
