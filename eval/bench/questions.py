"""The questions that are timed, by the route that each must take."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.types import Route

QUESTIONS: Mapping[Route, tuple[str, ...]] = {
    "ledger": (
        "Xã nào đặt chỉ tiêu thu nhập bình quân đầu người trên 58 triệu đồng?",
        "Tỷ lệ hộ nghèo của các xã dưới 1% là những xã nào?",
        "Xã nào đặt chỉ tiêu thu ngân sách cao nhất?",
        "Bao nhiêu xã đặt chỉ tiêu tỷ lệ tham gia bảo hiểm y tế từ 95% trở lên?",
    ),
    "passages": (
        "Nghị quyết nêu những giải pháp nào về xây dựng Đảng?",
        "Nhiệm vụ về quốc phòng, an ninh được nêu như thế nào?",
        "Công tác chuyển đổi số có những giải pháp gì?",
        "Các giải pháp bảo vệ môi trường nông thôn là gì?",
    ),
}
