"""Reading the tables of knowledge that lie beside the code."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any


@cache
def load_table(package: str, name: str) -> Mapping[str, Any]:
    """The TOML file ``name`` of ``package`` ("assistant.language", "indicators.toml"), read once; not to be changed.

    A question looks into some of them more than once, and to read one takes milliseconds.
    """
    return tomllib.loads(resources.files(package).joinpath(name).read_text(encoding="utf-8"))
