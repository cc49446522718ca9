"""What the text itself says, before anything is said to be absent."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import replace

from assistant.ask.composing.by_unit import lines_by_unit
from assistant.ask.composing.coverage import MAX_NAMED
from assistant.ask.composing.duty import compose_duty
from assistant.ask.composing.facets import compose_sides
from assistant.ask.composing.from_text import compose_from_text
from assistant.ask.composing.passages import NO_CAUSE
from assistant.ask.composing.refusals import refuse_unread
from assistant.ask.elsewhere import document_id_of
from assistant.ask.parts import Known, documents_within
from assistant.ask.retrieving.facets import (
    SPEAKS,
    SURE,
    Side,
    causes_beside,
    dealing_with,
    explains,
    in_general,
    side_of,
    trouble_in,
)
from assistant.ask.retrieving.said import SHARED, Rarity, Texts, names_unit, said_in
from assistant.ask.retrieving.second_look import Found, Seen, look, with_lists
from assistant.ask.retrieving.stretches import Stretch
from assistant.ask.retrieving.wanted import Wanted, wanted
from assistant.ask.retrieving.weighed import Weighed, weigh
from assistant.ask.retrieving.worth import able_beside, evidence, evidence_of, unexplained, weight_of
from assistant.ask.routes.notes import notes_of
from assistant.ask.understanding.asked_units import asked_units
from assistant.ask.understanding.facets import Facet, asked_by, asked_facets, asks_list, names_no_matter, told
from assistant.ask.understanding.follow_up import NO_INDICATOR
from assistant.ask.verifying.verify import verify
from assistant.language.catalogue import GAP, catalogue
from assistant.language.meaning import meaning
from assistant.language.text import fold, normalise
from assistant.ledger.sureness import is_unsure
from assistant.types import (
    Draft,
    Indicator,
    Intent,
    Question,
    Resolution,
    Statement,
    Tally,
)


def from_text(question: Question, draft: Draft, known: Known, *, sided: Draft | None) -> tuple[Draft, int]:
    """What the text itself says, where the answer found nothing or only what comes near: figures, then ``sided``,
    which are the ``sides`` of the question.

    And the text of how many documents was looked at before it was said that they do not say it.
    """
    if not draft.denies:
        return (sided if sided is not None and (sided.clear or draft.outcome == "abstained") else draft), 0
    if sided is not None and not question.figure:
        return sided, 0
    seen = looked_at_text(question, known)
    written = compose_from_text(question, draft, seen, known.books)
    if sided is None or written.outcome == "abstained":
        return sided or written, seen.documents
    quoted = {span for each in written.statements for span in each.spans}
    beside = [each for each in sided.statements if not each.spans or not quoted.issuperset(each.spans)]
    beside = beside if any(each.spans for each in beside) else []
    return replace(written, statements=(*written.statements, *beside)), seen.documents


def with_causes(question: Question, draft: Draft, known: Known) -> Draft:
    """Rows under a question why: the sentences that say so first; where none does, the rows alone are no answer."""
    if draft.outcome != "answered" or question.also or "causes" not in asked_facets(question.text):
        return draft
    because = sides(question, known)
    if because is not None and because.outcome == "answered":
        quoted = {span.quote for each in because.statements for span in each.spans}
        rest = [each for each in draft.statements if not quoted & {span.quote for span in each.spans} or draft.rows]
        return replace(draft, statements=(*because.statements, *rest))
    if any(told(each.text, "causes") >= 1 for each in draft.statements):
        return draft
    if (beside := causes_of_rows([row for row, _ in draft.rows], known)) is not None:
        return replace(draft, statements=(*draft.statements, *beside.statements))
    lead = Statement("Không tìm thấy trong lời văn câu nào nói nguyên nhân; số liệu có trong văn bản:")
    if question.figure or len(question.places) > 1:
        return draft
    return replace(draft, outcome="abstained", statements=(lead, *draft.statements))


def causes_of_rows(rows: Sequence[Indicator], known: Known) -> Draft | None:
    """Why the results that an answer tells are as they are, by the text where they stand; else by the words of their
    own lines. None where it says nothing.
    """
    results, texts = [row for row in rows if row.kind == "actual"], known.texts()
    found: list[tuple[Facet, str, Sequence[Side]]] = []
    for document_id in dict.fromkeys(document_id_of(row.document_id) for row in results):
        document = known.books.of(document_id)
        own = [row for row in results if document_id_of(row.document_id) == document_id]
        stretches = texts.stretches(document_id)
        sides = causes_beside([(row.start, row.end) for row in own], stretches, document)
        if not sides:
            labels = tuple(dict.fromkeys(meaning(row.label) for row in own))
            (weighed,) = weigh(Wanted(labels), [(document, stretches)], texts)
            worded = side_of("causes", weighed, texts.rarity, named=True)
            sides = [replace(each, matter=1.0) for each in worded if each.tells >= 1 and each.evidence >= SHARED]
        found += [("causes", document_id, sides)] if sides else []
    return compose_sides(found, known.books)


def with_duty(question: Question, draft: Draft, known: Known) -> Draft:
    """Rows under a question who is in charge, with what the column of a table that says so has in their lines."""
    if draft.outcome != "answered" or not draft.rows or "responsibility" not in asked_facets(question.text):
        return draft
    told = compose_duty([row for row, _ in draft.rows], known.books, known.texts())
    return replace(draft, statements=(*draft.statements, *told)) if told else draft


def sides(question: Question, known: Known, *, of: Sequence[Facet] = ()) -> Draft | None:
    """The sides of a matter that are asked for ("còn yếu ở khâu nào", "vì sao"), as the documents tell them.

    Only those ``of`` which is to be told, where there are any. What is done about a trouble is also looked for in the
    words by which the document tells the trouble.
    """
    facets = asked_facets(question.text)
    if not facets:
        return None
    texts, is_unknown = known.texts(), bool(question.unknown_places) and not question.places
    within = _told_by(question, known)
    asked = wanted(_of_its_matter(question), (), texts.rarity, facets=facets)
    if not (asked.runs or asked.phrases or question.places or question.levels):
        within = _few_told_by(question, within, known, facets)
        if within is None:
            return None
    found: list[tuple[Facet, str, Sequence[Side]]] = []
    own = (
        documents_on(asked, texts, known)
        if within is None
        else [key for key in known.books.documents if key in within]
    )
    for weighed in weigh(asked, [(known.books.of(each), texts.stretches(each)) for each in own], texts):
        found += _sides_in(question, weighed, facets, texts.rarity, named=bool(question.places))
    if not found and within is not None and asked.names:
        others = (each for each in known.books.documents.values() if each.document_id not in within)
        naming = [(each, on) for each in others if (on := _stretches_on(asked.names, each, texts))]
        for weighed in weigh(asked, naming, texts):
            found += _sides_in(question, weighed, facets, texts.rarity, named=True)
    told = compose_sides([each for each in found if not of or each[0] in of], known.books)
    if is_unknown and told is not None and not told.clear:
        return None  # what is only near answers nothing of a unit that the archive does not have
    if (
        told is None
        or "causes" not in (of or facets)
        or any(explains(each.stretch, asked) for _, _, held in found for each in held)
    ):
        return told
    return replace(told, outcome="abstained", statements=(NO_CAUSE, *told.statements), clear=False)


def _of_its_matter(question: Question) -> Question:
    """The question without figures that no catalogue knows, where it says more: any thing has a "diện tích"."""
    labels = {
        each for each in question.indicators if each not in catalogue().entries and len(each.split()) <= _SHORT_LABEL
    }
    more = set(question.words).difference(*(normalise(each).split() for each in labels))
    known = tuple(each for each in question.indicators if each not in labels)
    return replace(question, indicators=known) if len(more) >= _MORE_WORDS else question


_SHORT_LABEL = 2  # syllables of a name that says no thing: "diện tích", "kinh phí"
_MORE_WORDS = 4  # words of content that say which thing is meant


def _told_by(question: Question, known: Known) -> set[str] | None:
    """The documents whose sides are asked for; None for those of the archive that speak of the matter."""
    documents = list(known.books.documents.values())
    if question.unknown_places and not question.places:
        return set()  # no document is of them; one of another unit may name them
    within = documents_within(question, documents)
    if within is not None and not within:
        within = documents_within(replace(question, years=()), documents)
    if within and "unmet" in asked_facets(question.text):
        # What was not reached in a year is told by who looks back on it, and not by who plans it.
        looking_back = {each for each in within if known.books.of(each).identity.result_year in question.years}
        return looking_back or within
    return within


def _few_told_by(
    question: Question, within: set[str] | None, known: Known, facets: Sequence[Facet]
) -> set[str] | None:
    """For a question that names neither a matter nor a unit ("nhiệm vụ năm 2025 là gì") the documents, where they are
    so few that all may be meant; else None.
    """
    meant = set(known.books.documents) if within is None else within
    is_open = len(meant) <= _MOST_SPEAKING and names_no_matter(question.words, question.text, facets)
    return meant if is_open else None


def documents_on(asked: Wanted, texts: Texts, known: Known) -> list[str]:
    """For a question that names no unit the documents whose lines hold most of what is asked, in the archive's
    order.
    """
    among = able_beside(asked, texts, documents=_MOST_SPEAKING)
    worth = texts.best_of_documents(evidence(asked, texts, among), among)
    order = [each for each in known.books.documents if each in worth]
    speaking = heapq.nlargest(_MOST_SPEAKING, order, key=worth.__getitem__)
    return [each for each in order if each in speaking]


_MOST_SPEAKING = 12  # documents of which the sides of a matter are looked for


def _stretches_on(names: Sequence[str], document: Resolution, texts: Texts) -> list[Stretch]:
    """The stretches of another unit's document that speak of one of some units: they name it, or stand among its
    lines of a text of several.
    """
    naming = dict.fromkeys(texts.stretches_naming(names, document.document_id))
    if not naming:
        return []
    told = [
        each.lines for each in lines_by_unit(document) if any(names_unit(name, fold(each.name)) for name in names)
    ]
    lines = [line for each in told for line in each]
    if not lines:
        return [each for each in naming if each.start >= 0]
    return [
        each
        for each in texts.stretches(document.document_id)
        if each.start >= 0 and (each in naming or any(start <= each.start < end for start, end in lines))
    ]


def _sides_in(
    question: Question, weighed: Weighed, facets: Sequence[Facet], known: Rarity, *, named: bool
) -> list[tuple[Facet, str, Sequence[Side]]]:
    """The sides that one document tells, in the order in which they are asked for."""
    asked, document, stretches = weighed.asked, weighed.document, weighed.stretches
    found = {each: side_of(each, weighed, known, named=named, by=asked_by(question.text, each)) for each in facets}
    if "causes" in facets and not any(each.matter >= SPEAKS for each in found["causes"]):
        short = [(each.stretch.start, each.stretch.end) for each in found.get("unmet", ())]
        found["causes"] = causes_beside(short, stretches, document, before=True) or found["causes"]
    if named and (asked.runs or asked.phrases):
        if "causes" in facets and not found["causes"] and _is_told_of(weighed, known):
            found["causes"] = in_general("causes", weighed, known)
        told = [each for facet in _TROUBLES for side in found.get(facet, ()) for each in _clauses(side, stretches)]
        troubles = trouble_in(asked, told or stretches, known) or [(each, 1.0) for each in told[:1]]
        apart = {side.stretch.start for facet in _TROUBLES for side in found.get(facet, ())}
        for facet in _REMEDIES & set(facets):
            found[facet] = [each for each in found[facet] if each.stretch.start not in apart]
            if troubles and not any(each.matter >= SURE for each in found[facet]):
                dealing = dealing_with(facet, troubles, asked, stretches, document, known)
                found[facet] = dealing or found[facet]
    return [(facet, document.document_id, found[facet]) for facet in facets if found[facet]]


def _is_told_of(weighed: Weighed, known: Rarity) -> bool:
    """Whether a document tells that the matter went wrong: then the causes that it gives for all are its causes."""
    wrong = side_of("limitations", weighed, known, named=False)
    return any(each.under and each.matter >= SPEAKS and each.evidence >= SHARED for each in wrong)


_TROUBLES: tuple[Facet, ...] = ("causes", "limitations")
_REMEDIES: frozenset[Facet] = frozenset({"solutions", "deadline"})


def _clauses(side: Side, stretches: Sequence[Stretch]) -> list[Stretch]:
    return [each for each in stretches if side.stretch.start <= each.start and each.end <= side.stretch.end]


def told_in_words(question: Question, known: Known) -> Draft | None:
    """Until when something is to be done, and what a superior told to do, where the text says so; no row does."""
    asked = [each for each in asked_facets(question.text) if each in _OF_TEXT]
    if question.figure or question.also or not (question.places and asked):
        return None
    told = sides(question, known, of=asked)
    return told if told is not None and told.clear else None


_OF_TEXT: frozenset[Facet] = frozenset({"deadline", "directives"})


def told_instead(question: Question, draft: Draft, known: Known) -> Draft:
    """The lines of the text that hold what rows leave unexplained: "kinh phí giảm nghèo" is no number of households.

    Kind and measure were read of the indicator, and do not hold for another matter.
    """
    if draft.outcome != "answered" or not question.places or question.intent not in _LOOKED_UP or question.any_of:
        return draft
    texts = known.texts()
    other = replace(question, indicators=(), measure=None, kind=None, levels=())
    asked = wanted(other, asked_units(question.text), texts.rarity)
    rest = unexplained(asked, explained(question, draft, known), texts.rarity)
    if rest is None:
        return draft
    own = documents_within(replace(other, years=()), list(known.books.documents.values())) or set()
    seen = look(rest, [known.books.of(each) for each in sorted(own)], [], texts)
    found = seen.clear or tuple(each for each in seen.near if not each.misses)
    found = tuple(each for each in found if evidence_of(rest, said_in(each.stretch), texts.rarity) >= SHARED)
    if not found:
        return draft
    told = compose_from_text(question, draft, replace(seen, clear=found, near=()), known.books)
    if 2 * weight_of(rest, texts.rarity) > weight_of(asked, texts.rarity):
        return told
    return replace(draft, statements=(*told.statements, *draft.statements))


def read_instead(question: Question, known: Known) -> Draft | None:
    """What the text says to a figure that was read as a condition on nothing, before it is said to be no question."""
    if not question.places or set(question.unread) != {NO_INDICATOR}:
        return None
    as_text = replace(question, route="passages", intent="describe", any_of=(), unread=())
    told = compose_from_text(as_text, refuse_unread(question), looked_at_text(as_text, known), known.books)
    return told if told.outcome == "answered" else None


_LOOKED_UP: frozenset[Intent] = frozenset({"lookup", "list"})


def explained(question: Question, draft: Draft, known: Known) -> set[str]:
    """The words of the indicators asked for, and of the lines that an answer rests on with what stands above them."""
    entries = [catalogue().entries.get(each) for each in (*question.indicators, *question.related)]
    names = [name for entry in entries if entry for name in (entry.name, *entry.phrases)]
    words = {word for name in (*names, *question.indicators) for word in meaning(name)}
    for span in {span for statement in draft.statements for span in statement.spans}:
        for stretch in known.texts().stretches(document_id_of(span.document_id)):
            if stretch.start < span.end and span.start < stretch.end:
                said = said_in(stretch)
                words |= said.words | said.above
    return words | {f"~{fold(word)}" for word in words}


def quoted_instead(question: Question, unconfirmed: Draft, known: Known) -> Draft:
    """The lines that hold the figures of an answer of which none could be confirmed, where the text has them."""
    seen = looked_at_text(question, known, again=True)
    told = compose_from_text(question, unconfirmed, seen, known.books)
    if not seen.clear or told.outcome == "abstained":
        return unconfirmed
    kept = verify(told, known.books.text_of).draft
    notes = [each for each in unconfirmed.statements if each in notes_of(question)]
    quoted = any(each.spans for each in kept.statements)
    return replace(kept, statements=(*notes, *kept.statements)) if quoted else unconfirmed


def looked_at_text(question: Question, known: Known, *, again: bool = False) -> Seen:
    """What the text itself holds of a question; its years are for each line of it.

    ``again`` also where rows were read.
    """
    documents = known.books.documents
    within = documents_within(replace(question, years=()), list(known.books.documents.values()))
    if question.unknown_places:
        within = set()
    held = [each for key, each in documents.items() if within is None or key in within]
    others = [each for key, each in documents.items() if within is not None and key not in within]
    others = [] if any(place.held_to for place in question.places) else others  # just these documents are asked about
    asked = wanted(question, asked_units(question.text), known.texts().rarity)
    rows = known.rows(question) if question.indicators and not again else []
    read = [row for row in rows if not is_unsure(row)]
    seen = _without_others(look(asked, held, others, known.texts(), read=read), question)
    return with_lists(seen, asked, known.texts()) if asks_list(question.text) else seen


def _without_others(seen: Seen, question: Question) -> Seen:
    """What was seen without lines that the catalogue says are never of the figure asked for: "thuế thu nhập doanh
    nghiệp" is no income.
    """
    entries = [entry for each in question.indicators if (entry := catalogue().entries.get(each))]
    never = {each for entry in entries for each in entry.never if GAP not in each and " " in each}
    if not never:
        return seen

    def is_other(found: Found) -> bool:
        said = normalise(f"{found.stretch.label} {found.stretch.quote}")
        return any(each in said for each in never)

    clear, near = (tuple(each for each in some if not is_other(each)) for some in (seen.clear, seen.near))
    return replace(seen, clear=clear, near=near)


def written(question: Question, tallied: Tally, rows: Sequence[Indicator], known: Known) -> tuple[str, ...]:
    """The silent documents whose text holds what is asked all the same, in words of which no row was read."""
    few = len(tallied.silent) <= MAX_NAMED or question.intent == "missing"
    if not (tallied.silent and question.indicators and few):
        return ()
    texts = known.texts()
    sought = wanted(question, (), texts.rarity)
    own = (known.books.of(each) for each in tallied.silent)
    return tuple(each.document_id for each in own if look(sought, [each], [], texts, read=rows).clear)
