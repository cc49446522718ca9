"""The catalogue, its phrases and its units."""

import pytest

from assistant.language.catalogue import asking_catalogue, catalogue, convert
from assistant.language.quantities import rules


def test_all_132_indicators_are_there():
    entries = catalogue().entries
    assert len(entries) == 132
    assert sum(entry.tier == "core" for entry in entries.values()) == 100


def test_every_indicator_is_found_by_its_own_phrases():
    for entry in catalogue().entries.values():
        for phrase in entry.phrases:
            words = phrase.replace("…", "abc")
            found = {match.entry.id for match in catalogue().find(words)}
            ruled_out = any(never in words for never in entry.never)
            assert entry.id in found or ruled_out, (entry.id, phrase)


def test_every_canonical_unit_takes_its_own_figures():
    for entry in catalogue().entries.values():
        assert convert(5.0, entry.unit, to=entry.unit) == 5.0, entry.id


def test_units_of_the_table_are_known_by_one_name():
    assert len(rules().units) == len({unit.name for unit in rules().units.values()})


@pytest.mark.parametrize(
    ("value", "unit", "to", "expected"),
    [
        (5.9e9, "đồng", "tỷ đồng", 5.9),
        (8200, "triệu đồng", "tỷ đồng", 8.2),
        (43.5, "nghìn tỷ đồng", "tỷ đồng", 43500),
        (5.2, "triệu đồng/người/tháng", "triệu đồng/người/năm", 62.4),
        (58, "triệu đồng", "triệu đồng/người/năm", 58),
        (6.5, "tấn/ha", "tạ/ha", 65),
        (13, "", "thôn", 13),
        (7, "đảng viên", "đảng viên", 7),
        (1400, "m", "km", 1.4),
        (12, "%", "tỷ đồng", None),
        (12, "ha", "tấn", None),
        (13, "", "%", None),
        (5, "tấn/ha", "tấn", None),
    ],
)
def test_conversion(value, unit, to, expected):
    assert convert(value, unit, to=to) == (pytest.approx(expected) if expected is not None else None)


def test_a_ruled_out_phrase_hides_its_indicator():
    found = {match.entry.id for match in catalogue().find("xây dựng 04 mô hình “Dân vận khéo”")}
    assert "mo_hinh_dan_van_kheo" in found
    assert "so_mo_hinh_kinh_te" not in found


def test_questions_may_use_synonyms_and_no_diacritics():
    found = asking_catalogue().find("ty le tham gia bhyt", without_diacritics=True)
    assert {match.entry.id for match in found} == {"ty_le_bhyt"}
