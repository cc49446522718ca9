"""What the text itself says, before anything is said to be absent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.ask.composing.coverage import MAX_NAMED
from assistant.ask.composing.duty import compose_duty
from assistant.ask.composing.facets import compose_sides
from assistant.ask.composing.from_text import compose_from_text
from assistant.ask.composing.refusals import refuse_unread
from assistant.ask.elsewhere import document_id_of
from assistant.ask.parts import Known, documents_within
from assistant.ask.retrieving.facets import side_of
from assistant.ask.retrieving.second_look import (
    SHARED,
    Seen,
    evidence_of,
    look,
    said_in,
    unexplained,
    wanted,
    weight_of,
)
from assistant.ask.routes.notes import notes_of
from assistant.ask.understanding.asked_units import asked_units
from assistant.ask.understanding.facets import Facet, asked_facets
from assistant.ask.understanding.follow_up import NO_INDICATOR
from assistant.ask.verifying.verify import verify
from assistant.language.catalogue import catalogue
from assistant.language.meaning import meaning
from assistant.language.text import fold
from assistant.ledger.sureness import is_unsure
from assistant.types import (
    Draft,
    Indicator,
    Intent,
    Question,
    Statement,
    Tally,
)


def from_text(question: Question, draft: Draft, known: Known) -> tuple[Draft, int]:
    """What the text itself says, where the answer found nothing or only what comes near: figures, then sides.

    And the text of how many documents was looked at before it was said that they do not say it.
    """
    told = sides(question, known) if question.route == "passages" else None
    if not draft.denies:
        return (draft if told is None or not told.clear else told), 0
    if told is not None and not question.figure:
        return told, 0
    seen = looked_at_text(question, known)
    written = compose_from_text(question, draft, seen, known.books)
    if told is None or written.outcome == "abstained":
        return told or written, seen.documents
    return replace(written, statements=(*written.statements, *told.statements)), seen.documents


def with_causes(question: Question, draft: Draft, known: Known) -> Draft:
    """Rows under a question why: the sentences that say so first; where none does, the rows alone are no answer."""
    if draft.outcome != "answered" or question.also is not None or "causes" not in asked_facets(question.text):
        return draft
    told = sides(question, known, of=("causes",))
    if told is not None:
        return replace(draft, statements=(*told.statements, *draft.statements))
    lead = Statement("Không tìm thấy trong lời văn câu nào nói nguyên nhân; số liệu có trong văn bản:")
    if question.figure or len(question.places) > 1:
        return draft
    return replace(draft, outcome="abstained", statements=(lead, *draft.statements))


def with_duty(question: Question, draft: Draft, known: Known) -> Draft:
    """Rows under a question who is in charge, with what the column of a table that says so has in their lines."""
    if draft.outcome != "answered" or not draft.rows or "responsibility" not in asked_facets(question.text):
        return draft
    told = compose_duty([row for row, _ in draft.rows], known.books, known.texts())
    return replace(draft, statements=(*draft.statements, *told)) if told else draft


def sides(question: Question, known: Known, *, of: Sequence[Facet] = ()) -> Draft | None:
    """The sides of a matter that are asked for ("còn yếu ở khâu nào", "vì sao"), as the documents tell them.

    Only those ``of`` which is to be told, where there are any.
    """
    facets = asked_facets(question.text)
    if not facets:
        return None
    within = documents_within(question, list(known.books.documents.values()))
    if within is not None and not within:
        within = documents_within(replace(question, years=()), list(known.books.documents.values()))
    texts = known.texts()
    asked = wanted(question, (), texts.rarity, facets=facets)
    if not (asked.runs or asked.phrases or question.places or question.levels):
        return None
    found = []
    for document in known.books.documents.values():
        if within is None or document.document_id in within:
            stretches = [said.stretch for said in texts.of[document.document_id]]
            sides = (
                (each, side_of(each, asked, stretches, document, texts.rarity, named=within is not None))
                for each in of or facets
            )
            found += [(facet, document.document_id, told) for facet, told in sides if told]
    return compose_sides(found, known.books)


def told_instead(question: Question, draft: Draft, known: Known) -> Draft:
    """The lines of the text that hold what rows leave unexplained: "kinh phí giảm nghèo" is no number of households.

    Kind and measure were read of the indicator, and do not hold for another matter.
    """
    if draft.outcome != "answered" or not question.places or question.intent not in _LOOKED_UP or question.any_of:
        return draft
    texts = known.texts()
    other = replace(question, indicators=(), measure=None, kind=None, levels=())
    asked = wanted(other, asked_units(question.text), texts.rarity)
    rest = unexplained(asked, _explained(question, draft, known), texts.rarity)
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


def _explained(question: Question, draft: Draft, known: Known) -> set[str]:
    """The words of the indicators asked for, and of the lines that an answer rests on with what stands above them."""
    entries = [catalogue().entries.get(each) for each in (*question.indicators, *question.related)]
    names = [name for entry in entries if entry for name in (entry.name, *entry.phrases)]
    words = {word for name in (*names, *question.indicators) for word in meaning(name)}
    for span in {span for statement in draft.statements for span in statement.spans}:
        for said in known.texts().of[document_id_of(span.document_id)]:
            if said.stretch.start < span.end and span.start < said.stretch.end:
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
    others = [each for each in documents.values() if each not in held]
    asked = wanted(question, asked_units(question.text), known.texts().rarity)
    rows = known.rows(question) if question.indicators and not again else []
    read = [row for row in rows if not is_unsure(row)]
    return look(asked, held, others, known.texts(), read=read)


def written(question: Question, tallied: Tally, rows: Sequence[Indicator], known: Known) -> tuple[str, ...]:
    """The silent documents whose text holds what is asked all the same, in words of which no row was read."""
    few = len(tallied.silent) <= MAX_NAMED or question.intent == "missing"
    if not (tallied.silent and question.indicators and few):
        return ()
    texts = known.texts()
    sought = wanted(question, (), texts.rarity)
    own = (known.books.of(each) for each in tallied.silent)
    return tuple(each.document_id for each in own if look(sought, [each], [], texts, read=rows).clear)
