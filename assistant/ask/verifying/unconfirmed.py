"""What an answer says where verification struck a figure: the place to look, never a bare heading or a short list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.ask.composing.coverage import MAX_NAMED
from assistant.ask.composing.wording import Library, capital, unit_words
from assistant.ask.verifying.verify import Verified
from assistant.types import Draft, Statement

_REASON = "không đối chiếu được từng chữ với nguyên văn"


def with_unconfirmed(
    draft: Draft, verified: Verified, books: Library, *, is_note: Callable[[Statement], bool]
) -> Draft:
    """``verified``'s draft with a line in the place of each item of ``draft`` that was struck.

    Where nothing cited is left of the answer it is a refusal that names the documents; the lines that ``is_note``
    holds for, and those on coverage, stay.
    """
    kept = verified.draft
    if not verified.struck or draft.outcome != "answered":
        return kept
    struck = [each for each in draft.statements if each.spans and each not in kept.statements]
    if not struck:
        return kept
    if not any(each.spans and each.part == "answer" for each in kept.statements):
        notes = [each for each in kept.statements if is_note(each)]
        rest = [each for each in kept.statements if each.part != "answer" and each not in notes]
        return Draft("abstained", (*notes, _refusal(struck, books), *rest))
    shown = [
        each if each in kept.statements else _instead(each, books)
        for each in draft.statements
        if each in kept.statements or (each in struck and each.text.startswith(("- ", "| ")))
    ]
    return replace(kept, statements=tuple(dict.fromkeys(shown)))


def _instead(struck: Statement, books: Library) -> Statement:
    """The item that stands for a struck one: the unit, and where its figure is to be read."""
    document = books.of(struck.spans[0].document_id)
    unit = capital(unit_words(document))
    if struck.text.startswith("|"):
        name, *cells = struck.text.strip("| ").split(" | ")
        text = f"| {name} | {_REASON}; xem tệp {document.name} |{' |' * (len(cells) - 1)}"
        return Statement(text, labels=(name, document.name), part=struck.part)
    text = f"- {unit}: số liệu {_REASON} nên không nêu; hãy xem tệp {document.name}."
    return Statement(text, labels=(unit, f"tệp {document.name}"), part=struck.part)


def _refusal(struck: Sequence[Statement], books: Library) -> Statement:
    names = list(dict.fromkeys(books.of(span.document_id).name for each in struck for span in each.spans))
    listed = "; ".join(names[:MAX_NAMED]) + ("; …" if len(names) > MAX_NAMED else "")
    text = f"Kho có số liệu cho câu hỏi này nhưng {_REASON} nên không nêu. Hãy xem trực tiếp tệp: {listed}"
    return Statement(text, labels=(listed,))
