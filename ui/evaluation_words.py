"""Question sets in the words of office staff: kinds of questions, outcomes, steps, and what each measure means."""

from __future__ import annotations

import re
from collections.abc import Mapping

# The kinds that the shipped sets name; a set of the office's own brings its own words.
TYPES: Mapping[str, str] = {
    "lookup": "Tra một chỉ tiêu",
    "filter": "Lọc theo mức",
    "superlative": "Cao nhất, thấp nhất",
    "rank": "Xếp hạng",
    "count": "Đếm",
    "sum": "Cộng",
    "compare": "So sánh",
    "trend": "Qua các năm",
    "list": "Liệt kê",
    "yes_no": "Đúng hay không",
    "description": "Nội dung, giải pháp",
    "describe": "Nội dung, giải pháp",
    "tasks": "Nhiệm vụ",
    "summary": "Tóm tắt",
    "archive": "Hỏi về kho văn bản",
    "follow_up": "Hỏi tiếp",
    "followup": "Hỏi tiếp",
    "unanswerable": "Phải từ chối",
}
OUTCOMES: Mapping[str, str] = {"answered": "trả lời được", "abstained": "từ chối vì văn bản không nói"}
ROUTES: Mapping[str, str] = {"ledger": "tra sổ chỉ tiêu", "passages": "tìm trong lời văn"}
STEPS: Mapping[str, str] = {
    "understand": "Hiểu câu hỏi",
    "retrieve": "Tìm đoạn văn bản",
    "rerank": "Xếp lại các đoạn",
    "tally": "Đối chiếu số liệu",
    "compose": "Soạn câu trả lời",
    "write": "Diễn đạt bằng mô hình",
    "verify": "Kiểm tra lại với văn bản",
}
MEANINGS: Mapping[str, str] = {
    "right": "số câu đúng trên tổng số câu",
    "match_f1": "danh sách nơi đạt nêu đủ và không thừa",
    "boundary_f1": "danh sách nơi giáp ranh nêu đủ và không thừa",
    "figures": "con số phải nêu thì có nêu",
    "refusal": "câu văn bản không nói thì từ chối, câu có thì không từ chối",
    "verbatim": "trích dẫn đúng từng chữ trong văn bản",
    "support_recall": "đoạn phải trích thì có trích",
    "support_precision": "đoạn được trích đúng là căn cứ",
    "numbers": "mọi con số trong câu trả lời đều có nguồn",
}
_SETS: Mapping[str, str] = {"sample": "Bộ mẫu kèm theo", "seeds": "Bộ câu hỏi trên văn bản thật"}
_RUN = re.compile(r"(\d{4})-(\d{2})-(\d{2})_(\d{2})-(\d{2})-\d{2}_(.+)")


def type_name(name: str) -> str:
    """A kind of question in words; one of the office's own stays as it was written."""
    return TYPES.get(name, name.replace("_", " "))


def set_name(name: str) -> str:
    """A set without the ending of its file."""
    stem = re.sub(r"\.(jsonl|csv|xlsx)$", "", name)
    return _SETS.get(stem, stem.replace("_", " "))


def run_name(name: str) -> str:
    """A run by its day and its set: "29/11/2026, 01:31 – Bộ mẫu kèm theo"."""
    found = _RUN.fullmatch(name)
    if found is None:
        return name
    year, month, day, hour, minute, of_set = found.groups()
    return f"{day}/{month}/{year}, {hour}:{minute} – {set_name(of_set)}"


def seconds(ms: float) -> str:
    """A time as people say it: 134.6 is "0,13 giây"."""
    return f"{ms / 1000:.2f} giây".replace(".", ",")
