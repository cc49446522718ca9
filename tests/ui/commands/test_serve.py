import socket
from pathlib import Path

import pytest

from assistant.errors import InvalidSetting
from assistant.settings import Settings
from ui.commands.serve import Entry, _entry, known_hosts, needs_login


def settings(**given: object) -> Settings:
    return Settings(_env_file=None, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("host", "login", "needed"),
    [
        ("127.0.0.1", "auto", False),
        ("::1", "auto", False),
        ("localhost", "auto", False),
        ("0.0.0.0", "auto", True),
        ("::", "auto", True),
        ("10.0.0.7", "auto", True),
        ("may-chu", "auto", True),
        ("127.0.0.1", "on", True),
        ("0.0.0.0", "off", False),
    ],
)
def test_whoever_other_machines_can_reach_wants_people_to_sign_in(host: str, login: str, needed: bool) -> None:
    assert needs_login(settings(host=host, login=login)) is needed


def test_on_loopback_only_its_own_names_and_those_that_were_told_are_known() -> None:
    assert known_hosts(settings()) == {"localhost", "127.0.0.1", "[::1]"}
    assert "nghiquyet.xa.vn" in known_hosts(settings(hosts="NghiQuyet.xa.vn, b"))


def test_in_a_network_the_machine_is_known_by_its_name_and_its_addresses() -> None:
    known = known_hosts(settings(host="May-Chu"))
    assert {"ip", "may-chu", socket.gethostname().lower()} <= known
    assert "*" not in known


def test_a_provider_of_accounts_is_for_where_people_sign_in(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    office = {"data": tmp_path, "oidc_issuer": "https://dang-nhap.example", "oidc_client_id": "nghiquyet"}
    with _entry(settings(**office)) as entry:
        assert entry == Entry()
    assert "nghiquyet serve --login" in capsys.readouterr().err
    with _entry(settings(**office, login="on")) as entry:
        assert entry.sign_on is not None
        assert entry.sign_on.book is entry.book
    with (
        pytest.raises(InvalidSetting, match="NQ_OIDC_ISSUER"),
        _entry(settings(**office | {"oidc_issuer": "http://dang-nhap.example"}, login="on")),
    ):
        pass
