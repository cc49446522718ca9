"""Documents with a number, a date, when they come in force, and who signed: what facts of documents are told of."""

from assistant.ask.understanding.gazetteer import gazetteer
from assistant.types import Identity, Resolution

UNDATED = Identity("nghị quyết", "Đảng", "Nhiệm vụ", level="xã")
DATED = [
    Resolution(
        "a",
        "a.txt",
        "h",
        "Số 45-NQ/ĐU\nSơn Hà, ngày 08\ntháng 4 năm 2025\nNghị quyết có hiệu lực từ ngày 15 tháng 4 năm 2025.\n"
        "Nơi nhận: BÍ THƯ\n- Lưu. Đặng Thị Thu",
        (),
        (),
        Identity(
            "nghị quyết",
            "Đảng",
            "Số 45",
            level="xã",
            commune="Sơn Hà",
            number="45-NQ/ĐU",
            date="2025-04-08",
            target_year=2025,
            signer_role="Bí thư",
        ),
    ),
    Resolution(
        "b",
        "b.html",
        "h",
        "Tin hội nghị\n30/4/2025 Lượt xem: 12\nNội dung",
        (),
        (),
        Identity("khác", "Đảng", "Tin hội nghị", level="xã", commune="Yên Mỹ"),
    ),
    Resolution(
        "c",
        "c.txt",
        "h",
        "Kế hoạch\nngày 02 tháng 5 năm 2025",
        (),
        (),
        Identity("nghị quyết", "Đảng", "Nhiệm vụ", level="xã"),
    ),
]
OF_DATED = gazetteer([document.identity for document in DATED], documents=DATED)
