r"""What an RTF text says, where it stands for another: the page that Outlook wraps in it, or its bare words.

Outlook keeps a mail in HTML as RTF with the tags in groups that nobody shows (``\*\htmltag``) and with what only RTF
needs between ``\htmlrtf`` and ``\htmlrtf0`` (MS-OXRTFEX). Without the second, tags and text are the page again.
"""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

_TOKEN = re.compile(
    r"\\(?P<word>[a-z]{1,32})(?P<number>-?\d{1,10})?\ ?"
    r"|\\'(?P<code>[0-9a-f]{2})|\\(?P<sign>[\s\S])|(?P<brace>[{}])|(?P<said>[^\\{}\r\n]+)",
    re.IGNORECASE,
)
_PAGE = b"\\fromhtml1"
_WRAPPED = 2_000  # bytes at the beginning, in which the program says what it wrapped
_UNSEEN = frozenset(("fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "pntext", "header", "footer"))
_BREAKS = {"par": "\n", "line": "\n", "row": "\n", "cell": "\t", "tab": "\t", "page": "\n", "sect": "\n"}
_SIGNS = {
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "endash": "–",
    "emdash": "—",
    "~": "\xa0",
    "_": "‑",
    "{": "{",
    "}": "}",
    "\\": "\\",
    "\n": "\n",
    "\r": "\n",
}
# Sets of characters of fonts by their number; what is not here is read as the text itself is.
_CODE_PAGES = {
    0: "cp1252",
    128: "cp932",
    129: "cp949",
    134: "gbk",
    136: "cp950",
    163: "cp1258",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}


@dataclass(slots=True)
class _Group:
    r"""What holds within one pair of braces.

    ``tag`` tells a tag of the page, ``unseen`` what no program shows, ``only_rtf`` what the page does not have.
    ``after`` is how many characters stand behind ``\uN`` for programs without Unicode.
    """

    tag: bool = False
    unseen: bool = False
    only_rtf: bool = False
    after: int = 1
    font: int | None = None


@dataclass(slots=True)
class _Reader:
    """The state of one text while it is read; ``fonts`` are the code pages of its fonts."""

    page: bool
    code_page: str = "cp1252"
    groups: list[_Group] = field(default_factory=lambda: [_Group()])
    fonts: dict[int | None, str] = field(default_factory=dict)
    begins: bool = False  # whether the group has just begun, so that a word names its kind
    starred: bool = False
    skipped: int = 0  # characters still to pass over behind \uN
    codes: bytearray = field(default_factory=bytearray)  # of one letter or more, to be read together

    def pieces(self, rtf: str) -> Iterator[str]:
        """The text piece by piece."""
        at = 0
        while match := _TOKEN.search(rtf, at):
            at = match.end()
            if match["code"] is None:
                yield from self._flushed()
            if match["word"] == "bin":
                at += max(0, int(match["number"] or 0))
            yield from self._told(match)
        yield from self._flushed()

    def _told(self, match: re.Match[str]) -> Iterator[str]:
        begins, self.begins = self.begins, False
        if match["brace"] == "{":
            self.groups.append(replace(self.groups[-1]))
            self.begins, self.starred = True, False
        elif match["brace"]:
            del self.groups[max(1, len(self.groups) - 1) :]
        elif match["word"]:
            yield from self._word(match["word"].lower(), match["number"], begins=begins)
        elif match["code"]:
            if not self._passed_over():
                self.codes.append(int(match["code"], 16))
        elif match["sign"] == "*":
            self.starred = self.begins = begins
        elif match["sign"]:
            yield from self._shown(_SIGNS.get(match["sign"], ""))
        else:
            kept = match["said"][self.skipped :]
            self.skipped = max(0, self.skipped - len(match["said"]))
            yield from self._shown(kept)

    def _word(self, word: str, number: str | None, *, begins: bool) -> Iterator[str]:
        group, value = self.groups[-1], int(number) if number else None
        if begins:
            group.tag = group.tag or (self.starred and word == "htmltag")
            group.unseen = group.unseen or word in _UNSEEN or (self.starred and not group.tag)
        match word:
            case "htmlrtf":
                group.only_rtf = value != 0
            case "uc":
                group.after = value or 0
            case "ansicpg":
                self.code_page = _known(f"cp{value}") or self.code_page
            case "f":
                group.font = value
            case "fcharset":
                self.fonts[group.font] = _CODE_PAGES.get(value or 0, self.code_page)
            case "u":
                yield from self._shown(chr((value or 0) % 0x10000))
                self.skipped = group.after
            case _:
                yield from self._shown(_BREAKS.get(word) or _SIGNS.get(word, ""))

    def _passed_over(self) -> bool:
        self.skipped, before = max(0, self.skipped - 1), self.skipped
        return before > 0

    def _flushed(self) -> Iterator[str]:
        """The letters whose codes are complete."""
        codes, self.codes = bytes(self.codes), bytearray()
        if codes:
            code_page = (
                self.code_page if self.groups[-1].tag else self.fonts.get(self.groups[-1].font, self.code_page)
            )
            yield from self._shown(codes.decode(code_page, "replace"))

    def _shown(self, said: str) -> Iterator[str]:
        group = self.groups[-1]
        if group.unseen or (self.page and group.only_rtf) or (group.tag and not self.page):
            return
        if said:
            yield html.escape(said, quote=False) if self.page and not group.tag else said


def page_of(rtf: bytes) -> str | None:
    """The page that is wrapped in an RTF text; None where it wraps none."""
    return _read(rtf, page=True) if _PAGE in rtf[:_WRAPPED] else None


def words_of(rtf: bytes) -> str:
    """The words of an RTF text: a paragraph or a row a line, cells parted by tabs."""
    return _read(rtf, page=False)


def _read(rtf: bytes, *, page: bool) -> str:
    text = "".join(_Reader(page).pieces(rtf.decode("latin-1")))
    # What lies beyond 16 bits comes as two halves, one of which may be missing.
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _known(code_page: str) -> str | None:
    try:
        return codecs.lookup(code_page).name
    except LookupError:
        return None
