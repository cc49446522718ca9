"""What a refusal tells beside its reason: figures of the place that was asked about, and of no other."""

import pytest

from assistant.ask.pipeline import answer
from tests.assistant.ask.sample_parts import parts_of

TWO = {
    "suoi_lanh": ("SUỐI LẠNH", "- Thu ngân sách 3,5 tỷ đồng.\n- Kết nạp 14 đảng viên."),
    "nga_ba": ("NGÃ BA", "- Thu ngân sách 6,5 tỷ đồng."),
}


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("two")
    files = []
    for name, (commune, targets) in TWO.items():
        files.append(folder / f"{name}.txt")
        files[-1].write_text(
            f"ĐẢNG ỦY XÃ {commune}\nSố: 8-NQ/ĐU\n{commune.title()}, ngày 20 tháng 12 năm 2025\n\nNGHỊ QUYẾT\n"
            f"Về nhiệm vụ năm 2026\n\nI. CHỈ TIÊU NĂM 2026\n{targets}\n",
            encoding="utf-8",
        )
    return parts_of(files)


def test_the_nearest_figure_is_of_the_place_that_is_named(parts):
    told = answer("Năm 2027 xã Ngã Ba đặt thu ngân sách bao nhiêu?", parts=parts)
    assert told.outcome == "abstained"
    assert "6,5 tỷ đồng" in told.text


@pytest.mark.parametrize(
    "text", ["Năm 2026 xã Ngã Ba kết nạp bao nhiêu đảng viên?", "nam 2026 xa Nga Ba ket nap may dang vien"]
)
def test_no_figure_of_another_place_is_told_instead(parts, text):
    told = answer(text, parts=parts)
    assert told.outcome == "abstained"
    assert "14" not in told.text
