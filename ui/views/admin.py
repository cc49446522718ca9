"""What administrators see of users, keys and the audit, and what everybody sees of their own account.

Forms and buttons say which route of the API they call (``ui/script/admin.js``); the routes check the role.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlencode

from assistant.accounts import SHORTEST_PASSWORD
from assistant.types import USER_ROLES, Account, ApiKey, Deed, Session, User, UserRole
from ui.html import NOTHING, Html, join, tag

ROLES: dict[UserRole, str] = {
    "reader": "Người đọc – hỏi và xem",
    "clerk": "Cán bộ – thêm sửa sổ, văn bản, dự thảo",
    "admin": "Quản trị – thêm người dùng, nhật ký",
}
_SHORT_ROLES: dict[UserRole, str] = {"reader": "Người đọc", "clerk": "Cán bộ", "admin": "Quản trị"}
DEEDS = {
    "question": "Hỏi",
    "correction": "Sửa, xác nhận số liệu",
    "upload": "Tải tệp lên",
    "removal": "Gỡ văn bản",
    "restoring": "Lấy lại văn bản",
    "export": "Tải về",
    "login": "Đăng nhập",
    "login-refused": "Đăng nhập sai",
    "logout": "Đăng xuất",
    "account": "Tài khoản, khóa",
    "retention": "Bỏ dòng quá hạn",
}
PAGE = 50  # lines of the audit that are shown at once


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for in the audit; ``day`` is ISO, ``page`` counts from 0."""

    by: str = ""
    what: str = ""
    q: str = ""
    day: str = ""
    page: int = 0
    verify: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: lines newest first, whether there are older ones, what a check of the chain said."""

    deeds: Sequence[Deed]
    older: bool = False
    verdict: str = ""
    whole: bool = True


def open_house() -> Html:
    """What is said where nobody has to sign in."""
    how = (
        "Dịch vụ đang mở không cần đăng nhập: ai vào được trang này đều xem và sửa được. Muốn mỗi người một tài "
        "khoản với vai trò riêng và có nhật ký, dừng dịch vụ rồi chạy ",
        tag("code", "nghiquyet serve --login"),
        " (hoặc đặt ",
        tag("code", "NQ_LOGIN=on"),
        "); quản trị viên đầu tiên được tạo bằng mã in ở cửa sổ dòng lệnh.",
    )
    return _part("Người dùng", tag("p", *how))


def own_account(user: User, *, others: int, has_password: bool) -> Html:
    """The account of who is signed in; ``others`` are their sessions elsewhere."""
    elsewhere = (
        f"Tài khoản này còn đăng nhập ở {others} trình duyệt khác." if others else "Không đăng nhập ở nơi khác."
    )
    end = _button("Đăng xuất các nơi khác", "DELETE /api/me/sessions", told="Đã đăng xuất các nơi khác.")
    form = _form(
        "POST /api/me/password",
        "Đổi mật khẩu",
        _field("Mật khẩu đang dùng", "old", kind="password", autocomplete="current-password"),
        _field(
            f"Mật khẩu mới (từ {SHORTEST_PASSWORD} ký tự)",
            "new",
            kind="password",
            autocomplete="new-password",
            minlength=SHORTEST_PASSWORD,
        ),
        told="Đã đổi mật khẩu. Các nơi khác phải đăng nhập lại.",
    )
    return _part(
        "Tài khoản của bạn",
        tag("p", tag("strong", user.name), f" – {ROLES[user.role]}"),
        tag("p", elsewhere, " ", end if others else None),
        form if has_password else None,
    )


def place_of_admin() -> Html:
    """Where the script asks for what administrators see."""
    return tag("div", data_nq_admin=True, hidden=True)


def admin(
    accounts: Sequence[Account],
    sessions: Sequence[Session],
    keys: Sequence[ApiKey],
    found: Found,
    *,
    asked: Search,
    me: User,
) -> Html:
    """Users, keys and the audit."""
    return join(_users(accounts, sessions, me=me), _keys(keys), _audit(found, asked))


def _users(accounts: Sequence[Account], sessions: Sequence[Session], *, me: User) -> Html:
    counted = Counter(one.name for one in sessions)
    rows = (_user(one, counted[one.name], is_me=one.name == me.name) for one in accounts)
    add = _form(
        "POST /api/users",
        "Thêm người dùng",
        _field("Tên đăng nhập", "name", autocomplete="off", maxlength=64),
        _roles("role"),
        _field(
            "Mật khẩu (bỏ trống để cấp mã dùng một lần)",
            "password",
            kind="password",
            autocomplete="new-password",
            required=False,
            minlength=SHORTEST_PASSWORD,
        ),
        told="Đã thêm người dùng.",
        secret="code",  # noqa: S106 - the name of a field
    )
    table = _table(("Tên", "Vai trò", "Trạng thái", "Tạo lúc", "Việc"), rows)
    return _part("Người dùng", table, add)


def _user(account: Account, sessions: int, *, is_me: bool) -> Html:
    path = f"/api/users/{quote(account.name, safe='')}"
    name = account.name
    role = (
        _SHORT_ROLES[account.role]
        if is_me
        else _roles("role", chosen=account.role, send=f"PUT {path}", label=f"Vai trò của {name}")
    )
    state = "đang khóa" if account.locked else "chờ đặt mật khẩu" if account.code else "đang dùng"
    at = f", {sessions} phiên" if sessions else ""
    lock = _button(
        "Mở khóa" if account.locked else "Khóa",
        f"PUT {path}",
        body={"locked": not account.locked},
        told=f"Đã {'mở khóa' if account.locked else 'khóa'} {name}.",
    )
    renew = _button(
        "Cấp mã mật khẩu",
        f"POST {path}/code",
        ask=f"Mật khẩu và các phiên của {name} hết hiệu lực ngay; người ấy đặt mật khẩu mới bằng mã. Tiếp tục?",
        told=f"Mã đặt mật khẩu của {name}:",
        secret="code",  # noqa: S106 - the name of a field
    )
    end = _button("Kết thúc phiên", f"DELETE {path}/sessions", told=f"Đã kết thúc các phiên của {name}.")
    remove = _button("Xóa", f"DELETE {path}", ask=f"Xóa tài khoản {name}?", told=f"Đã xóa {name}.")
    acts = join(lock, renew, end if sessions else None, remove) if not is_me else Html("là bạn")
    return tag(
        "tr",
        tag("th", name, scope="row"),
        tag("td", role, data_title="Vai trò"),
        tag("td", f"{state}{at}", data_title="Trạng thái", class_="nq-state-bad" if account.locked else None),
        tag("td", _moment(account.made), data_title="Tạo lúc"),
        tag("td", tag("div", acts, class_="nq-acts"), data_title="Việc"),
    )


def _keys(keys: Sequence[ApiKey]) -> Html:
    now = datetime.now().astimezone()
    rows = (
        tag(
            "tr",
            tag("th", key.name, scope="row"),
            tag("td", _SHORT_ROLES[key.role], data_title="Vai trò"),
            tag("td", _moment(key.made), data_title="Tạo lúc"),
            tag("td", _ending(key, now), data_title="Hết hạn"),
            tag(
                "td",
                _button(
                    "Hủy",
                    f"DELETE /api/keys/{key.key_id}",
                    ask=f"Hủy khóa {key.name}? Chương trình đang dùng khóa này sẽ bị từ chối.",
                    told=f"Đã hủy khóa {key.name}.",
                ),
                data_title="Việc",
            ),
        )
        for key in keys
    )
    table = _table(("Tên khóa", "Vai trò", "Tạo lúc", "Hết hạn", "Việc"), rows) if keys else tag("p", "Chưa có khóa.")
    add = _form(
        "POST /api/keys",
        "Tạo khóa",
        _field("Tên khóa (ai, máy nào dùng)", "name", autocomplete="off", maxlength=64),
        _roles("role"),
        _field("Hết hạn sau (ngày)", "days", kind="number", value="90", min=1, max=3650, required=False),
        told="Khóa chỉ hiện một lần này, hãy chép lại:",
        secret="key",  # noqa: S106 - the name of a field
    )
    return _part("Khóa API", tag("p", "Cho chương trình gọi /api và /v1.", class_="nq-quiet"), table, add)


def _ending(key: ApiKey, now: datetime) -> str:
    if key.ends is None:
        return "không hết hạn"
    ended = datetime.fromisoformat(key.ends) <= now
    return f"{_moment(key.ends)}{' (đã hết)' if ended else ''}"


def _audit(found: Found, asked: Search) -> Html:
    kinds = join(*(_option(key, name, chosen=asked.what) for key, name in {"": "Mọi việc", **DEEDS}.items()))
    search = tag(
        "form",
        _field("Có những chữ", "q", value=asked.q, required=False),
        tag("label", tag("span", "Việc"), tag("select", kinds, name="what"), class_="nq-field"),
        _field("Của ai", "who", value=asked.by, required=False),
        _field("Ngày", "day", kind="date", value=asked.day, required=False),
        tag("button", "Tìm", type="submit", class_="nq-button nq-button-act"),
        class_="nq-form",
        data_nq_search=True,
    )
    rows = (
        tag(
            "tr",
            tag("td", _moment(deed.at, seconds=True), data_title="Lúc"),
            tag("td", deed.who or "–", data_title="Ai"),
            tag("td", DEEDS.get(deed.what, deed.what), data_title="Việc"),
            tag("td", deed.about, data_title="Nội dung", class_="nq-about"),
        )
        for deed in found.deeds
    )
    table = _table(("Lúc", "Ai", "Việc", "Nội dung"), rows) if found.deeds else tag("p", "Không có dòng nào như vậy.")
    named = {"who": asked.by, "what": asked.what, "q": asked.q, "day": asked.day}
    told = {"by": asked.by, "what": asked.what, "q": asked.q, "day": asked.day}
    query = urlencode({name: value for name, value in told.items() if value})
    take = (
        tag("a", label, href=f"/api/audit.{form}{'?' + query if query else ''}", download=True, class_="nq-button")
        for form, label in (("csv", "Tải CSV"), ("jsonl", "Tải JSONL"))
    )
    verdict = tag("p", found.verdict, role="status", class_="nq-state-good" if found.whole else "nq-state-bad")
    return _part(
        "Nhật ký",
        search,
        tag("div", _search("Kiểm tra chuỗi", {**named, "verify": True}), *take, class_="nq-acts"),
        verdict if found.verdict else None,
        table,
        tag(
            "div",
            _search("‹ Mới hơn", {**named, "page": asked.page - 1}) if asked.page else None,
            _search("Cũ hơn ›", {**named, "page": asked.page + 1}) if found.older else None,
            class_="nq-acts",
        ),
        wide=True,
    )


def _search(label: str, asked: dict[str, object]) -> Html:
    key = json.dumps(asked, ensure_ascii=False)
    return tag("button", label, type="button", class_="nq-button", data_nq="admin", data_key=key)


def _form(sends: str, label: str, *fields: Html, told: str, secret: str = "") -> Html:
    return tag(
        "form",
        *fields,
        tag("button", label, type="submit", class_="nq-button nq-button-act"),
        class_="nq-form",
        data_nq_send=sends,
        data_told=told,
        data_secret=secret or None,
    )


def _button(
    label: str, sends: str, *, told: str, ask: str = "", body: dict[str, object] | None = None, secret: str = ""
) -> Html:
    key = json.dumps({"send": sends, "body": body, "ask": ask, "told": told, "secret": secret}, ensure_ascii=False)
    return tag("button", label, type="button", class_="nq-button", data_nq="send", data_key=key)


def _field(label: str, name: str, *, kind: str = "text", required: bool = True, **more: str | int) -> Html:
    box = tag("input", type=kind, name=name, required=required, autocapitalize="none", spellcheck="false", **more)
    return tag("label", tag("span", label), box, class_="nq-field")


def _roles(name: str, *, chosen: UserRole = "reader", send: str = "", label: str = "") -> Html:
    options = join(*(_option(role, ROLES[role], chosen=chosen) for role in USER_ROLES))
    if send:
        return tag("select", options, name=name, data_nq_role=send, aria_label=label)
    return tag("label", tag("span", "Vai trò"), tag("select", options, name=name), class_="nq-field")


def _option(value: str, label: str, *, chosen: str) -> Html:
    return tag("option", label, value=value, selected=value == chosen)


def _table(head: Sequence[str], rows: Iterable[Html]) -> Html:
    top = tag("tr", *(tag("th", name, scope="col") for name in head))
    body = tag("tbody", *rows)
    return tag("table", tag("thead", top), body, class_="nq-settings-table nq-admin-table")


def _moment(iso: str, *, seconds: bool = False) -> str:
    at = datetime.fromisoformat(iso).astimezone()
    return f"{at:%d/%m/%Y %H:%M:%S}" if seconds else f"{at:%d/%m/%Y %H:%M}"


def _part(title: str, *body: Html | None, wide: bool = False) -> Html:
    shown = join(*(each or NOTHING for each in body))
    return tag("section", tag("h3", title), shown, class_=f"nq-settings{' nq-wide' if wide else ''}")
