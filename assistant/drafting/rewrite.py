"""A paragraph in a model's words, with every figure, year, citation and blank kept as it is.

    1. Whatever holds a digit or a blank, and every citation, becomes a placeholder ({{c1}} …) for the model.
    2. The model returns one paragraph. Each placeholder must stand in it once, and no digit beside them.
    3. The placeholders are filled again from the paragraph.

What breaks a rule is refused whole; the checks run over the draft afterwards as over any other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.ask.instructions import instructions, without_instructions
from assistant.drafting.cite import find_citations
from assistant.drafting.vocabulary import BLANK
from assistant.errors import RewriteRefused
from assistant.language.quantities import find_quantities
from assistant.language.thoughts import without_thoughts
from assistant.ports import ChatModel
from assistant.types import DraftParagraph, Resolution
from prompts import render

PROMPT = "rewrite"
_SLOT = re.compile(r"\{\{c(\d{1,3})\}\}")
_DIGITS = re.compile(rf"{re.escape(BLANK)}|\w*\d[\w.,/–-]*(?<![.,–-])")
_FENCE = re.compile(r"</?\s*(?:doan|mau)[^>]*>|[{}]", re.IGNORECASE)
_STYLE_LENGTH = 600  # characters of an example that show its style
_MOST_GROWTH = 2.0  # a paragraph twice as long is no rewriting


def rewrite(paragraph: DraftParagraph, *, examples: Sequence[Resolution], model: ChatModel) -> str:
    """The paragraph in the model's words.

    Raises ``ModelUnavailable``, and ``RewriteRefused`` for a broken rule or a paragraph that speaks to a machine.
    """
    if instructions(paragraph.text):
        raise RewriteRefused("Đoạn này có câu ra lệnh cho máy, nên không đưa cho mô hình ngôn ngữ; hãy sửa bằng tay.")
    slots = _slots(paragraph.text)
    prompt = render(
        PROMPT,
        paragraph=_with_slots(paragraph.text, slots),
        style="\n".join(f"<mau>{_FENCE.sub(' ', _style(example))}</mau>" for example in examples) or "(không có)",
    )
    written = " ".join(without_thoughts("".join(model.stream(prompt))).split())
    problem = _problem(written, slots, paragraph.text)
    if problem:
        raise RewriteRefused(f"Mô hình ngôn ngữ viết lại không đạt ({problem}), nên giữ nguyên đoạn cũ.")
    kept = [paragraph.text[start:end] for start, end in slots]
    return _SLOT.sub(lambda match: kept[int(match[1]) - 1], written)


def _slots(text: str) -> list[tuple[int, int]]:
    """The stretches that the model must not touch, in order and apart."""
    spans = [(cited.start, cited.end) for cited in find_citations(text)]
    spans += [(quantity.start, quantity.end) for quantity in find_quantities(text)]
    spans += [match.span() for match in _DIGITS.finditer(text)]
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
        elif end > kept[-1][1]:
            kept[-1] = (kept[-1][0], end)
    return kept


def _with_slots(text: str, slots: Sequence[tuple[int, int]]) -> str:
    """The text with its placeholders; braces and fences of the text itself are taken out."""
    pieces: list[str] = []
    done = 0
    for number, (start, end) in enumerate(slots, start=1):
        pieces += (_FENCE.sub(" ", text[done:start]), f"{{{{c{number}}}}}")
        done = end
    return "".join((*pieces, _FENCE.sub(" ", text[done:])))


def _style(example: Resolution) -> str:
    """A stretch of an example's tasks, without a figure or a name of it: only letters in lower case and signs."""
    section = next((part for part in example.sections if part.role == "tasks" and part.end - part.body > 0), None)
    text = without_instructions(example.text[section.body : section.end]) if section else ""
    return " ".join(word for word in text.split() if word.islower() and word.isalpha())[:_STYLE_LENGTH]


def _problem(written: str, slots: Sequence[tuple[int, int]], before: str) -> str | None:
    """Why what the model wrote cannot be taken, or None."""
    found = sorted(int(number) for number in _SLOT.findall(written))
    if found != list(range(1, len(slots) + 1)):
        return f"mất hoặc lặp chỗ giữ số liệu: cần {len(slots)}, thấy {len(found)}"
    rest = _SLOT.sub(" ", written)
    if any(character.isdigit() for character in rest) or find_quantities(rest):
        return "thêm con số"
    if "{" in rest or "<" in rest:
        return "còn ký hiệu lạ"
    if not rest.strip() or len(written) > _MOST_GROWTH * max(len(before), 80):
        return "độ dài không hợp lý"
    return None
