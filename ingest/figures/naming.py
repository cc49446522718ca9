"""Which indicator a figure stands for.

The catalogue names it from the figure's own words, the nearest and longest phrase whose unit fits; else from the
words of a neighbour ("diện tích ngô 162,5 ha, sản lượng 796 tấn"; "… 41,3 tỷ đồng, đạt 94,8% kế hoạch"); else the
document's own words are kept as an indicator that the catalogue does not know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.language.catalogue import Catalogue, Entry, Match
from assistant.language.text import LOWER, UPPER, normalise
from assistant.types import Quantity, Section
from ingest.figures.labels import REACH, is_blank, label_of, quote_start, trim, unknown_label
from ingest.figures.measure import (
    VERSUS_LAST_YEAR,
    VERSUS_PLAN,
    Figure,
    Measured,
    fitted,
    is_against_plan,
    measured,
)
from ingest.figures.vocabulary import words
from ingest.figures.windows import Window

_REACHED = re.compile(r"(?<!\w)(?:còn|xuống|tổng số lên|nâng lên)(?:\s+(?:dưới|trên|khoảng|là))*\s*$")
_OTHER_NOUN = re.compile(rf"\s+(?!trở (?:lên|xuống))[{LOWER}{UPPER}]")
_NOUN = re.compile(rf"\s+([{LOWER}]{{2,}})")
_HEADS = re.compile(r":\s*[^\W\d_]")  # a name with a list behind it
_NOUN_WORDS = 2  # words at the beginning of a label that say what is counted: "chi bộ", "đảng viên"
_STEM_REACH = 1_000  # characters before a figure in which the head of its list stands
_SHORTEST_LABEL = 4  # characters
_FEWEST_FOLDED = 3  # words of a phrase that is recognised without its diacritics


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the document under extraction, with what its section says of it; ``level`` is the unit's,
    ``known`` the catalogue that names its figures, and ``head`` the line that opened the list which the line is of.
    """

    text: str
    start: int
    section: Section
    item: bool
    known: Catalogue
    level: str | None = None
    head: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A figure with its indicator: ``entry`` is None where the catalogue does not know it.

    ``quote_start``/``quote_end`` span label and figure within the line; ``label`` is as written; ``claimed`` are
    the words that name it. ``heads`` tells that they head a list ("Tỷ lệ học sinh đến trường: mẫu giáo 99,9%;
    tiểu học 99,9%"), and ``part`` is the figure's own word in such a list.
    """

    window: Window
    entry: Entry | None
    label: str
    figure: Figure
    measured: Measured
    quote_start: int
    quote_end: int
    claimed: tuple[int, int]
    heads: bool = False
    part: str | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An indicator that could name a figure; ``start``/``end`` are its words within the line."""

    match: Match
    start: int
    end: int
    named: Named


def name_figure(
    line: Line,
    window: Window,
    previous: Sequence[Named],
    *,
    same_unit_follows: bool,
) -> Iterator[Named]:
    """The figure under each indicator that it stands for: usually one, two where a value is shared."""
    own = _own_span(window, previous)
    last = previous[-1] if previous else None
    same_clause = last is not None and last.window.clause == window.clause
    texts = [_without_figure(line.text, window.quantity, own)]
    if bracket := _bracket_after(line.text, window):
        texts.append(_without_figure(line.text, window.quantity, (own[0], bracket)))
    if verb := _shared_verb(line.text, window, same_unit_follows=same_unit_follows):
        texts.append(f"{texts[0]} {verb}")
    for text in texts:
        found = _known(line, window, text, own) or _misspelt(line, window, text, own)
        if found:
            yield from (replace(named, by="words") for named in found)
            return
    if stemmed := _under_stem(line, window, own):
        yield replace(stemmed, by="stem")
        return
    if last is not None and (same_clause or window.within or last.heads):
        inherited = _inherited(line, window, last) or _part_of_level(line, window, previous)
        if inherited is not None:
            yield replace(inherited, by="neighbour")
            return
    unknown = unknown_figure(line, window, last if same_clause else None)
    if unknown is not None:
        yield replace(unknown, by="own words")


def _own_span(window: Window, previous: Sequence[Named]) -> tuple[int, int]:
    """The words of a figure, without those that its neighbour already took for its name."""
    left = window.left
    for named in previous:
        if named.window.clause == window.clause:
            left = max(left, min(named.claimed[1], window.quantity.start))
    return max(left, window.quantity.start - REACH), max(window.right, window.quantity.end)


def _bracket_after(text: str, window: Window) -> int | None:
    """The end of a bracket that opens right after the figure: "75 ha (70 ha chè …)"."""
    if re.match(r"\s*\(", text[window.quantity.end :]):
        closing = text.find(")", window.quantity.end)
        return closing + 1 if closing > 0 else None
    return None


def _shared_verb(text: str, window: Window, *, same_unit_follows: bool) -> str:
    """The verb at the far end of a clause whose figures share it, with what follows; "" where none is."""
    if window.tail <= window.right or not (window.first or same_unit_follows):
        return ""
    rest = text[window.last_figure : window.tail].partition(",")[0]
    verb = words().shared_verbs.search(normalise(rest))
    return rest[verb.start() :] if verb else ""


def _known(line: Line, window: Window, said: str, span: tuple[int, int], *, folded: bool = False) -> list[Named]:
    """The indicators of the catalogue that ``said`` (beginning at ``span``) name and the figure's unit fits."""
    quantity = window.quantity
    candidates: list[_Candidate] = []
    for match in line.known.find(said, without_diacritics=folded):
        start = match.start + span[0]
        if start >= span[1] or (folded and match.words < _FEWEST_FOLDED):
            continue
        end = match.end + span[0] if match.end + span[0] <= span[1] else window.tail
        label = (start, end) if start < quantity.start else None
        named = fit(line, window, Match(match.entry, match.words, start, end), label)
        if named is not None:
            candidates.append(_Candidate(match, start, end, named))
    if not candidates:
        return []
    best = max(
        _outermost(candidates),
        key=lambda c: (-_distance(line.text, quantity, c), c.match.words, _is_in(quantity.unit, c.match.entry)),
    )
    return [best.named, *_coordinated(line.text, best, candidates)]


def _misspelt(line: Line, window: Window, said: str, span: tuple[int, int]) -> list[Named]:
    """As ``_known``, for words whose diacritics a scanner lost; only phrases of several words are taken."""
    return _known(line, window, said, span, folded=True)


def _under_stem(line: Line, window: Window, span: tuple[int, int]) -> Named | None:
    """A figure whose words are completed by the head of its list: "Cơ cấu kinh tế: nông nghiệp 20%; dịch vụ 40%"."""
    own = line.text[span[0] : window.quantity.start]
    before = normalise(f"{line.head}\n{line.text[max(0, span[0] - _STEM_REACH) : span[0]]}")
    stem = next(reversed(words().stems.findall(before)), None)
    if stem is None or is_blank(own):
        return None
    said = f"{stem} {own}"
    fitting = [
        (match, named)
        for match in line.known.find(said)
        if match.start < len(stem) < match.end
        and (named := fit(line, window, replace(match, start=span[0], end=window.quantity.start), None)) is not None
    ]
    best = max(fitting, key=lambda found: found[0].words, default=None)
    return replace(best[1], label=trim(own)) if best else None


def _without_figure(text: str, quantity: Quantity, span: tuple[int, int]) -> str:
    """The text of ``span`` with this figure's number blanked, same length."""
    number = slice(quantity.number_start - span[0], quantity.number_end - span[0])
    said = text[span[0] : span[1]]
    return said[: number.start] + " " * (number.stop - number.start) + said[number.stop :]


def _outermost(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Without those that lie within a longer one: "thóc" within "lương thực quy thóc"."""
    return [
        inner
        for inner in candidates
        if not any(
            outer.start <= inner.start and inner.end <= outer.end and outer.match.words > inner.match.words
            for outer in candidates
        )
    ]


def _distance(text: str, quantity: Quantity, candidate: _Candidate) -> int:
    """Characters between an indicator's words and the figure; what follows counts as farther, and behind a comma as
    out of reach: "thu nhập đạt 59,6 triệu đồng, riêng thu tiền sử dụng đất không đạt".
    """
    if candidate.end <= quantity.start:
        return quantity.start - candidate.end
    if candidate.start < quantity.start:
        return 0
    behind = REACH if "," in text[quantity.end : candidate.start] else 0
    return candidate.start - quantity.end + 1 + behind


def _is_in(unit: str, entry: Entry) -> bool:
    """Whether a figure's unit is the indicator's own: of "số …" and "tỷ lệ làng văn hóa" 90% is the rate."""
    return unit.partition("/")[0] == entry.unit.partition("/")[0]


def _coordinated(text: str, best: _Candidate, candidates: Sequence[_Candidate]) -> list[Named]:
    """Further indicators that share the figure: same end, other beginning, joined by "," or "và"."""
    shared: dict[str, Named] = {}
    for other in candidates:
        if other.match.entry.id == best.match.entry.id or other.end != best.end or other.start == best.start:
            continue
        between = normalise(text[min(best.start, other.start) : max(best.start, other.start)])
        if re.search(r",\s*$|\svà\s+$", between):
            named = replace(other.named, label=text[other.start : other.end])
            shared.setdefault(other.match.entry.id, named)
    return list(shared.values())


def fit(line: Line, window: Window, match: Match, label: tuple[int, int] | None) -> Named | None:
    """The figure as a row of this indicator, or None where its unit does not fit."""
    quantity, entry = window.quantity, match.entry
    how = measured(
        line.text[window.clause_start : quantity.start],
        line.text[quantity.end : window.tail],
        label=(label[0] - window.clause_start, label[1] - window.clause_start) if label else None,
        is_rate=entry.rate,
    )
    if how.measure == "change" and any(map(str.isdigit, line.text[quantity.start : quantity.number_start])):
        how = Measured("level")  # "giảm từ 28 hộ xuống còn 23 hộ" tells the level that is reached
    if how == Measured("vs_plan") and (entry.of_plan or is_against_plan(quantity)):
        how = Measured("level")  # "14/60 ha kế hoạch" tells its plan by itself
    if how.measure == "level" and words().falls.search(normalise(line.text[match.start : match.end])):
        how = Measured("change", "giảm")
    value = fitted(quantity, entry, how, text=line.text, level=line.level)
    if (
        value is None
        or (entry.outcome and how.measure != "level")
        or (how.measure == "level" and _counts_otherwise(line.text, quantity))
    ):
        return None
    start = min(match.start, quantity.start)
    end = max(match.end, quantity.end)
    return Named(
        window=window,
        entry=entry,
        label=label_of(line.text, window, match),
        figure=value,
        measured=how,
        quote_start=quote_start(line.text, window, start),
        quote_end=end,
        claimed=(start, end),
        heads=_HEADS.search(line.text, min(match.end, quantity.start), quantity.start) is not None,
    )


def _counts_otherwise(text: str, quantity: Quantity) -> bool:
    """Whether a bare number counts some other noun: "trong thời hạn 24 giờ" is no number of households."""
    return not quantity.unit and _OTHER_NOUN.match(text, quantity.end) is not None


def _inherited(line: Line, window: Window, last: Named) -> Named | None:
    """A figure named by its neighbour: "…41,3 tỷ đồng, đạt 94,8% kế hoạch", "ngô …, sản lượng 796 tấn"."""
    how = measured(
        line.text[window.left : window.quantity.start],
        line.text[window.quantity.end : window.tail],
    )
    if completed := _completed(line, window, last):
        return completed
    if how.measure == "level" and (share := _as_share(line, window, last)):
        return share
    if how.measure != "level":
        again = _same_again(window, last, how)
        if again is not None:
            return again
    before = normalise(line.text[window.left : window.quantity.start])
    if last.entry is not None and (_REACHED.search(before) or _says_again(before, window, last)):
        return _same_again(window, last, Measured("level"))
    if words().joining.search(before) and window.quantity.unit == last.window.quantity.unit:
        return _same_again(window, last, Measured("level"))
    if last.heads or words().scopes.search(before):
        return _listed(line, window, last)
    return _with_head(line, window, last) or (_listed(line, window, last) if window.within else None)


def _completed(line: Line, window: Window, last: Named) -> Named | None:
    """A figure that comes before its words, in a bracket of another: "100% chi bộ …, trong đó 82% hoàn thành tốt"."""
    own = line.text[window.quantity.end : window.right]
    if not (window.first and window.within) or last.entry is None or is_blank(own):
        return None
    noun = " ".join(last.label.split()[:_NOUN_WORDS])
    fitting = [
        (match, named)
        for match in line.known.find(f"{noun} {own}")
        if match.entry is not last.entry and match.end > len(noun)
        if (named := fit(line, window, replace(match, start=window.quantity.start, end=window.right), None))
    ]
    best = max(fitting, key=lambda found: found[0].words, default=None)
    return replace(best[1], label=trim(own)) if best else None


def _as_share(line: Line, window: Window, last: Named) -> Named | None:
    """The count before a figure as a share: "39 hộ nghèo, chiếm tỷ lệ 2,6%"."""
    share = line.known.entries.get(last.entry.share) if last.entry else None
    before = normalise(line.text[window.left : window.quantity.start])
    if share is None or window.quantity.unit != "%" or not words().shares.search(before):
        return None
    value = fitted(window.quantity, share, Measured("level"))
    if value is None:
        return None
    return replace(
        last, window=window, entry=share, figure=value, measured=Measured("level"), quote_end=window.quantity.end
    )


def _part_of_level(line: Line, window: Window, previous: Sequence[Named]) -> Named | None:
    """A part of the last level before it: "12,6 vạn lượt khách, tăng 21,4% …, trong đó khách quốc tế 4.380 lượt"."""
    level = next((each for each in reversed(previous) if each.measured.measure == "level"), None)
    return _listed(line, window, level) if level is not None and window.within else None


def _says_again(before: str, window: Window, last: Named) -> bool:
    """Whether only words of time and of setting stand between two figures of one unit."""
    own = re.findall(r"[^\W\d_]+", before)
    return bool(own) and set(own) <= words().again and window.quantity.unit in (last.window.quantity.unit, "")


def _same_again(window: Window, last: Named, how: Measured) -> Named | None:
    """A further figure of the indicator before it: "giảm 2,5%, cuối năm còn 12,4%", "79 triệu (TH 2023: 75,2)"."""
    unit = window.quantity.unit or (last.window.quantity.unit if how.measure == "level" else "")
    quantity = replace(window.quantity, unit=unit)
    value = fitted(quantity, last.entry, how) if last.entry else _unknown_figure(quantity, unit, how)
    if value is None:
        return None
    return replace(
        last,
        window=window,
        figure=value,
        measured=how,
        quote_end=window.quantity.end,
    )


def _listed(line: Line, window: Window, last: Named) -> Named | None:
    """A part under one head: "mẫu giáo 99,9%; tiểu học 99,9%", "trong đó khai thác 4.100 tấn"."""
    value = fitted(window.quantity, last.entry, Measured("level")) if last.entry else None
    own = trim(line.text[window.left : window.quantity.start])
    if value is None or last.window.quantity.unit != window.quantity.unit or is_blank(own):
        return None
    return replace(
        last,
        window=window,
        label=own,
        figure=value,
        measured=Measured("level"),
        quote_end=window.quantity.end,
        claimed=(window.left, window.quantity.end),
        part=own,
    )


def _with_head(line: Line, window: Window, last: Named) -> Named | None:
    """The figure's own words completed by the head of its neighbour's: "sản lượng" + "diện tích cây ngô"."""
    own = line.text[window.left : window.quantity.start].strip(" ,(")
    head = last.label
    if not own or not head or is_blank(own) or last.entry is None:
        return None
    unit = line.text[window.quantity.number_end : window.quantity.end]
    for match in sorted(line.known.find(f"{own} {unit} {head}"), key=lambda found: -found.words):
        value = fitted(window.quantity, match.entry, Measured("level"))
        if match.words > 1 and value is not None and match.start < len(own):
            return replace(
                last,
                window=window,
                entry=match.entry,
                label=trim(own),
                figure=value,
                measured=Measured("level"),
                quote_end=window.quantity.end,
                claimed=(window.quantity.start, window.quantity.end),
            )
    return None


def unknown_figure(line: Line, window: Window, last: Named | None) -> Named | None:
    """A figure that the catalogue does not know, under the document's own words; None where it is no indicator.

    A rate without a name of its own is one of the figure before it: "…10 triệu USD, tốc độ tăng bình quân 8%/năm".
    """
    quantity = window.quantity
    if not line.text[quantity.number_start].isdigit() or quantity.unit.split("/")[0] in words().never_units:
        return None
    unit, end = quantity.unit, quantity.end
    if not unit:
        unit, end = _counted_noun(line.text, quantity)
    label = unknown_label(line.text, window)
    if len(label) < _SHORTEST_LABEL:  # "Xóa 850 nhà tạm, nhà dột nát"
        label = trim(f"{label} {line.text[quantity.end : window.right]}")
    if not unit or len(label) < _SHORTEST_LABEL or words().gifts.search(normalise(label)):
        return None
    if last is not None and set(normalise(label).split()) <= words().rates:
        label = f"{label} {last.label}"
    how = measured(line.text[window.clause_start : quantity.start], line.text[quantity.end : window.tail])
    if how.measure == "change" and quantity.previous is not None:
        how = Measured("level")  # "điều chỉnh giảm từ 1.200 xuống 950 tấn"
    return Named(
        window=window,
        entry=None,
        label=label,
        figure=_unknown_figure(quantity, unit, how),
        measured=how,
        quote_start=quote_start(line.text, window, quantity.start),
        quote_end=max(end, window.right) if window.first else end,
        claimed=(window.left, end),
    )


def _unknown_figure(quantity: Quantity, unit: str, how: Measured) -> Figure:
    if how.measure == "vs_plan":
        return Figure(quantity.value, quantity.value_max, VERSUS_PLAN)
    if how.against_last_year and how.direction is None:
        return Figure(quantity.value, quantity.value_max, VERSUS_LAST_YEAR)
    plan = quantity.of if is_against_plan(quantity) else None
    return Figure(quantity.value, quantity.value_max, unit, previous=quantity.previous, plan=plan)


def _counted_noun(text: str, quantity: Quantity) -> tuple[str, int]:
    """The noun that a bare number counts: "15 camera" -> "camera"; nothing after stop words."""
    known = words().counted.match(normalise(text[quantity.end :]).lstrip())
    if known:
        blanks = len(text[quantity.end :]) - len(text[quantity.end :].lstrip())
        return known.group(), quantity.end + blanks + known.end()
    match = _NOUN.match(text, quantity.end)
    if match is None or match[1] in words().stop_words or quantity.of is not None:
        return "", quantity.end
    return match[1], match.end()
