"""What looks wrong in a ledger; figures of the domain's own examples."""

from dataclasses import replace

import pytest

from assistant.language.catalogue import catalogue
from assistant.ledger.findings import findings, lost
from assistant.types import Correction
from tests.builders import archived, indicator

FIRST, SECOND = archived("a.docx").resolution, archived("b.docx").resolution
FIRST = replace(FIRST, document_id="d1")
SECOND = replace(SECOND, document_id="d2")
OTHER = replace(SECOND, document_id="d3", identity=replace(SECOND.identity, commune="Hưng Tân"))
DOCUMENTS = {each.document_id: each for each in (FIRST, SECOND, OTHER)}
BUDGET = {"indicator": "thu_ngan_sach", "label": "Thu ngân sách", "comparator": "=", "unit": "tỷ đồng"}


def row(row_id, document_id="d1", **changes):
    return indicator(row_id, document_id, **changes)


def codes(*rows):
    found = findings(rows, documents=DOCUMENTS, known=catalogue())
    return {row_id: [finding.code for finding in listed] for row_id, listed in found.items()}


def test_a_sound_ledger_has_none():
    assert codes(row("r1"), row("r2", **BUDGET, value=13.655)) == {}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"value": 58.0}, []),
        ({"value": 5800.0}, ["range"]),
        ({"indicator": "ty_le_bhyt", "unit": "%", "value": 950.0}, ["range"]),
        ({"indicator": "ty_le_tang_dan_so", "unit": "‰", "value": 12.1}, []),
        ({"indicator": "nang_suat_lua", "unit": "tạ/ha", "value": 713.7}, ["range"]),
        ({"indicator": "nang_suat_lua", "unit": "tạ/ha", "value": 713.7, "review": "confirmed"}, []),
        ({"indicator": "ty_le_bhyt", "unit": "% so với kế hoạch", "value": 241.3, "measure": "vs_plan"}, []),
        ({"indicator": None, "unit": "lồng", "value": 1e9}, []),
    ],
)
def test_plausible_ranges(changes, expected):
    assert codes(row("r1", **changes)).get("r1", []) == expected


@pytest.mark.parametrize(
    ("figure", "changes", "expected"),
    [
        ("l00%", {"indicator": "ty_le_bhyt", "unit": "%", "value": 100.0}, ["digits"]),
        ("O,5%", {"indicator": "ty_le_ho_ngheo", "unit": "%", "value": 0.5}, ["digits"]),
        ("43.16%", {"indicator": "ty_le_che_phu_rung", "unit": "%", "value": 43.16}, ["digits"]),
        ("41.343 tỷ đồng", {**BUDGET, "value": 41.343}, ["digits"]),
        ("3,098 tấn", {"indicator": "san_luong_thuy_san", "unit": "tấn", "value": 3098.0}, ["digits"]),
        ("9.850 tấn", {"indicator": "san_luong_lua", "unit": "tấn", "value": 9850.0}, []),
        ("60,5 triệu đồng", {"value": 60.5}, []),
    ],
)
def test_suspect_digits(figure, changes, expected):
    assert codes(row("r1", figure=figure, **changes)).get("r1", []) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((11.8, 1.855), []),  # 13,655: adds up (003)
        ((11.8, 2.855), ["parts"]),  # more than the whole
        ((11.8, 1.655), ["parts"]),  # a slip of 0,2
        ((5.0, 1.0), []),  # an incomplete list
        ((11.8,), []),
    ],
)
def test_parts_add_up(parts, expected):
    whole = row("whole", **BUDGET, value=13.655)
    names = ("thu_tien_su_dung_dat", "thu_khac")
    theirs = [
        row(name, **{**BUDGET, "indicator": name}, value=value, sub_of="thu_ngan_sach")
        for name, value in zip(names, parts, strict=False)
    ]
    assert codes(whole, *theirs).get("whole", []) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"value": 58.0, "comparator": "="}, {"value": 60.0, "comparator": "="}, ["contradiction"]),
        ({"value": 58.0, "comparator": ">="}, {"value": 60.0, "comparator": "="}, []),
        ({"value": 58.0, "comparator": "<"}, {"value": 60.0, "comparator": "="}, ["contradiction"]),
        ({"value": 55.0, "comparator": "range", "value_max": 59.0}, {"value": 58.0, "comparator": "="}, []),
        ({"value": 58.0, "comparator": "="}, {"value": 60.0, "comparator": "=", "year": 2024}, []),
        ({"value": 58.0, "comparator": "="}, {"value": 60.0, "comparator": "=", "kind": "actual"}, []),
        ({"value": 58.0, "comparator": "="}, {"value": 60.0, "comparator": "=", "scope": "thị trấn"}, []),
    ],
)
def test_contradictions_within_a_document(one, other, expected):
    found = codes(row("r1", **one), row("r2", **other))
    assert found.get("r1", []) == found.get("r2", []) == expected


def test_the_same_commune_and_year_in_two_documents():
    found = findings(
        [row("r1", comparator="="), row("r2", "d2", comparator="=", value=60.0)],
        documents=DOCUMENTS,
        known=catalogue(),
    )
    assert [finding.code for finding in found["r1"]] == ["other_document"]
    assert "b.docx" in found["r1"][0].message
    assert "60 triệu đồng/người/năm" in found["r1"][0].message


def test_two_communes_contradict_nothing():
    assert codes(row("r1", comparator="="), row("r3", "d3", comparator="=", value=60.0)) == {}


def test_a_correction_without_its_row_is_lost():
    gone = Correction(row("r1"), row("r9"), "Lan", "")
    assert lost([gone], rows=["r1"]) == [gone]
    assert lost([gone], rows=["r9"]) == []


def test_two_communes_of_one_table_contradict_nothing_and_no_commune_its_district():
    rows = [
        row("r1", **BUDGET, value=50.0),
        row("r2", **BUDGET, value=6.0, place="xã Mỹ Lâm"),
        row("r3", **BUDGET, value=7.0, place="xã Đông Khê"),
    ]
    assert codes(*rows) == {}


def test_a_commune_told_by_its_district_is_held_against_its_own_document():
    said = row("r1", "d3", **BUDGET, value=6.0)
    assert codes(said, row("r2", **BUDGET, value=7.0, place="xã Hưng Tân")) == {
        "r1": ["other_document"],
        "r2": ["other_document"],
    }
