"""A question that asks several things: its parts, each a question that leans on the part before it.

"Thu ngân sách bao nhiêu, đến 2030 đặt mấy, vì sao chưa đạt?" is cut where one thing that is asked for ends and the
next begins: at a mark or a joining word with a word that asks on either side. What stands without one belongs to the
part behind it ("diện tích, năng suất ra sao"), at the end to the part before.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from assistant.ask.understanding.facets import asked_facets
from assistant.ask.understanding.operations import broken_down
from assistant.ask.understanding.words import Asked, lists
from assistant.language.places import is_village
from assistant.language.text import fold
from assistant.types import Intent, Question

_MARKS = re.compile(r"[,;?!](?!\d)|\.(?!\d)|\s-\s")
MAY_HAVE_PARTS: frozenset[Intent] = frozenset({"lookup", "list", "compare", "describe", "sum", "mention"})


def parted(asked: Asked) -> list[Asked]:
    """The parts of a question, in its order; one alone where it asks for one thing."""
    kept: list[tuple[int, int]] = []
    start = 0
    for begin, end in _fragments(asked):
        if not (_asks(_cut(asked, begin, end)) or (kept and _names_side(_cut(asked, begin, end)))):
            continue
        if kept and broken_down(_cut(asked, start, end)) is not None:
            # "Tổng chi bao nhiêu, chia ra đầu tư, thường xuyên từng khoản thế nào" asks of one whole.
            kept[-1] = (kept[-1][0], end)
        else:
            kept.append((start, end))
        start = end
    if kept and start < len(asked.words):
        kept[-1] = (kept[-1][0], len(asked.words))
    return [_cut(asked, *each) for each in kept] if len(kept) > 1 else [asked]


def clauses_of(asked: Asked) -> list[Asked]:
    """The stretches of a question between marks and joining words."""
    return [_cut(asked, *each) for each in _fragments(asked)]


def amounts(asked: Asked) -> list[Asked]:
    """The stretches that ask for an amount, each by itself."""
    cuts = (_cut(asked, *each) for each in _fragments(asked))
    return [each for each in cuts if each.says("values")]


def has_parts(question: Question) -> bool:
    """Whether a question may be told part by part: one on named units, that was understood. What follows from a case
    stands together in its rule.
    """
    named = bool(question.places) and not question.unread and question.summary is None and not question.case
    # "Thôn nào nghèo nhất, cả xã tỷ lệ bao nhiêu": what else is asked of the village itself stands in its answer.
    of_villages = question.intent in ("superlative", "rank") and is_village(question.levels)
    within = of_villages and _OF_WHOLE.search(fold(question.text)) is not None
    return named and (question.intent in MAY_HAVE_PARTS or within) and not question.any_of


_OF_WHOLE = re.compile(r"(?<!\w)(?:ca|toan) (?:xa|phuong|thi tran)(?!\w)")


def within_whole(part: Question, whole: Question) -> Question:
    """The first part, with the place and the period that only a later one names."""
    if part.places:
        return part
    return replace(part, places=whole.places, unknown_places=whole.unknown_places, levels=whole.levels)


def _fragments(asked: Asked) -> list[tuple[int, int]]:
    """The stretches between marks and joining words; a joining word opens the one behind it."""
    cuts = {match.end() for match in _MARKS.finditer(asked.words)}
    cuts |= {match.start() for match in asked.all(lists()["breaks"])}
    bounds = [0, *sorted(cuts - {0, len(asked.words)}), len(asked.words)]
    return list(pairwise(bounds))


def _asks(fragment: Asked) -> bool:
    """Whether a stretch holds a word that asks: for an amount, a name, a manner, a reason, or for yes or no."""
    fragment = fragment.without(match.span() for match in fragment.all(lists()["how_to_tell"]))
    names = ("values", "asks", "up_or_down", "strong_describe", "as_well")
    return any(fragment.says(name) for name in names) or _ends_in_yes_no(fragment)


def _names_side(fragment: Asked) -> bool:
    """Whether a stretch behind one that asks is nothing but a side that is asked for too: "…, hạn xử lý?"."""
    return len(fragment.words.split()) <= _LONGEST_SIDE and bool(asked_facets(fragment.text))


_LONGEST_SIDE = 4  # syllables


def _ends_in_yes_no(fragment: Asked) -> bool:
    """As in "có vượt kế hoạch ko", "đã đạt chưa"."""
    return fragment.says("may_be_so") and replace(fragment, words=fragment.words.rstrip(" ,.;?!")).ends_with(
        lists()["or_not"]
    )


def _cut(asked: Asked, begin: int, end: int) -> Asked:
    text, words = asked.text[begin:end], asked.words[begin:end]
    lead = len(words) - len(words.lstrip(" ,.;?!"))
    text = text[lead:].rstrip(" ,;.")
    return replace(asked, text=text, words=words[lead : lead + len(text)])
