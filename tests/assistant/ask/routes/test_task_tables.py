"""Who does a task and until when, by the columns of a table of tasks."""

import pytest

from assistant.ask.pipeline import answer
from tests.assistant.ask.sample_parts import parts_of

KHE_VAI = """ỦY BAN NHÂN DÂN XÃ KHE VÀI
Số: 12/KH-UBND
Khe Vài, ngày 05 tháng 01 năm 2026

KẾ HOẠCH
Thực hiện nhiệm vụ năm 2026

I. NHIỆM VỤ
| TT | Nhiệm vụ | Chủ trì | Phối hợp | Thời hạn |
| 1 | Lập tổ chữa cháy rừng | Công an xã | Trưởng các bản | Quý I/2026 |
| 2 | Cứng hóa đường vào bản Huổi Sấu | Phòng Kinh tế | Ban quản lý dự án | 31/10/2026 |
II. PHỤ TRÁCH BẢN
| Đồng chí | Chức vụ | Bản phụ trách |
| Lò Văn Tỉnh | Phó Bí thư | Nà Cóc |
| Vàng Thị Mỷ | Chủ tịch Mặt trận | Huổi Sấu |
"""


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    file = tmp_path_factory.mktemp("tasks") / "khe_vai.txt"
    file.write_text(KHE_VAI, encoding="utf-8")
    return parts_of([file])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Xã Khe Vài cứng hóa đường vào bản Huổi Sấu do ai chủ trì, bao giờ xong?", ("Phòng Kinh tế", "31/10/2026")),
        ("Ở xã Khe Vài đơn vị nào chủ trì lập tổ chữa cháy rừng?", ("Công an xã",)),
        ("Ai chủ trì cứng hóa đường vào bản Huổi Sấu?", ("Phòng Kinh tế",)),
        ("xa khe vai khi nao xong to chua chay rung", ("Quý I/2026",)),
        ("Xã Khe Vài đồng chí nào phụ trách bản Nà Cóc?", ("Lò Văn Tỉnh",)),
    ],
)
def test_the_row_of_the_task_is_quoted(parts, text, told):
    found = answer(text, parts=parts)
    assert found.outcome == "answered"
    assert all(each in found.text for each in told)
    assert found.text.count("\n- ") == 1


def test_of_a_task_that_no_row_has_nothing_is_told_by_the_table(parts):
    found = answer("Xã Khe Vài xây trường mầm non do ai chủ trì?", parts=parts)
    assert found.outcome == "abstained"
    assert not any(told in found.text for told in ("Phòng Kinh tế", "Công an xã", "Lò Văn Tỉnh"))


def test_a_task_that_is_called_as_a_figure_is_told_by_its_row(tmp_path):
    text = KHE_VAI.replace("Lập tổ chữa cháy rừng", "Trồng rừng sản xuất").replace(
        "II. PHỤ TRÁCH BẢN", "Chỉ tiêu: trồng rừng sản xuất 85 ha; giảm 2,5% hộ nghèo.\nII. PHỤ TRÁCH BẢN"
    )
    file = tmp_path / "khe_vai.txt"
    file.write_text(text, encoding="utf-8")
    own = parts_of([file])
    told = answer("Việc trồng rừng sản xuất ở xã Khe Vài giao ai chủ trì, đến khi nào xong?", parts=own).text
    assert "Công an xã" in told
    assert "Quý I/2026" in told
    told = answer("Xã Khe Vài ai chủ trì trồng rừng sản xuất, năm 2026 trồng bao nhiêu ha?", parts=own).text
    assert "Công an xã" in told
    assert "85 ha" in told
