"""Indexes that an earlier version has written; what else a filing does is tested in ``test_pipeline``."""

import json
import unicodedata
import zipfile

import pytest

from assistant.ask.retrieving.cuts import kept_in, key_of
from assistant.build import Places, open_assistant, open_lexical, open_texts
from assistant.errors import IndexMismatch
from assistant.manifest import read_manifest, tokens_version
from assistant.settings import Settings
from ingest.filing import own_filing
from ingest.pipeline import ingest

pytestmark = pytest.mark.slow


def _file(folder, name, line):
    file = folder / name
    file.write_text(f"NGHỊ QUYẾT\nCỦA ĐẢNG BỘ XÃ AN LẠC\nI. NHIỆM VỤ\n- {line}", "utf-8")
    return file


def _rewrite(path, **changes):
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **changes}), "utf-8")


def test_indexes_of_an_earlier_version_are_built_anew_by_the_next_ingest(tmp_path):
    settings = Settings(data=tmp_path / "data", _env_file=None)
    list(ingest([_file(tmp_path, "a.txt", "Nạo vét kênh Bà Tư.")], settings=settings))
    places = Places(settings.data)
    _rewrite(places.manifest, tokens="của phiên bản trước")
    (places.lexical / "meta.json").write_text("{}", "utf-8")  # as fields that this version does not know
    list(ingest([_file(tmp_path, "b.txt", "Trồng cây ven đường.")], settings=settings))
    manifest = read_manifest(places.manifest)
    assert manifest is not None
    assert manifest.tokens == tokens_version()
    with open_lexical(settings) as index:
        assert index.search("kênh Bà Tư", 1)
        assert index.search("trồng cây", 1)
    assistant = open_assistant(settings)
    assert assistant.search("nạo vét kênh", k=1)
    assistant.close()


def test_another_model_is_told_and_nothing_is_built(tmp_path):
    settings = Settings(data=tmp_path / "data", _env_file=None)
    list(ingest([_file(tmp_path, "a.txt", "Nạo vét kênh Bà Tư.")], settings=settings))
    _rewrite(Places(settings.data).manifest, tokens="của phiên bản trước", model_id="mô hình khác")
    with pytest.raises(IndexMismatch, match="mô hình khác"):
        list(ingest([_file(tmp_path, "b.txt", "Trồng cây ven đường.")], settings=settings))


@pytest.mark.parametrize("typed", ["Gói Họp.zip", "gói họp.ZIP", unicodedata.normalize("NFD", "Gói Họp.zip")])
def test_the_name_of_a_zip_stands_for_all_that_came_from_it_however_it_is_typed(tmp_path, typed):
    settings = Settings(data=tmp_path / "data", _env_file=None)
    with zipfile.ZipFile(tmp_path / "Gói Họp.zip", "w") as package:
        for name, line in (("a.txt", "Nạo vét kênh Bà Tư."), ("b.txt", "Trồng cây ven đường.")):
            package.write(_file(tmp_path, name, line), name)
    list(ingest([tmp_path / "Gói Họp.zip"], settings=settings))
    names = ["Gói Họp.zip/a.txt", "Gói Họp.zip/b.txt"]
    with own_filing(settings) as filing:
        assert sorted(filing.remove([typed]).values()) == names
        assert filing.archive.documents() == []
        assert sorted(filing.restore([typed]).values()) == names


def test_texts_are_cut_when_they_come_in_and_go_when_they_are_removed(tmp_path):
    settings = Settings(data=tmp_path / "data", _env_file=None)
    list(ingest([_file(tmp_path, name, "Nạo vét kênh Bà Tư.") for name in ("a.txt", "b.txt")], settings=settings))
    with own_filing(settings) as filing:
        documents = {each.document_id: each for each in filing.archive.documents()}
        held = kept_in(open_texts(settings))
        assert held is not None
        assert dict(zip(held.ids, held.keys, strict=True)) == {key: key_of(each) for key, each in documents.items()}
        gone = filing.remove(["a.txt"])
        assert set(kept_in(open_texts(settings)).ids) == set(documents) - set(gone)
