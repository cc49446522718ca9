"""The routes by which administrators look after users, sessions, keys and the audit: ``/api/users`` and others."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, Field

from assistant.accounts import AccountBook, known_role
from assistant.audit import Audit, bounds_of
from assistant.errors import InvalidAccount, InvalidSetting
from assistant.types import Account, DeedQuery, UserRole
from ui.api.problems import described
from ui.api.request_text import require_whole_text
from ui.doors.caller import Call
from ui.doors.login import HouseDep, get_house
from ui.doors.who import who
from ui.files.ledger import deeds_csv, json_lines

_OFF = "Dịch vụ đang mở không cần đăng nhập. Chạy lại với: nghiquyet serve --login"


class UserCreate(BaseModel):
    """A new account; without a ``password`` its owner sets one by a code."""

    name: str
    password: str | None = None
    role: UserRole


class UserChange(BaseModel):
    """What is to be otherwise of an account."""

    password: str | None = None
    role: UserRole | None = None
    locked: bool | None = None


class OwnPassword(BaseModel):
    """Another password of who asks."""

    old: str
    new: str


class UserPublic(BaseModel):
    """An account, without its password; ``code`` is told when it is made and never again."""

    name: str
    role: UserRole
    made: str
    locked: bool = False
    code: str | None = None


class SessionPublic(BaseModel):
    """A browser that is signed in."""

    session_id: str
    name: str
    address: str
    begun: str
    ends: str


class KeyCreate(BaseModel):
    """A new key of the API; without ``days`` it does not end by itself."""

    name: str
    role: UserRole
    days: int | None = Field(None, ge=1, le=3650)


class KeyPublic(BaseModel):
    """A key; ``key`` itself is told when it is made and never again."""

    key_id: str
    name: str
    role: UserRole
    made: str
    ends: str | None
    key: str | None = None


class MePublic(BaseModel):
    """Who calls; both are null where nobody has to sign in."""

    name: str | None
    role: UserRole | None


class DeedPublic(BaseModel):
    """A line of the audit."""

    n: int
    at: str
    who: str
    what: str
    about: str
    before: str
    digest: str


class HeadPublic(BaseModel):
    """The last line of an audit that holds; nothing of an empty one."""

    n: int | None = None
    at: str | None = None
    digest: str | None = None


def get_book(house: HouseDep) -> AccountBook:
    """The accounts. Raises ``InvalidSetting`` where nobody has to sign in."""
    if house.book is None:
        raise InvalidSetting(_OFF)
    return house.book


def get_audit(house: HouseDep) -> Audit:
    """The audit. Raises ``InvalidSetting`` where none is kept."""
    if house.audit is None:
        raise InvalidSetting(_OFF)
    return house.audit


def get_own(request: Request, book: Annotated[AccountBook, Depends(get_book)]) -> Call:
    """The call of somebody who signed in. Raises ``InvalidAccount`` for a key, which has no password."""
    call = Call.of(request.scope)
    if call.key or book.user_of(call.cookie) is None:
        raise InvalidAccount("Việc này chỉ làm được khi đã đăng nhập trên trang, không làm được bằng khóa API.")
    return call


BookDep = Annotated[AccountBook, Depends(get_book)]
AuditDep = Annotated[Audit, Depends(get_audit)]
OwnDep = Annotated[Call, Depends(get_own)]

users = APIRouter(
    prefix="/api",
    dependencies=[Depends(require_whole_text)],
    tags=["Quản trị"],
    responses=described(401, 403, 422, 500),
)


@users.get("/me", response_model=MePublic, summary="Tôi là ai")
def read_me(request: Request) -> MePublic:
    """Tên và vai trò của người gọi."""
    user = who(request)
    return MePublic(name=user.name if user else None, role=user.role if user else None)


@users.get("/users", response_model=list[UserPublic], summary="Các tài khoản")
def list_users(book: BookDep) -> list[UserPublic]:
    """Mọi tài khoản, theo tên."""
    return [_public(one) for one in book.store.accounts()]


@users.post("/users", response_model=UserPublic, summary="Thêm tài khoản")
def add_user(asked: UserCreate, book: BookDep, request: Request) -> UserPublic:
    """Vai trò: reader (đọc, hỏi), clerk (thêm sửa sổ, văn bản, dự thảo), admin (thêm quản trị).

    Không kèm mật khẩu thì trả về một mã dùng một lần (code) để người ấy tự đặt mật khẩu ở /login?code.
    """
    code = None
    if asked.password is None:
        code = book.invite(asked.name, role=asked.role)
    else:
        book.add(asked.name, asked.password, role=asked.role)
    made = book.held(asked.name)
    _note(request, f"thêm {made.name}, vai trò {made.role}")
    return _public(made, code=code)


@users.put("/users/{name}", response_model=UserPublic, summary="Sửa tài khoản")
def change_user(name: str, asked: UserChange, book: BookDep, request: Request) -> UserPublic:
    """Đổi mật khẩu (mọi phiên của người ấy hết hiệu lực), vai trò, khóa hoặc mở khóa."""
    if asked.role is not None:
        book.set_role(name, known_role(asked.role), by=_caller(request))
        _note(request, f"đổi vai trò của {name} thành {asked.role}")
    if asked.password is not None:
        book.set_password(name, asked.password)
        _note(request, f"đặt mật khẩu cho {name}")
    if asked.locked is not None:
        book.lock(name, locked=asked.locked)
        _note(request, f"{'khóa' if asked.locked else 'mở khóa'} {name}")
    return _public(book.held(name))


@users.post("/users/{name}/code", response_model=UserPublic, summary="Mã đặt lại mật khẩu")
def renew_user(name: str, book: BookDep, request: Request) -> UserPublic:
    """Mật khẩu cũ và mọi phiên của người ấy hết hiệu lực; mã (code) dùng được một lần, trong 72 giờ."""
    code = book.renew(name)
    _note(request, f"cấp mã đặt lại mật khẩu cho {name}")
    return _public(book.held(name), code=code)


@users.delete("/users/{name}/sessions", status_code=204, summary="Kết thúc mọi phiên của một người")
def end_sessions(name: str, book: BookDep, request: Request) -> None:
    """Người ấy phải đăng nhập lại ở mọi trình duyệt."""
    book.end_others(name, cookie="")
    _note(request, f"kết thúc các phiên của {name}")


@users.post("/me/password", status_code=204, summary="Đổi mật khẩu của tôi")
def change_own(asked: OwnPassword, book: BookDep, own: OwnDep, request: Request) -> None:
    """Cần mật khẩu đang dùng; các phiên khác của tôi hết hiệu lực."""
    book.change_own(_caller(request), asked.old, asked.new, address=own.address, cookie=own.cookie)
    _note(request, "đổi mật khẩu của mình")


@users.delete("/me/sessions", status_code=204, summary="Kết thúc các phiên khác của tôi")
def end_own(book: BookDep, own: OwnDep, request: Request) -> None:
    """Trình duyệt đang dùng vẫn còn đăng nhập."""
    book.end_others(_caller(request), cookie=own.cookie)
    _note(request, "kết thúc các phiên khác của mình")


@users.delete("/users/{name}", status_code=204, summary="Xóa tài khoản")
def remove_user(name: str, book: BookDep, request: Request) -> None:
    """Mọi phiên của người ấy hết hiệu lực."""
    book.remove(name)
    _note(request, f"xóa {name}")


@users.get("/sessions", response_model=list[SessionPublic], summary="Các phiên đăng nhập")
def list_sessions(book: BookDep) -> list[SessionPublic]:
    """Mới nhất đứng đầu."""
    return [
        SessionPublic(session_id=one.session_id, name=one.name, address=one.address, begun=one.begun, ends=one.ends)
        for one in book.store.sessions()
    ]


@users.delete("/sessions/{session_id}", status_code=204, summary="Kết thúc một phiên")
def end_session(session_id: str, book: BookDep, request: Request) -> None:
    """Trình duyệt ấy phải đăng nhập lại."""
    book.end_session(session_id)
    _note(request, f"kết thúc phiên {session_id}")


@users.get("/keys", response_model=list[KeyPublic], summary="Các khóa API")
def list_keys(book: BookDep) -> list[KeyPublic]:
    """Theo tên; bản thân khóa không lưu ở đâu."""
    return [
        KeyPublic(key_id=one.key_id, name=one.name, role=one.role, made=one.made, ends=one.ends)
        for one in book.store.api_keys()
    ]


@users.post("/keys", response_model=KeyPublic, summary="Thêm khóa API")
def add_key(asked: KeyCreate, book: BookDep, request: Request) -> KeyPublic:
    """Khóa chỉ hiện một lần này."""
    secret = book.add_key(asked.name, role=asked.role, days=asked.days)
    made = next(one for one in book.store.api_keys() if one.name == asked.name)
    _note(request, f"thêm khóa {made.name}, vai trò {made.role}, đến {made.ends or 'không hạn'}")
    return KeyPublic(key_id=made.key_id, name=made.name, role=made.role, made=made.made, ends=made.ends, key=secret)


@users.delete("/keys/{key_id}", status_code=204, summary="Hủy một khóa API")
def remove_key(key_id: str, book: BookDep, request: Request) -> None:
    """Theo tên hoặc mã."""
    book.remove_key(key_id)
    _note(request, f"hủy khóa {key_id}")


@dataclass(frozen=True, slots=True)
class Searched:
    """What lines of the audit are asked for."""

    by: Annotated[str | None, Query(description="Của ai.")] = None
    what: Annotated[str | None, Query(description="Loại việc: question, correction, login…")] = None
    q: Annotated[str | None, Query(description="Có những chữ này.")] = None
    day: Annotated[date | None, Query(description="Trong ngày này (giờ của máy chủ), như 2026-03-31.")] = None

    def query(self, *, limit: int | None = None, skip: int = 0) -> DeedQuery:
        """As the audit is asked."""
        since, until = bounds_of(self.day)
        return DeedQuery(self.by or None, self.what or None, self.q or None, since, until, limit, skip)


SearchedDep = Annotated[Searched, Depends()]


@users.get("/audit", response_model=list[DeedPublic], summary="Nhật ký")
def list_audit(
    audit: AuditDep,
    asked: SearchedDep,
    limit: Annotated[int, Query(ge=1, le=10_000, description="Số dòng cuối.")] = 200,
    skip: Annotated[int, Query(ge=0, le=10**9, description="Bỏ qua bấy nhiêu dòng mới nhất.")] = 0,
) -> list[DeedPublic]:
    """Các dòng cũ trước, mới sau."""
    return [DeedPublic(**asdict(deed)) for deed in audit.log.deeds(asked.query(limit=limit, skip=skip))]


@users.get("/audit.{form}", response_class=Response, summary="Nhật ký dạng tệp")
def download_audit(form: Literal["csv", "jsonl"], audit: AuditDep, asked: SearchedDep) -> Response:
    """Nhật ký (toàn bộ, hoặc các dòng tìm được), dạng csv hoặc jsonl."""
    deeds = audit.log.deeds(asked.query())
    body = deeds_csv(deeds) if form == "csv" else json_lines(map(asdict, deeds))
    media = "text/csv" if form == "csv" else "application/x-ndjson"
    disposition = f'attachment; filename="nhat-ky.{form}"'
    return Response(body, media_type=media, headers={"content-disposition": disposition})


@users.get("/audit/verify", response_model=HeadPublic, summary="Kiểm tra nhật ký")
def verify_audit(audit: AuditDep) -> HeadPublic:
    """Không dòng nào bị sửa hay lấy đi; mã của dòng cuối để ghi lại ở nơi khác."""
    last = audit.verify()
    return HeadPublic(n=last.n, at=last.at, digest=last.digest) if last else HeadPublic()


def _public(account: Account, *, code: str | None = None) -> UserPublic:
    return UserPublic(name=account.name, role=account.role, made=account.made, locked=account.locked, code=code)


def _caller(request: Request) -> str:
    user = who(request)
    return user.name if user is not None else ""


def _note(request: Request, about: str) -> None:
    house = get_house(request)
    if house.audit is not None:
        house.audit.note("account", who=_caller(request), about=about)
