"""The table of what cleaning knows."""

from __future__ import annotations

from ingest.cleaning.tables import TABLES, any_of, ending_in


def test_no_pattern_matches_nothing() -> None:
    assert any_of([]).search("Nghị quyết") is None


def test_any_of_several_patterns() -> None:
    pattern = any_of(["a|b", "c$"])

    assert pattern.match("b")
    assert pattern.match("c")
    assert not pattern.match("cd")


def test_a_word_counts_only_as_a_whole() -> None:
    pattern = ending_in(["và", "-"])

    assert pattern.search("kinh tế và")
    assert pattern.search("kinh tế -")
    assert not pattern.search("hàng hoávà")


def test_look_alikes_are_pairs() -> None:
    for foreign, latin in TABLES["characters"]["look_alikes"].values():
        assert len(foreign) == len(latin)
        assert latin.isascii()
        assert not any(character.isascii() for character in foreign)


def test_every_kind_of_noise_has_a_reason_of_its_own() -> None:
    reasons = [noise["reason"] for noise in TABLES["noise"]]

    assert len(reasons) == len(set(reasons))
