"""A backup put into a data folder, and asked."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from assistant.adapters.backup_sqlite import HALF_RESTORED, write_backup
from assistant.build import Places, open_archive, open_assistant, own_data, require_archive
from assistant.errors import ArchiveInUse, ArchiveUnusable, InvalidSetting
from assistant.settings import Settings
from ingest.heal import kept_ready
from ingest.pipeline import ingest
from ingest.restored import Restored, restore

TEXT = (
    "ĐẢNG ỦY XÃ GÒ {}\nNGHỊ QUYẾT\nI. CHỈ TIÊU NĂM 2026\n- Thu ngân sách đạt 7,5 tỷ đồng.\n"
    "II. GIẢI PHÁP\nNạo vét kênh."
)


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of one document, made while the folder has an owner."""
    place = tmp_path_factory.mktemp("a")
    settings = filled(place, "TRE")
    with own_data(settings):
        write_backup(Places(settings.data).archive, out=place / "a.zip")
    return place / "a.zip"


def filled(place: Path, *names: str) -> Settings:
    settings = Settings(data=place / "kho")
    for name in names:
        (place / f"{name}.txt").write_text(TEXT.format(name), encoding="utf-8")
    list(ingest([place / f"{name}.txt" for name in names], settings=settings))
    return settings


def named(settings: Settings) -> list[str]:
    with open_archive(settings) as archive:
        return [document.name for document in archive.documents()]


def test_a_fresh_folder_is_asked_at_once(packed: Path, tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "mới")
    assert restore(packed, settings=settings) == Restored(documents=1, rows=1, aside=None)
    with closing(open_assistant(settings)) as assistant:
        assert assistant.ask("Giải pháp nạo vét kênh là gì?").outcome == "answered"


def test_a_folder_in_use_or_filled_is_left_alone(packed: Path, tmp_path: Path) -> None:
    settings = filled(tmp_path, "DƯA", "MÂY")
    with own_data(settings), pytest.raises(ArchiveInUse):
        restore(packed, settings=settings, replaced=True)
    with pytest.raises(InvalidSetting, match="--replace"):
        restore(packed, settings=settings)
    assert named(settings) == ["DƯA.txt", "MÂY.txt"]


def test_what_is_replaced_is_put_aside_and_can_be_asked(packed: Path, tmp_path: Path) -> None:
    settings = filled(tmp_path, "DƯA", "MÂY")
    aside = restore(packed, settings=settings, replaced=True).aside
    assert named(settings) == ["TRE.txt"]
    assert aside is not None
    before = Settings(data=aside)
    assert named(before) == ["DƯA.txt", "MÂY.txt"]
    with closing(open_assistant(before, ready=kept_ready)) as assistant:
        assert assistant.ask("Giải pháp nạo vét kênh là gì?").outcome == "answered"


def test_one_that_was_cut_off_is_told_and_done_again(packed: Path, tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "kho")
    (settings.data / HALF_RESTORED).mkdir(parents=True)
    (settings.data / "eval").mkdir()
    for opening in (require_archive, open_archive):
        with pytest.raises(ArchiveUnusable, match="nghiquyet restore"):
            opening(settings)
    assert restore(packed, settings=settings, replaced=True).documents == 1
    assert named(settings) == ["TRE.txt"]
