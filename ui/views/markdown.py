"""The Markdown of an answer as safe HTML.

An answer quotes documents, so its Markdown is not trusted: emphasis, lists, headings and tables are kept,
while links, images, HTML and code stay the characters that they are. ``[2]`` becomes a mark that opens
citation 2.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from html import escape

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from ui.html import Html

CitationMark = Callable[[int], Html]

_MARK = re.compile(r"\[(\d{1,3})\]")
# What makes "<a", "![", "](", "[x]: http:", "http://", "www." and "a@b" more than text, with the character to escape;
# a backslash that stands there already would escape ours.
_SCHEME = r"[ \t]*\n?[ \t]*<?(?:[a-z][a-z0-9+.-]*:|//)"
_ACTIVE = re.compile(
    rf"\\*(!(?=\[)|\](?=\(|:{_SCHEME})|\bwww(?=\.)|(?<=\w)(?=@\w)|(?=<[a-z/!?])|(?=://))(.)", re.IGNORECASE
)
_RULES = [
    "emphasis",
    "list",
    "heading",
    "table",
    "blockquote",
    "newline",
    "paragraph",
    "text",
    "escape",
    "hr",
]


def inert(markdown: str) -> str:
    """The same Markdown for clients that render more than this page does: what would become HTML, an image or a link
    is escaped, so that it shows as the characters that it is. Emphasis, lists and ``[2]`` stay.
    """
    return _ACTIVE.sub(r"\1\\\2", markdown)


def to_html(markdown: str, *, mark: CitationMark) -> Html:
    """Markdown as HTML on one line, each ``[n]`` replaced by ``mark(n)``."""
    env: EnvType = {"mark": mark}
    return Html(_parser().render(markdown, env).replace("\n", " "))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"breaks": True}).enable(_RULES)
    parser.add_render_rule("text", _text)
    return parser


def _text(_: RendererHTML, tokens: list[Token], index: int, __: OptionsDict, env: EnvType) -> str:
    pieces = _MARK.split(tokens[index].content)
    mark: CitationMark = env["mark"]
    return "".join(mark(int(piece)) if at % 2 else escape(piece) for at, piece in enumerate(pieces))
