"""The package of a Word file: a zip of parts, and the relationships by which one leads to the other.

It is opened here because python-docx gives up a whole file for one relationship that leads nowhere, a content type
that it does not know or the names of Strict Open XML, all of which Word opens. What is asked for is unpacked, all
else stays packed.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from lxml import etree

from assistant.errors import ProtectedFile, TooLarge, UnsupportedFormat
from ingest.readers.docx_xml import Element, qn

_MAX_UNPACKED = 100_000_000  # bytes; a thousand pages have 30 million
_MOST_TAGS = 2_000_000  # in one part; as many of the shortest paragraphs took 0.7 GB and 23 s on a core of 2026
_UNPACKED = (".xml", ".rels", ".htm", ".html", ".mht", ".txt", ".rtf", ".docx")
_ENCRYPTED = 0x1
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_DOCUMENT = re.compile(r"(?:.*/)?document\d*\.xml")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,  # a way of packing that zipfile does not know
    OSError,
    RuntimeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Relation:
    """Where a relationship leads: its kind ("header"), and the part in lower case; "" outside the package."""

    kind: str
    target: str


@dataclass(frozen=True)
class Package:
    """The parts of a file by their names, in lower case and without a slash in front."""

    name: str
    archive: zipfile.ZipFile
    members: Mapping[str, zipfile.ZipInfo]

    @cached_property
    def main(self) -> str:
        """The name of the part with the body; "" where there is none."""
        named = [relation.target for relation in self.related("").values() if relation.kind == "officeDocument"]
        guessed = [part for part in self.members if _DOCUMENT.fullmatch(part)]
        return next((part for part in (*named, *sorted(guessed, key=len)) if part in self.members), "")

    def related(self, part: str) -> dict[str, Relation]:
        """The relationships of a part by their ids; none where their own part is broken or missing."""
        folder, file = posixpath.split(part)
        root = self.root(posixpath.join(folder, "_rels", f"{file}.rels"))
        found = {}
        for each in () if root is None else root.iterchildren():
            external = each.get("TargetMode") == "External"
            target = "" if external else _resolved(folder, each.get("Target") or "")
            found[each.get("Id") or ""] = Relation((each.get("Type") or "").rpartition("/")[2], target)
        return found

    def data(self, part: str) -> bytes | None:
        """The bytes of a part; None where it is missing or its bytes are broken."""
        if part not in self.members:
            return None
        try:
            return self.archive.read(self.members[part])
        except _BROKEN:
            return None

    def root(self, part: str) -> Element | None:
        """The XML of a part, its Strict names as Word's own; None where it is missing or broken.

        Raises ``TooLarge`` where it is more than any document has.
        """
        data = self.data(part)
        if data is None:
            return None
        if data.count(b"<") > _MOST_TAGS:
            raise TooLarge(
                f"{self.name}: phần {part} có hơn {_MOST_TAGS / 1e6:.0f} triệu thẻ, dài hơn mọi nghị quyết; hãy tách "
                "thành nhiều tệp rồi nạp."
            )
        try:
            root = _parsed(data)
            if any("purl.oclc.org/ooxml" in space for space in root.nsmap.values()):
                root = _parsed(_STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", etree.tostring(root)))
        except (etree.XMLSyntaxError, ValueError):
            return None
        return root


def open_package(data: bytes, *, name: str) -> Package:
    """The package in the bytes of a file.

    Raises ``UnsupportedFormat`` where they are no zip with a Word document in it, ``ProtectedFile`` where it asks for
    a password, ``TooLarge`` where its text unpacks to too much.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise UnsupportedFormat(
            f"{name}: không phải tệp Word .docx, hoặc tệp tải về chưa hết; hãy tải lại, hoặc mở bằng Word (Open and "
            "Repair), lưu lại thành .docx rồi nạp."
        ) from error
    members = {_plain(member.filename): member for member in archive.infolist() if member.filename[-1:] != "/"}
    unpacked = sum(member.file_size for part, member in members.items() if part.endswith(_UNPACKED))
    if unpacked > _MAX_UNPACKED:
        raise TooLarge(
            f"{name}: giải nén ra {unpacked / 1e6:.0f} MB chữ, quá mức {_MAX_UNPACKED / 1e6:.0f} MB; hãy tách thành "
            "nhiều tệp rồi nạp."
        )
    if any(member.flag_bits & _ENCRYPTED for member in members.values()):
        raise ProtectedFile(f"{name}: tệp nén có mật khẩu; hãy giải nén bằng mật khẩu, lưu lại rồi nạp.")
    return Package(name, archive, members)


def document_of(package: Package) -> Element:
    """The root of the document in a package; raises ``UnsupportedFormat`` where there is none."""
    root = package.root(package.main)
    if root is not None and root.tag == qn("w:document") and root.find(qn("w:body")) is not None:
        return root
    if package.main and root is None:
        raise UnsupportedFormat(
            f"{package.name}: phần {package.main} trong tệp Word đã hỏng; hãy mở bằng Word (chọn “Mở và Sửa chữa”) "
            "hoặc LibreOffice, lưu lại thành .docx rồi nạp."
        )
    raise UnsupportedFormat(
        f"{package.name}: không phải tệp Word .docx mà là tệp nén không có văn bản Word bên trong; hãy mở bằng phần "
        "mềm của nó, lưu thành .docx rồi nạp."
    )


def _parsed(data: bytes) -> Element:
    """The root of XML, of which nothing is fetched or blown up."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    return etree.fromstring(data, parser)


def _plain(name: str) -> str:
    """A name as it is looked for: some programs write backslashes, a slash in front or capitals."""
    return posixpath.normpath(name.replace("\\", "/")).lstrip("/").lower()


def _resolved(folder: str, target: str) -> str:
    return _plain(posixpath.join("/", folder, unquote(target).replace("\\", "/").partition("#")[0]))
