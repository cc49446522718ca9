"""Citations as the real documents write them, read by eye."""

import pytest

from assistant.drafting.cite import find_citations

CITED = [
    ("Nghị quyết số 05-NQ/TU của Ban Chấp hành Đảng bộ tỉnh, ", "05-nq/tu", True),
    ("Quyết định 1988/2017/QĐ-UBND ngày 12/6/2017 của UBND tỉnh Thanh Hóa", "1988/2017/qđ-ubnd", True),
    ("Chỉ thị số 01- CT/HU ngày 05/10/2015 của Ban Thường vụ Huyện ủy", "01-ct/hu", True),
    ("Chỉ thị số 05 - CT/TW, ngày 15/5/2016 của Bộ Chính trị;", "05-ct/tw", False),
    ("Quy định số 37- QĐ/TW;", "37-qđ/tw", False),
    ("Nghị quyết 128/NQ-CP của Chính phủ về ban hành", "128/nq-cp", False),
    ("kết luận 29-KL/TU ngày 22/7/2021 của Ban thường vụ tỉnh ủy Hà Tĩnh.", "29-kl/tu", True),
    ("Quyết định số 218-QĐ/TW, ngày 12/12/2013 của Bộ Chính trị.", "218-qđ/tw", False),
    ("Quyết định 217,218 của Bộ Chính trị về giám sát", "217,218", False),
    ("Quyết định 52 của UBND tỉnh;", "52", True),
    ("Quy định 08 của Tỉnh ủy;", "08", True),
    ("Nghị quyết 25 của BCH Trung ương về", "25", False),
    ("Chỉ thị số 12 và số 15 của Chủ tịch UBND tỉnh", "12 và số 15", True),
    ("Nghị quyết Trung ương 4( khoá XI) một số", "4", False),
    ("Quyết định số 318/QĐ-TTg, ngày 08/3/2022 của Thủ tướng Chính phủ", "318/qđ-ttg", False),
    ("Kế hoạch số 107/KH-UBND, ngày 28/3/2024 của Ủy ban nhân dân huyện", "107/kh-ubnd", True),
    ("đề án 06 của Chính phủ", "06", False),
]


@pytest.mark.parametrize(("text", "number", "local"), CITED)
def test_number_and_level(text, number, local):
    (cited,) = find_citations(text)
    assert (cited.number, cited.local) == (number, local)


def test_date_and_issuer():
    (cited,) = find_citations(
        "Thực hiện Nghị quyết số 74-NQ/ĐU ngày 20/12/2023 của Ban Chấp hành Đảng bộ xã về nhiệm vụ"
    )
    assert (cited.date, cited.issuer) == ("ngày 20/12/2023", "ban chấp hành đảng bộ xã")


def test_the_year_in_the_title_of_a_cited_document_belongs_to_it():
    text = (
        "Thực hiện Nghị quyết số 74-NQ/ĐU ngày 20/12/2023 của BCH Đảng bộ xã về mục tiêu, nhiệm vụ năm 2024; năm 2024"
    )
    (cited,) = find_citations(text)
    assert text[cited.start : cited.end].endswith("nhiệm vụ năm 2024")
    assert text[cited.end :] == "; năm 2024"


def test_a_law_by_name_and_year():
    (cited,) = find_citations("Căn cứ Luật Tổ chức chính quyền địa phương năm 2015; thu ngân sách năm 2023")
    assert (cited.kind, cited.end) == ("luật", len("Căn cứ Luật Tổ chức chính quyền địa phương năm 2015"))


@pytest.mark.parametrize(
    "text",
    [
        "thực hiện kế hoạch 5 tỷ đồng",
        "xây dựng kế hoạch sử dụng đất 2023",
        "các chỉ thị, nghị quyết của cấp trên",
        "số đảng viên vi phạm kỷ luật tăng so với năm 2021",
        "hoàn thành kế hoạch tiêm phòng năm 2023",
        "đạt 100% kế hoạch năm 2022",
    ],
)
def test_no_citation(text):
    assert find_citations(text) == ()
