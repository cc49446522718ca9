"""What a reasoning model thinks aloud before it answers (``<think>``), told from its answer."""

from __future__ import annotations

import re

OPENING = "<think>"
# Servers may leave out the tag that opens a thought, where it was a part of the prompt.
THOUGHT = re.compile(rf"{OPENING}.*?</think>|\A(?:(?!{OPENING}).)*?</think>", re.DOTALL)


def without_thoughts(said: str) -> str:
    """What a model said, without its thoughts; one that it never finished runs to the end."""
    return THOUGHT.sub("", said).partition(OPENING)[0]
