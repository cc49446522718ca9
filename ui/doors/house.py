"""What the doors know: names of the service, keys, who may sign in, and the functions of the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from secrets import token_bytes

from pydantic import SecretStr

from assistant.accounts import AccountBook
from assistant.audit import Audit
from assistant.single_sign_on import SingleSignOn
from ui.doors.origin import ANY_HOST
from ui.doors.page_files import PageFiles
from ui.doors.rates import Rates
from ui.doors.session import Signs
from ui.doors.table import Function, function_of
from ui.doors.watch import Watch

_TABS = 20_000  # open pages whose owner is remembered


@dataclass(slots=True)
class House:
    """Without a ``book`` nobody has to sign in: whoever reaches the service may do everything.

    ``sign_on`` is there where one can also sign in by the office's own accounts. ``functions`` are those of the
    page's queue by their number there, told once the page is built.
    """

    hosts: frozenset[str] = frozenset({ANY_HOST})
    keys: tuple[SecretStr, ...] = ()
    signs: Signs = field(default_factory=lambda: Signs(token_bytes(32)))
    book: AccountBook | None = None
    audit: Audit | None = None
    sign_on: SingleSignOn | None = None
    rates: Rates | None = None
    functions: dict[int, Function] = field(default_factory=dict)
    page_files: PageFiles | None = None
    watch: Watch = field(default_factory=Watch)
    _tabs: dict[str, str] = field(default_factory=dict)

    def know(self, functions: Mapping[int, Callable[..., object] | None]) -> None:
        """Looks the functions of the page up in the table."""
        self.functions = {number: function_of(run) for number, run in functions.items()}

    def owns(self, tab: str, cookie: str) -> bool:
        """Whether an open page, by Gradio's name for it, is of this browser; the first to name it owns it."""
        if tab not in self._tabs and len(self._tabs) >= _TABS:
            del self._tabs[next(iter(self._tabs))]
        return self._tabs.setdefault(tab, cookie) == cookie
