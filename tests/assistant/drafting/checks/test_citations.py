import pytest

from assistant.drafting.checks.citations import check_citations
from tests.assistant.drafting.making import checked, resolution


def found(basis="", tasks="", year=2024):
    return list(check_citations(checked(resolution(basis=basis, tasks=tasks), year=year)))


@pytest.mark.parametrize(
    ("basis", "tasks", "year"),
    [
        (
            "Căn cứ Nghị quyết số 05-NQ/TU của Ban Chấp hành Đảng bộ tỉnh về phát triển nông nghiệp bền vững;",
            "",
            2024,
        ),
        ("Căn cứ Quyết định số 318/QĐ-TTg, ngày 08/3/2022 về ban hành Bộ tiêu chí quốc gia nông thôn mới;", "", 2024),
        ("Căn cứ Quyết định 52 của UBND tỉnh về thực hiện cải cách thủ tục hành chính trên địa bàn;", "", 2024),
        ("", "Thực hiện Quy định số 66-QĐ/TW ngày 06/02/2017 của Ban Bí thư về thể thức văn bản.", 2026),
        ("", "Thực hiện Chỉ thị số 02-CT/HU ngày 05/10/2015 của Ban Thường vụ Huyện ủy.", 2026),
        ("", "Thực hiện Kế hoạch số 107/KH-UBND ngày 28/3/2024 của UBND huyện.", 2026),
    ],
)
def test_incomplete_replaced_or_of_a_body_that_is_gone(basis, tasks, year):
    findings = found(basis, tasks, year)
    assert findings
    assert {one.severity for one in findings} == {"warning"}


@pytest.mark.parametrize(
    ("basis", "tasks", "year"),
    [
        (
            "Căn cứ Quyết định số 318/QĐ-TTg, ngày 08/3/2022 của Thủ tướng Chính phủ về Bộ tiêu chí quốc gia;",
            "",
            2024,
        ),
        (
            "Căn cứ Luật Tổ chức chính quyền địa phương năm 2025 và tình hình thực tế của địa phương hiện nay;",
            "",
            2026,
        ),
        ("", "Thực hiện Chỉ thị số 02-CT/HU ngày 05/10/2015 của Ban Thường vụ Huyện ủy.", 2024),
        ("", "Thực hiện Quy định số 399-QĐ/TW ngày 09/01/2026 của Ban Bí thư.", 2026),
        ("", "Quán triệt các chỉ thị, nghị quyết của cấp trên.", 2026),
    ],
)
def test_whole_and_standing_citations(basis, tasks, year):
    assert found(basis, tasks, year) == []
