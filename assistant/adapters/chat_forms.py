"""How a model is brought to fill a form: by what its server knows, found out once and remembered.

    json_schema   the server itself holds the model to the form
    json_object   the server holds it to JSON; the form stands in the prompt
    tools         the form is the one tool that the model must call
    text          nothing but the prompt; the answer must be that JSON alone

They are tried in this order until one gives a form. A way that the server refuses, or whose answers do not fit again
and again, is forgotten and looked for anew. One at which the server falls silent (a grammar may cost a small machine
more than the answer) is passed over from the next question on. A model that fits none is asked by the last, once a
question, for as long as the process runs.
"""

from __future__ import annotations

import json
import logging
import os
import re
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Literal, get_args

from pydantic import TypeAdapter, ValidationError

from assistant.errors import ModelSilent
from assistant.language.thoughts import without_thoughts
from assistant.ports import Form

log = logging.getLogger(__name__)

Way = Literal["json_schema", "json_object", "tools", "text"]
WAYS: tuple[Way, ...] = get_args(Way)
MISSES = 3  # answers that do not fit, one after the other, from which a way that once did is looked for anew

_KEPT = TypeAdapter(dict[str, Way])
_FENCE = re.compile(r"\A```(?:json)?\s*\n(.*?)\s*```\Z", re.DOTALL)


class WayRefused(Exception):
    """The server does not know this way of asking."""


class KnownWay:
    """The way by which the model of one server fills forms; safe for several threads.

    ``path`` is a file that keeps it for later processes, by ``server``; with None it is kept in memory alone. What
    cannot be read or written there is looked for anew and never an error.
    """

    def __init__(self, path: Path | None, *, server: str) -> None:
        self._path = path
        self._server = server
        self._lock = Lock()
        self._way: Way | None = _read(path).get(server) if path else None
        self._misses = 0
        self._silent: set[Way] = set()

    @property
    def open(self) -> list[Way]:
        """The ways to try where none is known."""
        return [way for way in WAYS if way not in self._silent]

    @property
    def way(self) -> Way | None:
        """The way, or None where it is not known yet."""
        return self._way

    def keep(self, way: Way) -> None:
        """Remembers the way that gave a form."""
        with self._lock:
            self._misses = 0
            if way != self._way:
                self._way = way
                self._write()

    def forget(self) -> None:
        """Forgets it: the server has changed its answer."""
        with self._lock:
            self._way, self._misses = None, 0
            self._write()

    def give_up(self) -> None:
        """Notes that no way gave a form this time: it is asked by the last one from now on, in this process alone."""
        with self._lock:
            self._way = WAYS[-1]

    def pass_over(self, way: Way) -> None:
        """Notes that the server fell silent when it was asked this way; the last way is never passed over."""
        if way != WAYS[-1]:
            self._silent.add(way)

    def miss(self) -> None:
        """Notes that an answer by the known way did not fit."""
        with self._lock:
            self._misses += 1
            is_worn = self._misses >= MISSES and self._way != WAYS[-1]
        if is_worn:
            self.forget()

    def _write(self) -> None:
        if self._path is None:
            return
        others = {server: way for server, way in _read(self._path).items() if server != self._server}
        kept = others | ({self._server: self._way} if self._way else {})
        beside = self._path.with_suffix(f".{os.getpid()}")
        try:
            beside.write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")
            beside.replace(self._path)
        except OSError as error:
            log.info("Không ghi được %s: %s", self._path, error)


def fill(form: type[Form], known: KnownWay, ask: Callable[[Way], str]) -> Form | None:
    """The form by the known way, or by the first that gives one; None where what the model says never fits.

    ``ask`` gives what the model says by a way, and raises ``WayRefused``; whatever else it raises goes up.
    """
    known_way = known.way  # looked up once: another thread may forget it meanwhile
    if known_way is not None:
        try:
            filled = read_form(ask(known_way), form)
        except WayRefused as refused:
            log.info("Máy chủ không còn nhận cách %s: %s", known_way, refused)
            known.forget()
        else:
            known.keep(known_way) if filled is not None else known.miss()
            return filled
    for way in known.open:
        try:
            filled = read_form(ask(way), form)
        except WayRefused as refused:
            log.info("Máy chủ không nhận cách %s: %s", way, refused)
            continue
        except ModelSilent:
            known.pass_over(way)
            raise
        if filled is not None:
            known.keep(way)
            return filled
    known.give_up()
    return None


def read_form(said: str, form: type[Form]) -> Form | None:
    """The form that an answer is, thoughts before it and a fence around it aside; None where it is anything else."""
    answer = without_thoughts(said).strip()
    fenced = _FENCE.fullmatch(answer)
    try:
        return form.model_validate_json(fenced[1] if fenced else answer)
    except ValidationError as error:
        log.info("Không đúng biểu mẫu %s: %s", form.__name__, error)
        return None


def _read(path: Path) -> dict[str, Way]:
    try:
        return _KEPT.validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return {}
