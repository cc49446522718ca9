"""What a question wants: one figure, all that fulfil a condition, an order, a sum, a description …"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import get_args

from assistant.ask.understanding.clauses import Figures
from assistant.ask.understanding.operations import TIMES, shared_out
from assistant.ask.understanding.overview import compares_wholes
from assistant.ask.understanding.vocabulary import table
from assistant.ask.understanding.words import Asked, content_words, keyed, lists, pattern, themes
from assistant.language.catalogue import catalogue
from assistant.language.places import VILLAGE_WORDS, is_village
from assistant.language.text import fold
from assistant.types import DOCUMENT_KINDS, Intent, Place

_OF_TEXT: frozenset[Intent] = frozenset({"mention", "describe"})
LEDGER: frozenset[Intent] = frozenset(get_args(Intent)) - _OF_TEXT
OVER_UNITS: frozenset[Intent] = frozenset(
    {"filter", "superlative", "rank", "count", "sum", "mean", "list", "archive", "missing"}
)
# What may be asked of the villages of a commune, where it states their figures.
OF_VILLAGES: frozenset[Intent] = frozenset({"filter", "superlative", "rank", "count"})
_FEW_WORDS = 4  # content words beside those for a list, as in "chỉ tiêu chủ yếu của nghị quyết"
_SIGNS = pattern(("ký",))
_FEW_OF_DOCUMENTS = 4  # content words of a question that only asks whose a document is
_NOT = pattern(("không phải", "không phải là", "khác"))
_BOUND = re.compile(r"\s*(?:\d|(?:mấy|may|bao nhiêu|bao nhieu)(?!\w))")
# "Của 7 xã", with no name behind it (names are blank by then).
_OF_VILLAGE = "".join(rf"(?<!{said} )" for word in VILLAGE_WORDS for said in (word, fold(word)))
_SEVERAL = re.compile(
    rf"{_OF_VILLAGE}(?<![\w,.])([2-9]|[1-9]\d) "
    r"(?:xã|phường|thị trấn|đơn vị|xa|phuong|thi tran|don vi)(?=\s\S|[,.;?]|$)"
)
_COUNTS = {"hai": 2, "ba": 3, "bốn": 4, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}  # "năm" is a year too
_COUNTS_PLAIN = {fold(word): number for word, number in _COUNTS.items()}
_UNITS = "xã|phường|thị trấn|đơn vị|huyện|thôn|bản|xóm|ấp|buôn|làng|khóm"
# A number in words only where what follows says that so many are asked for, and not that so many are named.
_ASKED = r"(?=\s+(?:nào|nao|có|co|đạt|dat|được|duoc)(?!\w))"
# The number of a document is none: "trong kế hoạch 87 bản nào".
_NUMBERED = "".join(
    rf"(?<!{said} )"
    for kind in (*DOCUMENT_KINDS, "số", "nq", "kh", "bc", "trong", "trong cả")  # "trong 7 xã, nơi nào …": of how many
    for said in {kind, fold(kind)}
)
_LIMIT = re.compile(
    rf"{_NUMBERED}(?<!\w)(?:top\s+)?(?:(\d{{1,2}})\s+(?:{_UNITS}|{fold(_UNITS)})(?!\w)|"
    rf"({'|'.join((*_COUNTS, *_COUNTS_PLAIN))})\s+(?:{_UNITS}|{fold(_UNITS)}){_ASKED})"
)


def read_intent(
    asked: Asked, places: Sequence[Place], figures: Figures, years: Sequence[int] = (), levels: Sequence[str] = ()
) -> Intent:
    """The intent; ``asked`` is without names of places. ``levels`` are those whose units are asked about."""
    if asked.says("archive") and _counts_documents(asked):
        return "archive"  # "kế hoạch" is a kind of document there and no figure
    found = bool(figures.indicators)
    listed = asked.says("list") and asked.says("targets") and not asked.says("strong_describe")
    # "Hoàn thành tốt nhiệm vụ" is part of a name.
    described = asked.without(figures.spans).says("describe") and not (listed and not found)
    if not found and not (figures.quantities and asked.says("targets")):
        return _without_indicator(asked, places, described=described, listed=listed)
    if (asked.says("negated") or asked.says("others")) and not figures.quantities and not places:
        return "missing"
    if described and not figures.quantities and not asked.says("values"):
        return "mention" if _mentions(asked) else "describe"
    # "Các xã huyện Bình Lâm" are several units, though one is named.
    within = _says_several(asked) and all(each.name and each.level in ("huyện", "tỉnh") for each in places)
    # Those of a commune are its villages: "trung bình mỗi thôn ở Hạ Tứ".
    within = within or asked.says("villages") or (is_village(levels) and len(places) == 1)
    return _of_figures(asked, () if within else places, figures, years)


def _says_several(asked: Asked) -> bool:
    """Whether several units are asked of: "các xã", "của 4 xã"."""
    return asked.says("of_several") or asked.says("villages") or _SEVERAL.search(asked.words) is not None


def _without_indicator(asked: Asked, places: Sequence[Place], *, described: bool, listed: bool) -> Intent:
    if asked.says("documents") and asked.says("mention"):
        return "mention"
    documents = asked.says("documents") and not asked.says("passes")
    if asked.says("archive") or ((documents or _counts_documents(asked)) and not described):
        return "archive"
    if _mentions(asked):
        return "mention"
    if compares_wholes(asked, places, _fields(asked)):
        return "compare"
    listed = listed or (_asks_whole_kind(asked) and not described)
    return "list" if listed and (places or asked.says("bare_district")) and _is_bare(asked) else "describe"


def _counts_documents(asked: Asked) -> bool:
    """Whether documents are counted or listed: "mấy thông báo", "kể tên các kế hoạch"; not what a meeting passed."""
    counts, kinds = lists()["counted_documents"], pattern((*DOCUMENT_KINDS, *table()["document_nouns"]["words"]))
    ends = {match.end() for match in asked.all(counts)}
    starts = {match.start() for match in asked.all(kinds)}
    counted = any(asked.words[end:start].isspace() for end in ends for start in starts)
    opens = any(_OPENS_DOCUMENTS.fullmatch(asked.words[:start]) for start in starts)
    # "Kế hoạch năm 2026 của phường nào".
    signed = asked.says("signed") or asked.find(_SIGNS) is not None  # the document is told by who signed it
    of_which = asked.says("units") and not signed and len(content_words(asked)) <= _FEW_OF_DOCUMENTS
    return (counted or (opens and (asked.says("issued") or of_which))) and not asked.says("passes")


# "Những văn bản ban hành năm 2023" by itself.
_OPENS_DOCUMENTS = re.compile(r"\s*(?:(?:các|những|cac|nhung|toàn bộ|tất cả|toan bo|tat ca)\s+)*")


def _asks_whole_kind(asked: Asked) -> bool:
    """Whether the targets or the results of a unit are asked for, and none is named: "mục tiêu của xã … là gì"."""
    is_of_figures = asked.says("whole_kinds") and (asked.says("targets") or asked.says("actuals"))
    rest = asked.without(match.span() for match in asked.all(lists()["whole_kinds"]))
    return is_of_figures and not (content_words(rest) or asked.says("values") or asks_yes_no(asked))


def _is_bare(asked: Asked) -> bool:
    """Whether a question lists the targets of a unit or a field, and not those of which something else is said."""
    # Without marks more words look like words without content ("đánh" like "danh" of "danh sách").
    few = 1 if asked.plain else _FEW_WORDS
    return len(content_words(asked.without(_fields(asked)))) <= few and not asks_yes_no(asked)


def _fields(asked: Asked) -> list[tuple[int, int]]:
    """Where a question names fields of the catalogue, or narrower themes."""
    fields = [match.span() for words in keyed("areas").values() for match in asked.all(words)]
    return [*fields, *(match.span() for match in asked.all(pattern(themes())))]


def _mentions(asked: Asked) -> bool:
    """Documents or units are asked for by what they speak of."""
    return (asked.says("documents") or asked.says("units")) and (asked.says("mention") or asked.says("negated"))


def _of_figures(asked: Asked, places: Sequence[Place], figures: Figures, years: Sequence[int]) -> Intent:
    """The intent of a question on figures of known indicators."""
    several = len(places) > 1 or not places
    if several and _is_mean(asked, figures):
        return "mean"  # before the sum: "cộng lại rồi chia đều"
    if _is_sum(asked, places, figures, years):
        return "sum"
    if asked.says("rank") or (extreme(asked) is not None and limit(asked) is not None):
        return "rank"
    if extreme(asked) is not None:
        return "superlative"
    if counts_units(asked, figures) and not places:
        return "count"
    if figures.quantities:
        return "filter"
    if asked.says("compare") or len(places) > 1:
        return "compare"
    return "list" if asked.says("list") or not places else "lookup"


def _is_mean(asked: Asked, figures: Figures) -> bool:
    """As in "chia đều", "bình quân số hộ nghèo của các xã": over units, and not over the years of a term."""
    shared = shared_out(asked)
    if shared is not None and shared[0] in TIMES:
        return False
    if asked.says("mean") and not _is_named(asked, "mean", figures):
        return True
    opens = asked.all(lists()["mean_openers"])
    outside = [each for each in opens if not any(start <= each.start() < end for start, end in figures.spans)]
    return bool(outside) and _says_several(asked)


def _is_sum(asked: Asked, places: Sequence[Place], figures: Figures, years: Sequence[int]) -> bool:
    """As in "cộng lại", "tổng … của các xã", "tổng diện tích ngô, lạc": of what are several in the question.

    A "tổng" that is part of an indicator's name ("tổng thu ngân sách") adds up only what several units have.
    """
    if len(places) == 1 and len(figures.indicators) == 1:
        # "Cộng giúp thu ngân sách các năm 2021, 2022 và 2023": the years are what is added up.
        return len(years) > 1 and asked.says("sum") and not _is_named(asked, "sum", figures)
    if asked.says("sum"):
        return True
    outside = any(
        not any(start <= match.start() < end for start, end in figures.spans)
        for match in asked.all(lists()["sum_openers"])
    )
    if not outside and (extreme(asked) is not None or figures.quantities or asked.says("compare")):
        return False
    of_several = len(places) > 1 or (not places and _says_several(asked))
    return (
        of_several
        if asked.says("sum_openers") and not asked.says("within_sum") and len(places) != 1
        else (outside and len(figures.indicators) > 1 and not asked.says("within_sum"))
    )


def _is_named(asked: Asked, name: str, figures: Figures) -> bool:
    """Whether the word is part of an indicator's name: "bình quân" of "thu nhập bình quân"."""
    found = asked.find(lists()[name])
    return found is not None and any(start <= found.start() < end for start, end in figures.spans)


def extreme(asked: Asked, *, better_low: bool = False) -> bool | None:
    """Whether the highest (true) or the lowest is asked for; "ít nhất 10 đảng viên" and "tăng ít nhất mấy triệu"
    have a comparator. The best is the lowest where ``better_low``.
    """
    if (apart := _most_of(asked)) is not None:
        return apart
    for name, high in (("highest", True), ("lowest", False), ("best", not better_low), ("worst", better_low)):
        found = asked.find(lists()[name])
        if found is not None and _BOUND.match(asked.words, found.end()) is None:
            return high
    return None


def _most_of(asked: Asked) -> bool | None:
    """The same where what is counted stands between: "nhiều đảng viên nhất" is the most, "ít hộ nghèo nhất" the
    fewest; None where it is not said so.
    """
    ends = [match.start() for match in asked.all(lists()["most"])]
    for name, high in (("fewer_of", False), ("more_of", True)):
        for match in asked.all(lists()[name]):
            end = next((end for end in ends if end > match.end()), None)
            between = asked.words[match.end() : end].split() if end is not None else []
            if 0 < len(between) <= _COUNTED_WORDS and "," not in asked.words[match.end() : end]:
                return high
    return None


_COUNTED_WORDS = 5  # words of what is counted between "nhiều" and "nhất"


def is_better_low(indicators: Sequence[str]) -> bool:
    """Whether the first indicator is the better the lower it is, so that the best unit is the lowest."""
    entry = catalogue().entries.get(indicators[0]) if indicators else None
    return entry is not None and entry.better == "lower"


def ascending(asked: Asked, indicators: Sequence[str] = ()) -> bool:
    """Whether an order of figures of ``indicators`` is to begin with the lowest."""
    return asked.says("ascending") or extreme(asked, better_low=is_better_low(indicators)) is False


def limit(asked: Asked) -> int | None:
    """How many units an order is to show: "3 xã có thu nhập cao nhất", "ba bản nào …"."""
    found = _LIMIT.search(asked.words)
    if found is None or extreme(asked) is None:
        return None
    return int(found[1]) if found[1] else (_COUNTS | _COUNTS_PLAIN)[found[2]]


def limited_level(asked: Asked) -> tuple[str, ...]:
    """The village word of which an order is to show so many: "3 thôn nghèo nhất xã"; () for none."""
    found = _LIMITED_VILLAGES.search(asked.words) if extreme(asked) is not None else None
    return (_VILLAGES[found[1]],) if found else ()


_VILLAGES = {fold(word): word for word in VILLAGE_WORDS} | {word: word for word in VILLAGE_WORDS}
_LIMITED_VILLAGES = re.compile(
    rf"(?<![\w,.])(?:\d{{1,2}}|{'|'.join((*_COUNTS, *_COUNTS_PLAIN))})\s+"
    rf"({'|'.join(sorted(_VILLAGES, key=len, reverse=True))})(?!\w)"
)


def units_said(asked: Asked) -> int | None:
    """How many units the question says there are ("của 7 xã"); None where it says no number."""
    found = _SEVERAL.search(asked.words)
    return int(found[1]) if found else None


def counts_units(asked: Asked, figures: Figures) -> bool:
    """As in "Có bao nhiêu xã …", "mấy phường …"; not where communes are the indicator's own unit."""
    entries = [catalogue().entries[each] for each in figures.indicators if each in catalogue().entries]
    return asked.says("counted_units") and not any(entry.unit == "xã" for entry in entries)


def asks_yes_no(asked: Asked) -> bool:
    """Whether the answer is to open with yes or no."""
    last = asked.words.rstrip(" ?!.").rsplit(" ", 1)[-1]
    ends = lists()["yes_no_ends"]
    closing = (ends.folded if asked.plain else ends.exact).fullmatch(last) is not None
    return asked.says("yes_no") or closing


def families(asked: Asked) -> tuple[str, ...]:
    """The bodies whose documents are asked for; all others after "không phải (của)"."""
    names = tuple(keyed("families"))
    found = tuple(name for name in names if asked.find(keyed("families")[name]))
    return tuple(name for name in names if name not in found) if found and asked.find(_NOT) else found


def within_kinds(asked: Asked) -> tuple[str, ...]:
    """The kinds of document to which a question of figures is held: "trong các báo cáo"."""
    before = lists()["within_documents"]
    return tuple(
        kind
        for kind in DOCUMENT_KINDS
        if any(asked.before(match.start()).ends_with(before) for match in asked.all(pattern((kind,))))
    )


def document_kinds(asked: Asked) -> tuple[str, ...]:
    """The kinds of document asked for; all others after "không phải (là)"."""
    found = {kind for kind in DOCUMENT_KINDS if asked.find(pattern((kind,)))}
    if asked.find(_NOT):
        return tuple(kind for kind in DOCUMENT_KINDS if kind not in found)
    return tuple(kind for kind in DOCUMENT_KINDS if kind in found)
