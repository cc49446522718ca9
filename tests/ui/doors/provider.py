"""A provider of accounts on this machine (OpenID Connect), strict as a real one, and as wrong as a test wants it."""

from __future__ import annotations

import json
import threading
import time
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey

CLIENT, SECRET = "nghiquyet", "khoa cua dich vu/+"
EMAIL = "van-thu@go-tre.example"


def b64(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


@dataclass
class Provider:
    """``claims`` and ``header`` are put over those of a right token, ``told`` over what it tells of itself.

    A value of None takes a claim out. ``heard`` are the paths that were asked for.
    """

    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    told: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    key: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256", {"kid": "mot", "use": "sig"}))
    signing: ECKey | None = None
    heard: list[str] = field(default_factory=list)
    given: dict[str, dict[str, str]] = field(default_factory=dict)

    def discovery(self) -> dict[str, Any]:
        places = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "jwks"}
        told = {name: f"{self.issuer}/{path}" for name, path in places.items()}
        return {"issuer": self.issuer, **told, "id_token_signing_alg_values_supported": ["ES256"], **self.told}

    def sign_in(self, address: str) -> str:
        """Where the browser of a person who signed in at ``address`` is sent back to."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert (asked["response_type"], asked["client_id"], asked["code_challenge_method"]) == (
            "code",
            CLIENT,
            "S256",
        )
        assert "openid" in asked["scope"].split()
        code = f"ma-{len(self.given)}"
        self.given[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, form: Mapping[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        """The answer to who shows a code: each is good once, for who shows the verifier and the service's secret."""
        kind, _, shown = authorization.partition(" ")
        if kind != "Basic" or b64decode(shown).decode() != f"{CLIENT}:{SECRET}":
            return 401, {"error": "invalid_client"}
        asked = self.given.pop(form.get("code", ""), None)
        challenge = b64(sha256(form.get("code_verifier", "").encode()).digest())
        if asked is None or asked["redirect_uri"] != form.get("redirect_uri") or asked["code_challenge"] != challenge:
            return 400, {"error": "invalid_grant"}
        return 200, {"access_token": "x", "token_type": "Bearer", "id_token": self.id_token(asked["nonce"])}

    def id_token(self, nonce: str) -> str:
        now = int(time.time())
        right = {"iss": self.issuer, "aud": CLIENT, "sub": "7", "exp": now + 300, "iat": now, "nonce": nonce}
        right |= {"email": EMAIL, "email_verified": True}
        claims = {name: value for name, value in {**right, **self.claims}.items() if value is not None}
        header = {"alg": "ES256", "kid": "mot", **self.header}
        if header["alg"] == "ES256":
            return jwt.encode(header, claims, self.signing or self.key)
        return ".".join((b64(json.dumps(header).encode()), b64(json.dumps(claims).encode()), ""))

    def answer(self, path: str, form: Mapping[str, str], authorization: str) -> tuple[int, bytes]:
        self.heard.append(path)
        if path in self.answers:
            return self.answers[path]
        if path == "/token":
            status, told = self.token(form, authorization)
            return status, json.dumps(told).encode()
        known = {
            "/.well-known/openid-configuration": self.discovery(),
            "/jwks": {"keys": [self.key.as_dict(private=False)]},
        }
        return (200, json.dumps(known[path]).encode()) if path in known else (404, b"")


@contextmanager
def providing() -> Iterator[Provider]:
    """A provider that serves; a person signs in at ``/authorize`` by a button."""
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path.startswith("/authorize?"):
                self.told(200, f'<form method="post" action="{escape(self.path)}"><button>Tiếp tục</button>'.encode())
            else:
                self.told(*provider.answer(self.path, {}, ""))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", "0"))).decode()
            if self.path.startswith("/authorize?"):
                self.send_response(302)
                self.send_header("location", provider.sign_in(self.path))
                self.end_headers()
                return
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self.told(*provider.answer(self.path, form, self.headers.get("authorization", "")))

        def told(self, status: int, body: bytes) -> None:
            self.send_response(status)
            kind = "text/html; charset=utf-8" if body.startswith(b"<") else "application/json"
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
