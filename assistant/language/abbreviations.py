"""Abbreviations and their long forms ("HĐND" and "Hội đồng nhân dân"), so that either finds the other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from assistant.language.tables import load_table
from assistant.language.text import fold, normalise


@cache
def _long_forms(*, plain: bool) -> Mapping[str, str]:
    words = load_table("assistant.language", "abbreviations.toml")["words"]
    form = fold if plain else normalise
    return {form(short): form(longs[0]) for short, longs in words.items()}


@cache
def _pattern(*, plain: bool) -> re.Pattern[str]:
    shorts = sorted(_long_forms(plain=plain), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, shorts))})(?!\w)")


@cache
def _reverse(*, plain: bool) -> tuple[re.Pattern[str], Mapping[str, str]]:
    longs = {long: short for short, long in _long_forms(plain=plain).items()}
    ordered = sorted(longs, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)"), longs


def spelled_out(text: str, *, plain: bool = False) -> str:
    """``text``, normalised (or folded), with its abbreviations in their long form."""
    forms = _long_forms(plain=plain)
    prepared = fold(text) if plain else normalise(text)
    return _pattern(plain=plain).sub(lambda match: forms[match.group()], prepared)


def shortened(text: str, *, plain: bool = False) -> str:
    """``text``, normalised (or folded), with long forms as their abbreviations."""
    pattern, shorts = _reverse(plain=plain)
    prepared = fold(text) if plain else normalise(text)
    return pattern.sub(lambda match: shorts[match.group()], prepared)


def variants(text: str, *, plain: bool = False) -> tuple[str, ...]:
    """The text as it stands, spelled out and shortened, each once."""
    prepared = fold(text) if plain else normalise(text)
    return tuple(dict.fromkeys((prepared, spelled_out(text, plain=plain), shortened(text, plain=plain))))
