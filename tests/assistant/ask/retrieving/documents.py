"""A document of a test, read from its text."""

from ingest.read import read
from ingest.read_file import archived

MO_VANG = """HỘI ĐỒNG NHÂN DÂN
XÃ MỎ VÀNG
Số: 12/NQ-HĐND
Mỏ Vàng, ngày 20 tháng 12 năm 2023

NGHỊ QUYẾT
Về nhiệm vụ phát triển kinh tế - xã hội năm 2024

I. KẾT QUẢ NĂM 2023
Đàn dê toàn xã có 1.240 con, tăng 85 con so với năm 2022. Cây thảo quả cho thu 36 tấn quả khô; mật ong 4.800 lít.
Xã Khe Sậy bên cạnh nuôi 900 con dê.
Hạn chế: Hai trạm bơm chậm bàn giao. Việc thu quỹ chưa đều.
Nguyên nhân: giá giống cao, thiếu cán bộ thú y.

II. DỰ TOÁN NĂM 2024
Đơn vị tính: triệu đồng
| Nội dung | Dự toán 2023 | Dự toán 2024 |
| Chi sự nghiệp thủy lợi | 310 | 345 |
| Chi mua sắm | 120 | 90 |

III. GIẢI PHÁP
Mùa mưa tới, xã kè 300 m bờ suối chống sạt lở, di dời 12 hộ ở bản Nà Khoang.
"""


def document(folder, text=MO_VANG, name="mo_vang.txt"):
    """The text as it is archived."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return archived(read(file, max_bytes=10**6)).resolution
