"""Data folders that were damaged: the next question is answered as before, or told in one line why not; never
silently empty. What `doctor` names as a remedy is done, and the question asked again.

``NQ_TEST_DAMAGED`` says how many; the ways take turns.
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.ask.retrieving import cuts
from assistant.build import Places, open_archive, open_assistant, open_static, open_vectors, own_data
from assistant.errors import ArchiveUnusable, NghiquyetError
from assistant.settings import Settings
from assistant.types import Answer
from ingest import doctor, heal
from ingest.doctor import examine, repair
from ingest.heal import kept_ready, require_whole
from ingest.pipeline import ingest
from ui.cli import app

pytestmark = pytest.mark.usefixtures("looks_are_forked")

HOW_MANY = int(os.environ.get("NQ_TEST_DAMAGED", "15"))
QUESTION = "Giải pháp nạo vét kênh là gì?"
TEXT = (
    "ĐẢNG ỦY XÃ GÒ {n}\nNGHỊ QUYẾT\nVề nhiệm vụ năm 2026\nI. CHỈ TIÊU\n- Thu ngân sách đạt {n},5 tỷ đồng;\n"
    "II. GIẢI PHÁP\nTổ chức nạo vét kênh số {n}, trồng dừa ven đê, vận động nhân dân cùng làm."
)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("vào")
    for number in range(10, 22):
        (folder / f"xa_{number}.txt").write_text(TEXT.format(n=number), encoding="utf-8")
    settings = Settings(data=tmp_path_factory.mktemp("dữ liệu") / "kho")
    list(ingest([folder], settings=settings))
    assert asked(settings) == "answered"
    return settings


@dataclass(frozen=True)
class Kept:
    """What an office has beside its data folder, and the answer that it had before."""

    originals: Path
    backup: Path
    answer: Answer


@pytest.fixture(scope="module")
def kept(sound: Settings, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    backup = tmp_path_factory.mktemp("sao lưu") / "kho.zip"
    done("backup", backup, settings=sound)
    answer = answer_of(sound)
    assert isinstance(answer, Answer)
    (file, *_) = _originals(sound)
    return Kept(Path(file).parent, backup, answer)


def _originals(settings: Settings) -> list[str]:
    with open_archive(settings) as archive:
        return [each.origin.path for each in archive.files()]


def done(*words: object, settings: Settings) -> str:
    """What a command prints that does its work."""
    result = CliRunner().invoke(app, [*map(str, words), "--data", str(settings.data)])
    assert result.exit_code == 0, f"{words}: {result.stdout}{result.stderr}"
    return result.stdout


def copied(sound: Settings, place: Path) -> Settings:
    shutil.copytree(sound.data, place)
    return Settings(data=place)


def answer_of(settings: Settings) -> Answer | str:
    """The answer to a question for passages, as the commands ask it, or the line that the user is told."""
    try:
        with closing(open_assistant(settings, ready=kept_ready)) as assistant:
            require_whole(settings, assistant.archive)
            return replace(assistant.ask(QUESTION), trace=None)
    except NghiquyetError as error:
        return str(error)


def asked(settings: Settings) -> str:
    """The outcome of it, or the line."""
    answer = answer_of(settings)
    return answer if isinstance(answer, str) else answer.outcome


def _files(settings: Settings, place: str) -> list[Path]:
    places = Places(settings.data)
    folders = {"lexical": places.lexical, "vectors": places.vectors, "texts": places.texts, "archive": settings.data}
    folder = folders[place]
    found = folder.glob("archive.db") if place == "archive" else folder.rglob("*")
    return sorted(path for path in found if path.is_file())


def emptied(settings: Settings, chance: random.Random, *, place: str) -> None:
    chance.choice(_files(settings, place)).write_bytes(b"")


def cut(settings: Settings, chance: random.Random, *, place: str) -> None:
    path = chance.choice(_files(settings, place))
    path.write_bytes(path.read_bytes()[: chance.randrange(path.stat().st_size + 1)])


def flipped(settings: Settings, chance: random.Random, *, place: str) -> None:
    path = chance.choice(_files(settings, place))
    data = bytearray(path.read_bytes())
    for _ in range(chance.choice((1, 20, 400)) if data else 0):
        data[chance.randrange(len(data))] = chance.randrange(256)
    path.write_bytes(bytes(data))


def gone(settings: Settings, chance: random.Random, *, place: str) -> None:
    path = chance.choice(_files(settings, place))
    chance.choice((path.unlink, partial(shutil.rmtree, path.parent)))()


def rows_gone(settings: Settings, chance: random.Random, *, place: str) -> None:
    with closing(sqlite3.connect(Places(settings.data).archive)) as connection:
        connection.execute(f"DELETE FROM passages WHERE rowid % {chance.choice((1, 2, 7))} = 0")
        connection.commit()


WAYS: tuple[Callable[..., None], ...] = (emptied, cut, flipped, gone)
DAMAGES = [
    (way, place)
    for place in ("lexical", "vectors", "texts", "archive")
    for way in WAYS
    if (way, place) != (gone, "archive")
]
DAMAGES += [(rows_gone, "archive")]


def _cases() -> Iterator[tuple[int, Callable[..., None], str]]:
    for at in range(HOW_MANY):
        yield at, *DAMAGES[at % len(DAMAGES)]


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "way", "place"), list(_cases()))
def test_no_damage_gives_a_silent_empty_answer(
    seed: int, way: Callable[..., None], place: str, sound: Settings, tmp_path: Path
) -> None:
    settings = copied(sound, tmp_path / "kho")
    way(settings, random.Random(seed), place=place)

    said = asked(settings)

    assert said == "answered" or ("ãy " in said and "\n" not in said and place == "archive"), said
    if said != "answered":
        with own_data(settings):
            assert not all(finding.ok for finding in examine(settings)), "hỏng mà doctor chứng nhận là tốt"


def repaired(settings: Settings, kept: Kept) -> None:
    done("doctor", "--repair", settings=settings)


def restored(settings: Settings, kept: Kept) -> None:
    done("restore", kept.backup, "--replace", settings=settings)


def read_anew(settings: Settings, kept: Kept) -> None:
    Places(settings.data).archive.rename(settings.data.parent / "hỏng.db")
    done("ingest", kept.originals, settings=settings)


REMEDIES = {
    "nghiquyet doctor --repair": repaired,
    "nghiquyet restore TỆP --replace": restored,
    "dời archive.db đi rồi nạp lại văn bản gốc: nghiquyet ingest THƯ_MỤC": read_anew,
}


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "way", "place"), list(_cases()))
def test_the_remedies_that_doctor_names_bring_the_answer_back(
    seed: int, way: Callable[..., None], place: str, sound: Settings, kept: Kept, tmp_path: Path
) -> None:
    settings = copied(sound, tmp_path / "kho")
    way(settings, random.Random(seed), place=place)

    with own_data(settings):
        broken = [finding for finding in examine(settings) if not finding.ok]

    told = [one for one in broken if one.name == "Kho văn bản" or "Hãy chữa kho văn bản trước" not in one.detail]
    named = {one.name: {words for words in REMEDIES if words in one.detail} for one in told}
    assert [name for name, words in named.items() if not words] == []
    for at, words in enumerate(sorted(set().union(*named.values()))):
        mended = copied(settings, tmp_path / f"lần {at}")
        REMEDIES[words](mended, kept)
        assert answer_of(mended) == kept.answer, words
        assert done("doctor", settings=mended), words
    assert answer_of(settings) == kept.answer or any(not one.derived for one in broken)


def test_doctor_makes_no_index_and_names_the_one_that_is_gone(sound: Settings, tmp_path: Path) -> None:
    settings = copied(sound, tmp_path / "kho")
    shutil.rmtree(Places(settings.data).lexical)

    with own_data(settings):
        found = {finding.name: finding for finding in examine(settings)}

    assert not found["Chỉ mục từ vựng"].ok
    assert not Places(settings.data).lexical.exists()
    assert asked(settings) == "answered"


def test_texts_that_were_cut_by_another_version_are_told_and_cut_by_the_next_start(
    sound: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = copied(sound, tmp_path / "kho")
    assert asked(settings) == "answered"
    monkeypatch.setattr(cuts, "version", lambda: "của bản sau")
    monkeypatch.setattr(heal, "version", lambda: "của bản sau")
    said: list[str] = []

    with own_data(settings), open_archive(settings) as archive:
        found = {finding.name: finding for finding in examine(settings)}
        heal.make_ready(settings, archive, say=said.append)
        after = {finding.name: finding for finding in examine(settings)}
        heal.make_ready(settings, archive, say=said.append)

    assert "nghiquyet doctor --repair" in found["Chỉ mục câu văn"].detail
    assert not found["Chỉ mục câu văn"].ok
    assert after["Chỉ mục câu văn"].ok
    assert [line for line in said if "câu văn" in line] == said != []
    assert len(said) == 2


def test_the_indexes_are_opened_by_a_process_of_their_own_once_for_each_look(
    sound: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = copied(sound, tmp_path / "kho")
    monkeypatch.setattr(heal, "subprocess", subprocess)
    opened: list[int | None] = []
    original = heal.held_by_indexes
    for module in (heal, doctor):
        monkeypatch.setattr(module, "held_by_indexes", lambda each: opened.append(original(each)) or opened[-1])

    with own_data(settings), open_archive(settings) as archive:
        examine(settings)
        assert len(opened) == 1
        heal.make_ready(settings, archive)
    assert len(opened) == 2


def test_indexes_that_were_closed_by_who_used_them_are_not_looked_at_again(
    sound: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = copied(sound, tmp_path / "kho")
    assert asked(settings) == "answered"
    opened: list[int | None] = []
    original = heal.held_by_indexes
    monkeypatch.setattr(heal, "held_by_indexes", lambda each: opened.append(original(each)) or opened[-1])

    assert asked(settings) == asked(settings) == "answered"
    assert not opened

    with open_vectors(settings, dimension=open_static().dimension) as vectors:  # by a run that was killed
        vectors.open()
    assert asked(settings) == "answered"
    assert len(opened) == 1


def test_an_emptied_archive_is_named_and_its_indexes_stay(sound: Settings, tmp_path: Path) -> None:
    settings = copied(sound, tmp_path / "kho")
    for path in settings.data.glob("archive.db*"):
        path.write_bytes(b"")
    before = sorted(Places(settings.data).lexical.iterdir())

    with own_data(settings):
        assert "mất dữ liệu" in {finding.name: finding.detail for finding in examine(settings)}["Kho văn bản"]
        with pytest.raises(ArchiveUnusable, match="bản sao lưu"):
            repair(settings)
    assert sorted(Places(settings.data).lexical.iterdir()) == before


def test_while_the_archive_is_broken_no_index_is_said_to_be_mended_by_itself(sound: Settings, tmp_path: Path) -> None:
    settings = copied(sound, tmp_path / "kho")
    rows_gone(settings, random.Random(0), place="archive")

    result = CliRunner().invoke(app, ["doctor", "--data", str(settings.data)])

    assert result.exit_code == 1
    assert "Cách chữa ghi ở từng mục" in result.stderr
    with own_data(settings):
        broken = {finding.name: finding.detail for finding in examine(settings) if not finding.ok}
    assert "nghiquyet restore TỆP --replace" in broken.pop("Kho văn bản")
    assert broken
    assert all("Hãy chữa kho văn bản trước" in detail for detail in broken.values())


def test_an_archive_that_a_person_emptied_is_no_loss(sound: Settings, tmp_path: Path) -> None:
    settings = copied(sound, tmp_path / "kho")
    with open_archive(settings) as archive:
        for each in archive.documents():
            archive.remove(each.document_id)
    assert "mất dữ liệu" not in asked(settings)


@pytest.mark.parametrize("name", ["a?b", "a%20b", "a#b", "a b&c=d", "é 100%"])
def test_a_folder_of_any_name_holds_its_archive(name: str, tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / name)
    with open_archive(settings) as archive:
        assert archive.documents() == []
    assert (tmp_path / name / "archive.db").is_file()
    assert [path.name for path in tmp_path.iterdir()] == [name]
