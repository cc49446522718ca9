"""What the API takes (``…Create``) and gives (``…Public``); the names and their order are the contract's."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from assistant.ledger.book import Decision
from assistant.types import Comparator, Fate, Kind, Measure, Outcome, Review, Route, Status, Verdict


def _example(**fields: JsonValue) -> ConfigDict:
    """One example for the description of the API."""
    return ConfigDict(json_schema_extra={"examples": [fields]})


class TurnCreate(BaseModel):
    """One message of the conversation so far."""

    role: Literal["user", "assistant"]
    content: str


class AskCreate(BaseModel):
    """A question, with the conversation that it continues."""

    question: str
    history: list[TurnCreate] = Field(default_factory=list)

    model_config = _example(question="Xã nào đặt chỉ tiêu thu nhập trên 58 triệu đồng?", history=[])


class CitationPublic(BaseModel):
    """A cited stretch; ``quote`` equals the document's text from ``start`` to ``end``."""

    n: int
    document_id: str
    document: str
    title: str
    issuer: str | None
    section: str
    quote: str
    start: int
    end: int


class RowPublic(BaseModel):
    """A figure of the ledger; ``document_place`` is the document's own unit where the figure is of another."""

    document: str
    place: str | None
    district: str | None
    province: str | None
    level: str | None
    indicator: str | None
    label: str
    comparator: Comparator
    value: float
    value_max: float | None
    unit: str
    kind: Kind
    measure: Measure
    of: float | None
    year: int | None


class AnswerRowPublic(BaseModel):
    """A figure in an answer, with its citation and its verdict; ``unsure`` tells that it may well be misread.

    A document that is the answer itself ("trong kho có mấy báo cáo") has no figure.
    """

    document: str
    place: str | None
    district: str | None
    province: str | None
    level: str | None
    indicator: str | None
    label: str | None
    comparator: Comparator | None
    value: float | None
    value_max: float | None
    unit: str | None
    kind: Kind | None
    measure: Measure | None
    of: float | None
    year: int | None
    citation: int
    verdict: Verdict
    place_inferred: str | None
    confidence: float | None
    unsure: bool
    runner_up: str | None
    document_place: str | None


class LedgerRowPublic(RowPublic):
    """A figure in an export; the fields are the columns of CSV and XLSX, in this order."""

    document_id: str
    section: str
    quote: str
    start: int
    end: int
    direction: str | None
    scope: str | None
    rank: str | None
    sub_of: str | None
    averaging: str | None
    approximate: bool
    period: str | None
    status: Status
    place_inferred: str | None
    previous: float | None
    plan: float | None
    row_id: str
    review: Review
    findings: str | None
    confidence: float
    why: list[str]
    runner_up: str | None
    document_place: str | None


class ReviewCreate(BaseModel):
    """What a person says of a row: ``changes`` are fields as typed, for a correction."""

    row_id: str
    decision: Decision
    by: str
    changes: dict[str, str] = {}
    note: str = ""

    model_config = _example(row_id="r1", decision="correct", by="Lan", changes={"value": "59,5"}, note="gõ nhầm")


class IdentityCreate(BaseModel):
    """What a person says of a document: ``changes`` are fields as typed, "" for what is not known."""

    by: str
    changes: dict[str, str]
    note: str = ""


class CoveragePublic(BaseModel):
    """How many documents the answer accounts for.

    ``unsure`` and ``could_change`` count figures that may be misread: of those used, and of others that matter.
    ``elsewhere`` of the ``documents`` are units whose figures stand in another's document.
    ``written`` counts those of the silent whose text has what is asked,
    ``texts`` the documents whose text was looked at before a refusal.
    """

    documents: int
    match: int
    boundary: int
    no_match: int
    silent: int
    excluded: int
    unsure: int
    could_change: int
    elsewhere: int
    written: int
    texts: int


class TracePublic(BaseModel):
    """What made the answer; ``prompts`` only where a language model was given any."""

    model: str | None
    index: str
    ms: dict[str, float]
    prompts: dict[str, str] = Field(default_factory=dict)


class AnswerPublic(BaseModel):
    """An answer."""

    question: str
    standalone: str
    route: Route
    outcome: Outcome
    text: str
    citations: list[CitationPublic]
    rows: list[AnswerRowPublic]
    coverage: CoveragePublic | None
    trace: TracePublic
    understood: str
    struck: list[str]


class InferencePublic(BaseModel):
    """A value that the document does not state, with the reason for it."""

    value: str
    reason: str


class DocumentPublic(BaseModel):
    """What a document is."""

    document_id: str
    document: str
    kind: str
    family: str
    number: str | None
    issuer: str | None
    level: str | None
    commune: str | None
    district: str | None
    province: str | None
    date: str | None
    result_year: int | None
    target_year: int | None
    title: str
    signer_role: str | None
    status: dict[str, Status]
    inferred: dict[str, InferencePublic]


class DuplicatePublic(BaseModel):
    """The document that stands for another one, and why."""

    document_id: str
    document: str
    reason: str


class ListedDocumentPublic(DocumentPublic):
    """A document in the list, with the last folders above each of its files."""

    folders: list[str]
    duplicate_of: DuplicatePublic | None


class SectionPublic(BaseModel):
    """A section of the outline; ``start`` to ``end`` count characters of the text."""

    section: str
    heading: str
    role: str
    start: int
    end: int


class DroppedPublic(BaseModel):
    """A stretch that cleaning took out."""

    reason: str
    text: str


class PartPublic(BaseModel):
    """A part of a file and what became of it."""

    part: str
    fate: Fate
    reason: str
    text: str


class NotARowPublic(BaseModel):
    """A number of the text that is no row: a figure that was not read as one, or no figure at all, and why."""

    figure: str
    start: int
    end: int
    verdict: Literal["figure", "none"]
    reason: str


class ReceiptPublic(BaseModel):
    """What became of a file; ``complete`` tells that no part of it was left unread."""

    document_id: str
    document: str
    complete: bool
    rows: int
    parts: list[PartPublic]
    dropped: list[DroppedPublic]
    figures: list[NotARowPublic]


class RemovedPublic(BaseModel):
    """A document that was taken out; its id brings it back.

    Of a zip, a mail or a folder all that came from it were: ``documents`` has their names by id, the first is told.
    """

    document_id: str
    document: str
    documents: dict[str, str]


class DocumentTextPublic(DocumentPublic):
    """A document with its cleaned text, to which all offsets refer."""

    text: str
    outline: list[SectionPublic]
    dropped: list[DroppedPublic]


class EvidencePublic(BaseModel):
    """A found passage with the score of each leg."""

    passage_id: str
    document_id: str
    document: str
    section: str
    start: int
    end: int
    score: float
    lexical: float
    dense: float
    text: str


class LedgerPagePublic(BaseModel):
    """Some rows of the ledger, and how many there are for the same filters."""

    total: int
    rows: list[LedgerRowPublic]


class TextPagePublic(BaseModel):
    """A stretch of a document's cleaned text; ``next_start`` is where the next one begins, None after the last."""

    document: str
    start: int
    length: int
    next_start: int | None
    text: str


class HealthPublic(BaseModel):
    """That the service answers, and over how many documents; null where the archive cannot be read."""

    status: Literal["ok"]
    documents: int | None


class FieldProblemPublic(BaseModel):
    """What is wrong with one field of a request."""

    field: str
    message: str


class ProblemPublic(BaseModel):
    """A failure as RFC 9457 has it, with the number that the log has; ``errors`` only where fields do not fit."""

    type: str
    title: str
    status: int
    detail: str
    request_id: str | None = None
    errors: list[FieldProblemPublic] = []

    model_config = _example(type="about:blank", title="Không có", status=404, detail="Không có văn bản “a.docx”.")


# -- drafts ------------------------------------------------------------------------------------------


class DraftCreate(BaseModel):
    """What is to be drafted; documents by id or file name."""

    base: str
    year: int
    place: str | None = None
    examples: list[str] = Field(default_factory=list)
    superior: str | None = None
    profile: Literal["36-HD", "ND30"] | None = None

    model_config = _example(base="nghi_quyet_2025.docx", year=2026, place="Trường Xuân")


class RowCreate(BaseModel):
    """Cells of one row of the indicator table, as typed; ``target`` may be "gợi ý" or "giữ nguyên"."""

    result: str = ""
    unit: str = ""
    target: str = ""
    superior: str = ""


class EditCreate(BaseModel):
    """Another text for a paragraph, or null to take it out."""

    text: str | None


class DraftPublic(BaseModel):
    """A draft in the list of drafts."""

    draft_id: str
    title: str
    changed_at: str
    base: str
    year: int
    place: str | None
    examples: list[str]
    superior: str | None
    owner: str | None = None


class SuggestionPublic(BaseModel):
    """A figure that may be proposed, with its arithmetic."""

    figure: str
    reason: str


class DraftRowPublic(BaseModel):
    """A row of the indicator table; figures as staff write them."""

    key: str
    number: str
    group: Literal["targets", "tasks", "results"]
    indicator: str | None
    label: str
    unit: str
    last: str | None
    wording: str
    result: str | None
    result_source: str
    reached: str
    target: str | None
    target_source: str
    superior: str | None
    superior_source: str
    suggestion: SuggestionPublic | None
    section: str


class ChangePublic(BaseModel):
    """A stretch of the source and what stands in its place."""

    source: str = Field(alias="from")
    to: str
    kind: str
    reason: str


class ParagraphPublic(BaseModel):
    """A paragraph beside its source; ``start`` to ``end`` count characters of the source document's text."""

    key: str
    role: str
    nature: str
    depth: int
    state: Literal["carried", "changed", "edited", "dropped", "added"]
    text: str
    document: str
    section: str
    start: int
    end: int
    changes: list[ChangePublic]


class FindingPublic(BaseModel):
    """What a check found, where, and what to do."""

    check: str
    severity: Literal["error", "blank", "warning", "note"]
    message: str
    remedy: str
    paragraph: str
    quote: str
    place: str


class ManuscriptPublic(BaseModel):
    """A whole draft."""

    draft_id: str
    base: str
    year: int
    place: str | None
    profile: str
    title: str
    issuer: str
    superior: str
    summary: dict[str, int]
    rows: list[DraftRowPublic]
    paragraphs: list[ParagraphPublic]
    findings: list[FindingPublic]


class CountsPublic(BaseModel):
    """A receipt in numbers: parts of the file by what became of them, rows, and figures that are none."""

    read: int
    dropped: int
    unread: int
    rows: int
    not_rows: int


class UnreadPublic(BaseModel):
    """A part of a file that could not be read, and why."""

    part: str
    reason: str


class FilePublic(BaseModel):
    """What became of one file, or of one in a zip or a mail; ``reason`` says why it was rejected and what to do.

    ``told`` is all of it in a sentence for people.
    """

    name: str
    outcome: Literal["added", "updated", "unchanged", "rejected"]
    reason: str | None
    document_id: str | None
    title: str | None
    note: str | None
    receipt: CountsPublic | None
    unread: list[UnreadPublic]
    told: str


class UploadPublic(BaseModel):
    """How far an upload is; ``detail`` is the line of what ended it early."""

    upload_id: str
    state: Literal["waiting", "reading", "done", "failed"]
    files: int
    outcomes: list[FilePublic]
    detail: str | None
