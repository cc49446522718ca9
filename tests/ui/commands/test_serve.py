import socket

import pytest

from assistant.settings import Settings
from ui.commands.serve import known_hosts, needs_login


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
