import pytest

from ingest.identity.parts import read_title

TABLE = "| TT | Chỉ tiêu | Kế hoạch 2025 |\n| 1 | Thu ngân sách (tỷ đồng) | 7,2 |"


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("ĐẢNG ỦY XÃ NÀ PHẶC\nSố 05-NQ/ĐU\nNghị quyết\nvề nhiệm vụ năm 2025", "Nghị quyết về nhiệm vụ năm 2025"),
        (f"Biểu chỉ tiêu năm 2025 của xã Nà Phặc\n{TABLE}", "Biểu chỉ tiêu năm 2025 của xã Nà Phặc"),
        (f"{TABLE}\nGhi chú chung", "Ghi chú chung"),
        (TABLE, ""),
    ],
)
def test_the_title_ends_where_a_table_begins(heading: str, title: str) -> None:
    assert read_title(heading) == title
