"""What a provider may say and what it may not, against one that serves on this machine."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc.jwk import ECKey
from pydantic import SecretStr

from assistant.accounts import AccountBook
from assistant.adapters.oidc_authlib import OidcProvider, is_safe
from assistant.build import open_single_sign_on
from assistant.errors import InvalidSetting, ProviderUnavailable, SignInRefused
from assistant.fakes import MemoryAccounts, PlainPasswords
from assistant.settings import Settings
from assistant.types import Handshake
from tests.ui.doors.provider import CLIENT, EMAIL, SECRET, Provider, providing

NOW = int(time.time())
BACK = "https://nghiquyet.example/login/oidc/back"
WAY = Handshake("trang-thai", "dung-mot-lan", "v" * 64)
DISCOVERY = "/.well-known/openid-configuration"


@pytest.fixture
def provider() -> Iterator[Provider]:
    with providing() as served:
        yield served


def adapter(provider: Provider, secret: str | None = SECRET) -> OidcProvider:
    return OidcProvider(provider.issuer, client_id=CLIENT, client_secret=secret)


def claims_of(provider: Provider, back: Handshake = WAY, adapted: OidcProvider | None = None) -> dict:
    """A person goes there and comes back with ``back``."""
    adapted = adapted or adapter(provider)
    code = parse_qs(urlsplit(provider.sign_in(adapted.address(WAY, back=BACK))).query)["code"][0]
    return dict(adapted.claims(back, code=code, back=BACK))


def test_a_right_token_is_taken_and_the_provider_is_asked_no_more_than_needed(provider: Provider) -> None:
    adapted = adapter(provider)
    assert provider.heard == []
    assert claims_of(provider, adapted=adapted)["email"] == EMAIL
    assert provider.heard == [DISCOVERY, "/token", "/jwks"]
    assert claims_of(provider, adapted=adapted)["sub"] == "7"
    assert provider.heard.count(DISCOVERY) == 1


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ({"nonce": "khac"}, "không thuộc lần đăng nhập này"),
        ({"nonce": None}, "không thuộc lần đăng nhập này"),
        ({"exp": NOW - 3600}, "đã hết hạn"),
        ({"exp": None}, "thiếu hoặc sai 'exp'"),
        ({"exp": "mai"}, "thiếu hoặc sai 'exp'"),
        ({"iat": NOW + 3600}, "ở tương lai"),
        ({"nbf": NOW + 3600}, "chưa có hiệu lực"),
        ({"aud": "dich-vu-khac"}, "cấp cho dịch vụ khác"),
        ({"aud": [CLIENT, "dich-vu-khac"]}, "cấp cho dịch vụ khác"),
        ({"azp": "dich-vu-khac"}, "cấp cho dịch vụ khác"),
        ({"aud": None}, "cấp cho dịch vụ khác"),
        ({"iss": "https://noi-khac.example"}, "do nơi khác cấp"),
        ({"sub": None}, "thiếu hoặc sai 'sub'"),
    ],
    ids=lambda one: next(iter(one)) if isinstance(one, dict) else "",  # no time in a name: each worker has its own
)
def test_a_token_that_is_not_for_this_way_is_refused(provider: Provider, claims: dict, said: str) -> None:
    provider.claims = claims
    with pytest.raises(SignInRefused, match=said):
        claims_of(provider)


def test_several_audiences_are_taken_where_it_was_asked_for_by_us(provider: Provider) -> None:
    provider.claims = {"aud": [CLIENT, "dich-vu-khac"], "azp": CLIENT}
    assert claims_of(provider)["sub"] == "7"


def test_a_token_of_another_key_is_refused(provider: Provider) -> None:
    provider.signing = ECKey.generate_key("P-256", {"kid": "mot"})
    with pytest.raises(SignInRefused, match="chữ ký không đúng"):
        claims_of(provider)


@pytest.mark.parametrize("header", [{"alg": "none"}, {"alg": "HS256"}, {"kid": "hai"}], ids=str)
@pytest.mark.parametrize("allowed", [["ES256"], ["none", "HS256", "ES256"], "ES256", None], ids=str)
def test_only_the_providers_own_keys_sign(provider: Provider, header: dict, allowed: object) -> None:
    provider.header, provider.told = header, {"id_token_signing_alg_values_supported": allowed}
    with pytest.raises(SignInRefused, match="ký bằng cách không được nhận"):
        claims_of(provider)


def test_a_code_is_of_no_use_without_its_verifier_or_a_second_time(provider: Provider) -> None:
    with pytest.raises(SignInRefused, match=r"từ chối \(invalid_grant\)"):
        claims_of(provider, Handshake(WAY.state, WAY.nonce, "w" * 64))
    with pytest.raises(SignInRefused, match="invalid_grant"):
        adapter(provider).claims(WAY, code="ma-0", back=BACK)


@pytest.mark.parametrize("secret", [None, "khac"])
def test_a_wrong_secret_is_the_administrators_matter(provider: Provider, secret: str | None) -> None:
    with pytest.raises(SignInRefused, match=r"invalid_client.*NQ_OIDC_CLIENT_SECRET"):
        claims_of(provider, adapted=adapter(provider, secret))


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        (DISCOVERY, (500, b"{}")),
        (DISCOVERY, (302, b"{}")),
        (DISCOVERY, (200, b"khong phai JSON")),
        (DISCOVERY, (200, b"[]")),
        ("/token", (500, b"{}")),
        ("/token", (200, b"khong phai JSON")),
        ("/token", (200, b"[]")),
        ("/jwks", (404, b"{}")),
        ("/jwks", (200, b"\xff")),
    ],
    ids=str,
)
def test_what_is_no_answer_of_a_provider_is_told_as_that(provider: Provider, path: str, answer: tuple) -> None:
    provider.answers = {path: answer}
    with pytest.raises(ProviderUnavailable, match=r"không trả lời\. Hãy thử lại"):
        claims_of(provider)


@pytest.mark.parametrize("keys", [b"{}", b'{"keys": 1}', b'{"keys": [1]}', b'{"keys": [{"kty": "EC"}]}'])
def test_keys_that_are_none_sign_nothing(provider: Provider, keys: bytes) -> None:
    provider.answers = {"/jwks": (200, keys)}
    with pytest.raises(SignInRefused, match="Giấy xác nhận"):
        claims_of(provider)


@pytest.mark.parametrize("token", [b'{"access_token": "x"}', b'{"id_token": "a.b"}', b'{"id_token": "\\u00e9.b.c"}'])
def test_an_answer_without_a_token_lets_nobody_in(provider: Provider, token: bytes) -> None:
    provider.answers = {"/token": (200, token)}
    with pytest.raises(SignInRefused, match="Giấy xác nhận"):
        claims_of(provider)


def test_another_issuer_and_endpoints_that_others_could_play_are_refused(provider: Provider) -> None:
    provider.told = {"issuer": "https://noi-khac.example"}
    with pytest.raises(ProviderUnavailable, match=r"tự xưng là 'https://noi-khac\.example'"):
        adapter(provider).address(WAY, back=BACK)
    provider.told = {"authorization_endpoint": "http://noi-khac.example/authorize"}
    with pytest.raises(ProviderUnavailable, match="authorization_endpoint"):
        adapter(provider).address(WAY, back=BACK)


def test_a_provider_that_is_gone_is_told_in_a_line() -> None:
    with providing() as provider:
        adapted = adapter(provider)
    with pytest.raises(ProviderUnavailable, match="mật khẩu"):
        adapted.address(WAY, back=BACK)


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://dang-nhap.example/realms/xa", True),
        ("http://127.0.0.1:8080", True),
        ("http://[::1]/", True),
        ("http://localhost", True),
        ("http://dang-nhap.example", False),
        ("http://127.0.0.1.example", False),
        ("file:///etc/passwd", False),
        ("https://", False),
        ("http://[::1", False),
        ("", False),
    ],
)
def test_only_tls_or_this_machine_is_safe(url: str, safe: bool) -> None:
    assert is_safe(url) is safe
    if not safe:
        with pytest.raises(InvalidSetting, match="NQ_OIDC_ISSUER"):
            OidcProvider(url, client_id=CLIENT)


def opened(**settings: object):
    book = AccountBook(MemoryAccounts(), PlainPasswords())
    return open_single_sign_on(Settings(_env_file=None, **settings), book)


def test_the_settings_open_it_or_say_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    issuer = "https://dang-nhap.example"
    assert opened() is None
    held = opened(oidc_issuer=issuer, oidc_client_id=CLIENT, oidc_client_secret=SecretStr(SECRET))
    assert (held.claim, held.newcomers) == ("email", False)
    assert SECRET not in repr(Settings(_env_file=None, oidc_client_secret=SecretStr(SECRET)))
    with pytest.raises(InvalidSetting, match="NQ_OIDC_CLIENT_ID"):
        opened(oidc_issuer=issuer)
    monkeypatch.delitem(sys.modules, "assistant.adapters.oidc_authlib")
    monkeypatch.setitem(sys.modules, "authlib.integrations.base_client", None)
    with pytest.raises(InvalidSetting, match=r"cần gói authlib.*pip install 'nghiquyet\[oidc\]'"):
        opened(oidc_issuer=issuer, oidc_client_id=CLIENT)
