"""The styles of a Word file: which properties hold for a run or a paragraph that says nothing itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ingest.readers.docx_xml import Element, path, qn, value

_DEPTH = 10  # styles that a style may be based on, one on the other; a file could make it a circle
_RUN = qn("w:rPr")
_RUN_STYLE, _PARAGRAPH, _PARAGRAPH_STYLE = qn("w:rStyle"), qn("w:p"), path("w:pPr/w:pStyle")
_DEFAULTS = path("w:docDefaults/w:rPrDefault/w:rPr")


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles by their ids, the one of paragraphs that name none, and what holds for all text.

    ``page`` is the colour of the paper ("FFFFFF"), None where it has none.
    """

    by_id: Mapping[str, Element]
    default: str | None = None
    defaults: Element | None = None
    page: str | None = None
    _known: dict[tuple[str | None, str | None], tuple[Element, ...]] = field(default_factory=dict)
    _named: dict[Element, str | None] = field(default_factory=dict)  # asked of each of 60,000 runs

    def chain(self, style_id: str | None) -> Iterator[Element]:
        """A style and those that it is based on."""
        for _ in range(_DEPTH):
            style = self.by_id.get(style_id) if style_id else None
            if style is None:
                return
            yield style
            style_id = value(style.find(qn("w:basedOn")))

    def of_paragraph(self, paragraph: Element) -> str | None:
        """The id of a paragraph's style, the default one where it names none that there is."""
        if paragraph not in self._named:
            named = value(paragraph.find(_PARAGRAPH_STYLE))
            self._named[paragraph] = named if named in self.by_id else self.default
        return self._named[paragraph]

    def of_run(self, run: Element) -> tuple[Element, ...]:
        """The properties that may hold for a run, the nearest first: its own, then those of styles."""
        own = run.find(_RUN)
        named = None if own is None else value(own.find(_RUN_STYLE))
        paragraph = next(run.iterancestors(_PARAGRAPH), None)
        key = (named, self.default if paragraph is None else self.of_paragraph(paragraph))
        if key not in self._known:
            styled = (style.find(_RUN) for style_id in key for style in self.chain(style_id))
            self._known[key] = tuple(each for each in (*styled, self.defaults) if each is not None)
        return self._known[key] if own is None else (own, *self._known[key])


def styles_of(root: Element | None, *, page: str | None = None) -> Styles:
    """The styles in the root of their part, none where that is missing; ``page`` is the colour of the paper."""
    if root is None:
        return Styles({}, page=page)
    by_id = {style.get(qn("w:styleId"), ""): style for style in root.iter(qn("w:style"))}
    default = next(
        (
            key
            for key, style in by_id.items()
            if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true", "on")
        ),
        None,
    )
    return Styles(by_id, default, root.find(_DEFAULTS), page)


def nearest(properties: tuple[Element, ...], name: str) -> Element | None:
    """The element ``name`` of the nearest properties that have it."""
    return next((found for own in properties if (found := own.find(name)) is not None), None)
