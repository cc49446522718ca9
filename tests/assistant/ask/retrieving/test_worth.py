"""What every stretch of an archive holds of a question is what each holds that is weighed by itself."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ask.retrieving.said import Texts, said_in
from assistant.ask.retrieving.stretches import Stretch
from assistant.ask.retrieving.wanted import Wanted
from assistant.ask.retrieving.worth import able, able_beside, covered, covered_by, evidence, evidence_of, has_evidence
from tests.assistant.ask.retrieving.documents import MO_VANG, document

WORDS = sorted({word for word in MO_VANG.lower().replace(".", " ").replace(",", " ").split() if word.isalpha()})
RUN = st.lists(st.sampled_from([*WORDS, "~thuy", "~loi", "cói", "~de"]), min_size=1, max_size=4).map(tuple)
RUNS = st.lists(RUN, max_size=3).map(tuple)


@given(runs=RUNS, first=st.integers(0, 2), phrases=RUNS, plain=st.booleans(), part=st.booleans())
def test_all_stretches_at_once_as_each_by_itself(tmp_path_factory, runs, first, phrases, plain, part):
    known = _known(tmp_path_factory)
    asked = Wanted(runs, runs[:first], phrases, plain=plain)
    numbers = known.numbers("b") if part else known.whole
    share, own = covered(asked, known, numbers)
    held = evidence(asked, known, numbers)
    each = [said_in(known.stretch(number)) for number in numbers]
    assert list(zip(share, own, strict=True)) == [pytest.approx(covered_by(asked, one, known.rarity)) for one in each]
    assert held == pytest.approx(np.array([evidence_of(asked, one, known.rarity) for one in each]))


_KEPT = {}


def _known(tmp_path_factory):
    if not _KEPT:
        one = document(tmp_path_factory.mktemp("worth"))
        _KEPT["texts"] = Texts(
            [replace(one, document_id=key) for key in "ab"] + [replace(one, document_id="c", text=one.text[:600])]
        )
    return _KEPT["texts"]


def test_a_word_apart_from_its_neighbour_is_worth_less(tmp_path):
    known = Texts([document(tmp_path)])
    together, apart = (said_in(Stretch("d", 0, 9, quote)) for quote in ("Cây thảo quả", "Quả của cây già, cỏ thảo"))
    asked = Wanted((("thảo", "quả"),))
    assert covered_by(asked, together, known.rarity)[0] == 1
    assert 0 < covered_by(asked, apart, known.rarity)[0] < 0.5


def test_evidence_is_enough_or_not(tmp_path):
    known = Texts([document(tmp_path)])
    asked = Wanted((("thảo", "quả"),))
    (line,) = [said_in(each) for each in known if "thảo quả" in each.quote]
    held = evidence_of(asked, line, known.rarity)
    assert has_evidence(asked, line, known.rarity, least=held)
    assert not has_evidence(asked, line, known.rarity, least=held + 0.01)


@given(runs=RUNS, phrases=RUNS, plain=st.booleans(), own=st.sampled_from([0.1, 0.34, 0.6]))
def test_no_stretch_is_left_out_that_holds_enough(tmp_path_factory, runs, phrases, plain, own):
    known = _known(tmp_path_factory)
    asked = Wanted(runs, runs[:1], phrases, plain=plain)
    share, itself = covered(asked, known, known.whole)
    enough = set(np.flatnonzero((itself >= own) & (share > 0)).tolist())
    assert enough <= set(able(asked, known, known.whole, own=own).numbers.tolist())


@given(runs=RUNS, phrases=RUNS, plain=st.booleans(), documents=st.integers(1, 3))
def test_the_best_documents_are_among_those_weighed(tmp_path_factory, runs, phrases, plain, documents):
    known = _known(tmp_path_factory)
    asked = Wanted(runs, (), phrases, plain=plain)
    among = able_beside(asked, known, documents=documents)
    best = known.best_of_documents(evidence(asked, known, among), among)
    whole = known.best_of_documents(evidence(asked, known, known.whole))
    assert sorted(best.values())[-documents:] == sorted(whole.values())[-documents:]
