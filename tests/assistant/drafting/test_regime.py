import pytest

from assistant.drafting.regime import modernise


def modern(text, year=2026):
    for change in reversed(modernise(text, year=year).changes):
        text = text[: change.start] + change.text + text[change.end :]
    return text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("so với kế hoạch huyện giao", "so với kế hoạch tỉnh giao"),
        ("được Ban Thường vụ huyện uỷ khen", "được Ban Thường vụ Tỉnh ủy khen"),
        ("báo cáo Huyện ủy Thọ Xuân", "báo cáo Tỉnh ủy"),
        ("ĐẢNG BỘ HUYỆN THỌ XUÂN", "ĐẢNG BỘ TỈNH"),
        ("UBND huyện", "UBND tỉnh"),
        ("đoàn thể cấp huyện", "đoàn thể cấp tỉnh"),
        ("dịch vụ công trực tuyến mức độ 4", "dịch vụ công trực tuyến toàn trình"),
    ],
)
def test_bodies_of_the_past_from_2026(before, after):
    assert modern(before) == after


@pytest.mark.parametrize("text", ["kế hoạch huyện giao", "Huyện ủy Thọ Xuân", "UBND huyện"])
def test_while_there_were_districts(text):
    assert modern(text, year=2025) == text


@pytest.mark.parametrize(
    "text",
    [
        "Chỉ thị số 02-CT/HU của Ban Thường vụ Huyện ủy",
        "Kế hoạch số 107/KH-UBND, ngày 28/3/2024 của UBND huyện",
        "tỉnh giao",
        "huyền thoại",
    ],
)
def test_citations_and_other_words_stay(text):
    assert modern(text) == text


def test_the_reason_names_no_district():
    (change,) = modernise("báo cáo Huyện ủy Thọ Xuân", year=2026).changes
    assert "“huyện ủy” → “Tỉnh ủy”" in change.reason
    assert "Thọ Xuân" not in change.reason
    assert not change.sure
