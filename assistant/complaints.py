"""What a checker complains of, in Vietnamese: pydantic and the command line speak English to office staff."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from assistant.language.tables import load_table

_QUOTED = re.compile(r"'([^']*)'")


def complaint(found: Mapping[str, Any]) -> str:
    """What is wrong with a value, from one of pydantic's ``errors()``: "phải từ 1 trở lên"."""
    told = _table()["types"].get(found["type"])
    if told is None:
        return said_plainly(str(found.get("msg", "")))
    context = found.get("ctx", {})
    return str(
        told.format_map({name: _listed(each) if isinstance(each, str) else each for name, each in context.items()})
    )


def said_plainly(english: str) -> str:
    """The Vietnamese of an English complaint; a general one where the table does not know it."""
    for known in _table()["said"]:
        if found := re.search(known["match"], english):
            return str(known["told"].format(*map(_listed, found.groups())))
    return str(_table()["other"])


def _listed(choices: str) -> str:
    """Pydantic lists what it takes as "'a', 'b' or 'c'"."""
    return _QUOTED.sub(r"“\1”", choices).replace(" or ", " hoặc ")


def _table() -> Mapping[str, Any]:
    return load_table("assistant", "complaints.toml")
