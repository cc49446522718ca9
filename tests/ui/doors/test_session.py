from pathlib import Path

import pytest

from ui.doors.session import SECRET_FILE, Signs, kept_secret, named, set_cookie

SIGNS = Signs(b"a" * 32)


def test_a_visit_is_known_by_its_signature_alone() -> None:
    visit = SIGNS.visit()
    assert SIGNS.is_visit(visit)
    assert SIGNS.visit() != visit
    assert not Signs(b"b" * 32).is_visit(visit)


@pytest.mark.parametrize("cookie", ["", "v", "v..", "v.a.", "v.a.b", "w.a.b", "v.ă.ộ", "." * 50])
def test_what_was_not_signed_is_no_visit(cookie: str) -> None:
    assert not SIGNS.is_visit(cookie)


def test_a_token_is_of_one_cookie_and_no_signature_of_a_visit() -> None:
    visit = SIGNS.visit()
    name = visit.split(".")[1]
    assert SIGNS.token(visit) == SIGNS.token(visit) != SIGNS.token(SIGNS.visit())
    assert not SIGNS.is_visit(f"v.{name}.{SIGNS.token(name)}")


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("nha.vi:7860", "c-7860"),
        ("nha.vi", "c"),
        ("[::1]:80", "c-80"),
        ("[::1]", "c"),
        ("nha.vi:x;Path=/", "c"),
        ("", "c"),
    ],
)
def test_two_services_of_a_machine_have_cookies_of_their_own(host: str, name: str) -> None:
    assert named("c", host) == name


def test_a_cookie_says_who_may_see_it() -> None:
    assert set_cookie("a", "b", secure=True, seconds=9) == "a=b; Path=/; Max-Age=9; Secure; HttpOnly; SameSite=Strict"
    assert set_cookie("a", "b", secure=False, script=True) == "a=b; Path=/; SameSite=Strict"


def test_the_secret_stays_over_a_restart_and_is_for_its_owner(tmp_path: Path) -> None:
    first = kept_secret(tmp_path)
    assert kept_secret(tmp_path) == first
    assert (tmp_path / SECRET_FILE).stat().st_mode & 0o077 == 0
    (tmp_path / SECRET_FILE).write_bytes(b"")
    assert len(kept_secret(tmp_path)) == 32
    assert len(kept_secret(tmp_path / "khong-co")) == 32


def test_a_ticket_is_good_for_ten_minutes_and_binds_one_way() -> None:
    ticket = SIGNS.ticket(1000.5)
    assert SIGNS.is_ticket(ticket, 1599)
    assert not SIGNS.is_ticket(ticket, 1600)
    assert not Signs(b"b" * 32).is_ticket(ticket, 1000)
    way = SIGNS.handshake(ticket)
    assert way == SIGNS.handshake(ticket) != SIGNS.handshake(SIGNS.ticket(1000.5))
    assert len({way.state, way.nonce, way.verifier, *ticket.split(".")}) == 6
    assert 43 <= len(way.verifier) <= 128  # what PKCE allows


@pytest.mark.parametrize("ticket", ["", ".", "..", "a.9999999999.b", "a.9999999999.é"])
def test_what_was_not_signed_is_no_ticket(ticket: str) -> None:
    assert not SIGNS.is_ticket(ticket, 0)


def test_a_cookie_may_come_along_from_elsewhere_where_it_says_so() -> None:
    assert set_cookie("a", "b", secure=False, site="Lax") == "a=b; Path=/; HttpOnly; SameSite=Lax"
