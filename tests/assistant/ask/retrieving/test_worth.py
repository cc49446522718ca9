"""What the index says that a stretch can hold is never less than what it holds."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.ask.retrieving.said import said_in, texts
from assistant.ask.retrieving.stretches import Stretch
from assistant.ask.retrieving.wanted import Wanted
from assistant.ask.retrieving.worth import (
    ROUNDING,
    covered_at_most,
    covered_by,
    evidence_at_most,
    evidence_of,
    has_evidence,
)
from tests.assistant.ask.retrieving.documents import MO_VANG, document

WORDS = sorted({word for word in MO_VANG.lower().replace(".", " ").replace(",", " ").split() if word.isalpha()})
RUN = st.lists(st.sampled_from([*WORDS, "~thuy", "~loi", "cói", "~de"]), min_size=1, max_size=4).map(tuple)
RUNS = st.lists(RUN, max_size=3).map(tuple)


@given(runs=RUNS, first=st.integers(0, 2), phrases=RUNS, plain=st.booleans(), own=st.sampled_from([0.0, 0.34, 0.6]))
def test_no_stretch_holds_more_than_the_index_says(tmp_path_factory, runs, first, phrases, plain, own):
    known = texts([_known(tmp_path_factory)])
    asked = Wanted(runs, runs[:first], phrases, plain=plain)
    covered = covered_at_most(asked, known, own=own)
    evidence = evidence_at_most(asked, known)
    for number, said in enumerate(known.lines):
        score, itself = covered_by(asked, said, known.rarity)
        assert itself < own or score <= covered[number] + ROUNDING
        assert evidence_of(asked, said, known.rarity) <= evidence[number] + ROUNDING


_KEPT = {}


def _known(tmp_path_factory):
    if not _KEPT:
        _KEPT["document"] = document(tmp_path_factory.mktemp("worth"))
    return _KEPT["document"]


def test_a_word_apart_from_its_neighbour_is_worth_less(tmp_path):
    known = texts([document(tmp_path)])
    together, apart = (said_in(Stretch("d", 0, 9, quote)) for quote in ("Cây thảo quả", "Quả của cây già, cỏ thảo"))
    asked = Wanted((("thảo", "quả"),))
    assert covered_by(asked, together, known.rarity)[0] == 1
    assert 0 < covered_by(asked, apart, known.rarity)[0] < 0.5


def test_evidence_is_enough_or_not(tmp_path):
    known = texts([document(tmp_path)])
    asked = Wanted((("thảo", "quả"),))
    (line,) = [said for said in known.lines if "thảo quả" in said.stretch.quote]
    held = evidence_of(asked, line, known.rarity)
    assert has_evidence(asked, line, known.rarity, least=held)
    assert not has_evidence(asked, line, known.rarity, least=held + 0.01)
