"""The settings as staff read them: models, indexes, storage, backup, version, each with how it is changed."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.doctor import Finding
from ui import words
from ui.housekeeping import ModelUse, Storage
from ui.html import Html, join, tag

_UNITS = ("byte", "KB", "MB", "GB", "TB")
_STEP = 1024
_EXAMINED = "Chỉ mục và phần mềm"
_REPAIR = "nghiquyet doctor --repair"
_RESTORE = "nghiquyet restore TỆP --replace"


def models(found: Sequence[ModelUse]) -> Html:
    """Which models are in use and what to set for others."""
    rows = (
        tag(
            "tr",
            tag("th", one.task, tag("small", one.told, class_="nq-quiet"), scope="row"),
            tag("td", tag("strong", one.name) if one.name else "chưa dùng", data_title="Đang dùng"),
            tag("td", tag("code", one.setting), data_title="Đổi bằng thiết đặt"),
        )
        for one in found
    )
    head = tag("tr", *(tag("th", name, scope="col") for name in ("Việc", "Đang dùng", "Đổi bằng thiết đặt")))
    how = (
        "Ghi thiết đặt vào tệp .env trong thư mục chạy chương trình, ví dụ ",
        tag("code", "NQ_EMBEDDING_MODEL=e5-small"),
        ", rồi khởi động lại. Đổi mô hình nhúng thì chạy thêm ",
        tag("code", _REPAIR),
        ".",
    )
    table = tag("table", tag("thead", head), tag("tbody", *rows), class_="nq-settings-table")
    return _part("Mô hình", table, tag("p", *how, class_="nq-quiet"))


def being_examined() -> Html:
    """What stands there while archive, indexes and programs are examined."""
    return _part(_EXAMINED, tag("p", "Đang kiểm tra…", role="status"))


def indexes(found: Sequence[Finding] | None) -> Html:
    """The state of archive, indexes and programs as they were examined; None before anybody asked."""
    if found is None:
        told = tag("p", "Bấm “Kiểm tra” để xem kho, chỉ mục, mô hình và phần mềm đọc tệp còn tốt không.")
        return _part(_EXAMINED, told)
    broken = [one for one in found if not one.ok and not one.absent]
    summary = "Mọi mục đều tốt." if not broken else f"{len(broken)} mục cần chữa."
    rows = (
        tag(
            "tr",
            tag("th", one.name, scope="row"),
            tag("td", tag("span", _state(one), class_=f"nq-state-{_sign(one)}")),
            tag("td", one.detail),
        )
        for one in found
    )
    rebuild = (
        "Dựng lại chỉ mục: dừng máy chủ, chạy ",
        tag("code", _REPAIR),
        ", rồi chạy lại máy chủ. Kho văn bản không bị đụng tới.",
    )
    return _part(
        _EXAMINED,
        tag("p", tag("strong", summary), role="status"),
        tag("table", tag("tbody", *rows), class_="nq-settings-table"),
        tag("p", *rebuild, class_="nq-quiet"),
    )


def _sign(one: Finding) -> str:
    return "absent" if one.absent else "good" if one.ok else "bad"


def _state(one: Finding) -> str:
    return {"absent": "chưa cài", "good": "tốt", "bad": "cần chữa"}[_sign(one)]


def storage(found: Storage) -> Html:
    """How much is kept, where, and what room is left."""
    lines = (
        ("Văn bản", words.number(found.documents)),
        ("Dòng số liệu", words.number(found.rows)),
        ("Dự thảo", words.number(found.drafts)),
        ("Kho văn bản", size(found.archive)),
        ("Chỉ mục (dựng lại được)", size(found.indexes)),
        ("Tệp khác", size(found.others)),
        ("Ổ đĩa còn trống", size(found.free)),
    )
    rows = (tag("tr", tag("th", name, scope="row"), tag("td", told, class_="nq-figure")) for name, told in lines)
    where = tag(
        "p", "Thư mục dữ liệu: ", tag("code", str(found.folder)), " (thiết đặt ", tag("code", "NQ_DATA"), ")."
    )
    return _part("Lưu trữ", tag("table", tag("tbody", *rows), class_="nq-settings-table nq-narrow"), where)


def backup() -> Html:
    """How a backup is made, and how it is put back."""
    link = tag("a", "Tạo và tải bản sao lưu", href="/api/sao-luu.zip", download=True, class_="nq-download")
    steps = (
        "Dừng máy chủ.",
        join("Chạy ", tag("code", _RESTORE), "; dữ liệu đang có được dời sang một bên, không bị xóa."),
        "Chạy lại máy chủ.",
    )
    told = "Gồm văn bản, sổ chỉ tiêu với phần đã xem xét, hội thoại, dự thảo và kết quả đánh giá. Giữ tệp ở máy khác."
    return _part(
        "Sao lưu",
        tag("p", told),
        tag("p", link),
        tag("h4", "Khôi phục"),
        tag("ol", *(tag("li", step) for step in steps)),
    )


def about(version: str) -> Html:
    """Which version runs."""
    return _part("Phiên bản", tag("p", f"nghiquyet {version}" if version else "Chạy từ mã nguồn."))


def size(count: int) -> str:
    """Bytes as people say them: 1536 is "1,5 KB"."""
    value, unit = float(count), _UNITS[0]
    for unit in _UNITS:
        if value < _STEP or unit == _UNITS[-1]:
            break
        value /= _STEP
    return f"{words.number(round(value, 1))} {unit}"


def _part(title: str, *body: Html) -> Html:
    return tag("section", tag("h3", title), *body, class_="nq-settings")
