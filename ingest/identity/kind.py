"""What kind of document a text is: a resolution, a report, …, or none of these, such as a news item about one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.language.tables import load_table
from ingest.identity.attached import attached, strengths
from ingest.identity.evidence import Evidence, weigh
from ingest.identity.number import kind_of
from ingest.identity.page import Line, Page

OTHER = "khác"
_KIND_LINE = 30  # characters; a line that is nothing but the kind of the document is shorter
_SHORT_TITLE = 330
_NEWS_WITNESSES = ("byline", "opens", "scene")

_Patterns = Mapping[str, re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class _Rules:
    openers: _Patterns
    strength: Mapping[str, float]
    floors: Mapping[str, float]
    said: _Patterns
    topics: _Patterns
    excerpt: re.Pattern[str]
    letter: _Patterns
    news: _Patterns
    figures: re.Pattern[str]
    least: int


@cache
def _rules() -> _Rules:
    table: Mapping[str, Any] = load_table("ingest.identity", "kind.toml")
    kinds = "|".join(kind for kind in table["kinds"] if kind != OTHER)
    return _Rules(
        openers={kind: re.compile(rf"(?:{'|'.join(words)})(?!\w)") for kind, words in table["kinds"].items()},
        strength=table["strength"],
        floors=table["floors"],
        said=_any_of(table["said"]),
        topics=_any_of(table["topics"]),
        excerpt=re.compile(table["excerpt"]["pattern"].replace("{kinds}", kinds)),
        letter={name: re.compile(pattern) for name, pattern in table["letter"].items()},
        news=_any_of(table["news"]),
        figures=re.compile(table["figures"]["pattern"]),
        least=table["figures"]["least"],
    )


def _any_of(table: Mapping[str, Sequence[str]]) -> _Patterns:
    return {name: re.compile("|".join(f"(?:{pattern})" for pattern in patterns)) for name, patterns in table.items()}


def read_kind(page: Page, *, number: str | None) -> str:
    """The kind of the document, "khác" where nothing speaks for one."""
    floors = _rules().floors
    evidence = [*_titled(page), *_said(page), *_lettered(page), *_news(page), *_reporting(page)]
    parent = attached(page)
    kind = kind_of(number) if number else None
    if parent:
        evidence.append(Evidence("kind", parent.kind, "attached", strengths()["kind"], parent.line.start))
    elif kind:
        evidence.append(_told(kind, "number"))
    winner = weigh(evidence, floor=floors["floor"], margin=floors["margin"])
    return winner.value if winner else OTHER


def _told(kind: str, witness: str, line: Line | None = None, *, times: float = 1.0) -> Evidence:
    start = line.start if line else -1
    end = start + len(line.text) if line and start >= 0 else -1
    return Evidence("kind", kind, witness, _rules().strength[witness] * times, start, end)


def _titled(page: Page) -> Iterator[Evidence]:
    """The heading block: the kind alone on a line, a title that begins with it, an excerpt from one."""
    for position, line in enumerate(page.zone("head")):
        witness = _title_witness(line)
        if witness:
            for kind, opener in _rules().openers.items():
                if opener.match(line.words):
                    yield _told(kind, witness, line, times=1.0 if position < 20 else 0.6)
        for kind, topic in _rules().topics.items():
            if witness and topic.match(line.words):
                yield _told(kind, "topic", line)
        for match in _rules().excerpt.finditer(line.words):
            yield _told(match["kind"], "excerpt", line)
    for line in page.zone("opening", "body"):
        if len(line.words) < _KIND_LINE and line.text.isupper():
            yield from (_told(kind, "line", line, times=0.5) for kind in _alone(line))


def _alone(line: Line) -> Iterator[str]:
    words = re.sub(r"\W+$", "", line.words)
    for kind, opener in _rules().openers.items():
        if opener.fullmatch(words):
            yield kind


def _title_witness(line: Line) -> str | None:
    if next(_alone(line), None):
        return "line"
    letters = re.sub(r"[^\w ]", "", line.text).strip()
    if letters[:8].isupper() and len(line.text) < _SHORT_TITLE:
        return "capitals"
    return "title" if len(line.text) < _SHORT_TITLE and letters[:1].isupper() else None


def _said(page: Page) -> Iterator[Evidence]:
    for line in page.zone("head", "opening", "body", "closing"):
        for kind, pattern in _rules().said.items():
            if pattern.search(line.words):
                yield _told(kind, "said", line)


def _lettered(page: Page) -> Iterator[Evidence]:
    """An official letter has no kind above it: its subject and its addressee tell it."""
    head = page.zone("head", "opening")
    rules = _rules().letter
    named = any(_title_witness(line) == "line" for line in head)
    if not named and all(any(rule.match(line.words) for line in head) for rule in rules.values()):
        yield _told("công văn", "letter")


def _news(page: Page) -> Iterator[Evidence]:
    """What gives a news item away: who wrote it, how its first sentence opens, the scene, its title."""
    rules = _rules().news
    for name in _NEWS_WITNESSES:
        zones = (
            page.zone("opening", "head")
            if name == "opens"
            else page.zone("head", "opening", "body", "closing", "chrome")
        )
        line = next((line for line in zones if rules[name].search(line.words)), None)
        if line:
            yield Evidence("kind", OTHER, name, _rules().strength["news"], line.start)
    title = next((line for line in page.zone("head") if len(line.text) > _KIND_LINE), None)
    if title and rules["title"].search(title.words):
        yield Evidence("kind", OTHER, "news_title", _rules().strength["news_title"], title.start)


def _reporting(page: Page) -> Iterator[Evidence]:
    if page.zone("chrome"):
        return
    words = "\n".join(line.words for line in page.zone("head", "opening", "body", "closing"))
    if len(_rules().figures.findall(words)) >= _rules().least:
        yield _told("báo cáo", "figures")
