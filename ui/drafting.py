"""Drafts as the commands, the API and the page need them: the desk over an assistant, and drafts as JSON."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from assistant.drafting.checked import Checked
from assistant.drafting.checks import CHECKS, NEEDS_BASE
from assistant.drafting.desk import Desk
from assistant.drafting.figures import reached, show_figure
from assistant.drafting.results import MOST_LINES
from assistant.errors import InvalidResults, UnknownDraft, UnsupportedFormat
from assistant.language.catalogue import catalogue, in_force
from assistant.ports import ChatModel, Drafts
from assistant.settings import Settings
from assistant.types import (
    Archived,
    DraftFinding,
    DraftParagraph,
    Figure,
    IndicatorRow,
    Manuscript,
    SavedDraft,
    SourceDocument,
)
from ui.doors.who import owns, who
from ui.draft_words import CHECK_NAMES
from ui.files.draft_sheets import read_sheet
from ui.ports import Assistant
from ui.render import Json

_MOST_TABLE_BYTES = 1_000_000


def open_desk(assistant: Assistant) -> Desk:
    """The desk over the archive and the drafts of an assistant; a draft is read as any file is."""

    def chat() -> ChatModel:
        from assistant.build import open_chat

        return open_chat(assistant.settings)

    def owner() -> str | None:
        user = who()
        return user.name if user is not None else None

    drafts = OwnDrafts(assistant.drafts)
    return Desk(assistant.shelf, drafts, read_manuscript, chat, assistant.settings.catalogue, owner)


@dataclass(frozen=True, slots=True)
class OwnDrafts:
    """The drafts as who is signed in finds them; those of others are not there, whatever their id."""

    drafts_of_all: Drafts

    def save(self, draft: SavedDraft) -> None:
        """Stores a draft, or replaces the one of its id. Raises ``UnknownDraft`` for somebody else's."""
        held = None
        with suppress(UnknownDraft):
            held = self.drafts_of_all.draft(draft.draft_id)
        self._require(held or draft)
        self._require(draft)
        self.drafts_of_all.save(draft)

    def draft(self, draft_id: str) -> SavedDraft:
        """One draft. Raises ``UnknownDraft``."""
        return self._require(self.drafts_of_all.draft(draft_id))

    def drafts(self) -> list[SavedDraft]:
        """Those that are there, the one changed last first."""
        user = who()
        return [one for one in self.drafts_of_all.drafts() if owns(user, one.owner)]

    def remove(self, draft_id: str) -> None:
        """Forgets a draft. Raises ``UnknownDraft``."""
        self.draft(draft_id)
        self.drafts_of_all.remove(draft_id)

    @staticmethod
    def _require(draft: SavedDraft) -> SavedDraft:
        if not owns(who(), draft.owner):
            raise UnknownDraft(f"Không có dự thảo '{draft.draft_id}'.")
        return draft


def read_manuscript(text: str) -> Archived:
    """What a file of this text would be read as, with the catalogue in force."""
    from ingest.read_file import archived

    return archived(SourceDocument("du-thao.txt", sha256(text.encode()).hexdigest(), text), known=catalogue())


def check_file(
    path: Path, *, settings: Settings, year: int | None = None, base: Archived | None = None
) -> list[DraftFinding]:
    """What the checks find in a file, each at the number of the line that it quotes.

    The file is read in a process of its own. Raises ``UnreadableFile``, also where it takes more than is allowed.
    """
    from ingest.read_alone import read_alone

    source, document = read_alone(path, settings=settings)
    with in_force(settings.catalogue):
        checked = Checked(raw=source.text, document=document, year=year, base=base)
        found = [finding for check in CHECKS.values() for finding in check(checked)]
    lines = [" ".join(line.split()) for line in checked.raw_lines()]
    return [replace(finding, paragraph=_line_of(finding.quote, lines)) for finding in found]


def unchecked(base: Archived | None) -> list[str]:
    """The names of the checks that cannot run without last year's document."""
    return [] if base is not None else [CHECK_NAMES[name] for name in CHECKS if name in NEEDS_BASE]


def decode_table(data: bytes, *, name: str) -> str:
    """The text of a table that staff made, in any encoding that spreadsheets save. Raises ``InvalidResults``."""
    from ingest.readers.text import decode

    if len(data) > _MOST_TABLE_BYTES:
        raise InvalidResults(f"{name}: bảng lớn quá 1 MB; chỉ giữ các cột cần nhập.")
    if data.startswith(b"PK\x03\x04"):
        try:
            return read_sheet(data, most_lines=MOST_LINES + 1)
        except ValueError as error:
            raise InvalidResults(f"{name}: không đọc được tệp Excel này; hãy lưu lại (.xlsx) rồi nạp.") from error
    try:
        text = decode(data, name=name)
    except UnsupportedFormat as error:
        raise InvalidResults(f"{error}") from error
    return text


def _line_of(quote: str, lines: list[str]) -> str:
    """The number of the first line that holds the beginning of a quote: "dòng 12"."""
    sought = " ".join(quote.split())[:60].strip(" …")
    at = next((number for number, line in enumerate(lines, start=1) if sought and sought in line), None)
    return f"dòng {at}" if at else ""


def saved_json(saved: SavedDraft) -> Json:
    """A draft in the list of drafts."""
    request = saved.request
    return {
        "draft_id": saved.draft_id,
        "title": saved.title,
        "changed_at": saved.changed_at,
        "base": request.base,
        "year": request.year,
        "place": request.place,
        "examples": list(request.examples),
        "superior": request.superior,
        "owner": saved.owner,
    }


def manuscript_json(manuscript: Manuscript) -> Json:
    """A whole draft: its table, its paragraphs beside their sources, and what was found."""
    return {
        "base": manuscript.base_name,
        "year": manuscript.request.year,
        "place": manuscript.request.place,
        "profile": manuscript.profile,
        "title": manuscript.block.title,
        "issuer": manuscript.block.issuer,
        "superior": manuscript.block.superior,
        "summary": dict(Counter(paragraph.state for paragraph in manuscript.paragraphs)),
        "rows": [_row_json(row) for row in manuscript.rows],
        "paragraphs": [_paragraph_json(paragraph) for paragraph in manuscript.paragraphs],
        "findings": [finding_json(finding) for finding in manuscript.findings],
    }


def finding_json(finding: DraftFinding) -> Json:
    """One finding."""
    return {
        "check": finding.check,
        "severity": finding.severity,
        "message": finding.message,
        "remedy": finding.remedy,
        "paragraph": finding.paragraph,
        "quote": finding.quote,
        "place": finding.place,
    }


def _row_json(row: IndicatorRow) -> Json:
    offered = row.suggestion
    return {
        "key": row.key,
        "number": row.number,
        "group": row.group,
        "indicator": row.indicator,
        "label": row.label,
        "unit": row.unit,
        "last": _figure(row.last),
        "wording": row.wording,
        "result": _figure(row.result),
        "result_source": row.result_source,
        "reached": reached(row),
        "target": _figure(row.target),
        "target_source": row.target_source,
        "superior": _figure(row.superior),
        "superior_source": row.superior_source,
        "suggestion": {"figure": show_figure(offered.figure), "reason": offered.reason} if offered else None,
        "section": row.source.section,
    }


def _figure(figure: Figure | None) -> str | None:
    return show_figure(figure) if figure is not None else None


def _paragraph_json(paragraph: DraftParagraph) -> Json:
    return {
        "key": paragraph.key,
        "role": paragraph.role,
        "nature": paragraph.nature,
        "depth": paragraph.depth,
        "state": paragraph.state,
        "text": paragraph.text,
        "document": paragraph.document,
        "section": paragraph.source.section,
        "start": paragraph.source.start,
        "end": paragraph.source.end,
        "changes": [
            {
                "from": paragraph.source.quote[change.start : change.end],
                "to": change.text,
                "kind": change.kind,
                "reason": change.reason,
            }
            for change in paragraph.changes
        ],
    }
