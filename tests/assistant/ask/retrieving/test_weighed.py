"""What is weighed of many documents at once is what each by itself weighs, and never less than a sentence holds."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assistant.ask.retrieving.said import Texts, said_in
from assistant.ask.retrieving.wanted import Wanted
from assistant.ask.retrieving.weighed import weigh
from assistant.ask.retrieving.worth import covered_by, evidence_of
from tests.assistant.ask.retrieving.documents import MO_VANG, document

WORDS = sorted({word for word in MO_VANG.lower().replace(".", " ").replace(",", " ").split() if word.isalpha()})
RUN = st.lists(st.sampled_from([*WORDS, "~thuy", "~de", "cói"]), min_size=1, max_size=4).map(tuple)
RUNS = st.lists(RUN, max_size=3).map(tuple)


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    folder = tmp_path_factory.mktemp("documents")
    first = document(folder)
    other = document(folder, MO_VANG.replace("dê", "trâu").replace("kè 300 m", "kè 120 m"), "other.txt")
    empty = document(folder, "ĐẢNG ỦY XÃ KHE SẬY", "empty.txt")
    return Texts([replace(each, document_id=key) for each, key in ((first, "a"), (empty, "b"), (other, "c"))])


@pytest.fixture(scope="module")
def weighed(known):
    documents = {each.document_id: each for each in known._documents.values()}

    @cache
    def of(asked, *keys):
        return list(weigh(asked, [(documents[key], known.stretches(key)) for key in keys], known))

    return of


@given(runs=RUNS, first=st.integers(0, 2), phrases=RUNS)
def test_many_documents_at_once_as_each_by_itself(weighed, runs, first, phrases):
    asked = Wanted(runs, runs[:first], phrases)
    alone = [each for key in "cab" for each in weighed(asked, key)]
    for one, other in zip(weighed(asked, "c", "a", "b"), alone, strict=True):
        assert one.document is other.document
        assert one.holds_one.tolist() == other.holds_one.tolist()
        assert len(one.wordings) == len(other.wordings)
        for mine, theirs in zip(one.wordings, other.wordings, strict=True):
            assert mine.whole == pytest.approx(theirs.whole)
            assert mine.share == pytest.approx(theirs.share)
            assert mine.evidence == pytest.approx(theirs.evidence)


@given(runs=RUNS.filter(bool), phrases=RUNS)
def test_no_sentence_holds_more_than_it_is_weighed(known, weighed, runs, phrases):
    asked = Wanted(runs, (), phrases)
    (one,) = weighed(asked, "a")
    assume(one.wordings)  # else the title says all of it
    for at, sentence in enumerate(one.sentences.of):
        said = said_in(sentence, above=f"{sentence.above} . {sentence.before}")
        share, evidence = covered_by(asked, said, known.rarity)[0], evidence_of(asked, said, known.rarity)
        assert max(each.share[at] / (each.whole or 1) for each in one.wordings) >= share - 1e-9
        assert max(each.evidence[at] for each in one.wordings) >= evidence - 1e-9


def test_what_the_title_says_no_sentence_has_to_say(weighed):
    (titled,) = weighed(Wanted((("phát", "triển", "kinh", "tế"),)), "a")
    assert titled.is_titled
    assert not titled.wordings
    assert titled.holds_one.all()
    (other,) = weighed(Wanted((("trạm", "bơm"),)), "a")
    assert not other.is_titled
    assert np.count_nonzero(other.holds_one) == 1
    assert not other.in_general().wordings
