"""A question over the lines of a table: "dự án nào giải ngân thấp nhất", "mấy bản có trên 40 hộ nghèo".

What the lines are is told by a noun of the question; it is for the table to say whether its lines are that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.ask.understanding import intent as intents
from assistant.ask.understanding.operations import asks_both_ends
from assistant.ask.understanding.periods import read_years
from assistant.ask.understanding.several import clauses_of
from assistant.ask.understanding.words import Asked, content_words, pattern, prepared
from assistant.language.dates import is_at_start
from assistant.language.quantities import find_quantities
from assistant.language.tables import load_table
from assistant.language.text import LOWER, UPPER, fold, normalise
from assistant.types import Condition, Question

_LONGEST_NOUN = 3  # syllables
_WHICH = re.compile(rf"(?<!\w)((?:[^\W\d]+\s+){{1,{_LONGEST_NOUN + 1}}})nao(?!\w)")
_MANY = re.compile(
    r"(?<!\w)(?:bao nhieu|may|cac|nhung|(?:liet ke|ke ten|ke)(?!\s+(?:cac|nhung|ten))|\d{1,2})\s+"
    rf"((?:[^\W\d]+\s+){{0,{_LONGEST_NOUN - 1}}}[^\W\d]+)"
)
_HAS = re.compile(r"(?<!\w)(?:dat|du|dat du|co du|dat chuan)\s+$")  # "đã đạt đủ 19 tiêu chí" is a bound
# Lines without a figure are asked for: "chưa được bố trí vốn".
_BLANK = re.compile(
    r"(?<!\w)(?:chua|khong)(?: duoc)? (?:bo tri|giao|phan bo|cap|phan khai|ghi)(?: (?:ke hoach|von|kinh phi))*(?!\w)"
)
_WHERE = re.compile(r"^\s*(?:trong|theo)\s[^,?]{3,60},(?=.{12})")  # where to look: "Trong danh mục trung hạn, …"
# "Theo NQ 61" tells the document, and nothing of its lines.
_BY_DOCUMENT = re.compile(
    r"(?:(?:theo|trong|tại|của)\s+)?(?<!\w)(?:nghị quyết|NQ|báo cáo|BC|kế hoạch|KH|quyết định|QĐ)\s+(?:số\s+)?"
    r"\d{1,4}(?:/[\w-]+)*(?![\w.,]\d|\w)",
    re.IGNORECASE,
)
_POINTS = re.compile(r"(?<!\w)(?:cai|muc|khoan|(?:19|20)\d{2}) nao(?!\w)")
_YEARS = re.compile(r"(?<![\d.,])(?:19|20)\d{2}(?:\s*-\s*(?:19|20)\d{2})?(?![\d.,]\d)")


@dataclass(frozen=True, slots=True)
class OverLines:
    """What is asked of the lines of a table.

    ``nouns`` are what the lines may be called, folded, the likeliest first; ``said`` are the folded words of the
    question without its names and years, in which the figure is named. ``highest`` is None where no extreme is asked
    for; ``limit`` how many, ``both`` the other end too. ``conditions`` all hold; ``blank`` asks for lines without a
    figure, ``added`` for a sum, ``listed`` for the lines of a group, ``share`` for a figure in per cent (None: it is
    not said), ``at_start`` for what was there at the start of its year.
    """

    nouns: tuple[str, ...]
    said: str
    years: tuple[int, ...]
    highest: bool | None = None
    limit: int | None = None
    both: bool = False
    conditions: tuple[Condition, ...] = ()
    blank: bool = False
    added: bool = False
    listed: bool = False
    share: bool | None = None
    at_start: bool = False
    amount: str = ""
    than_whole: Literal["", "<", ">"] = ""


def over_lines(question: Question) -> tuple[OverLines, ...]:
    """What a question asks of lines, each extreme by itself ("xã nào nhiều hộ nghèo nhất, xã nào tỷ lệ cao nhất");
    () where it asks for no extreme, no bound and no sum over some.
    """
    asked = prepared(question.text)
    extremes = [each for each in clauses_of(asked) if intents.extreme(each) is not None]
    # "Bản nào thoát nghèo ít nhất, bản nào nhiều nhất" names its figure once, and asks for both ends of it.
    named = set(content_words(extremes[0])) if extremes else set()
    others = any(set(content_words(each)) - named - _ENDS for each in extremes[1:])
    several = extremes if others else extremes[:1]
    clauses: Sequence[Asked | None] = several or (None,)
    found = (_read(asked, clause, question, others=others) for clause in clauses)
    return tuple(each for each in found if each is not None)


_ENDS = frozenset({"cao", "thấp", "nhất", "nhiều", "ít", "thap", "nhat", "nhieu", "it"})


def _read(asked: Asked, clause: Asked | None, question: Question, *, others: bool) -> OverLines | None:
    highest = intents.extreme(clause) if clause is not None else None
    conditions = _bounds(asked, question)
    told = fold((clause or asked).words)
    blank = _BLANK.search(told)
    years = (read_years(clause) if clause is not None else ()) or question.years or _years(asked)
    added = asked.says("sum") or _says(told, "added")
    each_year = len(years) > 1 and not _says(told, "term")  # of a term there is one figure, and no sum of years
    added = added or normalise(asked.words).startswith("cộng ") or (each_year and asked.says("sum_openers"))
    listed = asked.says("list") or _says(told, "listed")
    than_whole = _than_whole(told)
    if highest is None and blank is None and not (conditions or added or listed or than_whole):
        return None
    behind = _amount_behind(asked, clause) if clause is not None and highest is not None else ""
    told = f"{told} {behind}" if _BARE_SHARE.fullmatch(behind) else told
    said = _POINTS.sub(" ", fold(_without(clause or asked, question)))
    said = _THAN_WHOLE.sub(" ", said.replace(blank.group(), " ") if blank is not None else said)
    return OverLines(
        _nouns_in(_unnamed(clause or asked, question)) or _nouns_in(_unnamed(asked, question)),
        _WHERE.sub(" ", said),
        years,
        highest=highest,
        limit=intents.limit(asked),
        both=clause is not None and not others and asks_both_ends(asked),
        conditions=conditions,
        blank=blank is not None,
        added=added,
        listed=listed,
        share=_share(told, conditions),
        at_start=is_at_start(told),
        amount=behind,
        than_whole=than_whole,
    )


def _amount_behind(asked: Asked, clause: Asked) -> str:
    """The folded clause right behind one, where it only asks for an amount: "…, bao nhiêu tiền"."""
    clauses = clauses_of(asked)
    at = next((place for place, each in enumerate(clauses) if each == clause), len(clauses))
    said = fold(clauses[at + 1].words).strip(" ,;?.") if at + 1 < len(clauses) else ""
    return said if _AMOUNT.match(said) else ""


_AMOUNT = re.compile(r"(?:va |la |duoc |dat |voi )*(?:bao nhieu|may)(?!\w)")
_BARE_SHARE = re.compile(rf"{_AMOUNT.pattern} *(?:phan tram|%)")


# Folded: "cao hơn mức bình quân chung toàn huyện".
_THAN_WHOLE = re.compile(
    r"(?<!\w)(cao|lon|nhieu|thap|it|nho) hon (?:so voi )?(?:(?:muc|ty le|con so|trung binh|binh quan|chung|cua|ca) )*"
    r"(?:toan (?:xa|phuong|thi tran|huyen|tinh|bo)|binh quan|trung binh|mat bang chung)(?: chung)?"
    r"(?: (?:cua )?(?:ca |toan )?(?:xa|phuong|huyen|tinh))?(?!\w)"
)


def _than_whole(told: str) -> Literal["", "<", ">"]:
    found = _THAN_WHOLE.search(told)
    if found is None:
        return ""
    return ">" if found[1] in ("cao", "lon", "nhieu") else "<"


def _bounds(asked: Asked, question: Question) -> tuple[Condition, ...]:
    """The bounds of a question; not how many lines, years or parts it counts."""
    years = [match.span() for match in _YEARS.finditer(asked.text)]
    own = {(each.condition.value, each.condition.unit): each.condition for row in question.any_of for each in row}
    found = []
    for each in find_quantities(asked.text, words=False):
        read = own.get((each.value, each.unit), Condition(each.comparator, each.value, each.value_max, each.unit))
        exact = read.comparator == "=" and not (each.unit and _HAS.search(fold(asked.text[: each.number_start])))
        if not exact and not any(start <= each.number_start < end for start, end in years):
            found.append(read)
    # "Không còn hộ nghèo"; of "không tán thành" the folded words alone say "tấn".
    none_left = _NONE_LEFT.search(fold(asked.words)) is not None
    none = [each for each in own.values() if each.comparator == "=" and each.value == 0 and none_left]
    return (*found, *none)


_NONE_LEFT = re.compile(r"(?<!\w)(?:khong|chua|het) (?:con|co|phat sinh)(?!\w)|(?<!\w)het(?!\w)")


def _years(asked: Asked) -> tuple[int, ...]:
    """The years of a question; "2025-2026" are both."""
    if years := read_years(asked):
        return years
    found = _YEARS.search(asked.text)
    first, *last = map(int, re.findall(r"\d{4}", found.group())) if found else (0,)
    return tuple(range(first, last[0] + 1)) if last else ()


def _share(told: str, conditions: tuple[Condition, ...]) -> bool | None:
    units = {each.unit for each in conditions if each.unit}
    if units:
        return any(unit.startswith("%") for unit in units)
    if "%" in told or _says(told, "share"):
        return True
    return False if _says(told, "count") else None


def _says(folded: str, name: str) -> bool:
    return pattern(_table()[name]["words"]).folded.search(folded) is not None


# A unit by its level and its capitals, whether the question is of it or only says where lines lie.
_NAMED_UNIT = re.compile(
    rf"(?<!\w)(?:xã|phường|thị trấn|huyện|tỉnh)\s+[{UPPER}][{LOWER}]+(?:\s+[{UPPER}][{LOWER}]+)*"
)
_LEVEL = r"(?:(?:xã|phường|thị trấn|huyện|thị xã|thành phố|tỉnh|xa|phuong|thi tran|huyen|tinh)\s+)?"


def _without(asked: Asked, question: Question) -> str:
    """The words of a question without its years, and the names of places and documents."""
    text = asked.text
    for place in question.places:
        for name in (place.name, *place.within):
            text = re.sub(rf"{_LEVEL}{re.escape(name)}", " ", text, flags=re.IGNORECASE) if name else text
    return _YEARS.sub(" ", _NAMED_UNIT.sub(" ", _BY_DOCUMENT.sub(" ", text)))


def _unnamed(asked: Asked, question: Question) -> Asked:
    """A question without the names of its places, which are no nouns: "huyện Thanh Lạng giao những xã nào"."""
    words = fold(asked.words)
    names = [fold(name) for place in question.places for name in (place.name, *place.within) if name]
    patterns = [rf"(?<!\w){_LEVEL}{re.escape(name)}(?!\w)" for name in names]
    found = (match.span() for each in patterns for match in re.finditer(each, words))
    return asked.without(found) if len(words) == len(asked.words) else asked


def _nouns_in(asked: Asked) -> tuple[str, ...]:
    """What the lines may be. Behind a year or a word that only points ("cái nào") "nào" asks for what the question
    opens with: "công trình khởi công năm 2026 nào", "công trình trọng điểm, cái nào".
    """
    said = fold(asked.words)
    opened = _WHERE.sub("", said).split()[:2]
    if _POINTS.search(fold(asked.text)) is None or not opened:
        return nouns_of(said)
    return tuple(dict.fromkeys((" ".join(opened), opened[0], *nouns_of(said))))


def nouns_of(said: str) -> tuple[str, ...]:
    """What may be the lines of which folded words ask, the longest first: the words before "nào", of single ones the
    nearest to it first ("giao những xã nào"), and those behind a number or "các".
    """
    found = list(dict.fromkeys(_nouns(said)))
    longer = sorted((each for each in found if " " in each), key=lambda each: -len(each.split()))
    single = [each for each in found if " " not in each]
    before = {word: at for match in _WHICH.finditer(said) for at, word in enumerate(match[1].split())}
    return (*longer, *sorted(single, key=lambda each: -before.get(each, -1)))


def _nouns(said: str) -> Iterator[str]:
    for match in _WHICH.finditer(said):
        words = [each for each in match[1].split() if each not in _table()["beside"]["words"]]
        yield from (" ".join(words[at:end]) for end in range(1, len(words) + 1) for at in range(end))
    for match in _MANY.finditer(said):
        words = match[1].split()
        yield from (" ".join(words[:size]) for size in range(1, len(words) + 1))


def _table() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return load_table("assistant.ask.understanding", "over_lines.toml")
