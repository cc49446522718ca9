"""Reading figures: every number of a text with its comparator, unit and range, and nothing that is no figure.

How it works
    1. What is no figure (dates, document numbers, road numbers, ages ...) is marked, by the patterns of
       ``quantities.toml``.
    2. Letters that a scanner took for digits ("l00%", "O,5%") are read as digits inside a number with a unit.
    3. Each remaining number is read: "9.850" is nine thousand, "60,5" sixty and a half, "13 tỷ 655 triệu" one
       amount, "15-16" and "từ 8% đến 8,5%" one range, "6/19" one of nineteen.
    4. Its unit is read after it ("triệu đồng/người/năm"), its comparator before it ("đạt trên") and after it
       ("trở lên", unless that belongs to a rank: "hoàn thành nhiệm vụ trở lên").

All rules about the language are rows of ``quantities.toml``; this module only knows their order.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from assistant.language.numerals import numeral_pattern, whole_number
from assistant.language.tables import load_table
from assistant.language.text import normalise
from assistant.types import Comparator, Quantity

NUMBER = r"\d{1,3}(?:\.\d{3})+\.\d{2}(?!\d)|\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![\d])|\d+[.,]\d+|\d+"
_WHOLE = re.compile(rf"\s?/\s?({NUMBER})(?![\d/])")  # what a figure is a part of: "6/19 tiêu chí"
_STRAY_SPACE = re.compile(r"(\d+), (\d{1,3})(?=\s*(?:tỷ|tỉ|triệu|%|tấn|ha\b))")
_AMBIGUOUS = re.compile(r"\d{1,3}([.,])\d{3}")
_DIGIT = re.compile(r"\d")
_DASH = r"\s*[-–]\s*"
# When the old figure of "giảm từ 7,8% năm 2015 xuống còn 1,62%" was so.
_DATED = r"\(?(?:(?:đầu|cuối|giữa|hết|vào)\s+)?(?:đầu\s+nhiệm\s+kỳ|năm\s+trước|(?:năm\s+)?(?:19|20)\d\d)\)?"
_LARGEST = 1e18  # no figure of any document; more digits than that are noise
_ARTICLES = frozenset({"một", "năm"})
_WIDEST = 3  # times its lower end that the upper end of a range without "từ" may be
_RANK_REACH = 4  # syllables between a figure's unit and its "trở lên" (seeds: at most 3, "18 đảng viên mới")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the table: ``scale`` is its worth in the base unit of its ``dimension``."""

    name: str
    dimension: str
    scale: float


@dataclass(frozen=True, slots=True)
class _Rules:
    """``quantities.toml``, compiled."""

    not_figures: re.Pattern[str]
    before: re.Pattern[str]
    comparators: Mapping[str, Comparator]
    elsewhere: re.Pattern[str]
    approximate: re.Pattern[str]
    after: re.Pattern[str]
    after_comparators: Mapping[str, Comparator]
    ranks: re.Pattern[str]
    units: Mapping[str, Unit]
    forms: Mapping[str, Unit]
    unit: re.Pattern[str]
    no_unit: re.Pattern[str]
    per: Mapping[str, str]
    multipliers: Mapping[str, float]
    word_number: re.Pattern[str]
    number: re.Pattern[str]
    misread: re.Pattern[str]
    digits: Mapping[int, str]
    range_opener: re.Pattern[str]
    range_joiner: re.Pattern[str]
    replaced: re.Pattern[str]


def _alternatives(words: list[str]) -> str:
    """One group of literal alternatives, longest first; a word ends where no letter follows."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(
        re.escape(word).replace(r"\ ", r"\s+") + (r"(?![^\W\d_])" if word[-1].isalpha() else "") for word in ordered
    )


@cache
def rules() -> _Rules:
    """The table, read once."""
    table = load_table("assistant.language", "quantities.toml")
    units = {row["name"]: Unit(row["name"], row["dimension"], float(row["scale"])) for row in table["unit"]}
    forms = {form: units[row["name"]] for row in table["unit"] for form in row["forms"]}
    before = {word: row["comparator"] for row in table["before"] for word in row["words"]}
    fillers = rf"(?:\s*(?:{_alternatives(table['fillers']['words'])}))*\s*"
    multiplier = _alternatives(list(table["multipliers"]))
    per = rf"(?:(?:\s*/\s*|\s+(?:một|mỗi)\s+)(?:{_alternatives(list(table['per']))}))*"
    letters = "".join(table["misread"])
    unit = rf"(?P<multiplier>{multiplier})?\s*(?P<form>{_alternatives(list(forms))})(?P<per>{per})"
    return _Rules(
        not_figures=re.compile(_first_of(table["not_figures"].values())),
        before=re.compile(rf"(?<![^\W\d_])(?P<word>{_alternatives(list(before))}){fillers}$"),
        comparators=before,
        elsewhere=re.compile(rf"(?<![^\W\d_])(?:{_alternatives(table['elsewhere']['words'])})$"),
        approximate=re.compile(rf"(?<![^\W\d_])(?:{_alternatives(table['approximate']['words'])}){fillers}$"),
        after=re.compile(rf"(?P<word>{_alternatives(list(table['after']))})"),
        after_comparators=table["after"],
        ranks=re.compile(rf"(?:{_alternatives(table['ranks']['words'])})"),
        units=units,
        forms=forms,
        unit=re.compile(rf"\s*(?:{unit})"),
        no_unit=re.compile(rf"(?:{_alternatives(table['no_unit']['words'])})"),
        per=table["per"],
        multipliers=table["multipliers"],
        word_number=re.compile(
            rf"(?<![^\W\d_])(?:(?P<zero>{_alternatives(table['zero']['words'])})"
            rf"|(?P<all>{_alternatives(table['all']['words'])})|(?P<one>{numeral_pattern()}))\s+"
            rf"(?={_alternatives([f for f, u in forms.items() if u.dimension.startswith('count:')])})",
        ),
        number=re.compile(NUMBER),
        misread=re.compile(
            rf"(?<![\w.,])(?=[{letters}.,]*\d)(?=[\d.,]*[{letters}])[\d{letters}]+(?:[.,][\d{letters}]+)*"
            rf"(?=\s*(?:{_alternatives(list(forms))}))"
        ),
        digits=str.maketrans(table["misread"]),
        range_opener=re.compile(rf"(?<!\w)(?:{_alternatives(table['range']['openers'])})\s*$"),
        range_joiner=re.compile(rf"\s*(?:{_alternatives(table['range']['joiners'])})\s*"),
        replaced=re.compile(
            rf"\s*(?:{_DATED})?,?\s*(?:[^\W\d_]+\s*){{0,3}}(?:{_alternatives(table['replaced']['words'])})\s*"
        ),
    )


def _first_of(patterns: Iterable[str]) -> str:
    """The first pattern that matches. The word boundary that neighbours begin with is asked once for all of them: it
    costs half of asking each. A pattern that begins with one has no alternatives outside of brackets.
    """
    runs = itertools.groupby(patterns, lambda pattern: pattern.startswith(r"\b"))
    alike = (
        (r"\b" if bounded else "", [f"(?:{pattern[2 * bounded :]})" for pattern in run]) for bounded, run in runs
    )
    return "|".join(f"{opening}(?:{'|'.join(run)})" for opening, run in alike)


@cache
def _named_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = load_table("assistant.language", "quantities.toml")["not_figures"]
    return tuple((name, re.compile(pattern)) for name, pattern in table.items())


def not_figures(lowered: str) -> list[tuple[int, int, str]]:
    """What is no figure in a text in normal form: start, end and the name of the pattern, in order."""
    if not rules().not_figures.search(lowered):
        return []
    found = [(*match.span(), name) for name, pattern in _named_patterns() for match in pattern.finditer(lowered)]
    return sorted(found)


def parse_number(text: str) -> float:
    """A number as written here: "9.850" -> 9850, "60,5" -> 60.5, "1.234,5" -> 1234.5, "7.2" -> 7.2."""
    compact = text.replace(" ", "")
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", compact):
        return float(compact.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d{1,3}(\.\d{3})+\.\d{2}", compact):
        head, _, tail = compact.rpartition(".")
        return float(f"{head.replace('.', '')}.{tail}")
    return float(compact.replace(",", "."))


def format_number(value: float) -> str:
    """A number as staff write it: 9850 -> "9.850", 60.5 -> "60,5"; up to six decimals, none needless."""
    whole, _, decimals = f"{value:,.6f}".partition(".")
    decimals = decimals.rstrip("0")
    return whole.replace(",", ".") + (f",{decimals}" if decimals else "")


def otherwise(digits: str) -> float | None:
    """What "41.343" or "3,098" is when its sign is taken for the other one; None where only one reading exists.

    Nobody writes decimals that are all noughts: "205.000" has one reading.
    """
    match = _AMBIGUOUS.fullmatch(digits.strip())
    if match is None or digits.strip().endswith("000"):
        return None
    return float(digits) if match[1] == "." else float(digits.replace(",", ""))


def may_be_otherwise(text: str) -> bool:
    """Whether a text may hold a number that ``otherwise`` reads; much cheaper than finding its figures."""
    return _AMBIGUOUS.search(text) is not None


@dataclass(frozen=True, slots=True)
class _Number:
    """A number token with its unit: half of a range, or a whole quantity."""

    value: float
    of: float | None
    unit: str
    start: int
    digits_end: int
    end: int


def find_quantities(text: str, *, words: bool = True) -> tuple[Quantity, ...]:
    """Every figure of ``text`` (normal form C), in order, not overlapping.

    With ``words``, small counts in words before a counted noun ("ít nhất một mô hình", "không có chi bộ") too.
    """
    return _kept(text, words=words) if len(text) <= _LINE else _found(text, words=words)


_LINE = 1000  # characters up to which the figures of a text are kept: lines are quoted and checked again and again


@lru_cache(maxsize=4096)
def _kept(text: str, *, words: bool) -> tuple[Quantity, ...]:
    return _found(text, words=words)


def _found(text: str, *, words: bool) -> tuple[Quantity, ...]:
    lowered = _repaired(normalise(text))
    if not _DIGIT.search(lowered):
        return tuple(_word_quantities(lowered, ())) if words else ()
    found = list(_merged(lowered, list(_numbers(lowered))))
    if words:
        taken = tuple((quantity.start, quantity.end) for quantity in found)
        found.extend(_word_quantities(lowered, taken))
        found.sort(key=lambda quantity: quantity.number_start)
    return tuple(found)


def may_have_quantity(text: str) -> bool:
    """Whether a text has digits or words that may count something; where not, no part of it has a figure."""
    return _DIGIT.search(text) is not None or rules().word_number.search(normalise(text)) is not None


def words_of_all() -> tuple[str, ...]:
    """Words that say a hundred per cent without a number: "toàn bộ"."""
    return tuple(load_table("assistant.language", "quantities.toml")["all"]["words"])


def _repaired(lowered: str) -> str:
    """The text with digits for the letters that a scanner put in their place, same length."""
    table = rules()
    return table.misread.sub(lambda match: match.group().translate(table.digits), lowered)


def _numbers(lowered: str) -> Iterator[_Number]:
    """Number tokens outside what is no figure, each with its unit."""
    table = rules()
    masked = [match.span() for match in table.not_figures.finditer(lowered)]
    starts = [start for start, _ in masked]
    position = 0
    while match := table.number.search(lowered, position):
        position = match.end()
        index = bisect_right(starts, match.start()) - 1
        if index >= 0 and masked[index][1] > match.start():
            position = max(position, masked[index][1])
            continue
        number = _read_number(lowered, match)
        if number is not None:
            position = max(position, number.end)
            yield number


def _read_number(lowered: str, match: re.Match[str]) -> _Number | None:
    """The number at ``match`` with all that belongs to it, or None where it is glued to a word ("06a")."""
    start, end = match.span()
    if start and (lowered[start - 1].isalpha() or lowered[start - 1] == "_"):
        return None
    stray = _STRAY_SPACE.match(lowered, start)
    value, of = parse_number(match.group()), None
    if stray:
        value, end = parse_number(f"{stray[1]},{stray[2]}"), stray.end()
    elif whole := _WHOLE.match(lowered, end):
        of, end = parse_number(whole[1]), whole.end()
    unit, unit_end = read_unit(lowered, end)
    if unit not in ("", "%") and of is None and (whole := _WHOLE.match(lowered, unit_end)):
        again, again_end = read_unit(lowered, whole.end())
        if again == unit:  # "14 ha/60 ha"
            of, end, unit_end = parse_number(whole[1]), whole.end(), again_end
    if (not unit and _is_year(lowered[start:end])) or value > _LARGEST:
        return None
    if not unit and lowered[end : end + 1].isalpha():  # "1úa": a letter that a scanner took for a digit
        return None
    if unit == "tỷ đồng" and (
        rest := re.compile(r"\s*(\d{1,3})\s*(?:triệu|triẹu|tr)\b(?:\s*đồng)?").match(lowered, unit_end)
    ):
        return _Number(value + int(rest[1]) / 1000, of, unit, start, rest.end(1), rest.end())
    if unit.startswith("triệu đồng") and (
        rest := re.compile(r"\s*(\d{1,3})\s*(?:nghìn|ngàn)\b(?:\s*đồng)?").match(lowered, unit_end)
    ):
        return _Number(value + int(rest[1]) / 1000, of, unit, start, rest.end(1), rest.end())
    scaled, unit = _multiplied(value, unit)
    return _Number(scaled, of, unit, start, end, unit_end)


def _is_year(digits: str) -> bool:
    return re.fullmatch(r"(?:19|20)\d{2}", digits) is not None


def read_unit(lowered: str, position: int) -> tuple[str, int]:
    """The unit at ``position`` of a normalised text and where it ends; ("", position) where there is none."""
    table = rules()
    match = table.unit.match(lowered, position)
    if match is None or (len(match["form"]) <= 2 and _part_of_word(lowered, match)):
        return "", position
    if table.no_unit.match(lowered, match.start("form")):
        return "", position
    name = table.forms[re.sub(r"\s+", " ", match["form"])].name
    said = re.split(r"\s*/\s*|\s+(?:một|mỗi)\s+", match["per"])[1:]
    parts = [table.per[re.sub(r"\s+", " ", part.strip())] for part in said]
    full = "/".join([name, *(part for part in parts if part)])
    return (f"{match['multiplier']} {full}" if match["multiplier"] else full), match.end()


def _part_of_word(lowered: str, match: re.Match[str]) -> bool:
    """Whether a short unit is the beginning of a hyphenated or longer word."""
    return lowered[match.end() : match.end() + 1].isalpha()


def _multiplied(value: float, unit: str) -> tuple[float, str]:
    """As in "12 vạn lượt" -> (120000, "lượt")."""
    word, _, rest = unit.partition(" ")
    factor = rules().multipliers.get(word)
    if factor is None or unit.partition("/")[0] in rules().units:
        return value, unit
    return value * factor, rest


def _merged(lowered: str, numbers: list[_Number]) -> Iterator[Quantity]:
    """Joins the halves of ranges and drops the old value of "từ 12 tỷ lên 13,5 tỷ"; then reads comparators."""
    index, floor = 0, 0
    while index < len(numbers):
        first = numbers[index]
        second = numbers[index + 1] if index + 1 < len(numbers) else None
        between = lowered[first.end : second.start] if second else ""
        before = lowered[max(floor, first.start - 40) : first.start]
        pair = second is not None and first.of is None and second.of is None
        if second and pair and _is_range(before, between, first, second):
            yield _quantity(lowered, first, second, floor)
            index, floor = index + 2, second.end
            continue
        if second and pair and (opener := _is_replaced(before, between)):
            whole = _quantity(lowered, second, None, first.end)
            same_unit = first.unit in ("", second.unit)
            yield replace(whole, start=first.start - len(opener.group()), previous=first.value if same_unit else None)
            index, floor = index + 2, second.end
            continue
        yield _quantity(lowered, first, None, floor)
        index, floor = index + 1, first.end


def _is_range(before: str, between: str, first: _Number, second: _Number) -> bool:
    if first.value >= second.value or (first.unit and second.unit and first.unit != second.unit):
        return False
    if re.fullmatch(_DASH, between):
        return True
    joined, opened = rules().range_joiner.fullmatch(between), rules().range_opener.search(before)
    # "02 đến 03 đảng viên", but not "khu phố 1 tới 98,7%"
    shared = not first.unit and bool(second.unit) and second.value <= _WIDEST * first.value
    return joined is not None and (opened is not None or shared)


def _is_replaced(before: str, between: str) -> re.Match[str] | None:
    """As in "từ 12 tỷ lên 13,5 tỷ": the first figure is the old one. Returns the "từ" before it."""
    return rules().range_opener.search(before) if rules().replaced.fullmatch(between) else None


def _quantity(lowered: str, first: _Number, second: _Number | None, floor: int) -> Quantity:
    last = second or first
    comparator, start, approximate = _comparator_before(lowered, first.start, floor)
    end = last.end
    after, after_end = _comparator_after(lowered, last.end)
    if after is not None:
        end = after_end
        # "trên 80% trở lên" stays "trên"; "từ 8 trở xuống" is at most 8.
        comparator = after if comparator == "=" or after == "<=" else comparator
    return Quantity(
        comparator="range" if second else comparator,
        value=first.value,
        value_max=second.value if second else None,
        unit=last.unit or first.unit,
        of=first.of,
        approximate=approximate,
        start=start,
        end=end,
        number_start=first.start,
        number_end=last.digits_end,
    )


def _comparator_before(lowered: str, position: int, floor: int) -> tuple[Comparator, int, bool]:
    """The comparator that ends at ``position``, where it starts, and whether the figure is approximate."""
    table = rules()
    window_start = max(floor, position - 32)
    window = lowered[window_start:position]
    match = table.before.search(window)
    about = table.approximate.search(window)
    approximate = about is not None
    if match is None or table.elsewhere.search(window[: match.end("word")]):
        return "=", window_start + about.start() if about else position, approximate
    word = re.sub(r"\s+", " ", match["word"])
    return table.comparators[word], window_start + match.start(), approximate


def _comparator_after(lowered: str, position: int) -> tuple[Comparator | None, int]:
    """As in "trở lên" within reach of the unit, unless a rank stands between; and where it ends."""
    table = rules()
    window = re.split(r"[;,.()\n]", lowered[position : position + 48], maxsplit=1)[0]
    match = table.after.search(window)
    if match is None or table.ranks.search(window[: match.start()]):
        return None, position
    between = window[: match.start()]
    if len(between.split()) > _RANK_REACH or any(character.isdigit() for character in between):
        return None, position
    return table.after_comparators[re.sub(r"\s+", " ", match["word"])], position + match.end()


def _word_quantities(lowered: str, taken: tuple[tuple[int, int], ...]) -> Iterator[Quantity]:
    """Counts in words; "một" and "năm" only after a comparator ("ít nhất một mô hình")."""
    table = rules()
    for match in table.word_number.finditer(lowered):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        comparator, start, _ = _comparator_before(lowered, match.start(), 0)
        if match["all"]:
            if _opens_clause(lowered, match.start()):
                yield _every(match)
            continue
        value = 0.0 if match["zero"] else whole_number(match["one"].split())
        if value is None or (match["one"] in _ARTICLES and comparator not in (">=", "<=")):
            continue
        unit, end = read_unit(lowered, match.end())
        digits_end = match.end("zero") if match["zero"] else match.end("one")
        yield Quantity(
            comparator="=" if match["zero"] else comparator,
            value=value,
            value_max=None,
            unit=unit,
            of=None,
            approximate=False,
            start=match.start() if match["zero"] else start,
            end=end,
            number_start=match.start(),
            number_end=digits_end,
        )


def _opens_clause(lowered: str, position: int) -> bool:
    """Whether nothing stands before ``position`` in its clause."""
    before = lowered[:position].rstrip()
    return not before or not (before[-1].isalnum() or before[-1] in '"”')


def _every(match: re.Match[str]) -> Quantity:
    """As in "toàn bộ chi bộ …": a hundred per cent, said in words."""
    start, end = match.span("all")
    return Quantity("=", 100.0, None, "%", None, False, start, end, start, end)
