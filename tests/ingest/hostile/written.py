"""Hostile files of plain text, tables of text and web pages."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

from tests.ingest.formats import LINES

Maker = Callable[[random.Random], bytes]

NONSENSE = (
    "²",
    "abc",
    "",
    "-7",
    "1.5",
    "99999999999999999999",
    "∞",
    "٣",
    "0x1F",
    "1e9",
    " 4 ",
    "-0",
    "½",
    "2147483648",
)
"""What stands where a number should: signs that `isdigit` takes and `int` does not, too large, below nought."""

UNITS = (
    *("a ", ".", "…", " ", "\t", "7", "1.", "1.1.", "(", ")", "[", "{", "|", "| ", '"', "“", "'", "-", "_", "*", "#"),
    *(
        "**",
        "`",
        "~",
        "<",
        "&",
        "%",
        "/",
        "\\",
        ",",
        ";",
        ":",
        "đ",
        "I",
        "V",
        "X",
        "\u0301",
        "\u200b",
        "\u00ad",
        "\u202e",
    ),
    *(
        "Điều 1. ",
        "Chương I ",
        "tỷ đồng ",
        "7 tỷ đồng, ",
        "từ 5 đến 6% ",
        "năm 2026 ",
        "xã ",
        "- ",
        "+ ",
        "a) ",
        "1) ",
    ),
    *(
        "60,5",
        "1.234",
        "12-NQ/ĐU ",
        "số ",
        "ngày 05/01/2023 ",
        "00",
        "\n",
        "\r",
        "\f",
        "\v",
        "\0",
        "\ufeff",
        "\u2028",
    ),
    *(
        "TT | ",
        "....... 5\n",
        "| a | b |\n",
        "|---|\n",
        "x\n\n",
        "Mục 1\n",
        "1. \n",
        "xã An\n",
        "A" * 71,
        "đạt 7 tấn/ha ",
    ),
)
_SIZES = (3_000, 30_000, 200_000, 1_000_000)


def _repeated(chance: random.Random) -> str:
    """One or two units by thousands, with words of a resolution around them or not."""
    unit = "".join(chance.choice(UNITS) for _ in range(chance.choice((1, 1, 1, 2, 3))))
    said = unit * (chance.choice(_SIZES) // len(unit))
    head, tail = chance.choice((("", ""), ("\n".join(LINES) + "\n", "\n"), ("Thu ngân sách đạt ", " 7 tỷ đồng.")))
    return head + said + tail


def _text(chance: random.Random) -> bytes:
    return _repeated(chance).encode()


def _short_lines(chance: random.Random) -> bytes:
    line = chance.choice(("a\n", "1\n", "1.\n", "-\n", "| \n", "Điều 1\n", "7%\n", "\n", "a\n\n", "1 2\n", "a\tb\n"))
    return ("NGHỊ QUYẾT\n" + line * chance.choice((20_000, 200_000, 1_000_000))).encode()


def _numbers(chance: random.Random) -> bytes:
    many = chance.choice((50, 5_000, 100_000))
    said = (
        "9" * many,
        "1." * many + "5",
        "1,234" * many,
        f"{'9' * many}.{'9' * many}% ",
        "M" * many,
        f"ngày {'9' * many} tháng {'9' * many} năm {'9' * many}",
        f"số {'1' * many}/NQ-HĐND",
        f"từ {'8' * many} đến {'7' * many} tỷ đồng",
        f"năm {'2' * many}",
        f"Điều {'3' * many}. a\nKhoản {'4' * many}",
        f"{'5' * many}. a\n{'5' * many}.{'6' * many}. b\n",
        "²³¹ " * many,
        "ngày 99/99/9999 31/02/2023 00/00/0000 năm 0000 giai đoạn 2030-2020 ",
        "1" + "0" * many + " triệu tỷ đồng",
    )
    return ("NGHỊ QUYẾT\n- Thu ngân sách đạt " + chance.choice(said) + " tỷ đồng.\n" + chance.choice(said)).encode()


def _encoded(chance: random.Random) -> bytes:
    text = "\n".join(LINES)
    ways = (
        lambda: b"\xff\xfe" + text.encode("utf-16-le")[:-1],
        lambda: b"\xfe\xff" + text.encode("utf-16-be") + b"\xd8",
        lambda: b"\xff\xfe" + b"\x00\xd8" * 500 + text.encode("utf-16-le"),
        lambda: text.encode() + b"\xed\xa0\x80\xed\xbf\xbf" * 300,
        lambda: b"\xef\xbb\xbf" * 400 + text.encode(),
        lambda: text.encode("utf-32"),
        lambda: text.encode("utf-7"),
        lambda: bytes(chance.randrange(256) for _ in range(20_000)),
        lambda: bytes(range(256)) * 400,
        lambda: text.encode()[:-1] + b"\xc3",
        lambda: b"\xc0\x80" * 900 + text.encode(),
        lambda: b"\x1b$B" * 900 + text.encode("cp1258", "replace"),
    )
    return chance.choice(ways)()


def _filled(chance: random.Random) -> bytes:
    """Megabytes of one byte: noughts, brackets, what opens and never closes."""
    byte = chance.choice(
        (b"\0", b"[", b"(", b"{", b"<", b'"', b"\xff", b" ", b"\n", b"\r\n", b"/", b"%", b"-", b"\t")
    )
    return byte * (chance.choice((100_000, 5_000_000, 39_000_000)) // len(byte))


def _table_of_text(chance: random.Random) -> bytes:
    ways: tuple[Callable[[], str], ...] = (
        lambda: '"' * chance.choice((1_001, 1_000_001)),
        lambda: ";".join("7" * 40_000) + "\n" + "\n".join(";" * 100 for _ in range(500)),
        lambda: "TT;Chỉ tiêu;Năm 2026\n" + "1;Thu;7,5\n" * chance.choice((2_000, 100_000)),
        lambda: 'a;"b\n' * 50_000,
        lambda: "sep=²\n" + "1²2\n" * 100,
        lambda: "TT,Chỉ tiêu\n" + ",".join('""""' for _ in range(60_000)),
        lambda: "\n".join(",".join("9" * at for at in range(60)) for _ in range(400)),
        lambda: "TT\tChỉ tiêu\tNăm 2026\n" + "\t" * 900_000,
        lambda: "TT|Chỉ tiêu|Năm 2026\n" + "|||\n" * 90_000,
        lambda: "\0;" * 50_000,
        lambda: "Năm " + ";Năm ".join(map(str, range(1, 5_000))) + "\n" + ";1" * 5_000,
        lambda: "=CMD|'/c calc'!A1;-1+1;＝1\n" * 300,
    )
    return chance.choice(ways)().encode()


def _spans(chance: random.Random) -> str:
    span = chance.choice((*NONSENSE, "65534", "1000", "100000000"))
    cell = f'<td colspan="{span}" rowspan="{chance.choice((*NONSENSE, "65534", "9999999"))}">7</td>'
    row = f"<tr>{cell * chance.choice((1, 20, 300))}</tr>"
    return f"<table><tr><th>TT<th>Chỉ tiêu<th>Năm 2026</tr>{row * chance.choice((1, 5, 400))}</table>"


def _lists(chance: random.Random) -> str:
    kind = chance.choice(("1", "i", "I", "a", "A", "²", ""))
    start = chance.choice((*NONSENSE, "1000000000", "-1000000000", "3999", "4000"))
    item = f'<li value="{chance.choice(NONSENSE)}">đạt 7 tỷ đồng' if chance.random() < 0.5 else "<li>đạt 7 tỷ đồng"
    return f'<ol type="{kind}" start="{start}" {chance.choice(("", "reversed"))}>{item * chance.choice((1, 30, 2_000))}</ol>'


def _nested(chance: random.Random) -> str:
    tag = chance.choice(
        ("div", "table><tr><td", "ul><li", "b", "span", "blockquote", "ol><li", "p", "font", "a", "svg")
    )
    deep = chance.choice((300, 5_000, 100_000))
    close = "".join(f"</{part}>" for part in reversed(tag.split("><"))) * deep if chance.random() < 0.5 else ""
    return f"<{tag}>" * deep + "7 tỷ đồng" + close


def _broken(chance: random.Random) -> str:
    ways = (
        "<!--" * 100_000,
        "<" * 500_000,
        "<a " * 100_000,
        '<a b="' * 50_000,
        "&" * 300_000,
        "&#x110000;&#0;&#xD800;&#99999999999999999999;" * 3_000,
        "<![CDATA[" * 50_000,
        "</p>" * 200_000,
        "<br>" * 1_000_000,
        "<p>a" * 200_000,
        "<td>" * 100_000,
        "<style>" * 20_000 + "a{b:c}" * 20_000,
        "<script>" * 50_000,
        "<p " + " ".join(f"a{at}=1" for at in range(30_000)) + ">7",
        '<p style="' + "margin:1px;" * 50_000 + '">7 tỷ đồng',
        "<select>" + "<option>7 tỷ" * 50_000,
        "<pre>" + "a\n" * 300_000,
        "<p>" + "." * 300_000 + "7",
        "<p>" + "&nbsp;" * 300_000 + "7",
        "<input value='7'>" * 30_000,
        "<?xml " * 50_000,
        "<sup>2</sup>" * 60_000,
    )
    return chance.choice(ways)


def _page(make: Callable[[random.Random], str]) -> Maker:
    def made(chance: random.Random) -> bytes:
        charset = chance.choice(
            ("utf-8", "utf-8", "utf-8", "rot13", "hex", "zip", "punycode", "utf-99", "idna", "utf-16")
        )
        said = "".join(f"<p>{line}</p>" for line in LINES)
        return f'<html><head><meta charset="{charset}"></head><body>{said}{make(chance)}</body></html>'.encode()

    return made


WRITTEN: Mapping[str, Maker] = {
    "lặp.txt": _text,
    "lặp.md": _text,
    "dòng ngắn.txt": _short_lines,
    "số.txt": _numbers,
    "mã.txt": _encoded,
    "đầy.txt": _filled,
    "đầy.csv": _filled,
    "đầy.html": _filled,
    "bảng.csv": _table_of_text,
    "lặp.csv": _text,
    "ô gộp.html": _page(_spans),
    "danh sách.html": _page(_lists),
    "lồng.html": _page(_nested),
    "vỡ.html": _page(_broken),
    "lặp.html": _page(lambda chance: _repeated(chance).replace("<", "&lt;")),
}
