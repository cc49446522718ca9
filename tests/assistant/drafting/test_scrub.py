"""What of another commune must go, phrase by phrase; the phrases are those of real documents."""

import pytest

from assistant.drafting.scrub import Names, names_of, scrub
from tests.assistant.drafting.making import read_text, resolution

NAMES = Names(own=("Hưng Tân",), others=("Hà Tĩnh", "Hạ Tứ"))


def scrubbed(text):
    for change in reversed(scrub(text, names=NAMES, place="An Hòa").changes):
        text = text[: change.start] + change.text + text[change.end :]
    return text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("xã Hưng Tân", "xã An Hòa"),
        ("XÃ HƯNG TÂN", "XÃ AN HÒA"),
        ("thôn Hạ Tứ", "thôn ....."),
        ("thôn Đoài", "thôn ....."),
        ("tại Trường Xuân Thiều và trường Nguyễn Trãi", "tại Trường ..... và trường ....."),
        ("trạm y tế Bùi Xá củ", "trạm y tế ..... củ"),
        ("giao thông đường 542C;", "giao thông đường .....;"),
        ("các tuyến đường 506b, 506c và", "các tuyến đường ..... và"),
        ("đường cao tốc Bắc – Nam và", "đường cao tốc ..... và"),
        (
            "kỷ niệm 62 năm ngày thành lập Đảng bộ xã (3/5/1961 – 3/5/2023)",
            "kỷ niệm ..... năm ngày thành lập Đảng bộ xã (.....)",
        ),
        ("Đảng bộ xã khóa XXX", "Đảng bộ xã khóa ....."),
        ("Đại hội Đảng bộ xã lần thứ XXX", "Đại hội Đảng bộ xã lần thứ ....."),
        ("03 xã (Tả Lèng, Giang Ma, Nà Tăm)", "..... xã (....., ....., .....)"),
        ("Quy định 08 của Tỉnh ủy;", "Quy định số .....;"),
        ("đạt 60,5 triệu đồng/người/năm", "đạt ..... triệu đồng/người/năm"),
        ("ít nhất một mô hình mới", "ít nhất ..... mô hình mới"),
        ("Đ/c Nguyễn Ngọc Vinh, Ủy viên", "Đ/c ....., Ủy viên"),
    ],
)
def test_what_goes(before, after):
    assert scrubbed(before) == after


@pytest.mark.parametrize(
    "text",
    [
        "phong cách Hồ Chí Minh",
        "Kết luận số 01-KL/TW, ngày 18/5/2021 của Bộ chính trị",
        "Nghị quyết 128/NQ-CP của Chính phủ",
        "Trường Tiểu học đạt chuẩn mức 2",
        "đường GTNT",
        "môi trường Nông thôn",
        "không có chi bộ yếu kém",
        "nhiệm kỳ 2020 – 2025",
        "trực ca đảm bảo 24/24",
        "khóa XIII của Đảng",
    ],
)
def test_what_stays(text):
    assert scrubbed(text) == text


def test_names_of_a_document():
    text = resolution(
        tasks="Nâng cấp đường vào thôn Hạ Tứ, chợ Bình An.", foot="Nơi nhận:\n- Lưu.\nBÍ THƯ\nTrần Văn An"
    )
    names = names_of(read_text(text).resolution)
    assert names.own == ("Phú Lạc",)
    assert {"Hạ Tứ", "Bình An", "Bình Lâm", "Trần Văn An"} <= set(names.others)
