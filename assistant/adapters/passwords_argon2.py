"""Passwords by argon2id, with the cost that argon2-cffi advises."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


class Argon2Passwords:
    """``Passwords``; one try takes 64 MB and some 50 ms."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher()

    def hashed(self, password: str) -> str:
        """Argon2's encoded hash."""
        return self._hasher.hash(password)

    def fits(self, password: str, hashed: str) -> bool:
        """Whether this is the password; a hash that is none fits nothing, nor does half a character."""
        try:
            return self._hasher.verify(hashed, password)
        except (VerificationError, InvalidHashError, UnicodeEncodeError):
            return False
