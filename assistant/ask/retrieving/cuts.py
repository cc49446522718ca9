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
from assistant.ask.retrieving.word_index import Cut, Numbers, WordIndex, cut, forms_of, some_lines, word_index
from assistant.language.meaning import meaning
from assistant.ports import Arrays, ArrayStore
from assistant.types import Dropped, Resolution, Section

ROW, HEADING, LOOSE = 1, 2, 4  # kinds of lines, as bits; a loose one is no piece of its text as it stands
_CUTS_BY = ("assistant.language", "assistant.ask.retrieving")  # packages that decide how a text is cut
_OF_SECTION = attrgetter(*(each.name for each in fields(Section)))
_OF_DROPPED = attrgetter(*(each.name for each in fields(Dropped)))
_OF_INDEX = ("first", "start", "places", "nth", "lines", "above_start", "above", "group", "paragraph")
_OF_LINES = ("starts", "ends", "kinds")


@dataclass(frozen=True, slots=True)
class Cuts:
    """The lines of an archive, numbered through document after document.

    ``ids`` are the documents in the order of their lines, ``keys`` what each was cut from, ``first`` the number of
    each one's first line (and one more, where all end). ``starts`` and ``ends`` tell where each line stands in its
    text, -1 for one that does not; ``kinds`` are bits. ``counts`` tell in how many lines each word stands.
    """

    ids: tuple[str, ...]
    keys: tuple[str, ...]
    first: Numbers
    starts: Numbers
    ends: Numbers
    kinds: NDArray[np.uint8]
    index: WordIndex
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of one document, or of several: as in ``Cuts``, and how many each document has."""

    sizes: Numbers
    starts: Numbers
    ends: Numbers
    kinds: NDArray[np.uint8]
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
        index=index,
        counts=index.counts(),
    )


def _joined(arrays: Iterable[Numbers]) -> Numbers:
    return np.concatenate([np.empty(0, np.int32), *arrays])


def _taken_over(before: Cuts, same: NDArray[np.bool_]) -> _Lines:
    """The lines of the documents that are marked."""
    sizes = np.diff(before.first).astype(np.int32)
    lines = np.repeat(same, sizes)
    return _Lines(
        sizes[same], before.starts[lines], before.ends[lines], before.kinds[lines], some_lines(before.index, lines)
    )


def _lines_of(document: Resolution) -> _Lines:
    found = stretches(document)
    paragraphs: dict[int, int] = {}
    opens = (document.text.rfind("\n", 0, max(each.start, 0)) + 1 for each in found)
    kinds = (ROW * each.is_row | HEADING * each.is_heading | LOOSE * is_loose(each) for each in found)
    return _Lines(
        sizes=np.array([len(found)], np.int32),
        starts=np.fromiter((each.start for each in found), np.int32),
        ends=np.fromiter((each.end for each in found), np.int32),
        kinds=np.fromiter(kinds, np.uint8),
        words=cut(
            [meaning(each.quote) for each in found],
            [meaning(each.above) for each in found],
            [paragraphs.setdefault(start, len(paragraphs)) for start in opens],
        ),
    )


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
    of_lines: Sequence[NDArray[Any]] = (cuts.starts, cuts.ends, cuts.kinds, index.group, index.paragraph)
    of_places = (index.places, index.nth, index.lines)
    return (
        len(cuts.ids) == len(cuts.keys) == len(cuts.first) - 1
        and {len(each) for each in of_lines} == {lines}
        and len(index.first) == lines + 1
        and {len(each) for each in of_places} == {int(index.start[-1])}
        and len(index.start) == len(index.above_start) == len(index.words) + 1
        and len(index.above) == int(index.above_start[-1])
    )
