"""Who signed, however the two columns of the closing part were read."""

import pytest

from assistant.ask.composing.signature import signature
from tests.builders import document


def _signed(*lines, role="Bí thư"):
    return [span.quote for span in signature(document("d", "NGHỊ QUYẾT", *lines, signer_role=role))]


@pytest.mark.parametrize(
    "lines",
    [
        ("Nơi nhận:", "- Như trên;", "T/M ĐẢNG ỦY", "BÍ THƯ", "Trần Văn Lực"),
        ("Nơi nhận:      T/M ĐẢNG ỦY", "- Huyện ủy;      BÍ THƯ", "- Lưu.      (đã ký)", "            Trần Văn Lực"),
        ("- Ban Thường vụ (báo cáo); BÍ THƯ", "- Các chi bộ;", "- Lưu VPĐU. (đã ký) Trần Văn Lực"),
        ("| Nơi nhận: | BÍ THƯ |", "| - Các chi bộ; | Trần Văn Lực |"),
        ("BÍ THƯ: Trần Văn Lực",),
    ],
)
def test_office_and_name(lines):
    assert _signed(*lines) == ["BÍ THƯ", "Trần Văn Lực"]


def test_a_deputy_signs_for_the_head():
    lines = ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Thị Bích Hạnh")
    assert _signed(*lines, role="Phó Chủ tịch") == ["PHÓ CHỦ TỊCH", "Lê Thị Bích Hạnh"]


def test_neighbours_are_no_name():
    assert _signed("BÍ THƯ", "- Lưu Văn Phòng", "- Các Chi Bộ") == ["BÍ THƯ"]
    assert _signed("Báo cáo đồng chí bí thư", role=None) == []
    assert _signed("Nghị quyết có hiệu lực từ ngày ký.", role=None) == []


def test_an_office_that_identification_missed_is_found_with_its_name():
    assert _signed("CHỦ TỊCH: Phạm Minh Châu", role=None) == ["CHỦ TỊCH", "Phạm Minh Châu"]
