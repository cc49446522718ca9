"""The office's own accounts by OpenID Connect, with authlib: the authorization code flow with PKCE.

1. The provider tells where its endpoints are (``/.well-known/openid-configuration``), and that it is the issuer.
2. The browser goes to its authorization endpoint with state, nonce and the hash of the verifier.
3. The code that the browser brings back is changed for a token, server to server, by showing the verifier.
4. The token's signature, issuer, audience, time and nonce are checked (joserfc).

Nothing is asked of the provider before somebody signs in by it.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from ipaddress import ip_address
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

from assistant.errors import InvalidSetting, ProviderUnavailable, SignInRefused
from assistant.types import Handshake

try:
    from authlib.integrations.base_client import OAuthError
    from authlib.integrations.httpx_client import OAuth2Client
    from httpx2 import HTTPError, InvalidURL, Response
    from joserfc import jwt
    from joserfc.errors import BadSignatureError, ClaimError, ExpiredTokenError, JoseError
    from joserfc.jwk import KeySet
except ImportError as error:
    raise InvalidSetting(
        f"NQ_OIDC_ISSUER cần gói authlib, chưa cài ({error.name}). Hãy cài: pip install 'nghiquyet[oidc]', hoặc bỏ "
        "NQ_OIDC_ISSUER."
    ) from error

_DISCOVERY = "/.well-known/openid-configuration"
_SCOPE = "openid email profile"
_TIMEOUT_S = 10.0  # silence of the provider; a person waits at the page meanwhile
_KEPT_S = 300.0  # how long what the provider tells of itself is believed
_LEEWAY_S = 60  # how far its clock may be from ours
# Keys of the provider alone sign. "none" signs nothing; HS256 would take its public key for a secret of ours.
_ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
_WRONG_CLAIMS = {
    "iss": "do nơi khác cấp",
    "aud": "cấp cho dịch vụ khác",
    "azp": "cấp cho dịch vụ khác",
    "nonce": "không thuộc lần đăng nhập này",
    "iat": "ghi giờ ở tương lai",
    "nbf": "chưa có hiệu lực",
}
_DOWN = "Nơi cấp tài khoản của cơ quan không trả lời. Hãy thử lại sau ít phút, hoặc đăng nhập bằng mật khẩu."


class OidcProvider:
    """``IdentityProvider`` over an issuer's URL. Threads may share it."""

    def __init__(self, issuer: str, *, client_id: str, client_secret: str | None = None) -> None:
        """Raises ``InvalidSetting`` for an issuer that everybody on the way could play."""
        if not is_safe(issuer):
            raise InvalidSetting(
                f"NQ_OIDC_ISSUER = '{issuer}' không dùng được. Hãy dùng địa chỉ https:// (http:// chỉ cho máy này)."
            )
        self._issuer = issuer
        self._client_id = client_id
        self._client_secret = client_secret
        self._told: dict[str, Any] = {}
        self._until = 0.0
        self._lock = Lock()

    def address(self, handshake: Handshake, *, back: str) -> str:
        """The URL of its page to sign in. Raises ``ProviderUnavailable``."""
        with self._client() as client:
            url, _ = client.create_authorization_url(
                self._endpoint(client, "authorization_endpoint"),
                state=handshake.state,
                nonce=handshake.nonce,
                code_verifier=handshake.verifier,
                redirect_uri=back,
            )
        return str(url)

    def claims(self, handshake: Handshake, *, code: str, back: str) -> Mapping[str, object]:
        """What the token says that the code is changed for. Raises ``ProviderUnavailable`` and ``SignInRefused``."""
        with self._client() as client:
            client.token_endpoint_auth_method = self._way(client)
            endpoint = self._endpoint(client, "token_endpoint")
            token = self._fetched(client, endpoint, code=code, verifier=handshake.verifier, back=back)
            keys = _read(client, self._endpoint(client, "jwks_uri"))
            allowed = self._discovered(client).get("id_token_signing_alg_values_supported")
            issuer = str(self._discovered(client)["issuer"])
        return self._checked(token, keys=keys, allowed=allowed, issuer=issuer, nonce=handshake.nonce)

    def _client(self) -> OAuth2Client:
        # Redirects are not followed: the endpoints are what the provider says they are.
        return OAuth2Client(
            self._client_id,
            self._client_secret,
            scope=_SCOPE,
            code_challenge_method="S256",
            timeout=_TIMEOUT_S,
            follow_redirects=False,
        )

    def _discovered(self, client: OAuth2Client) -> dict[str, Any]:
        with self._lock:
            if self._told and time.monotonic() < self._until:
                return self._told
        told = _read(client, self._issuer.rstrip("/") + _DISCOVERY)
        if str(told.get("issuer")).rstrip("/") != self._issuer.rstrip("/"):
            raise ProviderUnavailable(
                f"Nơi cấp tài khoản tự xưng là '{told.get('issuer')}', khác NQ_OIDC_ISSUER = '{self._issuer}'. Hãy "
                "báo người quản trị sửa NQ_OIDC_ISSUER."
            )
        with self._lock:
            self._told, self._until = told, time.monotonic() + _KEPT_S
        return told

    def _endpoint(self, client: OAuth2Client, name: str) -> str:
        url = self._discovered(client).get(name)
        if not isinstance(url, str) or not is_safe(url):
            raise ProviderUnavailable(
                f"Nơi cấp tài khoản không cho biết {name} có https:// ({url!r}). Hãy báo người quản trị xem lại "
                "NQ_OIDC_ISSUER."
            )
        return url

    def _way(self, client: OAuth2Client) -> str:
        """How this service shows who it is where the token is fetched; ``client_secret_basic`` if nothing is told."""
        if self._client_secret is None:
            return "none"
        known = self._discovered(client).get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        return "client_secret_basic" if "client_secret_basic" in known else "client_secret_post"

    def _fetched(self, client: OAuth2Client, endpoint: str, *, code: str, verifier: str, back: str) -> str:
        try:
            got = client.fetch_token(
                endpoint, grant_type="authorization_code", code=code, code_verifier=verifier, redirect_uri=back
            )
        except OAuthError as error:
            raise _refused_by(error.error) from error
        except (HTTPError, InvalidURL) as error:
            raise ProviderUnavailable(_DOWN) from error
        except (ValueError, TypeError) as error:  # what is no JSON, or no object
            raise ProviderUnavailable(_DOWN) from error
        token = got.get("id_token")
        if not isinstance(token, str):
            raise _unusable("không có trong câu trả lời")
        return token

    def _checked(
        self, token: str, *, keys: dict[str, Any], allowed: object, issuer: str, nonce: str
    ) -> dict[str, object]:
        algorithms = _ALGORITHMS & set(allowed) if isinstance(allowed, list) else _ALGORITHMS
        rules = jwt.JWTClaimsRegistry(
            leeway=_LEEWAY_S,
            iss={"essential": True, "value": issuer},
            aud={"essential": True, "value": self._client_id},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        try:
            claims = jwt.decode(token, KeySet.import_key_set(keys), sorted(algorithms)).claims  # type: ignore[arg-type]
            rules.validate(claims)
        except ExpiredTokenError as error:
            raise _unusable("đã hết hạn") from error
        except ClaimError as error:
            raise _unusable(_WRONG_CLAIMS.get(error.claim, f"thiếu hoặc sai '{error.claim}'")) from error
        except BadSignatureError as error:
            raise _unusable("chữ ký không đúng") from error
        except (JoseError, ValueError, TypeError, KeyError, AttributeError) as error:  # malformed keys raise any
            raise _unusable("không đọc được, hoặc ký bằng cách không được nhận") from error
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if claims.get("azp", None if several else self._client_id) != self._client_id:
            raise _unusable(_WRONG_CLAIMS["azp"])
        return claims


def is_safe(url: str) -> bool:
    """Whether nobody on the way can play the server of a URL: TLS, or this machine itself."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(host)))


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _read(client: OAuth2Client, url: str) -> dict[str, Any]:
    try:
        answer: Response = client.request("GET", url, withhold_token=True, headers={"accept": "application/json"})
        told = answer.raise_for_status().json()
    except (HTTPError, InvalidURL, ValueError) as error:
        raise ProviderUnavailable(_DOWN) from error
    if not isinstance(told, dict):
        raise ProviderUnavailable(_DOWN)
    return told


def _refused_by(word: object) -> SignInRefused:
    said = str(word)[:40]
    return SignInRefused(
        f"Nơi cấp tài khoản của cơ quan từ chối ({said}). Hãy bấm lại nút đăng nhập; nếu vẫn vậy, báo người quản trị "
        "xem NQ_OIDC_CLIENT_ID và NQ_OIDC_CLIENT_SECRET."
    )


def _unusable(why: str) -> SignInRefused:
    return SignInRefused(
        f"Giấy xác nhận của nơi cấp tài khoản không dùng được: {why}. Hãy bấm lại nút đăng nhập; nếu vẫn vậy, báo "
        "người quản trị."
    )
