"""What `make chat` installs: a bill of materials (CycloneDX) and a list of licences, from the lock. With it stand the
packages of the extra `oidc`, since people sign in by them; they are optional there.

    python scripts/supply.py sbom build/sbom.cdx.json
    python scripts/supply.py licences docs/licences.md

Names, versions and hashes are the lock's, licences those that the installed packages state, reasons those beside the
dependencies in pyproject.toml. The same lock gives the same bytes: no time and no serial number is written.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from importlib.metadata import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cyclonedx.contrib.license.factories import LicenseFactory
    from cyclonedx.model.component import Component

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements" / "chat.txt"
WHOLE_LOCK = ROOT / "requirements" / "all.txt"
EXTRA = "oidc"
_PACKAGE = re.compile(r"^([A-Za-z0-9._-]+)==(\S+) \\\n((?: .*\n?)+)", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_VIA = re.compile(r"^ +# +(?:via +)?(\S+)", re.MULTILINE)
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_REASON = re.compile(r'^ +"([A-Za-z0-9._-]+?)[><=][^"]*", +# (.+)$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Package:
    """One package of the lock; ``via`` is what asks for it, ``why`` the reason that pyproject.toml has for it.

    ``extra`` is one that is installed with the extra alone.
    """

    name: str
    version: str
    hashes: tuple[str, ...]
    licence: str
    via: tuple[str, ...]
    why: str | None
    extra: bool = False


def packages() -> list[Package]:
    """Those of the lock in its order, and after them those that the extra adds."""
    whole, base = _locked(WHOLE_LOCK), _locked(LOCK)
    added = _added(whole, base)
    return [
        *(_package(name, *told, via=_via(told[1])) for name, told in base.items()),
        *(
            _package(
                name,
                *told,
                via=tuple(one for one in _via(told[1]) if one in {*added, _project()["name"]}),
                extra=True,
            )
            for name, told in whole.items()
            if name in added
        ),
    ]


def _locked(lock: Path) -> dict[str, tuple[str, str]]:
    """Version and the lines below it (hashes, what asks for it) of each package of a lock."""
    return {name: (version, rest) for name, version, rest in _PACKAGE.findall(lock.read_text(encoding="utf-8"))}


def _added(whole: dict[str, tuple[str, str]], base: Collection[str]) -> set[str]:
    """The packages that come with the extra alone."""
    asked = [_NAME.match(one) for one in _project()["optional-dependencies"][EXTRA]]
    added = {one.group() for one in asked if one} - set(base)
    while more := {name for name, (_, rest) in whole.items() if added & {*_via(rest)}} - added - set(base):
        added |= more
    return added


def _project() -> dict[str, Any]:
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return project


def _package(name: str, version: str, rest: str, *, via: tuple[str, ...], extra: bool = False) -> Package:
    reasons = dict(_REASON.findall((ROOT / "pyproject.toml").read_text(encoding="utf-8")))
    why = reasons.get(name) if _project()["name"] in via else None
    return Package(name, version, tuple(_HASH.findall(rest)), licence_of(name, table()), via, why, extra)


def table() -> dict[str, Any]:
    """What is read as which licence, and which are allowed."""
    return tomllib.loads((Path(__file__).parent / "licences.toml").read_text(encoding="utf-8"))


def licence_of(name: str, known: dict[str, Any]) -> str:
    """An SPDX expression: the one that a package states, else what its other words are read as."""
    said = metadata(name)
    if stated := said.get("License-Expression"):
        return stated
    classes = [each.split(" :: ")[-1] for each in said.get_all("Classifier") or () if each.startswith("License ::")]
    words = " AND ".join(sorted(classes)) or " ".join((said.get("License") or "").split())
    read: str = known["read_as"].get(words, words)
    return read or "?"


def is_allowed(licence: str, known: dict[str, Any]) -> bool:
    """Whether all parts of an expression may be here; of alternatives one is enough."""
    fine = {*known["allowed"]["licences"], *known["explained"]}
    parts = re.split(r" AND (?![^(]*\))", licence)
    return all(any(each in fine for each in part.strip("()").split(" OR ")) for part in parts)


def licences() -> str:
    """The list as Markdown."""
    known, found = table(), packages()
    rows = "".join(f"| {each.name} | {each.version} | {each.licence} | {_told(each)} |\n" for each in found)
    kept = {word for each in found for word in re.findall(r"[\w.+-]+", each.licence)}
    reasons = "".join(f"- {name}: {why}.\n" for name, why in known["explained"].items() if name in kept)
    return (
        "# Licences of what is installed\n\n"
        "Made by `make sbom` from `requirements/chat.txt`, `pyproject.toml` and what the packages say of themselves; "
        "which licences may be here stands in `scripts/licences.toml`. "
        f"What comes with the extra `{EXTRA}` alone is "
        "marked so.\n\n"
        f"| package | version | licence | why it is there |\n|---|---|---|---|\n{rows}\n"
        f"Copyleft licences, and why they may be here:\n\n{reasons}"
    )


def sbom() -> str:
    """The bill of materials as CycloneDX JSON, version 1.6."""
    from cyclonedx.contrib.license.factories import LicenseFactory
    from cyclonedx.model.bom import Bom
    from cyclonedx.model.component import Component, ComponentType
    from cyclonedx.output.json import JsonV1Dot6

    made = LicenseFactory()
    bom = Bom()
    project = _project()
    root = Component(
        name=project["name"],
        version=project["version"],
        type=ComponentType.APPLICATION,
        bom_ref=project["name"],
        licenses=[made.make_from_string(project["license"])],
    )
    bom.metadata.component = root
    found = packages()
    components = {each.name: _component(each, made) for each in found}
    bom.components.update(components.values())
    holders = {**components, root.name: root}
    for holder in holders:
        needed = [components[each.name] for each in found if holder in each.via]
        bom.register_dependency(holders[holder], needed)
    text: str = JsonV1Dot6(bom).output_as_string(indent=2)
    return _still(text)


def _told(package: Package) -> str:
    why = package.why or f"with {', '.join(package.via)}"
    return f"extra `{EXTRA}`: {why}" if package.extra else why


def _component(package: Package, made: LicenseFactory) -> Component:
    from cyclonedx.model import HashAlgorithm, HashType
    from cyclonedx.model.component import Component, ComponentScope
    from packageurl import PackageURL

    url = PackageURL("pypi", name=package.name, version=package.version)
    return Component(
        name=package.name,
        version=package.version,
        purl=url,
        bom_ref=str(url),
        scope=ComponentScope.OPTIONAL if package.extra else ComponentScope.REQUIRED,
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=one) for one in package.hashes],
        licenses=[made.make_from_string(package.licence)],
    )


def _still(text: str) -> str:
    """Without what differs from run to run."""
    text = re.sub(r'^ +"(timestamp|serialNumber)": "[^"]*",?\n', "", text, flags=re.MULTILINE)
    return re.sub(r",(\s*[}\]])", r"\1", text) + "\n"


def _via(rest: str) -> tuple[str, ...]:
    return tuple(each for each in _VIA.findall(rest) if each != "via")


def main() -> None:
    """Writes one of the two."""
    makes: dict[str, Callable[[], str]] = {"sbom": sbom, "licences": licences}
    what, where = sys.argv[1], Path(sys.argv[2])
    where.parent.mkdir(parents=True, exist_ok=True)
    where.write_text(makes[what](), encoding="utf-8")


if __name__ == "__main__":
    main()
