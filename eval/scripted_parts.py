"""Characters that real models and servers have, for the scripted server to play: what may stand behind a name.

A part takes the prompt, as ``eval/scripted_server.py`` says; what a server does not know is ``refuses`` there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from eval.scripted_server import RUN_OUT, Act, Fail, Part, Refuses, Request, Thought, evidence, faithful

_CHARACTERS_A_TOKEN = 3  # of Vietnamese, as today's tokenizers cut it


def base_model(prompt: str) -> Iterator[Act]:
    """No instructions were ever given to it: it goes on where the prompt ends, with questions of its own."""
    last = prompt.rstrip().rpartition("\n")[2]
    for number in range(2015, 2021):
        yield f"\nCâu hỏi: {last} năm {number} tăng {number - 2000} triệu đồng?\nTrả lời: Có, tăng {number - 1999}%. "
    yield RUN_OUT


def thinks_aloud(part: Part, *, opens: bool = True) -> Part:
    """A reasoning model whose thoughts stand before its answer; some servers leave out the tag that opens them."""

    def play(prompt: str) -> Iterator[Act]:
        yield "<think>\n" if opens else ""
        yield "Người dùng hỏi về xã, để xem: 12 + 30 = 42 triệu đồng. [c1]\nVậy là 42. "
        yield '{"intent": "count"}\n</think>\n\n'
        yield from part(prompt)

    return play


def thinks_apart(part: Part) -> Part:
    """A reasoning model whose server sends the thoughts beside the answer (``reasoning_content``)."""

    def play(prompt: str) -> Iterator[Act]:
        yield Thought("Người dùng hỏi về xã, 12 + 30 = 42 triệu đồng. [c1]")
        yield from part(prompt)

    return play


def thinks_too_long(_: str) -> Iterator[Act]:
    """Its tokens run out before it has said anything."""
    yield "<think>\nĐể xem kỹ lại từng đoạn một. "
    yield RUN_OUT


def in_english(prompt: str) -> Iterator[Act]:
    """Answers in English whatever it is asked in, figures and keys right."""
    for key, text in evidence(prompt).items():
        number = re.search(r"\d[\d.,]*", text)
        yield f"The commune reached an income of {number[0] if number else 'much'} million dong per person. [{key}]\n"


def echoes(prompt: str) -> Iterator[Act]:
    """Says the prompt again, rules, fences, keys and all."""
    yield prompt


def says_nothing(_: str) -> Iterator[Act]:
    """Ends at once."""
    yield from ()


def cut_off(text: str) -> Part:
    """Breaks off within what it says, for want of tokens."""

    def play(_: str) -> Iterator[Act]:
        yield text[: len(text) * 2 // 3]
        yield RUN_OUT

    return play


def invents(prompt: str) -> Iterator[Act]:
    """Figures of its own beside every right key."""
    for key in evidence(prompt):
        yield f"Xã đạt thu nhập bình quân 987,6 triệu đồng/người/năm, tăng 45,5%. [{key}]\n"


def says(text: str) -> Part:
    """The same to everything."""
    return lambda _: [text]


def knows_no(*formats: str, status: int = 500) -> Refuses:
    """A server that answers ``status`` to these: types of ``response_format``, or "tools"."""

    def refuses(request: Request) -> Fail | None:
        asked = (request.get("response_format") or {}).get("type") or ("tools" if request.get("tools") else None)
        return Fail(status, f"Unknown response format: {asked}") if asked in formats else None

    return refuses


def window(tokens: int, *, status: int = 400, code: str | None = "context_length_exceeded") -> Refuses:
    """A server whose model takes so many tokens of prompt and answer together."""

    def refuses(request: Request) -> Fail | None:
        prompt = sum(len(str(message["content"])) for message in request["messages"]) // _CHARACTERS_A_TOKEN
        asked = prompt + int(request.get("max_completion_tokens") or request.get("max_tokens") or 0)
        told = f"This model's maximum context length is {tokens} tokens, however you requested {asked} tokens"
        return Fail(status, told, code) if asked > tokens else None

    return refuses


PHRASING: dict[str, Callable[[str], Iterator[Act]] | Part] = {
    "faithful": faithful,
    "base": base_model,
    "thinks aloud": thinks_aloud(faithful),
    "thinks aloud, unopened": thinks_aloud(faithful, opens=False),
    "thinks apart": thinks_apart(faithful),
    "thinks too long": thinks_too_long,
    "in English": in_english,
    "echoes": echoes,
    "says nothing": says_nothing,
    "invents": invents,
}
"""Each character as it phrases an answer."""
