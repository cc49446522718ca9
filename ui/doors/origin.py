"""Whether a browser sent a request from a page of ours, told from the headers that no page can write.

A browser says in ``Origin`` whose page asks, on every request that is no plain GET and on every one whose answer a
page may read; newer ones say in ``Sec-Fetch-Site`` how far that page is from us, but only to this machine and over
TLS. What has neither is no browser, or a GET whose answer nobody but a person sees.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Collection, Mapping

PAGES = ("/", "/login", "/docs")
"""What a link on another page may lead to."""

RETURN = "/login/oidc/back"
"""Where the office's provider of accounts sends a browser back to, which a page of elsewhere may lead to as well."""

ANY_HOST = "*"
_OURS = ("same-origin", "none")


def known_host(host: str, allowed: Collection[str]) -> bool:
    """Whether the service may be called by this name; ``ip`` among the allowed stands for every plain address.

    A page of elsewhere that points a name of its own at this machine is refused by it; it cannot do so with an
    address.
    """
    name = host_name(host)
    return ANY_HOST in allowed or name in allowed or ("ip" in allowed and _is_address(name))


def host_name(host: str) -> str:
    """The name of a ``Host`` header, without its port, in small letters."""
    bare = host[: host.find("]") + 1] if host.startswith("[") else host.partition(":")[0]
    return bare.rstrip(".").lower()


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def is_here(address: str) -> bool:
    """Whether a call came from this machine; also where there is no address, as over a socket of the machine's."""
    return not address or not _is_address(address) or ipaddress.ip_address(address).is_loopback


def foreign(headers: Mapping[str, str], *, method: str, scheme: str, path: str) -> bool:
    """Whether a page that is not ours, or none that can be named ("null"), sent a request."""
    origin = headers.get("origin")
    if origin is not None:
        return origin.lower() != f"{scheme}://{headers.get('host', '')}".lower()
    if headers.get("sec-fetch-site", "none") in _OURS:
        return False
    return not _follows_link(headers, method=method, path=path)


def _follows_link(headers: Mapping[str, str], *, method: str, path: str) -> bool:
    """Whether a person came by a link of another page to one of ours."""
    shown = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    return shown and method == "GET" and path in (*PAGES, RETURN)
