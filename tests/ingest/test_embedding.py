"""The named model's vectors grow behind the chat; the bundled model answers until the last one is there."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from threading import Event

import pytest

from assistant import build
from assistant.build import Leg, Places, manifest_at, open_archive, open_assistant, open_leg
from assistant.errors import ModelUnavailable
from assistant.fakes import FakeEmbedder
from assistant.ports import Vectors
from assistant.settings import Settings
from ingest import embedding
from ingest.embedding import BATCH, Progress, embed, embed_here, embedding_behind, progress
from ingest.filing import shared_filing
from ingest.pipeline import ingest

NAME = "mo-hinh-lon"
TEXT = """NGHỊ QUYẾT
Về nhiệm vụ năm 2024 của Đảng bộ xã Suối Cạn {n}

II. CHỈ TIÊU NĂM 2024
- Thu nhập bình quân đầu người đạt {n} triệu đồng/người/năm.
- Tỷ lệ hộ nghèo còn 1,{n}%.

III. NHIỆM VỤ, GIẢI PHÁP
1. Nạo vét kênh mương nội đồng ở {n} thôn trước mùa mưa.
2. Sửa lại nhà văn hóa thôn {n}, mua thêm ghế ngồi.
"""
PATIENCE_SECONDS = 30.0


class SlowEmbedder(FakeEmbedder):
    """Remembers what it had to embed; waits before each batch until it is let through."""

    def __init__(self) -> None:
        super().__init__(48)
        self.texts: list[str] = []
        self.gate = Event()
        self.gate.set()
        self.name = NAME

    @property
    def model_id(self) -> str:
        return f"{self.name}-1"

    @property
    def lexical_weight(self) -> float:
        return 0.4

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        if texts:
            assert self.gate.wait(PATIENCE_SECONDS)
        self.texts += texts
        return super().embed_passages(texts)


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> SlowEmbedder:
    slow = SlowEmbedder()
    monkeypatch.setattr(build, "open_embedder", lambda _: slow)
    monkeypatch.setattr(embedding, "LOOK_SECONDS", 0.02)
    return slow


@pytest.fixture
def settings(tmp_path: Path, model: SlowEmbedder) -> Settings:
    for n in range(1, 4):
        write(tmp_path, n)
    made = Settings(_env_file=None, data=tmp_path / "kho", embedding_model=NAME)
    list(ingest([tmp_path / "vao"], settings=made))
    return made


def write(folder: Path, n: int) -> Path:
    path = folder / "vao" / f"xa_{n}.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_text(TEXT.format(n=n), encoding="utf-8")
    return path


def eventually(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not true():
        assert time.monotonic() < end, "never"
        time.sleep(0.02)


def told(settings: Settings) -> Progress:
    with open_archive(settings) as archive:
        found = progress(settings, archive)
    assert found is not None
    return found


class Killed(Exception):
    """The process ends here."""


def killed_after(batches: int) -> Callable[[int], None]:
    left = iter(range(batches))

    def done(_: int) -> None:
        if next(left, None) is None:
            raise Killed

    return done


def test_an_ingest_does_not_wait_for_the_model(settings: Settings, model: SlowEmbedder) -> None:
    assert model.texts == []
    assert (told(settings).done, told(settings).serves) == (0, False)
    assert "đã nhúng 0/" in told(settings).line


def test_the_bundled_model_needs_nothing_more(tmp_path: Path) -> None:
    made = Settings(_env_file=None, data=tmp_path / "kho")
    with open_archive(made) as archive:
        assert progress(made, archive) is None


def test_questions_are_answered_by_the_bundled_model_until_all_is_there(
    settings: Settings, model: SlowEmbedder
) -> None:
    with closing(open_assistant(settings)) as assistant:
        before = [found.passage.passage_id for found in assistant.search("nạo vét kênh mương", k=3)]
        assert before
        model.gate.clear()
        with embedding_behind(assistant, failed=pytest.fail):
            meanwhile = [found.passage.passage_id for found in assistant.search("nạo vét kênh mương", k=3)]
            assert meanwhile == before
            assert assistant._parts.retriever().embedder.model_id.startswith("static-")
            model.gate.set()
            eventually(lambda: assistant._parts.retriever().embedder is model)
            assert assistant._parts.retriever().lexical_weight == 0.4
            assert assistant.search("nạo vét kênh mương", k=3)
        assert told(settings).serves
        assert "đang dùng để tìm" in told(settings).line


def test_what_comes_later_is_embedded_alone_and_the_bundled_model_serves_meanwhile(
    settings: Settings, model: SlowEmbedder, tmp_path: Path
) -> None:
    with closing(open_assistant(settings)) as assistant, embedding_behind(assistant, failed=pytest.fail):
        eventually(lambda: told(settings).serves)
        first = len(model.texts)
        model.gate.clear()
        new = write(tmp_path, 7)
        with shared_filing(assistant) as filing:
            list(ingest([new], settings=settings, filing=filing))
        assert assistant._parts.retriever().embedder is not model
        assert any("Suối Cạn 7" in found.passage.context for found in assistant.search("xã Suối Cạn 7", k=8))
        model.gate.set()
        eventually(lambda: assistant._parts.retriever().embedder is model)
        again = model.texts[first:]
        assert again
        assert len(set(model.texts)) == len(model.texts)
        found = [found.passage.document_id for found in assistant.search("ghế nhà văn hóa thôn 7", k=8)]
        assert assistant.shelf.document("xa_7.txt").document_id in found


def test_what_is_removed_is_found_no_more(settings: Settings) -> None:
    embed_here(settings)
    with closing(open_assistant(settings)) as assistant, embedding_behind(assistant, failed=pytest.fail):
        gone = assistant.shelf.document("xa_2.txt").document_id
        with shared_filing(assistant) as filing:
            filing.remove(["xa_2.txt"])
        eventually(lambda: told(settings).serves)
        leg = assistant.leg()
        assert leg is not None
        assert not any(one.startswith(gone) for one in leg.vectors.ids())


@pytest.mark.parametrize("batches", [0, 1])
def test_a_kill_costs_a_batch_at_most(settings: Settings, model: SlowEmbedder, batches: int) -> None:
    with suppress(Killed):
        embed_here(settings, done=killed_after(batches))
    kept = len(model.texts)
    assert kept == min(BATCH * (batches + 1), told(settings).total)
    assert (told(settings).done, told(settings).serves) == (kept, False)
    embed_here(settings)
    assert told(settings).serves
    assert len(model.texts) == len(set(model.texts)) == told(settings).total  # none of them twice


def test_reading_a_file_again_embeds_only_what_is_new(
    settings: Settings, model: SlowEmbedder, tmp_path: Path
) -> None:
    embed_here(settings)
    first = len(model.texts)
    path = write(tmp_path, 1)
    path.write_text(path.read_text(encoding="utf-8") + "3. Trồng 200 cây bóng mát ven đường.\n", encoding="utf-8")
    list(ingest([path], settings=settings))
    embed_here(settings)
    assert "Trồng 200 cây" in "".join(model.texts[first:])
    assert not any("Suối Cạn 2" in text for text in model.texts[first:])


def test_deleted_vectors_come_back_without_the_model(settings: Settings, model: SlowEmbedder) -> None:
    embed_here(settings)
    first = len(model.texts)
    shutil.rmtree(Places(settings.data).models)
    embed_here(settings)
    assert (told(settings).serves, len(model.texts)) == (True, first)


def test_a_leg_of_other_weights_is_built_anew(settings: Settings, model: SlowEmbedder) -> None:
    embed_here(settings)
    model.name = "trong-so-moi"
    assert told(settings).serves  # nobody has opened the model yet
    with closing(open_assistant(settings)) as assistant:
        assert assistant._parts.retriever().embedder is not model
    first = len(model.texts)
    embed_here(settings)
    assert len(model.texts) == 2 * first
    with closing(open_assistant(settings)) as assistant:
        assert assistant._parts.retriever().embedder is model


@pytest.mark.parametrize("damage", ["manifest", "vectors"])
def test_a_broken_leg_is_built_anew(settings: Settings, model: SlowEmbedder, damage: str) -> None:
    embed_here(settings)
    first, leg = len(model.texts), Places(settings.data).leg(NAME)
    manifest = manifest_at(leg)
    assert manifest is not None
    if damage == "manifest":
        (leg / "manifest.json").write_text("{", encoding="utf-8")
    else:
        (leg / "manifest.json").unlink()
        (leg / "vectors" / "chroma.sqlite3").write_bytes(b"khong phai co so du lieu")
    embed_here(settings)
    assert (told(settings).serves, len(model.texts)) == (True, first)


def test_a_model_that_cannot_be_had_is_told_and_the_chat_goes_on(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Settings) -> SlowEmbedder:
        raise ModelUnavailable("Chưa cài mô hình nhúng.")

    monkeypatch.setattr(build, "open_embedder", refuse)
    lines: list[str] = []
    with closing(open_assistant(settings)) as assistant, embedding_behind(assistant, failed=lines.append):
        eventually(lambda: bool(lines))
        assert assistant.search("hộ nghèo", k=1)
    assert lines == ["Chưa cài mô hình nhúng."]


def test_vectors_of_other_weights_under_the_same_name_are_not_told_as_its_own(
    settings: Settings, model: SlowEmbedder
) -> None:
    embed_here(settings)
    model.name = "trong-so-khac"
    with open_archive(settings) as archive:
        of_others = progress(settings, archive, model_id=model.model_id)
        assert of_others is not None
        assert (of_others.done, of_others.serves) == (0, False)
        embed_here(settings)
        own = progress(settings, archive, model_id=model.model_id)
        assert own is not None
        assert own.serves


@pytest.mark.parametrize("error", [OSError("No space left on device"), RuntimeError("hỏng"), ModelUnavailable("mất")])
def test_after_a_failure_the_chat_tries_again_and_tells_it_once(
    settings: Settings, model: SlowEmbedder, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    usual, left = model.embed_passages, iter(range(3))

    def fails_at_first(texts: Sequence[str]) -> Vectors:
        if texts and next(left, None) is not None:
            raise error
        return usual(texts)

    monkeypatch.setattr(model, "embed_passages", fails_at_first)
    monkeypatch.setattr(embedding, "RETRY_SECONDS", 0.02)
    lines: list[str] = []
    with closing(open_assistant(settings)) as assistant, embedding_behind(assistant, failed=lines.append):
        eventually(lambda: told(settings).serves)
    assert len(lines) == 1
    assert str(error) in lines[0]


def test_a_model_that_is_gone_once_it_has_served_leaves_the_bundled_one_to_answer(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    embed_here(settings)
    assert told(settings).serves

    def refuse(_: Settings) -> SlowEmbedder:
        raise ModelUnavailable("Mô hình nhúng đã bị gỡ khỏi máy.")

    monkeypatch.setattr(build, "open_embedder", refuse)
    with closing(open_assistant(settings)) as assistant:
        assert assistant.search("hộ nghèo", k=1)


def test_stopping_ends_within_a_batch(settings: Settings, model: SlowEmbedder) -> None:
    model.gate.clear()
    with closing(open_assistant(settings)) as assistant:
        with embedding_behind(assistant, failed=pytest.fail):
            eventually(lambda: manifest_at(Places(settings.data).leg(NAME)) is not None)
            model.gate.set()
        done = len(model.texts)
        time.sleep(0.1)
        assert len(model.texts) == done


def test_the_thread_gives_way_and_the_others_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    import os
    import threading

    if not hasattr(os, "setpriority"):
        pytest.skip("this system has no priorities of threads")
    seen: list[int] = []

    def run() -> None:
        embedding._give_way()
        seen.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))

    before = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert seen[0] >= before
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == before


@pytest.fixture
def legs(settings: Settings) -> tuple[Leg, Leg]:
    other = settings.model_copy(update={"embedding_model": f"/mot/thu/muc/{NAME}"})
    return open_leg(settings), open_leg(other)


def test_models_have_folders_of_their_own(legs: tuple[Leg, Leg]) -> None:
    one, other = legs
    assert one.folder != other.folder
    assert one.folder.parent == other.folder.parent


def test_vectors_are_those_of_the_model(settings: Settings, model: SlowEmbedder) -> None:
    embed_here(settings)
    with open_archive(settings) as archive:
        leg = open_leg(settings)
        with leg.vectors:
            (best, *_) = leg.vectors.search(model.embed_question("nạo vét kênh mương nội đồng"), 1)
            embed(archive, leg=leg, done=lambda _: pytest.fail("nothing is left to do"))
        (passage,) = archive.passages([best.id])
    assert "kênh mương" in passage.text
