"""Puts the hand to what pip-compile writes; `make lock` runs it after it.

- torch has no hash that holds on every machine, and stands in requirements/torch.txt.
- `lxml[html-clean]`, which trafilatura asks for, loses its extra, and with it the package behind that.
"""

from __future__ import annotations

import re
from pathlib import Path

LOCKS = Path(__file__).parents[1] / "requirements"
_TORCH = re.compile(r"^torch==\S+ \\\n(?: .*\n)+", re.MULTILINE)
_AFTER = re.compile(r"^(?=markdown-it-py==)", re.MULTILINE)
_CLEAN = r"""lxml-html-clean==0.4.6 \
    --hash=sha256:cc037270ba500a65e7235409dcddcae8ef37300f26dea826b61d917bf0236880 \
    --hash=sha256:ea9db067c3053854fd87f8d5a1cf01221dc893b54dbf6019c689052e05c64f22
    # via lxml
"""


def main() -> None:
    """Rewrites both locks; a second run changes nothing."""
    for name in ("chat.txt", "all.txt"):
        lock = LOCKS / name
        text = _TORCH.sub("", lock.read_text(encoding="utf-8"))
        if "\nlxml-html-clean==" not in text:
            text = _AFTER.sub(lambda _: _CLEAN, text, count=1)
        lock.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
