"""The library's types as the contract's JSON: exact keys, in the contract's order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from assistant.ask.tallying.twins import twins
from assistant.ledger.placed import identity_of
from assistant.ledger.sureness import is_unsure
from assistant.ports import Shelf
from assistant.types import (
    Answer,
    AnswerRow,
    Citation,
    Evidence,
    FigureTold,
    Filed,
    Finding,
    Identity,
    Indicator,
    Receipt,
    Resolution,
)
from ui.words import inferred_surroundings, place_status

Json = dict[str, Any]

_MS_DIGITS = 3
_SCORE_DIGITS = 6
_FOLDERS = 2  # of those above a file: enough to tell two apart, and nothing of whose machine it is


def answer_json(answer: Answer) -> Json:
    """What ``nghiquyet ask --json`` prints and ``POST /api/ask`` returns."""
    question, trace = answer.question, answer.trace
    return {
        "question": question.typed or question.text,
        "standalone": question.standalone,
        "route": question.route,
        "outcome": answer.outcome,
        "text": answer.text,
        "citations": [_citation_json(citation) for citation in answer.citations],
        "rows": [_answer_row_json(row) for row in answer.rows],
        "coverage": asdict(answer.coverage) if answer.coverage else None,
        "trace": {
            "model": trace.model,
            "index": trace.index,
            "ms": {step: round(ms, _MS_DIGITS) for step, ms in trace.ms.items()},
            **({"prompts": dict(trace.prompts)} if trace.prompts else {}),
        },
        "understood": question.reading,
        "struck": list(answer.struck),
    }


def ledger_json(indicator: Indicator, *, resolution: Resolution, findings: Sequence[Finding] = ()) -> Json:
    """A ledger export row. ``status`` tells whether the document states its place."""
    identity = identity_of(indicator, resolution.identity)
    return {
        **_row_json(indicator, document=resolution.name, identity=identity),
        "document_id": indicator.document_id,
        "section": indicator.section,
        "quote": indicator.quote,
        "start": indicator.start,
        "end": indicator.end,
        "direction": indicator.direction,
        "scope": indicator.scope,
        "rank": indicator.rank,
        "sub_of": indicator.sub_of,
        "averaging": indicator.averaging,
        "approximate": indicator.approximate,
        "period": indicator.period,
        "status": place_status(identity),
        "place_inferred": inferred_surroundings(identity),
        "previous": indicator.previous,
        "plan": indicator.plan,
        "row_id": indicator.row_id,
        "review": indicator.review,
        "findings": "; ".join(finding.message for finding in findings) or None,
        "confidence": indicator.confidence,
        "why": list(indicator.why),
        "runner_up": indicator.runner_up,
        "document_place": resolution.identity.place if indicator.place else None,
    }


def documents_json(documents: Sequence[Resolution], files: Sequence[Filed]) -> Iterator[Json]:
    """The lines of ``nghiquyet documents --json``: with its folders, and the document that it is once more."""
    names = {document.document_id: document.name for document in documents}
    folders: dict[str, list[str]] = {}
    for filed in files:
        above = filed.origin.path.split("/")[:-1]
        folders.setdefault(filed.document_id, []).append("/".join(above[-_FOLDERS:]))
    led = twins(documents)
    for document in documents:
        twin = led.get(document.document_id)
        lead = {"document_id": twin.lead, "document": names[twin.lead], "reason": twin.reason} if twin else None
        where = sorted(set(filter(None, folders.get(document.document_id, []))))
        yield {**document_json(document), "folders": where, "duplicate_of": lead}


def document_json(resolution: Resolution) -> Json:
    """What a document is."""
    identity = resolution.identity
    return {
        "document_id": resolution.document_id,
        "document": resolution.name,
        "kind": identity.kind,
        "family": identity.family,
        "number": identity.number,
        "issuer": identity.issuer,
        "level": identity.level,
        "commune": identity.commune,
        "district": identity.district,
        "province": identity.province,
        "date": identity.date,
        "result_year": identity.result_year,
        "target_year": identity.target_year,
        "title": identity.title,
        "signer_role": identity.signer_role,
        "status": dict(identity.status),
        "inferred": {field: asdict(inference) for field, inference in identity.inferred.items()},
    }


def receipt_json(receipt: Receipt) -> Json:
    """What ``nghiquyet show --receipt --json`` prints."""
    return {
        "document_id": receipt.document_id,
        "document": receipt.document,
        "complete": not receipt.unread,
        "rows": receipt.rows,
        "parts": [asdict(remark) for remark in receipt.remarks],
        "dropped": [asdict(item) for item in receipt.dropped],
        "figures": [_figure_json(each) for each in receipt.figures],
    }


def _figure_json(told: FigureTold) -> Json:
    return {
        "figure": told.figure,
        "start": told.start,
        "end": told.end,
        "verdict": told.verdict,
        "reason": "; ".join(told.why),
    }


def evidence_rows(found: Sequence[Evidence], *, shelf: Shelf) -> list[Json]:
    """Found passages with the score of each leg, best first."""
    names = {one.passage.document_id: shelf.document(one.passage.document_id).name for one in found}
    return [_evidence_json(one, document=names[one.passage.document_id]) for one in found]


def _row_json(indicator: Indicator | None, *, document: str, identity: Identity) -> Json:
    """A figure under its unit; of a document that is the answer itself its figure is null throughout."""
    return {
        "document": document,
        "place": identity.place,
        "district": identity.district,
        "province": identity.province,
        "level": identity.level,
        **{name: getattr(indicator, name, None) for name in _FIGURE},
    }


_FIGURE = ("indicator", "label", "comparator", "value", "value_max", "unit", "kind", "measure", "of", "year")


def _answer_row_json(row: AnswerRow) -> Json:
    return {
        **_row_json(row.indicator, document=row.document, identity=row.identity),
        "citation": row.citation,
        "verdict": row.verdict,
        "place_inferred": inferred_surroundings(row.identity),
        "confidence": row.indicator.confidence if row.indicator else None,
        "unsure": row.indicator is not None and is_unsure(row.indicator),
        "runner_up": row.indicator.runner_up if row.indicator else None,
        "document_place": row.document_place,
    }


def _citation_json(citation: Citation) -> Json:
    return asdict(citation)


def _evidence_json(evidence: Evidence, *, document: str) -> Json:
    passage = evidence.passage
    return {
        "passage_id": passage.passage_id,
        "document_id": passage.document_id,
        "document": document,
        "section": passage.section,
        "start": passage.start,
        "end": passage.end,
        "score": round(evidence.score, _SCORE_DIGITS),
        "lexical": round(evidence.lexical, _SCORE_DIGITS),
        "dense": round(evidence.dense, _SCORE_DIGITS),
        "text": passage.text,
    }
