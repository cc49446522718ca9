"""What a document is: kind, issuer, level, place, years, date, each stated, inferred or absent.

What counts as stated is what the document says of itself: its heading block, its preamble (a legal basis
whose subject is the commune names the commune) and its signature. A superior's name in a cited document or a
web page's footer is at most an inference, kept apart with its reason. What is not said stays None.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from assistant.language.dates import find_date, find_periods, find_years
from assistant.language.places import LEVEL_WORDS, NamedUnit, level_of, named_units, title_case
from assistant.language.tables import load_table
from assistant.language.text import normalise
from assistant.types import COMMUNE_LEVELS, CleanText, Identity, Inference, Section, Status

_UNIT_FIELDS = {"commune": COMMUNE_LEVELS, "district": frozenset({"huyện"}), "province": frozenset({"tỉnh"})}
_FIELDS = (
    "number",
    "issuer",
    "level",
    "commune",
    "district",
    "province",
    "date",
    "result_year",
    "target_year",
    "signer_role",
)
_NUMBER = re.compile(r"^(?:[^\n]{0,60}\s)?Số\s*:?\s*(\d[\w/.-]*\s?[-/]\s?[A-ZĐ][\wĐ&-]*(?:/[\wĐ-]+)?)", re.MULTILINE)
_NUMBER_LINE = re.compile(r"^(?:Số\b|\d+[-/][A-ZĐ]{2})", re.IGNORECASE)
_DATE_LINE = re.compile(
    r"^(?:[Ss]ố\s*:\s*\S+\s+)?(?P<place>[^\n,:]{2,40}),\s*ngày\s*\d{1,2}\s*tháng\s*\d{1,2}\s*năm\s*\d{4}",
    re.MULTILINE,
)
_KIND_LINE = 30  # characters; a line that is nothing but the kind of the document is shorter
# In an administrative document the body's name opens the text proper, right under the title.
_BODY_OPENS = re.compile(r"(?:HỘI ĐỒNG|ỦY BAN|UỶ BAN) NHÂN DÂN")
_ISSUER = re.compile(
    r"(?i)(?<!\w)((?:ban chấp hành|ban thường vụ|hội đồng nhân dân|ủy ban nhân dân|uỷ ban nhân dân|hđnd|ubnd|"
    r"ủy ban mttq(?: việt nam)?|đảng ủy|đảng uỷ|huyện ủy|huyện uỷ|tỉnh ủy|bch)(?:\s+(?:đảng bộ|lâm thời))?)"
    r"(\s+(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh))?(?!\w)"
)


@dataclass(frozen=True, slots=True)
class _Rules:
    kinds: Mapping[str, tuple[str, ...]]
    families: tuple[tuple[str, tuple[str, ...]], ...]
    level: re.Pattern[str]
    carried: Mapping[str, str]
    target_words: tuple[str, ...]
    result_words: tuple[str, ...]
    signers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Parts:
    """The stretches of a document that speak of the document itself."""

    heading: str
    preamble: str
    closing: str
    body: str
    outside: str


@cache
def _rules() -> _Rules:
    table = load_table("ingest", "identify.toml")
    bodies = "|".join(sorted(table["level"]["bodies"], key=len, reverse=True))
    levels = "|".join(sorted(LEVEL_WORDS, key=len, reverse=True))
    return _Rules(
        kinds={kind: tuple(words) for kind, words in table["kinds"].items()},
        families=tuple((row["name"], tuple(row["words"])) for row in table["family"]),
        level=re.compile(rf"(?:{bodies})\s+(?P<level>{levels})(?!\w)"),
        carried=table["level"]["carried"],
        target_words=tuple(table["years"]["targets"]),
        result_words=tuple(table["years"]["results"]),
        signers=table["signers"],
    )


def identify(clean: CleanText, sections: Sequence[Section], *, name: str) -> Identity:
    """The identity of a cleaned and outlined document; ``name`` (of the file) is the title of last resort."""
    parts = _parts(clean, sections)
    title = _title(parts.heading) or name
    stated: dict[str, str | int | None] = {
        "number": _first(_NUMBER, parts.heading),
        "level": _level(parts),
        "date": _date(parts),
        "signer_role": _signer(parts.closing),
        "issuer": None,
        **dict.fromkeys(_UNIT_FIELDS),
    }
    inferred: dict[str, Inference] = {}
    _place_units(parts, stated, inferred)
    stated["issuer"] = _issuer(parts, cast("str | None", stated["commune"]))
    kind = _kind(parts.heading)
    _place_years(clean.text, title, kind, sections, stated, inferred)
    status = {field: _status(field, stated, inferred) for field in _FIELDS}
    return Identity(
        kind=kind,
        family=_family(parts),
        title=title,
        status={"kind": _present(kind != "khác"), **status},
        inferred=inferred,
        **cast("dict[str, Any]", stated),
    )


def _parts(clean: CleanText, sections: Sequence[Section]) -> _Parts:
    def joined(*roles: str) -> str:
        return "\n".join(clean.text[s.start : s.end] for s in sections if s.role in roles)

    closing = joined("closing") or clean.text[-400:]
    body = joined("results", "targets", "tasks", "implementation", "body")
    outside = "\n".join(dropped.text for dropped in clean.dropped)
    return _Parts(joined("heading"), joined("basis"), closing, body, outside)


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.search(text)
    return match[1].replace(" ", "") if match else None


def _status(field: str, stated: Mapping[str, object], inferred: Mapping[str, Inference]) -> Status:
    if stated.get(field) is not None:
        return "stated"
    return "inferred" if field in inferred else "absent"


def _present(condition: bool) -> Status:
    return "stated" if condition else "absent"


def _kind(heading: str) -> str:
    """The kind that stands on a line of its own or opens a title in capitals; else the one that opens any line."""
    lines = [(line, normalise(line).strip(" .:-*")) for line in heading.splitlines()]
    opened = [
        (not (len(words) < _KIND_LINE or line[:6].isupper()), position, kind)
        for position, (line, words) in enumerate(lines)
        for kind, openers in _rules().kinds.items()
        if words.startswith(openers)
    ]
    return min(opened)[2] if opened else "khác"


def _title(heading: str) -> str:
    """The lines from the kind to the end of the heading block, as one line."""
    lines = [line.strip() for line in heading.splitlines() if re.search(r"\w", line)]
    openers = tuple(word for words in _rules().kinds.values() for word in words)
    at = [i for i, line in enumerate(lines) if normalise(line).strip(" .*").startswith(openers)]
    # Where a page shows its headline above the document, the document's own title is the later one.
    start = next((i for i in reversed(at) if len(lines[i]) < _KIND_LINE), at[0] if at else 0)
    title = itertools.takewhile(lambda line: not _BODY_OPENS.match(line), lines[start:])
    kept = [line for line in title if not _NUMBER_LINE.match(line) and not _DATE_LINE.match(line)]
    return " ".join(kept).strip(" .-")[:300]


def _family(parts: _Parts) -> str:
    """The body named first in the heading block, else in the signature, else in the preamble."""
    for text in (parts.heading, parts.closing[-300:], parts.preamble):
        words = normalise(text)
        found = [(words.find(marker), name) for name, markers in _rules().families for marker in markers]
        named = [(position, name) for position, name in found if position >= 0]
        if named:
            return min(named)[1]
    return "khác"


def _level(parts: _Parts) -> str | None:
    """The level of the issuing body, from the heading block, else the preamble, else the signature."""
    for text in (parts.heading, parts.preamble, parts.closing):
        words = " ".join(normalise(text).split())
        found = [
            (match.start(), level_of(match["level"], words[match.end() :]))
            for match in _rules().level.finditer(words)
        ]
        found += [(words.find(body), level) for body, level in _rules().carried.items() if body in words]
        if found:
            # "ĐẢNG BỘ HUYỆN … / ĐẢNG ỦY XÃ …", "TỈNH ỦY … / HUYỆN ỦY …": the superior stands above the issuing body.
            communes = [entry for entry in found if entry[1] in COMMUNE_LEVELS]
            districts = [entry for entry in found if entry[1] == "huyện"]
            return min(communes or districts or found)[1]
    return None


def _date(parts: _Parts) -> str | None:
    """The date of the place-and-date line; a meeting's day or a posting day is not the document's date."""
    for text in (parts.heading, parts.closing):
        match = _DATE_LINE.search(text)
        if match:
            return find_date(match.group())
    return None


def _signer(closing: str) -> str | None:
    lines = [normalise(line).strip(" .*()") for line in closing.splitlines()[-8:]]
    signers = _rules().signers.items()
    return next(
        (shown for line in lines for ending, shown in signers if line.endswith(ending) and len(line) < 60),
        None,
    )


def _issuer(parts: _Parts, commune: str | None) -> str | None:
    for text in (parts.heading, parts.preamble):
        matches = list(_ISSUER.finditer(" ".join(text.split())))
        match = next((m for m in reversed(matches) if m[2]), None) or (matches[0] if matches else None)
        if match:
            words = _sentence_case(" ".join(match.group().split()))
            at_commune = commune and (match[2] or "").strip().lower() in COMMUNE_LEVELS
            return f"{words} {commune}" if at_commune else words
    return None


def _sentence_case(words: str) -> str:
    lowered = words.lower() if words.isupper() or words.istitle() else words
    capitals = {
        "đảng bộ": "Đảng bộ",
        "nhân dân": "nhân dân",
        "mttq": "MTTQ",
        "hđnd": "HĐND",
        "ubnd": "UBND",
        "bch": "BCH",
    }
    for plain, proper in capitals.items():
        lowered = re.sub(plain, proper, lowered, flags=re.IGNORECASE)
    return lowered[:1].upper() + lowered[1:]


def _place_units(
    parts: _Parts,
    stated: dict[str, str | int | None],
    inferred: dict[str, Inference],
) -> None:
    """Fills commune, district and province: as stated by the document itself, or as an inference."""
    level = stated["level"]
    own = [*named_units(parts.heading), *named_units(parts.closing)]
    for field, levels in _UNIT_FIELDS.items():
        names = [unit.name for unit in own if unit.level in levels]
        if names:
            stated[field] = names[0]
    if level in COMMUNE_LEVELS:
        stated["commune"] = stated["commune"] or _own_commune(parts, str(level))
    else:
        stated["commune"] = None
    if level == "huyện" and stated["district"] is None:
        stated["district"] = _from_date_line(parts)
    for field in ("district", "province"):
        if stated[field] is None:
            inference = _superior(parts, _UNIT_FIELDS[field])
            if inference:
                inferred[field] = inference


def _own_commune(parts: _Parts, level: str) -> str | None:
    """The commune's name from the date line, or the only one that preamble or body give with its level."""
    from_date = _from_date_line(parts)
    if from_date:
        return from_date
    for text in (parts.preamble, parts.body):
        names = {unit.name for unit in named_units(text) if unit.level == level}
        if len(names) == 1:
            return names.pop()
        if names:
            return None
    return None


def _from_date_line(parts: _Parts) -> str | None:
    for text in (parts.heading, parts.closing):
        match = _DATE_LINE.search(text)
        if match:
            name = match["place"].strip(" -*")
            return None if re.search(r"\.{2,}|…", name) else title_case(name)
    return None


def _superior(parts: _Parts, levels: frozenset[str]) -> Inference | None:
    """The one superior unit that cited documents or the page around the text name."""
    places = (
        (parts.preamble, "phần căn cứ nhắc đến"),
        (parts.body, "văn bản dẫn chiếu"),
        (parts.outside, "phần ngoài văn bản (chân trang) ghi"),
    )
    for text, reason in places:
        units = [unit for unit in named_units(text) if unit.level in levels]
        if units and len({unit.name for unit in units}) == 1:
            return Inference(units[0].name, f"{reason} “{_around(text, units[0])}”")
    return None


def _around(text: str, unit: NamedUnit) -> str:
    """The words before a unit's name on its line, as evidence for a reader."""
    before = text[: unit.start].rpartition("\n")[2]
    return " ".join([*before.split()[-4:], unit.name])


def _place_years(
    text: str,
    title: str,
    kind: str,
    sections: Sequence[Section],
    stated: dict[str, str | int | None],
    inferred: dict[str, Inference],
) -> None:
    """The year under review and the year of the targets: title, then headings, then the text of results."""
    result, target = _title_years(title, reports=kind == "báo cáo")
    result = result or _heading_year(sections, "results", text)
    target = target or _heading_year(sections, "targets", text)
    if result is None:
        result = next(iter(_result_years(text, sections, target)), None)
    stated["result_year"], stated["target_year"] = result, target
    if result is None and target is not None and not find_periods(title):
        inferred["result_year"] = Inference(str(target - 1), f"năm liền trước năm của chỉ tiêu ({target})")


def _title_years(title: str, *, reports: bool) -> tuple[int | None, int | None]:
    """Years of results and of targets that a title names; a report's only year is that of its results."""
    years = sorted({year.value for year in find_years(title) if not year.until and not _is_cited(title, year.start)})
    periods = find_periods(title)
    words = normalise(title)
    if len(years) >= 2:
        return years[0], years[-1]
    if years:
        about_targets = any(word in words for word in _rules().target_words)
        about_results = any(word in words for word in _rules().result_words)
        return (years[0], None) if reports or (about_results and not about_targets) else (None, years[0])
    return None, periods[-1].last if periods else None


def _is_cited(title: str, position: int) -> bool:
    """Whether a year belongs to a document that the title names: "(thay thế Nghị quyết năm 2022)"."""
    return (
        re.search(r"(?:thay thế|sửa đổi|bổ sung|căn cứ|theo)\s[^,;]{0,60}$", normalise(title[:position])) is not None
    )


def _heading_year(sections: Sequence[Section], role: str, text: str) -> int | None:
    """The year in a heading of this role; where one heading has several, results take the first."""
    for section in sections:
        if section.role == role and section.path:
            heading = section.heading or text[section.start : section.start + 120]
            years = [year.value for year in find_years(heading)]
            if years:
                return years[0] if role == "results" else years[-1]
    return None


def _result_years(text: str, sections: Sequence[Section], target: int | None) -> Iterator[int]:
    for section in sections:
        if section.role == "results":
            years = (year.value for year in find_years(text[section.start : section.end]))
            yield from (year for year in years if target is None or year < target)
