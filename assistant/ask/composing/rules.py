"""The rules under which a case falls: each whole, since conditions and limits stand in lines of their own.

Where lines bound what the case tells the amount of, it is said which of them holds for it: of "từ 500 triệu đồng trở
xuống" and "trên 500 triệu đồng" one is meant by a case of 650 triệu đồng. Nothing is worked out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.ask.composing.from_text import row_words
from assistant.ask.composing.passages import quoted_line, section_lines
from assistant.ask.composing.wording import capital, document_words
from assistant.ask.retrieving.rules import Rule
from assistant.language.bounds import holds_for
from assistant.language.quantities import find_quantities
from assistant.language.sections import section_place
from assistant.types import Condition, Draft, Quantity, Question, Statement, Verdict

_MOST_LINES = 12  # of a rule


def compose_rules(question: Question, rules: Sequence[Rule]) -> Draft | None:
    """The rules, best first, each under its heading; None where there is none."""
    given = [(each, said) for each, said in _counted(question.case) if each.comparator == "="]
    statements: list[Statement] = []
    for rule in rules:
        label = f"{capital(document_words(rule.document))}, {section_place(rule.section.label)}"
        statements.append(Statement(f"**{label}**", labels=(label,)))
        statements += _with_remarks(_quoted(rule)[:_MOST_LINES], given)
    return Draft("answered", tuple(statements), clear=True) if statements else None


def _quoted(rule: Rule) -> list[Statement]:
    """The lines of a rule in their order: those of a table by their columns, without those of other cases."""
    rows = {each.start: row_words(each, rule.document) for each in rule.lines if each.is_row}
    heads = [span for each in rule.lines if each.is_row for span in each.heads]
    lines = {
        start: quoted_line((start, end), rule.document)
        for start, end in section_lines(rule.section, rule.document, headings=True)
        if not rule.document.text.startswith("|", start)
        and not any(first < end and start < last for first, last in heads)
        and (rule.is_whole or any(start <= each.start < end for each in rule.lines))
    }
    told = [each for _, each in sorted((lines | rows).items())]
    ends = next((at for at, each in enumerate(told, 1) if each.text.rstrip().endswith("./.")), len(told))
    return told[:ends]  # behind that stands who signed


def _with_remarks(lines: Sequence[Statement], given: Sequence[tuple[Quantity, str]]) -> list[Statement]:
    """The lines, where one of several bounds admits an amount that the case tells, with that it does or does not."""
    for amount, said in given:
        told = [_judged(line.spans[0].quote, amount) for line in lines]
        if told.count("match") == 1 and "no_match" in told:
            remarks = [_REMARKS[each].format(said) if each else "" for each in told]
            return [
                replace(line, text=f"{line.text}{remark}", labels=(*line.labels, remark)) if remark else line
                for line, remark in zip(lines, remarks, strict=True)
            ]
    return list(lines)


_REMARKS: Mapping[Verdict, str] = {
    "match": " — đúng trường hợp {}",
    "no_match": " — không phải trường hợp {}",
    "boundary": " — đúng mức ranh giới {}",
}


def _judged(text: str, given: Quantity) -> Verdict | None:
    """Whether a line is for an amount; None where it bounds none of its kind, or several ways."""
    bounds = (each for each, _ in _counted(text) if each.comparator != "=")
    told = (
        holds_for(given.value, given.unit, Condition(each.comparator, each.value, each.value_max, each.unit))
        for each in bounds
    )
    verdicts = {verdict for verdict in told if verdict is not None}
    return verdicts.pop() if len(verdicts) == 1 else None


def _counted(text: str) -> list[tuple[Quantity, str]]:
    """The amounts of a text, each with the words that tell it; what nobody measures in is its own unit: "64 lồng"."""
    found: list[tuple[Quantity, str]] = []
    for each in find_quantities(text):
        noun = _NOUN.match(text, each.end) if not each.unit else None
        end = noun.end() if noun is not None else each.end
        unit = noun[1].lower() if noun is not None else each.unit
        found += [(replace(each, unit=unit), text[each.start : end])] if unit else []
    return found


_NOUN = re.compile(r"\s+([^\W\d_]+)")
