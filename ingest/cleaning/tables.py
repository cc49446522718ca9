"""What ``clean.toml`` says, as patterns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib import resources
from typing import Any

TABLES: dict[str, Any] = tomllib.loads(
    resources.files("ingest.cleaning").joinpath("clean.toml").read_text(encoding="utf-8")
)


def any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all of them; for none of them one that matches nothing."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or "(?!)")


def ending_in(words: Iterable[str]) -> re.Pattern[str]:
    """What a line looks like that ends with one of these words or signs."""
    return re.compile("|".join(rf"\b{word}$" if word.isalpha() else f"{re.escape(word)}$" for word in words))
