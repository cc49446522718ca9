"""Commands beside a running chat: the chat owns the data folder, so what they would do is done in its process.

``nghiquyet serve`` writes its address and a key into the data folder, readable by its owner only. A command that
finds the folder owned calls that address; whoever cannot read the folder cannot have the chat read files.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote_from_bytes, unquote_to_bytes

from assistant import errors
from assistant.errors import ArchiveInUse, NghiquyetError
from assistant.settings import Settings
from assistant.types import Answer, Evidence, Turn

if TYPE_CHECKING:
    from ingest.doctor import Finding
    from ingest.pipeline import FileOutcome

Told = TypeVar("Told")

ADDRESS_FILE = "chat.json"
PREFIX = "/beside"
KEY_HEADER = "x-nghiquyet-key"
_SILENT_SECONDS = 900.0  # the longest that reading one file may take, and a little more
_ANY = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - an address that listens everywhere is called at home


@dataclass(frozen=True, slots=True)
class Chat:
    """A running chat, as the data folder tells of it."""

    host: str
    port: int
    key: str

    def ingest(
        self,
        paths: Sequence[Path],
        *,
        workers: int,
        only: Sequence[Path] | None = None,
        began: Callable[[int], None] = lambda _: None,
    ) -> Iterator[FileOutcome]:
        """What becomes of each file, as ``ingest.pipeline.ingest`` tells it."""
        from ingest.pipeline import Counts, FileOutcome

        given = {
            "paths": [sent(path) for path in paths],
            "workers": workers,
            "only": None if only is None else [sent(path) for path in only],
        }
        for told in self._lines("ingest", given):
            if "files" in told:
                began(told["files"])
                continue
            receipt = told.pop("receipt")
            yield FileOutcome(**told, receipt=Counts(**receipt) if receipt else None)

    def remove(self, documents: Sequence[str]) -> dict[str, str]:
        """Takes documents out; their names by id. Raises ``NghiquyetError``."""
        return next(self._lines("remove", {"documents": list(documents)}))

    def restore(self, documents: Sequence[str]) -> dict[str, str]:
        """Puts removed documents back; their names by id. Raises ``NghiquyetError``."""
        return next(self._lines("restore", {"documents": list(documents)}))

    def ask(self, text: str, *, history: Sequence[Turn] = ()) -> Answer:
        """The chat's answer, by the settings that the chat was opened with. Raises as the assistant does."""
        turns = [asdict(turn) for turn in history]
        (told,) = self._lines("ask", {"question": text, "history": turns})
        return taken(Answer, told["answer"])

    def search(self, text: str, *, k: int) -> list[Evidence]:
        """The ``k`` best passages, best first."""
        (told,) = self._lines("search", {"query": text, "k": k})
        return taken(list[Evidence], told["found"])

    def examine(self, *, repair: bool) -> list[Finding]:
        """What ``doctor`` finds in the chat's own process, after a repair where that is asked for."""
        from ingest.doctor import Finding

        (told,) = self._lines("examine", {"repair": repair})
        return [Finding(**each) for each in told["findings"]]

    def _lines(self, what: str, given: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """The JSON lines of the reply as they come. Raises ``NghiquyetError`` for what the chat refuses."""
        connection = HTTPConnection(self.host, self.port, timeout=_SILENT_SECONDS)
        try:
            headers = {"content-type": "application/json", KEY_HEADER: self.key}
            connection.request("POST", f"{PREFIX}/{what}", json.dumps(given), headers)
            for line in connection.getresponse():
                told = json.loads(line)
                if "detail" in told:
                    raise _error(told)
                yield told
        except (OSError, HTTPException, ValueError) as error:
            raise NghiquyetError(
                f"Cuộc trò chuyện đang mở ở cổng {self.port} không nhận lệnh ({error}). Hãy dừng nó rồi chạy lại."
            ) from error
        finally:
            connection.close()


def _error(told: Mapping[str, Any]) -> Exception:
    """What went wrong in the chat, as it would be raised here."""
    kind = getattr(errors, str(told.get("kind", "NghiquyetError")), None)
    return kind(told["detail"]) if isinstance(kind, type) else RuntimeError(told["detail"])


def given_out(value: object) -> Any:
    """A value of our types as JSON can carry it, to be ``taken`` whole on the other side."""
    from pydantic_core import to_jsonable_python

    return to_jsonable_python(value, inf_nan_mode="constants")


def taken(kind: type[Told], given: Any) -> Told:
    """What ``given_out`` was given."""
    from pydantic import TypeAdapter

    return TypeAdapter(kind).validate_python(given)


def sent(path: Path) -> str:
    """A path as JSON can carry it, also where its name is no UTF-8; ``received`` reads it."""
    return quote_from_bytes(os.fsencode(path.absolute()))


def received(path: str) -> Path:
    """The path that was sent."""
    return Path(os.fsdecode(unquote_to_bytes(path)))


def chat_beside(data: Path) -> Chat | None:
    """The chat that said it owns the data folder, or None."""
    try:
        told = json.loads((data / ADDRESS_FILE).read_text(encoding="utf-8"))
        return Chat(str(told["host"]), int(told["port"]), str(told["key"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def running_chat(settings: Settings) -> Chat | None:
    """The chat that owns the data folder now, or None; one that was killed leaves its address and no lock."""
    from assistant.build import own_data

    chat = chat_beside(settings.data)
    if chat is None:
        return None
    try:
        with own_data(settings):
            return None
    except ArchiveInUse:
        return chat


@contextmanager
def announced(data: Path, *, host: str, port: int) -> Iterator[Chat]:
    """Tells commands where the chat is for as long as the block runs."""
    chat, path = Chat(_ANY.get(host, host), port, token_urlsafe()), data / ADDRESS_FILE
    data.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)  # of a chat that was killed
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(asdict(chat), file)
    try:
        yield chat
    finally:
        with suppress(OSError):
            path.unlink()
