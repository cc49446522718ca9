"""Files of other office software, converted by LibreOffice: .doc, .rtf, .odt and the like to .docx, sheets to .xlsx.

Each call is a process of its own with a user profile of its own, so that calls do not wait for each other and nothing
that a file does outlives it. Measured on a page of text: 0.8 s, nearly all of it the start.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from assistant.errors import TooLarge, UnreadableFile, UnsupportedFormat
from assistant.types import Contents, Remark
from ingest.readers.docx import read_docx
from ingest.readers.sheets import UNCALCULATED, read_xlsx

REMEDY = "cài LibreOffice (Debian, Ubuntu: apt install libreoffice-writer-nogui libreoffice-calc-nogui)"

_PROGRAMS = ("soffice", "libreoffice")
_USUAL_PLACES = (
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    Path("C:/Program Files/LibreOffice/program/soffice.exe"),
)
_FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
_LEAST_SECONDS, _SECONDS_PER_MB = 15.0, 15.0  # for one file; a .doc of 900,000 characters takes 8
_MOST_SECONDS = 120.0

# No macros, no linked files, nothing from the network; sheets without results are calculated.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
{items}
</oor:items>
"""
_ITEM = '<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}"><value>{value}</value></prop></item>'
_SETTINGS = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "0"),
    ("Calc/Content/Update", "Link", "2"),
    ("Calc/Formula/Load", "OOXMLRecalcMode", "0"),
)


def read_office(data: bytes, *, name: str) -> Contents:
    """Text of a file of a word processor, as ``read_docx`` reads what LibreOffice makes of it.

    Raises what ``convert`` and ``read_docx`` raise.
    """
    return read_docx(convert(data, name=name, to="docx"), name=name)


def read_sheets(data: bytes, *, name: str) -> Contents:
    """Tables of a file of a spreadsheet program, as ``read_xlsx`` reads what LibreOffice makes of it.

    Raises what ``convert`` and ``read_xlsx`` raise.
    """
    return read_xlsx(convert(data, name=name, to="xlsx"), name=name)


def read_calculated(data: bytes, *, name: str) -> Contents:
    """Tables of a workbook as ``read_xlsx`` reads them; where programs wrote formulas only, they are worked out.

    Without LibreOffice each such formula stays told. Raises what ``read_xlsx`` raises.
    """
    contents = read_xlsx(data, name=name)
    if program() is None or all(remark.reason != UNCALCULATED for remark in contents.remarks):
        return contents
    try:
        calculated = read_xlsx(convert(data, name=name, to="xlsx"), name=name)
    except UnreadableFile:
        return contents
    done = Remark("công thức", "read", "tệp chỉ có công thức, chưa có kết quả: LibreOffice đã tính")
    return replace(calculated, remarks=(*calculated.remarks, done))


def program() -> str | None:
    """Where LibreOffice is, ``None`` where there is none."""
    found = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    return found or next((str(place) for place in _USUAL_PLACES if place.is_file()), None)


def convert(data: bytes, *, name: str, to: str) -> bytes:
    """A file as "docx" or "xlsx", as LibreOffice saves it.

    Raises ``UnsupportedFormat`` where there is no LibreOffice, where it cannot open the file (broken, or with a
    password), and ``TooLarge`` where it takes too long for its size.
    """
    office = program()
    if office is None:
        raise UnsupportedFormat(
            f"{name}: muốn đọc tệp này phải có LibreOffice; hãy {REMEDY}, hoặc mở bằng Office rồi lưu thành .{to}."
        )
    with tempfile.TemporaryDirectory(prefix="nghiquyet-") as folder:
        given, profile = Path(folder, "given"), Path(folder, "profile")
        given.write_bytes(data)
        _write_profile(profile)
        _run(
            [
                office,
                f"-env:UserInstallation={profile.as_uri()}",
                *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
                *("--convert-to", _FILTERS[to], "--outdir", str(Path(folder, "made")), str(given)),
            ],
            name,
            seconds=min(_MOST_SECONDS, _LEAST_SECONDS + _SECONDS_PER_MB * len(data) / 1e6),
        )
        made = Path(folder, "made", f"given.{to}")
        if not made.is_file():
            raise UnsupportedFormat(
                f"{name}: LibreOffice không mở được tệp (tệp hỏng, có mật khẩu, hoặc LibreOffice thiếu phần đọc loại "
                f"này); hãy mở bằng phần mềm đã tạo ra nó, lưu thành .{to} rồi nạp."
            )
        return made.read_bytes()


def _write_profile(profile: Path) -> None:
    items = "\n".join(_ITEM.format(path=path, name=name, value=value) for path, name, value in _SETTINGS)
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE.format(items=items), encoding="utf-8")


def _run(command: list[str], name: str, *, seconds: float) -> None:
    """Runs a command in silence; past its time it is ended with all that it started."""
    with subprocess.Popen(  # noqa: S603  # the program that was found, no shell
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        process_group=0,  # ended as a whole; still of the session of the process that reads
    ) as process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired as error:
            raise TooLarge(
                f"{name}: LibreOffice chuyển đổi quá {seconds:.0f} giây; hãy mở bằng Office, lưu thành .docx hoặc "
                ".xlsx rồi nạp, hoặc tách tệp."
            ) from error
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends a process and its children, where any is left; also when the caller itself is interrupted."""
    if process.poll() is None:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.wait()
