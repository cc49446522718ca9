"""Hostile PDF files and pictures."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Mapping

from PIL import Image

from tests.ingest.hostile.written import NONSENSE, Maker


def _pdf(
    content: bytes, *, box: str = "0 0 595 842", extra: str = "", filters: str = "", pages: str | None = None
) -> bytes:
    """A PDF of one page with this content stream; the table of objects is left to be found."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        pages or "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>{extra}>>>>",
        None,
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    made = b"%PDF-1.4\n"
    for at, said in enumerate(objects, 1):
        if said is None:
            made += (
                f"{at} 0 obj<</Length {len(content)}{filters}>>stream\n".encode() + content + b"\nendstream endobj\n"
            )
        else:
            made += f"{at} 0 obj{said}endobj\n".encode()
    return made + b"trailer<</Root 1 0 R/Size 6>>\n%%EOF"


def _shown(chance: random.Random) -> bytes:
    text = chance.choice(
        (
            b"(7 ty) Tj ",
            b"(........) Tj ",
            b"1 0 0 1 1 1 cm (a) Tj ",
            b"0 0 m 9 9 l S ",
            b"q ",
            b"BT ",
            b"[(a) -9999999 (b)] TJ ",
        )
    )
    many = chance.choice((50, 5_000, 100_000))
    size = chance.choice(("12", "0", "-12", "1e30", "0.00001", "99999"))
    return _pdf(f"BT /F {size} Tf 50 700 Td ".encode() + text * many + b" ET")


def _large_stream(chance: random.Random) -> bytes:
    """Megabytes packed to a few, once or more."""
    byte = chance.choice((b" ", b"\0", b"q ", b"("))
    packing = zlib.compressobj(9)
    block = byte * 1_000_000
    packed = b"".join(
        packing.compress(block) for _ in range(chance.choice((50, 400, 800) if len(byte) == 1 else (20, 100)))
    )
    packed += packing.flush()
    filters = "/Filter/FlateDecode"
    if chance.random() < 0.4:
        packed, filters = zlib.compress(packed, 9), "/Filter[/FlateDecode/FlateDecode]"
    return _pdf(packed, filters=filters)


def _trees(chance: random.Random) -> bytes:
    pages = (
        "<</Type/Pages/Kids[2 0 R]/Count 1>>",
        "<</Type/Pages/Kids[3 0 R 2 0 R 3 0 R]/Count 99999999>>",
        "<</Type/Pages/Kids[]/Count 5>>",
        f"<</Type/Pages/Kids[{'3 0 R ' * 3_000}]/Count 3000>>",
        "<</Type/Pages/Kids 3 0 R/Count ²>>",
        "<</Type/Pages/Kids[9 0 R]/Count 1>>",
        "[" * 50_000,
    )
    box = chance.choice(
        ("0 0 595 842", "0 0 0 0", "0 0 1e9 1e9", "-5 -5 -1 -1", "0 0 NaN 1", "²", "842 595 0 0", "0 0 200000 200000")
    )
    return _pdf(
        b"BT /F 12 Tf 50 700 Td (Thu dat 7 ty dong) Tj ET",
        box=box,
        pages=chance.choice((*pages, None)),
    )


def _forms(chance: random.Random) -> bytes:
    extra = "/XObject<</X 4 0 R>>"
    return _pdf(
        b"/X Do " * chance.choice((1, 2, 900)) + b"BT /F 12 Tf (7 ty dong) Tj ET",
        extra=extra,
        filters="/Type/XObject/Subtype/Form/BBox[0 0 9 9]",
    )


def _pictured(chance: random.Random) -> bytes:
    wide = chance.choice(("1", "30000", "100000", "-1", "99999999999"))
    filters = f"/Type/XObject/Subtype/Image/Width {wide}/Height {wide}/BitsPerComponent {chance.choice(('1', '8', '32', '²'))}/ColorSpace/DeviceGray"
    return _pdf(b"q 500 0 0 500 0 0 cm /X Do Q", extra="/XObject<</X 4 0 R>>", filters=filters)


def _garbage(chance: random.Random) -> bytes:
    good = _pdf(b"BT /F 12 Tf 50 700 Td (Thu dat 7 ty dong) Tj ET")
    ways = (
        b"%PDF-1.4\n" + chance.randbytes(50_000),
        b"%PDF-1.7\n1 0 obj " + b"[" * 500_000,
        b"%PDF-1.7\n1 0 obj " + b"<</a " * 100_000,
        good[: chance.randrange(len(good))],
        good * 200,
        b"%PDF-1.4\n" + b"1 0 obj<<>>endobj\n" * 200_000,
        good.replace(b"trailer", b"xref\n0 99999999\n" + b"0000000000 65535 f \n" * 50_000 + b"trailer"),
        b"%PDF-",
        b"%PDF-1.4\n" + b"\0" * 3_000_000,
        good.replace(b"/Root 1 0 R", f"/Root 1 0 R/Prev {chance.choice((*NONSENSE, '9'))}".encode()),
        good.replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt<</Filter/Standard/V 9/R 9/O()/U()/P -1>>"),
    )
    return chance.choice(ways)


def _drawn(chance: random.Random) -> bytes:
    many = chance.choice((2_000, 40_000))
    lines = "".join(f"{at % 500} {at % 700} m {at % 400} {at % 600} l S " for at in range(many))
    words = "".join(f"1 0 0 1 {at * 7 % 500} {at * 13 % 800} Tm (7) Tj " for at in range(many // 4))
    return _pdf(f"{lines}BT /F 8 Tf {words} ET".encode())


def _claimed_png(chance: random.Random) -> bytes:
    """A PNG that says how wide and high it is, and holds next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    wide, high = chance.choice(
        ((100_000, 100_000), (1, 2_000_000), (2_000_000, 1), (0, 5), (2**31 - 1, 2**31 - 1), (9_000, 9_000))
    )
    head = struct.pack(">IIBBBBB", wide, high, chance.choice((1, 8, 16)), chance.choice((0, 2, 3, 6)), 0, 0, 0)
    text = chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(50_000_000))) if chance.random() < 0.3 else b""
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + text
        + chunk(b"IDAT", zlib.compress(bytes(1_000)))
        + chunk(b"IEND", b"")
    )


def _picture(kind: str) -> Maker:
    def made(chance: random.Random) -> bytes:
        size = chance.choice(
            ((1, 1), (1, 30_000), (30_000, 1), (2_500, 3_500), (8_000, 8_000), (14_000, 12_000), (3, 3))
        )
        stream = io.BytesIO()
        many = chance.choice((1, 1, 60)) if kind in ("GIF", "TIFF") and size[0] * size[1] < 100_000 else 1
        first, *others = (Image.new("L", size, chance.choice((0, 128, 255))) for _ in range(many))
        options = {"save_all": True, "append_images": others} if others else {}
        first.save(stream, kind, **options)
        data = bytearray(stream.getvalue())
        for _ in range(chance.choice((0, 0, 3, 30))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        return bytes(data)

    return made


def _noise(chance: random.Random) -> bytes:
    """A page of grain, or of bars, in which a reader of letters may search for long."""
    wide, high = chance.choice(((600, 800), (1_700, 2_300)))
    dots = chance.randbytes(wide * high) if chance.random() < 0.5 else (b"\0\0\xff" * (wide * high))[: wide * high]
    stream = io.BytesIO()
    Image.frombytes("L", (wide, high), dots).save(stream, "PNG")
    return stream.getvalue()


PAGED: Mapping[str, Maker] = {
    "chữ.pdf": _shown,
    "luồng.pdf": _large_stream,
    "cây.pdf": _trees,
    "mẫu.pdf": _forms,
    "hình.pdf": _pictured,
    "rác.pdf": _garbage,
    "nét.pdf": _drawn,
    "khổ.png": _claimed_png,
    "ảnh.png": _picture("PNG"),
    "ảnh.jpg": _picture("JPEG"),
    "ảnh.tif": _picture("TIFF"),
    "ảnh.gif": _picture("GIF"),
    "ảnh.bmp": _picture("BMP"),
    "nhiễu.png": _noise,
}
