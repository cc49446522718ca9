"""The texts of an archive as they were cut: where their lines stand, of what kind they are, and their words.

To cut a text takes milliseconds, which for a large archive are minutes. So it is done once for each document, when it
comes in, and what was cut is kept beside the indexes as plain arrays that are read where they lie.

1. A document is known by what it was cut from (``key_of``), so that no other text can pass for it.
2. What was kept by another version of what cuts and reads words, or is broken, is made anew (``version``).
3. Of what was kept, the lines of documents that are as they were are taken over; only the others are cut.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.ask.retrieving.stretches import Stretch, stretches
from assistant.ask.retrieving.word_index import (
    Cut,
    Numbers,
    WordIndex,
    cut,
    forms_of,
    numbered_anew,
    numbered_on,
    some_lines,
    word_index,
)
from assistant.language.meaning import meaning
from assistant.ports import Arrays, ArrayStore
from assistant.types import Dropped, Resolution, Section

# Kinds of lines, as bits. A loose one is no piece of its text as it stands. Of an odd one, as of any row, where it
# stands does not tell all of its stretch.
ROW, HEADING, LOOSE, ODD = 1, 2, 4, 8
_CUTS_BY = ("assistant.language", "assistant.ask.retrieving")  # packages that decide how a text is cut
Heads = tuple[tuple[int, int], ...]  # what stands above a line, as spans of its text
_OF_SECTION = attrgetter(*(each.name for each in fields(Section)))
_OF_DROPPED = attrgetter(*(each.name for each in fields(Dropped)))
_OF_INDEX = ("first", "start", "places", "nth", "lines", "above_start", "above", "group", "paragraph")
_OF_LINES = ("starts", "ends", "kinds", "before", "heads", "head_first", "head_spans")


@dataclass(frozen=True, slots=True)
class Cuts:
    """The lines of an archive, numbered through document after document.

    ``ids`` are the documents in the order of their lines, ``keys`` what each was cut from, ``first`` the number of
    each one's first line (and one more, where all end). ``starts`` and ``ends`` tell where each line stands in its
    text, -1 for one that does not; ``kinds`` are bits, ``before`` how many characters of its paragraph are before it.
    ``heads`` numbers what stands above each line: spans of its text, ``head_spans`` of shape ``(spans, 2)``, from
    ``head_first`` on. ``counts`` tell in how many lines each word stands.
    """

    ids: tuple[str, ...]
    keys: tuple[str, ...]
    first: Numbers
    starts: Numbers
    ends: Numbers
    kinds: NDArray[np.uint8]
    before: Numbers
    heads: Numbers
    head_first: Numbers
    head_spans: Numbers
    index: WordIndex
    counts: Mapping[str, int]

    def sentence(self, number: int, document: Resolution) -> Stretch | None:
        """The stretch of a line of a document; None of one that only all of its document tell."""
        if self.kinds[number] & (ROW | LOOSE | ODD):
            return None
        first, last = self.head_first[self.heads[number] : self.heads[number] + 2].tolist()
        span = (int(self.starts[number]), int(self.ends[number]))
        heads = tuple(map(tuple, self.head_spans[first:last].tolist()))
        return _sentence(
            document, span, int(self.before[number]), heads, is_heading=bool(self.kinds[number] & HEADING)
        )


def _sentence(document: Resolution, span: tuple[int, int], before: int, heads: Heads, *, is_heading: bool) -> Stretch:
    start, end = span
    opens = document.text.rfind("\n", 0, start) + 1
    words = " . ".join(document.text[first:last] for first, last in heads)
    return Stretch(
        document.document_id,
        start,
        end,
        document.text[start:end],
        above=f"{document.identity.title} . {words}",
        before=document.text[opens : opens + before],
        heads=heads,
        is_heading=is_heading,
    )


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of one document, or of several: as in ``Cuts``, and how many each document has."""

    sizes: Numbers
    starts: Numbers
    ends: Numbers
    kinds: NDArray[np.uint8]
    before: Numbers
    heads: Numbers
    head_sizes: Numbers
    head_spans: Numbers
    words: Cut


def is_loose(stretch: Stretch) -> bool:
    """Whether a stretch is no piece of its document's text as it stands."""
    return stretch.start < 0 or len(stretch.quote) != stretch.end - stretch.start


def key_of(document: Resolution) -> str:
    """What a document is cut from, as 32 hexadecimal digits."""
    said = (document.document_id, document.identity.title, len(document.text))
    parts = (list(map(_OF_SECTION, document.sections)), list(map(_OF_DROPPED, document.dropped)))
    digest = blake2b(repr((said, parts)).encode(errors="surrogatepass"), digest_size=16)
    digest.update(document.text.encode(errors="surrogatepass"))
    return digest.hexdigest()


def cut_texts(documents: Mapping[str, Resolution], keys: Mapping[str, str], before: Cuts | None = None) -> Cuts:
    """The texts of an archive cut, both by document id; ``before`` itself where that has just these."""
    same = [keys.get(key) == known for key, known in zip(before.ids, before.keys, strict=True)] if before else []
    if before is not None and all(same) and len(same) == len(keys):
        return before
    kept = dict.fromkeys(key for key, is_same in zip(before.ids, same, strict=True) if is_same) if before else {}
    fresh = [key for key in documents if key not in kept]
    parts = [_taken_over(before, np.array(same, np.bool_))] if before is not None and kept else []
    parts += [_lines_of(documents[key]) for key in fresh]
    index = word_index([each.words for each in parts])
    ids = (*kept, *fresh)
    return Cuts(
        ids=ids,
        keys=tuple(keys[key] for key in ids),
        first=np.concatenate([[0], np.cumsum(_joined([each.sizes for each in parts]))]).astype(np.int32),
        starts=_joined([each.starts for each in parts]),
        ends=_joined([each.ends for each in parts]),
        kinds=np.concatenate([np.empty(0, np.uint8), *(each.kinds for each in parts)]),
        before=_joined([each.before for each in parts]),
        heads=numbered_on([each.heads for each in parts], [len(each.head_sizes) for each in parts]),
        head_first=np.concatenate([[0], np.cumsum(_joined([each.head_sizes for each in parts]))]).astype(np.int32),
        head_spans=np.concatenate([np.empty((0, 2), np.int32), *(each.head_spans for each in parts)]),
        index=index,
        counts=index.counts(),
    )


def _joined(arrays: Iterable[Numbers]) -> Numbers:
    return np.concatenate([np.empty(0, np.int32), *arrays])


def _taken_over(before: Cuts, same: NDArray[np.bool_]) -> _Lines:
    """The lines of the documents that are marked."""
    sizes = np.diff(before.first).astype(np.int32)
    lines = np.repeat(same, sizes)
    heads, head_sizes = before.heads[lines], np.diff(before.head_first).astype(np.int32)
    used = np.zeros(len(head_sizes), np.bool_)
    used[heads] = True
    return _Lines(
        sizes=sizes[same],
        starts=before.starts[lines],
        ends=before.ends[lines],
        kinds=before.kinds[lines],
        before=before.before[lines],
        heads=numbered_anew(heads, len(head_sizes)),
        head_sizes=head_sizes[used],
        head_spans=before.head_spans[np.repeat(used, head_sizes)],
        words=some_lines(before.index, lines),
    )


def _lines_of(document: Resolution) -> _Lines:
    found = stretches(document)
    paragraphs: dict[int, int] = {}
    heads: dict[Heads, int] = {}
    opens = (document.text.rfind("\n", 0, max(each.start, 0)) + 1 for each in found)
    return _Lines(
        sizes=np.array([len(found)], np.int32),
        starts=_numbers(each.start for each in found),
        ends=_numbers(each.end for each in found),
        kinds=np.fromiter((_kinds(each, document) for each in found), np.uint8),
        before=_numbers(len(each.before) for each in found),
        heads=_numbers(heads.setdefault(each.heads, len(heads)) for each in found),
        head_sizes=_numbers(map(len, heads)),
        head_spans=np.array([span for each in heads for span in each], np.int32).reshape(-1, 2),
        words=cut(
            [meaning(each.quote) for each in found],
            [meaning(each.above) for each in found],
            [paragraphs.setdefault(start, len(paragraphs)) for start in opens],
        ),
    )


def _kinds(stretch: Stretch, document: Resolution) -> int:
    kinds = ROW * stretch.is_row | HEADING * stretch.is_heading | LOOSE * is_loose(stretch)
    span = (stretch.start, stretch.end)
    again = _sentence(document, span, len(stretch.before), stretch.heads, is_heading=stretch.is_heading)
    return kinds | ODD * (again != stretch)


def _numbers(values: Iterable[int]) -> Numbers:
    return np.fromiter(values, np.int32)


# -- as they are kept ----------------------------------------------------------------------------------


@cache
def version() -> str:
    """Changes by itself with whatever decides how texts are cut and words are read, be it a table or a program."""
    digest = blake2b(repr((sys.version_info[:2], unicodedata.unidata_version)).encode(), digest_size=16)
    for package in _CUTS_BY:
        for each in sorted(files(package).iterdir(), key=attrgetter("name")):
            if each.is_file() and each.name.endswith((".py", ".toml")):
                digest.update(each.name.encode() + each.read_bytes())
    return digest.hexdigest()


def keep(cuts: Cuts, store: ArrayStore) -> None:
    """Keeps what was cut, in the place of what was kept before."""
    index = cuts.index
    told = {
        "version": version(),
        "ids": cuts.ids,
        "keys": cuts.keys,
        "words": list(index.words),
        "groups": index.groups,
    }
    counts = [cuts.counts.get(word, 0) for word in (*index.words, *index.forms)]
    arrays: dict[str, NDArray[Any]] = {
        "told": np.frombuffer(json.dumps(told).encode(), np.uint8),
        "lines_first": cuts.first,
        "counts": np.array(counts, np.int32),
    }
    arrays |= {name: getattr(cuts, name) for name in _OF_LINES}
    arrays |= {f"index_{name}": getattr(index, name) for name in _OF_INDEX}
    store.save(arrays)


def kept_in(store: ArrayStore) -> Cuts | None:
    """What was kept; None where nothing was, or by another version, or where it does not fit together."""
    version()  # as the program is that runs, and not as another that was put in its place meanwhile
    arrays = store.load()
    try:
        return _from_arrays(arrays) if arrays is not None else None
    except (KeyError, ValueError):
        return None


def _from_arrays(arrays: Arrays) -> Cuts | None:
    told = json.loads(arrays["told"].tobytes())
    if told["version"] != version():
        return None
    words, forms = {word: number for number, word in enumerate(told["words"])}, forms_of(told["words"])
    of_index: dict[str, Any] = {each: arrays[f"index_{each}"] for each in _OF_INDEX}
    index = WordIndex(words, forms, groups=told["groups"], **of_index)
    counts = zip((*words, *forms), arrays["counts"].tolist(), strict=True)
    cuts = Cuts(
        ids=tuple(told["ids"]),
        keys=tuple(told["keys"]),
        first=arrays["lines_first"],
        counts={word: count for word, count in counts if count},
        index=index,
        **{each: arrays[each] for each in _OF_LINES},
    )
    return cuts if _fits(cuts) else None


def _fits(cuts: Cuts) -> bool:
    """Whether all arrays are of the lengths that the others tell."""
    index, lines = cuts.index, int(cuts.first[-1])
    of_texts: Sequence[NDArray[Any]] = (cuts.starts, cuts.ends, cuts.kinds, cuts.before, cuts.heads)
    of_lines = (*of_texts, index.group, index.paragraph)
    of_places = (index.places, index.nth, index.lines)
    return (
        len(cuts.ids) == len(cuts.keys) == len(cuts.first) - 1
        and {len(each) for each in of_lines} == {lines}
        and len(cuts.head_spans) == int(cuts.head_first[-1])
        and len(index.first) == lines + 1
        and {len(each) for each in of_places} == {int(index.start[-1])}
        and len(index.start) == len(index.above_start) == len(index.words) + 1
        and len(index.above) == int(index.above_start[-1])
    )
