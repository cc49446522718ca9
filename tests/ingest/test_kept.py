import io
import os
import time
from pathlib import Path

import pytest

from assistant.settings import Settings
from ingest.kept import expire, keep, safe_name, uploads_folder
from ingest.origin import path_of


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("nghị quyết.docx", "nghị quyết.docx"),
        ("xã A\\nghị quyết.docx", "xã A/nghị quyết.docx"),
        ("../../../etc/passwd", "etc/passwd"),
        ("C:/Users/Lan/a.docx", "Users/Lan/a.docx"),
        ("a\x00b\n.docx", "a_b_.docx"),
        ('b<c>:"|?*.docx', "b_c______.docx"),
        ("  a.docx. ", "a.docx"),
        ("...", ""),
        ("", ""),
    ],
)
def test_names_are_made_safe(sent: str, kept: str) -> None:
    assert safe_name(sent) == kept


@pytest.mark.parametrize("letter", ["a", "ệ", "😀"])
def test_a_long_name_keeps_its_suffix(letter: str) -> None:
    part = safe_name(letter * 300 + ".docx")
    assert part.endswith(letter + ".docx")
    assert len(part.encode()) <= 120


def test_what_has_no_document_expires(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, upload_days=1)
    kept = [keep(io.BytesIO(name.encode()), sent_as=f"xã/{name}.txt", settings=settings) for name in "abc"]
    two_days_ago = time.time() - 2 * 86_400
    for one in kept[:2]:
        os.utime(one.path.parents[1], (two_days_ago, two_days_ago))
    expire(settings, held=[f"{path_of(kept[0].path)}/trong.docx"])
    assert [one.path.exists() for one in kept] == [True, False, True]
    assert len(list(uploads_folder(settings).iterdir())) == 2


def test_what_is_sent_again_is_new_again(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, upload_days=1)
    for at in range(2):
        one = keep(io.BytesIO(b"a"), sent_as="a.txt", settings=settings)
        if at == 0:
            os.utime(one.path.parent, (0, 0))
    expire(settings, held=[])
    assert one.path.exists()
