"""A house with three users, and clients that are the page of one of them."""

from __future__ import annotations

import pytest

from assistant.accounts import AccountBook
from assistant.audit import Audit
from assistant.fakes import MemoryAccounts, MemoryAudit, PlainPasswords

PASSWORD = "mat-khau-du-dai"


@pytest.fixture(scope="package")
def book() -> AccountBook:
    held = AccountBook(MemoryAccounts(), PlainPasswords())
    for role in ("reader", "clerk", "admin"):
        held.add(f"can-bo-{role}", PASSWORD, role=role)
    return held


@pytest.fixture(scope="package")
def audit() -> Audit:
    return Audit(MemoryAudit())
