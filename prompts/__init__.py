"""Prompts for language models, one file each, in Vietnamese.

A prompt is a text with placeholders in braces. ``render`` fills them, and refuses a call whose fields are not
exactly the placeholders: a prompt that lost one must not reach a model. ``version`` names a prompt by its content,
so that what an answer records tells one wording from another without anyone having to count them.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib import resources
from string import Formatter


@cache
def template(name: str) -> str:
    """The text of ``prompts/NAME.md``. Raises ``FileNotFoundError`` for an unknown name."""
    return resources.files("prompts").joinpath(f"{name}.md").read_text(encoding="utf-8")


def placeholders(name: str) -> frozenset[str]:
    """The fields that a prompt needs."""
    return frozenset(field for _, field, _, _ in Formatter().parse(template(name)) if field)


@cache
def version(name: str) -> str:
    """The first eight digits of the SHA-256 of a prompt's text."""
    return sha256(template(name).encode()).hexdigest()[:8]


def render(name: str, **fields: str) -> str:
    """A prompt with its fields filled in; braces within a field stay text. Raises ``ValueError``."""
    wanted = placeholders(name)
    if wanted != fields.keys():
        missing, extra = sorted(wanted - fields.keys()), sorted(fields.keys() - wanted)
        raise ValueError(f"prompts/{name}.md: missing fields {missing}, unknown fields {extra}")
    return template(name).format(**fields)
