"""What is installed is known: by hash in the locks, by licence in the list, by name in the bill of materials."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from scripts.supply import LOCK, is_allowed, licences, packages, sbom, table

ROOT = Path(__file__).parents[1]
NAMED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)


ADDED = {"authlib", "cryptography", "joserfc"}  # by the extra oidc


def locked(name: str) -> dict[str, str]:
    return dict(NAMED.findall((ROOT / "requirements" / name).read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", ["chat.txt", "all.txt"])
def test_every_package_of_a_lock_has_its_hashes(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[A-Za-z0-9])", text)[1:]
    assert len(blocks) == len(locked(name)) > 100
    assert [block.split("\n")[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_the_larger_lock_holds_the_smaller_one() -> None:
    assert locked("chat.txt").items() <= locked("all.txt").items()
    assert locked("all.txt")["lxml-html-clean"] == "0.4.6"
    assert set(locked("torch.txt")) == {"torch"}


def listed_packages() -> dict[str, str]:
    return locked(LOCK.name) | {name: version for name, version in locked("all.txt").items() if name in ADDED}


def test_the_list_is_what_the_lock_and_the_packages_say() -> None:
    written = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    assert written == licences(), "run: make sbom"
    listed = dict(re.findall(r"^\| ([a-z0-9._-]+) \| (\S+) \|", written, re.MULTILINE))
    assert {**listed_packages(), "package": "version"} == {**listed, "package": "version"}


def test_no_licence_is_outside_the_table() -> None:
    known = table()
    assert [(each.name, each.licence) for each in packages() if not is_allowed(each.licence, known)] == []


@pytest.mark.parametrize(
    ("licence", "fine"),
    [
        ("MIT", True),
        ("Apache-2.0 AND BSD-2-Clause", True),
        ("MPL-2.0 AND (Apache-2.0 OR MIT)", True),
        ("GPL-3.0-only OR MIT", True),
        ("MIT AND GPL-3.0-only", False),
        ("GPL-3.0-only AND (Apache-2.0 OR MIT)", False),
        ("GPL-3.0-only", False),
        ("?", False),
    ],
)
def test_every_part_of_an_expression_has_to_be_allowed(licence: str, fine: bool) -> None:
    assert is_allowed(licence, table()) is fine


def test_the_bill_of_materials_names_all_with_hashes_and_is_the_same_each_time() -> None:
    made = sbom()
    assert made == sbom()
    bill = json.loads(made)
    assert (bill["bomFormat"], bill["metadata"]["component"]["name"]) == ("CycloneDX", "nghiquyet")
    assert {one["name"]: one["version"] for one in bill["components"]} == listed_packages()
    assert {one["name"] for one in bill["components"] if one.get("scope") == "optional"} == ADDED
    assert all(one["hashes"] and one["licenses"] and one["purl"] for one in bill["components"])
    needed = {each["ref"]: each.get("dependsOn", []) for each in bill["dependencies"]}
    assert any(each.startswith("pkg:pypi/chromadb@") for each in needed["nghiquyet"])
    (chroma,) = (ref for ref in needed if ref.startswith("pkg:pypi/chromadb@"))
    assert any(each.startswith("pkg:pypi/onnxruntime@") for each in needed[chroma])
