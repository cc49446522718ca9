"""From a base document to a manuscript: plan -> fill -> roll, modernise, scrub -> borrow -> edits -> check.

    1. ``plan`` reads the base: paragraphs and indicator rows. ``fill`` says what is known of each row.
    2. Each paragraph moves on to the draft's year. Every figure of last year leaves it: where a result or an accepted
       target is known it takes its place, elsewhere "....." does.
    3. ``borrow`` brings whole sections that the base lacks from the examples, scrubbed and highlighted.
    4. What staff edited or took out replaces what was made.
    5. The manuscript is read as any file is (``read``) and checked.

The same request, entries and edits always give the same manuscript.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.drafting.block import heading_block
from assistant.drafting.borrow import Lender, borrow, renumber
from assistant.drafting.checked import Checked
from assistant.drafting.checks import CHECKS
from assistant.drafting.checks.leftovers import BLANK_LEFT
from assistant.drafting.fill import Sources, fill
from assistant.drafting.located import located
from assistant.drafting.move import Source, cell_changes, figure_change, moved_paragraph, united
from assistant.drafting.notes import inferred, missing, told_of
from assistant.drafting.plan import plan
from assistant.drafting.scrub import names_of
from assistant.drafting.vocabulary import BLANK, Plan, Years
from assistant.errors import InvalidSetting
from assistant.language.text import fold
from assistant.ports import Shelf
from assistant.types import (
    Archived,
    DraftFinding,
    DraftParagraph,
    DraftRequest,
    Edit,
    Entry,
    HeadingBlock,
    IndicatorRow,
    Manuscript,
    Resolution,
)

Reader = Callable[[str], Archived]  # the text of a draft -> what a file of that text would be read as
_NEAREST, _FURTHEST = 1, 6  # how many years after its base a draft may be for
_PROFILES = {"Đảng": "36-HD", "HĐND": "ND30", "UBND": "ND30"}
_BANNERS = {
    "Đảng": ("ĐẢNG CỘNG SẢN VIỆT NAM",),
    "HĐND": ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
    "UBND": ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
}
_BLANKS = re.compile(re.escape(BLANK))


@dataclass(frozen=True, slots=True)
class _Made:
    """The paragraphs of the base moved on, and what there is to say of them."""

    paragraphs: tuple[DraftParagraph, ...]
    findings: tuple[DraftFinding, ...]


def draft(
    request: DraftRequest,
    *,
    shelf: Shelf,
    read: Reader,
    entries: Mapping[str, Entry] | None = None,
    edits: Iterable[Edit] = (),
) -> Manuscript:
    """The manuscript of a request with what staff typed and edited.

    Raises ``UnknownDocument``, and ``InvalidSetting`` for a year that the base cannot be moved to.
    """
    base = archived_of(shelf, request.base)
    years = _years(base.resolution, request.year)
    source = Source(base.resolution, years, request.place)
    planned = plan(base)
    filled = fill(planned.rows, entries or {}, Sources(shelf, base, request))
    rows = tuple(replace(row, label=source.renewed(row.label, role="targets")) for row in filled)
    moved = _moved(planned, rows, source)
    own = request.place or base.resolution.identity.commune
    borrowed = borrow([_lender(shelf, name) for name in request.examples], planned, own=own, years=years)
    block = _block(base.resolution, request, source)
    manuscript = Manuscript(
        request=request,
        base_name=base.resolution.name,
        base_title=base.resolution.identity.title,
        last_year=years.to - 1,
        profile=request.profile or _PROFILES[block.family],
        block=block,
        paragraphs=_edited(renumber((*moved.paragraphs, *borrowed.paragraphs)), edits),
        rows=rows,
    )
    own_findings = (*moved.findings, *borrowed.findings, *inferred(block), *missing(manuscript))
    told = tuple(_still_there(own_findings, manuscript))
    found = (*told, *_checked(manuscript, base, shelf, read, told))
    return replace(manuscript, findings=tuple(located(found, manuscript)))


def text_of(manuscript: Manuscript) -> str:
    """The manuscript as plain text, one block a line, as a reader would hand over its file."""
    block = manuscript.block
    head = (*_BANNERS[block.family], block.superior, block.issuer, block.number, block.place_date)
    foot = ("Nơi nhận:", *block.recipients, block.authority, block.signer)
    body = (paragraph.text for paragraph in manuscript.kept)
    return "\n".join(line for line in (*head, block.kind, block.title, *body, *foot) if line)


def archived_of(shelf: Shelf, id_or_name: str) -> Archived:
    """A document of the archive with the figures of its own unit. Raises ``UnknownDocument``."""
    resolution = shelf.document(id_or_name)
    rows = shelf.indicators(documents=[resolution.document_id])
    return Archived(resolution, (), tuple(row for row in rows if row.place is None))


def _lender(shelf: Shelf, name: str) -> Lender:
    example = archived_of(shelf, name)
    return Lender(example.resolution, plan(example))


def _years(base: Resolution, year: int) -> Years:
    identity = base.identity
    target = identity.target_year or (identity.result_year + 1 if identity.result_year else None)
    if target is None:
        raise InvalidSetting(f"Văn bản {base.name} không cho biết của năm nào, nên không chuyển năm được.")
    if not _NEAREST <= year - target <= _FURTHEST:
        raise InvalidSetting(
            f"Văn bản {base.name} là của năm {target}; dự thảo có thể cho năm {target + _NEAREST} đến "
            f"{target + _FURTHEST}, không phải {year}."
        )
    result = identity.result_year if identity.result_year is not None else target - 1
    return Years(target, min(result, target - 1), year)


def _moved(planned: Plan, rows: Sequence[IndicatorRow], source: Source) -> _Made:
    known = {row.key: row for row in rows}
    paragraphs: list[DraftParagraph] = []
    findings: list[DraftFinding] = []
    for each in planned.paragraphs:
        figures = [figure_change(each, place, known) for place in each.figures]
        figures += cell_changes(each, known, source.years, own=source.place is None)
        changes, doubts = source.reworked(each.text, role=each.role)
        paragraph = moved_paragraph(each, united((*figures, *changes)), source, "carried")
        paragraphs.append(paragraph)
        findings.extend(told_of(paragraph, doubts, source.years))
    return _Made(tuple(paragraphs), tuple(findings))


def _block(base: Resolution, request: DraftRequest, source: Source) -> HeadingBlock:
    block = heading_block(base, place=request.place, year=request.year)
    title, *recipients = (source.renewed(line, role="body") for line in (block.title, *block.recipients))
    return replace(block, title=title, recipients=tuple(recipients))


def _edited(paragraphs: Iterable[DraftParagraph], edits: Iterable[Edit]) -> tuple[DraftParagraph, ...]:
    said = {edit.key: edit for edit in edits}
    return tuple(_with(paragraph, said.get(paragraph.key)) for paragraph in paragraphs)


def _with(paragraph: DraftParagraph, edit: Edit | None) -> DraftParagraph:
    if edit is None:
        return paragraph
    if edit.text is None:
        return replace(paragraph, state="dropped")
    marks = tuple(match.span() for match in _BLANKS.finditer(edit.text))
    return replace(paragraph, state="edited", text=edit.text, marks=marks)


def _still_there(findings: Iterable[DraftFinding], manuscript: Manuscript) -> Iterator[DraftFinding]:
    """Without those about paragraphs that staff edited or took out; a missing result stays missing."""
    settled = {one.key for one in manuscript.paragraphs if one.state in ("edited", "dropped")}
    return (one for one in findings if one.paragraph not in settled or one.check == "missing_result")


def _checked(
    manuscript: Manuscript, base: Archived, shelf: Shelf, read: Reader, told: Sequence[DraftFinding]
) -> Iterator[DraftFinding]:
    """What the checks find in the manuscript, read as any file is, each at the paragraph that it quotes.

    A blank that a missing figure or date already explains (``told``) is not told again, nor the year of what happened
    once.
    """
    text = text_of(manuscript)
    checked = Checked(
        raw=text,
        document=read(text),
        year=manuscript.request.year,
        base=None if manuscript.request.place else base,
        rows=manuscript.rows,
        foreign=_foreign(manuscript.request, base.resolution, shelf),
    )
    explained = {one.paragraph for one in told if one.check in ("missing_result", "missing_target", "blank")}
    explained |= {one.key for one in manuscript.kept if one.state == "changed" and _made_blank(one)}
    once = {one.paragraph for one in told if one.check == "one_off"}
    for check in CHECKS.values():
        for finding in check(checked):
            key = _key_of(finding.quote, manuscript.kept)
            known = finding.message.startswith(BLANK_LEFT) and key in explained
            if not known and not (finding.check == "years" and key in once):
                yield replace(finding, paragraph=key)


def _made_blank(paragraph: DraftParagraph) -> bool:
    return any(BLANK in change.text for change in paragraph.changes)


def _foreign(request: DraftRequest, base: Resolution, shelf: Shelf) -> tuple[str, ...]:
    """Names that must not stand in the draft: those of every document of another commune that it was made from."""
    own = request.place or base.identity.commune
    sources = [shelf.document(name) for name in request.examples]
    others = [source for source in sources if own is None or source.identity.commune != own]
    if request.place:
        others.append(base)
    kept = {request.place} if request.place else set(names_of(base).all)
    return tuple(sorted({name for source in others for name in names_of(source).all} - kept))


def _key_of(quote: str, paragraphs: Sequence[DraftParagraph]) -> str:
    """The paragraph that holds a quote of the cleaned text, blanks and case apart."""
    sought = " ".join(fold(quote).split())
    found = (one.key for one in paragraphs if sought and sought in " ".join(fold(one.text).split()))
    return next(found, "")
