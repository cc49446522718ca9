"""The catalogue, its phrases and its units."""

from dataclasses import replace

import pytest

from assistant.errors import InvalidSetting
from assistant.language.catalogue import asking_catalogue, build_catalogue, catalogue, convert, load_catalogue
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


@pytest.mark.parametrize(
    ("indicator", "value", "level", "expected"),
    [
        ("thu_nhap_binh_quan", 58, "xã", True),
        ("thu_nhap_binh_quan", 5800, "xã", False),
        ("thu_ngan_sach", 41343, "phường", False),
        ("thu_ngan_sach", 41343, "tỉnh", True),
        ("thu_ngan_sach", 41343, None, True),
        ("ty_le_bhyt", 101, "huyện", False),
        ("so_xa_dat_chuan_ntm", 1000, "xã", True),  # nothing is known of it there
    ],
)
def test_plausible_values(indicator, value, level, expected):
    assert catalogue().entries[indicator].is_plausible(value, level=level) is expected


def test_misspelt_phrases_are_found():
    found = {match.entry.id for match in catalogue().find("Thu nhập bình quân dầu người; cận nặng/tuổi")}
    assert {"thu_nhap_binh_quan", "ty_le_suy_dd_nhe_can"} <= found


def test_an_offices_own_file_adds_and_extends(tmp_path):
    own = tmp_path / "rieng.toml"
    own.write_text(
        '[[indicator]]\nid = "san_luong_tom"\nname = "Sản lượng tôm"\nunit = "tấn"\n'
        '[[indicator]]\nid = "thu_ngan_sach"\nphrases = ["nguồn thu của xã"]\nsynonyms = ["nguồn thu"]\n',
        encoding="utf-8",
    )
    known = load_catalogue(own)
    assert len(known.entries) == 133
    assert [match.entry.id for match in known.find("Tổng sản lượng tôm cả năm")] == ["san_luong_tom"]
    assert [match.entry.id for match in known.find("Nguồn thu của xã")] == ["thu_ngan_sach"]
    assert "san_luong_tom" not in catalogue().entries


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("khong phai toml [", "Không đọc được"),
        ('[[indicator]]\nname = "x"', "thiếu id, name, unit|thiếu id"),
        ('[[indicator]]\nid = "x"\nname = "X"\nunit = "vòng quay"', "không hiểu đơn vị “vòng quay”"),
        ('[[indicator]]\nid = "x"\nname = "X"\nunit = "tấn"\nmau = 1', "không có khóa mau"),
        ('[[indicator]]\nid = "x"\nname = "X"\nunit = "tấn"\nphrases = "x"', "danh sách"),
        ('indicator = "x"', "mỗi chỉ tiêu là một mục"),
    ],
)
def test_a_broken_own_file_is_told_with_the_remedy(tmp_path, text, told):
    own = tmp_path / "rieng.toml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidSetting, match=told):
        load_catalogue(own)


def test_a_missing_own_file_is_told(tmp_path):
    with pytest.raises(InvalidSetting, match="NQ_CATALOGUE"):
        load_catalogue(tmp_path / "khong-co.toml")


def test_matches_stand_in_the_order_of_the_text():
    found = catalogue().find("Thu nhập bình quân đầu người 60 triệu, tỷ lệ hộ nghèo 2%, thu nhập bình quân đầu người")
    assert [match.entry.id for match in found if match.words > 2] == [
        "thu_nhap_binh_quan",
        "ty_le_ho_ngheo",
        "thu_nhap_binh_quan",
    ]
    assert [match.start for match in found] == sorted(match.start for match in found)


def test_a_gap_alone_names_nothing():
    entry = catalogue().entries["thu_nhap_binh_quan"]
    assert build_catalogue([replace(entry, phrases=("…", "thu … quân"))]).find("thu nhập bình quân")[0].words == 2
    assert build_catalogue([replace(entry, phrases=("…",))]).find("thu nhập … bình quân") == []
