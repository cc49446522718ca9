"""The vocabulary, in the order in which data flows.

Every step of the house takes and returns these frozen types, so reading this file from top to bottom
is reading the flow from top to bottom. All offsets count Python characters of the *cleaned* text of a
document; ``text[start:end]`` is always the quote.

Glossary (Vietnamese - English)
    nghị quyết            resolution
    chỉ tiêu              indicator; as a row of the ledger, a figure set or reached for it
    sổ chỉ tiêu           ledger: every figure of every document, one typed row each
    chỉ tiêu giao         target (``kind="target"``)
    kết quả thực hiện     actual (``kind="actual"``)
    mức / mức tăng, giảm  level / change (``measure``)
    so với kế hoạch       against the plan (``measure="vs_plan"``)
    trong đó              of which: a row with ``sub_of``
    xã, phường, thị trấn  commune-level units; a huyện (district) is not one
    văn bản im lặng       silent: the document says nothing of the indicator
    trường hợp giáp ranh  boundary: "từ 58" asked with "trên 58"
    dự thảo, văn bản gốc  manuscript (``Manuscript``) of next year's document, and the document it starts from
    việc một lần          one-off: a task that ends with its year, as against a standing one
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Literal

Comparator = Literal["=", ">", ">=", "<", "<=", "range"]
Kind = Literal["target", "actual"]
Measure = Literal["level", "change", "vs_plan"]
Direction = Literal["tăng", "giảm", "vượt", "hụt"]
Status = Literal["stated", "inferred", "absent", "corrected"]
Role = Literal["heading", "basis", "results", "targets", "tasks", "implementation", "closing", "body"]
Route = Literal["ledger", "passages"]
Outcome = Literal["answered", "abstained"]
Verdict = Literal["match", "boundary", "no_match"]
Review = Literal["extracted", "confirmed", "corrected", "rejected", "proposed"]
Intent = Literal[
    "lookup",
    "filter",
    "superlative",
    "rank",
    "count",
    "sum",
    "mean",
    "compare",
    "list",
    "missing",
    "archive",
    "about",
    "mention",
    "describe",
    "summary",
    "talk",
]

# -- reading -----------------------------------------------------------------------------------------


Fate = Literal["read", "dropped", "unread"]


@dataclass(frozen=True, slots=True)
class Remark:
    """One line of the receipt of a file: a part of it and what became of that.

    ``part`` names it as staff do ("trang 3", "đầu trang", "chú thích cuối trang"), ``reason`` says why it was dropped
    or could not be read, with the remedy, ``text`` what was dropped, where it is known.
    """

    part: str
    fate: Fate
    reason: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a reader takes from a file: ``text`` and ``around`` as in a ``SourceDocument``, and what it remarks."""

    text: str
    around: str = ""
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """One file as a reader hands it over: plain text, with headings, list numbers and table rows as lines.

    ``content_hash`` is the SHA-256 of the file's bytes in hex; a table row is ``| cell | cell |``, what is raised
    ``<sup>1</sup>``, what is struck ``<s>55</s>``, what the page does not show ``<!--5-->``. ``around`` is what a web
    page shows around the document, one block a line: its title, menus, boxes, footer. ``remarks`` are what its reader
    says of its parts.
    """

    name: str
    content_hash: str
    text: str
    around: str = ""
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Dropped:
    """A stretch that cleaning took out, kept so that staff can see it (``show --dropped``)."""

    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class CleanText:
    """The text to which all offsets refer, what was taken out on the way, and where numbers stand whose digits were
    recognised (OCR) without being sure.
    """

    text: str
    dropped: tuple[Dropped, ...] = ()
    doubtful: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the document under one heading, without its subsections' text.

    ``path`` is what staff would cite (``("II", "2", "c")``); ``start`` is the first character of the
    heading, ``body`` the first after it, ``end`` one past the last of the section's own text.
    """

    path: tuple[str, ...]
    heading: str
    role: Role
    start: int
    body: int
    end: int

    @property
    def label(self) -> str:
        """The path as shown and as the contract prints it: ``II > 2 > c``."""
        return " > ".join(self.path)


@dataclass(frozen=True, slots=True)
class Inference:
    """A value that the document does not state, with the reason for it, in Vietnamese."""

    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document is. A field is ``None`` where the document does not say.

    ``level`` is one of xã, phường, thị trấn, đặc khu, huyện, tỉnh, trung ương; ``date`` is ISO;
    ``status`` maps each field name to stated / inferred / absent, or corrected where a person has said it, and an
    inferred value stands in ``inferred`` only, never in the field. ``village`` is set where a row is of a part of a
    commune, and ``level`` is then "thôn", "tổ dân phố" …; no document speaks for one.
    """

    kind: str
    family: str
    title: str
    number: str | None = None
    issuer: str | None = None
    level: str | None = None
    commune: str | None = None
    district: str | None = None
    province: str | None = None
    date: str | None = None
    result_year: int | None = None
    target_year: int | None = None
    signer_role: str | None = None
    status: Mapping[str, Status] = field(default_factory=dict)
    inferred: Mapping[str, Inference] = field(default_factory=dict)
    village: str | None = None

    @property
    def place(self) -> str | None:
        """The unit that the document speaks for: its commune, else its district, else its province."""
        if self.village is not None:
            return self.village
        if self.level in COMMUNE_LEVELS:
            return self.commune
        return self.district if self.level == "huyện" else self.province


DOCUMENT_KINDS = (
    "nghị quyết",
    "thông báo",
    "kế hoạch",
    "chỉ thị",
    "quyết định",
    "công văn",
    "báo cáo",
    "hướng dẫn",
    "khác",
)
LEVELS = ("xã", "phường", "thị trấn", "đặc khu", "huyện", "tỉnh", "trung ương")
COMMUNE_LEVELS = frozenset({"xã", "phường", "thị trấn", "đặc khu"})


@dataclass(frozen=True, slots=True)
class Resolution:
    """A document that has been read, cleaned, outlined and identified.

    ``doubtful`` are the places of ``text`` whose digits were recognised (OCR) without being sure; they are known only
    while its figures are read.
    """

    document_id: str
    name: str
    content_hash: str
    text: str
    dropped: tuple[Dropped, ...]
    sections: tuple[Section, ...]
    identity: Identity
    remarks: tuple[Remark, ...] = ()
    doubtful: tuple[tuple[int, int], ...] = ()

    @property
    def has_unread(self) -> bool:
        """Whether a part of its file could not be read: what it seems not to say may stand there."""
        return any(remark.fate == "unread" for remark in self.remarks)

    def section_at(self, place: int) -> Section | None:
        """The section in whose own text a place of ``text`` stands: the last that begins there or before it."""
        last = bisect_right(self.sections, place, key=attrgetter("start"))
        return next((each for each in reversed(self.sections[:last]) if place < each.end), None)

    def end_of(self, section: Section) -> int:
        """Where a section ends with all of its subsections."""
        depth = len(section.path)
        inner = (each for each in self.sections if each.path[:depth] == section.path and each.start >= section.start)
        return max([section.end, *(each.end for each in inner)])

    def label_at(self, place: int) -> str:
        """The label of that section; "" where a place stands in none."""
        section = self.section_at(place)
        return section.label if section is not None else ""


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit of retrieval: whole bullets or paragraphs of one section.

    ``text`` equals ``resolution.text[start:end]``; ``context`` (title, place and headings, joined) is
    indexed with it and never quoted.
    """

    passage_id: str
    document_id: str
    section: str
    role: Role
    start: int
    end: int
    text: str
    context: str


# -- figures -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its comparator and unit, as found in a text; ``start``/``end`` span all three.

    ``value`` is in ``unit``, the unit as read and normalised ("triệu đồng/người/tháng"), not yet in the
    unit of an indicator. ``of`` is Y in "X/Y". ``unit`` is "" where none is written.
    ``number_start``/``number_end`` span the digits alone. ``previous`` is the old value in "từ 12 tỷ lên 13,5 tỷ".
    """

    comparator: Comparator
    value: float
    value_max: float | None
    unit: str
    of: float | None
    approximate: bool
    start: int
    end: int
    number_start: int
    number_end: int
    previous: float | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of the ledger: one figure, typed, with the span it was read from.

    ``indicator`` is an id of the catalogue, or ``None`` where the catalogue does not know it (then
    ``label``, the words of the document, is all there is). ``value`` is in ``unit``, the catalogue's
    canonical unit, and never negative: ``direction`` carries the sign. ``quote`` equals the cleaned text
    from ``start`` to ``end`` and contains label and figure. ``of`` is Y in "6/19 tiêu chí", ``plan`` Y in
    "318/300 ha" (the result against the plan), ``previous`` the old value of "điều chỉnh từ 12 lên 13,5 tỷ".
    ``review`` says whether staff have looked at the row; a rejected one counts for nothing, a proposed one is no row
    (``Proposal``). ``confidence`` is the chance that all of it was read right (0 to 1), ``why`` what spoke for it in
    words, ``runner_up`` the reading that came second. ``place`` is the unit that the figure is of where it is not the
    document's own, its level before its name as in "xã Mỹ Lâm" or "thôn Hạ".
    """

    row_id: str
    document_id: str
    indicator: str | None
    label: str
    comparator: Comparator
    value: float
    value_max: float | None
    unit: str
    kind: Kind
    measure: Measure
    direction: Direction | None
    year: int | None
    section: str
    quote: str
    start: int
    end: int
    figure: str
    of: float | None = None
    scope: str | None = None
    rank: str | None = None
    sub_of: str | None = None
    averaging: str | None = None
    approximate: bool = False
    period: str | None = None
    previous: float | None = None
    plan: float | None = None
    review: Review = "extracted"
    confidence: float = 1.0
    why: tuple[str, ...] = ()
    runner_up: str | None = None
    place: str | None = None


RowState = Literal["unsure", "extracted", "confirmed", "corrected", "rejected"]
RowSort = Literal["document", "place", "level", "label", "value", "unit", "kind", "year", "confidence", "review"]


@dataclass(frozen=True, slots=True)
class RowQuery:
    """Which rows of the ledger are wanted, in which order, and which stretch of them; what is given must all hold.

    ``indicators`` are catalogue ids, and labels of rows that the catalogue does not know; ``place`` is the name of
    a unit or of one that it lies in, with or without its level and its diacritics; ``document`` an id; ``text`` words
    that label, quote and unit must hold, in any order, without regard to diacritics. ``rows`` are row ids. ``state``
    "unsure" is what was not read for sure and nobody has looked at. Rejected rows come only with ``with_rejected``
    or with that state. Rows without what is sorted by come last; ``limit`` None is all of them.
    """

    indicators: tuple[str, ...] | None = None
    place: str | None = None
    level: str | None = None
    year: int | None = None
    kind: Kind | None = None
    unit: str | None = None
    document: str | None = None
    state: RowState | None = None
    rows: frozenset[str] | None = None
    text: str = ""
    with_rejected: bool = False
    sort: RowSort = "document"
    descending: bool = False
    offset: int = 0
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class RowPage:
    """A stretch of the rows that a query asks for, and how many there are in all."""

    rows: tuple[Indicator, ...]
    total: int


@dataclass(frozen=True, slots=True)
class RowChoices:
    """What rows can be narrowed by, each with the number of its rows; rejected rows count for nothing.

    ``indicators`` are catalogue ids, and labels of rows that the catalogue does not know; ``places`` are units as
    their rows are shown under.
    """

    indicators: Mapping[str, int]
    places: Mapping[str, int]
    levels: Mapping[str, int]
    years: Mapping[int, int]
    units: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class FigureTold:
    """What became of one number of a text; ``text[start:end]`` is ``figure``.

    ``verdict`` is "row" (then ``row_id`` is its row), "figure" (a figure that is no row) or "none" (a date, a
    document number, a list mark ...). ``confidence`` is the row's, or the chance that a figure is one.
    """

    figure: str
    start: int
    end: int
    verdict: Literal["row", "figure", "none"]
    confidence: float | None
    why: tuple[str, ...]
    row_id: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """The rows of a document, and what became of every number of its text, both in its order."""

    rows: tuple[Indicator, ...]
    figures: tuple[FigureTold, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person said of a row, kept beside the document so that it outlives every new reading of the file.

    ``extracted`` is the row as it was read, ``row`` as it shall stand (its ``review`` says confirmed, corrected or
    rejected); ``by`` is a name, ``at`` ISO 8601 in UTC, ``note`` the reason in the person's words.
    """

    extracted: Indicator
    row: Indicator
    by: str
    at: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class IdentityCorrection:
    """What a person said of what a document is, kept beside it so that it outlives every new reading of the file.

    ``extracted`` is the identity as it was read, ``changes`` the fields as they shall stand, None for what is not
    known; ``by`` is a name, ``at`` ISO 8601 in UTC, ``note`` the reason in the person's words.
    """

    document_id: str
    extracted: Identity
    changes: Mapping[str, str | int | None]
    by: str
    at: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A row as a language model read it where the ledger did not, until a person has decided on it.

    It is no row: nothing is counted, answered or exported from it. ``row`` is as it would stand, its ``row_id`` names
    the proposal; ``replaces`` is the row that it would stand in the place of, None where the ledger read none. ``at``
    is ISO 8601 in UTC.
    """

    row: Indicator
    model: str
    at: str
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a row that a person should look at: a ``code``, and the reason in Vietnamese."""

    code: Literal["range", "digits", "parts", "contradiction", "other_document", "lost"]
    message: str


@dataclass(frozen=True, slots=True)
class Archived:
    """All that is kept of one document; what ``ingest`` hands to the archive in one transaction.

    ``figures`` tell what became of every number of the text, in its order.
    """

    resolution: Resolution
    passages: tuple[Passage, ...]
    indicators: tuple[Indicator, ...]
    figures: tuple[FigureTold, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a file: its parts as its reader tells of them, what cleaning took out, and every number.

    ``rows`` counts the rows of the ledger, ``figures`` are the numbers of the text that are none, with the reason.
    """

    document_id: str
    document: str
    remarks: tuple[Remark, ...]
    dropped: tuple[Dropped, ...]
    rows: int
    figures: tuple[FigureTold, ...]

    @property
    def unread(self) -> tuple[Remark, ...]:
        """The parts of the file that could not be read."""
        return tuple(remark for remark in self.remarks if remark.fate == "unread")

    @property
    def not_rows(self) -> tuple[FigureTold, ...]:
        """The figures that are no row; dates, document numbers, list marks … are no figures."""
        return tuple(each for each in self.figures if each.verdict == "figure")


@dataclass(frozen=True, slots=True)
class Origin:
    """The file that a document came in, by which it is known again.

    ``path`` says where it lies on this machine, ``size`` is in bytes, ``modified`` in nanoseconds since 1970 (0 where
    it cannot be trusted), ``reading`` the version of the software that read it.
    """

    path: str
    size: int = 0
    modified: int = 0
    reading: str = ""


@dataclass(frozen=True, slots=True)
class Filed:
    """A file of the archive: where it came from, the name that its document is asked for by, and that document."""

    origin: Origin
    name: str
    document_id: str
    content_hash: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file, or one in a file, that gave no document; ``reason`` is the user's line, with the remedy."""

    origin: Origin
    reason: str


@dataclass(frozen=True, slots=True)
class Removed:
    """A file of a document that was removed by hand; ``at`` is ISO 8601 in UTC."""

    origin: Origin
    document_id: str
    content_hash: str
    at: str


@dataclass(frozen=True, slots=True)
class Gone:
    """A document that was in the archive; ``at`` is ISO 8601 in UTC, ``replaced_by`` the document in its place."""

    document_id: str
    name: str
    at: str
    replaced_by: str | None = None


# -- asking ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a conversation; ``role`` is ``user`` or ``assistant``."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Condition:
    """What is asked of a figure: "trên 58 triệu" is ``>``, 58.0; ``unit`` is the one of the question."""

    comparator: Comparator
    value: float
    value_max: float | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A unit named in a question: ``level`` is None where the question gives only a name, ``name`` is "" where it
    gives only a level ("của huyện").

    ``within`` are the district and the province that the question puts it in; ``members`` tells that the units
    within a district or province are asked about ("xã nào ở huyện Bình Lâm"), not the district itself.
    ``documents`` are set where documents are told by what they hold ("xã có thôn Hạ Tứ", "do ông Lợi ký").
    ``held_to`` are those of the unit's documents that are meant ("Nghị quyết 42 của xã …", "xã … (cũ)"); () for all.
    """

    name: str
    level: str | None = None
    within: tuple[str, ...] = ()
    members: bool = False
    documents: tuple[str, ...] = ()
    held_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AdminUnit:
    """An administrative unit as the table of mergers knows it; a unit of today has no district."""

    level: str
    name: str
    district: str | None
    province: str

    @property
    def words(self) -> str:
        """As in "xã Xuân Lập, Thanh Hóa"."""
        return ", ".join(part for part in (f"{self.level} {self.name}", self.district, self.province) if part)


@dataclass(frozen=True, slots=True)
class Merger:
    """An old unit that became part of one of today; ``split`` tells that other parts went elsewhere.

    ``earlier`` are folded names, without blanks, of units that had been merged into the old one before.
    """

    old: AdminUnit
    now: AdminUnit
    split: bool
    earlier: frozenset[str]


@dataclass(frozen=True, slots=True)
class Clause:
    """A condition on the figures of one indicator; None where a follow-up leaves the indicator to be filled in.

    With ``than`` the condition is another unit's own figure ("cao hơn xã Hưng Tân"), put in once it is looked up.
    """

    indicator: str | None
    condition: Condition
    than: Place | None = None


Standing = Literal["reached", "exceeded", "missed"]
Operation = Literal[
    "difference",
    "percent",
    "times",
    "share",
    "parts",
    "remainder",
    "breakdown",
    "each",
    "rest",
    "grown",
    "back",
    "verdict",
    "fulfilment",
    "latest",
    "last",
    "now",
    "to_go",
    "ends",
]


@dataclass(frozen=True, slots=True)
class Reference:
    """A kind and a year that stand together in a question ("kế hoạch 2023"); ``kind`` None is either."""

    kind: Kind | None
    year: int


@dataclass(frozen=True, slots=True)
class Question:
    """A question, understood.

    ``text`` is what is asked, without courtesy and with short forms written out, as every later step reads it;
    ``typed`` is the message itself ("" where it is the same).
    ``intent`` "missing" asks who does not state an indicator, "mention" which documents speak of a matter
    (``negated``: which do not), "about" for what a document is (``about``: date, number, signer, place …, all
    that are asked for).
    ``indicators`` are catalogue ids, or labels of the ledger that the catalogue does not know.
    ``any_of`` is the condition as a small tree: a row of clauses holds where all of its clauses hold ("và"), the
    question where any row does ("hoặc"). ``kind`` is the one asked for, or where ``kind_said`` is false the one
    taken for granted; ``since`` the first year of all that are asked for ("từ 2022 đến nay"); ``direction`` that of
    the change asked for; ``limit`` how many units an order shows ("3 xã cao nhất"); ``areas`` fields of the
    catalogue ("các chỉ tiêu kinh tế"). ``met`` asks whether a result reached, exceeded or missed its target ("có
    đạt chỉ tiêu không"), ``part_of_year`` is the one whose results are preferred ("6 tháng đầu năm").
    ``naming`` asks for the things that a figure counts ("kể tên sáu tiêu chí"), ``figure`` for a figure, whatever it
    is of, and ``per_month`` for it by the month; ``related`` are indicators that the same words may mean.
    ``yes_no`` tells that the answer is to open with yes or no; ``also`` are the parts of a question that asks
    several things, each read as one that goes on with the part before. ``unread`` are words that bear meaning and
    were not understood: a question that has any is refused. ``corrections`` are names taken for misspelt, as
    typed and as the archive writes them. ``merged`` are the mergers of 2025 behind places that stand for a unit
    of today, ``superiors`` the provinces named. ``levels`` limits the documents asked about (``("xã",)``); empty
    means all. ``unknown_places`` are names that follow a level word and that the archive does not hold,
    ``excepted`` units that are left out of those asked about ("trừ xã Hòa An").
    ``document_kinds`` limits a question about the archive itself ("văn bản nào không phải là nghị quyết" is all
    other kinds), as do ``families`` (the bodies: Đảng, HĐND, UBND, MTTQ); ``issued`` tells that its ``years`` are
    those of issue, ``months`` the months of it ("2025-12"). ``operations`` are the arithmetic asked for: between
    two figures (difference, percent, times), of parts and a whole (share, parts, remainder, breakdown;
    ``named_parts`` and ``named_whole`` in the question's words), a figure shared out evenly (each; to every ``each``
    of ``each_of``, or of the years and months of the figure), a base with ``rate`` per cent put on it (grown), last
    year's level from this year's change (back), a result held against its target beside its figures (verdict), X by
    Y of "X/Y" (fulfilment), what of Y is not X (rest), the newest figures of each unit (latest), the last year of a
    term beside those named (last), the newest result beside those years (now), what of the plan, or of ``rate`` per
    cent of it, is not reached yet (to_go). ``talked`` are the kinds and years
    that the conversation asked of the same figures, ``talked_places`` the units that it asked of, the last one last.
    ``references`` are the kinds and
    years that the question puts together, where the kinds differ; ``unit`` is the one that a result is asked for
    in. ``case`` is what is supposed, or who is helped, before it is asked what follows, in the question's words.
    ``words`` are the content words left for retrieval, ``sections`` and ``anchors`` the roles and the
    paragraphs ("nguyên nhân") that it points to. ``inherited`` names the fields that only the conversation gave.
    ``summary`` are the words that name the document to be summed up, () where place and year do, None where no
    summary is asked for; ``talk`` what a message is that asks nothing of the documents ("greets", "thanks", "agrees",
    "abilities"). ``reading`` is the one line shown to the user ("Hiểu là: …").
    """

    text: str
    standalone: str
    route: Route
    intent: Intent
    indicators: tuple[str, ...] = ()
    any_of: tuple[tuple[Clause, ...], ...] = ()
    places: tuple[Place, ...] = ()
    excepted: tuple[Place, ...] = ()
    unknown_places: tuple[str, ...] = ()
    superiors: tuple[str, ...] = ()
    merged: tuple[Merger, ...] = ()
    levels: tuple[str, ...] = ()
    kind: Kind | None = None
    kind_said: bool = True
    measure: Measure | None = None
    direction: Direction | None = None
    years: tuple[int, ...] = ()
    part_of_year: str | None = None
    since: int | None = None
    highest: bool = True
    limit: int | None = None
    areas: tuple[str, ...] = ()
    negated: bool = False
    yes_no: bool = False
    naming: bool = False
    figure: bool = False
    per_month: bool = False
    met: Standing | None = None
    related: tuple[str, ...] = ()
    document_kinds: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    issued: bool = False
    months: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    operations: tuple[Operation, ...] = ()
    talked: tuple[Reference, ...] = ()
    talked_places: tuple[Place, ...] = ()
    references: tuple[Reference, ...] = ()
    rate: float | None = None
    named_parts: tuple[str, ...] = ()
    named_whole: str = ""
    each: str = ""
    each_of: int | None = None
    unit: str | None = None
    unread: tuple[str, ...] = ()
    corrections: tuple[tuple[str, str], ...] = ()
    case: str = ""
    words: tuple[str, ...] = ()
    sections: tuple[Role, ...] = ()
    anchors: tuple[str, ...] = ()
    also: tuple[Question, ...] = ()
    inherited: frozenset[str] = frozenset()
    summary: tuple[str, ...] | None = None
    talk: str | None = None
    reading: str = ""

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Every clause of the condition, in the order of the question."""
        return tuple(clause for row in self.any_of for clause in row)

    typed: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One result of an index: an id and the index's own score, higher is better."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """A retrieved passage with the score of each leg (0 where a leg did not find it) and their fusion."""

    passage: Passage
    score: float
    lexical: float
    dense: float


@dataclass(frozen=True, slots=True)
class Counted:
    """A document under a question: the rows that decide it, and what they decide."""

    document_id: str
    rows: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """A question run over all rows. Each document of the archive stands in exactly one group.

    ``silent``: asked about, but without a row for it. ``excluded``: outside the question (a district where
    communes are asked for, another place, another year), with the reason in Vietnamese. ``doubtful`` are rows that
    the answer does not rest on, were not read for sure, and would change it under their second reading; ``written``
    are those of the silent whose text holds what is asked, though it was not read as a row.
    """

    match: tuple[Counted, ...]
    boundary: tuple[Counted, ...]
    no_match: tuple[Counted, ...]
    silent: tuple[str, ...]
    excluded: Mapping[str, str]
    doubtful: tuple[Indicator, ...] = ()
    written: tuple[str, ...] = ()

    @property
    def documents(self) -> int:
        """How many documents the tally accounts for."""
        groups = (self.match, self.boundary, self.no_match, self.silent, self.excluded)
        return sum(len(group) for group in groups)


# -- answering ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a document that a statement rests on; ``quote`` must equal its cleaned text."""

    document_id: str
    section: str
    start: int
    end: int
    quote: str


DERIVED_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Derived:
    """A number that no document contains, with the arithmetic behind it, so that ``verify`` can redo it.

    A mean, a ratio, a share (the first operand in % of the second) and a growth (of the first over the second, in %)
    are rounded to ``DERIVED_DECIMALS``; "raised" is the first operand with the second, in %, put on it;
    "shared" is the first by the second, a number of years or units, rounded too; "whole" is what the first is so
    many per cent of, "unraised" the level from which a rise of so many per cent led to the first, "part" so many per
    cent of it. With ``unit`` each operand must stand in a cited quote in that unit (where the second is a rate or a
    number, the first); ``comparator`` is that of a result made from a bound ("trên 59").
    """

    operation: Literal[
        "count",
        "sum",
        "mean",
        "difference",
        "ratio",
        "share",
        "growth",
        "raised",
        "shared",
        "whole",
        "unraised",
        "part",
    ]
    operands: tuple[float, ...]
    value: float
    unit: str | None = None
    comparator: Comparator = "="


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence or list item of an answer, with what it rests on.

    ``part`` says where it is shown: the answer itself, the boundary cases after it, or the coverage.
    A number in ``text`` must stand in one of ``spans`` or be one of ``derived``; ``labels`` are words quoted
    from the archive's own metadata (place names, titles, years of a document) and are not figures.
    """

    text: str
    spans: tuple[Span, ...] = ()
    derived: tuple[Derived, ...] = ()
    labels: tuple[str, ...] = ()
    part: Literal["answer", "boundary", "coverage"] = "answer"


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer before it is verified.

    ``denies`` tells that it says that the documents do not say what is asked: then the text is looked at again;
    ``clear`` that its lines speak of the matter in the question's own words. ``listed`` are the documents that are
    the answer themselves ("trong kho có mấy báo cáo"), each by the line that is cited of it.
    """

    outcome: Outcome
    statements: tuple[Statement, ...]
    rows: tuple[tuple[Indicator, Verdict], ...] = ()
    listed: tuple[Span, ...] = ()
    denies: bool = False
    clear: bool = True


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered span as the answer shows it."""

    n: int
    document_id: str
    document: str
    title: str
    issuer: str | None
    section: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A row of the ledger in an answer, with its place, its verdict and its citation number.

    ``identity`` is the document's; where the row is of another unit it is that one's, and ``document_place`` names
    the document's own. A document that is the answer itself has no ``indicator``.
    """

    indicator: Indicator | None
    document: str
    identity: Identity
    verdict: Verdict
    citation: int
    document_place: str | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many documents an answer accounts for, group by group; the groups add up to ``documents``.

    ``written`` is how many of the silent write what is asked in their text, where it was not read as a figure,
    ``texts`` the text of how many was looked at before it was said that nothing answers;
    ``unsure`` is how many of the rows that it rests on were not read for sure, ``could_change`` how many others that
    were not might change it. ``elsewhere`` of the ``documents`` are units whose figures stand in another's document.
    """

    documents: int
    match: int
    boundary: int
    no_match: int
    silent: int
    excluded: int
    unsure: int = 0
    could_change: int = 0
    elsewhere: int = 0
    written: int = 0
    texts: int = 0


@dataclass(frozen=True, slots=True)
class Trace:
    """What made the answer: the model (None where none of its words are shown), the index version, milliseconds by
    step, and the version of each prompt that a model was given. ``shown`` and ``struck`` count a model's sentences.
    """

    model: str | None
    index: str
    ms: Mapping[str, float]
    prompts: Mapping[str, str] = field(default_factory=dict)
    shown: int = 0
    struck: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """A verified answer. ``struck`` are the statements that verification took out."""

    question: Question
    outcome: Outcome
    text: str
    citations: tuple[Citation, ...]
    rows: tuple[AnswerRow, ...]
    coverage: Coverage | None
    trace: Trace
    struck: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """What is done next on the way to an answer: "search" the archive, or have a model "write"."""

    name: Literal["search", "write"]


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a plain document that users take along; ``rows`` are a table's, its head first."""

    kind: Literal["title", "heading", "text", "item", "table"]
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


# -- conversations -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Exchanged:
    """A question of a conversation with its answer, citations and all, as it was shown."""

    question: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Conversation:
    """A stored conversation; ``title`` is its first question until somebody gives it another, ``started`` an ISO time
    with its zone. One that is not ``own`` comes from the time before conversations had owners: all see it.
    """

    conversation_id: int
    title: str
    started: str
    exchanges: tuple[Exchanged, ...] = ()
    pinned: bool = False
    own: bool = True


# -- judging -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Flagged:
    """A question whose answer a user found wrong, until staff have made a case of it, or one that was found right.

    ``reason`` is what the user said of it, ``answer`` is what was said; ``at`` is ISO, UTC. ``expected`` (in words)
    and ``documents`` (file names) are what staff fill in, empty before.
    """

    flag_id: str
    question: str
    history: tuple[Turn, ...]
    answer: str
    at: str
    expected: str = ""
    documents: tuple[str, ...] = ()
    reason: str = ""


# -- drafting ----------------------------------------------------------------------------------------

Nature = Literal["standing", "one_off", "figures", "assessment"]
ChangeKind = Literal["year", "anniversary", "date", "figure", "name", "body", "citation"]
DraftStep = Literal["table", "text", "check", "download"]  # where the work on a draft stands
Severity = Literal["error", "blank", "warning", "note"]  # a blank waits for a person and is no error
RowGroup = Literal["targets", "tasks", "results"]
ParagraphState = Literal["carried", "changed", "edited", "dropped", "added"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as staff type it: "60,5", "27/29" (``of``) or "15-16" (``value_max``); the unit is its row's.

    ``comparator`` is the bound that was said with it ("≥ 70"), None where none was.
    """

    value: float
    value_max: float | None = None
    of: float | None = None
    comparator: Comparator | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What staff typed for one row: None where they typed nothing; ``accept`` takes the suggestion."""

    result: Figure | None = None
    target: Figure | None = None
    superior: Figure | None = None
    accept: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """What staff did to one paragraph: another text, or None where they took it out."""

    key: str
    text: str | None


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """What is to be drafted: documents by id; ``place`` is given where the draft is for another commune."""

    base: str
    year: int
    place: str | None = None
    examples: tuple[str, ...] = ()
    superior: str | None = None
    profile: str | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A figure that may be proposed, with the arithmetic that gave it, in Vietnamese; never taken by itself."""

    figure: Figure
    reason: str


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One row of the indicator table: a figure of the base, and what is known of it for the next year.

    ``number`` is the item as the base counts it ("11"), ``unit`` the one it writes, ``wording`` the figure as
    written ("trên 96%"). ``last`` is None in an item without a figure ("Duy trì các tiêu chí NTM"). ``group``
    "results" holds figures of the assessment, which are results and no targets.
    """

    key: str
    number: str
    group: RowGroup
    indicator: str | None
    label: str
    unit: str
    wording: str
    comparator: Comparator
    measure: Measure
    better: str
    last: Figure | None
    source: Span
    result: Figure | None = None
    result_source: str = ""
    target: Figure | None = None
    target_source: str = ""
    superior: Figure | None = None
    superior_source: str = ""
    suggestion: Suggestion | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of a source text and what stands in its place; offsets are those of the source text.

    One that is not ``sure`` is highlighted, so that a person looks at it.
    """

    start: int
    end: int
    text: str
    kind: ChangeKind
    reason: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Doubt:
    """A stretch of a source text that was kept, and why a person should look at it."""

    start: int
    end: int
    reason: str
    severity: Severity = "warning"


@dataclass(frozen=True, slots=True)
class Reworked:
    """What a step wants changed in a source text, and what it doubts."""

    changes: tuple[Change, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftParagraph:
    """One paragraph of a manuscript beside the one it comes from.

    ``depth`` is 0 for running text and counts levels of a heading otherwise. ``marks`` are stretches of ``text``
    to highlight, in order and apart from each other.
    """

    key: str
    role: Role
    nature: Nature
    depth: int
    state: ParagraphState
    text: str
    source: Span
    document: str
    changes: tuple[Change, ...] = ()
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class DraftFinding:
    """What a check found: which check, how grave, where (a paragraph and its words) and what to do.

    ``place`` says where in words: "mục I.1, đoạn 3".
    """

    check: str
    severity: Severity
    message: str
    remedy: str
    quote: str = ""
    paragraph: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class HeadingBlock:
    """What stands above and below the text of a document, as a layout profile places it.

    "....." stands for what is not known yet; ``notes`` tells where a name was inferred.
    """

    family: str
    superior: str
    issuer: str
    number: str
    place_date: str
    kind: str
    title: str
    recipients: tuple[str, ...]
    authority: str
    signer: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A draft for ``request.year``, ready to be checked, laid out and compared with its base."""

    request: DraftRequest
    base_name: str
    base_title: str
    last_year: int
    profile: str
    block: HeadingBlock
    paragraphs: tuple[DraftParagraph, ...]
    rows: tuple[IndicatorRow, ...]
    findings: tuple[DraftFinding, ...] = ()

    @property
    def kept(self) -> tuple[DraftParagraph, ...]:
        """The paragraphs that the draft consists of, without those taken out."""
        return tuple(paragraph for paragraph in self.paragraphs if paragraph.state != "dropped")


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """A draft as it is kept: what was asked and what staff did; the manuscript follows from it.

    ``owner`` is the name of who began it, None where nobody had to sign in. ``changed_at`` is ISO 8601 in UTC.
    ``entries`` map a row's key to what was typed for it, ``step`` is the one that was looked at last.
    """

    draft_id: str
    title: str
    changed_at: str
    request: DraftRequest
    entries: Mapping[str, Entry] = field(default_factory=dict)
    edits: tuple[Edit, ...] = ()
    step: DraftStep = "table"
    owner: str | None = None


# -- who may do what, and what was done --------------------------------------------------------------


UserRole = Literal["reader", "clerk", "admin"]
USER_ROLES: tuple[UserRole, ...] = ("reader", "clerk", "admin")
"""Each may do what those before it may: read and ask; change ledger, documents and drafts; look after users."""


@dataclass(frozen=True, slots=True)
class User:
    """Who does something: the name of an account or of a key."""

    name: str
    role: UserRole


@dataclass(frozen=True, slots=True)
class Handshake:
    """What binds one way to the office's provider and back: ``state`` comes back as it went, the token carries the
    ``nonce``, and who fetches it shows the ``verifier`` (PKCE), of which only the hash was sent before.
    """

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may sign in; ``password`` is argon2's encoded hash, ``made`` an ISO time with its zone.

    Who is ``locked`` cannot sign in. ``code`` is the hash of a code by which they set a password once, until the ISO
    time ``code_ends``; both None where there is none.
    """

    name: str
    role: UserRole
    password: str
    made: str
    locked: bool = False
    code: str | None = None
    code_ends: str | None = None

    @property
    def user(self) -> User:
        """The account as who does something."""
        return User(self.name, self.role)


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that somebody signed in with, known by the hash of its cookie. Times are ISO in UTC."""

    digest: str
    name: str
    address: str
    begun: str
    ends: str

    @property
    def session_id(self) -> str:
        """How it is named where it is listed; nothing can be signed in with it."""
        return self.digest[:12]


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key of the API, known by its hash; ``ends`` is an ISO time in UTC, None for one that does not end."""

    digest: str
    name: str
    role: UserRole
    made: str
    ends: str | None

    @property
    def key_id(self) -> str:
        """How it is named where it is listed; nothing can be called with it."""
        return self.digest[:12]


@dataclass(frozen=True, slots=True)
class DeedQuery:
    """Which lines of the audit: of a person, of a kind, with these words in them (any case of plain letters), from
    ``since`` until before ``until`` (ISO times in UTC).

    Of more than ``limit`` the last, after the newest ``skip`` of them were left out.
    """

    who: str | None = None
    what: str | None = None
    words: str | None = None
    since: str | None = None
    until: str | None = None
    limit: int | None = None
    skip: int = 0


EVERY_DEED = DeedQuery()


@dataclass(frozen=True, slots=True)
class Deed:
    """A line of the audit: who did what, when, on what. ``digest`` covers the line and that of the line before it."""

    n: int
    at: str
    who: str
    what: str
    about: str
    before: str
    digest: str
