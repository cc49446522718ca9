from assistant.drafting.block import about, heading_block
from tests.assistant.drafting.making import HEAD, read_text, resolution

COUNCIL = """HỘI ĐỒNG NHÂN DÂN XÃ PHÚ LẠC
Số: 18/NQ-HĐND
NGHỊ QUYẾT
Về nhiệm vụ phát triển kinh tế - xã hội năm 2024"""


def block(*, place=None, year=2025, **parts):
    return heading_block(read_text(resolution(**parts)).resolution, place=place, year=year)


def test_number_date_and_signature_are_not_carried_over():
    made = block()
    assert made.number == "Số .....-NQ/ĐU"
    assert made.place_date == "Phú Lạc, ngày ..... tháng ..... năm ....."
    assert (made.issuer, made.authority, made.signer) == (
        "BAN CHẤP HÀNH ĐẢNG BỘ XÃ PHÚ LẠC",
        "T/M BAN CHẤP HÀNH",
        "BÍ THƯ",
    )


def test_recipients_are_those_of_the_base_or_the_usual_ones():
    assert block().recipients == ("- Các chi bộ trực thuộc;", "- Lưu Văn phòng Đảng ủy.")
    assert block(foot="").recipients[-1] == "- Lưu Văn phòng Đảng ủy."


def test_a_council_has_its_own_block():
    made = block(head=COUNCIL, foot="Nơi nhận:\n- Lưu: VT.\nCHỦ TỊCH")
    assert (made.family, made.issuer, made.number) == ("HĐND", "HỘI ĐỒNG NHÂN DÂN XÃ PHÚ LẠC", "Số: ...../NQ-HĐND")


def test_another_commune_gets_its_own_name():
    made = block(place="An Hòa")
    assert made.issuer.endswith("XÃ AN HÒA")
    assert made.superior == "ĐẢNG BỘ HUYỆN ....."


def test_the_province_stands_above_from_2026():
    assert block(year=2026).superior.startswith("ĐẢNG BỘ TỈNH")


def test_a_districts_notice_has_its_signs(seeds):
    made = heading_block(seeds.document("004"), place=None, year=2025)
    assert (made.kind, made.number, made.issuer) == (
        "THÔNG BÁO",
        "Số .....-TB/HU",
        "BAN CHẤP HÀNH ĐẢNG BỘ HUYỆN .....",
    )
    assert made.superior == "ĐẢNG BỘ TỈNH ....."


def test_what_the_base_is_about():
    assert about(read_text(resolution()).resolution) == "Về phương hướng, nhiệm vụ năm 2024"
    long = HEAD.replace("Về phương hướng", "Về công tác xây dựng Đảng năm 2023;\nphương hướng")
    assert about(read_text(resolution(head=long)).resolution).endswith("năm 2023; phương hướng, nhiệm vụ năm 2024")
