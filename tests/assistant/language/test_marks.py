from collections import Counter
from collections.abc import Mapping

from assistant.language.marks import Restored, restored
from assistant.language.text import fold, syllables, with_pairs

LINES = ["thu nhập bình quân"] * 20 + ["thư viện xã"] * 6 + ["thu hồi đất"] * 5 + ["nhấp chuột"] * 3 + ["đạt 60,5"]
HELD = Counter(token for line in LINES for token in set(with_pairs(syllables(line))))


def written(folded: str) -> Mapping[str, int]:
    return {token: count for token, count in HELD.items() if fold(token) == folded}


def read(question: str) -> list[Restored]:
    return restored(syllables(question), written=written, passages=len(LINES))


def words(question: str) -> list[str]:
    return [one.written for one in read(question)]


def test_a_word_is_read_by_its_neighbours() -> None:
    assert words("thu nhap binh quan")[:4] == ["thu", "nhập", "bình", "quân"]
    assert words("thu vien xa")[:3] == ["thư", "viện", "xã"]
    assert words("nhap chuot")[:2] == ["nhấp", "chuột"]


def test_pairs_follow_the_syllables() -> None:
    assert [one.folded for one in read("thu vien xa")] == ["thu", "vien", "xa", "thu_vien", "vien_xa"]
    assert words("thu vien xa")[3:] == ["thư_viện", "viện_xã"]


def test_what_could_be_either_is_unsure() -> None:
    alone = read("thu")[0]
    assert alone.written == "thu"
    assert alone.sure == 25 / 31
    assert read("thu nhap")[0].sure > 0.95


def test_what_people_ask_with_is_known_although_no_document_has_it() -> None:
    assert words("thu nhap la bao nhieu")[2:5] == ["là", "bao", "nhiêu"]


def test_words_that_the_archive_does_not_have_and_figures_stay_as_they_are() -> None:
    assert words("xyzzy 60,5") == ["xyzzy", "60,5", "xyzzy_60,5"]
    assert words("") == []


def test_a_very_long_question_stays_within_the_range_of_numbers() -> None:
    assert words("thu nhap binh quan " * 500)[1996:2000] == ["thu", "nhập", "bình", "quân"]
