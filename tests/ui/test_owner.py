import re
from types import SimpleNamespace

from ui.owner import COOKIE, owner_of, set_cookie

TOKEN = "A" * 43


def test_a_browser_keeps_its_cookie() -> None:
    first = set_cookie("", is_secure=False)
    token = re.match(rf"{COOKIE}=([^;]+)", first)[1]
    assert set_cookie(f"theme=dark; {COOKIE}={token}", is_secure=False) == first
    assert "HttpOnly; SameSite=Strict" in first
    assert set_cookie("", is_secure=False) != first
    assert set_cookie("", is_secure=True).endswith("; Secure")


def test_a_cookie_that_we_never_gave_is_replaced() -> None:
    for sent in ("x", f"{COOKIE}=", f"{COOKIE}={TOKEN}0", f'{COOKIE}="{TOKEN}\\r\\n"', f"{COOKIE}=../{TOKEN}"):
        assert TOKEN not in set_cookie(sent, is_secure=False)


def test_the_owner_is_no_key() -> None:
    owner = owner_of(SimpleNamespace(cookies={COOKIE: TOKEN}))
    assert owner == owner_of(SimpleNamespace(cookies={COOKIE: TOKEN}))
    assert owner != owner_of(SimpleNamespace(cookies={COOKIE: "B" * 43}))
    assert TOKEN not in owner
    assert owner_of(SimpleNamespace(cookies={})) is None
    assert owner_of(SimpleNamespace(cookies={COOKIE: "khác"})) is None
