"""Documents of two communes and a district, written for the tests of summaries and comparisons, as they are read."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.ask.parts import Parts
from tests.assistant.ask.sample_parts import parts_of

MY_THANH = """ĐẢNG BỘ HUYỆN ĐÔNG LĨNH
BAN CHẤP HÀNH ĐẢNG BỘ XÃ MỸ THÀNH
Số: 14-NQ/ĐU
Mỹ Thành, ngày 05 tháng 01 năm 2024

NGHỊ QUYẾT
Về nhiệm vụ năm 2024

I. KẾT QUẢ THỰC HIỆN NHIỆM VỤ NĂM 2023
1. Kết quả đạt được
- Có 17/20 chỉ tiêu đạt và vượt kế hoạch.
- Thu nhập bình quân đầu người đạt 52 triệu đồng/người/năm.
- Tỷ lệ hộ nghèo còn 2,4%.
- Thu ngân sách đạt 6,8 tỷ đồng.
- Tỷ lệ người dân tham gia bảo hiểm y tế đạt 93%.
2. Hạn chế
Tiến độ xây dựng nhà văn hóa thôn còn chậm; thu hồi nợ đọng thuế chưa đạt yêu cầu.

II. MỤC TIÊU, CHỈ TIÊU NĂM 2024
- Thu nhập bình quân đầu người đạt 56 triệu đồng/người/năm.
- Tỷ lệ hộ nghèo giảm còn 1,9%.
- Thu ngân sách đạt 7,5 tỷ đồng.
- Kết nạp 12 đảng viên mới.

III. NHIỆM VỤ, GIẢI PHÁP
1. Phát triển nông nghiệp hàng hóa
Mở rộng vùng trồng rau an toàn.
2. Xây dựng hạ tầng giao thông
Cứng hóa các tuyến đường nội đồng.
3. Chăm lo an sinh xã hội
Hỗ trợ hộ nghèo sửa nhà.

T/M BAN CHẤP HÀNH
BÍ THƯ
Lê Văn Định
"""
MY_THANH_OLD = (
    MY_THANH.replace("2024", "2022").replace("2023", "2021").replace("14-NQ", "09-NQ").replace("56 triệu", "49 triệu")
)
AN_CU = """ĐẢNG BỘ HUYỆN ĐÔNG LĨNH
BAN CHẤP HÀNH ĐẢNG BỘ XÃ AN CƯ
Số: 21-NQ/ĐU
An Cư, ngày 08 tháng 01 năm 2024

NGHỊ QUYẾT
Về nhiệm vụ năm 2024

I. KẾT QUẢ THỰC HIỆN NHIỆM VỤ NĂM 2023
- Thu nhập bình quân đầu người đạt 47,5 triệu đồng/người/năm.
- Tỷ lệ hộ nghèo còn 3,6%.

II. MỤC TIÊU, CHỈ TIÊU NĂM 2024
- Thu nhập bình quân đầu người đạt 51 triệu đồng/người/năm.
- Thu ngân sách đạt 5,2 tỷ đồng.

III. NHIỆM VỤ, GIẢI PHÁP
1. Mở rộng vùng chè
Trồng thay thế giống chè cũ.
2. Phát triển du lịch cộng đồng
Vận động các hộ làm dịch vụ lưu trú.

T/M BAN CHẤP HÀNH
BÍ THƯ
Trần Thị Hảo
"""
DOCUMENTS = {"my-thanh-2024.txt": MY_THANH, "my-thanh-2022.txt": MY_THANH_OLD, "an-cu-2024.txt": AN_CU}


@cache
def overview_parts() -> Parts:
    """The parts of the pipeline over these documents."""
    with TemporaryDirectory() as folder:
        files = []
        for name, text in DOCUMENTS.items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
            files.append(Path(folder) / name)
        return parts_of(files)
