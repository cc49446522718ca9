import pytest

from ui.doors.origin import RETURN, foreign, host_name, is_here, known_host

OURS = {"host": "127.0.0.1:7860"}
FOLLOWED = {"sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("may-chu:7860", "may-chu"),
        ("May-Chu.", "may-chu"),
        ("[::1]:7860", "[::1]"),
        ("127.0.0.1", "127.0.0.1"),
        ("", ""),
    ],
)
def test_a_host_is_its_name_without_port(host: str, name: str) -> None:
    assert host_name(host) == name


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("may-chu:80", True),
        ("192.168.1.9:7860", True),
        ("[fe80::1]", True),
        ("ngoai.example", False),
        ("192.168.1.9.ngoai.example", False),
        ("", False),
    ],
)
def test_an_address_is_known_where_addresses_are_and_a_name_only_by_itself(host: str, known: bool) -> None:
    assert known_host(host, {"may-chu", "ip"}) is known


@pytest.mark.parametrize(
    "origin", ["null", "", "http://127.0.0.1:7861", "https://127.0.0.1:7860", "http://127.0.0.1"]
)
def test_another_scheme_name_or_port_is_another_page(origin: str) -> None:
    assert foreign({**OURS, "origin": origin}, method="GET", scheme="http", path="/")


def test_our_own_page_and_what_is_no_browser_are_not_foreign() -> None:
    assert not foreign({**OURS, "origin": "http://127.0.0.1:7860"}, method="POST", scheme="http", path="/api/ask")
    assert not foreign(OURS, method="POST", scheme="http", path="/api/ask")
    assert not foreign({**OURS, "sec-fetch-site": "none"}, method="GET", scheme="http", path="/api/documents")
    assert not foreign({**OURS, "sec-fetch-site": "same-origin"}, method="GET", scheme="http", path="/theme.css")


@pytest.mark.parametrize("site", ["cross-site", "same-site", "something-new"])
def test_a_link_of_another_page_leads_to_a_page_and_to_nothing_else(site: str) -> None:
    followed = {**OURS, "sec-fetch-site": site, **FOLLOWED}
    assert not foreign(followed, method="GET", scheme="http", path="/")
    assert not foreign(followed, method="GET", scheme="http", path=RETURN)
    assert foreign(followed, method="GET", scheme="http", path="/login/oidc")
    assert foreign(followed, method="GET", scheme="http", path="/api/ledger.csv")
    assert foreign(followed, method="POST", scheme="http", path="/login")
    assert foreign({**followed, "sec-fetch-dest": "iframe"}, method="GET", scheme="http", path="/")
    assert foreign({**OURS, "sec-fetch-site": site}, method="GET", scheme="http", path="/")


@pytest.mark.parametrize(
    ("address", "here"), [("127.0.0.1", True), ("::1", True), ("", True), ("10.0.0.7", False), ("fe80::1", False)]
)
def test_an_address_is_here_or_elsewhere(address: str, here: bool) -> None:
    assert is_here(address) is here
