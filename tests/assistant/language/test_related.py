from assistant.language.related import related
from assistant.language.text import fold


def test_an_abbreviation_and_its_long_form_find_each_other() -> None:
    assert {"hội", "hội_đồng", "nhân_dân"} <= related("HĐND xã họp mấy kỳ?")
    assert "hđnd" in related("Hội đồng nhân dân xã họp mấy kỳ?")


def test_a_synonym_finds_the_name_and_the_name_its_synonyms() -> None:
    assert "thu_ngân" in related("tổng số thu của xã năm 2023")
    assert "thu_nsnn" in related("thu ngân sách của xã năm 2023")


def test_a_question_without_marks_has_the_same_relations() -> None:
    assert "nhan_dan" in {fold(token) for token in related("hdnd xa hop may ky", plain=True)}
    assert "thu_nsnn" in related("thu ngan sach cua xa", plain=True)


def test_nothing_that_was_said_is_said_again() -> None:
    assert not related("thu ngân sách") & {"thu", "ngân", "sách", "thu_ngân", "ngân_sách"}


def test_what_names_nothing_has_no_relations() -> None:
    assert related("Trời hôm nay đẹp") == frozenset()
    assert related("") == frozenset()
