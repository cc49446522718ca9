"""Small documents for the tests of drafting, read as files are."""

from hashlib import sha256

from assistant.drafting.checked import Checked
from assistant.fakes import MemoryArchive
from assistant.types import SourceDocument
from ingest.read_file import archived

HEAD = """ĐẢNG CỘNG SẢN VIỆT NAM
ĐẢNG BỘ HUYỆN BÌNH LÂM
BAN CHẤP HÀNH ĐẢNG BỘ XÃ PHÚ LẠC
Số 15-NQ/ĐU
Phú Lạc, ngày 05 tháng 01 năm 2024
NGHỊ QUYẾT
Về phương hướng, nhiệm vụ năm 2024"""
FOOT = """Nơi nhận:
- Các chi bộ trực thuộc;
- Lưu Văn phòng Đảng ủy.
T/M BAN CHẤP HÀNH
BÍ THƯ"""


def resolution(*, results="", targets="", tasks="", basis="", head=HEAD, foot=FOOT):
    """The text of a commune's resolution for 2024; each part is put under its usual heading."""
    parts = (
        head,
        basis,
        f"I. KẾT QUẢ THỰC HIỆN NHIỆM VỤ NĂM 2023\n{results or 'Các mặt công tác có chuyển biến tích cực.'}",
        f"II. MỤC TIÊU, CHỈ TIÊU CHỦ YẾU NĂM 2024\n{targets or '- Giữ vững quốc phòng, an ninh.'}",
        f"III. NHIỆM VỤ, GIẢI PHÁP NĂM 2024\n{tasks or 'Tiếp tục nâng cao chất lượng sinh hoạt chi bộ.'}",
        foot,
    )
    return "\n".join(part for part in parts if part)


def read_text(text):
    """What a file of this text would be read as."""
    return archived(SourceDocument("du-thao.txt", sha256(text.encode()).hexdigest(), text))


def checked(text, **known):
    """A text ready to be checked."""
    return Checked(raw=text, document=read_text(text), **known)


def archive_of(**texts):
    """An archive of documents given as name=text."""
    archive = MemoryArchive()
    for name, text in texts.items():
        archive.save(archived(SourceDocument(name, sha256(text.encode()).hexdigest(), text)))
    return archive
