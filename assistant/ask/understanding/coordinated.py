"""Several figures named with one head or one tail: "diện tích, năng suất và sản lượng lúa", "thu ngân sách …, chi …".

What follows a name may take its head ("diện tích ngô, lạc"), what stands before it its tail ("diện tích và sản lượng
lạc"), what follows a colon what stands before that ("lúa: diện tích, sản lượng"), and so may a later clause that asks
for no more than an amount ("thu ngân sách bao nhiêu, chi bao nhiêu"). Only what the catalogue knows as a name of its
own is taken. Heads and tails that are each joined go with each other: "diện tích và sản lượng ngô, lạc" are four.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from assistant.ask.understanding.words import Asked, lists
from assistant.language.catalogue import Match, asking_catalogue
from assistant.language.text import fold, normalise

_CONJUNCT = re.compile(r"\s*(?:,|và|va|với|voi)\s*(?:và\s+|va\s+)?(?P<word>[^\W\d_]+)(?!\w)")
_JOINED = re.compile(r"\s*(?:,|(?<!\w)(?:và|va|với|voi)(?!\w))\s*$")
_CLAUSE = re.compile(
    r"(?:[,;.?]\s*(?:(?:và|va|còn|con)\s+)?|(?<!\w)(?:và|va|còn|con)\s+)(?P<word>[^\W\d_]+)(?!\w)\s*"
)
_COLON = re.compile(r"(?P<before>[^:]*):(?=(?P<after>[^:?.;]*))")
_WORD = re.compile(r"[^\W\d_]+")
_BREAK = re.compile(r",|(?<!\w)(?:và|va)(?!\w)")
_NEAR = 16  # words of a part before or behind another in which its head or tail is looked for
_MOST_WORDS = 3  # of a head: "giá trị sản xuất"


def coordinated(found: Sequence[Match], asked: Asked) -> list[Match]:
    """The names that take a head or a tail of one that was found, each where its own words stand."""
    after, before = list(_after(found, asked)), list(_before(found, asked))
    return [*after, *before, *_across(after, before, asked), *_later(found, asked), *_topics(asked)]


def _after(found: Sequence[Match], asked: Asked) -> Iterator[Match]:
    """As in "diện tích ngô, lạc và đậu": what follows a name takes the head of it."""
    for match in found:
        head = asked.words[match.start : match.end].rsplit(" ", 1)[0]
        position = match.end
        while (each := _CONJUNCT.match(asked.words, position)) is not None:
            same = _named(f"{head} {each['word']}", asked)
            if same is None or same.entry.unit != match.entry.unit:
                break
            yield replace(same, start=each.start("word"), end=each.end("word"))
            position = each.end("word")


def _before(found: Sequence[Match], asked: Asked) -> Iterator[Match]:
    """As in "diện tích, năng suất và sản lượng lúa": what stands before a name takes the tail of it."""
    for match in found:
        position = match.start
        while (joined := _JOINED.search(asked.words[:position])) is not None:
            words = list(re.finditer(r"[^\W\d_]+", asked.words[: joined.start()]))[-_MOST_WORDS:]
            heads = (asked.words[word.start() : joined.start()] for word in words)
            taken = next((each for head in heads if (each := _with_tail(head, match, asked)) is not None), None)
            if taken is None:
                break
            name, length = taken
            position = joined.start() - length
            yield replace(name, start=position, end=joined.start())


def _across(after: Sequence[Match], before: Sequence[Match], asked: Asked) -> Iterator[Match]:
    """As in "diện tích với sản lượng ngô, lạc": each head goes with each tail.

    Such a name has no words of its own, and stands at the end of its tail's.
    """
    for head in before:
        for tail in after:
            said = f"{asked.words[head.start : head.end]} {asked.words[tail.start : tail.end]}"
            if head.start < tail.start and (same := _named(said, asked)) is not None:
                yield replace(same, start=tail.end, end=tail.end)


def _topics(asked: Asked) -> Iterator[Match]:
    """As in "lúa vụ xuân: diện tích, sản lượng bao nhiêu": each head behind a colon with a tail from before it."""
    for colon in _COLON.finditer(asked.words):
        tails = stretches(colon["before"], last=_NEAR)
        position = colon.end()
        for segment in _BREAK.split(colon["after"]):
            words = list(_WORD.finditer(segment))[:_MOST_WORDS]
            heads = [segment[words[0].start() : word.end()] for word in reversed(words)]
            options = ((head, _named(f"{head} {tail}", asked)) for head in heads for tail in tails)
            taken = next(((head, name) for head, name in options if name is not None), None)
            if taken is not None:
                start = asked.words.index(segment, position) + words[0].start()
                yield replace(taken[1], start=start, end=start + len(taken[0]))
            position += len(segment)


def stretches(words: str, *, first: int | None = None, last: int | None = None) -> list[str]:
    """The stretches of up to three words, the longest first and among them the last; of so many words at most."""
    said = [match.group() for match in _WORD.finditer(words)][:first]
    said = said if last is None else said[-last:]
    sizes = range(min(_MOST_WORDS, len(said)), 0, -1)
    return [" ".join(said[at : at + size]) for size in sizes for at in range(len(said) - size, -1, -1)]


def with_tail(asked: Asked, before: str, labels: Container[str] = ()) -> Asked:
    """The question with the tail of its figure, of which it names only the head, from the words before it: "năng suất
    mấy" is "năng suất lúa mấy" after "xuống giống bao nhiêu ha lúa"; as it is where they make no name together.

    ``labels`` are names of the ledger that the catalogue does not know, as the question is compared.
    """
    tails = stretches(fold(before) if asked.plain else normalise(before), last=_NEAR)
    heads = stretches(asked.words, first=_NEAR)
    names = ((head, tail) for head in heads for tail in tails)
    made = (each for each in names if _named(" ".join(each), asked) is not None or " ".join(each) in labels)
    head, tail = next(made, ("", ""))
    if not head:
        return asked
    end = asked.words.index(head) + len(head)
    text, words = (f"{said[:end]} {tail}{said[end:]}" for said in (asked.text, asked.words))
    return replace(asked, text=text, words=words)


def _names_of(match: Match, asked: Asked) -> Iterator[str]:
    """The other names of an indicator, as the question is compared: "thu ngân sách" of "thu ns"."""
    return (fold(phrase) if asked.plain else normalise(phrase) for phrase in match.entry.phrases)


def _with_tail(head: str, match: Match, asked: Asked, name_of: str = "") -> tuple[Match, int] | None:
    """The name that a head makes with the last words of another name, and the length of the head."""
    if not re.fullmatch(r"[^\W\d_]+(?: [^\W\d_]+)*", head):
        return None
    words = (name_of or asked.words[match.start : match.end]).split()
    for count in range(1, len(words)):
        name = _named(f"{head} {' '.join(words[-count:])}", asked)
        if name is not None and name.entry.id != match.entry.id:
            return name, len(head)
    return None


def _later(found: Sequence[Match], asked: Asked) -> Iterator[Match]:
    """As in "thu ngân sách bao nhiêu, chi bao nhiêu": a clause of one word and an amount takes the tail."""
    for match in found:
        for clause in _CLAUSE.finditer(asked.words, match.end):
            rest = replace(asked, words=asked.words[clause.end() :])
            amount = rest.find(lists()["values"])
            tails = (asked.words[match.start : match.end], *_names_of(match, asked))
            said = amount is not None and amount.start() == 0
            options = (_with_tail(clause["word"], match, asked, tail) for tail in tails if said)
            taken = next((each for each in options if each is not None), None)
            if taken is not None:
                yield replace(taken[0], start=clause.start("word"), end=clause.end("word"))


def _named(phrase: str, asked: Asked) -> Match | None:
    """The indicator that has this phrase, and no less, for a name."""
    found = asking_catalogue().find(phrase, without_diacritics=asked.plain)
    whole = [
        each for each in found if (each.start, each.end) == (0, len(phrase)) and each.words == len(phrase.split())
    ]
    return whole[0] if whole else None
