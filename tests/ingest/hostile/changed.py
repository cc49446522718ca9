"""Good files with their insides changed: what is XML or HTML in them is still so, and says something else."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable

from tests.ingest.formats import damaged, zipped
from tests.ingest.hostile.written import NONSENSE, UNITS

_NUMBER = re.compile(rb'(?<==")[^"]{0,40}(?=")')
_ELEMENT = re.compile(rb"<(?!/|\?|!)[^<>]*>")
_TEXT = re.compile(rb"(?<=>)[^<>]{1,200}(?=<)")


def changed(data: bytes, chance: random.Random) -> bytes:
    """The file with a few of its values, elements, texts, parts or bytes gone wrong."""
    if chance.random() < 0.25:
        return damaged(data, chance)
    if not data.startswith(b"PK"):
        return _inside(data, chance)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    one = chance.choice(sorted(members))
    if chance.random() < 0.15:
        members.pop(one)
        return zipped(members)
    return zipped({**members, one: _inside(members[one], chance)})


def _inside(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 2, 8))):
        data = chance.choice((_value, _value, _value, _dropped, _doubled, _said))(data, chance)
    return data


def _value(data: bytes, chance: random.Random) -> bytes:
    return _replaced(data, _NUMBER, lambda _: chance.choice(NONSENSE).encode(), chance)


def _dropped(data: bytes, chance: random.Random) -> bytes:
    return _replaced(data, _ELEMENT, lambda _: b"", chance)


def _doubled(data: bytes, chance: random.Random) -> bytes:
    times = chance.choice((2, 40, 3_000))
    return _replaced(data, _ELEMENT, lambda element: element * times, chance)


def _said(data: bytes, chance: random.Random) -> bytes:
    unit = chance.choice(UNITS).replace("<", "").replace("&", "")
    return _replaced(data, _TEXT, lambda _: (unit * chance.choice((1, 50, 20_000))).encode(), chance)


def _replaced(data: bytes, what: re.Pattern[bytes], by: Callable[[bytes], bytes], chance: random.Random) -> bytes:
    places = list(what.finditer(data[:500_000]))
    if not places:
        return data
    at = chance.choice(places)
    return data[: at.start()] + by(at.group()) + data[at.end() :]
