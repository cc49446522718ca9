"""What was cut and kept is what is cut anew, whatever of the archive has changed in between."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.adapters.arrays_npy import NpyArrays
from assistant.ask.retrieving import cuts
from assistant.ask.retrieving.cuts import HEADING, LOOSE, ROW, cut_texts, keep, kept_in, key_of
from assistant.ask.retrieving.said import Texts
from assistant.ask.retrieving.second_look import look
from assistant.ask.retrieving.stretches import FRAME
from assistant.ask.retrieving.wanted import Wanted
from assistant.fakes import MemoryArrays
from assistant.types import Dropped, Identity, Resolution, Section

WORDS = ("đàn", "dê", "dệ", "xã", "hộ nghèo", "1.240", "con", "5%", "HĐND", "trồng", "rừng", "Khe Sậy", "tỷ lệ")
PIECES = st.sampled_from([*WORDS, ". ", "; ", ":\n", "\n", "\n- ", " | ", "\n| a | 2023 |\n| ", " ", ", "])
TEXTS = st.lists(PIECES, max_size=40).map(" ".join)
ARCHIVES = st.dictionaries(st.sampled_from("abcdef"), TEXTS, max_size=5)
ASKED = [
    Wanted((("đàn", "dê"),)),
    Wanted((("trồng", "rừng"), ("hộ", "nghèo"))),
    Wanted((("~xa", "~de"),), plain=True),
]


def _document(key, text):
    half = len(text) // 2
    sections = (Section(("I",), text[:half][:20], "results", 0, min(half, 20), len(text)),) if half else ()
    dropped = (Dropped(FRAME, "Trang của xã\nĐàn dê"),) if len(text) % 2 else ()
    identity = Identity("nghị quyết", "HĐND", title=f"Nghị quyết {key}")
    return Resolution(key, f"{key}.txt", key, text, dropped, sections, identity)


def _archive(texts):
    return [_document(key, text) for key, text in texts.items()]


def _seen(texts, documents):
    """What a search through all lines finds, and what each line is, document by document."""
    words = ("đàn", "~de", "dê", "rừng", "1.240", "~tu", "xã")
    index = texts.index
    found = {}
    for each in documents:
        part = texts.numbers(each.document_id)
        marks = [index.own_of(word, part).tolist() for word in words]
        marks += [index.above_of(word, part).tolist() for word in words]
        marks += [index.neighbours("đàn", word, part).tolist() for word in words]
        placed = list(texts.places(np.arange(part.start, part.stop)))
        lines = [(texts.quote(one), one.start, one.end, one.kinds, one.document_id) for one in placed]
        paragraph = np.unique(index.paragraph[part.start : part.stop], return_inverse=True)[1].tolist()
        stretches = [texts.stretch(number) for number in part]
        assert stretches == list(texts.stretches(each.document_id))
        found[each.document_id] = (marks, lines, paragraph, stretches)
    looks = [look(asked, documents, [], texts) for asked in ASKED]
    return found, texts.rarity.counts, texts.rarity.lines, looks


@settings(deadline=None)
@given(before=ARCHIVES, after=ARCHIVES)
def test_what_was_kept_answers_as_what_is_cut_anew(before, after):
    store = MemoryArrays()
    Texts(_archive(before), kept=store)
    documents = _archive(after)
    anew = _seen(Texts(documents), documents)
    assert _seen(Texts(documents, kept=store), documents) == anew
    assert _seen(Texts(documents, Texts(_archive(before))), documents) == anew
    assert _seen(Texts(_archive(after), kept=store), documents) == anew  # now as it was kept for just these


@settings(deadline=None)
@given(texts=ARCHIVES)
def test_lines_are_what_their_stretches_are(texts):
    documents = _archive(texts)
    known = Texts(documents)
    for placed in known.places(np.arange(known.index.size)):
        stretch = known.stretch(placed.number)
        assert known.quote(placed) == stretch.quote
        assert placed.document_id == stretch.document_id
        assert (placed.start, placed.end) == (stretch.start, stretch.end)
        assert (placed.is_row, placed.is_heading) == (stretch.is_row, stretch.is_heading)
        assert stretch == known.stretches(placed.document_id)[placed.number - known.numbers(placed.document_id).start]


def test_only_what_changed_is_cut(monkeypatch):
    store, cut = MemoryArrays(), []
    documents = _archive({"a": "Đàn dê 5 con.", "b": "Trồng rừng.", "c": "Hộ nghèo 5%."})
    Texts(documents, kept=store)
    original = cuts.stretches
    monkeypatch.setattr(cuts, "stretches", lambda each: cut.append(each.document_id) or original(each))
    Texts(documents, kept=store)
    assert cut == []
    Texts([documents[0], replace(documents[1], text="Trồng rừng quế."), documents[2]], kept=store)
    assert cut == ["b"]
    Texts(documents[:1], kept=store)
    assert cut == ["b"]


def test_what_a_text_is_cut_by_is_part_of_what_it_is_known_by():
    one = _document("a", "Đàn dê của xã còn 310 con.")
    others = [
        replace(one, text="Đàn dê của xã còn 311 con."),
        replace(one, document_id="b"),
        replace(one, identity=replace(one.identity, title="Kế hoạch")),
        replace(one, sections=()),
        replace(one, dropped=(Dropped(FRAME, "x"),)),
    ]
    assert len({key_of(each) for each in (one, *others)}) == len(others) + 1
    assert key_of(replace(one, name="khác.txt")) == key_of(one)


def _held(texts):
    documents = {each.document_id: each for each in _archive(texts)}
    return cut_texts(documents, {key: key_of(each) for key, each in documents.items()})


def test_what_another_version_kept_is_not_read(monkeypatch):
    store = MemoryArrays()
    keep(_held({"a": "Đàn dê 5 con."}), store)
    assert kept_in(store) is not None
    monkeypatch.setattr(cuts, "version", lambda: "khác")
    assert kept_in(store) is None


@pytest.mark.parametrize("name", ["told", "lines_first", "counts", "starts", "index_places", "index_above"])
def test_arrays_that_do_not_fit_together_are_not_read(name):
    store = MemoryArrays()
    keep(_held({"a": "Đàn dê 5 con.\nTrồng rừng.", "b": "Hộ nghèo."}), store)
    arrays = dict(store.load())
    arrays[name] = arrays[name][:-1]
    store.save(arrays)
    assert kept_in(store) is None
    del arrays[name]
    store.save(arrays)
    assert kept_in(store) is None


def test_what_lies_in_files_is_read_where_it_lies(tmp_path):
    store = NpyArrays(tmp_path)
    texts = dict.fromkeys("ab", "Đàn dê 5 con. Trồng rừng.\n" * 400)
    keep(_held(texts), store)
    held = kept_in(store)
    assert held is not None
    assert not held.index.places.flags.owndata
    assert held.counts == _held(texts).counts


def test_kinds_are_bits_of_their_own():
    assert ROW | HEADING | LOOSE == ROW + HEADING + LOOSE


def test_a_sentence_is_told_without_cutting_its_document_again(monkeypatch):
    text = "I. KẾT QUẢ\nĐàn dê có 5 con. Trồng rừng:\n- Rừng quế; rừng hồi\n| Tên | Số |\n| Dê | 5 |\n"
    document = replace(
        _document("a", text), dropped=(), sections=(Section(("I",), "KẾT QUẢ", "results", 0, 10, len(text)),)
    )
    known = Texts([document])
    rows = [placed.is_row for placed in known.places(np.arange(known.index.size))]
    expected = known.stretches("a")
    anew = Texts([document])
    monkeypatch.setattr("assistant.ask.retrieving.said.stretches", lambda _: pytest.fail("cut again"))
    assert any(rows)
    assert [anew.stretch(number) for number, is_row in enumerate(rows) if not is_row] == [
        each for each in expected if not each.is_row
    ]
