"""Who signed a document: the office and the name that belongs to it, without what stands beside them.

The closing part of a Vietnamese document has two columns, recipients on the left and signature on the right; a
reader keeps them side by side on one line, in cells of a table, one below the other, or all on one line. So nothing
is taken from the layout alone: an office is written with a capital and opens a stretch of its own, a name is a
stretch of two to five words with capitals that is of no body and no office, and the first such behind an office is
its holder's. The last office with a name counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from assistant.language.tables import load_table
from assistant.language.text import LOWER, UPPER, fold, normalise
from assistant.types import Resolution, Span

_CLOSING = 1500  # characters at the end of a document in which an office needs no mark of a signature
_FAR = 320  # characters between an office and the name behind it
_MARK = r"\(?\s*(?:đã ký|đã kí|ký tên|ký thay|đã ký tên)(?:[^\n|()]{0,16}\))?\)?"
_SIGNED = re.compile(_MARK)
# What parts the stretches of a line; a full stop only behind a word, since "TM." goes on.
_GAP = r"\||\t| {2,}|[;:,.—–]|\s-\s|[()*]|\n"
_PARTS = re.compile(_GAP)
_BREAK = re.compile(r"\||\t| {2,}|\n|\*|—|–|-(?=\s)|[;:,.)](?=\s)")
_SYLLABLE = rf"[{UPPER}][{UPPER}{LOWER}]*(?:['’]\s?[{UPPER}{LOWER}]+)*['’]?"
_LEAST_NAME, _LONGEST_NAME = 2, 5


def signature(document: Resolution) -> tuple[Span, ...]:
    """The spans of the office and of the name; none where the document ends without either."""
    said, offices = _signing(document)
    for at in range(len(offices) - 1, -1, -1):
        until = offices[at + 1][0] if at + 1 < len(offices) else len(said)
        if (name := _name_behind(offices[at], document.text, said, until=until)) is not None:
            return (_span(document, offices[at]), _span(document, name))
    bare = [each for each in offices if _is_of(document, said[slice(*each)])]
    return (_span(document, bare[-1]),) if bare and document.identity.signer_role is not None else ()


def offices_signed(document: Resolution) -> tuple[str, ...]:
    """The offices of a signature: "TRƯỞNG BAN", and below it "CHỦ TỊCH UBND XÃ"; not the head's whom a deputy signs
    for.
    """
    found = signature(document)
    if not found:
        return ()
    said, offices = _signing(document)
    block = [each for each in offices if found[0].end - _FAR <= each[0] <= found[0].start]
    own = (said[slice(*each)] for each in block if _FOR.match(said, each[0]) is None)
    return (*(each for each in own if each != normalise(found[0].quote)), found[0].quote)


_FOR = re.compile(r"(?:k/?t|t/?m|t/?l|tuq)(?!\w)")


def _signing(document: Resolution) -> tuple[str, list[tuple[int, int]]]:
    """The text in normal form, and where the offices stand that may be those of its signature."""
    said = normalise(document.text)
    if len(said) != len(document.text):
        return said, []
    return said, [each for each in _offices(document.text, said) if _may_sign(each, document, said)]


def _table() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return load_table("assistant.ask.composing", "signature.toml")


def _any(table: str, key: str) -> str:
    return "|".join(map(re.escape, sorted(map(normalise, _table()[table][key]), key=len, reverse=True)))


@cache
def _office() -> re.Pattern[str]:
    """As in "kt. chủ tịch", "phó bí thư thường trực", "chủ tịch ubnd xã"."""
    leads = rf"(?:(?:{_any('office', 'leads')})\.?[ \t]*)*(?<![^\W\d_])"
    return re.compile(
        rf"(?<![\w/]){leads}(?:{_any('office', 'heads')})(?:\s+(?:{_any('office', 'tails')})(?!\w))*(?!\w)"
    )


def _offices(text: str, said: str) -> Iterator[tuple[int, int]]:
    """The offices that open a stretch and end it or go on with a name; in a sentence one is written small, or with
    words around it.
    """
    for match in _office().finditer(said):
        start, end = match.span()
        line = said.rfind("\n", 0, start) + 1
        stop = said.find("\n", end)
        before, after = text[line:start], text[end : stop if stop >= 0 else len(text)]
        capitals = text[start:end].isupper()
        if text[start].isupper() and _opens(before, capitals=capitals) and _ends(after):
            yield start, end


def _opens(before: str, *, capitals: bool) -> bool:
    """Whether an office may follow these words of its line: none, a recipient, or whom it signs for."""
    before = before.rstrip(" \t")
    if not before.strip("|*->+# \t") or before.endswith(("|", "—", "–", "*")):
        return True
    last = _BREAK.split(f"{before} ")[-1].strip() or before
    body = re.fullmatch(r"(?:.*\W)?(?:t/?m|t/?l|k/?t)\.?\s.*", normalise(last)) is not None
    return (capitals and (before.endswith(tuple(";:,.)")) or body or last.isupper())) or (
        body and len(before) < _SHORT
    )


_SHORT = 60  # characters of a line of a signature before the office


def _ends(after: str) -> bool:
    """Whether what follows an office on its line leaves it one: nothing, another office, or a name."""
    rest = re.sub(_MARK, " ", after, flags=re.IGNORECASE).strip(" \t|*:.,;—–-()")
    return (
        not rest or _office().match(normalise(rest)) is not None or _is_person(rest) or after.startswith(("|", " |"))
    )


def _may_sign(office: tuple[int, int], document: Resolution, said: str) -> bool:
    """Near the end, or in the closing part; elsewhere only beside a mark: an annex may follow the signature."""
    closing = [section.start for section in document.sections if section.role == "closing"]
    if office[0] >= min([*closing, len(said) - _CLOSING]):
        return True
    near = said[max(0, office[0] - _SHORT) : office[1] + _SHORT]
    return re.search(rf"(?<!\w)(?:t/?m|k/?t|t/?l)\.?\s|{_MARK}", near) is not None


def _name_behind(office: tuple[int, int], text: str, said: str, *, until: int) -> tuple[int, int] | None:
    """The first person behind an office, up to the next one."""
    position = office[1]
    limit = min(until, office[1] + _FAR)
    blanked = _SIGNED.sub(lambda match: "\n" * len(match.group()), said[:limit])
    while position < limit:
        gap = _PARTS.search(blanked, position, limit)
        end = gap.start() if gap is not None else limit
        stretch = text[position:end]
        bare = stretch.strip(" -–—>+")
        listed = re.match(r"\s*[-–+]", text[text.rfind("\n", 0, position) + 1 : end]) is not None
        alone = listed and not text[text.rfind("\n", 0, position) + 1 : position].strip(" -–+")
        if bare and not alone and _is_person(bare) and _ends_line(text, end):
            start = position + stretch.index(bare)
            return start, start + len(bare)
        position = end + (len(gap.group()) if gap is not None else 1)
    return None


def _ends_line(text: str, end: int) -> bool:
    """Whether a name ends its line or cell, but for a mark or what it is beside: "(đã ký)", " - Phó Chủ tịch"."""
    rest = text[end : (text + "\n").index("\n", end)].strip()
    return not rest or rest[0] in "|(-–—*" or rest in (".", ",")


def _is_person(words: str) -> bool:
    """Two to five words with capitals that are of no body and no office."""
    syllables = words.strip(" *.").split()
    small = _table()["person"]["small"]
    if not _LEAST_NAME <= len(syllables) <= _LONGEST_NAME:
        return False
    inner = (each in small for each in syllables[1:-1])
    formed = [re.fullmatch(_SYLLABLE, each) is not None for each in syllables]
    if not all((formed[0], formed[-1], *(well or low for well, low in zip(formed[1:-1], inner, strict=True)))):
        return False
    return re.search(rf"(?<!\w)(?:{_any('person', 'none')})(?!\w)", normalise(words)) is None


def holds_office(signed: str, office: str) -> bool:
    """Whether some words are of an office (folded): those of a deputy are of no head."""
    said = fold(signed)
    of_deputy = re.search(r"(?<!\w)pho(?!\w)", said) is not None
    return re.search(rf"(?<!\w){re.escape(office)}(?!\w)", said) is not None and of_deputy == office.startswith(
        "pho "
    )


def persons_in(document: Resolution, office: str) -> list[Span]:
    """The sentences in which a person's name stands right beside an office (folded): "đồng chí Hà Kiên Trì giữ chức
    Bí thư Đảng ủy xã", "Chủ tịch UBND xã Lê Văn An".
    """
    said = fold(document.text)
    found = []
    for match in re.finditer(rf"(?<!\w)(?<!pho ){re.escape(office)}(?!\w)", said):
        before, after = document.text[: match.start()][-_BESIDE:], document.text[match.end() :][:_BESIDE]
        if _named_before(before) or _named_after(after, document):
            found.append(_span(document, _sentence(document.text, match.start(), match.end())))
    return list(dict.fromkeys(found))


_BESIDE = 90  # characters beside an office in which its holder is named
_PERSON = rf"{_SYLLABLE}(?:\s+(?:văn|thị))?(?:\s+{_SYLLABLE}){{1,4}}"
_LINK = r"\s*(?:[,(–-]|tái đắc cử|đắc cử|được bầu(?: lại)?|là|giữ|làm|(?:giữ )?chức(?: vụ| danh)?|tiếp tục|\s)*"
_UNDER = (
    r"(?:HĐND|UBND|UBMTTQ|MTTQ|Đảng [ủu][yỷ]|[Hh]uyện ủy|xã|phường|thị trấn|huyện|đặc khu|tỉnh|"
    r"Hội đồng nhân dân|[ỦU]y ban nhân dân)"
)


def _named_before(words: str) -> bool:
    match = re.search(rf"({_PERSON}){_LINK}$", words.rsplit("\n", 1)[-1])
    return match is not None and _is_person(match[1])


def _named_after(words: str, document: Resolution) -> bool:
    """Behind the bodies and the place of an office; the place's own name is no person's."""
    rest = re.sub(rf"^(?:\s+{_UNDER})+", "", words.split("\n", 1)[0])
    for place in (document.identity.commune, document.identity.district):
        rest = re.sub(rf"^\s*{re.escape(place)}(?!\w)", "", rest) if place else rest
    match = re.match(rf"\s*[:,–-]?\s*(?:(?:đồng chí|đ/c|ông|bà)\s+)?({_PERSON})", rest)
    return match is not None and _is_person(match[1])


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a stretch, within its line."""
    first, last = text.rfind("\n", 0, start) + 1, (text + "\n").index("\n", end)
    marks = [match.end() for match in re.finditer(r"[.;]\s", text[first:start])]
    stop = re.search(r"[.;](?=\s|$)", text[end:last])
    first, last = first + (marks[-1] if marks else 0), end + stop.end() if stop else last
    return first + len(text[first:last]) - len(text[first:last].lstrip()), last


def _is_of(document: Resolution, office: str) -> bool:
    """Whether an office is the one that the document is known to be signed by; any, where none is known."""
    role = document.identity.signer_role
    return role is None or normalise(role) in office


def _span(document: Resolution, place: tuple[int, int]) -> Span:
    return Span(document.document_id, "", *place, document.text[slice(*place)])
