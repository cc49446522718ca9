"""What the real documents say of themselves, read by eye (tests/data/seeds_identity.json)."""

import json
from pathlib import Path

import pytest

from assistant.types import CleanText
from ingest.identify import identify
from ingest.outline import outline

GOLD = json.loads((Path(__file__).parents[1] / "data" / "seeds_identity.json").read_text(encoding="utf-8"))
FIELDS = (
    "kind",
    "family",
    "level",
    "commune",
    "district",
    "province",
    "date",
    "result_year",
    "target_year",
    "signer_role",
)


@pytest.mark.parametrize("name", sorted(GOLD))
@pytest.mark.parametrize("field", FIELDS)
def test_seeds(seeds, name, field):
    assert getattr(seeds[name[:3]].resolution.identity, field) == GOLD[name][field]


@pytest.mark.parametrize("name", sorted(GOLD))
def test_status_of_seeds(seeds, name):
    status = seeds[name[:3]].resolution.identity.status
    assert {field: status[field] for field in GOLD[name]["status"]} == GOLD[name]["status"]


def test_an_unnamed_commune_stays_unnamed(seeds):
    identity = seeds["000"].resolution.identity
    assert identity.commune is None
    assert identity.inferred["province"].value == "Hà Tĩnh"


def test_a_superior_is_an_inference_with_its_reason(seeds):
    inference = seeds["003"].resolution.identity.inferred["district"]
    assert inference.value == "Thọ Xuân"
    assert "Thọ Xuân" in inference.reason


def _identified(text):
    return identify(CleanText(text), outline(text), name="x.txt")


def test_a_council_resolution_of_a_ward():
    identity = _identified(
        "HỘI ĐỒNG NHÂN DÂN\nPHƯỜNG LÊ XÁ\nSố: 18/NQ-HĐND\nLê Xá, ngày 05 tháng 7 năm 2025\nNGHỊ QUYẾT\n"
        "Về nhiệm vụ phát triển kinh tế - xã hội năm 2026\nĐiều 1. Mục tiêu năm 2026\nThu nhập 60 triệu đồng.\n"
        "TM. HỘI ĐỒNG NHÂN DÂN\nCHỦ TỊCH\nĐỗ Văn Bính"
    )
    assert (identity.kind, identity.family, identity.level) == ("nghị quyết", "HĐND", "phường")
    assert (identity.commune, identity.number, identity.date) == ("Lê Xá", "18/NQ-HĐND", "2025-07-05")
    assert (identity.target_year, identity.signer_role) == (2026, "Chủ tịch")


def test_the_superior_above_the_issuing_body_is_no_issuer():
    identity = _identified(
        "ĐẢNG BỘ HUYỆN BÌNH LÂM\nĐẢNG ỦY XÃ ĐỒNG VINH\n*\nSố 11-NQ/ĐU\nNGHỊ QUYẾT\nvề nhiệm vụ năm 2024\n"
        "I. ĐÁNH GIÁ KẾT QUẢ NĂM 2023\nĐạt khá.\nII. MỤC TIÊU NĂM 2024\nPhấn đấu."
    )
    assert (identity.level, identity.commune, identity.district) == ("xã", "Đồng Vinh", "Bình Lâm")
    assert (identity.result_year, identity.target_year) == (2023, 2024)


def test_a_city_under_the_government_is_a_province():
    identity = _identified(
        "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ CẦN THƠ\nSố: 65/KH-UBND Cần Thơ, ngày 21 tháng 11 năm 2025\nKẾ HOẠCH\n"
        "Phát triển nhà ở năm 2026\nI. MỤC TIÊU NĂM 2026\nPhấn đấu."
    )
    assert (identity.level, identity.province, identity.district) == ("tỉnh", "Cần Thơ", None)
    assert identity.date == "2025-11-21"


def test_a_number_before_the_date_is_no_place():
    identity = _identified(
        "ỦY BAN NHÂN DÂN HUYỆN\nSố: 65/KH-UBND Bình Lâm, ngày 02 tháng 01 năm 2024\nKẾ HOẠCH\nPhát triển năm 2024\n"
        "I. MỤC TIÊU NĂM 2024\nPhấn đấu."
    )
    assert (identity.level, identity.district, identity.number) == ("huyện", "Bình Lâm", "65/KH-UBND")


@pytest.mark.parametrize(
    "heading", ["HỘI ĐỒNG NHÂN DÂN\nXÃ CẨM NGẠN   Độc lập - Tự do", "ĐẢNG ỦY XÃ CẨM NGẠN   Đảng Cộng sản Việt Nam"]
)
def test_the_right_column_of_the_heading_is_no_part_of_the_name(heading):
    identity = _identified(f"{heading}\nNGHỊ QUYẾT\nVề nhiệm vụ năm 2025\nI. MỤC TIÊU NĂM 2025\nPhấn đấu.")
    assert identity.commune == "Cẩm Ngạn"


def test_of_a_congress_the_presidium_signs():
    identity = _identified(
        "ĐẢNG BỘ XÃ PHIÊNG CỌ\nNGHỊ QUYẾT\nI. MỤC TIÊU\nPhấn đấu.\nT/M ĐOÀN CHỦ TỊCH\nGiàng A Chống"
    )
    assert identity.signer_role == "Đoàn Chủ tịch"
