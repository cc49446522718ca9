"""The fake assistant as fixtures, alone and in place of the pieces that the commands open."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import as_file, files
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from assistant import build as real_build
from assistant.errors import ArchiveInUse, EmptyArchive, InvalidSetting
from assistant.settings import Settings
from ingest import doctor as real_doctor
from ingest import pipeline as real_pipeline
from ingest.filing import Filing
from tests.ui.fake_assistant import FakeAssistant, FakeShelf
from ui.cli import app
from ui.ports import Assistant


@dataclass(frozen=True)
class FakeOutcome:
    name: str
    outcome: str
    reason: str | None = None
    document_id: str | None = None
    note: str | None = None
    receipt: None = None


@dataclass(frozen=True)
class FakeFinding:
    name: str
    ok: bool
    detail: str
    absent: bool = False
    derived: bool = False


@dataclass
class Pieces:
    """What the commands find behind ``assistant.build``, ``ingest.pipeline`` and ``ingest.doctor``."""

    assistant: FakeAssistant = field(default_factory=FakeAssistant)
    outcomes: list[FakeOutcome] = field(default_factory=list)
    findings: list[FakeFinding] = field(default_factory=list)
    opened_with: list[Settings] = field(default_factory=list)
    ingested: list[tuple[list[Path], int]] = field(default_factory=list)
    owned: bool = False
    in_use: bool = False
    empty: bool = False

    def open_assistant(self, settings: Settings, *, own: bool = False, **_: object) -> FakeAssistant:
        assert own == self.owned
        self.opened_with.append(settings)
        self.assistant.settings = settings
        return self.assistant

    def require_archive(self, settings: Settings) -> None:
        if self.empty:
            raise EmptyArchive(f"Chưa có kho văn bản nào trong thư mục {settings.data}.")

    @contextmanager
    def own_data(self, settings: Settings) -> Iterator[None]:
        if self.in_use:
            raise ArchiveInUse(f"Thư mục {settings.data} đang được chương trình khác dùng.")
        self.owned = True
        yield
        self.owned = False

    def ingest(
        self,
        paths: Sequence[Path],
        *,
        settings: Settings,
        workers: int = 1,
        only: Sequence[Path] | None = None,
        began: Callable[[int], None] = lambda _: None,
    ) -> Iterator[FakeOutcome]:
        self.opened_with.append(settings)
        self.ingested.append((list(paths), workers))
        if missing := [path for path in paths if not path.exists()]:
            raise InvalidSetting(f"Không có tệp {missing[0]}.")
        began(len(self.outcomes))
        yield from self.outcomes

    @contextmanager
    def own_filing(self, settings: Settings) -> Iterator[Filing]:
        with self.own_data(settings):
            yield Filing(self.assistant.shelf, lambda: None)

    def examine(self, settings: Settings) -> list[FakeFinding]:
        return self.findings

    def repair(self, settings: Settings) -> list[FakeFinding]:
        return [FakeFinding(finding.name, True, "đã dựng lại") for finding in self.findings]


def _module(name: str, **contents: Any) -> ModuleType:
    module = ModuleType(name)
    vars(module).update(contents)
    return module


@pytest.fixture
def shelf() -> FakeShelf:
    return FakeShelf()


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The real assistant over the bundled sample. Tests ask, draft and talk in it; none changes its documents."""
    settings = Settings(_env_file=None, data=tmp_path_factory.mktemp("kho"))
    with as_file(files("ingest") / "sample") as folder:
        assert {outcome.outcome for outcome in real_pipeline.ingest([folder], settings=settings)} == {"added"}
    assistant = real_build.open_assistant(settings)
    yield assistant
    assistant.close()


@pytest.fixture
def assistant() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture
def pieces(monkeypatch: pytest.MonkeyPatch) -> Pieces:
    held = Pieces()
    faked = {
        "open_assistant": held.open_assistant,
        "own_data": held.own_data,
        "require_archive": held.require_archive,
    }
    build = _module("assistant.build", **{**vars(real_build), **faked})
    monkeypatch.setattr("ingest.filing.own_filing", held.own_filing)
    monkeypatch.setitem(sys.modules, "assistant.build", build)
    pipeline = _module("ingest.pipeline", **{**vars(real_pipeline), "ingest": held.ingest})
    monkeypatch.setitem(sys.modules, "ingest.pipeline", pipeline)
    doctor = _module("ingest.doctor", **{**vars(real_doctor), "examine": held.examine, "repair": held.repair})
    monkeypatch.setitem(sys.modules, "ingest.doctor", doctor)
    for name in ("NQ_DATA", "NQ_DEBUG", "NQ_PORT", "NQ_HOST"):
        monkeypatch.delenv(name, raising=False)
    return held


class Cli:
    """Runs ``nghiquyet`` with these arguments."""

    def __call__(self, *args: str | Path, **options: Any) -> Result:
        return CliRunner().invoke(app, [str(arg) for arg in args], prog_name="nghiquyet", **options)


@pytest.fixture
def cli(pieces: Pieces) -> Cli:
    return Cli()
