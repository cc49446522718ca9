"""The derived indexes follow the archive, whatever happens in between."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from assistant.adapters.archive_sql import SqlArchive
from assistant.adapters.lexical_tantivy import TantivyLexical
from assistant.adapters.vectors_chroma import ChromaVectors
from assistant.errors import IndexMismatch
from assistant.fakes import FakeEmbedder, MemoryArchive, MemoryLexical, MemoryVectors
from assistant.manifest import verify_manifest
from assistant.ports import LexicalIndex, VectorIndex, Vectors
from assistant.types import Archived
from ingest import index as index_module
from ingest.index import IndexReport, Store, embedded_text, rebuild, sync
from tests.builders import archived

REMEDY = "nghiquyet doctor --repair"


class CountingEmbedder(FakeEmbedder):
    """Remembers the texts that it had to embed."""

    def __init__(self, dimension: int = 32) -> None:
        super().__init__(dimension)
        self.texts: list[str] = []

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self.texts += texts
        return super().embed_passages(texts)


@dataclass
class House:
    """An archive with its indexes."""

    folder: Path
    store: Store
    lexical: LexicalIndex
    vectors: VectorIndex
    embedder: CountingEmbedder = field(default_factory=CountingEmbedder)

    @property
    def manifest_path(self) -> Path:
        return self.folder / "manifest.json"

    def sync(self) -> IndexReport:
        return sync(
            self.store,
            lexical=self.lexical,
            vectors=self.vectors,
            embedder=self.embedder,
            manifest_path=self.manifest_path,
        )

    def in_step(self) -> bool:
        held = {passage.passage_id for passage in self.store.passages()}
        return self.lexical.ids() == self.vectors.ids() == held

    def found(self, question: str) -> tuple[list[str], list[str]]:
        """The best five of each index."""
        vector = self.embedder.embed_question(question)
        lexical, near = self.lexical.search(question, 5), self.vectors.search(vector, 5)
        return [hit.id for hit in lexical], [hit.id for hit in near]


@pytest.fixture(params=["real", "fake"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    folder = tmp_path / "index"
    if request.param == "fake":
        yield House(folder, MemoryArchive(), MemoryLexical(), MemoryVectors())
        return
    with ExitStack() as stack:
        archive = stack.enter_context(SqlArchive(f"sqlite:///{tmp_path / 'archive.db'}"))
        lexical = stack.enter_context(TantivyLexical(folder / "lexical"))
        vectors = stack.enter_context(ChromaVectors(folder / "vectors", 32))
        yield House(folder, archive, lexical, vectors)


def document(name: str, *sentences: str) -> Archived:
    return archived(name, sentences=sentences)


ONE = document("1.docx", "Thu nhập bình quân đạt 58 triệu đồng.", "Hộ nghèo còn 1,2%.")
TWO = document("2.docx", "Sản lượng lúa đạt 21.500 tấn.", "Trồng 3.000 cây xanh.", "Hộ nghèo còn 0,9%.")


def test_an_empty_archive_makes_an_empty_index(house: House) -> None:
    assert house.sync() == IndexReport(0)
    assert house.manifest_path.is_file()


def test_what_is_saved_can_be_found(house: House) -> None:
    house.store.save(ONE)
    house.store.save(TWO)
    assert house.sync() == IndexReport(2, added=5, removed=0, embedded=5)
    assert set(house.embedder.texts) == {embedded_text(one) for one in (*ONE.passages, *TWO.passages)}
    assert house.in_step()
    lexical, near = house.found("sản lượng lúa")
    assert lexical[0] == near[0] == TWO.passages[0].passage_id


def test_context_and_text_are_embedded_together() -> None:
    assert embedded_text(ONE.passages[0]) == "1.docx\nMục 1\nThu nhập bình quân đạt 58 triệu đồng."


def test_at_the_same_revision_the_archive_is_not_asked(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.store.save(ONE)
    house.sync()

    def never(*_: object, **__: object) -> set[str]:
        raise AssertionError("compared")

    monkeypatch.setattr(house.store, "passage_ids", never)
    assert house.sync() == IndexReport(1)


def test_only_what_changed_is_added_and_removed(house: House) -> None:
    house.store.save(ONE)
    house.store.save(TWO)
    house.sync()
    house.embedder.texts.clear()
    changed = document("1.docx", "Câu mới.")
    house.store.save(changed)
    assert house.sync() == IndexReport(3, added=1, removed=2, embedded=1)
    assert house.embedder.texts == [embedded_text(changed.passages[0])]
    assert house.in_step()


def test_what_is_removed_is_not_found(house: House) -> None:
    house.store.save(ONE)
    house.store.save(TWO)
    house.sync()
    house.store.remove(ONE.resolution.document_id)
    assert house.sync().removed == 2
    assert house.in_step()
    assert ONE.passages[0].passage_id not in house.found("thu nhập bình quân")[0]


def test_a_better_reading_under_the_same_ids_reaches_the_indexes(house: House) -> None:
    house.store.save(ONE)
    house.sync()
    better = replace(ONE.passages[0], text="Diện tích rừng che phủ đạt 42%.")
    house.store.save(replace(ONE, passages=(better, *ONE.passages[1:])))
    assert house.sync().added == 2
    lexical, near = house.found("diện tích rừng che phủ")
    assert lexical == [better.passage_id]
    assert near[0] == better.passage_id
    assert house.found("thu nhập bình quân")[0] == []


@pytest.mark.parametrize("step", ["lexical.add", "lexical.remove", "vectors.add", "vectors.remove", "manifest"])
def test_a_crash_between_archive_and_indexes_is_mended(
    house: House, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.store.save(ONE)
    house.store.save(TWO)
    house.sync()
    house.store.save(document("1.docx", "Câu mới."))
    house.store.remove(TWO.resolution.document_id)
    with monkeypatch.context() as patch:
        _break(patch, house, step)
        with pytest.raises(OSError, match="power cut"):
            house.sync()
    house.sync()
    assert house.in_step()
    assert house.found("câu mới")[0] != []
    assert house.sync() == IndexReport(house.store.revision())


def _break(patch: pytest.MonkeyPatch, house: House, step: str) -> None:
    def cut(*_: object, **__: object) -> None:
        raise OSError("power cut")

    if step == "manifest":
        patch.setattr(index_module, "write_manifest", cut)
        return
    side, method = step.split(".")
    patch.setattr(getattr(house, side), method, cut)


def test_the_cache_spares_the_embedder(house: House) -> None:
    house.store.save(ONE)
    house.sync()
    house.store.remove(ONE.resolution.document_id)
    house.sync()
    house.embedder.texts.clear()
    house.store.save(ONE)
    assert house.sync() == IndexReport(3, added=2, removed=0, embedded=0)
    assert house.embedder.texts == []
    assert house.in_step()


def test_equal_texts_are_embedded_once(house: House) -> None:
    twice = replace(ONE, passages=(ONE.passages[0], replace(ONE.passages[0], passage_id="again")))
    house.store.save(twice)
    assert house.sync() == IndexReport(1, added=2, removed=0, embedded=1)
    assert house.in_step()


def test_more_passages_than_one_batch(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_module, "PASSAGES_PER_BATCH", 7)
    house.store.save(document("1.docx", *(f"Câu số {place}." for place in range(50))))
    assert house.sync() == IndexReport(1, added=50, removed=0, embedded=50)
    assert house.in_step()


@pytest.mark.parametrize("embedder", [FakeEmbedder(16), FakeEmbedder(64)])
def test_another_model_is_refused_by_name(house: House, embedder: FakeEmbedder) -> None:
    house.store.save(ONE)
    house.sync()
    expected = rf"fake-32.*32 chiều.*{embedder.model_id}.*{embedder.dimension} chiều.*{REMEDY}"
    with pytest.raises(IndexMismatch, match=expected):
        verify_manifest(house.manifest_path, embedder=embedder)
    with pytest.raises(IndexMismatch, match=expected):
        sync(
            house.store,
            lexical=house.lexical,
            vectors=house.vectors,
            embedder=embedder,
            manifest_path=house.manifest_path,
        )
    assert house.in_step()


def test_other_tokens_are_refused(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.sync()
    monkeypatch.setattr("assistant.manifest.tokens_version", lambda: "other")
    with pytest.raises(IndexMismatch, match=rf"tách từ.*other.*{REMEDY}"):
        house.sync()


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"model_id": "x"}', '{"unknown": 1}'])
def test_a_manifest_that_cannot_be_read_names_the_remedy(tmp_path: Path, text: str) -> None:
    path = tmp_path / "manifest.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(IndexMismatch, match=REMEDY):
        verify_manifest(path, embedder=FakeEmbedder())


def test_no_manifest_is_no_error(tmp_path: Path) -> None:
    assert verify_manifest(tmp_path / "manifest.json", embedder=FakeEmbedder()) is None


def test_the_manifest_says_what_the_indexes_are_made_of(house: House) -> None:
    house.store.save(ONE)
    house.sync()
    written = json.loads(house.manifest_path.read_text(encoding="utf-8"))
    assert set(written) == {"model_id", "dimension", "tokens", "revision", "passages"}
    assert (written["model_id"], written["dimension"], written["revision"]) == ("fake-32", 32, 1)
    assert [path.name for path in house.folder.glob("manifest*")] == ["manifest.json"]


def test_a_lost_manifest_brings_everything_up_to_date(house: House) -> None:
    house.store.save(ONE)
    house.sync()
    house.manifest_path.unlink()
    house.embedder.texts.clear()
    assert house.sync() == IndexReport(1, added=2, removed=0, embedded=0)
    assert house.in_step()


def test_the_manifest_of_a_later_archive_is_not_trusted(house: House) -> None:
    house.store.save(ONE)
    house.sync()
    written = json.loads(house.manifest_path.read_text(encoding="utf-8"))
    house.manifest_path.write_text(json.dumps(written | {"revision": 99}), encoding="utf-8")
    assert house.sync() == IndexReport(1, added=2, removed=0, embedded=0)


@pytest.mark.parametrize("deleted_before", [False, True])
def test_rebuilding_gives_the_same_results(tmp_path: Path, deleted_before: bool) -> None:
    folder = tmp_path / "index"
    folders = [folder / "lexical", folder / "vectors"]
    questions = ["sản lượng lúa", "ho ngheo", "thu nhập bình quân đầu người", "cây xanh"]
    with SqlArchive(f"sqlite:///{tmp_path / 'archive.db'}") as archive:

        def ask() -> list[tuple[list[str], list[str]]]:
            with TantivyLexical(folders[0]) as lexical, ChromaVectors(folders[1], 32) as vectors:
                house = House(folder, archive, lexical, vectors)
                house.sync()
                return [house.found(question) for question in questions]

        archive.save(ONE)
        archive.save(TWO)
        before = ask()
        if deleted_before:
            shutil.rmtree(folder)
        embedder = CountingEmbedder()
        report = rebuild(
            archive,
            open_lexical=lambda: TantivyLexical(folders[0]),
            open_vectors=lambda: ChromaVectors(folders[1], 32),
            folders=folders,
            embedder=embedder,
            manifest_path=folder / "manifest.json",
        )
        assert report == IndexReport(2, added=5, removed=0, embedded=0)
        assert embedder.texts == []
        assert ask() == before


def test_rebuilding_mends_broken_folders_and_changes_the_model(tmp_path: Path) -> None:
    store, manifest_path, folder = MemoryArchive(), tmp_path / "manifest.json", tmp_path / "vectors"
    store.save(ONE)
    folder.write_text("a file in its place")
    manifest_path.write_text("{", encoding="utf-8")
    report = rebuild(
        store,
        open_lexical=lambda: nullcontext(MemoryLexical()),
        open_vectors=lambda: ChromaVectors(folder, 16),
        folders=[folder, tmp_path / "none"],
        embedder=FakeEmbedder(16),
        manifest_path=manifest_path,
    )
    assert report.added == report.embedded == 2
    assert verify_manifest(manifest_path, embedder=FakeEmbedder(16)) is not None
