"""Citations of other documents in a text: kind, number, date, issuer, and the stretch that belongs to them.

A citation is history: nothing within it is ever rolled, and the years in the title of a cited document are part
of it. The rules are rows of ``cite.toml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from assistant.language.tables import load_table
from assistant.language.text import normalise

_SIGN = r"[a-zđ]{1,5}\d{0,2}(?:\s*[-/]\s*[a-zđ&]{1,8}\d{0,2}){0,2}"
_NUMBER = rf"\d{{1,4}}(?:\s*/\s*\d{{4}})?\s*[-/]\s*{_SIGN}(?![^\W_])"
_A_YEAR = r"(?:19|20)\d{2}(?!\d)"
_BARE = r"\d{1,4}(?:\s*,\s*\d{1,4}|\s+và\s+(?:số\s+)?\d{1,4})*(?![\d/%‰.,]*\d|\s*(?:%|‰|tỷ|triệu|ha\b|tấn))"
_DATE = r"(?:ngày\s*)?\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|ngày\s*\d{1,2}\s*tháng\s*\d{1,2}\s*năm\s*\d{4}"
_TITLE = r"(?:\s*,?\s*(?:về|v/v|ban hành|quy định)\s[^;\n]*?)"


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation. ``number`` is None where only a kind and an issuer are named; ``local`` tells that it is of a
    province, district or commune. ``head`` ends the naming of the document, ``end`` its title too.
    """

    kind: str
    number: str | None
    date: str | None
    issuer: str | None
    local: bool
    start: int
    head: int
    end: int


@dataclass(frozen=True, slots=True)
class _Rules:
    cited: re.Pattern[str]
    law: re.Pattern[str]
    central_signs: frozenset[str]
    central_issuers: tuple[str, ...]


@cache
def _rules() -> _Rules:
    table = load_table("assistant.drafting", "cite.toml")
    kinds = "|".join(sorted(map(re.escape, table["kinds"]["words"]), key=len, reverse=True))
    # A year alone is no number: "Kế hoạch 2025" heads a column, or is the plan of that year.
    bare = rf"(?:số\s*|(?!{_A_YEAR}))(?P<bare>{_BARE})"
    naming = rf"(?:(?:số\s*)?(?P<number>{_NUMBER})|{bare}|trung ương\s+(?P<plenum>\d{{1,2}}))"
    dated = rf"(?:\s*\(?\s*khóa\s+[ivx]+\s*\)?)?(?:\s*,?\s*(?P<date>{_DATE}))?"
    issued = r"(?:\s*,?\s*của\s+(?P<issuer>[^,;.\n]{2,120}?)(?=\s+(?:về|v/v|ban hành|quy định)\s|[,;.\n]|$))?"
    ends = rf"(?=;|\.(?:\s|$)|\n|$|[,;]?\s+(?:{kinds})\s+(?:số\s*)?\d)"
    return _Rules(
        cited=re.compile(rf"(?<!\w)(?P<kind>{kinds})\s+{naming}{dated}{issued}(?P<title>{_TITLE}{ends})?"),
        law=re.compile(table["laws"]["pattern"]),
        central_signs=frozenset(table["central"]["signs"]),
        central_issuers=tuple(table["central"]["issuers"]),
    )


@cache
def replacements() -> dict[str, str]:
    """Numbers of documents that are known to be replaced, without blanks, and what stands in their place."""
    table: dict[str, str] = load_table("assistant.drafting", "cite.toml")["replaced"]
    return table


def find_citations(text: str) -> tuple[Cited, ...]:
    """Every citation of ``text``, in order, not overlapping; offsets are those of the text."""
    lowered = normalise(text)
    found = [_cited(match) for match in _rules().cited.finditer(lowered)]
    laws = [
        Cited("luật", None, None, None, False, match.start(), match.end(), match.end())
        for match in _rules().law.finditer(lowered)
        if _is_named(text, match) and not any(one.start < match.end() and match.start() < one.end for one in found)
    ]
    return tuple(sorted((*found, *laws), key=lambda one: one.start))


def _is_named(text: str, match: re.Match[str]) -> bool:
    """Whether a law's name begins with a capital: "kỷ luật tăng so với năm 2021" cites none."""
    words = text[match.start() : match.end()].split()
    return words[0][0].isupper() or words[1][0].isupper()


def _cited(match: re.Match[str]) -> Cited:
    number = match["number"] or match["bare"] or match["plenum"]
    head = match.start("title") if match["title"] else match.end()
    return Cited(
        kind=match["kind"],
        number="".join(number.split()) if match["number"] else number,
        date=match["date"],
        issuer=match["issuer"].strip() if match["issuer"] else None,
        local=_is_local(match),
        start=match.start(),
        head=head,
        end=match.end(),
    )


def _is_local(match: re.Match[str]) -> bool:
    """Whether the sign, or without one the issuer, is none of the centre."""
    if match["number"]:
        letters = set(re.findall(r"[a-zđ]+\d*", match["number"]))
        return not letters & _rules().central_signs
    if match["plenum"]:
        return False
    issuer = match["issuer"] or ""
    return bool(issuer) and not any(word in issuer for word in _rules().central_issuers)
