"""The names of checks, severities and states of paragraphs in the words of office staff."""

from __future__ import annotations

from assistant.types import Comparator, DraftStep, ParagraphState, RowGroup, Severity

CHECK_NAMES = {
    "indicators": "đủ chỉ tiêu của năm trước",
    "units": "đơn vị tính",
    "sums": "các phần cộng thành tổng",
    "years": "năm trong văn bản",
    "direction": "chỉ tiêu so với kết quả",
    "wording": "cách nói về chỉ tiêu",
    "shares": "số phần trên tổng",
    "ranks": "hạng xếp loại",
    "numbers": "cách viết số",
    "heading": "phần đầu và phần cuối văn bản",
    "citations": "văn bản viện dẫn",
    "leftovers": "nội dung sót lại",
    "missing_result": "kết quả còn thiếu",
    "missing_target": "chỉ tiêu còn thiếu",
    "blank": "chỗ để trống",
    "body": "cơ quan, tên gọi đã thay",
    "doubt": "chỗ cần xác nhận",
    "one_off": "việc một lần",
    "assessment": "đoạn đánh giá cần xác nhận",
    "example": "lấy từ văn bản mẫu",
}
SEVERITIES: dict[Severity, str] = {
    "error": "lỗi",
    "warning": "cảnh báo",
    "blank": "chỗ cần điền",
    "note": "lưu ý",
}
STATES: dict[ParagraphState, str] = {
    "carried": "giữ nguyên",
    "changed": "đã chuyển năm, thay số",
    "edited": "người soạn sửa",
    "dropped": "đã bỏ",
    "added": "thêm từ văn bản mẫu",
}
STEPS: dict[DraftStep, str] = {
    "table": "Biểu chỉ tiêu",
    "text": "Lời văn",
    "check": "Rà soát",
    "download": "Tải về",
}
BOUNDS: dict[Comparator, str] = {
    "=": "đúng bằng",
    ">=": "từ … trở lên",
    ">": "trên",
    "<=": "không quá",
    "<": "dưới",
}
GROUPS: dict[RowGroup, str] = {
    "targets": "Chỉ tiêu",
    "tasks": "Chỉ tiêu trong phần nhiệm vụ",
    "results": "Số liệu chỉ có trong phần kết quả",
}
