r"""EQ fields of Word: equations as people wrote them before Word had an editor for them ("EQ \f(7;19)" is 7/19).

A command is a backslash, a letter and its switches, and parts in brackets between commas or semicolons; what a part
says may be commands again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from ingest.readers.marks import raised

_INSTRUCTION = re.compile(r"\s*EQ\b\s*(.*)", re.DOTALL | re.IGNORECASE)
_COMMAND = re.compile(r"\\([abdfilorsx])((?:\s*\\[a-z]{2}(?:\\.|-?[^\s\\(]?\d*))*)\s*\(", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([,;()\\])")
_UP = re.compile(r"\\up(?!0)", re.IGNORECASE)
_BRACKET = re.compile(r"\\([lrb])c\\(.)", re.IGNORECASE)
_CLOSING = {"(": ")", "[": "]", "{": "}", "<": ">"}
_PLAIN = re.compile(r"[\w.,%]*")
_DEEPEST = 40  # commands within one another that are read


def equation(instruction: str) -> str | None:
    """What an EQ field shows, in one line; None where the field is none."""
    found = _INSTRUCTION.fullmatch(instruction)
    return None if found is None else " ".join(_read(found[1], 0, nested=0)[0][0].split())


def _read(text: str, at: int, *, nested: int) -> tuple[list[str], int]:
    """The parts from ``at`` on, in ``nested`` commands up to the bracket that closes the last, and where it ends."""
    parts, between, depth = [""], "", 0
    while at < len(text):
        if nested < _DEEPEST and (command := _COMMAND.match(text, at)):
            inner, at = _read(text, command.end(), nested=nested + 1)
            parts[-1] += _COMMANDS[command[1].lower()](inner, command[2])
            continue
        if escaped := _ESCAPED.match(text, at):
            parts[-1], at = parts[-1] + escaped[1], escaped.end()
            continue
        sign, at = text[at], at + 1
        if nested and not depth and sign == ")":
            break
        depth += (sign == "(") - (sign == ")")
        if nested and not depth and sign in ",;":
            parts.append("")
            between += sign
        else:
            parts[-1] += sign
    return _parted(parts, between), at


def _parted(parts: list[str], between: str) -> list[str]:
    """The parts by what stands between them: where semicolons part, a comma is that of a decimal."""
    if len(set(between)) < 2:
        return parts
    joined = parts[:1]
    for sign, part in zip(between, parts[1:], strict=True):
        if sign == ",":
            joined[-1] += f",{part}"
        else:
            joined.append(part)
    return joined


def _fraction(parts: Sequence[str], _: str) -> str:
    sides = (part.strip() for part in parts)
    return "/".join(side if _PLAIN.fullmatch(side) else f"({side})" for side in sides)


def _root(parts: Sequence[str], _: str) -> str:
    return f"{parts[0].strip() if len(parts) > 1 else ''}√({parts[-1].strip()})"


def _shifted(parts: Sequence[str], switches: str) -> str:
    return raised(parts[0]) if _UP.search(switches) else "".join(parts)


def _bracketed(parts: Sequence[str], switches: str) -> str:
    said = {side.lower(): sign for side, sign in _BRACKET.findall(switches)}
    both = said.get("b", "")
    left = said.get("l", both) or ("" if said else "(")
    right = said.get("r", _CLOSING.get(both, both)) or ("" if said else ")")
    return f"{left}{' '.join(parts)}{right}"


def _integral(parts: Sequence[str], _: str) -> str:
    return "∫" + " ".join(parts)


_COMMANDS: Mapping[str, Callable[[Sequence[str], str], str]] = {
    "a": lambda parts, _: " ".join(parts),
    "b": _bracketed,
    "d": lambda _parts, _switches: " ",
    "f": _fraction,
    "i": _integral,
    "l": lambda parts, _: ", ".join(parts),
    "o": lambda parts, _: "".join(parts),
    "r": _root,
    "s": _shifted,
    "x": lambda parts, _: "".join(parts),
}
