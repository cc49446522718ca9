"""The sums that an answer shows ("(57 − 55) : 55 = 3,64 %"), done again."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, InvalidOperation

from eval.metrics.numbers import numbers

_FORMULA = re.compile(
    r"(?P<left>[\d.,()\s%]*\d[\d.,()\s%]*(?:[−+:×][\d.,()\s%]+)+)=\s*(?P<right>\d[\d.,]*\d|\d)\s*(?P<percent>%?)"
)
_SIGNS = str.maketrans({"−": "-", ":": "/", "×": "*"})
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_OPERATIONS: Mapping[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_RAISED = re.compile(r"(?<![\d.,])(\d[\d.,]*)(?!\s*[\d.,%])\s*([+−])\s*(\d[\d.,]*)\s*%(?!\s*[×:])")  # "312 + 8%"
_PERCENT = 100
_LEAST = Decimal("0.006")  # what rounding to two digits may change


@dataclass(frozen=True, slots=True)
class Formula:
    """What stands before the equals sign, number by number, and what it is said to make."""

    operands: tuple[Decimal, ...]
    result: Decimal
    stands: bool


def formulas(text: str) -> Iterator[Formula]:
    """Every formula of a text, with whether it makes what it says."""
    for match in _FORMULA.finditer(text):
        (result,) = numbers(match["right"])
        left = _alone(match["left"])
        made = _value(left)
        if match["percent"] and made is not None:
            made *= _PERCENT
        stands = made is not None and abs(made - result) <= _LEAST
        yield Formula(tuple(numbers(left)), result, stands)


def _alone(written: str) -> str:
    """A sum without the words of figures before it and the bracket that holds it: "2 (57 − 55" is "57 − 55"."""
    depth = 0
    for at in range(len(written) - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(written[at], 0)
        if depth < 0:
            return written[at + 1 :].strip()
    return written.strip()


def _value(written: str) -> Decimal | None:
    """What a written sum makes; a percentage is a share of 1, put on a figure one of it. None where it is none."""
    plain = _RAISED.sub(r"\1 × (1 \2 \3 : 100)", written)
    plain = re.sub(r"(\d[\d.,]*)\s*%", r"(\1 : 100)", plain)
    plain = _NUMBER.sub(lambda match: f"{numbers(match.group())[0]:f}", plain).translate(_SIGNS)
    try:
        return _of(ast.parse(plain.strip(), mode="eval").body)
    except (SyntaxError, ValueError, DivisionByZero, InvalidOperation):
        return None


def _of(node: ast.expr) -> Decimal:
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATIONS:
        return _OPERATIONS[type(node.op)](_of(node.left), _of(node.right))
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return Decimal(str(node.value))
    raise ValueError(ast.dump(node))
