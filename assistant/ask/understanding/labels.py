"""Which labels of the ledger, and which words that name no indicator at all, a question asks for a figure of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.ask.understanding.facets import asked_facets, only_asking
from assistant.ask.understanding.gazetteer import Label
from assistant.ask.understanding.slots import Slot, headed_names
from assistant.ask.understanding.vocabulary import phrase_ends, stop_words
from assistant.ask.understanding.words import (
    Asked,
    lists,
)
from assistant.language.text import WORD, fold, normalise, syllables
from assistant.types import Quantity


def headed_labels(asked: Asked, labels: Sequence[Label]) -> tuple[Label, ...]:
    """The labels of the ledger that begin with what a thing beside the unit asked for makes: "sắn bao nhiêu ha" is
    "diện tích sắn", and "diện tích sắn cao sản" too.
    """
    alike = fold if asked.plain else normalise
    for _, name in headed_names(asked, ()):
        found = tuple(each for each in labels if f"{alike(each.text)} ".startswith(f"{alike(name)} "))
        if found:
            return found
    return ()


def known_labels(asked: Asked, labels: Sequence[Label]) -> tuple[Label, ...]:
    """Labels of the ledger outside the catalogue whose words the question contains, longest first.

    Every word that follows the head in the question must be the label's: "sản lượng" alone is no answer for tôm.
    """
    question, stop, names = set(syllables(asked.words)), stop_words(), noun_phrases(asked)
    # What asks for a side of a matter names no figure: "tự đánh giá còn hạn chế gì".
    asking = only_asking(asked.text, asked_facets(asked.text))
    if _PERCENT.search(asked.words):
        question |= _SHARE  # "bao nhiêu phần trăm hộ …" is a "tỷ lệ hộ …"
    found = []
    for label in labels:
        words = label.folded if asked.plain else label.words
        # By its marks: the "cận" of a label is no "cần", however the question is typed.
        own = label.words - stop
        content = frozenset(map(fold, own)) if asked.plain else own
        last = syllables(fold(label.text) if asked.plain else label.text)[-1:]
        # "Diện tích điều" is not named by its head alone, though "điều" is a word without content elsewhere.
        said = content <= question and set(last) <= question
        if (
            len(content) > 1
            and said
            and not content <= asking
            and not _figure_within(asked, content)
            and words.issuperset(_named_after_head(names, asked, label))
        ):
            found.append(label)
    return tuple(sorted(found, key=lambda label: (-len(label.text), label.text)))


def _figure_within(asked: Asked, words: Iterable[str]) -> bool:
    """Whether a figure stands between the words of a name, so that they are of two names: "thu nhập trên 60 triệu và
    hộ nghèo dưới 2%" asks nothing of the income of poor households.
    """
    last = {match.group(): match for match in WORD.finditer(asked.words)}
    at = [last[word].start() for word in words if word in last]
    return bool(at) and re.search(r"\d", asked.words[min(at) : max(at)]) is not None


_PERCENT = re.compile(r"%|(?<!\w)(?:phần trăm|phan tram)(?!\w)")
_SHARE = frozenset({"tỷ", "lệ", "ty", "le"})


def longer_labels(asked: Asked, labels: Sequence[Label]) -> tuple[Label, ...]:
    """Labels that begin with all that the question names and say more: "sản lượng tôm nuôi" of "sản lượng tôm"."""
    found, names = [], noun_phrases(asked)
    for label in labels:
        named = _named_after_head(names, asked, label)
        if len(named) > _HEAD and named == _content_in_order(asked, label)[: len(named)]:
            found.append(label)
    return tuple(sorted(found, key=lambda label: (len(label.text), label.text)))


def labels_beside(asked: Asked, labels: Sequence[Label], slots: Sequence[Slot]) -> tuple[Label, ...]:
    """Labels that stand whole beside a name of the catalogue and are asked for an amount of their own: "đàn trâu bò
    bao nhiêu, riêng bò sinh sản mấy con". The longest of those that lie within each other.
    """
    rest = asked.without((slot.start, slot.end) for slot in slots)
    found: list[tuple[tuple[int, int], Label]] = []
    for label in labels:
        if len(label.words) <= 1:
            continue
        words = fold(label.text) if asked.plain else normalise(label.text)
        if words not in rest.words:
            continue
        for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", rest.words):
            after = replace(rest, words=" ".join(rest.words[match.end() :].split()[:_NEAR_AMOUNT]))
            if after.find(lists()["values"]) is not None and "," not in after.words.partition("mấy")[0]:
                found.append((match.span(), label))
    return tuple(
        label
        for span, label in found
        if not any(other[0] <= span[0] and span[1] <= other[1] and other != span for other, _ in found)
    )


_NEAR_AMOUNT = 4  # words after a label among which its amount is asked for
_HEAD = 2  # syllables that may be no more than the head of a label: "sản lượng", "diện tích"


def _content_in_order(asked: Asked, label: Label) -> tuple[str, ...]:
    """The words of a label that say what it is, as the question is compared."""
    own = label.folded if asked.plain else label.words
    return tuple(word for word in syllables(fold(label.text) if asked.plain else label.text) if word in own)


def _named_after_head(names: Sequence[tuple[str, ...]], asked: Asked, label: Label) -> tuple[str, ...]:
    """The words of one of some names from a label's first two to its end; none where they do not stand."""
    head = _content_in_order(asked, label)[:_HEAD]
    for name in names:
        for at in range(len(name) - len(head) + 1):
            if name[at : at + len(head)] == head:
                return name[at:]
    return ()


def noun_phrases(asked: Asked) -> list[tuple[str, ...]]:
    """The stretches of the question that may name a figure: between words that do not, figures and names."""
    said = [match.span() for name in ("targets", "actuals") for match in asked.all(lists()[name])]
    asked = asked.without(said)
    found: list[list[str]] = [[]]
    last = 0
    for match in WORD.finditer(asked.words):
        ends = match.group() in phrase_ends() or match.group()[0].isdigit()
        if ends or asked.words[last : match.start()].strip(" ") or match.start() - last > 1:
            found.append([])
        if not ends:
            found[-1].append(match.group())
        last = match.end()
    return [tuple(name) for name in found if name]


def unnamed_figure(asked: Asked, quantities: Sequence[Quantity]) -> tuple[str, ...]:
    """What a bound is said of, right before it, if anything: "sản lượng cá tra" of "sản lượng cá tra trên 10 tấn"."""
    bounds = [quantity.start for quantity in quantities if quantity.comparator != "="]
    return name_before(asked, bounds[0]) if bounds else ()


def name_before(asked: Asked, position: int) -> tuple[str, ...]:
    """The words that may name a figure and end right before a position."""
    before = asked.before(position)
    names = noun_phrases(before)
    return (" ".join(names[-1]),) if names and before.words.endswith(names[-1][-1]) else ()
