"""``nghiquyet user``: who may sign in, and the keys of the API."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.settings import load_settings
from ui.commands.help import Command
from ui.commands.terminal import AsJson, Commands, Data, say, show_table, tell, write_lines

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.accounts import AccountBook

user = typer.Typer(cls=Commands, no_args_is_help=True, help="Tài khoản đăng nhập và khóa API.")

_ROLE_HELP = "reader (đọc, hỏi), clerk (thêm sửa sổ, văn bản, dự thảo) hoặc admin (thêm quản trị)."
RoleOption = Annotated[str, typer.Option("--role", metavar="VAI_TRÒ", help=_ROLE_HELP)]
Name = Annotated[str, typer.Argument(metavar="TÊN", help="Tên đăng nhập.")]
FromStdin = Annotated[
    bool, typer.Option("--password-stdin", help="Đọc mật khẩu từ dòng đầu của stdin thay vì hỏi trên màn hình.")
]


@user.command(cls=Command)
def add(name: Name, *, role: RoleOption = "reader", password_stdin: FromStdin = False, data: Data = None) -> None:
    """Thêm một tài khoản; mật khẩu được hỏi trên màn hình."""
    from assistant.accounts import known_role

    wanted = known_role(role)
    with _book(data, deed=f"add {name} {role}") as book:
        made = book.add(name, _password(stdin=password_stdin), role=wanted)
    say(f"Đã thêm {made.name} ({made.role}).")


@user.command("list", cls=Command)
def show(*, as_json: AsJson = False, data: Data = None) -> None:
    """Các tài khoản, theo tên."""
    with _book(data) as book:
        rows = [{"name": one.name, "role": one.role, "made": one.made} for one in book.store.accounts()]
    if as_json:
        write_lines(rows, out=None)
        return
    show_table(("Tên", "Vai trò", "Tạo lúc"), ((row["name"], row["role"], row["made"]) for row in rows))


@user.command(cls=Command)
def remove(name: Name, *, data: Data = None) -> None:
    """Xóa một tài khoản; mọi phiên của người ấy hết hiệu lực."""
    with _book(data, deed=f"remove {name}") as book:
        book.remove(name)
    say(f"Đã xóa {name}.")


@user.command(cls=Command)
def password(name: Name, *, password_stdin: FromStdin = False, data: Data = None) -> None:
    """Đặt mật khẩu mới; mọi phiên của người ấy hết hiệu lực."""
    with _book(data, deed=f"password {name}") as book:
        book.held(name)
        book.set_password(name, _password(stdin=password_stdin))
    say(f"Đã đổi mật khẩu của {name}.")


@user.command(cls=Command)
def key(
    name: Annotated[str, typer.Argument(metavar="TÊN", help="Tên của khóa, để biết ai dùng.")],
    *,
    role: RoleOption = "reader",
    days: Annotated[int | None, typer.Option(min=1, metavar="N", help="Hết hạn sau N ngày.")] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Hủy khóa tên này.")] = False,
    data: Data = None,
) -> None:
    """Thêm một khóa API; khóa chỉ in ra một lần này."""
    from assistant.accounts import known_role

    wanted = known_role(role)
    with _book(data, deed=f"key {'remove' if remove else 'add'} {name}") as book:
        if remove:
            book.remove_key(name)
            say(f"Đã hủy khóa {name}.")
        else:
            tell(book.add_key(name, role=wanted, days=days))


@user.command(cls=Command)
def keys(*, data: Data = None) -> None:
    """Các khóa API, theo tên."""
    with _book(data) as book:
        rows = [(one.name, one.role, one.made, one.ends or "không hết hạn") for one in book.store.api_keys()]
    show_table(("Tên", "Vai trò", "Tạo lúc", "Hết hạn"), rows)


@contextmanager
def _book(data: Path | None, *, deed: str | None = None) -> Iterator[AccountBook]:
    """The accounts; what was done with them is written into the audit, under the user of the machine."""
    from assistant.build import account_book, open_audit

    settings = load_settings(data)
    with account_book(settings) as book:
        yield book
    if deed is not None:
        with open_audit(settings) as audit:
            audit.note("account", who=f"terminal:{getpass.getuser()}", about=deed)


def _password(*, stdin: bool) -> str:
    if stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return str(typer.prompt("Mật khẩu", hide_input=True, confirmation_prompt="Nhập lại mật khẩu", err=True))
