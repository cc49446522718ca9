import pytest

from assistant.drafting.checks.leftovers import check_leftovers
from tests.assistant.drafting.making import checked, resolution

TASK = "- Tăng cường công tác quản lý nhà nước về đất đai, tài nguyên và môi trường trên địa bàn xã."


def found(tasks, foreign=()):
    return list(check_leftovers(checked(resolution(tasks=tasks), foreign=foreign)))


@pytest.mark.parametrize(
    ("tasks", "foreign"),
    [
        ("Thu ngân sách đạt ..... tỷ đồng.", ()),
        ("Giao [ ] chủ trì thực hiện.", ()),
        ("TODO: hỏi kế toán.", ()),
        ("Nâng cao  chất lượng sinh hoạt.", ()),
        (f"{TASK}\n{TASK}", ()),
        ("Nâng cấp tuyến đường vào thôn Hạ Tứ.", ("Hạ Tứ",)),
        ("Quan tâm nhân dân xã HƯNG TÂN.", ("Hưng Tân",)),
        ("Thu nhập bình quân đạt {{c1}} triệu đồng.", ()),
    ],
)
def test_something_left_over(tasks, foreign):
    findings = found(tasks, foreign)
    assert findings
    assert {one.severity for one in findings} == {"blank" if "....." in tasks or "[ ]" in tasks else "error"}


@pytest.mark.parametrize(
    ("tasks", "foreign"),
    [
        (TASK, ()),
        ("Thiên tai, dịch bệnh... diễn biến phức tạp.", ()),
        ("Nâng cấp tuyến đường vào thôn Thượng.", ("Hạ Tứ",)),
        ("Bảo vệ môi trường xanh, sạch, đẹp.", ("Xanh Sạch",)),
        ("Giữ vững quốc phòng, an ninh.\nGiữ vững quốc phòng, an ninh.", ()),
        ("Dân hưng phấn, tân tiến.", ("Hưng Tân",)),
    ],
)
def test_nothing_left_over(tasks, foreign):
    assert found(tasks, foreign) == []


def test_a_text_pasted_twice_is_one_finding():
    task = "tăng cường quản lý đất đai, tài nguyên, môi trường trên địa bàn"
    lines = [f"- Nhiệm vụ thứ {letter}: {task}." for letter in "abc"]
    (one,) = found("\n".join((*lines, *lines)))
    assert "3 đoạn liền nhau đã có ở trên" in one.message
