"""Reading the tables of knowledge that lie beside the code."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any


def load_table(package: str, name: str) -> dict[str, Any]:
    """The TOML file ``name`` of ``package`` ("assistant.language", "indicators.toml")."""
    return tomllib.loads(resources.files(package).joinpath(name).read_text(encoding="utf-8"))
