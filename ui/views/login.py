"""The pages to sign in and to make the first administrator: plain HTML without a script."""

from __future__ import annotations

from importlib import resources

from ui.html import Html, join, tag

_TITLE = "Trợ lý nghị quyết địa phương"


def login_page(*, problem: str = "", name: str = "", sign_on: bool = False) -> str:
    """Where one signs in, with ``sign_on`` also by the office's account; ``problem`` is why the last try failed."""
    return _page(
        "Đăng nhập",
        _problem(problem),
        _field("Tên đăng nhập", "name", value=name, autocomplete="username", autofocus=not name),
        _field("Mật khẩu", "password", kind="password", autocomplete="current-password", autofocus=bool(name)),
        submit="Đăng nhập",
        # A link and no form: the page's policy would not let a form be sent on to the provider.
        other=tag("a", "Đăng nhập bằng tài khoản cơ quan", href="/login/oidc", class_="other") if sign_on else None,
        hint=join(
            "Chưa có tài khoản hoặc quên mật khẩu: hỏi người quản trị của cơ quan. ",
            tag("a", "Đã có mã dùng một lần? Đặt mật khẩu", href="/login?code"),
        ),
    )


def code_page(*, problem: str = "", name: str = "") -> str:
    """Where somebody sets a password with the code that an administrator gave them."""
    return _page(
        "Đặt mật khẩu bằng mã",
        _problem(problem),
        _field("Tên đăng nhập", "name", value=name, autocomplete="username", autofocus=not name),
        _field("Mã dùng một lần", "code", autocomplete="one-time-code", autofocus=bool(name)),
        _field("Mật khẩu mới (từ 10 ký tự)", "password", kind="password", autocomplete="new-password"),
        submit="Đặt mật khẩu",
        hint=join(
            "Mã do người quản trị cấp, dùng được một lần trong 72 giờ. ",
            tag("a", "Về trang đăng nhập", href="/login"),
        ),
    )


def first_page(*, problem: str = "", name: str = "") -> str:
    """Where the first administrator is made, with the code from the terminal."""
    return _page(
        "Tạo quản trị viên đầu tiên",
        _problem(problem),
        _field("Mã in ở cửa sổ dòng lệnh", "code", autocomplete="one-time-code", autofocus=True),
        _field("Tên đăng nhập", "name", value=name, autocomplete="username"),
        _field("Mật khẩu (từ 10 ký tự)", "password", kind="password", autocomplete="new-password"),
        submit="Tạo tài khoản",
        hint="Mã chỉ dùng được một lần. Sau đó thêm người dùng ở trang Cài đặt.",
    )


def arrived_page() -> str:
    """Leads on to the page itself.

    A browser that came from elsewhere sends the cookie of its session from here only: where a redirect led it on, it
    would still be under way from there.
    """
    on = tag("meta", http_equiv="refresh", content="0; url=/")
    body = tag("main", tag("h1", "Đã đăng nhập"), tag("p", tag("a", "Vào trang hỏi đáp", href="/")), class_="arrived")
    return _whole("Đã đăng nhập", body, on)


def _page(heading: str, *parts: Html, submit: str, hint: Html | str, other: Html | None = None) -> str:
    form = tag(
        "form",
        tag("h2", heading),
        *parts,
        tag("button", submit, type="submit"),
        other,
        tag("p", hint, class_="hint"),
        method="post",
        action="/login",
    )
    header = tag("header", tag("h1", _TITLE), tag("p", "Trả lời từ văn bản trong kho, có trích dẫn để đối chiếu."))
    return _whole(heading, tag("main", header, form))


def _whole(heading: str, main: Html, *more: Html) -> str:
    style = resources.files("ui.style").joinpath("login.css").read_text(encoding="utf-8")
    metas = (
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
    )
    head = tag("head", *metas, *more, tag("title", f"{heading} – {_TITLE}"), tag("style", Html(style)))
    return "<!doctype html>" + tag("html", head, tag("body", main), lang="vi")


def _problem(line: str) -> Html:
    return tag("p", line, class_="problem", role="alert") if line else join()


def _field(
    label: str, name: str, *, kind: str = "text", value: str = "", autocomplete: str, autofocus: bool = False
) -> Html:
    box = tag(
        "input",
        id=name,
        name=name,
        type=kind,
        value=value or None,
        autocomplete=autocomplete,
        autofocus=autofocus,
        required=True,
        maxlength=200,
        autocapitalize="none",
        spellcheck="false",
    )
    return join(tag("label", label, for_=name), box)
